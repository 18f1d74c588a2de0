//! Improvement actions: taking them into work, and making projects of them. Must not know why they were proposed.

use super::Draft;
use super::maturity::{checked, demands, refused, set};
use super::records;
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::{ImprovementAction, Project, improvement_action, project};
use crate::domain::value::Value;
use crate::engine::command_maturity::ActionProposal;
use crate::engine::rejection::Rejection;
use crate::engine::rules::set as set_checked;

pub(super) fn take_actions(draft: &mut Draft, actions: &[ActionProposal]) -> Result<String, Rejection> {
    for proposal in actions {
        let action = &proposal.action;
        if action.text.trim().is_empty() {
            return demands("text", "Say what is to be done.");
        }
        let is_same = |known: &&ImprovementAction| known.text == action.text && known.assessment == action.assessment;
        if draft.portfolio.open::<ImprovementAction>().any(|known| is_same(&known)) {
            return refused("This action is in work already. Open it there to change it.");
        }
        let mut record = checked(action)?;
        if !proposal.owner.trim().is_empty() {
            let owner = draft.person(&proposal.owner)?;
            set_checked(&mut *record, improvement_action::at::owner, &Value::Id(owner))?;
        }
        let id = (draft.context.new_id)();
        draft.create(record, id);
    }
    Ok(match actions {
        [one] => ["Start: ", &one.action.text].concat(),
        several => ["Take ", &several.len().to_string(), " improvement actions into work"].concat(),
    })
}

/// An idea on the board that carries the action out.
pub(super) fn make_project(draft: &mut Draft, id: Id) -> Result<String, Rejection> {
    let record = draft.live(id)?.clone();
    let action = (*record).typed::<ImprovementAction>().ok_or(Rejection::Missing)?;
    if draft.portfolio.follow(action.project).is_some() {
        return refused("A project was made of this action already.");
    }
    let mut fields = vec![(project::at::name, Value::text(action.text.trim()))];
    if let Some(owner) = draft.portfolio.follow(action.owner) {
        fields.push((project::at::lead, Value::Id(owner.meta.id)));
    }
    if let Some(due) = action.due {
        fields.push((project::at::planned_finish, Value::Date(due)));
    }
    if !action.artefact.is_empty() {
        fields.push((
            project::at::summary,
            Value::text(["Improvement action. It leaves behind: ", &action.artefact].concat()),
        ));
    }
    records::create(draft, Project::SCHEMA, &fields)?;
    let made = draft.edits.last().map(|edit| edit.record()).ok_or(Rejection::Missing)?;
    set(draft, &*record, vec![(improvement_action::at::project, Value::Id(made))])?;
    Ok(["Make a project of: ", &action.text].concat())
}
