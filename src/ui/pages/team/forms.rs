//! The dialogs of a member and of a training. Must not know what a member lacks.

use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::team_member::{SkillArea, at};
use crate::domain::records::training::{self, TrainingKind};
use crate::domain::records::{TeamMember, Training};
use crate::domain::value::Value;
use crate::engine::command::{Command, Fields};
use crate::store;
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, focus_soon, form_dialog, is_half_typed};
use crate::ui::record_form::RecordForm;
use crate::ui::{actions, desk};
use crate::view::form::{self, UNFINISHED_DATE, currency_for};
use crate::view::team::people;
use leptos::prelude::*;

const PLANNED: &str = "training-planned-for";

fn help(number: u8) -> &'static str {
    match number {
        at::post => "What your organisation calls it; titles differ.",
        at::reports_to => "May be somebody outside the team.",
        at::years => "In project or PMO work, here and before.",
        at::mentor => "For who grows into the work.",
        _ => "",
    }
}

const ASKED: &[u8] =
    &[at::person, at::post, at::role, at::reports_to, at::joined_on, at::years, at::mentor, at::step, at::aim];
const CHANGED: &[u8] =
    &[at::post, at::role, at::reports_to, at::joined_on, at::years, at::mentor, at::step, at::aim, at::left_on];

fn form(record: Option<Id>) -> RecordForm {
    RecordForm {
        schema: TeamMember::SCHEMA,
        record,
        fields: if record.is_some() { CHANGED } else { ASKED },
        help,
        first: |_| String::new(),
        given: None,
        complete: |_: &Fields, _| Fields::new(),
    }
}

/// The dialog of a new member.
pub fn member() -> AnyView {
    form(None).dialog("New member", "", "Add member")
}

/// The dialog that changes a member.
pub fn change(member: Id) -> AnyView {
    let name = untrack(move || super::name_of(member));
    form(Some(member)).dialog("Change the entry", &name, "Save")
}

/// The dialog that plans a training, for somebody and in an area if they are known.
pub fn training(person: Option<Id>, area: Option<SkillArea>) -> AnyView {
    let all = store::with(people);
    let chosen = person.or(all.first().map(|(id, _)| *id)).map(|id| id.to_string()).unwrap_or_default();
    let [who, area, what, kind, when] = [
        chosen,
        area.map_or("", SkillArea::name).to_owned(),
        String::new(),
        TrainingKind::default().name().to_owned(),
        String::new(),
    ]
    .map(RwSignal::new);
    let error = RwSignal::new(String::new());
    let typed = move |text: RwSignal<String>| {
        Callback::new(move |typed| {
            text.set(typed);
            error.set(String::new());
        })
    };
    let named: Vec<(String, String)> = all.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    if named.is_empty() {
        let body = view! { <p>"Nobody is in the team yet. Add a member first."</p> };
        return form_dialog("Plan a training", "", false, body.into_any(), "Close", desk::close);
    }
    let not_said = (String::new(), "Not given".to_owned());
    let areas = std::iter::once(not_said)
        .chain(SkillArea::ALL.iter().map(|area| (area.name().to_owned(), area.label().to_owned())))
        .collect::<Vec<_>>();
    let kinds = TrainingKind::ALL.iter().map(|kind| (kind.name().to_owned(), kind.label().to_owned())).collect();
    let body = view! {
        <div class="form">
            <Field label="Training" control=FieldControl::Line value=what on_input=typed(what) required=true start=true
                help="What is learnt, or where: a course, a book, a week with somebody."/>
            <Field label="Person" control=FieldControl::Choice(named) value=who on_input=typed(who) required=true/>
            <Field label="Area" control=FieldControl::Choice(areas) value=area on_input=typed(area)/>
            <Field label="Type" control=FieldControl::Choice(kinds) value=kind on_input=typed(kind) required=true/>
            <Field label="Planned for" control=FieldControl::Date value=when on_input=typed(when) id=PLANNED/>
            <p class="field-error" role="alert" hidden=move || error.with(String::is_empty)>{error}</p>
        </div>
    };
    let perform = move || {
        if is_half_typed(PLANNED) {
            error.set(["Planned for ", UNFINISHED_DATE, "."].concat());
            focus_soon(PLANNED.to_owned());
            return;
        }
        let what = what.get_untracked();
        if what.trim().is_empty() {
            error.set("Say what is learnt.".to_owned());
            return;
        }
        let mut fields: Fields = vec![(training::at::what, Value::text(what.trim()))];
        fields.extend(Id::parse(&who.get_untracked()).map(|id| (training::at::person, Value::Id(id))));
        fields.push((training::at::area, Value::text(area.get_untracked())));
        fields.push((training::at::kind, Value::text(kind.get_untracked())));
        let planned = Training::SCHEMA
            .field(training::at::planned_for)
            .and_then(|field| form::read(&field.kind, &when.get_untracked(), currency_for(&Value::Null, None)).ok());
        fields.extend(planned.map(|day| (training::at::planned_for, day)));
        match actions::try_dispatch(&Command::Create { schema: Training::SCHEMA, fields }) {
            Ok(()) => desk::close(),
            Err(sentence) => error.set(sentence),
        }
    };
    form_dialog("Plan a training", "", false, body.into_any(), "Plan", perform)
}
