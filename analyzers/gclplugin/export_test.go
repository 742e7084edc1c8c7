package gclplugin

// Join is what makes one analyzer of all.
var Join = join
