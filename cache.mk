# What is kept between runs saves, beside a warm go vet: processor time of all
# processes and memory of the largest one, as GNU time measures them.
#   make cache-bench DIR=~/src/program EDIT=client/client.go
# A comment is added to the file and taken away again.
DIR ?= testdata/examples/reportbot
EDIT ?= $(patsubst $(DIR)/%,%,$(firstword $(wildcard $(DIR)/*.go)))

.PHONY: cache-bench
cache-bench:
	@tmp=$$(mktemp -d); trap 'mv -f "$$tmp/before" "$(DIR)/$(EDIT)" 2>/dev/null; rm -rf "$$tmp"' EXIT; \
	go build -o "$$tmp/workplacelint" ./cmd/workplacelint; \
	export WORKPLACELINT_CACHE="$$tmp/cache"; \
	measure() { what=$$1; shift; (cd "$(DIR)" && command time -o "$$tmp/time" -f "%U s + %S s, %M kB" "$$@" >/dev/null 2>&1); \
		printf '%-28s %s\n' "$$what" "$$(tail -n 1 "$$tmp/time")"; }; \
	(cd "$(DIR)" && go vet ./... >/dev/null 2>&1); \
	measure "go vet, warm" go vet ./...; \
	measure "check, nothing kept" "$$tmp/workplacelint" check ./...; \
	measure "check, nothing changed" "$$tmp/workplacelint" check ./...; \
	cp "$(DIR)/$(EDIT)" "$$tmp/before"; echo '// Edited.' >> "$(DIR)/$(EDIT)"; \
	measure "check, $(EDIT) edited" "$$tmp/workplacelint" check ./...
