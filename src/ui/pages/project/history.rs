//! The tab with everything that was done to a project, newest first, under the day it was done.

use crate::domain::date::{Date, Moment};
use crate::domain::id::Id;
use crate::engine::transaction::Transaction;
use crate::store::{self, session};
use crate::ui::draw::view;
use crate::ui::parts::{Icon, empty_state};
use crate::view::format;
use crate::view::history::{ChangeLine, changes, concerns, day_words, line};
use leptos::prelude::*;

/// Entries shown at first, and more at each asking.
const PAGE: usize = 200;
/// Changes shown of one entry.
const CHANGES: usize = 12;

/// The history of a project.
pub fn history(id: Id) -> AnyView {
    let most = RwSignal::new(PAGE);
    view! { {move || days(id, most)} }.into_any()
}

fn days(id: Id, most: RwSignal<usize>) -> AnyView {
    let all = store::history();
    let mut found = all.iter().rev().filter(|own| concerns(own, id));
    let shown: Vec<_> = found.by_ref().take(most.get()).collect();
    let more = found.next().is_some();
    if shown.is_empty() {
        let text = "Changes from now on are listed here, with who made them and what they changed.";
        return empty_state(Icon::History, "No history yet", text, ());
    }
    let minutes = i64::from(session::offset_minutes());
    let day_of = |own: &Transaction| Date::of_moment(Moment(line(own).at + minutes * 60_000));
    let today = session::today();
    let mut views = Vec::new();
    for day in shown.chunk_by(|one, other| day_of(one) == day_of(other)) {
        let words = day.first().map(|own| day_words(day_of(own), today)).unwrap_or_default();
        let entries = day.iter().map(|own| entry(own, id, minutes)).collect::<Vec<_>>();
        views.push(view! { <h3 class="history-day">{words}</h3><ol class="history">{entries}</ol> }.into_any());
    }
    let more = more.then(|| {
        view! {
            <p><button type="button" class="btn" on:click=move |_| most.update(|most| *most += PAGE)>"Show more"</button></p>
        }
        .into_any()
    });
    view! { <h2 class="visually-hidden">"History"</h2>{views}{more} }.into_any()
}

fn entry(own: &Transaction, id: Id, minutes: i64) -> AnyView {
    let words = line(own);
    let titles = |id| store::with(|portfolio| store::title_in(portfolio, id));
    let changes = changes(own, Some(id), CHANGES, &titles).into_iter().filter(|change| !change.field.is_empty());
    let changes = changes.map(change).collect::<Vec<_>>();
    let changes = (!changes.is_empty()).then(|| view! { <dl class="changes">{changes}</dl> }.into_any());
    view! {
        <li class="entry">
            <time>{format::time(Moment(words.at), minutes)}</time>
            <div><span class="entry-text">{words.label}</span>" "<span class="entry-by">{words.who}</span>{changes}</div>
        </li>
    }
    .into_any()
}

fn change(own: ChangeLine) -> AnyView {
    let from = (!own.from.is_empty()).then(|| view! { <del>{own.from}</del>" " }.into_any());
    let to = if own.to.is_empty() { "not given".to_owned() } else { own.to };
    view! { <dt>{own.field}</dt><dd>{from}<ins>{to}</ins></dd> }.into_any()
}
