//! Improvement actions that are taken from a hint: what is proposed, and whether one was taken already. Must not know what hints there
//! are, nor how anything is drawn.

use super::format::full_day;
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::records::{ImprovementAction, improvement_action};
use crate::engine::portfolio::Portfolio;

/// How many days are proposed for an action.
const DAYS: i64 = 30;

/// The day that is proposed for an action.
pub fn due(today: Date) -> Date {
    today.plus_days(DAYS)
}

/// The action that was taken from a hint and is still open: "Planned, Ada Lovelace, due 2 Dec 2026". `None` if there is none.
pub fn taken(portfolio: &Portfolio, text: &str, source: Option<Id>) -> Option<String> {
    let is_it = |action: &&ImprovementAction| action.text.trim() == text.trim();
    let action = match source {
        Some(source) => {
            let all = portfolio.related::<ImprovementAction>(improvement_action::at::source, source);
            all.filter(|action| action.is_open()).find(is_it)
        }
        None => portfolio.open::<ImprovementAction>().filter(|action| action.source.is_none()).find(is_it),
    }?;
    let mut words = action.status.label().to_owned();
    if let Some(owner) = portfolio.follow(action.owner) {
        words.extend([", ", &owner.name]);
    }
    if let Some(due) = action.due {
        words.extend([", due ", &*full_day(due)]);
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Ref;
    use crate::domain::records::improvement_action::ActionStatus;
    use std::sync::Arc;

    #[test]
    fn an_action_is_known_by_its_hint_until_it_ends() {
        let source = Id(7);
        let mut action = ImprovementAction {
            text: "Name a deputy".into(),
            source: Some(Ref::new(source)),
            due: Date::parse("2026-12-31"),
            ..ImprovementAction::default()
        };
        action.meta.id = Id(8);
        let with = |action: &ImprovementAction| {
            let mut portfolio = Portfolio::default();
            portfolio.insert_loaded(Arc::new(action.clone()));
            portfolio
        };
        let portfolio = with(&action);
        assert_eq!(taken(&portfolio, "Name a deputy", Some(source)).as_deref(), Some("Planned, due 31 Dec 2026"));
        assert_eq!(taken(&portfolio, "Name a deputy", None), None, "of another hint");
        assert_eq!(taken(&portfolio, "Plan a course", Some(source)), None);
        action.status = ActionStatus::Done;
        assert_eq!(taken(&with(&action), "Name a deputy", Some(source)), None);
    }
}
