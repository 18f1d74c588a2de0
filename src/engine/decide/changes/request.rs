//! Asking for changes that issues call for: each leads back to its issue, which waits for the decision.

use super::super::Draft;
use super::super::raid::{each, make};
use super::super::records::advance;
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::change_request::at;
use crate::domain::records::issue::IssueState;
use crate::domain::records::{ChangeRequest, Issue};
use crate::domain::value::Value;
use crate::engine::command::{Act, Fields};
use crate::engine::rejection::Rejection;

/// Ask for changes that issues call for.
#[derive(Clone)]
pub struct RequestChanges {
    /// The issues.
    pub issues: Vec<Id>,
}

impl Act for RequestChanges {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        each(draft, &self.issues, "Ask for a change: ", |draft, record| {
            let issue = record.typed::<Issue>().ok_or(Rejection::Missing)?.clone();
            let not_possible = |reason| Err(Rejection::NotPossible { reason });
            let Some(project) = issue.project else {
                return not_possible("It belongs to no project, and a change changes one. Name the project first.");
            };
            match issue.state {
                IssueState::Closed => return not_possible("It is closed. Open it again first."),
                IssueState::Waiting => return not_possible("It waits for a decision already."),
                IssueState::Open | IssueState::InWork => {}
            }
            let to = IssueState::Waiting.name().into();
            advance(draft, issue.meta.id, &to, &Fields::new())?;
            let mut fields = vec![
                (at::title, Value::text(&*issue.title)),
                (at::project, Value::Id(project.id)),
                (at::source, Value::Id(issue.meta.id)),
            ];
            for (field, text) in [(at::description, &issue.description), (at::reason, &issue.effect)] {
                if !text.trim().is_empty() {
                    fields.push((field, Value::text(&*text.0)));
                }
            }
            let requester = issue.raised_by.or(issue.owner).filter(|person| draft.live(person.id).is_ok());
            fields.extend(requester.map(|person| (at::requester, Value::Id(person.id))));
            fields.extend(issue.due.map(|due| (at::due, Value::Date(due))));
            make(draft, ChangeRequest::SCHEMA, at::number, &fields)
        })
    }
}
