//! Owns what may lie in the tree at all: a written list of its top level, no archives, and nothing large outside `docs/`.
//! What lies about by accident - a download, a wheel, a picture of a test - is refused by name.

use std::path::Path;
use std::process::Command;

/// The whole top level. What is new there is entered here, with the change that brings it.
const TOP: &[&str] = &[
    ".cargo",
    ".ci",
    ".gitignore",
    ".npmrc",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "Makefile",
    "NOTICE",
    "README.md",
    "Trunk.toml",
    "bench",
    "budget.json",
    "build.rs",
    "clippy.toml",
    "docs",
    "examples",
    "index.html",
    "macros",
    "model",
    "package-lock.json",
    "package.json",
    "playwright.config.ts",
    "proptest-regressions",
    "public",
    "rustfmt.toml",
    "scripts",
    "src",
    "style",
    "tests",
    "webdriver.json",
];

const ARCHIVES: &[&str] = &[
    "whl", "zip", "tar", "gz", "tgz", "bz2", "xz", "zst", "7z", "deb", "rpm", "crate", "jar", "egg", "exe", "dll",
    "so", "dylib",
];

/// Bytes that a tracked file outside `docs/` may have.
const LARGE: u64 = 300_000;

/// What of the tree should not be there, with the reason.
fn faults(files: &[(String, u64)]) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, bytes) in files {
        let top = path.split('/').next().unwrap_or(path);
        if !TOP.contains(&top) {
            faults.push(format!("{path}: {top} is not on the list of the top level (tests/layers/tree.rs)"));
        }
        let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
        if ending.is_some_and(|ending| ARCHIVES.contains(&ending.to_ascii_lowercase().as_str())) {
            faults.push(format!("{path}: archives and binaries do not belong in the tree"));
        }
        if *bytes > LARGE && top != "docs" {
            faults.push(format!("{path}: {bytes} bytes, more than {LARGE}"));
        }
    }
    faults
}

/// The tracked files with their sizes, or nothing outside a checkout.
fn tracked(root: &Path) -> Option<Vec<(String, u64)>> {
    let listing = Command::new("git").args(["ls-files", "-z"]).current_dir(root).output().ok()?;
    if !listing.status.success() {
        return None;
    }
    let names = String::from_utf8(listing.stdout).ok()?;
    let size = |name: &str| std::fs::metadata(root.join(name)).map(|data| data.len()).ok();
    // What was deleted and not committed yet has no size.
    Some(names.split('\0').filter(|name| !name.is_empty()).filter_map(|n| Some((n.to_owned(), size(n)?))).collect())
}

#[test]
fn nothing_lies_in_the_tree_that_does_not_belong() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Some(files) = tracked(root) else {
        println!("not a git checkout: the tree was not looked at");
        return;
    };
    assert!(files.iter().any(|(path, _)| path == "src/engine/fold.rs"), "the files were found");
    let faults = faults(&files);
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn what_does_not_belong_is_named() {
    let case = |path: &str, bytes: u64| faults(&[(path.to_owned(), bytes)]).len();
    assert_eq!(case("src/engine/fold.rs", 20_000), 0);
    assert_eq!(case("numpy-2.4.6-cp311.whl", 16_000_000), 3);
    assert_eq!(case("scratch.txt", 10), 1);
    assert_eq!(case("tests/fixtures/list.zip", 10), 1);
    assert_eq!(case("tests/fixtures/list.csv", 300_001), 1);
    assert_eq!(case("docs/board-dark.jpg", 900_000), 0);
    assert_eq!(case(".gitignore", 100), 0);
}
