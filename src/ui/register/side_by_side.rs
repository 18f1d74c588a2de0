//! Lists that stand side by side, drawn: the row of links to all of them, and the tab of a project. Must not know any one kind.

use super::{RegisterPage, part};
use crate::domain::digits::grouped;
use crate::domain::id::Id;
use crate::store;
use crate::ui::draw::{Drawn, view};
use crate::ui::router::{self, href};
use crate::view::register::{Home, SideBySide};
use leptos::prelude::*;

/// The tab of a project: the list that the address names. `page_of` gives what is special of each.
pub fn tab<L: SideBySide>(project: Id, page_of: fn(L) -> &'static RegisterPage) -> AnyView {
    let list = Memo::new(move |before: Option<&Option<L>>| {
        // The tab is being left where the address names none.
        let found = L::at(&router::route(), Some(project)).or(before.copied().flatten());
        found.or(L::ALL.first().copied())
    });
    view! { {move || list.get().map(|list| part(list.kind(), page_of(list), list.home(Some(project))))} }.into_any()
}

/// The links to all lists, with how many there are of each.
pub fn links<L: SideBySide>(home: Home) -> AnyView {
    let project = home.project;
    let link = |list: &L| {
        let list = *list;
        let count = Memo::new(move |_| {
            store::track_history();
            store::with(|portfolio| list.count(portfolio, project))
        });
        let is_current = (list.home(project) == home).then_some("page");
        let route = list.route(project);
        let counted = (!L::COUNTED.is_empty()).then(|| -> Drawn {
            view! { <span class="visually-hidden">" "{L::COUNTED}</span> }
        });
        view! {
            <a href=href(&route) aria-current=is_current>
                {list.kind().schema.plural}" "<span class="head-count num">{move || grouped(count.get() as u64)}</span>{counted}
            </a>
        }
    };
    let links: Vec<Drawn> = L::ALL.iter().map(link).collect();
    let whole = project.filter(|_| !L::WHOLE.is_empty()).map(|project| -> Drawn {
        let route = L::TAB.of(project);
        let is_current = home.list.is_empty().then_some("page");
        view! { <a href=href(&route) aria-current=is_current>{L::WHOLE}</a> }
    });
    view! { <nav class="tabs side-by-side" aria-label=L::LABEL>{whole}{links}</nav> }.into_any()
}
