//! Owns what is said to everybody: live regions for screen readers, and short messages with buttons. Anything may call
//! the functions, from anywhere; [`Announcer`] stands once in the shell. Must not know what happened.
//!
//! What is outside a modal dialog is inert and mute, so regions and messages move into the dialog that is open.

use super::focus::focus;
use super::icon::{Icon, icon};
use crate::platform::clock;
use crate::platform::page::give_focus;
use crate::ui::draw::later::on_page;
use crate::ui::draw::{Drawn, view};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use leptos::{ev, html};
use std::cell::{Cell, RefCell};
use std::sync::Arc;

/// A message looks this often whether its time has come: time under the pointer or with the focus on it does not count.
const TICK_MS: u32 = 250;

/// What is said within this time before a dialog opens belongs to it, in milliseconds; what is older is taken out of the regions.
const FRESH: i64 = 1_000;

/// A button of a message: its word, and what it does.
pub type Offer = (&'static str, Arc<dyn Fn() + Send + Sync>);

/// What a message is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Something was done. The next of its kind takes its place, so that Undo is about what was done last.
    Done,
    /// A note.
    Note,
    /// Something went wrong: it stays until it is dismissed.
    Urgent,
}

impl Kind {
    /// How many ticks it stays: 5 and 8 seconds.
    fn ticks(self) -> u32 {
        if self == Self::Done { 20 } else { 32 }
    }
}

#[derive(Clone)]
struct Toast {
    number: u32,
    text: String,
    kind: Kind,
    offers: Vec<Offer>,
}

thread_local! {
    // Arc signals: they outlive every owner, so that a page that is gone can still have said something.
    static POLITE: ArcRwSignal<(u32, String)> = ArcRwSignal::new((0, String::new()));
    static URGENT: ArcRwSignal<(u32, String)> = ArcRwSignal::new((0, String::new()));
    static PLACE: Cell<Option<NodeRef<html::Div>>> = const { Cell::new(None) };
    static TOASTS: ArcRwSignal<(u32, Vec<Toast>)> = ArcRwSignal::new((0, Vec::new()));
    static SAID: Cell<i64> = const { Cell::new(0) };
    /// What had the focus before a message had it.
    static BEFORE: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
}

fn say(region: &ArcRwSignal<(u32, String)>, text: String) {
    SAID.set(clock::now().0);
    region.update(|(count, said)| {
        *count += 1;
        *said = text;
    });
}

/// Takes out of the live regions what was said before: in a dialog that opens now it would be read as a part of it.
pub(super) fn hush() {
    if clock::now().0.saturating_sub(SAID.get()) > FRESH {
        for region in [&POLITE, &URGENT] {
            region.with(|region| region.update(|(_, said)| said.clear()));
        }
    }
}

/// Has it spoken when the screen reader next pauses.
pub fn announce(text: impl Into<String>) {
    POLITE.with(|region| say(region, text.into()));
}

/// Has it spoken at once and shown until dismissed: for what went wrong.
pub fn alert(text: impl Into<String>) {
    let text = text.into();
    URGENT.with(|region| say(region, text.clone()));
    show(text, Kind::Urgent, Vec::new());
}

/// Has it spoken and shown for a while.
pub fn toast(text: impl Into<String>) {
    let text = text.into();
    announce(text.clone());
    show(text, Kind::Note, Vec::new());
}

/// Says what was done, in place of what was done before, with buttons such as Undo.
pub fn answer(text: String, offers: Vec<Offer>) {
    announce(text.clone());
    show(text, Kind::Done, offers);
}

fn show(text: String, kind: Kind, offers: Vec<Offer>) {
    let number = TOASTS.with(|toasts| {
        let mut number = 0;
        toasts.update(|(count, list)| {
            *count += 1;
            number = *count;
            list.retain(|toast| kind != Kind::Done || toast.kind != Kind::Done);
            // Three at once are as many as anybody reads.
            let surplus = list.len().saturating_sub(2);
            list.drain(..surplus);
            list.push(Toast { number, text, kind, offers });
        });
        number
    });
    if kind != Kind::Urgent {
        dismiss_later(number, kind.ticks());
    }
}

fn dismiss(number: u32) {
    TOASTS.with(|toasts| toasts.update(|(_, list)| list.retain(|toast| toast.number != number)));
}

/// Dismisses it after so many ticks in which neither the pointer nor the focus was on it.
fn dismiss_later(number: u32, ticks: u32) {
    let is_shown =
        TOASTS.with(|toasts| toasts.with_untracked(|(_, list)| list.iter().any(|toast| toast.number == number)));
    if !is_shown {
        return;
    }
    let then = move || {
        let in_use = document().query_selector(".toasts:is(:hover, :focus-within)");
        match ticks {
            _ if in_use.is_ok_and(|found| found.is_some()) => dismiss_later(number, ticks),
            0 => dismiss(number),
            ticks => dismiss_later(number, ticks - 1),
        }
    };
    let _ = on_page::after(TICK_MS, then);
}

/// Gives the focus back to what had it before the message. While the message still stands: what is taken away with the focus on
/// it would leave it to the heading.
fn leave() {
    let active = document().active_element();
    if !active.is_some_and(|active| active.closest(".toasts").is_ok_and(|found| found.is_some())) {
        return;
    }
    match BEFORE.take().filter(|before| before.is_connected()) {
        Some(before) => give_focus(&before),
        None => focus("dialog:modal h2, #main h1"),
    }
}

/// The live regions and the place of the messages; once, in the shell.
#[component]
pub fn Announcer() -> impl IntoView {
    let toasts = TOASTS.with(Clone::clone);
    let place = NodeRef::<html::Div>::new();
    PLACE.with(|cell| cell.set(Some(place)));
    let shown = toasts.clone();
    Effect::new(move |_| {
        shown.track();
        on_page::next_frame(settle);
    });
    // Three at most: a keyed list would cost more code than it saves work.
    let _ = on_page::hear(ev::focusin, |_| make_room());
    let messages = move || toasts.with(|(_, list)| list.iter().cloned().map(message).collect_view());
    view! {
        <div node_ref=place>
            {region(POLITE.with(Clone::clone), "polite")}
            {region(URGENT.with(Clone::clone), "assertive")}
            <div class="toasts" popover="manual" role="region" aria-label="Messages">
                {messages}
            </div>
        </div>
    }
    .into_any()
}

/// Moves regions and messages into the modal dialog that is open, or back, and shows messages above everything.
pub(super) fn settle() {
    let Some(place) = PLACE.with(Cell::get).and_then(|place| place.try_get_untracked()).flatten() else { return };
    let dialog = document().query_selector("dialog:modal").ok().flatten();
    let home = dialog.or_else(|| document().body().map(Into::into));
    if let Some(home) = home
        && place.parent_element().as_ref() != Some(&home)
    {
        let _ = home.append_child(&place);
    }
    let popover =
        place.query_selector("[popover]").ok().flatten().and_then(|found| found.dyn_into::<HtmlElement>().ok());
    if let Some(popover) = popover {
        // Hidden and shown again it lies above what was opened since.
        let _ = popover.hide_popover();
        if popover.child_element_count() > 0 {
            let _ = popover.show_popover();
            make_room();
        }
    }
}

/// Messages at the lower edge must not cover what has the focus: then they stand at the upper one.
fn make_room() {
    let find = |selector| document().query_selector(selector).ok().flatten();
    let Some(messages) = find(".toasts:popover-open") else { return };
    let list = messages.class_list();
    let _ = list.remove_1("at-top");
    let Some(active) = document().active_element().filter(|active| !messages.contains(Some(active))) else { return };
    BEFORE.set(active.clone().dyn_into().ok());
    let (covering, other) = (messages.get_bounding_client_rect(), active.get_bounding_client_rect());
    let across = other.left() < covering.right() && covering.left() < other.right();
    // What is taller than they are is not hidden by them.
    let covers = across
        && other.bottom() > covering.top()
        && other.top() < covering.bottom()
        && other.height() < covering.height() * 2.0;
    let _ = list.toggle_with_force("at-top", covers);
}

/// Two elements in turn: the same words twice are two messages.
fn region(said: ArcRwSignal<(u32, String)>, live: &'static str) -> AnyView {
    let turn = |said: ArcRwSignal<(u32, String)>, parity: u32| {
        move || said.with(|(count, text)| if count % 2 == parity { text.clone() } else { String::new() })
    };
    let (first, second) = (turn(said.clone(), 1), turn(said, 0));
    view! {
        <div class="visually-hidden" aria-live=live>{first}</div>
        <div class="visually-hidden" aria-live=live>{second}</div>
    }
    .into_any()
}

fn message(toast: Toast) -> AnyView {
    let number = toast.number;
    let offer = |(label, act): Offer| {
        let on_click = move |_| {
            leave();
            dismiss(number);
            act();
        };
        view! { <button type="button" class="btn" on:click=on_click>{label}</button> }
    };
    let offers: Vec<Drawn> = toast.offers.into_iter().map(offer).collect();
    let on_dismiss = move |_| {
        leave();
        dismiss(number);
    };
    view! {
        <div class="toast">
            {(toast.kind == Kind::Urgent).then(|| icon(Icon::TriangleAlert))}
            <p>{toast.text}</p>
            {offers}
            <button type="button" class="btn only-icon" aria-label="Dismiss" title="Dismiss" on:click=on_dismiss>{icon(Icon::X)}</button>
        </div>
    }
    .into_any()
}
