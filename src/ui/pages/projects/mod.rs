//! The register of all projects, and what is special of it: the phase as a mark, gates behind the cells that only they change,
//! tags of many.

use crate::domain::id::Id;
use crate::domain::records::project::at;
use crate::store;
use crate::ui::desk::{self, Shared};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::form_dialog;
use crate::ui::register::{self, PLAIN, Present, RegisterPage, carry_out, line, read, words};
use crate::view::action::ActionId;
use crate::view::projects::{PROJECTS, tags};
use crate::view::register::{Column, Datum};
use crate::view::route::DataTab;
use leptos::prelude::*;

static PAGE: RegisterPage = RegisterPage {
    create: |_, _| desk::perform(ActionId::NewProject),
    begin: &[("Import a list", || desk::perform(ActionId::Open(DataTab::Import.place())))],
    acts: &[("Add tag…", add_tag)],
    decide: |project| desk::show(Shared::Gate { project, outcome: None, towards: None }),
    cell,
    ..PLAIN
};

/// The page.
pub fn projects_page() -> AnyView {
    register::page(&PROJECTS, &PAGE)
}

/// The phase, with its mark.
fn cell(column: Column, present: Present) -> Option<Drawn> {
    if column != PROJECTS.field(at::phase) {
        return None;
    }
    // What is on hold or stopped does not look like what goes on.
    let rest = move || match present.get().map(|id| read(id, PROJECTS.field(at::state))) {
        Some(Datum::Choice(_, "on_hold" | "stopped", label)) => label,
        _ => "",
    };
    let mark = move || match present.get().map(|id| read(id, column)) {
        Some(Datum::Choice(phase, _, _)) => {
            ["phase-mark phase-", &phase.to_string(), if rest().is_empty() { "" } else { " rests" }].concat()
        }
        _ => String::new(),
    };
    let told = move || match rest() {
        "" => String::new(),
        state => [", ", &state.to_ascii_lowercase()].concat(),
    };
    Some(view! {
        <span class=mark aria-hidden="true" title=rest></span>
        <span class="grid-text">{move || words(present, column)}<span class="visually-hidden">{told}</span></span>
    })
}

/// The dialog that gives many projects a tag.
fn add_tag(ids: Vec<Id>) -> AnyView {
    let (text, error) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let sub = PROJECTS.count(ids.len());
    let perform = move || {
        let command = store::with(|portfolio| tags::add_tag(portfolio, &ids, &text.get_untracked()));
        carry_out(command, error);
    };
    let body = line("Tag", text, error, "Projects that have it already stay as they are.");
    form_dialog("Add a tag", &sub, false, body, "Add tag", perform)
}
