//! The decision of a gate review: which, by whom, why, what it demands, and the conditions of a conditional go.

use super::{Review, field_id};
use crate::domain::gates::transition::{self, Position};
use crate::domain::gates::{Gate, Outcome, StopReason};
use crate::domain::records::Project;
use crate::domain::records::project::Phase;
use crate::domain::schema::Choice;
use crate::store::{self, session};
use crate::ui::draw::later::after_drawing;
use crate::ui::draw::view;
use crate::ui::parts::{
    ChoiceCard, Field, FieldControl, Icon, bring_in_sight, choice_cards, focus_soon, icon, icon_button, is_half_typed,
};
use crate::view::form::Control;
use crate::view::gate_facts::last_gate;
use crate::view::gate_form::{ConditionRow, GateField, fields};
use crate::view::gate_words::{ALWAYS, AT_WILL, FieldPrompt, as_asked, meaning, obstacle};
use leptos::prelude::*;

pub(super) const NEXT_GATE: &str = "next_gate_on";
const OVER_LIMIT: &str = "The phase may go over its limit. The answer stays in the record, with the reasons.";

/// The decisions to choose from, each with what it asks for below it, then who decided and when.
pub fn decision(project: &Project, gate: Gate, review: Review) -> AnyView {
    let (form, phase) = (review.form, project.phase);
    let at = Position { phase, state: project.state };
    let outcome = Memo::new(move |_| form.with(|form| form.outcome));
    let cards = transition::outcomes(gate, at).iter().map(|own| card(*own, gate, outcome, phase, review)).collect();
    let chosen = Signal::derive(move || outcome.get().map_or("", Outcome::name));
    let on_choose = Callback::new(move |chosen: &'static str| {
        // What a decision asks for is drawn anew, without a date that was begun.
        review.unfinished.set(is_half_typed(&field_id(NEXT_GATE)));
        form.update(|form| form.set_text("outcome", chosen.to_owned()));
        review.dropped.set(String::new());
        after_drawing(|| bring_in_sight(".gate-asked"));
    });
    let over = move || {
        review.breach.get().map(|breach| {
            let question = breach.question();
            let asked = FieldPrompt {
                label: "",
                name: "over_limit",
                help: OVER_LIMIT,
                control: Control::Prose,
                optional: false,
            };
            labelled(question, asked, phase, review)
        })
    };
    // One field for what is asked once somebody decides who has not the right to.
    let why_asked = Memo::new(move |_| review.question.with(Option::is_some));
    let beyond = move || {
        why_asked.get().then(|| {
            let asked = FieldPrompt {
                label: "Why somebody else decides",
                name: "beyond",
                help: "It stays in the record, beside who decided.",
                control: Control::Prose,
                optional: false,
            };
            field(asked, phase, review)
        })
    };
    let at_will = AT_WILL.iter().map(|own| field(*own, phase, review)).collect::<Vec<_>>();
    let dropped = review.dropped;
    view! {
        <div id=field_id("outcome") tabindex="-1">{choice_cards("Decision", cards, chosen, on_choose)}</div>
        <p class="gate-dropped" role="status" hidden=move || dropped.with(String::is_empty)>{dropped}</p>
        {sitting(review)}
        {holder(review)}
        <div class="form">{ALWAYS.iter().map(|own| field(*own, phase, review)).collect::<Vec<_>>()}</div>
        <div class="form">{beyond}{over}</div>
        <details class="fold">
            <summary>"Statements and alternatives"</summary>
            <div class="form">{at_will}</div>
        </details>
    }
    .into_any()
}

/// Day and people of the last gate of the day, for one click.
fn sitting(review: Review) -> Option<AnyView> {
    let last = store::with(|portfolio| last_gate(portfolio, session::today_untracked(), session::offset_at))?;
    let words = ["The last gate today: ", &last.words].concat();
    let take = move |_| {
        review.form.update(|form| {
            form.held_on.clone_from(&last.held_on);
            form.deciders.clone_from(&last.deciders);
            form.attendees.clone_from(&last.attendees);
        });
        focus_soon(field_id("deciders"));
    };
    let row = view! {
        <div class="gate-sitting">
            <p>{words}</p>
            <button type="button" class="btn small" on:click=take>"Take over day and people"</button>
        </div>
    };
    Some(row.into_any())
}

/// Who has the right to decide, and a click that names the body where it is one; nothing where no right is recorded.
fn holder(review: Review) -> AnyView {
    let body = review.holder_body;
    let take = move |_| {
        let name = body.get_untracked();
        review.form.update(|form| form.name_decider(&name));
        focus_soon(field_id("deciders"));
    };
    let holder = review.holder;
    let words = move || ["Name “", &*body.get(), "”"].concat();
    view! {
        <div class="gate-sitting" hidden=move || holder.with(String::is_empty)>
            <p>{move || holder.get()}</p>
            <button type="button" class="btn small" hidden=move || body.with(String::is_empty) on:click=take>{words}</button>
        </div>
    }
    .into_any()
}

fn card(outcome: Outcome, gate: Gate, chosen: Memo<Option<Outcome>>, phase: Phase, review: Review) -> ChoiceCard {
    let note = move || {
        review.sum.with(|sum| match obstacle(outcome, sum) {
            "" if sum.outcome == Some(outcome) => "suggested",
            "" if review.moved == Some(outcome) => "what the move means",
            why => why,
        })
    };
    let is_chosen = Memo::new(move |_| chosen.get() == Some(outcome));
    let below = move || match is_chosen.get() {
        true => demanded(gate, outcome, phase, review),
        false => ().into_any(),
    };
    ChoiceCard {
        value: outcome.name(),
        title: outcome.label(),
        text: meaning(outcome).to_owned(),
        note: Signal::derive(move || note().to_owned()),
        disabled: Signal::derive(move || review.sum.with(|sum| !obstacle(outcome, sum).is_empty())),
        below: Some(view! { {below} }.into_any()),
    }
}

fn demanded(gate: Gate, outcome: Outcome, phase: Phase, review: Review) -> AnyView {
    let back = (outcome == Outcome::Recycle && phase != Phase::Candidate).then_some(FieldPrompt {
        name: "back_to",
        label: "Back to phase",
        help: "",
        control: Control::Choice,
        optional: false,
    });
    let asked = fields(gate, outcome).iter().filter_map(|field| as_asked(*field, outcome));
    let rows = back.into_iter().chain(asked).map(|own| field(own, phase, review)).collect::<Vec<_>>();
    let conditions = fields(gate, outcome).contains(&GateField::Conditions).then(|| conditions(review));
    view! { <div class="gate-asked">{conditions}<div class="form">{rows}</div></div> }.into_any()
}

fn field(asked: FieldPrompt, phase: Phase, review: Review) -> AnyView {
    labelled(asked.label.to_owned(), asked, phase, review)
}

fn labelled(label: String, asked: FieldPrompt, phase: Phase, review: Review) -> AnyView {
    let FieldPrompt { name, help, control, optional, .. } = asked;
    let known = |choices: &[Choice]| choices.iter().map(|own| (own.name.to_owned(), own.label.to_owned())).collect();
    let control = match (control, name) {
        (Control::Date, _) => FieldControl::Date,
        (Control::Money, _) => FieldControl::Number,
        (Control::Named, "deciders") => FieldControl::Named(review.deciders, "person"),
        (Control::Named, _) => FieldControl::Named(review.people, "person"),
        (Control::Choice, "back_to") => {
            let earlier = Phase::ALL.iter().take_while(|own| **own <= phase).count();
            FieldControl::Choice(known(Phase::CHOICES.get(..earlier).unwrap_or_default()))
        }
        (Control::Choice, _) => {
            let mut choices: Vec<_> = known(StopReason::CHOICES);
            choices.insert(0, (String::new(), "Choose".to_owned()));
            FieldControl::Choice(choices)
        }
        _ => FieldControl::Prose,
    };
    let value = Signal::derive(move || review.form.with(|form| form.text(name)));
    let on_input = Callback::new(move |text| {
        if name == NEXT_GATE {
            review.unfinished.set(false);
        }
        review.form.update(|form| form.set_text(name, text));
    });
    drawn(label, control, value, on_input, help, optional, error_of(review, name), field_id(name))
}

fn error_of(review: Review, name: &'static str) -> Signal<String> {
    Signal::derive(move || {
        let sentence = |missing: &super::Missing| missing.iter().find(|own| own.0 == name).map(|own| own.1.clone());
        // Nobody is told of what they have not come to yet, but for a date that would get lost.
        let is_said = review.tried.get() || (name == NEXT_GATE && review.unfinished.get());
        if is_said { review.missing.with(sentence).unwrap_or_default() } else { String::new() }
    })
}

/// The one place at which the part is used, so that it is compiled once.
#[expect(clippy::too_many_arguments, reason = "what a field of a form is made of")]
fn drawn(
    label: String,
    control: FieldControl,
    value: Signal<String>,
    on_input: Callback<String>,
    help: &'static str,
    optional: bool,
    error: Signal<String>,
    id: String,
) -> AnyView {
    view! {
        <Field label=label control=control value=value on_input=on_input help=help error=error optional=optional id=id/>
    }
    .into_any()
}

/// Rows of conditions that can be added and taken away.
fn conditions(review: Review) -> AnyView {
    let form = review.form;
    let count = Memo::new(move |_| form.with(|form| form.conditions.len()));
    let rows = move || (0..count.get()).map(|at| condition(at, review)).collect::<Vec<_>>().into_any();
    let add = move |_| {
        let at = count.get_untracked();
        if is_any_unfinished(at, None) {
            return;
        }
        form.update(|form| form.conditions.push(ConditionRow::default()));
        focus_soon(part_id(at, 0));
    };
    let error = error_of(review, "conditions");
    view! {
        <section class="demands" id=field_id("conditions") tabindex="-1">
            <h3>"Conditions"</h3>
            {rows}
            <p class="field-error" hidden=move || error.with(String::is_empty)>{error}</p>
            <button type="button" class="btn small" on:click=add>{icon(Icon::Plus)}"Add a condition"</button>
        </section>
    }
    .into_any()
}

pub(super) fn part_id(at: usize, part: u8) -> String {
    format!("condition-{at}-{part}")
}

/// Whether a due date but that of one row was begun and not finished: it has the focus then, and its field says so. The rows
/// are drawn anew with each that comes or goes, which would drop it.
fn is_any_unfinished(count: usize, but: Option<usize>) -> bool {
    let mut ids = (0..count).filter(|at| Some(*at) != but).map(|at| part_id(at, 2));
    let id = ids.find(|id| is_half_typed(id));
    let is_any = id.is_some();
    id.into_iter().for_each(focus_soon);
    is_any
}

fn condition(at: usize, review: Review) -> AnyView {
    let number = (at + 1).to_string();
    let remove = Callback::new(move |()| {
        if is_any_unfinished(review.form.with_untracked(|form| form.conditions.len()), Some(at)) {
            return;
        }
        review.form.update(|form| {
            if at < form.conditions.len() {
                form.conditions.remove(at);
            }
        });
        focus_soon(field_id("conditions"));
    });
    let row = |part: u8, label: String, control: FieldControl| {
        let form = review.form;
        let on_input = Callback::new(move |text| {
            form.update(|form| {
                if let Some(own) = form.condition(at, part) {
                    *own = text;
                }
            });
        });
        let value = Signal::derive(move || form.with(|form| form.condition_text(at, part)));
        drawn(label, control, value, on_input, "", false, Signal::stored(String::new()), part_id(at, part))
    };
    view! {
        <div class="condition">
            {row(0, ["Condition ", &number].concat(), FieldControl::Line)}
            {icon_button(Icon::Trash, ["Remove condition ", &number].concat(), "quiet", remove)}
            <div class="form columns">
                {row(1, ["Owner of condition ", &number].concat(), FieldControl::Named(review.people, "person"))}
                {row(2, ["Due date of condition ", &number].concat(), FieldControl::Date)}
            </div>
        </div>
    }
    .into_any()
}
