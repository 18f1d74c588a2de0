//! The agenda of a meeting that is still to come: what waits is taken onto it, words are added, and items are put in order by hand. Must not
//! know what waits.

use crate::domain::id::Id;
use crate::domain::records::Meeting;
use crate::domain::records::meeting::AgendaItem;
use crate::engine::command::Command;
use crate::engine::decide::SetAgenda;
use crate::store::{self, session};
use crate::ui::actions;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Field, FieldControl, Icon, announce, focus_soon, icon, icon_button};
use crate::ui::router;
use crate::view::door::door;
use crate::view::format::count;
use crate::view::office::meeting::proposed;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

const ADD: &str = "agenda-add";

/// The agenda.
pub fn agenda(id: Id) -> Drawn {
    let items =
        Memo::new(move |_| store::record::<Meeting, _>(id, |meeting| meeting.agenda.clone()).unwrap_or_default());
    let waiting = Memo::new(move |_| {
        store::track_history();
        let today = session::today();
        store::with(|portfolio| {
            portfolio.get::<Meeting>(id).map(|meeting| proposed(portfolio, meeting, today, session::offset_at))
        })
        .unwrap_or_default()
    });
    let take = move |_| {
        let mut all = items.get_untracked();
        all.extend(waiting.get_untracked());
        set(id, all, "Take what waits onto the agenda");
    };
    let waits = move || match waiting.with(Vec::len) {
        0 => "Nothing else waits for this body.".to_owned(),
        number => [
            &*count(number, "item"),
            if number == 1 { " waits" } else { " wait" },
            " for this body and ",
            if number == 1 { "is" } else { "are" },
            " not on the agenda.",
        ]
        .concat(),
    };
    let text = RwSignal::new(String::new());
    let add = move || {
        let words = text.get_untracked().trim().to_owned();
        if words.is_empty() {
            return focus_soon(ADD.to_owned());
        }
        let mut all = items.get_untracked();
        all.push(AgendaItem { text: words.as_str().into(), ..AgendaItem::default() });
        if set(id, all, "Add an item to the agenda") {
            text.set(String::new());
            focus_soon(ADD.to_owned());
        }
    };
    let rows = move || {
        let all = items.get();
        let last = all.len().saturating_sub(1);
        all.into_iter().enumerate().map(|(at, item)| row(id, items, at, last, &item)).collect::<Vec<Drawn>>()
    };
    view! {
        <section class="panel meeting-agenda" aria-label="Agenda">
            <header class="panel-head"><h2>"Agenda"<span class="head-count num">{move || items.with(Vec::len).to_string()}</span></h2></header>
            <div class="row">
                <p>{waits}</p>
                <button type="button" class="btn" hidden=move || waiting.with(Vec::is_empty) on:click=take>{icon(Icon::Plus)}"Take them onto the agenda"</button>
            </div>
            <ol class="agenda-rows">{rows}</ol>
            <form class="agenda-add" novalidate on:submit=move |event| { event.prevent_default(); add(); }>
                <Field label="Another item" control=FieldControl::Line value=text on_input=Callback::new(move |typed| text.set(typed)) id=ADD.to_owned()
                    help="Words, such as a report that is only heard."/>
                <button type="submit" class="btn">"Add item"</button>
            </form>
        </section>
    }
}

fn set(id: Id, agenda: Vec<AgendaItem>, label: &'static str) -> bool {
    actions::dispatch(&Command::act(SetAgenda { meeting: id, agenda, label }))
}

fn button_id(at: usize, what: &str) -> String {
    ["agenda-", &*at.to_string(), "-", what].concat()
}

/// An item with its buttons. Alt with an arrow moves it, from wherever the focus is in its row.
fn row(id: Id, items: Memo<Vec<AgendaItem>>, at: usize, last: usize, item: &AgendaItem) -> Drawn {
    let text = item.text.to_string();
    let shift = move |by: isize| {
        let Some(to) = at.checked_add_signed(by).filter(|to| *to <= last) else { return };
        let mut all = items.get_untracked();
        if at < all.len() && to < all.len() {
            all.swap(at, to);
            if set(id, all, "Change the order of the agenda") {
                announce(["Item ", &*(to + 1).to_string(), " of ", &*(last + 1).to_string()].concat());
                focus_soon(button_id(to, if (by < 0 && to > 0) || to == last { "up" } else { "down" }));
            }
        }
    };
    let remove = Callback::new(move |()| {
        let mut all = items.get_untracked();
        if at < all.len() {
            all.remove(at);
            set(id, all, "Take an item off the agenda");
            focus_soon(ADD.to_owned());
        }
    });
    let keys = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowUp" => -1,
            "ArrowDown" => 1,
            _ => return,
        };
        if event.alt_key() {
            event.prevent_default();
            shift(by);
        }
    };
    let route = item.subject.and_then(|subject| store::with(|portfolio| door(portfolio, subject.id)));
    let shown = match route {
        Some(route) => view! { <a href=router::href(&route)>{text.clone()}</a> },
        None => view! { <span>{text.clone()}</span> },
    };
    let [up, down] = ["Move up: ", "Move down: "].map(|words| [words, &*text].concat());
    view! {
        <li class="agenda-row" on:keydown=keys>
            <span class="agenda-text">{shown}</span>
            <button type="button" class="btn quiet icon-only" id=button_id(at, "up") aria-label=up.clone() title=up disabled={at == 0} on:click=move |_| shift(-1)>{icon(Icon::ArrowUp)}</button>
            <button type="button" class="btn quiet icon-only" id=button_id(at, "down") aria-label=down.clone() title=down disabled={at == last} on:click=move |_| shift(1)>{icon(Icon::ArrowDown)}</button>
            {icon_button(Icon::X, ["Take off the agenda: ", &*text].concat(), "quiet", remove)}
        </li>
    }
}
