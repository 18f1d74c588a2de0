//! Owns the native modal dialog: opening and closing by a signal, Escape, backdrop, heading as its name. The browser
//! keeps the focus inside and gives it back. Must not know what it asks.

use super::button::icon_button;
use super::focus::fresh_id;
use super::icon::Icon;
use super::toast;
use crate::ui::draw::later::after_drawing;
use crate::ui::draw::view;
use leptos::ev::{Event, MouseEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::HtmlDialogElement;

/// A modal dialog. `children` are made anew at each opening: a `form` or the parts `dialog-body` and `dialog-foot`. The
/// focus goes to the element with `data-start`, else to the heading.
#[component]
pub fn Dialog(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Called when the person wants it closed; it closes once `open` is false.
    on_close: Callback<()>,
    /// Heading.
    #[prop(into)]
    title: Signal<String>,
    /// A line below the heading; none if empty.
    #[prop(optional, into)]
    subtitle: Option<Signal<String>>,
    /// For work that needs room; fills a phone's screen.
    #[prop(optional)]
    wide: bool,
    /// Whether a click beside it closes it. Not where typing could be lost.
    #[prop(optional)]
    backdrop_closes: bool,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    show_while(node, open);
    let id = fresh_id();
    let subtitle = subtitle.map(|text| view! { <p hidden=move || text.with(String::is_empty)>{text}</p> });
    let head = view! {
        <header class="dialog-head">
            <div>
                <h2 id=id.clone() tabindex="-1">{title}</h2>
                {subtitle}
            </div>
            {icon_button(Icon::X, "Close".to_owned(), "quiet", on_close)}
        </header>
    }
    .into_any();
    // A press that began on a control and ends outside is not a click on the backdrop.
    let pressed_backdrop = RwSignal::new(false);
    let is_backdrop = move |event: &Event| event.target() == event.current_target();
    view! {
        <dialog
            class=if wide { "dialog wide" } else { "dialog" }
            node_ref=node
            aria-labelledby=id
            on:cancel=move |event: Event| {
                // A file chooser inside the dialog sends its own.
                if is_backdrop(&event) {
                    event.prevent_default();
                    on_close.run(());
                }
            }
            on:close=move |event: Event| {
                // The browser closes it by itself on a second Escape. It may be open anew before it hears of that.
                let closed = node.try_get_untracked().flatten().is_some_and(|dialog| !dialog.open());
                if is_backdrop(&event) && closed && open.try_get_untracked().unwrap_or_default() {
                    on_close.run(());
                }
            }
            on:pointerdown=move |event: PointerEvent| pressed_backdrop.set(is_backdrop(&event))
            on:click=move |event: MouseEvent| {
                if backdrop_closes && pressed_backdrop.get_untracked() && is_backdrop(&event) {
                    on_close.run(());
                }
            }
        >
            {head}
            {move || open.get().then(|| children())}
        </dialog>
    }
    .into_any()
}

/// Shows the dialog while `open`, and closes it before it goes: only then does the focus return. All in the task that asked:
/// a key pressed next finds the focus where it belongs.
pub fn show_while(node: NodeRef<html::Dialog>, open: Signal<bool>) {
    Effect::new(move |_| {
        let open = open.get();
        let Some(dialog) = node.try_get_untracked().flatten() else { return };
        if !open {
            close(&dialog);
        } else if !dialog.open() {
            // Another may close now and give the focus back; this one's content is still to be drawn.
            after_drawing(move || show(&dialog));
        }
    });
    on_cleanup(move || {
        if let Some(dialog) = node.try_get_untracked().flatten() {
            close(&dialog);
        }
    });
}

fn close(dialog: &HtmlDialogElement) {
    if dialog.open() {
        dialog.close();
        toast::settle();
    }
}

/// `autofocus` is set only now: browsers complain of elements that arrive with it.
fn show(dialog: &HtmlDialogElement) {
    // The dialog may have been closed or removed before it was drawn.
    if dialog.open() || !dialog.is_connected() {
        return;
    }
    let start = dialog.query_selector("[data-start]").ok().flatten();
    let start = start.or_else(|| dialog.query_selector("h2").ok().flatten());
    // The elements may be those of the dialog before, drawn anew.
    if let Ok(Some(earlier)) = dialog.query_selector("[autofocus]") {
        let _ = earlier.remove_attribute("autofocus");
    }
    if let Some(start) = start {
        let _ = start.set_attribute("autofocus", "");
    }
    let _ = dialog.show_modal();
    toast::hush();
    toast::settle();
}
