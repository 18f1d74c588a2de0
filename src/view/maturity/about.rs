//! What the page about the model says beyond the model itself: functions of an office, why a question is asked, and how public
//! models compare. Must not know how it is drawn.

use super::words;
use crate::domain::maturity::model::{Dimension, Model, Question};
use crate::view::format::count;

/// The functions of an office by their ids in the model.
const FUNCTIONS: [(&str, &str); 5] = [
    ("governance", "Governance"),
    ("transparency", "Transparency"),
    ("reusability", "Reusability"),
    ("delivery_support", "Delivery support"),
    ("traceability", "Traceability"),
];

/// The functions that a dimension serves, in words. Those of a model that was brought stand as they are there.
pub fn functions(dimension: &Dimension) -> String {
    let word = |id: &String| {
        let known = FUNCTIONS.iter().find(|(known, _)| known == id);
        known.map_or_else(|| words::sentence(&id.replace('_', " ")), |(_, words)| (*words).to_owned())
    };
    dimension.functions.iter().map(word).collect::<Vec<_>>().join(", ")
}

/// Why a question is asked, as labels with their words.
pub fn why(model: &Model, dimension: &Dimension, question: &Question) -> Vec<(&'static str, String)> {
    let mut all = vec![("Serves", functions(dimension))];
    if question.keystone {
        let words = [
            "Key question: the dimension can be at most ",
            &words::value(Some(model.scoring.keystone_cap)),
            " above its answer. It is asked in the quick check.",
        ];
        all.push(("Weight", words.concat()));
    }
    if !question.evidence.is_empty() {
        all.push(("Backed by", question.evidence.join("; ")));
    }
    if let Some(signal) = model.signal(&question.signal) {
        let words = [&words::sentence(&signal.formula), "; for level 3 ", &words::limit(signal)].concat();
        all.push(("What the records say", words));
    }
    all
}

/// How large a model is, in words.
pub fn size(model: &Model) -> String {
    let dimensions = count(model.dimensions.len(), "dimension");
    let questions = count(model.questions().count(), "question");
    let signals = count(model.signals.len(), "figure");
    let profiles = count(model.profiles.len(), "target profile");
    [&dimensions, ", ", &questions, ", ", &signals, " of the records, ", &profiles].concat()
}

/// A public model beside ours.
pub struct PublicModel {
    /// Name and where it comes from.
    pub name: &'static str,
    /// What it looks at.
    pub about: &'static str,
    /// How it is built and scored.
    pub how: &'static str,
    /// What ours does alike, and what otherwise.
    pub ours: &'static str,
}

/// Public models, as far as their published outlines say.
pub const PUBLIC: [PublicModel; 9] = [
    PublicModel {
        name: "CMMI (now ISACA)",
        about: "Processes of an organisation",
        how: "Practice areas with staged levels, found by an appraisal: a level needs all lower ones.",
        ours: "Takes the idea of five levels that build on each other. It is no appraisal and gives no CMMI level.",
    },
    PublicModel {
        name: "P3M3 (UK government, now PeopleCert)",
        about: "Portfolio, programme and project management, as three models",
        how: "Seven perspectives, five levels. The short form asks to choose one of five descriptions; certified assessments are made by accredited firms, and the lowest perspective counts.",
        ours: "Takes choosing among descriptions, and shows the weakest dimension beside the mean. No wording is taken, and no P3M3 rating follows.",
    },
    PublicModel {
        name: "OPM3 (PMI, 2003 to 2013)",
        about: "Project management of an organisation",
        how: "Best practices in three domains and four stages; the result is the share that is reached, without levels.",
        ours: "Asks for no list of practices and no yes or no; shares are kept for the figures of the records.",
    },
    PublicModel {
        name: "PMO Maturity Cube (Pinto, Cota, Levin, 2010)",
        about: "The project management office itself",
        how: "Scope and approach of the office; asks how elaborately each service is given, and only for services it needs.",
        ours: "Takes the office as a giver of services, and “not applicable” with a reason for what it does not need.",
    },
    PublicModel {
        name: "Prado-MMGP (Brazil, 2002)",
        about: "A department with a portfolio of projects",
        how: "Forty questions in the levels 2 to 5, five answers each; one number from 1 to 5, used in surveys for years.",
        ours: "Takes five answers in words and one overall number. Ours weighs dimensions, and its number cannot be set beside those surveys.",
    },
    PublicModel {
        name: "PMMM (PM Solutions, Crawford)",
        about: "Project management by areas of knowledge",
        how: "Ten areas with five levels each, found with a facilitator.",
        ours: "Has ten dimensions as well, but of the work of an office instead of areas of knowledge.",
    },
    PublicModel {
        name: "PMO Value Ring and PMI's guide of 2025",
        about: "The services of an office",
        how: "Twenty-six services; maturity is how well a service is given, not how many there are or how strategic they are.",
        ours: "Takes that only needed functions count and that more is not better. It does not rate single services.",
    },
    PublicModel {
        name: "Gartner's model of programme and portfolio management",
        about: "Programme and portfolio management",
        how: "Five dimensions and five levels, from a survey of clients; closed.",
        ours: "Takes the advice that the best level is the one that serves the strategy: targets differ by dimension.",
    },
    PublicModel {
        name: "Global PMO Maturity Index (PMI and PwC)",
        about: "Offices of many organisations",
        how: "How often twenty-three activities are done, asked of thousands; an index with the best tenth for comparison.",
        ours: "Compares an office with itself over time, and with no others. It avoids “always” and “sometimes”.",
    },
];

/// What ours does on purpose.
pub const OURS: [&str; 5] = [
    "People choose among five descriptions, without seeing numbers, and say what backs their answer.",
    "The mean and the weakest dimension stand side by side, because public models disagree on which of them counts.",
    "Self-assessments lean to the bright side. So evidence limits how far an answer bears, several people answer without seeing each other, and figures of the records stand beside the answers.",
    "All weights and limits are in the model file; nothing is hidden.",
    "All questions, descriptions and actions were written for this product.",
];
