//! The size class on the page of a project: the arithmetic of its points, the class chosen, and the way to choose another.

use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::Project;
use crate::store::{self, session};
use crate::ui::cells::FieldPlace;
use crate::ui::desk;
use crate::ui::dialogs::size_dialog;
use crate::ui::draw::view;
use crate::ui::parts::{Icon, focus_soon, small_icon};
use crate::ui::router;
use crate::view::pages::Page;
use crate::view::route::ProjectTab;
use crate::view::size_class::{EnteredAt, Fit, SizeRow, size_shown};
use leptos::prelude::*;

/// Id of the button that opens the dialog, which has the focus again once it was used.
const CHOOSE: &str = "choose-size";

/// The panel.
pub(super) fn size(id: Id) -> AnyView {
    let choose = move |_| {
        desk::show_own(move || size_dialog(id, |_| focus_soon(CHOOSE.to_owned())));
    };
    view! {
        <section class="panel size-class" aria-labelledby="size-class">
            <header class="panel-head"><h2 id="size-class">"Size class"</h2>
                <button type="button" id=CHOOSE class="btn small" on:click=choose>"Choose a size class…"</button>
            </header>
            {move || arithmetic(id)}
        </section>
    }
    .into_any()
}

fn arithmetic(id: Id) -> AnyView {
    store::track_history();
    let today = session::today();
    let shown =
        store::with(|portfolio| portfolio.get::<Project>(id).map(|project| size_shown(portfolio, project, today)));
    let Some(shown) = shown else { return ().into_any() };
    let rows: Vec<AnyView> = shown.rows.iter().map(|each| row(id, each)).collect();
    let is_short = shown.fit == Fit::Short;
    let face = is_short.then(|| small_icon(Icon::TriangleAlert));
    let class = if is_short { "size-fit tone-amber" } else { "size-fit" };
    let sum = if shown.sum == 0 { String::new() } else { shown.sum.to_string() };
    view! {
        <p class=class>{face}<span>{shown.fit_words()}</span></p>
        <p class="small-text">{shown.sum_words()}</p>
        <details class="fold size-points" open=is_short>
            <summary>"How it is worked out"</summary>
            <table class="table">
                <thead><tr><th scope="col">"Fact"</th><th scope="col">"Value"</th><th scope="col" class="num">"Points"</th></tr></thead>
                <tbody>{rows}<tr><th scope="row">"Sum"</th><td></td><td class="num">{sum}</td></tr></tbody>
            </table>
        </details>
    }
    .into_any()
}

fn row(id: Id, row: &SizeRow) -> AnyView {
    let points = row.points.map(|points| points.to_string()).unwrap_or_default();
    let value = row.value.clone();
    let link = row.missing.map(|(entered, words)| missing(id, entered, words));
    let unknown = row.missing.is_some().then(|| view! { <span class="muted">"Not known. "</span> });
    view! {
        <tr>
            <th scope="row">{row.question}<small class="muted size-limits">{["1 to 3 points: ", row.limits].concat()}</small></th>
            <td>{value}{(!row.value.is_empty() && row.missing.is_some()).then_some(". ")}{unknown}{link}</td>
            <td class="num">{points}</td>
        </tr>
    }
    .into_any()
}

/// The way to where a fact is entered; the field has the focus there.
fn missing(id: Id, entered: EnteredAt, words: &'static str) -> AnyView {
    let (route, target) = match entered {
        EnteredAt::Settings => (Page::Settings.route(), "record-cost_limit".to_owned()),
        EnteredAt::Field(number) => {
            let place = Project::SCHEMA.field(number).map(|field| FieldPlace { id, number, field });
            (ProjectTab::Fields.of(id), place.map(FieldPlace::face_id).unwrap_or_default())
        }
    };
    let href = router::href(&route);
    let go = move |event: leptos::ev::MouseEvent| {
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        event.prevent_default();
        router::go(&route);
        focus_soon(target.clone());
    };
    view! { <a class="link" href=href on:click=go>{words}</a> }.into_any()
}
