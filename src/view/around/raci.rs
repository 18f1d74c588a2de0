//! The matrix of who answers for what in a project, with what is wrong with it in sentences. Must not know how it is drawn.

use crate::domain::id::Id;
use crate::domain::raci::{Assignment, Fault, activities};
use crate::domain::records::raci_entry::{self, RaciRole};
use crate::domain::records::{Project, RaciEntry};
use crate::engine::portfolio::Portfolio;

/// A row of the matrix.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MatrixRow {
    /// The activity.
    pub activity: String,
    /// What each person has to do with it, in the order of the people: "A", "R, C"; empty for nothing.
    pub roles: Vec<String>,
    /// What is wrong with it; empty if nothing.
    pub faults: Vec<String>,
}

/// The matrix.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Matrix {
    /// Names of the people, in the order in which they come.
    pub people: Vec<String>,
    /// One for each activity.
    pub rows: Vec<MatrixRow>,
    /// "2 of 5 activities have no clear owner."; empty while there are no activities.
    pub words: String,
}

const fn letter(role: RaciRole) -> &'static str {
    match role {
        RaciRole::Responsible => "R",
        RaciRole::Accountable => "A",
        RaciRole::Consulted => "C",
        RaciRole::Informed => "I",
    }
}

fn words(fault: Fault) -> String {
    match fault {
        Fault::NobodyAccountable => "Nobody is accountable.".to_owned(),
        Fault::SeveralAccountable(count) => [&*count.to_string(), " are accountable; one should be."].concat(),
        Fault::NobodyResponsible => "Nobody is responsible.".to_owned(),
        Fault::BothLeads => "Both leads known it.".to_owned(),
    }
}

/// The matrix of a project.
pub fn matrix(portfolio: &Portfolio, project: Id) -> Matrix {
    let entries: Vec<&RaciEntry> = portfolio.related(raci_entry::at::project, project).collect();
    let assignments = entries.iter().filter_map(|entry| {
        let person = entry.person?.id;
        Some(Assignment { activity: &entry.activity, person, role: entry.role })
    });
    let leads = portfolio.get::<Project>(project).map(|project| [project.lead, project.second_lead]);
    let leads = leads.unwrap_or_default().map(|lead| lead.map(|lead| lead.id));
    let found = activities(assignments, leads);
    let mut people: Vec<Id> = Vec::new();
    for (person, _) in found.iter().flat_map(|activity| &activity.people) {
        if !people.contains(person) {
            people.push(*person);
        }
    }
    let rows: Vec<MatrixRow> = found
        .iter()
        .map(|activity| {
            let of = |person: &Id| {
                let known = activity.people.iter().filter(|known| known.0 == *person);
                known.map(|known| letter(known.1)).collect::<Vec<_>>().join(", ")
            };
            MatrixRow {
                activity: activity.name.to_owned(),
                roles: people.iter().map(of).collect(),
                faults: activity.faults.iter().copied().map(words).collect(),
            }
        })
        .collect();
    let faulty = rows.iter().filter(|row| !row.faults.is_empty()).count();
    let all = crate::view::format::count(rows.len(), "activity").replace("activitys", "activities");
    let words = match (rows.len(), faulty) {
        (0, _) => String::new(),
        (_, 0) => [&*all, ", each with one who is accountable."].concat(),
        (_, faulty) => [&*faulty.to_string(), " of ", &*all, " to be looked at."].concat(),
    };
    Matrix { people: people.into_iter().map(|person| portfolio.called(person)).collect(), rows, words }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Ref;
    use crate::domain::records::Person;
    use std::sync::Arc;

    #[test]
    fn activities_stand_beside_people_with_what_is_wrong() {
        let mut portfolio = Portfolio::default();
        assert_eq!(matrix(&portfolio, Id(1)), Matrix::default());
        for (id, name) in [(2, "Ada"), (3, "Bo")] {
            let mut person = Person { name: name.into(), ..Person::default() };
            person.meta.id = Id(id);
            portfolio.insert_loaded(Arc::new(person));
        }
        let mut project =
            Project { lead: Some(Ref::new(Id(2))), second_lead: Some(Ref::new(Id(3))), ..Project::default() };
        project.meta.id = Id(1);
        portfolio.insert_loaded(Arc::new(project));
        for (id, activity, person, role) in [
            (10, "Plan", 2, RaciRole::Accountable),
            (11, "Plan", 2, RaciRole::Responsible),
            (12, "Plan", 3, RaciRole::Consulted),
            (13, "Build", 2, RaciRole::Accountable),
            (14, "Build", 3, RaciRole::Accountable),
        ] {
            let mut entry = RaciEntry {
                activity: activity.into(),
                project: Some(Ref::new(Id(1))),
                person: Some(Ref::new(Id(person))),
                role,
                ..RaciEntry::default()
            };
            entry.meta.id = Id(id);
            portfolio.insert_loaded(Arc::new(entry));
        }
        let found = matrix(&portfolio, Id(1));
        assert_eq!(found.people, ["Ada", "Bo"]);
        assert_eq!((&*found.rows[0].roles, found.rows[0].faults.len()), (&["A, R".to_owned(), "C".to_owned()][..], 0));
        assert_eq!(
            found.rows[1].faults,
            ["2 are accountable; one should be.", "Nobody is responsible.", "Both leads known it."]
        );
        assert_eq!(found.words, "1 of 2 activities to be looked at.");
    }
}
