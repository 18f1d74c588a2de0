//! Moving work: to a column, a place, a phase or another project. A move to the last column is an acceptance, a move out of it takes the
//! acceptance back; every column that is entered is noted with its moment.

use super::super::Draft;
use super::super::records::resolve;
use super::{cards, changed_board, demands, enter, item, project, refused};
use crate::domain::id::{Id, Ref};
use crate::domain::order;
use crate::domain::record::{FieldKey, Record, RecordType};
use crate::domain::records::project::Phase;
use crate::domain::records::work_item::at;
use crate::domain::records::{Waiver, WorkItem, waiver};
use crate::domain::value::Value;
use crate::domain::work::columns::{WorkBoard, board_phase};
use crate::domain::work::item::{WorkStep, fault, needs_acceptor, refusal, state};
use crate::domain::work::limits::LaneBy;
use crate::engine::command::{Act, Fields};
use crate::engine::index::IndexKey;
use crate::engine::rejection::Rejection;
use crate::engine::rules::{set as set_checked, work_item::check};
use crate::engine::work;
use rustc_hash::FxHashSet;

/// A place among the cards of a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Spot {
    /// Where they stand, if they stay in their column; else behind all others.
    #[default]
    Any,
    /// Above all others.
    Top,
    /// Below that card.
    Below(Id),
}

/// Move work.
#[derive(Clone, Default)]
pub struct MoveItems {
    /// The items, in the order in which they will stand.
    pub items: Vec<Id>,
    /// Key or name of the column they go to; where they are if none, and the first column of another board.
    pub column: Option<String>,
    /// The phase they go to; that in which each is if none.
    pub phase: Option<Phase>,
    /// The project they go to; that in which each is if none.
    pub project: Option<Id>,
    /// Where in the column.
    pub spot: Spot,
    /// What their new lane says of them: owner, stream, class of service, domain.
    pub fields: Fields,
    /// Name of who accepts them, if they go to the last column; a new name becomes a person.
    pub accepted_by: String,
    /// Why a limit may be broken.
    pub reason: String,
    /// The lanes that are shown; their limit counts.
    pub lanes: Option<LaneBy>,
}

/// What a lane may say of a card.
const OF_LANES: [u8; 4] = [at::owner, at::stream, at::class_of_service, at::domain];

impl Act for MoveItems {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        move_items(draft, self)
    }
}

/// One item on its way.
struct Moving {
    before: WorkItem,
    after: WorkItem,
    has_entered: bool,
    is_finished: bool,
}

fn move_items(draft: &mut Draft, asked: &MoveItems) -> Result<String, Rejection> {
    if asked.fields.iter().any(|(number, _)| !OF_LANES.contains(number)) {
        return refused("A lane says owner, stream, class of service or domain of a card, nothing else.".to_owned());
    }
    let acceptor = match asked.accepted_by.trim() {
        "" => None,
        name => Some(draft.person(name)?),
    };
    draft.lanes = asked.lanes;
    let mut moving: Vec<Moving> = Vec::with_capacity(asked.items.len());
    let mut met = FxHashSet::default();
    for id in asked.items.iter().filter(|id| met.insert(**id)) {
        moving.push(one(draft, asked, *id, acceptor)?);
    }
    let targets = targets(&moving);
    if targets.is_empty() {
        return Err(Rejection::Nothing);
    }
    for of in projects(&targets) {
        place(draft, asked, &mut moving, of)?;
    }
    let label = label(draft, asked, &moving);
    for one in &moving {
        write(draft, one)?;
    }
    Ok(label)
}

/// What becomes of one item, if it may.
fn one(draft: &mut Draft, asked: &MoveItems, id: Id, acceptor: Option<Id>) -> Result<Moving, Rejection> {
    let before = item(draft, id)?;
    let from = before.project.ok_or(Rejection::Missing)?.id;
    let of = asked.project.unwrap_or(from);
    project(draft, of)?;
    let phase = board_phase(asked.phase.unwrap_or(before.phase));
    let columns = |of, phase| WorkBoard::of(phase, 0, changed_board(draft, of, phase));
    let (was_on, to) = (columns(from, before.phase), columns(of, phase));
    let stays = of == from && phase == board_phase(before.phase);
    let was_at = was_on.place(&before.column);
    let place = match (&asked.column, stays) {
        (Some(column), _) => to.place(column),
        (None, true) => was_at,
        (None, false) => 0,
    };
    let was_done = was_at == was_on.last();
    let is_done = place == to.last();
    let mut after = before.clone();
    if !stays || place != was_at {
        let step = match (is_done, stays && place > was_at) {
            (true, _) => WorkStep::Finish,
            (false, true) => WorkStep::Forward,
            (false, false) => WorkStep::Back,
        };
        if let Some(why) = refusal(state(&before, &was_on, draft.context.today), step) {
            return refused(["“", &*before.title, "”: ", why].concat());
        }
        enter(draft, &mut after, &was_on, to.key(place), &asked.reason);
    } else if before.is_archived() {
        return refused(["“", &*before.title, "” is archived. Bring it back first."].concat());
    } else if !asked.reason.trim().is_empty() {
        // It enters another lane, or another person's hands, over a limit: the reason stands with the card all the same.
        enter(draft, &mut after, &was_on, to.key(place), &asked.reason);
    }
    for (number, value) in &asked.fields {
        let value = resolve(draft, &before, *number, value)?;
        set_checked(&mut after, *number, &value)?;
    }
    (after.project, after.phase) = (Some(Ref::new(of)), if stays { before.phase } else { phase });
    let is_finished = is_done && (!was_done || !stays || (before.accepted_by.is_none() && acceptor.is_some()));
    if is_finished || !is_done {
        // Who accepted it there did not accept it here.
        (after.accepted_by, after.accepted_on) = (None, None);
    }
    if is_finished {
        accept(draft, &mut after, acceptor)?;
    }
    // What was senseless before, somebody else left so.
    if fault(&after) != fault(&before) {
        check(&after).map_err(|why| why.of(&before.title))?;
    }
    Ok(Moving { has_entered: !stays || place != was_at, before, after, is_finished })
}

/// A deliverable is accepted by somebody else than its owner. Other work may be done without being accepted.
fn accept(draft: &Draft, item: &mut WorkItem, acceptor: Option<Id>) -> Result<(), Rejection> {
    let Some(acceptor) = acceptor else {
        if needs_acceptor(item) {
            let sentence = ["Say who accepts “", &*item.title, "”: somebody else than its owner."].concat();
            return demands("accepted_by", sentence);
        }
        return Ok(());
    };
    if item.owner.is_some_and(|owner| owner.id == acceptor) {
        let owner = draft.portfolio.called(acceptor);
        return refused([&*owner, " owns “", &*item.title, "” and cannot accept it. Somebody else does."].concat());
    }
    (item.accepted_by, item.accepted_on) = (Some(Ref::new(acceptor)), Some(draft.context.today));
    Ok(())
}

/// The boards to which something comes, each once.
fn targets(moving: &[Moving]) -> Vec<(Id, Phase)> {
    let mut targets = Vec::new();
    for one in moving {
        let target = one.after.project.map(|project| (project.id, board_phase(one.after.phase)));
        targets.extend(target.filter(|target| !targets.contains(target)));
    }
    targets
}

fn projects(targets: &[(Id, Phase)]) -> Vec<Id> {
    let mut projects: Vec<Id> = targets.iter().map(|target| target.0).collect();
    projects.dedup();
    projects
}

/// Gives those that come to a project, or stay in it, their places among its work.
fn place(draft: &mut Draft, asked: &MoveItems, moving: &mut [Moving], of: Id) -> Result<(), Rejection> {
    let comes = |one: &Moving| one.after.project.is_some_and(|project| project.id == of);
    let ids: FxHashSet<Id> = moving.iter().filter(|one| comes(one)).map(|one| one.before.meta.id).collect();
    let portfolio = draft.portfolio;
    let there = portfolio.ids(IndexKey::items(of)).into_iter().filter(|id| !ids.contains(id));
    let others: Vec<&WorkItem> = there.filter_map(|id| portfolio.get::<WorkItem>(id)).collect();
    let at = match asked.spot {
        Spot::Any => {
            // Those that stay where they are keep their places.
            let is_new = |one: &Moving| one.has_entered || one.before.project != one.after.project;
            let last = others.last().map(|item| item.order.0.clone());
            let coming: Vec<&mut Moving> = moving.iter_mut().filter(|one| comes(one) && is_new(one)).collect();
            let places = order::places_after(last.as_deref(), coming.len());
            for (one, place) in coming.into_iter().zip(places) {
                one.after.order = place.as_str().into();
            }
            return Ok(());
        }
        Spot::Below(above) => {
            others.iter().position(|item| item.meta.id == above).map(|at| at + 1).ok_or(Rejection::Missing)?
        }
        Spot::Top => top(draft, moving, &others, of),
    };
    let inserted = order::insert(others.len(), &|at| others.get(at).map_or("", |item| &*item.order), at, ids.len());
    for (one, place) in moving.iter_mut().filter(|one| comes(one)).zip(inserted.new) {
        one.after.order = place.as_str().into();
    }
    for (position, place) in inserted.moved {
        if let Some(other) = others.get(position) {
            draft.set(*other, vec![(FieldKey::Known(at::order), Value::text(place))]);
        }
    }
    Ok(())
}

/// The position above the first card of the column to which the first of them goes.
fn top(draft: &Draft, moving: &[Moving], others: &[&WorkItem], of: Id) -> usize {
    let Some(first) = moving.iter().find(|one| one.after.project.is_some_and(|project| project.id == of)) else {
        return 0;
    };
    let to = work::columns(draft.portfolio, of, first.after.phase);
    let is_there = |item: &&WorkItem| {
        board_phase(item.phase) == board_phase(first.after.phase)
            && to.place(&item.column) == to.place(&first.after.column)
    };
    others.iter().position(is_there).unwrap_or(others.len())
}

/// Writes what has changed of one item, and ends the waivers of a deliverable that was accepted.
fn write(draft: &mut Draft, one: &Moving) -> Result<(), Rejection> {
    let (before, after): (&dyn Record, &dyn Record) = (&one.before, &one.after);
    let mut values = Vec::new();
    for (number, _) in WorkItem::SCHEMA.numbered() {
        let value = after.get(number);
        if value != before.get(number) {
            values.push((FieldKey::Known(number), value));
        }
    }
    draft.set(before, values);
    let project = one.after.project.filter(|_| one.is_finished && !one.after.deliverable.is_empty());
    if let Some(project) = project.filter(|_| one.after.accepted_by.is_some()) {
        end_waivers(draft, project.id, &one.after.deliverable);
    }
    Ok(())
}

/// What was accepted needs no waiver any more: it ends, and stays readable with the reason it had. Refusing the acceptance instead would
/// keep people from finishing what had been let off.
fn end_waivers(draft: &mut Draft, project: Id, deliverable: &str) {
    let ids = draft.portfolio.ids(IndexKey::waivers(project));
    let waivers: Vec<Waiver> = ids.into_iter().filter_map(|id| draft.portfolio.get::<Waiver>(id).cloned()).collect();
    for waiver in waivers.iter().filter(|waiver| &*waiver.deliverable == deliverable && waiver.ended_on.is_none()) {
        draft.set(waiver, vec![(FieldKey::Known(waiver::at::ended_on), Value::Date(draft.context.today))]);
    }
}

fn label(draft: &Draft, asked: &MoveItems, moving: &[Moving]) -> String {
    let what = match moving {
        [one] => one.before.title.to_string(),
        several => cards(several.len()),
    };
    let Some(first) = moving.first() else { return what };
    let to = first.after.project.map(|project| work::columns(draft.portfolio, project.id, first.after.phase));
    let column = to.as_ref().map_or("", |to| to.name(&first.after.column));
    if moving.iter().all(|one| one.is_finished && one.after.accepted_by.is_some()) {
        return ["Accept ", &what].concat();
    }
    let elsewhere = asked.project.filter(|of| first.before.project.is_none_or(|from| from.id != *of));
    match (elsewhere, asked.phase.filter(|phase| *phase != first.before.phase)) {
        (Some(of), _) => ["Move ", &what, " to ", &draft.portfolio.called(of)].concat(),
        (None, Some(phase)) => ["Move ", &what, " to ", phase.label(), ", ", column].concat(),
        (None, None) if first.has_entered => ["Move ", &what, " to ", column].concat(),
        (None, None) => ["Move ", &what, " within ", column].concat(),
    }
}
