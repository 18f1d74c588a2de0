//! The register of all projects: a grid that sorts, filters, groups, edits in its place and changes many at once.
//! What is shown and in which order is worked out in `view::register`; here it is drawn, and keys and pointers are heard.

mod act;
mod cell;
mod columns;
mod dialogs;
mod editor;
mod filters;
mod focus;
mod grid;
mod heading;
mod output;
mod row;
mod state;
mod toolbar;

use crate::domain::id::Id;
use crate::ui::draw::view;
use crate::ui::parts::{Icon, PageHead, UndoRedo, empty_state, icon};
use crate::ui::{desk, side_panel};
use crate::view::action::ActionId;
use crate::view::register::window::PRINTED;
use crate::view::register::{RegisterView, paper};
use crate::view::route::DataTab;
use leptos::prelude::*;
use state::Register;

/// The page.
pub fn projects_page() -> AnyView {
    let register = Register::new();
    let any = Memo::new(move |_| register.sheet(|sheet| sheet.all > 0));
    let body = move || if any.get() { full(register) } else { empty() };
    view! {
        <PageHead title="Projects">
            <UndoRedo/>
            {side_panel::toggle()}
            <button type="button" class="btn" hidden=move || !any.get() on:click=move |_| output::download_csv(register)>
                {icon(Icon::Download)}<span class="csv-words">"Download as CSV"</span>
            </button>
            <button type="button" class="btn primary" on:click=|_| desk::perform(ActionId::NewProject)>
                {icon(Icon::Plus)}"New project"
            </button>
        </PageHead>
        {body}
    }
    .into_any()
}

fn empty() -> AnyView {
    let actions = view! {
        <button type="button" class="btn primary" on:click=|_| desk::perform(ActionId::NewProject)>"Add the first project"</button>
        <button type="button" class="btn" on:click=|_| desk::perform(ActionId::Open(DataTab::Import.place()))>"Import a list"</button>
    };
    let text = "Here all projects stand in one table that sorts, filters, groups and edits in its place.";
    empty_state(Icon::Projects, "No projects yet", text, actions)
}

fn full(register: Register) -> AnyView {
    let nothing = move || {
        let found = register.sheet(|sheet| sheet.found);
        (found == 0).then(|| {
            let clear = move |_| {
                register.change(RegisterView::clear_filters);
                crate::ui::parts::focus_soon("register-search".to_owned());
            };
            let actions = view! { <button type="button" class="btn" on:click=clear>"Clear filters"</button> };
            let text = "No project has these words and fits these filters.";
            empty_state(Icon::Search, "Nothing matches", text, actions)
        })
    };
    view! {
        <div class="register" on:copy=move |event| output::on_copy(register, &event)>
            {toolbar::toolbar(register)}
            <p class="print-only small-text">{move || register.view(|view| paper::left_out(&view.shown().collect::<Vec<_>>()))}</p>
            <p class="visually-hidden" id="grid-keys">
                "Arrow keys move, Enter edits, Space selects, Shift with arrow keys selects several, Control and Enter opens the project. \
                 On a heading Enter sorts, Shift and Enter adds to the order, Control with arrow keys moves the column, Shift with arrow \
                 keys makes it wider or narrower."
            </p>
            <div class="grid-frame">
                {grid::grid(register)}
                <div class="grid-nothing" hidden=move || register.sheet(|sheet| sheet.found > 0)>{nothing}</div>
                {pick_bar(register)}
            </div>
            <p class="print-only" hidden=move || register.count.get() <= PRINTED>
                "Only the first rows are printed. Filter the list, or save all of it as CSV."
            </p>
            {editor::editor_window(register)}
        </div>
    }
    .into_any()
}

/// What can be done with the selected projects.
fn pick_bar(register: Register) -> AnyView {
    let count = Memo::new(move |_| register.picked());
    let ask = move |dialog: fn(Vec<Id>) -> AnyView| {
        move |_| {
            let picked = register.picked_in_order();
            desk::show_own(move || dialog(picked.clone()));
        }
    };
    let clear = move |_| {
        register.pick(Vec::new());
        focus::go(register, register.spot());
    };
    view! {
        <div class="pick-bar" role="region" aria-label="Selected projects" hidden=move || count.get() == 0>
            <strong>{move || act::picked_words(count.get())}</strong>
            <button type="button" class="btn small" on:click=ask(dialogs::set_field)>"Set field…"</button>
            <button type="button" class="btn small" on:click=ask(dialogs::add_tag)>"Add tag…"</button>
            <button type="button" class="btn small" on:click=|_| output::copy()>"Copy"</button>
            <button type="button" class="btn small danger" on:click=ask(dialogs::delete)>"Delete…"</button>
            <button type="button" class="btn small quiet" on:click=clear>"Clear selection"</button>
        </div>
    }
    .into_any()
}
