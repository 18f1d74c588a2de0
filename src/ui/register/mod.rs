//! A register: a grid that sorts, filters, groups, edits in its place and changes many at once, over the records of any kind.
//! What is shown and in which order is worked out in `view::register`; here it is drawn, and keys and pointers are heard. What is
//! special of a kind is in its [`RegisterPage`]. Must not know any one kind.

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
pub mod side_by_side;
mod state;
mod toolbar;

pub use cell::{Present, read, words};
pub use dialogs::{carry_out, line};

use crate::domain::id::Id;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, PageHead, UndoRedo, empty_state, icon};
use crate::ui::{desk, side_panel};
use crate::view::register::window::PRINTED;
use crate::view::register::{Column, Home, RegisterKind, RegisterView, paper};
use leptos::prelude::*;
use state::Register;

/// What the page of a register does and draws in a way of its own.
pub struct RegisterPage {
    /// Makes a new one.
    pub create: fn(&'static RegisterKind, Home),
    /// Further ways to begin while there is none.
    pub begin: &'static [(&'static str, fn())],
    /// Further acts on those selected.
    pub acts: &'static [Act],
    /// Opens what alone changes the cells that only a decision does.
    pub decide: fn(Id),
    /// What a cell shows that is drawn in a way of its own.
    pub cell: fn(Column, Present) -> Option<Drawn>,
    /// The heading of the page; what the kind is called if empty.
    pub title: &'static str,
    /// What stands above the tools: tabs, figures, a chart.
    pub above: fn(Home) -> AnyView,
}

/// An act on the selected records: what its button says, and the dialog that it opens.
pub type Act = (&'static str, fn(Vec<Id>) -> AnyView);

/// A register in which nothing is drawn or done in a way of its own.
pub static PLAIN: RegisterPage = RegisterPage {
    create: dialogs::create,
    begin: &[],
    acts: &[],
    decide: |_| (),
    cell: |_, _| None,
    title: "",
    above: |_| ().into_any(),
};

/// The page.
pub fn page(kind: &'static RegisterKind, page: &'static RegisterPage) -> AnyView {
    let register = Register::new(kind, page, Home::of(kind.page));
    let any = Memo::new(move |_| register.sheet(|sheet| sheet.all > 0));
    let title = if page.title.is_empty() { kind.schema.plural } else { page.title };
    view! {
        <PageHead title=title>
            <UndoRedo/>
            {buttons(register, any)}
        </PageHead>
        {(page.above)(register.home)}
        {body(register, any)}
    }
    .into_any()
}

/// The same as a part of another page, limited to what belongs to the record of that page.
pub fn part(kind: &'static RegisterKind, page: &'static RegisterPage, home: Home) -> AnyView {
    let register = Register::new(kind, page, home);
    let any = Memo::new(move |_| register.sheet(|sheet| sheet.all > 0));
    view! {
        <div class="register-part">
            <div class="register-head">
                <h2 class="visually-hidden">{kind.schema.plural}</h2>
                {buttons(register, any)}
            </div>
            {(page.above)(home)}
            {body(register, any)}
        </div>
    }
    .into_any()
}

fn buttons(register: Register, any: Memo<bool>) -> AnyView {
    let (kind, page, home) = (register.kind(), register.page, register.home);
    view! {
        {side_panel::toggle()}
        <button type="button" class="btn" hidden=move || !any.get() on:click=move |_| output::download_csv(register)>
            {icon(Icon::Download)}<span class="csv-words">"Download as CSV"</span>
        </button>
        <button type="button" class="btn primary" on:click=move |_| (page.create)(kind, home)>{icon(Icon::Plus)}{kind.words.new}</button>
    }
    .into_any()
}

fn body(register: Register, any: Memo<bool>) -> AnyView {
    view! { {move || if any.get() { full(register) } else { empty(register) }} }.into_any()
}

fn empty(register: Register) -> AnyView {
    let (kind, page) = (register.kind(), register.page);
    let further = |(words, begin): &(&'static str, fn())| -> Drawn {
        let (words, begin) = (*words, *begin);
        view! { <button type="button" class="btn" on:click=move |_| begin()>{words}</button> }
    };
    let further = page.begin.iter().map(further).collect::<Vec<Drawn>>();
    let first = ["Add the first ", kind.words.one].concat();
    let actions = view! {
        <button type="button" class="btn primary" on:click=move |_| (page.create)(kind, register.home)>{first}</button>
        {further}
    };
    let face = kind.page.row().nav.map_or(Icon::Rows, |(_, icon)| icon);
    empty_state(face, &["No ", kind.words.many, " yet"].concat(), kind.words.about, actions)
}

fn full(register: Register) -> AnyView {
    let words = &register.kind().words;
    let nothing = move || {
        let found = register.sheet(|sheet| sheet.found);
        (found == 0).then(|| {
            let clear = move |_| {
                register.change(RegisterView::clear_filters);
                crate::ui::parts::focus_soon("register-search".to_owned());
            };
            let actions = view! { <button type="button" class="btn" on:click=clear>"Clear filters"</button> };
            let text = ["No ", words.one, " has these words and these filters."].concat();
            empty_state(Icon::Search, "Nothing matches", &text, actions)
        })
    };
    let keys = [
        "Arrow keys move, Enter edits, Space selects, Shift with arrow keys selects several, Control and Enter opens the ",
        words.one,
        ", Shift and Enter shows its details beside the table. On a heading Enter sorts, Shift and Enter adds to the order, Control with arrow keys moves the column, Shift with arrow keys \
         makes it wider or narrower.",
    ];
    view! {
        <div class="register" on:copy=move |event| output::on_copy(register, &event)>
            {toolbar::toolbar(register)}
            <p class="print-only small-text">{move || register.view(|view| paper::left_out(&view.shown().collect::<Vec<_>>()))}</p>
            <p class="visually-hidden" id="grid-keys">{keys.concat()}</p>
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

/// What can be done with the selected records.
fn pick_bar(register: Register) -> AnyView {
    let kind = register.kind();
    let count = Memo::new(move |_| register.picked());
    let ask = move |dialog: Dialog| {
        let picked = register.picked_in_order();
        desk::show_own(move || match dialog {
            Dialog::SetField => dialogs::set_field(kind, picked.clone()),
            Dialog::Delete => dialogs::delete(kind, picked.clone()),
            Dialog::Further(draw) => draw(picked.clone()),
        });
    };
    let further = |(words, draw): &Act| -> Drawn {
        let (words, draw) = (*words, *draw);
        view! { <button type="button" class="btn small" on:click=move |_| ask(Dialog::Further(draw))>{words}</button> }
    };
    let acts = register.page.acts.iter().map(further).collect::<Vec<Drawn>>();
    let clear = move |_| {
        register.pick(Vec::new());
        focus::go(register, register.spot());
    };
    view! {
        <div class="pick-bar" role="region" aria-label=["Selected ", kind.words.many].concat() hidden=move || count.get() == 0>
            <strong>{move || act::picked_words(count.get())}</strong>
            <button type="button" class="btn small" on:click=move |_| ask(Dialog::SetField)>"Set field…"</button>
            {acts}
            <button type="button" class="btn small" on:click=|_| output::copy()>"Copy"</button>
            <button type="button" class="btn small danger" on:click=move |_| ask(Dialog::Delete)>"Delete…"</button>
            <button type="button" class="btn small quiet" on:click=clear>"Clear selection"</button>
        </div>
    }
    .into_any()
}

/// A dialog about the selected records.
#[derive(Clone, Copy)]
enum Dialog {
    SetField,
    Delete,
    Further(fn(Vec<Id>) -> AnyView),
}
