//! How the deliverables stand that the gates ask of a project: accepted, waived, open or missing, read from indexes. Asked by gates, pages,
//! the board and the figures of maturity; must not know how it is put in words.

use super::index::IndexKey;
use super::portfolio::Portfolio;
use super::work::columns_of;
use crate::domain::date::Date;
use crate::domain::gates::answer::MustAnswer;
use crate::domain::gates::checklist::{Criterion, CriterionKind};
use crate::domain::gates::deliverables::{Deliverable, LEAD, SPONSOR, deliverables};
use crate::domain::gates::owed_count::is_owed;
use crate::domain::gates::standing::Standing;
use crate::domain::id::{Id, Ref};
use crate::domain::records::project::Phase;
use crate::domain::records::{Person, Project, Waiver, WorkItem};
use crate::domain::work::item::is_accepted;

/// A deliverable that a project owes, with how it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Owed {
    /// What is owed.
    pub deliverable: Deliverable,
    /// How it stands.
    pub standing: Standing,
    /// The work item that is it, if somebody took it into work.
    pub item: Option<Id>,
    /// The waiver that is in force, or the latest there was.
    pub waiver: Option<Id>,
}

/// What a project owes in a phase. A stopped project has nothing to accept and nothing to hand over.
pub fn demanded(project: &Project, phase: Phase) -> Vec<Deliverable> {
    let mut all = deliverables(phase, project.size_class);
    all.retain(|deliverable| is_owed(deliverable.id, project.size_class, project.state));
    all
}

/// Who has the role in a project that usually owns a deliverable, if the project names somebody for it.
pub fn owner_of(deliverable: &Deliverable, project: &Project) -> Option<Ref<Person>> {
    match deliverable.role {
        LEAD => project.lead,
        SPONSOR => project.sponsor,
        _ => None,
    }
}

/// How each deliverable stands that a project owes in a phase, in the order of the handbook.
pub fn owed(portfolio: &Portfolio, project: &Project, phase: Phase, today: Date) -> Vec<Owed> {
    let ids = portfolio.ids(IndexKey::Deliverables(project.meta.id)).into_iter();
    let items: Vec<&WorkItem> = ids.filter_map(|id| portfolio.get::<WorkItem>(id)).collect();
    let waivers = portfolio.ids(IndexKey::waivers(project.meta.id)).into_iter();
    let waivers: Vec<&Waiver> = waivers.filter_map(|id| portfolio.get::<Waiver>(id)).collect();
    let stands = |deliverable: Deliverable| {
        let its = || items.iter().filter(|item| *item.deliverable == *deliverable.id);
        let accepted = its().find(|item| is_accepted(item, &columns_of(portfolio, item)));
        let open = its().find(|item| !item.is_archived());
        let its = || waivers.iter().rev().filter(|waiver| *waiver.deliverable == *deliverable.id);
        let waived = its().find(|waiver| waiver.is_in_force(today));
        let standing = match (accepted, waived, open) {
            (Some(_), _, _) => Standing::Accepted,
            (None, Some(_), _) => Standing::Waived,
            (None, None, Some(_)) => Standing::Open,
            (None, None, None) => Standing::Missing,
        };
        let waiver = waived.or_else(|| its().next()).map(|waiver| waiver.meta.id);
        Owed { standing, item: accepted.or(open).map(|item| item.meta.id), waiver, deliverable }
    };
    demanded(project, phase).into_iter().map(stands).collect()
}

/// Like `owed`; nothing where nobody took or waived any of them: then the records say nothing of that phase.
pub fn recorded(portfolio: &Portfolio, project: &Project, phase: Phase, today: Date) -> Vec<Owed> {
    let all = owed(portfolio, project, phase, today);
    let is_recorded = |owed: &Owed| owed.item.is_some() || owed.waiver.is_some();
    if all.iter().any(is_recorded) { all } else { Vec::new() }
}

/// How many of the mandatory deliverables of the phase in which a project is are accepted, how many are waived, and how many there are;
/// `None` where the records say nothing.
pub fn progress(portfolio: &Portfolio, project: &Project, today: Date) -> Option<(usize, usize, usize)> {
    let all = recorded(portfolio, project, project.phase, today);
    let count = |standing| all.iter().filter(|owed| owed.standing == standing).count();
    (!all.is_empty()).then(|| (count(Standing::Accepted), count(Standing::Waived), all.len()))
}

/// The criterion that all deliverables of a phase answer together.
const ALL_ACCEPTED: &str = "g3.accepted";

/// What the records say of a criterion: how its deliverable stands. Of the one that asks for all of them: accepted if all are accepted or
/// waived, else open. `None` where they say nothing.
pub fn speaks(recorded: &[Owed], criterion: &str) -> Option<Standing> {
    if criterion == ALL_ACCEPTED && !recorded.is_empty() {
        let is_settled = recorded.iter().all(|owed| owed.standing.is_settled());
        return Some(if is_settled { Standing::Accepted } else { Standing::Open });
    }
    recorded.iter().find(|owed| owed.deliverable.criterion == Some(criterion)).map(|owed| owed.standing)
}

/// The answer that the records propose to a criterion; `None` where they propose none, and of one that is scored.
pub fn proposed(recorded: &[Owed], criterion: &Criterion) -> Option<MustAnswer> {
    if criterion.kind == CriterionKind::Should {
        return None;
    }
    match speaks(recorded, &criterion.id)? {
        Standing::Accepted => Some(MustAnswer::Yes),
        Standing::Waived => Some(MustAnswer::NotApplicable),
        Standing::Open | Standing::Missing => None,
    }
}

/// What the records say, if an answer says something else: met although it is neither accepted nor waived, not met although it was
/// accepted, not applicable without a waiver.
pub fn contradicted(recorded: &[Owed], criterion: &str, answer: Option<MustAnswer>) -> Option<Standing> {
    let standing = speaks(recorded, criterion)?;
    let agrees = match (standing, answer?) {
        (Standing::Accepted, MustAnswer::Yes) => true,
        (Standing::Accepted, MustAnswer::No | MustAnswer::NotApplicable) => false,
        (Standing::Waived, MustAnswer::Yes) => false,
        (Standing::Waived, MustAnswer::No | MustAnswer::NotApplicable) => true,
        (Standing::Open | Standing::Missing, answer) => answer == MustAnswer::No,
    };
    (!agrees).then_some(standing)
}
