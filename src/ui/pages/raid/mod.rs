//! The pages of risks, assumptions, issues and dependencies over all projects, and the tab of a project with all of them. Must not know what a
//! list shows.

mod acts;
mod heat;
mod network;

use crate::domain::id::Id;
use crate::ui::draw::view;
use crate::ui::parts::announce;
use crate::ui::register::{self, PLAIN, RegisterPage, side_by_side};
use crate::view::raid::tabs::RaidList;
use crate::view::register::{Home, SideBySide};
use leptos::prelude::*;

static PAGE: RegisterPage =
    RegisterPage { decide: |_| announce("Numbers are counted by themselves".to_owned()), above: lists, ..PLAIN };
static RISKS: RegisterPage = RegisterPage { title: "RAID", acts: acts::OF_RISKS, above: risks, ..PAGE };
static ASSUMPTIONS: RegisterPage = RegisterPage { acts: acts::OF_ASSUMPTIONS, ..PAGE };
static DEPENDENCIES: RegisterPage = RegisterPage { above: dependencies, ..PAGE };
static ISSUES: RegisterPage = RegisterPage { acts: acts::OF_ISSUES, ..PAGE };

/// What is special of a list.
fn page_of(list: RaidList) -> &'static RegisterPage {
    match list {
        RaidList::Risks => &RISKS,
        RaidList::Assumptions => &ASSUMPTIONS,
        RaidList::Issues => &ISSUES,
        RaidList::Actions => &PAGE,
        RaidList::Dependencies => &DEPENDENCIES,
    }
}

/// One of the lists over all projects.
pub fn raid_page(list: RaidList) -> AnyView {
    register::page(list.kind(), page_of(list))
}

/// The tab of a project.
pub fn raid_tab(project: Id) -> AnyView {
    side_by_side::tab(project, page_of)
}

fn risks(home: Home) -> AnyView {
    view! { {lists(home)} {heat::above(home.project)} }.into_any()
}

fn dependencies(home: Home) -> AnyView {
    view! { {lists(home)} {network::above(home.project)} }.into_any()
}

fn lists(home: Home) -> AnyView {
    side_by_side::links::<RaidList>(home)
}
