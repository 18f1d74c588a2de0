//! Deciding changes that were assessed: approved, rejected or deferred, by whom and why, several in one step.

use super::super::Draft;
use super::super::records::advance;
use crate::domain::id::Id;
use crate::domain::records::Body;
use crate::domain::records::change_request::{ChangeState, at};
use crate::domain::value::Value;
use crate::engine::command::Act;
use crate::engine::rejection::Rejection;
use crate::engine::rights::told_apart;

/// Decide changes.
#[derive(Clone)]
pub struct DecideChanges {
    /// The changes.
    pub changes: Vec<Id>,
    /// Approved, rejected or deferred.
    pub to: ChangeState,
    /// Names of who decides, a body or a person or both: for a body without a person its chair signs. A new name becomes a person.
    pub decider: String,
    /// Why.
    pub reason: String,
    /// On what conditions they are approved.
    pub conditions: String,
    /// Why somebody decides who has not the right to.
    pub beyond: String,
}

impl Act for DecideChanges {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        let verb = match self.to {
            ChangeState::Approved => "Approve ",
            ChangeState::Rejected => "Reject ",
            ChangeState::Deferred => "Defer ",
            _ => return Err(Rejection::NotPossible { reason: "A change is approved, rejected or deferred." }),
        };
        let missing =
            |field: &'static str, sentence: &str| Err(Rejection::Demands { field, sentence: sentence.to_owned() });
        if self.decider.trim().is_empty() {
            return missing("decider", "Say who decides.");
        }
        if self.reason.trim().is_empty() {
            return missing("decision_reason", "Say why it is decided so.");
        }
        let names: Vec<String> = self.decider.split([',', ';', '\n']).map(str::to_owned).collect();
        let (bodies, names) = told_apart(draft.portfolio, &names);
        let body = bodies.first().and_then(|body| draft.portfolio.get::<Body>(*body)).cloned();
        let chair =
            body.as_ref().and_then(|body| draft.portfolio.follow(body.chair)).map(|chair| chair.name.to_string());
        let Some(decider) = names.first().cloned().or(chair) else {
            let name = body.map(|body| body.name.to_string()).unwrap_or_default();
            let sentence = ["“", &*name, "” has no chair. Name who signs for it as well."].concat();
            return missing("decider", &sentence);
        };
        let body = body.map_or(Value::Null, |body| Value::Id(body.meta.id));
        let beyond = self.beyond.trim();
        let mut titles = Vec::new();
        for id in &self.changes {
            let title = draft.live(*id)?.title();
            let conditions = if self.to == ChangeState::Approved { self.conditions.trim() } else { "" };
            let fields = vec![
                (at::decider, Value::text(&decider)),
                (at::body, body.clone()),
                (at::beyond, if beyond.is_empty() { Value::Null } else { Value::text(beyond) }),
                (at::decided_on, Value::Date(draft.context.today)),
                (at::decision_reason, Value::text(self.reason.trim())),
                (at::conditions, if conditions.is_empty() { Value::Null } else { Value::text(conditions) }),
            ];
            // One that cannot be decided stops all, and is named among several.
            advance(draft, *id, &self.to.name().into(), &fields).map_err(|why| match self.changes.len() {
                1 => why,
                _ => Rejection::Refused { sentence: ["“", &*title, "”: ", &why.to_string()].concat() },
            })?;
            titles.push(title);
        }
        match titles.as_slice() {
            [] => Err(Rejection::Nothing),
            [one] => Ok([verb, &**one].concat()),
            several => Ok([verb, &*several.len().to_string(), " changes"].concat()),
        }
    }
}
