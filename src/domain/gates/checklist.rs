//! The checklist of each gate by size class: what a criterion is, and the product's own criteria (handbook 5.2 to 5.5; G0 from the
//! design), version [`VERSION`]. A workspace may set its own in their place: each change is a record of its own
//! ([`GateCriteria`](crate::domain::records::GateCriteria)). Texts are for people; ids are stored with the answers and never change
//! their meaning.

use super::Gate;
use crate::domain::field::{Bounded, Text};
use crate::domain::life_cycle::SizeClass;
use crate::domain::macros::{always_given, choice, structure};

/// Version of the product's own criteria. A held review keeps the version it was held by.
pub const VERSION: i64 = 1;

choice! {
    /// How much a criterion weighs.
    CriterionKind {
        /// Must be true: without it no go.
        Fact = "fact", "Must criteria";
        /// Must exist: without it at most a conditional go.
        Document = "document", "Must documents";
        /// Scored from 0 to 10.
        Should = "should", "Score";
    }
}
always_given!(CriterionKind, Fact);

structure! {
    /// One line of a checklist.
    Criterion {
        /// Stored with the answer.
        id: Text, "Id", required;
        /// What is asked.
        text: Text, "Criterion", required;
        /// How much it weighs.
        kind: CriterionKind, "Kind", required;
        /// Size classes it applies to: any of `s`, `m`, `l`.
        sizes: Text, "Size classes", required;
        /// How often its points count, if it is scored; once if not given.
        weight: Option<Bounded<1, 9>>, "Weight";
    }
}

impl Criterion {
    /// Whether it is asked of projects of that size.
    pub fn is_for(&self, size: SizeClass) -> bool {
        self.sizes.contains(size.name())
    }

    /// How often its points count.
    pub fn weight(&self) -> i64 {
        self.weight.map_or(1, |weight| weight.0)
    }
}

/// All lists there are: each gate has one, and the closing of a stopped project one of its own.
pub const LISTS: [(Gate, bool); 7] = [
    (Gate::G0, false),
    (Gate::G1, false),
    (Gate::G2, false),
    (Gate::G3, false),
    (Gate::G4, false),
    (Gate::G4, true),
    (Gate::Resume, false),
];

/// What people call a list.
pub fn list_name(gate: Gate, stopped: bool) -> &'static str {
    if stopped { "G4 of a stopped project" } else { gate.label() }
}

/// A line of the product's own lists: id, text, kind, size classes.
type Line = (&'static str, &'static str, CriterionKind, &'static str);

const fn fact(id: &'static str, text: &'static str) -> Line {
    (id, text, CriterionKind::Fact, "sml")
}
const fn document(id: &'static str, text: &'static str, sizes: &'static str) -> Line {
    (id, text, CriterionKind::Document, sizes)
}
const fn should(id: &'static str, text: &'static str) -> Line {
    (id, text, CriterionKind::Should, "sml")
}

const G0: &[Line] = &[
    fact("g0.problem", "The problem is stated"),
    fact("g0.requester", "Requester and likely sponsor are named"),
    fact("g0.size", "Rough size and value are known"),
    fact("g0.duplicate", "Nobody else does it already"),
    should("g0.objective", "It fits a strategic objective"),
    should("g0.shaper", "Somebody can shape it"),
];

const G1: &[Line] = &[
    fact("g1.sponsor", "A sponsor is named and willing"),
    fact("g1.lead", "A project manager is named; who is accountable is clear"),
    fact("g1.objective", "The objective can be measured"),
    fact("g1.strategy", "The contribution to a strategic objective is stated"),
    fact("g1.benefit", "A benefit has an owner"),
    fact("g1.legal", "No legal or policy obstacle"),
    fact("g1.funding", "Funding and people for planning are available"),
    document("g1.intake", "Intake form with rough size and value", "sml"),
    document("g1.charter", "Project charter (one page)", "s"),
    document("g1.charter", "Project charter", "ml"),
    document("g1.case", "Business case (short)", "s"),
    document("g1.case", "Business case with options", "ml"),
    document("g1.profile", "One draft benefit profile with owner", "s"),
    document("g1.profile", "Draft benefit profiles with owners", "ml"),
    document("g1.stakeholders", "Stakeholder register", "ml"),
    document("g1.risks", "High-level risks and assumptions", "sml"),
    document("g1.score", "Score and rank", "sml"),
    document("g1.lessons", "Lessons of earlier projects checked", "sml"),
    should("g1.options", "Options were compared"),
    should("g1.plausible", "Size and range of cost are plausible against past projects"),
    should("g1.heard", "Key stakeholders were heard"),
    should("g1.top_risks", "The top risks are known"),
    should("g1.dependencies", "Dependencies are named"),
    should("g1.duplicates", "Checked for duplicates"),
    should("g1.applied", "Lessons are applied"),
    should("g1.line", "The score lies above the line"),
];

const G2: &[Line] = &[
    fact("g2.case", "The case still holds with planned cost and date"),
    fact("g2.consistent", "The baseline is complete and agrees with itself"),
    fact("g2.people", "Line managers have confirmed the people for the next stage"),
    fact("g2.owners", "Every card or work package has an owner"),
    fact("g2.critical", "Critical risks have owner and response"),
    fact("g2.acceptance", "Acceptance criteria are agreed with the user"),
    fact("g2.tolerances", "Tolerances are set"),
    fact("g2.dependencies", "Giver and receiver agree on each dependency between projects"),
    document("g2.scope", "Scope list", "s"),
    document("g2.scope", "Scope statement with work breakdown or backlog", "ml"),
    document("g2.schedule", "Milestone schedule", "s"),
    document("g2.schedule", "Schedule with milestones, dependencies and critical path", "ml"),
    document("g2.resources", "Resource plan with confirmed allocations", "sml"),
    document("g2.budget", "Total budget", "s"),
    document("g2.budget", "Budget by period, contingency tied to risks", "ml"),
    document("g2.risks", "Risk register with responses", "sml"),
    document("g2.quality", "Quality and acceptance criteria", "sml"),
    document("g2.communication", "Communication plan and RACI", "ml"),
    document("g2.control", "Change control and tolerances", "sml"),
    document("g2.procurement", "Procurement plan, if anything is bought", "sml"),
    document("g2.handover", "Plan for the change of people's work, and handover outline", "ml"),
    document("g2.benefits", "Benefit plan: measures, start values, dates", "sml"),
    document("g2.baselines", "Baselines of scope, time, cost and benefit", "sml"),
    should("g2.plan_quality", "Plan quality is at least 80%"),
    should("g2.second", "A second person has checked the plan"),
    should("g2.float", "The schedule has float or a range"),
    should("g2.contingency", "Contingency is derived from risk"),
    should("g2.actuals", "The estimate was compared with actuals"),
    should("g2.operations", "Training and operations are involved"),
    should("g2.security", "Security, data protection and compliance are answered"),
    should("g2.start_values", "Start values of the benefits are measured"),
];

const G3: &[Line] = &[
    fact("g3.accepted", "All mandatory deliverables are accepted or waived"),
    fact("g3.defects", "The user has accepted the open defects, with owner and date"),
    fact("g3.operator", "The operator is named and ready"),
    fact("g3.changes", "Approved changes explain the difference between first and present baseline"),
    fact("g3.case", "Case and benefits are up to date"),
    document("g3.status", "Status reports for each cycle", "sml"),
    document("g3.raid", "Current risk and issue log", "sml"),
    document("g3.tests", "Test and acceptance records", "sml"),
    document("g3.operating", "Training and operating documents", "ml"),
    document("g3.handover", "Handover plan", "ml"),
    should("g3.trained", "Users are trained"),
    should("g3.support", "Support and maintenance are funded"),
    should("g3.migrated", "Data is moved and the old system dealt with"),
    should("g3.open", "Open risks and issues belong to somebody who stays"),
    should("g3.lessons", "Lessons of each phase are recorded"),
    should("g3.measuring", "Benefit measurement is running"),
];

const G4: &[Line] = &[
    fact("g4.signed", "Acceptance is signed"),
    fact("g4.operations", "Operations have taken over"),
    fact("g4.accounts", "Accounts are closed, or their closing date is set"),
    fact("g4.transferred", "Open points are handed to named people"),
    fact("g4.benefit", "Benefit owner and review dates are confirmed"),
    document("g4.report", "Closing report against first and last baseline", "ml"),
    document("g4.record", "Complete archived record", "sml"),
    should("g4.lessons", "People outside the project have looked at the lessons"),
    should("g4.actual", "Estimate against actual is stored"),
    should("g4.feedback", "The team has given feedback"),
    should("g4.satisfaction", "The sponsor is satisfied"),
    should("g4.templates", "Candidates for templates are named"),
];

const G4_STOPPED: &[Line] = &[
    fact("g4.reason", "The reason for stopping is stated"),
    fact("g4.sunk", "Cost so far and cost to exit are known"),
    fact("g4.accounts", "Accounts are closed, or their closing date is set"),
    fact("g4.transferred", "Open points are handed to named people"),
    fact("g4.benefit", "Benefit owner and review dates are confirmed"),
    document("g4.report", "Closing report against first and last baseline", "ml"),
    document("g4.record", "Complete archived record", "sml"),
    should("g4.reuse", "What can be used again is named"),
    should("g4.lessons", "People outside the project have looked at the lessons"),
    should("g4.actual", "Estimate against actual is stored"),
    should("g4.feedback", "The team has given feedback"),
    should("g4.satisfaction", "The sponsor is satisfied"),
    should("g4.templates", "Candidates for templates are named"),
];

const RESUME: &[Line] = &[
    fact("resume.wanted", "It is still wanted"),
    fact("resume.worth", "What it still costs is worth the remaining benefit"),
    fact("resume.cause", "What had to change has changed"),
    fact("resume.able", "People, money and suppliers are there"),
    should("resume.course", "Time and cost to finish are known anew"),
    should("resume.plan", "The next stage is planned"),
];

/// The lines of the product's own list.
fn lines(gate: Gate, stopped: bool) -> &'static [Line] {
    match gate {
        Gate::G0 => G0,
        Gate::G1 => G1,
        Gate::G2 => G2,
        Gate::G3 => G3,
        Gate::G4 if stopped => G4_STOPPED,
        Gate::G4 => G4,
        Gate::Resume => RESUME,
    }
}

fn criterion_of(line: &Line) -> Criterion {
    let (id, text, kind, sizes) = *line;
    Criterion { id: id.into(), text: text.into(), kind, sizes: sizes.into(), weight: None }
}

/// The product's own criteria of a gate, for all size classes. `stopped`: the project was stopped and is being closed.
pub fn own_list(gate: Gate, stopped: bool) -> Vec<Criterion> {
    lines(gate, stopped).iter().map(criterion_of).collect()
}

/// The product's own criteria of a gate for that size class.
pub fn criteria(gate: Gate, size: SizeClass, stopped: bool) -> Vec<Criterion> {
    let mut all = own_list(gate, stopped);
    all.retain(|criterion| criterion.is_for(size));
    all
}

/// The product's own criterion with this id, for reading reviews that were held by it.
pub fn criterion(id: &str, size: SizeClass) -> Option<Criterion> {
    let mut all = LISTS.into_iter().flat_map(|(gate, stopped)| lines(gate, stopped));
    all.find(|(known, _, _, sizes)| *known == id && sizes.contains(size.name())).map(criterion_of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn ids_are_unique_within_gate_and_size_and_sizes_are_known() {
        for (gate, stopped) in LISTS {
            for size in SizeClass::ALL {
                let all = criteria(gate, *size, stopped);
                let ids: HashSet<&str> = all.iter().map(|c| &*c.id).collect();
                assert_eq!(ids.len(), all.len(), "{gate:?} {size:?}");
                assert!(ids.iter().all(|id| criterion(id, *size).is_some()));
            }
        }
    }

    #[test]
    fn a_stopped_project_is_closed_by_the_same_list_without_acceptance() {
        for size in SizeClass::ALL {
            let stopped = criteria(Gate::G4, *size, true);
            let of_acceptance = ["g4.signed", "g4.operations"];
            for criterion in criteria(Gate::G4, *size, false) {
                let is_asked = stopped.iter().any(|other| other.id == criterion.id);
                assert_eq!(is_asked, !of_acceptance.contains(&&*criterion.id), "{size:?}: {}", &*criterion.id);
            }
            assert!(
                ["g4.reason", "g4.sunk", "g4.reuse"]
                    .iter()
                    .all(|id| stopped.iter().any(|criterion| &*criterion.id == *id))
            );
        }
    }

    #[test]
    fn a_small_project_owes_fewer_documents_than_a_large_one() {
        let documents =
            |gate, size| criteria(gate, size, false).iter().filter(|c| c.kind == CriterionKind::Document).count();
        assert_eq!((documents(Gate::G1, SizeClass::Small), documents(Gate::G1, SizeClass::Large)), (7, 8));
        assert_eq!((documents(Gate::G2, SizeClass::Small), documents(Gate::G2, SizeClass::Large)), (10, 12));
    }
}
