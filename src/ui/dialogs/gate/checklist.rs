//! The checklist of a gate: facts and documents answered yes, no or not applicable, the rest scored from 0 to 10. Digits and the
//! keys Y and N answer the question that has the focus.

use super::{Review, field_id, go_conditional, records};
use crate::domain::gates::checklist::{Criterion, CriterionKind};
use crate::domain::records::Project;
use crate::store::{self, session};
use crate::ui::draw::view;
use crate::ui::parts::{
    Icon, Segment, Tone, focus_soon, focus_when_drawn, icon, icon_button, pill, segmented, segmented_score,
};
use crate::view::gate_facts::proposed;
use crate::view::gate_words::{answer_by_key, group_help, group_title, group_words};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

const ANSWERS: [Segment; 3] = [
    Segment { value: "yes", text: "Yes", name: "", tone: Tone::Green },
    Segment { value: "no", text: "No", name: "", tone: Tone::Red },
    Segment { value: "na", text: "N/A", name: "Not applicable", tone: Tone::Plain },
];

/// What is said of an answer that says something else than the records.
const AGAINST: &str = "This is against the records. Say why in the note: it stays marked in the decision.";

/// The three groups of criteria; groups without any are left out.
pub fn checklist(project: &Project, review: Review) -> Vec<AnyView> {
    let all = review.form.with_untracked(|form| form.criteria.clone());
    [CriterionKind::Fact, CriterionKind::Document, CriterionKind::Should]
        .into_iter()
        .filter_map(|kind| {
            let criteria: Vec<_> = all.iter().filter(|criterion| criterion.kind == kind).cloned().collect();
            (!criteria.is_empty()).then(|| group(kind, criteria, project, review))
        })
        .collect()
}

fn group(kind: CriterionKind, criteria: Vec<Criterion>, project: &Project, review: Review) -> AnyView {
    let rows = criteria.iter().map(|criterion| row(criterion, project, review)).collect::<Vec<_>>();
    let counted = Signal::derive(move || review.form.with(|form| group_words(kind, &criteria, form)));
    let id = (kind == CriterionKind::Fact).then(|| field_id("answers"));
    view! {
        <section class="gate-group" tabindex="-1" id=id>
            <header><h3>{group_title(kind)}</h3>{pill(counted, Tone::Plain, None)}<p>{group_help(kind)}</p></header>
            <ul>{rows}</ul>
        </section>
    }
    .into_any()
}

fn row(criterion: &Criterion, project: &Project, review: Review) -> AnyView {
    let form = review.form;
    let (id, text, kind) = (criterion.id.clone(), criterion.text.to_string(), criterion.kind);
    let own = id.clone();
    let chosen = Signal::derive(move || form.with(|form| form.answer(&own)));
    let own = id.clone();
    let on_choose = Callback::new(move |chosen: &'static str| form.update(|form| form.set_answer(&own, chosen)));
    let (class, answer) = match kind {
        CriterionKind::Should => ("check score-line", segmented_score(text.clone(), chosen, on_choose)),
        _ => ("check", segmented(text.clone(), &ANSWERS, chosen, on_choose)),
    };
    // Marked once somebody has tried to decide without it.
    let is_open = Signal::derive(move || {
        let is_asked = review.tried.get() && review.missing.with(|all| all.iter().any(|own| own.0 == "answers"));
        is_asked && kind != CriterionKind::Should && chosen.get().is_empty()
    });
    let class = move || if is_open.get() { [class, " unanswered"].concat() } else { class.to_owned() };
    let weight = (criterion.weight() > 1).then(|| {
        view! { <span class="small-text muted">{[" counts ", &criterion.weight().to_string(), " times"].concat()}</span> }
    });
    let records = records::records(project.meta.id, form.with_untracked(|form| form.gate), criterion, review.people);
    let against = records::against(project.meta.id, review, criterion);
    let proposal = store::with(|portfolio| proposed(portfolio, project, &id, session::today_untracked()));
    let proposal = proposal.map(|words| view! { <span class="check-data">{words}</span> });
    let noting = RwSignal::new(form.with_untracked(|form| !form.note_on(&id).is_empty()));
    let note_id = field_id(&id);
    let target = note_id.clone();
    let toggle = Callback::new(move |()| {
        noting.update(|noting| *noting = !*noting);
        focus_soon(target.clone());
    });
    let label = ["Note on: ", &text].concat();
    let own = id.clone();
    let note = Signal::derive(move || form.with(|form| form.note_on(&own)));
    let named = ["check-", &id].concat();
    let place = named.clone();
    let on_key = move |event: KeyboardEvent| {
        let is_plain = !(event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing());
        let target = event.target().and_then(|own| own.dyn_into::<Element>().ok());
        // The answers themselves; in the fields of a waiver one types.
        let is_answer = target.is_some_and(|target| target.matches("[type=radio]").unwrap_or_default());
        if let Some(answer) =
            answer_by_key(kind, &event.key(), chosen.get_untracked()).filter(|_| is_plain && is_answer)
        {
            event.prevent_default();
            on_choose.run(answer);
            focus_when_drawn(["[id=\"", &place, "\"] input:checked"].concat());
        }
    };
    let condition = (kind == CriterionKind::Document).then(|| condition(&text, chosen, review));
    view! {
        <li class=class id=named on:keydown=on_key>
            <span class="check-text">
                {text}{weight}{proposal}{records}
                <span class="check-open" hidden=move || !is_open.get()>"Not answered"</span>
                <span class="check-open" role="status" hidden=move || !against.get()>{move || if against.get() { AGAINST } else { "" }}</span>
            </span>
            {answer}
            {icon_button(Icon::Pencil, label.clone(), "quiet small", toggle)}
            {condition}
            <textarea class="input" rows="2" id=note_id aria-label=label hidden=move || !noting.get() && !against.get() prop:value=note
                on:input=move |event| form.update(|form| form.note(&id, &event_target_value(&event)))></textarea>
        </li>
    }
    .into_any()
}

/// The way from a document that is missing to a condition of a conditional go.
fn condition(text: &str, chosen: Signal<&'static str>, review: Review) -> AnyView {
    let label = ["Make it a condition: ", text].concat();
    let text = text.to_owned();
    let set = move |_| go_conditional(review, &text);
    view! {
        <button type="button" class="btn small check-condition" aria-label=label hidden=move || chosen.get() != "no" on:click=set>
            {icon(Icon::Plus)}"Make it a condition"
        </button>
    }
    .into_any()
}
