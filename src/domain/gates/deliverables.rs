//! The deliverables that a project of each size class owes to a gate (handbook 5.2 to 5.5): what they are called, when one counts as
//! done, who usually owns it, and which criterion of the gate it answers. Must not know work items nor whether one was accepted.

use super::Gate;
use super::checklist::criterion;
use crate::domain::life_cycle::{Phase, SizeClass};

/// A deliverable that is owed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deliverable {
    /// Stored with the work item made for it; never changes its meaning.
    pub id: &'static str,
    /// The gate that asks for it.
    pub gate: Gate,
    /// What people read; of a small project often a shorter form.
    pub title: String,
    /// When it counts as done.
    pub done_rule: &'static str,
    /// The role that usually owns it.
    pub role: &'static str,
    /// The id of the criterion that it answers, if there is one.
    pub criterion: Option<&'static str>,
}

/// A line of the table: id, title where no criterion has its words, done rule, role, size classes.
type Line = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// The roles that are suggested.
/// The lead of the project.
pub const LEAD: &str = "Project manager";
/// Its sponsor.
pub const SPONSOR: &str = "Sponsor";
const OFFICE: &str = "PMO";
const USER: &str = "User representative";
const OPERATIONS: &str = "Operations";

/// An empty title is that of the criterion with the same id, in the words for the size class.
const INITIATION: &[Line] = &[
    ("g1.intake", "", "Size and value are stated as ranges and the requester has confirmed them.", LEAD, "sml"),
    ("g1.charter", "", "The sponsor has approved purpose, scope, roles and limits.", LEAD, "sml"),
    (
        "g1.case",
        "",
        "Costs, benefits and at least one other option are compared, and the sponsor stands behind it.",
        SPONSOR,
        "sml",
    ),
    (
        "g1.profile",
        "",
        "Each benefit has a measure, a start value or a way to get it, and an owner who agrees.",
        SPONSOR,
        "sml",
    ),
    (
        "g1.stakeholders",
        "",
        "Everybody who decides, pays, uses or objects is listed with interest and approach.",
        LEAD,
        "ml",
    ),
    ("g1.risks", "", "The largest risks and what was assumed are written down with an owner each.", LEAD, "sml"),
    ("g1.score", "", "It was scored by the same criteria as the others and has a rank.", OFFICE, "sml"),
    (
        "g1.funding",
        "Funding and people for planning confirmed",
        "The amount is released and line managers have named the people.",
        SPONSOR,
        "sml",
    ),
    ("g1.lessons", "", "Lessons of similar projects were read, and what is used of them is noted.", LEAD, "sml"),
];

const PLANNING: &[Line] = &[
    ("g2.scope", "", "What is in and what is out is listed, and the user has agreed.", LEAD, "sml"),
    ("g2.schedule", "", "Every milestone has a date and an owner, and dates follow from dependencies.", LEAD, "sml"),
    ("g2.resources", "", "Line managers have confirmed who works how much and when.", LEAD, "sml"),
    ("g2.budget", "", "Costs add up from their parts, and the sponsor has accepted the sum.", LEAD, "sml"),
    ("g2.risks", "", "Each risk has probability, impact, owner and response.", LEAD, "sml"),
    ("g2.quality", "", "What is tested, how, and who accepts is agreed with the user.", USER, "sml"),
    ("g2.communication", "", "Who hears what and when, and who is responsible for what, is agreed.", LEAD, "ml"),
    ("g2.control", "", "Who may approve which change, and how far time and cost may move, is set.", OFFICE, "sml"),
    (
        "g2.procurement",
        "",
        "What is bought, from whom and when, is agreed with purchasing; or nothing is bought.",
        LEAD,
        "sml",
    ),
    (
        "g2.handover",
        "",
        "Who takes over, how people are prepared, and when, is agreed with operations.",
        OPERATIONS,
        "ml",
    ),
    ("g2.benefits", "", "Each benefit has measure, start value, target and dates of measuring.", SPONSOR, "sml"),
    ("g2.baselines", "", "Scope, time, cost and benefit are frozen and agree with each other.", LEAD, "sml"),
];

const EXECUTION: &[Line] = &[
    ("g3.status", "", "Each reporting cycle has its report and its snapshot.", LEAD, "sml"),
    ("g3.raid", "", "No open risk or issue is without owner, and each was looked at in this cycle.", LEAD, "sml"),
    (
        "g3.changes",
        "Change log reconciled",
        "Approved changes explain the difference between first and present baseline.",
        LEAD,
        "sml",
    ),
    ("g3.tests", "", "Every acceptance criterion has a result, signed by who accepts.", USER, "sml"),
    (
        "g3.operating",
        "",
        "Users and operations have what they need to work with it, and have tried it.",
        OPERATIONS,
        "ml",
    ),
    (
        "g3.case",
        "Updated case and benefits",
        "Cost to finish and expected benefits are those of today, and the sponsor knows them.",
        SPONSOR,
        "sml",
    ),
    ("g3.handover", "", "Each step of the handover has a day and a person on both sides.", LEAD, "ml"),
];

const CLOSING: &[Line] = &[
    ("g4.signed", "Signed acceptance", "The user has signed, open points are listed.", USER, "sml"),
    ("g4.operations", "Handover record", "Operations have confirmed that they have taken over.", OPERATIONS, "sml"),
    (
        "g4.report",
        "",
        "Time, cost, scope and benefits so far stand against the first and the last baseline.",
        LEAD,
        "ml",
    ),
    ("g4.accounts", "Closed accounts and contracts", "Nothing can be booked any more, or the day is set.", LEAD, "sml"),
    ("g4.people", "Released people", "Line managers have confirmed that everybody is back.", LEAD, "sml"),
    ("g4.record", "", "The record is complete against its list and stands where the office finds it.", OFFICE, "sml"),
    (
        "g4.lessons",
        "Lessons with owner",
        "Each lesson says what to do differently and who takes care of it.",
        LEAD,
        "sml",
    ),
    (
        "g4.transferred",
        "Open points handed over",
        "Each open risk, issue and action has a named new owner who agrees.",
        LEAD,
        "sml",
    ),
    ("g4.benefit", "Benefit review plan", "Each benefit has an owner and dates of review.", SPONSOR, "sml"),
    ("g4.thanks", "Thanks to the team", "Everybody was thanked, by name.", SPONSOR, "sml"),
];

/// The gate at the end of a phase; none of an idea and of a closed project.
pub const fn gate_of(phase: Phase) -> Option<Gate> {
    match phase {
        Phase::Initiation => Some(Gate::G1),
        Phase::Planning => Some(Gate::G2),
        Phase::Execution => Some(Gate::G3),
        Phase::Closing => Some(Gate::G4),
        Phase::Candidate | Phase::Closed => None,
    }
}

/// What a project of that size owes in a phase, in the order of the handbook.
pub fn deliverables(phase: Phase, size: SizeClass) -> Vec<Deliverable> {
    let Some(gate) = gate_of(phase) else { return Vec::new() };
    let lines = match gate {
        Gate::G1 => INITIATION,
        Gate::G2 => PLANNING,
        Gate::G3 => EXECUTION,
        _ => CLOSING,
    };
    lines.iter().filter(|line| line.4.contains(size.name())).map(|line| deliverable(gate, size, line)).collect()
}

fn deliverable(gate: Gate, size: SizeClass, line: &Line) -> Deliverable {
    let (id, title, done_rule, role, _) = *line;
    let criterion = criterion(id, size);
    let title = match &criterion {
        Some(criterion) if title.is_empty() => criterion.text.to_string(),
        _ => title.to_owned(),
    };
    Deliverable { id, gate, title, done_rule, role, criterion: criterion.map(|_| id) }
}

#[cfg(test)]
mod tests {
    use super::super::checklist::{CriterionKind, criteria};
    use super::*;

    const PHASES: [Phase; 4] = [Phase::Initiation, Phase::Planning, Phase::Execution, Phase::Closing];

    #[test]
    fn each_size_owes_what_the_handbook_says() {
        let counts = |size| PHASES.map(|phase| deliverables(phase, size).len());
        assert_eq!(counts(SizeClass::Small), [8, 10, 5, 9]);
        assert_eq!(counts(SizeClass::Medium), [9, 12, 7, 10]);
        assert_eq!(counts(SizeClass::Large), counts(SizeClass::Medium));
        assert!(deliverables(Phase::Candidate, SizeClass::Large).is_empty());
        assert!(deliverables(Phase::Closed, SizeClass::Large).is_empty());
    }

    #[test]
    fn every_document_that_a_gate_asks_for_is_a_deliverable_and_says_how_it_is_done() {
        for size in SizeClass::ALL {
            for phase in PHASES {
                let owed = deliverables(phase, *size);
                let gate = gate_of(phase).unwrap();
                for document in
                    criteria(gate, *size, false).iter().filter(|criterion| criterion.kind == CriterionKind::Document)
                {
                    let found = owed.iter().find(|deliverable| deliverable.criterion == Some(&*document.id)).unwrap();
                    assert_eq!(found.title, *document.text, "{size:?}");
                }
                for deliverable in &owed {
                    assert!(
                        !deliverable.title.is_empty()
                            && deliverable.done_rule.ends_with('.')
                            && !deliverable.role.is_empty(),
                        "{deliverable:?}"
                    );
                    assert!(deliverable.id.starts_with(gate.label().to_lowercase().as_str()), "{deliverable:?}");
                    assert!(
                        deliverable.criterion.is_some() || ["g4.people", "g4.thanks"].contains(&deliverable.id),
                        "{deliverable:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_small_project_owes_shorter_forms() {
        let title = |size, id: &str| {
            let all = PHASES.into_iter().flat_map(|phase| deliverables(phase, size));
            all.into_iter().find(|deliverable| deliverable.id == id).map(|deliverable| deliverable.title)
        };
        assert_eq!(title(SizeClass::Small, "g1.charter").as_deref(), Some("Project charter (one page)"));
        assert_eq!(title(SizeClass::Medium, "g1.charter").as_deref(), Some("Project charter"));
        assert_eq!(title(SizeClass::Small, "g1.stakeholders"), None);
    }
}
