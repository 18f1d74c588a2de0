//! The dialog in which a decision outside a gate is asked for, prepared and taken. What waits opens on the choice.

use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::{Decision, Person, Programme, Project};
use crate::engine::command::Command;
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{
    Field, FieldControl, Icon, beside_focus, focus_named, focus_soon, form_dialog_kept, icon, icon_button, info_dialog,
};
use crate::ui::record_form::control_of;
use crate::ui::{actions, desk, drafts};
use crate::view::decision_form::{Chosen, DECISION, DecisionForm, OTHER, OptionRow, QUESTION, project_words};
use crate::view::decisions as model;
use crate::view::form::Control;
use crate::view::gate_words::FieldPrompt;
use leptos::prelude::*;

#[derive(Clone, Copy)]
struct Deciding {
    form: RwSignal<DecisionForm>,
    /// What is wrong, and at which field.
    error: RwSignal<(&'static str, String)>,
    people: Signal<Vec<String>>,
    projects: Signal<Vec<String>>,
    programmes: Signal<Vec<String>>,
}

fn field_id(name: &str) -> String {
    ["decision-", name].concat()
}

fn option_id(at: usize, part: usize) -> String {
    ["decision-option-", &at.to_string(), "-", &part.to_string()].concat()
}

/// The dialog; a new decision if none is given, about a project or programme if one is.
pub fn decision_dialog(id: Option<Id>, about: Option<Id>) -> AnyView {
    let form = store::with(|portfolio| DecisionForm::new(portfolio, id, about));
    let number = id.and_then(|id| store::with(|portfolio| portfolio.get::<Decision>(id).map(model::number)));
    let Some(form) = form else {
        let sorry = "This decision no longer exists. It may have been undone, or deleted in another tab.";
        return info_dialog("Decision", "", view! { <p>{sorry}</p> }.into_any());
    };
    let (title, action) = match id {
        Some(_) => ("Decision", "Save decision"),
        None => ("Record a decision", "Record decision"),
    };
    let sub = number
        .unwrap_or_else(|| "For what is decided outside a gate. A gate review records its own decision.".to_owned());
    let beside = beside_focus();
    let first = StoredValue::new(form.clone());
    let form = RwSignal::new(form);
    let names = |all: fn() -> Vec<String>| Signal::stored(all());
    let deciding = Deciding {
        form,
        error: RwSignal::new(("", String::new())),
        people: names(|| store::with(|all| all.all::<Person>().map(|person| person.name.to_string()).collect())),
        projects: names(|| store::with(|all| all.all::<Project>().map(project_words).collect())),
        programmes: names(|| {
            store::with(|all| all.all::<Programme>().map(|programme| programme.name.to_string()).collect())
        }),
    };
    let what = [id, about].map(|id| id.map_or_else(String::new, |id| id.to_string())).join("/");
    let kept = drafts::keep(
        ["decision/", &what].concat(),
        move || form.with(DecisionForm::texts),
        move |texts| {
            let mut filled = first.get_value();
            filled.fill(texts);
            form.set(filled);
        },
    );
    let perform = move || {
        let today = session::today_untracked();
        let fields = first.with_value(|first| {
            store::with(|portfolio| form.with_untracked(|form| form.fields(first, portfolio, today)))
        });
        let done = fields.and_then(|fields| {
            let command = match id {
                Some(_) if fields.is_empty() => return Ok(()),
                Some(record) => Command::changing(Decision::SCHEMA, record, fields),
                None => Command::Create { schema: Decision::SCHEMA, fields },
            };
            actions::try_dispatch(&command).map_err(|sentence| ("question", sentence))
        });
        match done {
            Ok(()) => {
                let waits = |id| store::with(|portfolio| portfolio.get::<Decision>(id).is_some_and(Decision::waits));
                desk::close();
                // What still waits keeps its row, and the focus.
                focus_named(beside.clone().filter(|_| id.is_some_and(|id| !waits(id))));
            }
            Err((name, sentence)) => {
                deciding.error.set((name, sentence));
                focus_soon(field_id(name));
            }
        }
    };
    let question = section("What is to be decided", fields(&QUESTION, id.is_none(), deciding));
    let options = options(deciding);
    let decision =
        section("Decision", view! { {choice(id.is_some(), deciding)}{fields(&DECISION, false, deciding)} }.into_any());
    let parts = match id {
        Some(_) => vec![decision, question, options],
        None => vec![question, options, decision],
    };
    let body = view! { <div class="decision-form">{parts}</div> }.into_any();
    form_dialog_kept(title, &sub, true, body, action, kept, perform)
}

fn section(title: &'static str, body: AnyView) -> AnyView {
    view! { <section class="stack"><h3>{title}</h3>{body}</section> }.into_any()
}

fn fields(all: &[FieldPrompt], start: bool, deciding: Deciding) -> AnyView {
    let field = |(at, asked): (usize, &FieldPrompt)| field(*asked, start && at == 0, deciding);
    let rows = all.iter().enumerate().map(field).collect::<Vec<_>>();
    view! { <div class="form columns">{rows}</div> }.into_any()
}

fn field(asked: FieldPrompt, start: bool, deciding: Deciding) -> AnyView {
    let FieldPrompt { name, label, help, control, optional } = asked;
    let required = !optional;
    let whole = name == "question" || control == Control::Prose;
    let control = match (control, name) {
        (Control::Date, _) => FieldControl::Date,
        (Control::Prose, _) => FieldControl::Prose,
        (Control::Record | Control::Records, _) => relation(name),
        (_, "project") => FieldControl::Named(deciding.projects, ""),
        (_, "programme") => FieldControl::Named(deciding.programmes, "programme"),
        (_, "deciders") => FieldControl::Named(deciding.people, "person"),
        _ => FieldControl::Line,
    };
    let value = Signal::derive(move || deciding.form.with(|form| form.text(name)));
    let on_input = Callback::new(move |text| deciding.form.update(|form| form.set_text(name, text)));
    view! {
        <Field label=label control=control value=value on_input=on_input help=help error=error_of(name, deciding)
            required=required start=start whole=whole id=field_id(name)/>
    }
    .into_any()
}

/// The control of a relation of the record.
fn relation(name: &str) -> FieldControl {
    let schema = Decision::SCHEMA;
    let field = schema.field_number(name).and_then(|number| schema.field(number));
    field.map_or(FieldControl::Line, control_of)
}

fn error_of(name: &'static str, deciding: Deciding) -> Signal<String> {
    Signal::derive(move || deciding.error.with(|(at, why)| if *at == name { why.clone() } else { String::new() }))
}

/// The options with what speaks for and against each.
fn options(deciding: Deciding) -> AnyView {
    let form = deciding.form;
    let count = Memo::new(move |_| form.with(|form| form.options.len()));
    let rows = move || (0..count.get()).map(|at| option(at, deciding)).collect::<Vec<_>>().into_any();
    let add = move |_| {
        let at = count.get_untracked();
        form.update(|form| form.options.push(OptionRow::default()));
        focus_soon(option_id(at, 0));
    };
    let error = error_of("options", deciding);
    view! {
        <section class="stack" id=field_id("options") tabindex="-1">
            <h3>"Options"</h3>
            {rows}
            <p class="field-error" hidden=move || error.with(String::is_empty)>{error}</p>
            <p><button type="button" class="btn small" on:click=add>{icon(Icon::Plus)}"Add an option"</button></p>
        </section>
    }
    .into_any()
}

fn option(at: usize, deciding: Deciding) -> AnyView {
    let number = (at + 1).to_string();
    let remove = Callback::new(move |()| {
        deciding.form.update(|form| form.remove_option(at));
        focus_soon(field_id("options"));
    });
    let field = |part: usize, label: String, control: FieldControl| {
        let value = Signal::derive(move || {
            deciding.form.with(|form| {
                let parts = form.options.get(at).map(|row| [&row.text, &row.pros, &row.cons]);
                parts.and_then(|parts| parts.get(part).map(|text| (*text).clone())).unwrap_or_default()
            })
        });
        let on_input = Callback::new(move |text: String| {
            deciding.form.update(|form| form.option(at, part).into_iter().for_each(|old| old.clone_from(&text)));
        });
        view! { <Field label=label control=control value=value on_input=on_input id=option_id(at, part)/> }.into_any()
    };
    view! {
        <div class="condition">
            {field(0, ["Option ", &number].concat(), FieldControl::Line)}
            {icon_button(Icon::Trash, ["Remove option ", &number].concat(), "quiet", remove)}
            <div class="form columns">
                {field(1, ["For option ", &number].concat(), FieldControl::Prose)}
                {field(2, ["Against option ", &number].concat(), FieldControl::Prose)}
            </div>
        </div>
    }
    .into_any()
}

/// The choice among the options, or something else in words; the dialog starts here if it `starts`.
fn choice(starts: bool, deciding: Deciding) -> AnyView {
    let form = deciding.form;
    let options = Memo::new(move |_| {
        let named = |(at, row): (usize, &OptionRow)| (!row.text.trim().is_empty()).then(|| (at, row.text.clone()));
        form.with(|form| form.options.iter().enumerate().filter_map(named).collect::<Vec<_>>())
    });
    let radio = move |chosen: Chosen, title: String, start: bool| -> Drawn {
        view! {
            <label class="choice">
                <input type="radio" name="decision-chosen" data-start=start
                    prop:checked=move || form.with(|form| form.chosen) == chosen
                    on:change=move |_| form.update(|form| form.chosen = chosen)/>
                <span class="choice-title">{title}</span>
            </label>
        }
    };
    let cards = move || {
        let all = options.get();
        let has_options = !all.is_empty();
        let rows = all.into_iter().enumerate();
        let mut cards: Vec<Drawn> =
            rows.map(|(place, (at, text))| radio(Chosen::Option(at), text, starts && place == 0)).collect();
        cards.push(radio(
            Chosen::Other,
            if has_options { "Something else" } else { "Decided" }.to_owned(),
            starts && !has_options,
        ));
        cards.push(radio(Chosen::Nothing, "Not decided yet".to_owned(), false));
        view! { <fieldset><legend class="field-label">"Choice"</legend><div class="choices">{cards}</div></fieldset> }
            .into_any()
    };
    let is_other = Memo::new(move |_| form.with(|form| form.chosen == Chosen::Other));
    let value = Signal::derive(move || form.with(|form| form.text(OTHER)));
    let on_input = Callback::new(move |text| form.update(|form| form.set_text(OTHER, text)));
    let other = move || {
        is_other.get().then(|| {
            view! {
                <Field label="What was decided" control=FieldControl::Line value=value on_input=on_input error=error_of(OTHER, deciding)
                    whole=true id=field_id(OTHER)/>
            }
        })
    };
    view! { {cards}<div class="form">{other}</div> }.into_any()
}
