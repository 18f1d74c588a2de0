//! Everything that waits for somebody, in one list: narrowed by what it is and by its words, the oldest first, each with what is done
//! about it.

use crate::domain::digits::grouped;
use crate::store::{self, session};
use crate::ui::desk::{self, Shared};
use crate::ui::dialogs::{close_condition_dialog, waiver_dialog};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, Segment, icon, segmented};
use crate::ui::router;
use crate::view::pending::{Pending, Sort, Step, narrowed, pending};
use leptos::prelude::*;

/// Entries shown at first, and at each "Show more".
const MOST: usize = 30;

/// The panel.
pub(super) fn waiting() -> Drawn {
    let (query, sort, most) = (RwSignal::new(String::new()), RwSignal::new(""), RwSignal::new(MOST));
    let all = Memo::new(|_| {
        store::track_history();
        store::with(|portfolio| pending(portfolio, session::today(), session::offset_at))
    });
    let found = Memo::new(move |_| {
        let sort = Sort::ALL.into_iter().find(|known| known.name() == sort.get());
        query.with(|query| all.with(|all| narrowed(all, sort, query)))
    });
    let segments: Vec<Segment> = std::iter::once(Segment::plain("", "All"))
        .chain(Sort::ALL.map(|sort| Segment::plain(sort.name(), sort.label())))
        .collect();
    let choose = Callback::new(move |name: &'static str| sort.set(name));
    let rows = move || {
        let rows: Vec<Drawn> = found.with(|found| found.iter().take(most.get()).cloned().map(entry).collect());
        view! { <ul class="todo">{rows}</ul> }
    };
    let none = move || match (all.with(Vec::is_empty), found.with(Vec::is_empty)) {
        (true, _) => {
            "Nothing waits. Gates, decisions, changes, conditions, escalations and waivers stand here until somebody deals with them."
        }
        (false, true) => {
            "No matches. Search for a project, a person, or a word of the question, its options or reasons."
        }
        (false, false) => "",
    };
    let number = move || match found.with(Vec::len) {
        0 => String::new(),
        number => grouped(number as u64),
    };
    view! {
        <section class="panel waiting">
            <header class="panel-head"><h2>"Waiting"<span class="head-count num">{number}</span></h2></header>
            <div class="input-search" hidden=move || all.with(Vec::is_empty)>
                {icon(Icon::Search)}
                <input class="input" type="search" aria-label="Search what waits" placeholder="Search what waits"
                    prop:value=query on:input=move |event| query.set(event_target_value(&event))/>
            </div>
            {segmented("What waits", &segments, sort.into(), choose)}
            {rows}
            <p class="muted" role="status" hidden=move || none().is_empty()>{none}</p>
            <div class="row history-more" hidden=move || found.with(Vec::len) <= most.get()>
                <button type="button" class="btn" on:click=move |_| most.update(|most| *most += MOST)>"Show more"</button>
            </div>
        </section>
    }
}

fn entry(entry: Pending) -> Drawn {
    let Pending { sort, title, words, is_overdue, step, door, .. } = entry;
    let face = icon(match sort {
        _ if is_overdue => Icon::TriangleAlert,
        Sort::Gate | Sort::Decision | Sort::Change => Icon::Gavel,
        _ => Icon::Flag,
    });
    let of = [": ", &*title].concat();
    let act = match step {
        Step::Review(project) => Some(act("Review", of, move || {
            desk::show(Shared::Gate { project, outcome: None, towards: None });
        })),
        Step::Decide(id) => Some(act("Decide", of, move || desk::show(Shared::Record(id)))),
        Step::Permit(id) => Some(act("Decide", of, move || {
            desk::show_own(move || waiver_dialog(id));
        })),
        Step::Close(id) => Some(act("Close", [" condition", &*of].concat(), move || {
            desk::show_own(move || close_condition_dialog(id));
        })),
        Step::Go => None,
    };
    let title = match door {
        Some(route) => view! { <a href=router::href(&route)>{title}</a> },
        None => view! { <span>{title}</span> },
    };
    view! {
        <li class=is_overdue.then_some("tone-red")>
            {face}<div><strong>{title}</strong><p>{words}</p></div>{act}
        </li>
    }
}

fn act(word: &'static str, of: String, run: impl Fn() + 'static) -> Drawn {
    let label = [word, &*of].concat();
    view! { <button type="button" class="btn small" aria-label=label on:click=move |_| run()>{word}</button> }
}
