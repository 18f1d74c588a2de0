//! What the page of projects knows while it is open: its view, its rows, where the focus is, what is selected and edited.
//! What is lasting of it stands in the address.

use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::Project;
use crate::engine::index::IndexKey;
use crate::store::{self, session};
use crate::ui::router;
use crate::view::register::keys::Spot;
use crate::view::register::{Around, Column, Line, RegisterView, Sheet, sheet, window};
use crate::view::route::Route;
use leptos::html;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// What the page knows. All parts of it share one.
#[derive(Clone, Copy)]
pub struct Register {
    /// The view that the address names.
    pub view: Memo<RegisterView>,
    /// Its rows.
    pub sheet: Memo<Sheet>,
    /// Columns in order.
    pub columns: Memo<Vec<Column>>,
    /// Whether there are groups.
    pub grouped: Memo<bool>,
    /// How many rows there are.
    pub count: Memo<usize>,
    /// Projects that are selected.
    pub picked: RwSignal<BTreeSet<Id>>,
    /// Where the focus is.
    pub spot: RwSignal<Spot>,
    /// The project of the row in which the focus is, so that it can be followed when rows move.
    pub active: StoredValue<Option<Id>>,
    /// Row from which a selection is extended.
    pub anchor: StoredValue<Option<usize>>,
    /// The cell that was clicked last.
    pub clicked: StoredValue<Option<Spot>>,
    /// The place of a column that is being moved with the focus on its heading.
    pub follow: StoredValue<Option<usize>>,
    /// The first row on the page.
    pub first: RwSignal<usize>,
    /// Pixels in which rows are seen.
    pub height: RwSignal<u32>,
    /// Keys of groups whose rows are put away.
    pub folded: RwSignal<Vec<String>>,
    /// The cell that is edited.
    pub editing: RwSignal<Option<(Id, Column)>>,
    /// The column whose border is dragged, and its width meanwhile.
    pub resizing: RwSignal<Option<(usize, u16)>>,
    /// What scrolls.
    pub scroller: NodeRef<html::Div>,
}

impl Register {
    /// As the page is opened.
    pub fn new() -> Self {
        let view = Memo::new(|before: Option<&RegisterView>| match router::route() {
            Route::Projects(view) => view,
            // The page is being left.
            _ => before.cloned().unwrap_or_default(),
        });
        let columns = Memo::new(move |_| view.with(|view| view.shown().collect::<Vec<_>>()));
        // Widths concern no row.
        let rows = Memo::new(move |_| {
            let mut view = view.get();
            view.columns.iter_mut().for_each(|(_, width)| *width = None);
            view
        });
        let folded = RwSignal::new(Vec::new());
        let sheet = Memo::new(move |_| {
            // Any change may concern a row: one pass over the projects costs less than to find out which.
            store::track_history();
            store::track_index(IndexKey::Kind(Project::SCHEMA.kind));
            let today = session::today();
            rows.with(|view| {
                folded.with(|folded: &Vec<String>| {
                    store::with(|portfolio| sheet(&Around::new(portfolio, today), view, folded))
                })
            })
        });
        Self {
            view,
            sheet,
            columns,
            grouped: Memo::new(move |_| view.with(|view| view.group.is_some())),
            count: Memo::new(move |_| sheet.with(|sheet| sheet.lines.len())),
            picked: RwSignal::new(BTreeSet::new()),
            spot: RwSignal::new(Spot { row: Some(0), column: 0 }),
            active: StoredValue::new(None),
            anchor: StoredValue::new(None),
            clicked: StoredValue::new(None),
            follow: StoredValue::new(None),
            first: RwSignal::new(0),
            height: RwSignal::new(600),
            folded,
            editing: RwSignal::new(None),
            resizing: RwSignal::new(None),
            scroller: NodeRef::new(),
        }
    }

    /// Goes to a changed view; Back returns to the one before.
    pub fn change(self, alter: impl FnOnce(&mut RegisterView)) {
        let mut view = self.view.get_untracked();
        alter(&mut view);
        router::go(&Route::Projects(view));
    }

    /// Goes to a changed view in place of the present one, for changes that nobody wants to go back through.
    pub fn adjust(self, alter: impl FnOnce(&mut RegisterView)) {
        let mut view = self.view.get_untracked();
        alter(&mut view);
        router::replace(&Route::Projects(view));
    }

    /// The row at a place; untracked.
    pub fn line(self, row: usize) -> Option<Line> {
        self.sheet.with_untracked(|sheet| sheet.lines.get(row).copied())
    }

    /// The project of a row; untracked. `None` for the head of a group.
    pub fn project(self, row: usize) -> Option<Id> {
        match self.line(row)? {
            Line::Project(id) => Some(id),
            Line::Head(_) => None,
        }
    }

    /// The column at a place; untracked.
    pub fn column(self, at: usize) -> Option<Column> {
        self.columns.with_untracked(|columns| columns.get(at).copied())
    }

    /// How many rows are on the page; tracked.
    pub fn places(self) -> usize {
        window::places(self.height.get())
    }

    /// The selected projects in the order of the rows; untracked.
    pub fn picked_in_order(self) -> Vec<Id> {
        self.picked.with_untracked(|picked| {
            self.sheet.with_untracked(|sheet| sheet.projects().filter(|id| picked.contains(id)).collect())
        })
    }

    /// Selects a row, or not any more.
    pub fn toggle(self, row: usize) {
        match self.line(row) {
            Some(Line::Project(id)) => {
                self.picked.update(|picked| {
                    if !picked.remove(&id) {
                        picked.insert(id);
                    }
                });
                self.anchor.set_value(Some(row));
            }
            Some(Line::Head(group)) => self.fold(group),
            None => {}
        }
    }

    /// Selects the rows between two, both included, and no others.
    pub fn pick_between(self, from: usize, to: usize) {
        let (least, most) = (from.min(to), from.max(to));
        let ids = self.sheet.with_untracked(|sheet| {
            let lines = sheet.lines.iter().skip(least).take(most - least + 1);
            lines.filter_map(|line| if let Line::Project(id) = line { Some(*id) } else { None }).collect()
        });
        self.picked.set(ids);
    }

    /// Selects all rows.
    pub fn pick_all(self) {
        self.picked.set(self.sheet.with_untracked(|sheet| sheet.projects().collect()));
    }

    /// Puts the rows of a group away, or brings them back.
    pub fn fold(self, group: usize) {
        let key = self.sheet.with_untracked(|sheet| sheet.groups.get(group).map(|own| own.key.clone()));
        if let Some(key) = key {
            self.folded.update(|folded| match folded.iter().position(|own| *own == key) {
                Some(at) => {
                    folded.remove(at);
                }
                None => folded.push(key),
            });
        }
    }
}
