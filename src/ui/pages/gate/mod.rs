//! The gate review: checklist, suggestion with its arithmetic, decision with what it demands. One transaction.

mod answer;
mod checklist;
mod close;
mod decision;

pub use close::close_condition_dialog;

use crate::domain::gates::suggestion::Suggestion;
use crate::domain::gates::{Gate, Outcome};
use crate::domain::id::Id;
use crate::domain::money::Currency;
use crate::domain::records::project::Phase;
use crate::domain::records::{Person, Project};
use crate::domain::value::Value;
use crate::engine::command::Command;
use crate::engine::decide::{demands, suggestion};
use crate::engine::rejection::Rejection;
use crate::store::{self, session};
use crate::ui::bind::part;
use crate::ui::draw::view;
use crate::ui::pages::board::{focus_card, go_on_after, place_in_line};
use crate::ui::parts::{Field, FieldControl, Icon, focus_soon, icon, meter_with_limits, small_icon};
use crate::ui::{actions, desk, shell};
use crate::view::board_limit::{Breach, breach};
use crate::view::form::currency_for;
use crate::view::gate_form::GateForm;
use crate::view::gate_words::{Weight, findings};
use leptos::prelude::*;

/// What is missing: the field by stored name, and the sentence.
type Missing = Vec<(&'static str, String)>;

/// A review that is being filled in.
#[derive(Clone, Copy)]
struct Review {
    form: RwSignal<GateForm>,
    missing: RwSignal<Missing>,
    sum: Memo<Suggestion>,
    people: Signal<Vec<String>>,
    /// The phase that the decision would take over its limit.
    breach: Memo<Option<Breach>>,
}

/// Where the focus goes for a demand.
fn field_id(name: &str) -> String {
    ["gate-", name].concat()
}

/// The dialog of a gate review. `outcome` and `back_to` are what the move on the board suggests.
pub fn gate_dialog(project: Id, outcome: Option<Outcome>, back_to: Option<Phase>) -> AnyView {
    let today = session::today_untracked();
    let own = store::with(|portfolio| portfolio.get::<Project>(project).cloned());
    let back_to = back_to.or(own.as_ref().map(|own| own.phase));
    let form = store::with(|portfolio| GateForm::new(portfolio, own.as_ref()?, outcome, back_to, today));
    let Some((own, form)) = own.zip(form) else {
        let sorry = "A closed project has no gate ahead. Undo its closing, or start a new project.";
        return shell::info_dialog("No gate ahead", "", view! { <p>{sorry}</p> }.into_any());
    };
    let gate = form.gate;
    let title = match gate {
        Gate::Resume => "Gate review: resume".to_owned(),
        gate => ["Gate review ", gate.label(), ": ", gate.border()].concat(),
    };
    let size = own.size_class.label().to_ascii_lowercase();
    let place = place_in_line(project).map(|place| [&place, ": "].concat()).unwrap_or_default();
    let sub = [&place, &*own.code, " ", &own.name, ", ", &size, " project"].concat();
    let form = RwSignal::new(form);
    let kept = StoredValue::new(own.clone());
    let sum = Memo::new(move |_| {
        let proposal = form.with(|form| form.proposal(Currency::GBP));
        store::with(|portfolio| kept.with_value(|own| suggestion(portfolio, own, &proposal)))
    });
    let people = store::with(|portfolio| portfolio.all::<Person>().map(|own| own.name.to_string()).collect());
    let over = Memo::new(move |_| {
        let (outcome, back_to) = form.with(|form| (form.outcome, form.back_to));
        store::with(|portfolio| kept.with_value(|own| breach(portfolio, own, outcome, back_to)))
    });
    let missing = RwSignal::new(Vec::new());
    let review = Review { form, missing, sum, people: Signal::stored(people), breach: over };
    // Asked at the first decision: who decides matters more than who types, but the history names both.
    let asked_who = session::working_as_untracked().is_empty();
    let recorder = RwSignal::new(String::new());
    let body = view! {
        <div class="gate">
            <div class="gate-evidence">{checklist::checklist(form)}</div>
            <div class="gate-decision">
                {suggested(sum)}
                {decision::decision(&own, gate, review)}
                {asked_who.then(|| who(recorder, review.people))}
                {move || error_summary(&review.missing.get())}
            </div>
        </div>
    };
    let decide = move || {
        let mut proposal = form.with_untracked(|form| form.proposal(currency()));
        let mut found = match proposal_is_chosen(form) {
            false => vec![("outcome", "Choose a decision.".to_owned())],
            true => kept.with_value(|own| demanded(store::with(|portfolio| demands(portfolio, own, &proposal)))),
        };
        if let Some(breach) = over.get_untracked() {
            let why = form.with_untracked(|form| form.over_limit.trim().to_owned());
            if why.is_empty() {
                found.push(("over_limit", breach.demand()));
            }
            proposal.review.reasons = breach.reasons(&proposal.review.reasons, &why).as_str().into();
        }
        let complete = found.is_empty();
        let name = recorder.with_untracked(|name| name.trim().to_owned());
        if complete && !name.is_empty() {
            session::work_as(&name);
        }
        review.missing.set(found);
        if !complete {
            focus_soon(field_id("missing"));
        } else if actions::dispatch_offering(&Command::ReviewGate(Box::new(proposal)), answer::offers(project))
            && !go_on_after(project)
        {
            desk::close();
            focus_card(project);
        }
    };
    shell::form_dialog(&title, &sub, true, body.into_any(), "Record decision", decide)
}

fn who(recorder: RwSignal<String>, people: Signal<Vec<String>>) -> AnyView {
    view! {
        <div class="form">
            <Field label="Recorded by" control=FieldControl::Named(people) value=recorder optional=true
                help="Your name. It stands beside your changes in the history and stays in this browser."
                on_input=Callback::new(move |text| recorder.set(text))/>
        </div>
    }
    .into_any()
}

fn proposal_is_chosen(form: RwSignal<GateForm>) -> bool {
    form.with_untracked(|form| form.outcome.is_some())
}

fn demanded(found: Vec<Rejection>) -> Missing {
    let one = |rejection| match rejection {
        Rejection::Demands { field, sentence } => (field, sentence),
        other => ("outcome", other.to_string()),
    };
    found.into_iter().map(one).collect()
}

/// The currency of amounts that name none.
pub fn currency() -> Currency {
    currency_for(&Value::Null, store::with(|portfolio| portfolio.settings().currency))
}

fn error_summary(missing: &Missing) -> AnyView {
    let heading = match missing.len() {
        0 => return ().into_any(),
        1 => "One thing is missing".to_owned(),
        count => format!("{count} things are missing"),
    };
    let row = |(field, sentence): &(&'static str, String)| {
        let field = *field;
        view! { <li><button type="button" on:click=move |_| focus_soon(field_id(field))>{sentence.clone()}</button></li> }
            .into_any()
    };
    view! {
        <div class="error-summary" role="alert" tabindex="-1" id=field_id("missing")>
            <h3>{icon(Icon::CircleAlert)}{heading}</h3>
            <ul>{missing.iter().map(row).collect::<Vec<_>>()}</ul>
        </div>
    }
    .into_any()
}

/// What the answers suggest, with the arithmetic.
fn suggested(sum: Memo<Suggestion>) -> AnyView {
    let (go_from, conditional_from) = store::with(|portfolio| portfolio.settings()).gate_limits();
    let limits = [(conditional_from, "conditional"), (go_from, "go")];
    let body = part(move || {
        sum.with(|sum| {
            let words = sum.outcome.map_or("Nothing yet", Outcome::label);
            let share = sum.share().unwrap_or(0);
            let label = format!("{} of {} points", sum.points, sum.possible);
            let lines = findings(sum, go_from, conditional_from).into_iter().map(finding).collect::<Vec<_>>();
            view! {
                <p class="suggestion-outcome">{icon(Icon::Flag)}{words}</p>
                {meter_with_limits(Signal::stored(share), label, &limits)}
                <ul>{lines}</ul>
            }
            .into_any()
        })
    });
    // Spoken when it changes, and not after each answer; the arithmetic is there to be read.
    let spoken = Memo::new(move |_| sum.with(|sum| sum.outcome.map_or("", Outcome::label)));
    let words = move || spoken.with(|own| if own.is_empty() { String::new() } else { ["Suggested: ", own].concat() });
    view! {
        <section class="suggestion" aria-label="Suggestion">
            <h3>"What the answers suggest"</h3>
            <p class="visually-hidden" role="status">{words}</p>
            {body}
        </section>
    }
    .into_any()
}

fn finding((weight, words): (Weight, String)) -> AnyView {
    let (tone, face) = match weight {
        Weight::Forbids => ("tone-red", Icon::X),
        Weight::Limits => ("tone-amber", Icon::TriangleAlert),
        Weight::Plain => ("", Icon::Info),
    };
    view! { <li class=tone>{small_icon(face)}<span>{words}</span></li> }.into_any()
}
