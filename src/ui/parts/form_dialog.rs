//! The two dialogs that lie on the desk: one that shows something, and one with a form. Must not know what is asked.

use super::dialog::Dialog;
use super::focus::is_finished;
use crate::ui::desk;
use crate::ui::drafts::OpenDraft;
use crate::ui::draw::view;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

/// A dialog that only shows something.
pub fn info_dialog(title: &str, sub: &str, body: AnyView) -> AnyView {
    info_dialog_with(title, sub, body, "Close")
}

/// The same; `leave` is the word on the button that closes it.
pub fn info_dialog_with(title: &str, sub: &str, body: AnyView, leave: &'static str) -> AnyView {
    // What may be longer than the dialog is scrolled with keys, which need something to have the focus.
    let content = view! {
        <div class="dialog-body" tabindex="0">{body}</div>
        <footer class="dialog-foot">
            <button type="button" class="btn primary" on:click=|_| desk::close()>{leave}</button>
        </footer>
    };
    frame(title, sub, false, content.into_any())
}

/// A dialog with a form: `action` names what its primary button does.
pub fn form_dialog(
    title: &str,
    sub: &str,
    wide: bool,
    body: AnyView,
    action: &'static str,
    perform: impl Fn() + 'static + Send,
) -> AnyView {
    form_dialog_of(title, sub, wide, body, action, Box::new(perform), None, None)
}

/// The same for a form whose draft is kept until it is sent: until `perform` has closed the dialog or opened another.
pub fn form_dialog_kept(
    title: &str,
    sub: &str,
    wide: bool,
    body: AnyView,
    action: &'static str,
    kept: OpenDraft,
    perform: impl Fn() + 'static + Send,
) -> AnyView {
    form_dialog_of(title, sub, wide, body, action, Box::new(perform), Some(kept), None)
}

/// The same with all there can be; `note` stays in sight beside the buttons.
#[expect(clippy::too_many_arguments, reason = "what a form dialog is made of")]
pub fn form_dialog_of(
    title: &str,
    sub: &str,
    wide: bool,
    body: AnyView,
    action: &'static str,
    perform: Box<dyn Fn() + Send>,
    kept: Option<OpenDraft>,
    note: Option<AnyView>,
) -> AnyView {
    let content = view! {
        <form novalidate on:keydown=|event| send_by_keys(&event) on:submit=move |event| {
            event.prevent_default();
            if is_finished(event.target()) {
                let number = untrack(desk::number);
                perform();
                if let Some(kept) = kept.filter(|_| untrack(desk::number) != number) {
                    kept.sent();
                }
            }
        }>
            {kept.map(OpenDraft::note)}
            <div class="dialog-body">{body}</div>
            <footer class="dialog-foot">
                {note}
                <button type="button" class="btn" on:click=|_| desk::close()>"Cancel"</button>
                <button type="submit" class="btn primary">{action}</button>
            </footer>
        </form>
    };
    frame(title, sub, wide, content.into_any())
}

/// Ctrl or Cmd and Enter send the form from a field in which Enter alone begins another line.
fn send_by_keys(event: &KeyboardEvent) {
    if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
        let form = event.current_target().and_then(|form| form.dyn_into::<Element>().ok());
        let send = form.and_then(|form| form.query_selector("[type=submit]").ok().flatten());
        if let Some(send) = send.and_then(|send| send.dyn_into::<HtmlElement>().ok()) {
            event.prevent_default();
            send.click();
        }
    }
}

/// A dialog with room for what brings its own parts `dialog-body` and `dialog-foot`.
pub fn wide_dialog(title: &str, sub: &str, content: AnyView) -> AnyView {
    frame(title, sub, true, content)
}

fn frame(title: &str, sub: &str, wide: bool, content: AnyView) -> AnyView {
    // Drawn once: the desk makes the whole dialog anew at each opening.
    let content = StoredValue::new_local(Some(content));
    let open = Signal::derive(|| desk::number().is_some());
    let on_close = Callback::new(|()| desk::close());
    view! {
        <Dialog open=open on_close=on_close title=title.to_owned() subtitle=Signal::stored(sub.to_owned()) wide=wide>
            {content.try_update_value(Option::take).flatten()}
        </Dialog>
    }
    .into_any()
}
