# `make help` lists what there is. `make test` needs Go and, for what it installs, Debian or Ubuntu and root.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# Tools of one version for everybody, in a folder of this checkout.
GOLANGCI_LINT := v2.15.0
GOVULNCHECK   := v1.9.0
BIN           := $(CURDIR)/.bin
LINT          := $(BIN)/golangci-lint-$(GOLANGCI_LINT)
VULN          := $(BIN)/govulncheck-$(GOVULNCHECK)

VERSION  := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS  := -s -w -X main.version=$(VERSION)
FUZZTIME ?= 10s
CHECKS   ?= 30
ARGS     ?=

.PHONY: help build demo test setup format lint unit window load vuln outdated protections chaos full bench fuzz clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

build: ## build bin/rastau, static, with its version
	CGO_ENABLED=0 go build -trimpath -ldflags '$(LDFLAGS)' -o bin/rastau .

demo: build ## play the whole job in this terminal (ARGS=shutdown for 36 hours without internet, ARGS=--headless for a log)
	./bin/rastau demo $(ARGS)

test: setup format lint unit vuln outdated ## all checks and tests, with all that they need

setup: ## install what the tests need and this machine lacks
	@missing=(); \
	need() { command -v "$$1" >/dev/null || missing+=("$${@:2}"); }; \
	need redis-server redis-server; need gcc gcc libc6-dev; need git git; need node nodejs; need npm npm; need exiftool libimage-exiftool-perl; need minisign minisign; need zbarimg zbar-tools; need pdftotext poppler-utils; need chromium chromium; \
	[ -e /etc/ssl/certs/ca-certificates.crt ] || [ ! -e /etc/debian_version ] || missing+=(ca-certificates); \
	if [ $${#missing[@]} -eq 0 ]; then exit 0; fi; \
	if ! command -v apt-get >/dev/null || [ "$$(id -u)" != 0 ]; then \
		echo "Please install: $${missing[*]}"; exit 1; \
	fi; \
	echo "installing: $${missing[*]}"; \
	export DEBIAN_FRONTEND=noninteractive; \
	apt-get update -qq </dev/null; \
	apt-get install -y -qq --no-install-recommends "$${missing[@]}" </dev/null

format: ## fail when a file is not as gofmt writes it
	@files="$$(gofmt -l $$(git ls-files --cached --others --exclude-standard '*.go'))"; \
	if [ -n "$$files" ]; then echo "not as gofmt writes it (gofmt -w mends it):"; echo "$$files"; exit 1; fi

# go vet's analyzers are among its linters, all of them, so that unit leaves them out.
lint: $(LINT) ## golangci-lint, with the reasons in .golangci.yaml
	$(LINT) run ./...

# The race detector makes what works on many bytes five to twenty times as slow. So rules are tried on fewer examples, and what
# compares or simulates thousands, where nothing runs at once, is measured without it, as is the binary that test/process runs, of
# which it sees nothing. Packages that only compute are compiled without it; PURE= has it look at them as well. None of them may
# keep goroutines of ours apart, or instantiate what is generic in sync: the linker could take its code for everybody's, and the
# detector would see races where there are none.
PURE ?= image/... compress/flate hash/adler32 hash/crc32 golang.org/x/image/font/... golang.org/x/image/vector golang.org/x/image/vp8... \
	golang.org/x/text/unicode/norm github.com/makiuchi-d/gozxing/... rsc.io/qr/... gopkg.in/yaml.v3
RACE := -race $(foreach package,$(PURE),-gcflags=$(package)=-race=false)

unit: ## all tests, with the race detector, rules on CHECKS random examples each
	RAPID_CHECKS=$(CHECKS) go test -vet=off $(RACE) -timeout 30m $$(go list ./... | grep -v /test/process$$)
	go test -vet=off ./test/process ./internal/lab ./verification/matching/pictures ./verification/matching/texts ./verification/matching/names
	go test -vet=off -run WhatIsWorkedOn ./test

window: ## what a window of five minutes brings to 8,500 and to 10,000 people, in figures
	go test -count=1 -v -run FiveMinuteWindow ./bot/outbox | grep -E 'people|reached|^(ok|FAIL|---)|Error'

load: ## how many questions each volunteer holds when 2,000 citizens ask at once after a blackout
	CITIZENS=2000 go test -count=1 -timeout 20m -v -run ManyCitizensAfterABlackout ./verification | grep -E 'hold|offer|^(ok|FAIL|---)|Error'

# Only advisories about this very code count, and only where they can be read.
vuln: $(VULN) ## look for known vulnerabilities that this code reaches
	@if out="$$($(VULN) ./... 2>&1)"; then echo "$$out"; \
	elif grep -q 'fetching vulnerabilities' <<<"$$out"; then \
		echo "govulncheck: the database of vulnerabilities cannot be reached from here, so nothing was checked"; \
	else echo "$$out"; exit 1; fi

# It tells and does not fail: a release elsewhere must not break a checkout that was whole yesterday. STRICT=1 makes it fail.
outdated: ## list the modules named in go.mod of which there is a newer version, or one that was retracted or given up
	@behind=""; \
	for folder in . bench; do \
		names="$$(sed -nE '/indirect|=>/d; s/^(require )?\t?([a-z0-9.-]+\.[a-z]+\/[^ ]+) v[^ ]+.*/\2/p' $$folder/go.mod | grep -v '^github.com/rastau/')"; \
		if ! out="$$(cd $$folder && go list -m -u -retracted -f '{{if or .Update .Retracted .Deprecated}}{{.Path}} {{.Version}}{{with .Update}} -> {{.Version}}{{end}}{{with .Retracted}} (retracted){{end}}{{with .Deprecated}} (given up){{end}}{{end}}' $$names 2>&1)"; then \
			echo "outdated: the list of versions cannot be read from here, so nothing was checked in $$folder"; continue; \
		fi; \
		behind="$$behind$${out:+$$out$$'\n'}"; \
	done; \
	if [ -n "$$behind" ]; then \
		echo "behind their newest version (go get -u -t ./... && go mod tidy, here and in bench):"; printf '%s' "$$behind" | sort -u; \
		[ -z "$(STRICT)" ]; \
	fi

protections: setup ## take every protection away, one at a time, and see a test fail (ARGS='Rule 4' for some)
	go run ./internal/protections $(if $(ARGS),'$(ARGS)')

chaos: setup ## the kill test in full: 50 kills under 2,000 claims and 20,000 votes, and 20 failovers of a Sentinel and of a Cluster
	CHAOS=full go test -count=1 -v -timeout 90m -run 'Chaos|Failovers|NewMaster' ./...

full: setup ## all tests at full size, without the race detector
	go test -count=1 -timeout 30m ./...

bench: setup ## this system and its peers on the same work, side by side (ARGS=-durability: what durability costs)
	cd bench && go run . $(ARGS)

fuzz: ## run each fuzz test for FUZZTIME
	@go list ./... | while read -r package; do \
		for name in $$(go test -list '^Fuzz' "$$package" </dev/null | grep '^Fuzz' || true); do \
			echo "$$package $$name"; \
			go test -run '^$$' -fuzz "^$$name$$" -fuzztime $(FUZZTIME) "$$package" </dev/null; \
		done; \
	done

clean: ## remove what was built
	rm -rf bin $(BIN)

# One that is there already is used if its version is the same: building it takes minutes.
$(LINT):
	@mkdir -p $(BIN)
	@have="$$(PATH="$$PATH:$$(go env GOPATH)/bin" command -v golangci-lint || true)"; \
	if [ -n "$$have" ] && "$$have" version 2>/dev/null | grep -qF 'version $(GOLANGCI_LINT:v%=%) '; then \
		ln -sf "$$have" $@; \
	else \
		echo "building golangci-lint $(GOLANGCI_LINT), which takes some minutes"; \
		GOBIN=$(BIN) go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_LINT); \
		mv $(BIN)/golangci-lint $@; \
	fi

$(VULN):
	@mkdir -p $(BIN)
	GOBIN=$(BIN) go install golang.org/x/vuln/cmd/govulncheck@$(GOVULNCHECK)
	@mv $(BIN)/govulncheck $@
