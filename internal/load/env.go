package load

import (
	"os"
	"slices"
	"strings"
)

// tags returns the tags of the build that is read. Those of GOFLAGS count as for
// the go command: unless others are named, and in every build.
func tags(cfg Config) []string {
	list := cfg.Tags
	if len(list) == 0 && len(cfg.Build.Tags) > 0 {
		for flag := range strings.FieldsSeq(setting(cfg.Env, "GOFLAGS")) {
			if value, ok := strings.CutPrefix(strings.TrimLeft(flag, "-"), "tags="); ok {
				list = strings.Split(value, ",")
			}
		}
	}
	return slices.Concat(list, cfg.Build.Tags)
}

// environ returns the environment for the go command. Settings that make it
// run other programs, fetch another toolchain or write go.mod are left out;
// what selects files and modules stays.
func environ(base []string) []string {
	if base == nil {
		base = os.Environ()
	}
	var env []string
	var flags string
	for _, kv := range base {
		switch name, value, _ := strings.Cut(kv, "="); name {
		case "GOFLAGS":
			flags = value
		case "GOPACKAGESDRIVER", "GOTOOLCHAIN", "PWD":
		default:
			env = append(env, kv)
		}
	}
	return append(env,
		"GOFLAGS="+safeFlags(flags),
		"GOPACKAGESDRIVER=off",
		"GOTOOLCHAIN=local",
	)
}

// safeFlags keeps the flags that only select source. The result is never
// empty, because an empty GOFLAGS would let the one of "go env -w" in.
func safeFlags(flags string) string {
	kept := []string{"-buildvcs=false"}
	for flag := range strings.FieldsSeq(flags) {
		name, value, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(flag, "-"), "-"), "=")
		switch name {
		case "tags", "modfile":
			kept = append(kept, flag)
		case "mod":
			// -mod=mod would write go.mod.
			if value != "mod" {
				kept = append(kept, flag)
			}
		}
	}
	return strings.Join(kept, " ")
}
