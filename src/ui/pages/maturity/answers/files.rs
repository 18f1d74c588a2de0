//! Questionnaires and answers as files: to a colleague, and back. What a file would do is shown before it is done. Must not know how
//! anything is scored.

use crate::domain::id::Id;
use crate::domain::record::Record as _;
use crate::domain::records::{Assessment, Response};
use crate::engine::command::Command;
use crate::engine::command_maturity::{MaturityCommand, NewAssessment, Returned};
use crate::engine::decide::responses;
use crate::exchange::maturity::answers::{read_answers, write_json};
use crate::exchange::maturity::questionnaire::{Questionnaire, read_questionnaire, write_questionnaire};
use crate::platform::{download, file};
use crate::store;
use crate::ui::desk;
use crate::ui::draw::{Drawn, view};
use crate::ui::pages::maturity::start::{Who, begin, go_answer};
use crate::ui::parts::{Icon, alert, announce, form_dialog, form_dialog_kept, icon, small_icon};
use crate::ui::{actions, router};
use crate::view::format::count;
use crate::view::maturity::answers::returned_words;
use crate::view::route::AssessmentTab;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, File, HtmlInputElement};
use std::cell::RefCell;

/// Largest file in megabytes.
const MOST_MEGABYTES: u64 = 5;

thread_local! {
    /// The questionnaire that was opened.
    static OPENED: RefCell<Option<Questionnaire>> = const { RefCell::new(None) };
    /// The answers that were read, and what is worth saying about the reading.
    static READ: RefCell<Option<(Vec<Returned>, Vec<String>)>> = const { RefCell::new(None) };
    /// What is wrong with the file that was chosen, a sentence each.
    static FAULTS: ArcRwSignal<Vec<String>> = ArcRwSignal::new(Vec::new());
}

fn say(faults: Vec<String>) {
    FAULTS.with(|signal| signal.set(faults));
}

/// A button that lets a person choose a file, and reads it as text.
fn file_button(words: &'static str, class: &'static str, then: fn(Id, &str), about: Id) -> Drawn {
    let class = [class, " file-button"].concat();
    let chosen = move |event: Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let file: Option<File> = input.files().and_then(|files| files.get(0));
        // Otherwise the same file could not be chosen again.
        input.set_value("");
        say(Vec::new());
        let Some(chosen) = file else { return };
        let read = move |bytes: Result<Vec<u8>, file::FileError>| match bytes {
            Ok(bytes) => then(about, &String::from_utf8_lossy(&bytes)),
            Err(why) => say(vec![why.to_string()]),
        };
        file::read(&chosen, MOST_MEGABYTES, Box::new(read));
    };
    view! {
        <label class=class>
            {icon(Icon::Upload)}{words}
            <input type="file" accept=".json,.csv,application/json,text/csv" on:change=chosen/>
        </label>
    }
}

/// What is wrong with the file that was chosen.
pub fn open_error() -> Drawn {
    let faults = FAULTS.with(Clone::clone);
    let shown = faults.clone();
    let rows = move || {
        let row =
            |words: String| view! { <p class="field-error">{small_icon(Icon::CircleAlert)}<span>{words}</span></p> };
        shown.get().into_iter().take(20).map(row).collect::<Vec<Drawn>>()
    };
    // What an earlier page said of its file does not belong here.
    if !faults.with_untracked(Vec::is_empty) {
        say(Vec::new());
    }
    view! { <div role="alert" class="stack" hidden=move || faults.with(Vec::is_empty)>{rows}</div> }
}

/// Opens a questionnaire that a colleague sent.
pub fn open_button(class: &'static str) -> Drawn {
    file_button("Open a questionnaire", class, take_questionnaire, Id(0))
}

fn take_questionnaire(_about: Id, text: &str) {
    match read_questionnaire(text) {
        Ok(read) if store::maturity::model(&read.model, &read.model_version).is_none() => say(vec![
            [
                "The questionnaire uses the model “",
                &read.model,
                "”, version ",
                &read.model_version,
                ", which is not here. Bring its file on the page “The model” first.",
            ]
            .concat(),
        ]),
        Ok(read) if is_here(read.assessment) => {
            announce("This questionnaire is here already.");
            router::go(&AssessmentTab::Answers.of(read.assessment));
        }
        Ok(read) => {
            OPENED.set(Some(read));
            desk::show_own(questionnaire);
        }
        Err(faults) => say(faults),
    }
}

fn is_here(assessment: Id) -> bool {
    store::with(|portfolio| {
        portfolio.get::<Assessment>(assessment).is_some_and(|assessment| !assessment.meta().deleted)
    })
}

/// The dialog in which the questionnaire that was opened is begun.
pub fn questionnaire() -> AnyView {
    let Some(opened) = OPENED.with_borrow(Clone::clone) else { return ().into_any() };
    let who = Who::new(store::session::working_as_untracked());
    let questions: usize = opened.dimensions.iter().map(|dimension| dimension.questions.len()).sum();
    let words =
        [&count(questions, "question"), ". Your answers stay here; save them as a file at the end and send it back."];
    let fields = who.fields(&opened.groups, true, "");
    let body = view! { <div class="form"><p>{words.concat()}</p>{fields}</div> }.into_any();
    let name = opened.name.clone();
    let kept = who.keep(["questionnaire/", &opened.assessment.to_string()].concat());
    form_dialog_kept("Open a questionnaire", &name, false, body, "Begin", kept, move || {
        let Some(respondent) = who.respondent() else { return who.refuse("Say who answers.".to_owned()) };
        let new = NewAssessment {
            id: Some(opened.assessment),
            name: opened.name.clone(),
            kind: opened.kind,
            model: opened.model.clone(),
            model_version: opened.model_version.clone(),
            groups: opened.groups.iter().map(|group| group.id.clone()).collect(),
            respondent: Some(respondent.clone()),
            follows: None,
            takes_answers: false,
        };
        match begin(new) {
            Ok(()) => go_answer(opened.assessment, Some(&respondent)),
            Err(sentence) => who.refuse(sentence),
        }
    })
}

/// The panel with the questionnaire for a colleague, and the way back of the answers.
pub fn for_colleagues(id: Id) -> Drawn {
    let save = move |_| {
        let text = store::with(|portfolio| {
            let questionnaire = portfolio.get::<Assessment>(id)?;
            let model = store::maturity::model(&questionnaire.model, &questionnaire.model_version)?;
            Some((questionnaire.name.to_string(), write_questionnaire(&model, questionnaire)))
        });
        if let Some((name, text)) = text {
            save_file(&[&name, " questionnaire"].concat(), &text);
        }
    };
    view! {
        <section class="panel stack">
            <header class="panel-head"><h2>"For a colleague elsewhere"</h2></header>
            <p class="small-text">"Send them the questionnaire as a file. They open it on their page Maturity, answer, and send a file with their answers back."</p>
            <div class="row">
                <button type="button" class="btn small" on:click=save>{icon(Icon::Download)}"Save questionnaire file"</button>
                {file_button("Take in answers", "btn small", take_answers, id)}
            </div>
            {open_error()}
        </section>
    }
}

fn save_file(name: &str, text: &str) {
    match download::save(name, "json", "application/json", text.as_bytes()) {
        Ok(()) => announce("The file was saved."),
        Err(why) => alert(why.to_string()),
    }
}

/// Saves the answers of one respondent as a file.
pub fn save_answers_button(assessment: Id, response: Id) -> Drawn {
    let save = move |_| {
        super::saving::flush();
        let text = store::with(|portfolio| {
            let (questionnaire, answers) =
                (portfolio.get::<Assessment>(assessment)?, portfolio.get::<Response>(response)?);
            let name = [&questionnaire.name, " answers of ", &*answers.name].concat();
            Some((name, write_json(questionnaire, &[answers])))
        });
        if let Some((name, text)) = text {
            save_file(&name, &text);
        }
    };
    view! { <button type="button" class="btn" on:click=save>{icon(Icon::Download)}"Save my answers"</button> }
}

fn take_answers(id: Id, text: &str) {
    let used = store::with(|portfolio| {
        let questionnaire = portfolio.get::<Assessment>(id)?;
        Some((questionnaire.model.to_string(), questionnaire.model_version.to_string()))
    });
    let Some(model) = used.and_then(|(model, version)| store::maturity::model(&model, &version)) else { return };
    let known =
        |record: Id| store::with(|portfolio| portfolio.record(record).is_some_and(|record| !record.meta().deleted));
    match read_answers(text, &model, &known) {
        Ok(read) if read.assessment.is_some_and(|other| other != id) => {
            let name = if read.assessment_name.is_empty() { "another one" } else { &read.assessment_name };
            say(vec![
                ["These answers belong to the assessment “", name, "”, not to this one. Nothing was taken in."]
                    .concat(),
            ]);
        }
        Ok(mut read) => {
            if read.assessment.is_none() {
                read.remarks.push("The file does not say to which assessment its answers belong.".to_owned());
            }
            READ.set(Some((read.responses, read.remarks)));
            desk::show_own(move || take_in(id));
        }
        Err(faults) => say(faults),
    }
}

/// The dialog that shows what taking in would do, and does it.
pub fn take_in(id: Id) -> AnyView {
    let Some((returned, remarks)) = READ.with_borrow(Clone::clone) else { return ().into_any() };
    let lines = store::with(|portfolio| returned_words(&returned, &responses(portfolio, id)));
    let line = |words: String| view! { <li>{words}</li> };
    let lines: Vec<Drawn> = lines.into_iter().map(line).collect();
    let remarks: Vec<Drawn> = remarks.into_iter().map(|words| view! { <p class="muted">{words}</p> }).collect();
    let body = view! { <div class="stack"><ul class="hints">{lines}</ul>{remarks}</div> }.into_any();
    let sub = "Nothing has been changed yet. One Undo takes it back.";
    form_dialog("Take in answers", sub, false, body, "Take in", move || {
        desk::close();
        let command = MaturityCommand::TakeIn { assessment: id, responses: returned.clone() };
        actions::dispatch(&Command::act(command));
    })
}
