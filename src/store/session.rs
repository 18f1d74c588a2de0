//! What surrounds the portfolio in this tab: the day, who works, the theme. Kept in this browser, not in the portfolio.

use crate::domain::date::Date;
use crate::domain::letters;
use crate::platform::{clock, intl, page, prefs};
use crate::view::keys::Letters;
use crate::view::{format, regions};
use leptos::prelude::*;
use std::cell::RefCell;
use std::time::Duration;

pub use super::keeping::{
    SaveStatus, TRASH_DAYS, WorkspaceEntry, all_is_loaded, create_workspace, dismiss_notice, has_lost, is_partial,
    is_read_only, notice, removals, remove_workspace, removed_workspaces, restore_workspace, save_status, set_aside,
    start, storage_meter, storage_weights, switch_workspace, trash_workspace, trashed_workspaces, workspaces,
};
pub use crate::platform::clock::{now, offset_at, offset_minutes_on};

const THEME: &str = "theme";
const WORKING_AS: &str = "working-as";
const CARDS: &str = "board-cards";
const COMPACT: &str = "compact";
const LETTERS: &str = "letters";

thread_local! {
    static WRITTEN_AS: RefCell<Option<String>> = const { RefCell::new(None) };
    static TODAY: ArcRwSignal<Date> = ArcRwSignal::new(clock::today());
    static WORKER: ArcRwSignal<String> = ArcRwSignal::new(prefs::get(WORKING_AS).unwrap_or_default());
    static COMPACT_CARDS: ArcRwSignal<bool> = ArcRwSignal::new(prefs::get(CARDS).as_deref() == Some(COMPACT));
    static CHOSEN_LETTERS: ArcRwSignal<Letters> = ArcRwSignal::new(Letters::named(&prefs::get(LETTERS).unwrap_or_default()));
    static CHOSEN_THEME: ArcRwSignal<&'static str> = ArcRwSignal::new(known_theme(&prefs::get(THEME).unwrap_or_default()));
}

/// Follows the day: a tab may stay open over midnight.
pub(super) fn follow_the_day() {
    let check = || {
        let day = clock::today();
        TODAY.with(|today| {
            if today.get_untracked() != day {
                today.set(day);
            }
        });
    };
    set_interval(check, Duration::from_secs(60));
}

/// Today; tracked.
pub fn today() -> Date {
    TODAY.with(|today| today.get())
}

/// Today.
pub fn today_untracked() -> Date {
    TODAY.with(|today| today.get_untracked())
}

/// Who works here, by name; tracked. Empty if nobody was chosen.
pub fn working_as() -> String {
    WORKER.with(|name| name.get())
}

/// Who works here.
pub fn working_as_untracked() -> String {
    WORKER.with(|name| name.get_untracked())
}

/// Chooses who works here.
pub fn work_as(name: &str) {
    prefs::set(WORKING_AS, name);
    WORKER.with(|signal| signal.set(name.to_owned()));
}

fn known_theme(theme: &str) -> &'static str {
    match theme {
        "light" => "light",
        "dark" => "dark",
        _ => "system",
    }
}

/// The theme: `light`, `dark` or `system`; tracked.
pub fn theme() -> &'static str {
    CHOSEN_THEME.with(|theme| theme.get())
}

/// Chooses the theme.
pub fn set_theme(theme: &str) {
    let theme = known_theme(theme);
    prefs::set(THEME, theme);
    page::set_theme(theme);
    CHOSEN_THEME.with(|signal| signal.set(theme));
}

/// When a character alone starts an action; tracked.
pub fn letters() -> Letters {
    CHOSEN_LETTERS.with(|signal| signal.get())
}

/// Chooses when a character alone starts an action.
pub fn set_letters(letters: Letters) {
    prefs::set(LETTERS, if letters == Letters::On { "" } else { letters.name() });
    CHOSEN_LETTERS.with(|signal| signal.set(letters));
}

/// Has dates, times, amounts and numbers written as that locale writes them; as the browser's own does if empty.
pub fn write_as(locale: &str) {
    WRITTEN_AS.with_borrow_mut(|author| {
        if author.as_deref() != Some(locale) {
            let (style, digits) = intl::style(locale);
            format::set_style(style, digits);
            regions::set_language(page::language());
            letters::set_own(intl::own_letters(locale));
            *author = Some(locale.to_owned());
        }
    });
}

/// What is written while another locale is: for a look at it before it is chosen.
pub fn written_as(locale: &str, write: impl FnOnce() -> String) -> String {
    let author = WRITTEN_AS.with_borrow(Clone::clone).unwrap_or_default();
    write_as(locale);
    let written = write();
    write_as(&author);
    written
}

/// Whether the cards of the board are compact; tracked.
pub fn has_compact_cards() -> bool {
    COMPACT_CARDS.with(|compact| compact.get())
}

/// Chooses whether the cards of the board are compact.
pub fn set_compact_cards(compact: bool) {
    prefs::set(CARDS, if compact { COMPACT } else { "" });
    COMPACT_CARDS.with(|signal| signal.set(compact));
}
