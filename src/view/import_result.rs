//! What an import did, in words: what came, where the projects stand, what to do next. Must not know how it is drawn.

use super::findings::{Section, of_import};
use super::format::grouped;
use super::import::of_rows;
use super::pages::Page;
use super::projects::PROJECTS;
use super::register::{Column, RegisterView};
use super::route::{DataTab, Route};
use crate::domain::id::Id;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::Project;
use crate::domain::records::project::{Phase, at};
use crate::domain::schema::FieldKind;
use crate::domain::value::Value;
use crate::engine::portfolio::Portfolio;
use crate::exchange::table::rehearse::Rehearsal;

/// "19 projects imported, 2 changed".
pub fn came_words(rehearsal: &Rehearsal) -> String {
    let of = |number| of_rows(number, rehearsal.rows);
    match (rehearsal.made.len(), rehearsal.changed.len()) {
        (made, 0) => [&*of(made), " imported"].concat(),
        (0, changed) => [&*of(changed), " changed"].concat(),
        (made, changed) => [&*of(made), " imported, ", &grouped(changed as u64), " changed"].concat(),
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

/// Most columns of the register that fit beside each other on a wide screen.
const MOST_COLUMNS: usize = 12;

/// The register with the columns that the list has filled: of the usual ones those with anything in them, then the others.
pub fn register_of(portfolio: &Portfolio, made: &[Id]) -> RegisterView {
    let projects: Vec<&Project> = made.iter().filter_map(|id| portfolio.get::<Project>(*id)).collect();
    let is_filled = |column: Column| {
        column.field().is_some_and(|(number, _)| projects.iter().any(|project| has_any(&project.get(number))))
    };
    // What fills a line, and what every list fills.
    let is_shown = |column: &Column| {
        let is_plain = column.field().is_some_and(|(number, field)| {
            !matches!(field.kind, FieldKind::Prose | FieldKind::List(FieldKind::Structure(_)))
                && !matches!(number, at::order | at::placed | at::state | at::size_class | at::phase_since)
        });
        is_plain && is_filled(*column)
    };
    let usual = PROJECTS.usual();
    let mut columns: Vec<Column> =
        usual.iter().copied().filter(|column| column.field().is_none() || is_filled(*column)).collect();
    let more = PROJECTS.columns().into_iter().filter(|column| !usual.contains(column) && is_shown(column));
    columns.extend(more.take(MOST_COLUMNS.saturating_sub(columns.len())));
    RegisterView { columns: columns.into_iter().map(|column| (column, None)).collect(), ..PROJECTS.view() }
}

fn has_any(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::List(list) => !list.is_empty(),
        Value::Map(parts) => !parts.is_empty(),
        _ => true,
    }
}

/// The lists in which the records stand that were made: the page of each kind, if it has one of its own.
pub fn lists_of(portfolio: &Portfolio, made: &[Id]) -> Vec<(Route, &'static str, &'static str)> {
    let mut found: Vec<(Route, &'static str, &'static str)> = Vec::new();
    for schema in made.iter().filter_map(|id| portfolio.record(*id)).map(|record| record.schema()) {
        let address = schema.shown_at.split('?').next().unwrap_or_default();
        let route = Route::parse(&["#/", address].concat());
        let has_page = !address.is_empty() && !address.contains('{') && route.page != Page::NotFound;
        if has_page
            && schema.kind != Project::SCHEMA.kind
            && found.iter().all(|(_, plural, _)| *plural != schema.plural)
        {
            found.push((route, schema.plural, "With what the list brought."));
        }
    }
    found
}

/// Where to go on, and why. `register`: with which columns the projects of the list are seen best; none for lists of other things, which
/// stand in lists of their own.
pub fn next_steps(
    register: Option<RegisterView>,
    lists: Vec<(Route, &'static str, &'static str)>,
) -> Vec<(Route, &'static str, &'static str)> {
    let board = (Page::Board.route(), "Open the board", "Every project in its phase.");
    let Some(register) = register else { return lists.into_iter().chain([board]).collect() };
    vec![
        (register.route(), "Open the register", "With the columns that the list has filled."),
        board,
        (
            DataTab::Quality.route(),
            "See what is missing",
            "Leads, sponsors, dates and budgets that the list did not give.",
        ),
        (Page::Overview.route(), "Look at the overview", "What is late, over budget or in need of a decision."),
    ]
}
