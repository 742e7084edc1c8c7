package review

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/report"
)

// Large returns a review with as many boxes as the panel has, each with calls in
// many files of several commands.
func Large() *Review {
	r := &Review{App: App{Name: "An app that needs everything"}, Tally: Tally{Grant: 38}}
	for i := range 38 {
		box := Box{Permission: fmt.Sprint("permission", i), Label: fmt.Sprintf("Permission number %d that has a rather long label", i), Decision: Grant}
		for j := range 9 {
			box.Needs = append(box.Needs, Need{
				Call: fmt.Sprintf("GET /{node-id}/edge%d_of_box%d", j, i), Proof: Proven, Binaries: []string{fmt.Sprint("example.com/app/cmd/", j%5)},
				Place: Place{Position: report.Position{File: fmt.Sprintf("internal/part%d/of/file%d.go", i%7, j), Line: 1}},
			})
		}
		r.Boxes = append(r.Boxes, box)
	}
	r.Binaries = binaries(r.Boxes)
	return r
}

// TestPictureIsBounded draws the largest review that there can be.
func TestPictureIsBounded(t *testing.T) {
	p := draw(Large())
	if most := 38*rowHeight + rowHeight; p.Height > most || p.Width > 1300 {
		t.Errorf("the picture takes %d × %d", p.Width, p.Height)
	}
	if want := 38 * 8; p.More != want {
		t.Errorf("%d calls are not shown, want %d", p.More, want)
	}
	columns := map[int][]*node{}
	for _, n := range p.Nodes {
		columns[n.X] = append(columns[n.X], n)
		if n.Top() < 0 || n.Y+rowHeight/2 > p.Height || n.X < 0 || n.X+n.Width > p.Width {
			t.Errorf("%q is not in the picture", n.Whole)
		}
		if n.textWidth() > n.Width {
			t.Errorf("%q is wider than its frame", n.Text)
		}
	}
	if len(columns) != 4 {
		t.Errorf("%d columns, want those of commands, code, calls and boxes", len(columns))
	}
	for _, nodes := range columns {
		slices.SortFunc(nodes, func(a, b *node) int { return a.Y - b.Y })
		for i := 1; i < len(nodes); i++ {
			if nodes[i].Y-nodes[i-1].Y < rowHeight-1 {
				t.Errorf("%q covers %q", nodes[i].Whole, nodes[i-1].Whole)
			}
		}
	}
	if code := columns[p.Nodes[5].X]; len(code) > maxCode {
		t.Errorf("%d files or directories are shown", len(code))
	}
}

// TestPictureSaysWhatIsSure looks at the lines of one call that two boxes allow.
func TestPictureSaysWhatIsSure(t *testing.T) {
	at := Place{Position: report.Position{File: "main.go", Line: 1}}
	r := &Review{Boxes: []Box{
		{Permission: "a", Label: "A", Decision: Grant, Needs: []Need{{Call: "GET /a", Proof: Proven, Place: at}}},
		{Permission: "b", Label: "B", Decision: Grant, Needs: []Need{
			{Call: "GET /b", Proof: Proven, Place: at}, {Call: "GET /a", Proof: Proven, Place: at, Also: []string{"a"}},
		}},
		{Permission: "c", Label: "C", Decision: Ask, Needs: []Need{{Call: "GET /c", Proof: Reading, Place: at}}},
		{Permission: "d", Label: "D", Decision: Ask, Needs: []Need{}},
	}}
	var sure, unsure int
	for _, l := range draw(r).Lines {
		if l.Sure {
			sure++
		} else {
			unsure++
		}
	}
	// main.go – GET /a – A, main.go – GET /b – B; GET /a – B, main.go – GET /c – C
	if sure != 4 || unsure != 3 {
		t.Errorf("%d lines are sure and %d are not, want 4 and 3", sure, unsure)
	}
	if r.Boxes = r.Boxes[:1]; draw(r) != nil {
		t.Error("one box makes a picture")
	}
}

func TestCuts(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{cutPath("internal/directory/groups.go", 22), "…/directory/groups.go"},
		{cutPath("a_name_without_any_directory.go", 12), "…irectory.go"},
		{cutPath("graph/page.go", 22), "graph/page.go"},
		{cutMiddle("GET /{member-id}/managers → email", 20), "GET /{memb…s → email"},
		{cutMiddle("GET /é", 6), "GET /é"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
		if strings.ContainsRune(c.got, '\uFFFD') {
			t.Errorf("%q is cut in a character", c.got)
		}
	}
}
