# shellcheck shell=bash
# Owns: every pinned version of a tool that is in neither Cargo.toml nor package.json (which has Playwright, axe,
# esbuild and wasm-opt). Sourced by env.sh; nothing else names a version.

# The oldest Rust that builds the project.
RUST_MINIMUM="$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' "$POCKET_PMO_ROOT/Cargo.toml")"
export RUST_MINIMUM

# Playwright asks for 20; import.meta.dirname came with 20.11.
export NODE_MINIMUM=20.11

# The tool must equal the crate to the last digit, since the two speak a private format: so Cargo.lock decides.
WASM_BINDGEN_VERSION="$(awk -F '"' '/^name = / { name = $2 } /^version = / && name == "wasm-bindgen" { print $2 }' "$POCKET_PMO_ROOT/Cargo.lock")"
export WASM_BINDGEN_VERSION

# Cuts the program into chapters; speaks with the crate wasm_split_helpers that Leptos brings.
export WASM_SPLIT_VERSION=0.2.2

# 0.22 asks for a newer Rust than most machines have.
export TRUNK_VERSION=0.21.14

# The fall-back toolchain: Debian keeps these current because its browsers are built with them.
export DEBIAN_RUST_PACKAGES="rustc-web cargo-web rust-web-src lld-22"
export DEBIAN_LINT_PACKAGES="rust-web-clippy rustfmt-web"
export DEBIAN_WASM_LINKER=wasm-ld-22
