//! The grid of power and interest above the stakeholders of a project: a stakeholder is carried to another quarter by the pointer, or sent
//! there by a menu. Must not know in which quarter anybody stands.

use crate::domain::field::Bounded;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::records::Stakeholder;
use crate::domain::records::stakeholder::{Grade, Quadrant, at};
use crate::engine::command::Command;
use crate::store;
use crate::ui::actions;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, MenuButton, MenuEntry, MenuItem, announce, small_icon};
use crate::ui::router;
use crate::view::around::grid::{Grid, Quarter, Standing, grades_in, grid};
use leptos::ev::DragEvent;
use leptos::prelude::*;

/// What stands above the list.
pub fn above(project: Id) -> AnyView {
    let found = Memo::new(move |_| {
        store::track_history();
        store::with(|portfolio| grid(portfolio, project))
    });
    let has_any = Memo::new(move |_| found.with(|found| !found.quarters.is_empty()));
    let carried = RwSignal::new(None::<Id>);
    let body = move || found.with(|found| draw(found, carried));
    view! {
        <details class="raid-above" open hidden=move || !has_any.get()>
            <summary>"Power and interest"</summary>
            <div class="panel power-grid-panel">{body}</div>
        </details>
    }
    .into_any()
}

fn draw(found: &Grid, carried: RwSignal<Option<Id>>) -> Drawn {
    let quarters: Vec<Drawn> = found.quarters.iter().map(|quarter| draw_quarter(quarter, carried)).collect();
    let unknown: Vec<Drawn> = found.unknown.iter().map(|standing| card(standing, None, carried)).collect();
    let unknown = (!unknown.is_empty()).then(|| -> Drawn {
        view! {
            <section class="power-unknown" aria-label="Not placed yet">
                <h3>"Not placed yet"</h3><ul>{unknown}</ul>
            </section>
        }
    });
    view! {
        <p class="small-text muted">{found.words.clone()}</p>
        <div class="power-grid">{quarters}</div>
        {unknown}
    }
}

fn draw_quarter(quarter: &Quarter, carried: RwSignal<Option<Id>>) -> Drawn {
    let quadrant = quarter.quadrant;
    let cards: Vec<Drawn> = quarter.standing.iter().map(|standing| card(standing, Some(quadrant), carried)).collect();
    let over = move |event: DragEvent| {
        if carried.get_untracked().is_some() {
            event.prevent_default();
        }
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        if let Some(id) = carried.get_untracked() {
            carried.set(None);
            send(id, quadrant);
        }
    };
    view! {
        <section class="power-quarter" aria-label=[quadrant.label(), ": ", quarter.words].concat() on:dragover=over on:drop=drop>
            <h3>{quadrant.label()}<span class="small-text muted">{quarter.words}</span></h3>
            <ul>{cards}</ul>
        </section>
    }
}

fn card(standing: &Standing, now: Option<Quadrant>, carried: RwSignal<Option<Id>>) -> Drawn {
    let Standing { id, name, gap } = standing.clone();
    let entries = Callback::new(move |()| {
        let others = Quadrant::ALL.iter().copied().filter(move |quadrant| Some(*quadrant) != now);
        let item = |quadrant: Quadrant| {
            MenuEntry::from(MenuItem::new(["Move to ", quadrant.label()].concat(), move || send(id, quadrant)))
        };
        let mut entries: Vec<MenuEntry> = others.map(item).collect();
        entries.push(MenuEntry::from(MenuItem::new("Show details", move || router::open_beside(Some(id)))));
        entries
    });
    let gap = (!gap.is_empty()).then(|| -> Drawn {
        view! { <span class="small-text power-gap">{gap}</span> }
    });
    let label = ["Move ", &*name].concat();
    view! {
        <li class="power-card" draggable="true" on:dragstart=move |_: DragEvent| carried.set(Some(id)) on:dragend=move |_: DragEvent| carried.set(None)>
            <span class="power-name">{name}</span>{gap}
            <MenuButton label=label menu="Move to" class="btn small quiet" entries=entries>{small_icon(Icon::Ellipsis)}</MenuButton>
        </li>
    }
}

/// Gives a stakeholder the grades of a quarter.
fn send(id: Id, quadrant: Quadrant) {
    let Some((power, interest)) =
        store::with(|portfolio| portfolio.get::<Stakeholder>(id).map(|standing| grades_in(standing, quadrant)))
    else {
        return;
    };
    let grade = |grade: i64| Some(Bounded::<1, 5>(grade)) as Option<Grade>;
    let fields = vec![(at::power, grade(power).to_value()), (at::interest, grade(interest).to_value())];
    actions::dispatch(&Command::Change { record: id, fields });
    announce(["Moved to ", quadrant.label()].concat());
}
