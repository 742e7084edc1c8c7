# Include this file in a Makefile: include docs/ci/workplacelint.mk
WORKPLACELINT ?= go run github.com/workplacelint/workplacelint/cmd/workplacelint@latest
WORKPLACELINT_PACKAGES ?= ./...

.PHONY: workplacelint workplacelint-new
workplacelint: ; $(WORKPLACELINT) check $(WORKPLACELINT_PACKAGES)
# What main does not report: make workplacelint-new BASE=origin/main
workplacelint-new: BASE ?= origin/main
workplacelint-new: ; $(WORKPLACELINT) check --since $(BASE) $(WORKPLACELINT_PACKAGES)
