//! What the tab of money shows of costs: figures by state, the table of financial years, and the latest entries.

use super::{forms, panel, table, words, worked_out};
use crate::domain::id::Id;
use crate::domain::records::Project;
use crate::domain::records::project::at;
use crate::domain::value::Value;
use crate::engine::command::Command;
use crate::store;
use crate::ui::actions;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Segment, segmented};
use crate::ui::router;
use crate::view::format::count;
use crate::view::money::tabs::MoneyList;
use crate::view::money::{EntryRow, Figure, Shown, YearTable, by_year, entry_rows, figures as figures_of};
use crate::view::query::Query;
use crate::view::register::SideBySide;
use crate::view::route::ProjectTab;
use leptos::prelude::*;

/// The name in the address of what the table of years shows.
const SHOWN: &str = "costs";
/// Entries that stand on the page; the register has all.
const MOST: usize = 12;

/// What entries come to by state.
pub fn figures(project: Id) -> Drawn {
    let found = Memo::new(move |_| worked_out(project, figures_of));
    let figure = |figure: Figure| {
        let Figure { label, amount, note } = figure;
        view! { <div class="figure"><span>{label}</span><strong>{amount}</strong><span class="small-text">{note}</span></div> }
    };
    let all = move || found.get().into_iter().map(figure).collect::<Vec<Drawn>>();
    view! { <section class="panel" aria-label="Totals by state"><div class="figures money-figures">{all}</div>{source(project)}</section> }
}

/// What counts as the money of the project: what was typed, or what the entries come to.
fn source(project: Id) -> Drawn {
    const TYPED: &str = "typed";
    const ENTRIES: &str = "entries";
    let chosen = Memo::new(move |_| {
        let is_added_up = store::record::<Project, _>(project, Project::is_added_up);
        if is_added_up == Some(true) { ENTRIES } else { TYPED }
    });
    let choose = Callback::new(move |name: &'static str| {
        let fields = vec![(at::money_source, Value::text(name))];
        actions::dispatch(&Command::Change { record: project, fields });
    });
    let segments = [Segment::plain(TYPED, "As typed"), Segment::plain(ENTRIES, "From entries")];
    let words = move || match chosen.get() {
        ENTRIES => {
            "Everywhere the planned entries are its budget, the actual ones its actual cost, and what is actual, committed and forecast together its forecast. What was typed is kept."
        }
        _ => "The figures typed on “All fields” count everywhere; the entries are shown here only.",
    };
    view! {
        <div class="money-source">
            <span>"Budget, forecast and actual cost"</span>
            {segmented("Budget, forecast and actual cost", &segments, Signal::derive(move || chosen.get()), choose)}
            <p class="small-text muted">{words}</p>
        </div>
    }
}

/// Amounts by category and financial year.
pub fn years(project: Id) -> Drawn {
    let shown = Memo::new(|_| {
        let name = router::route().query.pairs().find(|pair| pair.0 == SHOWN).map(|pair| pair.1);
        Shown::named(&name.unwrap_or_default())
    });
    let found =
        Memo::new(move |_| worked_out(project, |portfolio, project| by_year(portfolio, project, shown.get().1)));
    let segments: Vec<Segment> = Shown::ALL.iter().map(|(name, label, _)| Segment::plain(name, label)).collect();
    let chosen = Signal::derive(move || shown.get().0);
    let choose = Callback::new(move |name: &'static str| {
        let mut query = Query::default();
        query.add(SHOWN, name);
        router::replace(&ProjectTab::Money.of(project).with(query));
    });
    let body = move || {
        let YearTable { headings, rows, note } = found.get();
        if rows.is_empty() {
            return view! { <p class="muted">"No entry of this state."</p> };
        }
        let last = rows.len() - 1;
        let row = |(at, (name, cells)): (usize, (String, Vec<String>))| {
            let cells: Vec<Drawn> = cells.into_iter().map(|cell| view! { <td class="num">{cell}</td> }).collect();
            view! { <tr class=(at == last).then_some("total")><th scope="row">{name}</th>{cells}</tr> }
        };
        let rows: Vec<Drawn> = rows.into_iter().enumerate().map(row).collect();
        let mut heads = words(&["Category"]);
        heads.extend(headings.into_iter().map(|year| (year, true)));
        view! {
            {table("Costs by financial year", heads, rows)}
            <p class="small-text muted" hidden=note.is_empty()>{note}</p>
        }
    };
    panel(
        "By financial year and category",
        view! { {segmented("Entries", &segments, chosen, choose)} },
        view! { {body} },
    )
}

/// The latest entries.
pub fn entries(project: Id) -> Drawn {
    let found = Memo::new(move |_| worked_out(project, entry_rows));
    let row = |row: &EntryRow| {
        let id = row.id;
        let [text, on, category, state, amount] = row.cells.clone();
        view! {
            <tr>
                <th scope="row"><button type="button" class="link" on:click=move |_| forms::change_cost(id)>{text}</button></th>
                <td>{on}</td><td>{category}</td><td>{state}</td><td class="num">{amount}</td>
            </tr>
        }
    };
    let body = move || {
        found.with(|found| {
            if found.is_empty() {
                return view! { <p class="muted">"No cost entries yet."</p> };
            }
            let rows: Vec<Drawn> = found.iter().take(MOST).map(row).collect();
            let mut heads = words(&["For what", "Date", "Category", "State"]);
            heads.push(("Amount".to_owned(), true));
            let more = found.len().saturating_sub(MOST);
            let more = (more > 0).then(|| {
                let words =
                    [&*count(more, "older entry").replace("entrys", "entries"), " in the list of all."].concat();
                view! { <p class="small-text muted">{words}</p> }
            });
            view! { {table("Cost entries", heads, rows)} {more} }
        })
    };
    let href = router::href(&MoneyList::Costs.route(Some(project)));
    panel("Cost entries", view! { <a href=href>"All as a list"</a> }, view! { {body} })
}
