# Tools that cost more than a test may: run these by hand or once a night.
#   make sarif     what Microsoft's validator says of our SARIF: the golden file of a
#                  test, an example, a search for credentials; and the
#                  schema of the standard, also with hostile text (needs npm)
sarif_multitool := @microsoft/sarif-multitool@5.7.0

.PHONY: sarif
# The validator exits 0 whatever it finds, so its own log is read.
sarif:
	go build -o bin/workplacelint ./cmd/workplacelint
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && cp internal/report/testdata/check.sarif "$$dir" && \
	{ bin/workplacelint -C testdata/examples/reportbot check --enable all --format sarif ./... > "$$dir/example.sarif" || true; } && \
	{ bin/workplacelint -C testdata secrets --format sarif > "$$dir/secrets.sarif" || true; } && cd "$$dir" && \
	npm install --silent --no-audit --no-fund $(sarif_multitool) && for f in check example secrets; do \
	echo "$$f.sarif" && node_modules/.bin/sarif-multitool validate $$f.sarif --output $$f.log --log ForceOverwrite && \
	node -e 'const r = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8").replace(/^\uFEFF/, "")).runs[0].results || []; r.forEach((x) => console.log(x.ruleId, JSON.stringify(x.message))); process.exit(r.length ? 1 : 0)' $$f.log || exit 1; done && \
	WORKPLACELINT_SARIF_SCHEMA=$$(find "$$dir/node_modules" -name sarif-2.1.0.json | head -n 1) go test -C $(CURDIR) -count 1 -run SARIF ./internal/report

#   make determinism   20 runs of four commands on every example, byte for byte, and eight random edits
.PHONY: determinism
determinism: ; WORKPLACELINT_DETERMINISM=1 go test -count=1 -timeout 60m -run "TestDeterminism|TestEditing" ./internal/agreement

#   make plugin    a golangci-lint with workplacelint in it, and what it says
.PHONY: plugin
plugin:
	go build -C testdata/golangci -o $(CURDIR)/bin/golangci-lint .
	go test -count=1 -timeout 30m -run 'TestDriversAgree|TestGolangciLint' ./internal/agreement

#   make lefthook  lefthook.yml of docs/ci, run by lefthook (needs npm)
lefthook := lefthook@2.2.2
.PHONY: lefthook
lefthook:
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && npm install --silent --prefix "$$dir" --ignore-scripts --no-audit --no-fund $(lefthook) && \
	WORKPLACELINT_LEFTHOOK="$$dir/node_modules/.bin/lefthook" go test -count 1 -run TestLefthook ./internal/agreement

#   make editor    what an editor sees, by the client library of the protocol (needs npm)
client := vscode-languageserver-protocol@3.18.5
.PHONY: editor
editor:
	go build -o bin/workplacelint ./cmd/workplacelint
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && npm install --silent --prefix "$$dir" --ignore-scripts --no-audit --no-fund $(client) && \
	cp -r testdata/examples/reportbot "$$dir/bot" && mkdir "$$dir/bot/extra" && cp internal/lsp/testdata/proof.txt "$$dir/bot/extra/proof.go" && \
	cp internal/lsp/testdata/client.mjs "$$dir" && node "$$dir/client.mjs" $(CURDIR)/bin/workplacelint "$$dir/bot"
