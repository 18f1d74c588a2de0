//! What the records say in each section of a charter, line by line with the record that says so. Must not know what a charter itself says.

use super::sections::{
    BENEFITS, BUDGET, CONSTRAINTS, DEPENDENCIES, LEAD, LESSONS, MILESTONES, OBJECTIVES, PURPOSE, RISKS, SCOPE, SIZE,
    SPONSOR, STAKEHOLDERS, TOLERANCES,
};
use crate::domain::id::Ref;
use crate::domain::records::assumption::AssumptionState;
use crate::domain::records::benefit::BenefitState;
use crate::domain::records::risk::RiskState;
use crate::domain::records::stakeholder::Quadrant;
use crate::domain::records::work_item::WorkItemKind;
use crate::domain::records::{
    Assumption, Benefit, Dependency, GateReview, Lesson, Person, Project, Risk, Stakeholder, WorkItem, assumption,
    benefit, dependency, risk, stakeholder,
};
use crate::domain::sorting::sort_by;
use crate::engine::index::IndexKey;
use crate::engine::money::counted;
use crate::engine::portfolio::Portfolio;
use crate::view::charter::section::{Gathered, Line};
use crate::view::format;
use crate::view::tolerance::allowed_words;

/// The lines of all sections, by what the records say now.
pub(in crate::view::charter) fn lines(portfolio: &Portfolio, project: &Project) -> Vec<Line> {
    let mut gathered = Gathered::default();
    plan(&mut gathered, portfolio, project);
    work(&mut gathered, portfolio, project);
    risks(&mut gathered, portfolio, project);
    people(&mut gathered, portfolio, project);
    benefits(&mut gathered, portfolio, project);
    gates(&mut gathered, portfolio, project);
    gathered.lines
}

fn plan(gathered: &mut Gathered, portfolio: &Portfolio, project: &Project) {
    let id = project.meta.id;
    let mut fact = |section, label: &str, words: String| gathered.fact(section, label, &words, Some(id));
    let contributions: Vec<&str> = project.contributions.iter().map(|text| &**text).collect();
    fact(PURPOSE, "Contributes to", contributions.join(", "));
    let programme = portfolio.follow(project.programme).map(|programme| programme.name.to_string());
    fact(PURPOSE, "Programme", programme.unwrap_or_default());
    fact(OBJECTIVES, "Objective", project.objective.to_string());
    fact(SCOPE, "Description", project.summary.to_string());
    let day = |date: Option<crate::domain::date::Date>| date.map_or_else(String::new, format::full_day);
    fact(MILESTONES, "Planned start", day(project.planned_start));
    fact(MILESTONES, "Planned finish", day(project.planned_finish));
    let counted = counted(portfolio, project);
    fact(BUDGET, "Budget", counted.budget.map(format::money).unwrap_or_default());
    fact(TOLERANCES, "Allowed", allowed_words(project));
    fact(LEAD, "Lead", called(portfolio, project.lead));
    fact(LEAD, "Second lead", called(portfolio, project.second_lead));
    fact(SPONSOR, "Sponsor", called(portfolio, project.sponsor));
    fact(SIZE, "Size class", project.size_class.label().to_owned());
}

fn work(gathered: &mut Gathered, portfolio: &Portfolio, project: &Project) {
    let items = portfolio.ids(IndexKey::items(project.meta.id)).into_iter();
    let items: Vec<&WorkItem> =
        items.filter_map(|id| portfolio.get::<WorkItem>(id)).filter(|item| !item.is_archived()).collect();
    let of = |kind: WorkItemKind| items.iter().filter(move |item| item.kind == kind);
    // What a gate asks for is the same in every project: the charter names what this one delivers.
    let deliverables = of(WorkItemKind::Deliverable).filter(|item| item.deliverable.is_empty());
    gathered.list(SCOPE, deliverables.map(|item| (item.title.to_string(), item.meta.id)).collect());
    let mut milestones: Vec<&&WorkItem> = of(WorkItemKind::Milestone).collect();
    sort_by(&mut milestones, |a, b| a.due.cmp(&b.due));
    let words = |item: &&&WorkItem| {
        let due = item.due.map_or_else(String::new, |due| [", ", &*format::full_day(due)].concat());
        ([&*item.title, &*due].concat(), item.meta.id)
    };
    gathered.list(MILESTONES, milestones.iter().map(words).collect());
}

fn risks(gathered: &mut Gathered, portfolio: &Portfolio, project: &Project) {
    let id = project.meta.id;
    let assumptions = portfolio.related::<Assumption>(assumption::at::project, id);
    let holds = assumptions.filter(|one| one.state != AssumptionState::Refuted);
    gathered.list(CONSTRAINTS, holds.map(|one| (["Assumed: ", &*one.text].concat(), one.meta.id)).collect());
    let mut risks: Vec<&Risk> =
        portfolio.related::<Risk>(risk::at::project, id).filter(|risk| risk.state == RiskState::Open).collect();
    sort_by(&mut risks, |a, b| b.score().cmp(&a.score()));
    let words = |risk: &&Risk| {
        let score = risk.score().map_or_else(String::new, |score| [", score ", &*score.to_string()].concat());
        ([&*risk.event, &*score].concat(), risk.meta.id)
    };
    gathered.list(RISKS, risks.iter().map(words).collect());
    let waits = portfolio.related::<Dependency>(dependency::at::receiver, id).filter(|one| one.is_open());
    let words = |one: &Dependency| {
        let giver =
            portfolio.follow(one.giver).map_or_else(|| one.giver_party.to_string(), |giver| giver.name.to_string());
        let on = one.needed_on.map_or_else(String::new, |on| [", needed on ", &*format::full_day(on)].concat());
        ([&*one.what, " from ", &*giver, &*on].concat(), one.meta.id)
    };
    gathered.list(DEPENDENCIES, waits.map(words).collect());
}

fn people(gathered: &mut Gathered, portfolio: &Portfolio, project: &Project) {
    let all = portfolio.related::<Stakeholder>(stakeholder::at::project, project.meta.id);
    let mut key: Vec<&Stakeholder> =
        all.filter(|one| !matches!(one.quadrant(), Some(Quadrant::Monitor | Quadrant::Inform))).collect();
    sort_by(&mut key, |a, b| {
        (b.power.map(|grade| grade.0), b.interest.map(|grade| grade.0))
            .cmp(&(a.power.map(|grade| grade.0), a.interest.map(|grade| grade.0)))
    });
    let words = |one: &&Stakeholder| {
        let role = if one.role.is_empty() { String::new() } else { [", ", &*one.role].concat() };
        ([&*one.name, &*role].concat(), one.meta.id)
    };
    gathered.list(STAKEHOLDERS, key.iter().map(words).collect());
}

fn benefits(gathered: &mut Gathered, portfolio: &Portfolio, project: &Project) {
    let all = portfolio.related::<Benefit>(benefit::at::project, project.meta.id);
    let stands = all.filter(|benefit| benefit.state != BenefitState::Dropped);
    let words = |benefit: &Benefit| {
        let owner = called(portfolio, benefit.owner);
        let owner = if owner.is_empty() { String::new() } else { [", owner ", &*owner].concat() };
        let value =
            benefit.value_per_year.map_or_else(String::new, |value| [", ", &*format::money(value), " a year"].concat());
        ([&*benefit.title, &*value, &*owner].concat(), benefit.meta.id)
    };
    gathered.list(BENEFITS, stands.map(words).collect());
}

/// Money that gates released, and lessons that were applied at them.
fn gates(gathered: &mut Gathered, portfolio: &Portfolio, project: &Project) {
    let reviews = portfolio.ids(IndexKey::reviews(project.meta.id)).into_iter();
    for review in reviews.filter_map(|id| portfolio.get::<GateReview>(id)).filter(|review| !review.is_withdrawn()) {
        if let Some(money) = review.funding_released.filter(|money| money.minor > 0) {
            let text = ["Released at ", review.gate.label(), ": ", &*format::money(money)].concat();
            gathered.add(BUDGET, text, Some(review.meta.id));
        }
        for lesson in review.applied_lessons.iter().filter_map(|lesson| portfolio.follow::<Lesson>(*lesson)) {
            gathered.add(LESSONS, lesson.title.to_string(), Some(lesson.meta.id));
        }
    }
}

fn called(portfolio: &Portfolio, person: Option<Ref<Person>>) -> String {
    portfolio.called_if(person.map(|person| person.id))
}
