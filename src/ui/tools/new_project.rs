//! A new project in three fields: name, lead, size class. It begins as an idea with the next free code. Who knows the facts by which the
//! size class is worked out enters them too, and sees it.

use crate::domain::record::{Record, RecordType};
use crate::domain::records::project::{SizeClass, at};
use crate::domain::records::{Person, Project};
use crate::domain::value::Value;
use crate::engine::command::{Command, Fields};
use crate::engine::decide::free_code;
use crate::engine::index::{BoardColumn, IndexKey};
use crate::store::{self, session};
use crate::ui::board::focus_card;
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, focus_soon, form_dialog_kept};
use crate::ui::record_form::control_of;
use crate::ui::{actions, desk, drafts, router};
use crate::view::form::{self, currency_for};
use crate::view::pages::Page;
use crate::view::size_class::size_shown;
use leptos::prelude::*;

/// The dialog of a new project.
#[component]
pub fn NewProject() -> impl IntoView {
    let name = RwSignal::new(String::new());
    let lead = RwSignal::new(String::new());
    let size = RwSignal::new(SizeClass::default().name().to_owned());
    let error = RwSignal::new(String::new());
    let facts: [RwSignal<String>; FACTS.len()] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let is_chosen = RwSignal::new(false);
    // What follows from the facts so far, beside the class in the form; none while nobody has entered one.
    let follows = Memo::new(move |_| {
        let class = size.get();
        let mut project = Project::default();
        let known = filled(facts).unwrap_or_default();
        for (number, value) in &known {
            let _ = project.set(*number, value);
        }
        let _ = project.set(at::size_class, &Value::text(class));
        (!known.is_empty())
            .then(|| store::with(|portfolio| size_shown(portfolio, &project, session::today_untracked())))
    });
    // The class of the points stands in the form until somebody chooses another.
    Effect::new(move |_| {
        let worked_out = follows.with(|follows| follows.as_ref().and_then(|shown| shown.worked_out));
        if let Some(class) = worked_out.filter(|_| !is_chosen.get_untracked()) {
            size.set(class.name().to_owned());
        }
    });
    let kept = drafts::keep_all("project//name".to_owned(), [("name", name), ("lead", lead), ("size_class", size)]);
    let people =
        store::with(|portfolio| portfolio.all::<Person>().map(|person| person.name.to_string()).collect::<Vec<_>>());
    let sizes = SizeClass::ALL.iter().map(|size| (size.name().to_owned(), size.label().to_owned())).collect();
    let code = store::with(free_code);
    let create = move || {
        if name.with_untracked(|name| name.trim().is_empty()) {
            error.set("Give the project a name.".to_owned());
            focus_soon("new-project-name".to_owned());
            return;
        }
        let mut fields = vec![
            (at::name, Value::text(name.get_untracked().trim())),
            (at::lead, Value::text(lead.get_untracked().trim())),
            (at::size_class, Value::text(size.get_untracked())),
        ];
        match untrack(|| filled(facts)) {
            Ok(known) => fields.extend(known),
            Err(sentence) => return error.set(sentence),
        }
        if actions::dispatch(&Command::Create { schema: Project::SCHEMA, fields }) {
            desk::close();
            router::go(&Page::Board.route());
            let newest = store::with(|portfolio| portfolio.ids(IndexKey::Column(BoardColumn::Ideas)).last().copied());
            if let Some(newest) = newest {
                focus_card(newest);
            }
        }
    };
    let words = move || {
        follows.with(|follows| match follows {
            Some(shown) if shown.worked_out.is_some() => [shown.sum_words(), shown.fit_words()].join(" "),
            Some(shown) => shown.sum_words(),
            None => "Points for effort, duration, parties, risk and cost add up to the class.".to_owned(),
        })
    };
    let body = view! {
        <div class="form">
            <Field label="Name" control=FieldControl::Line value=name error=error required=true start=true id="new-project-name"
                on_input=Callback::new(move |text| { name.set(text); error.set(String::new()); })/>
            <Field label="Lead" control=FieldControl::Named(Signal::stored(people), "person") value=lead optional=true
                help="Accountable for the project. A new name is added to the people."
                on_input=Callback::new(move |text| lead.set(text))/>
            <Field label="Size class" control=FieldControl::Choice(sizes) value=size
                help="Small: up to 3 months. Medium: 3 to 12 months. Large: longer. Larger projects answer more gate questions."
                on_input=Callback::new(move |text| { is_chosen.set(true); size.set(text); })/>
            <details class="fold">
                <summary>"Work out the size class"</summary>
                <div class="form columns">{FACTS.iter().zip(facts).filter_map(|(number, text)| fact(*number, text, error)).collect::<Vec<_>>()}</div>
                <p class="small-text" role="status">{words}</p>
            </details>
        </div>
    };
    let sub = format!("It begins as an idea with the code {code}.");
    form_dialog_kept("New project", &sub, false, body.into_any(), "Create project", kept, create)
}

/// What the size class is worked out from.
const FACTS: [u8; 6] = [at::effort, at::planned_start, at::planned_finish, at::parties, at::novelty, at::budget];

fn fact(number: u8, text: RwSignal<String>, error: RwSignal<String>) -> Option<AnyView> {
    let field = Project::SCHEMA.field(number)?;
    let on_input = Callback::new(move |typed| {
        text.set(typed);
        error.set(String::new());
    });
    Some(view! { <Field label=field.label control=control_of(field) value=text on_input=on_input/> }.into_any())
}

/// The facts that were entered; tracked. The error says which makes no sense.
fn filled(facts: [RwSignal<String>; FACTS.len()]) -> Result<Fields, String> {
    let currency = currency_for(&Value::Null, store::with(|portfolio| portfolio.settings().currency));
    let mut fields = Fields::new();
    for (number, text) in FACTS.iter().zip(facts) {
        let Some(field) = Project::SCHEMA.field(*number) else { continue };
        let value = text.with(|text| form::read(&field.kind, text, currency));
        let value = value.map_err(|reason| [field.label, " ", &*reason, "."].concat())?;
        if !value.is_null() {
            fields.push((*number, value));
        }
    }
    Ok(fields)
}
