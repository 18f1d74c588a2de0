//! The decisions page: gates due, everything that waits for somebody, and the log of what was decided.

mod log;
mod waiting;

use crate::domain::digits::grouped;
use crate::store::{self, session};
use crate::ui::desk::{self, New, Shared};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, PageHead, UndoRedo, icon};
use crate::ui::router;
use crate::view::decisions::{self as model, GateDue, When, gates_with};
use crate::view::pending::{pending, pending_words};
use crate::view::route::{DataTab, ProjectTab};
use leptos::prelude::*;

/// The page.
pub fn decisions() -> AnyView {
    let sub = Signal::derive(|| {
        store::track_history();
        let today = session::today();
        store::with(|portfolio| pending_words(&pending(portfolio, today, session::offset_at)))
    });
    view! {
        <PageHead title="Decisions".to_owned() sub=sub>
            <UndoRedo/>
            <button type="button" class="btn primary" on:click=move |_| desk::show(Shared::New(New::Decision))>
                {icon(Icon::Plus)}<span>"Record a decision"</span>
            </button>
        </PageHead>
        <div class="overview-split">
            <div class="stack">{waiting::waiting()}</div>
            <div class="stack">{gates}</div>
        </div>
        {log::log()}
    }
    .into_any()
}

fn project_link(id: crate::domain::id::Id, name: &str) -> Drawn {
    let href = router::href(&ProjectTab::Gates.of(id));
    view! { <a href=href>{name}</a> }
}

/// Rows of a section shown at first, and at each "Show more".
const MOST: usize = 20;

/// Gates that are due: those of the next days in sight, what lies further away folded, and a search over all of them.
fn gates() -> Drawn {
    let query = RwSignal::new(String::new());
    let all = Memo::new(|_| {
        store::track_history();
        store::with(|portfolio| model::gates_due(portfolio, session::today()))
    });
    let found = Memo::new(move |_| query.with(|query| all.with(|all| gates_with(all, query))));
    let heading = Signal::derive(move || match all.with(Vec::len) {
        0 => String::new(),
        number => grouped(number as u64),
    });
    let sections = When::ALL.map(|when| gates_when(when, found, query));
    let none = move || match (all.with(Vec::is_empty), found.with(Vec::is_empty)) {
        (true, _) => "No project waits for a gate.",
        (false, true) => "No matches. Search for a project, its code, or a gate such as G2.",
        (false, false) => "",
    };
    view! {
        <section class="panel">
            <header class="panel-head"><h2>"Gates due"<span class="head-count num">{heading}</span></h2></header>
            <div class="input-search" hidden=move || all.with(Vec::is_empty)>
                {icon(Icon::Search)}
                <input class="input" type="search" aria-label="Search gates" placeholder="Search gates"
                    prop:value=query on:input=move |event| query.set(event_target_value(&event))/>
            </div>
            {Vec::from(sections)}
            <p class="muted" role="status" hidden=move || none().is_empty()>{none}</p>
        </section>
    }
}

/// The gates of one section; nothing if there are none.
fn gates_when(when: When, found: Memo<Vec<GateDue>>, query: RwSignal<String>) -> AnyView {
    let most = RwSignal::new(MOST);
    let own =
        Memo::new(move |_| found.with(|all| all.iter().filter(|own| own.when == when).cloned().collect::<Vec<_>>()));
    let searched = Memo::new(move |_| query.with(|query| !query.trim().is_empty()));
    let body = move || {
        let all = own.get();
        let number = all.len();
        if number == 0 {
            return ().into_any();
        }
        let title = when.title();
        let head = view! { {title}<span class="head-count num">{grouped(number as u64)}</span> };
        // Of those without a day nobody can say which is next: they are counted, and given a day where the data are mended.
        if when == When::Unset && !searched.get() {
            let href = router::href(&DataTab::Quality.route());
            return view! {
                <div class="gates-when"><h3>{head}</h3><p class="small-text"><a href=href>"Set their days"</a></p></div>
            }
            .into_any();
        }
        let rows: Vec<Drawn> = all.into_iter().take(most.get()).map(gate).collect();
        let more = (number > rows.len()).then(|| {
            view! {
                <p><button type="button" class="btn small" on:click=move |_| most.update(|most| *most += MOST)>
                    {["Show more of ", &grouped(number as u64)].concat()}
                </button></p>
            }
        });
        let table = view! {
            <div class="table-wrap" tabindex="0" role="region" aria-label=["Gates due: ", title].concat()>
                <table class="table">
                    <thead><tr><th scope="col">"Gate"</th><th scope="col">"Project"</th><th scope="col">"Due"</th><th scope="col"><span class="visually-hidden">"Review"</span></th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {more}
        };
        if when == When::Later && !searched.get() {
            return view! { <details class="fold gates-when"><summary>{head}</summary>{table}</details> }.into_any();
        }
        view! { <div class="gates-when"><h3>{head}</h3>{table}</div> }.into_any()
    };
    view! { {body} }.into_any()
}

fn gate(own: GateDue) -> Drawn {
    let GateDue { project, name, code, gate, border, due, when, lacks } = own;
    let lacks = (!lacks.is_empty()).then(|| view! { <span class="cell-note">{lacks}</span> });
    let label = ["Review ", gate, " of ", &name].concat();
    view! {
        <tr>
            <th scope="row">{gate}<span class="cell-note">{border}</span></th>
            <td>{project_link(project, &name)}<span class="cell-note">{code}</span></td>
            <td class=(when == When::Overdue).then_some("tone-red late")>{due}{lacks}</td>
            <td class="num"><button type="button" class="btn small" aria-label=label
                on:click=move |_| desk::show(Shared::Gate { project, outcome: None, towards: None })>"Review"</button></td>
        </tr>
    }
}
