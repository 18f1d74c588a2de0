//! What the records say of the deliverables that a gate asks for, in words: beside a criterion, in the record of a decision, on the page of
//! a project and wherever a gate that is due is listed. Must not know how it is drawn.

use super::format::{count, full_day};
use crate::domain::date::Date;
use crate::domain::field::Prose;
use crate::domain::gates::Gate;
use crate::domain::gates::checklist::Criterion;
use crate::domain::gates::standing::Standing;
use crate::domain::id::Id;
use crate::domain::records::gate_review::{MustAnswer, RecordedDeliverable};
use crate::domain::records::{Project, Waiver, WorkItem};
use crate::engine::decide::{records_of, size_lacks};
use crate::engine::deliverables::{Owed, progress, proposed, recorded, speaks};
use crate::engine::portfolio::Portfolio;
use crate::engine::work::columns_of;

/// How one deliverable stands: "Accepted by Bo on 3 Mar 2026", "In review, owner Ada".
pub fn words(portfolio: &Portfolio, owed: &Owed) -> String {
    let item = owed.item.and_then(|id| portfolio.get::<WorkItem>(id));
    let waiver = owed.waiver.and_then(|id| portfolio.get::<Waiver>(id));
    match (owed.standing, item, waiver) {
        (Standing::Accepted, Some(item), _) => {
            let by = portfolio.called_if(item.accepted_by.map(|person| person.id));
            let on = item.accepted_on.map(|on| [" on ", &full_day(on)].concat()).unwrap_or_default();
            ["Accepted by ", &by, &on].concat()
        }
        (Standing::Waived, _, Some(waiver)) => {
            let by = portfolio.called_if(waiver.approver.map(|person| person.id));
            let to = waiver.to.map(|to| [" until ", &full_day(to)].concat()).unwrap_or_default();
            ["Waived by ", &by, &to, ": ", &waiver.reason].concat()
        }
        (Standing::Open, Some(item), _) => {
            let column = columns_of(portfolio, item).name(&item.column).to_owned();
            let blocked = if item.is_blocked() { ", blocked" } else { "" };
            match item.owner {
                Some(owner) => [&*column, blocked, ", owner ", &portfolio.called(owner.id)].concat(),
                None => [&*column, blocked, ", no owner"].concat(),
            }
        }
        _ => "Not taken into work".to_owned(),
    }
}

/// What stands beside a criterion that the records answer.
#[derive(Clone, PartialEq, Debug)]
pub struct Fed {
    /// How it stands, in words.
    pub words: String,
    /// How it stands.
    pub standing: Standing,
    /// The answer that follows, if one does.
    pub proposed: Option<MustAnswer>,
    /// The card, if it is in work.
    pub item: Option<Id>,
    /// Id of the deliverable, if it can be waived here.
    pub waivable: Option<&'static str>,
}

/// What the records say of a criterion; `None` where they say nothing.
pub fn fed(portfolio: &Portfolio, recorded: &[Owed], criterion: &Criterion) -> Option<Fed> {
    let standing = speaks(recorded, &criterion.id)?;
    let proposed = proposed(recorded, criterion);
    let Some(owed) = recorded.iter().find(|owed| owed.deliverable.criterion == Some(&*criterion.id)) else {
        // The criterion that asks for all of them.
        let open: Vec<&Owed> = recorded.iter().filter(|owed| !owed.standing.is_settled()).collect();
        let words = match open.len() {
            0 => "All are accepted or waived".to_owned(),
            _ => lacking(&open, recorded.len()),
        };
        return Some(Fed { words, standing, proposed, item: None, waivable: None });
    };
    let waivable = (!standing.is_settled()).then_some(owed.deliverable.id);
    Some(Fed { words: words(portfolio, owed), standing, proposed, item: owed.item, waivable })
}

/// What the records say, as the review keeps it.
pub fn kept(portfolio: &Portfolio, project: &Project, gate: Gate, today: Date) -> Vec<RecordedDeliverable> {
    let keep = |owed: &Owed| RecordedDeliverable {
        deliverable: owed.deliverable.id.into(),
        title: owed.deliverable.title.as_str().into(),
        standing: Some(owed.standing),
        words: Prose::from(&*words(portfolio, owed)),
    };
    records_of(portfolio, project, gate, today).iter().map(keep).collect()
}

/// "2 of 9 deliverables missing: Project charter and Score and rank".
fn lacking(open: &[&Owed], all: usize) -> String {
    const NAMED: usize = 2;
    let names: Vec<&str> = open.iter().take(NAMED).map(|owed| &*owed.deliverable.title).collect();
    let more = open.len().saturating_sub(names.len());
    let more = if more > 0 { [", ", &more.to_string(), " more"].concat() } else { String::new() };
    let missing = [&*open.len().to_string(), " of ", &*count(all, "deliverable"), " missing: "].concat();
    [&*missing, &names.join(", "), &more].concat()
}

/// What the next gate of a project still lacks, its size class first; empty if it lacks nothing, or the records say nothing.
pub fn lacks(portfolio: &Portfolio, project: &Project, today: Date) -> String {
    let Some(gate) = Gate::next_for(project.phase, project.state) else { return String::new() };
    let all = records_of(portfolio, project, gate, today);
    let open: Vec<&Owed> = all.iter().filter(|owed| !owed.standing.is_settled()).collect();
    let size = size_lacks(portfolio, project, gate, today).map(|_| "Size class below its points, no waiver".to_owned());
    let lacking = (!open.is_empty()).then(|| lacking(&open, all.len()));
    size.into_iter().chain(lacking).collect::<Vec<_>>().join("; ")
}

/// "5 of 7 mandatory deliverables accepted"; empty where the records say nothing.
pub fn progress_words(portfolio: &Portfolio, project: &Project, today: Date) -> String {
    let Some((accepted, waived, all)) = progress(portfolio, project, today) else { return String::new() };
    let waived = if waived > 0 { [", ", &*waived.to_string(), " waived"].concat() } else { String::new() };
    let noun = if all == 1 { " mandatory deliverable accepted" } else { " mandatory deliverables accepted" };
    [&*accepted.to_string(), " of ", &*all.to_string(), noun, &*waived].concat()
}

/// The deliverables of the phase in which a project is, each with how it stands, in words.
pub fn rows(portfolio: &Portfolio, project: &Project, today: Date) -> Vec<(String, Standing, String)> {
    let all = recorded(portfolio, project, project.phase, today);
    all.iter().map(|owed| (owed.deliverable.title.clone(), owed.standing, words(portfolio, owed))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::gates::checklist::criteria;
    use crate::domain::id::Ref;
    use crate::domain::life_cycle::{Phase, SizeClass};
    use crate::domain::record::RecordType;
    use crate::domain::records::Person;
    use std::sync::Arc;

    fn day() -> Date {
        Date::parse("2026-11-29").unwrap()
    }

    fn portfolio() -> (Portfolio, Project) {
        let mut portfolio = Portfolio::default();
        let mut project = Project { phase: Phase::Initiation, size_class: SizeClass::Small, ..Project::default() };
        project.meta.id = Id(1);
        let mut ada = Person { name: "Ada".into(), ..Person::default() };
        ada.meta.id = Id(2);
        let item = |id, deliverable: &str, column: &str| {
            let mut item = WorkItem { project: Some(Ref::new(Id(1))), phase: Phase::Initiation, ..WorkItem::default() };
            (item.meta.id, item.deliverable, item.column) = (Id(id), deliverable.into(), column.into());
            item
        };
        let accepted = WorkItem {
            accepted_by: Some(Ref::new(Id(2))),
            accepted_on: Date::parse("2026-11-20"),
            ..item(3, "g1.charter", "agreed")
        };
        let open = WorkItem { owner: Some(Ref::new(Id(2))), ..item(4, "g1.case", "in_review") };
        let mut waiver = Waiver {
            project: Some(Ref::new(Id(1))),
            deliverable: "g1.score".into(),
            approver: Some(Ref::new(Id(2))),
            reason: "Too small".into(),
            from: Date::parse("2026-11-01"),
            to: Date::parse("2026-12-31"),
            ..Waiver::default()
        };
        waiver.meta.id = Id(5);
        portfolio.insert_loaded(Arc::new(project.clone()));
        portfolio.insert_loaded(Arc::new(ada));
        portfolio.insert_loaded(Arc::new(accepted));
        portfolio.insert_loaded(Arc::new(open));
        portfolio.insert_loaded(Arc::new(waiver));
        assert_eq!(WorkItem::SCHEMA.name, "work_item");
        (portfolio, project)
    }

    #[test]
    fn each_standing_says_who_and_until_when() {
        let (portfolio, project) = portfolio();
        let said: Vec<String> = rows(&portfolio, &project, day()).into_iter().map(|row| row.2).collect();
        assert_eq!(
            said.iter().map(String::as_str).collect::<Vec<_>>(),
            [
                "Not taken into work",
                "Accepted by Ada on 20 Nov 2026",
                "In review, owner Ada",
                "Not taken into work",
                "Not taken into work",
                "Waived by Ada until 31 Dec 2026: Too small",
                "Not taken into work",
                "Not taken into work",
            ]
        );
        assert_eq!(progress_words(&portfolio, &project, day()), "1 of 8 mandatory deliverables accepted, 1 waived");
        let expected =
            "6 of 8 deliverables missing: Intake form with rough size and value, Business case (short), 4 more";
        assert_eq!(lacks(&portfolio, &project, day()), expected);
        assert_eq!(lacks(&Portfolio::default(), &project, day()), "", "where nothing is kept nothing is said");
        assert_eq!(progress_words(&Portfolio::default(), &project, day()), "");
    }

    #[test]
    fn a_criterion_shows_its_card_and_what_can_be_waived() {
        let (portfolio, project) = portfolio();
        let all = records_of(&portfolio, &project, Gate::G1, day());
        let asked = criteria(Gate::G1, SizeClass::Small, false);
        let of = |id: &str| {
            let criterion = asked.iter().find(|criterion| &*criterion.id == id).unwrap();
            fed(&portfolio, &all, criterion)
        };
        let charter = of("g1.charter").unwrap();
        assert_eq!((charter.proposed, charter.item, charter.waivable), (Some(MustAnswer::Yes), Some(Id(3)), None));
        let case = of("g1.case").unwrap();
        assert_eq!((case.proposed, case.item, case.waivable), (None, Some(Id(4)), Some("g1.case")));
        assert_eq!(of("g1.score").unwrap().proposed, Some(MustAnswer::NotApplicable));
        assert_eq!(of("g1.legal"), None);
        assert_eq!(kept(&portfolio, &project, Gate::G1, day()).len(), 8);
        assert!(kept(&portfolio, &project, Gate::G0, day()).is_empty());
    }
}
