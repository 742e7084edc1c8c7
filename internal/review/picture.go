package review

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// A picture shows from left to right which command runs which code, what that
// calls, and which box the call needs. It is drawn from the evidence of the boxes
// and bounded, so that it can be read: what it leaves out is in the list of all
// evidence.
type picture struct {
	Width, Height int
	Nodes         []*node
	Lines         []line
	More          int // calls that it does not show
}

// A node is a text in one of the columns.
type node struct {
	X, Y, Width int // of the left end and the middle; of the whole
	Text, Whole string
	Box         *Box // nil if it is none
	to          []*node
}

// Where the parts of a node are.
func (n *node) Top() int   { return n.Y - (rowHeight-3)/2 }
func (n *node) Base() int  { return n.Y + 4 }
func (n *node) MarkX() int { return n.X + nodePad - 2 }
func (n *node) MarkY() int { return n.Y - 8 }
func (n *node) TextX() int {
	if n.Box != nil {
		return n.X + nodePad + markWidth
	}
	return n.X + nodePad
}

// textWidth is what the text takes, with the mark of a box.
func (n *node) textWidth() int {
	length := utf8.RuneCountInString(n.Text)
	if n.Box != nil {
		return length*wordWidth + markWidth
	}
	return length * charWidth
}

// A line leads from one node to another. It is sure if a call is proven to need
// just that box.
type line struct {
	Path string
	Sure bool
}

// Sizes in units of the picture.
const (
	rowHeight = 21
	charWidth = 7 // of code
	wordWidth = 8 // of a character of a label, at most
	nodePad   = 8
	lineWidth = 84 // from column to column
	markWidth = 20 // of the box before a label

	maxCalls = 24 // of the picture
	maxEach  = 8  // of a box
	maxCode  = 12 // files or directories
)

// The columns of a picture. Without several commands there is none for them.
const (
	commandColumn = iota
	codeColumn
	callColumn
	boxColumn
)

// columns say how their texts are shortened, if they are.
var columns = [...]func(string) string{
	commandColumn: func(s string) string { return cutPath(s, 24) },
	codeColumn:    func(s string) string { return cutPath(s, 28) },
	callColumn:    func(s string) string { return cutMiddle(s, 44) },
	boxColumn:     func(s string) string { return cutMiddle(s, 40) },
}

// cutPath leaves out the beginning of a path, which says less than its end.
func cutPath(s string, most int) string {
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	end := string(runes[len(runes)-most+1:])
	if _, rest, ok := strings.Cut(end, "/"); ok {
		end = "/" + rest
	}
	return "…" + end
}

// cutMiddle leaves out the middle of a text: a call ends with the field that it
// asks for.
func cutMiddle(s string, most int) string {
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return string(runes[:most/2]) + "…" + string(runes[len(runes)-(most-1)/2:])
}

// draw returns the picture of a review, nil if there is too little to see.
func draw(r *Review) *picture {
	p := newPainter(r)
	if p.needing < 2 {
		return nil
	}
	p.connect(r)
	p.place()
	return p.picture()
}

// A painter collects what a picture shows.
type painter struct {
	nodes    [len(columns)][]*node
	needs    map[*Box][]*Need // those that are shown
	lines    map[[2]*node]bool
	needing  int // boxes that something needs
	more     int
	commands bool
}

func newPainter(r *Review) *painter {
	p := &painter{needs: map[*Box][]*Need{}, lines: map[[2]*node]bool{}, commands: len(r.Binaries) > 1}
	for i := range r.Boxes {
		if slices.ContainsFunc(r.Boxes[i].Needs, isDrawn) {
			p.needing++
		}
	}
	for each := maxEach; ; each-- {
		if p.choose(r, each) <= maxCalls || each == 1 {
			return p
		}
	}
}

// isDrawn reports whether a need is one of code.
func isDrawn(n Need) bool { return n.Proof != Dependency && n.Place.File != "" }

// choose takes so many calls for each box, and returns how many differ.
func (p *painter) choose(r *Review, each int) int {
	shown := map[string]bool{}
	p.more = 0
	for i := range r.Boxes {
		box := &r.Boxes[i]
		p.needs[box] = nil
		calls := map[string]bool{}
		for j := range box.Needs {
			n := &box.Needs[j]
			if !isDrawn(*n) {
				continue
			}
			if calls[callText(n)] || len(calls) < each {
				calls[callText(n)], shown[callText(n)] = true, true
				p.needs[box] = append(p.needs[box], n)
			} else {
				p.more++
			}
		}
	}
	return len(shown)
}

// connect makes the nodes of the needs, from the boxes on.
func (p *painter) connect(r *Review) {
	code := p.codeNames(r)
	for i := range r.Boxes {
		box := &r.Boxes[i]
		to := &node{Whole: box.Label, Text: columns[boxColumn](box.Label), Box: box}
		p.nodes[boxColumn] = append(p.nodes[boxColumn], to)
		for _, n := range p.needs[box] {
			sure := n.Proof == Proven && len(n.Also) == 0 && box.Decision != Refuse
			call, from := p.node(callColumn, callText(n)), p.node(codeColumn, code(n.Place.File))
			p.line(call, to, sure)
			p.line(from, call, sure)
			if p.commands {
				for _, command := range n.Binaries {
					p.line(p.node(commandColumn, command), from, sure)
				}
			}
		}
	}
}

// codeNames returns how files are named: by themselves, by their directories if
// there are many, or by the directories above.
func (p *painter) codeNames(r *Review) func(string) string {
	name := func(file string) string { return file }
	for range 8 {
		names := map[string]bool{}
		for i := range r.Boxes {
			for _, n := range p.needs[&r.Boxes[i]] {
				names[name(n.Place.File)] = true
			}
		}
		if len(names) <= maxCode {
			break
		}
		finer := name
		name = func(file string) string { return path.Dir(finer(file)) }
	}
	return name
}

// node returns the node of a text in a column.
func (p *painter) node(col int, whole string) *node {
	for _, n := range p.nodes[col] {
		if n.Whole == whole {
			return n
		}
	}
	n := &node{Whole: whole, Text: columns[col](whole)}
	p.nodes[col] = append(p.nodes[col], n)
	return n
}

func (p *painter) line(from, to *node, sure bool) {
	if !slices.Contains(from.to, to) {
		from.to = append(from.to, to)
	}
	p.lines[[2]*node{from, to}] = p.lines[[2]*node{from, to}] || sure
}

// place puts each node as near as can be to what it leads to, from the boxes on,
// which keep the order of the panel.
func (p *painter) place() {
	rows := 0
	for _, nodes := range p.nodes {
		rows = max(rows, len(nodes))
	}
	height := rows * rowHeight
	for i, n := range p.nodes[boxColumn] {
		n.Y = (2*i + 1) * height / (2 * len(p.nodes[boxColumn]))
	}
	for col := callColumn; col >= commandColumn; col-- {
		nodes := p.nodes[col]
		for _, n := range nodes {
			for _, to := range n.to {
				n.Y += to.Y
			}
			n.Y /= len(n.to)
		}
		slices.SortStableFunc(nodes, func(a, b *node) int { return cmp.Compare(a.Y, b.Y) })
		spread(nodes, height)
	}
	x := 0
	for _, nodes := range p.nodes {
		width := 0
		for _, n := range nodes {
			width = max(width, n.textWidth()+2*nodePad)
		}
		for _, n := range nodes {
			n.X, n.Width = x, width
		}
		if len(nodes) > 0 {
			x += width + lineWidth
		}
	}
}

// spread moves nodes apart that would cover each other, and back into the picture.
func spread(nodes []*node, height int) {
	for i, n := range nodes {
		least := rowHeight / 2
		if i > 0 {
			least = nodes[i-1].Y + rowHeight
		}
		n.Y = max(n.Y, least)
	}
	most := height - rowHeight/2
	for _, n := range slices.Backward(nodes) {
		n.Y = min(n.Y, most)
		most = n.Y - rowHeight
	}
}

func (p *painter) picture() *picture {
	pic := &picture{More: p.more}
	for _, nodes := range p.nodes {
		for _, n := range nodes {
			pic.Nodes = append(pic.Nodes, n)
			pic.Width, pic.Height = max(pic.Width, n.X+n.Width), max(pic.Height, n.Y+rowHeight/2+1)
			for _, to := range n.to {
				pic.Lines = append(pic.Lines, line{Path: curve(n, to), Sure: p.lines[[2]*node{n, to}]})
			}
		}
	}
	return pic
}

// curve leads from the right end of one node to the left end of another.
func curve(from, to *node) string {
	x, middle := from.X+from.Width, from.X+from.Width+(to.X-from.X-from.Width)/2
	return fmt.Sprintf("M%d %dC%d %d %d %d %d %d", x, from.Y, middle, from.Y, middle, to.Y, to.X, to.Y)
}
