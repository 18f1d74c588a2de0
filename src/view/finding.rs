//! Finding what has no page of its own among the records: decisions, gate decisions, conditions, work items, assessments, actions, kept
//! views. Must not know how what is found is listed beside projects, people and programmes.

use super::door::door;
use super::format;
use super::pages::Page;
use super::register::RegisterView;
use super::route::Route;
use crate::domain::id::Id;
use crate::domain::letters::folded;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::{Assessment, Decision, GateCondition, GateReview, ImprovementAction, SavedView, WorkItem};
use crate::engine::portfolio::Portfolio;

/// Where what was found is seen.
#[derive(Clone, PartialEq, Debug)]
pub enum Door {
    /// On a page.
    Page(Route),
    /// In the form of the decision.
    Decision(Id),
}

/// What was found.
#[derive(Clone, PartialEq, Debug)]
pub struct Found {
    /// Where it is seen.
    pub door: Door,
    /// What people call it.
    pub words: String,
    /// What it is.
    pub kind: &'static str,
    /// All that it can be found by.
    pub text: String,
}

/// The records whose text has every word that was typed. None without a word.
pub fn find(portfolio: &Portfolio, query: &str) -> Vec<Found> {
    let words: Vec<String> = query.split_whitespace().map(folded).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut take = |one: Found| {
        let text = folded(&one.text);
        if words.iter().all(|word| text.contains(word.as_str())) {
            found.push(one);
        }
    };
    let page = |id: Id| Door::Page(door(portfolio, id).unwrap_or(Page::Overview.route()));
    for own in portfolio.all::<Decision>() {
        let words = ["D", &own.number.0.to_string(), " ", &own.question].concat();
        let text = [&words, " ", &own.choice, " ", &own.reasons].concat();
        take(Found { door: Door::Decision(own.meta.id), words, kind: Decision::SCHEMA.label, text });
    }
    for own in portfolio.all::<GateReview>().filter(|own| !own.is_withdrawn()) {
        let project = own.project.map(|project| project.id);
        let on = own.held_on.map(format::full_day).unwrap_or_default();
        let words =
            [own.gate.label(), " ", own.outcome.label(), ": ", &portfolio.called_if(project), ", ", &on].concat();
        let text = ["Gate ", &words, " ", &own.reasons].concat();
        let door = page(own.meta.id);
        take(Found { door, words, kind: GateReview::SCHEMA.label, text });
    }
    for own in portfolio.all::<GateCondition>() {
        let project = own.project.map(|project| project.id);
        take(named(own, page(own.meta.id), &portfolio.called_if(project)));
    }
    for own in portfolio.all::<WorkItem>() {
        let project = own.project.map(|project| project.id);
        take(named(own, page(own.meta.id), &portfolio.called_if(project)));
    }
    for own in portfolio.all::<Assessment>() {
        take(named(own, page(own.meta.id), ""));
    }
    for own in portfolio.all::<ImprovementAction>() {
        take(named(own, page(own.meta.id), ""));
    }
    for own in portfolio.all::<SavedView>() {
        take(named(own, Door::Page(RegisterView::parse(&own.query).route()), ""));
    }
    found
}

/// A record by its title, and what it belongs to.
fn named(own: &dyn Record, door: Door, of: &str) -> Found {
    let mut words = own.title().to_string();
    if !of.is_empty() {
        words.push_str(&[", ", of].concat());
    }
    Found { door, text: words.clone(), words, kind: own.schema().label }
}
