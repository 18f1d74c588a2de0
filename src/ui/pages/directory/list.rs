//! The list of people or of programmes, with a search.

use super::programme;
use crate::engine::index::IndexKey;
use crate::store::{self, session};
use crate::ui::desk::{self, New, Shared};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, PageHead, UndoRedo, avatar, empty_state, icon};
use crate::ui::status_table::status_bar;
use crate::ui::{router, side_panel};
use crate::view::directory::{self as model, Cell, Row};
use crate::view::route::Directory;
use leptos::prelude::*;

/// Rows shown at first, and at each "Show more".
const MOST: usize = 100;

/// The page.
pub fn directory_page(directory: Directory) -> AnyView {
    let words = model::words(directory);
    let all = Memo::new(move |_| store::count(IndexKey::Kind(words.schema.kind)));
    let sub = Signal::derive(move || model::how_many(directory, all.get()));
    let is_empty = Memo::new(move |_| all.get() == 0);
    view! {
        <PageHead title=words.schema.plural.to_owned() sub=sub>
            <UndoRedo/>
            {side_panel::toggle()}
            <button type="button" class="btn primary" on:click=move |_| desk::show(Shared::New(New::Entry(directory)))>
                {icon(Icon::Plus)}<span>{words.new}</span>
            </button>
        </PageHead>
        {move || if is_empty.get() { nothing(directory) } else { list(directory).into_any() }}
    }
    .into_any()
}

fn nothing(directory: Directory) -> AnyView {
    let words = model::words(directory);
    let new = view! {
        <button type="button" class="btn" on:click=move |_| desk::show(Shared::New(New::Entry(directory)))>{words.new}</button>
    };
    let face = if directory == Directory::People { Icon::Users } else { Icon::Layers };
    empty_state(face, words.none, words.empty, new)
}

fn list(directory: Directory) -> Drawn {
    let query = RwSignal::new(String::new());
    let most = RwSignal::new(MOST);
    let found = Memo::new(move |_| {
        store::track_history();
        query.with(|query| store::with(|portfolio| model::rows(portfolio, directory, query, session::today())))
    });
    let count = Memo::new(move |_| found.with(Vec::len));
    let rows = move || {
        if count.get() == 0 {
            return view! { <p class="muted">"No matches."</p> };
        }
        let most = most.get();
        table(directory, found.with(|found| found.iter().take(most).map(|entry| row(directory, entry)).collect()))
    };
    let label = model::words(directory).search;
    view! {
        <div class="history-tools">
            <div class="input-search">
                {icon(Icon::Search)}
                <input class="input" type="search" aria-label=label placeholder=label
                    prop:value=query on:input=move |event| query.set(event_target_value(&event))/>
            </div>
            <p class="small-text muted" role="status">{move || model::how_many(directory, count.get())}</p>
        </div>
        {rows}
        {(directory == Directory::Programmes).then_some(programme::without)}
        <div class="row history-more" hidden=move || count.get() <= most.get()>
            <button type="button" class="btn" on:click=move |_| most.update(|most| *most += MOST)>"Show more"</button>
        </div>
    }
}

fn table(directory: Directory, rows: Vec<Drawn>) -> Drawn {
    let words = model::words(directory);
    let head = |(label, is_figure): &(&'static str, bool)| {
        let class = if *is_figure { "num" } else { "" };
        view! { <th scope="col" class=class>{*label}</th> }
    };
    let heads: Vec<Drawn> = words.columns.iter().map(head).collect();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=words.schema.plural>
            <table class="table directory">
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(directory: Directory, entry: &Row) -> Drawn {
    let href = router::href(&directory.entry(entry.id));
    let cell = |cell: &Cell| match cell {
        Cell::Name(name, initials) => {
            let face = (!initials.is_empty()).then(|| avatar(initials.clone()));
            view! { <th scope="row"><a class="person" href=href.clone()>{face}<span>{name.clone()}</span></a></th> }
        }
        Cell::Text(text) => view! { <td>{text.clone()}</td> },
        Cell::Figure(figure) => {
            let class = if *figure == 0 { "num muted" } else { "num" };
            view! { <td class=class>{figure.to_string()}</td> }
        }
        Cell::Noted(figure, note, is_late) => {
            let class = if *is_late { "num late" } else { "num" };
            view! { <td class=class>{figure.clone()}<span class="cell-note">{note.clone()}</span></td> }
        }
        Cell::Statuses(statuses) => view! { <td>{status_bar(*statuses)}</td> },
    };
    let cells: Vec<Drawn> = entry.cells.iter().map(cell).collect();
    view! { <tr>{cells}</tr> }
}
