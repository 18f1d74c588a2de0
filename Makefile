# Owns: the commands of the project. Each one sets up what is missing first, and runs in the environment of
# scripts/env.sh. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 8080
IN_ENV := . scripts/env.sh &&
WASM := wasm32-unknown-unknown
# The one test of the browser; all others are native.
WASM_TEST := $(if $(wildcard tests/wasm/main.rs),--test wasm)

# Two clones may share one build cache. Cargo takes turns by itself, but Trunk reads what cargo wrote only afterwards.
IN_TURN := mkdir -p "$$CARGO_TARGET_DIR" && $$(command -v flock >/dev/null && echo flock "$$CARGO_TARGET_DIR/.bundle-lock")

.PHONY: help serve port dev build package test quick test-native test-wasm test-office e2e browsers model mutants golden kill lint fmt size bench bench-short bench-visit bench-boards clean setup setup-build setup-lint setup-test

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

serve: port build ## build the release and serve it on http://127.0.0.1:8080/ (PORT=8081 for another port)
	@$(IN_ENV) node scripts/serve.mjs --dir dist --port $(PORT)

# Asked first: nobody wants to hear of it after minutes of building.
port:
	@if (exec 3<>/dev/tcp/127.0.0.1/$(PORT)) 2>/dev/null; then \
	  echo "Port $(PORT) is taken by another program. Choose one: make $(or $(firstword $(MAKECMDGOALS)),serve) PORT=8081" >&2; exit 1; \
	fi

dev: port setup-build ## serve a quick build and rebuild it on every change (reload the page by hand)
	@$(IN_ENV) mkdir -p target/dev && trunk serve --dist target/dev --port $(PORT)

build: setup-build ## build the release into dist/
	@$(IN_ENV) $(IN_TURN) trunk build --release

package: build ## write a zip of dist/ with check sums and how to install it into target/package/
	@$(IN_ENV) node scripts/package.mjs

test: setup-test test-native test-wasm e2e ## run every test: native, in the browser, and end to end

quick: setup-lint ## the loop while working: format, clippy and the native tests but for those that live whole lives of a browser
	@$(IN_ENV) cargo fmt --check && cargo clippy --locked --lib --tests -- -D warnings
	@$(IN_ENV) cargo test --locked --quiet --lib --test layers && cargo test --locked --quiet --test it -- --skip storage_ --skip exchange_hostile

test-native: setup-build
	@$(IN_ENV) cargo test --locked

test-wasm: setup-test
	@$(IN_ENV) $(if $(WASM_TEST),cargo test --locked --target $(WASM) $(WASM_TEST),echo "no browser unit tests yet (tests/wasm/main.rs)")

e2e: setup-test build ## run the end-to-end tests on dist/ (ARGS="-g board" picks some)
	@$(IN_ENV) cargo run --locked --quiet --example portfolio -- 200 2000 target/e2e-portfolio
	@$(IN_ENV) cargo run --locked --quiet --example portfolio -- 5000 0 target/e2e-board
	@$(IN_ENV) cargo run --locked --quiet --example hostile -- target/hostile
	@$(IN_ENV) tsc --noEmit -p tests/e2e && playwright test $(ARGS)

browsers: setup-test build ## walk through the product in Firefox and WebKit, where they are installed (BROWSERS="firefox")
	@$(IN_ENV) BROWSERS="$(BROWSERS)" node tests/browsers/run.mjs

test-office: setup-build ## open our CSV files in LibreOffice, if it is here: no cell may become a formula
	@$(IN_ENV) cargo run --locked --quiet --example hostile -- target/hostile
	@$(IN_ENV) node scripts/office.mjs target/hostile

# The number of lives is for four tests together; each run begins with another seed, which is printed.
CASES ?= 100000
SEED ?= $(shell date +%s)
model: setup-build ## live random lives of the storage against a model (CASES=1000000, SEED=1 for the same ones again)
	@$(IN_ENV) echo "SEED=$(SEED)" && PROPTEST_CASES=$$(($(CASES) / 4)) PROPTEST_RNG_SEED=$(SEED) cargo test --locked --test storage_model

mutants: setup-build ## take out one safeguard of storage, engine or views at a time: a test must notice
	@scripts/mutants.sh

# FAULT: kill (SIGKILL), term (SIGTERM), full (the disk is full; needs root, or DISK=/an/empty/folder/on/a/small/disk),
# damage (files of the profile), all of them. ROUNDS counts for damage once for each kind.
FAULT ?= kill
ROUNDS ?=
KILLS := kill term full damage
KILL_kill := run.mjs SIGKILL
KILL_term := run.mjs SIGTERM
KILL_full := full.mjs
KILL_damage := damage.mjs
kill: setup-test build ## end a real browser at its worst: nothing Saved may be gone (FAULT=kill|term|full|damage|all, ROUNDS=20)
	@$(if $(filter all $(KILLS),$(FAULT)),,echo "FAULT is one of: $(KILLS) all" >&2; exit 2)
	@$(IN_ENV) export ROUNDS=$(ROUNDS); $(foreach fault,$(if $(filter all,$(FAULT)),$(KILLS),$(FAULT)),echo "$(fault):"; node tests/kill/$(KILL_$(fault)) || bad=1;) exit $${bad:-0}

golden: setup-build ## write what this version stores into tests/golden/
	@$(IN_ENV) cargo test --locked --test it -- --ignored storage_golden::write

lint: setup-lint ## check formatting, and clippy for both targets
	@$(IN_ENV) cargo fmt --check
	@$(IN_ENV) rustfmt --edition 2024 --check src/domain/records/*.rs
	@$(IN_ENV) cargo clippy --locked --workspace --all-targets -- -D warnings
	@$(IN_ENV) cargo clippy --locked --lib --bins $(WASM_TEST) --target $(WASM) --features chapters -- -D warnings

fmt: setup-lint ## format the Rust sources
	@$(IN_ENV) cargo fmt
	@$(IN_ENV) rustfmt --edition 2024 src/domain/records/*.rs

size: build ## print the sizes of dist/ and check them against budget.json
	@$(IN_ENV) node scripts/size.mjs

bench: setup-test build bench-boards ## run the benchmarks, the board beside its yardstick among them
	@$(IN_ENV) cargo run --locked --quiet --example portfolio -- 1000 50000 target/bench-portfolio
	@$(IN_ENV) cargo run --locked --quiet --example portfolio -- 1000 50000 target/bench-registers registers
	@$(IN_ENV) cargo run --locked --quiet --example portfolio -- 50000 0 target/bench-register
	@$(IN_ENV) for count in 300 3000; do cargo run --locked --quiet --example portfolio -- $$count 0 target/bench-board-$$count && cargo run --locked --quiet --example portfolio -- 1 $$count target/bench-work-$$count; done
	@$(IN_ENV) node bench/run.mjs

bench-short: setup-test build bench-boards ## measure the board beside its yardstick in two minutes: fails where it is too many times slower
	@$(IN_ENV) node bench/board.mjs

bench-visit: setup-test build ## measure a first visit on a slow line, beside what is aimed at
	@$(IN_ENV) node bench/first-visit.mjs

bench-boards: setup-build
	@$(IN_ENV) for count in 100 1000 5000; do cargo run --locked --quiet --example portfolio -- $$count 0 target/bench-board-$$count; done

setup: setup-test ## only set up what is missing

setup-build:
	@scripts/setup.sh build
setup-lint:
	@scripts/setup.sh lint
setup-test:
	@scripts/setup.sh test

clean: ## remove what was built in this folder (the cache folder stays)
	rm -rf dist target/dev test-results playwright-report
