//! One tab: a workspace with its clock, its ids and its user.

use super::day;
use super::proposals::complete;
use pocket_pmo::domain::date::{Date, Moment};
use pocket_pmo::domain::field::Prose;
use pocket_pmo::domain::gates::Outcome as Decision;
use pocket_pmo::domain::id::{Id, WriterId};
use pocket_pmo::domain::record::{FieldKey, RecordType};
use pocket_pmo::domain::records::project::{self, Phase, State};
use pocket_pmo::domain::records::{GateCondition, GateReview, Project};
use pocket_pmo::domain::schema::Schema;
use pocket_pmo::domain::stamp::{ClockTime, Stamp};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::{Command, Fields, GateProposal};
use pocket_pmo::engine::decide::CloseCondition;
use pocket_pmo::engine::fold::Touched;
use pocket_pmo::engine::index::{BoardColumn, IndexKey};
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::engine::rejection::Rejection;
use pocket_pmo::engine::transaction::{Author, Edit, Purpose, Transaction};
use pocket_pmo::engine::workspace::{Outcome, Surroundings, Workspace};
use std::sync::Arc;

/// 2026-11-22 at noon.
const NOON: i64 = 1_795_348_800_000;

/// What a record was before a backup was made of it.
pub type Backup = Vec<Arc<dyn pocket_pmo::domain::record::Record>>;

/// One tab.
pub struct World {
    pub workspace: Workspace,
    /// The computer's clock in milliseconds; every change moves it on by a second.
    pub now: i64,
    pub author: Author,
    pub backup: Backup,
    number: u64,
    ids: u64,
    newer_seq: u32,
}

impl World {
    /// The only tab.
    pub fn new() -> Self {
        Self::numbered(1)
    }

    /// One of several tabs, by a number from 1 that makes its ids and its writer its own.
    pub fn numbered(number: u64) -> Self {
        let workspace = Workspace::new(Portfolio::default(), WriterId(number * 1_000), Vec::new());
        Self::around(workspace, number)
    }

    fn around(workspace: Workspace, number: u64) -> Self {
        let author = Author { name: format!("User {number}").as_str().into() };
        Self { workspace, now: NOON, author, backup: Vec::new(), number, ids: 0, newer_seq: 0 }
    }

    /// The same workspace after a reload: all that is left is the history.
    pub fn reloaded(&self) -> Self {
        let mut portfolio = Portfolio::default();
        let from = &self.portfolio().writers;
        let history: Vec<_> =
            self.workspace.history().iter().map(|t| super::carry(t, from, &mut portfolio.writers)).collect();
        history.iter().for_each(|transaction| drop(portfolio.fold(transaction)));
        let writer = WriterId(self.number * 1_000 + 1 + self.ids);
        let workspace = Workspace::new(portfolio, writer, history.into_iter().map(Arc::new).collect());
        Self { now: self.now, ids: self.ids + 1, ..Self::around(workspace, self.number) }
    }

    pub fn portfolio(&self) -> &Portfolio {
        self.workspace.portfolio()
    }

    pub fn today(&self) -> Date {
        Date::of_moment(Moment(self.now))
    }

    /// Calls one of the workspace's verbs with the surroundings of this world.
    fn surrounded<T>(&mut self, call: impl FnOnce(&mut Workspace, &mut Surroundings) -> T) -> T {
        self.now += 1_000;
        let (now, number, today) = (self.now, self.number, self.today());
        let ids = &mut self.ids;
        let mut new_id = || {
            *ids += 1;
            Id(((now as u64) << 22) | (number << 14) | *ids)
        };
        let author = self.author.clone();
        call(&mut self.workspace, &mut Surroundings { now: Moment(now), today, author, new_id: &mut new_id })
    }

    pub fn dispatch(&mut self, command: &Command) -> Result<Outcome, Rejection> {
        self.surrounded(|workspace, around| workspace.dispatch(command, around, &mut |_, _| Ok(())))
    }

    pub fn undo(&mut self) -> Result<Outcome, Rejection> {
        self.surrounded(|workspace, around| workspace.undo(around, &mut |_, _| Ok(())))
    }

    pub fn redo(&mut self) -> Result<Outcome, Rejection> {
        self.surrounded(|workspace, around| workspace.redo(around, &mut |_, _| Ok(())))
    }

    /// Dispatches a command whose storage is full.
    pub fn dispatch_unkept(&mut self, command: &Command) -> Result<Outcome, Rejection> {
        let mut refuse = |_: &Transaction, _: &Portfolio| Err(Rejection::NotPossible { reason: "Storage is full." });
        self.surrounded(|workspace, around| workspace.dispatch(command, around, &mut refuse))
    }

    /// A change that a newer version of the product makes beside this tab, with edits that no command here makes.
    pub fn newer(&mut self, edits: Vec<Edit>) -> (Transaction, Touched) {
        self.newer_seq += 1;
        let writer = self.workspace.writers_mut().intern(WriterId(self.number * 1_000 + 900));
        let last = self.workspace.history().iter().map(|t| t.stamp.time.0).max().unwrap_or(0);
        let stamp = Stamp { time: ClockTime(last + 1), writer };
        let edits = edits.into_iter().map(|edit| match edit {
            Edit::Create(record) => {
                let mut record = record.copy();
                record.meta_mut().stamp = stamp;
                Edit::Create(Arc::from(record))
            }
            set => set,
        });
        let transaction = Transaction {
            stamp,
            seq: self.newer_seq,
            author: Author::default(),
            label: "Something newer".into(),
            purpose: Purpose::Do,
            edits: edits.collect(),
        };
        let touched = self.workspace.receive(transaction.clone());
        (transaction, touched)
    }

    pub fn fresh_id(&mut self) -> Id {
        self.ids += 1;
        Id(((self.now as u64) << 22) | (self.number << 14) | self.ids)
    }
}

/// Verbs in the users' words. Each panics where the workspace refuses.
impl World {
    pub fn create(&mut self, schema: &'static Schema, fields: Fields) -> Id {
        let made = self.dispatch(&Command::Create { schema, fields }).expect("created");
        made.transaction.edits.last().expect("an edit").record()
    }

    pub fn new_project(&mut self, name: &str) -> Id {
        self.create(Project::SCHEMA, vec![(project::at::name, Value::text(name))])
    }

    pub fn project(&self, id: Id) -> &Project {
        self.portfolio().get(id).expect("a project")
    }

    pub fn position(&self, id: Id) -> (Phase, State) {
        let project = self.project(id);
        (project.phase, project.state)
    }

    pub fn change(&mut self, record: Id, field: u8, value: Value) -> Outcome {
        self.dispatch(&Command::Change { record, fields: vec![(field, value)] }).expect("changed")
    }

    pub fn rename(&mut self, project: Id, name: &str) -> Outcome {
        self.change(project, project::at::name, Value::text(name))
    }

    pub fn delete(&mut self, record: Id) -> Outcome {
        self.dispatch(&Command::Delete { records: vec![record] }).expect("deleted")
    }

    pub fn restore(&mut self, record: Id) -> Outcome {
        self.dispatch(&Command::Restore { records: vec![record] }).expect("restored")
    }

    pub fn move_after(&mut self, project: Id, after: Option<Id>) -> Result<Outcome, Rejection> {
        self.dispatch(&Command::MoveOnBoard { project, after, fields: Vec::new() })
    }

    /// A proposal for the next gate that gives all that the decision demands.
    pub fn proposal(&self, project: Id, decision: Decision) -> GateProposal {
        complete(self.project(project), decision)
    }

    pub fn propose(&mut self, proposal: GateProposal) -> Result<Outcome, Rejection> {
        self.dispatch(&Command::act(proposal))
    }

    /// Holds the next gate with that decision; gives the review's id.
    pub fn decide(&mut self, project: Id, decision: Decision) -> Id {
        let made = self.propose(self.proposal(project, decision)).expect("decided");
        let reviews = made.transaction.edits.iter().map(Edit::record);
        reviews.into_iter().find(|id| self.portfolio().get::<GateReview>(*id).is_some()).expect("a review")
    }

    pub fn go(&mut self, project: Id) -> Id {
        self.decide(project, Decision::Go)
    }

    pub fn close_condition(&mut self, condition: Id) -> Outcome {
        let command = Command::act(CloseCondition { condition, on: self.today(), note: Prose::from("Done") });
        self.dispatch(&command).expect("closed")
    }

    pub fn conditions(&self, project: Id) -> Vec<&GateCondition> {
        let ids = self.portfolio().ids(IndexKey::conditions(project));
        ids.into_iter().filter_map(|id| self.portfolio().get(id)).collect()
    }

    pub fn column(&self, column: BoardColumn) -> Vec<Id> {
        self.portfolio().ids(IndexKey::Column(column))
    }

    pub fn others(&self, record: Id, field: u8) -> Vec<Value> {
        let record = self.portfolio().record(record).expect("a record");
        record.meta().others_of(&FieldKey::Known(field)).map(|other| other.value.clone()).collect()
    }
}

/// The day of the proposals.
pub fn held_on() -> Date {
    day("2026-11-20")
}
