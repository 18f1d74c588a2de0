//! Correcting the phases that an import gave: for all its projects at once, or one by one; once. Must not know how lists are read.

use super::import::button;
use crate::domain::id::Id;
use crate::domain::records::project::Phase;
use crate::engine::command::Command;
use crate::engine::decide::CorrectPhases;
use crate::store;
use crate::ui::actions;
use crate::ui::draw::view;
use crate::ui::parts::focus_soon;
use crate::view::correction::{Correctable, correctable};
use crate::view::format::count;
use leptos::prelude::*;
use std::cell::RefCell;

/// Most projects that are shown one by one.
const MOST: usize = 300;

thread_local! {
    /// What is chosen so far.
    static CHOSEN: RefCell<Vec<Correctable>> = const { RefCell::new(Vec::new()) };
    static DRAWN: ArcRwSignal<u32> = ArcRwSignal::new(0);
}

/// The correction of all imported projects that can still be corrected; nothing if there are none.
pub fn of_all() -> AnyView {
    view! { {|| {
        store::track_history();
        offer(store::with(|portfolio| correctable(portfolio, None)))
    }} }
    .into_any()
}

/// The correction of these projects.
pub fn of(made: &[Id]) -> AnyView {
    offer(store::with(|portfolio| correctable(portfolio, Some(made))))
}

fn offer(projects: Vec<Correctable>) -> AnyView {
    if projects.is_empty() {
        return ().into_any();
    }
    let words = ["Correct phases of ", &count(projects.len(), "imported project")].concat();
    CHOSEN.set(projects);
    let body = || {
        DRAWN.with(ArcRwSignal::track);
        form()
    };
    view! {
        <details class="correct-phases">
            <summary>{words}</summary>
            <p class="muted">"Once for all of them, recorded in the history. Afterwards only gate decisions move them."</p>
            {body}
        </details>
    }
    .into_any()
}

fn draw() {
    DRAWN.with(|signal| signal.update(|count| *count += 1));
}

fn form() -> AnyView {
    let projects = CHOSEN.with_borrow(Clone::clone);
    let rows: Vec<AnyView> = match projects.len() {
        0..=MOST => projects.iter().enumerate().map(|(at, project)| row(at, project)).collect(),
        _ => Vec::new(),
    };
    let set_all = |value: String| {
        if let Some(phase) = Phase::parse(&value) {
            CHOSEN.with_borrow_mut(|chosen| chosen.iter_mut().for_each(|project| project.phase = phase));
            draw();
            focus_soon(ALL.to_owned());
        }
    };
    let all = projects
        .first()
        .map(|project| project.phase)
        .filter(|phase| projects.iter().all(|project| project.phase == *phase));
    view! {
        <div class="field">
            <label class="field-label" for=ALL>"All of them are in"</label>
            <select class="input" id=ALL on:change=move |event| set_all(event_target_value(&event))>
                <option value="" selected=all.is_none()>"Different phases"</option>
                {options(all)}
            </select>
        </div>
        <ul class="corrections">{rows.into_iter().collect_view()}</ul>
        {button("Correct phases", "btn primary", carry_out)}
    }
    .into_any()
}

const ALL: &str = "correct-all";

fn row(at: usize, project: &Correctable) -> AnyView {
    let id = ["correct-", &at.to_string()].concat();
    let take = move |value: String| {
        if let Some(phase) = Phase::parse(&value) {
            CHOSEN.with_borrow_mut(|chosen| {
                if let Some(project) = chosen.get_mut(at) {
                    project.phase = phase;
                }
            });
        }
    };
    view! {
        <li class="field">
            <label class="field-label" for=id.clone()>{project.name.clone()}</label>
            <select class="input" id=id on:change=move |event| take(event_target_value(&event))>{options(Some(project.phase))}</select>
        </li>
    }
    .into_any()
}

fn options(chosen: Option<Phase>) -> AnyView {
    let option = |phase: &Phase| {
        view! { <option value=phase.name() selected=Some(*phase) == chosen>{phase.label()}</option> }.into_any()
    };
    Phase::ALL.iter().map(option).collect_view().into_any()
}

fn carry_out() {
    let phases = CHOSEN.with_borrow(|chosen| chosen.iter().map(|project| (project.id, project.phase)).collect());
    if actions::dispatch(&Command::act(CorrectPhases { phases })) {
        focus_soon("import-step".to_owned());
    }
}
