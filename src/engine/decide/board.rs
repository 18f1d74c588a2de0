//! Moving cards within their column. Across a border only a gate decision moves them.

use super::{Draft, records};
use crate::domain::id::Id;
use crate::domain::order;
use crate::domain::record::FieldKey;
use crate::domain::records::Project;
use crate::domain::records::project::{self, Phase, PhaseStep};
use crate::domain::value::Value;
use crate::engine::command::Fields;
use crate::engine::index::{BoardColumn, IndexKey};
use crate::engine::rejection::Rejection;

pub(super) fn move_on_board(
    draft: &mut Draft,
    id: Id,
    after: Option<Id>,
    fields: &Fields,
) -> Result<String, Rejection> {
    let record = draft.live(id)?.clone();
    let name = &(*record).typed::<Project>().ok_or(Rejection::Missing)?.name.0;
    let to = move_to(draft, &[id], after, fields)?;
    Ok(["Move ", name, &to].concat())
}

pub(super) fn move_together(
    draft: &mut Draft,
    ids: &[Id],
    after: Option<Id>,
    fields: &Fields,
) -> Result<String, Rejection> {
    let to = move_to(draft, ids, after, fields)?;
    let whose = if fields.is_empty() { " within their column" } else { &to };
    Ok(["Move ", &ids.len().to_string(), " projects", whose].concat())
}

/// Moves cards of one column to one place in it, which may say something of them; gives in words where to.
fn move_to(draft: &mut Draft, ids: &[Id], after: Option<Id>, fields: &Fields) -> Result<String, Rejection> {
    if fields.iter().any(|(number, _)| ![project::at::step, project::at::programme, project::at::lead].contains(number))
    {
        return Err(Rejection::OnlyByGate);
    }
    match move_all(draft, ids, after) {
        // They may change and stay where they stand.
        Err(Rejection::Nothing) if !fields.is_empty() => {}
        done => done?,
    }
    for id in ids.iter().filter(|_| !fields.is_empty()) {
        records::change(draft, *id, fields)?;
    }
    let phase = ids.first().and_then(|id| draft.portfolio.get::<Project>(*id)).map(|project| project.phase);
    let words: Vec<String> = fields.iter().map(|(number, value)| words(draft, phase, *number, value)).collect();
    Ok(if words.is_empty() { " within its column".to_owned() } else { [" to ", &words.join(" and ")].concat() })
}

/// What a place says of a card, in words.
fn words(draft: &Draft, phase: Option<Phase>, number: u8, value: &Value) -> String {
    let noun = if number == project::at::lead { "lead" } else { "programme" };
    if number == project::at::step {
        let step = value.as_text().and_then(PhaseStep::parse);
        let named = phase.and_then(|phase| phase.steps().get(phase.place_of(step)));
        return named.map_or_else(String::new, |named| named.1.to_owned());
    }
    match value.as_id() {
        Some(id) => [noun, " ", &draft.portfolio.called(id)].concat(),
        None => ["no ", noun].concat(),
    }
}

/// Moves cards of one column to one place in it, in their present order.
fn move_all(draft: &mut Draft, ids: &[Id], after: Option<Id>) -> Result<(), Rejection> {
    let mut columns = Vec::new();
    for id in ids {
        let project = (**draft.live(*id)?).typed::<Project>().ok_or(Rejection::Missing)?;
        columns.push(BoardColumn::of(project.phase, project.state));
    }
    let first = *columns.first().ok_or(Rejection::Nothing)?;
    if columns.iter().any(|column| *column != first) {
        return Err(Rejection::OnlyByGate);
    }
    if after.is_some_and(|after| ids.contains(&after)) {
        return Err(Rejection::Nothing);
    }
    let column = draft.portfolio.ids(IndexKey::Column(first));
    let (moved, others): (Vec<Id>, Vec<Id>) = column.iter().copied().partition(|id| ids.contains(id));
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
    place(draft, &moved, &others, at);
    Ok(())
}

/// Gives cards a place before position `at` of the others of their column. Writes these records alone, but where places
/// are equal or grew long.
fn place(draft: &mut Draft, ids: &[Id], others: &[Id], at: usize) {
    let portfolio = draft.portfolio;
    let order_of = |id: Id| portfolio.get::<Project>(id).map_or("", |project| &project.order);
    let placed = order::insert(others.len(), &|at| others.get(at).map_or("", |id| order_of(*id)), at, ids.len());
    let moved = placed.moved.iter().filter_map(|(position, place)| Some((*others.get(*position)?, place)));
    for (card, place) in ids.iter().copied().zip(&placed.new).chain(moved) {
        if let Some(record) = portfolio.record(card).cloned() {
            draft.set(&*record, vec![(FieldKey::Known(project::at::order), Value::text(place))]);
        }
    }
}
