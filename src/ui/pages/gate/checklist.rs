//! The checklist of a gate: facts and documents answered yes, no or not applicable, the rest scored from 0 to 10.

use super::field_id;
use crate::domain::gates::checklist::{Criterion, CriterionKind};
use crate::ui::bind::words;
use crate::ui::draw::view;
use crate::ui::parts::{Icon, Segment, Tone, focus_soon, icon_button, pill, segmented, segmented_score};
use crate::view::gate_form::GateForm;
use crate::view::gate_words::{group_help, group_title, group_words};
use leptos::prelude::*;

const ANSWERS: [Segment; 3] = [
    Segment { value: "yes", text: "Yes", name: "", tone: Tone::Green },
    Segment { value: "no", text: "No", name: "", tone: Tone::Red },
    Segment { value: "na", text: "N/A", name: "Not applicable", tone: Tone::Plain },
];

/// The three groups of criteria; groups without any are left out.
pub fn checklist(form: RwSignal<GateForm>) -> Vec<AnyView> {
    let all = form.with_untracked(|form| form.criteria.clone());
    [CriterionKind::Fact, CriterionKind::Document, CriterionKind::Should]
        .into_iter()
        .filter_map(|kind| {
            let criteria: Vec<_> = all.iter().filter(|criterion| criterion.kind == kind).cloned().collect();
            (!criteria.is_empty()).then(|| group(kind, criteria, form))
        })
        .collect()
}

fn group(kind: CriterionKind, criteria: Vec<Criterion>, form: RwSignal<GateForm>) -> AnyView {
    let rows = criteria.iter().map(|criterion| row(criterion, form)).collect::<Vec<_>>();
    let counted = words(move || form.with(|form| group_words(kind, &criteria, form)));
    let id = (kind == CriterionKind::Fact).then(|| field_id("answers"));
    view! {
        <section class="gate-group" tabindex="-1" id=id>
            <header><h3>{group_title(kind)}</h3>{pill(counted, Tone::Plain, None)}<p>{group_help(kind)}</p></header>
            <ul>{rows}</ul>
        </section>
    }
    .into_any()
}

fn row(criterion: &Criterion, form: RwSignal<GateForm>) -> AnyView {
    let (id, text) = (criterion.id.clone(), criterion.text.to_string());
    let own = id.clone();
    let chosen = Signal::derive(move || form.with(|form| form.answer(&own)));
    let own = id.clone();
    let on_choose = Callback::new(move |chosen: &'static str| form.update(|form| form.set_answer(&own, chosen)));
    let (class, answer) = match criterion.kind {
        CriterionKind::Should => ("check score-line", segmented_score(text.clone(), chosen, on_choose)),
        _ => ("check", segmented(text.clone(), &ANSWERS, chosen, on_choose)),
    };
    let weight = (criterion.weight() > 1).then(|| {
        view! { <span class="small-text muted">{[" counts ", &criterion.weight().to_string(), " times"].concat()}</span> }
    });
    let noting = RwSignal::new(false);
    let note_id = field_id(&id);
    let target = note_id.clone();
    let toggle = Callback::new(move |()| {
        noting.update(|noting| *noting = !*noting);
        focus_soon(target.clone());
    });
    let label = ["Note on: ", &text].concat();
    view! {
        <li class=class>
            <span class="check-text">{text}{weight}</span>
            {answer}
            {icon_button(Icon::Pencil, label.clone(), "quiet small", toggle)}
            <textarea class="input" rows="2" id=note_id aria-label=label hidden=move || !noting.get()
                on:input=move |event| form.update(|form| form.note(&id, &event_target_value(&event)))></textarea>
        </li>
    }
    .into_any()
}
