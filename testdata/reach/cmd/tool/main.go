// Command tool runs functions in every way that there is.
package main

import (
	"fmt"
	"net/http"
	"sync"

	"example.com/reach/graph"
)

type promoter interface{ Promoted() }

func main() {
	defer graph.Later()
	go graph.Beside()
	graph.Static()
	each(graph.Value)
	graph.Run("table")

	var n graph.Narrow = graph.Client{}
	n.First()
	fmt.Println(graph.Printed{})
	graph.Show(&graph.Widened{})
	var p promoter = graph.Derived{}
	p.Promoted()
	graph.List[graph.Element]{Of: []graph.Element{{}}}.All()
	graph.Fill(graph.Sink[string](graph.Texts{}), "text")
	sync.OnceFunc(graph.Closure())()

	h := &graph.Handler{}
	http.Handle("/", h)
	each(h.Bound)
	(*graph.Handler).Expression(h)
}

func each(fn func()) { fn() }
