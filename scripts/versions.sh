# shellcheck shell=bash
# Owns: every pinned version of a tool that is not in Cargo.lock or package-lock.json.
# Sourced by env.sh; nothing else may name a version. The npm tools (Playwright, axe, binaryen) are pinned
# in package.json, the crates in Cargo.toml.

# The oldest Rust that builds the project; the same number stands in Cargo.toml as `rust-version`.
export RUST_MINIMUM=1.95

# Playwright asks for 20; import.meta.dirname came with 20.11.
export NODE_MINIMUM=20.11

# Must equal the `wasm-bindgen` crate of Cargo.toml to the last digit: the two speak a private format.
export WASM_BINDGEN_VERSION=0.2.126

# 0.22 asks for a newer Rust than most machines have.
export TRUNK_VERSION=0.21.14

# The fall-back toolchain: Debian keeps these current because its browsers are built with them.
export DEBIAN_RUST_PACKAGES="rustc-web cargo-web rust-web-src lld-22"
export DEBIAN_LINT_PACKAGES="rust-web-clippy rustfmt-web"
export DEBIAN_WASM_LINKER=wasm-ld-22
