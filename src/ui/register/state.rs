//! What the page of a register knows while it is open: its view, its rows, where the focus is, what is selected and edited.
//! What is lasting of it stands in the address.
//!
//! All of it lies in one plain value, and counters say when a part of it has changed: a signal of its own for each type
//! would be compiled anew for each.

use super::RegisterPage;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::engine::index::IndexKey;
use crate::store::{self, session};
use crate::ui::draw::later::Alive;
use crate::ui::router;
use crate::view::register::keys::Spot;
use crate::view::register::{Column, Home, Line, RegisterKind, RegisterView, RowContext, Sheet, sheet, window};
use leptos::html;
use leptos::prelude::*;
use rustc_hash::FxHashSet;

/// What the page knows.
pub struct Shared {
    view: RegisterView,
    sheet: Sheet,
    /// For which rows, on which day and up to which change the sheet holds, and how often groups were folded by then.
    made: (String, Option<Date>, u64, usize),
    picked: FxHashSet<Id>,
    folded: Vec<String>,
    editing: Option<(Id, Column)>,
    resizing: Option<(usize, u16)>,
    /// What was typed over the cell that is opened for editing.
    pub typed: String,
    /// Where the focus is.
    pub spot: Spot,
    /// The record of the row in which the focus is, so that it can be followed when rows move.
    pub active: Option<Id>,
    /// How far the rows are scrolled, in pixels, as far as the browser has told.
    pub scrolled: u32,
    /// Whether the height in which rows are seen was measured while there were more rows than it has room for.
    pub is_measured: bool,
    /// Row from which a selection is extended.
    pub anchor: Option<usize>,
    /// The cell that was clicked last.
    pub clicked: Option<Spot>,
    /// The place of a column that is being moved with the focus on its heading.
    pub follow: Option<usize>,
    /// The heading on which a pointer is down, where it went down, and whether it has moved since.
    pub taken: Option<(usize, i32, bool)>,
}

/// The page's knowledge, for all its parts.
#[derive(Clone, Copy)]
pub struct Register {
    kind: &'static RegisterKind,
    /// Where it stands.
    pub home: Home,
    /// What is special of the page.
    pub page: &'static RegisterPage,
    shared: StoredValue<Shared, LocalStorage>,
    query: Memo<String>,
    asked: Memo<String>,
    version: Memo<usize>,
    /// Names of the columns in order.
    pub columns: Memo<String>,
    /// Whether there are groups.
    pub grouped: Memo<bool>,
    /// How many rows there are.
    pub count: Memo<usize>,
    picks: RwSignal<usize>,
    folds: RwSignal<usize>,
    edits: RwSignal<usize>,
    drags: RwSignal<usize>,
    /// How many columns there are on paper, while it is printed.
    pub printed: RwSignal<Option<usize>>,
    /// The first row on the page.
    pub first: RwSignal<usize>,
    /// Pixels in which rows are seen.
    pub height: RwSignal<usize>,
    /// What scrolls.
    pub scroller: NodeRef<html::Div>,
    /// Whether the page is still open.
    pub alive: Alive,
}

fn bump(counter: RwSignal<usize>) {
    counter.update(|count| *count += 1);
}

impl Shared {
    fn new(kind: &'static RegisterKind) -> Self {
        Self {
            view: kind.view(),
            sheet: Sheet::default(),
            made: Default::default(),
            picked: FxHashSet::default(),
            folded: Vec::new(),
            editing: None,
            resizing: None,
            typed: String::new(),
            spot: Spot { row: Some(0), column: 0 },
            active: None,
            scrolled: 0,
            is_measured: false,
            anchor: None,
            clicked: None,
            follow: None,
            taken: None,
        }
    }

    /// Has the sheet hold for these rows, this day and these groups; gives whether anything is different now.
    fn work_out(&mut self, (rows, today, folds): (String, Date, usize)) -> bool {
        let (latest, touched) = store::touched_since(self.made.2);
        let is_same = self.made.0 == rows && self.made.1 == Some(today);
        let refolded = self.made.3 != folds;
        self.made = (rows, Some(today), latest, folds);
        store::with(|portfolio| {
            let around = RowContext::new(portfolio, today);
            let kind = self.view.kind;
            let rows = touched.filter(|_| is_same).and_then(|touched| kind.affected(portfolio, &touched));
            let Some(rows) = rows else {
                self.sheet = sheet(&around, &self.view, &self.folded);
                return true;
            };
            if refolded {
                self.sheet.arrange(&self.folded);
            }
            self.sheet.update(&around, &self.view, &self.folded, &rows) || refolded
        })
    }
}

impl Register {
    /// As the page is opened.
    pub fn new(kind: &'static RegisterKind, page: &'static RegisterPage, home: Home) -> Self {
        let shared = StoredValue::new_local(Shared::new(kind));
        let query = Memo::new(move |before: Option<&String>| {
            let route = router::route();
            if !home.is_at(&route) {
                // The page is being left.
                return before.cloned().unwrap_or_default();
            }
            let view = RegisterView::read_at(kind, &route.query, home);
            let query = view.query().to_string();
            shared.update_value(|own| own.view = view);
            query
        });
        let of_view = move |read: fn(&RegisterView) -> String| {
            query.with(|_| ());
            shared.with_value(|own| read(&own.view))
        };
        let columns = Memo::new(move |_| of_view(|view| view.shown().map(Column::key).collect::<Vec<_>>().join(",")));
        // Widths concern no row.
        let rows = Memo::new(move |_| {
            of_view(|view| {
                let mut view = view.clone();
                view.columns.iter_mut().for_each(|(_, width)| *width = None);
                view.query().to_string()
            })
        });
        // Nor do columns concern which rows there are.
        let asked = Memo::new(move |_| {
            of_view(|view| {
                let mut view = view.clone();
                view.columns.clear();
                view.query().to_string()
            })
        });
        let folds = RwSignal::new(0);
        let version = Memo::new(move |before: Option<&usize>| {
            // Any change may concern a row. Which one it does is told by the records it touched.
            store::track_history();
            store::track_index(IndexKey::Kind(kind.schema.kind));
            let now = (rows.get(), session::today(), folds.get());
            let before = before.copied().unwrap_or(0);
            let changed = shared.try_update_value(|own| own.work_out(now)).unwrap_or(false);
            if changed { before + 1 } else { before }
        });
        let grouped = move |_: Option<&bool>| {
            query.with(|_| ());
            shared.with_value(|own| own.view.group.is_some())
        };
        let count = move |_: Option<&usize>| {
            version.with(|_| ());
            shared.with_value(|own| own.sheet.len())
        };
        Self {
            kind,
            home,
            page,
            shared,
            query,
            asked,
            version,
            columns,
            grouped: Memo::new(grouped),
            count: Memo::new(count),
            picks: RwSignal::new(0),
            folds,
            edits: RwSignal::new(0),
            drags: RwSignal::new(0),
            printed: RwSignal::new(None),
            first: RwSignal::new(0),
            height: RwSignal::new(600),
            scroller: NodeRef::new(),
            alive: Alive::here(),
        }
    }

    /// The kind of its rows.
    pub fn kind(self) -> &'static RegisterKind {
        self.kind
    }

    /// Reads the view; tracked. What it reads beside must not be of this page.
    pub fn view<T>(self, read: impl FnOnce(&RegisterView) -> T) -> T {
        self.query.with(|_| ());
        self.shared.with_value(|own| read(&own.view))
    }

    /// Which rows are asked for, in which order and groups; tracked.
    pub fn asked(self) -> String {
        self.asked.get()
    }

    /// A copy of the view as the address names it at this moment.
    pub fn view_now(self) -> RegisterView {
        let route = router::latest();
        if self.home.is_at(&route) {
            return RegisterView::read_at(self.kind(), &route.query, self.home);
        }
        untrack(|| self.view(Clone::clone))
    }

    /// Reads the rows; tracked. What it reads beside must not be of this page.
    pub fn sheet<T>(self, read: impl FnOnce(&Sheet) -> T) -> T {
        self.version.with(|_| ());
        self.shared.with_value(|own| read(&own.sheet))
    }

    /// Columns in order; tracked.
    pub fn shown(self) -> Vec<Column> {
        self.columns.with(|_| ());
        let most = self.printed.get().unwrap_or(usize::MAX);
        self.shared.with_value(|own| own.view.shown().take(most).collect())
    }

    /// How many columns there are; untracked.
    pub fn width(self) -> usize {
        untrack(|| self.view(|view| view.columns.len()))
    }

    /// Goes to a changed view; Back returns to the one before.
    pub fn change(self, alter: impl FnOnce(&mut RegisterView)) {
        let mut view = self.view_now();
        alter(&mut view);
        router::go(&view.route());
    }

    /// Goes to a changed view in place of the present one, for changes that nobody wants to go back through.
    pub fn adjust(self, alter: impl FnOnce(&mut RegisterView)) {
        let mut view = self.view_now();
        alter(&mut view);
        router::replace(&view.route());
    }

    /// Reads what is not drawn: focus, anchor and the like.
    pub fn peek<T>(self, read: impl FnOnce(&Shared) -> T) -> T {
        self.shared.with_value(read)
    }

    /// Alters what is not drawn.
    pub fn note(self, alter: impl FnOnce(&mut Shared)) {
        let _ = self.shared.try_update_value(alter);
    }

    /// Where the focus is.
    pub fn spot(self) -> Spot {
        self.shared.try_with_value(|own| own.spot).unwrap_or_default()
    }

    /// The row at a place; untracked.
    pub fn line(self, row: usize) -> Option<Line> {
        self.shared.with_value(|own| own.sheet.line(row))
    }

    /// The record of a row; untracked. `None` for the head of a group.
    pub fn record(self, row: usize) -> Option<Id> {
        match self.line(row)? {
            Line::Row(id) => Some(id),
            Line::Head(_) => None,
        }
    }

    /// The column at a place; untracked.
    pub fn column(self, at: usize) -> Option<Column> {
        untrack(|| self.view(|view| view.columns.get(at).map(|(column, _)| *column)))
    }

    /// How many rows are on the page; tracked.
    pub fn places(self) -> usize {
        window::places(u32::try_from(self.height.get()).unwrap_or(0))
    }

    /// Whether a record is selected; tracked.
    pub fn is_picked(self, id: Id) -> bool {
        self.picks.track();
        self.shared.with_value(|own| own.picked.contains(&id))
    }

    /// How many are selected; tracked.
    pub fn picked(self) -> usize {
        self.picks.track();
        self.shared.with_value(|own| own.picked.len())
    }

    /// The selected records in the order of the rows; untracked.
    pub fn picked_in_order(self) -> Vec<Id> {
        self.shared.with_value(|own| own.sheet.records().filter(|id| own.picked.contains(id)).collect())
    }

    /// Selects these and no others.
    pub fn pick(self, ids: Vec<Id>) {
        self.note(|own| own.picked = ids.into_iter().collect());
        bump(self.picks);
    }

    /// Selects a row, or not any more.
    pub fn toggle(self, row: usize) {
        match self.line(row) {
            Some(Line::Row(id)) => {
                self.note(|own| {
                    if !own.picked.remove(&id) {
                        own.picked.insert(id);
                    }
                    own.anchor = Some(row);
                });
                bump(self.picks);
            }
            Some(Line::Head(group)) => self.fold(group),
            None => {}
        }
    }

    /// Selects the rows between two, both included, and no others.
    pub fn pick_between(self, from: usize, to: usize) {
        let rows = from.min(to)..=from.max(to);
        self.pick(rows.filter_map(|row| self.record(row)).collect());
    }

    /// Selects all rows.
    pub fn pick_all(self) {
        self.pick(self.shared.with_value(|own| own.sheet.records().collect()));
    }

    /// What is no longer there is not selected.
    pub fn forget_gone(self) {
        if self.shared.with_value(|own| own.picked.is_empty()) {
            return;
        }
        let before = untrack(|| self.picked());
        let there = self.picked_in_order();
        if there.len() != before {
            self.pick(there);
        }
    }

    /// Puts the rows of a group away, or brings them back.
    pub fn fold(self, group: usize) {
        self.note(|own| {
            let Some(key) = own.sheet.groups.get(group).map(|own| own.key.clone()) else { return };
            match own.folded.iter().position(|own| *own == key) {
                Some(at) => {
                    own.folded.remove(at);
                }
                None => own.folded.push(key),
            }
        });
        bump(self.folds);
    }

    /// Brings the rows of all groups back.
    pub fn unfold(self) {
        self.note(|own| own.folded.clear());
        bump(self.folds);
    }

    /// The cell that is edited; tracked.
    pub fn editing(self) -> Option<(Id, Column)> {
        self.edits.track();
        self.shared.with_value(|own| own.editing)
    }

    /// Edits a cell, or none any more.
    pub fn edit(self, cell: Option<(Id, Column)>) {
        self.note(|own| own.editing = cell);
        bump(self.edits);
    }

    /// The column whose border is dragged, and its width meanwhile; tracked.
    pub fn resizing(self) -> Option<(usize, u16)> {
        self.drags.track();
        self.shared.with_value(|own| own.resizing)
    }

    /// Drags the border of a column, or none any more.
    pub fn resize(self, column: Option<(usize, u16)>) {
        if self.shared.try_update_value(|own| own.resizing = column).is_some() {
            bump(self.drags);
        }
    }
}
