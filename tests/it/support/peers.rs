//! Several tabs that exchange some of their transactions at some points, so that real concurrency arises.

use super::steps::Step;
use super::visible::{Visible, visible};
use super::world::World;
use pocket_pmo::domain::record::{FieldKey, Foreign, Record};
use pocket_pmo::domain::stamp::{Stamp, Writers};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::rejection::Rejection;
use pocket_pmo::engine::transaction::{Change, Edit, Transaction};
use proptest::prelude::*;
use std::sync::Arc;

/// The transaction as another tab reads it: its stamps refer to that tab's table of writers.
pub fn carry(transaction: &Transaction, from: &Writers, to: &mut Writers) -> Transaction {
    let mut stamp = |stamp: Stamp| Stamp { writer: to.intern(from.id(stamp.writer)), ..stamp };
    let mut edits = Vec::new();
    for edit in &transaction.edits {
        edits.push(match edit {
            Edit::Create(record) => {
                let mut record = record.copy();
                record.meta_mut().stamp = stamp(record.meta().stamp);
                Edit::Create(Arc::from(record))
            }
            Edit::Set { record, schema, changes } => {
                let change = |change: &Change| Change {
                    prev: stamp(change.prev),
                    settled: change.settled.iter().map(|settled| stamp(*settled)).collect(),
                    ..change.clone()
                };
                Edit::Set { record: *record, schema, changes: changes.iter().map(change).collect() }
            }
        });
    }
    Transaction { stamp: stamp(transaction.stamp), edits, ..transaction.clone() }
}

/// What happens among several tabs.
#[derive(Clone, Debug)]
pub enum Event {
    /// A tab does something.
    Act { tab: usize, step: Step },
    /// A newer version of the product does something beside a tab.
    Newer { tab: usize, seed: u64 },
    /// A transaction of another tab reaches a tab: early, late or again.
    Deliver { to: usize, which: u64 },
    /// All that is not there yet reaches a tab.
    CatchUp { to: usize },
}

/// Several tabs.
pub struct Peers {
    pub tabs: Vec<World>,
    /// All transactions, with the tab that made them.
    pub sent: Vec<(usize, Transaction)>,
    arrived: Vec<Vec<bool>>,
}

impl Peers {
    /// Tabs whose computers' clocks disagree.
    pub fn new(count: usize) -> Self {
        let mut tabs: Vec<_> = (1..=count as u64).map(World::numbered).collect();
        for (number, tab) in tabs.iter_mut().enumerate() {
            tab.now += [0, 700, -3_600_000][number % 3];
        }
        Self { tabs, sent: Vec::new(), arrived: vec![Vec::new(); count] }
    }

    pub fn tab(&mut self, tab: usize) -> &mut World {
        let count = self.tabs.len();
        &mut self.tabs[tab % count]
    }

    /// Takes note of what a tab made since.
    pub fn send(&mut self, tab: usize, transaction: Transaction) {
        let tab = tab % self.tabs.len();
        self.sent.push((tab, transaction));
        for (number, arrived) in self.arrived.iter_mut().enumerate() {
            arrived.push(number == tab);
        }
    }

    /// A tab does something, and sends it.
    pub fn act(&mut self, tab: usize, step: &Step) -> Result<(), Rejection> {
        if let Some(outcome) = self.tab(tab).take(step)? {
            self.send(tab, (*outcome.transaction).clone());
        }
        Ok(())
    }

    /// Lets a transaction reach a tab.
    pub fn deliver(&mut self, to: usize, which: usize) {
        let to = to % self.tabs.len();
        let Some((from, transaction)) = self.sent.get(which) else { return };
        let table = self.tabs[*from].portfolio().writers.clone();
        let carried = carry(transaction, &table, self.tabs[to].workspace.writers_mut());
        self.tabs[to].workspace.receive(carried);
        self.arrived[to][which] = true;
    }

    pub fn catch_up(&mut self, to: usize) {
        let to = to % self.tabs.len();
        let open: Vec<_> = (0..self.sent.len()).filter(|which| !self.arrived[to][*which]).collect();
        open.into_iter().for_each(|which| self.deliver(to, which));
    }

    /// Lets everything reach everybody.
    pub fn settle(&mut self) {
        (0..self.tabs.len()).for_each(|tab| self.catch_up(tab));
    }

    pub fn happen(&mut self, event: &Event) {
        match event {
            // A refusal changes nothing; the tests of decisions look at them.
            Event::Act { tab, step } => drop(self.act(*tab, step)),
            Event::Newer { tab, seed } => {
                if let Some(edit) = newer_edit(self.tab(*tab), *seed) {
                    let (transaction, _) = self.tab(*tab).newer(vec![edit]);
                    self.send(*tab, transaction);
                }
            }
            Event::Deliver { to, which } => {
                let count = self.sent.len().max(1) as u64;
                self.deliver(*to, (which % count) as usize);
            }
            Event::CatchUp { to } => self.catch_up(*to),
        }
    }

    /// Everything folded into an empty portfolio in the order of these numbers; some may come again.
    pub fn folded_in_order(&self, order: &[usize]) -> Visible {
        let mut portfolio = pocket_pmo::engine::portfolio::Portfolio::default();
        for which in order {
            let (from, transaction) = &self.sent[*which];
            let carried = carry(transaction, &self.tabs[*from].portfolio().writers, &mut portfolio.writers);
            portfolio.fold(&carried);
        }
        assert!(!portfolio.has_waiting(), "all that was waited for has come");
        visible(&portfolio)
    }

    /// What the fold must give, by the other way of saying it.
    pub fn expected(&self) -> Visible {
        let mut writers = Writers::default();
        let all: Vec<_> =
            self.sent.iter().map(|(from, t)| carry(t, &self.tabs[*from].portfolio().writers, &mut writers)).collect();
        super::expected::expected(all.iter(), &writers)
    }
}

/// A field or a record of a newer version, or a value that only a newer version takes.
fn newer_edit(world: &mut World, seed: u64) -> Option<Edit> {
    let next = super::values::mix(seed);
    if seed.is_multiple_of(4) {
        let mut record = Foreign::blank("forecast");
        record.meta_mut().id = world.fresh_id();
        record.put(&FieldKey::Named("horizon".into()), &Value::Int(3));
        return Some(Edit::Create(Arc::from(record)));
    }
    let mut ids: Vec<_> = world.portfolio().every().map(|record| record.meta().id).collect();
    ids.sort();
    let record = world.portfolio().record(super::values::pick(next, &ids)?)?;
    let known = super::values::mix(next) % record.schema().fields.len().max(1) as u64;
    let field = match seed % 4 {
        1 => FieldKey::Named("mood".into()),
        2 => FieldKey::Named("weather".into()),
        _ if record.schema().fields.is_empty() => FieldKey::Named("horizon".into()),
        _ => FieldKey::Known(known as u8),
    };
    let prev = record.meta().stamp_of(&field);
    let settled: Vec<_> = record.meta().others_of(&field).map(|other| other.stamp).collect();
    let settled = if seed.is_multiple_of(3) { settled } else { Vec::new() };
    let after = Value::List(vec![Value::Int((seed % 3) as i64), Value::Bool(true), Value::Null]);
    let change = Change { before: record.value(&field), after, prev, settled, field };
    Some(Edit::Set { record: record.meta().id, schema: record.schema(), changes: vec![change] })
}

/// Events among that many tabs.
pub fn events(tabs: usize, length: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        12 => (0..tabs, super::steps::step()).prop_map(|(tab, step)| Event::Act { tab, step }),
        2 => (0..tabs, any::<u64>()).prop_map(|(tab, seed)| Event::Newer { tab, seed }),
        5 => (0..tabs, any::<u64>()).prop_map(|(to, which)| Event::Deliver { to, which }),
        2 => (0..tabs).prop_map(|to| Event::CatchUp { to }),
    ];
    proptest::collection::vec(event, length)
}
