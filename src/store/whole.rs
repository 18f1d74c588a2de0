//! Opening a workspace that comes whole: a backup with its history, the example with its past, or what somebody did in the example.
//! Reached from the data chapter alone. Must not know how it is stored, nor what is shown meanwhile.

use super::{keeping, live, session};
use crate::domain::date::{Date, Moment};
use crate::domain::record::Record;
use crate::domain::records::Settings;
use crate::domain::stamp::Writers;
use crate::engine::transaction::Transaction;
use crate::exchange::backup::Backup;
use crate::exchange::example::life::{self, Own};
use crate::exchange::example::read_example;
use crate::platform::bringing::{Bringing, Brought, Leaving};
use crate::platform::{fetch, ids};
use crate::storage::whole::Whole;
use std::sync::Arc;

/// Where the example portfolio lies; fetched on first need.
const EXAMPLE: &str = "example/portfolio.json";
/// Before the example's people begin to work.
const MORNING: i64 = 9 * 3_600_000;

/// What comes.
struct Coming {
    records: Vec<Arc<dyn Record>>,
    history: Vec<Arc<Transaction>>,
    writers: Writers,
    name: String,
    is_example: bool,
}

/// Whether there is nothing in the open workspace and never was; untracked.
pub fn is_blank() -> bool {
    live::with_history(|portfolio, history| portfolio.is_empty() && history.is_empty())
}

fn bring(coming: Coming, leaving: Leaving, on_step: Box<dyn Fn(u32)>, then: Brought) {
    let Some(driver) = keeping::running() else {
        return then(Err("Wait until everything is loaded, then try again.".to_owned()));
    };
    let Coming { records, history, writers, name, is_example } = coming;
    let whole = Whole::new(records, history, writers);
    driver.bring(Bringing { whole, name, is_example, leaving, on_step, then });
}

/// Opens a backup as a workspace of its own, with its history. `on_step` is told how much of it is stored, in percent. A workspace in
/// which there is nothing makes way for it.
pub fn open_backup(backup: Backup, on_step: Box<dyn Fn(u32)>, then: Brought) {
    let is_example = backup.records.iter().any(|record| is_example(&**record));
    let coming = Coming {
        records: backup.records,
        history: backup.history.into_iter().map(Arc::new).collect(),
        writers: backup.writers,
        name: backup.workspace,
        is_example,
    };
    let leaving = if is_blank() { Leaving::Removed } else { Leaving::Kept };
    bring(coming, leaving, on_step, then);
}

fn is_example(record: &dyn Record) -> bool {
    record.typed::<Settings>().is_some_and(|settings| settings.example && !settings.meta.deleted)
}

/// Opens the example portfolio in its workspace, which is made if there is none.
pub fn open_example() {
    let there = session::workspaces().into_iter().find(|(entry, _)| entry.example);
    match there {
        Some((entry, false)) => session::switch_workspace(&entry),
        Some((_, true)) if !is_blank() => {}
        _ => fetch::text(
            EXAMPLE,
            Box::new(|text| say_why(text.map_err(|why| why.to_string()).and_then(|text| example(&text)))),
        ),
    }
}

fn say_why(done: Result<(), String>) {
    if let Err(sentence) = done {
        keeping::say(&sentence);
    }
}

fn example(text: &str) -> Result<(), String> {
    let past = read_example(text, session::today_untracked(), &mut ids::new_id).map_err(|why| why.to_string())?;
    let morning = |day: Date| {
        let minutes = day.days_since(Date::of_moment(Moment(0))) * 1_440 - i64::from(session::offset_minutes_on(day));
        Moment(minutes * 60_000 + MORNING)
    };
    let lived = life::live(past, &morning).map_err(|why| why.to_string())?;
    let portfolio = lived.portfolio();
    let coming = Coming {
        records: portfolio.every().cloned().collect(),
        history: lived.history().to_vec(),
        writers: portfolio.writers.clone(),
        name: portfolio.settings().name.to_string(),
        is_example: true,
    };
    let leaving =
        if is_blank() && session::workspaces().iter().any(|(workspace, is_open)| *is_open && workspace.example) {
            Leaving::Removed
        } else {
            Leaving::Kept
        };
    bring(coming, leaving, Box::new(|_| ()), Box::new(say_why));
    Ok(())
}

/// What somebody has done in the example that is open; `None` if nothing.
pub fn own_work() -> Option<Own> {
    live::with_history(life::own_work)
}

/// Keeps what somebody did in the example that is open as a workspace of its own, opens that, and puts the example into the trash.
pub fn keep_own_work(name: &str, then: Brought) {
    let Some(work) = own_work() else { return then(Ok(())) };
    let writers = live::with(|portfolio| portfolio.writers.clone());
    let (records, history) = (work.records, work.history);
    let coming = Coming { records, history, writers, name: name.to_owned(), is_example: false };
    let name = name.to_owned();
    let done: Brought = Box::new(move |done| {
        // It is loaded a moment later.
        if done.is_ok() {
            keeping::name_next(name);
        }
        then(done);
    });
    bring(coming, Leaving::Trashed, Box::new(|_| ()), done);
}
