# How the search for credentials compares:
#   make secrets-bench     speed and memory, with gitleaks on the Go source tree
#   make secrets-equal     equal findings to gitleaks on the Go source tree, and to the commands
#                          gitleaks and, if it is on the path, betterleaks on all samples
#   make secrets-accuracy  recall and precision, with gitleaks and gosec
#   make secrets-libraries nothing is found in Go and in the modules we depend on
# and whether pre-commit refuses a commit with a token: make secrets-hook
.PHONY: secrets-bench secrets-equal secrets-accuracy secrets-libraries secrets-hook precommit

# One process each, since memory is measured for the process.
secrets-bench:
	for what in Ours/0 Ours/2 Gitleaks/0 Gitleaks/2; do \
		go test -run '^$$' -bench "^Benchmark$$what$$" -benchtime 1x -timeout 30m ./internal/secrets | grep ^Benchmark; \
	done
	go test -run '^$$' -bench '^BenchmarkStaged$$' -benchtime 21x ./internal/secrets | grep ^Benchmark

secrets-equal:
	WORKPLACELINT_TREE="$$(go env GOROOT)/src" go test -v -count 1 -run '^TestGateLosesNothing$$' -timeout 60m ./internal/secrets
	WORKPLACELINT_PEERS=1 go test -v -count 1 -run '^TestPeerCommands$$' ./internal/secrets

secrets-libraries:
	WORKPLACELINT_LIBRARIES=1 go test -v -count 1 -run '^TestLibraries$$' -timeout 30m ./internal/secrets

secrets-accuracy:
	WORKPLACELINT_PEERS=1 go test -v -count 1 -run '^TestAccuracy$$' -timeout 30m ./internal/secrets

# pip install pre-commit
secrets-hook precommit:
	WORKPLACELINT_PRECOMMIT=1 go test -v -count 1 -run '^TestPreCommit$$' -timeout 30m ./internal/secrets
