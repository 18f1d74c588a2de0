//! Gate reviews that follow each other, because several projects were moved over a border together. Must not know how one is held.

use crate::domain::id::Id;
use crate::domain::records::Project;
use crate::engine::index::BoardColumn;
use crate::store;
use crate::ui::board::choose_no_more;
use crate::ui::desk::{self, Shared};
use crate::ui::parts::alert;
use crate::view::project_board::{self, Move};
use std::cell::RefCell;

/// Reviews that follow each other.
struct Line {
    projects: Vec<Id>,
    /// Which of them is on the desk.
    at: usize,
    column: BoardColumn,
}

thread_local! {
    static LINE: RefCell<Option<Line>> = const { RefCell::new(None) };
}

/// The page is new, or the desk is clear: no review follows another any more.
pub fn end() {
    LINE.take();
}

/// What moving a project to a column means.
pub fn meaning(project: Id, to: BoardColumn) -> Option<Move> {
    let meaning = |project: &Project| project_board::meaning(project.phase, project.state, to);
    store::with(|portfolio| portfolio.get::<Project>(project).filter(|project| !project.meta.deleted).map(meaning))
}

/// Opens the first of the reviews that take these projects to a column. What cannot go there is named, with the reason.
pub fn begin(cards: &[Id], column: BoardColumn) {
    let mut projects = Vec::new();
    for card in cards {
        match meaning(*card, column) {
            Some(Move::Gate { .. }) => projects.push(*card),
            Some(Move::Refused(why)) => {
                alert([&store::with(|portfolio| store::title_in(portfolio, *card)), ": ", why].concat());
            }
            _ => {}
        }
    }
    LINE.set(Some(Line { projects, at: 0, column }));
    open();
}

/// Opens the review that is next in line; gives whether there is one.
fn open() -> bool {
    let next = LINE.with_borrow(|line| {
        let line = line.as_ref()?;
        let project = line.projects.get(line.at)?;
        Some((*project, meaning(*project, line.column)?, line.column.phase()))
    });
    let Some((project, Move::Gate { outcome, back_to, .. }, phase)) = next else { return false };
    desk::show(Shared::Gate { project, outcome: Some(outcome), towards: back_to.or(phase) });
    true
}

fn is_next(line: &Line, project: Id) -> bool {
    line.projects.len() > 1 && line.projects.get(line.at) == Some(&project)
}

/// "2 of 5", if the review of that project stands in line with others.
pub fn place_in_line(project: Id) -> Option<String> {
    LINE.with_borrow(|line| {
        let line = line.as_ref().filter(|line| is_next(line, project))?;
        Some([&(line.at + 1).to_string(), " of ", &line.projects.len().to_string()].concat())
    })
}

/// A review has been decided: opens the next one in line. Gives whether there is one.
pub fn go_on_after(project: Id) -> bool {
    let stood = LINE.with_borrow_mut(|line| {
        let line = line.as_mut().filter(|line| is_next(line, project));
        line.map(|line| line.at += 1).is_some()
    });
    if stood {
        // What is decided is chosen no more; a line that is left keeps the others chosen.
        choose_no_more(project);
    }
    stood && open()
}
