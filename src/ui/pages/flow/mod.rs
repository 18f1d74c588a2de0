//! The page of flow: over all projects, and as a tab of one. What it is narrowed to stands in the address. Must not know how anything
//! is worked out, nor how a chart is drawn.

mod boards;

use crate::domain::id::{Id, Ref};
use crate::domain::records::work_item;
use crate::domain::records::{Project, WorkItem};
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{ChartPlace, Field, FieldControl, Icon, PageHead, Segment, empty_state, segmented};
use crate::ui::router;
use crate::view::flow::{
    Check, Flow, FlowScope, Outlook, Seen, Span, blocks, charts, efficiency, gather, littles_law, outlook,
};
use crate::view::pages::Page;
use crate::view::route::{ProjectTab, Route};
use leptos::prelude::*;

/// Every phase, as the choice says it.
const ALL: Segment = Segment::plain("", "All");

/// The page over all projects.
pub fn flow_page() -> AnyView {
    view! {
        <PageHead title="Flow" sub="How work moves, over all projects"><span></span></PageHead>
        {body(None)}
    }
    .into_any()
}

/// The tab of a project.
pub fn flow_tab(project: Id) -> AnyView {
    view! { <h2 class="visually-hidden">"Flow"</h2> {body(Some(project))} }.into_any()
}

fn route_of(project: Option<Id>) -> Route {
    project.map_or_else(|| Page::WorkFlow.route(), |project| ProjectTab::Flow.of(project))
}

fn body(project: Option<Id>) -> AnyView {
    let scope = Memo::new(|_| FlowScope::read(&router::route().query));
    let narrow = move |change: &dyn Fn(&mut FlowScope)| {
        let mut scope = FlowScope::read(&router::latest().query);
        change(&mut scope);
        router::replace(&route_of(project).with(scope.query()));
    };
    let flow = Memo::new(move |_| flow_of(project, scope.get()));
    let place = ChartPlace::here();
    let has_items = Memo::new(move |_| flow.with(|flow| !flow.items.is_empty() || flow.untimed > 0));
    let is_narrowed = move || scope.with(|scope| scope.phase.is_some());
    let shown = move || {
        if !has_items.get() && !is_narrowed() {
            return nothing(project);
        }
        let today = session::today();
        flow.with(|flow| {
            let checks = [efficiency(flow), littles_law(flow, today)].into_iter().map(check).collect::<Vec<_>>();
            let mut drawn: Vec<Drawn> = Vec::new();
            let asked = Memo::new(move |_| scope.with(|scope| scope.left));
            let expected = outlook(flow, asked.get(), today);
            let beside = forecast(&expected);
            drawn.push(place.chart(expected.chart, Some(beside)));
            drawn.extend(charts(flow, today).into_iter().map(|chart| place.chart(chart, None)));
            view! { <div class="panels flow-checks">{checks}</div> {place.draw(drawn)} }
        })
    };
    let tools = move || (has_items.get() || is_narrowed()).then(|| tools(scope, narrow));
    view! { {tools} {shown} }.into_any()
}

/// What is gathered of the portfolio as it is now; tracked.
fn flow_of(project: Option<Id>, scope: FlowScope) -> Flow {
    store::track_history();
    let today = session::today();
    store::with_history(|portfolio, history| {
        let board = |of: Option<Id>, phase| boards::lanes(portfolio, of, phase);
        let called = |id: Id| portfolio.called(id);
        let goes_on = |id: Id, phase| Some(portfolio.follow(Some(Ref::<Project>::new(id)))?.goes_on_with(phase));
        let (span, phase) = (scope.span, scope.phase);
        let (now, zone) = (session::now(), session::offset_at);
        let seen = Seen { today, now, zone, span, phase, board: &board, called: &called, goes_on: &goes_on };
        let blocked = blocks(history);
        match project {
            Some(id) => gather(portfolio.related::<WorkItem>(work_item::at::project, id), project, &blocked, seen),
            None => gather(portfolio.all::<WorkItem>(), None, &blocked, seen),
        }
    })
}

fn nothing(project: Option<Id>) -> Drawn {
    let text = "Once work items move over their board, you see here how much is done each week, how long it takes, what grows old, and when the rest may be done.";
    let link = match project {
        Some(_) => view! { <span></span> },
        None => view! { <a class="btn" href="#/board">"Open board"</a> },
    };
    view! { {empty_state(Icon::Gauge, "No work items yet", text, link)} }
}

fn check(check: Check) -> Drawn {
    let figure = (!check.figure.is_empty()).then(|| view! { <p class="big">{check.figure}</p> });
    let words: Vec<Drawn> = check.words.into_iter().map(|line| view! { <p>{line}</p> }).collect();
    view! {
        <section class="panel">
            <header class="panel-head"><h2>{check.title}</h2></header>
            {figure}
            {words}
        </section>
    }
}

/// By when it is how sure.
fn forecast(expected: &Outlook) -> Drawn {
    let sure: Vec<Drawn> = expected.sure.iter().map(|sure| view! { <li>{sure.words()}</li> }).collect();
    view! { <ul class="flow-sure">{sure}</ul> }
}

/// What the page is narrowed to.
fn tools(scope: Memo<FlowScope>, narrow: impl Fn(&dyn Fn(&mut FlowScope)) + Copy + Send + Sync + 'static) -> Drawn {
    let phases: Vec<Segment> = std::iter::once(ALL)
        .chain(FlowScope::phases().map(|(name, phase)| Segment::plain(name, phase.label())))
        .collect();
    let spans: Vec<Segment> = Span::ALL.iter().map(|span| Segment::plain(span.name(), span.label())).collect();
    let phase = Signal::derive(move || scope.with(|scope| scope.phase.map_or("", |phase| phase.name())));
    let span = Signal::derive(move || scope.with(|scope| scope.span.name()));
    let choose_phase = Callback::new(move |name: &'static str| {
        let found = FlowScope::phases().find(|(known, _)| *known == name).map(|(_, phase)| phase);
        narrow(&|scope| scope.phase = found);
    });
    let choose_span = Callback::new(move |name: &'static str| narrow(&|scope| scope.span = Span::named(name)));
    let typed =
        RwSignal::new(scope.with_untracked(|scope| scope.left.map(|left| left.to_string())).unwrap_or_default());
    let error = RwSignal::new(String::new());
    let on_input = Callback::new(move |text: String| {
        let left = text.trim().parse().ok().filter(|left| (1..=100_000).contains(left));
        let is_wrong = left.is_none() && !text.trim().is_empty();
        error.set(if is_wrong { "Give a whole number from 1 to 100,000.".to_owned() } else { String::new() });
        typed.set(text);
        if !is_wrong {
            narrow(&|scope| scope.left = left);
        }
    });
    view! {
        <div class="flow-tools" role="group" aria-label="What is shown">
            <div><span>"Phase"</span>{segmented("Phase", &phases, phase, choose_phase)}</div>
            <div><span>"Period"</span>{segmented("Period", &spans, span, choose_span)}</div>
            <div class="flow-left">
                <Field label="Items left to forecast" control=FieldControl::Number value=typed on_input=on_input
                    error=Signal::derive(move || error.get()) />
            </div>
        </div>
    }
}
