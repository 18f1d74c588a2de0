//! The PMO charter: beginning a version with what the settings and the version before say, and approving one, which freezes it, supersedes
//! the one before, and makes its control type and meaning those of the settings. Must not know what the lists of a charter say.

use super::Draft;
use super::charter::{approver, refused};
use super::maturity::{checked, demands, set};
use crate::domain::date::Date;
use crate::domain::field::{Bounded, Field};
use crate::domain::id::Id;
use crate::domain::record::{FieldKey, Meta};
use crate::domain::records::pmo_charter::at;
use crate::domain::records::project_charter::CharterState;
use crate::domain::records::status_report::FrozenLine;
use crate::domain::records::{PmoCharter, Settings, settings};
use crate::domain::value::Value;
use crate::engine::charters::pmo_charters;
use crate::engine::closed::APPROVED;
use crate::engine::command::Act;
use crate::engine::rejection::Rejection;

/// What the portfolio is called where nobody has named it and its settings are made by an approval.
const UNNAMED: &str = "My portfolio";

/// Begin the next version of the PMO charter, with what the settings and the one before say.
#[derive(Clone)]
pub struct BeginPmoCharter;

/// Approve a version: it is in force from then on, and never changed again.
#[derive(Clone)]
pub struct ApprovePmoCharter {
    /// The version.
    pub charter: Id,
    /// Name of who approves it; a new name becomes a person.
    pub by: String,
    /// When.
    pub on: Option<Date>,
    /// When it is looked at again.
    pub review_due: Option<Date>,
    /// What the records say that day.
    pub frozen: Vec<FrozenLine>,
}

impl Act for BeginPmoCharter {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        let all = pmo_charters(draft.portfolio);
        if all.iter().any(|charter| charter.is_draft()) {
            return refused(&["A version of the PMO charter is being written already."]);
        }
        let before = all.last().map(|charter| (*charter).clone());
        let version = before.as_ref().map_or(1, |before| before.number() + 1);
        let settings = draft.portfolio.settings();
        let made = PmoCharter {
            meta: Meta::default(),
            title: ["PMO charter, version ", &*version.to_string()].concat().as_str().into(),
            version: Some(Bounded(version)),
            state: CharterState::Draft,
            meaning: settings.pmo_meaning,
            control: settings.pmo_control,
            approved_by: None,
            approved_on: None,
            review_due: None,
            frozen: Vec::new(),
            ..before.unwrap_or_default()
        };
        let (made, id) = (checked(&made)?, (draft.context.new_id)());
        draft.create(made, id);
        Ok(["Begin version ", &*version.to_string(), " of the PMO charter"].concat())
    }
}

impl Act for ApprovePmoCharter {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        let charter = (**draft.live(self.charter)?).typed::<PmoCharter>().ok_or(Rejection::Missing)?.clone();
        if !charter.is_draft() {
            return Err(APPROVED);
        }
        lacks(draft, &charter)?;
        let by = approver(draft, &self.by, self.on)?;
        match (self.review_due, self.on) {
            (None, _) => {
                return demands("review_due", "Say when it is looked at again: a charter without a review grows old.");
            }
            (Some(due), Some(on)) if due <= on => {
                return demands("review_due", "The review must lie after the day of the approval.");
            }
            _ => {}
        }
        if self.frozen.is_empty() {
            return refused(&["“", &charter.title, "” has nothing to show yet. Open it, then approve it."]);
        }
        let superseded =
            pmo_charters(draft.portfolio).into_iter().filter(|other| other.state == CharterState::Approved);
        let superseded: Vec<PmoCharter> = superseded.cloned().collect();
        for other in superseded {
            draft.set(&other, vec![(FieldKey::Known(at::state), Value::text(CharterState::Superseded.name()))]);
        }
        set(draft, &charter, vec![(at::frozen, self.frozen.to_value())])?;
        let day = |day: Option<Date>| day.map_or(Value::Null, Value::Date);
        let values = vec![
            (FieldKey::Known(at::state), Value::text(CharterState::Approved.name())),
            (FieldKey::Known(at::approved_by), Value::Id(by)),
            (FieldKey::Known(at::approved_on), day(self.on)),
            (FieldKey::Known(at::review_due), day(self.review_due)),
        ];
        draft.set(&charter, values);
        settle(draft, &charter);
        Ok(["Approve version ", &charter.number().to_string(), " of the PMO charter"].concat())
    }
}

/// Makes what the charter says of the PMO what the settings say.
fn settle(draft: &mut Draft, charter: &PmoCharter) {
    let values = vec![
        (FieldKey::Known(settings::at::pmo_meaning), charter.meaning.to_value()),
        (FieldKey::Known(settings::at::pmo_control), charter.control.to_value()),
    ];
    match draft.portfolio.settings_id().and_then(|id| draft.portfolio.record(id)).cloned() {
        Some(settings) => draft.set(&*settings, values),
        None => {
            let made = Settings {
                name: UNNAMED.into(),
                pmo_meaning: charter.meaning,
                pmo_control: charter.control,
                ..Settings::default()
            };
            let id = (draft.context.new_id)();
            draft.create(Box::new(made), id);
        }
    }
}

/// What the charter of a PMO cannot do without.
fn lacks(draft: &Draft, charter: &PmoCharter) -> Result<(), Rejection> {
    let sentence = |field: &'static str, sentence: &str| demands(field, sentence);
    if charter.mission.trim().is_empty() {
        return sentence("mission", "Say what the PMO is for: the mission is missing.");
    }
    if charter.control.is_none() {
        return sentence("control", "Choose how much the PMO directs: the control type is missing.");
    }
    if draft.portfolio.follow(charter.executive).is_none() {
        return sentence("executive", "Name the accountable executive: a PMO without one has no mandate.");
    }
    if charter.in_scope.trim().is_empty() {
        return sentence("in_scope", "Say which work belongs to the PMO: what is in scope is missing.");
    }
    if charter.objectives.trim().is_empty() {
        return sentence(
            "objectives",
            "Say what the PMO is to reach, and how it is measured: the objectives are missing.",
        );
    }
    if charter.authority.trim().is_empty() {
        return sentence("authority", "Say what the PMO may decide and demand: its authority is missing.");
    }
    Ok(())
}
