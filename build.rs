//! Owns: what the linker is told. Chapters are cut out of a program by its relocations, which it leaves out otherwise.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_CHAPTERS").is_some() {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
