//! What hands do on the cards: heard once for the whole board, and told to the card it happened on. Must not know what a move
//! means.

use super::card_menu;
use super::carry::Carry;
use super::chosen;
use super::deeds::{Deeds, deeds, usually};
use super::shown;
use super::tools;
use crate::domain::id::Id;
use crate::ui::parts::{menu_clicked, menu_pressed};
use crate::ui::router;
use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, FocusEvent, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent};
use std::cell::Cell;

/// What a hand does on the board, and the event that tells of it.
pub enum Hand {
    /// A pointer goes down.
    Press(Carry, PointerEvent),
    /// It moves.
    Move(Carry, PointerEvent),
    /// It goes up.
    Release(Carry),
    /// It is taken away.
    Cancel(Carry),
    /// A click.
    Click(Carry, MouseEvent),
    /// A key.
    Key(Carry, KeyboardEvent),
    /// The focus leaves.
    Leave(Carry, FocusEvent),
    /// A pointer goes down on the line above the board.
    PressTool(PointerEvent),
    /// A click there.
    ClickTool(MouseEvent),
}

thread_local! {
    static HEARD: Cell<fn(Hand)> = const { Cell::new(|_| ()) };
}

/// Says who hears what hands do: what it takes to answer is loaded later than the board.
pub fn heard_by(hear: fn(Hand)) {
    HEARD.set(hear);
}

/// Tells what a hand does.
pub fn tell(hand: Hand) {
    (HEARD.get())(hand);
}

impl Hand {
    /// Whether it is kept while nothing can be changed yet: a click that opens a menu, and a key on a card, which the browser does not answer
    /// then. `is_next` says that others before it are kept: one of them may have lifted the card. What carries a card by a pointer
    /// cannot wait: the hand has gone on by then.
    pub fn keep(&self, is_next: bool) -> bool {
        match self {
            Self::Click(_, event) => around(event, ".card-menu").is_some(),
            Self::ClickTool(event) => around(event, MENU).is_some(),
            Self::Key(_, event) => {
                let is_kept = match event.key().as_bytes() {
                    // Space, X, arrows, Home, End.
                    [b' ' | b'x' | b'X'] | [b'A', b'r', ..] | [b'H', b'o', ..] | [b'E', b'n', b'd'] => true,
                    // Enter, Escape.
                    [b'E', ..] => is_next && !event.shift_key(),
                    _ => false,
                };
                let is_kept = is_kept && is_plain(event) && around(event, ".card-link").is_some();
                if is_kept {
                    event.prevent_default();
                }
                is_kept
            }
            _ => false,
        }
    }

    /// Whether it would lift a card.
    pub fn lifts(&self) -> bool {
        matches!(self, Self::Key(_, event) if event.key() == " ")
    }

    /// Does it. `usual` is what is done on a board that does not say so itself.
    pub fn act(self, usual: &'static dyn Deeds) {
        usually(usual);
        match self {
            Self::Press(carry, event) => press(carry, &event),
            Self::Move(carry, event) => carry.moved(&event),
            Self::Release(carry) => carry.released(),
            Self::Cancel(carry) => carry.cancel(),
            Self::Click(carry, event) => click(carry, &event),
            Self::Key(carry, event) => key(carry, &event),
            Self::Leave(carry, event) => left(carry, &event),
            Self::PressTool(event) => {
                around(&event, MENU).iter().for_each(menu_pressed);
            }
            Self::ClickTool(event) => click_tool(&event),
        }
    }
}

/// The button of a menu in the line above the board.
const MENU: &str = "[data-menu]";

/// The element that fits the selector, at or around where it happened, if it is still there.
fn around(event: &Event, selector: &str) -> Option<HtmlElement> {
    let target = event.target()?.dyn_into::<Element>().ok().filter(|own| own.is_connected())?;
    target.closest(selector).ok().flatten()?.dyn_into().ok()
}

/// The card on which it happened.
fn card_of(event: &Event) -> Option<Id> {
    Id::parse(&around(event, "[data-card]")?.get_attribute("data-card")?)
}

/// A pointer goes down.
fn press(carry: Carry, event: &PointerEvent) {
    if let Some(card) = card_of(event) {
        shown::hold(card);
    }
    if let Some(button) = around(event, ".card-menu") {
        menu_pressed(&button);
    } else if let Some(card) = card_of(event) {
        carry.press(card, around(event, ".card-code").is_some(), event);
    }
}

/// A click: on the button of the menu, with Ctrl or Cmd to choose the card, or on the link, which is not meant at the end of a drag.
fn click(carry: Carry, event: &MouseEvent) {
    let Some(card) = card_of(event) else { return };
    if let Some(button) = around(event, ".card-menu") {
        event.stop_propagation();
        shown::hold(card);
        menu_clicked(button, event, "Move or open", &|| card_menu::entries(card));
    } else if event.ctrl_key() || event.meta_key() {
        event.prevent_default();
        chosen::toggle(card);
    } else if around(event, ".card-link").is_some() {
        // A card without a page of its own opens beside the board as it is now: its link was written with the filter of then.
        let opens_beside = deeds().is_some_and(|deeds| deeds.open(card).is_none());
        if carry.swallows_click() {
            event.prevent_default();
        } else if opens_beside && !event.shift_key() {
            event.prevent_default();
            router::open_beside(Some(card));
        }
    }
}

/// A click on the line above the board: on the button of one of its menus.
fn click_tool(event: &MouseEvent) {
    if let Some(button) = around(event, MENU) {
        let name = button.get_attribute("data-menu").unwrap_or_default();
        event.stop_propagation();
        match deeds().and_then(|deeds| deeds.menu(&name)) {
            Some((label, entries)) => menu_clicked(button, event, label, &entries),
            None => menu_clicked(button, event, "Lanes", &tools::lane_entries),
        }
    }
}

/// Whether a key is pressed alone.
fn is_plain(event: &KeyboardEvent) -> bool {
    !(event.ctrl_key() || event.meta_key() || event.alt_key())
}

/// The link of the card that a key is meant for: the one that has the focus, which a key that was kept before it may have taken on.
fn link_of(event: &KeyboardEvent) -> Option<HtmlElement> {
    if !is_plain(event) {
        return None;
    }
    let link = event.target()?.dyn_into::<Element>().ok()?.closest(".card-link").ok().flatten()?;
    let focus = document().active_element().filter(|focus| focus.tag_name() != "BODY");
    let meant =
        focus.map_or(Some(link).filter(|link| link.is_connected()), |focus| focus.closest(".card-link").ok().flatten());
    meant?.dyn_into().ok()
}

/// A key on the link that is a card's name.
fn key(carry: Carry, event: &KeyboardEvent) {
    let Some(link) = link_of(event) else { return };
    let card = link.closest("[data-card]").ok().flatten().and_then(|card| card.get_attribute("data-card"));
    let used = card.and_then(|card| Id::parse(&card)).is_some_and(|card| match event.key().as_str() {
        "x" | "X" if carry.is_idle() => {
            chosen::toggle(card);
            true
        }
        "Escape" if carry.is_idle() && chosen::is_any() => {
            chosen::clear();
            true
        }
        key => carry.key(card, key),
    });
    if used {
        event.prevent_default();
        event.stop_propagation();
    } else if event.default_prevented() && event.key() == "Enter" {
        // It was kept, so that the browser did not answer it.
        link.click();
    }
}

/// The focus leaves: a lifted card is put back.
fn left(carry: Carry, event: &FocusEvent) {
    if let Some(card) = card_of(event).filter(|card| carry.is_lifted_untracked(*card)) {
        carry.put_back(card);
    }
}
