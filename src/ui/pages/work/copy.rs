//! The dialog that copies the work of another project: from which, to which first day, and what would come, before it is done.

use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::engine::command::Command;
use crate::engine::decide::CopyWork;
use crate::store::{self, session};
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, focus_heading, form_dialog, info_dialog};
use crate::ui::{actions, desk};
use crate::view::copied_work::{Coming, coming, sources};
use crate::view::format;
use leptos::prelude::*;

/// Rows that are shown of what would come.
const SHOWN: usize = 8;

/// Whether another project has work that could be copied; tracked.
pub fn is_possible(project: Id) -> bool {
    store::track_history();
    store::with(|portfolio| !sources(portfolio, project).is_empty())
}

/// The dialog.
pub fn copy_dialog(project: Id) -> AnyView {
    const TITLE: &str = "Copy the work of another project";
    let mut from = store::with(|portfolio| sources(portfolio, project));
    let name = store::with(|portfolio| store::title_in(portfolio, project));
    if from.is_empty() {
        let sorry = "No other project has work that could be copied.";
        return info_dialog(TITLE, &name, view! { <p>{sorry}</p> }.into_any());
    }
    from.insert(0, (String::new(), "Choose a project".to_owned()));
    let today = session::today_untracked();
    let [source, owners, error] = [(); 3].map(|()| RwSignal::new(String::new()));
    let first_day = RwSignal::new(today.to_string());
    let asked = move || {
        let from = Id::parse(&source.get())?;
        let first_day = Date::parse(first_day.get().trim());
        Some(CopyWork { from, to: project, first_day, with_owners: !owners.get().is_empty() })
    };
    let comes = Memo::new(move |_| {
        store::track_history();
        asked().map(|asked| store::with(|portfolio| coming(portfolio, &asked, today)))
    });
    let told = move |text: RwSignal<String>| {
        Callback::new(move |typed| {
            text.set(typed);
            error.set(String::new());
        })
    };
    let perform = move || {
        let Some(asked) = untrack(asked) else { return error.set("Choose a project.".to_owned()) };
        match actions::try_dispatch(&Command::act(asked)) {
            Ok(()) => {
                desk::close();
                focus_heading();
            }
            Err(sentence) => error.set(sentence),
        }
    };
    let body = view! {
        <div class="form">
            <Field label="From" control=FieldControl::Choice(from) value=source error=error required=true start=true on_input=told(source)/>
            <Field label="First day" control=FieldControl::Date value=first_day optional=true on_input=told(first_day)
                help="The earliest of its dates moves to this day, all others by as many days. Empty: without dates."/>
            <Field label="Copy owners too" control=FieldControl::Flag value=owners on_input=told(owners)/>
            <div role="status">{move || comes.get().map(rehearsal)}</div>
        </div>
    };
    form_dialog(TITLE, &["Into ", &*name].concat(), true, body.into_any(), "Copy work", perform)
}

/// What would come.
fn rehearsal(coming: Coming) -> AnyView {
    let more = coming.rows.len().saturating_sub(SHOWN);
    let more = (more > 0).then(
        || view! { <p class="muted small-text">{["… and ", &*format::count(more, "more card"), "."].concat()}</p> },
    );
    let row = |[title, phase, start, due]: [String; 4]| {
        view! { <tr><th scope="row">{title}</th><td>{phase}</td><td>{start}</td><td>{due}</td></tr> }
    };
    let has_rows = !coming.rows.is_empty();
    let rows: Vec<_> = coming.rows.into_iter().take(SHOWN).map(row).collect();
    let table = has_rows.then(|| {
        view! {
            <table class="table">
                <thead><tr><th scope="col">"Card"</th><th scope="col">"Phase"</th><th scope="col">"Start"</th><th scope="col">"Due"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
    });
    view! {
        <div class="rehearsal">
            <p><strong>{coming.words}</strong></p>
            {has_rows.then(|| view! { <p class="muted small-text">"Each begins in the first column of its board. Nothing is copied yet."</p> })}
            {table}
            {more}
        </div>
    }
    .into_any()
}
