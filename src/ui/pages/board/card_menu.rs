//! The menu of a card: open it, move it up, down or to another column. One menu serves all cards.

use super::carry;
use crate::domain::id::Id;
use crate::domain::records::Project;
use crate::engine::index::BoardColumn;
use crate::store;
use crate::ui::bind::click;
use crate::ui::draw::{Drawn, view};
use crate::ui::router;
use crate::view::board::{self, Move};
use crate::view::drag::{Dropped, Place};
use crate::view::route::{ProjectTab, Route};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys;

/// Which card's menu is open, and where.
#[derive(Clone, Copy)]
pub struct MenuState {
    card: RwSignal<Option<Id>>,
    place: RwSignal<(i32, i32)>,
    node: NodeRef<html::Div>,
    button: StoredValue<Option<web_sys::HtmlElement>, LocalStorage>,
}

impl MenuState {
    /// Closed.
    pub fn new() -> Self {
        Self {
            card: RwSignal::new(None),
            place: RwSignal::new((0, 0)),
            node: NodeRef::new(),
            button: StoredValue::new_local(None),
        }
    }

    /// Opens the menu of a card beside its button.
    pub fn open(self, card: Id, button: Option<web_sys::HtmlElement>) {
        let Some(button) = button else { return };
        let area = button.get_bounding_client_rect();
        let width = document().document_element().map_or(0, |root| root.client_width());
        let height = document().document_element().map_or(0, |root| root.client_height());
        let left = (area.right() as i32 - 224).clamp(8, (width - 232).max(8));
        let top = (area.bottom() as i32 + 4).min((height - 420).max(8));
        self.place.set((left, top));
        self.card.set(Some(card));
        self.button.set_value(Some(button));
        request_animation_frame(move || {
            if let Some(node) = self.node.get_untracked() {
                let _ = node.show_popover();
                focus_item(&node, 0);
            }
        });
    }

    fn close(self) {
        if let Some(node) = self.node.get_untracked() {
            let _ = node.hide_popover();
        }
        let button = self.button.try_update_value(Option::take).flatten();
        if let Some(button) = button {
            let _ = button.focus();
        }
    }
}

fn items(node: &web_sys::HtmlElement) -> Vec<web_sys::HtmlElement> {
    let Ok(list) = node.query_selector_all("[role=menuitem]") else { return Vec::new() };
    (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).collect()
}

fn focus_item(node: &web_sys::HtmlElement, at: usize) {
    if let Some(item) = items(node).get(at) {
        let _ = item.focus();
    }
}

/// The menu, drawn for the card whose button was pressed.
pub fn card_menu(state: MenuState) -> Drawn {
    let on_key = move |event: ev::KeyboardEvent| {
        let Some(node) = state.node.get_untracked() else { return };
        let all = items(&node);
        let active = document().active_element();
        let now = all.iter().position(|item| active.as_ref().is_some_and(|own| **item == *own)).unwrap_or(0);
        let last = all.len().saturating_sub(1);
        let next = match event.key().as_str() {
            "ArrowDown" => {
                if now == last {
                    0
                } else {
                    now + 1
                }
            }
            "ArrowUp" => {
                if now == 0 {
                    last
                } else {
                    now - 1
                }
            }
            "Home" => 0,
            "End" => last,
            "Escape" | "Tab" => {
                event.prevent_default();
                event.stop_propagation();
                state.close();
                return;
            }
            _ => return,
        };
        event.prevent_default();
        focus_item(&node, next);
    };
    view! {
        <div class="menu" popover="auto" role="menu" aria-label="Move or open" node_ref=state.node on:keydown=on_key
            style:left=move || format!("{}px", state.place.get().0) style:top=move || format!("{}px", state.place.get().1)>
            {move || state.card.get().map(|card| entries(card, state))}
        </div>
    }
}

fn entries(card: Id, state: MenuState) -> AnyView {
    let Some((place, last)) = carry::place_of(card).map(|place| (place, carry::count_in(place.column))) else {
        return ().into_any();
    };
    let go = move |to: Place| {
        state.close();
        carry::carry_out(Dropped { card, from: place, to });
    };
    let item = |words: String, disabled: bool, perform: Box<dyn Fn()>| {
        view! {
            <button type="button" class="menu-item" role="menuitem" tabindex="-1" disabled=disabled on:click=click(move |_| perform())>
                {words}
            </button>
        }
    };
    let moves = BoardColumn::ALL.into_iter().filter(|column| *column != place.column).filter_map(|column| {
        let to = Place { column, index: 0 };
        let words = store::with(|portfolio| {
            let own = portfolio.get::<Project>(card)?;
            match board::meaning(own.phase, own.state, to) {
                Move::Refused(_) => None,
                Move::Gate { .. } | Move::Reorder { .. } => Some(format!("Move to {}…", column.label())),
            }
        });
        words.map(|words| item(words, false, Box::new(move || go(to))))
    });
    let at = move |index| Place { index, ..place };
    view! {
        {item("Open project".to_owned(), false, Box::new(move || {
            state.close();
            router::go(&Route::Project(card, ProjectTab::Summary));
        }))}
        <div class="menu-line" role="separator"></div>
        {item("Move up".to_owned(), place.index == 0, Box::new(move || go(at(place.index.saturating_sub(1)))))}
        {item("Move down".to_owned(), place.index + 1 >= last, Box::new(move || go(at(place.index + 1))))}
        <div class="menu-line" role="separator"></div>
        {moves.collect_view()}
    }
    .into_any()
}
