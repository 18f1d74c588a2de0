//! The boards of work of a project, one for each phase: what the part that draws boards is told of them. Must not know how a board is
//! drawn, nor how a card is moved.

mod ages;
mod card;
pub mod filter;
mod lanes;

pub use ages::{Ages, CycleTimes};
pub use card::{Card, card};
pub use lanes::{counted_by, says};

use crate::domain::id::Id;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::project::Phase;
use crate::domain::records::{Project, WorkItem};
use crate::domain::work::columns::{PHASES, WorkBoard, board_phase};
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;
use crate::engine::work;
use crate::view::board::cells::{Cell, Lane, Layout};
use crate::view::board::filter::BoardFilter;
use crate::view::board::sheet::{BoardQuery, Standing};
use crate::view::board::{BoardKind, Column, LaneBy};
use crate::view::route::{ProjectTab, Route};
use filter::{FACETS, Wish};
use lanes::LANES;

/// The board of work of one phase of a project.
pub static WORK: BoardKind = BoardKind {
    schema: WorkItem::SCHEMA,
    shown: &[],
    noun: "card",
    label: "Work board",
    facets: FACETS,
    lanes: LANES,
    rest: "archived",
    part: "phase",
    is_at: |route| route.tab_of::<ProjectTab>() == Some(ProjectTab::Work) && route.record.is_some(),
    route: |filter| ProjectTab::Work.of(filter.record.unwrap_or(Id(0))),
    columns,
    counts,
    each,
    stands,
    free_lanes: |_, _: &LaneBy| Vec::new(),
};

/// The board that is asked for: of which project, and of which phase. Without one it is that of the phase in which the project is.
pub fn board_of(portfolio: &Portfolio, filter: &BoardFilter) -> Option<(Id, Phase)> {
    let project = filter.record?;
    let asked = PHASES.into_iter().find(|phase| phase.name() == filter.part);
    let current = || portfolio.get::<Project>(project).map(|project| board_phase(project.phase));
    Some((project, asked.or_else(current).unwrap_or(Phase::Initiation)))
}

/// The phases with a board: that in which the project is first, the others in their order.
pub fn phases(portfolio: &Portfolio, project: Id) -> Vec<Phase> {
    let current = portfolio.get::<Project>(project).map(|project| board_phase(project.phase));
    let others = PHASES.into_iter().filter(|phase| Some(*phase) != current);
    current.into_iter().chain(others).collect()
}

/// The route of the board of a phase.
pub fn route_of(project: Id, phase: Phase) -> Route {
    BoardFilter { record: Some(project), part: phase.name().to_owned(), ..BoardFilter::new(&WORK) }.route()
}

/// How many cards stand on the board of each phase, in the order of `PHASES`, those that are archived left out.
pub fn counts_by_phase(portfolio: &Portfolio, project: Id) -> [usize; 4] {
    let mut counts = [0; 4];
    let ids = portfolio.ids(IndexKey::items(project)).into_iter();
    for item in ids.filter_map(|id| portfolio.get::<WorkItem>(id)).filter(|item| !item.is_archived()) {
        let at = PHASES.iter().position(|phase| *phase == board_phase(item.phase));
        if let Some(count) = at.and_then(|at| counts.get_mut(at)) {
            *count += 1;
        }
    }
    counts
}

/// The work of a phase of a project, in order.
pub fn items(portfolio: &Portfolio, project: Id, phase: Phase) -> impl Iterator<Item = &WorkItem> {
    let ids = portfolio.ids(IndexKey::items(project)).into_iter();
    let items = ids.filter_map(|id| portfolio.get::<WorkItem>(id));
    items.filter(move |item| board_phase(item.phase) == phase)
}

/// Where an item stands on a board with these columns.
fn cell_of(board: &WorkBoard, layout: &Layout, item: &WorkItem) -> Cell {
    let column = board.place(&item.column);
    let lane = layout.by.filter(|_| layout.has_lanes(column)).map_or(Lane::Whole, |by| (by.of)(item));
    Cell { column, lane, step: 0 }
}

fn columns(portfolio: &Portfolio, filter: &BoardFilter) -> Vec<Column> {
    let Some((project, phase)) = board_of(portfolio, filter) else { return Vec::new() };
    let board = work::board(portfolio, project, phase);
    let class = match phase {
        Phase::Candidate | Phase::Initiation => "col phase-1",
        Phase::Planning => "col phase-2",
        Phase::Execution => "col phase-3",
        Phase::Closing | Phase::Closed => "col phase-4",
    };
    let last = board.last();
    let column = |(at, column): (usize, &crate::domain::records::phase_board::PhaseColumn)| Column {
        name: column.key.to_string().into(),
        label: column.name.to_string().into(),
        class,
        has_lanes: true,
        limit: column.limit.map(|limit| limit.0),
        empty: match at {
            0 => "No cards. Add one, or paste a list.",
            at if at == last => "Nothing accepted yet.",
            _ => "No cards.",
        },
        ..Column::default()
    };
    board.columns.iter().enumerate().map(column).collect()
}

fn counts(portfolio: &Portfolio, filter: &BoardFilter, layout: &Layout) -> Vec<usize> {
    let mut counts = vec![0; layout.columns.len()];
    let Some((project, phase)) = board_of(portfolio, filter) else { return counts };
    let board = work::columns(portfolio, project, phase);
    for item in items(portfolio, project, phase).filter(|item| !item.is_archived()) {
        if let Some(count) = counts.get_mut(board.place(&item.column)) {
            *count += 1;
        }
    }
    counts
}

fn each(portfolio: &Portfolio, asked: &BoardQuery, enter: &mut dyn FnMut(Id, Standing)) {
    let Some((filter, today)) = asked.filter.as_ref().zip(asked.today) else { return };
    let Some((project, phase)) = board_of(portfolio, filter) else { return };
    let (wish, board) = (Wish::of(filter), work::columns(portfolio, project, phase));
    for item in items(portfolio, project, phase).filter(|item| wish.fits(portfolio, &board, item, today)) {
        enter(item.meta.id, (cell_of(&board, &asked.layout, item), item.order.0.clone()));
    }
}

fn stands(portfolio: &Portfolio, asked: &BoardQuery, record: &dyn Record) -> Option<Standing> {
    let item = record.typed::<WorkItem>()?;
    let filter = asked.filter.as_ref()?;
    let (project, phase) = board_of(portfolio, filter)?;
    if item.project.is_none_or(|of| of.id != project) || board_phase(item.phase) != phase {
        return None;
    }
    let board = work::columns_of(portfolio, item);
    let is_shown = Wish::of(filter).fits(portfolio, &board, item, asked.today?);
    is_shown.then(|| (cell_of(&board, &asked.layout, item), item.order.0.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::Date;
    use crate::domain::id::Ref;
    use crate::view::board::sheet::BoardSheet;
    use crate::view::query::Query;
    use std::sync::Arc;

    const APOLLO: Id = Id(1);

    fn item(id: u64, phase: Phase, column: &str) -> WorkItem {
        let mut item =
            WorkItem { project: Some(Ref::new(APOLLO)), phase, column: column.into(), ..WorkItem::default() };
        item.meta.id = Id(id);
        item.order = id.to_string().as_str().into();
        item.title = ["Card ", &id.to_string()].concat().as_str().into();
        item
    }

    fn portfolio() -> Portfolio {
        let mut portfolio = Portfolio::default();
        let mut project = Project { phase: Phase::Execution, ..Project::default() };
        project.meta.id = APOLLO;
        portfolio.insert_loaded(Arc::new(project));
        let archived = WorkItem { archived_on: Date::parse("2026-01-02"), ..item(5, Phase::Execution, "doing") };
        for item in [
            item(2, Phase::Execution, "doing"),
            item(3, Phase::Execution, "In progress"),
            item(4, Phase::Planning, "drafting"),
            archived,
            item(6, Phase::Execution, "nowhere"),
        ] {
            portfolio.insert_loaded(Arc::new(item));
        }
        portfolio
    }

    fn asked(portfolio: &Portfolio, query: &str) -> BoardQuery {
        let filter = BoardFilter { record: Some(APOLLO), ..BoardFilter::read(&WORK, &Query::parse(query)) };
        let layout = Layout { by: filter.lanes, columns: columns(portfolio, &filter).into(), lanes: Vec::new() };
        BoardQuery { filter: Some(filter), layout, today: Date::parse("2026-03-02") }
    }

    fn shown(query: &str) -> Vec<Vec<u64>> {
        let portfolio = portfolio();
        let (asked, mut sheet) = (asked(&portfolio, query), BoardSheet::default());
        sheet.work_out(&portfolio, asked.clone(), None);
        let cards = |column| sheet.cards(Cell { column, lane: Lane::Whole, step: 0 }).to_vec();
        // Looked at one by one they stand where they stand together.
        for id in (2..=6).map(Id) {
            let stands = portfolio.record(id).and_then(|record| stands(&portfolio, &asked, &**record));
            assert_eq!(stands.map(|stands| stands.0), sheet.cell_of(id), "{query} {id}");
        }
        (0..asked.layout.columns.len()).map(cards).collect()
    }

    #[test]
    fn a_board_shows_the_work_of_its_phase_in_the_columns_where_its_words_belong() {
        assert_eq!(shown(""), [vec![6], vec![], vec![2, 3], vec![], vec![]], "that of the phase of the project");
        assert_eq!(shown("archived=all")[2], [2, 3, 5]);
        assert_eq!(shown("state=archived"), [vec![], vec![], vec![5], vec![], vec![]]);
        assert_eq!(shown("phase=planning"), [vec![], vec![4], vec![], vec![]]);
        assert_eq!(shown("text=card%203"), [vec![], vec![], vec![3], vec![], vec![]]);
        assert_eq!(shown("owner=none&state=blocked").concat(), [] as [u64; 0]);
    }

    #[test]
    fn the_board_of_the_phase_comes_first_and_counts_leave_out_what_is_archived() {
        let portfolio = portfolio();
        assert_eq!(phases(&portfolio, APOLLO), [Phase::Execution, Phase::Initiation, Phase::Planning, Phase::Closing]);
        assert_eq!(counts_by_phase(&portfolio, APOLLO), [0, 1, 3, 0]);
        let asked = asked(&portfolio, "");
        let filter = asked.filter.as_ref().unwrap();
        assert_eq!(counts(&portfolio, filter, &asked.layout), [1, 0, 2, 0, 0]);
        let route = route_of(APOLLO, Phase::Closing);
        assert_eq!(
            BoardFilter::of(&WORK, &Route::parse(&route.to_string())).map(|filter| filter.part),
            Some("closing".into())
        );
    }
}
