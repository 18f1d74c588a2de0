//! What the first page shows of the product before there is any data: a gate and a maturity profile of the example portfolio, as they are
//! there. Must not know how it is drawn. A test compares it with the example, so that it promises nothing that is not in it.

use super::maturity::chart::Spoke;

/// A condition of the gate: what, who, and whether it is met.
pub struct SampleCondition {
    /// What is to be done.
    pub text: &'static str,
    /// Who does it.
    pub owner: &'static str,
    /// Whether it was done.
    pub is_met: bool,
}

/// A gate that was held.
pub struct SampleGate {
    /// Code of the project.
    pub code: &'static str,
    /// Its name.
    pub project: &'static str,
    /// The phases between which the gate stands.
    pub phases: (&'static str, &'static str),
    /// Short name of the gate.
    pub gate: &'static str,
    /// What was decided.
    pub outcome: &'static str,
    /// Who decided.
    pub deciders: &'static str,
    /// Why.
    pub reasons: &'static str,
    /// What the project manager said.
    pub statement: &'static str,
    /// Its conditions.
    pub conditions: [SampleCondition; 3],
}

/// A gate of the example.
pub const GATE: SampleGate = SampleGate {
    code: "CBF-06",
    project: "Electric ferry pilot",
    phases: ("Initiation", "Planning"),
    gate: "G1",
    outcome: "Conditional go",
    deciders: "Marcus Adeyemi and Ingrid Solheim",
    reasons: "Worth planning; what is missing can be made up for in weeks.",
    statement: "We can plan; the grid connection decides the date.",
    conditions: [
        SampleCondition { text: "Stakeholder register with the island councils", owner: "Elena Kovacs", is_met: true },
        SampleCondition {
            text: "Benefit profile of fuel saved, agreed with finance",
            owner: "Marcus Adeyemi",
            is_met: false,
        },
        SampleCondition { text: "Written offer of the grid operator", owner: "Jonas Lind", is_met: false },
    ],
};

/// A dimension of the profile: id, claimed and evidenced in tenths, target.
pub const PROFILE: [(&str, i64, i64, i64); 10] = [
    ("MAN", 28, 28, 3),
    ("GOV", 26, 26, 4),
    ("TRA", 28, 28, 4),
    ("REU", 23, 23, 3),
    ("DEL", 26, 26, 3),
    ("TRC", 22, 22, 4),
    ("POR", 18, 18, 3),
    ("RSK", 23, 23, 3),
    ("RES", 22, 22, 3),
    ("PPL", 13, 13, 3),
];

/// The level of the whole: number and name.
pub const LEVEL: (i64, &str) = (2, "Started");

/// What the radar draws.
pub fn spokes() -> Vec<Spoke> {
    let spoke = |(id, claimed, evidenced, target): &(&str, i64, i64, i64)| Spoke {
        id: (*id).to_owned(),
        name: String::new(),
        claimed: Some(*claimed as f64 / 10.0),
        evidenced: Some(*evidenced as f64 / 10.0),
        target: Some(*target),
        is_provisional: false,
    };
    PROFILE.iter().map(spoke).collect()
}
