#!/usr/bin/env bash
# Owns: everything that a fresh machine lacks. Each step tries the ordinary way first, falls back to what the
# distribution has, and is skipped when its result is already there (asked by version, not by a marker file).
# Written for bash 3.2 too, which macOS has: hence the guarded empty lists.
#
#   scripts/setup.sh build   what building and serving need (the default)
#   scripts/setup.sh lint    that, and the formatter and linter
#   scripts/setup.sh test    all of it, and a browser with its driver
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

wanted="${1:-build}"
logs="$POCKET_PMO_CACHE/logs"
mkdir -p "$logs" "$POCKET_PMO_CACHE/tools"

# ---------------------------------------------------------------------------------------------- telling

say() { printf '%s\n' "$*"; }

# step NAME SENTENCE: begins a step that is not done yet, and says what it does and about how long.
step() {
  current="$1"
  say "set-up: $1 - $2"
}

# give_up WHY WHAT-TO-DO: ends the set-up with the step, the reason and the way on.
give_up() {
  printf '\nset-up stopped at: %s\n  why:        %s\n  what to do: %s\n' "${current:-start}" "$1" "$2" >&2
  exit 1
}

# quietly LOG COMMAND...: runs it with its output in a log file.
quietly() {
  local log="$logs/$1.log"
  shift
  "$@" >"$log" 2>&1
}

have() { command -v "$1" >/dev/null 2>&1; }

# at_least WANTED FOUND: compares versions such as 1.95 and 1.96.0.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

# ------------------------------------------------------------------------------------ the distribution

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif have sudo; then sudo "$@"; else return 1; fi
}

# apt_install PACKAGE...: false where there is no apt, no right to use it, or no such package.
apt_install() {
  have apt-get || return 1
  quietly apt as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" && return 0
  # The machine's list of packages may be missing or old.
  quietly apt-update as_root apt-get update || true
  quietly apt as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

# ------------------------------------------------------------------------------------------------- Rust

rust_is_new_enough() {
  have cargo && have rustc || return 1
  local found
  found="$(rustc --version 2>/dev/null | cut -d' ' -f2)" && [ -n "$found" ] && at_least "$RUST_MINIMUM" "$found"
}

# The honest question is whether a wasm32 program links, not whether a folder exists.
wasm_target_works() {
  local probe
  probe="$(mktemp -d)"
  printf '#[unsafe(no_mangle)] pub extern "C" fn probe() -> usize { std::env::args().count() }\n' >"$probe/probe.rs"
  local linker=()
  if [ -n "${CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER:-}" ]; then
    linker=(-C "linker=$CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER")
  fi
  local answer=0
  rustc --edition 2024 --crate-type cdylib --target wasm32-unknown-unknown ${linker[@]+"${linker[@]}"} \
    -o "$probe/probe.wasm" "$probe/probe.rs" >"$logs/wasm-probe.log" 2>&1 || answer=1
  rm -rf "$probe"
  return "$answer"
}

use_debian_rust() {
  step "Rust from the distribution" "installs Debian's current Rust beside yours (about 20 seconds)"
  # shellcheck disable=SC2086 # the list is meant to be split
  apt_install $DEBIAN_RUST_PACKAGES ||
    give_up "neither rustup nor apt could bring a Rust with the wasm32 target (see $logs/apt.log)" \
      "install Rust $RUST_MINIMUM or newer with rustup, run 'rustup target add wasm32-unknown-unknown', and start again"

  {
    say "# Written by scripts/setup.sh: rustup could not add the wasm32 target, so Debian's Rust is used."
    say "# Delete this file to let the set-up try rustup again."
    if have rustup; then say 'export RUSTUP_TOOLCHAIN=web'; fi
    say "export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$DEBIAN_WASM_LINKER"
  } >"$POCKET_PMO_CACHE/toolchain.env"
  if have rustup; then quietly rustup-link rustup toolchain link web /usr; fi
  . "$POCKET_PMO_CACHE/toolchain.env"
  hash -r
  wasm_target_works && return 0

  step "standard library for wasm32" "compiles it once with Debian's Rust (about 1 minute)"
  local crate sysroot
  crate="$(mktemp -d)"
  sysroot="$(/usr/bin/rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib"
  mkdir -p "$crate/src"
  : >"$crate/src/lib.rs"
  cat >"$crate/Cargo.toml" <<'TOML'
[package]
name = "empty"
version = "0.0.0"
edition = "2024"
[lib]
crate-type = ["cdylib"]
[profile.release]
panic = "abort"
TOML
  # -Zbuild-std is a nightly option, hence RUSTC_BOOTSTRAP. Without embedded bitcode a later `lto` fails.
  (
    cd "$crate"
    quietly wasm32-std env RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes CARGO_TARGET_DIR="$crate/target" \
      /usr/bin/cargo build --release -Zbuild-std=std,panic_abort,test --target wasm32-unknown-unknown
  ) || give_up "the library did not compile (see $logs/wasm32-std.log)" "read the log; often the disk is full"
  rm -f "$crate"/target/wasm32-unknown-unknown/release/deps/libempty*
  # A leftover of an older compiler would be found beside the new one, so the folder starts empty.
  as_root rm -rf "$sysroot"
  as_root mkdir -p "$sysroot" && as_root cp "$crate"/target/wasm32-unknown-unknown/release/deps/*.rlib "$sysroot/" ||
    give_up "no right to write to $sysroot" "run the set-up as a user who may use sudo"
  rm -rf "$crate"
  wasm_target_works ||
    give_up "a test program still does not link (see $logs/wasm-probe.log)" "report it with that log"
}

set_up_rust() {
  if rust_is_new_enough && wasm_target_works; then return 0; fi
  current="Rust"
  # Whatever an earlier set-up had settled on does not hold any more.
  rm -f "$POCKET_PMO_CACHE/toolchain.env"
  unset CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER
  if [ "${RUSTUP_TOOLCHAIN:-}" = web ]; then unset RUSTUP_TOOLCHAIN; fi
  if have rustup && rust_is_new_enough; then
    step "wasm32 target" "asks rustup for it (a few seconds)"
    if quietly rustup-target rustup target add wasm32-unknown-unknown && wasm_target_works; then return 0; fi
    say "        rustup could not add it; going on with the distribution's Rust"
  fi
  use_debian_rust
}

set_up_c_linker() {
  # Build scripts of the crates are native programs and want the system's linker.
  if have cc; then return 0; fi
  step "C linker" "installs gcc and the C headers (about 30 seconds)"
  apt_install gcc libc6-dev || give_up "no C compiler named cc was found" "install gcc or clang (on macOS: xcode-select --install)"
}

# install_crate CRATE VERSION MINUTES: prebuilt where cargo-binstall is there, else from source.
install_crate() {
  local crate="$1" version="$2" root="$POCKET_PMO_CACHE/tools"
  if have cargo-binstall; then
    step "$crate $version" "fetches it prebuilt (a few seconds)"
    if quietly "$crate" cargo binstall --no-confirm --root "$root" "$crate@$version"; then return 0; fi
  fi
  step "$crate $version" "compiles it once (about $3 minutes on 2 cores)"
  # Trunk's default features bring TLS and an update check, which nothing here uses. The tools only move
  # files, so a quick build is worth more than a fast program.
  local features=()
  if [ "$crate" = trunk ]; then features=(--no-default-features); fi
  if [ "$crate" = wasm_split_cli_support ]; then features=(--features build-binary); fi
  quietly "$crate" env CARGO_TARGET_DIR="$POCKET_PMO_CACHE/tools-build" CARGO_PROFILE_RELEASE_OPT_LEVEL="$4" \
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    cargo install "$crate" --locked --force --version "$version" --root "$root" ${features[@]+"${features[@]}"} ||
    give_up "$crate did not compile (see $logs/$crate.log)" "check that the crate registry can be reached, and start again"
}

# version_of PROGRAM: the number in its --version line, or nothing.
version_of() { "$1" --version 2>/dev/null | head -n 1 | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1 || true; }

set_up_rust_tools() {
  local built=
  if [ "$(version_of wasm-bindgen)" != "$WASM_BINDGEN_VERSION" ] || ! have wasm-bindgen-test-runner; then
    install_crate wasm-bindgen-cli "$WASM_BINDGEN_VERSION" 2 1
    built=yes
  fi
  if [ "$(version_of trunk)" != "$TRUNK_VERSION" ]; then
    install_crate trunk "$TRUNK_VERSION" 3 0
    built=yes
  fi
  # It does not tell its version; cargo's own list does.
  if ! have wasm_split_cli || ! grep -q "\"wasm_split_cli_support $WASM_SPLIT_VERSION " "$POCKET_PMO_CACHE/tools/.crates.toml" 2>/dev/null; then
    install_crate wasm_split_cli_support "$WASM_SPLIT_VERSION" 1 0
    built=yes
  fi
  if [ -n "$built" ]; then rm -rf "$POCKET_PMO_CACHE/tools-build"; fi
}

set_up_lint() {
  if cargo clippy --version >/dev/null 2>&1 && cargo fmt --version >/dev/null 2>&1; then return 0; fi
  step "formatter and linter" "installs rustfmt and clippy (a few seconds)"
  if have rustup && [ "${RUSTUP_TOOLCHAIN:-}" != web ] && quietly rustup-lint rustup component add rustfmt clippy; then return 0; fi
  # shellcheck disable=SC2086
  apt_install $DEBIAN_LINT_PACKAGES ||
    give_up "neither rustup nor apt could bring rustfmt and clippy" "run 'rustup component add rustfmt clippy', and start again"
}

# ------------------------------------------------------------------------------------------------- Node

node_is_new_enough() { have node && have npm && at_least "$NODE_MINIMUM" "$(node --version | tr -d v)"; }

set_up_node() {
  node_is_new_enough && return 0
  step "Node" "installs it from the distribution (about 30 seconds)"
  apt_install nodejs npm && node_is_new_enough ||
    give_up "Node $NODE_MINIMUM or newer, with npm, was not found" "install it from its own site or with a version manager, and start again"
}

set_up_npm_packages() {
  # npm leaves the lock file it installed from in node_modules; ours is a copy of the one it was given.
  local lock="$POCKET_PMO_ROOT/package-lock.json" stamp="$POCKET_PMO_ROOT/node_modules/.pocket-pmo.lock"
  if cmp -s "$lock" "$stamp"; then return 0; fi
  step "npm packages" "installs the size optimiser and the browser tests' tools (about 20 seconds)"
  (cd "$POCKET_PMO_ROOT" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 quietly npm npm ci --no-fund --no-audit) ||
    give_up "npm ci failed (see $logs/npm.log)" "check that the npm registry can be reached, and start again"
  cp "$lock" "$stamp"
}

# ---------------------------------------------------------------------------------------------- browser

playwright_has_chromium() {
  (cd "$POCKET_PMO_ROOT" && node -e '
    const { existsSync } = require("node:fs");
    process.exit(existsSync(require("@playwright/test").chromium.executablePath()) ? 0 : 1)') 2>/dev/null
}

set_up_browser() {
  if [ -n "$CHROMIUM" ] || playwright_has_chromium; then return 0; fi
  step "Chromium" "fetches the browser that the tests drive (about 1 minute)"
  local limit=()
  if have timeout; then limit=(timeout 300); fi
  if (cd "$POCKET_PMO_ROOT" && quietly playwright-install ${limit[@]+"${limit[@]}"} npx playwright install chromium) && playwright_has_chromium; then
    return 0
  fi
  say "        Playwright could not download it; going on with the distribution's"
  # The driver comes along: it has to be of the same version.
  apt_install chromium chromium-driver ||
    give_up "no Chromium could be had (see $logs/playwright-install.log and $logs/apt.log)" \
      "install Chromium or Chrome, or name one in the variable CHROMIUM, and start again"
}

set_up_driver() {
  if [ -n "$CHROMEDRIVER" ]; then return 0; fi
  have chromedriver && return 0
  step "chromedriver" "installs the driver for the browser unit tests (about 20 seconds)"
  apt_install chromium-driver ||
    give_up "the browser unit tests need a chromedriver of the browser's version" \
      "install one (on macOS: brew install chromedriver), or name it in the variable CHROMEDRIVER, and start again"
}

# -------------------------------------------------------------------------------------------------- all

case "$wanted" in build | lint | test) ;; *) current=start; give_up "there is no set-up named '$wanted'" "say build, lint or test" ;; esac
set_up_c_linker
set_up_rust
if [ "$wanted" != build ]; then set_up_lint; fi
set_up_node
set_up_rust_tools
set_up_npm_packages
if [ "$wanted" = test ]; then
  set_up_browser
  set_up_driver
fi
