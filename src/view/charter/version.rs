//! A charter as a version: its number, how far it is, by whom and when it was approved. Must not know what any section says.

use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::record::Record;
use crate::domain::records::project_charter::CharterState;
use crate::domain::records::status_report::FrozenLine;
use crate::domain::records::{PmoCharter, ProjectCharter};
use crate::engine::portfolio::Portfolio;
use crate::view::format;

/// A version of a charter.
#[derive(Clone, PartialEq, Debug)]
pub struct Version {
    /// 1 for the first.
    pub number: i64,
    /// How far it is.
    pub state: CharterState,
    /// Who approved it.
    pub approved_by: Option<Id>,
    /// When.
    pub approved_on: Option<Date>,
    /// When it is looked at again, where it says so.
    pub review_due: Option<Date>,
    /// What the records said that day.
    pub frozen: Vec<FrozenLine>,
}

impl Version {
    /// A record as a version; `None` if it is no charter.
    pub fn of(record: &dyn Record) -> Option<Self> {
        if let Some(charter) = record.typed::<ProjectCharter>() {
            return Some(Self {
                number: charter.number(),
                state: charter.state,
                approved_by: charter.approved_by.map(|person| person.id),
                approved_on: charter.approved_on,
                review_due: None,
                frozen: charter.frozen.clone(),
            });
        }
        let charter = record.typed::<PmoCharter>()?;
        Some(Self {
            number: charter.number(),
            state: charter.state,
            approved_by: charter.approved_by.map(|person| person.id),
            approved_on: charter.approved_on,
            review_due: charter.review_due,
            frozen: charter.frozen.clone(),
        })
    }

    /// What people call it.
    pub fn words(&self) -> String {
        ["Version ", &*self.number.to_string()].concat()
    }
}

/// How far a version is, by whom and when it was approved, and when it is looked at again.
pub fn state_words(portfolio: &Portfolio, charter: &dyn Record) -> String {
    let Some(version) = Version::of(charter) else { return String::new() };
    let by = portfolio.called_if(version.approved_by);
    let on = version.approved_on.map(format::full_day).unwrap_or_default();
    let approved = ["approved by ", &*by, " on ", &*on].concat();
    let review = version.review_due.map(|due| [", review due ", &*format::full_day(due)].concat()).unwrap_or_default();
    match version.state {
        CharterState::Draft => version.state.label().to_owned(),
        CharterState::Approved => ["A", approved.get(1..).unwrap_or_default(), &*review].concat(),
        CharterState::Superseded => [version.state.label(), ", ", &*approved].concat(),
    }
}
