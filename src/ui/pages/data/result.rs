//! The last step of an import: what came, what was not taken, how to take it back, and what to do next. Must not know how lists are
//! read.

use super::correct;
use super::findings::findings;
use super::import::{button, save, start_over, step_head};
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::Project;
use crate::engine::index::IndexKey;
use crate::exchange::table::rehearse::Rehearsal;
use crate::store;
use crate::ui::desk;
use crate::ui::draw::view;
use crate::ui::router;
use crate::view::action::ActionId;
use crate::view::findings::Section;
use crate::view::format::count;
use crate::view::import_result::{came_words, lists_of, next_steps, register_of, sections};
use crate::view::route::Route;
use leptos::prelude::*;
use std::cell::RefCell;

/// What an import did.
struct ImportResult {
    words: String,
    source: String,
    /// The name of the change, by which Undo takes it back.
    label: String,
    figures: [(usize, &'static str); 4],
    sections: Vec<Section>,
    /// The list of what was not taken, with its name.
    file: Option<(String, String)>,
    /// The projects that it made.
    made: Vec<Id>,
    is_of_projects: bool,
}

thread_local! {
    static DONE: RefCell<Option<ImportResult>> = const { RefCell::new(None) };
}

/// Keeps what an import did, for showing it.
pub fn keep(rehearsal: &Rehearsal, source: String, file: Option<(String, String)>) {
    let made = rehearsal.import.creates.iter().map(|record| record.meta().id).collect();
    let figures = [
        (rehearsal.made.len(), "made"),
        (rehearsal.changed.len(), "changed"),
        (rehearsal.refused.len() + rehearsal.older.len(), "rows left out"),
        (rehearsal.kept_as_note.len(), "cells kept as notes"),
    ];
    let done = ImportResult {
        words: came_words(rehearsal),
        source,
        label: rehearsal.import.label.clone(),
        figures,
        sections: sections(rehearsal),
        file,
        made,
        is_of_projects: rehearsal.rows.has_reports,
    };
    DONE.set(Some(done));
}

/// What came of the import.
pub fn result() -> AnyView {
    let found = DONE.with_borrow(|done| {
        done.as_ref().map(|done| {
            let places = store::with(|portfolio| crate::view::import_result::places(portfolio, &done.made));
            let text = ["From ", &done.source, ". ", &places].concat();
            let file = done.file.is_some();
            let register = done.is_of_projects.then(|| store::with(|portfolio| register_of(portfolio, &done.made)));
            let lists = store::with(|portfolio| lists_of(portfolio, &done.made));
            (done.words.clone(), text, done.figures, done.sections.clone(), file, done.made.clone(), (register, lists))
        })
    });
    let Some((words, text, figures, sections, has_file, made, (register, lists))) = found else {
        return button("Import a list", "btn primary", start_over);
    };
    let file = has_file.then(|| {
        button("Download what was skipped", "btn", || {
            save(DONE.with_borrow(|done| done.as_ref().and_then(|done| done.file.clone())))
        })
    });
    let is_of_projects = register.is_some();
    let next = move || {
        // A step of the undo, here or by a key, changes what can be done next.
        store::track_history();
        let label = DONE.with_borrow(|done| done.as_ref().map(|done| done.label.clone())).unwrap_or_default();
        let is_latest = store::next_undo().is_some_and(|next| *next == *label);
        let is_there = made
            .iter()
            .any(|id| store::with(|portfolio| portfolio.record(*id).is_some_and(|record| !record.meta().deleted)));
        let undo = is_latest.then(|| button("Undo the import", "btn", || desk::perform(ActionId::Undo)));
        if !is_there && !made.is_empty() {
            return view! { <p role="status">"The import was undone. Nothing of it is left."</p> }.into_any();
        }
        let corrections = is_of_projects.then(|| correct::of(&made));
        view! {
            <div class="row">{undo}</div>
            {corrections}
        }
        .into_any()
    };
    let now = move || {
        store::track_history();
        count(store::count(IndexKey::Kind(Project::SCHEMA.kind)), "project")
    };
    let steps: Vec<AnyView> = next_steps(register, lists).into_iter().map(step).collect();
    view! {
        {step_head(words, text)}
        {is_of_projects.then(|| view! { <p><strong>{now}</strong>" in this portfolio now."</p> })}
        {next}
        <section class="next-steps">
            <h3>"What to do next"</h3>
            <ul>{steps.into_iter().collect_view()}</ul>
        </section>
        {findings(&figures, sections)}
        <div class="bar-foot">
            {file}
            {button("Import another list", "btn", start_over)}
        </div>
    }
    .into_any()
}

fn step((route, words, why): (Route, &'static str, &'static str)) -> AnyView {
    view! { <li><a href=router::href(&route)>{words}</a> " " <span class="muted">{why}</span></li> }.into_any()
}
