//! Owns which modules may know each other within a layer: no circle between the modules of a layer, no page that knows another page,
//! parts that know neither pages nor the shell, and a board that knows no kind of record.

use super::rules::paths;
use super::source::Source;
use std::collections::{BTreeMap, BTreeSet};

/// The layers whose modules stand in an order. The others are taken in as they come to it.
const ORDERED: [&str; 6] = ["domain", "engine", "exchange", "storage", "view", "ui"];

/// Which module of its layer a file belongs to; `None` for the layer's own `mod.rs`.
fn module_of<'a>(source: &'a Source, layer: &str) -> Option<&'a str> {
    let rest = source.path.strip_prefix("src/")?.strip_prefix(layer)?.strip_prefix('/')?;
    let module = rest.split('/').next()?.trim_end_matches(".rs");
    (module != "mod").then_some(module)
}

/// What each module of a layer knows of the others, with a place where it says so.
type Known = BTreeMap<String, BTreeMap<String, String>>;

fn known(sources: &[Source], layer: &str) -> Known {
    let modules: BTreeSet<&str> = sources.iter().filter_map(|source| module_of(source, layer)).collect();
    let mut known = Known::new();
    for source in sources {
        let Some(own) = module_of(source, layer) else { continue };
        let edges = known.entry(own.to_owned()).or_default();
        for (line, path) in paths(source) {
            let mut parts = path.split("::");
            let other = (parts.next() == Some(layer)).then(|| parts.next()).flatten();
            if let Some(other) = other.filter(|other| *other != own && modules.contains(other)) {
                edges.entry(other.to_owned()).or_insert_with(|| format!("{}:{line}", source.path));
            }
        }
    }
    known
}

/// A circle: the places where each of its modules names the next one.
fn circle(known: &Known) -> Option<Vec<String>> {
    fn walk(known: &Known, at: &str, way: &mut Vec<String>, done: &mut BTreeSet<String>) -> Option<Vec<String>> {
        if let Some(start) = way.iter().position(|own| own == at) {
            let round = way[start..].iter().zip(way[start + 1..].iter().map(String::as_str).chain([at]));
            return Some(round.map(|(from, to)| format!("{from} knows {to} ({})", known[from][to])).collect());
        }
        if done.contains(at) {
            return None;
        }
        way.push(at.to_owned());
        let found = known.get(at).into_iter().flat_map(BTreeMap::keys).find_map(|next| walk(known, next, way, done));
        way.pop();
        done.insert(at.to_owned());
        found
    }
    let mut done = BTreeSet::new();
    known.keys().find_map(|at| walk(known, at, &mut Vec::new(), &mut done))
}

/// The page that a file under `src/ui/pages/` belongs to.
fn page_of(path: &str) -> Option<&str> {
    let page = path.strip_prefix("src/ui/pages/")?.split('/').next()?.trim_end_matches(".rs");
    (page != "mod").then_some(page)
}

/// Where a page names another page.
fn pages_that_know_pages(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        let Some(own) = page_of(&source.path) else { continue };
        for (line, path) in paths(source) {
            let other = path.strip_prefix("ui::pages::").and_then(|rest| rest.split("::").next());
            if other.is_some_and(|other| other != own) {
                found.push(format!("{}:{line}: the page {own} knows {path}", source.path));
            }
        }
    }
    found
}

/// What a folder of `ui` may not know, beside what the order of the modules says.
fn parts_that_know_more(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| source.path.starts_with("src/ui/parts/")) {
        for (line, path) in paths(source) {
            if ["pages", "shell", "chapters", "router"].iter().any(|own| path.starts_with(&format!("ui::{own}"))) {
                found.push(format!("{}:{line}: a part knows {path}", source.path));
            }
        }
    }
    found
}

/// What the part that draws boards may not name: a kind of record, an index of one, or what is said of one.
const KINDS_OF_BOARDS: [&str; 4] =
    ["domain::records", "engine::index::BoardColumn", "view::project_board", "ui::project_board"];

/// Where the part that draws boards knows a kind of record.
fn boards_that_know_a_kind(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    let is_part = |path: &str| path.starts_with("src/ui/board/") || path.starts_with("src/view/board/");
    for source in sources.iter().filter(|source| is_part(&source.path)) {
        for (line, path) in paths(source) {
            if KINDS_OF_BOARDS.iter().any(|kind| path.starts_with(kind)) {
                found.push(format!("{}:{line}: a board of any kind knows {path}", source.path));
            }
        }
    }
    found
}

#[test]
fn no_layer_goes_in_circles_and_no_page_knows_another() {
    let sources = super::all();
    let mut found = Vec::new();
    for layer in ORDERED {
        found.extend(circle(&known(&sources, layer)).map(|round| format!("{layer}: {}", round.join(", "))));
    }
    found.extend(pages_that_know_pages(&sources));
    found.extend(parts_that_know_more(&sources));
    assert!(sources.iter().any(|source| source.path == "src/ui/board/carry.rs"), "the board was found");
    found.extend(boards_that_know_a_kind(&sources));
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn circles_and_pages_that_know_pages_are_named() {
    let source = |path: &str, text: &str| Source::new(path, text);
    let round = [
        source("src/view/a.rs", "use super::b::x;"),
        source("src/view/b/mod.rs", "use crate::view::c;"),
        source("src/view/c.rs", "fn f() { super::a::y() }"),
        source("src/view/d.rs", "use super::a;"),
    ];
    assert_eq!(circle(&known(&round, "view")).map(|round| round.len()), Some(3));
    assert_eq!(circle(&known(&round[1..], "view")), None);
    let tests_alone = [
        source("src/view/a.rs", "#[cfg(test)]\nmod tests { use super::super::b; }"),
        source("src/view/b.rs", "use super::a;"),
    ];
    assert_eq!(circle(&known(&tests_alone, "view")), None, "what only tests know is no circle");
    let pages = |path: &str, text: &str| pages_that_know_pages(&[source(path, text)]).len();
    assert_eq!(pages("src/ui/pages/gate/mod.rs", "use crate::ui::pages::board::focus_card;"), 1);
    assert_eq!(pages("src/ui/pages/home.rs", "use super::sample;"), 1);
    assert_eq!(pages("src/ui/pages/gate/close.rs", "use super::super::gate::facts; use super::field_id;"), 0);
    assert_eq!(pages("src/ui/pages/mod.rs", "use crate::ui::pages::board;"), 0);
    let board = |text: &str| boards_that_know_a_kind(&[source("src/ui/board/x.rs", text)]).len();
    assert_eq!(board("use crate::domain::records::Project;"), 1);
    assert_eq!(board("use crate::engine::index::{BoardColumn, IndexKey};"), 1);
    assert_eq!(board("use crate::engine::index::IndexKey; use crate::view::board::BoardKind;"), 0);
    let parts = |text: &str| parts_that_know_more(&[source("src/ui/parts/x.rs", text)]).len();
    assert_eq!((parts("use crate::ui::shell::focus;"), parts("use crate::ui::draw::view;")), (1, 0));
}
