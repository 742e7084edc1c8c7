# How well the tool reads whole programs:
#   make evaluate                                  the examples
#   make evaluate DIR=programs TRUTH=truth.jsonl   programs checked out as owner+name
#   make evaluate-idioms                           how programs build requests
DIR ?= testdata/examples

.PHONY: evaluate evaluate-idioms
evaluate: ; go run ./internal/evaluate -dir $(DIR) $(if $(TRUTH),-truth $(TRUTH))
evaluate-idioms: ; go run ./internal/evaluate -wants testdata/idioms
