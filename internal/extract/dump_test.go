package extract_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/driver"
	"github.com/workplacelint/workplacelint/internal/extract"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/load"
)

func TestDump(t *testing.T) {
	dir := os.Getenv("DUMP")
	if dir == "" {
		t.Skip("set DUMP to a directory")
	}
	pat := strings.Fields(os.Getenv("PAT"))
	if len(pat) == 0 {
		pat = []string{"./..."}
	}
	prog, err := load.Load(context.Background(), load.Config{Dir: dir, Patterns: pat, Seeds: []string{"graph.facebook.com", "graph.workplace.com", "www.workplace.com/scim", "facebook.com", "workplace.com"}})
	if err != nil {
		t.Fatal(err)
	}
	out, err := driver.Run(context.Background(), prog, driver.Config{
		Analyzers: []*analysis.Analyzer{extract.Analyzer}, Keep: []*analysis.Analyzer{extract.Analyzer},
		Demands: func(v driver.Values) []string {
			r, _ := v[extract.Analyzer].(*extract.Result)
			if r == nil {
				return nil
			}
			return r.Demands
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range out.Skips {
		fmt.Println("SKIP", s)
	}
	abs, _ := filepath.Abs(dir)
	rel := func(f string) string { r, _ := filepath.Rel(abs, f); return r }
	for _, p := range out.Packages {
		r, _ := p.Values[extract.Analyzer].(*extract.Result)
		if r == nil {
			continue
		}
		for _, q := range r.Requests {
			names := []string{}
			for _, pa := range q.Params {
				names = append(names, fmt.Sprint(pa.Place, pa.Name))
			}
			fmt.Printf("%s:%d %s %s %s %s fields=%s params=%v open=%q/%q/%q mopen=%q\n", rel(q.Position.File), q.Position.Line, q.Method, q.Host, q.Version, q.PathString(), strings.Join(graphapi.FlatFields(q.Fields), ","), names, q.Open, q.OpenParam, q.BodyOpen, q.MethodOpen)
			if os.Getenv("EV") != "" {
				for _, e := range q.Evidence {
					fmt.Printf("      %s:%d %s\n", rel(e.Position.File), e.Position.Line, e.Note)
				}
			}
		}
		for _, e := range r.Incomplete {
			fmt.Println("INCOMPLETE", rel(e.Position.File), e.Position.Line, e.Note)
		}
		if len(r.Demands) > 0 {
			fmt.Println("DEMANDS", p.PkgPath, r.Demands)
		}
	}
}
