package cli

// Unhidden is Main without what hides credentials that text to be printed holds.
var Unhidden = run
