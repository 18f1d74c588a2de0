//! The decisions page before it is drawn: gates due, decisions that wait, open conditions, and the log, which is a query over gate
//! reviews and decisions without copies. Must not know how it is drawn.

use super::format;
use super::gate_records::lacks;
use super::project::due_words;
use crate::domain::date::{Date, Zone};
use crate::domain::gates::Gate;
use crate::domain::id::{Id, Ref};
use crate::domain::letters::has_words;
use crate::domain::records::change_request::ChangeState;
use crate::domain::records::decision::{self, DecisionState};
use crate::domain::records::{Body, ChangeRequest, Decision, GateCondition, GateReview, Person, Project};
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
    /// When it is.
    pub when: When,
    /// What it still lacks: "2 of 9 deliverables missing: ..."; empty if nothing, or nobody keeps them.
    pub lacks: String,
}

/// When a gate is due.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum When {
    /// Its day has passed.
    Overdue,
    /// Within the next days that a sitting looks at.
    Soon,
    /// After them.
    Later,
    /// Nobody has set a day.
    Unset,
}

impl When {
    /// All of them in order.
    pub const ALL: [Self; 4] = [Self::Overdue, Self::Soon, Self::Later, Self::Unset];

    /// Heading of the gates that are due then.
    pub fn title(self) -> &'static str {
        match self {
            Self::Overdue => "Overdue",
            Self::Soon => "Next 30 days",
            Self::Later => "Later",
            Self::Unset => "Without a day",
        }
    }

    fn of(on: Option<Date>, today: Date) -> Self {
        match on.map(|on| on.days_since(today)) {
            None => Self::Unset,
            Some(..0) => Self::Overdue,
            Some(0..=SOON) => Self::Soon,
            Some(_) => Self::Later,
        }
    }
}

/// Days that count as soon.
const SOON: i64 = 30;

/// Those gates in whose project, code or gate every word of `query` occurs.
pub fn gates_with(gates: &[GateDue], query: &str) -> Vec<GateDue> {
    let query = query.to_lowercase();
    let fits = |gate: &&GateDue| {
        let text = [&gate.name, " ", &gate.code, " ", gate.gate, " ", gate.border].concat().to_lowercase();
        query.split_whitespace().all(|word| text.contains(word))
    };
    gates.iter().filter(fits).cloned().collect()
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
        let (words, _) = due_words(project.next_gate_on, today);
        GateDue {
            project: project.meta.id,
            name: project.name.to_string(),
            code: project.code.to_string(),
            gate: gate.label(),
            border: gate.border(),
            due: if project.next_gate_on.is_none() { "no day set".to_owned() } else { words },
            when: When::of(project.next_gate_on, today),
            lacks: lacks(portfolio, project, today),
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
    let mut all: Vec<&GateCondition> = portfolio.open().collect();
    crate::domain::sorting::sort_by(&mut all, |a, b| a.due.cmp(&b.due));
    let owed = |condition: &GateCondition| {
        let (due, is_overdue) = due_words(condition.due, today);
        let project = portfolio.follow(condition.project);
        Owed {
            id: condition.meta.id,
            text: condition.text.to_string(),
            project: project.map(|project| project.meta.id),
            name: project.map(|project| project.name.to_string()).unwrap_or_default(),
            owner: name_of(portfolio, condition.owner),
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
    /// The project or programme that it is about; empty if none.
    pub about: String,
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

/// All decisions that wait, the oldest first.
pub fn waiting(portfolio: &Portfolio, today: Date, zone: Zone) -> Vec<Waiting> {
    waiting_of(portfolio, portfolio.open().collect(), today, zone)
}

fn waiting_of(portfolio: &Portfolio, open: Vec<&Decision>, today: Date, zone: Zone) -> Vec<Waiting> {
    let waiting = |decision: &Decision| {
        let since = decision.meta.stamp.moment().day(zone);
        let (due, is_overdue) = decision.due.map_or_else(Default::default, |due| due_words(Some(due), today));
        Waiting {
            id: decision.meta.id,
            number: number(decision),
            question: decision.question.to_string(),
            about: about(portfolio, decision),
            state: decision.state.label(),
            decider: deciders(portfolio, decision),
            age: match usize::try_from(today.days_since(since)) {
                Ok(days @ 1..) => format::count(days, "day"),
                _ => String::new(),
            },
            due,
            is_overdue,
        }
    };
    open.into_iter().map(waiting).collect()
}

/// The decisions about a project: those that wait, then those taken, the latest first.
pub fn decisions_about(portfolio: &Portfolio, project: Id, today: Date, zone: Zone) -> (Vec<Waiting>, Vec<LogEntry>) {
    let about = portfolio.related::<Decision>(decision::at::project, project);
    let (waiting, taken): (Vec<&Decision>, Vec<&Decision>) = about.partition(|decision| decision.waits());
    let waiting = waiting_of(portfolio, waiting, today, zone);
    let mut taken: Vec<LogEntry> = taken.into_iter().map(|decision| decision_entry(portfolio, decision)).collect();
    crate::domain::sorting::sort_by(&mut taken, |a, b| b.on.cmp(&a.on));
    (waiting, taken)
}

/// "D-3".
pub fn number(decision: &Decision) -> String {
    ["D-", &decision.number.0.to_string()].concat()
}

/// The number of the next decision.
pub fn next_number(portfolio: &Portfolio) -> i64 {
    portfolio.all::<Decision>().map(|decision| decision.number.0).max().unwrap_or_default() + 1
}

/// All who decide, by name.
fn deciders(portfolio: &Portfolio, decision: &Decision) -> String {
    decision.deciders().map(|person| portfolio.called(person.id)).collect::<Vec<_>>().join(", ")
}

/// The project and programme that a decision is about, by name; empty if it is about none.
fn about(portfolio: &Portfolio, decision: &Decision) -> String {
    let about = [decision.project.map(|project| project.id), decision.programme.map(|programme| programme.id)];
    about.into_iter().flatten().map(|id| portfolio.called(id)).collect::<Vec<_>>().join(", ")
}

/// What an entry of the log is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// A gate review of this project.
    Gate(Id),
    /// This decision.
    Decision(Id),
    /// This change request.
    Change(Id),
}

/// What a decision says beside its question: what led to it, options with what speaks for and against them, criteria, reasons.
pub fn text_of_decision(decision: &Decision) -> String {
    let mut parts = vec![&*decision.context, &*decision.criteria, &*decision.choice, &*decision.reasons];
    for option in &decision.options {
        parts.extend([&*option.text, &*option.pros, &*option.cons]);
    }
    parts.join(" ")
}

/// What a change request says beside its title.
pub fn text_of_change(change: &ChangeRequest) -> String {
    let mut parts = vec![
        &*change.description,
        &*change.reason,
        &*change.do_nothing,
        &*change.recommendation,
        &*change.decision_reason,
        &*change.conditions,
    ];
    for option in &change.options {
        parts.extend([&*option.text, &*option.pros, &*option.cons]);
    }
    parts.join(" ")
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
    /// The project or programme that a decision outside a gate is about; empty if none.
    pub about: String,
    /// What was decided.
    pub outcome: String,
    /// Who decided.
    pub who: String,
    /// Why.
    pub why: String,
    /// "withdrawn", "superseded" or empty.
    pub mark: &'static str,
}

/// The log, newest first: those entries in which every word of `query` occurs, also in the question, its options and reasons.
pub fn log(portfolio: &Portfolio, query: &str) -> Vec<LogEntry> {
    let gates = portfolio.all::<GateReview>().map(|review| (gate_entry(portfolio, review), String::new()));
    let decisions = portfolio
        .all::<Decision>()
        .filter(|decision| !decision.waits())
        .map(|decision| (decision_entry(portfolio, decision), text_of_decision(decision)));
    let changes = portfolio
        .all::<ChangeRequest>()
        .filter(|change| change.decided_on.is_some() && change.state != ChangeState::Assessed)
        .map(|change| (change_entry(portfolio, change), text_of_change(change)));
    let fits = |(entry, more): &(LogEntry, String)| {
        let LogEntry { title, about, outcome, who, why, day, .. } = entry;
        has_words(&[&**title, about, outcome, who, why, day, more].join(" "), query)
    };
    let all = gates.chain(decisions).chain(changes).filter(fits).map(|(entry, _)| entry);
    let mut all: Vec<LogEntry> = all.collect();
    crate::domain::sorting::sort_by(&mut all, |a, b| b.on.cmp(&a.on));
    all
}

fn change_entry(portfolio: &Portfolio, change: &ChangeRequest) -> LogEntry {
    LogEntry {
        source: Source::Change(change.meta.id),
        on: change.decided_on,
        day: change.decided_on.map(format::full_day).unwrap_or_default(),
        title: ["Change ", &*change.number.0.to_string(), ", ", &*change.title].concat(),
        about: portfolio.called_if(change.project.map(|project| project.id)),
        outcome: change.state.label().to_owned(),
        who: with_body(portfolio, change.body, name_of(portfolio, change.decider)),
        why: change.decision_reason.to_string(),
        mark: if change.state == ChangeState::Withdrawn { "withdrawn" } else { "" },
    }
}

fn gate_entry(portfolio: &Portfolio, review: &GateReview) -> LogEntry {
    let project = portfolio.follow(review.project);
    let name = project.map(|project| project.name.to_string()).unwrap_or_else(|| "a deleted project".to_owned());
    let body = portfolio.called_if(review.body.map(|body| body.id));
    let people = review.deciders.iter().map(|person| name_of(portfolio, *person));
    let who = std::iter::once(body).chain(people).filter(|name| !name.is_empty());
    LogEntry {
        source: Source::Gate(review.project.map(|project| project.id).unwrap_or(review.meta.id)),
        on: review.held_on,
        day: review.held_on.map(format::full_day).unwrap_or_default(),
        title: [review.gate.label(), ", ", &name].concat(),
        about: String::new(),
        outcome: review.outcome.label().to_owned(),
        who: who.collect::<Vec<_>>().join(", "),
        why: review.reasons.to_string(),
        mark: if review.is_withdrawn() { "withdrawn" } else { "" },
    }
}

fn decision_entry(portfolio: &Portfolio, decision: &Decision) -> LogEntry {
    LogEntry {
        source: Source::Decision(decision.meta.id),
        on: decision.decided_on,
        day: decision.decided_on.map(format::full_day).unwrap_or_default(),
        title: [&number(decision), ", ", &*decision.question].concat(),
        about: about(portfolio, decision),
        outcome: decision.choice.to_string(),
        who: with_body(portfolio, decision.body, deciders(portfolio, decision)),
        why: decision.reasons.to_string(),
        mark: if decision.state == DecisionState::Superseded { "superseded" } else { "" },
    }
}

/// Those who decided, the body before the people.
fn with_body(portfolio: &Portfolio, body: Option<Ref<Body>>, people: String) -> String {
    let body = portfolio.called_if(body.map(|body| body.id));
    let all = [body, people];
    all.iter().filter(|name| !name.is_empty()).cloned().collect::<Vec<_>>().join(", ")
}

fn name_of(portfolio: &Portfolio, person: Option<Ref<Person>>) -> String {
    portfolio.called_if(person.map(|person| person.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gate_is_overdue_soon_later_or_without_a_day() {
        let today = Date::parse("2026-11-29").unwrap();
        let when = |day: &str| When::of(Date::parse(day), today);
        let days = ["2026-11-28", "2026-11-29", "2026-12-29", "2026-12-30", "never"];
        assert_eq!(days.map(when), [When::Overdue, When::Soon, When::Soon, When::Later, When::Unset]);
    }

    #[test]
    fn gates_are_found_by_project_code_and_gate() {
        let due = |name: &str, code: &str, gate| GateDue {
            project: Id(1),
            name: name.to_owned(),
            code: code.to_owned(),
            gate,
            border: "",
            due: String::new(),
            when: When::Unset,
            lacks: String::new(),
        };
        let all = [due("Ferry charging", "CBF-1", "G1"), due("Depot", "CBF-2", "G2")];
        let found = |query| gates_with(&all, query).into_iter().map(|gate| gate.code).collect::<Vec<_>>();
        assert_eq!(found("CHARG g1"), ["CBF-1"]);
        assert_eq!(found("cbf"), ["CBF-1", "CBF-2"]);
        assert!(found("cbf g3").is_empty());
    }
}
