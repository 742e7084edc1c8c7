# How well proofs are judged, compared with a server that applies the guide:
#   make proofs                     every rewriting of the cases, 2000 composed programs
#   make proofs PROGRAMS=20000 SEED=7
PROGRAMS ?= 2000
SEED ?= 1

.PHONY: proofs
proofs: ; PROOFS=all PROGRAMS=$(PROGRAMS) SEED=$(SEED) go test -count 1 -timeout 60m -v -run 'TestCases|TestTransforms|TestGenerated' ./analyzers/appsecretproof
