//! The decisions page: gates due, decisions that wait, conditions that are open, and the log of what was decided.

mod log;

use crate::store::{self, session};
use crate::ui::desk::{self, New, Shared};
use crate::ui::dialogs::close_condition_dialog;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, PageHead, UndoRedo, icon, waiting_decision};
use crate::ui::router;
use crate::view::changes::waiting::{WaitingChange, waiting as changes_waiting};
use crate::view::decisions::{self as model, GateDue, Owed, When, gates_with};
use crate::view::format::count;
use crate::view::route::{DataTab, ProjectTab, Route};
use leptos::prelude::*;

/// The page.
pub fn decisions() -> AnyView {
    let sub = Signal::derive(|| {
        store::track_history();
        let today = session::today();
        let (gates, owed, waiting) = store::with(|portfolio| {
            let late = model::gates_due(portfolio, today).iter().filter(|gate| gate.when == When::Overdue).count();
            (late, model::owed(portfolio, today).len(), model::waiting(portfolio, today, session::offset_at).len())
        });
        [
            &count(waiting, "decision"),
            " waiting, ",
            &count(gates, "gate"),
            " overdue, ",
            &count(owed, "condition"),
            " open",
        ]
        .concat()
    });
    view! {
        <PageHead title="Decisions".to_owned() sub=sub>
            <UndoRedo/>
            <button type="button" class="btn primary" on:click=move |_| desk::show(Shared::New(New::Decision))>
                {icon(Icon::Plus)}<span>"Record a decision"</span>
            </button>
        </PageHead>
        <div class="overview-split">
            <div class="stack">{gates}</div>
            <div class="stack">{waiting} {changes} {owed}</div>
        </div>
        {log::log()}
    }
    .into_any()
}

fn panel(title: &'static str, number: usize, body: Drawn) -> Drawn {
    let number = (number > 0).then(|| number.to_string());
    view! {
        <section class="panel">
            <header class="panel-head"><h2>{title}<span class="head-count num">{number}</span></h2></header>
            {body}
        </section>
    }
}

fn nothing(words: &'static str) -> Drawn {
    view! { <p class="muted">{words}</p> }
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
        number => number.to_string(),
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
        let head = view! { {title}<span class="head-count num">{number.to_string()}</span> };
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
                    {["Show more of ", &number.to_string()].concat()}
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

fn waiting() -> Drawn {
    store::track_history();
    let all = store::with(|portfolio| model::waiting(portfolio, session::today(), session::offset_at));
    if all.is_empty() {
        let words = "None. What has to be decided outside a gate is recorded here, with who decides and until when.";
        return panel("Decisions waiting", 0, nothing(words));
    }
    let number = all.len();
    let rows: Vec<Drawn> = all.into_iter().map(waiting_decision).collect();
    panel("Decisions waiting", number, view! { <ul class="todo">{rows}</ul> })
}

fn changes() -> Drawn {
    store::track_history();
    let all = store::with(|portfolio| changes_waiting(portfolio, session::today(), session::offset_at));
    if all.is_empty() {
        return panel("Changes waiting", 0, nothing("None. A change request waits here once its impact is assessed."));
    }
    let number = all.len();
    let rows: Vec<Drawn> = all.into_iter().map(change).collect();
    panel("Changes waiting", number, view! { <ul class="todo">{rows}</ul> })
}

fn change(own: WaitingChange) -> Drawn {
    let WaitingChange { id, project, name, title, words, is_overdue } = own;
    let face = icon(if is_overdue { Icon::TriangleAlert } else { Icon::Gavel });
    let href = project.map(|project| router::href(&Route { beside: Some(id), ..ProjectTab::Changes.of(project) }));
    view! {
        <li class=is_overdue.then_some("tone-red")>
            {face}<div><strong><a href=href>{title}</a></strong><p>{[&*name, ", ", &*words].concat()}</p></div>
        </li>
    }
}

fn owed() -> Drawn {
    store::track_history();
    let all = store::with(|portfolio| model::owed(portfolio, session::today()));
    if all.is_empty() {
        return panel("Conditions open", 0, nothing("None. A conditional go at a gate sets them."));
    }
    let number = all.len();
    let rows: Vec<Drawn> = all.into_iter().map(condition).collect();
    panel("Conditions open", number, view! { <ul class="todo">{rows}</ul> })
}

fn condition(own: Owed) -> Drawn {
    let Owed { id, text, project, name, owner, due, is_overdue } = own;
    let face = icon(if is_overdue { Icon::TriangleAlert } else { Icon::Flag });
    let owner = if owner.is_empty() { owner } else { [", ", &owner].concat() };
    let label = ["Close condition: ", &text].concat();
    let project = project.map(|id| project_link(id, &name));
    view! {
        <li class=is_overdue.then_some("tone-red")>
            {face}<div><strong>{text}</strong><p>{project}{[&owner, ", ", &due].concat()}</p></div>
            <button type="button" class="btn small" aria-label=label on:click=move |_| { desk::show_own(move || close_condition_dialog(id)); }>"Close"</button>
        </li>
    }
}
