//! The deliverables that the size class of a project demands, offered to be taken into work in one step; unwanted ones are left out with
//! a reason, which is a waiver. Must not know which there are.

use super::copy;
use crate::domain::date::Date;
use crate::domain::gates::standing::Standing;
use crate::domain::id::Id;
use crate::domain::records::project::Phase;
use crate::domain::records::{Person, Project};
use crate::domain::work::columns::PHASES;
use crate::engine::command::Command;
use crate::engine::decide::{TakeDeliverables, Waiving};
use crate::engine::deliverables::owed;
use crate::store::{self, session};
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, Icon, focus_heading, form_dialog, icon};
use crate::ui::why_else::why_else;
use crate::ui::{actions, desk};
use crate::view::format;
use leptos::prelude::*;

/// A deliverable that nobody took yet.
#[derive(Clone, PartialEq)]
struct Offered {
    id: &'static str,
    title: String,
    done_rule: &'static str,
    role: &'static str,
    phase: Phase,
}

fn missing(project: Id) -> Vec<Offered> {
    let today = session::today();
    store::with(|portfolio| {
        let Some(of) = portfolio.get::<Project>(project) else { return Vec::new() };
        // What is over needs no more of them.
        let is_to_come = |phase: &Phase| *phase >= of.phase && of.goes_on_with(*phase);
        let in_phase = |phase| {
            let missing =
                owed(portfolio, of, phase, today).into_iter().filter(|owed| owed.standing == Standing::Missing);
            missing.map(move |owed| Offered {
                id: owed.deliverable.id,
                title: owed.deliverable.title,
                done_rule: owed.deliverable.done_rule,
                role: owed.deliverable.role,
                phase,
            })
        };
        PHASES.into_iter().filter(is_to_come).flat_map(in_phase).collect()
    })
}

/// What stands above the boards while deliverables are missing. `is_first`: there is no work at all yet.
pub fn offer(project: Id, is_first: bool) -> AnyView {
    let count = Memo::new(move |_| {
        store::track_history();
        missing(project).len()
    });
    let take = move |_| {
        desk::show_own(move || offer_dialog(project));
    };
    let words = move || match (is_first, count.get()) {
        (true, 0) => "There is no work here yet.".to_owned(),
        (true, count) => {
            let of = if count == 1 { "1 deliverable" } else { "deliverables" };
            let number = if count == 1 { String::new() } else { [&*count.to_string(), " "].concat() };
            ["There is no work here yet. The size class of this project demands ", &*number, of, "."].concat()
        }
        (false, count) => [
            &*format::count(count, "deliverable"),
            if count == 1 { " is" } else { " are" },
            " demanded and not taken into work yet.",
        ]
        .concat(),
    };
    view! {
        <div class="work-offer" hidden=move || count.get() == 0 && !is_first>
            {icon(Icon::CircleCheck)}
            <p>{words}</p>
            {move || (is_first && copy::is_possible(project)).then(|| copies(project))}
            <button type="button" class=if is_first { "btn primary" } else { "btn" } hidden=move || count.get() == 0 on:click=take>"Take deliverables…"</button>
        </div>
    }
    .into_any()
}

/// The other way to begin: with the work of a project that was like it.
fn copies(project: Id) -> AnyView {
    let copy = move |_| {
        desk::show_own(move || copy::copy_dialog(project));
    };
    view! { <button type="button" class="btn" on:click=copy>"Copy the work of another project…"</button> }.into_any()
}

fn offer_dialog(project: Id) -> AnyView {
    let all = untrack(|| missing(project));
    let wanted: Vec<(Offered, RwSignal<bool>, RwSignal<String>)> =
        all.into_iter().map(|offered| (offered, RwSignal::new(true), RwSignal::new(String::new()))).collect();
    let approver = RwSignal::new(String::new());
    let until = RwSignal::new(session::today_untracked().plus_days(365).to_string());
    let error = RwSignal::new(String::new());
    let people =
        store::with(|portfolio| portfolio.all::<Person>().map(|person| person.name.to_string()).collect::<Vec<_>>());
    let flags: Vec<RwSignal<bool>> = wanted.iter().map(|row| row.1).collect();
    let leaves_out = Memo::new(move |_| flags.iter().any(|flag| !flag.get()));
    let mut phase = None;
    let rows: Vec<_> = wanted
        .iter()
        .map(|(offered, is_wanted, reason)| {
            let (is_wanted, reason) = (*is_wanted, *reason);
            let heading = (Some(offered.phase) != phase).then(|| view! { <h3>{offered.phase.label()}</h3> });
            phase = Some(offered.phase);
            let why = move || {
                (!is_wanted.get()).then(|| {
                    view! {
                        <Field label="Why it may be left out" control=FieldControl::Line value=reason required=true
                            on_input=Callback::new(move |text| { reason.set(text); error.set(String::new()); })/>
                    }
                })
            };
            view! {
                {heading}
                <div class="offered">
                    <label>
                        <input type="checkbox" prop:checked=is_wanted on:change=move |event| is_wanted.set(event_target_checked(&event))/>
                        <span><strong>{offered.title.clone()}</strong><span class="note">{offered.done_rule}" Usually owned by: "{offered.role}"."</span></span>
                    </label>
                    {why}
                </div>
            }
        })
        .collect();
    let mut phases: Vec<Phase> = wanted.iter().map(|row| row.0.phase).collect();
    phases.dedup();
    let beyond = RwSignal::new(String::new());
    let take = move || {
        let left_out = wanted.iter().filter(|row| !row.1.get_untracked());
        let waiving = |row: &(Offered, RwSignal<bool>, RwSignal<String>)| Waiving {
            deliverable: row.0.id.to_owned(),
            reason: row.2.get_untracked(),
            risk: String::new(),
            approver: approver.get_untracked(),
            until: Date::parse(&until.get_untracked()),
            beyond: beyond.get_untracked(),
            asks: false,
        };
        let asked = TakeDeliverables { project, phases: phases.clone(), left_out: left_out.map(waiving).collect() };
        match actions::try_dispatch(&Command::act(asked)) {
            Ok(()) => {
                desk::close();
                focus_heading();
            }
            Err(sentence) => error.set(sentence),
        }
    };
    let waiver = move || {
        leaves_out.get().then(|| {
            let people = people.clone();
            view! {
                <fieldset class="form columns">
                    <legend>"Waiver of those that are left out"</legend>
                    <Field label="Approved by" control=FieldControl::Named(Signal::stored(people), "person") value=approver required=true
                        on_input=Callback::new(move |text| { approver.set(text); error.set(String::new()); })/>
                    {why_else(project, approver.into(), beyond)}
                    <Field label="Until" control=FieldControl::Date value=until required=true
                        on_input=Callback::new(move |text| until.set(text))/>
                </fieldset>
            }
        })
    };
    let body = view! {
        <div class="offered-list">
            {rows}
            {waiver}
            <p class="field-error" role="alert" hidden=move || error.with(String::is_empty)>{error}</p>
        </div>
    };
    let sub = "Each becomes a card in the first column of its phase. Take out what is not wanted, with a reason.";
    form_dialog("Take deliverables into work", sub, true, body.into_any(), "Take into work", take)
}
