//! The board of projects: the model of a card, the columns with their limits, the filter, and what a drop means. Must not know
//! pointers, nor how a board is drawn.

pub mod archive;
mod cells;
mod columns;
pub mod filter;
pub mod limit;

pub use cells::{cell_of, says};
pub use columns::{PROJECTS, column_at};

use super::format;
use crate::domain::date::Date;
use crate::domain::gates::{Gate, Outcome};
use crate::domain::id::Id;
use crate::domain::records::project::{DeliveryConfidence, Phase, State};
use crate::domain::records::{GateCondition, Person, Project, Settings};
use crate::domain::status::{Overall, StatusRules, overall};
use crate::engine::index::{BoardColumn, IndexKey};
use crate::engine::portfolio::Portfolio;
use crate::engine::progress;

/// What a card shows.
#[derive(Clone, PartialEq, Debug)]
pub struct Card {
    /// Short code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Overall status.
    pub status: Overall,
    /// Name of the lead; empty if none.
    pub lead: String,
    /// Initials of the lead; empty if none.
    pub initials: String,
    /// Next gate and what it still waits for, in words; empty if no day is set and no deliverable is in work.
    pub gate: String,
    /// Whether the day of the next gate has passed.
    pub gate_overdue: bool,
    /// Open conditions, in words; empty if none.
    pub conditions: String,
    /// Whether one of them is overdue.
    pub condition_overdue: bool,
    /// Delivery confidence, if given.
    pub confidence: Option<DeliveryConfidence>,
    /// Days in the present phase, in words; empty if not known.
    pub age: String,
}

/// The card of a project on that day. `rules` are those of the settings.
pub fn card(portfolio: &Portfolio, project: &Project, today: Date, rules: StatusRules) -> Card {
    let lead = project.lead.and_then(|lead| portfolio.get::<Person>(lead.id));
    let (conditions, condition_overdue) = conditions(portfolio, project.meta.id, today);
    let gate = Gate::next_for(project.phase, project.state).zip(project.next_gate_on);
    let gate_overdue = gate.is_some_and(|(_, on)| on < today);
    let gate = gate.map_or_else(String::new, |(gate, on)| {
        let name = if gate == Gate::Resume { "Review" } else { gate.label() };
        match on.days_since(today) {
            0 => format!("{name} today"),
            late @ ..0 => format!("{name} overdue {}", format::count(late.unsigned_abs() as usize, "day")),
            _ => format!("{name} on {}", format::day(on, today)),
        }
    });
    let gate = match progress::accepted(portfolio, project) {
        None => gate,
        Some((accepted, all)) if gate.is_empty() => format!("{accepted} of {all} deliverables accepted"),
        Some((accepted, all)) => format!("{gate}, {accepted} of {all} accepted"),
    };
    let age = project.phase_since.map(|since| today.days_since(since)).filter(|days| *days >= 0);
    Card {
        code: project.code.to_string(),
        name: project.name.to_string(),
        status: overall(project, today, rules),
        lead: portfolio.called_if(project.lead.map(|lead| lead.id)),
        initials: lead.map(|person| person.initials.to_string()).unwrap_or_default(),
        gate,
        gate_overdue,
        conditions,
        condition_overdue,
        confidence: project.confidence,
        age: age.map(|days| [&days.to_string(), " d in phase"].concat()).unwrap_or_default(),
    }
}

fn conditions(portfolio: &Portfolio, project: Id, today: Date) -> (String, bool) {
    let all = portfolio.ids(IndexKey::conditions(project));
    let open = all.into_iter().filter_map(|id| portfolio.get::<GateCondition>(id)).filter(|c| c.closed_on.is_none());
    let (mut count, mut overdue) = (0, 0);
    for condition in open {
        count += 1;
        overdue += usize::from(condition.is_overdue(today));
    }
    match (count, overdue) {
        (0, _) => (String::new(), false),
        (count, 0) => (format::count(count, "condition"), false),
        (_, overdue) => (format!("{} overdue", format::count(overdue, "condition")), true),
    }
}

/// Most projects allowed in a column: 5 in initiation, planning and closing unless set; none elsewhere.
pub fn limit(settings: &Settings, column: BoardColumn) -> Option<i64> {
    let set = |limit: Option<crate::domain::field::Count>, default| limit.map_or(default, |limit| Some(limit.0));
    match column {
        BoardColumn::Initiation => set(settings.limit_initiation, Some(5)),
        BoardColumn::Planning => set(settings.limit_planning, Some(5)),
        BoardColumn::Execution => set(settings.limit_execution, None),
        BoardColumn::Closing => set(settings.limit_closing, Some(5)),
        _ => None,
    }
}

/// What a drop, or the choice in "Move to...", means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Move {
    /// Another place in the same column.
    Within,
    /// A gate must decide.
    Gate {
        /// Which.
        gate: Gate,
        /// The decision that the move suggests.
        outcome: Outcome,
        /// Phase to which recycle leads back.
        back_to: Option<Phase>,
    },
    /// Not possible; why, and what to do.
    Refused(&'static str),
}

/// What moving a project in that phase and state to a column means. Forward over several borders opens the first gate;
/// backward is recycle; into a lane is that decision; out of On hold is a resume review.
pub fn meaning(phase: Phase, state: State, to: BoardColumn) -> Move {
    let from = BoardColumn::of(phase, state);
    if from == to {
        return Move::Within;
    }
    let Some(gate) = Gate::next_for(phase, state) else {
        return Move::Refused("A closed project stays closed. Undo its closing, or start a new project.");
    };
    let decide = |outcome, back_to| Move::Gate { gate, outcome, back_to };
    match (state, to) {
        (State::Stopped, BoardColumn::Closed) => decide(Outcome::Go, None),
        (State::Stopped, _) => Move::Refused("A stopped project can only be closed. Move it to Closed."),
        (State::OnHold, BoardColumn::Stopped) => decide(Outcome::Stop, None),
        (State::OnHold, column) => match column.phase() {
            Some(target) if target < phase => decide(Outcome::Recycle, Some(target)),
            _ => decide(Outcome::Go, None),
        },
        (_, BoardColumn::OnHold) => decide(Outcome::Hold, None),
        (_, BoardColumn::Stopped) => decide(Outcome::Stop, None),
        (_, column) => match column.phase() {
            Some(target) if target < phase => decide(Outcome::Recycle, Some(target)),
            _ => decide(Outcome::Go, None),
        },
    }
}

/// What stands at a place while a card is over it: "Drop here to open gate G2, planning to execution".
pub fn drop_hint(phase: Phase, state: State, to: BoardColumn) -> String {
    match meaning(phase, state, to) {
        Move::Within => String::new(),
        Move::Gate { gate: Gate::Resume, .. } => "Drop here to open the resume review".to_owned(),
        Move::Gate { gate, outcome: Outcome::Go, .. } => {
            format!("Drop here to open gate {}, {}", gate.label(), gate.border())
        }
        Move::Gate { gate, outcome, .. } => {
            format!(
                "Drop here to open gate {} with the decision {}",
                gate.label(),
                outcome.label().to_ascii_lowercase()
            )
        }
        Move::Refused(why) => why.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meanings_of_moves() {
        let gate = |gate, outcome, back_to| Move::Gate { gate, outcome, back_to };
        use BoardColumn as C;
        for (phase, state, column, expected) in [
            (Phase::Planning, State::Active, C::Planning, Move::Within),
            (Phase::Planning, State::Active, C::Execution, gate(Gate::G2, Outcome::Go, None)),
            (Phase::Initiation, State::Active, C::Closed, gate(Gate::G1, Outcome::Go, None)),
            (Phase::Execution, State::Active, C::Initiation, gate(Gate::G3, Outcome::Recycle, Some(Phase::Initiation))),
            (Phase::Execution, State::Active, C::OnHold, gate(Gate::G3, Outcome::Hold, None)),
            (Phase::Execution, State::Active, C::Stopped, gate(Gate::G3, Outcome::Stop, None)),
            (Phase::Planning, State::OnHold, C::Planning, gate(Gate::Resume, Outcome::Go, None)),
            (Phase::Planning, State::OnHold, C::Ideas, gate(Gate::Resume, Outcome::Recycle, Some(Phase::Candidate))),
            (Phase::Closing, State::Stopped, C::Closed, gate(Gate::G4, Outcome::Go, None)),
        ] {
            assert_eq!(meaning(phase, state, column), expected, "{phase:?} {state:?} {column:?}");
        }
        assert!(matches!(meaning(Phase::Closed, State::Completed, C::Closing), Move::Refused(_)));
        assert!(matches!(meaning(Phase::Closing, State::Stopped, C::Execution), Move::Refused(_)));
    }

    #[test]
    fn a_card_says_how_long_it_is_in_its_phase_and_nothing_where_that_is_not_known() {
        let portfolio = Portfolio::default();
        let today = Date::parse("2026-11-29").unwrap();
        let age = |since: Option<&str>| {
            let project = Project { phase_since: since.and_then(Date::parse), ..Project::default() };
            card(&portfolio, &project, today, portfolio.settings().status_rules()).age
        };
        assert_eq!(age(Some("2026-02-22")), "280 d in phase");
        assert_eq!([age(None), age(Some("2026-12-24"))], ["", ""], "not known, or not begun");
    }

    #[test]
    fn hints_say_what_a_drop_opens() {
        let hint = drop_hint(Phase::Planning, State::Active, BoardColumn::Execution);
        assert_eq!(hint, "Drop here to open gate G2, planning to execution");
    }
}
