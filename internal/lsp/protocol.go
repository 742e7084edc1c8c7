package lsp

// The part of the Language Server Protocol 3.17 that is spoken. Names follow
// the specification.

type initializeParams struct {
	RootURI          string `json:"rootUri"`
	RootPath         string `json:"rootPath"`
	WorkspaceFolders []struct {
		URI string `json:"uri"`
	} `json:"workspaceFolders"`
}

type initializeResult struct {
	Capabilities capabilities `json:"capabilities"`
	ServerInfo   serverInfo   `json:"serverInfo"`
}

type serverInfo struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type capabilities struct {
	TextDocumentSync   syncOptions `json:"textDocumentSync"`
	HoverProvider      bool        `json:"hoverProvider"`
	CodeActionProvider bool        `json:"codeActionProvider"`
	DefinitionProvider bool        `json:"definitionProvider"`
}

type syncOptions struct {
	OpenClose bool `json:"openClose"`
	Change    int  `json:"change"` // none: what is saved is analyzed
	Save      bool `json:"save"`
}

type position struct {
	Line      int `json:"line"`      // from 0
	Character int `json:"character"` // UTF-16 code units, from 0
}

type span struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

type location struct {
	URI   string `json:"uri"`
	Range span   `json:"range"`
}

type document struct {
	URI string `json:"uri"`
}

type hoverParams struct {
	TextDocument document `json:"textDocument"`
	Position     position `json:"position"`
}

type hover struct {
	Contents markup `json:"contents"`
}

type markup struct {
	Kind  string `json:"kind"` // plaintext: it holds text of analyzed code
	Value string `json:"value"`
}

type actionParams struct {
	TextDocument document `json:"textDocument"`
	Range        span     `json:"range"`
}

type action struct {
	Title       string       `json:"title"`
	Kind        string       `json:"kind"`
	Diagnostics []diagnostic `json:"diagnostics"`
	Edit        edit         `json:"edit"`
}

type edit struct {
	Changes map[string][]textEdit `json:"changes"`
}

type textEdit struct {
	Range   span   `json:"range"`
	NewText string `json:"newText"`
}

type publishParams struct {
	URI         string       `json:"uri"`
	Diagnostics []diagnostic `json:"diagnostics"`
}

type diagnostic struct {
	Range    span      `json:"range"`
	Severity int       `json:"severity"`
	Code     string    `json:"code"`
	Source   string    `json:"source"`
	Message  string    `json:"message"`
	Related  []related `json:"relatedInformation,omitempty"`
}

type related struct {
	Location location `json:"location"`
	Message  string   `json:"message"`
}

type messageParams struct {
	Type    int    `json:"type"` // 1 is an error
	Message string `json:"message"`
}
