//! How old the cards of a board are beside those that were finished on it: the mark of a card, and the figures that it comes from.
//! Nothing is said before ten are finished. Must not know how a card is marked.

use super::gathering::Flow;
use super::times::days;
use crate::domain::flow::measures::{AgeLimits, Ageing};
use crate::domain::id::Id;
use crate::view::format::count;
use rustc_hash::FxHashMap;

/// How old a card is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Aged {
    /// Beside those that are finished.
    pub ageing: Ageing,
    /// With its figures: "In progress for 12 days. Of 23 finished, half took 5 days or less, 70% 7, 85% 11."
    pub words: String,
}

/// The cards in progress that are older than half of those finished on the board became; `flow` is that of one board, from its first
/// entry on.
pub fn aged(flow: &Flow) -> FxHashMap<Id, Aged> {
    let past = flow.cycle_times();
    let Some(limits) = AgeLimits::of(&past) else { return FxHashMap::default() };
    let AgeLimits([half, most, nearly]) = limits;
    let (most, nearly) = (most.to_string(), nearly.to_string());
    let figures = [
        "Of ",
        &*count(past.len(), "finished item"),
        ", half took ",
        &days(half),
        " or less, 70% ",
        &most,
        ", 85% ",
        &nearly,
        ".",
    ]
    .concat();
    let of = |age: i64| {
        let ageing = Some(limits.ageing(age)).filter(|ageing| *ageing != Ageing::Fresh)?;
        Some(Aged { ageing, words: ["In progress for ", &days(age), ". ", &figures].concat() })
    };
    flow.under_way().filter_map(|item| Some((item.id, of(item.age?)?))).collect()
}
