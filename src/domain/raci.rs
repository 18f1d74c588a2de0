//! Who answers for what: whether each activity has exactly one accountable person and somebody who does it, and whether both leads entry one
//! of them (handbook 2.3). Must not know portfolios.

use super::id::Id;
use super::letters::folded;
use super::records::raci_entry::RaciRole;

/// What one person has to do with one activity.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Assignment<'a> {
    /// The activity.
    pub activity: &'a str,
    /// Who.
    pub person: Id,
    /// What they have to do with it.
    pub role: RaciRole,
}

/// What is wrong with one activity.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// Nobody answers for it.
    NobodyAccountable,
    /// So many answer for it.
    SeveralAccountable(usize),
    /// Nobody does it.
    NobodyResponsible,
    /// Both leads do it or answer for it.
    BothLeads,
}

/// An activity with who has to do with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Activity<'a> {
    /// What it is called where it was named first.
    pub name: &'a str,
    /// Who, and what they have to do with it.
    pub people: Vec<(Id, RaciRole)>,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

/// The activities in the order in which they are named first; capitals make no difference. `leads` are the two leads of the project.
pub fn activities<'a>(assignments: impl Iterator<Item = Assignment<'a>>, leads: [Option<Id>; 2]) -> Vec<Activity<'a>> {
    let mut known: Vec<(String, Activity<'a>)> = Vec::new();
    for Assignment { activity, person, role } in assignments {
        let key = folded(activity.trim());
        let one = (person, role);
        match known.iter_mut().find(|entry| entry.0 == key) {
            Some((_, entry)) if entry.people.contains(&one) => {}
            Some((_, entry)) => entry.people.push(one),
            None => known.push((key, Activity { name: activity.trim(), people: vec![one], faults: Vec::new() })),
        }
    }
    let judged = |(_, mut activity): (String, Activity<'a>)| {
        activity.faults = faults(&activity.people, leads);
        activity
    };
    known.into_iter().map(judged).collect()
}

fn faults(people: &[(Id, RaciRole)], leads: [Option<Id>; 2]) -> Vec<Fault> {
    let count = |role| people.iter().filter(|entry| entry.1 == role).count();
    let owns = |lead: Option<Id>| {
        let is_owner = |role| matches!(role, RaciRole::Responsible | RaciRole::Accountable);
        lead.is_some_and(|lead| people.iter().any(|(person, role)| *person == lead && is_owner(*role)))
    };
    let mut found = Vec::new();
    match count(RaciRole::Accountable) {
        0 => found.push(Fault::NobodyAccountable),
        1 => {}
        several => found.push(Fault::SeveralAccountable(several)),
    }
    if count(RaciRole::Responsible) == 0 {
        found.push(Fault::NobodyResponsible);
    }
    let [lead, second] = leads;
    if lead != second && owns(lead) && owns(second) {
        found.push(Fault::BothLeads);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use RaciRole::{Accountable as A, Consulted as C, Informed as I, Responsible as R};

    #[test]
    fn each_activity_has_one_who_answers_and_somebody_who_does_it() {
        let of = |people: &[(u64, RaciRole)]| {
            let assignments =
                people.iter().map(|(id, role)| Assignment { activity: "Plan", person: Id(*id), role: *role });
            activities(assignments, [Some(Id(1)), Some(Id(2))]).remove(0).faults
        };
        for (people, expected) in [
            (&[(1, A), (3, R)][..], &[][..]),
            (&[(1, A), (1, R)], &[]),
            (&[(3, R)], &[Fault::NobodyAccountable]),
            (&[(1, A), (3, A), (4, R)], &[Fault::SeveralAccountable(2)]),
            (&[(1, A), (3, C), (4, I)], &[Fault::NobodyResponsible]),
            (&[(1, A), (2, R)], &[Fault::BothLeads]),
            (&[(1, A), (2, C), (4, R)], &[]),
            (&[(4, C)], &[Fault::NobodyAccountable, Fault::NobodyResponsible]),
        ] {
            assert_eq!(of(people), expected, "{people:?}");
        }
    }

    #[test]
    fn an_activity_in_two_spellings_is_one_and_a_sole_lead_is_no_pair() {
        let named = |activity, person, role| Assignment { activity, person: Id(person), role };
        let all =
            [named("Test plan", 1, A), named("Build", 2, R), named(" test PLAN ", 2, R), named("Test plan", 1, A)];
        let found = activities(all.into_iter(), [Some(Id(1)), None]);
        assert_eq!(
            found.iter().map(|entry| (entry.name, entry.people.len())).collect::<Vec<_>>(),
            [("Test plan", 2), ("Build", 1)]
        );
        assert!(found[0].faults.is_empty());
        let same = activities(all.into_iter(), [Some(Id(1)), Some(Id(1))]);
        assert!(!same[0].faults.contains(&Fault::BothLeads));
    }
}
