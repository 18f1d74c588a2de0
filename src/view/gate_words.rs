//! The words of a gate review: how each field is asked for, what the answers come to, what a decision means.
//! Must not know how they are drawn.

use super::form::Control;
use super::gate_form::{GateField, GateForm};
use crate::domain::gates::checklist::{Criterion, CriterionKind};
use crate::domain::gates::suggestion::Suggestion;
use crate::domain::gates::transition::phase_after;
use crate::domain::gates::{Gate, Outcome};
use crate::domain::records::project::{Phase, State};

pub use super::gate_form::obstacle;

/// Heading of a group of criteria.
pub fn group_title(kind: CriterionKind) -> &'static str {
    match kind {
        CriterionKind::Fact => "Must criteria",
        CriterionKind::Document => "Must documents",
        CriterionKind::Should => "Score",
    }
}

/// A field as it is asked for.
#[derive(Clone, Copy, Debug)]
pub struct FieldPrompt {
    /// Stored name, by which [`GateForm::text`] and the demands know it.
    pub name: &'static str,
    /// Label.
    pub label: &'static str,
    /// A sentence of help; empty for none.
    pub help: &'static str,
    /// What is typed into.
    pub control: Control,
    /// Whether it may stay empty.
    pub optional: bool,
}

const fn asked(name: &'static str, label: &'static str, control: Control, help: &'static str) -> FieldPrompt {
    FieldPrompt { name, label, help, control, optional: false }
}

/// What every decision asks for.
pub const ALWAYS: [FieldPrompt; 3] = [
    asked("held_on", "Held on", Control::Date, ""),
    asked("deciders", "Decided by", Control::Named, "People, or a body. Several names are separated by commas."),
    FieldPrompt { optional: true, ..asked("attendees", "Attendees", Control::Named, "") },
];

/// What no decision asks for.
pub const AT_WILL: [FieldPrompt; 3] = [
    FieldPrompt { optional: true, ..asked("lead_statement", "Statement of the lead", Control::Prose, "") },
    FieldPrompt { optional: true, ..asked("pmo_statement", "Statement of the PMO", Control::Prose, "") },
    FieldPrompt { optional: true, ..asked("alternatives", "Alternatives considered", Control::Prose, "") },
];

/// How a field is asked for by a decision; `None` for conditions, which have rows of their own.
pub fn as_asked(field: GateField, outcome: Outcome) -> Option<FieldPrompt> {
    let prose = |name, label| asked(name, label, Control::Prose, "");
    Some(match field {
        GateField::Reasons => FieldPrompt { help: "They stay in the record.", ..prose("reasons", "Reasons") },
        GateField::FundingReleased => {
            let help = "An amount such as 250k; 0 if no money is released.";
            asked("funding_released", "Funding released", Control::Money, help)
        }
        GateField::NextGateOn => {
            let (label, optional) = match outcome {
                Outcome::Hold => ("Review on", false),
                Outcome::Recycle => ("Gate held again on", false),
                _ => ("Next gate on", true),
            };
            FieldPrompt { optional, ..asked("next_gate_on", label, Control::Date, "") }
        }
        GateField::MustChange => prose("must_change", "What must change before it goes on"),
        GateField::PeopleMeanwhile if outcome == Outcome::Stop => {
            prose("people_meanwhile", "Released people and money")
        }
        GateField::PeopleMeanwhile => prose("people_meanwhile", "People and money meanwhile"),
        GateField::Rework => prose("rework", "What is to be reworked"),
        GateField::StopReason => asked("stop_reason", "Reason for stopping", Control::Choice, ""),
        GateField::ExitCost => asked("exit_cost", "Cost to exit", Control::Money, "An amount; 0 if nothing."),
        GateField::Lessons => prose("lessons", "What was learnt"),
        GateField::Conditions => return None,
    })
}

/// What a decision means, in a sentence.
pub fn meaning(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Go => "Criteria met, resources released.",
        Outcome::ConditionalGo => "Go, with conditions that somebody owes by a date.",
        Outcome::Hold => "A good project at the wrong moment.",
        Outcome::Recycle => "Evidence is insufficient: rework and come again.",
        Outcome::Stop => "Not worth continuing.",
    }
}

/// Why this gate is held although a move leads further: "Gate G0 comes first ...". Empty if it leads no further.
pub fn first_words(gate: Gate, from: Phase, towards: Option<Phase>) -> String {
    let Some(towards) = towards.filter(|phase| gate != Gate::Resume && *phase > phase_after(from)) else {
        return String::new();
    };
    let between = Phase::ALL.iter().filter(|phase| **phase > from && **phase < towards);
    let gates: Vec<&str> = between.filter_map(|phase| Gate::next_for(*phase, State::Active)).map(Gate::label).collect();
    [
        "Gate ",
        gate.label(),
        " comes first, ",
        gate.border(),
        ". ",
        towards.label(),
        " follows after ",
        &gates.join(" and "),
        ".",
    ]
    .concat()
}

/// The answer that a key gives to a criterion that has the `present` one: Y and N to a fact or document, a digit to what is
/// scored; 1 and then 0 is 10.
pub fn answer_by_key(kind: CriterionKind, key: &str, present: &str) -> Option<&'static str> {
    match (kind, key) {
        (CriterionKind::Should, "0") if present == "1" => Some("10"),
        (CriterionKind::Should, _) => DIGITS.into_iter().find(|digit| *digit == key),
        (_, "y" | "Y") => Some("yes"),
        (_, "n" | "N") => Some("no"),
        _ => None,
    }
}

const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// How far a group of criteria is answered, in a few words.
pub fn group_words(kind: CriterionKind, criteria: &[Criterion], form: &GateForm) -> String {
    let chosen = |name: &str| criteria.iter().filter(|own| form.answer(&own.id) == name).count();
    let answered = criteria.len() - chosen("");
    match kind {
        CriterionKind::Should => {
            let scored = |own: &Criterion| Some((form.answer(&own.id).parse::<i64>().ok()?, own.weight()));
            let scored = criteria.iter().filter_map(scored);
            let (points, most) = scored.fold((0, 0), |sum, (own, times)| (sum.0 + own * times, sum.1 + 10 * times));
            format!("{points} of {most} points")
        }
        _ if answered < criteria.len() => format!("{} to answer", criteria.len() - answered),
        CriterionKind::Document if chosen("no") > 0 => format!("{} missing", chosen("no")),
        _ => format!("{} of {} true", criteria.len() - chosen("no"), criteria.len()),
    }
}

/// What a group of criteria means for the decision.
pub fn group_help(kind: CriterionKind) -> &'static str {
    match kind {
        CriterionKind::Fact => "Without these no go. What is not true yet leads to recycle or hold.",
        CriterionKind::Document => "A missing document allows at most a conditional go.",
        CriterionKind::Should => "0 not at all, 10 fully; – leaves it out of the sum.",
    }
}

fn counted(number: usize, noun: &str) -> String {
    match noun {
        "criterion" if number > 1 => format!("{number} criteria"),
        _ => super::format::count(number, noun),
    }
}

/// How much a finding weighs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weight {
    /// Not answered yet, or plain arithmetic.
    Plain,
    /// Allows at most a conditional go.
    Limits,
    /// Allows no go.
    Forbids,
}

/// The arithmetic of the suggestion, one finding a line.
pub fn findings(suggestion: &Suggestion, go_from: i64, conditional_from: i64) -> Vec<(Weight, String)> {
    let mut found = Vec::new();
    let mut count = |weight, number: usize, noun: &str, words: &str| {
        if number > 0 {
            found.push((weight, format!("{} {words}", counted(number, noun))));
        }
    };
    count(Weight::Forbids, suggestion.facts_failed, "fact", "not true");
    count(Weight::Limits, suggestion.documents_missing, "document", "missing");
    count(Weight::Plain, suggestion.unanswered, "criterion", "not answered yet");
    let sum = match suggestion.share() {
        Some(share) => format!("{} of {} points = {share}%", suggestion.points, suggestion.possible),
        None => "nothing scored yet".to_owned(),
    };
    found.push((Weight::Plain, format!("{sum}; go from {go_from}%, conditional go from {conditional_from}%")));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::Date;
    use crate::domain::records::Project;
    use crate::engine::portfolio::Portfolio;

    #[test]
    fn a_move_over_several_borders_says_which_gate_comes_first() {
        let words = |towards| first_words(Gate::G0, Phase::Candidate, Some(towards));
        assert_eq!(
            words(Phase::Execution),
            "Gate G0 comes first, idea to initiation. Execution follows after G1 and G2."
        );
        assert_eq!(words(Phase::Initiation), "");
        assert_eq!(first_words(Gate::G3, Phase::Execution, Some(Phase::Planning)), "");
        assert_eq!(first_words(Gate::G3, Phase::Execution, None), "");
    }

    #[test]
    fn keys_answer_what_they_can_answer() {
        let keys = |kind| ["y", "N", "0", "9", "x", "10"].map(|key| answer_by_key(kind, key, ""));
        assert_eq!(keys(CriterionKind::Fact), [Some("yes"), Some("no"), None, None, None, None]);
        assert_eq!(keys(CriterionKind::Should), [None, None, Some("0"), Some("9"), None, None]);
        let after = |present| answer_by_key(CriterionKind::Should, "0", present);
        assert_eq!(["1", "10", "0", "9"].map(after), [Some("10"), Some("0"), Some("0"), Some("0")]);
    }

    #[test]
    fn answers_and_what_they_come_to_in_words() {
        let project = Project { phase: Phase::Candidate, state: State::Active, ..Project::default() };
        let mut form =
            GateForm::new(&Portfolio::default(), &project, None, Date::parse("2026-11-22").unwrap()).unwrap();
        let of = |kind| form.criteria.iter().filter(|own| own.kind == kind).cloned().collect::<Vec<_>>();
        let (facts, should) = (of(CriterionKind::Fact), of(CriterionKind::Should));
        assert_eq!(group_words(CriterionKind::Fact, &facts, &form), format!("{} to answer", facts.len()));
        for own in &facts {
            form.set_answer(&own.id, "yes");
        }
        form.set_answer(&facts[0].id, "no");
        assert_eq!(form.answer(&facts[0].id), "no");
        assert_eq!(
            group_words(CriterionKind::Fact, &facts, &form),
            format!("{} of {} true", facts.len() - 1, facts.len())
        );
        form.set_answer(&should[0].id, "7");
        assert_eq!(
            (form.answer(&should[0].id), group_words(CriterionKind::Should, &should, &form).as_str()),
            ("7", "7 of 10 points")
        );
        form.set_answer(&should[0].id, "");
        assert_eq!(form.answer(&should[0].id), "");
        let sum =
            Suggestion { facts_failed: 1, documents_missing: 2, points: 7, possible: 20, ..Suggestion::default() };
        let words: Vec<_> = findings(&sum, 70, 50).into_iter().map(|(_, words)| words).collect();
        assert_eq!(
            words,
            ["1 fact not true", "2 documents missing", "7 of 20 points = 35%; go from 70%, conditional go from 50%"]
        );
        assert_eq!((obstacle(Outcome::Go, &sum), obstacle(Outcome::Hold, &sum)), ("a fact is not true", ""));
    }
}
