//! Tolerances of a project in words: what is allowed, and how far its forecast is beyond it. Must not know where they are shown.

use super::format::{count, money_short};
use crate::domain::records::Project;
use crate::domain::tolerance::Breach;

/// "20 working days, £10k"; empty if none is set.
pub fn allowed_words(project: &Project) -> String {
    let days = project.tolerance_days.and_then(|days| usize::try_from(days.0).ok());
    let days = days.map(|days| [&*count(days, "working day"), " late"].concat());
    let cost = project.tolerance_cost.map(|cost| [&*money_short(cost), " over budget"].concat());
    let other = Some(project.tolerances.trim().to_owned()).filter(|words| !words.is_empty());
    [days, cost, other].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// "48 working days late where 20 are allowed, £30k over budget where £10k are allowed".
pub fn breach_words(breach: Breach) -> String {
    let days = breach.days.map(|(late, allowed)| {
        let late = count(usize::try_from(late).unwrap_or_default(), "working day");
        let is_one = allowed == 1;
        let allowed = if allowed == 0 { "none".to_owned() } else { allowed.to_string() };
        [&*late, " late where ", &*allowed, if is_one || &*allowed == "none" { " is allowed" } else { " are allowed" }]
            .concat()
    });
    let cost = breach.cost.map(|(over, allowed)| {
        let allowed = if allowed.minor == 0 { "none".to_owned() } else { money_short(allowed) };
        [&*money_short(over), " over budget where ", &*allowed, " is allowed"].concat()
    });
    [days, cost].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::Bounded;
    use crate::domain::money::{Currency, Money};

    #[test]
    fn what_is_allowed_and_how_far_it_is_passed_is_said_in_words() {
        let pounds = |major: i64| Money { minor: major * 100, currency: Currency::GBP };
        let project = Project {
            tolerance_days: Some(Bounded(20)),
            tolerance_cost: Some(pounds(10_000)),
            tolerances: "no feature of the licence may go".into(),
            ..Project::default()
        };
        assert_eq!(allowed_words(&project), "20 working days late, £10k over budget, no feature of the licence may go");
        assert_eq!(allowed_words(&Project::default()), "");
        let breach = Breach { days: Some((48, 20)), cost: Some((pounds(30_000), pounds(10_000))) };
        assert_eq!(
            breach_words(breach),
            "48 working days late where 20 are allowed, £30k over budget where £10k is allowed"
        );
        assert_eq!(breach_words(Breach { days: Some((1, 0)), cost: None }), "1 working day late where none is allowed");
    }
}
