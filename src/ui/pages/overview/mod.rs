//! The overview: how the portfolio is, and what needs somebody today. Each figure is a door to the records behind it.

mod needs;
mod tiles;

use crate::domain::date::Date;
use crate::domain::record::RecordType;
use crate::domain::records::Project;
use crate::engine::index::IndexKey;
use crate::exchange::copies::is_backup_due;
use crate::store::{self, history, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, PageHead, Tone, UndoRedo, icon, meter, small_icon};
use crate::ui::status_table::status_table;
use crate::ui::{desk, last_backup, router, standing};
use crate::view::action::ActionId;
use crate::view::format::{count, full_day, grouped};
use crate::view::history_days::{Looking, days};
use crate::view::keeping::backup_words;
use crate::view::maturity::next::{Progress, progress};
use crate::view::overview::{self as model, FirstStep};
use crate::view::pages::Page;
use crate::view::projects::Figure;
use crate::view::route::{DataTab, MaturityTab};
use leptos::prelude::*;

/// Projects in the table of those that need a look.
const MOST_ROWS: usize = 8;
/// Days after which a backup is due.
const BACKUP_DAYS: i64 = 7;
/// Changes shown.
const MOST_CHANGES: usize = 7;

/// The overview.
pub fn overview() -> AnyView {
    let sub = Signal::derive(|| {
        store::track_history();
        let projects = store::count(IndexKey::Kind(Project::SCHEMA.kind));
        [&count(projects, "project"), ", as at ", &full_day(session::today())].concat()
    });
    view! {
        <PageHead title="Overview".to_owned() sub=sub>
            <UndoRedo/>
            <button type="button" class="btn primary" on:click=move |_| desk::perform(ActionId::NewProject)>
                {icon(Icon::Plus)}<span>"New project"</span>
            </button>
        </PageHead>
        <div class="tiles">
            {tiles::phases} {tiles::statuses} {tiles::money} {tiles::dates}
        </div>
        <div class="overview-split">
            <div class="stack">{under_way} {recent}</div>
            <div class="stack">{reminder} {long_history} {first_week} {needs::needs} {improvement}</div>
        </div>
    }
    .into_any()
}

/// That a backup is due, by its age and by what has changed since.
fn reminder() -> Option<Drawn> {
    store::track_history();
    let last = last_backup::at();
    let is_due = store::with_history(|_, history| {
        let since =
            history.iter().rev().take_while(|own| last.is_none_or(|last| own.stamp.time.milliseconds() > last.0));
        is_backup_due(last, session::now(), since.count(), BACKUP_DAYS)
    });
    // The example can be had again at any time.
    if !is_due || store::settings().example {
        return None;
    }
    let words = store::with_history(|_, history| backup_words(last, session::offset_at, session::today(), history));
    Some(view! {
        <section class="panel">
            <header class="panel-head"><h2>"A backup is due"</h2></header>
            <p>{words}" Only a file outlives a lost computer or cleared browser data."</p>
            <p><button type="button" class="btn" on:click=move |_| desk::perform(ActionId::SaveBackup)>{icon(Icon::Download)}"Save a backup"</button></p>
        </section>
    })
}

/// That the history is longer than wanted.
fn long_history() -> Option<Drawn> {
    history::is_too_long().then(|| {
        view! {
            <section class="panel">
                <header class="panel-head"><h2>"The history is larger than your limit"</h2></header>
                <p>"Archive the oldest changes to a file. Every record stays as it is."</p>
                <p><a class="btn" href=router::href(&DataTab::History.route())>"Open history"</a></p>
            </section>
        }
    })
}

/// The projects under way, the most urgent first; while there is none, the ideas that a list may have brought in as such.
fn under_way() -> Drawn {
    let day = session::today();
    let (rows, all) = standing::with(|portfolio, standing| {
        (model::status_rows(portfolio, standing, day, MOST_ROWS), standing.statuses.iter().sum::<usize>())
    });
    if rows.is_empty() {
        return none_under_way(day);
    }
    let shown = rows.len();
    let note = if shown < all {
        ["most urgent first, ", &shown.to_string(), " of ", &*grouped(all as u64)].concat()
    } else {
        "most urgent first".to_owned()
    };
    view! {
        <section class="panel">
            <header class="panel-head">
                <h2>"Projects under way"</h2><span class="head-note">{note}</span>
                <a href=router::href(&model::sorted_by(Figure::Overall.column(), false).route())>"All under way"</a>
            </header>
            {status_table("Projects under way", rows)}
        </section>
    }
}

fn none_under_way(day: Date) -> Drawn {
    let rows = standing::with(|portfolio, standing| model::begun_rows(portfolio, standing, day, MOST_ROWS));
    let (words, table) = if rows.is_empty() {
        ("None yet. An idea is under way once gate G0 has let it into initiation.", None)
    } else {
        let words = "None, but these ideas have a status or have begun. No figure above includes them until their phase is right.";
        (words, Some(status_table("Ideas that have begun", rows)))
    };
    let (href, door) = if table.is_some() {
        (router::href(&DataTab::Quality.route()), "Data quality")
    } else {
        (router::href(&Page::Board.route()), "Open board")
    };
    view! {
        <section class="panel">
            <header class="panel-head"><h2>"Projects under way"</h2></header>
            <p>{words}</p>
            {table}
            <p><a class="btn" href=href>{door}</a></p>
        </section>
    }
}

/// How the improvement actions of the maturity assessment stand; nothing while none is open.
fn improvement() -> Option<Drawn> {
    store::track_history();
    let Progress { done, all, overdue, next } = store::with(|portfolio| progress(portfolio, session::today()))?;
    let percent = i64::try_from(done * 100 / all.max(1)).unwrap_or_default();
    let words = [&done.to_string(), " of ", &count(all, "action"), " done"].concat();
    let overdue = (overdue > 0).then(|| {
        view! { <p class="row tone-red improvement-late">{small_icon(Icon::TriangleAlert)}{[&overdue.to_string(), " overdue"].concat()}</p> }
    });
    let next =
        next.map(|(text, day)| view! { <p class="small-text muted">{["Next due ", &day, ": ", &text].concat()}</p> });
    Some(view! {
        <section class="panel">
            <header class="panel-head"><h2>"Improvement actions"</h2><a href=router::href(&MaturityTab::Overview.route())>"Maturity"</a></header>
            {meter(Signal::stored(percent), Signal::stored(words.clone()), Signal::stored(Tone::Accent), true)}
            <p class="small-text">{words}</p>
            {overdue}
            {next}
        </section>
    })
}

fn recent() -> Drawn {
    store::track_history();
    let looking = Looking { query: "", most: MOST_CHANGES, today: session::today(), zone: session::offset_at };
    let (days, _) = store::with_history(|_, history| days(history, &store::id_of, looking));
    let lines = days.into_iter().flat_map(|day| {
        let title = day.title;
        day.entries.into_iter().map(move |entry| (title.clone(), entry))
    });
    let rows: Vec<Drawn> = lines
        .map(|(day, entry)| {
            // "Today" says more than the date behind it.
            let word = ["Today", "Yesterday"].into_iter().find(|word| day.starts_with(word)).unwrap_or(&day);
            let when = [word, ", ", &entry.time].concat();
            let class = if entry.undone { "undone" } else { "" };
            view! { <li class=class><span class="truncate">{entry.line.label}</span><span class="muted">{entry.line.who}</span><time class="muted">{when}</time></li> }
        })
        .collect();
    view! {
        <section class="panel">
            <header class="panel-head"><h2>"Recent changes"</h2><a href=router::href(&DataTab::History.route())>"All history"</a></header>
            <ul class="recent">{rows}</ul>
        </section>
    }
}

/// The path of the first week, until all of it is done. The example has no first week.
fn first_week() -> Option<Drawn> {
    store::track_history();
    if store::settings().example {
        return None;
    }
    let steps = store::with(|portfolio| model::first_week(portfolio, last_backup::at()));
    let done = steps.iter().filter(|(_, done)| *done).count();
    if done == steps.len() {
        return None;
    }
    let rows: Vec<Drawn> = steps.into_iter().map(first_step).collect();
    Some(view! {
        <section class="panel">
            <header class="panel-head"><h2>"Your first week"</h2><span class="small-text muted">{[&done.to_string(), " of 4 done"].concat()}</span></header>
            <ol class="todo first-week">{rows}</ol>
        </section>
    })
}

fn first_step((step, is_done): (FirstStep, bool)) -> Drawn {
    let face = if is_done { Icon::CircleCheck } else { Icon::CircleHelp };
    let state = if is_done { "Done: " } else { "To do: " };
    let button = (!is_done).then(|| {
        let (verb, action) = match step {
            FirstStep::Projects => ("Import", ActionId::Open(DataTab::Import.place())),
            FirstStep::Gate => ("Open board", ActionId::Open(Page::Board.place())),
            FirstStep::Condition => ("Open decisions", ActionId::Open(Page::Decisions.place())),
            FirstStep::Backup => ("Save", ActionId::SaveBackup),
        };
        needs::deed_button(verb, step.title(), move || desk::perform(action))
    });
    view! {
        <li class=is_done.then_some("done")>
            {small_icon(face)}
            <div><strong><span class="visually-hidden">{state}</span>{step.title()}</strong><p>{step.why()}</p></div>
            {button}
        </li>
    }
}
