//! Owns tones and the pill: a short fact on a soft ground. Must not know what the fact is about.

use super::icon::{Icon, small_icon};
use crate::ui::draw::view;
use leptos::prelude::*;

/// The colour of a mark. Green, amber and red are for status alone.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// No colour of its own.
    #[default]
    Plain,
    /// The one accent.
    Accent,
    /// On course.
    Green,
    /// Off course within limits.
    Amber,
    /// Off course beyond limits.
    Red,
    /// The state is not known.
    Grey,
}

impl Tone {
    /// The class that brings the colour.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Accent => "tone-accent",
            Self::Green => "tone-green",
            Self::Amber => "tone-amber",
            Self::Red => "tone-red",
            Self::Grey => "tone-grey",
        }
    }

    const fn pill_class(self) -> &'static str {
        match self {
            Self::Plain => "pill",
            Self::Accent => "pill tone-accent",
            Self::Green => "pill tone-green",
            Self::Amber => "pill tone-amber",
            Self::Red => "pill tone-red",
            Self::Grey => "pill tone-grey",
        }
    }
}

/// A pill; not shown while its text is empty.
pub fn pill(text: impl Into<Signal<String>>, tone: impl Into<Signal<Tone>>, mark: Option<Icon>) -> AnyView {
    pill_of(text.into(), tone.into(), mark)
}

fn pill_of(text: Signal<String>, tone: Signal<Tone>, mark: Option<Icon>) -> AnyView {
    view! {
        <span class=move || tone.get().pill_class() hidden=move || text.with(String::is_empty)>
            {mark.map(small_icon)}
            <span>{text}</span>
        </span>
    }
    .into_any()
}
