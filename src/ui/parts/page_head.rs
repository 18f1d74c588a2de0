//! The head of a page: heading, title of the window, undo and redo, and the page's own actions.

use super::icon::{Icon, icon};
use crate::store;
use crate::ui::desk;
use crate::ui::draw::{Drawn, view};
use crate::view::action::ActionId;
use leptos::prelude::*;
use std::cell::RefCell;
use std::sync::Arc;

thread_local! {
    static HELP: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Says where help on the page is that is drawn next; none if empty. The heads of pages offer it.
pub fn help_is_at(address: String) {
    HELP.set(address);
}

/// The head of a page. The title of the window follows the heading; where a line with a code stands over it, that code, so
/// that the browser's own history keeps no names.
#[component]
pub fn PageHead(
    /// Heading.
    #[prop(into)]
    title: Signal<String>,
    /// A line under it.
    #[prop(into, optional)]
    sub: Signal<String>,
    /// A line over it that begins with a code.
    #[prop(into, optional)]
    over: Signal<String>,
    /// The page's own actions.
    children: Children,
) -> impl IntoView {
    Effect::new(move |_| {
        let over = over.get();
        let code = over.split(" · ").next().unwrap_or_default();
        let name = if code.is_empty() { title.get() } else { code.to_owned() };
        document().set_title(&[&name, " – Pocket PMO"].concat());
    });
    let address = HELP.with_borrow(String::clone);
    let help = (!address.is_empty()).then(|| -> Drawn {
        view! {
            <a class="head-help" href=address aria-label="Help on this page" title="What the handbook says of this page">{icon(Icon::CircleHelp)}</a>
        }
    });
    view! {
        <header class="page-head">
            <div>
                <p class="code" hidden=move || over.with(String::is_empty)>{over}</p>
                <div class="head-line"><h1 tabindex="-1">{title}</h1>{help}</div>
                <p hidden=move || sub.get().is_empty()>{sub}</p>
            </div>
            <div class="page-actions">{children()}</div>
        </header>
    }
}

/// Undo and redo, each naming its step.
#[component]
pub fn UndoRedo() -> impl IntoView {
    // What a change needs may come after the history: what cannot be done yet is not offered.
    let is_open = Memo::new(|_| !store::session::is_read_only());
    let next = |is_open: Memo<bool>, verb: &'static str, next: fn() -> Option<Arc<str>>| {
        Memo::new(move |_| next().filter(|_| is_open.get()).map(|label| [verb, ": ", &label].concat()))
    };
    let undo = next(is_open, "Undo", store::next_undo);
    let redo = next(is_open, "Redo", store::next_redo);
    let words = |step: Option<String>, nothing: &str| step.unwrap_or_else(|| nothing.to_owned());
    let undo_words = move || words(undo.get(), "Nothing to undo");
    let redo_words = move || words(redo.get(), "Nothing to redo");
    view! {
        <div class="undo">
            <button type="button" class="btn quiet only-icon" aria-label=undo_words title=undo_words
                aria-disabled=move || undo.get().is_none().to_string()
                on:click=move |_| if undo.get_untracked().is_some() { desk::perform(ActionId::Undo) }>
                {icon(Icon::Undo)}
            </button>
            <button type="button" class="btn quiet only-icon" aria-label=redo_words title=redo_words
                aria-disabled=move || redo.get().is_none().to_string()
                on:click=move |_| if redo.get_untracked().is_some() { desk::perform(ActionId::Redo) }>
                {icon(Icon::Redo)}
            </button>
        </div>
    }
}

/// Name of the workspace, with a default before it has one; tracked.
pub fn workspace_name() -> String {
    let name = store::settings().name;
    if name.is_empty() { "My portfolio".to_owned() } else { name.to_string() }
}
