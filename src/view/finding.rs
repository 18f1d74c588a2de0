//! Finding what has no page of its own among the records: decisions, gate decisions and saved views in their own words, every other kind
//! that is seen somewhere by its title. Must not know how what is found is listed beside projects, people and programmes.

use super::door::door;
use super::format;
use super::pages::Page;
use super::query::Query;
use super::route::Route;
use crate::domain::id::Id;
use crate::domain::letters::folded;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::{
    self, Decision, GateCriteria, GateReview, OwnModel, Project, Response, SavedView, Settings,
};
use crate::domain::schema::{Schema, mark};
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;

/// Kinds that are found in their own words, listed beside what is found here, or reached by the page alone on which they are. Nobody is found as a respondent.
const ELSEWHERE: [&Schema; 7] = [
    Decision::SCHEMA,
    GateReview::SCHEMA,
    Project::SCHEMA,
    Settings::SCHEMA,
    GateCriteria::SCHEMA,
    OwnModel::SCHEMA,
    Response::SCHEMA,
];

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
pub struct SearchHit {
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
pub fn find(portfolio: &Portfolio, query: &str) -> Vec<SearchHit> {
    let words: Vec<String> = query.split_whitespace().map(folded).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut take = |one: SearchHit| {
        let text = folded(&one.text);
        if words.iter().all(|word| text.contains(word.as_str())) {
            found.push(one);
        }
    };
    let page = |id: Id| Door::Page(door(portfolio, id).unwrap_or(Page::Overview.route()));
    for decision in portfolio.all::<Decision>() {
        let words = ["D", &decision.number.0.to_string(), " ", &decision.question].concat();
        let text = [&words, " ", &decision.choice, " ", &decision.reasons].concat();
        take(SearchHit { door: Door::Decision(decision.meta.id), words, kind: Decision::SCHEMA.label, text });
    }
    for review in portfolio.all::<GateReview>().filter(|review| !review.is_withdrawn()) {
        let project = review.project.map(|project| project.id);
        let on = review.held_on.map(format::full_day).unwrap_or_default();
        let words =
            [review.gate.label(), " ", review.outcome.label(), ": ", &portfolio.called_if(project), ", ", &on].concat();
        let text = ["Gate ", &words, " ", &review.reasons].concat();
        let door = page(review.meta.id);
        take(SearchHit { door, words, kind: GateReview::SCHEMA.label, text });
    }
    for schema in records::ALL.iter().filter(|schema| is_by_title(schema)) {
        for record in portfolio.ids(IndexKey::Kind(schema.kind)).into_iter().filter_map(|id| portfolio.record(id)) {
            take(named(&**record, page(record.meta().id), &portfolio.called_if(belongs_to(&**record))));
        }
    }
    for view in portfolio.all::<SavedView>() {
        let list = Page::ALL.iter().find(|page| !view.page.is_empty() && page.is_list_at(&view.page));
        let route = list.copied().unwrap_or(Page::Projects).route().with(Query::parse(&view.query));
        take(named(view, Door::Page(route), ""));
    }
    found
}

/// Whether records of a kind are found by their title.
fn is_by_title(schema: &Schema) -> bool {
    let is_elsewhere = schema.by_name || ELSEWHERE.iter().any(|elsewhere| elsewhere.kind == schema.kind);
    !is_elsewhere && !schema.shown_at.is_empty() && schema.marked(mark::title).is_some()
}

/// The record on whose page another is seen, or without which there would be none, as there is no work without its project.
fn belongs_to(record: &dyn Record) -> Option<Id> {
    let schema = record.schema();
    let first = schema.shown_at.split('|').next().unwrap_or_default();
    let mut names = first.split(['{', '}']).skip(1).step_by(2);
    let seen_at = names.find_map(|name| record.get(schema.field_number(name)?).as_id());
    let needed = || schema.numbered().find(|(_, field)| field.required && field.is_indexed()).map(|(number, _)| number);
    seen_at.or_else(|| record.get(needed()?).as_id())
}

/// A record by its title, and what it belongs to.
fn named(record: &dyn Record, door: Door, of: &str) -> SearchHit {
    let mut words = record.title().to_string();
    if !of.is_empty() {
        words.push_str(&[", ", of].concat());
    }
    SearchHit { door, text: words.clone(), words, kind: record.schema().label }
}
