# How well the tool reads whole programs:
#   make evaluate                                  the examples
#   make evaluate DIR=programs TRUTH=truth.jsonl   programs checked out as owner+name
#   make evaluate-idioms                           how programs build requests
#   make check-libraries                           nothing is found in Go and the modules we depend on
.PHONY: evaluate evaluate-idioms check-libraries
evaluate: ; go run ./internal/evaluate -dir $(if $(filter command line,$(origin DIR)),$(DIR),testdata/examples) $(if $(TRUTH),-truth $(TRUTH))
evaluate-idioms: ; go run ./internal/evaluate -wants testdata/idioms
check-libraries: ; WORKPLACELINT_LIBRARIES=1 go test -v -count 1 -run '^TestLibraries$$' -timeout 60m ./internal/cli
