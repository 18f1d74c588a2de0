//! The maps of risks above their list, and what the risks come to: each cell is a link that narrows the list. Must not know how anything
//! is counted.

use crate::domain::id::Id;
use crate::domain::raid::score::Band;
use crate::store;
use crate::ui::draw::later::on_page;
use crate::ui::draw::{Drawn, view};
use crate::ui::router::{self, href};
use crate::view::raid::heat::{Heat, HeatCell, HeatMap, HeatRow, heat};
use leptos::prelude::*;

/// What stands above the list of risks.
pub fn above(project: Option<Id>) -> AnyView {
    let counted = move || store::with(|portfolio| heat(portfolio, project));
    let found = RwSignal::new(untrack(counted));
    // After a change the risks are counted again in the next idle moment: of thousands, that is longer than an edit may take.
    let waits = StoredValue::new(false);
    Effect::new(move |before: Option<()>| {
        store::track_history();
        if before.is_none() || waits.try_update_value(|waits| std::mem::replace(waits, true)) == Some(true) {
            return;
        }
        on_page::when_idle(move || {
            if waits.try_set_value(false).is_some() {
                return;
            }
            let now = untrack(counted);
            if found.try_with_untracked(|found| *found != now) == Some(true) {
                found.set(now);
            }
        });
    });
    let has_any = Memo::new(move |_| found.with(|found| !found.maps.is_empty()));
    let body = move || found.with(draw);
    view! {
        <details class="raid-above" open hidden=move || !has_any.get()>
            <summary>"Heat map and exposure"</summary>
            <div class="heat">{body}</div>
        </details>
    }
    .into_any()
}

fn draw(found: &Heat) -> Drawn {
    let maps: Vec<Drawn> = found.maps.iter().map(map).collect();
    let figure = |(name, words): &(&'static str, String)| {
        let (name, words) = (*name, words.clone());
        view! { <div><dt>{name}</dt><dd>{words}</dd></div> }
    };
    let figures: Vec<Drawn> = found.figures.iter().map(figure).collect();
    let words: Vec<Drawn> = found.words.iter().map(|line| view! { <p>{line.clone()}</p> }).collect();
    view! {
        <div class="heat-maps">{maps}</div>
        <div class="heat-money">
            <dl>{figures}</dl>
            <div class="small-text muted">{words}</div>
        </div>
    }
}

fn map(map: &HeatMap) -> Drawn {
    let rows: Vec<Drawn> = map.rows.iter().map(row).collect();
    let heads: Vec<Drawn> = (1..=5).map(|impact: i64| view! { <th scope="col">{impact.to_string()}</th> }).collect();
    view! {
        <table class="heat-map">
            <caption>{map.title}</caption>
            <thead><tr><th scope="col" class="heat-axes"><span title="Probability down, impact across">"P\u{2009}/\u{2009}I"</span></th>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(row: &HeatRow) -> Drawn {
    let cells: Vec<Drawn> = row.cells.iter().map(cell).collect();
    view! { <tr><th scope="row">{row.probability.to_string()}</th>{cells}</tr> }
}

fn cell(cell: &HeatCell) -> Drawn {
    let class = match cell.band {
        Band::Low => "heat-low",
        Band::Moderate => "heat-moderate",
        Band::High => "heat-high",
        Band::Critical => "heat-critical",
    };
    if cell.count == 0 {
        return view! { <td class=class></td> };
    }
    let query = cell.route.query.clone();
    let is_shown = move || (router::route().query == query).then_some("true");
    view! {
        <td class=class>
            <a href=href(&cell.route) aria-label=cell.words.clone() title=cell.words.clone() aria-current=is_shown>{cell.count.to_string()}</a>
        </td>
    }
}
