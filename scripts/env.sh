# shellcheck shell=bash
# Owns: the environment in which every tool of the project runs, so that make, CI and a person at a
# terminal get the same one. Use it by hand, in bash, with: . scripts/env.sh

POCKET_PMO_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
export POCKET_PMO_ROOT
. "$POCKET_PMO_ROOT/scripts/versions.sh"

# Tools and build output live in the user's cache folder: a fresh clone finds them again.
export POCKET_PMO_CACHE="${POCKET_PMO_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/pocket-pmo}"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$POCKET_PMO_CACHE/target}"

for pocket_pmo_dir in "$POCKET_PMO_CACHE/tools/bin" "$POCKET_PMO_ROOT/node_modules/.bin" "$POCKET_PMO_ROOT/scripts/bind"; do
  case ":$PATH:" in
    *":$pocket_pmo_dir:"*) ;;
    *) PATH="$pocket_pmo_dir:$PATH" ;;
  esac
done
unset pocket_pmo_dir
export PATH

# Written by setup.sh where the default toolchain has no wasm32 target and cannot be given one.
if [ -f "$POCKET_PMO_CACHE/toolchain.env" ]; then
  . "$POCKET_PMO_CACHE/toolchain.env"
fi

# Trunk's version is pinned, so it need not ask for a newer one.
export TRUNK_SKIP_VERSION_CHECK=true

# The browser of the tests. Empty means the one that Playwright downloaded for itself.
if [ -z "${CHROMIUM:-}" ]; then
  for pocket_pmo_name in chromium google-chrome google-chrome-stable chromium-browser; do
    if CHROMIUM="$(command -v "$pocket_pmo_name")"; then break; fi
  done
  unset pocket_pmo_name
fi
export CHROMIUM="${CHROMIUM:-}"
if [ -z "${CHROMEDRIVER:-}" ]; then
  CHROMEDRIVER="$(command -v chromedriver || true)"
fi
export CHROMEDRIVER
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner
