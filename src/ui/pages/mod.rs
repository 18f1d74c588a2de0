//! The pages, one folder or file each.

pub mod all_work;
pub mod around;
pub mod calendar;
pub mod changes;
pub mod charter;
pub mod data;
pub mod decisions;
pub mod directory;
pub mod flow;
pub mod governance;
pub mod handbook;
pub mod home;
pub mod lessons;
pub mod maturity;
pub mod meetings;
pub mod money;
pub mod overview;
pub mod pmo_charter;
pub mod project;
pub mod projects;
pub mod raid;
pub mod reports;
pub mod sample;
pub mod team;
pub mod work;

use super::parts::PageHead;
use crate::domain::id::Id;
use crate::domain::records::Project;
use crate::store;
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

/// The dialog that deletes a record.
pub fn delete_dialog(id: Id) -> AnyView {
    if store::with(|portfolio| portfolio.get::<Project>(id).is_some()) {
        project::delete_dialog(id)
    } else {
        directory::delete_dialog(id)
    }
}
