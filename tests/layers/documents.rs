//! Owns what the documents promise of themselves: ARCHITECTURE.md stays short enough to be read in one go, and every link from one
//! file of the project to another leads somewhere.

use std::path::Path;

/// Lines that ARCHITECTURE.md may have; what is more belongs into `docs/`.
const MOST: usize = 150;

/// The targets of the links of a document that lead to files beside it, without what stands behind `#`.
fn links(text: &str) -> Vec<&str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let files = targets.filter(|target| !target.contains("://") && !target.starts_with(['#', '<']));
    files.map(|target| target.split('#').next().unwrap_or(target)).collect()
}

#[test]
fn the_architecture_is_short_and_links_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let lines = std::fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap().lines().count();
    assert!(lines <= MOST, "ARCHITECTURE.md has {lines} lines, more than {MOST}");
    let docs = std::fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let others = ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md", "macros/README.md"].map(|name| root.join(name));
    let mut dead = Vec::new();
    for path in docs.filter(|path| path.extension().is_some_and(|ending| ending == "md")).chain(others) {
        let text = std::fs::read_to_string(&path).unwrap();
        let folder = path.parent().unwrap();
        let missing = links(&text).into_iter().filter(|target| !folder.join(target).exists());
        dead.extend(missing.map(|target| format!("{}: {target}", path.display())));
    }
    assert!(dead.is_empty(), "links that lead nowhere:\n{}", dead.join("\n"));
}

#[test]
fn links_are_told_from_addresses() {
    let text = "[a](b.md), [c](https://example.org/d), [e](#here), [f](docs/g.md#h)";
    assert_eq!(links(text), ["b.md", "docs/g.md"]);
}
