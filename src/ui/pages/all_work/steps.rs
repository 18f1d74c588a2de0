//! The dialogs of the list of all work that move, archive and bring back many items in one step. Those with which it cannot be done are
//! named and stay. Must not know a board.

use crate::domain::id::Id;
use crate::domain::records::Person;
use crate::domain::records::project::Phase;
use crate::domain::work::columns::PHASES;
use crate::engine::command::Command;
use crate::engine::decide::{ArchiveItems, MoveItems};
use crate::engine::rejection::Rejection;
use crate::store::{self, session};
use crate::ui::dialogs::said_of;
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, form_dialog};
use crate::ui::{actions, desk};
use crate::view::work_list::WORK;
use crate::view::work_steps::{Split, Towards, able_to_archive, able_to_move, column_names};
use leptos::prelude::*;

/// What a step may still demand, and what was answered.
#[derive(Clone, Copy)]
struct Demanded {
    accepted_by: RwSignal<String>,
    reason: RwSignal<String>,
    asks_who: RwSignal<bool>,
    asks_why: RwSignal<bool>,
    error: RwSignal<String>,
}

impl Demanded {
    fn new() -> Self {
        let [accepted_by, reason, error] = [(); 3].map(|()| RwSignal::new(String::new()));
        Self { accepted_by, reason, asks_who: RwSignal::new(false), asks_why: RwSignal::new(false), error }
    }

    /// Closes the dialog once it was done; else says why not and asks for what is missing.
    fn answer(self, done: Result<(), Rejection>) {
        match done {
            Ok(()) | Err(Rejection::Nothing) => desk::close(),
            Err(rejection) => {
                if let Rejection::Demands { field, .. } = &rejection {
                    let is_who = *field == "accepted_by";
                    self.asks_who.update(|asks| *asks |= is_who);
                    self.asks_why.update(|asks| *asks |= !is_who);
                }
                self.error.set(rejection.to_string());
            }
        }
    }

    fn fields(self) -> AnyView {
        let told = move |text: RwSignal<String>| {
            Callback::new(move |typed| {
                text.set(typed);
                self.error.set(String::new());
            })
        };
        let who = move || {
            self.asks_who.get().then(|| {
                let names = |portfolio: &crate::engine::portfolio::Portfolio| {
                    portfolio.all::<Person>().map(|person| person.name.to_string()).collect::<Vec<_>>()
                };
                let people = Signal::stored(store::with(names));
                view! {
                    <Field label="Accepted by" control=FieldControl::Named(people, "person") value=self.accepted_by required=true
                        help="Deliverables are accepted by somebody else than their owners." on_input=told(self.accepted_by)/>
                }
            })
        };
        let why = move || {
            self.asks_why.get().then(|| {
                view! {
                    <Field label="Why over the limit" control=FieldControl::Prose value=self.reason required=true
                        help="It stands with each card and in the history." on_input=told(self.reason)/>
                }
            })
        };
        view! {
            {who}
            {why}
            <p class="field-error" role="alert" hidden=move || self.error.with(String::is_empty)>{self.error}</p>
        }
        .into_any()
    }
}

/// What a step would do, drawn anew as the choice changes.
fn said(split: Memo<Split>, verb: &'static str) -> AnyView {
    view! { <div class="work-split" role="status">{move || split.with(|split| said_of(split, verb))}</div> }.into_any()
}

/// The dialog that moves items to a column by its name, to a phase, or both.
pub fn move_dialog(items: Vec<Id>) -> AnyView {
    let (column, phase) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let demanded = Demanded::new();
    let sub = WORK.count(items.len());
    let items = StoredValue::new(items);
    let phase_of = move || phase.with(|chosen| PHASES.into_iter().find(|phase| phase.name() == chosen));
    let towards = move || Towards {
        column: Some(column.get()).filter(|column| !column.is_empty()),
        phase: phase_of(),
        project: None,
    };
    let today = session::today_untracked();
    let split = Memo::new(move |_| {
        store::track_history();
        items.with_value(|items| store::with(|portfolio| able_to_move(portfolio, items, &towards(), today)))
    });
    let is_chosen = Memo::new(move |_| towards() != Towards::default());
    let columns = move || {
        let names = items.with_value(|items| store::with(|portfolio| column_names(portfolio, items, phase_of())));
        let none = if phase_of().is_none() { "Each where it is" } else { "The first, where the phase changes" };
        let mut choices = vec![(String::new(), none.to_owned())];
        choices.extend(names.into_iter().map(|name| (name.clone(), name)));
        view! {
            <Field label="Column" control=FieldControl::Choice(choices) value=column
                help="By its name, on the board of each."
                on_input=Callback::new(move |chosen| { column.set(chosen); demanded.error.set(String::new()); })/>
        }
    };
    let mut phases = vec![(String::new(), "Each where it is".to_owned())];
    phases.extend(PHASES.map(|phase: Phase| (phase.name().to_owned(), phase.label().to_owned())));
    let on_phase = Callback::new(move |chosen: String| {
        phase.set(chosen);
        column.set(String::new());
        demanded.error.set(String::new());
    });
    let perform = move || {
        if !is_chosen.get_untracked() {
            return demanded.error.set("Choose a phase, a column, or both.".to_owned());
        }
        let (able, towards) = (split.with_untracked(|split| split.able.clone()), untrack(towards));
        if able.is_empty() {
            return demanded.error.set("None of them can be moved there.".to_owned());
        }
        let asked = MoveItems {
            items: able,
            column: towards.column,
            phase: towards.phase,
            accepted_by: demanded.accepted_by.get_untracked(),
            reason: demanded.reason.get_untracked(),
            ..MoveItems::default()
        };
        demanded.answer(actions::try_command(&Command::act(asked)));
    };
    let body = view! {
        <div class="form">
            <Field label="Phase" control=FieldControl::Choice(phases) value=phase start=true on_input=on_phase/>
            {columns}
            <div hidden=move || !is_chosen.get()>{said(split, "moved")}</div>
            {demanded.fields()}
        </div>
    };
    form_dialog("Move work items", &sub, false, body.into_any(), "Move", perform)
}

/// The dialog that archives items.
pub fn archive_dialog(items: Vec<Id>) -> AnyView {
    put_away(items, false)
}

/// The dialog that brings archived items back.
pub fn bring_back_dialog(items: Vec<Id>) -> AnyView {
    put_away(items, true)
}

fn put_away(items: Vec<Id>, brings_back: bool) -> AnyView {
    let demanded = Demanded::new();
    let sub = WORK.count(items.len());
    let today = session::today_untracked();
    let split = Memo::new(move |_| {
        store::track_history();
        store::with(|portfolio| able_to_archive(portfolio, &items, brings_back, today))
    });
    let (title, act, verb, why) = match brings_back {
        true => (
            "Bring work items back",
            "Bring back",
            "brought back",
            "They stand on their boards again, each in its column.",
        ),
        false => (
            "Archive work items",
            "Archive",
            "archived",
            "They leave their boards and stay in this list. You can bring them back.",
        ),
    };
    let perform = move || {
        let able = split.with_untracked(|split| split.able.clone());
        if able.is_empty() {
            return demanded.error.set(["None of them can be ", verb, "."].concat());
        }
        // Why a limit may be broken is asked after this dialog.
        desk::close();
        actions::dispatch(&Command::act(ArchiveItems { items: able, brings_back }));
    };
    let body = view! { <div class="form">{said(split, verb)}<p class="muted">{why}</p>{demanded.fields()}</div> };
    form_dialog(title, &sub, false, body.into_any(), act, perform)
}
