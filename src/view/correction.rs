//! Which imported projects may have their phases corrected, and in which phase each is. Must not know how it is drawn.

use crate::domain::id::Id;
use crate::domain::records::Project;
use crate::domain::records::project::Phase;
use crate::engine::decide::can_be_corrected;
use crate::engine::portfolio::Portfolio;

/// A project whose phase an import gave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Correctable {
    /// The project.
    pub id: Id,
    /// Its name, with its code.
    pub name: String,
    /// The phase in which it is, or is to be.
    pub phase: Phase,
}

/// The projects that can be corrected: of these, or of all.
pub fn correctable(portfolio: &Portfolio, of: Option<&[Id]>) -> Vec<Correctable> {
    let of_project = |project: &Project| Correctable {
        id: project.meta.id,
        name: [&project.code, " ", &project.name.0].concat(),
        phase: project.phase,
    };
    let can = |project: &&Project| can_be_corrected(portfolio, project);
    match of {
        Some(ids) => ids.iter().filter_map(|id| portfolio.get::<Project>(*id)).filter(can).map(of_project).collect(),
        None => portfolio.all::<Project>().filter(can).map(of_project).collect(),
    }
}
