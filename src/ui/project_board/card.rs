//! A card of the board: a project in a few words. Many of them come and go as one scrolls, so a card has few nodes, is a copy
//! of a blank one, has one effect that sets what differs from before, and hears nothing itself (`hands` does). One edit of the
//! project redraws only the words that differ.

use crate::domain::id::Id;
use crate::domain::records::Project;
use crate::domain::status::StatusRules;
use crate::engine::index::IndexKey;
use crate::store;
use crate::ui::draw::{Drawing, view};
use crate::ui::parts::{RowView, status_class};
use crate::ui::router::href;
use crate::view::project_board::{self, Card};
use crate::view::route::ProjectTab;
use crate::view::turning::as_drawn;
use leptos::prelude::*;
use leptos::web_sys::{Element, Node};

thread_local! {
    static BLANK: Option<Element> = blank();
}

/// What the card shows, depending on the project and on all that it shows of others; `None` just after it has gone.
fn read(id: Id, rules: StatusRules) -> Option<Card> {
    store::track_record(id);
    store::track_index(IndexKey::conditions(id));
    store::track_index(IndexKey::Deliverables(id));
    let today = store::session::today();
    store::with(|portfolio| {
        let project = portfolio.get::<Project>(id)?;
        if let Some(lead) = project.lead {
            store::track_record(lead.id);
        }
        for other in [IndexKey::conditions(id), IndexKey::Deliverables(id)] {
            portfolio.ids(other).into_iter().for_each(store::track_record);
        }
        Some(project_board::card(portfolio, project, today, rules))
    })
}

/// A card of nothing. The order of its parts is that of [`Parts`]; each that changes has one text or none. What only decorates -
/// initials, letter of the status, dots of menu and grip - is drawn by the style sheet.
fn blank() -> Option<Element> {
    let drawn = view! {
        <li class="card">
            <span class="card-code">{""}</span>
            <span class="status" role="img"></span>
            <button type="button" class="btn quiet small only-icon card-menu" aria-haspopup="menu" aria-expanded="false"></button>
            <h3 class="card-name">
                <a class="card-link" draggable="false" aria-describedby="board-keys">{""}</a>
            </h3>
            <span class="pill card-gate" hidden="">{""}</span>
            <span class="pill card-conditions" hidden="">{""}</span>
            <span class="pill outline" hidden="">{""}</span>
            <span class="person">{""}</span>
        </li>
    };
    drawn.into_element()
}

/// The parts of a card.
#[derive(Clone)]
struct Parts {
    card: Element,
    code: Element,
    status: Element,
    menu: Element,
    link: Element,
    gate: Element,
    conditions: Element,
    confidence: Element,
    lead: Element,
}

impl Parts {
    /// Of a copy of the blank card.
    fn of(card: &Element) -> Option<Self> {
        let code = card.first_element_child()?;
        let status = code.next_element_sibling()?;
        let menu = status.next_element_sibling()?;
        let name = menu.next_element_sibling()?;
        let gate = name.next_element_sibling()?;
        let conditions = gate.next_element_sibling()?;
        let confidence = conditions.next_element_sibling()?;
        let lead = confidence.next_element_sibling()?;
        let card = card.clone();
        Some(Self { link: name.first_element_child()?, card, code, status, menu, gate, conditions, confidence, lead })
    }

    /// Tells the card whose it is.
    fn name(&self, id: Id) {
        set(&self.card, "data-card", &id.to_string());
        set(&self.link, "href", &href(&ProjectTab::Summary.of(id)));
    }

    /// Takes away what was said of the project before beside its words: that it was chosen, has just changed, or that its menu is open.
    fn forget(&self) {
        self.card.set_class_name("card");
        set(&self.link, "aria-describedby", "board-keys");
        set(&self.menu, "aria-expanded", "false");
    }

    /// Sets what differs from before; all, if nothing was there before.
    fn write(&self, before: Option<&Card>, now: &Card) {
        let differs = |own: fn(&Card) -> &str| before.map(own) != Some(own(now));
        let (code, name) = (differs(|own| &own.code), differs(|own| &own.name));
        if code {
            say(&self.code, &now.code);
        }
        if name {
            say(&self.link, &now.name);
        }
        if code || name {
            let label = ["Move or open ", &now.code, " ", &now.name].concat();
            set(&self.menu, "aria-label", &label);
            set(&self.menu, "title", &label);
        }
        if before.map(|own| own.status) != Some(now.status) {
            self.status.set_class_name(status_class(now.status));
            set(&self.status, "aria-label", now.status.words());
            set(&self.status, "data-letter", now.status.letter());
        }
        if differs(|own| &own.lead) {
            say(&self.lead, if now.lead.is_empty() { "No lead" } else { &now.lead });
        }
        if differs(|own| &own.initials) {
            self.lead.set_class_name(if now.initials.is_empty() { "person nobody" } else { "person" });
            set(&self.lead, "data-initials", &now.initials);
        }
        if differs(|own| &own.age) {
            set(&self.card, "data-age", &now.age);
        }
        self.write_pills(before, now);
    }

    /// The pills; a blank card has none.
    fn write_pills(&self, before: Option<&Card>, now: &Card) {
        let gate = |own: &Card| (own.gate.clone(), own.gate_overdue);
        if before.map(gate).unwrap_or_default() != gate(now) {
            let class = if now.gate_overdue { "pill card-gate tone-red" } else { "pill card-gate" };
            pill(&self.gate, class, &now.gate);
        }
        let conditions = |own: &Card| (own.conditions.clone(), own.condition_overdue);
        if before.map(conditions).unwrap_or_default() != conditions(now) {
            let red = now.condition_overdue;
            let class = if red { "pill card-conditions tone-red" } else { "pill card-conditions tone-amber" };
            pill(&self.conditions, class, &now.conditions);
        }
        if before.and_then(|own| own.confidence) != now.confidence {
            let words = now.confidence.map(|own| ["Confidence ", &own.label().to_ascii_lowercase()].concat());
            pill(&self.confidence, "pill outline", &words.unwrap_or_default());
        }
    }
}

/// The card of a project. As one scrolls or filters it becomes that of another.
pub fn board_card(id: Id, rules: Memo<StatusRules>) -> RowView {
    let mut drawing = Drawing::default();
    let card = BLANK.with(|blank| blank.as_ref().map(|blank| drawing.copy(blank)));
    let parts = card.and_then(|card| Parts::of(&card));
    let again = parts.map(|parts| {
        parts.name(id);
        let (own, named) = (RwSignal::new(id), parts.clone());
        let mut before: Option<Card> = None;
        drawing.follow(Box::new(move || {
            if let Some(now) = read(own.get(), rules.get()) {
                parts.write(before.as_ref(), &now);
                before = Some(now);
            }
        }));
        Box::new(move |key| {
            named.forget();
            named.name(Id(key));
            own.set(Id(key));
        }) as Box<dyn Fn(u64)>
    });
    RowView { view: drawing.finish().into_any(), again }
}

fn set(part: &Element, name: &str, value: &str) {
    let _ = part.set_attribute(name, &as_drawn(value));
}

/// Sets the words of a part.
fn say(part: &Element, words: &str) {
    if let Some(text) = part.first_child() {
        Node::set_node_value(&text, Some(&as_drawn(words)));
    }
}

fn pill(pill: &Element, class: &str, words: &str) {
    pill.set_class_name(class);
    say(pill, words);
    let _ = pill.toggle_attribute_with_force("hidden", words.is_empty());
}
