//! The charter of the PMO: what of charters is special to it. Must not know what a charter says.

use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::PmoCharter;
use crate::engine::charters::pmo_charters;
use crate::engine::command::Command;
use crate::engine::decide::{ApprovePmoCharter, BeginPmoCharter};
use crate::engine::index::IndexKey;
use crate::store::{self, session};
use crate::ui::charters::{Approval, Charters, approval, charters};
use crate::ui::draw::view;
use crate::ui::parts::{Icon, PageHead, empty_state};
use crate::ui::{actions, router};
use crate::view::charter::kind::PMO;
use crate::view::pages::Page;
use leptos::prelude::*;

const ABOUT: &str = "It is in force from that day and never changed again. What the records say now is kept with it, the version before is superseded, and its control type and meaning of PMO become those of the settings.";

/// The page.
pub fn pmo_charter_page() -> AnyView {
    let ids = Memo::new(|_| {
        store::track_index(IndexKey::Kind(PmoCharter::SCHEMA.kind));
        store::with(|portfolio| {
            pmo_charters(portfolio).into_iter().rev().map(|charter| charter.meta.id).collect::<Vec<Id>>()
        })
    });
    let route = StoredValue::new(Page::PmoCharter.route());
    let begin = Callback::new(move |()| {
        if actions::dispatch(&Command::act(BeginPmoCharter)) {
            router::go(&route.get_value());
        }
    });
    let all = Charters { kind: &PMO, ids, route, begin, approve, none, has_guide: true };
    view! {
        <PageHead title="PMO charter" sub="What the PMO is for, what it may decide, and by what its worth is known."><span></span></PageHead>
        {charters(all)}
    }
    .into_any()
}

fn none(begin: Callback<()>) -> AnyView {
    let text = "The charter is the mandate of the PMO in seventeen short sections. What settings, services and projects already say is filled in, and beside each field stands an example.";
    let button = view! { <button type="button" class="btn primary" on:click=move |_| begin.run(())>"Begin the charter"</button> };
    empty_state(Icon::Bookmark, "No charter yet", text, button).into_any()
}

fn approve(charter: Id) -> AnyView {
    let executive = store::with(|portfolio| {
        let found = portfolio.get::<PmoCharter>(charter)?;
        portfolio.follow(found.executive).map(|person| person.name.to_string())
    });
    let review = session::today_untracked().plus_days(365);
    approval(charter, executive.unwrap_or_default(), ABOUT, Some(review), |given: Approval| {
        Command::act(ApprovePmoCharter {
            charter: given.charter,
            by: given.by,
            on: given.on,
            review_due: given.review_due,
            frozen: given.frozen,
        })
    })
}
