//! What is in the command palette: finds actions and records by a few letters.

use super::shortcuts::keys_of;
use crate::domain::id::Id;
use crate::domain::records::Project;
use crate::engine::index::IndexKey;
use crate::store;
use crate::ui::draw::later::after_drawing;
use crate::ui::draw::view;
use crate::ui::parts::{Icon, icon, scroll_into_view};
use crate::ui::{actions, desk, router};
use crate::view::action::{ActionId, actions as all_actions};
use crate::view::directory::words;
use crate::view::finding::{Door, SearchHit, find};
use crate::view::palette::best;
use crate::view::route::{Directory, ProjectTab, Route};
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;

/// Entries shown at most.
const MOST: usize = 12;

#[derive(Clone, PartialEq)]
enum Entry {
    /// An action with its icon, name and keys.
    Act(ActionId, Icon, &'static str, String),
    /// A record with its route, icon, words and what it is.
    Open(Route, Icon, String, &'static str),
    /// A decision, which is seen in a dialog.
    Decision(Id, String),
}

/// The other kinds, each with all that it can be found by.
fn found(query: &str) -> Vec<(Entry, String)> {
    let found = store::with(|portfolio| find(portfolio, query));
    let entry = |found: SearchHit| match found.door {
        Door::Decision(id) => (Entry::Decision(id, found.words), found.text),
        Door::Page(route) => {
            let glyph = match found.kind {
                "Gate review" => Icon::DoorOpen,
                "Condition" => Icon::Flag,
                "Saved view" => Icon::Bookmark,
                "Assessment" | "Improvement action" => Icon::Gauge,
                _ => Icon::CircleCheck,
            };
            (Entry::Open(route, glyph, found.words, found.kind), found.text)
        }
    };
    found.into_iter().map(entry).collect()
}

fn entries(query: &str) -> Vec<Entry> {
    let situation = untrack(actions::situation);
    let acts = all_actions().filter(|action| action.id != ActionId::OpenPalette && action.is_available(situation)).map(
        |action| {
            let keys = keys_of(action.shortcut);
            (Entry::Act(action.id, action.icon, action.name, keys), [action.name, " ", action.keywords].concat())
        },
    );
    let projects = store::with(|portfolio| {
        portfolio
            .all::<Project>()
            .map(|project| {
                let words = format!("{} {}", project.code.0, project.name.0);
                let route = ProjectTab::Summary.of(project.meta.id);
                (Entry::Open(route, Icon::Board, words.clone(), "Project"), words)
            })
            .collect::<Vec<_>>()
    });
    let listed = listed(Directory::People).into_iter().chain(listed(Directory::Programmes));
    best(query, acts.chain(projects).chain(listed).chain(found(query)), MOST)
}

/// The people, or the programmes.
fn listed(directory: Directory) -> Vec<(Entry, String)> {
    let schema = words(directory).schema;
    let glyph = if directory == Directory::People { Icon::User } else { Icon::Layers };
    store::with(|portfolio| {
        let entry = |id: Id| {
            let name = portfolio.called(id);
            (Entry::Open(directory.entry(id), glyph, name.clone(), schema.label), name)
        };
        portfolio.ids(IndexKey::Kind(schema.kind)).into_iter().map(entry).collect()
    })
}

/// What is in the palette, made anew at each opening.
pub fn finder() -> AnyView {
    let query = RwSignal::new(String::new());
    let found = Memo::new(move |_| query.with(|query| entries(query)));
    let chosen = RwSignal::new(0usize);
    let perform = move |at: usize| {
        // The search stays open while nothing is found, so that the person can go on typing.
        let Some(entry) = found.with_untracked(|found| found.get(at).cloned()) else { return };
        desk::close();
        match entry {
            Entry::Act(id, ..) => desk::perform(id),
            Entry::Open(route, ..) => router::go(&route),
            Entry::Decision(id, _) => desk::show(desk::Shared::Record(id)),
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let count = found.with_untracked(Vec::len);
        let now = chosen.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => chosen.set(if now + 1 < count { now + 1 } else { 0 }),
            "ArrowUp" => chosen.set(if now > 0 { now - 1 } else { count.saturating_sub(1) }),
            "Enter" => perform(now),
            _ => return,
        }
        event.prevent_default();
        after_drawing(|| scroll_into_view(".palette-item[aria-selected=true]"));
    };
    let active = move || (!found.with(Vec::is_empty)).then(|| format!("palette-entry-{}", chosen.get()));
    view! {
        <div class="palette-input">
            {icon(Icon::Search)}
            <input type="text" role="combobox" aria-label="Find actions and projects, people, decisions, anything" aria-expanded="true" data-start
                aria-controls="palette-list" aria-autocomplete="list" aria-activedescendant=active autocomplete="off"
                placeholder="Find projects, people, decisions, actions" prop:value=query on:keydown=on_key
                on:input=move |event| { query.set(event_target_value(&event)); chosen.set(0); }/>
        </div>
        <ul class="palette-list" id="palette-list" role="listbox" aria-label="Found">
            {move || found.get().into_iter().enumerate().map(|(at, entry)| {
                let (glyph, words, hint) = match entry {
                    Entry::Act(_, glyph, name, keys) => (glyph, name.to_owned(), keys),
                    Entry::Decision(_, words) => (Icon::Gavel, words, "Decision".to_owned()),
                    Entry::Open(_, glyph, words, kind) => (glyph, words, kind.to_owned()),
                };
                view! {
                    <li class="palette-item" id=format!("palette-entry-{at}") role="option"
                        aria-selected=move || (chosen.get() == at).to_string()
                        on:pointermove=move |_| if chosen.get_untracked() != at { chosen.set(at) }
                        on:click=move |_| perform(at)>
                        {icon(glyph)}<span class="truncate">{words}</span><span class="hint">{hint}</span>
                    </li>
                }
            }).collect_view()}
        </ul>
        <p class="palette-empty" role="status" hidden=move || found.with(|found| !found.is_empty())>
            "No matches."
        </p>
    }
    .into_any()
}
