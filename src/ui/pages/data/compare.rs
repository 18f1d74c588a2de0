//! The tab that shows the portfolio as it was at the end of a day beside how it is now, and takes single records back. Must
//! not know how what was is found.

use super::kept;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::Snapshot;
use crate::engine::as_of::as_of;
use crate::engine::command::{Command, Fields};
use crate::engine::index::IndexKey;
use crate::store::{self, history, session};
use crate::ui::actions;
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Icon, empty_state, fresh_id, icon};
use crate::ui::router;
use crate::view::archive::missing_words;
use crate::view::compare::{
    COLUMNS, Difference, FieldThen, ProjectThen, Since, differences, end_of, first_day_whole, projects_then,
};
use crate::view::format::{count, full_day};
use crate::view::report::snapshots::{SnapshotEntry, entries};
use crate::view::route::ProjectTab;
use leptos::prelude::*;

/// Differences shown at first, and at each "Show more".
const MOST: usize = 100;

/// Snapshots whose days are offered: those of the last year.
const MOST_SNAPSHOTS: usize = 12;

/// Figures stand under each other.
const NUMBERS: [&str; 7] = ["", "", "", "", "num", "num", "num"];

thread_local! {
    /// The day looked at, as `2026-11-22`; the week before while empty.
    static DAY: ArcRwSignal<String> = ArcRwSignal::new(String::new());
}

fn choose(day: Date) {
    DAY.with(|signal| signal.set(day.to_string()));
}

/// The tab.
pub fn compare() -> AnyView {
    let offset_on = |day: Date| i64::from(session::offset_minutes_on(day));
    let first = move || {
        store::track_history();
        let unknown = history::unknown_until();
        store::with_history(|_, history| first_day_whole(history, unknown, &offset_on))
    };
    let first = Memo::new(move |_| first());
    let today = session::today();
    let day = Memo::new(move |_| {
        let chosen = kept(&DAY).with(|text| Date::parse(text));
        let chosen = chosen.unwrap_or_else(|| today.plus_days(-7));
        first.get().map_or(chosen, |first| chosen.clamp(first.min(today), today))
    });
    let (id, help) = (fresh_id(), fresh_id());
    let missing = move || {
        let unknown = history::unknown_until();
        missing_words(unknown, history::archived_until(), history::left_out(), &offset_on)
    };
    let words = move || match first.get() {
        Some(first) => {
            let missing = missing();
            if missing.is_empty() {
                ["The history begins on ", &*full_day(first), "."].concat()
            } else {
                ["You can look back to the end of ", &*full_day(first), ". ", &missing].concat()
            }
        }
        None => String::new(),
    };
    let ago = move |days: i64, words: &'static str| {
        view! {
            <button type="button" class="btn small" aria-pressed=move || (day.get() == today.plus_days(-days)).to_string()
                hidden=move || first.get().is_none_or(|first| today.plus_days(-days) < first)
                on:click=move |_| choose(today.plus_days(-days))>{words}</button>
        }
    };
    let snapshots = move || {
        store::track_index(IndexKey::Kind(Snapshot::SCHEMA.kind));
        let all = store::with(entries).into_iter().filter(|entry| first.get().is_some_and(|first| first <= entry.on));
        let button = |entry: SnapshotEntry| {
            let on = entry.on;
            view! { <button type="button" class="btn small" aria-pressed=move || (day.get() == on).to_string() on:click=move |_| choose(on)>{["Snapshot of ", &*full_day(on)].concat()}</button> }
        };
        all.take(MOST_SNAPSHOTS).map(button).collect::<Vec<Drawn>>()
    };
    let tools = view! {
        <div class="compare-tools">
            <div class="field">
                <label class="field-label" for=id.clone()>"End of the day"</label>
                <input class="input" type="date" id=id aria-describedby=help.clone()
                    min=move || first.get().map(|first| first.to_string()) max=today.to_string()
                    prop:value=move || day.get().to_string()
                    on:change=move |event| if let Some(day) = Date::parse(&event_target_value(&event)) { choose(day) }/>
            </div>
            <div class="row">{ago(1, "Yesterday")} {ago(7, "A week ago")} {ago(30, "30 days ago")} {ago(90, "90 days ago")} {snapshots}</div>
            <p class="small-text muted" id=help>{words}</p>
        </div>
    };
    let most = RwSignal::new(MOST);
    let body = move || {
        if first.get().is_none() {
            let text = "Once something has changed, you can see here how everything was at the end of any day, and take single records back.";
            return empty_state(Icon::History, "No history yet", text, ()).into_any();
        }
        tools_below(day.get(), most).into_any()
    };
    let has_no_history = move || first.get().is_none();
    view! { <div hidden=has_no_history>{tools}</div> {body} }.into_any()
}

/// What was on that day, and what differs now.
fn tools_below(day: Date, most: RwSignal<usize>) -> Drawn {
    store::track_history();
    // Across a change of the clock the day ended at another time than today does.
    let (minutes, today) = (i64::from(session::offset_minutes_on(day)), session::today());
    let rules = store::settings().status_rules();
    let (rows, found, since) = store::with_history(|portfolio, history| {
        let then = as_of(portfolio, history, end_of(day, minutes));
        (projects_then(portfolio, &then, day, today, rules), differences(portfolio, &then), then.since)
    });
    let day = full_day(day);
    let projects = count(rows.len(), "project");
    let about = match since {
        0 => ["Nothing has changed since the end of ", &day, "."].concat(),
        since => [
            &*count(since, "change"),
            " since; ",
            &count(found.len(), "record"),
            if found.len() == 1 { " differs" } else { " differ" },
            " now. Where a value is another now, both stand there.",
        ]
        .concat(),
    };
    let heads: Vec<Drawn> =
        COLUMNS.iter().zip(NUMBERS).map(|(name, class)| view! { <th scope="col" class=class>{*name}</th> }).collect();
    let no_projects = rows.is_empty().then(|| view! { <p class="muted">"There was no project yet."</p> });
    let table = (!rows.is_empty()).then(|| {
        let rows: Vec<Drawn> = rows.into_iter().map(row).collect();
        view! {
            <div class="table-wrap" tabindex="0" role="region" aria-label="Projects as they were">
                <table class="table compare">
                    <thead><tr><th scope="col">"Project"</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    });
    let all = found.len();
    let records: Vec<Drawn> = found.into_iter().take(most.get()).map(entry).collect();
    let none = (all == 0).then(|| view! { <p class="muted">"Everything is as it was."</p> });
    let more = (all > most.get()).then(|| {
        view! {
            <p class="row history-more">
                <button type="button" class="btn" on:click=move |_| most.update(|most| *most += MOST)>"Show more"</button>
            </p>
        }
    });
    view! {
        <section aria-labelledby="compare-then">
            <div class="step-head"><h2 id="compare-then">{["The portfolio on ", &day].concat()}</h2><p class="muted" role="status">{[&projects, ". ", &about].concat()}</p></div>
            {no_projects} {table}
        </section>
        <section aria-labelledby="compare-since">
            <h2 class="history-day" id="compare-since">{["What differs now: ", &count(all, "record")].concat()}</h2>
            {none}
            <ol class="history">{records}</ol>
            {more}
        </section>
    }
}

fn row(row: ProjectThen) -> Drawn {
    let cells: Vec<Drawn> =
        row.cells.into_iter().zip(NUMBERS).map(|((then, now), class)| cell(then, now, class)).collect();
    let name = if row.is_gone {
        view! { <span>{row.name}</span>" "<span class="pill">"deleted since"</span> }
    } else {
        let href = router::href(&ProjectTab::History.of(row.id));
        view! { <a href=href>{row.name}</a> }
    };
    view! { <tr><th scope="row"><span class="code">{row.code}</span>" "{name}</th>{cells}</tr> }
}

fn cell(then: String, now: Option<String>, class: &'static str) -> Drawn {
    let or_none = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    match now {
        None => view! { <td class=class>{or_none(then)}</td> },
        Some(now) => {
            let now = ["now ", &or_none(now)].concat();
            view! { <td class=["differs ", class].concat()>{or_none(then)}<ins>{now}</ins></td> }
        }
    }
}

fn entry(difference: Difference) -> Drawn {
    let Difference { id, kind, title, since, fields, takes_back } = difference;
    let lines: Vec<Drawn> = fields.into_iter().map(field).collect();
    let label = ["Take back “", &*title, "”"].concat();
    let only_gates = (takes_back.is_none() && since != Since::Added)
        .then(|| view! { <p class="small-text muted">"Only a decision, or its own page, changes this."</p> });
    let button = takes_back.map(|fields| {
        view! {
            <button type="button" class="btn small" aria-label=label
                on:click=move |_| take_back(id, fields.clone())>
                {icon(Icon::Undo)}"Take back"
            </button>
        }
    });
    let lines = (!lines.is_empty()).then(|| view! { <dl class="changes">{lines}</dl> });
    view! {
        <li class="entry compare-entry">
            <div>
                <span class="entry-text">{title.to_string()}</span>" "
                <span class="entry-by">{kind}", "{since.words()}</span>
                {lines} {only_gates}
            </div>
            {button}
        </li>
    }
}

fn field(then: FieldThen) -> Drawn {
    let or_none = |text: String| if text.is_empty() { "nothing given".to_owned() } else { text };
    let now = ["now ", &or_none(then.now)].concat();
    view! { <dt>{then.label}</dt><dd><ins>{or_none(then.then)}</ins>" "<span class="muted">{now}</span></dd> }
}

/// Takes a record back in one step, also if it was changed and deleted since.
fn take_back(record: Id, fields: Fields) {
    actions::dispatch(&Command::TakeBack { record, fields });
}
