//! The work of the example: a table of items, one a line, with their moves in days from today. Each is entered as it went: what had
//! happened when the portfolio was set up with it, what came later in the week in which it happened. Must not know projects nor people
//! beyond their ids.
//!
//! `{"project":"booking","phase":"execution","items":["Seat plan|d|tom|0-40 1-31 2-20|by mei|due +9"]}`. Between the bars: the title, or
//! the id of a deliverable that a gate asks for; the kind by its letter; the owner; its moves, each the number of a column and the day.
//! Then any of: `by` who accepted it, `due`, `start` and a day, `est` hours, `percent`, `stream`, `domain`, `class`, `done` and a rule,
//! `blocked` since a day and why, `was` blocked from a day to a day and why, `over` the number of a move that broke a limit and why.

use crate::domain::date::{Date, Moment};
use crate::domain::field::Bounded;
use crate::domain::gates::deliverables::deliverables;
use crate::domain::id::{Id, Ref};
use crate::domain::order::places_after;
use crate::domain::record::{FieldKey, Record};
use crate::domain::records::project::{LeadDomain, Phase, SizeClass};
use crate::domain::records::work_item::{ClassOfService, ColumnEntry, WorkItemKind};
use crate::domain::records::{Person, Project, WorkItem};
use crate::domain::value::Value;
use crate::domain::work::columns::WorkBoard;
use rustc_hash::FxHashMap;

/// Fields of items that changed.
pub type Changes = Vec<(Id, Vec<(FieldKey, Value)>)>;

/// What became of the work of one project in a week, or before the portfolio was set up.
#[derive(Default)]
pub struct Week {
    /// The last day of it on which something happened.
    pub day: Option<Date>,
    /// Items that began.
    pub creates: Vec<WorkItem>,
    /// Items that moved, were blocked or could go on.
    pub changes: Changes,
}

/// Where the table is read.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    /// Today.
    pub today: Date,
    /// The day on which the portfolio was set up.
    pub begins: Date,
    /// Who has a name in the file.
    pub person: &'a dyn Fn(&str) -> Option<Id>,
}

/// A block that ended.
struct Block {
    from: Date,
    to: Date,
    why: String,
}

/// A line: the item as it is now, and what it went through.
struct Line {
    item: WorkItem,
    past: Vec<Block>,
}

/// The weeks of a project by their number, counted from the day on which the portfolio was set up; what had happened before is number -1.
pub type Weeks = FxHashMap<i64, Week>;

/// A line that cannot be read, and what is wrong with it.
pub type Wrong = (String, String);

/// Reads the items of a board of a project into its weeks.
pub fn read(
    board: &Value,
    project: (Id, SizeClass),
    table: Table<'_>,
    new_id: &mut dyn FnMut() -> Id,
    weeks: &mut Weeks,
) -> Result<(), Wrong> {
    let phase = board.entry("phase").and_then(Value::as_text).unwrap_or_default();
    let phase = Phase::parse(phase).ok_or_else(|| (phase.to_owned(), "is no phase".to_owned()))?;
    let Some(Value::List(lines)) = board.entry("items") else {
        return Err((phase.name().to_owned(), "has no items".to_owned()));
    };
    let orders = places_after(None, lines.len());
    for (line, order) in lines.iter().zip(orders) {
        let text = line.as_text().unwrap_or_default();
        let Line { mut item, past } = line_of(text, phase, project.1, table).map_err(|what| (text.to_owned(), what))?;
        item.meta.id = new_id();
        item.project = Some(Ref::<Project>::new(project.0));
        item.phase = phase;
        item.order = order.as_str().into();
        enter(item, &past, table, weeks);
    }
    Ok(())
}

/// A day as `+5`, `-12` or `-0`.
fn day(text: &str, today: Date) -> Result<Date, String> {
    let days = text.strip_prefix('+').unwrap_or(text).parse::<i64>();
    days.map(|days| today.plus_days(days)).map_err(|_| ["has no day “", text, "”"].concat())
}

/// The morning of a day.
fn morning(day: Date) -> Moment {
    Moment((day.days_since(Date::of_moment(Moment(0))) * 24 + 9) * 3_600_000)
}

fn line_of(text: &str, phase: Phase, size: SizeClass, table: Table<'_>) -> Result<Line, String> {
    let mut parts = text.split('|');
    let mut next = || parts.next().unwrap_or_default();
    let (title, kind, owner, moves) = (next(), next(), next(), next());
    let mut item = WorkItem { title: title.into(), kind: kind_of(kind)?, ..WorkItem::default() };
    if let Some(owed) = deliverables(phase, size).into_iter().find(|owed| owed.id == title) {
        item.title = owed.title.as_str().into();
        item.deliverable = owed.id.into();
        item.done_rule = owed.done_rule.into();
    }
    let person =
        |name: &str| (table.person)(name).ok_or_else(|| ["names “", name, "”, who is not in the file"].concat());
    item.owner = Some(Ref::<Person>::new(person(owner)?));
    let board = WorkBoard::of(phase, 0, None);
    for one in moves.split(' ').filter(|one| !one.is_empty()) {
        let (column, on) = one.split_at_checked(1).ok_or("has a move without a day")?;
        let column: usize = column.parse().map_err(|_| ["has no column “", column, "”"].concat())?;
        let mut entry = ColumnEntry::default();
        (entry.column, entry.at) = (board.key(column).into(), morning(day(on, table.today)?));
        item.column_entries.push(entry);
    }
    let last = item.column_entries.last().ok_or("has no move")?;
    let (column, since) = (last.column.clone(), Date::of_moment(last.at));
    let is_done = board.is_done(&column);
    if is_done {
        item.percent = Bounded(100);
    }
    item.column = column;
    let mut past = Vec::new();
    for part in parts {
        let (word, rest) = part.split_once(' ').unwrap_or((part, ""));
        let (first, why) = rest.split_once(' ').unwrap_or((rest, ""));
        match word {
            "by" if is_done => {
                item.accepted_by = Some(Ref::<Person>::new(person(rest)?));
                item.accepted_on = Some(since);
            }
            "due" => item.due = Some(day(rest, table.today)?),
            "start" => item.start = Some(day(rest, table.today)?),
            "est" => item.estimate = rest.parse().ok(),
            "percent" => item.percent = Bounded(rest.parse().unwrap_or_default()),
            "stream" => item.stream = rest.into(),
            "domain" => item.domain = LeadDomain::parse(rest),
            "class" => item.class_of_service = ClassOfService::parse(rest).ok_or("has no such class of service")?,
            "done" => item.done_rule = rest.into(),
            "blocked" => {
                item.blocked_since = Some(day(first, table.today)?);
                item.blocked_reason = why.into();
            }
            "was" => {
                let (to, why) = why.split_once(' ').unwrap_or((why, ""));
                past.push(Block { from: day(first, table.today)?, to: day(to, table.today)?, why: why.to_owned() });
            }
            "over" => {
                let number: usize = first.parse().map_err(|_| "has no such move")?;
                item.column_entries.get_mut(number).ok_or("has no such move")?.reason = why.into();
            }
            _ => return Err(["has no part “", word, "”"].concat()),
        }
    }
    Ok(Line { item, past })
}

fn kind_of(letter: &str) -> Result<WorkItemKind, String> {
    Ok(match letter {
        "d" => WorkItemKind::Deliverable,
        "t" => WorkItemKind::Task,
        "m" => WorkItemKind::Milestone,
        "r" => WorkItemKind::Response,
        "c" => WorkItemKind::Change,
        "x" => WorkItemKind::Defect,
        _ => return Err(["has no kind “", letter, "”"].concat()),
    })
}

/// Enters an item as it went: it begins in the week of its first move, and changes in the weeks after.
fn enter(item: WorkItem, past: &[Block], table: Table<'_>, weeks: &mut Weeks) {
    let number = |on: Date| {
        let days = on.days_since(table.begins);
        if days <= 0 { -1 } else { (days - 1).div_euclid(7) }
    };
    let entered = |entry: &ColumnEntry| Date::of_moment(entry.at);
    // The days on which something became of it, in order.
    let mut days: Vec<Date> = item.column_entries.iter().map(entered).collect();
    let began = days.first().copied().unwrap_or(table.begins);
    days.extend(past.iter().flat_map(|block| [block.from, block.to]).chain(item.blocked_since));
    days.retain(|day| *day >= began);
    crate::domain::sorting::sort_once(&mut days);
    let mut before: Option<WorkItem> = None;
    for (at, on) in days.iter().enumerate() {
        // Of several days of one week the last one says how it stood.
        if days.get(at + 1).is_some_and(|next| number(*next) == number(*on)) {
            continue;
        }
        let now = as_of(&item, past, *on, days.get(at + 1).is_none());
        let week = weeks.entry(number(*on)).or_default();
        week.day = week.day.max(Some(*on));
        match &before {
            None => week.creates.push(now.clone()),
            Some(before) => {
                let changed = differences(before, &now);
                if !changed.is_empty() {
                    week.changes.push((now.meta.id, changed));
                }
            }
        }
        before = Some(now);
    }
}

/// The item as it stood at the end of a day.
fn as_of(item: &WorkItem, past: &[Block], on: Date, is_last: bool) -> WorkItem {
    let mut then = item.clone();
    then.column_entries.retain(|entry| Date::of_moment(entry.at) <= on);
    if let Some(last) = then.column_entries.last() {
        then.column = last.column.clone();
    }
    if item.accepted_on.is_some_and(|accepted| accepted > on) {
        (then.accepted_by, then.accepted_on) = (None, None);
    }
    if !is_last {
        then.percent = Bounded(0);
    }
    let block = past.iter().find(|block| block.from <= on && on < block.to);
    if let Some(block) = block {
        (then.blocked_since, then.blocked_reason) = (Some(block.from), block.why.as_str().into());
    } else if item.blocked_since.is_some_and(|since| since > on) {
        (then.blocked_since, then.blocked_reason) = (None, "".into());
    }
    then
}

fn differences(before: &WorkItem, now: &WorkItem) -> Vec<(FieldKey, Value)> {
    let fields = before.schema().numbered().map(|(number, _)| number);
    let changed = fields.filter(|number| before.get(*number) != now.get(*number));
    changed.map(|number| (FieldKey::Known(number), now.get(number))).collect()
}
