//! Owns the status mark: a letter on its colour, with words for those who see neither. Must not know how a status comes about.

use crate::domain::records::project::Rag;
use crate::domain::status::Overall;
use crate::ui::draw::view;
use leptos::prelude::*;

/// The classes of a mark.
pub const fn status_class(status: Overall) -> &'static str {
    match status {
        Overall::Reported(Rag::Green) => "status tone-green",
        Overall::Reported(Rag::Amber) => "status tone-amber",
        Overall::Reported(Rag::Red) => "status tone-red",
        Overall::Stale | Overall::NotReported => "status tone-grey",
        Overall::Confidence(Rag::Green) => "status tone-green by-confidence",
        Overall::Confidence(Rag::Amber) => "status tone-amber by-confidence",
        Overall::Confidence(Rag::Red) => "status tone-red by-confidence",
    }
}

const fn short_words(status: Overall) -> &'static str {
    match status {
        Overall::Reported(Rag::Green) => "Green",
        Overall::Reported(Rag::Amber) => "Amber",
        Overall::Reported(Rag::Red) => "Red",
        Overall::Stale => "Out of date",
        Overall::NotReported => "Not reported",
        Overall::Confidence(Rag::Green) => "Green by confidence",
        Overall::Confidence(Rag::Amber) => "Amber by confidence",
        Overall::Confidence(Rag::Red) => "Red by confidence",
    }
}

/// The letter alone; its words are its accessible name.
pub fn status_mark(status: impl Into<Signal<Overall>>) -> AnyView {
    let status = status.into();
    view! {
        <span class=move || status_class(status.get()) role="img" aria-label=move || status.get().words()
            title=move || status.get().words()>
            <span class="status-letter" aria-hidden="true">{move || status.get().letter()}</span>
        </span>
    }
    .into_any()
}

/// The letter and the words beside it.
pub fn status_words(status: impl Into<Signal<Overall>>) -> AnyView {
    let status = status.into();
    view! {
        <span class=move || status_class(status.get())>
            <span class="status-letter" aria-hidden="true">{move || status.get().letter()}</span>
            <span>{move || short_words(status.get())}</span>
        </span>
    }
    .into_any()
}
