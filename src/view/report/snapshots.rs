//! Snapshots as they are shown: which there are, and one of them beside the portfolio as it is now or beside a later one. Must not know how
//! it is drawn, nor what day it is.

use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::money::{Currency, Money};
use crate::domain::records::snapshot::ProjectFigures;
use crate::domain::records::{Project, Snapshot};
use crate::domain::reporting::Period;
use crate::domain::sorting::sort_by;
use crate::engine::portfolio::Portfolio;
use crate::engine::snapshots::{currency, figures, snapshots};
use crate::view::format;
use rustc_hash::FxHashMap;

/// What is shown of each project.
pub const COLUMNS: [&str; 8] = [
    "Phase",
    "Status",
    "Forecast finish",
    "Budget",
    "Forecast cost",
    "Exposure",
    "Benefits achieved",
    "Deliverables accepted",
];

/// A snapshot to choose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SnapshotEntry {
    /// The snapshot.
    pub id: Id,
    /// Its cut-off.
    pub on: Date,
    /// "30 Nov 2026, 14 projects".
    pub words: String,
}

/// The snapshots, the latest first.
pub fn entries(portfolio: &Portfolio) -> Vec<SnapshotEntry> {
    let entry = |snapshot: &Snapshot| {
        let on = snapshot.on?;
        let words = [&*format::full_day(on), ", ", &format::count(snapshot.lines.len(), "project")].concat();
        Some(SnapshotEntry { id: snapshot.meta.id, on, words })
    };
    snapshots(portfolio).into_iter().rev().filter_map(entry).collect()
}

/// The cut-off that is proposed: the end of the period, or today while that lies ahead.
pub fn proposed(period: Period, today: Date) -> Date {
    period.to.min(today)
}

/// A project in a snapshot and after.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SnapshotRow {
    /// The project.
    pub project: Id,
    /// Its code; empty if it is not there any more.
    pub code: String,
    /// What it is called now.
    pub name: String,
    /// Values under [`COLUMNS`]: then, and after where that is another.
    pub cells: Vec<(String, Option<String>)>,
    /// Whether it is not in what the snapshot is held against.
    pub is_gone: bool,
}

/// A snapshot beside what came after.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SnapshotShown {
    /// "Of 14 projects 3 have other figures now; 2 came since."
    pub words: String,
    /// What stands beside it: "now", or the day of the later snapshot.
    pub beside: String,
    /// Its projects, by code.
    pub rows: Vec<SnapshotRow>,
}

/// A snapshot beside another one, or beside the portfolio as it is on that day. `None` if it is not there.
pub fn shown(portfolio: &Portfolio, id: Id, against: Option<Id>, today: Date) -> Option<SnapshotShown> {
    let live = |id: Id| portfolio.get::<Snapshot>(id).filter(|snapshot| !snapshot.meta.deleted);
    let snapshot = live(id)?;
    let other = against.and_then(live);
    let present = currency(portfolio);
    let (after_currency, after): (_, Vec<ProjectFigures>) = match other {
        Some(other) => (other.currency, other.figures().collect()),
        None => {
            let all = portfolio.all::<Project>();
            (present, all.map(|project| figures(portfolio, project, present, today)).collect())
        }
    };
    let after: FxHashMap<Id, Vec<String>> =
        after.into_iter().map(|figures| (figures.project, cells(&figures, after_currency))).collect();
    let mut rows: Vec<SnapshotRow> =
        snapshot.figures().map(|then| row(portfolio, &then, snapshot.currency, &after)).collect();
    sort_by(&mut rows, |a, b| (&a.code, &a.name).cmp(&(&b.code, &b.name)));
    let beside = other.and_then(|other| other.on).map_or_else(|| "now".to_owned(), format::full_day);
    let changed = rows.iter().filter(|row| row.cells.iter().any(|(_, after)| after.is_some())).count();
    let of = format::count(rows.len(), "project");
    let gone = rows.iter().filter(|row| row.is_gone).count();
    let new = (after.len() + gone).saturating_sub(rows.len());
    let verb = if changed == 1 { " has" } else { " have" };
    let mut words = ["Of ", &*of, " ", &*changed.to_string(), verb, " other figures"].concat();
    let gone_words = if gone == 1 { " is gone" } else { " are gone" };
    for (count, what) in [(new, " came since"), (gone, gone_words)] {
        if count > 0 {
            words.push_str(&["; ", &*count.to_string(), what].concat());
        }
    }
    words.push('.');
    Some(SnapshotShown { words, beside, rows })
}

fn row(
    portfolio: &Portfolio,
    then: &ProjectFigures,
    currency: Option<Currency>,
    after: &FxHashMap<Id, Vec<String>>,
) -> SnapshotRow {
    let now = after.get(&then.project);
    let cells = cells(then, currency).into_iter().enumerate().map(|(at, cell)| {
        let other = now.and_then(|now| now.get(at)).filter(|now| **now != cell);
        (cell, other.cloned())
    });
    let code = portfolio.get::<Project>(then.project).map(|project| project.code.to_string());
    SnapshotRow {
        project: then.project,
        code: code.unwrap_or_default(),
        name: portfolio.called(then.project),
        cells: cells.collect(),
        is_gone: now.is_none(),
    }
}

fn cells(figures: &ProjectFigures, currency: Option<Currency>) -> Vec<String> {
    let money = |money: Option<Money>| money.map_or_else(String::new, format::money_short);
    let minor = |minor: Option<i64>| money(minor.zip(currency).map(|(minor, currency)| Money { minor, currency }));
    let benefits = match (figures.promised, figures.achieved) {
        (Some(_), Some(_)) => [&*minor(figures.achieved), " of ", &*minor(figures.promised)].concat(),
        _ => String::new(),
    };
    vec![
        figures.phase.map_or("", |phase| phase.label()).to_owned(),
        figures.overall.map_or("", |overall| overall.label()).to_owned(),
        figures.finish.map_or_else(String::new, format::full_day),
        money(figures.budget),
        money(figures.cost),
        minor(figures.exposure),
        benefits,
        figures.progress.map_or_else(String::new, |(done, of)| [&*done.to_string(), " of ", &of.to_string()].concat()),
    ]
}
