//! Owns how a chart stands on a page: heading, what it says, drawing, its table on demand, its two files. All charts below each other
//! are as wide as their place. Must not know what is measured, nor where anything lies in a drawing.

mod marks;

use super::icon::{Icon, small_icon};
use super::toast::{alert, toast};
use crate::platform::download;
use crate::store::session;
use crate::ui::draw::{Drawn, view};
use crate::view::chart::{Cell, Chart, Table, csv, drawing, svg_file};
use crate::view::format::count;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{Element, ResizeObserver};
use std::sync::Arc;

/// Rows of a table that are on the page at most; the file has all.
const MOST_ROWS: usize = 200;
/// Width of the steps in which a drawing grows with its place.
const STEP: i64 = 8;

/// Where charts stand, and how they are: kept while what they show is drawn anew.
#[derive(Clone, Copy)]
pub struct ChartPlace {
    width: RwSignal<i64>,
    open: RwSignal<Vec<&'static str>>,
    root: NodeRef<html::Div>,
}

impl ChartPlace {
    /// A place for charts, of the view that is being drawn.
    pub fn here() -> Self {
        let place =
            Self { width: RwSignal::new(0), open: RwSignal::new(Vec::new()), root: NodeRef::<html::Div>::new() };
        Effect::new(move |_| {
            let Some(root) = place.root.get() else { return };
            let on_resize = Closure::<dyn FnMut()>::new(move || place.measure());
            let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else { return };
            observer.observe(&root);
            let watch = StoredValue::new_local((observer, on_resize));
            on_cleanup(move || {
                let _ = watch.try_update_value(|(observer, _)| observer.disconnect());
            });
        });
        place
    }

    /// Takes the width of the first drawing for that of all.
    fn measure(self) {
        let root = self.root.try_get_untracked().flatten();
        let figure = root.and_then(|root| root.query_selector(".chart-figure").ok().flatten());
        let width = figure.map_or(0, |figure| i64::from(figure.client_width()) / STEP * STEP);
        // Where all is hidden, as on another tab of the browser, nothing is as wide as before.
        if width > 0 && self.width.try_get_untracked().is_some_and(|before| before != width) {
            self.width.set(width);
        }
    }

    /// Draws what stands in the place.
    pub fn draw(self, charts: Vec<Drawn>) -> Drawn {
        crate::ui::draw::later::after_drawing(move || self.measure());
        view! { <div class="charts" node_ref=self.root>{charts}</div> }
    }

    /// A chart, and what belongs to it beside its drawing.
    pub fn chart(self, chart: Chart, beside: Option<Drawn>) -> Drawn {
        let chart = Arc::new(chart);
        let heading = ["chart-", chart.name].concat();
        let figure = match &chart.plot {
            Ok(_) => {
                let drawn = chart.clone();
                let figure = move || picture(&drawn, self.width.get());
                view! { <div class="chart-figure">{figure}</div> }
            }
            Err(missing) => view! { <p class="chart-missing">{missing.clone()}</p> },
        };
        let says = chart.plot.is_ok().then(|| view! { <p class="chart-says">{chart.words.clone()}</p> });
        let rest = chart.plot.is_ok().then(|| view! { {self.table(&chart)} {files(&chart)} });
        view! {
            <section class="panel chart" aria-labelledby=heading.clone()>
                <header class="panel-head"><h2 id=heading>{chart.title.clone()}</h2></header>
                {says}
                {beside}
                {figure}
                <div class="chart-foot">{rest}</div>
            </section>
        }
    }

    fn table(self, chart: &Arc<Chart>) -> Drawn {
        let name = chart.name;
        let chart = chart.clone();
        let is_open = Memo::new(move |_| self.open.with(|open| open.contains(&name)));
        let on_toggle = move |event: leptos::ev::Event| {
            let details = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let Some(is_open) = details.map(|details| details.has_attribute("open")) else { return };
            let is_known = self.open.with_untracked(|open| open.contains(&name));
            if is_open != is_known {
                self.open.update(|open| {
                    open.retain(|other| *other != name);
                    open.extend(is_open.then_some(name));
                });
            }
        };
        let title = chart.title.clone();
        let label = ["Show as a table: ", &title].concat();
        let body = move || is_open.get().then(|| table(&chart.table, &title));
        view! {
            <details class="fold chart-table" prop:open=move || is_open.get() on:toggle=on_toggle>
                <summary aria-label=label>"Show as a table"</summary>
                {body}
            </details>
        }
    }
}

/// The drawing in that width; nothing before it is known.
fn picture(chart: &Chart, width: i64) -> Option<Drawn> {
    let plot = chart.plot.as_ref().ok().filter(|_| width > 0)?;
    let label = ["Chart: ", &chart.title, ". ", &chart.words].concat();
    Some(marks::picture(drawing(plot, width), chart.name, label))
}

fn table(table: &Table, title: &str) -> Drawn {
    let is_figure = |column: usize| table.rows.iter().any(|row| row.get(column).is_some_and(Cell::is_figure));
    let figures: Vec<bool> = (0..table.headings.len()).map(is_figure).collect();
    let class = |column: usize| figures.get(column).copied().unwrap_or_default().then_some("num");
    let heads: Vec<Drawn> = table
        .headings
        .iter()
        .enumerate()
        .map(|(at, heading)| view! { <th scope="col" class=class(at)>{heading.clone()}</th> })
        .collect();
    let row = |row: &Vec<Cell>| {
        let mut cells = row.iter().enumerate();
        let first = cells.next().map(|(_, cell)| view! { <th scope="row">{cell.shown()}</th> });
        let rest: Vec<Drawn> = cells.map(|(at, cell)| view! { <td class=class(at)>{cell.shown()}</td> }).collect();
        view! { <tr>{first}{rest}</tr> }
    };
    let rows: Vec<Drawn> = table.rows.iter().take(MOST_ROWS).map(row).collect();
    let left_out = table.rows.len().saturating_sub(MOST_ROWS);
    let more = (left_out > 0).then(|| {
        let words = [&*count(left_out, "more row"), " in the CSV file."].concat();
        view! { <p class="small-text muted">{words}</p> }
    });
    let label = ["Figures: ", title].concat();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=label>
            <table class="table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
        </div>
        {more}
    }
}

fn files(chart: &Arc<Chart>) -> Drawn {
    let (drawn, figures) = (chart.clone(), chart.clone());
    let save_svg = move |_| {
        if let Some(file) = svg_file(&drawn) {
            save(&drawn, "svg", "image/svg+xml", &file);
        }
    };
    let save_csv = move |_| save(&figures, "csv", "text/csv;charset=utf-8", &csv(&figures.table));
    let label = |what: &str| ["Save “", &chart.title, "” as ", what].concat();
    view! {
        <div class="row chart-files">
            <button type="button" class="btn quiet small" aria-label=label("SVG") on:click=save_svg>{small_icon(Icon::Download)}"SVG"</button>
            <button type="button" class="btn quiet small" aria-label=label("CSV") on:click=save_csv>{small_icon(Icon::Download)}"CSV"</button>
        </div>
    }
}

fn save(chart: &Chart, ending: &'static str, media_type: &str, file: &str) {
    let name = [&chart.title, " ", &session::today_untracked().to_string()].concat();
    match download::save(&name, ending, media_type, file.as_bytes()) {
        Ok(()) => toast(["“", &chart.title, "” written to a file"].concat()),
        Err(why) => alert(why.to_string()),
    }
}
