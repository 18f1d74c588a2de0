//! The dialog that chooses the size class of a project: the class of the points or one up at will, a smaller one with a waiver. Must not
//! know what follows from a class.

use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::records::project::SizeClass;
use crate::domain::records::{Person, Project};
use crate::engine::command::Command;
use crate::engine::decide::{ChooseSize, Waiving};
use crate::store::{self, session};
use crate::ui::draw::view;
use crate::ui::parts::{ChoiceCard, Field, FieldControl, choice_cards, form_dialog, info_dialog};
use crate::ui::why_else::why_else;
use crate::ui::{actions, desk};
use crate::view::size_class::{Fit, SizeShown, size_shown};
use leptos::prelude::*;

/// How long a waiver holds unless somebody says otherwise.
const USUAL_DAYS: i64 = 90;

/// The size class of a project as it stands now; untracked.
fn now(project: Id) -> Option<(String, SizeShown)> {
    let today = session::today_untracked();
    store::with(|portfolio| {
        let project = portfolio.get::<Project>(project).filter(|project| !project.meta.deleted)?;
        Some((project.name.to_string(), size_shown(portfolio, project, today)))
    })
}

/// The dialog. `then` is done once a class was chosen.
pub fn size_dialog(project: Id, then: fn(Id)) -> AnyView {
    let Some((name, shown)) = now(project) else {
        let sorry = "This project is no longer there. Undo, or another tab, may have taken it away.";
        return info_dialog("Choose a size class", "", view! { <p>{sorry}</p> }.into_any());
    };
    let words = [shown.sum_words(), shown.fit_words()].join(" ");
    let size =
        RwSignal::new(if shown.fit == Fit::Short { shown.worked_out.unwrap_or(shown.chosen) } else { shown.chosen });
    let [reason, risk, approver] = [(); 3].map(|()| RwSignal::new(String::new()));
    let from = session::today_untracked();
    let until = RwSignal::new(from.plus_days(USUAL_DAYS).to_string());
    let (error, beyond) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let people =
        store::with(|portfolio| portfolio.all::<Person>().map(|person| person.name.to_string()).collect::<Vec<_>>());
    let people = Signal::stored(people);
    let kept = StoredValue::new(shown.clone());
    let waives = Memo::new(move |_| kept.with_value(|shown| shown.needs_waiver(size.get())));
    let waiver = move || {
        waives.get().then(|| {
            let told = |text: RwSignal<String>| {
                Callback::new(move |typed| {
                    text.set(typed);
                    error.set(String::new());
                })
            };
            let holds = ["It holds from today, ", &crate::view::format::full_day(from), "."].concat();
            view! {
                <fieldset class="form columns size-waiver">
                    <legend>"Waiver"</legend>
                    <Field label="Reason" control=FieldControl::Prose value=reason on_input=told(reason) required=true whole=true
                        help="Why a smaller class is enough."/>
                    <Field label="Risk accepted" control=FieldControl::Prose value=risk on_input=told(risk) optional=true whole=true
                        help="What may go wrong because less is asked of the project."/>
                    <Field label="Approved by" control=FieldControl::Named(people, "person") value=approver on_input=told(approver) required=true/>
                    {why_else(project, approver.into(), beyond)}
                    <Field label="Until" control=FieldControl::Date value=until on_input=told(until) required=true help=holds/>
                </fieldset>
            }
        })
    };
    let card = |class: SizeClass| {
        let is_too_large = shown.is_too_large(class);
        let note = if is_too_large {
            "more than one class up"
        } else if shown.worked_out == Some(class) {
            "what the points say"
        } else if shown.needs_waiver(class) {
            "needs a waiver"
        } else {
            ""
        };
        let note = if shown.chosen == class {
            [note, if note.is_empty() { "" } else { ", " }, "now"].concat()
        } else {
            note.to_owned()
        };
        ChoiceCard {
            value: class.name(),
            title: class.label(),
            text: meaning(class).to_owned(),
            note: Signal::stored(note),
            disabled: Signal::stored(is_too_large),
            below: None,
        }
    };
    let cards = SizeClass::ALL.iter().map(|class| card(*class)).collect();
    let chosen = Signal::derive(move || size.get().name());
    let on_choose = Callback::new(move |name: &'static str| {
        if let Some(class) = SizeClass::ALL.iter().find(|class| class.name() == name) {
            size.set(*class);
            error.set(String::new());
        }
    });
    let perform = move || {
        let waiving = waives.get_untracked().then(|| Waiving {
            deliverable: String::new(),
            reason: reason.get_untracked(),
            risk: risk.get_untracked(),
            approver: approver.get_untracked(),
            until: Date::parse(until.get_untracked().trim()),
            beyond: beyond.get_untracked(),
            asks: false,
        });
        match actions::try_dispatch(&Command::act(ChooseSize { project, size: size.get_untracked(), waiving })) {
            Ok(()) => {
                desk::close();
                then(project);
            }
            Err(sentence) => error.set(sentence),
        }
    };
    let body = view! {
        <div class="form">
            <p>{words}</p>
            {choice_cards("Size class", cards, chosen, on_choose)}
            {waiver}
            <p class="field-error" role="alert" hidden=move || error.with(String::is_empty)>{error}</p>
        </div>
    };
    form_dialog("Choose a size class", &name, false, body.into_any(), "Choose", perform)
}

/// What a class means for the project.
const fn meaning(class: SizeClass) -> &'static str {
    match class {
        SizeClass::Small => "The fewest deliverables, and the sponsor decides from planning on.",
        SizeClass::Medium => "All deliverables. The portfolio board decides at the first gates.",
        SizeClass::Large => "All deliverables, interim reviews, and a project board that decides.",
    }
}
