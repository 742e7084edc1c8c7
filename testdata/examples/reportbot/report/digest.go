package report

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strings"
	"time"

	"example.com/reportbot/graph"
)

type section struct {
	title string
	lines []string
}

type digest struct {
	group    graph.Group
	posts    []graph.Post
	members  []graph.Person
	sections []section
}

// markdown returns the text of the digest, the liveliest posts first.
func (d digest) markdown() string {
	posts := slices.Clone(d.posts)
	slices.SortStableFunc(posts, func(a, b graph.Post) int { return activity(b) - activity(a) })
	var b strings.Builder
	fmt.Fprintf(&b, "## The week in %s\n\n", d.group.Name)
	fmt.Fprintf(&b, "%d posts, %d members\n\n", len(d.posts), d.group.Members.Summary.TotalCount)
	for _, p := range posts[:min(5, len(posts))] {
		fmt.Fprintf(&b, "* [%s](%s) by %s, %d comments\n",
			headline(p.Message), p.PermalinkURL, author(p.From), p.Comments.Summary.TotalCount)
	}
	for _, s := range d.sections {
		fmt.Fprintf(&b, "\n### %s\n\n", s.title)
		for _, line := range s.lines {
			b.WriteString("* " + line + "\n")
		}
	}
	return b.String()
}

func activity(p graph.Post) int {
	return p.Comments.Summary.TotalCount + p.Reactions.Summary.TotalCount
}

func author(p graph.Person) string {
	if p.Email == "" {
		return p.Name
	}
	return fmt.Sprintf("[%s](mailto:%s)", p.Name, p.Email)
}

func headline(message string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(message), "\n")
	if runes := []rune(line); len(runes) > 80 {
		line = string(runes[:79]) + "…"
	}
	return line
}

// chart draws one bar for each day of the week.
func (d digest) chart() ([]byte, error) {
	const barWidth, height = 24, 80
	var days [7]int
	for _, p := range d.posts {
		at, err := time.Parse("2006-01-02T15:04:05-0700", p.CreatedTime)
		if err != nil {
			return nil, fmt.Errorf("post %s: %w", p.ID, err)
		}
		days[at.Weekday()]++
	}
	most := max(1, slices.Max(days[:]))
	img := image.NewGray(image.Rect(0, 0, barWidth*len(days), height))
	for day, n := range days {
		for x := day * barWidth; x < (day+1)*barWidth-2; x++ {
			for y := height - height*n/most; y < height; y++ {
				img.SetGray(x, y, color.Gray{Y: 200})
			}
		}
	}
	var buf bytes.Buffer
	err := png.Encode(&buf, img)
	return buf.Bytes(), err
}

func summary(digests []digest) string {
	var b strings.Builder
	b.WriteString("## Groups this week\n\n")
	for _, d := range digests {
		fmt.Fprintf(&b, "* %s: %d posts, led by %s\n", d.group.Name, len(d.posts), leads(d.members))
	}
	return b.String()
}

func leads(members []graph.Person) string {
	var names []string
	for _, m := range members {
		if m.Administrator {
			names = append(names, strings.TrimSuffix(m.Name+", "+m.Title, ", "))
		}
	}
	return strings.Join(names, "; ")
}
