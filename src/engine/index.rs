//! Indexes: which records are found under a key, in order. The fold updates them incrementally, from the record alone.
//! Must not know who asks.

use crate::domain::id::Id;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::project::{Phase, State};
use crate::domain::records::{
    GateCondition, GateReview, PhaseBoard, Project, Waiver, WorkItem, gate_condition, gate_review, phase_board, waiver,
    work_item,
};
use crate::domain::schema::{Kind, mark};
use crate::domain::value::Value;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A column or lane of the board.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum BoardColumn {
    /// Ideas.
    Ideas,
    /// In initiation.
    Initiation,
    /// In planning.
    Planning,
    /// In execution.
    Execution,
    /// In closing.
    Closing,
    /// Closed.
    Closed,
    /// Lane of projects on hold, whatever their phase.
    OnHold,
    /// Lane of stopped projects that are being closed.
    Stopped,
}

impl BoardColumn {
    /// All, in the order of the board: columns, then lanes.
    pub const ALL: [Self; 8] = [
        Self::Ideas,
        Self::Initiation,
        Self::Planning,
        Self::Execution,
        Self::Closing,
        Self::Closed,
        Self::OnHold,
        Self::Stopped,
    ];

    /// Where a project in that phase and state stands.
    pub fn of(phase: Phase, state: State) -> Self {
        match (state, phase) {
            (_, Phase::Closed) => Self::Closed,
            (State::OnHold, _) => Self::OnHold,
            (State::Stopped, _) => Self::Stopped,
            (_, Phase::Candidate) => Self::Ideas,
            (_, Phase::Initiation) => Self::Initiation,
            (_, Phase::Planning) => Self::Planning,
            (_, Phase::Execution) => Self::Execution,
            (_, Phase::Closing) => Self::Closing,
        }
    }

    /// The phase of a column; `None` for a lane.
    pub fn phase(self) -> Option<Phase> {
        match self {
            Self::Ideas => Some(Phase::Candidate),
            Self::Initiation => Some(Phase::Initiation),
            Self::Planning => Some(Phase::Planning),
            Self::Execution => Some(Phase::Execution),
            Self::Closing => Some(Phase::Closing),
            Self::Closed => Some(Phase::Closed),
            Self::OnHold | Self::Stopped => None,
        }
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Ideas => "Ideas",
            Self::Initiation => "Initiation",
            Self::Planning => "Planning",
            Self::Execution => "Execution",
            Self::Closing => "Closing",
            Self::Closed => "Closed",
            Self::OnHold => "On hold",
            Self::Stopped => "Stopped",
        }
    }
}

/// A key under which records are found. Deleted records are found under `Deleted` alone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum IndexKey {
    /// Records of a kind, in order of creation.
    Kind(Kind),
    /// Deleted records of a kind.
    Deleted(Kind),
    /// Projects in a column, in the order of the board.
    Column(BoardColumn),
    /// Records of a kind that refer to a record through a field marked `indexed`, by its number; in their order, if they have one.
    Related(Kind, u8, Id),
    /// Records of a kind about which somebody still has to do something.
    Open(Kind),
    /// Work items of a project that are deliverables which a gate asks for.
    Deliverables(Id),
    /// Work items that cannot go on, of all projects.
    Blocked,
}

impl IndexKey {
    /// Gate reviews of a project, in order of creation.
    pub const fn reviews(project: Id) -> Self {
        Self::Related(GateReview::SCHEMA.kind, gate_review::at::project, project)
    }

    /// Conditions of a project.
    pub const fn conditions(project: Id) -> Self {
        Self::Related(GateCondition::SCHEMA.kind, gate_condition::at::project, project)
    }

    /// Work items of a project, in their order.
    pub const fn items(project: Id) -> Self {
        Self::Related(WorkItem::SCHEMA.kind, work_item::at::project, project)
    }

    /// Boards of a project that somebody changed.
    pub const fn boards(project: Id) -> Self {
        Self::Related(PhaseBoard::SCHEMA.kind, phase_board::at::project, project)
    }

    /// Waivers of a project.
    pub const fn waivers(project: Id) -> Self {
        Self::Related(Waiver::SCHEMA.kind, waiver::at::project, project)
    }
}

/// Order within a key: by text where there is an order, then by id.
type SortPosition = (Option<Arc<str>>, Id);
/// The keys of one record, and its place under all of them.
pub(super) type Keys = (Vec<IndexKey>, Option<Arc<str>>);

/// The lists under all keys.
#[derive(Default)]
pub struct Indexes {
    lists: FxHashMap<IndexKey, BTreeSet<SortPosition>>,
}

fn keys(record: &dyn Record) -> Keys {
    let schema = record.schema();
    let kind = schema.kind;
    if record.meta().deleted {
        return (vec![IndexKey::Deleted(kind)], None);
    }
    let mut keys = vec![IndexKey::Kind(kind)];
    let mut order = None;
    for (number, field) in schema.numbered().filter(|(_, field)| field.marks & (mark::indexed | mark::order) > 0) {
        let value = record.get(number);
        if field.is_order() {
            order = match value {
                Value::Text(place) => Some(place),
                _ => Some("".into()),
            };
        } else {
            value.each_relation(&mut |id| {
                let key = IndexKey::Related(kind, number, id);
                if !keys.contains(&key) {
                    keys.push(key);
                }
            });
        }
    }
    if schema.open.is_some_and(|is_open| is_open(record)) {
        keys.push(IndexKey::Open(kind));
    }
    if let Some(project) = record.typed::<Project>() {
        keys.push(IndexKey::Column(BoardColumn::of(project.phase, project.state)));
    }
    if let Some(item) = record.typed::<WorkItem>() {
        keys.extend(item.project.filter(|_| !item.deliverable.is_empty()).map(|of| IndexKey::Deliverables(of.id)));
        keys.extend((item.is_blocked() && !item.is_archived()).then_some(IndexKey::Blocked));
    }
    (keys, order)
}

impl Indexes {
    pub(super) fn keys_of(&self, record: &dyn Record) -> Keys {
        keys(record)
    }

    /// Enters a new record; names the keys whose lists changed.
    pub(super) fn enter(&mut self, record: &dyn Record, changed: &mut Vec<IndexKey>) {
        let (keys, order) = keys(record);
        for key in keys {
            self.lists.entry(key).or_default().insert(place(key, &order, record.meta().id));
            changed.push(key);
        }
    }

    /// Puts `after` in place of `before`.
    pub(super) fn replace(&mut self, before: Option<&dyn Record>, after: &dyn Record, changed: &mut Vec<IndexKey>) {
        let before = before.map(keys).unwrap_or_default();
        self.move_keys(after.meta().id, before, after, changed);
    }

    /// Moves a record from the keys it had to those it has now.
    pub(super) fn move_keys(&mut self, id: Id, before: Keys, after: &dyn Record, changed: &mut Vec<IndexKey>) {
        let after = keys(after);
        if before == after {
            return;
        }
        for key in &before.0 {
            let old = place(*key, &before.1, id);
            if after.0.contains(key) && place(*key, &after.1, id) == old {
                continue;
            }
            if let Some(list) = self.lists.get_mut(key) {
                list.remove(&old);
                if list.is_empty() {
                    self.lists.remove(key);
                }
            }
            changed.push(*key);
        }
        for key in &after.0 {
            let new = place(*key, &after.1, id);
            if self.lists.entry(*key).or_default().insert(new) {
                changed.push(*key);
            }
        }
    }

    pub(super) fn ids(&self, key: IndexKey) -> Vec<Id> {
        self.lists.get(&key).map(|list| list.iter().map(|(_, id)| *id).collect()).unwrap_or_default()
    }

    pub(super) fn count(&self, key: IndexKey) -> usize {
        self.lists.get(&key).map_or(0, BTreeSet::len)
    }

    pub(super) fn last_order(&self, key: IndexKey) -> Option<Arc<str>> {
        self.lists.get(&key)?.last()?.0.clone()
    }
}

/// Columns, and what belongs to one record, stand in an order of their own, if they have one; everything else in order of creation.
fn place(key: IndexKey, order: &Option<Arc<str>>, id: Id) -> SortPosition {
    match key {
        IndexKey::Column(_) | IndexKey::Related(..) => (order.clone(), id),
        _ => (None, id),
    }
}
