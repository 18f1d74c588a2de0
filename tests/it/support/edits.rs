//! What people do in the tabs of the browser in memory.

use super::fault_store::{Browser, TransactionKey};
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::{DELETED, FieldKey, Foreign, Meta};
use pocket_pmo::domain::records::{Person, person, work_item};
use pocket_pmo::domain::stamp::Stamp;
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::engine::transaction::{Author, Change, Edit, Purpose, Transaction};
use pocket_pmo::storage::effect::{Event, Incoming};
use pocket_pmo::storage::journal;
use std::sync::Arc;

impl Browser {
    /// Makes a transaction of these edits in a tab, stores it and folds it.
    pub fn commit(
        &mut self,
        tab: usize,
        label: &str,
        edit: impl FnOnce(&Portfolio, Stamp) -> Vec<Edit>,
    ) -> TransactionKey {
        self.now += 1_000;
        let own = &mut self.tabs[tab];
        let stamp = Stamp { time: own.clock.tick(self.now), writer: own.index };
        let transaction = Transaction {
            stamp,
            seq: own.next_seq,
            author: Author { name: "Ada".into() },
            label: label.into(),
            purpose: Purpose::Do,
            edits: edit(&own.portfolio, stamp),
        };
        own.next_seq += 1;
        let encoded = journal::encode(&transaction, &own.portfolio.writers);
        own.machine.can_accept(&encoded).expect("it can be kept");
        own.portfolio.fold(&transaction);
        let key = (encoded.writer, encoded.seq);
        own.history.insert(key);
        let parts = encoded.parts.iter().map(|part| part.to_string()).collect();
        self.made_at.insert(key, stamp.time.milliseconds());
        self.made.insert(key, Incoming { record: encoded.record.clone(), parts });
        own.unacknowledged.push(key);
        self.event(tab, Event::Commit(encoded));
        key
    }

    pub fn new_id(&mut self) -> Id {
        self.next_id += 1;
        Id(((self.now as u64) << 22) + self.next_id)
    }

    pub fn add_person(&mut self, tab: usize, name: &str) -> Id {
        let id = self.new_id();
        let name = name.to_owned();
        self.commit(tab, "Add a person", move |_, stamp| {
            vec![Edit::Create(Arc::new(Person {
                meta: Meta::new(id, stamp),
                name: name.as_str().into(),
                initials: "X".into(),
                ..Person::default()
            }))]
        });
        id
    }

    pub fn add_people(&mut self, tab: usize, count: usize) -> Vec<Id> {
        let ids: Vec<Id> = (0..count).map(|_| self.new_id()).collect();
        let own = ids.clone();
        self.commit(tab, "Import", move |_, stamp| {
            let person = |(at, id): (usize, &Id)| {
                let meta = Meta::new(*id, stamp);
                let name = format!("Person number {at} of the list");
                Edit::Create(Arc::new(Person {
                    meta,
                    name: name.as_str().into(),
                    initials: "P".into(),
                    ..Person::default()
                }))
            };
            own.iter().enumerate().map(person).collect()
        });
        ids
    }

    pub fn rename(&mut self, tab: usize, id: Id, name: &str) {
        self.set(tab, id, FieldKey::Known(person::at::name), Value::text(name));
    }

    pub fn rename_item(&mut self, tab: usize, id: Id, title: &str) {
        self.set(tab, id, FieldKey::Known(work_item::at::title), Value::text(title));
    }

    pub fn delete(&mut self, tab: usize, id: Id) {
        self.set(tab, id, FieldKey::Known(DELETED), Value::Bool(true));
    }

    pub fn set(&mut self, tab: usize, id: Id, field: FieldKey, after: Value) {
        self.commit(tab, "Change", move |portfolio, _| {
            let record = portfolio.record(id).expect("the record is there");
            let others = record.meta().others_of(&field).map(|other| other.stamp).collect();
            let change = Change {
                before: record.value(&field),
                prev: record.meta().stamp_of(&field),
                after,
                settled: others,
                field,
            };
            vec![Edit::Set { record: id, schema: record.schema(), changes: vec![change] }]
        });
    }

    /// A record of a kind that only a newer version knows.
    pub fn add_foreign(&mut self, tab: usize) -> Id {
        let id = self.new_id();
        self.commit(tab, "Add what a newer version knows", move |_, stamp| {
            let mut record = Foreign::blank("weather");
            *record.meta_mut() = Meta::new(id, stamp);
            record.put(&FieldKey::Named("probability".into()), &Value::Int(3));
            record.put(&FieldKey::Named("text".into()), &Value::text("Ice on the river"));
            vec![Edit::Create(Arc::from(record))]
        });
        id
    }
}
