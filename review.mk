# The page of a review in a real browser: console, accessibility, keyboard, print
# and hostile names; screenshots are left in bin/pages. It needs Chromium and npm,
# and says so if they are missing.
#   make page
CHROMIUM ?= chromium
page_tools := playwright-core@1.64.1 axe-core@4.14.1

.PHONY: page
page:
	@for tool in $(CHROMIUM) node npm; do command -v $$tool >/dev/null || { echo "page: skipped, nothing was looked at: $$tool is not installed"; exit 0; }; done; \
	dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && \
	WORKPLACELINT_PAGES=$$dir/pages go test -count 1 -run '^TestPages$$' ./internal/review && \
	cp internal/review/testdata/page.mjs "$$dir" && \
	(cd "$$dir" && npm init --yes >/dev/null && npm install --silent --no-audit --no-fund $(page_tools)) && \
	CHROMIUM=$$(command -v $(CHROMIUM)) node "$$dir/page.mjs" "$$dir/pages" bin/pages
