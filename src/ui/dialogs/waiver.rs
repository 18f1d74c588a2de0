//! The dialog that grants or refuses a waiver that was asked for. Must not know where it waits.

use crate::domain::id::Id;
use crate::domain::records::Waiver;
use crate::engine::command::Command;
use crate::engine::decide::DecideWaiver;
use crate::store;
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, form_dialog};
use crate::ui::why_else::{who_permits, why_else};
use crate::ui::{actions, desk};
use crate::view::format::full_day;
use leptos::prelude::*;

const GRANT: &str = "grant";

/// The dialog.
pub fn waiver_dialog(id: Id) -> AnyView {
    let found = store::with(|portfolio| {
        let waiver = portfolio.get::<Waiver>(id)?;
        let until = waiver.to.map(|to| [" Until ", &*full_day(to), "."].concat()).unwrap_or_default();
        let said = [&*waiver.reason, &*until].concat();
        Some((waiver.requirement.to_string(), said, waiver.risk.to_string(), waiver.project?.id))
    });
    let (requirement, said, risk, project) = found.unwrap_or_else(|| (String::new(), String::new(), String::new(), id));
    let [outcome, by, answer, beyond, error] = std::array::from_fn(|_| RwSignal::new(String::new()));
    outcome.set(GRANT.to_owned());
    let typed = |into: RwSignal<String>| {
        Callback::new(move |text| {
            into.set(text);
            error.set(String::new());
        })
    };
    let grants = Memo::new(move |_| outcome.with(|outcome| outcome == GRANT));
    let choices = vec![(GRANT.to_owned(), "Grant it".to_owned()), ("refuse".to_owned(), "Refuse it".to_owned())];
    let has_risk = !risk.is_empty();
    let body = view! {
        <div class="form">
            <p>{said}</p>
            <p hidden=!has_risk>{["Risk accepted: ", &*risk].concat()}</p>
            <Field label="Decision" control=FieldControl::Choice(choices) value=outcome on_input=typed(outcome) start=true/>
            <div class="form" hidden=move || !grants.get()>
                <Field label="Approved by" control=FieldControl::Named(Signal::stored(who_permits()), "person") value=by on_input=typed(by)
                    help="A person, or a body."/>
                {why_else(project, by.into(), beyond)}
            </div>
            <div hidden=move || grants.get()>
                <Field label="Why it is refused" control=FieldControl::Prose value=answer on_input=typed(answer)/>
            </div>
            <p class="field-error" role="alert" hidden=move || error.with(String::is_empty)>{error}</p>
        </div>
    };
    let perform = move || {
        let act = DecideWaiver {
            waiver: id,
            grants: grants.get_untracked(),
            by: by.get_untracked(),
            answer: answer.get_untracked(),
            beyond: beyond.get_untracked(),
        };
        match actions::try_dispatch(&Command::act(act)) {
            Ok(()) => desk::close(),
            Err(sentence) => error.set(sentence),
        }
    };
    form_dialog("Decide a waiver", &requirement, false, body.into_any(), "Save decision", perform)
}
