//! The checklist of a gate: facts and documents answered yes, no or not applicable, the rest scored from 0 to 10.

use crate::domain::gates::Gate;
use crate::domain::gates::checklist::{Criterion, CriterionKind};
use crate::domain::records::Project;
use crate::domain::records::gate_review::MustAnswer;
use crate::view::gate_form::{GateForm, criteria_of, group_title};
use leptos::prelude::*;

/// The three groups of criteria; groups without any are left out.
pub fn checklist(project: &Project, gate: Gate, form: RwSignal<GateForm>) -> AnyView {
    let groups = [CriterionKind::Fact, CriterionKind::Document, CriterionKind::Should];
    groups
        .into_iter()
        .filter_map(|kind| {
            let criteria: Vec<_> = criteria_of(project, gate).filter(|criterion| criterion.kind == kind).collect();
            if criteria.is_empty() {
                return None;
            }
            let rows = criteria.into_iter().map(|criterion| row(criterion, form)).collect_view();
            let demand = (kind == CriterionKind::Fact).then_some("answers");
            Some(view! {
                <section class="checklist" tabindex="-1" data-demand=demand>
                    <h3>{group_title(kind)}</h3>
                    <ul>{rows}</ul>
                </section>
            })
        })
        .collect_view()
        .into_any()
}

fn row(criterion: &'static Criterion, form: RwSignal<GateForm>) -> AnyView {
    let id = criterion.id;
    let noting = RwSignal::new(false);
    let answer = if criterion.kind == CriterionKind::Should { points(criterion, form) } else { met(criterion, form) };
    let note_id = format!("note-{id}");
    view! {
        <li class="criterion">
            <span class="criterion-text" id=format!("criterion-{id}")>{criterion.text}</span>
            {answer}
            <button type="button" class="btn quiet small" aria-expanded=move || noting.get().to_string()
                aria-label=format!("Note on: {}", criterion.text) on:click=move |_| noting.update(|own| *own = !*own)>"Note"</button>
            {move || noting.get().then(|| view! {
                <textarea class="input criterion-note" rows="2" id=note_id.clone() aria-label=format!("Note: {}", criterion.text)
                    prop:value=move || note_of(form, id)
                    on:change=move |event| form.update(|form| form.note(id, &event_target_value(&event)))></textarea>
            })}
        </li>
    }
    .into_any()
}

fn note_of(form: RwSignal<GateForm>, id: &str) -> String {
    form.with(|form| form.answers.iter().find(|answer| &*answer.criterion == id).map(|answer| answer.note.to_string()))
        .unwrap_or_default()
}

fn met(criterion: &'static Criterion, form: RwSignal<GateForm>) -> AnyView {
    let id = criterion.id;
    let now = Memo::new(move |_| {
        form.with(|form| form.answers.iter().find(|answer| &*answer.criterion == id).and_then(|answer| answer.met))
    });
    let options = [
        (MustAnswer::Yes, "Yes", "segment tone-green"),
        (MustAnswer::No, "No", "segment tone-red"),
        (MustAnswer::NotApplicable, "N/A", "segment"),
    ];
    let options = options.map(|(value, words, class)| {
        view! {
            <label class=class>
                <input type="radio" name=id prop:checked=move || now.get() == Some(value)
                    on:change=move |_| form.update(|form| form.answer_met(id, Some(value)))/>
                {words}
            </label>
        }
    });
    view! { <div class="segmented" role="radiogroup" aria-labelledby=format!("criterion-{id}")>{options.collect_view()}</div> }.into_any()
}

fn points(criterion: &'static Criterion, form: RwSignal<GateForm>) -> AnyView {
    let id = criterion.id;
    let now = Memo::new(move |_| {
        form.with(|form| form.answers.iter().find(|answer| &*answer.criterion == id).and_then(|answer| answer.points))
            .map(|points| points.0)
    });
    let options = (0..=10).map(|value| {
        view! {
            <label class="segment">
                <input type="radio" name=id prop:checked=move || now.get() == Some(value)
                    on:change=move |_| form.update(|form| form.answer_points(id, Some(value)))/>
                {value}
            </label>
        }
    });
    view! { <div class="segmented score" role="radiogroup" aria-labelledby=format!("criterion-{id}")>{options.collect_view()}</div> }.into_any()
}
