// Package flow follows credentials through a program, from where it gets them
// to where they leave it.
//
// A value holds marks: each says from which place its text comes, such as an
// environment variable, a struct field or a parameter, and how the value holds
// it. Marks move forwards along the uses of a value in SSA. What becomes of the
// marks of a function is its summary: a list of exits, from a place to a result,
// another place, a sink or a use as a credential. A call applies the summary of
// what it calls. Struct fields are places by their type, whatever object they
// are in.
//
// Nothing is assumed to be a credential. A place is a source if its text is
// used as one, in a parameter or header of a request, or if the manifest says
// so; only in the end are exits from sources to sinks findings. So a package
// that writes a field to its log can be judged by one that imports it and knows
// what the field is for.
//
// The package knows neither which functions are sinks, which package sink does,
// nor what to say of them.
package flow
