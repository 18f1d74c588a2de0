//! Key tasks of the members and who does each meanwhile: a list, and the dialog that adds one. Must not know who can be a deputy.

use super::name_of;
use crate::domain::field::Field as _;
use crate::domain::id::{Id, Ref};
use crate::domain::records::TeamMember;
use crate::domain::records::team_member::{KeyTask, SkillArea, at};
use crate::engine::command::Command;
use crate::engine::team::{has_deputy, members};
use crate::store;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Field, FieldControl, Icon, beside_focus, focus_named, form_dialog, icon, small_icon};
use crate::ui::{actions, desk};
use crate::view::team::{called, people};
use leptos::prelude::*;

/// A key task as the table shows it.
#[derive(Clone, PartialEq, Eq)]
struct Row {
    member: Id,
    place: usize,
    task: String,
    who: String,
    area: &'static str,
    deputy: String,
    is_covered: bool,
}

fn rows() -> Vec<Row> {
    store::with(|portfolio| {
        let mut all = Vec::new();
        for member in members(portfolio) {
            for (place, task) in member.key_tasks.iter().enumerate() {
                all.push(Row {
                    member: member.meta.id,
                    place,
                    task: task.task.to_string(),
                    who: called(portfolio, member),
                    area: task.area.map_or("", SkillArea::label),
                    deputy: portfolio.called_if(task.deputy.map(|deputy| deputy.id)),
                    is_covered: has_deputy(portfolio, member, task),
                });
            }
        }
        all
    })
}

/// The panel.
pub fn panel() -> Drawn {
    let all = Memo::new(|_| {
        store::track_history();
        rows()
    });
    let body = move || {
        let all = all.get();
        if all.is_empty() {
            return view! { <p>"None yet. A key task cannot wait for somebody to come back: closing the month, preparing a gate. Each needs a deputy who does it alone, level 3 or more."</p> };
        }
        let rows: Vec<Drawn> = all.into_iter().map(row).collect();
        view! {
            <div class="table-wrap" tabindex="0" role="region" aria-label="Key tasks">
                <table class="table">
                    <thead><tr><th scope="col">"Task"</th><th scope="col">"Done by"</th><th scope="col">"Area"</th><th scope="col">"Deputy"</th><th scope="col">"Actions"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    };
    view! {
        <section class="panel">
            <header class="panel-head"><h2>"Key tasks and deputies"</h2>
                <button type="button" class="btn small" on:click=|_| { desk::show_own(|| dialog(None)); }>{icon(Icon::Plus)}"Add a key task"</button></header>
            {body}
        </section>
    }
}

fn row(row: Row) -> Drawn {
    let Row { member, place, task, who, area, deputy, is_covered } = row;
    let words = match (deputy.is_empty(), is_covered) {
        (true, _) => "Nobody".to_owned(),
        (_, true) => deputy,
        (_, false) => [&*deputy, ", below level 3 or not in the team"].concat(),
    };
    let face = small_icon(if is_covered { Icon::CircleCheck } else { Icon::TriangleAlert });
    let change = ["Change: ", &*task].concat();
    let remove = ["Remove: ", &*task].concat();
    let take_out = move |_| {
        let next = beside_focus();
        if save(member, |tasks| {
            if place < tasks.len() {
                tasks.remove(place);
            }
        })
        .is_ok()
        {
            focus_named(next);
        }
    };
    view! {
        <tr>
            <th scope="row">{task}</th><td>{who}</td><td>{area}</td><td><span class="team-deputy">{face}<span>{words}</span></span></td>
            <td><div class="row">
                <button type="button" class="btn small" aria-label=change on:click=move |_| { desk::show_own(move || dialog(Some((member, place)))); }>"Change"</button>
                <button type="button" class="btn small" aria-label=remove on:click=take_out>"Remove"</button>
            </div></td>
        </tr>
    }
}

/// Changes the key tasks of a member.
fn save(member: Id, change: impl FnOnce(&mut Vec<KeyTask>)) -> Result<(), String> {
    let mut tasks = store::with(|portfolio| portfolio.get::<TeamMember>(member).map(|member| member.key_tasks.clone()))
        .unwrap_or_default();
    change(&mut tasks);
    let fields = vec![(at::key_tasks, tasks.to_value())];
    actions::try_dispatch(&Command::Change { record: member, fields })
}

/// The dialog of a key task: a new one, or that of a member at a place.
fn dialog(of: Option<(Id, usize)>) -> AnyView {
    let present = of.and_then(|(member, place)| {
        store::with(|portfolio| portfolio.get::<TeamMember>(member)?.key_tasks.get(place).cloned())
    });
    let present = present.unwrap_or_default();
    let [task, area, deputy] = [
        present.task.to_string(),
        present.area.map_or("", SkillArea::name).to_owned(),
        present.deputy.map(|deputy| deputy.id.to_string()).unwrap_or_default(),
    ]
    .map(RwSignal::new);
    let first = store::with(|portfolio| members(portfolio).first().map(|member| member.meta.id));
    let member = RwSignal::new(of.map(|(member, _)| member).or(first).map(|id| id.to_string()).unwrap_or_default());
    let error = RwSignal::new(String::new());
    let typed = move |text: RwSignal<String>| {
        Callback::new(move |typed| {
            text.set(typed);
            error.set(String::new());
        })
    };
    let (who, deputies) = store::with(|portfolio| {
        let who: Vec<(String, String)> =
            members(portfolio).iter().map(|member| (member.meta.id.to_string(), called(portfolio, member))).collect();
        (who, people(portfolio))
    });
    let nobody = (String::new(), "Nobody yet".to_owned());
    let deputies: Vec<(String, String)> =
        std::iter::once(nobody).chain(deputies.into_iter().map(|(id, name)| (id.to_string(), name))).collect();
    let not_said = (String::new(), "Not given".to_owned());
    let areas = std::iter::once(not_said)
        .chain(SkillArea::ALL.iter().map(|area| (area.name().to_owned(), area.label().to_owned())))
        .collect::<Vec<_>>();
    let who = match of {
        // A task stays with who does it: taking it away from one and giving it to another are two entries.
        Some((member, _)) => view! { <p>{["Done by ", &*untrack(move || name_of(member))].concat()}</p> }.into_any(),
        None => view! { <Field label="Done by" control=FieldControl::Choice(who) value=member on_input=typed(member) required=true/> }.into_any(),
    };
    let body = view! {
        <div class="form">
            <Field label="Task" control=FieldControl::Line value=task on_input=typed(task) required=true start=true
                help="What cannot wait for somebody to come back, such as closing the month."/>
            {who}
            <Field label="Area" control=FieldControl::Choice(areas) value=area on_input=typed(area)
                help="What has to be known to do it alone."/>
            <Field label="Deputy" control=FieldControl::Choice(deputies) value=deputy on_input=typed(deputy)
                help="Counts from level 3 in the area on."/>
            <p class="field-error" role="alert" hidden=move || error.with(String::is_empty)>{error}</p>
        </div>
    };
    let perform = move || {
        let made = KeyTask {
            task: task.get_untracked().trim().into(),
            area: SkillArea::parse(&area.get_untracked()),
            deputy: Id::parse(&deputy.get_untracked()).map(Ref::new),
        };
        let Some(member) = Id::parse(&member.get_untracked()).filter(|_| !made.task.is_empty()) else {
            error.set("Say what the task is.".to_owned());
            return;
        };
        let is_own = store::with(|portfolio| {
            let person = portfolio.get::<TeamMember>(member).and_then(|member| member.person);
            person.is_some_and(|person| made.deputy.is_some_and(|deputy| deputy.id == person.id))
        });
        if is_own {
            error.set("Nobody is their own deputy. Choose somebody else.".to_owned());
            return;
        }
        let done = save(member, |tasks| match of.and_then(|(_, place)| tasks.get_mut(place)) {
            Some(task) => *task = made,
            None => tasks.push(made),
        });
        match done {
            Ok(()) => desk::close(),
            Err(sentence) => error.set(sentence),
        }
    };
    let (title, action) = match of {
        Some(_) => ("Change a key task", "Save"),
        None => ("Add a key task", "Add"),
    };
    form_dialog(title, "", false, body.into_any(), action, perform)
}
