//! The head of a project's page: code, name, phases with their gates, and the facts everybody asks for first.

use crate::domain::gates::Gate;
use crate::domain::id::{Id, Ref};
use crate::domain::record::RecordType;
use crate::domain::records::project::{Phase, State};
use crate::domain::records::{
    GateReview, Person, Project, ProjectCharter, StatusReport, project_charter, status_report,
};
use crate::domain::status::{self, Overall};
use crate::engine::index::IndexKey;
use crate::platform::page;
use crate::store::{self, session};
use crate::ui::desk::{self, Shared};
use crate::ui::draw::later::on_page;
use crate::ui::draw::view;
use crate::ui::parts::{
    Icon, MenuButton, MenuEntry, MenuItem, PageHead, Tone, UndoRedo, icon, person, pill, status_words,
};
use crate::ui::router;
use crate::view::pages::Page;
use crate::view::project::{Step, budget_words, finish_words, steps};
use crate::view::route::ProjectTab;
use leptos::prelude::*;

/// Name of a person; empty if nobody. Says so if they were deleted.
pub(super) fn name_of(reference: Option<Ref<Person>>) -> String {
    reference.map_or_else(String::new, |own| store::title(own.id))
}

/// A person with a link to their page; says so if there is nobody.
pub(super) fn somebody(reference: Option<Ref<Person>>) -> AnyView {
    let Some(id) = reference.map(|own| own.id) else { return person(String::new(), String::new(), "Nobody yet") };
    let name = store::title(id);
    let initials = store::with(|portfolio| portfolio.get::<Person>(id).map(|own| own.initials.to_string()));
    let href = router::href(&Page::Person.of(id));
    view! { <a class="link-quiet" href=href>{person(initials.unwrap_or_default(), name, "")}</a> }.into_any()
}

/// The head. `is_short`: on a narrow screen it says no more than which project it is and how it stands.
pub fn head(id: Id, is_short: Memo<bool>) -> AnyView {
    let name = Memo::new(move |_| store::record::<Project, _>(id, |own| own.name.to_string()).unwrap_or_default());
    let code = Memo::new(move |_| {
        let own = store::record::<Project, _>(id, |own| (own.code.to_string(), own.programme.map(|own| own.id)));
        let (code, programme) = own.unwrap_or_default();
        programme.map_or(code.clone(), |programme| [&code, " · ", &store::title(programme)].concat())
    });
    let gate = Memo::new(move |_| {
        let gate = store::record::<Project, _>(id, |own| Gate::next_for(own.phase, own.state)).flatten();
        gate.map_or_else(String::new, |gate| match gate {
            Gate::Resume => "Open resume review".to_owned(),
            gate => ["Open gate ", gate.label()].concat(),
        })
    });
    let entries = Callback::new(move |()| {
        let mut delete = MenuItem::new("Delete project", move || desk::show(Shared::Delete(id)));
        (delete.icon, delete.danger) = (Some(Icon::Trash), true);
        let mut print = MenuItem::new("Print one page", move || print(id));
        print.icon = Some(Icon::Printer);
        // On a narrow screen it is here alone: the name of the project has its place.
        let mut report = MenuItem::new("Report status", move || desk::show(Shared::Status(Some(id))));
        report.icon = Some(Icon::Pencil);
        let mut lesson = MenuItem::new("Capture a lesson", move || desk::show(Shared::Lesson(Some(id))));
        lesson.icon = Some(Icon::Bookmark);
        vec![MenuEntry::from(report), MenuEntry::from(lesson), MenuEntry::from(print), MenuEntry::from(delete)]
    });
    let review = move |_| desk::show(Shared::Gate { project: id, outcome: None, towards: None });
    view! {
        <div class=move || head_class(id, is_short.get())>
            <PageHead title=name over=code>
                <UndoRedo/>
                <button type="button" class="btn report-status" on:click=move |_| desk::show(Shared::Status(Some(id)))>
                    {icon(Icon::Pencil)}<span class="label">"Report status"</span>
                </button>
                <MenuButton label="" menu="More" class="btn" entries=entries>{icon(Icon::Ellipsis)}"More"</MenuButton>
                <button type="button" class="btn primary" hidden=move || gate.with(String::is_empty) on:click=review>
                    {icon(Icon::DoorOpen)}<span>{gate}</span>
                </button>
            </PageHead>
            <ol class="phase-line" aria-label="Phases">{move || phases(id).into_any()}</ol>
            <dl class="facts">{move || facts(id).into_any()}</dl>
        </div>
    }
    .into_any()
}

/// A report and a charter are printed without the head of their project.
fn head_class(id: Id, is_short: bool) -> &'static str {
    let has_report = || store::count(IndexKey::Related(StatusReport::SCHEMA.kind, status_report::at::project, id)) > 0;
    let has_charter =
        || store::count(IndexKey::Related(ProjectCharter::SCHEMA.kind, project_charter::at::project, id)) > 0;
    match (is_short, router::route().tab_of()) {
        (true, _) => "project-head is-short",
        (false, Some(ProjectTab::Reports)) if has_report() => "project-head off-paper",
        (false, Some(ProjectTab::Charter)) if has_charter() => "project-head off-paper",
        (false, _) => "project-head",
    }
}

/// Prints the summary, which is made to fit on one page.
fn print(id: Id) {
    router::go(&ProjectTab::Summary.of(id));
    on_page::after_drawing(page::print);
}

fn phases(id: Id) -> Vec<AnyView> {
    store::track_record(id);
    let reviews = store::ids(IndexKey::reviews(id));
    reviews.iter().for_each(|review| store::track_record(*review));
    let today = session::today();
    let line = store::with(|portfolio| {
        let reviews: Vec<&GateReview> = reviews.iter().filter_map(|review| portfolio.get(*review)).collect();
        portfolio.get::<Project>(id).map(|own| steps(own, &reviews, today, session::offset_at))
    });
    line.unwrap_or_default().into_iter().zip(CLASSES).map(|(step, class)| phase(id, step, class)).collect()
}

const CLASSES: [&str; 6] = ["phase-0", "phase-1", "phase-2", "phase-3", "phase-4", "phase-5"];

fn phase(id: Id, step: Step, class: &'static str) -> AnyView {
    let class = if step.reached { [class, " reached"].concat() } else { class.to_owned() };
    let mark = match (step.passed, step.current) {
        _ if step.label == Phase::Closed.label() => "",
        (true, _) => "gate-mark passed",
        (false, true) => "gate-mark next",
        (false, false) => "gate-mark",
    };
    let mark = (!mark.is_empty()).then(|| view! { <span class=mark></span> }.into_any());
    let gate = step.gate.filter(|gate| !gate.words.is_empty()).map(|gate| {
        let href = router::href(&ProjectTab::Gates.of(id));
        view! { <a class="gate-note" href=href><strong>{gate.name}</strong>" "{gate.words}</a> }.into_any()
    });
    view! {
        <li class=class aria-current=step.current.then_some("step")>
            <span>{step.label}</span>" "<small>{step.note}</small>" "{gate}{mark}
        </li>
    }
    .into_any()
}

fn facts(id: Id) -> Vec<AnyView> {
    let Some(own) = store::project_as_counted(id) else { return Vec::new() };
    let overall = overall(&own);
    let plain = |words: String| view! { <span class="num">{words}</span> }.into_any();
    let state = match own.state {
        State::Active => None,
        state => Some(fact("State", pill(state.label().to_owned(), Tone::Plain, None))),
    };
    let given = |label, words: String| (!words.is_empty()).then(|| fact(label, plain(words)));
    let confidence = own.confidence.map(|own| own.label().to_owned()).unwrap_or_default();
    [
        Some(fact("Status", status_words(Signal::stored(overall)))),
        state,
        given("Confidence", confidence),
        Some(fact("Lead", somebody(own.lead))),
        own.sponsor.is_some().then(|| fact("Sponsor", somebody(own.sponsor))),
        given("Finish", finish_words(&own, session::today(), store::settings().working_week())),
        given("Budget", budget_words(&own)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Overall status today.
pub(super) fn overall(own: &Project) -> Overall {
    status::overall(own, session::today(), store::settings().status_rules())
}

/// A fact in a list of them.
pub(super) fn fact(label: &'static str, words: AnyView) -> AnyView {
    view! { <div><dt>{label}</dt><dd>{words}</dd></div> }.into_any()
}
