//! The import of a list in four steps: where it comes from, what each column becomes, what would happen, what came. What was chosen
//! is kept for this visit, whatever else is looked at in between.

use super::before::keep_before;
use super::findings::findings;
use super::pick::{error_line, file_button};
use super::{columns, correct, kept, questions, reading, result};
use crate::domain::id::Id;
use crate::engine::command::Command;
use crate::exchange::copies::CopyReason;
use crate::exchange::table::error::TableError;
use crate::exchange::table::fit::undecided_dates;
use crate::exchange::table::leftovers::{has_leftovers, leftovers};
use crate::exchange::table::mapping::{ColumnMapping, DefaultPhase, Mapping, Repeats};
use crate::exchange::table::memory::{recall, remember, remembered};
use crate::exchange::table::money_questions::{MoneyQuestion, question_words, undecided_money};
use crate::exchange::table::proposal::{propose, propose_as};
use crate::exchange::table::reading::{Choices, Table, read_table_by};
use crate::exchange::table::rehearse::{Rehearsal, rehearse};
use crate::exchange::table::subject::Subject;
use crate::platform::{download, file, ids, letters, page};
use crate::store::{self, session};
use crate::ui::actions;
use crate::ui::draw::later::on_page;
use crate::ui::draw::view;
use crate::ui::parts::{Icon, announce, focus_soon, fresh_id, icon};
use crate::view::findings as lists;
use crate::view::import::{
    ColumnChoice, button_words, has_cells, made_words, no_title_words, recalled_words, source_words, title_of,
    undecided_words,
};
use crate::view::regions::stand_in;
use leptos::prelude::*;
use leptos::web_sys::{DragEvent, File};
use std::cell::RefCell;
use std::rc::Rc;
use std::thread::LocalKey;

/// Largest file in megabytes.
const MOST_MEGABYTES: u64 = 20;
/// Long enough for the browser to draw what was said before.
const A_FRAME: u32 = 40;

/// What stands for the name of a file where there is none.
const PASTED_CELLS: &str = "pasted cells";

const SOURCE: &str = "Source";
const COLUMNS: &str = "Columns";
const REHEARSAL: &str = "Rehearsal";
const RESULT: &str = "Result";

/// What was read and chosen.
#[derive(Default)]
pub struct Wizard {
    source: String,
    /// What was read, for reading it anew by other choices.
    bytes: Rc<Vec<u8>>,
    /// What was chosen about the reading.
    pub choices: Choices,
    /// Whether somebody said that the rows are projects, though the headings speak of something else.
    is_confirmed: bool,
    /// People whose spellings are kept apart.
    pub apart: Vec<String>,
    /// What rows are that share a code and have different names.
    pub repeats: Repeats,
    /// The list, once one was read.
    pub table: Option<Rc<Table>>,
    /// Which columns have any cell.
    pub filled: Vec<bool>,
    /// What each row is.
    pub rows: &'static Subject,
    /// What each column becomes.
    pub columns: Vec<ColumnMapping>,
    /// The phase of new projects whose phase no column gives.
    pub phase: Option<DefaultPhase>,
    rehearsal: Option<Rehearsal>,
    /// The mapping that was used before for these headings, and what is said of it.
    recalled: Option<(Id, String)>,
}

thread_local! {
    static WIZARD: RefCell<Wizard> = RefCell::default();
    static STEP: ArcRwSignal<&'static str> = ArcRwSignal::new(SOURCE);
    static BUSY: ArcRwSignal<String> = ArcRwSignal::new(String::new());
    static ERROR: ArcRwSignal<String> = ArcRwSignal::new(String::new());
    static PASTED: ArcRwSignal<String> = ArcRwSignal::new(String::new());
}

/// Looks at what was chosen, or alters it.
pub fn with<T>(act: impl FnOnce(&mut Wizard) -> T) -> T {
    WIZARD.with_borrow_mut(act)
}

/// A list that was read, or cells that were pasted, are known to this page alone.
fn tell_busy() {
    let has_list = with(|wizard| wizard.table.is_some());
    page::set_busy("import", has_list || !PASTED.with(|signal| signal.with_untracked(String::is_empty)));
}

fn say(place: &'static LocalKey<ArcRwSignal<String>>, text: String) {
    place.with(|signal| signal.set(text));
}

fn go_to(step: &'static str) {
    say(&ERROR, String::new());
    STEP.with(|signal| signal.set(step));
    focus_soon("import-step".to_owned());
}

/// Takes the last sentence away: what it asked for was chosen.
pub fn forgive() {
    say(&ERROR, String::new());
}

fn refuse(sentence: String) {
    say(&BUSY, String::new());
    say(&ERROR, sentence);
}

fn begin(name: &str) {
    say(&ERROR, String::new());
    say(&BUSY, ["Reading ", name, "…"].concat());
}

fn received(name: String, bytes: Rc<Vec<u8>>) {
    match read_table_by(&bytes, &Choices::default(), &letters::decode) {
        Err(error) if name == PASTED_CELLS => refuse(error.to_string()),
        Err(error) => refuse(format!("{name}: {error}")),
        Ok(table) => {
            say(&BUSY, String::new());
            announce(source_words(&name, &table));
            with(|wizard| *wizard = Wizard { source: name, bytes, ..Wizard::default() });
            take_table(Rc::new(table));
            go_to(COLUMNS);
        }
    }
}

/// Reads the same list anew by other choices; what cannot be read so stays as it was. Gives whether it was.
pub fn read_anew(choices: Choices) -> bool {
    let bytes = with(|wizard| wizard.bytes.clone());
    match read_table_by(&bytes, &choices, &letters::decode) {
        Err(error) => {
            refuse(TableError::to_string(&error));
            false
        }
        Ok(table) => {
            forgive();
            with(|wizard| wizard.choices = choices);
            take_table(Rc::new(table));
            // Drawn anew where it stands.
            STEP.with(|signal| signal.set(COLUMNS));
            true
        }
    }
}

/// Maps the columns as before, or as they look.
fn take_table(table: Rc<Table>) {
    let mut mapping = propose(&table);
    let recalled = store::with(|portfolio| {
        let mapping_before = remembered(portfolio, &mapping.columns)?;
        recall(mapping_before, &mut mapping);
        Some((mapping_before.meta.id, recalled_words(&mapping_before.name, mapping_before.used_on)))
    });
    let is_set = store::with(|portfolio| portfolio.settings().currency.is_some());
    if let Some(currency) = store::with(|portfolio| portfolio.settings().currency).or_else(stand_in) {
        mapping.take_signs(&table, currency);
    }
    if let Some(currency) = stand_in().filter(|_| !is_set && recalled.is_none()) {
        mapping.take_currency(currency);
    }
    let Mapping { rows, columns, default_phase, .. } = mapping;
    let filled = (0..columns.len()).map(|number| has_cells(&table, number)).collect();
    with(|wizard| {
        wizard.table = Some(table);
        (wizard.filled, wizard.rows, wizard.columns) = (filled, rows, columns);
        (wizard.phase, wizard.rehearsal, wizard.recalled) = (Some(default_phase), None, recalled);
    });
    tell_busy();
}

/// Maps the columns anew, each row being that.
pub fn take_rows(rows: &'static Subject) {
    with(|wizard| {
        if let Some(table) = wizard.table.clone().filter(|_| wizard.rows != rows) {
            wizard.rows = rows;
            wizard.columns = propose_as(&table, rows).columns;
        }
    });
    // Drawn anew where it stands; the focus stays on the choice.
    STEP.with(|signal| signal.set(COLUMNS));
}

/// Draws the columns anew, with the focus on that control.
pub fn redraw(control: String) {
    STEP.with(|signal| signal.set(COLUMNS));
    focus_soon(control);
}

/// Forgets the mapping that was used before, and maps anew.
fn forget() {
    let Some((id, _)) = with(|wizard| wizard.recalled.take()) else { return };
    actions::dispatch(&Command::Delete { records: vec![id] });
    if let Some(table) = with(|wizard| wizard.table.clone()) {
        take_table(table);
        go_to(COLUMNS);
    }
}

/// The mapping of columns as chosen.
fn chosen(wizard: &Wizard) -> Mapping {
    let default_phase = wizard.phase.unwrap_or(DefaultPhase::ByDates);
    let (apart, repeats) = (wizard.apart.clone(), wizard.repeats);
    Mapping { rows: wizard.rows, columns: wizard.columns.clone(), default_phase, apart, repeats }
}

fn take_file(chosen: &File) {
    let name = chosen.name();
    begin(&name);
    let then = move |bytes| match bytes {
        Ok(bytes) => {
            let bytes: Vec<u8> = bytes;
            let _ = on_page::after(A_FRAME, move || received(name, Rc::new(bytes)));
        }
        Err(why) => refuse(file::FileError::to_string(&why)),
    };
    file::read(chosen, MOST_MEGABYTES, Box::new(then));
}

fn take_pasted() {
    let text = PASTED.with(|signal| signal.get_untracked());
    if text.trim().is_empty() {
        return refuse("Paste cells first: the row with the headings and the rows below it.".to_owned());
    }
    begin(PASTED_CELLS);
    let _ = on_page::after(A_FRAME, move || received(PASTED_CELLS.to_owned(), Rc::new(text.into_bytes())));
}

/// The import.
pub fn import() -> AnyView {
    let step = STEP.with(Clone::clone);
    let body = move || {
        let step = step.get();
        let body = match step {
            COLUMNS => columns_step(),
            REHEARSAL => rehearsal_step(),
            RESULT => result::result(),
            _ => source_step(),
        };
        view! { {steps(step)} {body} }.into_any()
    };
    view! { <div class="import">{body}</div> }.into_any()
}

fn steps(current: &'static str) -> AnyView {
    let mut is_done = true;
    let step = |title: &'static str| {
        let is_current = title == current;
        is_done &= !is_current;
        view! { <li class=if is_done { "done" } else { "" } aria-current=is_current.then_some("step")>{title}</li> }
            .into_any()
    };
    let steps = [SOURCE, COLUMNS, REHEARSAL, RESULT].map(step);
    view! { <ol class="steps" aria-label="Steps">{steps.into_iter().collect_view()}</ol> }.into_any()
}

/// The heading of a step: the focus goes there, because the button that led here is gone.
pub fn step_head(title: impl Into<String>, text: String) -> AnyView {
    let title: String = title.into();
    view! {
        <div class="step-head">
            <h2 id="import-step" tabindex="-1">{title}</h2>
            <p class="muted">{text}</p>
        </div>
    }
    .into_any()
}

pub fn button(words: impl Into<String>, class: &'static str, act: fn()) -> AnyView {
    let words: String = words.into();
    view! { <button type="button" class=class on:click=move |_| act()>{words}</button> }.into_any()
}

fn forget_all() {
    with(|wizard| *wizard = Wizard::default());
    say(&PASTED, String::new());
    tell_busy();
}

/// Goes back to the first step, with nothing chosen.
pub fn start_over() {
    forget_all();
    go_to(SOURCE);
}

fn source_step() -> AnyView {
    let (pasted, busy) = (kept(&PASTED), kept(&BUSY));
    let known = with(|wizard| wizard.table.is_some().then(|| wizard.source.clone()));
    let known = known.map(|name| button(["Continue with ", &name].concat(), "btn", || go_to(COLUMNS)));
    let is_over = RwSignal::new(false);
    let class = Signal::derive(move || if is_over.get() { "drop-file is-over" } else { "drop-file" }.to_owned());
    let over = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(event.type_() == "dragover");
        if event.type_() == "drop"
            && let Some(file) = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0))
        {
            take_file(&file);
        }
    };
    let over = move || Box::new(over) as Box<dyn FnMut(DragEvent)>;
    let (id, help) = (fresh_id(), fresh_id());
    view! {
        <div class="stack" on:dragover=over() on:dragleave=over() on:drop=over()>
            {step_head("Where does the list come from?", "Nothing changes before you have seen what would be made.".to_owned())}
            <div class=class>
                {icon(Icon::Upload)}
                <p><strong>"Drop a CSV file here"</strong><br/>"or choose it. Up to 20 MB; it is read in this browser and sent nowhere."</p>
                {file_button("Choose a CSV file", ".csv,.tsv,.txt,text/csv,text/plain", "btn primary file-button", take_file)}
            </div>
            <p class="or">"or"</p>
            <div class="field">
                <label class="field-label" for=id.clone()>"Paste cells from a spreadsheet"</label>
                <p class="field-help" id=help.clone()>"The first row holds the headings."</p>
                <textarea class="input paste" id=id aria-describedby=help spellcheck="false" prop:value=pasted
                    on:input=|event| { say(&PASTED, event_target_value(&event)); tell_busy(); }></textarea>
            </div>
            {error_line(kept(&ERROR))}
            <p class="muted" role="status" hidden=move || busy.with(String::is_empty)>{busy}</p>
            <div class="row">{button("Read pasted cells", "btn", take_pasted)} {known}</div>
            {correct::of_all()}
        </div>
    }
    .into_any()
}

/// The question whether the rows of a list of something else are projects after all.
fn foreign_step() -> Option<AnyView> {
    let words = with(|wizard| {
        let foreign = wizard.table.as_ref()?.foreign.as_ref().filter(|_| !wizard.is_confirmed)?;
        Some((["Is this a list of ", foreign.of, "?"].concat(), foreign.sentence(), foreign.of))
    });
    let (title, sentence, of) = words?;
    let text =
        [&sentence, " Pocket PMO takes lists of projects, with one row each; it keeps no ", of, " yet."].concat();
    let confirm = || {
        with(|wizard| wizard.is_confirmed = true);
        go_to(COLUMNS);
    };
    let body = view! {
        {step_head(title, text)}
        <div class="row">
            {button("Choose another list", "btn primary", start_over)}
            {button("Continue: each row is a project", "btn", confirm)}
        </div>
    };
    Some(body.into_any())
}

fn columns_step() -> AnyView {
    if let Some(question) = foreign_step() {
        return question;
    }
    let words = with(|wizard| wizard.table.as_ref().map(|table| source_words(&wizard.source, table)));
    let text =
        words.unwrap_or_default() + ". What fits no field is kept beside the fields as it is, unless you leave it out.";
    let recalled = with(|wizard| wizard.recalled.as_ref().map(|(_, words)| words.clone()));
    let recalled = recalled.map(|words| {
        view! { <p class="row">{words} " " {button("Forget this mapping", "btn quiet", forget)}</p> }.into_any()
    });
    view! {
        {step_head("Which column is which field?", text)}
        {reading::controls()}
        {recalled}
        {columns::table()}
        {error_line(kept(&ERROR))}
        <div class="bar-foot">
            {columns::summary()}
            {button("Start over", "btn quiet", start_over)}
            {button("Back", "btn", || go_to(SOURCE))}
            {button("Rehearse", "btn primary", rehearse_step)}
        </div>
    }
    .into_any()
}

fn rehearse_step() {
    let has_name = with(|wizard| wizard.columns.iter().any(|column| column.target == title_of(wizard.rows)));
    if !has_name {
        return refuse(no_title_words(with(|wizard| wizard.rows)));
    }
    let undecided = with(|wizard| {
        let table = wizard.table.as_deref()?;
        let number = undecided_dates(table, &chosen(wizard))?;
        Some((
            columns::choice_id(ColumnChoice::Dates, number),
            undecided_words(table, number, wizard.columns.get(number)?),
        ))
    });
    match undecided.or_else(undecided_amounts) {
        Some((control, words)) => {
            refuse(words);
            focus_soon(control);
        }
        None => go_to(REHEARSAL),
    }
}

/// The control by which somebody must say how amounts are read, and why.
fn undecided_amounts() -> Option<(String, String)> {
    let currency = store::with(|portfolio| portfolio.settings().currency);
    with(|wizard| {
        let table = wizard.table.as_deref()?;
        let (number, question, cell) = undecided_money(table, &chosen(wizard), currency)?;
        let choose = match question {
            MoneyQuestion::Unit => ColumnChoice::Scale,
            MoneyQuestion::Mark => ColumnChoice::Mark,
            MoneyQuestion::Currency => ColumnChoice::Currency,
        };
        let words = question_words(table, number, &wizard.columns.get(number)?.heading, question, cell);
        Some((columns::choice_id(choose, number), words))
    })
}

/// What the import would do to the portfolio as it is now.
fn rehearse_now() -> Option<Rehearsal> {
    let (source, table, mapping) = with(|wizard| Some((wizard.source.clone(), wizard.table.clone()?, chosen(wizard))))?;
    let today = session::today_untracked();
    Some(store::with(|portfolio| rehearse(portfolio, &table, &mapping, &source, today, &mut ids::new_id)))
}

fn rehearsal_step() -> AnyView {
    // What the list would do depends on what is there: undo and other tabs may change that meanwhile.
    store::track_history();
    let Some(rehearsal) = rehearse_now() else { return source_step() };
    let sections = store::with(|portfolio| lists::of_import(&rehearsal, &|id| store::title_in(portfolio, id)));
    let made = made_words(rehearsal.rows);
    let figures = [
        (rehearsal.made.len(), &*made),
        (rehearsal.changed.len(), "would be changed"),
        (rehearsal.refused.len() + rehearsal.older.len(), "rows left out"),
        (rehearsal.kept_as_note.len(), "cells kept as notes"),
    ];
    let words = button_words(&rehearsal);
    let questions = questions::questions(&rehearsal);
    let list = has_leftovers(&rehearsal).then(|| button("Download what was skipped", "btn", save_leftovers));
    let note = if words.is_some() { "One Undo reverses it." } else { "There is nothing to import." };
    with(|wizard| wizard.rehearsal = Some(rehearsal));
    let import =
        words.map(|words| button(words, "btn primary", || keep_before(CopyReason::Import, Box::new(carry_out))));
    view! {
        {step_head("What would happen", "Nothing has been changed yet.".to_owned())}
        {questions}
        {findings(&figures, sections)}
        <div class="bar-foot">
            <span class="note">{note}</span>
            {button("Start over", "btn quiet", start_over)}
            {list}
            {button("Back", "btn", || go_to(COLUMNS))}
            {import}
        </div>
    }
    .into_any()
}

/// The list of what is not taken over, with its name.
fn leftover_file() -> Option<(String, String)> {
    with(|wizard| {
        let (table, rehearsal) = (wizard.table.as_deref()?, wizard.rehearsal.as_ref()?);
        Some((["Not taken over from ", &wizard.source].concat(), leftovers(table, &chosen(wizard), rehearsal)))
    })
}

fn save_leftovers() {
    save(leftover_file());
}

/// Hands a list over as a file.
pub fn save(file: Option<(String, String)>) {
    if let Some((name, text)) = file
        && let Err(why) = download::save(&name, "csv", "text/csv", text.as_bytes())
    {
        announce(why.to_string());
    }
}

fn carry_out() {
    let file = with(|wizard| wizard.rehearsal.as_ref().is_some_and(has_leftovers)).then(leftover_file).flatten();
    let Some(rehearsal) = with(|wizard| wizard.rehearsal.take()) else { return };
    let mut import = rehearsal.import.clone();
    let (mapping, source) = with(|wizard| (chosen(wizard), wizard.source.clone()));
    let today = session::today_untracked();
    store::with(|portfolio| remember(portfolio, &mapping, &source, today, ids::new_id(), &mut import));
    if actions::dispatch(&Command::Import(Box::new(import))) {
        result::keep(&rehearsal, source, file);
        forget_all();
        go_to(RESULT);
    } else {
        with(|wizard| wizard.rehearsal = Some(rehearsal));
    }
}

/// Rehearses anew, after an answer; the focus goes back to where it was given.
pub fn rehearse_again(focus: String) {
    STEP.with(|signal| signal.set(REHEARSAL));
    focus_soon(focus);
}
