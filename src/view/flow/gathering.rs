//! Gathers work items into what the charts are made of: of one board by its columns, of several by what all boards have in common - to
//! do, in progress, done. Must not know what is drawn.

use super::blocks::Blocks;
use super::scope::Span;
use crate::domain::date::{Date, Moment, Zone};
use crate::domain::flow::course::{Course, Passage};
use crate::domain::id::Id;
use crate::domain::life_cycle::Phase;
use crate::domain::records::WorkItem;
use crate::domain::records::work_item::ColumnEntry;
use crate::domain::sorting::sort_by;
use crate::domain::work::columns::board_phase;
use crate::domain::work::item::entries;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// A column of a board.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lane {
    /// Its stable key.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Most items in it.
    pub limit: Option<i64>,
}

/// A column as it is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FlowColumn {
    /// What people call it.
    pub name: String,
    /// Most items in it.
    pub limit: Option<i64>,
}

/// An item with its times.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FlowItem {
    /// The item.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// Its project.
    pub project: Option<Id>,
    /// The phase whose board it is on.
    pub phase: Phase,
    /// The shown column in which it stands.
    pub column: usize,
    /// The day on which it arrived in each shown column or beyond it, to stay.
    pub arrived: Vec<Option<Date>>,
    /// The day on which work on it began.
    pub started: Option<Date>,
    /// The day on which it was done.
    pub finished: Option<Date>,
    /// Days from the beginning of work to the end.
    pub cycle: Option<i64>,
    /// Days from commitment to the end.
    pub lead: Option<i64>,
    /// Days since work on it began, while it goes on.
    pub age: Option<i64>,
    /// Milliseconds in which somebody worked on it.
    pub active: i64,
    /// Milliseconds in which it waited.
    pub waiting: i64,
    /// Whether it was put away: it counts in what was done, and nowhere else.
    pub archived: bool,
}

/// What charts are made of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Flow {
    /// The columns shown.
    pub columns: Vec<FlowColumn>,
    /// The shown column in which work begins.
    pub started: usize,
    /// Whether the columns are those of one board.
    pub is_one_board: bool,
    /// Whether all items are of one project.
    pub is_one_project: bool,
    /// The items whose times are known.
    pub items: Vec<FlowItem>,
    /// Items that say nothing of their times: they came to the board done.
    pub untimed: usize,
    /// The first day: a Monday.
    pub from: Date,
    /// Names of the projects that have items, in the order of their ids.
    pub projects: Vec<(Id, String)>,
}

/// Where and when somebody looks.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// Today.
    pub today: Date,
    /// Now.
    pub now: Moment,
    /// The clock of the place.
    pub zone: Zone,
    /// How far back.
    pub span: Span,
    /// The phase; all if none.
    pub phase: Option<Phase>,
    /// Columns of the board of a phase of a project.
    pub board: &'a dyn Fn(Option<Id>, Phase) -> Vec<Lane>,
    /// What a project is called.
    pub called: &'a dyn Fn(Id) -> String,
    /// Whether work of a phase of a project goes on; `None` if there is no such project any more.
    pub goes_on: &'a dyn Fn(Id, Phase) -> Option<bool>,
}

/// What all boards have in common.
const COMMON: [&str; 3] = ["To do", "In progress", "Done"];

/// Gathers the items. `project` is the one whose they all are, if they are of one.
pub fn gather<'a>(
    items: impl Iterator<Item = &'a WorkItem>,
    project: Option<Id>,
    blocks: &Blocks,
    seen: Seen<'_>,
) -> Flow {
    let shown = project.zip(seen.phase).map(|(project, phase)| (seen.board)(Some(project), phase));
    let is_one_board = shown.is_some();
    let columns = match &shown {
        Some(lanes) => lanes.iter().map(|lane| FlowColumn { name: lane.name.clone(), limit: lane.limit }).collect(),
        None => COMMON.map(|name| FlowColumn { name: name.to_owned(), limit: None }).to_vec(),
    };
    let mut flow = Flow {
        columns,
        started: 1,
        is_one_board,
        is_one_project: project.is_some(),
        items: Vec::new(),
        untimed: 0,
        from: seen.today.monday(),
        projects: Vec::new(),
    };
    if let Some(lanes) = &shown {
        flow.started = Course::over(keys(lanes)).started();
    }
    let mut boards: FxHashMap<(Option<Id>, Phase), Rc<Vec<Lane>>> = FxHashMap::default();
    let is_shown = |item: &&WorkItem| seen.phase.is_none_or(|phase| board_phase(item.phase) == phase);
    for item in items.filter(|item| !item.meta.deleted).filter(is_shown) {
        let (of, phase) = (item.project.map(|project| project.id), board_phase(item.phase));
        // Of a project that was deleted nothing counts; of one that has ended what was done.
        let goes_on = of.map_or(Some(true), |project| (seen.goes_on)(project, phase));
        let Some(goes_on) = goes_on else { continue };
        let board = boards.entry((of, phase)).or_insert_with(|| Rc::new((seen.board)(of, phase))).clone();
        match flow_item(item, &board, is_one_board, blocks, seen) {
            // What was put away before it was done is nobody's work any more.
            Some(item) if (item.archived || !goes_on) && item.finished.is_none() => {}
            Some(item) => flow.items.push(item),
            None => flow.untimed += 1,
        }
    }
    sort_by(&mut flow.items, |a, b| a.id.cmp(&b.id));
    let first = flow.items.iter().filter_map(|item| item.arrived.first().copied().flatten()).min();
    let first = first.unwrap_or(seen.today).monday();
    let wanted = seen.span.weeks().map_or(first, |weeks| seen.today.monday().plus_days(-7 * weeks));
    flow.from = first.max(wanted);
    let mut known: Vec<Id> = flow.items.iter().filter_map(|item| item.project).collect();
    crate::domain::sorting::sort_once(&mut known);
    flow.projects = known.into_iter().map(|id| (id, (seen.called)(id))).collect();
    flow
}

fn keys(lanes: &[Lane]) -> Vec<&str> {
    lanes.iter().map(|lane| &*lane.key).collect()
}

/// The entries with the keys of the columns, also where a list gave their names.
fn keyed(mut entries: Vec<ColumnEntry>, lanes: &[Lane]) -> Vec<ColumnEntry> {
    for entry in &mut entries {
        let is_known = lanes.iter().any(|lane| *lane.key == *entry.column);
        let named = lanes.iter().find(|lane| lane.name.trim().eq_ignore_ascii_case(entry.column.trim()));
        if let Some(lane) = named.filter(|_| !is_known) {
            entry.column = lane.key.as_str().into();
        }
    }
    entries
}

/// An item with its times; `None` if it says nothing of them.
fn flow_item(item: &WorkItem, lanes: &[Lane], by_columns: bool, blocks: &Blocks, seen: Seen<'_>) -> Option<FlowItem> {
    let course = Course::over(keys(lanes));
    let passage: Passage = course.passage(&keyed(entries(item), lanes));
    if passage.came_done {
        return None;
    }
    let first = passage.arrived.first().copied().flatten()?;
    let day = |moment: Option<Moment>| moment.map(|moment| moment.day(seen.zone));
    let (started, finished) = (day(passage.started), day(passage.finished));
    let stands = (0..course.columns()).rev().find(|at| passage.arrived.get(*at).copied().flatten().is_some());
    let (arrived, column) = if by_columns {
        (passage.arrived.iter().map(|moment| day(*moment)).collect(), stands.unwrap_or_default())
    } else {
        let column = usize::from(started.is_some()) + usize::from(finished.is_some());
        (vec![day(Some(first)), started, finished], column)
    };
    let blocked: Vec<(Moment, Moment)> =
        blocks.get(&item.meta.id).into_iter().flatten().map(|(from, to)| (*from, to.unwrap_or(seen.now))).collect();
    let (active, waiting) = passage.active_and_waiting(&blocked, seen.now);
    Some(FlowItem {
        id: item.meta.id,
        title: item.title.to_string(),
        project: item.project.map(|project| project.id),
        phase: board_phase(item.phase),
        column,
        arrived,
        started,
        finished,
        cycle: passage.cycle_time(seen.zone),
        lead: passage.lead_time(seen.zone),
        age: passage.age(seen.today, seen.zone).filter(|_| !item.is_archived()),
        active,
        waiting,
        archived: item.is_archived(),
    })
}

impl Flow {
    /// The Mondays from the first day on, up to the week that goes on.
    pub fn mondays(&self, today: Date) -> Vec<Date> {
        let weeks = today.days_since(self.from).max(0).div_euclid(7);
        (0..=weeks).map(|week| self.from.plus_days(week * 7)).collect()
    }

    /// Items that were done since the first day.
    pub fn finished(&self) -> impl Iterator<Item = &FlowItem> {
        self.items.iter().filter(|item| item.finished.is_some_and(|on| on >= self.from))
    }

    /// Items that are in progress.
    pub fn under_way(&self) -> impl Iterator<Item = &FlowItem> {
        self.items.iter().filter(|item| !item.archived && item.started.is_some() && item.finished.is_none())
    }

    /// How many items are not done.
    pub fn left(&self) -> usize {
        self.items.iter().filter(|item| !item.archived && item.finished.is_none()).count()
    }

    /// How many were done in each whole week.
    pub fn done_in_weeks(&self, today: Date) -> Vec<usize> {
        let whole = usize::try_from(today.monday().days_since(self.from).max(0) / 7).unwrap_or_default();
        let mut weeks = vec![0; whole];
        for on in self.finished().filter_map(|item| item.finished) {
            let week = usize::try_from(on.days_since(self.from).div_euclid(7)).unwrap_or(usize::MAX);
            if let Some(count) = weeks.get_mut(week) {
                *count += 1;
            }
        }
        weeks
    }

    /// Cycle times of what was done since the first day.
    pub fn cycle_times(&self) -> Vec<i64> {
        self.finished().filter_map(|item| item.cycle).collect()
    }

    /// What the project of an item is called.
    pub fn project_of(&self, item: &FlowItem) -> &str {
        let found = item.project.and_then(|id| self.projects.binary_search_by_key(&id, |(known, _)| *known).ok());
        found.and_then(|at| self.projects.get(at)).map_or("", |(_, name)| name)
    }
}
