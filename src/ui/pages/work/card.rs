//! A card of a board of work: an item in a few words, a copy of a blank one that sets what differs from before, and hears nothing itself.

use super::CardContext;
use crate::domain::flow::measures::Ageing;
use crate::domain::id::Id;
use crate::domain::records::WorkItem;
use crate::store::{self, session};
use crate::ui::draw::{Drawing, view};
use crate::ui::parts::RowView;
use crate::ui::router::{self, href};
use crate::view::turning::as_drawn;
use crate::view::work_board::{Card, card};
use leptos::prelude::*;
use leptos::web_sys::{Element, Node};

thread_local! {
    static BLANK: Option<Element> = blank();
}

fn read(id: Id, around: &CardContext) -> Option<Card> {
    store::track_record(id);
    let today = session::today();
    store::with(|portfolio| {
        let item = portfolio.get::<WorkItem>(id)?;
        for person in [item.owner, item.accepted_by].into_iter().flatten() {
            store::track_record(person.id);
        }
        Some(card(portfolio, &around.board, &around.ages, item, today, session::offset_at))
    })
}

/// A card of nothing. The order of its parts is that of [`Parts`].
fn blank() -> Option<Element> {
    let drawn = view! {
        <li class="card">
            <span class="card-code">{""}</span>
            <button type="button" class="btn quiet small only-icon card-menu" aria-haspopup="menu" aria-expanded="false"></button>
            <h3 class="card-name">
                <a class="card-link" draggable="false" aria-describedby="board-keys">{""}</a>
            </h3>
            <span class="pill card-gate" hidden="">{""}</span>
            <span class="pill card-conditions" hidden="">{""}</span>
            <span class="pill outline" hidden="">{""}</span>
            <span class="pill" hidden="">{""}</span>
            <span class="person">{""}</span>
        </li>
    };
    drawn.into_element()
}

/// The parts of a card.
#[derive(Clone)]
struct Parts {
    card: Element,
    kind: Element,
    menu: Element,
    link: Element,
    due: Element,
    blocked: Element,
    note: Element,
    age: Element,
    owner: Element,
}

impl Parts {
    /// Of a copy of the blank card.
    fn of(card: &Element) -> Option<Self> {
        let kind = card.first_element_child()?;
        let menu = kind.next_element_sibling()?;
        let name = menu.next_element_sibling()?;
        let due = name.next_element_sibling()?;
        let blocked = due.next_element_sibling()?;
        let note = blocked.next_element_sibling()?;
        let age = note.next_element_sibling()?;
        let owner = age.next_element_sibling()?;
        let card = card.clone();
        Some(Self { link: name.first_element_child()?, card, kind, menu, due, blocked, note, age, owner })
    }

    /// Tells the card whose it is. Its link opens it beside the board.
    fn name(&self, id: Id) {
        set(&self.card, "data-card", &id.to_string());
        let mut route = router::latest();
        route.beside = Some(id);
        set(&self.link, "href", &href(&route));
    }

    /// Takes away what was said of the item before beside its words.
    fn forget(&self) {
        self.card.set_class_name("card");
        set(&self.link, "aria-describedby", "board-keys");
        set(&self.menu, "aria-expanded", "false");
    }

    /// Sets what differs from before.
    fn write(&self, before: &Card, now: &Card) {
        if before.kind != now.kind {
            say(&self.kind, now.kind);
        }
        if before.title != now.title {
            say(&self.link, &now.title);
            let label = ["Move or change ", &now.title].concat();
            set(&self.menu, "aria-label", &label);
            set(&self.menu, "title", &label);
        }
        if (&before.owner, &before.initials) != (&now.owner, &now.initials) || before.kind.is_empty() {
            say(&self.owner, if now.owner.is_empty() { "No owner" } else { &now.owner });
            self.owner.set_class_name(if now.initials.is_empty() { "person nobody" } else { "person" });
            set(&self.owner, "data-initials", &now.initials);
        }
        if (&before.due, before.is_overdue) != (&now.due, now.is_overdue) {
            pill(&self.due, if now.is_overdue { "pill card-gate tone-red" } else { "pill card-gate" }, &now.due, "");
        }
        if (&before.blocked, &before.blocked_reason) != (&now.blocked, &now.blocked_reason) {
            pill(&self.blocked, "pill card-conditions tone-red", &now.blocked, &now.blocked_reason);
        }
        if before.note != now.note {
            pill(&self.note, "pill outline", &now.note, "");
        }
        if (&before.age, before.ageing, &before.age_words) != (&now.age, now.ageing, &now.age_words) {
            let (class, mark) = match now.ageing {
                Some(Ageing::VeryOld) => ("pill work-age tone-red", ", over 85%"),
                Some(Ageing::Old) => ("pill work-age tone-amber", ", over 70%"),
                Some(Ageing::Half) => ("pill work-age tone-grey", ", over 50%"),
                _ => ("pill work-age", ""),
            };
            let words = if mark.is_empty() { String::new() } else { [&*now.age, mark].concat() };
            pill(&self.age, class, &words, &now.age_words);
            set(&self.card, "data-age", if mark.is_empty() { &now.age } else { "" });
        }
    }
}

/// The card of an item. As one scrolls or filters it becomes that of another.
pub fn work_card(id: Id, around: Memo<CardContext>) -> RowView {
    let mut drawing = Drawing::default();
    let card = BLANK.with(|blank| blank.as_ref().map(|blank| drawing.copy(blank)));
    let parts = card.and_then(|card| Parts::of(&card));
    let again = parts.map(|parts| {
        parts.name(id);
        let (shown, named) = (RwSignal::new(id), parts.clone());
        let mut before = Card::default();
        drawing.follow(Box::new(move || {
            if let Some(now) = around.with(|around| read(shown.get(), around)) {
                parts.write(&before, &now);
                before = now;
            }
        }));
        Box::new(move |key| {
            named.forget();
            named.name(Id(key));
            shown.set(Id(key));
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

fn pill(pill: &Element, class: &str, words: &str, title: &str) {
    pill.set_class_name(class);
    say(pill, words);
    if title.is_empty() {
        let _ = pill.remove_attribute("title");
    } else {
        set(pill, "title", title);
    }
    let _ = pill.toggle_attribute_with_force("hidden", words.is_empty());
}
