# One command does what CI does: make check. It changes no file.
T ?= Fuzz
P ?= ./internal/strval

.PHONY: check lint vet test race golden fuzz bench example

check: vet lint test

vet: ; go vet ./...
# golangci-lint with the plugin of this repository, which .golangci.yml asks for.
lint: ; go build -C testdata/golangci -o $(CURDIR)/bin/golangci-lint . && bin/golangci-lint run
test: ; go test -timeout 20m ./...
race: ; go test -race ./...

# Rewrites every golden file; read the difference before committing it.
golden: ; UPDATE_GOLDEN=1 WORKPLACELINT_METAMORPH=1 go test -timeout 60m ./...

# make fuzz T=FuzzMatch P=./internal/catalog
fuzz: ; go test -run '^$$' -fuzz '^$(T)$$' -fuzztime 60s $(P)
bench: ; go test -run '^$$' -bench . -count 10 ./...

# One run on a whole integration.
example: ; go run ./cmd/workplacelint -C testdata/examples/reportbot check ./...

-include *.mk
