//! The baselines of a project above its changes: any two beside each other, what changes explain of their difference, and a way to set
//! one. Must not know how anything is worked out.

use crate::domain::id::Id;
use crate::engine::command::Command;
use crate::engine::decide::SetBaseline;
use crate::store;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Field, FieldControl, Icon, form_dialog, icon, small_icon};
use crate::ui::{actions, desk};
use crate::view::changes::compared::{ComparedRow, Comparison, comparison, departures, versions};
use leptos::prelude::*;

/// What stands above the changes of a project.
pub fn panel(project: Id) -> AnyView {
    let known = Memo::new(move |_| {
        store::track_history();
        store::with(|portfolio| versions(portfolio, project))
    });
    // Nothing chosen: the first beside the last, whichever these are by now.
    let chosen = [RwSignal::new(None::<Id>), RwSignal::new(None::<Id>)];
    let [first, last] = [0, 1].map(|side: usize| {
        Memo::new(move |_| {
            known.with(|known| {
                let usual = if side == 0 { known.first() } else { known.last() };
                let is_there = |id: &Id| known.iter().any(|known| known.0 == *id);
                let chosen = chosen.get(side).and_then(|chosen| chosen.get());
                chosen.filter(is_there).or(usual.map(|chosen| chosen.0))
            })
        })
    });
    let found = Memo::new(move |_| {
        store::track_history();
        let (first, last) = first.get().zip(last.get())?;
        store::with(|portfolio| comparison(portfolio, project, first, last))
    });
    let differs = Memo::new(move |_| {
        store::track_history();
        store::with(|portfolio| departures(portfolio, project))
    });
    let count = Memo::new(move |_| known.with(Vec::len));
    let set = move |_| {
        desk::show_own(move || set_dialog(project));
    };
    let side = move |at: usize, label: &'static str, now: Memo<Option<Id>>| -> Drawn {
        let options = move || {
            let option = |(id, words): (Id, String)| -> Drawn {
                let is_chosen = move || now.get() == Some(id);
                view! { <option value=id.to_string() prop:selected=is_chosen>{words}</option> }
            };
            known.get().into_iter().map(option).collect::<Vec<Drawn>>()
        };
        let choose = move |event: leptos::ev::Event| {
            let value = event_target_value(&event);
            let id =
                known.with_untracked(|known| known.iter().map(|chosen| chosen.0).find(|id| id.to_string() == value));
            if let Some(chosen) = chosen.get(at) {
                chosen.set(id);
            }
        };
        view! {
            <label class="baseline-side"><span>{label}</span><select class="input" on:change=choose>{options}</select></label>
        }
    };
    let compared = move || found.get().map(table);
    let notes = move || {
        let line = |words: String| -> Drawn {
            view! { <li>{small_icon(Icon::TriangleAlert)}<span>{words}</span></li> }
        };
        differs.get().into_iter().map(line).collect::<Vec<Drawn>>()
    };
    view! {
        <section class="panel baselines">
            <header class="panel-head">
                <h2>"Baselines"<span class="head-count num">{move || count.get().to_string()}</span></h2>
                <button type="button" class="btn" on:click=set>{icon(Icon::Flag)}"Set a baseline…"</button>
            </header>
            <p class="muted" hidden=move || { count.get() > 0 }>
                "There is none yet. Gate G2 sets one from the plan, and every change that is implemented the next. If this project is past G2, set one now."
            </p>
            <div class="baseline-sides" hidden=move || { count.get() < 2 }>
                {side(0, "From", first)} {side(1, "To", last)}
            </div>
            <div hidden=move || count.get() == 0>{compared}</div>
            <ul class="baseline-notes" aria-label="Where the plan departs from the baseline">{notes}</ul>
        </section>
    }
    .into_any()
}

fn table(found: Comparison) -> Drawn {
    let row = |row: ComparedRow| -> Drawn {
        let class = if row.unexplained.is_empty() { "num" } else { "num is-unexplained" };
        let unexplained = if row.unexplained.is_empty() { "nothing".to_owned() } else { row.unexplained };
        view! {
            <tr>
                <th scope="row">{row.measure}</th>
                <td class="num">{row.first}</td>
                <td class="num">{row.last}</td>
                <td class="num">{row.difference}</td>
                <td class="num">{row.by_changes}</td>
                <td class=class>{unexplained}</td>
            </tr>
        }
    };
    let rows: Vec<Drawn> = found.rows.into_iter().map(row).collect();
    let verdict = if found.holds {
        view! { <p class="baseline-verdict">{small_icon(Icon::CircleCheck)}<span>"The changes that were implemented explain all of it."</span></p> }
    } else {
        view! { <p class="baseline-verdict is-unexplained">{small_icon(Icon::TriangleAlert)}<span>"Part of it is explained by no change that was implemented."</span></p> }
    };
    let added: Vec<Drawn> = found
        .added
        .into_iter()
        .map(|line| -> Drawn {
            view! { <li>{line}</li> }
        })
        .collect();
    let scope = (!added.is_empty()).then(|| -> Drawn {
        view! { <div class="baseline-scope"><p class="small-text muted">"Added to the scope"</p><ul>{added}</ul></div> }
    });
    view! {
        <div class="table-wrap">
            <table class="table baseline-table">
                <caption class="visually-hidden">"Two baselines and what changes explain of their difference"</caption>
                <thead><tr>
                    <th scope="col">"Measure"</th><th scope="col" class="num">"From"</th><th scope="col" class="num">"To"</th>
                    <th scope="col" class="num">"Difference"</th><th scope="col" class="num">"By changes"</th><th scope="col" class="num">"Not explained"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {verdict}
        {scope}
    }
}

/// The dialog that sets a baseline from the plan as it is.
fn set_dialog(project: Id) -> AnyView {
    let [reason, error] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let typed = Callback::new(move |text| {
        reason.set(text);
        error.set(String::new());
    });
    let body = view! {
        <div class="form">
            <p>"Start, finish and budget of the plan as they are now become the next baseline. Nobody can change it afterwards."</p>
            <Field label="Reason" control=FieldControl::Line value=reason on_input=typed error=error required=true start=true/>
        </div>
    };
    let sub = store::with(|portfolio| portfolio.called(project));
    let perform = move || {
        let act = SetBaseline { project, reason: reason.get_untracked() };
        match actions::try_dispatch(&Command::act(act)) {
            Ok(()) => desk::close(),
            Err(sentence) => error.set(sentence),
        }
    };
    form_dialog("Set a baseline", &sub, false, body.into_any(), "Set baseline", perform)
}
