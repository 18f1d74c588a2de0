//! The decisions page before it is drawn: gates due, decisions that wait, open conditions, and the log, which is a query over gate
//! reviews and decisions without copies. Must not know how it is drawn.

use super::format;
use super::project::due_words;
use crate::domain::date::{Date, Zone};
use crate::domain::gates::Gate;
use crate::domain::id::{Id, Ref};
use crate::domain::records::decision::DecisionState;
use crate::domain::records::{Decision, GateCondition, GateReview, Person, Project};
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;

/// A gate that is due.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GateDue {
    /// The project.
    pub project: Id,
    /// Its name.
    pub name: String,
    /// Its code.
    pub code: String,
    /// "G2" or "Resume review".
    pub gate: &'static str,
    /// What the gate decides: "planning to execution".
    pub border: &'static str,
    /// "due 2 Dec, in 3 days", or that no day is set.
    pub due: String,
    /// Whether its day has passed.
    pub is_overdue: bool,
}

/// The next gate of every project that has one, by day; those without a day last.
pub fn gates_due(portfolio: &Portfolio, today: Date) -> Vec<GateDue> {
    let next = |project: &Project| Gate::next_for(project.phase, project.state);
    let mut all: Vec<(Gate, &Project)> =
        portfolio.all::<Project>().filter_map(|project| next(project).map(|gate| (gate, project))).collect();
    crate::domain::sorting::sort_by(&mut all, |a, b| {
        (a.1.next_gate_on.is_none(), a.1.next_gate_on).cmp(&(b.1.next_gate_on.is_none(), b.1.next_gate_on))
    });
    let due = |(gate, project): (Gate, &Project)| {
        let (words, is_overdue) = due_words(project.next_gate_on, today);
        GateDue {
            project: project.meta.id,
            name: project.name.to_string(),
            code: project.code.to_string(),
            gate: gate.label(),
            border: gate.border(),
            due: if project.next_gate_on.is_none() { "no day set".to_owned() } else { words },
            is_overdue,
        }
    };
    all.into_iter().map(due).collect()
}

/// A condition that is open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Owed {
    /// The condition.
    pub id: Id,
    /// What is owed.
    pub text: String,
    /// The project.
    pub project: Option<Id>,
    /// Its name.
    pub name: String,
    /// Who owes it.
    pub owner: String,
    /// Until when, in words.
    pub due: String,
    /// Whether that is over.
    pub is_overdue: bool,
}

/// All open conditions, by day.
pub fn owed(portfolio: &Portfolio, today: Date) -> Vec<Owed> {
    let ids = portfolio.ids(IndexKey::OpenConditions);
    let mut all: Vec<&GateCondition> = ids.into_iter().filter_map(|id| portfolio.get(id)).collect();
    crate::domain::sorting::sort_by(&mut all, |a, b| a.due.cmp(&b.due));
    let owed = |own: &GateCondition| {
        let (due, is_overdue) = due_words(own.due, today);
        let project = portfolio.follow(own.project);
        Owed {
            id: own.meta.id,
            text: own.text.to_string(),
            project: project.map(|project| project.meta.id),
            name: project.map(|project| project.name.to_string()).unwrap_or_default(),
            owner: name_of(portfolio, own.owner),
            due,
            is_overdue,
        }
    };
    all.into_iter().map(owed).collect()
}

/// A decision that waits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// The decision.
    pub id: Id,
    /// "D-3".
    pub number: String,
    /// What is to be decided.
    pub question: String,
    /// "needed" or "prepared".
    pub state: &'static str,
    /// With whom it is.
    pub decider: String,
    /// How long it has waited: "9 days"; empty on the first day.
    pub age: String,
    /// Until when it is needed, in words; empty if nobody said.
    pub due: String,
    /// Whether that is over.
    pub is_overdue: bool,
}

/// Whether a decision waits to be taken.
pub fn waits(own: &Decision) -> bool {
    matches!(own.state, DecisionState::Needed | DecisionState::Prepared | DecisionState::Reopened)
}

/// All decisions that wait, the oldest first.
pub fn waiting(portfolio: &Portfolio, today: Date, zone: Zone) -> Vec<Waiting> {
    let waiting = |own: &Decision| {
        let since = own.meta.stamp.moment().day(zone);
        let (due, is_overdue) = own.due.map_or_else(Default::default, |due| due_words(Some(due), today));
        Waiting {
            id: own.meta.id,
            number: number(own),
            question: own.question.to_string(),
            state: own.state.label(),
            decider: name_of(portfolio, own.decider),
            age: match usize::try_from(today.days_since(since)) {
                Ok(days @ 1..) => format::count(days, "day"),
                _ => String::new(),
            },
            due,
            is_overdue,
        }
    };
    portfolio.all::<Decision>().filter(|own| waits(own)).map(waiting).collect()
}

/// "D-3".
pub fn number(own: &Decision) -> String {
    ["D-", &own.number.0.to_string()].concat()
}

/// The number of the next decision.
pub fn next_number(portfolio: &Portfolio) -> i64 {
    portfolio.all::<Decision>().map(|own| own.number.0).max().unwrap_or_default() + 1
}

/// What an entry of the log is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// A gate review of this project.
    Gate(Id),
    /// This decision.
    Decision(Id),
}

/// A decision that was taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogEntry {
    /// Where it stands in full.
    pub source: Source,
    /// On which day; none if nobody said.
    pub on: Option<Date>,
    /// Day in words.
    pub day: String,
    /// "G2, Electric ferry pilot" or "D-3, Which supplier?".
    pub title: String,
    /// What was decided.
    pub outcome: String,
    /// Who decided.
    pub who: String,
    /// Why.
    pub why: String,
    /// "withdrawn", "superseded" or empty.
    pub mark: &'static str,
}

/// The log, newest first: those entries in which every word of `query` occurs.
pub fn log(portfolio: &Portfolio, query: &str) -> Vec<LogEntry> {
    let gates = portfolio.all::<GateReview>().map(|own| gate_entry(portfolio, own));
    let decisions = portfolio.all::<Decision>().filter(|own| !waits(own)).map(|own| decision_entry(portfolio, own));
    let query = query.to_lowercase();
    let fits = |entry: &LogEntry| {
        let text = [&entry.title, " ", &entry.outcome, " ", &entry.who, " ", &entry.why, " ", &entry.day].concat();
        let text = text.to_lowercase();
        query.split_whitespace().all(|word| text.contains(word))
    };
    let mut all: Vec<LogEntry> = gates.chain(decisions).filter(fits).collect();
    crate::domain::sorting::sort_by(&mut all, |a, b| b.on.cmp(&a.on));
    all
}

fn gate_entry(portfolio: &Portfolio, own: &GateReview) -> LogEntry {
    let project = portfolio.follow(own.project);
    let name = project.map(|project| project.name.to_string()).unwrap_or_else(|| "a deleted project".to_owned());
    let who = own.deciders.iter().map(|person| name_of(portfolio, *person)).filter(|name| !name.is_empty());
    LogEntry {
        source: Source::Gate(own.project.map(|project| project.id).unwrap_or(own.meta.id)),
        on: own.held_on,
        day: own.held_on.map(format::full_day).unwrap_or_default(),
        title: [own.gate.label(), ", ", &name].concat(),
        outcome: own.outcome.label().to_owned(),
        who: who.collect::<Vec<_>>().join(", "),
        why: own.reasons.to_string(),
        mark: if own.is_withdrawn() { "withdrawn" } else { "" },
    }
}

fn decision_entry(portfolio: &Portfolio, own: &Decision) -> LogEntry {
    LogEntry {
        source: Source::Decision(own.meta.id),
        on: own.decided_on,
        day: own.decided_on.map(format::full_day).unwrap_or_default(),
        title: [&number(own), ", ", &*own.question].concat(),
        outcome: own.choice.to_string(),
        who: name_of(portfolio, own.decider),
        why: own.reasons.to_string(),
        mark: if own.state == DecisionState::Superseded { "superseded" } else { "" },
    }
}

fn name_of(portfolio: &Portfolio, person: Option<Ref<Person>>) -> String {
    portfolio.called_if(person.map(|person| person.id))
}
