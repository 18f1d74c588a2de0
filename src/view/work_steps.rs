//! One step over several work items: which of them it can be done with, why not with the others, and into which columns they can go. Must
//! not know where it was asked.

use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::records::WorkItem;
use crate::domain::records::project::Phase;
use crate::domain::work::columns::{PHASES, WorkBoard, board_phase};
use crate::domain::work::item::{WorkStep, refusal, state};
use crate::engine::portfolio::Portfolio;
use crate::engine::work::{columns, columns_of};
use crate::view::format::count;

/// Where work items are to go; where each is if nothing is said.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Towards {
    /// Key or name of a column, on the board of each.
    pub column: Option<String>,
    /// The phase.
    pub phase: Option<Phase>,
    /// The project.
    pub project: Option<Id>,
}

/// With which items a step can be done.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Split {
    /// Those with which it can.
    pub able: Vec<Id>,
    /// The titles of the others, each with why not.
    pub unable: Vec<(String, String)>,
}

/// Which of these items can go there.
pub fn able_to_move(portfolio: &Portfolio, items: &[Id], towards: &Towards, today: Date) -> Split {
    split(portfolio, items, |item| why_not(portfolio, item, towards, today))
}

/// Which of these items can be archived, or brought back.
pub fn able_to_archive(portfolio: &Portfolio, items: &[Id], brings_back: bool, today: Date) -> Split {
    let step = if brings_back { WorkStep::BringBack } else { WorkStep::Archive };
    split(portfolio, items, |item| refusal(state(item, &columns_of(portfolio, item), today), step).map(str::to_owned))
}

fn split(portfolio: &Portfolio, items: &[Id], why_not: impl Fn(&WorkItem) -> Option<String>) -> Split {
    let mut split = Split::default();
    for id in items {
        match portfolio.get::<WorkItem>(*id).filter(|item| !item.meta.deleted) {
            Some(item) => match why_not(item) {
                None => split.able.push(*id),
                Some(why) => split.unable.push((item.title.to_string(), why)),
            },
            None => split.unable.push((portfolio.called(*id), "It was deleted.".to_owned())),
        }
    }
    split
}

fn why_not(portfolio: &Portfolio, item: &WorkItem, towards: &Towards, today: Date) -> Option<String> {
    let Some(from) = item.project.map(|project| project.id) else { return Some("It is in no project.".to_owned()) };
    let of = towards.project.unwrap_or(from);
    let phase = board_phase(towards.phase.unwrap_or(item.phase));
    let was_on = columns_of(portfolio, item);
    let to = columns(portfolio, of, phase);
    let stays = of == from && phase == board_phase(item.phase);
    let at = was_on.place(&item.column);
    let place = match &towards.column {
        Some(column) if !has(&to, column) => return Some(["Its board has no column “", column, "”."].concat()),
        Some(column) => to.place(column),
        None if stays => at,
        None => 0,
    };
    if stays && place == at {
        return Some("It stands there already.".to_owned());
    }
    let step = match (place == to.last(), stays && place > at) {
        (true, _) => WorkStep::Finish,
        (false, true) => WorkStep::Forward,
        (false, false) => WorkStep::Back,
    };
    refusal(state(item, &was_on, today), step).map(str::to_owned)
}

/// Whether a board has a column of that key or name.
fn has(board: &WorkBoard, column: &str) -> bool {
    let place = board.columns.get(board.place(column));
    place.is_some_and(|known| known.key.eq_ignore_ascii_case(column) || known.name.eq_ignore_ascii_case(column))
}

/// The names of the columns to which these items can go, in the order of their boards, each once.
pub fn column_names(portfolio: &Portfolio, items: &[Id], phase: Option<Phase>) -> Vec<String> {
    let mut boards: Vec<(Phase, Id)> = Vec::new();
    for item in items.iter().filter_map(|id| portfolio.get::<WorkItem>(*id)) {
        let board = item.project.map(|project| (board_phase(phase.unwrap_or(item.phase)), project.id));
        boards.extend(board.filter(|board| !boards.contains(board)));
    }
    let rank = |phase: Phase| PHASES.iter().position(|known| *known == phase);
    boards.sort_by_key(|board| rank(board.0));
    let mut names: Vec<String> = Vec::new();
    for (phase, project) in boards {
        for column in columns(portfolio, project, phase).columns.iter() {
            if names.iter().all(|known| !known.eq_ignore_ascii_case(&column.name)) {
                names.push(column.name.to_string());
            }
        }
    }
    names
}

impl Split {
    /// "9 of 12 work items are moved." with `verb` "moved".
    pub fn words(&self, verb: &str) -> String {
        let (able, all) = (self.able.len(), self.able.len() + self.unable.len());
        match (able, all) {
            (0, _) => ["None of them can be ", verb, "."].concat(),
            (able, all) if able == all => {
                [&*count(all, "work item"), if all == 1 { " is " } else { " are " }, verb, "."].concat()
            }
            (able, all) => {
                let of = [&*able.to_string(), " of ", &*count(all, "work item")].concat();
                [&*of, if able == 1 { " is " } else { " are " }, verb, ". The others stay as they are:"].concat()
            }
        }
    }

    /// Why the others stay: each reason once, with the first few that have it.
    pub fn reasons(&self) -> Vec<String> {
        const NAMED: usize = 3;
        let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
        for (title, why) in &self.unable {
            match reasons.iter_mut().find(|reason| reason.0 == why) {
                Some(reason) => reason.1.push(title),
                None => reasons.push((why, vec![title])),
            }
        }
        let line = |(why, titles): (&str, Vec<&str>)| {
            let named: Vec<String> = titles.iter().take(NAMED).map(|title| ["“", title, "”"].concat()).collect();
            let more = titles.len().saturating_sub(NAMED);
            let more = if more > 0 { [" and ", &*more.to_string(), " more"].concat() } else { String::new() };
            [&*named.join(", "), &*more, ": ", why].concat()
        };
        reasons.into_iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Ref;
    use crate::domain::records::phase_board::PhaseColumn;
    use crate::domain::records::{PhaseBoard, Project};
    use std::sync::Arc;

    fn day() -> Date {
        Date::parse("2026-11-29").unwrap()
    }

    /// Four items: in planning, in execution, blocked in execution, archived in execution, and one on a board that somebody changed.
    fn portfolio() -> Portfolio {
        let mut portfolio = Portfolio::default();
        for project in [1, 2] {
            let mut made = Project { name: "Apollo".into(), ..Project::default() };
            made.meta.id = Id(project);
            portfolio.insert_loaded(Arc::new(made));
        }
        let item = |id, project, title: &str, phase, column: &str| {
            let mut item = WorkItem {
                title: title.into(),
                project: Some(Ref::new(Id(project))),
                phase,
                column: column.into(),
                ..WorkItem::default()
            };
            item.meta.id = Id(id);
            item
        };
        let column = |key: &str, name: &str| PhaseColumn { key: key.into(), name: name.into(), limit: None };
        let mut board = PhaseBoard {
            project: Some(Ref::new(Id(2))),
            phase: Phase::Execution,
            columns: vec![column("a", "Inbox"), column("b", "Doing"), column("c", "Over")],
            ..PhaseBoard::default()
        };
        board.meta.id = Id(20);
        portfolio.insert_loaded(Arc::new(board));
        for item in [
            item(10, 1, "Plan", Phase::Planning, "drafting"),
            item(11, 1, "Slab", Phase::Execution, "ready"),
            WorkItem { blocked_since: Some(day()), ..item(12, 1, "Crane", Phase::Execution, "ready") },
            WorkItem { archived_on: Some(day()), ..item(13, 1, "Gate", Phase::Execution, "ready") },
            item(14, 2, "Paint", Phase::Execution, "a"),
        ] {
            portfolio.insert_loaded(Arc::new(item));
        }
        portfolio
    }

    const ALL: [Id; 5] = [Id(10), Id(11), Id(12), Id(13), Id(14)];

    #[test]
    fn a_column_is_looked_for_on_the_board_of_each() {
        let portfolio = portfolio();
        let doing = Towards { column: Some("Doing".to_owned()), ..Towards::default() };
        let split = able_to_move(&portfolio, &ALL, &doing, day());
        assert_eq!(split.able, [Id(11), Id(14)]);
        assert_eq!(
            split.reasons(),
            [
                "“Plan”: Its board has no column “Doing”.",
                "“Crane”: It is blocked. Unblock it first.",
                "“Gate”: It is archived. Bring it back first.",
            ]
        );
        assert_eq!(split.words("moved"), "2 of 5 work items are moved. The others stay as they are:");
        let execution =
            Towards { phase: Some(Phase::Execution), column: Some("accepted".to_owned()), ..Towards::default() };
        assert_eq!(able_to_move(&portfolio, &ALL, &execution, day()).able, [Id(10), Id(11)]);
        let back = Towards { phase: Some(Phase::Execution), ..Towards::default() };
        assert_eq!(able_to_move(&portfolio, &ALL, &back, day()).able, [Id(10)], "the others are there");
        let whole = able_to_move(&portfolio, &[Id(11)], &doing, day());
        assert_eq!(whole.words("moved"), "1 work item is moved.");
    }

    #[test]
    fn what_is_put_away_is_brought_back_and_the_rest_put_away() {
        let portfolio = portfolio();
        assert_eq!(able_to_archive(&portfolio, &ALL, true, day()).able, [Id(13)]);
        assert_eq!(able_to_archive(&portfolio, &ALL, false, day()).able, [Id(10), Id(11), Id(12), Id(14)]);
        assert_eq!(
            able_to_archive(&portfolio, &[Id(13)], false, day()).words("archived"),
            "None of them can be archived."
        );
    }

    #[test]
    fn columns_of_all_boards_are_offered_each_once() {
        let portfolio = portfolio();
        assert_eq!(
            column_names(&portfolio, &ALL, None),
            [
                "To do",
                "Drafting",
                "Checked by second person",
                "Approved",
                "Backlog",
                "Ready",
                "Doing",
                "Review/test",
                "Accepted",
                "Inbox",
                "Over",
            ]
        );
        assert_eq!(column_names(&portfolio, &[Id(14)], Some(Phase::Closing))[0], "To do");
    }
}
