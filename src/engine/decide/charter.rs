//! Project charters: beginning a version, and approving one, which freezes it and supersedes the one before. Must not know what the lists of
//! a charter say: who approves gives them.

use super::Draft;
use super::maturity::{checked, demands, set};
use crate::domain::date::Date;
use crate::domain::field::{Bounded, Field};
use crate::domain::id::{Id, Ref};
use crate::domain::record::{FieldKey, Meta};
use crate::domain::records::project::Phase;
use crate::domain::records::project_charter::{CharterState, at};
use crate::domain::records::status_report::FrozenLine;
use crate::domain::records::{Project, ProjectCharter};
use crate::domain::value::Value;
use crate::engine::charters::charters;
use crate::engine::closed::APPROVED;
use crate::engine::command::Act;
use crate::engine::rejection::Rejection;

/// Begin the next version of a project's charter, with what the one before says.
#[derive(Clone)]
pub struct BeginCharter {
    /// The project.
    pub project: Id,
}

/// Approve a version: it is in force from then on, and never changed again.
#[derive(Clone)]
pub struct ApproveCharter {
    /// The version.
    pub charter: Id,
    /// Name of who approves it; a new name becomes a person.
    pub by: String,
    /// When.
    pub on: Option<Date>,
    /// What the records say that day.
    pub frozen: Vec<FrozenLine>,
}

pub(super) fn refused<T>(parts: &[&str]) -> Result<T, Rejection> {
    Err(Rejection::Refused { sentence: parts.concat() })
}

impl Act for BeginCharter {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        let project = (**draft.live(self.project)?).typed::<Project>().ok_or(Rejection::Missing)?.clone();
        let name = &*project.name;
        if project.phase == Phase::Closed {
            return refused(&["“", name, "” is closed: its charter stays as it is."]);
        }
        let all = charters(draft.portfolio, self.project);
        if all.iter().any(|charter| charter.is_draft()) {
            return refused(&["A version of the charter of “", name, "” is being written already."]);
        }
        let before = all.last().map(|charter| (*charter).clone());
        let version = before.as_ref().map_or(1, |before| before.number() + 1);
        let title = [name, ", charter version ", &version.to_string()].concat();
        let made = ProjectCharter {
            meta: Meta::default(),
            title: title.as_str().into(),
            project: Some(Ref::new(self.project)),
            version: Some(Bounded(version)),
            state: CharterState::Draft,
            approved_by: None,
            approved_on: None,
            frozen: Vec::new(),
            ..before.unwrap_or_default()
        };
        let (made, id) = (checked(&made)?, (draft.context.new_id)());
        draft.create(made, id);
        Ok(["Begin charter version ", &version.to_string(), " of ", name].concat())
    }
}

impl Act for ApproveCharter {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        let charter = (**draft.live(self.charter)?).typed::<ProjectCharter>().ok_or(Rejection::Missing)?.clone();
        if !charter.is_draft() {
            return Err(APPROVED);
        }
        let id = charter.project.map(|project| project.id).ok_or(Rejection::Missing)?;
        let project = (**draft.live(id)?).typed::<Project>().ok_or(Rejection::Missing)?.clone();
        lacks(draft, &charter, &project)?;
        let by = approver(draft, &self.by, self.on)?;
        if self.frozen.is_empty() {
            return refused(&["“", &charter.title, "” has nothing to show yet. Open it, then approve it."]);
        }
        let superseded =
            charters(draft.portfolio, id).into_iter().filter(|other| other.state == CharterState::Approved);
        let superseded: Vec<ProjectCharter> = superseded.cloned().collect();
        for other in superseded {
            let state = Value::text(CharterState::Superseded.name());
            draft.set(&other, vec![(FieldKey::Known(at::state), state)]);
        }
        set(draft, &charter, vec![(at::frozen, self.frozen.to_value())])?;
        let values = vec![
            (FieldKey::Known(at::state), Value::text(CharterState::Approved.name())),
            (FieldKey::Known(at::approved_by), Value::Id(by)),
            (FieldKey::Known(at::approved_on), self.on.map_or(Value::Null, Value::Date)),
        ];
        draft.set(&charter, values);
        Ok(["Approve charter version ", &charter.number().to_string(), " of ", &*project.name].concat())
    }
}

/// Who approves a charter, on a day that has come; a new name becomes a person.
pub(super) fn approver(draft: &mut Draft, by: &str, on: Option<Date>) -> Result<Id, Rejection> {
    if by.trim().is_empty() {
        return demands("by", "Say who approves it.");
    }
    match on {
        None => return demands("on", "Say on which day it is approved."),
        Some(on) if on > draft.context.today => {
            return demands("on", "A day that is still to come approves nothing.");
        }
        Some(_) => {}
    }
    draft.person(by.trim())
}

/// What a charter cannot do without: why, by what success is known, who is authorised by whom.
fn lacks(draft: &Draft, charter: &ProjectCharter, project: &Project) -> Result<(), Rejection> {
    if charter.purpose.trim().is_empty() {
        return demands("purpose", "Say why the project is done: purpose and justification are missing.");
    }
    if charter.success.trim().is_empty() {
        return demands("success", "Say by what success is known: the success criteria are missing.");
    }
    if draft.portfolio.follow(project.sponsor).is_none() {
        return demands("sponsor", "Name the sponsor of the project: a charter is what the sponsor authorises.");
    }
    if draft.portfolio.follow(project.lead).is_none() {
        return demands("lead", "Name the lead of the project: a charter says whom it authorises.");
    }
    Ok(())
}
