//! What an import did, in words: what came, where the projects stand, what to do next. Must not know how it is drawn.

use super::findings::{Section, of_import};
use super::format::{count, grouped};
use super::route::{DataTab, Route};
use crate::domain::id::Id;
use crate::domain::records::Project;
use crate::domain::records::project::Phase;
use crate::engine::portfolio::Portfolio;
use crate::exchange::table::mapping::Subject;
use crate::exchange::table::rehearse::Rehearsal;

/// "19 projects imported, 2 changed".
pub fn came_words(rehearsal: &Rehearsal) -> String {
    let noun = if rehearsal.rows == Subject::Projects { "project" } else { "work item" };
    match (rehearsal.made.len(), rehearsal.changed.len()) {
        (made, 0) => [&count(made, noun), " imported"].concat(),
        (0, changed) => [&count(changed, noun), " changed"].concat(),
        (made, changed) => [&count(made, noun), " imported, ", &grouped(changed as u64), " changed"].concat(),
    }
}

/// Where the projects that were made stand: "Execution 18, Idea 1."
pub fn places(portfolio: &Portfolio, made: &[Id]) -> String {
    let projects: Vec<&Project> = made.iter().filter_map(|id| portfolio.get::<Project>(*id)).collect();
    let of = |phase: Phase| projects.iter().filter(|project| project.phase == phase).count();
    let phases = Phase::ALL.iter().map(|phase| (phase.label(), of(*phase))).filter(|(_, count)| *count > 0);
    let words: Vec<String> = phases.map(|(label, count)| [label, " ", &grouped(count as u64)].concat()).collect();
    if words.is_empty() { String::new() } else { [&words.join(", "), "."].concat() }
}

/// What the rehearsal found that still counts: what is in it and what is not.
pub fn sections(rehearsal: &Rehearsal) -> Vec<Section> {
    let mut sections = of_import(rehearsal, &|_| String::new());
    sections.retain(|section| section.count > 0);
    for section in &mut sections {
        section.open = false;
    }
    sections
}

/// Where to go on, and why.
pub fn next_steps(of_projects: bool) -> Vec<(Route, &'static str, &'static str)> {
    let board = (Route::Board, "Open the board", "Every project in its phase.");
    if !of_projects {
        return vec![board];
    }
    vec![
        board,
        (
            Route::Data(DataTab::Quality),
            "See what is missing",
            "Leads, sponsors, dates and budgets that the list did not give.",
        ),
        (Route::Home, "Look at the overview", "What is late, over budget or in need of a decision."),
    ]
}
