//! What the settings and records of the portfolio say to an answer of the handbook, each a sentence or two. Must not know which answer
//! asks for it.

use crate::domain::date::{Date, Zone};
use crate::domain::records::project::Phase;
use crate::domain::records::settings::PmoControl;
use crate::domain::records::{Assessment, Person, Project};
use crate::engine::changes::has_baseline;
use crate::engine::portfolio::Portfolio;
use crate::view::format::{self, count};
use crate::view::pending::{pending, pending_words};
use crate::view::report::due::due_list;

/// All facts by name, so that the handbook can be held against them.
pub const NAMES: &[&str] = &[
    "meaning",
    "control",
    "portfolio",
    "phases",
    "two_leads",
    "sponsors",
    "leads",
    "people",
    "baselines",
    "assessments",
    "reports",
    "waiting",
];

/// What is said here to the fact of that name; `None` where there is nothing to say yet.
pub fn fact(portfolio: &Portfolio, name: &str, today: Date, zone: Zone) -> Option<String> {
    match name {
        "meaning" => Some(meaning(portfolio)),
        "control" => Some(control(portfolio)),
        "portfolio" => projects(portfolio),
        "phases" => phases(portfolio),
        "two_leads" => of_those_under_way(portfolio, |project| project.second_lead.is_some(), " two leads."),
        "sponsors" => of_those_under_way(portfolio, |project| project.sponsor.is_none(), " no sponsor."),
        "leads" => leads(portfolio),
        "people" => people(portfolio),
        "baselines" => baselines(portfolio),
        "assessments" => Some(assessments(portfolio, today)),
        "reports" => reports(portfolio, today, zone),
        "waiting" => waiting(portfolio, today, zone),
        _ => None,
    }
}

fn under_way(portfolio: &Portfolio) -> Vec<&Project> {
    portfolio.all::<Project>().filter(|project| project.is_under_way()).collect()
}

fn meaning(portfolio: &Portfolio) -> String {
    ["Here, by your settings: ", &crate::domain::letters::lower_first(portfolio.settings().pmo_meaning.label()), "."]
        .concat()
}

fn control(portfolio: &Portfolio) -> String {
    let words = match portfolio.settings().pmo_control {
        None => "Your settings do not say yet how much your PMO directs.",
        Some(PmoControl::Supportive) => {
            "Your PMO is supportive: it gives advice and templates, manages no project, and stands beside project managers."
        }
        Some(PmoControl::Controlling) => {
            "Your PMO is controlling: it requires that its standards are kept. It manages no project, and no project manager reports to it as a rule."
        }
        Some(PmoControl::Directive) => {
            "Your PMO is directive: it runs the projects, and project managers report to its head as a rule."
        }
    };
    words.to_owned()
}

fn projects(portfolio: &Portfolio) -> Option<String> {
    let all = portfolio.all::<Project>().count();
    let going = under_way(portfolio).len();
    (all > 0).then(|| {
        ["Your portfolio has ", &*count(all, "project"), ", ", &*format::grouped(going as u64), " of them under way."]
            .concat()
    })
}

fn phases(portfolio: &Portfolio) -> Option<String> {
    let going = under_way(portfolio);
    let of = |phase: &Phase| {
        let number = going.iter().filter(|project| project.phase == *phase).count();
        (number > 0).then(|| {
            [&*format::grouped(number as u64), " in ", &*crate::domain::letters::lower_first(phase.label())].concat()
        })
    };
    let parts: Vec<String> = Phase::ALL.iter().filter_map(of).collect();
    (!parts.is_empty()).then(|| ["Of your projects under way: ", &*parts.join(", "), "."].concat())
}

/// "Of your 9 projects under way 2 have two leads."
fn of_those_under_way(portfolio: &Portfolio, is_it: impl Fn(&Project) -> bool, words: &str) -> Option<String> {
    let going = under_way(portfolio);
    let found = going.iter().filter(|project| is_it(project)).count();
    let has = if found == 1 { " has" } else { " have" };
    let number = if found == 0 { "none".to_owned() } else { format::grouped(found as u64) };
    (!going.is_empty())
        .then(|| ["Of your ", &*count(going.len(), "project"), " under way ", &*number, has, words].concat())
}

fn leads(portfolio: &Portfolio) -> Option<String> {
    let going = under_way(portfolio);
    let mut leads: Vec<_> = going.iter().filter_map(|project| project.lead).map(|lead| lead.id).collect();
    crate::domain::sorting::sort_once(&mut leads);
    let lead = if leads.len() == 1 { " leads " } else { " lead " };
    let people = if leads.len() == 1 {
        "1 person".to_owned()
    } else {
        [&*format::grouped(leads.len() as u64), " people"].concat()
    };
    (!leads.is_empty()).then(|| [&*people, lead, "your ", &*count(going.len(), "project"), " under way."].concat())
}

fn people(portfolio: &Portfolio) -> Option<String> {
    let here: Vec<&Person> = portfolio.all::<Person>().filter(|person| !person.left).collect();
    let skilled = here.iter().filter(|person| !person.skills.is_empty()).count();
    let managed = here.iter().filter(|person| person.line_manager.is_some()).count();
    let number = |number: usize| if number == 0 { "none".to_owned() } else { format::grouped(number as u64) };
    let all = if here.len() == 1 {
        "1 person is".to_owned()
    } else {
        [&*format::grouped(here.len() as u64), " people are"].concat()
    };
    (!here.is_empty()).then(|| {
        [&*all, " listed; of them ", &number(skilled), " with skills and ", &number(managed), " with a line manager."]
            .concat()
    })
}

fn baselines(portfolio: &Portfolio) -> Option<String> {
    let going: Vec<&Project> =
        under_way(portfolio).into_iter().filter(|project| project.phase == Phase::Execution).collect();
    let approved = going.iter().filter(|project| has_baseline(portfolio, project.meta.id)).count();
    let has = if approved == 1 { " has" } else { " have" };
    let number = if approved == 0 { "none".to_owned() } else { format::grouped(approved as u64) };
    (!going.is_empty()).then(|| {
        ["Of your ", &*count(going.len(), "project"), " in execution ", &*number, has, " an approved baseline."]
            .concat()
    })
}

fn assessments(portfolio: &Portfolio, today: Date) -> String {
    let all = portfolio.all::<Assessment>();
    let last = all.filter(|assessment| assessment.is_closed()).max_by_key(|assessment| assessment.started_on);
    match last.and_then(|last| Some((last, last.started_on?))) {
        Some((last, on)) => {
            ["Your last closed assessment is “", &*last.name, "”, begun on ", &*format::day(on, today), "."].concat()
        }
        None => "You have closed no assessment yet.".to_owned(),
    }
}

fn reports(portfolio: &Portfolio, today: Date, zone: Zone) -> Option<String> {
    let due = due_list(portfolio, today, zone, None);
    (!due.rows.is_empty()).then(|| ["Of the reports asked for now: ", &*due.words(), "."].concat())
}

fn waiting(portfolio: &Portfolio, today: Date, zone: Zone) -> Option<String> {
    let all = pending(portfolio, today, zone);
    (!all.is_empty())
        .then(|| ["Under Decisions ", &*crate::domain::letters::lower_first(&pending_words(&all)), "."].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{Id, Ref};
    use crate::domain::record::Meta;
    use crate::domain::records::Settings;
    use std::sync::Arc;

    #[test]
    fn an_answer_is_told_in_the_light_of_the_portfolio() {
        let today = Date::parse("2026-11-29").unwrap();
        let mut portfolio = Portfolio::default();
        let said = |portfolio: &Portfolio, name: &str| fact(portfolio, name, today, |_| 0);
        assert_eq!(said(&portfolio, "two_leads"), None);
        assert_eq!(said(&portfolio, "control").unwrap(), "Your settings do not say yet how much your PMO directs.");
        portfolio.insert_loaded(Arc::new(Settings {
            meta: Meta { id: Id(1), ..Meta::default() },
            pmo_control: Some(PmoControl::Controlling),
            ..Settings::default()
        }));
        for (id, second) in [(2, Some(Ref::new(Id(9)))), (3, None)] {
            portfolio.insert_loaded(Arc::new(Project {
                meta: Meta { id: Id(id), ..Meta::default() },
                phase: Phase::Planning,
                lead: Some(Ref::new(Id(8))),
                second_lead: second,
                ..Project::default()
            }));
        }
        for (name, words) in [
            ("meaning", "Here, by your settings: project management office."),
            ("portfolio", "Your portfolio has 2 projects, 2 of them under way."),
            ("phases", "Of your projects under way: 2 in planning."),
            ("two_leads", "Of your 2 projects under way 1 has two leads."),
            ("sponsors", "Of your 2 projects under way 2 have no sponsor."),
            ("leads", "1 person leads your 2 projects under way."),
            ("assessments", "You have closed no assessment yet."),
        ] {
            assert_eq!(said(&portfolio, name).unwrap(), words);
        }
        assert!(said(&portfolio, "control").unwrap().starts_with("Your PMO is controlling"));
        assert!(NAMES.iter().all(|name| *name == name.trim()) && said(&portfolio, "weather").is_none());
    }
}
