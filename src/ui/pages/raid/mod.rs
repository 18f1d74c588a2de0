//! The pages of risks, assumptions, issues and dependencies over all projects, and the tab of a project with all of them. Must not know what a
//! list shows.

mod acts;
mod heat;
mod network;

use crate::domain::id::Id;
use crate::store;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::announce;
use crate::ui::register::{self, PLAIN, RegisterPage};
use crate::ui::router::{self, href};
use crate::view::raid::tabs::RaidList;
use crate::view::register::Home;
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
    let list = Memo::new(move |before: Option<&RaidList>| {
        // The tab is being left where the address names none.
        let found = RaidList::at(&router::route(), Some(project)).or(before.copied());
        found.unwrap_or(RaidList::Risks)
    });
    view! { {move || register::part(list.get().kind(), page_of(list.get()), list.get().home(Some(project)))} }
        .into_any()
}

fn risks(home: Home) -> AnyView {
    view! { {lists(home)} {heat::above(home.project)} }.into_any()
}

fn dependencies(home: Home) -> AnyView {
    view! { {lists(home)} {network::above(home.project)} }.into_any()
}

/// The links to all lists, with how many of each are open.
fn lists(home: Home) -> AnyView {
    let project = home.project;
    let link = |list: RaidList| {
        let count = Memo::new(move |_| {
            store::track_history();
            store::with(|portfolio| list.open(portfolio, project))
        });
        let is_current = (list.home(project) == home).then_some("page");
        let route = list.route(project);
        view! {
            <a href=href(&route) aria-current=is_current>
                {list.kind().schema.plural}" "<span class="head-count num">{move || count.get().to_string()}</span><span class="visually-hidden">" open"</span>
            </a>
        }
    };
    let links: Vec<Drawn> = RaidList::ALL.into_iter().map(link).collect();
    view! { <nav class="tabs raid-lists" aria-label="RAID lists">{links}</nav> }.into_any()
}
