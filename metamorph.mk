#   make metamorph   all rewritings of the idioms, which hold the same requests
.PHONY: metamorph
metamorph: ; WORKPLACELINT_METAMORPH=1 go test -count=1 -timeout 60m -run TestInventoryStays ./internal/metamorph
