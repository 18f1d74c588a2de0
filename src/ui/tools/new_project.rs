//! A new project in three fields: name, lead, size class. It begins as an idea with the next free code.

use crate::domain::record::RecordType;
use crate::domain::records::project::{SizeClass, at};
use crate::domain::records::{Person, Project};
use crate::domain::value::Value;
use crate::engine::command::Command;
use crate::engine::decide::free_code;
use crate::engine::index::{BoardColumn, IndexKey};
use crate::store;
use crate::ui::board::focus_card;
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, focus_soon, form_dialog_kept};
use crate::ui::{actions, desk, drafts, router};
use crate::view::pages::Page;
use leptos::prelude::*;

/// The dialog of a new project.
#[component]
pub fn NewProject() -> impl IntoView {
    let name = RwSignal::new(String::new());
    let lead = RwSignal::new(String::new());
    let size = RwSignal::new(SizeClass::default().name().to_owned());
    let error = RwSignal::new(String::new());
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
        let fields = vec![
            (at::name, Value::text(name.get_untracked().trim())),
            (at::lead, Value::text(lead.get_untracked().trim())),
            (at::size_class, Value::text(size.get_untracked())),
        ];
        if actions::dispatch(&Command::Create { schema: Project::SCHEMA, fields }) {
            desk::close();
            router::go(&Page::Board.route());
            let newest = store::with(|portfolio| portfolio.ids(IndexKey::Column(BoardColumn::Ideas)).last().copied());
            if let Some(newest) = newest {
                focus_card(newest);
            }
        }
    };
    let body = view! {
        <div class="form">
            <Field label="Name" control=FieldControl::Line value=name error=error required=true start=true id="new-project-name"
                on_input=Callback::new(move |text| { name.set(text); error.set(String::new()); })/>
            <Field label="Lead" control=FieldControl::Named(Signal::stored(people), "person") value=lead optional=true
                help="Accountable for the project. A new name is added to the people."
                on_input=Callback::new(move |text| lead.set(text))/>
            <Field label="Size class" control=FieldControl::Choice(sizes) value=size
                help="Small: up to 3 months. Medium: 3 to 12 months. Large: longer. Larger projects answer more gate questions; its page works the class out from points."
                on_input=Callback::new(move |text| size.set(text))/>
        </div>
    };
    let sub = format!("It begins as an idea with the code {code}.");
    form_dialog_kept("New project", &sub, false, body.into_any(), "Create project", kept, create)
}
