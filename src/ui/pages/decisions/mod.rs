//! The decisions page: gates due, decisions that wait, conditions that are open, and the log of what was decided.

mod dialog;
mod log;

pub use dialog::decision_dialog;

use crate::store::{self, session};
use crate::ui::desk::{self, Open};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, icon};
use crate::ui::router;
use crate::ui::shell::{PageHead, UndoRedo};
use crate::view::decisions::{self as model, GateDue, Owed, Waiting};
use crate::view::format::count;
use crate::view::route::{ProjectTab, Route};
use leptos::prelude::*;

/// The page.
pub fn decisions() -> AnyView {
    let sub = Signal::derive(|| {
        store::track_history();
        let today = session::today();
        let (gates, owed, waiting) = store::with(|portfolio| {
            let late = model::gates_due(portfolio, today).iter().filter(|gate| gate.is_overdue).count();
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
            <button type="button" class="btn primary" on:click=move |_| desk::show(Open::Decision(None))>
                {icon(Icon::Plus)}<span>"Record a decision"</span>
            </button>
        </PageHead>
        <div class="overview-split">
            <div class="stack">{gates}</div>
            <div class="stack">{waiting} {owed}</div>
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
    let href = router::href(&Route::Project(id, ProjectTab::Gates));
    view! { <a href=href>{name}</a> }
}

fn gates() -> Drawn {
    store::track_history();
    let all = store::with(|portfolio| model::gates_due(portfolio, session::today()));
    if all.is_empty() {
        return panel("Gates due", 0, nothing("No project waits for a gate."));
    }
    let number = all.len();
    let rows: Vec<Drawn> = all.into_iter().map(gate).collect();
    let body = view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label="Gates due">
            <table class="table">
                <thead><tr><th scope="col">"Gate"</th><th scope="col">"Project"</th><th scope="col">"Due"</th><th scope="col"><span class="visually-hidden">"Review"</span></th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    panel("Gates due", number, body)
}

fn gate(own: GateDue) -> Drawn {
    let GateDue { project, name, code, gate, border, due, is_overdue } = own;
    let label = ["Review ", gate, " of ", &name].concat();
    view! {
        <tr>
            <th scope="row">{gate}<span class="cell-note">{border}</span></th>
            <td>{project_link(project, &name)}<span class="cell-note">{code}</span></td>
            <td class=is_overdue.then_some("tone-red late")>{due}</td>
            <td class="num"><button type="button" class="btn small" aria-label=label
                on:click=move |_| desk::show(Open::Gate { project, outcome: None, back_to: None })>"Review"</button></td>
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
    let rows: Vec<Drawn> = all.into_iter().map(wait).collect();
    panel("Decisions waiting", number, view! { <ul class="todo">{rows}</ul> })
}

fn wait(own: Waiting) -> Drawn {
    let Waiting { id, number, question, state, decider, age, due, is_overdue } = own;
    let face = icon(if is_overdue { Icon::TriangleAlert } else { Icon::Gavel });
    let decider = if decider.is_empty() { "nobody named yet".to_owned() } else { ["with ", &decider].concat() };
    let due = if due.is_empty() { due } else { [", ", &due].concat() };
    let age = if age.is_empty() { age } else { [", waiting ", &age].concat() };
    let words = [&number, ", ", &state.to_ascii_lowercase(), ", ", &decider, &age, &due].concat();
    let label = ["Decide: ", &question].concat();
    view! {
        <li class=is_overdue.then_some("tone-red")>
            {face}<div><strong>{question}</strong><p>{words}</p></div>
            <button type="button" class="btn small" aria-label=label on:click=move |_| desk::show(Open::Decision(Some(id)))>"Decide"</button>
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
            <button type="button" class="btn small" aria-label=label on:click=move |_| desk::show(Open::CloseCondition(id))>"Close"</button>
        </li>
    }
}
