//! The board of one phase of a project, once somebody changed its columns. Until then the columns of `domain/work/columns.rs` hold.

use super::Project;
use super::project::Phase;
use crate::domain::field::{Bounded, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{record, structure};

/// Most cards in a column, in a lane, or of a person.
pub type Limit = Bounded<1, 9_999>;

structure! {
    /// A column of a board.
    PhaseColumn {
        /// What items and their entries say; never changes, whatever the column is called.
        key: Text, "Key", required;
        /// What people call it.
        name: Text, "Name", required;
        /// Most items in it, over all lanes; none if there is no limit.
        limit: Option<Limit>, "Limit";
    }
}

record! {
    /// The board of one phase of a project.
    PhaseBoard, 17, "phase_board", "Board of a phase", "Boards of phases",
    made_by("Columns and limits are changed on the board itself."), shown_at("projects/{project}") {
        /// Project.
        project: Option<Ref<Project>>, "Project", required, indexed, decided;
        /// Phase.
        phase: Phase, "Phase", required, decided;
        /// Its columns, in order; in the last of them work is accepted.
        columns: Vec<PhaseColumn>, "Columns", required, decided;
        /// Whether a limit that is reached keeps further cards out; if not, it asks for a reason.
        hard: bool, "Limits are strict", decided;
        /// Most cards in progress in one lane.
        lane_limit: Option<Limit>, "Limit for each lane", decided;
        /// Most cards in progress of one person.
        person_limit: Option<Limit>, "Limit for each person", decided;
    }
}
