//! The portfolio: all records by id, with the indexes over them. Plain data, read by everybody, changed by the fold alone.
//! Must not know commands.

use super::index::{IndexKey, Indexes};
use crate::domain::id::{Id, Ref, WriterId};
use crate::domain::record::{Record, RecordType};
use crate::domain::records::Settings;
use crate::domain::schema::Kind;
use crate::domain::stamp::{Stamp, Writers};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// All records of a workspace.
#[derive(Default)]
pub struct Portfolio {
    pub(super) records: FxHashMap<Id, Arc<dyn Record>>,
    pub(super) indexes: Indexes,
    pub(super) waiting: FxHashMap<Id, Vec<(Stamp, Vec<super::transaction::Change>)>>,
    pub(super) folded: FxHashMap<WriterId, Folded>,
    /// Table of the writers met.
    pub writers: Writers,
}

/// Which transactions of one writer have been folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// All up to this number.
    pub floor: u32,
    /// And these above it.
    pub above: BTreeSet<u32>,
}

impl Folded {
    /// Enters a number; `false` if it had been entered before.
    pub fn enter(&mut self, seq: u32) -> bool {
        if seq <= self.floor || !self.above.insert(seq) {
            return false;
        }
        while self.above.remove(&self.floor.saturating_add(1)) {
            self.floor += 1;
        }
        true
    }
}

impl Portfolio {
    /// The record with this id, deleted ones included.
    pub fn record(&self, id: Id) -> Option<&Arc<dyn Record>> {
        self.records.get(&id)
    }

    /// The record with this id, if it is of that type; deleted ones included.
    pub fn get<R: RecordType>(&self, id: Id) -> Option<&R> {
        self.records.get(&id)?.typed()
    }

    /// The record a relation points to, if it is there and not deleted.
    pub fn follow<R: RecordType>(&self, reference: Option<Ref<R>>) -> Option<&R> {
        self.get::<R>(reference?.id).filter(|record| !record.meta().deleted)
    }

    /// What people call a record. Says so if it is deleted or not there.
    pub fn called(&self, id: Id) -> String {
        match self.record(id) {
            Some(record) if record.meta().deleted => [&*record.title(), " (deleted)"].concat(),
            Some(record) => record.title().to_string(),
            None => "a record that is not here".to_owned(),
        }
    }

    /// What a record calls another. One that was withdrawn names people as they were: they may have been made with it, and
    /// unmade with it.
    pub fn called_in(&self, of: &dyn Record, id: Id) -> String {
        let withdrawn = of.schema().field_number("withdrawn").is_some_and(|field| !of.get(field).is_null());
        match self.record(id).filter(|_| withdrawn) {
            Some(record) => record.title().to_string(),
            None => self.called(id),
        }
    }

    /// What people call the record a relation points to; empty if there is no relation.
    pub fn called_if(&self, id: Option<Id>) -> String {
        id.map_or_else(String::new, |id| self.called(id))
    }

    /// Ids under an index key, in order.
    pub fn ids(&self, key: IndexKey) -> Vec<Id> {
        self.indexes.ids(key)
    }

    /// How many records stand under an index key.
    pub fn count(&self, key: IndexKey) -> usize {
        self.indexes.count(key)
    }

    /// The records of a type that are not deleted, in order of creation.
    pub fn all<R: RecordType>(&self) -> impl Iterator<Item = &R> {
        self.ids(IndexKey::Kind(R::SCHEMA.kind)).into_iter().filter_map(|id| self.get(id))
    }

    /// The records of a type about which somebody still has to do something, in order of creation; none of a kind without that mark.
    pub fn open<R: RecordType>(&self) -> impl Iterator<Item = &R> {
        self.ids(IndexKey::Open(R::SCHEMA.kind)).into_iter().filter_map(|id| self.get(id))
    }

    /// The records of a type that refer to a record through a field marked `indexed`, in their order, if they have one.
    pub fn related<R: RecordType>(&self, field: u8, to: Id) -> impl Iterator<Item = &R> {
        self.ids(IndexKey::Related(R::SCHEMA.kind, field, to)).into_iter().filter_map(|id| self.get(id))
    }

    /// Every record, deleted ones included, in no order.
    pub fn every(&self) -> impl Iterator<Item = &Arc<dyn Record>> {
        self.records.values()
    }

    /// How many records there are, deleted ones included.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The settings of the workspace; all at their defaults if none were made yet.
    pub fn settings(&self) -> Settings {
        let id = self.ids(IndexKey::Kind(Settings::SCHEMA.kind)).first().copied();
        id.and_then(|id| self.get::<Settings>(id)).cloned().unwrap_or_default()
    }

    /// Id of the settings record, if there is one.
    pub fn settings_id(&self) -> Option<Id> {
        self.ids(IndexKey::Kind(Settings::SCHEMA.kind)).first().copied()
    }

    /// Which transactions have been folded, by writer.
    pub fn folded(&self) -> impl Iterator<Item = (WriterId, &Folded)> {
        self.folded.iter().map(|(writer, folded)| (*writer, folded))
    }

    /// Whether that transaction has been folded.
    pub fn holds(&self, writer: WriterId, seq: u32) -> bool {
        self.folded.get(&writer).is_some_and(|folded| seq <= folded.floor || folded.above.contains(&seq))
    }

    /// Whether changes wait for records that have not arrived. A snapshot taken now would lose them.
    pub fn has_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Stamps of the changes that wait.
    pub(super) fn waiting_stamps(&self) -> impl Iterator<Item = Stamp> {
        self.waiting.values().flatten().map(|(stamp, _)| *stamp)
    }

    /// Takes in a record as a snapshot holds it, stamps and all. For loading alone.
    pub fn insert_loaded(&mut self, record: Arc<dyn Record>) {
        self.indexes.enter(&*record, &mut Vec::new());
        self.records.insert(record.meta().id, record);
    }

    /// Takes note that a snapshot holds all transactions of that writer up to `floor`. For loading alone.
    pub fn set_floor(&mut self, writer: WriterId, floor: u32) {
        let folded = self.folded.entry(writer).or_default();
        folded.floor = folded.floor.max(floor);
    }

    /// Number of records of a kind that are not deleted.
    pub fn count_of(&self, kind: Kind) -> usize {
        self.count(IndexKey::Kind(kind))
    }
}
