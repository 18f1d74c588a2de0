//! What is done on the board of projects: another place in a column, a gate review over a border, the phases shown in steps. Must
//! not know pointers.

use super::reviews;
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::project::Phase;
use crate::domain::records::{Project, Settings, settings};
use crate::domain::value::Value;
use crate::engine::command::{Command, Fields};
use crate::engine::index::{BoardColumn, IndexKey};
use crate::engine::portfolio::Portfolio;
use crate::store;
use crate::ui::board::{Deeds, Meaning, Menu};
use crate::ui::parts::{MenuEntry, MenuItem, workspace_name};
use crate::ui::{actions, router};
use crate::view::board::cells::{Cell, Layout};
use crate::view::board::filter::BoardFilter;
use crate::view::project_board::filter::choices;
use crate::view::project_board::{self, Move, column_at};
use crate::view::route::ProjectTab;
use leptos::prelude::untrack;

/// What is done on the board of projects.
pub const DEEDS: &dyn Deeds = &OfProjects;

struct OfProjects;

impl Deeds for OfProjects {
    fn meaning(&self, _: &Layout, card: Id, column: usize) -> Option<Meaning> {
        Some(match reviews::meaning(card, column_at(column)?)? {
            Move::Within => Meaning::Within,
            Move::Gate { .. } => Meaning::Opens,
            Move::Refused(why) => Meaning::Refused(why.into()),
        })
    }

    fn hint(&self, _: &Layout, card: Id, column: usize) -> String {
        let hint = |project: &Project| {
            column_at(column).map(|column| project_board::drop_hint(project.phase, project.state, column))
        };
        store::with(|portfolio| portfolio.get::<Project>(card).and_then(hint)).unwrap_or_default()
    }

    fn says(&self, layout: &Layout, card: Id, cell: Cell) -> Fields {
        let says = |project: &Project| project_board::says(layout, project, cell);
        store::with(|portfolio| portfolio.get::<Project>(card).map(says)).unwrap_or_default()
    }

    fn all_in(&self, column: usize) -> Vec<Id> {
        let all = |column| store::with(|portfolio| portfolio.ids(IndexKey::Column(column)));
        column_at(column).map(all).unwrap_or_default()
    }

    fn place(&self, cards: Vec<Id>, after: Option<Id>, fields: Fields) {
        actions::dispatch(&match *cards {
            [project] => Command::MoveOnBoard { project, after, fields },
            _ => Command::MoveTogether { projects: cards, after, fields },
        });
    }

    fn enter(&self, cards: Vec<Id>, to: Cell, _: usize) {
        let Some(column) = column_at(to.column) else { return };
        let layout = crate::ui::board::layout_now();
        for card in &cards {
            // The lane is changed at once; whether the phase is, the gate decides.
            let fields = self.says(&layout, *card, to);
            if !fields.is_empty() {
                actions::dispatch(&Command::Change { record: *card, fields });
            }
        }
        reviews::begin(&cards, column);
    }

    fn choices(&self, portfolio: &Portfolio, filter: &BoardFilter, facet: usize) -> Vec<(String, String)> {
        choices(portfolio, facet, filter.get(facet))
    }

    fn open(&self, card: Id) -> Option<MenuItem> {
        Some(MenuItem::new("Open project", move || router::go(&ProjectTab::Summary.of(card))))
    }

    fn menu(&self, name: &str) -> Option<Menu> {
        (name == "steps").then_some(("Phases shown in steps", step_entries))
    }
}

/// The phases that can be shown in steps.
fn step_entries() -> Vec<MenuEntry> {
    let shown = store::with(|portfolio| portfolio.settings().steps);
    let entry = |phase: &Phase| {
        let column = BoardColumn::of(*phase, Default::default());
        let names: Vec<&str> = phase.steps().iter().map(|step| step.1).collect();
        let (phase, is_shown) = (*phase, shown.contains(phase));
        let words = ["Show ", column.label(), if is_shown { " as a whole" } else { " in steps" }].concat();
        let item = MenuItem::new(words, move || show_steps(phase, !is_shown));
        MenuEntry::Item(MenuItem { hint: names.join(" · "), ..item })
    };
    Phase::ALL.iter().map(entry).collect()
}

/// Shows a phase in steps, or as a whole: a setting of the workspace.
fn show_steps(phase: Phase, shows: bool) {
    let (record, steps) = store::with(|portfolio| (portfolio.settings_id(), portfolio.settings().steps));
    let is_wanted = |known: &&Phase| if **known == phase { shows } else { steps.contains(known) };
    let steps: Vec<Value> = Phase::ALL.iter().filter(is_wanted).map(|phase| Value::text(phase.name())).collect();
    let steps = (settings::at::steps, if steps.is_empty() { Value::Null } else { Value::List(steps) });
    actions::dispatch(&match record {
        Some(record) => Command::Change { record, fields: vec![steps] },
        None => {
            let name = (settings::at::name, Value::text(untrack(workspace_name)));
            Command::Create { schema: Settings::SCHEMA, fields: vec![name, steps] }
        }
    });
}
