//! The cells of the grid. A place for a row stays on the page while one scrolls; what its cells say follows the row that is
//! there, and the record of that row alone.

use super::focus::cell_id;
use super::state::Register;
use crate::domain::id::Id;
use crate::domain::lateness::severity;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::project::{Rag, at};
use crate::domain::records::{GateCondition, Project, Settings};
use crate::domain::schema::FieldKind;
use crate::domain::status::Overall;
use crate::engine::index::IndexKey;
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::router::href;
use crate::view::register::columns::Nature;
use crate::view::register::{Around, Column, Datum, Derived, datum};
use crate::view::route::ProjectTab;
use leptos::prelude::*;

/// The project whose row stands at a place.
pub type Present = Memo<Option<Id>>;

/// What a cell holds, depending on its record and what it names alone.
fn read(id: Id, column: Column) -> Datum {
    store::track_record(id);
    let is_derived = |own| column == Column::Derived(own);
    // Only what hangs on the day follows it: all cells of the grid as followers of one signal would cost each of them.
    let is_by_day = is_derived(Derived::Overall) || is_derived(Derived::Age) || is_derived(Derived::Late);
    let today = if is_by_day { session::today() } else { session::today_untracked() };
    if is_derived(Derived::Conditions) {
        for condition in store::ids(IndexKey::conditions(id)) {
            let _ = store::record::<GateCondition, _>(condition, |_| ());
        }
    }
    if let Some((number, field)) = column.field()
        && let FieldKind::Reference(_) = field.kind
    {
        let target = store::with(|own| own.get::<Project>(id).and_then(|project| project.get(number).as_id()));
        if let Some(target) = target {
            store::track_record(target);
        }
    }
    let is_by_rules = is_derived(Derived::Overall) || is_derived(Derived::Late);
    if is_by_rules {
        track_settings();
    }
    store::with(|portfolio| {
        let mut around = Around::plain(portfolio, today);
        if is_by_rules {
            around.rules = portfolio.settings().status_rules();
        }
        portfolio.get::<Project>(id).map_or(Datum::Empty, |project| datum(&around, project, column))
    })
}

fn track_settings() {
    store::track_index(IndexKey::Kind(Settings::SCHEMA.kind));
    if let Some(id) = store::with(|portfolio| portfolio.settings_id()) {
        store::track_record(id);
    }
}

/// How bad what a project is late, or costs more, is by the limits of the settings: 0 not at all, 1 amber, 2 red.
fn alarm(id: Id, column: Column) -> usize {
    store::track_record(id);
    track_settings();
    let is_by_day = column == Column::Derived(Derived::Late);
    let today = if is_by_day { session::today() } else { session::today_untracked() };
    let colour = store::with(|portfolio| {
        let (rules, project) = (portfolio.settings().status_rules(), portfolio.get::<Project>(id)?);
        match column {
            Column::Derived(Derived::Late) => severity(project, today, rules),
            _ => rules.cost(project),
        }
    });
    match colour {
        Some(Rag::Red) => 2,
        Some(Rag::Amber) => 1,
        Some(Rag::Green) | None => 0,
    }
}

fn words(present: Present, column: Column) -> String {
    present.get().map(|id| read(id, column).words()).unwrap_or_default()
}

/// Name of the project at a place.
pub fn name(present: Present) -> String {
    words(present, Column::NAME)
}

/// The cell of a column.
pub fn cell(place: usize, at: usize, column: Column, present: Present) -> Drawn {
    let id = cell_id(place, at);
    let index = (at + 2).to_string();
    let readonly = (!column.is_editable()).then_some("true");
    match column.nature() {
        _ if column == Column::NAME => {
            let link = move || present.get().map(|id| href(&ProjectTab::Summary.of(id))).unwrap_or_default();
            view! {
                <div class="grid-cell grid-name" role="rowheader" id=id aria-colindex=index tabindex="-1">
                    <a class="grid-link" tabindex="-1" href=link>{move || name(present)}</a>
                </div>
            }
        }
        Nature::Status => {
            // Read once for the colour, the letter and the words; by number, as memos of another type would cost more.
            let status = Memo::new(move |_| present.get().map_or(0, |id| number(&read(id, column))));
            let of = move |part: fn(&Look) -> &'static str| LOOKS.get(status.get()).map_or("", part);
            view! {
                <div class="grid-cell" role="gridcell" id=id aria-colindex=index aria-readonly=readonly tabindex="-1">
                    <span class=move || of(|look| look.class) hidden=move || status.get() == 0>
                        <span class="status-letter" aria-hidden="true">{move || of(|look| look.letter)}</span>
                        <span>{move || of(|look| look.words)}</span>
                    </span>
                </div>
            }
        }
        _ if column == Column::Field(at::phase) => {
            // What is on hold or stopped does not look like what goes on.
            let rest = move || match present.get().map(|id| read(id, Column::Field(at::state))) {
                Some(Datum::Choice(_, "on_hold" | "stopped", label)) => label,
                _ => "",
            };
            let mark = move || match present.get().map(|id| read(id, column)) {
                Some(Datum::Choice(own, _, _)) => {
                    ["phase-mark phase-", &own.to_string(), if rest().is_empty() { "" } else { " rests" }].concat()
                }
                _ => String::new(),
            };
            let told = move || match rest() {
                "" => String::new(),
                state => [", ", &state.to_ascii_lowercase()].concat(),
            };
            view! {
                <div class="grid-cell" role="gridcell" id=id aria-colindex=index aria-readonly=readonly tabindex="-1">
                    <span class=mark aria-hidden="true" title=rest></span>
                    <span class="grid-text">{move || words(present, column)}<span class="visually-hidden">{told}</span></span>
                </div>
            }
        }
        _ => {
            let figure = column.is_figure();
            let text = Memo::new(move |_| words(present, column));
            // Late and over are what one looks for.
            let warns = matches!(column, Column::Derived(Derived::Late | Derived::Variance));
            let alarm = move || if warns { present.get().map_or(0, |id| alarm(id, column)) } else { 0 };
            let class = if figure { "grid-cell figure" } else { "grid-cell" };
            view! {
                <div class=class role="gridcell" id=id aria-colindex=index aria-readonly=readonly tabindex="-1"
                    class:is-over=move || alarm() == 2 class:is-near=move || alarm() == 1>
                    <span class="grid-text">{text}</span>
                </div>
            }
        }
    }
}

/// How a status looks.
struct Look {
    class: &'static str,
    letter: &'static str,
    words: &'static str,
}

const fn look(class: &'static str, letter: &'static str, words: &'static str) -> Look {
    Look { class, letter, words }
}

/// How each status looks, nothing first.
const LOOKS: [Look; 9] = [
    look("status tone-grey", "", ""),
    look("status tone-green", "G", "Green"),
    look("status tone-amber", "A", "Amber"),
    look("status tone-red", "R", "Red"),
    look("status tone-grey", "?", "Out of date"),
    look("status tone-grey", "–", "Not reported"),
    look("status tone-green by-confidence", "G", "Green by confidence"),
    look("status tone-amber by-confidence", "A", "Amber by confidence"),
    look("status tone-red by-confidence", "R", "Red by confidence"),
];

/// Which of the looks a status has.
fn number(datum: &Datum) -> usize {
    match datum {
        Datum::Status(Overall::Reported(Rag::Green)) => 1,
        Datum::Status(Overall::Reported(Rag::Amber)) => 2,
        Datum::Status(Overall::Reported(Rag::Red)) => 3,
        Datum::Status(Overall::Stale) => 4,
        Datum::Status(Overall::NotReported) => 5,
        Datum::Status(Overall::Confidence(Rag::Green)) => 6,
        Datum::Status(Overall::Confidence(Rag::Amber)) => 7,
        Datum::Status(Overall::Confidence(Rag::Red)) => 8,
        _ => 0,
    }
}

/// The check box of a row.
pub fn check(place: usize, register: Register, present: Present) -> Drawn {
    let label = move || ["Select ", &name(present)].concat();
    let id = ["pick-", &place.to_string()].concat();
    let is_picked = move || present.get().is_some_and(|id| register.is_picked(id));
    view! {
        <div class="grid-cell grid-check" role="gridcell" aria-colindex="1">
            <input type="checkbox" class="grid-pick" tabindex="-1" id=id aria-label=label prop:checked=is_picked/>
        </div>
    }
}
