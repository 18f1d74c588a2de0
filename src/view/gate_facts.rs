//! What a gate review shows of the project beside the questions: the facts of the day, which the record keeps, and what the data say
//! to a criterion. Must not know how they are drawn.

use super::charter::version::state_words;
use super::format::{full_day, money_short};
use super::project::{budget_words, finish_words};
use super::tolerance::allowed_words;
use crate::domain::calendar::WorkingWeek;
use crate::domain::date::{Date, Zone};
use crate::domain::field::{Count, Text};
use crate::domain::id::{Id, Ref};
use crate::domain::letters::lower_first;
use crate::domain::records::gate_review::{Known, KnownStatus};
use crate::domain::records::project::Rag;
use crate::domain::records::{GateReview, Person, Project};
use crate::domain::status::Overall;
use crate::engine::charters::in_force;
use crate::engine::portfolio::Portfolio;

/// The status as a mark shows it; `None` in records from before facts were kept.
pub fn status(known: &Known) -> Option<Overall> {
    Some(match known.status? {
        KnownStatus::Green => Overall::Reported(Rag::Green),
        KnownStatus::Amber => Overall::Reported(Rag::Amber),
        KnownStatus::Red => Overall::Reported(Rag::Red),
        KnownStatus::ConfidenceGreen => Overall::Confidence(Rag::Green),
        KnownStatus::ConfidenceAmber => Overall::Confidence(Rag::Amber),
        KnownStatus::ConfidenceRed => Overall::Confidence(Rag::Red),
        KnownStatus::OutOfDate => Overall::Stale,
        KnownStatus::NotReported => Overall::NotReported,
    })
}

/// Dates, money and conditions in words as on that day, with what people call them.
pub fn facts(known: &Known, on: Date, week: WorkingWeek) -> Vec<(&'static str, String)> {
    let project = Project {
        planned_finish: known.planned_finish,
        forecast_finish: known.forecast_finish,
        budget: known.budget,
        forecast_cost: known.forecast_cost,
        ..Project::default()
    };
    let or_unknown = |words: String| if words.is_empty() { "Not given".to_owned() } else { words };
    let spent = known.actual_cost.map(money_short).unwrap_or_default();
    let number = |count: Option<Count>| count.and_then(|count| usize::try_from(count.0).ok()).unwrap_or_default();
    let conditions = match (number(known.open_conditions), number(known.overdue_conditions)) {
        (0, _) => "None".to_owned(),
        (open, 0) => [&open.to_string(), " open"].concat(),
        (open, overdue) => [&open.to_string(), " open, ", &overdue.to_string(), " overdue"].concat(),
    };
    vec![
        ("Finish", or_unknown(finish_words(&project, on, week))),
        ("Budget", or_unknown(budget_words(&project))),
        ("Spent", or_unknown(spent)),
        ("Conditions", conditions),
    ]
}

/// What the data say to one of the product's own criteria: an answer, and why. `None` where they say nothing.
pub fn proposed(portfolio: &Portfolio, project: &Project, criterion: &str, today: Date) -> Option<String> {
    let called = |person: Option<Id>| portfolio.called_if(person);
    let first = |all: &[Text]| all.iter().map(|own| &**own).collect::<Vec<_>>().join(", ");
    let (given, missing) = match criterion {
        "g0.problem" => (project.summary.to_string(), "no summary is given"),
        "g0.requester" | "g1.sponsor" => (called(project.sponsor.map(|own| own.id)), "no sponsor is named"),
        "g0.size" | "g1.intake" => match project.budget {
            Some(budget) => ([project.size_class.label(), ", ", &money_short(budget)].concat(), ""),
            None => (String::new(), "no budget is given"),
        },
        "g0.shaper" | "g1.lead" => (called(project.lead.map(|own| own.id)), "no lead is named"),
        // Where there is none, its deliverable says so.
        "g1.charter" => (charter(portfolio, project.meta.id)?, ""),
        "g1.objective" => (project.objective.to_string(), "no objective is given"),
        "g0.objective" | "g1.strategy" => (first(&project.contributions), "no contribution is given"),
        "g2.budget" => (project.budget.map(money_short).unwrap_or_default(), "no budget is given"),
        "g2.tolerances" => (allowed_words(project), "no tolerance is given"),
        "g2.schedule" => (finish_words(project, today, portfolio.settings().working_week()), "no finish is planned"),
        "g4.actual" => (project.actual_cost.map(money_short).unwrap_or_default(), "no actual cost is given"),
        _ => return None,
    };
    let given = given.lines().next().unwrap_or_default().trim().to_owned();
    let is_should = matches!(criterion, "g0.objective" | "g0.shaper" | "g4.actual");
    Some(match (given.is_empty(), is_should) {
        (false, false) => ["Proposed: Yes – ", &given].concat(),
        (true, false) => ["Proposed: No – ", missing].concat(),
        (false, true) => ["In the data: ", &given].concat(),
        (true, true) => ["In the data: ", missing].concat(),
    })
}

/// The version of the charter that is in force.
fn charter(portfolio: &Portfolio, project: Id) -> Option<String> {
    let charter = in_force(portfolio, project)?;
    Some(["version ", &*charter.number().to_string(), ", ", &*lower_first(&state_words(portfolio, charter))].concat())
}

/// Day and people of the gate that was recorded last on this day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LastGate {
    /// Day on which it was held.
    pub held_on: String,
    /// Who decided, one a line.
    pub deciders: String,
    /// Who was there, one a line.
    pub attendees: String,
    /// "29 Nov 2026, decided by Ada Lovelace, Grace Hopper".
    pub words: String,
}

/// The gate that was recorded last on this day, in a sitting that may go on.
pub fn last_gate(portfolio: &Portfolio, today: Date, zone: Zone) -> Option<LastGate> {
    let is_today = |own: &&GateReview| own.meta.stamp.moment().day(zone) == today;
    let all = portfolio.all::<GateReview>().filter(|own| !own.is_withdrawn()).filter(is_today);
    let last = all.max_by_key(|own| own.meta.stamp.time.milliseconds())?;
    let names = |people: &[Option<Ref<Person>>]| {
        people.iter().filter_map(|own| own.map(|own| portfolio.called(own.id))).collect::<Vec<_>>()
    };
    let body = last.body.map(|body| portfolio.called(body.id));
    let deciders: Vec<String> = body.into_iter().chain(names(&last.deciders)).collect();
    let held_on = last.held_on?;
    Some(LastGate {
        held_on: held_on.to_string(),
        words: [&full_day(held_on), ", decided by ", &*deciders.join(", ")].concat(),
        deciders: deciders.join("\n"),
        attendees: names(&last.attendees).join("\n"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::Bounded;
    use crate::domain::money::{Currency, Money};

    #[test]
    fn facts_say_what_is_known_and_what_is_not() {
        let (day, week) = (Date::parse("2026-11-29").unwrap(), WorkingWeek::default());
        let words = |known: &Known| facts(known, day, week).into_iter().map(|own| own.1).collect::<Vec<_>>();
        assert_eq!(words(&Known::default()), ["Not given", "Not given", "Not given", "None"]);
        let known = Known {
            status: Some(KnownStatus::OutOfDate),
            planned_finish: Date::parse("2027-03-27"),
            forecast_finish: Date::parse("2027-04-14"),
            budget: Some(Money { minor: 210_000_000, currency: Currency::GBP }),
            actual_cost: Some(Money { minor: 70_000_000, currency: Currency::GBP }),
            open_conditions: Some(Bounded(2)),
            overdue_conditions: Some(Bounded(1)),
            ..Known::default()
        };
        assert_eq!(words(&known), ["14 Apr 2027, 13 working days late", "£2.1m", "£700k", "2 open, 1 overdue"]);
        assert_eq!((status(&known), status(&Known::default())), (Some(Overall::Stale), None));
    }

    #[test]
    fn a_criterion_that_asks_for_a_field_is_proposed_an_answer() {
        let portfolio = Portfolio::default();
        let mut project = Project::default();
        let said = |project: &Project, criterion| {
            proposed(&portfolio, project, criterion, Date::parse("2026-11-29").unwrap()).unwrap_or_default()
        };
        assert_eq!(said(&project, "g1.objective"), "Proposed: No – no objective is given");
        project.objective = "Fewer than 100 complaints a year.\nMeasured monthly.".into();
        assert_eq!(said(&project, "g1.objective"), "Proposed: Yes – Fewer than 100 complaints a year.");
        assert_eq!(said(&project, "g0.objective"), "In the data: no contribution is given");
        assert_eq!(said(&project, "g1.legal"), "", "of this the data say nothing");
    }
}
