//! Forms that go out to people without the portfolio, and come back: files are handed to the browser, and what is chosen is rehearsed in a
//! dialog before it is taken over. Must not know what a form asks, nor how its answers are read.

use crate::domain::id::Id;
use crate::domain::reporting::Period;
use crate::engine::command::Command;
use crate::engine::decide::{TakeForms, WriteStatus};
use crate::exchange::report_form::{form_file, read_answers};
use crate::platform::{download, file};
use crate::store::{self, session};
use crate::ui::draw::later::on_page;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, alert, form_dialog_of, icon, info_dialog, small_icon, toast};
use crate::ui::{actions, desk};
use crate::view::format::count;
use crate::view::report::form::{Chosen, FormBack, FormOut, Rehearsal, Rehearsed, form_of, rehearse_all};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, File, HtmlInputElement};
use std::cell::RefCell;
use std::rc::Rc;

/// Largest file in megabytes.
const MOST_MEGABYTES: u64 = 1;
/// Most files at once.
const MOST_FILES: usize = 200;
/// Between two files that are handed over: the browser takes them one by one.
const BETWEEN: u32 = 150;

/// Hands over one form for each of these projects; for a period that is asked for, else for the next to be written.
pub fn send(projects: &[Id], period: Option<Period>) {
    let today = session::today_untracked();
    let made: Vec<Result<FormOut, String>> = store::with(|portfolio| {
        projects.iter().map(|id| form_of(portfolio, *id, period, today, session::offset_at)).collect()
    });
    let forms: Vec<FormOut> = made.iter().filter_map(|form| form.clone().ok()).collect();
    if let (true, Some(Err(why))) = (forms.is_empty(), made.into_iter().next()) {
        return alert(why);
    }
    let said = match forms.as_slice() {
        [form] => ["“", &*form.name, "” saved. Send it to the project manager."].concat(),
        forms => [&*count(forms.len(), "form"), " saved. Send each to its project manager."].concat(),
    };
    hand_over(forms, said);
}

/// One file after the other; a browser that is handed several at once keeps the last.
fn hand_over(mut forms: Vec<FormOut>, said: String) {
    if forms.is_empty() {
        return toast(said);
    }
    let form = forms.remove(0);
    let text = form_file(&form.data);
    match download::save(&form.name, "html", "text/html;charset=utf-8", text.as_bytes()) {
        Err(why) => alert(why.to_string()),
        Ok(()) => {
            let _ = on_page::after(if forms.is_empty() { 0 } else { BETWEEN }, move || hand_over(forms, said));
        }
    }
}

/// A button that lets a person choose files with answers. `only`: the project that they have to be about.
pub fn take_over_button(words: &'static str, only: Option<Id>) -> Drawn {
    let chosen = move |event: Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let files = input.files();
        let all = files.iter().flat_map(|files| (0..files.length()).filter_map(|at| files.get(at)));
        let files: Vec<File> = all.take(MOST_FILES).collect();
        // Otherwise the same file could not be chosen again.
        input.set_value("");
        read_all(files, only);
    };
    view! {
        <label class="btn file-button">
            {icon(Icon::Upload)}
            {words}
            <input type="file" accept=".json,application/json" multiple=only.is_none() on:change=chosen/>
        </label>
    }
}

/// Reads the files, then shows what they would do.
fn read_all(files: Vec<File>, only: Option<Id>) {
    let waiting = Rc::new(RefCell::new(files.len()));
    let read: Rc<RefCell<Vec<Chosen>>> = Rc::default();
    for chosen in files {
        let (name, waiting, read) = (chosen.name(), waiting.clone(), read.clone());
        let then = move |bytes: Result<Vec<u8>, file::FileError>| {
            let answers = bytes.map_err(|why| why.to_string()).and_then(|bytes| {
                let text = String::from_utf8(bytes).map_err(|_| "It is not text in UTF-8.".to_owned())?;
                read_answers(&text).map_err(|why| why.to_string())
            });
            read.borrow_mut().push((name, answers));
            *waiting.borrow_mut() -= 1;
            if *waiting.borrow() == 0 {
                let chosen = read.take();
                desk::show_own(move || rehearsal(&chosen, only));
            }
        };
        file::read(&chosen, MOST_MEGABYTES, Box::new(then));
    }
}

/// What the forms would do, to look at before they are taken over.
fn rehearsal(chosen: &[Chosen], only: Option<Id>) -> AnyView {
    let today = session::today_untracked();
    let Rehearsal { forms, refused } =
        store::with(|portfolio| rehearse_all(portfolio, chosen, only, today, session::offset_at));
    let refused: Vec<Drawn> = refused
        .into_iter()
        .map(|why| view! { <li class="field-error">{small_icon(Icon::CircleAlert)}<span>{why}</span></li> })
        .collect();
    let refused = (!refused.is_empty()).then(|| view! { <ul class="form-refused" role="alert">{refused}</ul> });
    if forms.is_empty() {
        return info_dialog("Take over a form", "Nothing was changed.", view! { {refused} }.into_any());
    }
    let sub = [&*count(forms.len(), "form"), ". Nothing has been changed yet; one Undo reverses it."].concat();
    let asked: Vec<WriteStatus> = forms.iter().map(|form| form.write.clone()).collect();
    let error = RwSignal::new(String::new());
    let send = move |submits: bool| {
        let forms = asked.iter().cloned().map(|form| WriteStatus { submits, ..form }).collect();
        match actions::try_dispatch(&Command::act(TakeForms(forms))) {
            Ok(()) => desk::close(),
            Err(why) => error.set(why),
        }
    };
    let as_draft = send.clone();
    let others = view! {
        <div class="sheet-more"><button type="button" class="btn" on:click=move |_| as_draft(false)>"Take over as draft"</button></div>
    };
    let forms: Vec<Drawn> = forms.into_iter().map(form).collect();
    let body = view! {
        <div class="stack" tabindex="0" data-start=true>
            <p class="field-error" role="alert" hidden=move || error.with(String::is_empty)>{small_icon(Icon::CircleAlert)}<span>{error}</span></p>
            {refused}
            {forms}
        </div>
    };
    let perform = Box::new(move || send(true));
    form_dialog_of(
        "Take over a form",
        &sub,
        true,
        body.into_any(),
        "Take over and submit",
        perform,
        None,
        Some(others.into_any()),
    )
}

/// One form: the fields that change, old beside new, and what is worth a second look.
fn form(form: FormBack) -> Drawn {
    let FormBack { title, changes, unchanged, warnings, .. } = form;
    let row = |field: Rehearsed| {
        let given = |words: String| if words.is_empty() { "–".to_owned() } else { words };
        view! { <tr><th scope="row">{field.label}</th><td class="muted prose">{given(field.old)}</td><td class="prose">{given(field.new)}</td></tr> }
    };
    let same = [&*count(unchanged, "field"), " stay as they are."].concat();
    let rows: Vec<Drawn> = changes.into_iter().map(row).collect();
    let warning = |words: String| view! { <li>{small_icon(Icon::TriangleAlert)}<span>{words}</span></li> };
    let warnings: Vec<Drawn> = warnings.into_iter().map(warning).collect();
    let label = ["What the form of ", &*title, " changes"].concat();
    view! {
        <section class="form-back">
            <h3>{title}</h3>
            <div class="table-wrap" tabindex="0" role="region" aria-label=label>
                <table class="table">
                    <thead><tr><th scope="col">"Field"</th><th scope="col">"Now"</th><th scope="col">"From the form"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="small-text muted">{same}</p>
            <ul class="sheet-warnings">{warnings}</ul>
        </section>
    }
}
