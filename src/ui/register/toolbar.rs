//! The tools above the grid: search, filters, group, columns, kept views.

use super::state::Register;
use super::{columns, dialogs, filters};
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::{Person, SavedView};
use crate::engine::index::IndexKey;
use crate::store::{self, session};
use crate::ui::desk;
use crate::ui::draw::view;
use crate::ui::parts::{Field, FieldControl, Icon, MenuButton, MenuEntry, MenuItem, icon, panel_button};
use crate::ui::router;
use crate::view::query::Query;
use crate::view::register::people::people_of;
use crate::view::register::{Column, Filter, Home, RegisterKind, RegisterView, Test};
use leptos::prelude::*;

/// The tools.
pub fn toolbar(register: Register) -> AnyView {
    let text = move || register.view(|view| view.text.clone());
    let found = move || {
        let (found, all) = register.sheet(|sheet| (sheet.found, sheet.all));
        let all = register.kind().count(all);
        if register.view(RegisterView::is_filtered) {
            [&crate::view::format::grouped(found as u64), " of ", &all].concat()
        } else {
            all
        }
    };
    let group_words =
        move || register.view(|view| view.group.map_or("Group".to_owned(), |own| ["Group: ", own.label()].concat()));
    let group_entries = Callback::new(move |()| group_entries(register));
    let view_entries = Callback::new(move |()| view_entries(register));
    let current = move || current_view(&register.view(Clone::clone)).map_or("Views".to_owned(), |(_, name)| name);
    let search = ["Search ", register.kind().words.many].concat();
    view! {
        <div class="register-tools">
            {register.kind().by_person.then(|| whose(register))}
            <div class="input-search">
                {icon(Icon::Search)}
                <input class="input" type="search" id="register-search" aria-label=search.clone() placeholder=search
                    prop:value=text
                    on:input=move |event| { let words = event_target_value(&event); register.adjust(|view| view.text = words); }/>
            </div>
            {panel_button(view! { {icon(Icon::ListFilter)}"Filter" }.into_any(), "btn", "Filter", filters::panel(register))}
            <MenuButton label="" menu="Group by" class="btn" entries=group_entries>
                {icon(Icon::Rows)}<span class="label">{group_words}</span>
            </MenuButton>
            {panel_button(view! { {icon(Icon::Columns)}"Columns" }.into_any(), "btn", "Columns", columns::panel(register))}
            <MenuButton label="" menu="Views" class="btn" entries=view_entries>
                {icon(Icon::Bookmark)}<span class="label">{current}</span>
            </MenuButton>
            <p class="small-text muted register-found" role="status">{found}</p>
        </div>
        {filters::chips(register)}
    }
    .into_any()
}

/// The choice of the person whose rows are shown; it stands in the address.
fn whose(register: Register) -> AnyView {
    let value = Memo::new(move |_| register.view(|view| view.person.map(|id| id.to_string()).unwrap_or_default()));
    let on_input = Callback::new(move |chosen: String| register.change(|view| view.person = Id::parse(&chosen)));
    let many = register.kind().words.many;
    let field = move || {
        store::track_index(IndexKey::Kind(Person::SCHEMA.kind));
        let me = session::working_as();
        let chosen = value.get_untracked();
        let choices = store::with(|portfolio| people_of(portfolio, many, &me, &chosen));
        view! {
            <Field label=["Whose ", many].concat() control=FieldControl::Choice(choices) value=value on_input=on_input/>
        }
    };
    view! { <div class="register-whose">{field}</div> }.into_any()
}

fn group_entries(register: Register) -> Vec<MenuEntry> {
    let now = register.view_now().group;
    let item = |text: &'static str, group: Option<Column>| {
        let run = move || {
            register.unfold();
            register.change(|view| view.group = group);
        };
        MenuEntry::Item(MenuItem { checked: Some(now == group), ..MenuItem::new(text, run) })
    };
    let columns = register.kind().columns().into_iter().filter(|column| column.groups());
    std::iter::once(item("No groups", None)).chain(columns.map(|column| item(column.label(), Some(column)))).collect()
}

/// The kept views of a page.
fn kept(kind: &RegisterKind) -> Vec<(Id, String, String)> {
    store::ids(IndexKey::Kind(SavedView::SCHEMA.kind))
        .into_iter()
        .filter_map(|id| {
            let read = |own: &SavedView| (id, own.name.to_string(), own.query.to_string());
            store::record::<SavedView, _>(id, |own| (&*own.page == kind.kept_as()).then(|| read(own))).flatten()
        })
        .collect()
}

/// A view as it was kept, looked at there.
fn kept_view(kind: &'static RegisterKind, query: &str, home: Home) -> RegisterView {
    RegisterView::read_at(kind, &Query::parse(query), home)
}

/// The kept view that is shown; tracked.
fn current_view(view: &RegisterView) -> Option<(Id, String)> {
    // As views, for the same one was written in other ways before.
    kept(view.kind)
        .into_iter()
        .find(|(_, _, query)| kept_view(view.kind, query, view.home) == *view)
        .map(|(id, name, _)| (id, name))
}

fn view_entries(register: Register) -> Vec<MenuEntry> {
    untrack(|| {
        let (view, kind) = (register.view_now(), register.kind());
        let current = current_view(&view).map(|(id, _)| id);
        let home = register.home;
        let go = |query: String| move || router::go(&kept_view(kind, &query, home).route());
        let usual = view == kind.view().at(home) && current.is_none();
        let mut entries = vec![
            MenuItem { checked: Some(usual), ..MenuItem::new(["All ", kind.words.many].concat(), go(String::new())) }
                .into(),
        ];
        let offer = |name: String, own: RegisterView, is_possible: bool| {
            let (now, own) = (view == own, own.route());
            let item = MenuItem::new(name, move || router::go(&own));
            MenuItem { checked: Some(now), disabled: !is_possible, ..item }.into()
        };
        if let Some(mine) = kind.mine {
            let me = session::working_as_untracked();
            let is_known = !me.is_empty();
            let mut own = kind.view().at(home);
            own.set_filter(Filter { column: kind.field(mine), test: Test::AnyOf(vec![me]) });
            entries.push(offer(["My ", kind.words.many].concat(), own, is_known));
        }
        for (name, query) in kind.offered {
            entries.push(offer((*name).to_owned(), kept_view(kind, query, home), true));
        }
        for (id, name, query) in kept(kind) {
            entries.push(MenuItem { checked: Some(current == Some(id)), ..MenuItem::new(name, go(query)) }.into());
        }
        entries.push(MenuEntry::Line);
        let query = view.query().to_string();
        let save = move || {
            let query = query.clone();
            desk::show_own(move || dialogs::save_view(kind, query.clone()));
        };
        let save = MenuItem::new("Save this view…", save);
        entries.push(MenuItem { disabled: current.is_some(), icon: Some(Icon::Plus), ..save }.into());
        if let Some(id) = current {
            let rename = move || {
                desk::show_own(move || dialogs::rename_view(id));
            };
            entries.push(MenuItem { icon: Some(Icon::Pencil), ..MenuItem::new("Rename view…", rename) }.into());
            let delete = move || {
                crate::ui::actions::dispatch(&crate::engine::command::Command::Delete { records: vec![id] });
            };
            entries.push(
                MenuItem { icon: Some(Icon::Trash), danger: true, ..MenuItem::new("Delete view", delete) }.into(),
            );
        }
        entries
    })
}
