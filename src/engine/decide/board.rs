//! Moving cards within their column. Across a border only a gate decision moves them.

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
    let name = &(*record).typed::<Project>().ok_or(Rejection::Missing)?.name.0;
    move_all(draft, &[id], after)?;
    Ok(format!("Move {name} within its column"))
}

pub(super) fn move_together(draft: &mut Draft, ids: &[Id], after: Option<Id>) -> Result<String, Rejection> {
    move_all(draft, ids, after)?;
    Ok(format!("Move {} projects within their column", ids.len()))
}

/// Moves cards of one column to one place in it, in their present order.
fn move_all(draft: &mut Draft, ids: &[Id], after: Option<Id>) -> Result<(), Rejection> {
    let mut columns = Vec::new();
    for id in ids {
        let own = (**draft.live(*id)?).typed::<Project>().ok_or(Rejection::Missing)?;
        columns.push(BoardColumn::of(own.phase, own.state));
    }
    let first = *columns.first().ok_or(Rejection::Nothing)?;
    if columns.iter().any(|own| *own != first) {
        return Err(Rejection::OnlyByGate);
    }
    if after.is_some_and(|after| ids.contains(&after)) {
        return Err(Rejection::Nothing);
    }
    let column = draft.portfolio.ids(IndexKey::Column(first));
    let (moved, others): (Vec<Id>, Vec<Id>) = column.iter().copied().partition(|own| ids.contains(own));
    let at = match after {
        None => 0,
        Some(after) => {
            draft.live(after)?;
            others.iter().position(|other| *other == after).ok_or(Rejection::OnlyByGate)? + 1
        }
    };
    let (above, below) = (others.get(..at).unwrap_or_default(), others.get(at..).unwrap_or_default());
    // Already there: the column stays as it is.
    if column.iter().eq(above.iter().chain(&moved).chain(below)) {
        return Err(Rejection::Nothing);
    }
    place(draft, &moved, above.last().copied(), below);
    Ok(())
}

/// Gives cards a place after `above` and before all of `below`. Writes these records alone, unless cards have one place
/// together, as a list without places or two tabs may leave them: then those that would stand before them move too.
fn place(draft: &mut Draft, ids: &[Id], above: Option<Id>, below: &[Id]) {
    let portfolio = draft.portfolio;
    let order_of = |id: Id| portfolio.get::<Project>(id).map_or("", |project| &project.order);
    let mut last = above.map(order_of).unwrap_or_default().to_owned();
    for (at, card) in ids.iter().chain(below).copied().enumerate() {
        if at >= ids.len() && order_of(card) > last.as_str() {
            return;
        }
        let following = below.get((at + 1).saturating_sub(ids.len())..).unwrap_or_default();
        let bound = following.iter().map(|id| order_of(*id)).find(|order| *order > last.as_str());
        last = order::between(Some(&last), bound);
        if let Some(record) = portfolio.record(card).cloned() {
            draft.set(&*record, vec![(FieldKey::Known(project::at::order), Value::text(&last))]);
        }
    }
}
