package hardcodedtoken

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/supply"
)

// wayOut says what to do about a credential of a kind. If the code base reads one
// from outside already, it says how and where: first by a name that tells the
// platform, in the package at hand and then in its module, then by any in the
// package, and then by the only one in the module.
func (c *checker) wayOut(kind credential.Kind) string {
	own := slices.DeleteFunc(slices.Clone(c.sources), func(s source) bool { return !c.isPattern(kind, s.name) })
	if i := slices.IndexFunc(own, func(s source) bool { return c.tellsVendor(s.name) }); i >= 0 {
		return own[i].wayOut()
	}
	all := c.supplied(kind)
	if i := slices.IndexFunc(all, func(s supply.Source) bool { return c.tellsVendor(s.Name) }); i >= 0 {
		return wayOut(all[i])
	}
	if len(own) > 0 {
		return own[0].wayOut()
	}
	if len(all) > 0 && !slices.ContainsFunc(all, func(s supply.Source) bool { return s.Name != all[0].Name }) {
		return wayOut(all[0])
	}
	return "reset it, and give the program the new one when it runs"
}

func (s source) wayOut() string {
	return fmt.Sprintf("reset it, and read the new one with %s(%q) as line %d of %s does", s.function, s.name, s.line, s.file)
}

// wayOut names the function and not the line: drivers keep the diagnostic as long
// as the package at hand does not change.
func wayOut(s supply.Source) string {
	where := s.File
	if s.Func != "" {
		where = s.Func + " in " + where
	}
	return fmt.Sprintf("reset it, and read the new one with %s as %s does", s.How, where)
}

// supplied returns how the module reads credentials of a kind. It is looked for
// when the first diagnostic needs it.
func (c *checker) supplied(kind credential.Kind) []supply.Source {
	if !c.searched {
		c.searched = true
		file := c.pass.Fset.PositionFor(c.pass.Files[0].FileStart, false).Filename
		c.module = supply.Find(filepath.Dir(file), c.use)
	}
	return slices.DeleteFunc(slices.Clone(c.module), func(s supply.Source) bool { return !c.isPattern(kind, s.Name) })
}

// isPattern reports whether a name is one of a credential of a kind, and holds
// none itself.
func (c *checker) isPattern(kind credential.Kind, name string) bool {
	return c.use.Names(kind, name) && len(c.pack.Find("", name)) == 0
}

// tellsVendor reports whether a name says that a credential is one of the
// platform.
func (c *checker) tellsVendor(name string) bool {
	return slices.ContainsFunc(graphapi.Words(name), func(w string) bool { return slices.Contains(c.use.Vendors, w) })
}
