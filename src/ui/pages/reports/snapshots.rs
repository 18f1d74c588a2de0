//! Snapshots on the page of status reports: taking one, and one of them beside the portfolio as it is now or beside a later one. Must not
//! know what figures it has.

use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::Snapshot;
use crate::engine::command::Command;
use crate::engine::decide::TakeSnapshot;
use crate::engine::index::IndexKey;
use crate::store::{self, session};
use crate::ui::draw::{Drawn, view};
use crate::ui::parts::{Field, FieldControl, focus_soon, form_dialog};
use crate::ui::status_table::project_link;
use crate::ui::{actions, desk};
use crate::view::format::full_day;
use crate::view::report::snapshots::{COLUMNS, SnapshotEntry, SnapshotRow, entries, shown};
use leptos::prelude::*;

/// Figures stand under each other.
const NUMBERS: [&str; 8] = ["", "", "num", "num", "num", "num", "num", "num"];
/// The element of the day in the dialog.
const DAY: &str = "snapshot-day";

/// The dialog that takes one. `proposed`: the cut-off that it begins with.
pub fn dialog(proposed: Date) -> AnyView {
    let text = RwSignal::new(proposed.to_string());
    let error = RwSignal::new(String::new());
    let on_input = Callback::new(move |typed| {
        text.set(typed);
        error.set(String::new());
    });
    let body = view! {
        <div class="form">
            <p>"The figures of every project as they are now: phase, status, forecast finish, budget, forecast cost, exposure, benefits and deliverables. A snapshot is never changed; later comparisons read it."</p>
            <Field label="Cut-off" id=DAY.to_owned() control=FieldControl::Date value=text error=error on_input=on_input/>
        </div>
    };
    let take = move || {
        let day = text.with_untracked(|text| Date::parse(text.trim()));
        let done = match day {
            None => Err("The cut-off needs day, month and year.".to_owned()),
            Some(on) => actions::try_dispatch(&Command::act(TakeSnapshot { on, words: full_day(on) })),
        };
        match done {
            Ok(()) => desk::close(),
            Err(why) => {
                error.set(why);
                focus_soon(DAY.to_owned());
            }
        }
    };
    form_dialog("Take snapshot", "", false, body.into_any(), "Take snapshot", take)
}

/// The snapshots, and what has changed since one of them. `asked`: the one that the address names.
pub fn section(asked: Memo<Option<Id>>) -> Drawn {
    let all = Memo::new(|_| {
        store::track_index(IndexKey::Kind(Snapshot::SCHEMA.kind));
        store::with(entries)
    });
    let chosen = RwSignal::new(None::<Id>);
    let against = RwSignal::new(None::<Id>);
    let picked = Memo::new(move |_| {
        let (wanted, all) = (chosen.get().or(asked.get()), all.get());
        wanted.filter(|id| all.iter().any(|entry| entry.id == *id)).or(all.first().map(|entry| entry.id))
    });
    let body = move || {
        let id = picked.get()?;
        let all = all.get();
        let on = all.iter().find(|entry| entry.id == id).map(|entry| entry.on);
        let later: Vec<SnapshotEntry> = all.iter().filter(|entry| Some(entry.on) > on).cloned().collect();
        let beside = against.get().filter(|id| later.iter().any(|entry| entry.id == *id));
        let choose = choice("Snapshot", &all, Some(id), None, Callback::new(move |id| chosen.set(id)));
        let hold =
            choice("Held against", &later, beside, Some("The portfolio now"), Callback::new(move |id| against.set(id)));
        Some(view! { <div class="compare-tools">{choose}{hold}</div> {table(id, beside)} })
    };
    view! {
        <section class="panel snapshots" aria-labelledby="snapshots" hidden=move || all.with(Vec::is_empty)>
            <div class="panel-head"><h2 id="snapshots">"Snapshots"</h2></div>
            {body}
        </section>
    }
}

/// A list to choose a snapshot from; `none`: what stands for no snapshot, if that can be chosen.
fn choice(
    label: &'static str,
    all: &[SnapshotEntry],
    picked: Option<Id>,
    none: Option<&'static str>,
    choose: Callback<Option<Id>>,
) -> Drawn {
    let first = none.map(|words| view! { <option value="" selected=picked.is_none()>{words}</option> });
    let option = |entry: &SnapshotEntry| {
        let is_picked = Some(entry.id) == picked;
        view! { <option value=entry.id.to_string() selected=is_picked>{entry.words.clone()}</option> }
    };
    let options: Vec<Drawn> = all.iter().map(option).collect();
    view! {
        <label class="field"><span class="field-label">{label}</span>
            <select class="input" on:change=move |event| choose.run(Id::parse(&event_target_value(&event)))>{first}{options}</select>
        </label>
    }
}

fn table(id: Id, against: Option<Id>) -> Option<Drawn> {
    store::track_history();
    let found = store::with(|portfolio| shown(portfolio, id, against, session::today()))?;
    let beside = found.beside;
    let heads: Vec<Drawn> =
        COLUMNS.iter().zip(NUMBERS).map(|(name, class)| view! { <th scope="col" class=class>{*name}</th> }).collect();
    let rows: Vec<Drawn> = found.rows.into_iter().map(|entry| row(entry, &beside)).collect();
    Some(view! {
        <p class="muted" role="status">{found.words}</p>
        <div class="table-wrap" tabindex="0" role="region" aria-label="Projects in the snapshot">
            <table class="table compare">
                <thead><tr><th scope="col">"Project"</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    })
}

fn row(row: SnapshotRow, beside: &str) -> Drawn {
    let cells = row.cells.into_iter().zip(NUMBERS);
    let cells: Vec<Drawn> = cells.map(|((then, after), class)| cell(then, after, class, beside)).collect();
    let name = match row.is_gone {
        true => view! { <span>{row.name}</span>" "<span class="pill">"gone since"</span> },
        false => view! { {project_link(row.project, row.name)} },
    };
    view! { <tr><th scope="row"><span class="code">{row.code}</span>" "{name}</th>{cells}</tr> }
}

fn cell(then: String, after: Option<String>, class: &'static str, beside: &str) -> Drawn {
    let or_none = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    match after {
        None => view! { <td class=class>{or_none(then)}</td> },
        Some(after) => {
            let after = [beside, " ", &*or_none(after)].concat();
            view! { <td class=["differs ", class].concat()>{or_none(then)}<ins>{after}</ins></td> }
        }
    }
}
