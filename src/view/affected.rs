//! Which projects a change concerns, for everything that is kept by difference: the touched projects themselves, and those
//! that show something of what was touched. Must not know what is kept.

use crate::domain::id::{Id, Ref};
use crate::domain::record::RecordType;
use crate::domain::records::{GateCondition, Person, Programme, Project, Settings};
use crate::engine::portfolio::Portfolio;

/// The projects that records concern which were touched, deleted ones among them, each once. `None`: all, and anew.
pub fn affected(portfolio: &Portfolio, touched: &[Id]) -> Option<Vec<Id>> {
    let mut projects = Vec::new();
    let mut named = Vec::new();
    for id in touched {
        let Some(record) = portfolio.record(*id) else {
            projects.push(*id);
            continue;
        };
        let kind = record.kind();
        if kind == Project::SCHEMA.kind {
            projects.push(*id);
        } else if kind == GateCondition::SCHEMA.kind {
            projects.extend(portfolio.get::<GateCondition>(*id).and_then(|own| own.project).map(|own| own.id));
        } else if kind == Settings::SCHEMA.kind {
            return None;
        } else if kind == Person::SCHEMA.kind || kind == Programme::SCHEMA.kind {
            // One that was made just now is named by nobody who was not touched too.
            named.extend(record.meta().more.is_some().then_some(*id));
        }
    }
    if !named.is_empty() {
        let names = |own: &Project| {
            let people = [own.sponsor, own.lead, own.second_lead];
            let is_named = |own: &Ref<Person>| named.contains(&own.id);
            people.iter().flatten().any(is_named) || own.programme.is_some_and(|own| named.contains(&own.id))
        };
        projects.extend(portfolio.all::<Project>().filter(|own| names(own)).map(|own| own.meta.id));
    }
    crate::domain::sorting::sort_once(&mut projects);
    Some(projects)
}
