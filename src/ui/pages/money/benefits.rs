//! What the tab of money shows of benefits: whether the project is worth its money, its benefits with what was achieved of them, and
//! their reviews.

use super::{forms, panel, table, words, worked_out};
use crate::domain::id::Id;
use crate::store::session;
use crate::ui::draw::{Drawn, view};
use crate::ui::router;
use crate::view::money::tabs::MoneyList;
use crate::view::money::{
    BenefitRow, Case, CaseRow, ReviewRow, benefit_rows, case as case_of, realised_words, review_rows,
};
use crate::view::pages::Page;
use crate::view::register::SideBySide;
use leptos::prelude::*;

/// Whether it is worth its money.
pub fn case(project: Id) -> Drawn {
    let found = Memo::new(move |_| worked_out(project, case_of));
    let row = |row: CaseRow| {
        let CaseRow { label, about, plan, expected } = row;
        view! {
            <tr>
                <th scope="row">{label}<span class="cell-note">{about}</span></th>
                <td class="num">{plan}</td><td class="num">{expected}</td>
            </tr>
        }
    };
    let body = move || {
        let Case { rows, notes, lacks_rate } = found.get();
        let notes: Vec<Drawn> =
            notes.into_iter().map(|note| view! { <p class="small-text muted">{note}</p> }).collect();
        let lacks_rate = lacks_rate.then(|| {
            let href = router::href(&Page::Settings.route());
            view! {
                <p class="small-text">"The settings have no discount rate, so nothing is told in today’s money. "
                    <a class="link" href=href>"Set the discount rate"</a></p>
            }
        });
        if rows.is_empty() {
            return view! {
                <p class="muted">"Costs and benefits with a value per year, a target date and a number of years say here what the project is worth."</p>
                {notes}
            };
        }
        let mut heads = words(&["Figure"]);
        heads.extend(["By plan", "As expected now"].map(|words| (words.to_owned(), true)));
        let rows: Vec<Drawn> = rows.into_iter().map(row).collect();
        view! { {table("Return", heads, rows)} {lacks_rate} {notes} }
    };
    panel("Is it worth it?", view! { <span></span> }, view! { {body} })
}

/// The benefits.
pub fn list(project: Id) -> Drawn {
    let found = Memo::new(move |_| {
        let today = session::today();
        worked_out(project, |portfolio, project| {
            let id = project.meta.id;
            (benefit_rows(portfolio, id, today), realised_words(portfolio, id, today).to_vec())
        })
    });
    let row = |row: &BenefitRow| {
        let BenefitRow { id, title, kind, owner, promise, measured, achieved, is_behind, value } = row.clone();
        let label = ["Review ", &title].concat();
        let achieved_class = is_behind.then_some("late");
        view! {
            <tr>
                <th scope="row"><button type="button" class="link" on:click=move |_| forms::change_benefit(id)>{title}</button>
                    <span class="cell-note">{kind}</span></th>
                <td>{if owner.is_empty() { "Nobody yet".to_owned() } else { owner }}</td>
                <td>{promise}</td>
                <td>{measured}</td>
                <td class=achieved_class>{achieved}</td>
                <td class="num">{value}</td>
                <td class="num"><button type="button" class="btn small" aria-label=label on:click=move |_| forms::add_review(id)>"Review"</button></td>
            </tr>
        }
    };
    let body = move || {
        found.with(|(found, realised)| {
            if found.is_empty() {
                return view! { <p class="muted">"No benefits yet: nobody has said what the project is done for."</p> };
            }
            let rows: Vec<Drawn> = found.iter().map(row).collect();
            let mut heads = words(&["Benefit", "Owner", "Promise", "Last measured", "Achieved"]);
            heads.extend([("Value per year".to_owned(), true), ("Review".to_owned(), true)]);
            let realised: Vec<Drawn> =
                realised.iter().map(|words| view! { <p class="small-text">{words.clone()}</p> }).collect();
            view! { {realised} {table("Benefits", heads, rows)} }
        })
    };
    let href = router::href(&MoneyList::Benefits.route(Some(project)));
    panel("Benefits", view! { <a href=href>"All as a list"</a> }, view! { {body} })
}

/// The reviews.
pub fn reviews(project: Id) -> Drawn {
    let found = Memo::new(move |_| worked_out(project, |portfolio, project| review_rows(portfolio, project.meta.id)));
    let row = |row: &ReviewRow| {
        let id = row.id;
        let [benefit, on, value, note, by] = row.cells.clone();
        let label = ["Change the review of ", &benefit, ", ", &on].concat();
        view! {
            <tr>
                <th scope="row"><button type="button" class="link" aria-label=label on:click=move |_| forms::change_review(id)>{benefit}</button></th>
                <td>{on}</td><td class="num">{value}</td><td class="prose">{note}</td><td>{by}</td>
            </tr>
        }
    };
    let body = move || {
        found.with(|found| {
            if found.is_empty() {
                return view! { <p class="muted">"None yet. After the closing of a project its benefits are measured until they are reached, or somebody decides to stop."</p> };
            }
            let rows: Vec<Drawn> = found.iter().map(row).collect();
            let mut heads = words(&["Benefit", "Reviewed on"]);
            heads.push(("Measured".to_owned(), true));
            heads.extend(words(&["What it shows", "By"]));
            table("Benefit reviews", heads, rows)
        })
    };
    panel("Benefit reviews", view! { <span></span> }, view! { {body} })
}
