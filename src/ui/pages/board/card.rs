//! A card of the board: a project in a few words. A thousand of them stand on a page, so a card is a copy of a blank one, has
//! one effect that sets what differs from before, and hears nothing itself (`hands` does). One edit of the project redraws
//! only the words that differ.

use crate::domain::id::Id;
use crate::domain::records::Project;
use crate::domain::status::StatusRules;
use crate::engine::index::IndexKey;
use crate::store;
use crate::ui::draw::{Drawing, view};
use crate::ui::parts::{Icon, small_icon, status_class};
use crate::ui::router::href;
use crate::view::board::{self, Card};
use crate::view::route::{ProjectTab, Route};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{CharacterData, Element};

thread_local! {
    static BLANK: Option<Element> = blank();
}

/// What the card shows, depending on the project and on all that it shows of others; `None` just after it has gone.
fn read(id: Id, rules: StatusRules) -> Option<Card> {
    store::track_record(id);
    store::track_index(IndexKey::Conditions(id));
    let today = store::session::today();
    store::with(|portfolio| {
        let project = portfolio.get::<Project>(id)?;
        if let Some(lead) = project.lead {
            store::track_record(lead.id);
        }
        for condition in portfolio.ids(IndexKey::Conditions(id)) {
            store::track_record(condition);
        }
        Some(board::card(portfolio, project, today, rules))
    })
}

/// A card of nothing. Words that change are the first thing in their element.
fn blank() -> Option<Element> {
    let drawn = view! {
        <li class="card">
            <div class="card-top">
                <span class="card-grip" aria-hidden="true">{small_icon(Icon::GripVertical)}</span>
                <span class="card-code">{""}</span>
                <span class="status" role="img"><span class="status-letter" aria-hidden="true">{""}</span></span>
                <button type="button" class="btn quiet small only-icon card-menu" aria-haspopup="menu" aria-expanded="false">
                    {small_icon(Icon::Ellipsis)}
                </button>
            </div>
            <h3 class="card-name">
                <a class="card-link" draggable="false" aria-describedby="board-keys">{""}</a>
            </h3>
            <div class="card-pills" hidden="">
                <span class="pill card-gate" hidden="">{""}</span>
                <span class="pill card-conditions" hidden="">{""}</span>
                <span class="pill outline" hidden="">{""}</span>
            </div>
            <div class="card-foot">
                <span class="person"><span class="avatar" aria-hidden="true">{""}</span>" "<span class="truncate">{""}</span></span>
                <span class="age">{""}</span>
            </div>
        </li>
    };
    drawn.into_element()
}

/// The card of a project.
pub fn board_card(id: Id, rules: Memo<StatusRules>) -> AnyView {
    let mut drawing = Drawing::default();
    if let Some(card) = BLANK.with(|blank| blank.as_ref().map(|blank| drawing.copy(blank))) {
        let _ = card.set_attribute("data-card", &id.to_string());
        if let Some(link) = part(&card, ".card-link") {
            let _ = link.set_attribute("href", &href(&Route::Project(id, ProjectTab::Summary)));
        }
        let mut before: Option<Card> = None;
        drawing.follow(Box::new(move || {
            if let Some(now) = read(id, rules.get()) {
                write(&card, before.as_ref(), &now);
                before = Some(now);
            }
        }));
    }
    drawing.finish().into_any()
}

/// Sets what differs from before; all, if nothing was there before.
fn write(card: &Element, before: Option<&Card>, now: &Card) {
    let differs = |own: fn(&Card) -> &str| before.map(own) != Some(own(now));
    if differs(|own| &own.code) {
        say(card, ".card-code", &now.code);
    }
    if differs(|own| &own.name) {
        say(card, ".card-link", &now.name);
    }
    if (differs(|own| &own.code) || differs(|own| &own.name))
        && let Some(menu) = part(card, ".card-menu")
    {
        let label = ["Move or open ", &now.code, " ", &now.name].concat();
        let _ = menu.set_attribute("aria-label", &label);
        let _ = menu.set_attribute("title", &label);
    }
    if before.map(|own| own.status) != Some(now.status)
        && let Some(mark) = part(card, ".status")
    {
        mark.set_class_name(status_class(now.status));
        let _ = mark.set_attribute("aria-label", now.status.words());
        say(card, ".status-letter", now.status.letter());
    }
    if differs(|own| &own.lead) {
        say(card, ".truncate", if now.lead.is_empty() { "No lead" } else { &now.lead });
    }
    if differs(|own| &own.initials)
        && let Some(avatar) = part(card, ".avatar")
    {
        avatar.set_class_name(if now.initials.is_empty() { "avatar nobody" } else { "avatar" });
        say(card, ".avatar", &now.initials);
    }
    if differs(|own| &own.age) {
        say(card, ".age", &now.age);
    }
    write_pills(card, before, now);
}

/// The pills; a blank card has none.
fn write_pills(card: &Element, before: Option<&Card>, now: &Card) {
    let gate = |own: &Card| (own.gate.clone(), own.gate_overdue);
    if before.map(gate).unwrap_or_default() != gate(now) {
        let class = if now.gate_overdue { "pill card-gate tone-red" } else { "pill card-gate" };
        pill(card, ".card-gate", class, &now.gate);
    }
    let conditions = |own: &Card| (own.conditions.clone(), own.condition_overdue);
    if before.map(conditions).unwrap_or_default() != conditions(now) {
        let red = now.condition_overdue;
        let class = if red { "pill card-conditions tone-red" } else { "pill card-conditions tone-amber" };
        pill(card, ".card-conditions", class, &now.conditions);
    }
    if before.and_then(|own| own.confidence) != now.confidence {
        let words = now.confidence.map(|own| ["Confidence ", &own.label().to_ascii_lowercase()].concat());
        pill(card, ".outline", "pill outline", &words.unwrap_or_default());
    }
    let has_none = |own: &Card| own.gate.is_empty() && own.conditions.is_empty() && own.confidence.is_none();
    if before.is_none_or(has_none) != has_none(now) {
        hide(card, ".card-pills", has_none(now));
    }
}

fn part(card: &Element, selector: &str) -> Option<Element> {
    card.query_selector(selector).ok().flatten()
}

/// Sets the words of a part.
fn say(card: &Element, selector: &str, words: &str) {
    let text = part(card, selector).and_then(|own| own.first_child());
    if let Some(text) = text.and_then(|text| text.dyn_into::<CharacterData>().ok()) {
        text.set_data(&crate::view::turning::as_drawn(words));
    }
}

fn hide(card: &Element, selector: &str, hidden: bool) {
    if let Some(part) = part(card, selector) {
        let _ = part.toggle_attribute_with_force("hidden", hidden);
    }
}

fn pill(card: &Element, selector: &str, class: &str, words: &str) {
    if let Some(pill) = part(card, selector) {
        pill.set_class_name(class);
    }
    say(card, selector, words);
    hide(card, selector, words.is_empty());
}
