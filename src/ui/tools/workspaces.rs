//! The dialog with all workspaces of this browser: open, rename, make, delete, and restore from the trash.

use crate::domain::record::RecordType;
use crate::domain::records::{Settings, settings};
use crate::domain::value::Value;
use crate::engine::command::Command;
use crate::store;
use crate::store::session::{self, WorkspaceEntry};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Field, FieldControl, Icon, Tone, answer, focus_soon, icon, info_dialog, pill, workspace_name};
use crate::ui::{actions, desk, router};
use crate::view::format::count;
use crate::view::pages::Page;
use crate::view::route::DataTab;
use leptos::prelude::*;
use std::sync::Arc;

/// What the dialog shows now.
#[derive(Clone, Copy)]
struct DialogState {
    /// Grows with each change of the list, which tells nobody by itself.
    changes: RwSignal<u32>,
    /// Name of the workspace about which is asked whether it is to go, and whether for good.
    asked: RwSignal<Option<(String, bool)>>,
}

/// The dialog.
pub fn workspaces_dialog() -> AnyView {
    let shown = DialogState { changes: RwSignal::new(0), asked: RwSignal::new(None) };
    let body = view! {
        <div class="form">
            {move || list(shown)}
            {move || trash(shown)}
            {line("Name of this workspace", "workspace-name", workspace_name(), "Rename", rename)}
            {line("New workspace", "workspace-new", String::new(), "Create", create)}
            <p><a class="link" href=router::href(&DataTab::Overview.route()) on:click=move |_| desk::close()>
                "Backup, example and storage"
            </a></p>
        </div>
    };
    let sub = "Each workspace is a portfolio of its own in this browser.";
    info_dialog("Workspaces", sub, body.into_any())
}

fn name_of(entry: &WorkspaceEntry) -> String {
    if entry.name.is_empty() { "My portfolio".to_owned() } else { entry.name.to_string() }
}

/// Leaves the page of the workspace that was open: what it shows is not in the next one. Not for the welcome of an empty one,
/// which has no navigation.
fn leave() {
    desk::close();
    router::go(&Page::Board.route());
}

fn list(shown: DialogState) -> Drawn {
    shown.changes.track();
    let rows: Vec<Drawn> =
        session::workspaces().into_iter().map(|(workspace, is_open)| row(shown, workspace, is_open)).collect();
    view! { <ul class="workspaces" aria-label="Workspaces">{rows}</ul> }
}

fn row(shown: DialogState, workspace: WorkspaceEntry, is_open: bool) -> Drawn {
    let name = name_of(&workspace);
    if shown.asked.get() == Some((workspace.id.to_string(), false)) {
        let days = count(usize::try_from(session::TRASH_DAYS).unwrap_or_default(), "day");
        let words = ["Delete “", &name, "”? It can be restored here for ", &days, "."].concat();
        return asking(shown, words, "Delete workspace", move || {
            if !session::trash_workspace(&workspace) {
                return desk::close();
            }
            let back = workspace.clone();
            let undo = move || restore(shown, &back);
            answer(["Deleted ", &name_of(&workspace)].concat(), vec![("Undo", Arc::new(undo))]);
            if is_open {
                leave();
            }
        });
    }
    let marks = [is_open.then_some("Open now"), workspace.example.then_some("Example")].into_iter().flatten();
    let marks: Vec<AnyView> = marks.map(|mark| pill(mark.to_owned(), Tone::Plain, None)).collect();
    let (open_label, delete_label) = (["Open ", &name].concat(), ["Delete ", &name].concat());
    let id = workspace.id.to_string();
    view! {
        <li class="row">
            {icon(Icon::Briefcase)}<span class="truncate">{name}</span>{marks}
            <button type="button" class="btn small push" hidden=is_open aria-label=open_label on:click=move |_| {
                leave();
                session::switch_workspace(&workspace);
            }>"Open"</button>
            <button type="button" class=if is_open { "btn small push" } else { "btn small" } aria-label=delete_label
                on:click=move |_| ask(shown, id.clone(), false)>"Delete"</button>
        </li>
    }
}

fn trash(shown: DialogState) -> Option<Drawn> {
    shown.changes.track();
    let rows: Vec<Drawn> =
        session::trashed_workspaces().into_iter().map(|(workspace, days)| gone(shown, workspace, days)).collect();
    (!rows.is_empty()).then(|| {
        view! { <section><h3>"Deleted"</h3><ul class="workspaces" aria-label="Deleted workspaces">{rows}</ul></section> }
    })
}

fn gone(shown: DialogState, workspace: WorkspaceEntry, days: i64) -> Drawn {
    let name = name_of(&workspace);
    if shown.asked.get() == Some((workspace.id.to_string(), true)) {
        let words = ["Delete “", &name, "” for good? Nothing of it can be brought back then."].concat();
        return asking(shown, words, "Delete for good", move || session::remove_workspace(&workspace));
    }
    let left = [&*count(usize::try_from(days).unwrap_or_default(), "day"), " left"].concat();
    let (restore_label, delete_label) = (["Restore ", &name].concat(), ["Delete ", &name, " for good"].concat());
    let id = workspace.id.to_string();
    view! {
        <li class="row">
            {icon(Icon::Trash)}<span class="truncate">{name}</span><span class="small-text muted">{left}</span>
            <button type="button" class="btn small push" aria-label=restore_label
                on:click=move |_| restore(shown, &workspace)>"Restore"</button>
            <button type="button" class="btn small" aria-label=delete_label
                on:click=move |_| ask(shown, id.clone(), true)>"Delete for good"</button>
        </li>
    }
}

/// Takes a workspace out of the trash. The dialog may be gone by then.
fn restore(shown: DialogState, workspace: &WorkspaceEntry) {
    session::restore_workspace(workspace);
    answer(["Restored ", &name_of(workspace)].concat(), Vec::new());
    let _ = shown.changes.try_update(|changes| *changes += 1);
}

/// Element id of the button that leaves the question.
const KEEP: &str = "workspace-keep";

fn ask(shown: DialogState, id: String, for_good: bool) {
    shown.asked.set(Some((id, for_good)));
    focus_soon(KEEP.to_owned());
}

/// A row that asks; the focus stands on the way out.
fn asking(shown: DialogState, words: String, deed: &'static str, act: impl Fn() + 'static) -> Drawn {
    let done = move || {
        shown.asked.set(None);
        act();
        shown.changes.update(|changes| *changes += 1);
    };
    view! {
        <li class="row asking tone-red">
            {icon(Icon::TriangleAlert)}<span role="alert">{words}</span>
            <button type="button" class="btn small push" id=KEEP on:click=move |_| shown.asked.set(None)>"Keep it"</button>
            <button type="button" class="btn small danger" on:click=move |_| done()>{deed}</button>
        </li>
    }
}

/// One line of a form with its button.
fn line(label: &'static str, id: &'static str, first: String, action: &'static str, act: fn(String)) -> Drawn {
    let text = RwSignal::new(first);
    let on_input = Callback::new(move |typed: String| text.set(typed));
    view! {
        <form class="form-line" novalidate on:submit=move |event| {
            event.prevent_default();
            let name = text.get_untracked().trim().to_owned();
            if name.is_empty() { focus_soon(id.to_owned()) } else { act(name) }
        }>
            <Field label=label control=FieldControl::Line value=text on_input=on_input id=id/>
            <button type="submit" class="btn">{action}</button>
        </form>
    }
}

fn rename(name: String) {
    let fields = vec![(settings::at::name, Value::text(name))];
    let command = match store::with(|portfolio| portfolio.settings_id()) {
        Some(record) => Command::Change { record, fields },
        None => Command::Create { schema: Settings::SCHEMA, fields },
    };
    actions::dispatch(&command);
    desk::close();
}

fn create(name: String) {
    leave();
    session::create_workspace(&name);
}
