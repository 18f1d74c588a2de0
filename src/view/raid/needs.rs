//! What of the registers needs somebody: reviews, assumptions, issues, actions, answers and communications that are due, and dependencies
//! that are broken or blocked; of everybody, of one person, or of one project. Must not know where it is shown.

use super::lists::label_of_outlook;
use crate::domain::date::Date;
use crate::domain::id::{Id, Ref};
use crate::domain::record::Record;
use crate::domain::records::project::Phase;
use crate::domain::records::risk::RiskState;
use crate::domain::records::{Action, Assumption, Communication, Dependency, Issue, Person, Project, Risk};
use crate::engine::portfolio::Portfolio;
use crate::engine::raid;
use crate::view::project::due_words;

/// What is due of a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum What {
    Review,
    Validation,
    Issue,
    Action,
    Answer,
    Dependency,
    Communication,
}

/// A record of a register that needs somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Due {
    /// The record.
    pub id: Id,
    /// Its project, if it is of one.
    pub project: Option<Id>,
    /// Days until it is due; below 0 it is overdue.
    pub days: i64,
    what: What,
    on: Date,
}

/// Whose needs are looked for.
#[derive(Clone, Copy)]
pub enum Whose {
    /// Everybody's.
    All,
    /// Those of a person: what they own, and the dependencies of projects that they lead or sponsor.
    Person(Id),
    /// Those of a project.
    Project(Id),
}

impl Whose {
    fn owns(self, owner: Option<Ref<Person>>, project: Option<Ref<Project>>) -> bool {
        match self {
            Self::All => true,
            Self::Person(person) => owner.is_some_and(|owner| owner.id == person),
            Self::Project(id) => project.is_some_and(|project| project.id == id),
        }
    }

    fn is_side(self, portfolio: &Portfolio, project: Option<Ref<Project>>) -> bool {
        match self {
            Self::All => true,
            Self::Project(id) => project.is_some_and(|project| project.id == id),
            Self::Person(person) => portfolio.follow(project).is_some_and(|project| {
                [project.lead, project.second_lead, project.sponsor].iter().flatten().any(|entry| entry.id == person)
            }),
        }
    }
}

/// What is overdue, or due within so many days; the most urgent first.
pub fn due(portfolio: &Portfolio, today: Date, ahead: i64, whose: Whose) -> Vec<Due> {
    let mut found = Vec::new();
    let mut take = |what: What, id: Id, project: Option<Ref<Project>>, on: Option<Date>| {
        if let Some((days, on)) = on.map(|on| (on.days_since(today), on)).filter(|(days, _)| *days <= ahead) {
            found.push(Due { id, project: project.map(|project| project.id), days, what, on });
        }
    };
    for entry in portfolio.open::<Risk>().filter(|entry| whose.owns(entry.owner, entry.project)) {
        if entry.state == RiskState::Open {
            take(What::Review, entry.meta.id, entry.project, entry.review_on);
        }
        if entry.answered_on.is_none() {
            take(What::Answer, entry.meta.id, entry.project, entry.escalated_on.and(entry.answer_by));
        }
    }
    for entry in portfolio.open::<Assumption>().filter(|entry| whose.owns(entry.owner, entry.project)) {
        take(What::Validation, entry.meta.id, entry.project, entry.validate_by);
    }
    for entry in portfolio.open::<Issue>().filter(|entry| whose.owns(entry.owner, entry.project)) {
        take(What::Issue, entry.meta.id, entry.project, entry.due);
        if entry.answered_on.is_none() {
            take(What::Answer, entry.meta.id, entry.project, entry.escalated_on.and(entry.answer_by));
        }
    }
    for entry in portfolio.open::<Action>().filter(|entry| whose.owns(entry.owner, entry.project)) {
        take(What::Action, entry.meta.id, entry.project, entry.due);
    }
    for entry in portfolio.open::<Communication>().filter(|entry| whose.owns(entry.owner, entry.project)) {
        // What a closed project had to tell, nobody waits for.
        if portfolio.follow(entry.project).is_some_and(|project: &Project| project.phase != Phase::Closed) {
            take(What::Communication, entry.meta.id, entry.project, entry.next_due);
        }
    }
    for entry in portfolio.open::<Dependency>() {
        let is_lost = raid::outlook(portfolio, entry, today).is_some_and(|outlook| outlook.is_lost());
        let is_theirs = [entry.receiver, entry.giver].into_iter().any(|side| whose.is_side(portfolio, side));
        if is_lost && is_theirs {
            // It is not put off until the day on which it is needed.
            take(
                What::Dependency,
                entry.meta.id,
                entry.receiver,
                entry.needed_on.map(|on| on.min(today)).or(Some(today)),
            );
        }
    }
    crate::domain::sorting::sort_by(&mut found, |a, b| a.days.cmp(&b.days));
    found
}

/// What is due in words: what it is, and since when and whose.
pub fn words(portfolio: &Portfolio, due: &Due, today: Date) -> (String, String) {
    let Some(record) = portfolio.record(due.id) else { return Default::default() };
    let kind = match due.what {
        What::Review => "Review risk: ",
        What::Validation => "Assumption: ",
        What::Issue => "Issue: ",
        What::Action => "Action: ",
        What::Answer => "Answer wanted: ",
        What::Dependency => "Dependency: ",
        What::Communication => "Communication: ",
    };
    let when = match (due.what, (**record).typed::<Dependency>()) {
        (What::Dependency, Some(entry)) => {
            raid::outlook(portfolio, entry, today).map(label_of_outlook).unwrap_or_default().to_lowercase()
        }
        _ => due_words(Some(due.on), today).0,
    };
    let project = portfolio.called_if(due.project);
    let owner = record.schema().field_number("owner").and_then(|owner| record.get(owner).as_id());
    let parts = [project, when, portfolio.called_if(owner)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    ([kind, &*record.title()].concat(), parts.join(", "))
}

/// The day on which a record of a register is due, while it is open.
pub fn due_on(record: &dyn Record) -> Option<Date> {
    if !record.schema().open.is_some_and(|is_open| is_open(record)) {
        return None;
    }
    let risk = record.typed::<Risk>().and_then(|entry| entry.review_on);
    let assumption = record.typed::<Assumption>().and_then(|entry| entry.validate_by);
    let issue = record.typed::<Issue>().and_then(|entry| entry.due);
    let action = record.typed::<Action>().and_then(|entry| entry.due);
    let communication = record.typed::<Communication>().and_then(|entry| entry.next_due);
    risk.or(assumption).or(issue).or(action).or(communication)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::Meta;
    use std::sync::Arc;

    fn meta(id: u64) -> Meta {
        Meta { id: Id(id), ..Meta::default() }
    }

    fn day(text: &str) -> Option<Date> {
        Date::parse(text)
    }

    fn house() -> Portfolio {
        let mut portfolio = Portfolio::default();
        let (ada, apollo) = (Some(Ref::new(Id(1))), Some(Ref::new(Id(2))));
        portfolio.insert_loaded(Arc::new(Person { meta: meta(1), name: "Ada".into(), ..Person::default() }));
        let project = Project { meta: meta(2), name: "Apollo".into(), lead: ada, ..Project::default() };
        portfolio.insert_loaded(Arc::new(project));
        portfolio.insert_loaded(Arc::new(Project { meta: meta(3), name: "Boreas".into(), ..Project::default() }));
        portfolio.insert_loaded(Arc::new(Risk {
            meta: meta(10),
            event: "Ice".into(),
            project: apollo,
            owner: ada,
            state: RiskState::Open,
            review_on: day("2026-11-20"),
            escalated_on: day("2026-11-20"),
            answer_by: day("2026-11-30"),
            ..Risk::default()
        }));
        portfolio.insert_loaded(Arc::new(Risk {
            meta: meta(11),
            event: "Draft".into(),
            review_on: day("2026-11-01"),
            ..Risk::default()
        }));
        portfolio.insert_loaded(Arc::new(Issue {
            meta: meta(12),
            title: "The crane is late".into(),
            project: apollo,
            due: day("2026-11-28"),
            ..Issue::default()
        }));
        portfolio.insert_loaded(Arc::new(Action {
            meta: meta(13),
            text: "Ask the harbour master".into(),
            owner: ada,
            due: day("2026-12-20"),
            ..Action::default()
        }));
        portfolio.insert_loaded(Arc::new(Assumption {
            meta: meta(14),
            text: "The quay holds".into(),
            owner: ada,
            validate_by: day("2026-11-29"),
            ..Assumption::default()
        }));
        portfolio.insert_loaded(Arc::new(Communication {
            meta: meta(16),
            purpose: "Weekly note".into(),
            project: apollo,
            owner: ada,
            next_due: day("2026-11-25"),
            ..Communication::default()
        }));
        portfolio.insert_loaded(Arc::new(Dependency {
            meta: meta(15),
            what: "Charging point".into(),
            giver: Some(Ref::new(Id(2))),
            receiver: Some(Ref::new(Id(3))),
            needed_on: day("2027-02-01"),
            promised_on: day("2027-02-05"),
            ..Dependency::default()
        }));
        portfolio
    }

    fn said(whose: Whose) -> Vec<String> {
        let (portfolio, today) = (house(), day("2026-11-29").unwrap());
        let words = |entry: &Due| {
            let (title, detail) = words(&portfolio, entry, today);
            [&*title, " | ", &detail].concat()
        };
        due(&portfolio, today, 7, whose).iter().map(words).collect()
    }

    #[test]
    fn what_is_due_is_said_with_its_project_and_its_owner() {
        assert_eq!(
            said(Whose::All),
            [
                "Review risk: Ice | Apollo, overdue since 20 Nov, Ada",
                "Communication: Weekly note | Apollo, overdue since 25 Nov, Ada",
                "Issue: The crane is late | Apollo, overdue since 28 Nov",
                "Assumption: The quay holds | due 29 Nov, today, Ada",
                "Dependency: Charging point | Boreas, broken",
                "Answer wanted: Ice | Apollo, due 30 Nov, tomorrow, Ada",
            ]
        );
    }

    #[test]
    fn a_person_sees_what_they_own_and_the_dependencies_of_their_projects() {
        let mine = said(Whose::Person(Id(1)));
        let kinds: Vec<&str> = mine.iter().filter_map(|entry| entry.split(':').next()).collect();
        assert_eq!(kinds, ["Review risk", "Communication", "Assumption", "Dependency", "Answer wanted"]);
        assert!(said(Whose::Person(Id(99))).is_empty());
    }

    #[test]
    fn both_projects_see_a_broken_dependency_between_them() {
        assert_eq!(said(Whose::Project(Id(2))).len(), 5);
        assert_eq!(said(Whose::Project(Id(3))), ["Dependency: Charging point | Boreas, broken"]);
    }
}
