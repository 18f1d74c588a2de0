//! Owns keyed lists: a row is made once for its key, lives in a reactive owner of its own, and goes with it. A change of
//! order moves the fewest rows; no other row is touched. The focus stays in its row, and what scrolls stays where it is.
//! Must not know what a row shows. Leptos' own keyed list takes out and puts back every row that a moved one passes, and
//! is compiled anew for each type of row.

use super::focus::{holds_focus, is_focus_lost};
use crate::ui::draw::Drawing;
use crate::ui::draw::later::on_page;
use crate::ui::draw::tachys::{
    AnyAttribute, AnyViewState, Attribute, Cursor, Element, Mountable, Node, Placeholder, Position, PositionState,
    Render, Rndr,
};
use crate::view::rows::{Source, plan, reuse};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{FocusOptions, HtmlElement};
use std::sync::Arc;

type MakeRow = Arc<dyn Fn(u64) -> RowView + Send + Sync>;

/// A row as it is made.
pub struct RowView {
    /// What is drawn: one element.
    pub view: AnyView,
    /// Makes it the row of another key.
    pub again: Option<Box<dyn Fn(u64)>>,
}

impl From<AnyView> for RowView {
    fn from(view: AnyView) -> Self {
        Self { view, again: None }
    }
}

/// A list of rows of one element each. `keys` is tracked; `row` is asked once for each key that comes. `left` is called
/// after a row that held the focus has gone, with its key and the key of the row that has taken its place, if any.
pub fn rows(
    keys: impl Fn() -> Vec<u64> + Send + 'static,
    row: impl Fn(u64) -> AnyView + Send + Sync + 'static,
    left: fn(u64, Option<u64>),
) -> AnyView {
    rows_again(keys, move |key| row(key).into(), left, |_| false)
}

/// The same, where a row that goes becomes the row of a key that comes, if both keys fit and it has not the focus: a list that is another
/// altogether is then written anew instead of made anew.
pub fn rows_again(
    keys: impl Fn() -> Vec<u64> + Send + 'static,
    row: impl Fn(u64) -> RowView + Send + Sync + 'static,
    left: fn(u64, Option<u64>),
    fits: fn(u64) -> bool,
) -> AnyView {
    let row: MakeRow = Arc::new(row);
    let mut drawing = Drawing::default();
    drawing.part(Box::new(move || Rows { keys: keys(), row: row.clone(), left, fits }.into_any()));
    drawing.finish().into_any()
}

/// What the list should be now.
struct Rows {
    keys: Vec<u64>,
    row: MakeRow,
    left: fn(u64, Option<u64>),
    fits: fn(u64) -> bool,
}

/// The list as it stands in the page: its rows, and a mark after the last.
struct List {
    rows: Vec<Row>,
    end: Placeholder,
}

struct Row {
    key: u64,
    view: AnyViewState,
    element: Option<Element>,
    again: Option<Box<dyn Fn(u64)>>,
    // After the view: what a view reads goes after the view.
    _owner: Owner,
}

impl Row {
    fn new(key: u64, row: &MakeRow) -> Self {
        // An owner without a parent: a parent would remember all rows that ever were.
        let owner = Owner::default();
        let (view, again) = untrack(|| {
            owner.with(|| {
                let RowView { view, again } = row(key);
                (view.build(), again)
            })
        });
        let element = view.elements().into_iter().next();
        Self { key, view, element, again, _owner: owner }
    }
}

impl List {
    fn change(&mut self, to: &Rows) {
        let before: Vec<u64> = self.rows.iter().map(|row| row.key).collect();
        let mut plan = plan(&before, &to.keys);
        reuse(&mut plan, before.len(), |from, at| {
            let fits = |key: Option<&u64>| key.is_some_and(|key| (to.fits)(*key));
            let row = self.rows.get(from).filter(|row| row.again.is_some());
            fits(before.get(from))
                && fits(to.keys.get(at))
                && row.is_some_and(|row| !row.element.as_ref().is_some_and(holds_focus))
        });
        let mut old: Vec<Option<Row>> = std::mem::take(&mut self.rows).into_iter().map(Some).collect();
        for (key, source) in to.keys.iter().zip(&plan) {
            let kept = match source {
                Source::New => None,
                Source::Stays(from) | Source::Moves(from) => old.get_mut(*from).and_then(Option::take),
            };
            let mut row = kept.unwrap_or_else(|| Row::new(*key, &to.row));
            if row.key != *key {
                row.key = *key;
                if let Some(again) = &row.again {
                    again(*key);
                }
            }
            self.rows.push(row);
        }
        for (at, mut gone) in old.into_iter().enumerate().filter_map(|(at, row)| Some((at, row?))) {
            if gone.element.as_ref().is_some_and(holds_focus) {
                let (key, left) = (gone.key, to.left);
                let next = to.keys.get(at).or(to.keys.last()).copied();
                on_page::after_drawing(move || {
                    if is_focus_lost() {
                        left(key, next);
                    }
                });
            }
            gone.view.unmount();
        }
        let Some(parent) = Rndr::get_parent(&self.end).and_then(|parent| parent.dyn_into::<Element>().ok()) else {
            return;
        };
        // The browser would keep in its place a card that others pass; the list keeps its own place.
        // A list of which only a part is on the page says itself where it stays.
        let is_window = parent.has_attribute("data-window");
        let moves = !is_window && plan.iter().any(|source| matches!(source, Source::Moves(_)));
        let still = moves.then(|| parent.clone());
        let still = still.and_then(|list| list.dyn_into::<HtmlElement>().ok());
        if let Some(list) = &still {
            let _ = HtmlElement::style(list).set_property("overflow-anchor", "none");
        }
        let mut next: Node = self.end.clone().into();
        for (row, source) in self.rows.iter_mut().zip(plan).rev() {
            match (source, &row.element) {
                (Source::Stays(_), _) => {}
                (Source::Moves(_), Some(element)) => move_before(&parent, element, &next),
                _ => row.view.mount(&parent, Some(&next)),
            }
            if let Some(element) = &row.element {
                next = element.clone().into();
            }
        }
        if let Some(list) = &still {
            // Asking for it has the list laid out. Chromium may still hold to a card it chose at an earlier layout; scrolling
            // has it forget that.
            let top = list.scroll_top();
            if top > 0 {
                list.set_scroll_top(top - 1);
                list.set_scroll_top(top);
            }
            let _ = HtmlElement::style(list).remove_property("overflow-anchor");
        }
    }
}

/// Moves a row. An element that is moved loses the focus, so it is given back, without scrolling.
fn move_before(parent: &Element, element: &Element, next: &Node) {
    let active = document().active_element().filter(|_| holds_focus(element));
    let _ = parent.insert_before(element, Some(next));
    if let Some(active) = active.and_then(|active| active.dyn_into::<HtmlElement>().ok()) {
        let still = FocusOptions::new();
        still.set_prevent_scroll(true);
        let _ = active.focus_with_options(&still);
    }
}

impl Render for Rows {
    type State = List;

    fn build(self) -> List {
        let rows = self.keys.iter().map(|key| Row::new(*key, &self.row)).collect();
        List { rows, end: Rndr::create_placeholder() }
    }

    fn rebuild(self, list: &mut List) {
        list.change(&self);
    }
}

impl Mountable for List {
    fn unmount(&mut self) {
        for row in &mut self.rows {
            row.view.unmount();
        }
        self.end.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        for row in &mut self.rows {
            row.view.mount(parent, marker);
        }
        self.end.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self.rows.first() {
            Some(row) => row.view.insert_before_this(child),
            None => self.end.insert_before_this(child),
        }
    }

    fn elements(&self) -> Vec<Element> {
        self.rows.iter().filter_map(|row| row.element.clone()).collect()
    }
}

impl AddAnyAttr for Rows {
    type Output<SomeNewAttr: Attribute> = Self;

    // Attributes are for elements, and a list is none.
    fn add_any_attr<NewAttr: Attribute>(self, _attr: NewAttr) -> Self {
        self
    }
}

// What a server would need; this page is drawn in the browser alone.
impl RenderHtml for Rows {
    type AsyncOutput = Self;
    type Owned = Self;
    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _buffer: &mut String,
        _position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _attributes: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _cursor: &Cursor, _position: &PositionState) -> List {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
