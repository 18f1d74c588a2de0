//! The copy that is kept before something large: what was asked for waits until it stands, and when it cannot be kept the
//! person decides. Must not know what is asked for.

use super::overview;
use crate::exchange::copies::CopyReason;
use crate::platform::prefs;
use crate::platform::private_files::Written;
use crate::store::{copies, session};
use crate::ui::desk::{self, Open};
use crate::ui::draw::later::on_page;
use crate::ui::draw::view;
use crate::ui::parts::{Icon, form_dialog, icon, info_dialog_with, toast};
use crate::view::copying::{Stage, go_on_words};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};

/// A copy that is written sooner is not spoken of.
const A_MOMENT: u32 = 200;
/// A browser that has not answered by then has not taken it.
const MOST_MS: u32 = 120_000;
/// Name of the preference that it was said that this browser keeps no copies.
const SAID: &str = "said-no-copies";

struct Waiting {
    number: u32,
    workspace: String,
    then: Box<dyn FnOnce()>,
}

thread_local! {
    static LATEST: Cell<u32> = const { Cell::new(0) };
    static WAITING: RefCell<Option<Waiting>> = const { RefCell::new(None) };
    /// The dialog that is shown: the number of its opening, and what it says.
    static SHOWN: Cell<Option<(u32, Stage)>> = const { Cell::new(None) };
    static PERCENT: ArcRwSignal<u32> = ArcRwSignal::new(0);
}

fn show(stage: Stage, reason: CopyReason) {
    SHOWN.set(Some((desk::show_own(move || copy_dialog(stage, reason)), stage)));
}

/// What the dialog says if it is open; tracked.
fn open_stage() -> Option<Stage> {
    let number = desk::number()?;
    SHOWN.get().filter(|shown| shown.0 == number).map(|shown| shown.1)
}

/// Whether the person was told that there is no copy, and decides; untracked.
fn is_said() -> bool {
    matches!(untrack(open_stage), Some(Stage::Failed | Stage::Impossible))
}

fn is_waiting(number: u32) -> bool {
    WAITING.with_borrow(|waiting| waiting.as_ref().is_some_and(|waiting| waiting.number == number))
}

/// Keeps a copy of what is there, then goes on. A second press while it is written asks for nothing more.
pub fn keep_before(reason: CopyReason, then: Box<dyn FnOnce()>) {
    if session::all_is_loaded().is_err() {
        // Refused with a sentence of its own.
        return then();
    }
    if WAITING.with_borrow(Option::is_some) {
        return;
    }
    let number = LATEST.get().wrapping_add(1);
    LATEST.set(number);
    let workspace = untrack(copies::workspace);
    WAITING.set(Some(Waiting { number, workspace, then }));
    PERCENT.with(|signal| signal.set(0));
    let speak = move || {
        if is_waiting(number) && untrack(desk::open) == Open::Nothing {
            show(Stage::Writing, reason);
        }
    };
    let _ = on_page::after(A_MOMENT, speak);
    let give_up = move || {
        if is_waiting(number) && !is_said() {
            ended(Written::Failed, reason);
        }
    };
    let _ = on_page::after(MOST_MS, give_up);
    let on_step = move |percent| {
        PERCENT.with(|signal| signal.set(percent));
        is_waiting(number)
    };
    let on_end = move |written| {
        // Once it was said that there is none, the person decides, whatever comes later.
        let was_said = is_said();
        if is_waiting(number) && !was_said {
            ended(written, reason);
        }
    };
    copies::keep_now(reason, Box::new(on_step), Box::new(on_end));
}

fn ended(written: Written, reason: CopyReason) {
    let was_said = prefs::get(SAID).is_some();
    match written {
        Written::Stands => {
            if was_said {
                prefs::set(SAID, "");
            }
            go_on();
        }
        Written::Impossible if was_said => go_on(),
        Written::Impossible => show(Stage::Impossible, reason),
        Written::Failed => show(Stage::Failed, reason),
    }
}

/// Does what was asked for, in the workspace for which it was.
fn go_on() {
    let Some(waiting) = WAITING.take() else { return };
    if untrack(open_stage).is_some() {
        desk::close();
    }
    if untrack(copies::workspace) == waiting.workspace {
        (waiting.then)();
    }
}

/// The dialog. Closing it takes back what was asked for.
fn copy_dialog(stage: Stage, reason: CopyReason) -> AnyView {
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open_stage().is_some();
        if was_open == Some(true) && !is_open && WAITING.take().is_some() {
            toast("Stopped. Nothing was changed.".to_owned());
        }
        is_open
    });
    let words = stage.words(reason);
    if stage == Stage::Writing {
        let percent = PERCENT.with(Clone::clone);
        let body = view! {
            <p>{words}</p>
            <progress class="keeping" max="100" aria-label="Copy" value=move || percent.get().to_string()></progress>
        };
        return info_dialog_with(stage.title(), "", body.into_any(), "Stop");
    }
    let body = view! {
        <p>{words}</p>
        <div class="row">
            <button type="button" class="btn" on:click=|_| overview::save_backup()>{icon(Icon::Download)}"Save a backup"</button>
        </div>
    };
    let perform = move || {
        if stage == Stage::Impossible {
            prefs::set(SAID, "yes");
        }
        go_on();
    };
    form_dialog(stage.title(), "", false, body.into_any(), go_on_words(reason), perform)
}
