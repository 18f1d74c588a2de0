//! Owns what is said to everybody: live regions for screen readers, and short messages with one action. Anything may call
//! the functions, from anywhere; [`Announcer`] stands once in the shell. Must not know what happened.
//!
//! What is outside a modal dialog is inert and mute, so regions and messages move into the dialog that is open.

use super::icon::{Icon, icon};
use crate::ui::draw::view;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use leptos::{ev, html};
use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

/// How long a message stays that nobody has to act upon.
const STAYS: Duration = Duration::from_secs(8);

type Act = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone)]
struct Toast {
    number: u32,
    text: String,
    urgent: bool,
    action: Option<(&'static str, Act)>,
}

thread_local! {
    // Arc signals: they outlive every owner, so that a page that is gone can still have said something.
    static POLITE: ArcRwSignal<(u32, String)> = ArcRwSignal::new((0, String::new()));
    static URGENT: ArcRwSignal<(u32, String)> = ArcRwSignal::new((0, String::new()));
    static PLACE: Cell<Option<NodeRef<html::Div>>> = const { Cell::new(None) };
    static TOASTS: ArcRwSignal<(u32, Vec<Toast>)> = ArcRwSignal::new((0, Vec::new()));
}

fn say(region: &ArcRwSignal<(u32, String)>, text: String) {
    region.update(|(count, said)| {
        *count += 1;
        *said = text;
    });
}

/// Has it spoken when the screen reader next pauses.
pub fn announce(text: impl Into<String>) {
    POLITE.with(|region| say(region, text.into()));
}

/// Has it spoken at once and shown until dismissed: for what went wrong.
pub fn alert(text: impl Into<String>) {
    let text = text.into();
    URGENT.with(|region| say(region, text.clone()));
    show(text, true, None);
}

/// Has it spoken and shown for a while.
pub fn toast(text: impl Into<String>) {
    let text = text.into();
    announce(text.clone());
    show(text, false, None);
}

/// Has it spoken and shown for a while, with a button, such as "Undo".
pub fn toast_with(text: impl Into<String>, label: &'static str, act: impl Fn() + Send + Sync + 'static) {
    let text = text.into();
    announce(text.clone());
    show(text, false, Some((label, Arc::new(act))));
}

fn show(text: String, urgent: bool, action: Option<(&'static str, Act)>) {
    let number = TOASTS.with(|toasts| {
        let mut number = 0;
        toasts.update(|(count, list)| {
            *count += 1;
            number = *count;
            // Three at once are as many as anybody reads.
            let surplus = list.len().saturating_sub(2);
            list.drain(..surplus);
            list.push(Toast { number, text, urgent, action });
        });
        number
    });
    if !urgent {
        dismiss_later(number);
    }
}

fn dismiss(number: u32) {
    TOASTS.with(|toasts| toasts.update(|(_, list)| list.retain(|toast| toast.number != number)));
}

/// Dismisses it after a while, but not from under the pointer or the focus.
fn dismiss_later(number: u32) {
    let then = move || {
        let in_use = document().query_selector(".toasts:is(:hover, :focus-within)");
        if in_use.is_ok_and(|found| found.is_some()) { dismiss_later(number) } else { dismiss(number) }
    };
    set_timeout(then, STAYS);
}

/// The live regions and the place of the messages; once, in the shell.
#[component]
pub fn Announcer() -> impl IntoView {
    let toasts = TOASTS.with(Clone::clone);
    let place = NodeRef::<html::Div>::new();
    PLACE.with(|own| own.set(Some(place)));
    let shown = toasts.clone();
    Effect::new(move |_| {
        shown.track();
        request_animation_frame(settle);
    });
    // Three at most: a keyed list would cost more code than it saves work.
    let _ = window_event_listener(ev::focusin, |_| make_room());
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
    let (own, other) = (messages.get_bounding_client_rect(), active.get_bounding_client_rect());
    let across = other.left() < own.right() && own.left() < other.right();
    // What is taller than they are is not hidden by them.
    let covers =
        across && other.bottom() > own.top() && other.top() < own.bottom() && other.height() < own.height() * 2.0;
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
    let action = toast.action.map(|(label, act)| {
        let on_click = move |_| {
            dismiss(number);
            act();
        };
        view! { <button type="button" class="btn" on:click=on_click>{label}</button> }
    });
    view! {
        <div class="toast">
            {toast.urgent.then(|| icon(Icon::TriangleAlert))}
            <p>{toast.text}</p>
            {action}
            <button type="button" class="btn only-icon" aria-label="Dismiss" title="Dismiss" on:click=move |_| dismiss(number)>
                {icon(Icon::X)}
            </button>
        </div>
    }
    .into_any()
}
