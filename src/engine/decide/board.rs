//! Moving a card within its column. Across a border only a gate decision moves it.

use super::Draft;
use crate::domain::id::Id;
use crate::domain::order;
use crate::domain::record::FieldKey;
use crate::domain::records::Project;
use crate::domain::records::project;
use crate::domain::value::Value;
use crate::engine::index::{BoardColumn, IndexKey};
use crate::engine::rejection::Rejection;

pub(super) fn move_on_board(draft: &mut Draft, id: Id, after: Option<Id>) -> Result<String, Rejection> {
    let record = draft.live(id)?.clone();
    let own = (*record).typed::<Project>().ok_or(Rejection::Missing)?;
    let column = draft.portfolio.ids(IndexKey::Column(BoardColumn::of(own.phase, own.state)));
    if after == Some(id) {
        return Err(Rejection::Nothing);
    }
    let others: Vec<Id> = column.iter().copied().filter(|other| *other != id).collect();
    let at = match after {
        None => 0,
        Some(after) => {
            draft.live(after)?;
            others.iter().position(|other| *other == after).ok_or(Rejection::OnlyByGate)? + 1
        }
    };
    // Already there: its neighbours stay the same.
    if column.iter().position(|other| *other == id) == Some(at) {
        return Err(Rejection::Nothing);
    }
    place(draft, id, others.get(..at).and_then(<[Id]>::last).copied(), others.get(at..).unwrap_or_default());
    Ok(format!("Move {} within its column", own.name.0))
}

/// Gives a card a place after `above` and before all of `below`. Writes this one record, unless cards have one place
/// together, as a list without places or two tabs may leave them: then those that would stand before it move too.
fn place(draft: &mut Draft, id: Id, above: Option<Id>, below: &[Id]) {
    let portfolio = draft.portfolio;
    let order_of = |id: Id| portfolio.get::<Project>(id).map_or("", |project| &project.order);
    let mut last = above.map(order_of).unwrap_or_default().to_owned();
    for (at, card) in std::iter::once(id).chain(below.iter().copied()).enumerate() {
        if at > 0 && order_of(card) > last.as_str() {
            return;
        }
        let following = below.get(at..).unwrap_or_default();
        let bound = following.iter().map(|id| order_of(*id)).find(|order| *order > last.as_str());
        last = order::between(Some(&last), bound);
        if let Some(record) = portfolio.record(card).cloned() {
            draft.set(&*record, vec![(FieldKey::Known(project::at::order), Value::text(&last))]);
        }
    }
}
