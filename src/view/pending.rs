//! Everything that waits for somebody, as one list: gates, decisions, change requests, conditions, escalations and waivers that end; for
//! whom, since when, and where it is dealt with. Must not know how it is drawn.

use super::changes::waiting as changes;
use super::decisions::{number, owed, text_of_change, text_of_decision, waiting};
use super::door::door;
use super::format::{self, count};
use super::project::due_words;
use super::route::{ProjectTab, Route};
use super::tolerance::breach_words;
use crate::domain::date::{Date, Zone};
use crate::domain::gates::Gate;
use crate::domain::id::{Id, Ref};
use crate::domain::letters::has_words;
use crate::domain::record::{FieldKey, RecordType};
use crate::domain::records::decision_right::Matter;
use crate::domain::records::project::Phase;
use crate::domain::records::waiver::{self, WaiverState};
use crate::domain::records::{
    ChangeRequest, Decision, GateCondition, GateReview, Issue, Person, Project, Risk, Waiver,
};
use crate::domain::tolerance::breach;
use crate::engine::money::counted;
use crate::engine::portfolio::Portfolio;
use crate::engine::rights::{Amounts, holder, rights};

/// What waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// A gate whose day has passed or comes soon.
    Gate,
    /// A decision outside a gate.
    Decision,
    /// A change request.
    Change,
    /// A condition of a gate.
    Condition,
    /// A risk or an issue that was taken to whoever is above the project, and a project beyond its tolerance that nobody took there.
    Escalation,
    /// A waiver that ends soon or has just ended.
    Waiver,
}

impl Sort {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Gate, Self::Decision, Self::Change, Self::Condition, Self::Escalation, Self::Waiver];

    /// Name in the page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gate => "gates",
            Self::Decision => "decisions",
            Self::Change => "changes",
            Self::Condition => "conditions",
            Self::Escalation => "escalations",
            Self::Waiver => "waivers",
        }
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Gate => "Gates",
            Self::Decision => "Decisions",
            Self::Change => "Changes",
            Self::Condition => "Conditions",
            Self::Escalation => "Escalations",
            Self::Waiver => "Waivers",
        }
    }
}

/// How it is dealt with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// Review the gate of this project.
    Review(Id),
    /// Decide this.
    Decide(Id),
    /// Grant or refuse this waiver.
    Permit(Id),
    /// Close this condition.
    Close(Id),
    /// See it where it stands.
    Go,
}

/// Something that waits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pending {
    /// The record; of a gate its project.
    pub id: Id,
    /// What it is.
    pub sort: Sort,
    /// "Stronger fenders".
    pub title: String,
    /// "Ferry pilot, with Ada Lovelace, waiting 12 days, due 6 Dec, in 6 days".
    pub words: String,
    /// Whether its day has passed.
    pub is_overdue: bool,
    /// How it is dealt with.
    pub step: Step,
    /// Where it is seen.
    pub door: Option<Route>,
    since: Option<Date>,
    due: Option<Date>,
    /// Everything in it that can be looked for.
    text: String,
}

/// Days for which a gate or the end of a waiver is looked ahead, and the end of one is still told.
const SOON: i64 = 30;

/// What waits, the oldest first; what waits for a day still to come stands last, by day.
pub fn pending(portfolio: &Portfolio, today: Date, zone: Zone) -> Vec<Pending> {
    let mut all = gates(portfolio, today);
    all.extend(decisions(portfolio, today, zone));
    all.extend(change_requests(portfolio, today, zone));
    all.extend(conditions(portfolio, today));
    let escalated = escalations(portfolio, today);
    all.extend(breaches(portfolio, today, &escalated));
    all.extend(escalated.into_iter().map(|(_, entry)| entry));
    all.extend(waivers(portfolio, today));
    all.extend(asked(portfolio, today, zone));
    crate::domain::sorting::sort_by(&mut all, |a, b| {
        (a.since.is_none(), a.since, a.due, a.id).cmp(&(b.since.is_none(), b.since, b.due, b.id))
    });
    all
}

/// Those of one sort, or of all, that have all words of a query in them.
pub fn narrowed(all: &[Pending], sort: Option<Sort>, query: &str) -> Vec<Pending> {
    let fits = |entry: &&Pending| sort.is_none_or(|sort| sort == entry.sort) && has_words(&entry.text, query);
    all.iter().filter(fits).cloned().collect()
}

/// "12 things wait, 3 of them overdue".
pub fn pending_words(all: &[Pending]) -> String {
    let overdue = all.iter().filter(|entry| entry.is_overdue).count();
    let things = count(all.len(), "thing");
    let waits = if all.len() == 1 { " waits" } else { " wait" };
    match overdue {
        0 => [&*things, waits].concat(),
        overdue => [&*things, waits, ", ", &*format::grouped(overdue as u64), " overdue"].concat(),
    }
}

fn joined(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", ")
}

fn name_of(portfolio: &Portfolio, person: Option<Ref<Person>>) -> String {
    portfolio.called_if(person.map(|person| person.id))
}

fn with(name: &str) -> String {
    if name.is_empty() { String::new() } else { ["with ", name].concat() }
}

/// "waiting 12 days"; nothing on the first.
fn waited(since: Option<Date>, today: Date) -> String {
    match since.map(|since| usize::try_from(today.days_since(since))) {
        Some(Ok(days @ 1..)) => ["waiting ", &*count(days, "day")].concat(),
        _ => String::new(),
    }
}

fn gates(portfolio: &Portfolio, today: Date) -> Vec<Pending> {
    let mut found = Vec::new();
    for project in portfolio.all::<Project>() {
        let Some(gate) = Gate::next_for(project.phase, project.state) else { continue };
        let Some(due) = project.next_gate_on.filter(|due| due.days_since(today) <= SOON) else { continue };
        let (due_words, is_overdue) = due_words(Some(due), today);
        let id = project.meta.id;
        let title = [gate.label(), ", ", &*project.name].concat();
        let words = joined(&[gate.border(), &with(&name_of(portfolio, project.sponsor)), &due_words]);
        let text = [&*title, " ", &*project.code, " ", &*words].concat();
        found.push(Pending {
            id,
            sort: Sort::Gate,
            title,
            words,
            is_overdue,
            step: Step::Review(id),
            door: Some(ProjectTab::Gates.of(id)),
            since: Some(due).filter(|_| is_overdue),
            due: Some(due),
            text,
        });
    }
    found
}

fn decisions(portfolio: &Portfolio, today: Date, zone: Zone) -> Vec<Pending> {
    let one = |entry: super::decisions::Waiting| {
        let decision = portfolio.get::<Decision>(entry.id)?;
        let since = decision.meta.stamp.moment().day(zone);
        let decider = if entry.decider.is_empty() { "nobody named yet".to_owned() } else { with(&entry.decider) };
        let state = entry.state.to_ascii_lowercase();
        let words =
            joined(&[&number(decision), &entry.about, &state, &decider, &waited(Some(since), today), &entry.due]);
        let text = [&*entry.question, " ", &*words, " ", &*text_of_decision(decision)].concat();
        Some(Pending {
            id: entry.id,
            sort: Sort::Decision,
            title: entry.question,
            words,
            is_overdue: entry.is_overdue,
            step: Step::Decide(entry.id),
            door: None,
            since: Some(since),
            due: decision.due,
            text,
        })
    };
    waiting(portfolio, today, zone).into_iter().filter_map(one).collect()
}

fn change_requests(portfolio: &Portfolio, today: Date, zone: Zone) -> Vec<Pending> {
    let one = |entry: changes::WaitingChange| {
        let change = portfolio.get::<ChangeRequest>(entry.id)?;
        let words = joined(&[&entry.name, &entry.words]);
        let text = [&*entry.title, " ", &*words, " ", &*text_of_change(change)].concat();
        Some(Pending {
            id: entry.id,
            sort: Sort::Change,
            title: entry.title,
            words,
            is_overdue: entry.is_overdue,
            step: Step::Go,
            door: door(portfolio, entry.id),
            since: Some(entry.since),
            due: change.due,
            text,
        })
    };
    changes::waiting(portfolio, today, zone).into_iter().filter_map(one).collect()
}

fn conditions(portfolio: &Portfolio, today: Date) -> Vec<Pending> {
    let one = |entry: super::decisions::Owed| {
        let condition = portfolio.get::<GateCondition>(entry.id)?;
        let since = condition.review.and_then(|review| portfolio.get::<GateReview>(review.id)?.held_on);
        let words = joined(&[&entry.name, &with(&entry.owner), &waited(since, today), &entry.due]);
        Some(Pending {
            id: entry.id,
            sort: Sort::Condition,
            text: [&*entry.text, " ", &*words].concat(),
            title: entry.text,
            words,
            is_overdue: entry.is_overdue,
            step: Step::Close(entry.id),
            door: entry.project.map(|project| ProjectTab::Gates.of(project)),
            since,
            due: condition.due,
        })
    };
    owed(portfolio, today).into_iter().filter_map(one).collect()
}

/// What was escalated and not answered, with the project that it is about.
fn escalations(portfolio: &Portfolio, today: Date) -> Vec<(Option<Id>, Pending)> {
    let risks = portfolio.open::<Risk>().filter(|risk| risk.answered_on.is_none()).filter_map(|risk| {
        let text = [&*risk.cause, " ", &*risk.effect, " ", &*risk.response_plan].concat();
        Some((risk.meta.id, risk.escalated_on?, risk.answer_by, risk.project, text, Risk::SCHEMA.label))
    });
    let issues = portfolio.open::<Issue>().filter(|issue| issue.answered_on.is_none()).filter_map(|issue| {
        let text = [&*issue.description, " ", &*issue.effect, " ", &*issue.options].concat();
        Some((issue.meta.id, issue.escalated_on?, issue.answer_by, issue.project, text, Issue::SCHEMA.label))
    });
    let one = |(id, since, due, project, text, kind): (Id, Date, Option<Date>, Option<Ref<Project>>, String, &str)| {
        let title = portfolio.called(id);
        let project = portfolio.follow::<Project>(project);
        let above = project.map(|project| name_of(portfolio, project.sponsor)).unwrap_or_default();
        let name = project.map_or("", |project| &*project.name);
        let (due_words, is_overdue) = due.map_or_else(Default::default, |due| due_words(Some(due), today));
        let kind = [kind, " escalated"].concat();
        let words = joined(&[name, &kind, &with(&above), &waited(Some(since), today), &due_words]);
        let text = [&*title, " ", &*words, " ", &*text].concat();
        let entry = Pending {
            id,
            sort: Sort::Escalation,
            title,
            words,
            is_overdue,
            step: Step::Go,
            door: door(portfolio, id),
            since: Some(since),
            due,
            text,
        };
        (project.map(|project| project.meta.id), entry)
    };
    risks.chain(issues).map(one).collect()
}

/// Projects that expect to go beyond their tolerance, and of which nothing was taken to whoever decides above them.
fn breaches(portfolio: &Portfolio, today: Date, escalated: &[(Option<Id>, Pending)]) -> Vec<Pending> {
    let week = portfolio.settings().working_week();
    let has_any = |project: &&Project| project.tolerance_days.is_some() || project.tolerance_cost.is_some();
    let one = |project: &Project| {
        let id = project.meta.id;
        let breach = breach(&counted(portfolio, project), today, week)?;
        let is_told = escalated.iter().any(|(of, _)| *of == Some(id));
        let words = joined(&[&*breach_words(breach), "not escalated yet", &with(&name_of(portfolio, project.sponsor))]);
        let title = [&*project.name, " is beyond its tolerance"].concat();
        (!is_told).then(|| Pending {
            id,
            sort: Sort::Escalation,
            text: [&*title, " ", &*project.code, " ", &*words].concat(),
            title,
            words,
            is_overdue: false,
            step: Step::Go,
            door: Some(ProjectTab::Raid.of(id)),
            since: None,
            due: None,
        })
    };
    portfolio.all::<Project>().filter(has_any).filter_map(one).collect()
}

/// Waivers of projects under way whose last day is near or just over: somebody meets the requirement, or waives it again.
fn waivers(portfolio: &Portfolio, today: Date) -> Vec<Pending> {
    let one = |waiver: &Waiver| {
        let is_granted = waiver.state == WaiverState::Granted && waiver.ended_on.is_none();
        let last = waiver.to.filter(|last| is_granted && last.days_since(today).abs() <= SOON)?;
        let project = portfolio.follow::<Project>(waiver.project).filter(|project| project.phase != Phase::Closed)?;
        let is_overdue = last < today;
        let end = if is_overdue { "ended on " } else { "ends on " };
        let end = [end, &*format::day(last, today)].concat();
        let name = name_of(portfolio, waiver.approver);
        let by = if name.is_empty() { name } else { ["given by ", &*name].concat() };
        let words = joined(&[&project.name, "waived", &by, &end]);
        Some(Pending {
            id: waiver.meta.id,
            sort: Sort::Waiver,
            title: waiver.requirement.to_string(),
            text: [&*waiver.requirement, " ", &*words, " ", &*waiver.reason, " ", &*waiver.risk].concat(),
            words,
            is_overdue,
            step: Step::Go,
            door: door(portfolio, waiver.meta.id),
            since: Some(last).filter(|_| is_overdue),
            due: Some(last),
        })
    };
    portfolio.all::<Waiver>().filter_map(one).collect()
}

/// Waivers that are asked for and neither granted nor refused, with who has the right to.
fn asked(portfolio: &Portfolio, today: Date, zone: Zone) -> Vec<Pending> {
    let one = |waiver: &Waiver| {
        let project = portfolio.follow::<Project>(waiver.project).filter(|_| waiver.state == WaiverState::Asked)?;
        let since = waiver.meta.stamp_of(&FieldKey::Known(waiver::at::state)).moment().day(zone);
        let found = rights(portfolio, Matter::Waiver, project, Amounts::default());
        let who = found.first().map(|right| with(&holder(portfolio, right, Some(project)))).unwrap_or_default();
        let words = joined(&[&project.name, "waiver asked for", &who, &waited(Some(since), today)]);
        Some(Pending {
            id: waiver.meta.id,
            sort: Sort::Waiver,
            title: waiver.requirement.to_string(),
            text: [&*waiver.requirement, " ", &*words, " ", &*waiver.reason, " ", &*waiver.risk].concat(),
            words,
            is_overdue: false,
            step: Step::Permit(waiver.meta.id),
            door: door(portfolio, waiver.meta.id),
            since: Some(since),
            due: None,
        })
    };
    portfolio.all::<Waiver>().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::Bounded;
    use crate::domain::record::Meta;
    use crate::domain::records::change_request::ChangeState;
    use crate::domain::records::decision::DecisionOption;
    use std::sync::Arc;

    fn day(text: &str) -> Option<Date> {
        Date::parse(text)
    }

    fn meta(id: u64) -> Meta {
        Meta { id: Id(id), ..Meta::default() }
    }

    fn house() -> Portfolio {
        let mut portfolio = Portfolio::default();
        let (ada, apollo) = (Some(Ref::new(Id(1))), Some(Ref::new(Id(2))));
        portfolio.insert_loaded(Arc::new(Person { meta: meta(1), name: "Ada".into(), ..Person::default() }));
        portfolio.insert_loaded(Arc::new(Project {
            meta: meta(2),
            name: "Apollo".into(),
            sponsor: ada,
            phase: Phase::Planning,
            next_gate_on: day("2026-11-20"),
            ..Project::default()
        }));
        portfolio.insert_loaded(Arc::new(Decision {
            meta: meta(3),
            number: crate::domain::field::Bounded(1),
            question: "Which harbour?".into(),
            options: vec![DecisionOption {
                text: "Malmö".into(),
                pros: "Near the brücke".into(),
                ..DecisionOption::default()
            }],
            due: day("2026-12-24"),
            ..Decision::default()
        }));
        portfolio.insert_loaded(Arc::new(ChangeRequest {
            meta: meta(4),
            number: Bounded(2),
            title: "Stronger fenders".into(),
            project: apollo,
            state: ChangeState::Assessed,
            raised_on: day("2026-11-10"),
            do_nothing: "The quay cracks".into(),
            ..ChangeRequest::default()
        }));
        portfolio.insert_loaded(Arc::new(GateReview {
            meta: meta(5),
            held_on: day("2026-10-01"),
            ..GateReview::default()
        }));
        portfolio.insert_loaded(Arc::new(GateCondition {
            meta: meta(6),
            project: apollo,
            review: Some(Ref::new(Id(5))),
            text: "Find a second pilot".into(),
            owner: ada,
            due: day("2026-12-31"),
            ..GateCondition::default()
        }));
        portfolio.insert_loaded(Arc::new(Risk {
            meta: meta(7),
            event: "Ice".into(),
            project: apollo,
            escalated_on: day("2026-11-15"),
            answer_by: day("2026-11-18"),
            ..Risk::default()
        }));
        portfolio.insert_loaded(Arc::new(Issue {
            meta: meta(8),
            title: "Answered".into(),
            escalated_on: day("2026-11-01"),
            answered_on: day("2026-11-02"),
            ..Issue::default()
        }));
        for (id, to, ended) in
            [(9, "2026-12-10", None), (10, "2026-06-01", None), (11, "2026-11-25", Some("2026-11-20"))]
        {
            portfolio.insert_loaded(Arc::new(Waiver {
                meta: meta(id),
                requirement: "Business case".into(),
                project: apollo,
                approver: ada,
                to: day(to),
                ended_on: ended.and_then(day),
                ..Waiver::default()
            }));
        }
        portfolio
    }

    fn found() -> Vec<Pending> {
        pending(&house(), day("2026-11-29").unwrap(), |_| 0)
    }

    #[test]
    fn a_project_beyond_its_tolerance_waits_until_somebody_takes_it_above() {
        let mut portfolio = Portfolio::default();
        let late = Project {
            meta: meta(2),
            name: "Apollo".into(),
            phase: Phase::Execution,
            planned_finish: day("2027-03-05"),
            forecast_finish: day("2027-03-22"),
            tolerance_days: Some(Bounded(10)),
            ..Project::default()
        };
        portfolio.insert_loaded(Arc::new(late.clone()));
        let found = |portfolio: &Portfolio| pending(portfolio, day("2026-11-29").unwrap(), |_| 0);
        let all = found(&portfolio);
        assert_eq!((&*all[0].title, all[0].sort), ("Apollo is beyond its tolerance", Sort::Escalation));
        assert_eq!(all[0].words, "11 working days late where 10 are allowed, not escalated yet");
        portfolio.insert_loaded(Arc::new(Issue {
            meta: meta(8),
            title: "The crane is late".into(),
            project: Some(Ref::new(Id(2))),
            escalated_on: day("2026-11-20"),
            ..Issue::default()
        }));
        let all = found(&portfolio);
        assert_eq!(all.iter().map(|entry| &*entry.title).collect::<Vec<_>>(), ["The crane is late"]);
    }

    #[test]
    fn everything_that_waits_is_one_list_the_oldest_first() {
        let said: Vec<String> = found()
            .iter()
            .map(|entry| [entry.sort.label(), ": ", &*entry.title, " | ", &*entry.words].concat())
            .collect();
        assert_eq!(said.len(), 6, "{said:#?}");
        assert!(
            said[0].starts_with("Decisions: Which harbour? | D-1, needed, nobody named yet, waiting "),
            "{said:#?}"
        );
        assert_eq!(
            said[1..],
            [
                "Conditions: Find a second pilot | Apollo, with Ada, waiting 59 days, due 31 Dec, in 32 days",
                "Changes: Stronger fenders | Apollo, Change 2, to be decided by the sponsor, Ada, raised 19 days ago",
                "Escalations: Ice | Apollo, Risk escalated, with Ada, waiting 14 days, overdue since 18 Nov",
                "Gates: G2, Apollo | planning to execution, with Ada, overdue since 20 Nov",
                "Waivers: Business case | Apollo, waived, given by Ada, ends on 10 Dec",
            ]
        );
        assert_eq!(pending_words(&found()), "6 things wait, 2 overdue");
    }

    #[test]
    fn each_has_a_step_or_a_door() {
        for entry in found() {
            assert!(entry.step != Step::Go || entry.door.is_some(), "{}", entry.title);
        }
    }

    #[test]
    fn it_is_narrowed_by_sort_and_by_words_of_options_and_reasons_whatever_the_accents() {
        let titles = |sort, query: &str| {
            let all = narrowed(&found(), sort, query);
            all.into_iter().map(|entry| entry.title).collect::<Vec<_>>()
        };
        assert_eq!(titles(None, "malmo brucke"), ["Which harbour?"]);
        assert_eq!(titles(None, "CRACKS quay"), ["Stronger fenders"]);
        assert_eq!(titles(Some(Sort::Waiver), ""), ["Business case"]);
        assert_eq!(titles(Some(Sort::Gate), "cracks"), [""; 0]);
    }
}
