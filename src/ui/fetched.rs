//! What needs a file that is fetched on first need: drawn once it is there, and meanwhile said. Must not know what is in it.

use super::draw::view;
use crate::store::fetched::Fetched;
use leptos::prelude::*;
use std::sync::Arc;

/// What is drawn of a file once it is there; `called` is how people call it, such as "The handbook".
pub fn once_there<T>(
    file: Fetched<T>,
    called: &'static str,
    try_again: fn(),
    draw: impl FnOnce(Arc<T>) -> AnyView,
) -> AnyView {
    match file {
        Fetched::Ready(read) => draw(read),
        Fetched::Failed(why) => view! {
            <section class="empty">
                <p role="alert">{[called, " could not be loaded. ", &*why].concat()}</p>
                <p><button type="button" class="btn primary" on:click=move |_| try_again()>"Try again"</button></p>
            </section>
        }
        .into_any(),
        Fetched::Unread | Fetched::Loading => {
            view! { <p class="loading" role="status">{[called, " is being loaded …"].concat()}</p> }.into_any()
        }
    }
}
