// Package lsp shows findings in editors, by the Language Server Protocol:
// diagnostics with their evidence, quick fixes, and what is known of a request
// or a permission under the pointer. What is saved is analyzed; nothing is sent
// anywhere else.
package lsp

import (
	"context"
	"errors"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"
	"github.com/creachadair/jrpc2/handler"

	"github.com/workplacelint/workplacelint/internal/report"
)

// A Program is what an analysis says.
type Program struct {
	Check     *report.Check
	Inventory *report.Inventory
}

// Config says what the server asks.
type Config struct {
	Version string
	// Dir is used if the editor names no directory.
	Dir string
	// Analyze reads the program of a directory.
	Analyze func(ctx context.Context, dir string) (*Program, error)
	// Explain returns what is known of a permission, "" if it is none.
	Explain func(permission string) string
}

type server struct {
	cfg Config
	rpc *jrpc2.Server

	mu        sync.Mutex
	dir       string
	program   *Program
	published []string // URIs with diagnostics
	cancel    context.CancelFunc
	running   sync.WaitGroup
}

// Serve speaks to one editor until it leaves.
func Serve(in io.Reader, out io.WriteCloser, cfg Config) error {
	s := &server{cfg: cfg, dir: cfg.Dir}
	ctx, stop := context.WithCancel(context.Background())
	// Parameters of these say nothing that is used.
	nothing := func(context.Context, *jrpc2.Request) (any, error) { return nil, nil }
	then := func(do func()) jrpc2.Handler {
		return func(context.Context, *jrpc2.Request) (any, error) { do(); return nil, nil }
	}
	s.rpc = jrpc2.NewServer(handler.Map{
		"initialize":              handler.New(s.initialize),
		"initialized":             then(func() { s.analyze(ctx) }),
		"shutdown":                nothing,
		"exit":                    then(func() { go s.rpc.Stop() }),
		"textDocument/didOpen":    nothing,
		"textDocument/didClose":   nothing,
		"textDocument/didChange":  nothing,
		"textDocument/didSave":    then(func() { s.analyze(ctx) }),
		"textDocument/hover":      handler.New(s.hover),
		"textDocument/codeAction": handler.New(s.actions),
		"textDocument/definition": handler.New(s.evidence),
		"$/cancelRequest":         nothing,
		"$/setTrace":              nothing,
	}, &jrpc2.ServerOptions{AllowPush: true})
	line := hangUp(in, out)
	s.rpc.Start(channel.LSP(line, line))
	end := s.rpc.WaitStatus()
	stop()
	s.running.Wait()
	if end.Stopped || end.Closed || errors.Is(end.Err, io.EOF) {
		return nil
	}
	return end.Err
}

// A line is both directions of a connection.
type line struct {
	*io.PipeReader
	io.Writer
	out io.Closer
}

// hangUp returns a line that can be closed while it is read from in, which the
// standard input cannot.
func hangUp(in io.Reader, out io.WriteCloser) line {
	r, w := io.Pipe()
	go func() {
		_, err := io.Copy(w, in)
		w.CloseWithError(err)
	}()
	return line{r, out, out}
}

// Close ends both directions.
func (l line) Close() error { return errors.Join(l.PipeReader.Close(), l.out.Close()) }

func (s *server) initialize(_ context.Context, p *initializeParams) (*initializeResult, error) {
	uri := p.RootURI
	if len(p.WorkspaceFolders) > 0 {
		uri = p.WorkspaceFolders[0].URI
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if dir, ok := filename(uri); ok {
		s.dir = dir
	}
	return &initializeResult{
		Capabilities: capabilities{
			TextDocumentSync: syncOptions{OpenClose: true, Save: true},
			HoverProvider:    true, CodeActionProvider: true, DefinitionProvider: true,
		},
		ServerInfo: serverInfo{"workplacelint", s.cfg.Version},
	}, nil
}

// analyze begins an analysis and gives up the one that runs.
func (s *server) analyze(parent context.Context) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cancel != nil {
		s.cancel()
	}
	ctx, cancel := context.WithCancel(parent)
	s.cancel = cancel
	dir := s.dir
	s.running.Go(func() {
		defer cancel()
		program, err := s.cfg.Analyze(ctx, dir)
		if ctx.Err() != nil {
			return // A newer analysis runs, or the editor is gone.
		}
		if err != nil {
			s.notify(ctx, "window/showMessage", messageParams{1, "workplacelint: " + plain(err.Error())})
			return
		}
		s.publish(ctx, program)
	})
}

// notify tells the editor something. One that is gone needs to know nothing.
func (s *server) notify(ctx context.Context, method string, params any) {
	_ = s.rpc.Notify(ctx, method, params)
}

// publish shows findings, and removes those of files that have none any more.
func (s *server) publish(ctx context.Context, program *Program) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.program = program
	v := s.view()
	byURI := map[string][]diagnostic{}
	var uris []string
	for i := range program.Check.Findings {
		f := &program.Check.Findings[i]
		uri := v.uri(f.Position.File)
		if byURI[uri] == nil {
			uris = append(uris, uri)
		}
		byURI[uri] = append(byURI[uri], v.diagnostic(f))
	}
	for _, uri := range s.published {
		if byURI[uri] == nil {
			s.notify(ctx, "textDocument/publishDiagnostics", publishParams{uri, []diagnostic{}})
		}
	}
	for _, uri := range uris {
		s.notify(ctx, "textDocument/publishDiagnostics", publishParams{uri, byURI[uri]})
	}
	s.published = uris
}

func (s *server) view() *view {
	return &view{dir: s.dir, sources: &report.Sources{Dir: s.dir}}
}

func (s *server) hover(_ context.Context, p *hoverParams) (*hover, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	file, ok := filename(p.TextDocument.URI)
	if !ok {
		return nil, nil
	}
	name := report.Relative(s.dir, file)
	var texts []string
	if strings.HasSuffix(name, ".yaml") {
		if text := s.cfg.Explain(s.view().word(name, p.Position)); text != "" {
			texts = append(texts, text)
		}
	}
	if s.program != nil {
		for i := range s.program.Inventory.Requests {
			if r := &s.program.Inventory.Requests[i]; r.Position.File == name && r.Position.Line == p.Position.Line+1 {
				texts = append(texts, about(r))
			}
		}
	}
	if len(texts) == 0 {
		return nil, nil
	}
	return &hover{markup{"plaintext", strings.Join(texts, "\n\n")}}, nil
}

// about says what is known of a request.
func about(r *report.Request) string {
	lines := []string{r.Name()}
	for _, n := range r.Needs {
		lines = append(lines, "needs "+n.String())
	}
	for _, c := range r.Candidates {
		if r.Endpoint == nil {
			lines = append(lines, "fits "+c.Endpoint)
		}
	}
	if r.Reason != "" {
		lines = append(lines, r.Match+": "+r.Reason)
	}
	for _, e := range r.Evidence {
		lines = append(lines, e.Position.String()+"  "+e.Note)
	}
	for i, l := range lines {
		lines[i] = plain(l)
	}
	return strings.Join(lines, "\n")
}

// actions offers the fixes of findings that touch the lines of a range.
func (s *server) actions(_ context.Context, p *actionParams) ([]action, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := []action{}
	file, ok := filename(p.TextDocument.URI)
	if !ok || s.program == nil {
		return list, nil
	}
	name, v := report.Relative(s.dir, file), s.view()
	for i := range s.program.Check.Findings {
		f := &s.program.Check.Findings[i]
		line := f.Position.Line - 1
		if f.Position.File != name || line < p.Range.Start.Line || line > p.Range.End.Line {
			continue // It is elsewhere.
		}
		for _, fix := range f.Fixes {
			if e, ok := v.edit(fix); ok {
				list = append(list, action{
					Title: plain(fix.Message), Kind: "quickfix", Diagnostics: []diagnostic{v.diagnostic(f)}, Edit: e,
				})
			}
		}
	}
	return slices.Clip(list), nil
}

// evidence returns where an editor goes from a place: from a request or finding to
// what it rests on, from a permission in the manifest to the requests that need it.
func (s *server) evidence(_ context.Context, p *hoverParams) ([]location, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := []location{}
	file, ok := filename(p.TextDocument.URI)
	if !ok || s.program == nil {
		return list, nil
	}
	name, v := report.Relative(s.dir, file), s.view()
	add := func(at report.Position) {
		if l := (location{v.uri(at.File), v.span(at)}); !slices.Contains(list, l) {
			list = append(list, l)
		}
	}
	here := func(at report.Position) bool { return at.File == name && at.Line == p.Position.Line+1 }
	permission := ""
	if strings.HasSuffix(name, ".yaml") {
		permission = v.word(name, p.Position)
	}
	for i := range s.program.Inventory.Requests {
		r := &s.program.Inventory.Requests[i]
		if here(r.Position) {
			for _, e := range r.Evidence {
				add(e.Position)
			}
		}
		if slices.ContainsFunc(r.Needs, func(n report.Need) bool { return slices.Contains(n.AnyOf, permission) }) {
			add(r.Position)
		}
	}
	for i := range s.program.Check.Findings {
		if f := &s.program.Check.Findings[i]; here(f.Position) {
			for _, e := range f.Evidence {
				add(e.Position)
			}
		}
	}
	return list, nil
}

// filename returns the file of a URI.
func filename(uri string) (string, bool) {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" || u.Path == "" {
		return "", false
	}
	name := u.Path
	if filepath.Separator == '\\' {
		name = strings.TrimPrefix(name, "/") // before a drive
	}
	return filepath.Clean(filepath.FromSlash(name)), true
}
