//! The tab of a project with the people around it, and the pages of the same lists over all projects. Must not know what a list shows.

mod acts;
mod grid;
mod matrix;

use crate::domain::id::Id;
use crate::store;
use crate::ui::draw::{Drawn, view};
use crate::ui::register::{self, PLAIN, RegisterPage};
use crate::ui::router::{self, href};
use crate::view::around::tabs::AroundList;
use crate::view::register::Home;
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
    let list = Memo::new(move |before: Option<&AroundList>| {
        // The tab is being left where the address names none.
        let found = AroundList::at(&router::route(), Some(project)).or(before.copied());
        found.unwrap_or(AroundList::Stakeholders)
    });
    view! { {move || register::part(list.get().kind(), page_of(list.get()), list.get().home(Some(project)))} }
        .into_any()
}

fn stakeholders(home: Home) -> AnyView {
    view! { {lists(home)} {home.project.map(grid::above)} }.into_any()
}

fn raci(home: Home) -> AnyView {
    view! { {lists(home)} {home.project.map(matrix::above)} }.into_any()
}

/// The links to all lists, with how many there are of each.
fn lists(home: Home) -> AnyView {
    let project = home.project;
    let link = |list: AroundList| {
        let count = Memo::new(move |_| {
            store::track_history();
            store::with(|portfolio| list.count(portfolio, project))
        });
        let is_current = (list.home(project) == home).then_some("page");
        let route = list.route(project);
        view! {
            <a href=href(&route) aria-current=is_current>
                {list.kind().schema.plural}" "<span class="head-count num">{move || count.get().to_string()}</span>
            </a>
        }
    };
    let links: Vec<Drawn> = AroundList::ALL.into_iter().map(link).collect();
    view! { <nav class="tabs raid-lists" aria-label="Lists of people around projects">{links}</nav> }.into_any()
}
