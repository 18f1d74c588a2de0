//! The tab of a project with its money: what is planned, paid and expected, the flow of cash, whether it is worth it, and its benefits;
//! beside these figures the lists of its cost entries and benefits.
//! Must not know how anything is worked out, nor how a chart is drawn.

mod benefits;
mod costs;
mod forms;

use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::{Benefit, CostEntry, Project, benefit, cost_entry};
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{ChartPlace, Icon, empty_state, icon};
use crate::ui::register::{self, PLAIN, RegisterPage, side_by_side};
use crate::ui::router;
use crate::view::money::cash_flow;
use crate::view::money::tabs::MoneyList;
use crate::view::pages::{Page, Tabs};
use crate::view::register::{Home, SideBySide};
use crate::view::route::ProjectTab;
use leptos::prelude::*;

/// What is worked out of a project as it is now; tracked. The default if it is not there.
fn worked_out<T: Default>(project: Id, read: impl FnOnce(&Portfolio, &Project) -> T) -> T {
    store::track_history();
    store::with(|portfolio| portfolio.get::<Project>(project).map(|project| read(portfolio, project)))
        .unwrap_or_default()
}

static COST_LIST: RegisterPage =
    RegisterPage { create: |_, home| with_project(home, forms::add_cost), above: lists, ..PLAIN };
static BENEFIT_LIST: RegisterPage =
    RegisterPage { create: |_, home| with_project(home, forms::add_benefit), above: lists, ..PLAIN };

fn with_project(home: Home, act: fn(Id)) {
    if let Some(project) = home.project {
        act(project);
    }
}

fn lists(home: Home) -> AnyView {
    side_by_side::links::<MoneyList>(home)
}

/// The tab of a project: its figures, or the list that the address names.
pub fn money_tab(project: Id) -> AnyView {
    let list = Memo::new(move |before: Option<&Option<MoneyList>>| {
        let route = router::route();
        // While the tab is being left the address names none.
        let is_here = route.record == Some(project) && route.tab == ProjectTab::Money.number();
        if is_here { MoneyList::at(&route, Some(project)) } else { before.copied().flatten() }
    });
    let shown = move || match list.get() {
        None => figures(project),
        Some(MoneyList::Costs) => {
            register::part(MoneyList::Costs.kind(), &COST_LIST, MoneyList::Costs.home(Some(project)))
        }
        Some(MoneyList::Benefits) => {
            register::part(MoneyList::Benefits.kind(), &BENEFIT_LIST, MoneyList::Benefits.home(Some(project)))
        }
    };
    view! { {shown} }.into_any()
}

fn figures(project: Id) -> AnyView {
    let has_any = Memo::new(move |_| {
        worked_out(project, |portfolio, project| {
            let id = project.meta.id;
            let costs = IndexKey::Related(CostEntry::SCHEMA.kind, cost_entry::at::project, id);
            let benefits = IndexKey::Related(Benefit::SCHEMA.kind, benefit::at::project, id);
            portfolio.count(costs) + portfolio.count(benefits) > 0
        })
    });
    let place = ChartPlace::here();
    let body = move || if has_any.get() { full(project, place) } else { nothing(project) };
    let home = Home { page: Page::Project, tab: ProjectTab::Money.number(), project: Some(project), list: "" };
    view! { {lists(home)} <div class="money-page"><h2 class="visually-hidden">"Money"</h2>{body}</div> }.into_any()
}

fn nothing(project: Id) -> Drawn {
    let text = "Enter what the project plans to spend and what it is done for. Budget by year, flow of cash, return and what was achieved of its benefits then stand here.";
    view! { {empty_state(Icon::Layers, "No costs and no benefits yet", text, adding(project))} }
}

fn adding(project: Id) -> Drawn {
    view! {
        <button type="button" class="btn primary" on:click=move |_| forms::add_cost(project)>{icon(Icon::Plus)}"Add cost"</button>
        <button type="button" class="btn" on:click=move |_| forms::add_benefit(project)>{icon(Icon::Plus)}"Add benefit"</button>
    }
}

fn full(project: Id, place: ChartPlace) -> Drawn {
    let chart = move || {
        let today = session::today();
        let chart = store::with(|portfolio| {
            portfolio.get::<Project>(project).map(|project| cash_flow(portfolio, project, today))
        });
        store::track_history();
        place.draw(chart.into_iter().map(|chart| place.chart(chart, None)).collect())
    };
    view! {
        <div class="money-head">{adding(project)}</div>
        {costs::figures(project)}
        {chart}
        {costs::years(project)}
        {costs::entries(project)}
        {benefits::case(project)}
        {benefits::list(project)}
        {benefits::reviews(project)}
    }
}

/// A panel.
fn panel(title: &'static str, beside: Drawn, body: Drawn) -> Drawn {
    view! { <section class="panel"><header class="panel-head"><h2>{title}</h2>{beside}</header>{body}</section> }
}

/// A table of these headings and rows, which scrolls by itself.
fn table(label: &'static str, headings: Vec<(String, bool)>, rows: Vec<Drawn>) -> Drawn {
    let class = |is_figure: bool| is_figure.then_some("num");
    let heads: Vec<Drawn> = headings
        .into_iter()
        .map(|(words, is_figure)| view! { <th scope="col" class=class(is_figure)>{words}</th> })
        .collect();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=label>
            <table class="table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
}

/// Headings without figures, by their words.
fn words(headings: &[&str]) -> Vec<(String, bool)> {
    headings.iter().map(|words| ((*words).to_owned(), false)).collect()
}
