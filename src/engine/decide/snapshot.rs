//! Taking a snapshot: the figures of every project, kept under the day of the cut-off. Must not know what it is compared with.

use super::Draft;
use super::maturity::checked;
use crate::domain::date::Date;
use crate::domain::records::{Project, Snapshot};
use crate::engine::command::Act;
use crate::engine::rejection::Rejection;
use crate::engine::snapshots::{currency, figures, snapshots};

/// Take a snapshot of the portfolio.
#[derive(Clone)]
pub struct TakeSnapshot {
    /// The cut-off.
    pub on: Date,
    /// The cut-off in words.
    pub words: String,
}

impl Act for TakeSnapshot {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        let today = draft.context.today;
        let refused = |parts: &[&str]| Err(Rejection::Refused { sentence: parts.concat() });
        if self.on > today {
            return refused(&["The cut-off cannot lie ahead: a snapshot has the figures of today."]);
        }
        let settings = draft.portfolio.settings();
        let rhythm = settings.reporting();
        if self.on < rhythm.before(rhythm.period_of(today)).from {
            let why = ". It has the figures of today, and can be dated back to the last reporting period at most.";
            return refused(&["No snapshot can be taken for ", &*self.words, why]);
        }
        if snapshots(draft.portfolio).iter().any(|taken| taken.on == Some(self.on)) {
            return refused(&["There is a snapshot of ", &*self.words, " already. It is never changed."]);
        }
        let currency = currency(draft.portfolio);
        let of = |project: &Project| figures(draft.portfolio, project, currency, today).to_line();
        let lines: Vec<_> = draft.portfolio.all::<Project>().map(of).collect();
        if lines.is_empty() {
            return refused(&["There is no project to take a snapshot of."]);
        }
        let title = ["Snapshot of ", &*self.words].concat();
        let made = Snapshot {
            title: title.as_str().into(),
            on: Some(self.on),
            taken_on: Some(today),
            currency,
            lines,
            ..Snapshot::default()
        };
        let (made, id) = (checked(&made)?, (draft.context.new_id)());
        draft.create(made, id);
        Ok(["Take the snapshot of ", &*self.words].concat())
    }
}
