//! The page of one person or programme: its fields edited in their place, and beside them what refers to it.

use super::programme;
use crate::domain::id::Id;
use crate::engine::command::Command;
use crate::store::{self, session};
use crate::ui::cells::{FieldPlace, cell};
use crate::ui::desk::{self, Shared};
use crate::ui::dialogs::decision_dialog;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, MenuButton, MenuEntry, MenuItem, PageHead, UndoRedo, empty_state, focus_heading, icon};
use crate::ui::referrers::referrers;
use crate::ui::{actions, router};
use crate::view::directory::{self as model, Group};
use crate::view::register::RegisterView;
use crate::view::route::Directory;
use crate::view::work_list::WORK;
use leptos::prelude::*;

/// How many of a group are named; the others are counted.
const MOST: usize = 50;

/// Whether the record is there, and not deleted; `None` if it is unknown.
fn standing(directory: Directory, id: Id) -> Option<bool> {
    store::track_record(id);
    store::with(|portfolio| {
        let record = portfolio.record(id).filter(|record| model::directory_of(&***record) == Some(directory))?;
        Some(!record.meta().deleted)
    })
}

/// The page.
pub fn entry_page(directory: Directory, id: Id) -> AnyView {
    let standing = Memo::new(move |_| standing(directory, id));
    view! {
        {move || match standing.get() {
            Some(true) => there(directory, id),
            Some(false) => deleted(directory, id),
            None => unknown(directory),
        }}
    }
    .into_any()
}

fn there(directory: Directory, id: Id) -> Drawn {
    let words = model::words(directory);
    let name = Memo::new(move |_| store::title(id));
    let entries = Callback::new(move |()| {
        let mut merge = MenuItem::new(words.merge, move || desk::show(Shared::Merge(id)));
        merge.icon = Some(Icon::Merge);
        let mut decide = MenuItem::new("Record a decision", move || {
            desk::show_own(move || decision_dialog(None, Some(id)));
        });
        decide.icon = Some(Icon::Gavel);
        let mut delete = MenuItem::new(words.delete, move || desk::show(Shared::Delete(id)));
        (delete.icon, delete.danger) = (Some(Icon::Trash), true);
        let decide = (directory == Directory::Programmes).then_some(decide);
        decide.into_iter().chain([merge, delete]).map(MenuEntry::from).collect()
    });
    let places = model::fields(directory)
        .into_iter()
        .filter_map(|number| Some(FieldPlace { id, number, field: words.schema.field(number)? }));
    let cells: Vec<AnyView> = places.map(cell).collect();
    let is_programme = directory == Directory::Programmes;
    let groups = Memo::new(move |_| {
        store::track_history();
        let mut groups = store::with(|portfolio| model::groups(portfolio, id, session::today()));
        // The projects of a programme stand in a table of their own.
        groups.retain(|group| !is_programme || !group.has_projects());
        groups
    });
    let summary = is_programme.then_some(move || programme::summary(id));
    view! {
        <PageHead title=name>
            <UndoRedo/>
            <MenuButton label="" menu="More" class="btn" entries=entries>{icon(Icon::Ellipsis)}"More"</MenuButton>
            {(directory == Directory::People).then(|| work_of(id))}
            {back(directory)}
        </PageHead>
        {summary}
        <div class="split">
            <div class="stack">{move || panels(groups.get())}</div>
            <section class="field-group"><h2>"Details"</h2><dl class="cells">{cells}</dl></section>
        </div>
    }
}

fn back(directory: Directory) -> Drawn {
    let words = ["All ", &model::words(directory).schema.plural.to_lowercase()].concat();
    view! { <a class="btn" href=router::href(&directory.list())>{words}</a> }
}

/// The way to all work of a person.
fn work_of(id: Id) -> Drawn {
    let route = RegisterView { person: Some(id), ..WORK.view() }.route();
    view! { <a class="btn" href=router::href(&route)>"Work items"</a> }
}

fn panels(groups: Vec<Group>) -> Drawn {
    if groups.is_empty() {
        return view! {
            <section class="panel"><header class="panel-head"><h2>"What refers to it"</h2></header>
                <p class="muted">"Nothing yet. Projects, conditions and decisions that name it are listed here."</p>
            </section>
        };
    }
    Drawn::of(groups.into_iter().map(panel).collect::<Vec<_>>())
}

fn panel(group: Group) -> Drawn {
    let Group { title, all, .. } = group;
    let number = all.len();
    view! {
        <section class="panel">
            <header class="panel-head"><h2>{title}<span class="head-count num">{number.to_string()}</span></h2></header>
            {referrers(all, MOST)}
        </section>
    }
}

fn deleted(directory: Directory, id: Id) -> Drawn {
    let words = model::words(directory);
    let name = store::with(|portfolio| portfolio.record(id).map(|record| record.title().to_string()));
    let restore = move |_| {
        if actions::dispatch(&Command::Restore { records: vec![id] }) {
            focus_heading();
        }
    };
    let actions = view! {
        <button type="button" class="btn primary" on:click=restore>{words.restore}</button>
        {back(directory)}
    };
    let text = "Records that refer to it still do. It is kept with its history and can be restored at any time.";
    view! {
        <PageHead title=name.unwrap_or_default()><span></span></PageHead>
        {empty_state(Icon::Trash, words.deleted, text, actions)}
    }
}

fn unknown(directory: Directory) -> Drawn {
    let text = "The link may belong to another workspace, or it was never saved in this browser.";
    view! {
        <PageHead title="Not found"><span></span></PageHead>
        {empty_state(Icon::CircleHelp, model::words(directory).unknown, text, back(directory))}
    }
}
