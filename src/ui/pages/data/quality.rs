//! The tab with the gaps in the data: how many of each kind, in which projects, and how to mend them: one by one in place, or
//! several at once in one step that can be undone.

use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::Project;
use crate::engine::index::IndexKey;
use crate::engine::money::counted;
use crate::store::{self, session};
use crate::ui::cells::{FieldPlace, editor, input_id};
use crate::ui::desk::{self, Shared};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Field, Icon, empty_state, focus_soon, rows};
use crate::ui::record_form::control_of;
use crate::ui::{actions, router};
use crate::view::format::count;
use crate::view::projects::PROJECTS;
use crate::view::quality::{Gap, GapProjects, Mending, gap_words, gaps, look_at};
use crate::view::register::bulk::set_field;
use crate::view::route::ProjectTab;
use leptos::prelude::*;
use std::cell::Cell;

thread_local! {
    /// The panel in which a gap was fixed last: the focus stays there when its row goes.
    static MENDING: Cell<u64> = const { Cell::new(0) };
}

/// The tab.
pub fn quality() -> AnyView {
    let all = Memo::new(|_| {
        store::track_history();
        store::with(|portfolio| gaps(portfolio, session::today()))
    });
    let has_projects = Memo::new(|_| store::count(IndexKey::Kind(Project::SCHEMA.kind)) > 0);
    let some = Memo::new(move |_| all.with(|all| !all.is_empty()));
    let words = move || all.with(|all| gap_words(all));
    // Panels and rows stay as they are while others are mended: what is being typed is not lost.
    let keys = move || all.with(|all| all.iter().map(|found| key_of(found.gap)).collect::<Vec<_>>());
    let body = move || {
        if !has_projects.get() {
            let text = "Once there are projects, gaps that would show in a report are listed here: missing leads, dates in the wrong order, statuses out of date.";
            return empty_state(Icon::CircleCheck, "No projects yet", text, ());
        }
        if !some.get() {
            let text = "Every project has a lead, a sponsor, an objective, dates and a fresh status, as far as its phase asks for them.";
            return empty_state(Icon::CircleCheck, "No gaps", text, ());
        }
        let panels = rows(keys, move |key| panel(key, all), |_, _| ());
        view! { <p class="muted" role="status">{words}</p><div class="panels gaps">{panels}</div> }.into_any()
    };
    view! { {body} }.into_any()
}

fn key_of(gap: Gap) -> u64 {
    Gap::ALL.iter().position(|other| *other == gap).unwrap_or_default() as u64
}

fn gap_of(key: u64) -> Gap {
    usize::try_from(key).ok().and_then(|at| Gap::ALL.get(at)).copied().unwrap_or(Gap::NoLead)
}

fn button_id(gap: u64, id: u64) -> String {
    ["fix-", &gap.to_string(), "-", &id.to_string()].concat()
}

fn panel(key: u64, all: Memo<Vec<GapProjects>>) -> AnyView {
    let gap = gap_of(key);
    let of = |found: &Vec<GapProjects>, gap: Gap| {
        found.iter().find(|entry| entry.gap == gap).map(|entry| entry.projects.clone()).unwrap_or_default()
    };
    let projects = Memo::new(move |_| all.with(|all| of(all, gap)));
    let number = move || projects.with(|projects| count(projects.len(), "project"));
    let chosen = RwSignal::new(Vec::<Id>::new());
    let is_bulk = matches!(gap.mending(), Mending::Together(_) | Mending::LookAt);
    let ids = move || projects.with(|projects| projects.iter().map(|id| id.0).collect::<Vec<_>>());
    let left = |_, next: Option<u64>| {
        if let Some(next) = next {
            focus_soon(button_id(MENDING.get(), next));
        }
    };
    let list = rows(ids, move |id| row(Id(id), key, is_bulk.then_some(chosen)), left);
    let bulk = is_bulk.then(|| together(gap, projects, chosen));
    view! {
        <section class="panel">
            <header class="panel-head"><h2>{gap.label()}</h2><span class="small-text muted">{number}</span></header>
            <p class="small-text">{gap.why()}</p>
            {bulk}
            <ul class="gap-list">{list}</ul>
        </section>
    }
    .into_any()
}

/// What is done to all that are chosen.
fn together(gap: Gap, projects: Memo<Vec<Id>>, chosen: RwSignal<Vec<Id>>) -> Drawn {
    // What has been mended meanwhile is no longer chosen.
    let picked = Memo::new(move |_| {
        let there = projects.get();
        chosen.with(|chosen| there.into_iter().filter(|id| chosen.contains(id)).collect::<Vec<_>>())
    });
    let has_all = move || projects.with(Vec::len) == picked.with(Vec::len);
    let pick_all =
        move |event| chosen.set(if event_target_checked(&event) { projects.get_untracked() } else { vec![] });
    let text = RwSignal::new(String::new());
    let error = RwSignal::new(String::new());
    let field = match gap.mending() {
        Mending::Together(number) => Project::SCHEMA.field(number).map(|field| (number, field)),
        _ => None,
    };
    let control = field.map(|(_, field)| {
        let label = [field.label, " for those chosen"].concat();
        let on_input = Callback::new(move |typed| text.set(typed));
        view! { <Field label=label control=control_of(field) value=text error=error on_input=on_input/> }.into_any()
    });
    let verb = if field.is_some() { "Set for " } else { "Mark as looked at: " };
    let words = move || [verb, &count(picked.with(Vec::len), "project")].concat();
    let perform = move |_| {
        let (ids, typed, today) = (picked.get_untracked(), text.get_untracked(), session::today_untracked());
        let command = match field {
            Some((_, field)) if typed.trim().is_empty() => Err([field.label, " is missing."].concat()),
            Some((number, _)) => store::with(|portfolio| set_field(&PROJECTS, portfolio, &ids, number, &typed, today)),
            None => Ok(store::with(|portfolio| look_at(portfolio, &ids, today))),
        };
        match command.and_then(|command| actions::try_dispatch(&command)) {
            Ok(()) => {
                error.set(String::new());
                text.set(String::new());
                chosen.set(Vec::new());
            }
            Err(sentence) => error.set(sentence),
        }
    };
    view! {
        <div class="gap-together">
            <label class="flag"><input type="checkbox" prop:checked=has_all on:change=pick_all/><span>"All"</span></label>
            {control}
            <button type="button" class="btn small" disabled=move || picked.with(Vec::is_empty) on:click=perform>{words}</button>
        </div>
    }
}

fn row(id: Id, key: u64, chosen: Option<RwSignal<Vec<Id>>>) -> AnyView {
    let gap = gap_of(key);
    let described = store::with(|portfolio| {
        let (rules, today) = (portfolio.settings().status_rules(), session::today());
        portfolio.get::<Project>(id).map(|project| {
            (project.code.to_string(), project.name.to_string(), gap.field(&counted(portfolio, project), today, rules))
        })
    });
    let (code, name, number) = described.unwrap_or_default();
    let pick = chosen.map(|chosen| {
        let choose = move |event| {
            chosen.update(|all| {
                all.retain(|other| *other != id);
                if event_target_checked(&event) {
                    all.push(id);
                }
            });
        };
        let is_chosen = move || chosen.with(|all| all.contains(&id));
        view! { <input type="checkbox" aria-label=name.clone() prop:checked=is_chosen on:change=choose/> }
    });
    let remedy = gap.remedy();
    let label = [remedy, ": ", &name].concat();
    let detail = Memo::new(move |_| {
        store::track_record(id);
        let today = session::today();
        store::with(|portfolio| {
            let rules = portfolio.settings().status_rules();
            portfolio
                .get::<Project>(id)
                .map(|project| gap.detail(&counted(portfolio, project), today, rules))
                .unwrap_or_default()
        })
    });
    let in_place = matches!(gap.mending(), Mending::InPlace | Mending::Together(_));
    let place = Project::SCHEMA.field(number).filter(|_| in_place).map(|field| FieldPlace { id, number, field });
    let tab = if gap == Gap::BegunAsIdea { ProjectTab::Gates } else { ProjectTab::Fields };
    let href = router::href(&tab.of(id));
    let is_reported = matches!(gap.mending(), Mending::LookAt | Mending::Report);
    let report = move |_| {
        MENDING.set(key);
        desk::show(Shared::Status(Some(id)));
    };
    let mend = match place {
        Some(place) => mend_in_place(place, key, label, remedy),
        None if is_reported => view! {
            <button type="button" class="btn small" id=button_id(key, id.0) aria-label=label on:click=report>{remedy}</button>
        }
        .into_any(),
        None => view! {
            <a class="btn small" id=button_id(key, id.0) href=href.clone() aria-label=label>{remedy}</a>
        }
        .into_any(),
    };
    view! {
        <li class="gap-entry">
            {pick}<span class="code">{code}</span>
            <span class="gap-of"><a class="truncate" href=href>{name}</a>
                <span class="cell-note" hidden=move || detail.with(String::is_empty)>{detail}</span></span>
            {mend}
        </li>
    }
    .into_any()
}

/// A button that turns into the small form of the field.
fn mend_in_place(place: FieldPlace, key: u64, label: String, remedy: &'static str) -> AnyView {
    let editing = RwSignal::new(false);
    let start = move |_| {
        MENDING.set(key);
        editing.set(true);
        focus_soon(input_id(place, 0));
    };
    let was = StoredValue::new(false);
    let body = move || {
        if editing.get() {
            was.set_value(true);
            return view! { <div class="gap-edit"><strong>{place.field.label}</strong>{editor(place, editing)}</div> }
                .into_any();
        }
        if was.get_value() {
            // Left without saving: the row is still here.
            focus_soon(button_id(key, place.id.0));
        }
        let label = label.clone();
        view! { <button type="button" class="btn small" id=button_id(key, place.id.0) aria-label=label on:click=start>{remedy}</button> }
            .into_any()
    };
    view! { {body} }.into_any()
}
