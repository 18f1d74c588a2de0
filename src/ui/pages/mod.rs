//! The pages, one folder or file each.

pub mod board;
pub mod data;
pub mod decisions;
pub mod directory;
pub mod gate;
pub mod home;
pub mod maturity;
pub mod new_project;
pub mod overview;
pub mod project;
pub mod projects;
pub mod sample;

use super::shell::PageHead;
use crate::ui::draw::view;
use leptos::prelude::*;

/// The page for an address that names none.
pub fn not_found(path: String) -> AnyView {
    view! {
        <PageHead title="Page not found"><span></span></PageHead>
        <section class="empty">
            <p>{format!("There is no page at “{path}”. It may have been a link to something that was deleted.")}</p>
            <p><a class="btn" href="#/board">"Open board"</a></p>
        </section>
    }
    .into_any()
}
