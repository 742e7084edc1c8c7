# How well proofs are judged, compared with a server that applies the guide:
#   make proofs                     every rewriting of the cases, 2000 composed programs
#   make proofs PROGRAMS=20000 SEED=7
PROGRAMS ?= 2000
SEED ?= 1

.PHONY: proofs
proofs: ; PROOFS=all PROGRAMS=$(PROGRAMS) SEED=$(SEED) go test -count 1 -timeout 60m -v -run 'TestCases|TestTransforms|TestGenerated' ./analyzers/appsecretproof

# Code in which nothing is to be found: the standard library, golang.org/x, and
# programs of plain Facebook, where a proof of the token alone is right.
#   make silent             the first two
#   make silent DIR=dir     and each directory below dir
x := crypto@v0.59.0 mod@v0.43.0 net@v0.62.0 oauth2@v0.38.0 sync@v0.25.0 term@v0.48.0 text@v0.44.0 tools@v0.52.0
only := -appsecretproof -webhooksignature

.PHONY: silent
silent:
	@go build -o bin/workplacelint ./cmd/workplacelint
	@tool=$(CURDIR)/bin/workplacelint; dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && cd "$$dir" && \
	export GOFLAGS=-mod=mod && go mod init silent 2>/dev/null && go get $(addprefix golang.org/x/,$(x)) && \
	list=$$(go list -e -f '{{if not .Error}}{{if not .DepsErrors}}{{.ImportPath}}{{end}}{{end}}' $(foreach m,$(x),golang.org/x/$(firstword $(subst @, ,$(m)))/...)) && \
	echo "std, and $$(echo $$list | wc -w) packages of golang.org/x" && go vet -vettool=$$tool $(only) std $$list
	@status=0; for dir in $(if $(filter command line,$(origin DIR)),$(wildcard $(DIR)/*/)); do \
		echo "$$dir"; out=$$(bin/workplacelint -C "$$dir" check --disable all --enable appsecretproof,webhooksignature ./...); \
		echo "$$out" | grep -A1 '^\(error\|warning\)' ; \
		if echo "$$out" | grep -q '^[a-z]*\[\(appsecretproof\|webhooksignature\)'; then status=1; fi; \
	done; exit $$status
