//! The page of lessons over all projects, and the tab of a project with its own. Must not know what a list shows.

use crate::domain::id::Id;
use crate::ui::desk::{self, Shared};
use crate::ui::register::{self, PLAIN, RegisterPage};
use crate::view::lessons::lists::LESSONS;
use crate::view::pages::{Page, Tabs};
use crate::view::register::Home;
use crate::view::route::ProjectTab;
use leptos::prelude::*;

static PAGE: RegisterPage = RegisterPage { create: |_, home| desk::show(Shared::Lesson(home.project)), ..PLAIN };

/// The page.
pub fn lessons_page() -> AnyView {
    register::page(&LESSONS, &PAGE)
}

/// The tab of a project.
pub fn lessons_tab(project: Id) -> AnyView {
    let home = Home { page: Page::Project, tab: ProjectTab::Lessons.number(), project: Some(project), list: "" };
    register::part(&LESSONS, &PAGE, home)
}
