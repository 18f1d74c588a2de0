//! The frame of every dialog: native, modal, named by its heading, closed by Escape; focus returns to where it was.

use crate::ui::desk;
use crate::ui::parts::{Icon, icon};
use leptos::html;
use leptos::prelude::*;

/// A dialog that only shows something.
pub fn info_dialog(title: &str, sub: &str, body: AnyView) -> AnyView {
    let close = view! { <button type="button" class="btn primary" on:click=|_| desk::close()>"Close"</button> };
    frame(title, sub, false, body, close.into_any(), || {})
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
    let foot = view! {
        <button type="button" class="btn" on:click=|_| desk::close()>"Cancel"</button>
        <button type="submit" class="btn primary">{action}</button>
    };
    frame(title, sub, wide, body, foot.into_any(), perform)
}

fn frame(
    title: &str,
    sub: &str,
    wide: bool,
    body: AnyView,
    foot: AnyView,
    perform: impl Fn() + 'static + Send,
) -> AnyView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            // Not inside the handler that opened it: showing moves the focus, and that runs handlers.
            request_animation_frame(move || {
                let _ = node.show_modal();
            });
        }
    });
    let sub = (!sub.is_empty()).then(|| view! { <p>{sub.to_owned()}</p> });
    view! {
        <dialog class="dialog" class:wide=wide aria-labelledby="dialog-title" node_ref=node on:close=|_| desk::close()>
            <header class="dialog-head">
                <div><h2 id="dialog-title" tabindex="-1">{title.to_owned()}</h2>{sub}</div>
                <button type="button" class="btn quiet only-icon" aria-label="Close" title="Close" on:click=|_| desk::close()>
                    {icon(Icon::X)}
                </button>
            </header>
            <form novalidate on:submit=move |event| { event.prevent_default(); perform(); }>
                <div class="dialog-body">{body}</div>
                <footer class="dialog-foot">{foot}</footer>
            </form>
        </dialog>
    }
    .into_any()
}
