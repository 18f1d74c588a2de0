//! What the answer to a gate decision offers beside Undo: its record, on the page and on paper. Must not know how a decision is made.

use crate::domain::id::Id;
use crate::ui::draw::later::on_page;
use crate::ui::parts::Offer;
use crate::ui::router;
use crate::view::route::ProjectTab;
use leptos::prelude::window;
use std::sync::Arc;

/// The offers after a decision on that project.
pub fn offers(project: Id) -> Vec<Offer> {
    let open = move || router::go(&ProjectTab::Gates.of(project));
    let print = move || {
        open();
        on_page::after_drawing(|| {
            let _ = window().print();
        });
    };
    vec![("Open record", Arc::new(open)), ("Print", Arc::new(print))]
}
