//! The list of meetings, and the page of one. Must not know how an agenda is made.

use crate::domain::id::Id;
use crate::ui::draw::view;
use crate::ui::parts::PageHead;
use crate::ui::register::{self, PLAIN};
use crate::view::office::governance::MEETINGS_LIST;
use leptos::prelude::*;

/// The list.
pub fn meetings_page() -> AnyView {
    register::page(&MEETINGS_LIST, &PLAIN)
}

/// The page of one.
pub fn meeting_page(_: Id) -> AnyView {
    view! { <PageHead title="Meeting"><span></span></PageHead> }.into_any()
}
