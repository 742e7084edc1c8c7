// All runs one idiom, or names all of them: all [PACKAGE/FUNCTION].
package main

import (
	"fmt"
	"maps"
	"os"
	"slices"

	"example.com/idioms/base"
	"example.com/idioms/body"
	"example.com/idioms/graph"
	"example.com/idioms/method"
	"example.com/idioms/miss"
	"example.com/idioms/path"
	"example.com/idioms/query"
	"example.com/idioms/scim"
	"example.com/idioms/send"
)

var idioms = map[string]func(id string) error{
	"base/Chain":              base.Chain,
	"base/Choice":             base.Choice,
	"base/ConfigPointer":      base.ConfigPointer,
	"base/ConfigStruct":       base.ConfigStruct,
	"base/Constant":           base.Constant,
	"base/ConstantExpression": base.ConstantExpression,
	"base/Context":            base.Context,
	"base/Embedded":           base.Embedded,
	"base/EnvDefault":         base.EnvDefault,
	"base/EnvOnly":            base.EnvOnly,
	"base/EnvOr":              base.EnvOr,
	"base/Field":              base.Field,
	"base/FieldAssigned":      base.FieldAssigned,
	"base/FlagDefault":        base.FlagDefault,
	"base/Function":           base.Function,
	"base/Global":             base.Global,
	"base/HostParts":          base.HostParts,
	"base/InitFunc":           base.InitFunc,
	"base/LazyField":          base.LazyField,
	"base/Literal":            base.Literal,
	"base/MapBase":            base.MapBase,
	"base/Once":               base.Once,
	"base/OptionBase":         base.OptionBase,
	"base/Options":            base.Options,
	"base/OrConstant":         base.OrConstant,
	"base/PackageVar":         base.PackageVar,
	"base/Reassigned":         base.Reassigned,
	"base/Schemeless":         base.Schemeless,
	"base/Slice":              base.Slice,
	"base/StructCopy":         base.StructCopy,
	"base/StructResult":       base.StructResult,
	"base/TwoClients":         base.TwoClients,
	"base/TwoFields":          base.TwoFields,
	"base/URLVar":             base.URLVar,
	"body/PostForm":           body.PostForm,
	"body/Encoded":            body.Encoded,
	"body/FieldsInBody":       body.FieldsInBody,
	"body/Multipart":          body.Multipart,
	"body/Struct":             body.Struct,
	"body/Map":                body.Map,
	"body/Encoder":            body.Encoder,
	"body/Text":               body.Text,
	"body/Person":             body.Person,
	"body/Thread":             body.Thread,
	"body/Several":            body.Several,
	"graph/Batch":             graph.Batch,
	"graph/BatchLoop":         graph.BatchLoop,
	"graph/BatchText":         graph.BatchText,
	"graph/IDs":               graph.IDs,
	"graph/FromAnswer":        graph.FromAnswer,
	"graph/FromMap":           graph.FromMap,
	"graph/Next":              graph.Next,
	"graph/Cursor":            graph.Cursor,
	"graph/Recursive":         graph.Recursive,
	"graph/Pager":             graph.Pager,
	"graph/Iterator":          graph.Iterator,
	"graph/Related":           graph.Related,
	"method/Constant":         method.Constant,
	"method/Empty":            method.Empty,
	"method/Argument":         method.Argument,
	"method/TypedString":      method.TypedString,
	"method/Upper":            method.Upper,
	"method/Literal":          method.Literal,
	"method/LiteralDefault":   method.LiteralDefault,
	"method/Assigned":         method.Assigned,
	"method/Chosen":           method.Chosen,
	"method/Table":            method.Table,
	"method/Head":             method.Head,
	"miss/OtherHost":          miss.OtherHost,
	"miss/LookAlike":          miss.LookAlike,
	"miss/Site":               miss.Site,
	"miss/Printed":            miss.Printed,
	"miss/Parsed":             miss.Parsed,
	"miss/Server":             miss.Server,
	"miss/Dropped":            miss.Dropped,
	"miss/Replaced":           miss.Replaced,
	"miss/Header":             miss.Header,
	"miss/Forwarded":          miss.Forwarded,
	"path/Builder":            path.Builder,
	"path/BuilderBranch":      path.BuilderBranch,
	"path/BuilderPassed":      path.BuilderPassed,
	"path/Buffer":             path.Buffer,
	"path/BufferString":       path.BufferString,
	"path/Bytes":              path.Bytes,
	"path/Edge":               path.Edge,
	"path/Switch":             path.Switch,
	"path/TypedString":        path.TypedString,
	"path/Empty":              path.Empty,
	"path/Join":               path.Join,
	"path/JoinAppended":       path.JoinAppended,
	"path/PathJoin":           path.PathJoin,
	"path/PathClean":          path.PathClean,
	"path/URLJoinPath":        path.URLJoinPath,
	"path/JoinPathMethod":     path.JoinPathMethod,
	"path/Variadic":           path.Variadic,
	"path/Loop":               path.Loop,
	"path/Resolve":            path.Resolve,
	"path/ResolveRelative":    path.ResolveRelative,
	"path/ResolveLast":        path.ResolveLast,
	"path/ParseQuery":         path.ParseQuery,
	"path/PathAppended":       path.PathAppended,
	"path/Struct":             path.Struct,
	"path/Fields":             path.Fields,
	"path/Sprintf":            path.Sprintf,
	"path/SprintfConst":       path.SprintfConst,
	"path/SprintfBase":        path.SprintfBase,
	"path/SprintfConcat":      path.SprintfConcat,
	"path/SprintfNoVerbs":     path.SprintfNoVerbs,
	"path/SprintfVerbs":       path.SprintfVerbs,
	"path/SprintfStringer":    path.SprintfStringer,
	"path/Sprint":             path.Sprint,
	"path/Appendf":            path.Appendf,
	"path/Table":              path.Table,
	"path/Map":                path.Map,
	"path/MapRange":           path.MapRange,
	"path/MapKeys":            path.MapKeys,
	"path/Array":              path.Array,
	"path/Functions":          path.Functions,
	"path/Appended":           path.Appended,
	"path/Replace":            path.Replace,
	"path/Replacer":           path.Replacer,
	"path/Escape":             path.Escape,
	"path/Number":             path.Number,
	"path/LiteralID":          path.LiteralID,
	"path/Raw":                path.Raw,
	"path/Trim":               path.Trim,
	"path/TrimField":          path.TrimField,
	"path/Lower":              path.Lower,
	"path/Append":             path.Append,
	"path/Cut":                path.Cut,
	"path/Split":              path.Split,
	"query/Encoder":           query.Encoder,
	"query/OptionStruct":      query.OptionStruct,
	"query/Constant":          query.Constant,
	"query/Joined":            query.Joined,
	"query/Variadic":          query.Variadic,
	"query/Nested":            query.Nested,
	"query/Raw":               query.Raw,
	"query/Escaped":           query.Escaped,
	"query/Open":              query.Open,
	"query/PartlyOpen":        query.PartlyOpen,
	"query/Segment":           query.Segment,
	"query/Conditional":       query.Conditional,
	"query/Before":            query.Before,
	"query/Literal":           query.Literal,
	"query/After":             query.After,
	"query/Reencoded":         query.Reencoded,
	"query/Copy":              query.Copy,
	"query/Text":              query.Text,
	"query/FromMap":           query.FromMap,
	"query/MapArgument":       query.MapArgument,
	"query/AliasArgument":     query.AliasArgument,
	"scim/Current":            scim.Current,
	"scim/Legacy":             scim.Legacy,
	"scim/Company":            scim.Company,
	"scim/Filter":             scim.Filter,
	"scim/Generic":            scim.Generic,
	"send/MethodValue":        send.MethodValue,
	"send/FunctionValue":      send.FunctionValue,
	"send/Closure":            send.Closure,
	"send/Factory":            send.Factory,
	"send/Field":              send.Field,
	"send/Callback":           send.Callback,
	"send/Retry":              send.Retry,
	"send/Commands":           send.Commands,
	"send/Deferred":           send.Deferred,
	"send/Goroutine":          send.Goroutine,
	"send/Generic":            send.Generic,
	"send/GenericType":        send.GenericType,
	"send/Constraint":         send.Constraint,
	"send/Doer":               send.Doer,
	"send/Interface":          send.Interface,
	"send/Implementations":    send.Implementations,
	"send/Each":               send.Each,
	"send/Decorator":          send.Decorator,
	"send/Client":             send.Client,
	"send/Context":            send.Context,
	"send/WithContext":        send.WithContext,
	"send/Clone":              send.Clone,
	"send/RoundTrip":          send.RoundTrip,
	"send/File":               send.File,
	"send/Proxy":              send.Proxy,
	"send/TransportBase":      send.TransportBase,
	"send/TransportResolve":   send.TransportResolve,
	"send/TransportToken":     send.TransportToken,
	"send/Middleware":         send.Middleware,
	"send/Deep":               send.Deep,
	"send/Request":            send.Request,
	"send/Made":               send.Made,
	"send/Package":            send.Package,
	"send/PackageRequest":     send.PackageRequest,
	"send/Variadic":           send.Variadic,
	"send/Struct":             send.Struct,
	"send/Fluent":             send.Fluent,
	"send/FluentValue":        send.FluentValue,
}

func main() {
	if len(os.Args) < 2 {
		for _, name := range slices.Sorted(maps.Keys(idioms)) {
			fmt.Println(name)
		}
		return
	}
	run, ok := idioms[os.Args[1]]
	if !ok {
		fmt.Fprintln(os.Stderr, "all: there is no idiom", os.Args[1])
		os.Exit(2)
	}
	if err := run(given()); err != nil {
		fmt.Fprintln(os.Stderr, "all:", err)
		os.Exit(1)
	}
}

// given returns the id from the command line.
func given() string {
	if len(os.Args) > 2 {
		return os.Args[2]
	}
	return os.Getenv("IDIOMS_ID")
}
