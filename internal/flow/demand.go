package flow

import (
	"maps"
	"slices"
	"strings"
)

// demands returns the packages of the program that were not read and that get a
// credential as an argument, or declare the type or function that it is from.
func (s *solution) demands() []string {
	asked := map[string]bool{}
	for path, funcs := range s.lost {
		for fn, places := range funcs {
			used := s.used(s.summaries[fn])
			for place := range places {
				_, isParam := used[place]
				_, held := s.holders[place]
				asked[path] = asked[path] || isParam || held
			}
		}
	}
	for place := range s.sources {
		if path := declares(place); path != "" {
			asked[path] = true
		}
	}
	var list []string
	for _, path := range slices.Sorted(maps.Keys(asked)) {
		if asked[path] && path != s.types.Path() && !s.below.own[path] && s.inModule(path) {
			list = append(list, path)
		}
	}
	return list
}

// isLibrary reports whether a place is declared by a library.
func (s *solution) isLibrary(place string) bool {
	path := declares(place)
	return path != "" && path != s.types.Path() && !s.below.own[path] && !s.inModule(path)
}

func (s *solution) inModule(path string) bool {
	return s.module != "" && (path == s.module || strings.HasPrefix(path, s.module+"/"))
}

// declares returns the import path of the package that declares a place, "" for
// one that no package declares.
func declares(place string) string {
	kind, name, _ := strings.Cut(place, ":")
	switch kind + ":" {
	case fieldPlace, varPlace, callPlace:
	default:
		return ""
	}
	name, _, _ = strings.Cut(name, "@")
	if strings.HasPrefix(name, "struct{") {
		return ""
	}
	name = strings.TrimLeft(name, "(*")
	slash := strings.LastIndexByte(name, '/')
	path, _, ok := strings.Cut(name[slash+1:], ".")
	if !ok {
		return ""
	}
	return name[:slash+1] + path
}
