//! What needs somebody today: gates and conditions due, decisions that wait, and what the data lack. The most urgent first.
//! Must not know who is looking, nor how it is drawn.

use super::format::{count, day};
use super::project::due_words;
use super::quality::Gap;
use super::standing::Standing;
use crate::domain::date::Date;
use crate::domain::gates::Gate;
use crate::domain::id::Id;
use crate::domain::records::decision::DecisionState;
use crate::domain::records::{Decision, GateCondition, Project};
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;

/// A gate is spoken of so many days before it is due.
const GATE_AHEAD: i64 = 14;
/// A condition or decision is spoken of so many days before it is due.
const DUE_AHEAD: i64 = 7;

/// What is to be done about a need.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deed {
    /// Review the gate of this project.
    Review(Id),
    /// Close this condition.
    Close(Id),
    /// Decide this.
    Decide(Id),
    /// Look at the gaps of this kind.
    Mend(Gap),
}

/// Something that needs somebody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Need {
    /// What is to be done.
    pub deed: Deed,
    /// The project it is about, if it is about one.
    pub project: Option<Id>,
    /// What it is: "Gate G1, Partner portal".
    pub title: String,
    /// Since when, whose: "overdue 6 days".
    pub detail: String,
    /// Whether its day has passed.
    pub is_overdue: bool,
    /// Days until it is due; below 0 it is overdue.
    days: i64,
}

/// What needs somebody.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Needs {
    /// The first, the most urgent before the others.
    pub first: Vec<Need>,
    /// How many there are.
    pub all: usize,
    /// How many of them are overdue.
    pub overdue: usize,
}

/// What needs somebody: how much there is, and the first of it.
pub fn needs(portfolio: &Portfolio, standing: &Standing, today: Date, most: usize) -> Needs {
    let mut first = Vec::new();
    let open = portfolio.ids(IndexKey::OpenConditions);
    first.extend(open.into_iter().filter_map(|id| condition_need(portfolio, portfolio.get(id)?, today)));
    first.extend(portfolio.all::<Decision>().filter_map(|own| decision_need(portfolio, own, today)));
    // A gate on a free day is worth a look, no more.
    let gaps = Gap::ALL.into_iter().zip(standing.gaps).filter(|own| own.1 > 0 && own.0 != Gap::GateOnFreeDay);
    for (gap, count) in gaps {
        first.push(gap_need(gap, count));
    }
    let gates = standing.gates_until(today.plus_days(GATE_AHEAD));
    let overdue = first.iter().filter(|need| need.is_overdue).count() + standing.gates_overdue(today);
    let mut all = first.len();
    // Of many gates only those are put in words that can be among the first.
    let mut gates = gates.inspect(|_| all += 1);
    let mut words: Vec<Need> =
        gates.by_ref().take(most).filter_map(|id| gate_need(portfolio.get(id)?, today)).collect();
    gates.for_each(drop);
    words.append(&mut first);
    crate::domain::sorting::sort_by(&mut words, |a, b| a.days.cmp(&b.days));
    words.truncate(most);
    Needs { first: words, all, overdue }
}

fn gap_need(gap: Gap, projects: usize) -> Need {
    Need {
        deed: Deed::Mend(gap),
        project: None,
        title: [gap.label(), ": ", &count(projects, "project")].concat(),
        detail: gap.why().to_owned(),
        is_overdue: false,
        // After everything that has a day.
        days: i64::MAX,
    }
}

fn is_under_way(project: &Project) -> bool {
    Gate::next_for(project.phase, project.state).is_some()
}

fn gate_need(project: &Project, today: Date) -> Option<Need> {
    let gate = Gate::next_for(project.phase, project.state)?;
    let on = project.next_gate_on.filter(|on| on.days_since(today) <= GATE_AHEAD)?;
    let name = if gate == Gate::Resume { "Resume review" } else { gate.label() };
    let kind = if gate == Gate::Resume { "" } else { "Gate " };
    let days = on.days_since(today);
    Some(Need {
        deed: Deed::Review(project.meta.id),
        project: Some(project.meta.id),
        title: [kind, name, ", ", &project.name].concat(),
        detail: due_words(Some(on), today).0,
        is_overdue: days < 0,
        days,
    })
}

fn condition_need(portfolio: &Portfolio, own: &GateCondition, today: Date) -> Option<Need> {
    let days = own.due?.days_since(today);
    let project = portfolio.follow(own.project).filter(|project| days <= DUE_AHEAD && is_under_way(project))?;
    let owner = portfolio.called_if(own.owner.map(|owner| owner.id));
    let comma = if owner.is_empty() { "" } else { ", " };
    Some(Need {
        deed: Deed::Close(own.meta.id),
        project: Some(project.meta.id),
        title: ["Condition: ", &own.text].concat(),
        detail: [&*project.name, ", ", &due_words(own.due, today).0, comma, &owner].concat(),
        is_overdue: days < 0,
        days,
    })
}

fn decision_need(portfolio: &Portfolio, own: &Decision, today: Date) -> Option<Need> {
    let waits = matches!(own.state, DecisionState::Needed | DecisionState::Prepared | DecisionState::Reopened);
    let days = own.due.filter(|_| waits)?.days_since(today);
    let decider = portfolio.called_if(own.decider.map(|decider| decider.id));
    let whose = if decider.is_empty() { String::new() } else { [", with ", &decider].concat() };
    (days <= DUE_AHEAD).then(|| Need {
        deed: Deed::Decide(own.meta.id),
        project: None,
        title: ["Decision: ", &own.question].concat(),
        detail: [&due_words(own.due, today).0, &*whose].concat(),
        is_overdue: days < 0,
        days,
    })
}

/// "3 things, 2 of them overdue", or that there is nothing.
pub fn need_words(needs: &Needs, today: Date) -> String {
    match (needs.all, needs.overdue) {
        (0, _) => ["Nothing. ", &day(today, today), " is clear."].concat(),
        (all, 0) => count(all, "thing"),
        (all, overdue) => [&count(all, "thing"), ", ", &overdue.to_string(), " overdue"].concat(),
    }
}
