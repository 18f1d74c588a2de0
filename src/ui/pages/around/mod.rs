//! The tab of a project with the people around it, and the pages of the same lists over all projects. Must not know what a list shows.

mod acts;
mod grid;
mod matrix;

use crate::domain::id::Id;
use crate::ui::draw::view;
use crate::ui::register::{self, PLAIN, RegisterPage, side_by_side};
use crate::view::around::tabs::AroundList;
use crate::view::register::{Home, SideBySide};
use leptos::prelude::*;

static STAKEHOLDERS: RegisterPage = RegisterPage { above: stakeholders, ..PLAIN };
static COMMUNICATIONS: RegisterPage = RegisterPage { above: lists, acts: acts::OF_COMMUNICATIONS, ..PLAIN };
static RACI: RegisterPage = RegisterPage { above: raci, ..PLAIN };

/// What is special of a list.
fn page_of(list: AroundList) -> &'static RegisterPage {
    match list {
        AroundList::Stakeholders => &STAKEHOLDERS,
        AroundList::Communications => &COMMUNICATIONS,
        AroundList::Raci => &RACI,
    }
}

/// One of the lists over all projects.
pub fn around_page(list: AroundList) -> AnyView {
    register::page(list.kind(), page_of(list))
}

/// The tab of a project.
pub fn people_tab(project: Id) -> AnyView {
    side_by_side::tab(project, page_of)
}

fn stakeholders(home: Home) -> AnyView {
    view! { {lists(home)} {home.project.map(grid::above)} }.into_any()
}

fn raci(home: Home) -> AnyView {
    view! { {lists(home)} {home.project.map(matrix::above)} }.into_any()
}

fn lists(home: Home) -> AnyView {
    side_by_side::links::<AroundList>(home)
}
