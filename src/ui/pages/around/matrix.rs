//! The matrix of who answers for what above its entries. Must not know what is wrong with it.

use crate::domain::id::Id;
use crate::store;
use crate::ui::draw::{Drawn, view};
use crate::view::around::raci::{Matrix, MatrixRow, matrix};
use leptos::prelude::*;

/// What stands above the list.
pub fn above(project: Id) -> AnyView {
    let found = Memo::new(move |_| {
        store::track_history();
        store::with(|portfolio| matrix(portfolio, project))
    });
    let has_any = Memo::new(move |_| found.with(|found| !found.rows.is_empty()));
    let body = move || found.with(draw);
    view! {
        <details class="raid-above" open hidden=move || !has_any.get()>
            <summary>"Who answers for what"</summary>
            <div class="panel">{body}</div>
        </details>
    }
    .into_any()
}

fn draw(found: &Matrix) -> Drawn {
    let person = |name: &String| -> Drawn {
        view! { <th scope="col">{name.clone()}</th> }
    };
    let people: Vec<Drawn> = found.people.iter().map(person).collect();
    let rows: Vec<Drawn> = found.rows.iter().map(row).collect();
    view! {
        <p class="small-text muted">{found.words.clone()}" R responsible, A accountable, C consulted, I informed."</p>
        <div class="table-wrap" tabindex="0" role="region" aria-label="RACI matrix">
            <table class="table raci-matrix">
                <thead><tr><th scope="col">"Activity"</th>{people}<th scope="col">"To be looked at"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(row: &MatrixRow) -> Drawn {
    let role = |words: &String| -> Drawn {
        view! { <td>{words.clone()}</td> }
    };
    let roles: Vec<Drawn> = row.roles.iter().map(role).collect();
    let class = (!row.faults.is_empty()).then_some("tone-amber");
    view! {
        <tr><th scope="row">{row.activity.clone()}</th>{roles}<td class=class>{row.faults.join(" ")}</td></tr>
    }
}
