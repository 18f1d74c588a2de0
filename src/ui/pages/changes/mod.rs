//! The page of change requests over all projects, and the tab of a project with its baselines above its changes. Must not know what a list
//! shows.

mod acts;
mod baselines;

use crate::domain::id::Id;
use crate::ui::draw::view;
use crate::ui::parts::announce;
use crate::ui::register::{self, PLAIN, RegisterPage};
use crate::view::changes::lists::CHANGES;
use crate::view::pages::{Page, Tabs};
use crate::view::register::Home;
use crate::view::route::ProjectTab;
use leptos::prelude::*;

static PAGE: RegisterPage = RegisterPage {
    decide: |_| announce("This is set when the change is implemented".to_owned()),
    acts: acts::OF_CHANGES,
    ..PLAIN
};
static TAB: RegisterPage = RegisterPage { above, ..PAGE };

/// The page.
pub fn changes_page() -> AnyView {
    register::page(&CHANGES, &PAGE)
}

/// The tab of a project.
pub fn changes_tab(project: Id) -> AnyView {
    let home = Home { page: Page::Project, tab: ProjectTab::Changes.number(), project: Some(project), list: "" };
    register::part(&CHANGES, &TAB, home)
}

fn above(home: Home) -> AnyView {
    view! { {home.project.map(baselines::panel)} }.into_any()
}
