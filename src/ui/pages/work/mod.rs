//! The boards of work of a project: one for each phase, that in which it is first. Must not know how a card is moved.

mod card;
mod columns;
mod copy;
mod deeds;
mod forms;
mod offer;
mod sending;

use crate::domain::id::Id;
use crate::domain::records::project::Phase;
use crate::domain::work::columns::{PHASES, WorkBoard};
use crate::engine::index::IndexKey;
use crate::engine::work;
use crate::store::{self, session};
use crate::ui::board::{self, Board};
use crate::ui::desk;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, MenuButton, MenuEntry, MenuItem, icon, small_icon};
use crate::ui::router::href;
use crate::ui::side_panel;
use crate::view::work_board::{Ages, CycleTimes, WORK, board_of, counts_by_phase, phases, route_of};
use leptos::prelude::*;

/// What the cards of the board that is shown are read with.
#[derive(Clone, PartialEq)]
pub(super) struct CardContext {
    board: WorkBoard,
    ages: Ages,
}

/// The tab of a project.
pub fn work_tab(project: Id) -> AnyView {
    let filter = board::filter(&WORK);
    let phase = Memo::new(move |_| {
        store::track_record(project);
        filter
            .with(|filter| store::with(|portfolio| board_of(portfolio, filter)))
            .map_or(Phase::Initiation, |known| known.1)
    });
    let times = StoredValue::new_local((0, CycleTimes::default()));
    let around = Memo::new(move |_| {
        store::track_history();
        let phase = phase.get();
        store::with(|portfolio| {
            let board = work::columns(portfolio, project, phase);
            let work_out = |(latest, times): &mut (u64, CycleTimes)| {
                let (now, touched) = store::touched_since(*latest);
                *latest = now;
                times.work_out(portfolio, (project, phase), &board, touched.as_deref(), session::offset_at)
            };
            let ages = times.try_update_value(work_out).unwrap_or_default();
            CardContext { board, ages }
        })
    });
    let board = Board::new(filter, Box::new(move |id| card::work_card(id, around)), Some(deeds::deeds));
    let board = board.with_foot(Box::new(move |column| quick_add(project, phase, board, column)));
    let sub = board::words(board);
    let has_any = Memo::new(move |_| {
        store::track_history();
        store::with(|portfolio| portfolio.count(IndexKey::items(project)) > 0)
    });
    let add = move |_| {
        desk::show_own(move || forms::add_dialog(project, phase.get_untracked(), None));
    };
    let change = move |_| {
        desk::show_own(move || columns::columns_dialog(project, phase.get_untracked()));
    };
    let tools = view! {
        <button type="button" class="btn" on:click=change>{icon(Icon::Columns)}<span class="label">"Columns and limits"</span></button>
    };
    let offer = move || {
        let is_first = !has_any.get();
        offer::offer(project, is_first)
    };
    view! {
        <div class="work-page">
            <div class="work-head">
                <h2 class="visually-hidden">"Work"</h2>
                {move || phase_links(project, phase.get())}
                <span class="muted small-text">{sub}</span>
                {side_panel::toggle()}
                {move || copy::is_possible(project).then(|| more(project))}
                <button type="button" class="btn primary" on:click=add>{icon(Icon::Plus)}"Add cards"</button>
            </div>
            {offer}
            {board::board(board, sub, tools.into_any())}
        </div>
    }
    .into_any()
}

/// What is done with the work of a project as a whole, seldom.
fn more(project: Id) -> Drawn {
    let entries = Callback::new(move |()| {
        let copy = move || {
            desk::show_own(move || copy::copy_dialog(project));
        };
        vec![MenuEntry::from(MenuItem::new("Copy the work of another project…", copy))]
    });
    view! { <MenuButton label="" menu="More for work" class="btn" entries=entries>{icon(Icon::Ellipsis)}<span class="label">"More"</span></MenuButton> }
}

/// The links to the boards of all phases, with how many cards stand on each.
fn phase_links(project: Id, shown: Phase) -> Drawn {
    let current = phases_of(project).first().copied();
    let counts = Memo::new(move |_| {
        store::track_history();
        store::with(|portfolio| counts_by_phase(portfolio, project))
    });
    let link = |phase: Phase| {
        let at = PHASES.iter().position(|known| *known == phase);
        let count = move || at.and_then(|at| counts.get().get(at).copied()).unwrap_or_default().to_string();
        let is_current = (phase == shown).then_some("page");
        let words = (Some(phase) == current).then_some(", the project is here");
        view! {
            <a href=href(&route_of(project, phase)) aria-current=is_current>
                {phase.label()}<span class="visually-hidden">{words}</span>" "<span class="head-count num">{count}</span>
            </a>
        }
    };
    let links: Vec<Drawn> = phases_of(project).into_iter().map(link).collect();
    view! { <nav class="tabs work-phases" aria-label="Boards by phase">{links}</nav> }
}

fn phases_of(project: Id) -> Vec<Phase> {
    store::with(|portfolio| phases(portfolio, project))
}

/// What adds a card at the end of a column.
fn quick_add(project: Id, phase: Memo<Phase>, board: Board, column: usize) -> AnyView {
    let name = board.column(column).label.into_owned();
    let key = board.column(column).name.into_owned();
    let label = ["Add a card to ", &name].concat();
    let title = RwSignal::new(String::new());
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = title.get_untracked();
        if !text.trim().is_empty() {
            forms::add_quickly(project, phase.get_untracked(), key.clone(), text, title);
        }
    };
    view! {
        <form class="quick-add" on:submit=add>
            {small_icon(Icon::Plus)}
            <input class="input" type="text" aria-label=label placeholder="Add a card" autocomplete="off" maxlength="300"
                prop:value=title on:input=move |event| title.set(event_target_value(&event))
                on:paste=move |event| forms::on_paste(project, phase.get_untracked(), column, board, &event)/>
        </form>
    }
    .into_any()
}
