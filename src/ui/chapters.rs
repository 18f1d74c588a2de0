//! Owns the chapters: pieces of the program that are loaded when somebody first needs them, and stay. Must not know what a
//! page shows.
//!
//! With the feature `chapters` the functions below are where the linker's output is cut (scripts/bind); without it they are
//! plain calls. What two chapters share is a file of its own; what the board, the shell or the store use is in none.
//! Each chapter says by a type what can be asked of it, and answers all of it: what nobody draws does not compile.
//!
//! The macro makes a pair of an import and an export of each: that is the one place of the program with `unsafe` in it.
#![allow(unsafe_code)]

mod asked;

pub use asked::Tool;
use asked::{OfControl, OfData, OfEditing, OfFlow, OfImport, OfOffice, OfRegister, OfReports, OfWork};

use super::desk::{self, New, Open, Shared};
use super::draw::later::on_page;
use super::draw::view;
use super::parts::{MenuHost, PageHead, alert};
use super::register as ui_register;
use super::{board, dialogs, pages, project_board, requests, side_panel as beside, tools};
use crate::domain::id::Id;
use crate::exchange::copies::CopyReason;
use crate::store::{self, copies, whole};
use crate::view::around::tabs::AroundList;
use crate::view::lists;
use crate::view::pages::{Control, Data, First, Flow, Maturity, Office, PageOf, Pmo, Register, Reports};
use crate::view::raid::tabs::RaidList;
use crate::view::route::Directory;
use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
#[cfg(feature = "chapters")]
use leptos::wasm_split::wasm_split;
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::thread::LocalKey;

type Answer = Result<AnyView, SplitLoaderError>;
type Answering = Pin<Box<dyn Future<Output = Answer>>>;

/// A chapter, as far as loading it goes.
#[derive(Clone, Copy)]
struct Chapter {
    progress: &'static LocalKey<ArcRwSignal<Progress>>,
    /// Asks nothing of it but to be there.
    load: fn() -> Answering,
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

/// A chapter: the module in which it is asked, what can be asked, and its answer to each; what is done once it is there.
macro_rules! chapter {
    ($name:ident, $asked:ident: $of:ty => $answer:expr) => { chapter!($name, $asked: $of => $answer, first ()); };
    ($name:ident, $asked:ident: $of:ty => $answer:expr, first $first:expr) => {
        mod $name {
            #[allow(clippy::wildcard_imports, reason = "a chapter may name whatever the table above it does")]
            use super::*;

            thread_local! {
                static PROGRESS: ArcRwSignal<Progress> = ArcRwSignal::new(Progress::Unread);
            }

            /// The chapter.
            pub(super) const CHAPTER: Chapter = Chapter { progress: &PROGRESS, load: || ask(None) };

            #[cfg_attr(feature = "chapters", wasm_split($name, wasm_split_path = leptos::wasm_split, fallible))]
            fn answer(asked: Option<$of>) -> Answer {
                let Some($asked) = asked else {
                    $first;
                    return Ok(().into_any());
                };
                Ok($answer)
            }

            /// Asks something of it, once it is there.
            #[cfg(feature = "chapters")]
            pub(super) fn ask(asked: Option<$of>) -> Answering {
                Box::pin(answer(asked))
            }
            /// Asks something of it.
            #[cfg(not(feature = "chapters"))]
            pub(super) fn ask(asked: Option<$of>) -> Answering {
                Box::pin(std::future::ready(answer(asked)))
            }
        }
    };
}

/// Does something that shows nothing.
fn act(act: impl FnOnce()) -> AnyView {
    act();
    ().into_any()
}

chapter!(office, asked: OfOffice => match asked {
    OfOffice::Page(page) => match page {
        Office::Overview => pages::overview::overview(),
        Office::Decisions => pages::decisions::decisions(),
        Office::Project(id) => pages::project::project_page(id, pages::project::OtherTabs { work: work_tab, flow: flow_tab, money: money_tab, reports: reports_tab, raid: raid_tab, changes: changes_tab, people: people_tab, lessons: lessons_tab, charter: charter_tab }),
        Office::People => pages::directory::directory_page(Directory::People),
        Office::Person(id) => pages::directory::entry_page(Directory::People, id),
        Office::Programmes => pages::directory::directory_page(Directory::Programmes),
        Office::Programme(id) => pages::directory::entry_page(Directory::Programmes, id),
    },
    OfOffice::NewEntry(directory) => pages::directory::new_dialog(directory),
    OfOffice::Decision(id) => dialogs::decision_dialog(id, None),
    OfOffice::Delete(id) => pages::delete_dialog(id),
    OfOffice::Merge(id) => pages::directory::merge_dialog(id),
    OfOffice::Gate(project, outcome, towards) => dialogs::gate_dialog(project, outcome, towards),
    OfOffice::OverLimit => dialogs::over_limit_dialog(),
    OfOffice::Lesson(source) => dialogs::lesson_dialog(source),
    OfOffice::Sample => pages::sample::sample(),
    OfOffice::Beside(id) => beside::panel(id),
});
chapter!(register, asked: OfRegister => match asked {
    OfRegister::Page(page) => match page {
        Register::Projects => pages::projects::projects_page(),
        Register::Work => pages::all_work::work_page(),
    },
    OfRegister::List(list) => ui_register::page(lists::kind_of(list), &ui_register::PLAIN),
});
chapter!(maturity, asked: Maturity => match asked {
    Maturity::Maturity => pages::maturity::maturity_page(),
    Maturity::Assessment(id) => pages::maturity::assessment_page(id),
});
chapter!(work, asked: OfWork => match asked {
    OfWork::Tab(project) => pages::work::work_tab(project),
});
chapter!(flow, asked: OfFlow => match asked {
    OfFlow::Page(page) => match page {
        Flow::WorkFlow => pages::flow::flow_page(),
    },
    OfFlow::Tab(project) => pages::flow::flow_tab(project),
});
chapter!(control, asked: OfControl => match asked {
    OfControl::Page(page) => match page {
        Control::Raid => pages::raid::raid_page(RaidList::Risks),
        Control::Assumptions => pages::raid::raid_page(RaidList::Assumptions),
        Control::Issues => pages::raid::raid_page(RaidList::Issues),
        Control::Actions => pages::raid::raid_page(RaidList::Actions),
        Control::Dependencies => pages::raid::raid_page(RaidList::Dependencies),
        Control::Changes => pages::changes::changes_page(),
        Control::Stakeholders => pages::around::around_page(AroundList::Stakeholders),
        Control::Communications => pages::around::around_page(AroundList::Communications),
        Control::Raci => pages::around::around_page(AroundList::Raci),
        Control::Lessons => pages::lessons::lessons_page(),
        Control::Governance => pages::governance::governance_page(),
        Control::Meetings => pages::meetings::meetings_page(),
    },
    OfControl::Raid(project) => pages::raid::raid_tab(project),
    OfControl::Changes(project) => pages::changes::changes_tab(project),
    OfControl::People(project) => pages::around::people_tab(project),
    OfControl::Lessons(project) => pages::lessons::lessons_tab(project),
});
chapter!(reports, asked: OfReports => match asked {
    OfReports::Money(project) => pages::money::money_tab(project),
    OfReports::Page(page) => match page {
        Reports::Reports => pages::reports::reports_page(),
        Reports::PmoCharter => pages::pmo_charter::pmo_charter_page(),
    },
    OfReports::Tab(project) => pages::reports::reports_tab(project),
    OfReports::Charter(project) => pages::charter::charter_tab(project),
    OfReports::Sheet(project) => pages::reports::sheet_dialog(project, None),
});
chapter!(pmo, asked: Pmo => match asked {
    Pmo::Calendar => pages::calendar::calendar_page(),
    Pmo::Handbook => pages::handbook::handbook_page(),
    Pmo::Team => pages::team::team_page(),
    Pmo::Meeting(id) => pages::meetings::meeting_page(id),
});
chapter!(data, asked: OfData => match asked {
    OfData::Page(page) => match page {
        Data::Data => pages::data::data_page(import_tab),
        Data::Settings => pages::data::settings_page(),
    },
    OfData::SaveBackup => act(pages::data::save_backup),
    OfData::OpenExample => act(whole::open_example),
    OfData::KeepCopy => act(copies::keep),
    OfData::UpdateFile => act(move || pages::data::update_file(false)),
    OfData::Before(reason, then) => act(move || pages::data::keep_before(reason, then)),
    OfData::RemoveExample => act(pages::data::remove_example),
    OfData::ForgetRemoved => {
        copies::list();
        act(pages::data::forget_removed)
    }
});
chapter!(import, asked: OfImport => match asked {
    OfImport::Tab => pages::data::import_tab(),
});
chapter!(editing, asked: OfEditing => match asked {
    OfEditing::Palette => tools::finder(),
    OfEditing::Tool(tool) => match tool {
        Tool::Shortcuts => tools::shortcuts_dialog(),
        Tool::Person => tools::person_dialog(),
        Tool::Workspaces => tools::workspaces_dialog(),
    },
    OfEditing::NewProject => tools::NewProject().into_any(),
    OfEditing::Hand(hand) => act(move || hand.act(project_board::DEEDS)),
    OfEditing::Beside(part) => part.draw(project_board::DEEDS),
    OfEditing::Menus => MenuHost().into_any(),
    OfEditing::PressBeside => act(beside::press),
}, first {
    beside::listen();
    do_kept();
});

impl Chapter {
    fn progress(self) -> ArcRwSignal<Progress> {
        self.progress.with(Clone::clone)
    }

    /// How far it is; tracked. Begins to load it if nobody has.
    fn begun(self) -> Progress {
        let progress = self.progress().get();
        if progress == Progress::Unread {
            self.load();
        }
        progress
    }

    /// Loads it unless it is there or on its way.
    fn load(self) {
        let progress = self.progress();
        if progress.get_untracked() != Progress::Unread {
            return;
        }
        // Who asks is drawing what is shown meanwhile: nobody has to hear of it.
        *progress.write_untracked() = Progress::Loading;
        leptos::task::spawn_local(async move {
            let answer = (self.load)().await;
            progress.set(if answer.is_ok() { Progress::Ready } else { Progress::Failed });
            if answer.is_err() {
                failed();
            }
        });
    }

    /// Loading failed; it may be tried again.
    fn forget(self) {
        *self.progress().write_untracked() = Progress::Unread;
    }
}

/// Says that something could not be loaded, where a page does not say so itself.
fn failed() {
    if matches!(untrack(desk::open), Open::Dialog(_)) {
        alert("This could not be loaded. Check your connection, then try again.".to_owned());
        desk::close();
    }
}

/// What a chapter that is there answers, at once.
fn now(mut answering: Answering) -> Option<AnyView> {
    match answering.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer.ok(),
        Poll::Pending => None,
    }
}

fn or_nothing(answer: Option<AnyView>) -> AnyView {
    answer.unwrap_or_else(|| ().into_any())
}

/// A page; until its chapter is there, its heading and that it is on its way. Tracked: drawn again once it is there.
pub fn page(page: PageOf, title: &'static str) -> AnyView {
    let (chapter, ask): (Chapter, Box<dyn FnOnce() -> Answering>) = match page {
        PageOf::First(First::Board) => return project_board::BoardPage().into_any(),
        PageOf::Office(page) => (office::CHAPTER, Box::new(move || office::ask(Some(OfOffice::Page(page))))),
        PageOf::Register(page) => (register::CHAPTER, Box::new(move || register::ask(Some(OfRegister::Page(page))))),
        PageOf::List(list) => (register::CHAPTER, Box::new(move || register::ask(Some(OfRegister::List(list))))),
        PageOf::Maturity(page) => (maturity::CHAPTER, Box::new(move || maturity::ask(Some(page)))),
        PageOf::Flow(page) => (flow::CHAPTER, Box::new(move || flow::ask(Some(OfFlow::Page(page))))),
        PageOf::Control(page) => (control::CHAPTER, Box::new(move || control::ask(Some(OfControl::Page(page))))),
        PageOf::Reports(page) => (reports::CHAPTER, Box::new(move || reports::ask(Some(OfReports::Page(page))))),
        PageOf::Pmo(page) => (pmo::CHAPTER, Box::new(move || pmo::ask(Some(page)))),
        PageOf::Data(page) => (data::CHAPTER, Box::new(move || data::ask(Some(OfData::Page(page))))),
    };
    if is_there(chapter) {
        return or_nothing(now(ask()));
    }
    view! {
        <PageHead title=title><span></span></PageHead>
        {unready(chapter)}
    }
    .into_any()
}

/// A tab, once its chapter is there. Tracked.
fn tab(chapter: Chapter, ask: impl FnOnce() -> Answering) -> AnyView {
    if is_there(chapter) { or_nothing(now(ask())) } else { unready(chapter) }
}

/// Whether a page of a chapter can be drawn: its code is there, and all that it reads. Only the board does without what is loaded
/// late; another page would say for a moment that there is nothing. Tracked.
fn is_there(chapter: Chapter) -> bool {
    chapter.begun() == Progress::Ready && !store::session::is_partial()
}

fn work_tab(project: Id) -> AnyView {
    tab(work::CHAPTER, || work::ask(Some(OfWork::Tab(project))))
}

fn flow_tab(project: Id) -> AnyView {
    tab(flow::CHAPTER, || flow::ask(Some(OfFlow::Tab(project))))
}

fn changes_tab(project: Id) -> AnyView {
    tab(control::CHAPTER, || control::ask(Some(OfControl::Changes(project))))
}

fn people_tab(project: Id) -> AnyView {
    tab(control::CHAPTER, || control::ask(Some(OfControl::People(project))))
}

fn lessons_tab(project: Id) -> AnyView {
    tab(control::CHAPTER, || control::ask(Some(OfControl::Lessons(project))))
}

fn raid_tab(project: Id) -> AnyView {
    tab(control::CHAPTER, || control::ask(Some(OfControl::Raid(project))))
}

fn money_tab(project: Id) -> AnyView {
    tab(reports::CHAPTER, || reports::ask(Some(OfReports::Money(project))))
}

fn reports_tab(project: Id) -> AnyView {
    tab(reports::CHAPTER, || reports::ask(Some(OfReports::Tab(project))))
}

fn charter_tab(project: Id) -> AnyView {
    tab(reports::CHAPTER, || reports::ask(Some(OfReports::Charter(project))))
}

fn import_tab() -> AnyView {
    tab(import::CHAPTER, || import::ask(Some(OfImport::Tab)))
}

/// What stands in the place of a page whose chapter is not there: that it is on its way, or that it did not come.
fn unready(chapter: Chapter) -> AnyView {
    if chapter.progress().get() != Progress::Failed {
        return view! { <p class="loading" role="status">"Loading this page …"</p> }.into_any();
    }
    let again = move |_| {
        chapter.forget();
        chapter.progress().notify();
    };
    view! {
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

/// A dialog that several chapters open; nothing until its own is there. Tracked.
pub fn dialog(dialog: Shared) -> AnyView {
    let asked = match dialog {
        Shared::New(New::Project) => {
            return in_dialog(editing::CHAPTER, || editing::ask(Some(OfEditing::NewProject)));
        }
        Shared::Status(project) => {
            return in_dialog(reports::CHAPTER, move || reports::ask(Some(OfReports::Sheet(project))));
        }
        Shared::New(New::Decision) => OfOffice::Decision(None),
        Shared::New(New::Entry(directory)) => OfOffice::NewEntry(directory),
        Shared::Record(id) => OfOffice::Decision(Some(id)),
        Shared::Delete(id) => OfOffice::Delete(id),
        Shared::Merge(id) => OfOffice::Merge(id),
        Shared::Gate { project, outcome, towards } => OfOffice::Gate(project, outcome, towards),
        Shared::OverLimit => OfOffice::OverLimit,
        Shared::Lesson(source) => OfOffice::Lesson(source),
    };
    in_dialog(office::CHAPTER, || office::ask(Some(asked)))
}

/// The record that lies open beside a list; until its chapter is there, that it is on its way. Tracked.
pub fn side_panel(id: Id) -> AnyView {
    let words = match office::CHAPTER.begun() {
        Progress::Ready => return or_nothing(now(office::ask(Some(OfOffice::Beside(id))))),
        Progress::Failed => {
            // Tried again when one is opened again.
            office::CHAPTER.forget();
            "This could not be loaded. Check your connection, then try again."
        }
        Progress::Unread | Progress::Loading => "Loading details …",
    };
    view! { <aside class="side-panel" aria-label="Details"><p role="status">{words}</p></aside> }.into_any()
}

/// A small dialog that belongs to no page; nothing until its chapter is there. Tracked.
pub fn tool(tool: Tool) -> AnyView {
    in_dialog(editing::CHAPTER, || editing::ask(Some(OfEditing::Tool(tool))))
}

fn in_dialog(chapter: Chapter, ask: impl FnOnce() -> Answering) -> AnyView {
    match chapter.begun() {
        Progress::Ready => return or_nothing(now(ask())),
        // Tried again when it is opened again.
        Progress::Failed => chapter.forget(),
        Progress::Unread | Progress::Loading => {}
    }
    ().into_any()
}

/// What is in the palette. Tracked: drawn once it is there.
pub fn palette() -> AnyView {
    match editing::CHAPTER.begun() {
        Progress::Ready => or_nothing(now(editing::ask(Some(OfEditing::Palette)))),
        // Tried again when it is opened again: at once would be without end where there is no network.
        Progress::Failed => {
            editing::CHAPTER.forget();
            let words = "This could not be loaded. Check your connection, then try again.";
            view! { <p class="muted" role="alert">{words}</p> }.into_any()
        }
        Progress::Unread | Progress::Loading => ().into_any(),
    }
}

/// What the first page shows of the example; nothing until it is there, nor if it does not come. Tracked.
pub fn sample() -> Option<AnyView> {
    if office::CHAPTER.begun() == Progress::Ready { now(office::ask(Some(OfOffice::Sample))) } else { None }
}

/// Loads what hands need on every page, so that no act waits for it. Tried again where it could not be loaded.
pub fn load_editing() {
    let chapter = editing::CHAPTER;
    if chapter.progress().get_untracked() == Progress::Failed {
        chapter.forget();
    }
    chapter.load();
}

thread_local! {
    /// What hands did on the board before anything could be changed, in its order.
    static KEPT: RefCell<Vec<board::Hand>> = const { RefCell::new(Vec::new()) };
}

/// Does what hands do on the board. A key on a card and a click that opens a menu are kept until the chapter is there, and what lifts
/// a card until something can be changed; of the rest nothing is done before.
fn hand(hand: board::Hand) {
    let is_next = KEPT.with_borrow(|kept| !kept.is_empty());
    let is_there = untrack(|| editing::CHAPTER.begun()) == Progress::Ready;
    if (is_next || !is_there || !can_be_done(&hand)) && hand.keep(is_next) {
        // Tried again, in case it did not come before.
        load_editing();
        return KEPT.with_borrow_mut(|kept| kept.push(hand));
    }
    do_hand(hand);
}

/// Whether it need not wait until something can be changed: all but to lift a card.
fn can_be_done(hand: &board::Hand) -> bool {
    !hand.lifts() || untrack(store::session::all_is_loaded).is_ok()
}

fn do_hand(hand: board::Hand) {
    drop(now(editing::ask(Some(OfEditing::Hand(hand)))));
}

/// Does what was kept, as far as it can be done now: each in a task of its own, when what the one before did is drawn.
pub fn do_kept() {
    let _ = on_page::after(0, || {
        let next = KEPT.with_borrow_mut(|kept| kept.first().is_some_and(can_be_done).then(|| kept.remove(0)));
        if let Some(hand) = next {
            do_hand(hand);
            do_kept();
        }
    });
}

/// A press on the button that opens a record beside a list: answered at once, or as soon as the chapter has come.
fn press_beside() {
    load_editing();
    leptos::task::spawn_local(async {
        let _ = editing::ask(Some(OfEditing::PressBeside)).await;
    });
}

/// What of the board comes with the chapter of hands; nothing until it is there. Tracked.
fn part_of_board(part: board::Beside) -> AnyView {
    with_editing(OfEditing::Beside(part))
}

/// The popover of all menus; nothing until it is there: a menu that was opened meanwhile opens then. Tracked.
pub fn menus() -> AnyView {
    with_editing(OfEditing::Menus)
}

fn with_editing(asked: OfEditing) -> AnyView {
    match editing::CHAPTER.progress().get() {
        Progress::Ready => or_nothing(now(editing::ask(Some(asked)))),
        _ => ().into_any(),
    }
}

/// Answers from now on what pages ask of chapters that they do not know.
pub fn answer() {
    requests::answered_by(after_copy);
    board::heard_by(hand);
    board::drawn_by(part_of_board);
    beside::pressed_by(press_beside);
}

/// Asks for something that somebody waits for, and says so if it does not come.
fn perform(asked: OfData) {
    leptos::task::spawn_local(async move {
        if data::ask(Some(asked)).await.is_err() {
            alert("This could not be loaded. Check your connection, then try again.".to_owned());
        }
    });
}

/// Asks for something that nobody waits for. Without the chapter the next occasion asks for it again.
fn ask_quietly(asked: OfData) {
    leptos::task::spawn_local(async {
        let _ = data::ask(Some(asked)).await;
    });
}

/// Saves a backup file.
pub fn save_backup() {
    perform(OfData::SaveBackup);
}

/// Opens the example in its own workspace.
pub fn open_example() {
    perform(OfData::OpenExample);
}

/// Removes the example that is open.
pub fn remove_example() {
    perform(OfData::RemoveExample);
}

/// Keeps a copy of what is there, because time has passed.
pub fn keep_copy() {
    ask_quietly(OfData::KeepCopy);
}

/// Writes the backup file that is kept up to date.
pub fn update_file() {
    ask_quietly(OfData::UpdateFile);
}

/// Removes what is kept outside both stores of workspaces that were removed for good.
pub fn forget_removed() {
    ask_quietly(OfData::ForgetRemoved);
}

/// Keeps a copy of what is there, then goes on. When none can be kept, the person decides.
fn after_copy(reason: CopyReason, then: Box<dyn FnOnce()>) {
    leptos::task::spawn_local(async move {
        if data::ask(Some(OfData::Before(reason, then))).await.is_err() {
            alert(
                "This could not be loaded, and nothing was changed. Check your connection, then try again.".to_owned(),
            );
        }
    });
}
