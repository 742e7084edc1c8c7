# How files that clients get are looked at:
#   make lexers         the scanner against acorn, the compiler of TypeScript and CPython
#   make clients-bench  what looking at them adds to a search for credentials
# The first needs node with npm, and python3; what is missing is skipped and said.
LEXERS ?= $(or $(TMPDIR),/tmp)/workplacelint-lexers
packages := acorn@8 acorn-jsx@5 typescript@5 react@19 react-dom@19 vue@3 lodash@4 jquery@3 svelte@5 @react-navigation/elements@2 react-native-paper@5

.PHONY: lexers clients-bench

lexers:
	npm install --prefix $(LEXERS) --no-audit --no-fund --ignore-scripts --legacy-peer-deps $(packages) || echo "no npm: scripts are not compared"
	WORKPLACELINT_LEXERS=$(LEXERS) go test -v -count 1 -run '^TestOracles$$' -timeout 30m ./internal/lexical

# The tree of Go, and another one with WORKPLACELINT_TREE.
clients-bench:
	go test -run '^$$' -bench '^BenchmarkAdded$$' -benchtime 3x -timeout 30m ./internal/clientfile | grep ^Benchmark
