//! The cells of the grid. A place for a row stays on the page while one scrolls; what its cells say follows the row that is
//! there, and the record of that row alone.

use super::focus::cell_id;
use super::state::Register;
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::Settings;
use crate::domain::records::project::Rag;
use crate::domain::status::Overall;
use crate::engine::index::IndexKey;
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::router::href;
use crate::view::door::door;
use crate::view::register::{Column, Datum, Derived, Nature, RegisterView, RowContext, datum};
use crate::view::route::Route;
use leptos::prelude::*;

/// The record whose row stands at a place.
pub type Present = Memo<Option<Id>>;

/// What a cell holds, depending on its record and what it names alone.
pub fn read(id: Id, column: Column) -> Datum {
    store::track_record(id);
    let derived = column.derived();
    // Only what hangs on the day follows it: all cells of the grid as followers of one signal would cost each of them.
    let is_by_day = derived.is_some_and(|own| own.by_day);
    let today = if is_by_day { session::today() } else { session::today_untracked() };
    if let Some((schema, field)) = derived.and_then(|own| own.related) {
        store::ids(IndexKey::Related(schema.kind, field, id)).into_iter().for_each(store::track_record);
    }
    let relation = column.field().filter(|(_, field)| field.kind.refers()).map(|(number, _)| number);
    follow(id, relation.as_slice());
    follow(id, derived.map_or(&[], |own| own.follows));
    let is_by_settings = derived.is_some_and(|own| own.by_settings);
    if is_by_settings {
        track_settings();
    }
    store::with(|portfolio| {
        let mut around = RowContext::plain(portfolio, today);
        if is_by_settings {
            let settings = portfolio.settings();
            (around.rules, around.bands) = (settings.status_rules(), settings.risk_bands());
        }
        portfolio.record(id).map_or(Datum::Empty, |record| datum(&around, &**record, column))
    })
}

/// Follows the records to which relations of a record lead.
fn follow(id: Id, relations: &[u8]) {
    let mut targets = Vec::new();
    store::with(|own| {
        for value in own.record(id).iter().flat_map(|record| relations.iter().map(|number| record.get(*number))) {
            value.each_relation(&mut |target| targets.push(target));
        }
    });
    targets.into_iter().for_each(store::track_record);
}

fn track_settings() {
    store::track_index(IndexKey::Kind(Settings::SCHEMA.kind));
    if let Some(id) = store::with(|portfolio| portfolio.settings_id()) {
        store::track_record(id);
    }
}

/// How bad what a cell holds is by the limits of the settings: 0 not at all, 1 amber, 2 red.
fn severity(id: Id, derived: &Derived) -> usize {
    let Some(alarm) = derived.alarm else { return 0 };
    store::track_record(id);
    follow(id, derived.follows);
    track_settings();
    let today = if derived.by_day { session::today() } else { session::today_untracked() };
    let colour = store::with(|portfolio| {
        let settings = portfolio.settings();
        let around = RowContext {
            rules: settings.status_rules(),
            bands: settings.risk_bands(),
            ..RowContext::plain(portfolio, today)
        };
        portfolio.record(id).and_then(|record| alarm(&around, &**record))
    });
    match colour {
        Some(Rag::Red) => 2,
        Some(Rag::Amber) => 1,
        Some(Rag::Green) | None => 0,
    }
}

/// What a cell says.
pub fn words(present: Present, column: Column) -> String {
    present.get().map(|id| read(id, column).words()).unwrap_or_default()
}

/// Title of the record at a place.
pub fn name(register: Register, present: Present) -> String {
    words(present, register.kind().title())
}

/// Where a record is seen.
pub fn door_of(id: Id) -> Option<Route> {
    store::with(|portfolio| door(portfolio, id))
}

/// The same as a link: of a kind without a page it opens the record beside the list as it is.
fn door_in(register: Register, id: Id) -> Option<Route> {
    let route = door_of(id)?;
    Some(match route.beside {
        Some(_) => Route { beside: Some(id), ..register.view(RegisterView::route) },
        None => route,
    })
}

/// The cell of a column.
pub fn cell(register: Register, place: usize, at: usize, column: Column, present: Present) -> Drawn {
    let id = cell_id(place, at);
    let index = (at + 2).to_string();
    let readonly = (!column.is_editable()).then_some("true");
    if let Some(own) = (register.page.cell)(column, present) {
        return view! {
            <div class="grid-cell" role="gridcell" id=id aria-colindex=index aria-readonly=readonly tabindex="-1">{own}</div>
        };
    }
    match column.nature() {
        _ if column.is_title() => {
            let link = move || {
                present.get().and_then(|id| door_in(register, id)).map(|route| href(&route)).unwrap_or_default()
            };
            view! {
                <div class="grid-cell grid-name" role="rowheader" id=id aria-colindex=index tabindex="-1">
                    <a class="grid-link" tabindex="-1" href=link>{move || words(present, column)}</a>
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
        _ => {
            let figure = column.is_figure();
            let text = Memo::new(move |_| words(present, column));
            // Late and over are what one looks for.
            let warns = column.derived().filter(|own| own.alarm.is_some());
            let alarm = move || warns.map_or(0, |own| present.get().map_or(0, |id| severity(id, own)));
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
    let label = move || ["Select ", &name(register, present)].concat();
    let id = ["pick-", &place.to_string()].concat();
    let is_picked = move || present.get().is_some_and(|id| register.is_picked(id));
    view! {
        <div class="grid-cell grid-check" role="gridcell" aria-colindex="1">
            <input type="checkbox" class="grid-pick" tabindex="-1" id=id aria-label=label prop:checked=is_picked/>
        </div>
    }
}
