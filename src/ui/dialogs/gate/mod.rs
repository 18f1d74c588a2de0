//! The gate review: checklist, suggestion with its arithmetic, decision with what it demands. One transaction.

mod answer;
mod checklist;
mod close;
mod decision;
mod facts;
mod lessons;
mod records;

pub use close::close_condition_dialog;
pub use facts::facts;

use super::size_dialog;
use crate::domain::gates::suggestion::Suggestion;
use crate::domain::gates::{Gate, Outcome};
use crate::domain::id::Id;
use crate::domain::money::Currency;
use crate::domain::records::gate_review::Known;
use crate::domain::records::project::{Phase, State};
use crate::domain::records::{Body, Person, Project};
use crate::domain::value::Value;
use crate::engine::command::{Command, GateProposal};
use crate::engine::decide::suggestion;
use crate::engine::known::known;
use crate::engine::rights;
use crate::store::{self, session};
use crate::ui::board::focus_card;
use crate::ui::desk::{self, Shared};
use crate::ui::draw::view;
use crate::ui::parts::{
    Field, FieldControl, Icon, beside_focus, focus_named, focus_soon, form_dialog_of, icon, info_dialog,
    meter_with_limits, small_icon,
};
use crate::ui::project_board::{go_on_after, place_in_line};
use crate::ui::{actions, drafts, router};
use crate::view::form::{UNFINISHED_DATE, currency_for};
use crate::view::gate_form::GateForm;
use crate::view::gate_records;
use crate::view::gate_words::{Weight, findings, first_words, obstacle};
use crate::view::pages::Page;
use crate::view::project_board::limit::{Breach, breach};
use crate::view::size_class::{Fit, size_shown};
use crate::view::trend::{trends, turn};
use decision::NEXT_GATE;
use leptos::prelude::*;

/// What is missing: the field by stored name, and the sentence.
type Missing = Vec<(&'static str, String)>;

/// A review that is being filled in.
#[derive(Clone, Copy)]
struct Review {
    form: RwSignal<GateForm>,
    /// What is missing at this moment.
    missing: Memo<Missing>,
    /// Whether somebody has tried to decide: from then on what is missing is marked where it is missing.
    tried: RwSignal<bool>,
    /// Whether the next gate was begun and not finished as another decision was chosen.
    unfinished: RwSignal<bool>,
    /// That a decision was let go, and why.
    dropped: RwSignal<String>,
    sum: Memo<Suggestion>,
    people: Signal<Vec<String>>,
    /// Names of who can decide: people and bodies.
    deciders: Signal<Vec<String>>,
    /// Who has the right to decide, in a sentence; empty where no right is recorded.
    holder: Memo<String>,
    /// The body that has it; empty if it is none.
    holder_body: Memo<String>,
    /// Asked where somebody decides who has not the right to.
    question: Memo<Option<String>>,
    /// The phase that the decision would take over its limit.
    breach: Memo<Option<Breach>>,
    /// The decision that a move on the board stands for.
    moved: Option<Outcome>,
}

/// Where the focus goes for a demand.
fn field_id(name: &str) -> String {
    ["gate-", name].concat()
}

/// What is said of a project that cannot be reviewed.
fn not_there(is_deleted: bool) -> AnyView {
    let (title, sorry) = match is_deleted {
        true => (
            "Project not there",
            "This project is no longer there. Undo, or another tab, may have taken it away. What was typed is kept and is here again once the project is back.",
        ),
        false => ("No gate ahead", "A closed project has no gate ahead. Undo its closing, or start a new project."),
    };
    info_dialog(title, "", view! { <p>{sorry}</p> }.into_any())
}

/// That the size class is smaller than the points say and nothing permits that, with the way to mend it; nothing where it is not so.
fn size_note(project: Id) -> AnyView {
    let words = Memo::new(move |_| {
        store::track_history();
        let today = session::today();
        store::with(|portfolio| {
            let shown = size_shown(portfolio, portfolio.get::<Project>(project)?, today);
            (shown.fit == Fit::Short).then(|| shown.fit_words())
        })
        .unwrap_or_default()
    });
    // What was typed in the review is a draft meanwhile, and is there again afterwards.
    let back = |project| desk::show(Shared::Gate { project, outcome: None, towards: None });
    let choose = move |_| {
        desk::show_own(move || size_dialog(project, back));
    };
    view! {
        <p class="gate-size" role="status" hidden=move || words.with(String::is_empty)>
            {small_icon(Icon::TriangleAlert)}
            <span>{words}" What is asked of it is that of the smaller class."</span>
            <button type="button" class="btn small" on:click=choose>"Choose a size class…"</button>
        </p>
    }
    .into_any()
}

/// The dialog of a gate review. `outcome` and `towards` say what a move on the board stands for: the decision, and the phase to
/// which it leads back or on. Neither is chosen by that.
pub fn gate_dialog(project: Id, outcome: Option<Outcome>, towards: Option<Phase>) -> AnyView {
    let today = session::today_untracked();
    let own = store::with(|portfolio| portfolio.get::<Project>(project).filter(|own| !own.meta.deleted).cloned());
    let form = store::with(|portfolio| GateForm::new(portfolio, own.as_ref()?, towards, today));
    let Some((own, form)) = own.clone().zip(form) else { return not_there(own.is_none()) };
    let beside = beside_focus();
    let gate = form.gate;
    let title = match gate {
        Gate::Resume => "Gate review: resume".to_owned(),
        gate => ["Gate review ", gate.label(), ": ", gate.border()].concat(),
    };
    let size = own.size_class.label().to_ascii_lowercase();
    let place = place_in_line(project).map(|place| [&place, ": "].concat()).unwrap_or_default();
    let sub = [&place, &*own.code, " ", &own.name, ", ", &size, " project"].concat();
    let first = StoredValue::new(form.clone());
    let form = RwSignal::new(form);
    let kept_as = ["gate/", &project.to_string(), "/", gate.name()].concat();
    let draft = drafts::keep(
        kept_as,
        move || form.with(GateForm::texts),
        move |texts| {
            let mut filled = first.get_value();
            filled.fill(texts);
            form.set(filled);
        },
    );
    let kept = StoredValue::new(own.clone());
    let review = review_of(form, &own, outcome);
    let Review { missing, tried, sum, .. } = review;
    let trend = trend(&own);
    let known = Known { trend: trend.as_str().into(), ..store::with(|portfolio| known(portfolio, &own, today)) };
    let known = StoredValue::new(known);
    let deciding = StoredValue::new(false);
    let away = Memo::new(move |_| {
        let now = store::record::<Project, _>(project, |own| (own.phase, own.state));
        // What this review decides does not go away.
        if deciding.get_value() {
            String::new()
        } else {
            away_words(kept.with_value(|own| (own.phase, own.state)), now)
        }
    });
    // Asked at the first decision: who decides matters more than who types, but the history names both.
    let asked_who = session::working_as_untracked().is_empty();
    let recorder = RwSignal::new(String::new());
    let first_gate = outcome.filter(|own| *own == Outcome::Go).and(towards);
    let first_gate = first_words(gate, own.phase, first_gate);
    let first_gate = (!first_gate.is_empty())
        .then(|| view! { <p class="gate-first">{small_icon(Icon::Info)}<span>{first_gate}</span></p> });
    let body = view! {
        <div class="gate">
            <div class="gate-top">
                <p class="gate-away" role="alert" tabindex="-1" id=field_id("away") hidden=move || away.with(String::is_empty)>{move || away.get()}</p>
                {first_gate}
                {size_note(project)}
                <section aria-label="Facts of the project">{known.with_value(|known| facts::facts(known, today))}</section>
            </div>
            {suggested(sum)}
            <div class="gate-evidence">{checklist::checklist(&own, review)}{lessons::lessons(&own, review)}</div>
            <div class="gate-decision">
                {decision::decision(&own, gate, review)}
                {asked_who.then(|| who(recorder, review.people))}
            </div>
        </div>
    };
    let decide = move || {
        if !away.with_untracked(String::is_empty) {
            return focus_soon(field_id("away"));
        }
        tried.set(true);
        if missing.with_untracked(|all| !all.is_empty()) {
            return focus_soon(field_id("missing"));
        }
        let mut proposal = form.with_untracked(|form| kept.with_value(|own| proposal_of(own, form)));
        proposal.review.known = known.get_value();
        let name = recorder.with_untracked(|name| name.trim().to_owned());
        if !name.is_empty() {
            session::work_as(&name);
        }
        deciding.set_value(true);
        let is_done = actions::dispatch_offering(&Command::act(proposal), answer::offers(project));
        deciding.set_value(is_done);
        if is_done && !go_on_after(project) {
            desk::close();
            if router::route_untracked().page == Page::Board {
                focus_card(project);
            } else {
                focus_named(beside.clone());
            }
        }
    };
    let note = view! { {move || error_summary(review)} }.into_any();
    form_dialog_of(&title, &sub, true, body.into_any(), "Record decision", Box::new(decide), Some(draft), Some(note))
}

/// What a form proposes to decide of a project, with what is known of it today.
pub fn proposal_of(project: &Project, form: &GateForm) -> GateProposal {
    let today = session::today_untracked();
    let mut proposal = form.proposal(currency());
    let breach = store::with(|portfolio| breach(portfolio, project, form.outcome, form.back_to));
    if let Some(breach) = breach {
        proposal.review.reasons = breach.reasons(&proposal.review.reasons, form.over_limit.trim()).as_str().into();
    }
    let trend = trend(project);
    proposal.review.known =
        Known { trend: trend.as_str().into(), ..store::with(|portfolio| known(portfolio, project, today)) };
    proposal.review.records = store::with(|portfolio| gate_records::kept(portfolio, project, form.gate, today));
    proposal
}

/// A review as a part of something larger, such as a meeting: facts, criteria and decision over a form that is kept elsewhere.
pub struct GateSheet {
    /// What is drawn.
    pub body: AnyView,
    /// What is missing.
    pub missing: Memo<Missing>,
    /// Whether somebody has tried to decide.
    pub tried: RwSignal<bool>,
}

/// The review of a project over that form.
pub fn gate_sheet(project: &Project, form: RwSignal<GateForm>) -> GateSheet {
    let gate = form.with_untracked(|form| form.gate);
    let review = review_of(form, project, None);
    let (today, trend) = (session::today_untracked(), trend(project));
    let known = Known { trend: trend.as_str().into(), ..store::with(|portfolio| known(portfolio, project, today)) };
    let open = Memo::new(move |_| {
        form.with(|form| form.answers.iter().filter(|answer| answer.met.is_none() && answer.points.is_none()).count())
    });
    let summary = move || match open.get() {
        0 => "Criteria, all answered".to_owned(),
        open => ["Criteria, ", &*open.to_string(), " to answer"].concat(),
    };
    let body = view! {
        <div class="meeting-gate">
            <section aria-label="Facts of the project">{facts::facts(&known, today)}</section>
            {size_note(project.meta.id)}
            {suggested(review.sum)}
            <details class="fold">
                <summary>{summary}</summary>
                {checklist::checklist(project, review)}
                {lessons::lessons(project, review)}
            </details>
            {decision::decision(project, gate, review)}
            {move || error_summary(review)}
        </div>
    };
    GateSheet { body: body.into_any(), missing: review.missing, tried: review.tried }
}

/// A review over a form: what its answers suggest, what is missing, who has the right to decide. `moved` is the decision that a move on the
/// board stands for.
fn review_of(form: RwSignal<GateForm>, own: &Project, moved: Option<Outcome>) -> Review {
    let (kept, gate) = (StoredValue::new(own.clone()), form.with_untracked(|form| form.gate));
    let sum = Memo::new(move |_| {
        let proposal = form.with(|form| form.proposal(Currency::GBP));
        store::with(|portfolio| kept.with_value(|own| suggestion(portfolio, own, &proposal)))
    });
    let (people, deciders) = store::with(|portfolio| {
        let people: Vec<String> = portfolio.all::<Person>().map(|own| own.name.to_string()).collect();
        let bodies = portfolio.open::<Body>().map(|body| body.name.to_string());
        let deciders: Vec<String> = bodies.chain(people.iter().cloned()).collect();
        (people, deciders)
    });
    let holder = Memo::new(move |_| {
        store::track_history();
        let released = form.with(|form| form.proposal(currency()).review.funding_released);
        store::with(|portfolio| {
            kept.with_value(|own| {
                let amounts = rights::amounts_of_gate(portfolio, own, released);
                rights::who_decides(portfolio, rights::matter_of(own, gate)?, own, amounts)
            })
        })
        .unwrap_or_default()
    });
    let holder_body = Memo::new(move |_| {
        store::track_history();
        store::with(|portfolio| {
            kept.with_value(|own| rights::body_for_gate(portfolio, own, gate)).map(|body| portfolio.called(body))
        })
        .unwrap_or_default()
    });
    let question = Memo::new(move |_| {
        store::track_history();
        let proposal = form.with(|form| form.proposal(currency()));
        store::with(|portfolio| kept.with_value(|own| rights::question_of_gate(portfolio, own, &proposal)))
    });
    let breach = Memo::new(move |_| {
        let (outcome, back_to) = form.with(|form| (form.outcome, form.back_to));
        store::with(|portfolio| kept.with_value(|own| breach(portfolio, own, outcome, back_to)))
    });
    let unfinished = RwSignal::new(false);
    let missing = Memo::new(move |_| {
        let breach = breach.get();
        // What the records say changes as work is accepted or waived.
        store::track_history();
        let mut all = store::with(|portfolio| {
            kept.with_value(|own| form.with(|form| form.missing(portfolio, own, currency(), breach)))
        });
        if unfinished.get() {
            all.retain(|own| own.0 != NEXT_GATE);
            all.push((NEXT_GATE, ["The date ", UNFINISHED_DATE, "."].concat()));
        }
        all
    });
    let (tried, dropped) = (RwSignal::new(false), RwSignal::new(String::new()));
    let review = Review {
        form,
        missing,
        tried,
        unfinished,
        dropped,
        sum,
        people: Signal::stored(people),
        deciders: Signal::stored(deciders),
        holder,
        holder_body,
        question,
        breach,
        moved,
    };
    // What became impossible does not stay chosen.
    Effect::new(move |_| {
        let sum = sum.get();
        let is_impossible = |form: &GateForm| form.outcome.is_some_and(|own| !obstacle(own, &sum).is_empty());
        if form.with_untracked(is_impossible) {
            let let_go = form.try_update(|form| form.drop_impossible(&sum)).flatten();
            let words =
                |(outcome, why): (Outcome, &str)| [outcome.label(), " is no longer chosen: ", why, "."].concat();
            dropped.set(let_go.map(words).unwrap_or_default());
        }
    });
    review
}

/// Says that the project is not where it was when the form was opened; empty while it is. What was typed is a draft by then.
fn away_words(before: (Phase, State), now: Option<(Phase, State)>) -> String {
    match now {
        Some(now) if now == before => String::new(),
        Some((phase, _)) => [
            "This project was moved to ",
            phase.label(),
            " meanwhile, perhaps in another tab. Close this review: what you typed is kept as its draft.",
        ]
        .concat(),
        None => "This project was taken away meanwhile, perhaps in another tab. What you typed is kept as a draft and is here again once the project is back.".to_owned(),
    }
}

/// How the status had changed, in words; empty where there is nothing to compare.
fn trend(own: &Project) -> String {
    let today = session::today_untracked();
    store::with_history(|portfolio, history| {
        let all = trends(own, history, &store::id_of, session::offset_at, portfolio.settings().status_rules());
        all.first().and_then(|reports| turn(reports, today)).map(|own| own.1).unwrap_or_default()
    })
}

/// Has a missing document become a condition, of a conditional go where the facts allow one.
fn go_conditional(review: Review, text: &str) {
    let why = review.sum.with_untracked(|sum| obstacle(Outcome::ConditionalGo, sum));
    let at = review.form.try_update(|form| {
        if why.is_empty() {
            form.outcome = Some(Outcome::ConditionalGo);
        }
        form.add_condition(text)
    });
    let at = at.unwrap_or_default();
    if why.is_empty() {
        review.dropped.set(String::new());
        focus_soon(decision::part_id(at, 1));
    } else {
        let number = (at + 1).to_string();
        review
            .dropped
            .set(["Kept as condition ", &number, ". Conditional go is not possible yet: ", why, "."].concat());
        focus_soon(field_id("outcome"));
    }
}

fn who(recorder: RwSignal<String>, people: Signal<Vec<String>>) -> AnyView {
    view! {
        <div class="form">
            <Field label="Recorded by" control=FieldControl::Named(people, "") value=recorder optional=true
                help="Your name. It stands beside your changes in the history and stays in this browser."
                on_input=Callback::new(move |text| recorder.set(text))/>
        </div>
    }
    .into_any()
}

/// The currency of amounts that name none.
pub fn currency() -> Currency {
    currency_for(&Value::Null, store::with(|portfolio| portfolio.settings().currency))
}

/// What is still missing, beside the buttons: told of quietly until somebody tries to decide.
fn error_summary(review: Review) -> AnyView {
    let missing = review.missing.get();
    let heading = match missing.len() {
        0 => return ().into_any(),
        1 => "One thing is missing".to_owned(),
        count => [&count.to_string(), " things are missing"].concat(),
    };
    let row = |(field, sentence): (&'static str, String)| {
        view! { <li><button type="button" on:click=move |_| focus_soon(field_id(field))>{sentence}</button></li> }
            .into_any()
    };
    let rows = missing.into_iter().map(row).collect::<Vec<_>>();
    let (class, role) = match review.tried.get() {
        true => ("gate-missing tried", "alert"),
        false => ("gate-missing", "group"),
    };
    view! {
        <div class=class role=role aria-label="Still missing" tabindex="-1" id=field_id("missing")>
            <h3>{small_icon(Icon::CircleAlert)}{heading}</h3>
            <ul>{rows}</ul>
        </div>
    }
    .into_any()
}

/// What the answers suggest, with the arithmetic.
fn suggested(sum: Memo<Suggestion>) -> AnyView {
    let (go_from, conditional_from) = store::with(|portfolio| portfolio.settings()).gate_limits();
    let limits = [(conditional_from, "conditional"), (go_from, "go")];
    let body = move || {
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
    };
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
