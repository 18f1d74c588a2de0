//! Changes that wait: those assessed for a decision, those approved to be implemented; with whom, and since when. Must not know how they
//! are drawn.

use crate::domain::changes::authority::Authority;
use crate::domain::date::{Date, Zone};
use crate::domain::id::Id;
use crate::domain::records::change_request::ChangeState;
use crate::domain::records::decision_right::Matter;
use crate::domain::records::{ChangeRequest, Project};
use crate::domain::sorting::sort_by;
use crate::engine::changes::decides;
use crate::engine::portfolio::Portfolio;
use crate::engine::rights;
use crate::view::format::count;
use crate::view::project::due_words;

/// A change that waits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WaitingChange {
    /// The change.
    pub id: Id,
    /// The project, if there is one.
    pub project: Option<Id>,
    /// Its name.
    pub name: String,
    /// What is to change.
    pub title: String,
    /// "Change 2, to be decided by the sponsor, Ingrid Solheim, raised 12 days ago, due 6 Dec, in 6 days".
    pub words: String,
    /// Whether its day has passed.
    pub is_overdue: bool,
    /// Since when it waits.
    pub since: Date,
}

/// All changes that wait, what is overdue first, then the oldest.
pub fn waiting(portfolio: &Portfolio, today: Date, zone: Zone) -> Vec<WaitingChange> {
    let waits = |change: &&ChangeRequest| matches!(change.state, ChangeState::Assessed | ChangeState::Approved);
    let mut all: Vec<(Date, WaitingChange)> =
        portfolio.open::<ChangeRequest>().filter(waits).map(|change| one(portfolio, change, today, zone)).collect();
    sort_by(&mut all, |a, b| (!a.1.is_overdue, a.0, a.1.id).cmp(&(!b.1.is_overdue, b.0, b.1.id)));
    all.into_iter().map(|(_, waiting)| waiting).collect()
}

fn one(portfolio: &Portfolio, change: &ChangeRequest, today: Date, zone: Zone) -> (Date, WaitingChange) {
    let project = portfolio.follow::<Project>(change.project);
    let is_decided = change.state == ChangeState::Approved;
    let since = match (is_decided, change.decided_on, change.raised_on) {
        (true, Some(day), _) | (_, _, Some(day)) => day,
        _ => change.meta.stamp.moment().day(zone),
    };
    let authority = decides(portfolio, change);
    let person = match authority {
        Authority::Lead => project.and_then(|project| project.lead),
        Authority::Sponsor => project.and_then(|project| project.sponsor),
        Authority::Board => None,
    };
    let person = person.map_or_else(String::new, |person| [", ", &*portfolio.called(person.id)].concat());
    // Where rights say who decides, the limits of the settings do not count.
    let by_right = project.and_then(|project| {
        let found = rights::rights(portfolio, Matter::Change, project, rights::amounts_of_change(change));
        found.first().map(|right| rights::holder(portfolio, right, Some(project)))
    });
    let who = by_right
        .unwrap_or_else(|| ["the ", &*crate::domain::letters::lower_first(authority.label()), &*person].concat());
    let days = today.days_since(since);
    let age = match usize::try_from(days) {
        Ok(0) => "today".to_owned(),
        Ok(days) => [&*count(days, "day"), " ago"].concat(),
        Err(_) => String::new(),
    };
    let due = change.due.filter(|_| !is_decided).map(|due| due_words(Some(due), today));
    let (due, is_overdue) = due.map_or_else(Default::default, |(words, late)| ([", ", &*words].concat(), late));
    let number = change.number.0.to_string();
    let words = match is_decided {
        true => ["Change ", &*number, ", approved ", &*age, ", to be implemented"].concat(),
        false => ["Change ", &*number, ", to be decided by ", &*who, ", raised ", &*age, &*due].concat(),
    };
    let waiting = WaitingChange {
        id: change.meta.id,
        project: project.map(|project| project.meta.id),
        name: project.map(|project| project.name.to_string()).unwrap_or_default(),
        title: change.title.to_string(),
        words,
        is_overdue,
        since,
    };
    (since, waiting)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::Bounded;
    use crate::domain::id::Ref;
    use crate::domain::records::Person;
    use std::sync::Arc;

    #[test]
    fn what_waits_says_with_whom_and_since_when_and_what_is_late_comes_first() {
        let day = |text: &str| Date::parse(text);
        let mut portfolio = Portfolio::default();
        let mut sam = Person { name: "Sam".into(), ..Person::default() };
        sam.meta.id = Id(2);
        portfolio.insert_loaded(Arc::new(sam));
        let mut project = Project { name: "Bridge".into(), sponsor: Some(Ref::new(Id(2))), ..Project::default() };
        project.meta.id = Id(1);
        portfolio.insert_loaded(Arc::new(project));
        for (id, state, raised, due) in [
            (10, ChangeState::Assessed, "2026-11-17", Some("2026-12-05")),
            (11, ChangeState::Assessed, "2026-11-20", Some("2026-11-25")),
            (12, ChangeState::Approved, "2026-10-01", Some("2026-10-10")),
            (13, ChangeState::Draft, "2026-10-01", None),
            (14, ChangeState::Rejected, "2026-10-01", None),
        ] {
            let mut change = ChangeRequest {
                number: Bounded(id - 9),
                title: "Wider".into(),
                project: Some(Ref::new(Id(1))),
                state,
                raised_on: day(raised),
                due: due.and_then(day),
                decided_on: (state == ChangeState::Approved).then(|| day("2026-11-28")).flatten(),
                ..ChangeRequest::default()
            };
            change.meta.id = Id(u64::try_from(id).unwrap());
            portfolio.insert_loaded(Arc::new(change));
        }
        let found = waiting(&portfolio, day("2026-11-29").unwrap(), |_| 0);
        let words: Vec<&str> = found.iter().map(|own| &*own.words).collect();
        assert_eq!(found.iter().map(|own| own.id.0).collect::<Vec<_>>(), [11, 10, 12]);
        assert!(words[0].starts_with("Change 2, to be decided by the sponsor, Sam, raised 9 days ago, "), "{words:?}");
        assert_eq!(words[2], "Change 3, approved 1 day ago, to be implemented");
        assert_eq!(found.iter().map(|own| own.is_overdue).collect::<Vec<_>>(), [true, false, false]);
    }
}
