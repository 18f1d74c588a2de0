//! Archiving old history: choosing the day, saving the file, letting go of what it holds; and opening such a file again. Must not
//! know how changes are stored.

use super::before::keep_before;
use super::kept;
use super::pick::{error_line, file_button};
use crate::domain::date::Date;
use crate::exchange::copies::CopyReason;
use crate::platform::chosen_file::{self, Saved};
use crate::platform::{download, file};
use crate::store::{self, history, session};
use crate::ui::draw::later::on_page;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Field, FieldControl, Icon, alert, focus_soon, icon, toast, workspace_name};
use crate::view::archive::{
    archive_label, beginning_of, days_to_begin, leaves_words, megabytes, missing_words, proposed,
};
use crate::view::compare::first_day;
use crate::view::format::{count, full_day};
use leptos::prelude::*;
use leptos::web_sys::File;

/// Largest file in megabytes.
const MOST_MEGABYTES: u64 = 200;
/// Long enough for the browser to draw what was said before.
const A_FRAME: u32 = 40;

/// A file that was saved: the day before which its changes were made, what it holds, its name.
type SavedFile = (Date, history::SavedHistory, String);

thread_local! {
    /// The opening of a workspace in which archiving was begun.
    static ARCHIVING: ArcRwSignal<Option<u32>> = ArcRwSignal::new(None);
    /// The day chosen, as `2026-11-22`; the proposed one while empty.
    static DAY: ArcRwSignal<String> = ArcRwSignal::new(String::new());
    static SAVED: ArcRwSignal<Option<SavedFile>> = ArcRwSignal::new(None);
    static BUSY: ArcRwSignal<String> = ArcRwSignal::new(String::new());
    static ERROR: ArcRwSignal<String> = ArcRwSignal::new(String::new());
}

/// Whether history is being archived; tracked.
pub fn is_archiving() -> bool {
    let opening = history::opening();
    ARCHIVING.with(|signal| signal.get()) == Some(opening)
}

/// Minutes ahead of UTC at the end of a day.
fn offset_on(day: Date) -> i64 {
    i64::from(session::offset_minutes_on(day))
}

fn say(busy: &str, error: &str) {
    BUSY.with(|signal| signal.set(busy.to_owned()));
    ERROR.with(|signal| signal.set(error.to_owned()));
}

fn begin() {
    if let Err(why) = session::all_is_loaded() {
        return alert(why.to_string());
    }
    DAY.with(|signal| signal.set(String::new()));
    SAVED.with(|signal| signal.set(None));
    // A file that lacked large changes would hold less than what leaves.
    read_large(|| {
        ARCHIVING.with(|signal| signal.set(Some(untrack(history::opening))));
        focus_soon("archive-head".to_owned());
    });
}

fn leave() {
    ARCHIVING.with(|signal| signal.set(None));
    focus_soon("archive-begin".to_owned());
}

/// Reads what was too large to be loaded, then goes on.
fn read_large(then: fn()) {
    say("Reading large changes…", "");
    let read = move |outcome: Result<(), String>| match outcome {
        Ok(()) => {
            say("", "");
            then();
        }
        Err(why) => say("", &why),
    };
    history::load_whole(Box::new(read));
}

/// How far the history goes back, and what can be done about it.
pub fn reach() -> Drawn {
    let words = move || {
        if history::is_going() && session::storage_meter().is_some_and(|meter| meter.refused.is_some()) {
            return "Archived changes leave this browser once its local storage takes entries again.".to_owned();
        }
        if history::is_going() {
            return "Archived changes are leaving this browser. That takes a few seconds in which nobody types."
                .to_owned();
        }
        missing_words(history::unknown_until(), history::archived_until(), history::left_out(), &offset_on)
    };
    let words = Memo::new(move |_| words());
    let long = move || {
        let most = store::settings().history_megabytes();
        if history::is_too_long() {
            [
                "The history has ",
                &*megabytes(history::sizes().all().1),
                ", more than the ",
                &most.to_string(),
                " MB of your limit. Archive the oldest changes to a file.",
            ]
            .concat()
        } else {
            String::new()
        }
    };
    let long = Memo::new(move |_| long());
    let busy = kept(&BUSY);
    view! {
        <div class="history-reach">
            <div class="row">
                <button type="button" class="btn small" id="archive-begin" on:click=|_| begin()>{icon(Icon::Archive)}"Archive older history"</button>
                {file_button("Open a history file", ".json,application/json", "btn small quiet file-button", take_file)}
                <button type="button" class="btn small quiet" hidden=move || history::left_out() == 0
                    on:click=|_| read_large(|| {})>"Show large changes"</button>
            </div>
            <p class="small-text" hidden=move || long.with(String::is_empty)>{move || long.get()}</p>
            <p class="small-text muted" role="status" hidden=move || words.with(String::is_empty)>{move || words.get()}</p>
            <p class="small-text muted" role="status" hidden=move || busy.with(String::is_empty)>{busy}</p>
            {error_line(kept(&ERROR))}
        </div>
    }
}

fn take_file(chosen: &File) {
    let name = chosen.name();
    say(&["Reading ", &name, "…"].concat(), "");
    let then = move |bytes: Result<Vec<u8>, file::FileError>| match bytes {
        Ok(bytes) => {
            // What is kept here and not in memory comes first: it counts, and not what a file says in its place.
            let read = move |whole: Result<(), String>| {
                if let Err(why) = whole {
                    return say("", &why);
                }
                let opened = String::from_utf8(bytes)
                    .map_err(|_| "This is not a file of archived history. Nothing was changed.".to_owned())
                    .and_then(|text| history::open_file(&text));
                match opened {
                    Ok(0) => say(&[&*name, " holds nothing that is not here already."].concat(), ""),
                    Ok(added) => {
                        let added = count(added, "change");
                        say(&[&*added, " of ", &name, " can be seen here until the page is closed."].concat(), "");
                    }
                    Err(why) => say("", &[&*name, ": ", &why].concat()),
                }
            };
            let _ = on_page::after(A_FRAME, move || history::load_whole(Box::new(read)));
        }
        Err(why) => say("", &why.to_string()),
    };
    file::read(chosen, MOST_MEGABYTES, Box::new(then));
}

/// The steps.
pub fn steps() -> AnyView {
    let today = session::today();
    let first = store::with_history(|_, history| first_day(history, session::offset_at));
    let head = view! {
        <div class="step-head">
            <h2 id="archive-head" tabindex="-1">"Archive older history"</h2>
            <p class="muted">
                "Old changes leave this browser for a file. Every record stays as it is. The history, and looking at everything as it was, then begin on the day you choose; \
                the file opens here again. What is younger than 30 days always stays."
            </p>
        </div>
    };
    let cancel = || view! { <button type="button" class="btn" on:click=|_| leave()>"Cancel"</button> };
    let Some(days) = first.and_then(|first| days_to_begin(first, today)) else {
        let text = first.map_or_else(String::new, |first| [" It begins on ", &*full_day(first), "."].concat());
        return view! {
            {head}
            <p>{["All of the history is younger than 30 days: there is nothing to archive yet.", &text].concat()}</p>
            <p class="row">{cancel()}</p>
        }
        .into_any();
    };
    // The next day where the person is: the lengths are counted by days elsewhere.
    let fits_from = history::too_long().map(|moment| moment.day(session::offset_at).plus_days(1));
    let proposed = proposed(fits_from, today, days);
    let typed = kept(&DAY);
    let shown =
        Signal::derive(move || typed.with(|text| if text.is_empty() { proposed.to_string() } else { text.clone() }));
    let day = Memo::new(move |_| Date::parse(&shown.get()).filter(|day| (days.0..=days.1).contains(day)));
    let error = Signal::derive(move || match day.get() {
        Some(_) => String::new(),
        None => ["Choose a day from ", &*full_day(days.0), " to ", &full_day(days.1), "."].concat(),
    });
    let words = move || {
        let Some(day) = day.get() else { return String::new() };
        let before = beginning_of(day, &offset_on);
        store::track_history();
        let (all, leaving) = (history::sizes().all(), history::sizes().before(before));
        let known = store::with_history(|_, history| history.len());
        leaves_words((history::count_before(before), leaving.1), (known, all.1), day)
    };
    let words = Memo::new(move |_| words());
    let is_saved = move || {
        SAVED.with(|signal| signal.with(|saved| saved.as_ref().is_some_and(|saved| Some(saved.0) == day.get())))
    };
    let is_saved = Memo::new(move |_| is_saved());
    let saved_words = move || {
        let saved = SAVED.with(|signal| signal.get()).filter(|_| is_saved.get());
        saved.map_or_else(String::new, |(_, filed, name)| {
            [
                &*count(filed.count, "change"),
                " saved in “",
                &name,
                "”. Look that the file is where you want it before you go on.",
            ]
            .concat()
        })
    };
    let saved_words = Memo::new(move |_| saved_words());
    let nothing = Memo::new(move |_| {
        let Some(day) = day.get() else { return true };
        history::count_before(beginning_of(day, &offset_on)) == 0
    });
    let to_file = chosen_file::is_possible().then(|| {
        view! { <button type="button" class="btn" disabled=move || nothing.get() on:click=move |_| save(day.get_untracked(), true)>"Save to a file…"</button> }
    });
    view! {
        {head}
        <div class="archive-steps stack">
            <Field label="Keep history from" control=FieldControl::Date value=shown error=error
                on_input=Callback::new(|text: String| DAY.with(|signal| signal.set(text)))/>
            <p role="status">{move || words.get()}</p>
            <section class="panel">
                <header class="panel-head"><h2>"1. Save the file"</h2></header>
                <p>"It can be read by people and opened here again. Keep it with your backups."</p>
                <p class="row">
                    <button type="button" class="btn" disabled=move || nothing.get() on:click=move |_| save(day.get_untracked(), false)>
                        {icon(Icon::Download)}"Download"
                    </button>
                    {to_file}
                </p>
                <p class="small-text" role="status" hidden=move || saved_words.with(String::is_empty)>{move || saved_words.get()}</p>
            </section>
            <section class="panel">
                <header class="panel-head"><h2>"2. Remove it from this browser"</h2></header>
                <p hidden=move || is_saved.get()>"Save the file first."</p>
                <p hidden=move || !is_saved.get()>"This cannot be undone: afterwards only the file holds these changes."</p>
                <p class="row">
                    <button type="button" class="btn danger" disabled=move || !is_saved.get() on:click=|_| remove()>"Remove archived history"</button>
                    {cancel()}
                </p>
            </section>
        </div>
    }
    .into_any()
}

fn save(day: Option<Date>, asks: bool) {
    let Some(day) = day else { return };
    let before = beginning_of(day, &offset_on);
    let (text, filed) = history::file_before(before);
    let name = untrack(|| {
        ["pocket-pmo-history-", &*workspace_name().replace(' ', "-"), "-before-", &day.to_string()].concat()
    });
    let name = download::file_name(&name);
    let saved = move |name: String| SAVED.with(|signal| signal.set(Some((day, filed, name))));
    if !asks {
        return match download::save(&name, "json", "application/json", text.as_bytes()) {
            Ok(()) => saved([&*name, ".json"].concat()),
            Err(why) => alert(why.to_string()),
        };
    }
    let then = move |outcome| match outcome {
        Saved::To(name) => saved(name),
        Saved::Cancelled => {}
        Saved::Failed => {
            alert("The file could not be written. Nothing was changed; try again, or use “Download”.".to_owned())
        }
    };
    chosen_file::save(&[&*name, ".json"].concat(), text, Box::new(then));
}

fn remove() {
    let Some((day, filed, name)) = SAVED.with(|signal| signal.get_untracked()) else { return };
    let changes = filed.count;
    let before = beginning_of(day, &offset_on);
    // Another tab may have brought older changes since: they are not in the file, and would stay.
    if history::count_before(before) != changes {
        SAVED.with(|signal| signal.set(None));
        return alert("The history before that day has changed since the file was saved. Save it again.".to_owned());
    }
    let archive = move || {
        let label = archive_label(changes, day, &name);
        match history::archive(&filed, day, label, untrack(workspace_name)) {
            Ok(()) => {
                toast([&*count(changes, "change"), " archived in “", &name, "”."].concat());
                leave();
            }
            Err(why) => alert(why.to_string()),
        }
    };
    keep_before(CopyReason::Archive, Box::new(archive));
}

/// The panel of the first tab: how long the history is.
pub fn length_words() -> String {
    let (_, units) = history::sizes().all();
    if units == 0 { String::new() } else { [" The history has ", &*megabytes(units), "."].concat() }
}
