//! The house as it was designed: each layer knows only those above it, and no file has what the house rules bar.
//! Every rule is shown to fail on a small bad text first.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used, clippy::panic)]

mod circles;
mod documents;
mod mutants;
mod rules;
mod source;
mod style;
mod tree;

use rules::{LAYERS, RULES, paths};
use source::Source;
use std::path::Path;

/// A file of more lines than this is named, as a hint to divide it.
const LONG: usize = 400;

fn files(root: &Path, folder: &str, endings: &[&str], found: &mut Vec<Source>) {
    let Ok(entries) = std::fs::read_dir(root.join(folder)) else { return };
    for entry in entries.flatten() {
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            files(root, &path, endings, found);
        } else if endings.iter().any(|ending| path.ends_with(ending)) {
            found.push(Source::new(&path, &std::fs::read_to_string(entry.path()).unwrap()));
        }
    }
}

/// All files the rules look at.
fn all() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    files(root, "src", &[".rs"], &mut found);
    files(root, "tests", &[".rs"], &mut found);
    files(root, "public", &[".html", ".js"], &mut found);
    if let Ok(index) = std::fs::read_to_string(root.join("index.html")) {
        found.push(Source::new("index.html", &index));
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

#[test]
fn the_house_keeps_its_rules() {
    let sources = all();
    assert!(sources.iter().any(|source| source.path == "src/engine/fold.rs"), "the sources were found");
    let mut broken = Vec::new();
    for source in &sources {
        for rule in RULES {
            let findings = (rule.check)(source);
            broken.extend(
                findings.into_iter().map(|(line, why)| format!("{}:{line}: {} ({why})", source.path, rule.name)),
            );
        }
    }
    let long = sources.iter().filter(|s| s.path.ends_with(".rs")).map(|s| (s.text.lines().count(), &s.path));
    for (lines, path) in long.filter(|(lines, _)| *lines > LONG) {
        println!("{path} has {lines} lines: does it still hold one idea?");
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

/// How many lines of a text break the rule of that name.
fn findings(rule: &str, path: &str, text: &str) -> usize {
    let rule = RULES.iter().find(|own| own.name == rule).expect("a rule of that name");
    (rule.check)(&Source::new(path, text)).len()
}

#[test]
fn each_rule_can_fail() {
    let cases: &[(&str, &str, &str, &str)] = &[
        // Rule, file, what breaks it, what does not.
        ("layers", "src/domain/x.rs", "use crate::engine::fold::Touched;", "use crate::domain::id::Id;"),
        ("layers", "src/domain/x.rs", "fn f() { crate::ui::start() }", "// crate::ui::start()"),
        (
            "layers",
            "src/engine/x/y.rs",
            "use super::super::super::store::read;",
            "use super::super::super::domain::id;",
        ),
        (
            "layers",
            "src/view/x.rs",
            "use crate::{domain::id, store::{read, write}};",
            "use crate::{domain::id::{Id, Ref}, engine};",
        ),
        ("layers", "src/platform/x.rs", "use crate::domain::records::Project;", "use crate::domain::money::Money;"),
        (
            "layers",
            "src/platform/x.rs",
            "use crate::engine::portfolio::Portfolio;",
            "use crate::storage::keys::PREFIX;",
        ),
        (
            "layers",
            "src/platform/driver.rs",
            "use crate::engine::decide::decide;",
            "use crate::engine::portfolio::Portfolio;",
        ),
        ("layers", "src/store/x.rs", "use crate::ui::app;", "use crate::platform::local;"),
        ("layers", "src/ui/x.rs", "use crate::storage::machine;", "use crate::store::read;"),
        ("layers", "src/ui/x.rs", "use crate::platform::local::open;", "use crate::platform::clock::now;"),
        ("layers", "src/helpers/x.rs", "fn f() {}", ""),
        ("unsafe only where the program is cut", "src/ui/x.rs", "unsafe { f() }", "// unsafe"),
        ("unsafe only where the program is cut", "src/view/x.rs", "#![allow(unsafe_code)]", "#![allow(dead_code)]"),
        ("unsafe only where the program is cut", "src/ui/chapters.rs", "unsafe fn f() {}", "#![allow(unsafe_code)]"),
        ("crates", "src/domain/x.rs", "use serde_json::Value;", "use chrono::NaiveDate;"),
        ("crates", "src/engine/x.rs", "fn f() -> serde::de::Value {}", "let serde = 1;"),
        ("crates", "src/exchange/x.rs", "use web_sys::Window;", "use serde_json::Value;"),
        ("crates", "src/view/x.rs", "use leptos::prelude::*;", "use crate::view::leptos::x;"),
        ("crates", "src/store/x.rs", "web_sys::window();", "use leptos::web_sys::Window;"),
        ("crates", "src/ui/x.rs", "serde_json::to_string(&x)", "event: web_sys::KeyboardEvent"),
        ("no HTML from text, no code from text", "src/ui/x.rs", "<p inner_html=text/>", "// inner_html"),
        (
            "no HTML from text, no code from text",
            "src/platform/x.rs",
            "Function::new_no_args(x); js_sys::eval(x)",
            "evaluate(x)",
        ),
        ("no HTML from text, no code from text", "src/platform/x.rs", "Function::new(x)", "let s = \"eval(\";"),
        ("no HTML from text, no code from text", "public/x.js", "node.innerHTML = x;", "// no innerHTML"),
        (
            "no binding called own",
            "src/engine/x.rs",
            "all.iter().map(|own| own.id)",
            "weights.own + Weights { pub own: 1 }.own",
        ),
        ("no binding called own", "src/domain/x.rs", "let x = Entry { at: 1, ..own };", "let entry = 1;"),
        ("no binding called own", "src/ui/parts/x.rs", "let own = 1;", "let field = 1;"),
        ("no binding called own", "src/view/x.rs", "fn f(own: &Project) {}", "fn f(project: &Project) {}"),
        ("storage has one door", "src/ui/x.rs", "LocalStorage::get(\"a\")", "StoredValue<i32, LocalStorage>"),
        ("storage has one door", "src/store/x.rs", "LocalStorage::raw()", ""),
        ("storage has one door", "src/platform/local.rs", "LocalStorage::get_all()", "LocalStorage::raw()"),
        ("no panic in reach of a user", "src/ui/x.rs", "x.unwrap();", "x.unwrap_or(1);"),
        (
            "no panic in reach of a user",
            "src/ui/x.rs",
            "x\n  .expect(\"y\");",
            "#[cfg(test)]\nmod tests { fn f() { x.expect(\"}\"); } }",
        ),
        (
            "no panic in reach of a user",
            "src/ui/x.rs",
            "todo!(); panic!()",
            "/* panic!() */ let c = '\"'; // x.unwrap()",
        ),
        (
            "no panic in reach of a user",
            "src/ui/x.rs",
            "#[cfg(test)]\nmod t { }\nfn f() { x.unwrap() }",
            "fn f<'a>(x: &'a str) {}",
        ),
        ("no style attribute", "src/ui/x.rs", "view! { <p style=\"width: 1px\"/> }", "view! { <p style:width=w/> }"),
        ("no style attribute", "index.html", "<body style=\"margin: 0\">", "<link rel=\"stylesheet\">"),
        ("no style attribute", "public/recover.html", "<style>p {}</style>", "<p>style</p>"),
        ("only the store names triggers", "src/ui/x.rs", "ArcTrigger::new()", "// a Trigger"),
        ("only the store names triggers", "src/view/x.rs", "use leptos::prelude::Trigger;", "enum TriggerWarning {}"),
        ("the focus is given in one way", "src/ui/x.rs", "let _ = link.focus();", "give_focus(&link);"),
        ("what is done later has one door", "src/ui/x.rs", "set_timeout(f, t)", "later::after(t, f)"),
        ("what is done later has one door", "src/ui/x.rs", "use a::spawn_local; spawn_local(f)", "use a::spawn_local;"),
        ("what is done later has one door", "src/ui/x.rs", "timer::after(1, f)", "timer::Timeout"),
        ("what is done later has one door", "src/ui/chapters.rs", "request_animation_frame(f)", "spawn_local(f)"),
        (
            "the unstable names of Leptos have one door",
            "src/ui/x.rs",
            "use leptos::tachys::view::Render;",
            "use super::tachys::Render;",
        ),
        (
            "the unstable names of Leptos have one door",
            "src/ui/x.rs",
            "use leptos::attr::Attribute;",
            "use leptos::ev;",
        ),
        ("every file says what it owns", "src/ui/x.rs", "use std::fmt;", "//! What it owns.\nuse std::fmt;"),
        ("the clock comes from outside", "src/engine/x.rs", "std::time::SystemTime::now()", "let system_time = 1;"),
        ("the clock comes from outside", "src/engine/x.rs", "let t = Instant::now();", "struct Local(u8);"),
        ("the clock comes from outside", "src/domain/x.rs", "use chrono::Utc;", "use chrono::NaiveDate;"),
        ("no debug form for people", "src/ui/x.rs", "format!(\"{error:?}\")", "format!(\"{error}\")"),
        (
            "no debug form for people",
            "src/ui/x.rs",
            "format!(\"{:#?}\", x)",
            "#[cfg(test)]\nfn f() { format!(\"{:?}\", x) }",
        ),
    ];
    for (rule, path, bad, good) in cases {
        assert!(findings(rule, path, bad) > 0, "{rule}: {bad}");
        let good = if *path == "src/helpers/x.rs" { continue } else { good };
        assert_eq!(findings(rule, path, good), 0, "{rule}: {good}");
    }
    assert_eq!(findings("no file over 600 lines", "src/ui/x.rs", &"//!\n".repeat(601)), 1);
    assert_eq!(findings("no file over 600 lines", "src/ui/x.rs", &"//!\n".repeat(600)), 0);
    for rule in RULES.iter().filter(|rule| rule.name != "no file over 600 lines") {
        assert!(cases.iter().any(|case| case.0 == rule.name), "{} is shown to fail", rule.name);
    }
}

#[test]
fn paths_are_followed_through_groups_and_upwards() {
    let text = "use crate::{\n  domain::{id::Id as Key, money},\n  engine,\n};\nfn f() { super::super::view::route() }";
    let source = Source::new("src/ui/pages/board.rs", text);
    let found: Vec<_> = paths(&source);
    let expected = [(2, "domain::id::Id"), (2, "domain::money"), (3, "engine"), (5, "ui::view::route")];
    assert_eq!(found, expected.map(|(line, path)| (line, path.to_owned())));
    let source = Source::new("src/ui/mod.rs", "use super::domain::id; use self::x; use super::*;");
    let found: Vec<_> = paths(&source).into_iter().map(|(_, path)| path).collect();
    assert_eq!(found, ["domain::id", "*"]);
}

#[test]
fn comments_strings_and_tests_are_left_out_and_lines_kept() {
    let text = "a /* b\nc */ \"d // \\\" e\" r#\"f \" g\"# 'h' '\\'' i<'j> b\"k\"\n// l\n#[cfg(test)]\nuse m;\nn";
    let source = Source::new("src/x.rs", text);
    let words: Vec<_> =
        source.tokens().iter().map(|t| (t.text.to_owned(), t.line)).filter(|(t, _)| t != "\"").collect();
    let expected = [("a", 1), ("i", 2), ("<", 2), ("'", 2), ("j", 2), (">", 2), ("b", 2), ("n", 6)];
    assert_eq!(words, expected.map(|(text, line)| (text.to_owned(), line)));
    assert!(source.with_strings.contains("d // ") && source.with_strings.contains("f \" g"));
}

#[test]
fn the_layers_that_exist_are_those_of_the_design() {
    let sources = all();
    for layer in ["domain", "engine"] {
        assert!(LAYERS.contains(&layer) && sources.iter().any(|source| source.layer() == Some(layer)));
    }
}
