//! Changing the columns and limits of the board of one phase. A column keeps its key whatever it is called, and one that goes says where
//! its cards go. No card comes to be done, or stops being so, by what is done to the columns.

use super::super::Draft;
use super::{cards, changed_board, demands, enter, on_board, project, refused};
use crate::domain::field::Bounded;
use crate::domain::id::{Id, Ref};
use crate::domain::record::{FieldKey, RecordType};
use crate::domain::records::phase_board::{Limit, PhaseColumn};
use crate::domain::records::project::Phase;
use crate::domain::records::work_item::at;
use crate::domain::records::{PhaseBoard, WorkItem};
use crate::domain::work::columns::{WorkBoard, board_phase};
use crate::domain::work::limits::breaches;
use crate::engine::command::Act;
use crate::engine::limits;
use crate::engine::rejection::Rejection;
use crate::engine::rules::set as set_checked;
use rustc_hash::FxHashMap;

/// Most columns of a board.
const MOST_COLUMNS: usize = 20;

/// A column as wished.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WishedColumn {
    /// The key of a column that is there; empty for a new one.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// Most cards in it, if there is a limit.
    pub limit: Option<i64>,
}

/// Change the columns and limits of a board.
#[derive(Clone)]
pub struct ChangeColumns {
    /// The project.
    pub project: Id,
    /// The phase.
    pub phase: Phase,
    /// The columns, in order.
    pub columns: Vec<WishedColumn>,
    /// Whether a limit that is reached keeps further cards out.
    pub hard: bool,
    /// Most cards in progress in each lane.
    pub lane_limit: Option<i64>,
    /// Most cards in progress of each person.
    pub person_limit: Option<i64>,
    /// Where the cards of a column go that is not among them any more: its key, and the key of one that is.
    pub moved: Vec<(String, String)>,
}

impl Act for ChangeColumns {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        change(draft, self)
    }
}

fn change(draft: &mut Draft, asked: &ChangeColumns) -> Result<String, Rejection> {
    let project = project(draft, asked.project)?;
    let phase = board_phase(asked.phase);
    let was = (*draft.board(asked.project, phase)).clone();
    let made = PhaseBoard {
        project: Some(Ref::new(asked.project)),
        phase,
        columns: columns(asked, &was)?,
        hard: asked.hard,
        lane_limit: limit("the lanes", asked.lane_limit)?,
        person_limit: limit("each person", asked.person_limit)?,
        ..PhaseBoard::default()
    };
    let is = WorkBoard::of(phase, 0, Some(&made));
    let known = changed_board(draft, asked.project, phase).cloned();
    if is == was {
        return Err(Rejection::Nothing);
    }
    let items: Vec<WorkItem> = on_board(draft, asked.project, phase).cloned().collect();
    let moved: Vec<(WorkItem, WorkItem)> = move_cards(draft, asked, &was, &is, &items)?;
    check_limits(draft, &is, &items, &moved)?;
    for (before, after) in &moved {
        let (before, after): (&dyn crate::domain::record::Record, &dyn crate::domain::record::Record) = (before, after);
        let fields = [at::column, at::column_entries];
        draft.set(before, fields.map(|field| (FieldKey::Known(field), after.get(field))).into());
    }
    let mut checked = PhaseBoard::default();
    for (number, _) in PhaseBoard::SCHEMA.numbered() {
        let value = crate::domain::record::Record::get(&made, number);
        set_checked(&mut checked, number, &value)?;
    }
    match known {
        Some(known) => {
            let values = PhaseBoard::SCHEMA.numbered();
            let values = values
                .map(|(number, _)| (FieldKey::Known(number), crate::domain::record::Record::get(&checked, number)));
            draft.set(&known, values.collect());
        }
        None => {
            let id = (draft.context.new_id)();
            draft.create(Box::new(checked), id);
        }
    }
    Ok(["Change the columns of ", phase.label(), " of ", &*project.name].concat())
}

/// Whether the limits of the columns to which cards go allow it. What stands over a limit already, or over one that is made smaller, may
/// stay.
fn check_limits<'a>(
    draft: &Draft,
    is: &WorkBoard,
    items: &'a [WorkItem],
    moved: &'a [(WorkItem, WorkItem)],
) -> Result<(), Rejection> {
    let comes: FxHashMap<Id, &WorkItem> = moved.iter().map(|(before, after)| (before.meta.id, after)).collect();
    let enters = |item: &&WorkItem| {
        comes.get(&item.meta.id).is_some_and(|after| after.column_entries.len() > item.column_entries.len())
    };
    let after = |item: &'a WorkItem| comes.get(&item.meta.id).copied().unwrap_or(item);
    let before = limits::counted(items.iter().filter(|item| !enters(item)).map(after), is, None);
    let found = breaches(is, &before, &limits::counted(items.iter().map(after), is, None), None);
    limits::check(draft.portfolio, is, &found, !draft.reason.trim().is_empty())
}

/// The columns as they will be kept, new ones with keys of their own.
fn columns(asked: &ChangeColumns, was: &WorkBoard) -> Result<Vec<PhaseColumn>, Rejection> {
    if asked.columns.len() < 2 {
        return refused(
            "A board has two columns at least: one in which work begins, one in which it is done.".to_owned(),
        );
    }
    if asked.columns.len() > MOST_COLUMNS {
        return refused(["A board has at most ", &MOST_COLUMNS.to_string(), " columns."].concat());
    }
    let mut made: Vec<PhaseColumn> = Vec::with_capacity(asked.columns.len());
    for wished in &asked.columns {
        let name = wished.name.trim();
        if name.is_empty() {
            return demands("columns", "Give each column a name.".to_owned());
        }
        if made.iter().any(|other| other.name.eq_ignore_ascii_case(name)) {
            return demands("columns", ["Two columns are called “", name, "”. Give each a name of its own."].concat());
        }
        let is_known = was.columns.iter().any(|column| *column.key == *wished.key);
        let is_taken = |key: &str| {
            made.iter().any(|other| *other.key == *key) || asked.columns.iter().any(|other| other.key == *key)
        };
        let key = match is_known && made.iter().all(|other| *other.key != *wished.key) {
            true => wished.key.clone(),
            false => new_key(name, &|key| is_taken(key) || was.columns.iter().any(|column| *column.key == *key)),
        };
        made.push(PhaseColumn {
            key: key.as_str().into(),
            name: name.into(),
            limit: limit(&["“", name, "”"].concat(), wished.limit)?,
        });
    }
    Ok(made)
}

/// A key that is made of a name and that no column has or had on this board.
fn new_key(name: &str, is_taken: &dyn Fn(&str) -> bool) -> String {
    let letters =
        name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '_' });
    let word: String = letters.collect();
    let word = word.split('_').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_");
    let word = if word.is_empty() { "column".to_owned() } else { word };
    let mut key = word.clone();
    for number in 2.. {
        if !is_taken(&key) {
            break;
        }
        key = [&*word, "_", &number.to_string()].concat();
    }
    key
}

fn limit(of: &str, asked: Option<i64>) -> Result<Option<Limit>, Rejection> {
    match asked {
        None => Ok(None),
        Some(most) if (1..=9_999).contains(&most) => Ok(Some(Bounded(most))),
        Some(_) => {
            let sentence = ["The limit of ", of, " is 1 to 9,999, or nothing where there is no limit."].concat();
            demands("limit", sentence)
        }
    }
}

/// The cards whose column changes, before and after.
fn move_cards(
    draft: &Draft,
    asked: &ChangeColumns,
    was: &WorkBoard,
    is: &WorkBoard,
    items: &[WorkItem],
) -> Result<Vec<(WorkItem, WorkItem)>, Rejection> {
    let keeps = |key: &str| is.columns.iter().any(|column| *column.key == *key);
    let mut moved = Vec::new();
    for item in items {
        let place = was.place(&item.column);
        let key = was.key(place);
        let target = match keeps(key) {
            true => key,
            false => {
                let told = asked.moved.iter().find(|(from, to)| from == key && keeps(to));
                let Some((_, to)) = told else {
                    let count = items.iter().filter(|other| was.place(&other.column) == place).count();
                    let go = if count == 1 { " goes" } else { " go" };
                    let sentence = ["Say where the ", &cards(count), " of “", was.name(key), "”", go, "."].concat();
                    return demands("moved", sentence);
                };
                to.as_str()
            }
        };
        if (place == was.last()) != is.is_done(target) {
            let (name, now) = (was.name(key), if place == was.last() { "no longer count" } else { "count" });
            let sentence = ["Cards of “", name, "” would ", now, " as done. Move them on the board first."].concat();
            return refused(sentence);
        }
        let mut after = item.clone();
        if target != key {
            enter(draft, &mut after, was, target, &draft.reason);
        } else if *item.column != *key {
            after.column = key.into();
        }
        if after != *item {
            moved.push((item.clone(), after));
        }
    }
    Ok(moved)
}
