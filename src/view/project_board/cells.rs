//! Which cell of the board a project stands in, and what a cell says of it. Must not know how a cell is drawn.

use crate::domain::id::Id;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::project::{Phase, at};
use crate::domain::records::{Programme, Project};
use crate::domain::value::Value;
use crate::engine::command::Fields;
use crate::engine::index::{BoardColumn, IndexKey};
use crate::engine::portfolio::Portfolio;
use crate::view::board::LaneBy;
use crate::view::board::cells::{Cell, Lane, Layout};

/// By what the board can be divided.
pub const LANES: &[LaneBy] = &[
    LaneBy { name: "programme", label: "Programme", none: "No programme", of: of_programme, words: Portfolio::called },
    LaneBy { name: "lead", label: "Lead", none: "No lead", of: of_lead, words: Portfolio::called },
];

fn of_programme(record: &dyn Record) -> Lane {
    Lane::Of(record.typed::<Project>().and_then(|project| project.programme).map(|programme| programme.id))
}

fn of_lead(record: &dyn Record) -> Lane {
    Lane::Of(record.typed::<Project>().and_then(|project| project.lead).map(|lead| lead.id))
}

/// The field that a lane is of.
fn field(by: &LaneBy) -> u8 {
    if by.name == "programme" { at::programme } else { at::lead }
}

/// The programmes without projects: a card can be dropped there too.
pub fn free_lanes(portfolio: &Portfolio, by: &LaneBy) -> Vec<Lane> {
    if field(by) != at::programme {
        return Vec::new();
    }
    let programmes = portfolio.ids(IndexKey::Kind(Programme::SCHEMA.kind));
    programmes.into_iter().map(|id: Id| Lane::Of(Some(id))).collect()
}

/// The phase of a column, if it is shown in steps.
fn phase_in_steps(layout: &Layout, column: BoardColumn) -> Option<Phase> {
    column.phase().filter(|_| layout.steps_in(column as usize) > 1)
}

/// The cell in which a project stands.
pub fn cell_of(layout: &Layout, project: &Project) -> Cell {
    let column = BoardColumn::of(project.phase, project.state);
    let at = column as usize;
    let lane = layout.by.filter(|_| layout.has_lanes(at)).map_or(Lane::Whole, |by| (by.of)(project));
    let step = phase_in_steps(layout, column).map_or(0, |phase| phase.place_of(project.step));
    Cell { column: at, lane, step }
}

/// What a cell says of a project that comes to stand in it, as far as that differs: its step, if its phase stays, and its
/// programme or lead.
pub fn says(layout: &Layout, project: &Project, cell: Cell) -> Fields {
    let now = cell_of(layout, project);
    let mut fields = Vec::new();
    if now.column == cell.column && now.step != cell.step {
        let column = BoardColumn::of(project.phase, project.state);
        let step = column.phase().and_then(|phase| phase.steps().get(cell.step)).and_then(|step| step.0);
        fields.push((at::step, step.map_or(Value::Null, |step| Value::text(step.name()))));
    }
    if let (Some(by), Lane::Of(to)) = (layout.by, cell.lane)
        && (by.of)(project) != cell.lane
    {
        fields.push((field(by), to.map_or(Value::Null, Value::Id)));
    }
    fields
}
