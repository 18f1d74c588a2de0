//! The handbook that is served: every question of the sources has an answer, a page that does something about it, and words for what it lets
//! one do; `docs/handbook.md` is the table of them. `WRITE=1 cargo test --test it handbook` writes that table again.

use pocket_pmo::exchange::handbook::{Handbook, read_handbook};
use pocket_pmo::view::handbook::{Found, NAMES, find, of_page};
use pocket_pmo::view::pages::Page;
use pocket_pmo::view::route::Route;
use std::collections::HashSet;

const SERVED: &str = include_str!("../../public/handbook/handbook.json");
const TABLE: &str = "docs/handbook.md";

fn served() -> Handbook {
    read_handbook(SERVED).unwrap()
}

#[test]
fn every_question_of_the_sources_is_answered_and_leads_to_a_page_that_does_something_about_it() {
    let handbook = served();
    let asked = |source: &str| handbook.entries.iter().filter(|entry| entry.source == source).count();
    assert_eq!((asked("2.7"), asked("2.8")), (16, 14), "questions of the two texts");
    let ids = handbook.entries.iter().map(|entry| &entry.id).chain(handbook.terms.iter().map(|term| &term.id));
    assert_eq!(ids.collect::<HashSet<_>>().len(), handbook.entries.len() + handbook.terms.len());
    for entry in &handbook.entries {
        let id = &entry.id;
        assert!(entry.ask.ends_with('?') && !entry.answer.is_empty() && !entry.does.is_empty(), "{id}");
        assert!(entry.answer.iter().all(|line| !line.trim().is_empty() && line.len() < 900), "{id}");
        assert_ne!(Route::parse(&entry.door).page, Page::NotFound, "{id}: {}", entry.door);
        assert!(handbook.sections.iter().any(|section| section.id == entry.section), "{id}");
        assert!(entry.fact.is_empty() || NAMES.contains(&&*entry.fact), "{id}: {}", entry.fact);
        // Where the sources contradict each other, that is told.
        assert!(entry.source != "2.7" || !entry.note.is_empty() || entry.id == "meaning", "{id}");
    }
    for name in NAMES {
        assert!(handbook.entries.iter().any(|entry| entry.fact == **name), "nobody asks for {name}");
    }
    assert!(handbook.terms.len() > 80);
    for term in &handbook.terms {
        assert!(!term.term.is_empty() && term.means.ends_with('.'), "{}", term.id);
        let door = term.door.as_ref().map(|door| Route::parse(door).page);
        assert_ne!(door, Some(Page::NotFound), "{}", term.id);
    }
}

#[test]
fn what_people_type_finds_what_they_mean() {
    let handbook = served();
    for (query, id) in [
        ("two project mangers", "two-pms"),
        ("salary", "earn"),
        ("certifcate", "certificate"),
        ("begin", "start"),
        ("sucess factors", "success-factors"),
        ("who is my boss", "boss"),
        ("cloud", "where-data"),
    ] {
        let found = find(&handbook, query);
        let first = found.first().map(|found| match found {
            Found::Entry(at) => handbook.entries[*at].id.clone(),
            Found::Term(at) => handbook.terms[*at].id.clone(),
        });
        assert_eq!(first.as_deref(), Some(id), "{query}");
    }
    assert!(of_page(&handbook, "raid").len() > 4 && of_page(&handbook, "settings").len() > 4);
}

#[test]
fn what_is_no_handbook_is_refused_with_a_sentence() {
    for text in ["", "{}", "[1]", "{\"format\":\"pocket-pmo-handbook\",\"version\":2}"] {
        assert!(read_handbook(text).unwrap_err().ends_with('.'), "{text}");
    }
}

#[test]
fn the_docs_have_a_row_for_every_question() {
    let handbook = served();
    let mut table = String::from(
        "# Handbook\n\nEvery question of the handbook, the page that answers it with a deed, and what that page lets one do. Written by\n`WRITE=1 cargo test --test it handbook` from `public/handbook/handbook.json`; a test fails while the two differ.\n\n| question | page | what it lets one do |\n| --- | --- | --- |\n",
    );
    for entry in &handbook.entries {
        let page = Route::parse(&entry.door).page.row().title;
        table.push_str(&format!("| {} | {page} (`#/{}`) | {} |\n", entry.ask, entry.door, entry.does));
    }
    if std::env::var_os("WRITE").is_some() {
        std::fs::write(TABLE, &table).unwrap();
    }
    assert_eq!(std::fs::read_to_string(TABLE).unwrap_or_default(), table);
}
