//! Correcting the phases that an imported list gave: once for each project, before any gate has moved it. Afterwards only gates do.

use super::Draft;
use crate::domain::id::Id;
use crate::domain::order;
use crate::domain::record::FieldKey;
use crate::domain::records::Project;
use crate::domain::records::project::{self, Phase, PhaseOrigin, State};
use crate::domain::value::Value;
use crate::engine::command::Act;
use crate::engine::index::{BoardColumn, IndexKey};
use crate::engine::portfolio::Portfolio;
use crate::engine::rejection::Rejection;
use crate::engine::reviews::latest_review;
use crate::engine::rules::set as set_checked;
use rustc_hash::FxHashMap;
use std::sync::Arc;

const LABEL: &str = "Correct phases of imported projects";

/// Whether the phase of a project is as an import gave it and may still be corrected.
pub fn can_be_corrected(portfolio: &Portfolio, project: &Project) -> bool {
    !project.meta.deleted
        && project.placed == Some(PhaseOrigin::Listed)
        && latest_review(portfolio, project.meta.id).is_none()
}

/// Correct the phases that an import gave, once. A project that a gate has moved keeps its own.
pub struct CorrectPhases {
    /// The projects, and the phase in which each is.
    pub phases: Vec<(Id, Phase)>,
}

impl Act for CorrectPhases {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        correct_phases(draft, &self.phases)
    }
}

fn correct_phases(draft: &mut Draft, phases: &[(Id, Phase)]) -> Result<String, Rejection> {
    let mut places: FxHashMap<BoardColumn, String> = FxHashMap::default();
    for (id, phase) in phases {
        let record = draft.live(*id)?.clone();
        let listed = (*record).typed::<Project>().ok_or(Rejection::Missing)?;
        if listed.placed == Some(PhaseOrigin::Corrected) {
            let reason =
                "The phases of imported projects can be corrected once, and that has been done. Open the gate review.";
            return Err(Rejection::NotPossible { reason });
        }
        if !can_be_corrected(draft.portfolio, listed) {
            return Err(Rejection::OnlyByGate);
        }
        let mut corrected = record.copy();
        let mut values = vec![(project::at::placed, Value::text(PhaseOrigin::Corrected.name()))];
        if listed.phase != *phase {
            let state = match (*phase, listed.state) {
                (Phase::Closed, State::Stopped) => State::Stopped,
                (Phase::Closed, _) => State::Completed,
                (_, State::OnHold) if *phase != Phase::Candidate => State::OnHold,
                _ => State::Active,
            };
            // Since when is not known, but for the day on which it was finished.
            let since = listed.actual_finish.filter(|_| *phase == Phase::Closed).map_or(Value::Null, Value::Date);
            values.extend([
                (project::at::phase, Value::text(phase.name())),
                (project::at::state, Value::text(state.name())),
                (project::at::phase_since, since),
                (project::at::step, Value::Null),
                (project::at::order, Value::text(place(draft, BoardColumn::of(*phase, state), &mut places))),
            ]);
        }
        for (field, value) in &mut values {
            set_checked(&mut *corrected, *field, value)?;
            *value = corrected.get(*field);
        }
        draft.set(&*record, values.into_iter().map(|(field, value)| (FieldKey::Known(field), value)).collect());
    }
    Ok(LABEL.to_owned())
}

/// The place behind the last card of a column.
fn place(draft: &Draft, column: BoardColumn, places: &mut FxHashMap<BoardColumn, String>) -> String {
    let last = match places.get(&column) {
        Some(last) => Some(Arc::from(last.as_str())),
        None => draft.portfolio.indexes.last_order(IndexKey::Column(column)),
    };
    let place = order::between(last.as_deref(), None);
    places.insert(column, place.clone());
    place
}
