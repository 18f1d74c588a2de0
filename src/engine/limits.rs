//! The limits of boards of work, whatever brings a card over one: a move, a field, a list, a card that comes back. Where they are strict
//! it is refused, else somebody says why, and that stands in a column entry of the card. Undo is free of it: it brings back what was, with
//! the reason it had. Must not know commands.

use super::after::After;
use super::draft::Draft;
use super::index::IndexKey;
use super::portfolio::Portfolio;
use super::rejection::Rejection;
use super::transaction::Edit;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::record::{FieldKey, Record};
use crate::domain::records::project::Phase;
use crate::domain::records::work_item::{ColumnEntry, at};
use crate::domain::records::{PhaseBoard, WorkItem};
use crate::domain::work::columns::{WorkBoard, board_phase};
use crate::domain::work::item::entries;
use crate::domain::work::limits::{Breach, Counted, LaneBy, Limited, breaches};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// What is demanded where a limit would be broken: that somebody says why.
pub const REASON: &str = "limit_reason";

/// Refuses what breaks limits: always where they are strict, else as long as nobody has told why.
pub(super) fn check(
    portfolio: &Portfolio,
    board: &WorkBoard,
    found: &[Breach],
    is_told: bool,
) -> Result<(), Rejection> {
    let Some(first) = found.first() else { return Ok(()) };
    let called = |id| portfolio.called(id);
    if board.is_hard {
        let sentence = [&*words(&called, board, first), " Limits are strict on this board."].concat();
        return Err(Rejection::Refused { sentence });
    }
    if !is_told {
        let sentences: Vec<String> = found.iter().map(|breach| words(&called, board, breach)).collect();
        let sentence = [&*sentences.join(" "), " Say why."].concat();
        return Err(Rejection::Demands { field: REASON, sentence });
    }
    Ok(())
}

/// "Drafting would have 4 of 3."
fn words(called: &dyn Fn(Id) -> String, board: &WorkBoard, breach: &Breach) -> String {
    let of: Arc<str> = match &breach.of {
        Limited::Column(place) => board.columns.get(*place).map_or_else(|| "".into(), |column| column.name.0.clone()),
        Limited::Lane(lane) if lane.is_empty() => "The lane without a name".into(),
        Limited::Lane(lane) => lane.clone(),
        Limited::Person(person) => called(*person).as_str().into(),
        Limited::Expedite => "Expedite".into(),
    };
    [&*of, " would have ", &breach.count.to_string(), " of ", &breach.limit.to_string(), "."].concat()
}

/// What items count for on a board, by what lanes are made of.
pub(super) fn counted<'a>(
    items: impl Iterator<Item = &'a WorkItem>,
    board: &WorkBoard,
    lanes: Option<LaneBy>,
) -> Vec<Counted> {
    items.filter_map(|item| Counted::of(item, board, lanes)).collect()
}

/// A work item that is touched: as it was, if it was there, and as it would be.
#[derive(Clone)]
struct Touched {
    before: Option<WorkItem>,
    after: WorkItem,
}

/// What lanes would be made of in which it moves to another lane without being moved.
fn lanes_changed(touched: &Touched) -> Vec<LaneBy> {
    let Touched { before, after } = touched;
    let blank = WorkItem::default();
    let before = before.as_ref().unwrap_or(&blank);
    let is_other = |field| before.get(field) != after.get(field);
    let all = [
        (at::owner, LaneBy::Owner),
        (at::stream, LaneBy::Stream),
        (at::class_of_service, LaneBy::Class),
        (at::domain, LaneBy::Domain),
    ];
    all.into_iter().filter(|(field, _)| is_other(*field)).map(|(_, lanes)| lanes).collect()
}

/// The limits of one board that what is touched breaks: of lanes those that are shown, and those in which a card changes. `there` is
/// what stands on the board now.
fn broken(board: &WorkBoard, there: &[&WorkItem], touched: &[Touched], shown: Option<LaneBy>) -> Vec<Breach> {
    let now: FxHashMap<Id, &WorkItem> = touched.iter().map(|one| (one.after.meta.id, &one.after)).collect();
    let known: FxHashSet<Id> = there.iter().map(|item| item.meta.id).collect();
    let new = || touched.iter().map(|one| &one.after).filter(|item| !known.contains(&item.meta.id));
    let mut lanes: Vec<Option<LaneBy>> = vec![None];
    let changed = touched.iter().filter(|_| board.lane_limit.is_some()).flat_map(lanes_changed);
    for by in shown.into_iter().chain(changed) {
        if !lanes.contains(&Some(by)) {
            lanes.push(Some(by));
        }
    }
    let mut found: Vec<Breach> = Vec::new();
    for by in lanes {
        let before = counted(there.iter().copied(), board, by);
        let stay = there.iter().map(|item| now.get(&item.meta.id).copied().unwrap_or(item));
        let after = counted(stay.chain(new()), board, by);
        for breach in breaches(board, &before, &after, by) {
            if !found.contains(&breach) {
                found.push(breach);
            }
        }
    }
    found
}

/// In words, the limits of a board that new and changed items would break, each as it was and as it would be: for who makes a list ready.
/// `called` also knows people whom the list names first.
pub fn breaks(
    called: &dyn Fn(Id) -> String,
    board: &WorkBoard,
    there: &[&WorkItem],
    items: &[(Option<WorkItem>, WorkItem)],
) -> Vec<String> {
    let touched: Vec<Touched> = items.iter().cloned().map(|(before, after)| Touched { before, after }).collect();
    broken(board, there, &touched, None).iter().map(|breach| words(called, board, breach)).collect()
}

/// What the limits of boards read of an item: with all of it unchanged no limit is touched.
fn counts_as(item: &WorkItem) -> impl PartialEq {
    let stands = (item.project, board_phase(item.phase), item.column.clone(), item.is_archived());
    (stands, item.owner, item.stream.clone(), item.class_of_service, item.domain)
}

/// The work items that edits make, change or bring back, by the board on which they then stand.
fn touched(draft: &Draft) -> Vec<((Id, Phase), Vec<Touched>)> {
    let after = After::new(draft.portfolio, &draft.edits);
    let mut boards: Vec<((Id, Phase), Vec<Touched>)> = Vec::new();
    // What is done to its columns looks at the cards itself: it knows where those of a column go that is taken away.
    let mut changed: Vec<(Id, Phase)> = Vec::new();
    for edit in &draft.edits {
        let Some(record) = after.record(edit.record()).filter(|record| !record.meta().deleted) else { continue };
        if let Some(board) = (**record).typed::<PhaseBoard>() {
            changed.extend(board.project.map(|project| (project.id, board_phase(board.phase))));
        }
        let Some(item) = (**record).typed::<WorkItem>() else { continue };
        let Some(board) = item.project.map(|project| (project.id, board_phase(item.phase))) else { continue };
        let before = draft.portfolio.record(edit.record()).filter(|record| !record.meta().deleted);
        let before = before.and_then(|record| (**record).typed::<WorkItem>());
        if before.is_some_and(|before| counts_as(before) == counts_as(item)) {
            continue;
        }
        let one = Touched { before: before.cloned(), after: item.clone() };
        match boards.iter_mut().find(|known| known.0 == board) {
            Some(known) => known.1.push(one),
            None => boards.push((board, vec![one])),
        }
    }
    boards.retain(|(board, _)| !changed.contains(board));
    boards
}

/// Holds the edits of a draft against the limits of the boards whose work they touch. A reason that was given is entered with the cards
/// that come over a limit, where no move has entered it yet.
pub(super) fn hold(draft: &mut Draft) -> Result<(), Rejection> {
    for (of, touched) in touched(draft) {
        let board = draft.board(of.0, of.1);
        let ids = draft.portfolio.ids(IndexKey::items(of.0)).into_iter();
        let items = ids.filter_map(|id| draft.portfolio.get::<WorkItem>(id));
        let there: Vec<&WorkItem> = items.filter(|item| board_phase(item.phase) == of.1).collect();
        let found = broken(&board, &there, &touched, draft.lanes);
        if found.is_empty() {
            continue;
        }
        let entered = |one: &Touched| {
            let known = one.before.as_ref().map_or(0, |before| before.column_entries.len());
            one.after.column_entries.len() > known
                && one.after.column_entries.last().is_some_and(|entry| !entry.reason.trim().is_empty())
        };
        let is_entered = touched.iter().any(entered);
        let reason = draft.reason.trim().to_owned();
        check(draft.portfolio, &board, &found, is_entered || !reason.is_empty())?;
        let count = |item: &WorkItem| Counted::of(item, &board, None);
        let counts_anew = |one: &Touched| {
            let was = one.before.as_ref().and_then(count);
            count(&one.after).is_some_and(|now| was != Some(now) || !lanes_changed(one).is_empty())
        };
        for one in touched.into_iter().filter(|one| !is_entered && counts_anew(one)) {
            tell(draft, one, &reason);
        }
    }
    Ok(())
}

/// Enters the reason: with the column that the card enters by the same step, else with the one in which it stands.
fn tell(draft: &mut Draft, one: Touched, reason: &str) {
    let mut entered = entries(&one.after);
    let known = one.before.as_ref().map_or(0, |before| before.column_entries.len());
    match entered.last_mut().filter(|_| one.after.column_entries.len() > known) {
        Some(last) => last.reason = reason.into(),
        None => {
            let column = one.after.column.clone();
            entered.push(ColumnEntry { column, at: draft.context.now, reason: reason.into() });
        }
    }
    let (key, value) = (FieldKey::Known(at::column_entries), entered.to_value());
    match one.before {
        Some(_) => {
            if let Some(record) = draft.portfolio.record(one.after.meta.id).cloned() {
                draft.set(&*record, vec![(key, value)]);
            }
        }
        None => {
            let id = one.after.meta.id;
            let made = draft.edits.iter_mut().find_map(|edit| match edit {
                Edit::Create(record) if record.meta().id == id => Some(record),
                _ => None,
            });
            if let Some(made) = made {
                let mut told = made.copy();
                told.put(&key, &value);
                *made = Arc::from(told);
            } else if let Some(record) = draft.portfolio.record(id).cloned() {
                // It was deleted, and comes back.
                draft.set(&*record, vec![(key, value)]);
            }
        }
    }
}
