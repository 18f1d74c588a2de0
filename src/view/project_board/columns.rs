//! What the part that draws boards is told of the board of projects. Must not know how it is drawn.

use super::cells::{LANES, cell_of, free_lanes};
use super::filter::{FACETS, Wish};
use super::limit;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::Project;
use crate::engine::index::{BoardColumn, IndexKey};
use crate::engine::portfolio::Portfolio;
use crate::view::affected::CONDITIONS;
use crate::view::board::cells::Layout;
use crate::view::board::filter::BoardFilter;
use crate::view::board::sheet::{BoardQuery, Standing};
use crate::view::board::{BoardKind, Column, Rest};
use crate::view::pages::Page;

/// The board of projects by phase.
pub static PROJECTS: BoardKind = BoardKind {
    schema: Project::SCHEMA,
    shown: &[CONDITIONS],
    noun: "project",
    label: "Phase board",
    facets: FACETS,
    lanes: LANES,
    rest: "closed",
    part: "",
    is_at: |route| route.page == Page::Board,
    route: |_| Page::Board.route(),
    columns,
    counts,
    each,
    stands,
    free_lanes,
};

/// The name of a column in the page, whatever people read above it.
fn name(column: BoardColumn) -> &'static str {
    match column {
        BoardColumn::Ideas => "ideas",
        BoardColumn::Initiation => "initiation",
        BoardColumn::Planning => "planning",
        BoardColumn::Execution => "execution",
        BoardColumn::Closing => "closing",
        BoardColumn::Closed => "closed",
        BoardColumn::OnHold => "on-hold",
        BoardColumn::Stopped => "stopped",
    }
}

/// The class of a column, with its colour.
fn class(column: BoardColumn) -> &'static str {
    match column {
        BoardColumn::Ideas => "col phase-0",
        BoardColumn::Initiation => "col phase-1",
        BoardColumn::Planning => "col phase-2",
        BoardColumn::Execution => "col phase-3",
        BoardColumn::Closing => "col phase-4",
        BoardColumn::Closed => "col phase-5",
        BoardColumn::OnHold | BoardColumn::Stopped => "col lane",
    }
}

fn empty_words(column: BoardColumn) -> &'static str {
    match column {
        BoardColumn::Ideas => "No ideas. A new project begins here.",
        BoardColumn::Initiation => "Nothing in initiation. Ideas arrive here after a Go at G0.",
        BoardColumn::Planning => "Nothing in planning. Go at gate G1 brings a project here.",
        BoardColumn::Execution => "Nothing in execution. Go at gate G2 brings a project here.",
        BoardColumn::Closing => "Nothing in closing. Go at gate G3 brings a project here.",
        BoardColumn::Closed => "Nothing closed yet.",
        BoardColumn::OnHold => "Nothing on hold.",
        BoardColumn::Stopped => "Nothing stopped.",
    }
}

/// What is said of projects closed in earlier years.
const EARLIER: Rest = Rest {
    none: "Nothing closed in this financial year.",
    more: "Show all closed",
    less: "Show this financial year only",
};

fn columns(portfolio: &Portfolio, _: &BoardFilter) -> Vec<Column> {
    let settings = portfolio.settings();
    let column = |column: BoardColumn| {
        let phase = column.phase();
        let in_steps = phase.filter(|phase| settings.steps.contains(phase));
        Column {
            name: name(column).into(),
            label: column.label().into(),
            class: class(column),
            has_lanes: phase.is_some(),
            steps: in_steps.map_or_else(Vec::new, |phase| phase.steps().iter().map(|step| step.1).collect()),
            limit: limit(&settings, column),
            is_aside: phase.is_none(),
            folds: column == BoardColumn::Closed,
            empty: empty_words(column),
            rest: (column == BoardColumn::Closed).then_some(EARLIER),
        }
    };
    BoardColumn::ALL.map(column).into()
}

fn counts(portfolio: &Portfolio, _: &BoardFilter, _: &Layout) -> Vec<usize> {
    BoardColumn::ALL.map(|column| portfolio.count(IndexKey::Column(column))).into()
}

fn each(portfolio: &Portfolio, asked: &BoardQuery, enter: &mut dyn FnMut(Id, Standing)) {
    let Some((wish, today)) = wish(asked) else { return };
    for column in BoardColumn::ALL {
        let ids = wish.cards(portfolio, column, today);
        for project in ids.into_iter().filter_map(|id| portfolio.get::<Project>(id)) {
            enter(project.meta.id, (cell_of(&asked.layout, project), project.order.0.clone()));
        }
    }
}

fn stands(portfolio: &Portfolio, asked: &BoardQuery, record: &dyn Record) -> Option<Standing> {
    let project = record.typed::<Project>()?;
    let (wish, today) = wish(asked)?;
    let is_shown = wish.shows(portfolio, project, today);
    is_shown.then(|| (cell_of(&asked.layout, project), project.order.0.clone()))
}

fn wish(asked: &BoardQuery) -> Option<(Wish, Date)> {
    Some((Wish::of(asked.filter.as_ref()?), asked.today?))
}

/// The column of that place.
pub fn column_at(at: usize) -> Option<BoardColumn> {
    BoardColumn::ALL.get(at).copied()
}

#[cfg(test)]
mod tests {
    use super::super::says;
    use super::*;
    use crate::domain::id::Ref;
    use crate::domain::records::project::{Phase, PhaseStep, State, at};
    use crate::domain::value::Value;
    use crate::view::board::cells::{Cell, Direction, Lane, Place};

    const ADA: Lane = Lane::Of(Some(Id(7)));
    const NOBODY: Lane = Lane::Of(None);

    fn layout() -> Layout {
        let mut columns = columns(&Portfolio::default(), &BoardFilter::new(&PROJECTS));
        for (column, phase) in [(0, Phase::Candidate), (3, Phase::Execution)] {
            columns[column].steps = phase.steps().iter().map(|step| step.1).collect();
        }
        Layout { by: PROJECTS.lanes_named("lead"), columns: columns.into(), lanes: vec![ADA, NOBODY] }
    }

    fn cell(column: BoardColumn, lane: Lane, step: usize) -> Cell {
        Cell { column: column as usize, lane, step }
    }

    #[test]
    fn a_column_stands_at_its_place_and_is_found_by_its_name() {
        let layout = layout();
        for (at, column) in BoardColumn::ALL.into_iter().enumerate() {
            assert_eq!((column as usize, column_at(at)), (at, Some(column)));
            assert_eq!(layout.named(name(column)), Some(at));
        }
    }

    #[test]
    fn a_project_stands_in_the_cell_of_its_phase_lead_and_step() {
        use BoardColumn as C;
        let ready = Some(PhaseStep::Ready);
        for (phase, state, lead, step, expected) in [
            (Phase::Candidate, State::Active, Some(7), ready, cell(C::Ideas, ADA, 2)),
            (Phase::Planning, State::Active, None, ready, cell(C::Planning, NOBODY, 0)),
            (Phase::Execution, State::Active, None, ready, cell(C::Execution, NOBODY, 1)),
            (Phase::Execution, State::Active, None, Some(PhaseStep::Shaping), cell(C::Execution, NOBODY, 0)),
            (Phase::Execution, State::OnHold, Some(7), ready, cell(C::OnHold, Lane::Whole, 0)),
        ] {
            let project = Project { phase, state, lead: lead.map(|id| Ref::new(Id(id))), step, ..Project::default() };
            assert_eq!(cell_of(&layout(), &project), expected);
            assert_eq!(says(&layout(), &project, expected), [], "where it stands nothing changes");
        }
    }

    #[test]
    fn a_cell_says_step_and_lead_of_what_comes_to_stand_in_it() {
        let project = Project { phase: Phase::Execution, ..Project::default() };
        let told = |cell| says(&layout(), &project, cell);
        let ready = (at::step, Value::text("ready"));
        let ada = (at::lead, Value::Id(Id(7)));
        assert_eq!(told(cell(BoardColumn::Execution, NOBODY, 1)), vec![ready.clone()]);
        assert_eq!(told(cell(BoardColumn::Execution, ADA, 1)), vec![ready, ada.clone()]);
        assert_eq!(told(cell(BoardColumn::Ideas, ADA, 1)), vec![ada], "the gate comes first, then the step");
        assert_eq!(told(cell(BoardColumn::OnHold, Lane::Whole, 0)), []);
        let plain = Layout { by: None, ..layout() };
        assert_eq!(says(&plain, &project, cell(BoardColumn::Execution, Lane::Whole, 0)), []);
    }

    #[test]
    fn arrows_lead_through_steps_columns_and_lanes_and_stay_on_the_board() {
        use BoardColumn as C;
        use Direction::{Down, Left, Right, Up};
        let counts = |cell: Cell| match (column_at(cell.column), cell.lane) {
            (Some(C::Execution), ADA) => 2,
            (Some(C::Execution), _) => 4,
            _ => 1,
        };
        let go =
            |from: Place, ways: &[Direction]| ways.iter().fold(from, |at, way| layout().step(at, *way, ADA, &counts));
        let at = |column, lane, step, index| Place { cell: cell(column, lane, step), index };
        let start = at(C::Execution, ADA, 0, 2);
        assert_eq!(go(start, &[Right]), at(C::Execution, ADA, 1, 2));
        assert_eq!(go(start, &[Right, Right]), at(C::Closing, ADA, 0, 1));
        assert_eq!(go(start, &[Left]), at(C::Planning, ADA, 0, 1));
        assert_eq!(go(start, &[Down]), at(C::Execution, NOBODY, 0, 0), "below the last card is the next lane");
        assert_eq!(go(start, &[Down, Up]), start, "and back");
        assert_eq!(go(start, &[Up, Up, Up]), at(C::Execution, ADA, 0, 0));
        assert_eq!(go(start, &[Right; 9]), at(C::Stopped, Lane::Whole, 0, 1));
        assert_eq!(go(at(C::OnHold, Lane::Whole, 0, 0), &[Left]), at(C::Closed, ADA, 0, 0), "home to its own lane");
        assert_eq!(go(start, &[Left; 9]), at(C::Ideas, ADA, 0, 1));
        let plain = Layout { by: None, ..layout() };
        let over = at(C::Planning, Lane::Whole, 0, 1);
        assert_eq!(plain.step(over, Down, ADA, &|_| 1), over);
        assert_eq!(plain.step(over, Right, ADA, &|_| 0), at(C::Execution, Lane::Whole, 0, 0));
    }
}
