//! Undo and redo: everything can be taken back and done again, step by step with names, across a reload; and never over what
//! somebody else did since.
use crate::support;

use pocket_pmo::domain::gates::Outcome as Decision;
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::project::{Phase, State, at};
use pocket_pmo::domain::records::{GateReview, Person, Project};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::index::{BoardColumn, IndexKey};
use pocket_pmo::engine::invariants::check_invariants;
use pocket_pmo::engine::rejection::Rejection;
use pocket_pmo::engine::reviews::latest_review;
use proptest::prelude::*;
use std::sync::Arc;
use support::{Living, Peers, Step, World, cases, living, living_differences, steps};

fn text(text: &str) -> Value {
    Value::text(text)
}

const NONE: Vec<String> = Vec::new();

/// A workspace beside the list of states it went through, and where in that list it is.
struct Told {
    world: World,
    states: Vec<Living>,
    at: usize,
}

impl Told {
    fn new() -> Self {
        let world = World::new();
        Self { states: vec![living(world.portfolio())], world, at: 0 }
    }

    fn take(&mut self, step: &Step) -> Result<(), TestCaseError> {
        let labels = self.labels();
        match (step, self.world.take(step)) {
            (Step::Undo, Ok(undone)) => {
                prop_assert_eq!(&undone.map(|outcome| outcome.transaction.label.to_string()), &labels.0);
                self.at -= 1;
            }
            (Step::Redo, Ok(redone)) => {
                prop_assert_eq!(&redone.map(|outcome| outcome.transaction.label.to_string()), &labels.1);
                self.at += 1;
            }
            (Step::Undo, Err(why)) => prop_assert_eq!((self.at, labels.0), (0, None), "undo: {}", why),
            (Step::Redo, Err(why)) => {
                prop_assert_eq!((self.at + 1, labels.1), (self.states.len(), None), "redo: {}", why)
            }
            (_, Ok(Some(_))) => {
                self.states.truncate(self.at + 1);
                self.states.push(living(self.world.portfolio()));
                self.at += 1;
            }
            _ => {}
        }
        let now = living(self.world.portfolio());
        prop_assert_eq!(living_differences(&now, &self.states[self.at]), NONE, "at state {} after {:?}", self.at, step);
        prop_assert_eq!(check_invariants(self.world.portfolio()), vec![]);
        Ok(())
    }

    fn labels(&self) -> (Option<String>, Option<String>) {
        let workspace = &self.world.workspace;
        let label =
            |step: Option<&Arc<pocket_pmo::engine::transaction::Transaction>>| step.map(|t| t.label.to_string());
        (label(workspace.next_undo()), label(workspace.next_redo()))
    }

    fn reload(&mut self) -> Result<(), TestCaseError> {
        let labels = self.labels();
        let backup = std::mem::take(&mut self.world.backup);
        self.world = self.world.reloaded();
        self.world.backup = backup;
        prop_assert_eq!(self.labels(), labels, "a reload forgets no step");
        Ok(())
    }
}

proptest! {
    #![proptest_config(cases(70))]

    #[test]
    fn every_step_can_be_taken_back_and_done_again(steps in steps(1..30)) {
        let mut told = Told::new();
        for step in &steps {
            told.take(step)?;
            for again in [Step::Undo, Step::Redo] {
                told.take(&again)?;
            }
        }
    }

    #[test]
    fn all_steps_can_be_taken_back_and_done_again(steps in steps(1..40), reloads in any::<u64>()) {
        let mut told = Told::new();
        for (number, step) in steps.iter().enumerate() {
            told.take(step)?;
            if reloads >> (number % 64) & 7 == 0 {
                told.reload()?;
            }
        }
        for _ in 0..2 {
            while told.at > 0 {
                told.take(&Step::Undo)?;
            }
            told.reload()?;
            while told.at + 1 < told.states.len() {
                told.take(&Step::Redo)?;
            }
        }
    }
}

#[test]
fn a_gate_undone_is_withdrawn_and_the_project_back_in_its_place() {
    let mut world = World::new();
    let [first, apollo, last] = ["First", "Apollo", "Last"].map(|name| world.new_project(name));
    let review = world.decide(apollo, Decision::ConditionalGo);
    assert_eq!(world.column(BoardColumn::Ideas), [first, last]);
    let undone = world.undo().unwrap();
    assert_eq!(&*undone.transaction.label, "G0: Conditional go for Apollo");
    assert_eq!(
        (world.position(apollo), world.column(BoardColumn::Ideas)),
        ((Phase::Candidate, State::Active), vec![first, apollo, last])
    );
    let withdrawn = world.portfolio().get::<GateReview>(review).unwrap();
    assert!(withdrawn.is_withdrawn() && !withdrawn.meta.deleted, "it stays listed");
    assert_eq!((&*withdrawn.withdrawn.by, withdrawn.withdrawn.at.0), ("User 1", world.now));
    assert_eq!(world.portfolio().ids(IndexKey::reviews(apollo)), [review]);
    let decider = withdrawn.deciders[0].unwrap().id;
    let named = (world.portfolio().called(decider), world.portfolio().called_in(withdrawn, decider));
    assert_eq!(named, ("Ada Lovelace (deleted)".to_owned(), "Ada Lovelace".to_owned()), "made and unmade with it");
    assert_eq!((world.conditions(apollo).len(), world.portfolio().all::<Person>().count()), (0, 0));
    world.redo().unwrap();
    assert!(!world.portfolio().get::<GateReview>(review).unwrap().is_withdrawn());
    assert_eq!((world.position(apollo).0, world.conditions(apollo).len()), (Phase::Initiation, 1));
}

/// Two tabs that both have a project.
fn two_tabs() -> (Peers, Id) {
    let mut peers = Peers::new(2);
    peers.act(0, &Step::NewProject(1)).unwrap();
    peers.settle();
    peers.tabs[1].now = peers.tabs[0].now;
    let id = peers.sent[0].1.edits[0].record();
    (peers, id)
}

/// A tab carries out a command, and everybody hears of it.
fn act(peers: &mut Peers, tab: usize, command: &Command) {
    let made = peers.tabs[tab].dispatch(command).unwrap().transaction;
    peers.send(tab, (*made).clone());
    peers.settle();
}

fn rename(id: Id, name: &str) -> Command {
    Command::Change { record: id, fields: vec![(at::name, text(name))] }
}

#[test]
fn what_another_tab_changed_since_is_not_overwritten() {
    let (mut peers, id) = two_tabs();
    act(&mut peers, 0, &rename(id, "Artemis"));
    act(&mut peers, 1, &rename(id, "Athena"));
    let refused = peers.tabs[0].undo().err().unwrap();
    let sentence = "“Change name of Project 1” cannot be undone or redone: Name of Athena was changed since. \
                    Change it by hand instead.";
    assert_eq!(refused.to_string(), sentence);
    assert_eq!(&*peers.tabs[0].project(id).name, "Athena");
    assert_eq!(&*peers.tabs[0].workspace.next_undo().unwrap().label, "Add project Project 1", "the step is given up");
    act(&mut peers, 0, &Command::Delete { records: vec![id] });
    act(&mut peers, 1, &Command::Restore { records: vec![id] });
    let refused = peers.tabs[0].undo().err().unwrap().to_string();
    assert!(refused.contains("redone: Athena was changed since"), "{refused}");
}

#[test]
fn taking_back_ones_own_value_settles_no_race() {
    let (mut peers, id) = two_tabs();
    peers.tabs[0].now += 10_000;
    for (tab, name) in [(1, "Athena"), (0, "Artemis")] {
        let made = peers.tabs[tab].rename(id, name).transaction;
        peers.send(tab, (*made).clone());
    }
    peers.settle();
    assert_eq!(&*peers.tabs[0].project(id).name, "Artemis");
    peers.act(0, &Step::Undo).unwrap();
    peers.settle();
    for tab in &peers.tabs {
        assert_eq!((&*tab.project(id).name, tab.others(id, at::name)), ("Project 1", vec![text("Athena")]));
    }
}

#[test]
fn a_step_that_another_tab_took_back_can_be_done_again_here() {
    let (mut peers, id) = two_tabs();
    act(&mut peers, 0, &rename(id, "Artemis"));
    act(&mut peers, 1, &Command::Change { record: id, fields: vec![(at::summary, text("To the moon"))] });
    // A third tab that opened later has inherited all steps, and takes back two of them.
    let mut third = peers.tabs[0].reloaded();
    let labels = ["Change summary of Artemis", "Change name of Project 1"];
    for label in labels {
        assert_eq!(&*third.workspace.next_undo().unwrap().label, label);
        let undone = third.undo().unwrap().transaction;
        for tab in &mut peers.tabs {
            let table = third.portfolio().writers.clone();
            let carried = support::carry(&undone, &table, tab.workspace.writers_mut());
            tab.workspace.receive(carried);
        }
    }
    let first = &mut peers.tabs[0];
    assert_eq!(&*first.workspace.next_undo().unwrap().label, "Add project Project 1");
    assert_eq!(&*first.workspace.next_redo().unwrap().label, "Change name of Project 1");
    first.redo().unwrap();
    assert_eq!(&*first.project(id).name, "Artemis");
}

#[test]
fn steps_of_two_tabs_between_each_other_are_told_apart_after_a_reload() {
    let (mut peers, id) = two_tabs();
    act(&mut peers, 0, &rename(id, "Artemis"));
    act(&mut peers, 1, &Command::Change { record: id, fields: vec![(at::summary, text("To the moon"))] });
    peers.act(0, &Step::Undo).unwrap();
    peers.settle();
    let mut world = peers.tabs[1].reloaded();
    assert_eq!(&*world.workspace.next_undo().unwrap().label, "Change summary of Artemis");
    assert_eq!(&*world.workspace.next_redo().unwrap().label, "Change name of Project 1");
    world.undo().unwrap();
    world.redo().unwrap();
    world.redo().unwrap();
    assert_eq!((&*world.project(id).name, &*world.project(id).summary), ("Artemis", "To the moon"));
}

#[test]
fn a_person_whom_others_have_come_to_refer_to_stays() {
    let (mut peers, id) = two_tabs();
    act(&mut peers, 0, &Command::Change { record: id, fields: vec![(at::lead, text("Ada"))] });
    let fields = vec![(at::name, text("Gemini")), (at::lead, text("ada"))];
    act(&mut peers, 1, &Command::Create { schema: Project::SCHEMA, fields });
    peers.act(0, &Step::Undo).unwrap();
    peers.settle();
    let tab = &peers.tabs[1];
    let gemini = tab.portfolio().all::<Project>().find(|project| &*project.name == "Gemini").unwrap();
    assert_eq!(&*tab.portfolio().follow(gemini.lead).unwrap().name, "Ada");
    assert_eq!(tab.project(id).lead, None);
}

#[test]
fn a_code_taken_meanwhile_keeps_a_deletion_from_being_undone() {
    let (mut peers, id) = two_tabs();
    act(&mut peers, 0, &Command::Delete { records: vec![id] });
    let fields = vec![(at::name, text("Gemini")), (at::code, text("p-001"))];
    act(&mut peers, 1, &Command::Create { schema: Project::SCHEMA, fields });
    let refused = peers.tabs[0].undo().err().unwrap();
    assert_eq!(refused, Rejection::CodeInUse { code: "P-001".to_owned(), project: "Gemini".to_owned() });
}

fn review(peers: &mut Peers, tab: usize, id: Id, decision: Decision) {
    let proposal = peers.tabs[tab].proposal(id, decision);
    act(peers, tab, &Command::act(proposal));
}

#[test]
fn a_gate_that_a_later_review_builds_on_is_not_undone() {
    let (mut peers, id) = two_tabs();
    review(&mut peers, 0, id, Decision::Recycle);
    // The other tab's clock is an hour slow: its ids sort before, its stamps do not.
    peers.tabs[1].now -= 3_600_000;
    review(&mut peers, 1, id, Decision::Recycle);
    let latest = latest_review(peers.tabs[0].portfolio(), id).unwrap().meta.id;
    assert_eq!(
        latest,
        peers.sent[2].1.edits.iter().map(|e| e.record()).min().unwrap(),
        "the one decided in sight of the other"
    );
    assert_eq!(peers.tabs[0].undo().err(), Some(Rejection::BuiltUpon));
    peers.act(1, &Step::Undo).unwrap();
    assert_eq!(check_invariants(peers.tabs[1].portfolio()), vec![]);
}

#[test]
fn a_gate_is_not_done_again_under_a_review_held_meanwhile() {
    let (mut peers, id) = two_tabs();
    review(&mut peers, 0, id, Decision::Go);
    peers.act(0, &Step::Undo).unwrap();
    peers.settle();
    review(&mut peers, 1, id, Decision::Recycle);
    assert!(matches!(peers.tabs[0].redo().err(), Some(Rejection::BuiltUpon | Rejection::ChangedSince { .. })));
    assert_eq!(peers.tabs[0].position(id), (Phase::Candidate, State::Active));
    assert_eq!(check_invariants(peers.tabs[0].portfolio()), vec![]);
}

#[test]
fn undo_reaches_as_far_as_the_history() {
    let mut world = World::new();
    let apollo = world.new_project("Apollo");
    for number in 0..1_000 {
        world.rename(apollo, &format!("Apollo {number}"));
    }
    for mut world in [world.reloaded(), world] {
        let mut count = 0;
        while world.undo().is_ok() {
            count += 1;
        }
        assert_eq!((count, living(world.portfolio()).len()), (1_001, 0), "also after a reload");
        for _ in 0..1_001 {
            world.redo().unwrap();
        }
        assert_eq!(&*world.project(apollo).name, "Apollo 999");
    }
}
