//! What is asked when the charter of a project is approved. Must not know what it lacks.

use crate::domain::id::Id;
use crate::domain::records::{Project, ProjectCharter};
use crate::engine::command::Command;
use crate::engine::decide::ApproveCharter;
use crate::store;
use crate::ui::charters::{Approval, approval};
use leptos::prelude::*;

const ABOUT: &str = "It is in force from that day and never changed again. What the records say now is kept with it, and the version before is superseded.";

/// The dialog.
pub fn dialog(charter: Id) -> AnyView {
    let sponsor = store::with(|portfolio| {
        let found = portfolio.get::<ProjectCharter>(charter);
        let project = found.and_then(|found| portfolio.follow::<Project>(found.project));
        project.and_then(|project| portfolio.follow(project.sponsor)).map(|person| person.name.to_string())
    });
    approval(charter, sponsor.unwrap_or_default(), ABOUT, None, |given: Approval| {
        Command::act(ApproveCharter { charter: given.charter, by: given.by, on: given.on, frozen: given.frozen })
    })
}
