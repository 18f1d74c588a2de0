//! Owns what a large portfolio has in its registers: of each project 20 entries of RAID, 5 change requests and the status reports
//! of 12 months.

use super::{AREAS, Maker, NOUNS, THINGS, VERBS};
use pocket_pmo::domain::field::Bounded;
use pocket_pmo::domain::id::{Id, Ref};
use pocket_pmo::domain::money::{Currency, Money};
use pocket_pmo::domain::records::action::ActionState;
use pocket_pmo::domain::records::assumption::AssumptionState;
use pocket_pmo::domain::records::change_request::{ChangeKind, ChangeState};
use pocket_pmo::domain::records::dependency::DependencyState;
use pocket_pmo::domain::records::issue::{IssueKind, IssueState};
use pocket_pmo::domain::records::project::{ConstraintStatus, Rag};
use pocket_pmo::domain::records::risk::{ResponseType, RiskKind, RiskState};
use pocket_pmo::domain::records::status_report::{FrozenLine, ReportState};
use pocket_pmo::domain::records::{
    Action, Assumption, ChangeRequest, Dependency, Issue, Person, Project, Risk, StatusReport,
};

/// Adds to each project what its manager keeps.
pub fn add(maker: &mut Maker, projects: &[Id], people: &[Id]) {
    for (number, id) in projects.iter().enumerate() {
        let mut of = Of { maker, people, project: Some(Ref::new(*id)), number };
        (0..8).for_each(|entry| of.risk(entry));
        (0..3).for_each(|entry| of.assumption(entry));
        (0..4).for_each(|entry| of.issue(entry));
        (0..3).for_each(|entry| of.action(entry));
        (0..2).for_each(|entry| of.dependency(entry, projects));
        (0..5).for_each(|entry| of.change(entry));
        (0..12).for_each(|month| of.report(month));
    }
}

/// One project while its registers are filled.
struct Of<'a> {
    maker: &'a mut Maker,
    people: &'a [Id],
    project: Option<Ref<Project>>,
    number: usize,
}

impl Of<'_> {
    fn words(&mut self) -> String {
        format!("{} {}", self.maker.numbers.one_of(&VERBS), self.maker.numbers.one_of(&NOUNS))
    }

    fn one_of<T: Copy + Default>(&mut self, list: &[T]) -> T {
        list.get(self.maker.numbers.below(list.len())).copied().unwrap_or_default()
    }

    fn person(&mut self) -> Option<Ref<Person>> {
        self.people.get(self.maker.numbers.below(self.people.len())).map(|id| Ref::new(*id))
    }

    fn class(&mut self) -> Option<Bounded<1, 5>> {
        Some(Bounded(1 + self.maker.numbers.below(5) as i64))
    }

    fn amount(&mut self) -> Option<Money> {
        let minor = (1 + self.maker.numbers.below(400) as i64) * 50_000;
        Currency::parse("EUR").map(|currency| Money { minor, currency })
    }

    fn risk(&mut self, entry: usize) {
        let risk = Risk {
            event: format!("{} late: {}", self.maker.numbers.one_of(&AREAS), self.words()).as_str().into(),
            number: Bounded((self.number * 8 + entry + 1) as i64),
            project: self.project,
            kind: if entry == 7 { RiskKind::Opportunity } else { RiskKind::Threat },
            state: self.one_of(&[RiskState::Open, RiskState::Open, RiskState::Open, RiskState::Closed]),
            cause: "One supplier only.".into(),
            effect: "The next berth waits.".into(),
            raised_on: self.maker.day(-200, 190),
            probability: self.class(),
            impact_time: self.class(),
            impact_cost: self.class(),
            residual_probability: self.class(),
            residual_impact: self.class(),
            amount: self.amount(),
            response: Some(ResponseType::Reduce),
            owner: self.person(),
            review_on: self.maker.day(-20, 90),
            ..Risk::default()
        };
        self.maker.add(risk);
    }

    fn assumption(&mut self, _entry: usize) {
        let assumption = Assumption {
            text: format!("The {} is there in time to {}", self.maker.numbers.one_of(&THINGS), self.words())
                .as_str()
                .into(),
            project: self.project,
            state: self.one_of(&[AssumptionState::Open, AssumptionState::Confirmed]),
            confidence: self.class(),
            validate_by: self.maker.day(-20, 90),
            owner: self.person(),
            ..Assumption::default()
        };
        self.maker.add(assumption);
    }

    fn issue(&mut self, entry: usize) {
        let issue = Issue {
            title: format!("Nobody can {}", self.words()).as_str().into(),
            number: Bounded((self.number * 4 + entry + 1) as i64),
            project: self.project,
            kind: IssueKind::Problem,
            state: self.one_of(&[IssueState::Open, IssueState::InWork, IssueState::Closed]),
            priority: self.class(),
            severity: self.class(),
            raised_on: self.maker.day(-200, 190),
            owner: self.person(),
            due: self.maker.day(-20, 90),
            ..Issue::default()
        };
        self.maker.add(issue);
    }

    fn action(&mut self, _entry: usize) {
        let action = Action {
            text: self.words().as_str().into(),
            project: self.project,
            owner: self.person(),
            due: self.maker.day(-20, 90),
            state: self.one_of(&[ActionState::Open, ActionState::Done]),
            ..Action::default()
        };
        self.maker.add(action);
    }

    /// From a project before: so that there is no ring.
    fn dependency(&mut self, entry: usize, projects: &[Id]) {
        let Some(giver) = self.number.checked_sub(entry + 1).and_then(|at| projects.get(at)) else { return };
        let dependency = Dependency {
            what: format!("The {} handed over", self.maker.numbers.one_of(&THINGS)).as_str().into(),
            giver: Some(Ref::new(*giver)),
            receiver: self.project,
            state: self.one_of(&[DependencyState::Proposed, DependencyState::Agreed]),
            needed_on: self.maker.day(10, 200),
            promised_on: self.maker.day(0, 200),
            criticality: self.class(),
            ..Dependency::default()
        };
        self.maker.add(dependency);
    }

    fn change(&mut self, entry: usize) {
        let change = ChangeRequest {
            title: self.words().as_str().into(),
            number: Bounded((entry + 1) as i64),
            project: self.project,
            kind: self.one_of(&[ChangeKind::Scope, ChangeKind::Time, ChangeKind::Cost]),
            state: self.one_of(&[
                ChangeState::Draft,
                ChangeState::Submitted,
                ChangeState::Rejected,
                ChangeState::Deferred,
            ]),
            reason: "The terminal asked for it.".into(),
            raised_on: self.maker.day(-200, 190),
            days: Some(Bounded(self.maker.numbers.below(40) as i64)),
            cost: self.amount(),
            do_nothing: "The old way goes on.".into(),
            due: self.maker.day(-20, 90),
            ..ChangeRequest::default()
        };
        self.maker.add(change);
    }

    fn report(&mut self, month: i64) {
        let to = self.maker.today.plus_days(-30 * month - 5);
        let status = |rag: Option<Rag>| ConstraintStatus { rag, on: Some(to), note: "As planned.".into() };
        let rag = self.one_of(&[Some(Rag::Green), Some(Rag::Green), Some(Rag::Amber), Some(Rag::Red)]);
        let line =
            |section: &str, text: &str| FrozenLine { section: section.into(), text: text.into(), source: "".into() };
        let report = StatusReport {
            title: format!("Status report of {to}").as_str().into(),
            project: self.project,
            from: Some(to.plus_days(-29)),
            to: Some(to),
            state: ReportState::Published,
            schedule: status(rag),
            cost: status(Some(Rag::Green)),
            scope: status(Some(Rag::Green)),
            risk: status(rag),
            forecast_finish: self.maker.day(30, 300),
            done: "The berth was measured, two crews were trained.".into(),
            next: "The contract is agreed with the yard.".into(),
            submitted_on: Some(to),
            checked_by: "Ada Lovelace".into(),
            published_on: Some(to),
            frozen: vec![line("Milestones", "Berth handed over, due in March"), line("Risks", "The yard is late (12)")],
            ..StatusReport::default()
        };
        self.maker.add(report);
    }
}
