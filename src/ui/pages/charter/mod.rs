//! The charter of a project: what of charters is special to projects. Must not know what a charter says.

mod approve;

use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::ProjectCharter;
use crate::domain::records::project_charter::at;
use crate::engine::charters::charters as versions;
use crate::engine::command::Command;
use crate::engine::decide::BeginCharter;
use crate::engine::index::IndexKey;
use crate::store;
use crate::ui::actions;
use crate::ui::charters::{Charters, charters};
use crate::ui::draw::view;
use crate::ui::parts::{Icon, empty_state};
use crate::view::charter::kind::PROJECT;
use crate::view::route::ProjectTab;
use leptos::prelude::*;

/// The tab.
pub fn charter_tab(project: Id) -> AnyView {
    let ids = Memo::new(move |_| {
        store::track_index(IndexKey::Related(ProjectCharter::SCHEMA.kind, at::project, project));
        store::with(|portfolio| {
            versions(portfolio, project).into_iter().rev().map(|charter| charter.meta.id).collect::<Vec<Id>>()
        })
    });
    let route = StoredValue::new(ProjectTab::Charter.of(project));
    let begin = Callback::new(move |()| {
        if actions::dispatch(&Command::act(BeginCharter { project })) {
            crate::ui::router::go(&route.get_value());
        }
    });
    let all = Charters { kind: &PROJECT, ids, route, begin, approve: approve::dialog, none, has_guide: false };
    view! { <h2 class="visually-hidden">"Charter"</h2> {charters(all)} }.into_any()
}

fn none(begin: Callback<()>) -> AnyView {
    let text = "The charter is what the sponsor authorises: why, what, by when, for how much, and who may decide. Most of it is drawn from the records; the rest is written here.";
    let button = view! { <button type="button" class="btn primary" on:click=move |_| begin.run(())>"Begin the charter"</button> };
    empty_state(Icon::Bookmark, "No charter yet", text, button).into_any()
}
