//! The facts of a project as a row: above a review while it is held, and in its record as what was known. Must not know what day it is.

use crate::domain::date::Date;
use crate::domain::records::gate_review::Known;
use crate::store;
use crate::ui::draw::view;
use crate::ui::parts::status_words;
use crate::view::gate_facts::{self as model, status};
use leptos::prelude::*;

/// The facts; nothing of a record from before they were kept.
pub fn facts(known: &Known, on: Date) -> Option<AnyView> {
    let overall = status(known)?;
    let trend = known.trend.to_string();
    let week = store::settings().working_week();
    let fact =
        |(label, words): (&'static str, String)| view! { <div><dt>{label}</dt><dd class="num">{words}</dd></div> };
    let all = model::facts(known, on, week).into_iter().map(fact).collect::<Vec<_>>();
    let row = view! {
        <dl class="facts gate-facts">
            <div><dt>"Status"</dt><dd>{status_words(Signal::stored(overall))}<small>{trend}</small></dd></div>
            {all}
        </dl>
    };
    Some(row.into_any())
}
