//! Owns the choice between cards: radio buttons that say what each choice means and demands. Must not know what is chosen.

use super::focus::fresh_id;
use super::pill::{Tone, pill};
use crate::ui::draw::view;
use leptos::prelude::*;

/// One card.
pub struct ChoiceCard {
    /// What is chosen.
    pub value: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What it means and demands.
    pub text: String,
    /// A word beside the title, such as "suggested" or why it cannot be chosen; empty for none.
    pub note: Signal<String>,
    /// Whether it cannot be chosen now.
    pub disabled: Signal<bool>,
    /// What stands below it, such as what is asked for while it is chosen.
    pub below: Option<AnyView>,
}

/// A choice of one of several cards. `chosen` is empty while none is.
pub fn choice_cards(
    legend: &'static str,
    cards: Vec<ChoiceCard>,
    chosen: Signal<&'static str>,
    on_choose: Callback<&'static str>,
) -> AnyView {
    let group = fresh_id();
    let card = |ChoiceCard { value, title, text, note, disabled, below }: ChoiceCard| {
        let tone = Signal::derive(move || if disabled.get() { Tone::Plain } else { Tone::Accent });
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=group.clone()
                    prop:checked=move || chosen.get() == value
                    disabled=disabled
                    on:change=move |_| on_choose.run(value)
                />
                <span>
                    <span class="choice-title">{title} " " {pill(note, tone, None)}</span>
                    <span class="choice-text">{text}</span>
                </span>
            </label>
            {below}
        }
    };
    let cards = cards.into_iter().map(card).collect_view();
    view! {
        <fieldset>
            <legend class="field-label">{legend}</legend>
            <div class="choices">{cards}</div>
        </fieldset>
    }
    .into_any()
}
