//! Owns the chapters: pieces of the program that are loaded when somebody first needs them, and stay. Must not know what a
//! page shows.
//!
//! With the feature `chapters` the functions below are where the linker's output is cut (scripts/bind); without it they are
//! plain calls. What two chapters share is a file of its own; what the board, the shell or the store use is in none.
//!
//! The macro makes a pair of an import and an export of each: that is the one place of the program with `unsafe` in it.
#![allow(unsafe_code)]

use super::desk::{self, Open};
use super::draw::view;
use super::pages;
use super::parts::alert;
use super::shell::{self, Page, PageHead};
use crate::exchange::copies::CopyReason;
use crate::store::copies;
use crate::view::action::ActionId;
use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
#[cfg(feature = "chapters")]
use leptos::wasm_split::wasm_split;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// A piece of the program that is loaded on first need. Few, because what two of them share is a file for each such pair.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Chapter {
    /// What is read and decided: overview, decisions and gates, one project, people and programmes.
    Office,
    /// The register of projects.
    Register,
    /// The maturity assessment.
    Maturity,
    /// Backup, restore, import, history, quality, settings.
    Data,
    /// What hands do on every page: the palette, the small dialogs, cards that are moved. Loaded once the page stands, in the
    /// same chapter as what a change needs (`store::editing`).
    Editing,
}

impl Chapter {
    /// All of them, in the order of the list.
    const ALL: [Self; 5] = [Self::Office, Self::Register, Self::Maturity, Self::Data, Self::Editing];
}

/// What is asked of a chapter.
pub enum Asked {
    /// Nothing but to be there.
    Presence,
    /// A page.
    Page(Page),
    /// A dialog.
    Dialog(Open),
    /// What is in the palette.
    Palette,
    /// Something that hands do on the board.
    Hand(pages::board::Hand),
    /// What the first page shows of the example.
    Sample,
    /// An action.
    Action(ActionId),
    /// A copy of the workspace as a file that only this page sees.
    KeepCopy,
    /// The backup file that is kept up to date is written.
    UpdateFile,
    /// Such a copy, and then what it was kept for.
    Before(CopyReason, Box<dyn FnOnce()>),
    /// The example that is open goes.
    RemoveExample,
    /// What is kept outside both stores of workspaces that were removed for good goes.
    ForgetRemoved,
}

type Answer = Result<AnyView, SplitLoaderError>;

macro_rules! chapter {
    ($name:ident, $asked:ident => $answer:expr) => {
        #[cfg_attr(feature = "chapters", wasm_split($name, wasm_split_path = leptos::wasm_split, fallible))]
        fn $name($asked: Asked) -> Answer {
            Ok($answer)
        }
    };
}

chapter!(office, asked => match asked {
    Asked::Page(Page::Home) => pages::overview::overview(),
    Asked::Sample => pages::sample::sample(),
    Asked::Page(Page::Decisions) => pages::decisions::decisions(),
    Asked::Page(Page::Project(id)) => pages::project::project_page(id),
    Asked::Page(Page::Directory(own)) => pages::directory::directory_page(own),
    Asked::Page(Page::Entry(own, id)) => pages::directory::entry_page(own, id),
    Asked::Dialog(Open::Gate { project, outcome, towards }) => pages::gate::gate_dialog(project, outcome, towards),
    Asked::Dialog(Open::Decision(id)) => pages::decisions::decision_dialog(id, None),
    Asked::Dialog(Open::DecisionOn(about)) => pages::decisions::decision_dialog(None, Some(about)),
    Asked::Dialog(Open::CloseCondition(id)) => pages::gate::close_condition_dialog(id),
    Asked::Dialog(Open::DeleteProject(id)) => pages::project::delete_dialog(id),
    Asked::Dialog(Open::NewEntry(own)) => pages::directory::new_dialog(own),
    Asked::Dialog(Open::DeleteEntry(id)) => pages::directory::delete_dialog(id),
    Asked::Dialog(Open::MergeEntry(id)) => pages::directory::merge_dialog(id),
    _ => ().into_any(),
});
chapter!(register, asked => match asked {
    Asked::Page(_) => pages::projects::projects_page(),
    Asked::Dialog(Open::Register(asked)) => pages::projects::dialog(asked),
    _ => ().into_any(),
});
chapter!(maturity, asked => match asked {
    Asked::Page(Page::Maturity) => pages::maturity::maturity_page(),
    Asked::Page(Page::Assessment(id)) => pages::maturity::assessment_page(id),
    Asked::Dialog(Open::Maturity(asked)) => pages::maturity::dialog(asked),
    _ => ().into_any(),
});
chapter!(data, asked => match asked {
    Asked::Page(_) => pages::data::DataPage().into_any(),
    Asked::Dialog(Open::Criteria(gate, stopped)) => pages::data::criteria_dialog(gate, stopped),
    Asked::Action(ActionId::SaveBackup) => {
        pages::data::save_backup();
        ().into_any()
    }
    Asked::ForgetRemoved => {
        copies::list();
        pages::data::forget_removed();
        ().into_any()
    }
    Asked::Dialog(Open::Copy(stage, reason)) => pages::data::copy_dialog(stage, reason),
    Asked::Dialog(Open::RemoveExample) => pages::data::remove_example_dialog(),
    Asked::RemoveExample => {
        pages::data::remove_example();
        ().into_any()
    }
    Asked::KeepCopy => {
        copies::keep();
        ().into_any()
    }
    Asked::UpdateFile => {
        pages::data::update_file(false);
        ().into_any()
    }
    Asked::Before(reason, then) => {
        pages::data::keep_before(reason, then);
        ().into_any()
    }
    Asked::Action(ActionId::OpenExample) => {
        pages::home::open_example();
        ().into_any()
    }
    _ => ().into_any(),
});

chapter!(editing, asked => match asked {
    Asked::Palette => shell::finder(),
    Asked::Dialog(Open::Shortcuts) => shell::shortcuts_dialog(),
    Asked::Dialog(Open::NewProject) => pages::new_project::NewProject().into_any(),
    Asked::Dialog(Open::Person) => shell::person_dialog(),
    Asked::Dialog(Open::Workspaces) => shell::workspaces_dialog(),
    Asked::Hand(hand) => {
        hand.act();
        ().into_any()
    }
    _ => ().into_any(),
});

type Answering = Pin<Box<dyn Future<Output = Answer>>>;

#[cfg(feature = "chapters")]
macro_rules! ask {
    ($name:ident, $asked:ident) => {
        Box::pin($name($asked))
    };
}
#[cfg(not(feature = "chapters"))]
macro_rules! ask {
    ($name:ident, $asked:ident) => {
        Box::pin(std::future::ready($name($asked)))
    };
}

fn ask(chapter: Chapter, asked: Asked) -> Answering {
    match chapter {
        Chapter::Office => ask!(office, asked),
        Chapter::Register => ask!(register, asked),
        Chapter::Maturity => ask!(maturity, asked),
        Chapter::Data => ask!(data, asked),
        Chapter::Editing => ask!(editing, asked),
    }
}

/// How far a chapter is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Progress {
    #[default]
    Unread,
    Loading,
    Ready,
    Failed,
}

thread_local! {
    static PROGRESS: [ArcRwSignal<Progress>; Chapter::ALL.len()] = Default::default();
}

fn progress(chapter: Chapter) -> ArcRwSignal<Progress> {
    PROGRESS.with(|all| all.get(chapter as usize).cloned().unwrap_or_default())
}

/// Loads a chapter unless it is there or on its way.
fn load(chapter: Chapter) {
    let own = progress(chapter);
    if own.get_untracked() != Progress::Unread {
        return;
    }
    // Who asks is drawing what is shown meanwhile: nobody has to hear of it.
    *own.write_untracked() = Progress::Loading;
    leptos::task::spawn_local(async move {
        let answer = ask(chapter, Asked::Presence).await;
        own.set(if answer.is_ok() { Progress::Ready } else { Progress::Failed });
        if answer.is_err() {
            failed();
        }
    });
}

/// Says that something could not be loaded, where a page does not say so itself.
fn failed() {
    let open = untrack(desk::open);
    if open != Open::Nothing && open != Open::Palette {
        alert("This could not be loaded. Check your connection, then try again.".to_owned());
        desk::close();
    }
}

/// What a chapter that is there answers, at once.
fn answer(chapter: Chapter, asked: Asked) -> Option<AnyView> {
    match ask(chapter, asked).as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer.ok(),
        Poll::Pending => None,
    }
}

/// A page of a chapter; until it is there, its heading and that it is on its way. Tracked: drawn again once it is there.
pub fn page(chapter: Chapter, title: &'static str, page: Page) -> AnyView {
    match progress(chapter).get() {
        Progress::Ready => answer(chapter, Asked::Page(page)).unwrap_or_else(|| ().into_any()),
        Progress::Failed => missing(chapter, title),
        Progress::Unread | Progress::Loading => {
            load(chapter);
            view! {
                <PageHead title=title><span></span></PageHead>
                <p class="loading" role="status">"Loading this page …"</p>
            }
            .into_any()
        }
    }
}

/// A part of a page from a chapter; nothing until it is there, nor if it does not come. Tracked.
pub fn piece(chapter: Chapter, asked: Asked) -> Option<AnyView> {
    let progress = progress(chapter).get();
    if progress == Progress::Unread {
        load(chapter);
    }
    if progress == Progress::Ready { answer(chapter, asked) } else { None }
}

fn missing(chapter: Chapter, title: &'static str) -> AnyView {
    let again = move |_| {
        *progress(chapter).write_untracked() = Progress::Unread;
        progress(chapter).notify();
    };
    view! {
        <PageHead title=title><span></span></PageHead>
        <section class="empty">
            <p role="alert">
                "This page could not be loaded. What you have entered is kept. Check your connection and try again; if a new version was published meanwhile, reload."
            </p>
            <p class="row">
                <button type="button" class="btn primary" on:click=again>"Try again"</button>
                <button type="button" class="btn" on:click=|_| { let _ = window().location().reload(); }>"Reload"</button>
            </p>
        </section>
    }
    .into_any()
}

/// A dialog of a chapter; nothing until it is there. Tracked.
pub fn dialog(chapter: Chapter, open: Open) -> AnyView {
    match progress(chapter).get() {
        Progress::Ready => answer(chapter, Asked::Dialog(open)).unwrap_or_else(|| ().into_any()),
        Progress::Failed => {
            // Tried again when it is opened again.
            *progress(chapter).write_untracked() = Progress::Unread;
            ().into_any()
        }
        Progress::Unread | Progress::Loading => {
            load(chapter);
            ().into_any()
        }
    }
}

/// What is in the palette. Tracked: drawn once it is there.
pub fn palette() -> AnyView {
    match progress(Chapter::Editing).get() {
        Progress::Ready => answer(Chapter::Editing, Asked::Palette).unwrap_or_else(|| ().into_any()),
        _ => {
            load_editing();
            ().into_any()
        }
    }
}

/// Loads what hands need on every page, so that no act waits for it. Tried again where it could not be loaded.
pub fn load_editing() {
    let progress = progress(Chapter::Editing);
    if progress.get_untracked() == Progress::Failed {
        *progress.write_untracked() = Progress::Unread;
    }
    load(Chapter::Editing);
}

/// Does what hands do on the board; before its chapter is there, nothing: nothing can be changed by then.
pub fn hand(hand: pages::board::Hand) {
    if answer(Chapter::Editing, Asked::Hand(hand)).is_none() {
        load_editing();
    }
}

/// Performs an action of a chapter, once it is there.
pub fn perform(chapter: Chapter, action: ActionId) {
    perform_asked(chapter, Asked::Action(action));
}

fn perform_asked(chapter: Chapter, asked: Asked) {
    leptos::task::spawn_local(async move {
        if ask(chapter, asked).await.is_err() {
            alert("This could not be loaded. Check your connection, then try again.".to_owned());
        }
    });
}

/// Removes the example that is open.
pub fn remove_example() {
    perform_asked(Chapter::Data, Asked::RemoveExample);
}

/// Keeps a copy of what is there, because time has passed. Without the chapter the next change asks for it again.
pub fn keep_copy() {
    leptos::task::spawn_local(async {
        let _ = ask(Chapter::Data, Asked::KeepCopy).await;
    });
}

/// Writes the backup file that is kept up to date. Without the chapter the next change asks for it again.
pub fn update_file() {
    leptos::task::spawn_local(async {
        let _ = ask(Chapter::Data, Asked::UpdateFile).await;
    });
}

/// Keeps a copy of what is there, then goes on. When none can be kept, the person decides.
pub fn after_copy(reason: CopyReason, then: Box<dyn FnOnce()>) {
    leptos::task::spawn_local(async move {
        if ask(Chapter::Data, Asked::Before(reason, then)).await.is_err() {
            alert(
                "This could not be loaded, and nothing was changed. Check your connection, then try again.".to_owned(),
            );
        }
    });
}

/// Removes what is kept outside both stores of workspaces that were removed for good.
pub fn forget_removed() {
    leptos::task::spawn_local(async {
        // Without the chapter the next copy that is kept does it.
        let _ = ask(Chapter::Data, Asked::ForgetRemoved).await;
    });
}
