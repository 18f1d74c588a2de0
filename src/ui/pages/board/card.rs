//! A card of the board: a project in a few words. One edit of the project redraws only the words that differ.

use super::card_menu;
use super::carry::Carry;
use crate::domain::id::Id;
use crate::domain::records::Project;
use crate::domain::status::Overall;
use crate::engine::index::IndexKey;
use crate::store;
use crate::ui::bind::{click, flag, pointer, words};
use crate::ui::draw::view;
use crate::ui::parts::{Icon, MenuButton, small_icon};
use crate::ui::router::href;
use crate::view::board::{self, Card};
use crate::view::route::{ProjectTab, Route};
use leptos::ev;
use leptos::prelude::*;

/// What the card shows, depending on the project and on all that it shows of others; `None` just after it has gone.
fn read(id: Id) -> Option<Card> {
    store::track_record(id);
    store::track_index(IndexKey::Conditions(id));
    let settings = store::settings();
    drop(settings);
    store::with(|portfolio| {
        let project = portfolio.get::<Project>(id)?;
        if let Some(lead) = project.lead {
            store::track_record(lead.id);
        }
        for condition in portfolio.ids(IndexKey::Conditions(id)) {
            store::track_record(condition);
        }
        Some(board::card(portfolio, project, store::session::today()))
    })
}

/// The card of a project. `above` is the card above which a carried one would fall.
pub fn board_card(id: Id, carry: Carry, above: Memo<Option<Id>>) -> AnyView {
    let card = Memo::new(move |_| read(id));
    macro_rules! part {
        ($part:ident) => {
            Memo::new(move |_| card.with(|card| card.as_ref().map(|card| card.$part.clone()).unwrap_or_default()))
        };
    }
    let code = part!(code);
    let name = part!(name);
    let gate = part!(gate);
    let conditions = part!(conditions);
    let age = part!(age);
    let lead = part!(lead);
    let initials = part!(initials);
    let status = Memo::new(move |_| card.with(|card| card.as_ref().map_or(Overall::NotReported, |card| card.status)));
    let gate_overdue = Memo::new(move |_| card.with(|card| card.as_ref().is_some_and(|card| card.gate_overdue)));
    let condition_overdue =
        Memo::new(move |_| card.with(|card| card.as_ref().is_some_and(|card| card.condition_overdue)));
    let confidence = Memo::new(move |_| card.with(|card| card.as_ref().and_then(|card| card.confidence)));
    let menu_label = words(move || ["Move or open ", &code.get(), " ", &name.get()].concat());
    let entries = Callback::new(move |()| card_menu::entries(id));
    let on_key = move |event: ev::KeyboardEvent| {
        if !event.ctrl_key() && !event.meta_key() && !event.alt_key() && carry.key(id, &event.key()) {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    view! {
        <li class="card" class:lifted=flag(move || carry.is_lifted(id))
            class:dragging=flag(move || carry.active() == Some(id) && carry.is_dragging())
            class:drop-before=flag(move || above.get() == Some(id))
            data-card=id.to_string()
            on:pointerdown=pointer(move |event| carry.press(id, &event))
            on:pointermove=pointer(move |event| carry.moved(&event))
            on:pointerup=pointer(move |_| carry.released())
            on:pointercancel=pointer(move |_| carry.cancel())
            on:dragstart=|event| event.prevent_default()>
            <div class="card-top">
                <span class="card-grip" aria-hidden="true">{small_icon(Icon::GripVertical)}</span>
                <span class="card-code">{code}</span>
                {crate::ui::parts::status_mark(status)}
                <MenuButton label=menu_label menu="Move or open" class="btn quiet small only-icon card-menu" entries=entries>
                    {small_icon(Icon::Ellipsis)}
                </MenuButton>
            </div>
            <h3 class="card-name">
                <a class="card-link" href=href(&Route::Project(id, ProjectTab::Summary)) draggable="false"
                    aria-describedby="board-keys" on:keydown=on_key
                    on:blur=move |_| if carry.is_lifted_untracked(id) { carry.put_back(id) }
                    on:click=click(move |event| if carry.swallows_click() { event.prevent_default() })>
                    {name}
                </a>
            </h3>
            <div class="card-pills"
                hidden=flag(move || gate.get().is_empty() && conditions.get().is_empty() && confidence.get().is_none())>
                <span class="pill" class:tone-red=gate_overdue hidden=flag(move || gate.get().is_empty())>{gate}</span>
                <span class="pill" class:tone-red=condition_overdue class:tone-amber=flag(move || !condition_overdue.get())
                    hidden=flag(move || conditions.get().is_empty())>{conditions}</span>
                <span class="pill outline" hidden=flag(move || confidence.get().is_none())>
                    {move || confidence.get().map(|own| format!("Confidence {}", own.label().to_ascii_lowercase()))}
                </span>
            </div>
            <div class="card-foot">
                {crate::ui::parts::person(initials, lead, "No lead")}
                <span class="age" title="In this phase">{age}</span>
            </div>
        </li>
    }
    .into_any()
}
