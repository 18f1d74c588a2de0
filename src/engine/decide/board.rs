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
    let column = IndexKey::Column(BoardColumn::of(own.phase, own.state));
    let others: Vec<Id> = draft.portfolio.ids(column).into_iter().filter(|other| *other != id).collect();
    let at = match after {
        None => 0,
        Some(after) => others.iter().position(|other| *other == after).ok_or(Rejection::OnlyByGate)? + 1,
    };
    let place = |index: Option<usize>| -> Option<&str> {
        let other = draft.portfolio.get::<Project>(*others.get(index?)?)?;
        Some(&other.order)
    };
    let place = order::between(place(at.checked_sub(1)), place(Some(at)));
    // Already there: its neighbours stay the same.
    let before_move = draft.portfolio.ids(column).iter().position(|other| *other == id);
    if before_move == Some(at) {
        return Err(Rejection::Nothing);
    }
    draft.set(&*record, vec![(FieldKey::Known(project::at::order), Value::text(place))]);
    Ok(format!("Move {} within its column", own.name.0))
}
