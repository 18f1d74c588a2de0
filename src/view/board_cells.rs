//! The cells of the board: each column of each lane, in steps where they are shown. Which cell a project stands in, what a cell
//! says of it, and where arrow keys lead from one to the next. Must not know how a cell is drawn.

use crate::domain::id::{Id, Ref};
use crate::domain::letters::sort_key;
use crate::domain::records::Project;
use crate::domain::records::project::{Phase, at};
use crate::domain::sorting::sort_by;
use crate::domain::value::Value;
use crate::engine::command::Fields;
use crate::engine::index::BoardColumn;
use crate::engine::portfolio::Portfolio;

/// A place on the board: in that cell, below so many others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// The cell.
    pub cell: Cell,
    /// How many other cards stand above it.
    pub index: usize,
}

/// An arrow key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// Towards the first column.
    Left,
    /// Towards the last column.
    Right,
    /// Towards the top.
    Up,
    /// Towards the bottom.
    Down,
}

/// By what the board is divided into lanes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LaneBy {
    /// By programme.
    Programme,
    /// By lead.
    Lead,
}

/// A lane.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Lane {
    /// The board is not divided there.
    #[default]
    Whole,
    /// That of a programme or lead, or of none.
    Of(Option<Id>),
}

/// A cell.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Cell {
    /// Column.
    pub column: BoardColumn,
    /// Lane.
    pub lane: Lane,
    /// Step of the phase, by its place; 0 where the column is not shown in steps.
    pub step: usize,
}

/// How the board is divided.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Layout {
    /// Into lanes by this.
    pub by: Option<LaneBy>,
    /// Phases shown in steps.
    pub steps: Vec<Phase>,
    /// The lanes in order, those that are folded left out; empty without lanes.
    pub lanes: Vec<Lane>,
}

impl LaneBy {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Programme, Self::Lead];

    /// Its name in an address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Programme => "programme",
            Self::Lead => "lead",
        }
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Programme => "Programme",
            Self::Lead => "Lead",
        }
    }

    /// The lane with that name in an address.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|own| own.name() == name)
    }

    /// What the lane of nobody is called.
    pub fn none_words(self) -> &'static str {
        match self {
            Self::Programme => "No programme",
            Self::Lead => "No lead",
        }
    }

    /// The lane of a project.
    pub fn of(self, project: &Project) -> Lane {
        Lane::Of(match self {
            Self::Programme => project.programme.map(|own: Ref<_>| own.id),
            Self::Lead => project.lead.map(|own| own.id),
        })
    }

    fn field(self) -> u8 {
        match self {
            Self::Programme => at::programme,
            Self::Lead => at::lead,
        }
    }
}

impl Lane {
    /// The key of its row: that of its record, 0 for that of none.
    pub fn key(self) -> u64 {
        match self {
            Self::Of(Some(id)) => id.0,
            _ => 0,
        }
    }

    /// The lane with that key.
    pub fn with_key(key: u64) -> Self {
        Self::Of((key != 0).then_some(Id(key)))
    }

    /// Its name in the page: the id of its record, or that there is none.
    pub fn name(self) -> String {
        match self {
            Self::Of(Some(id)) => id.to_string(),
            _ => "none".to_owned(),
        }
    }

    /// What people read: the name of the record, or that there is none.
    pub fn words(self, portfolio: &Portfolio, by: Option<LaneBy>) -> String {
        match (self, by) {
            (Self::Of(Some(id)), _) => portfolio.called(id),
            (Self::Of(None), Some(by)) => by.none_words().to_owned(),
            _ => String::new(),
        }
    }
}

impl Layout {
    /// How many steps a column is shown in.
    pub fn steps_in(&self, column: BoardColumn) -> usize {
        let phase = column.phase().filter(|phase| self.steps.contains(phase));
        phase.map_or(1, |phase| phase.steps().len())
    }

    /// What people read of a step; empty where the column is not shown in steps.
    pub fn step_words(&self, column: BoardColumn, step: usize) -> &'static str {
        let phase = column.phase().filter(|phase| self.steps.contains(phase));
        phase.and_then(|phase| phase.steps().get(step)).map_or("", |own| own.1)
    }

    /// The cell in which a project stands.
    pub fn cell_of(&self, project: &Project) -> Cell {
        let column = BoardColumn::of(project.phase, project.state);
        let phase = column.phase();
        let lane = self.by.filter(|_| phase.is_some()).map_or(Lane::Whole, |by| by.of(project));
        let step = phase.filter(|phase| self.steps.contains(phase)).map_or(0, |phase| phase.place_of(project.step));
        Cell { column, lane, step }
    }

    /// What a cell says of a project that comes to stand in it, as far as that differs: its step, if its phase stays, and its
    /// programme or lead.
    pub fn says(&self, project: &Project, cell: Cell) -> Fields {
        let own = self.cell_of(project);
        let mut fields = Vec::new();
        if own.column == cell.column && own.step != cell.step {
            let step = cell.column.phase().and_then(|phase| phase.steps().get(cell.step)).and_then(|own| own.0);
            fields.push((at::step, step.map_or(Value::Null, |step| Value::text(step.name()))));
        }
        if let (Some(by), Lane::Of(to)) = (self.by, cell.lane)
            && by.of(project) != cell.lane
        {
            fields.push((by.field(), to.map_or(Value::Null, Value::Id)));
        }
        fields
    }

    /// All columns with their steps, in the order of the board.
    fn line(&self) -> Vec<(BoardColumn, usize)> {
        let steps = |column: BoardColumn| (0..self.steps_in(column)).map(move |step| (column, step));
        BoardColumn::ALL.into_iter().flat_map(steps).collect()
    }

    /// The cells to the right of one, the nearest first, or to its left. From a column without lanes they are those of `home`.
    pub fn beside(&self, cell: Cell, to_the_right: bool, home: Lane) -> Vec<Cell> {
        let line = self.line();
        let at = line.iter().position(|own| *own == (cell.column, cell.step)).unwrap_or(0);
        let lane = if cell.lane == Lane::Whole { home } else { cell.lane };
        let lane_in =
            |column: BoardColumn| if column.phase().is_some() && self.by.is_some() { lane } else { Lane::Whole };
        let cell =
            |(column, step): &(BoardColumn, usize)| Cell { column: *column, lane: lane_in(*column), step: *step };
        match to_the_right {
            true => line.iter().skip(at + 1).map(cell).collect(),
            false => line.iter().take(at).rev().map(cell).collect(),
        }
    }

    /// The cells of the lanes below one, the nearest first, or of those above it.
    pub fn along(&self, cell: Cell, down: bool) -> Vec<Cell> {
        let Some(at) = self.lanes.iter().position(|lane| *lane == cell.lane) else { return Vec::new() };
        let cell = |lane: &Lane| Cell { lane: *lane, ..cell };
        match down {
            true => self.lanes.iter().skip(at + 1).map(cell).collect(),
            false => self.lanes.iter().take(at).rev().map(cell).collect(),
        }
    }

    /// Where an arrow key carries a card. `count` gives how many other cards a cell has; `home` is the card's own lane.
    pub fn step(&self, over: Place, direction: Direction, home: Lane, count: &dyn Fn(Cell) -> usize) -> Place {
        let beside = |right| self.beside(over.cell, right, home).into_iter().next();
        let along = |down| self.along(over.cell, down).into_iter().next();
        let enter = |cell: Option<Cell>| match cell {
            Some(cell) => Place { cell, index: over.index.min(count(cell)) },
            None => over,
        };
        match direction {
            Direction::Left => enter(beside(false)),
            Direction::Right => enter(beside(true)),
            Direction::Up if over.index > 0 => Place { index: over.index - 1, ..over },
            Direction::Up => along(false).map_or(over, |cell| Place { cell, index: count(cell) }),
            Direction::Down if over.index < count(over.cell) => Place { index: over.index + 1, ..over },
            Direction::Down => along(true).map_or(over, |cell| Place { cell, index: 0 }),
        }
    }

    /// Where a cell is, for people: "Execution, Ready for G3, Harbour programme".
    pub fn words(&self, portfolio: &Portfolio, cell: Cell) -> String {
        let mut words = cell.column.label().to_owned();
        for part in [self.step_words(cell.column, cell.step), &cell.lane.words(portfolio, self.by)] {
            if !part.is_empty() {
                words.push_str(", ");
                words.push_str(part);
            }
        }
        words
    }
}

/// The name of a column in the page, whatever people read above it.
pub fn column_name(column: BoardColumn) -> &'static str {
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

/// The column with that name in the page.
pub fn column_named(name: &str) -> Option<BoardColumn> {
    BoardColumn::ALL.into_iter().find(|column| column_name(*column) == name)
}

/// Lanes in the order of their names, that of none at the end. `known` are the names.
pub fn in_order(lanes: Vec<Lane>, portfolio: &Portfolio) -> Vec<Lane> {
    let name = |lane: Lane| (lane.key() == 0, sort_key(&lane.words(portfolio, None)), lane);
    let mut named: Vec<_> = lanes.into_iter().map(name).collect();
    sort_by(&mut named, |a, b| a.cmp(b));
    named.dedup_by(|a, b| a.2 == b.2);
    named.into_iter().map(|own| own.2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::records::project::{PhaseStep, State};

    const ADA: Lane = Lane::Of(Some(Id(7)));
    const NOBODY: Lane = Lane::Of(None);

    fn layout() -> Layout {
        let lanes = vec![ADA, NOBODY];
        Layout { by: Some(LaneBy::Lead), steps: vec![Phase::Candidate, Phase::Execution], lanes }
    }

    fn cell(column: BoardColumn, lane: Lane, step: usize) -> Cell {
        Cell { column, lane, step }
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
            assert_eq!(layout().cell_of(&project), expected);
            assert_eq!(layout().says(&project, expected), [], "where it stands nothing changes");
        }
    }

    #[test]
    fn a_cell_says_step_and_lead_of_what_comes_to_stand_in_it() {
        let project = Project { phase: Phase::Execution, ..Project::default() };
        let says = |cell| layout().says(&project, cell);
        let ready = (at::step, Value::text("ready"));
        let ada = (at::lead, Value::Id(Id(7)));
        assert_eq!(says(cell(BoardColumn::Execution, NOBODY, 1)), vec![ready.clone()]);
        assert_eq!(says(cell(BoardColumn::Execution, ADA, 1)), vec![ready, ada.clone()]);
        assert_eq!(says(cell(BoardColumn::Ideas, ADA, 1)), vec![ada], "the gate comes first, then the step");
        assert_eq!(says(cell(BoardColumn::OnHold, Lane::Whole, 0)), []);
        let plain = Layout::default();
        assert_eq!(plain.says(&project, cell(BoardColumn::Execution, Lane::Whole, 0)), []);
    }

    #[test]
    fn arrows_lead_through_steps_columns_and_lanes_and_stay_on_the_board() {
        use BoardColumn as C;
        use Direction::{Down, Left, Right, Up};
        let counts = |cell: Cell| match (cell.column, cell.lane) {
            (C::Execution, ADA) => 2,
            (C::Execution, _) => 4,
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
        let plain = Layout::default();
        let over = at(C::Planning, Lane::Whole, 0, 1);
        assert_eq!(plain.step(over, Down, ADA, &|_| 1), over);
        assert_eq!(plain.step(over, Right, ADA, &|_| 0), at(C::Execution, Lane::Whole, 0, 0));
    }
}
