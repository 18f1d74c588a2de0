//! People and programmes before they are drawn: their lists, what refers to one of them, and what deleting and merging does to
//! that. Made from schemas and the one query for relations; must not know how it is drawn, nor what day it is.

use super::decisions::number;
use super::door::door;
use super::format::{self, count};
use super::programmes;
use super::project::due_words;
use super::raid::needs::due_on;
use super::route::{Directory, Route};
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::letters::{has_words, sort_key};
use crate::domain::record::{FieldKey, Record, RecordType};
use crate::domain::records::action::ActionState;
use crate::domain::records::{
    Action, Decision, GateCondition, GateReview, Person, Programme, Project, gate_condition, person, programme, project,
};
use crate::domain::schema::Schema;
use crate::domain::value::Value;
use crate::engine::decide::taken_over;
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;
use crate::engine::relations::{each_relation_to, referrers};
use crate::view::form::{Control, control};
use rustc_hash::FxHashMap;

pub use super::directory_rows::{Cell, Row};

/// What a directory is in words and fields.
pub struct Words {
    /// Kind of its records.
    pub schema: &'static Schema,
    /// "person".
    pub one: &'static str,
    /// "people".
    pub several: &'static str,
    /// That there is none.
    pub none: &'static str,
    /// "New person".
    pub new: &'static str,
    /// What belongs there, if nothing does yet.
    pub empty: &'static str,
    /// What the search is called.
    pub search: &'static str,
    /// What makes a new one.
    pub add: &'static str,
    /// What merges one into another.
    pub merge: &'static str,
    /// What deletes one.
    pub delete: &'static str,
    /// What restores one.
    pub restore: &'static str,
    /// That one was deleted.
    pub deleted: &'static str,
    /// That one is not known.
    pub unknown: &'static str,
    /// Headings of the list, and whether figures stand under them.
    pub columns: &'static [(&'static str, bool)],
    /// Fields asked for of a new one.
    pub asked: &'static [u8],
}

static PEOPLE: Words = Words {
    schema: Person::SCHEMA,
    one: "person",
    several: "people",
    none: "Nobody is listed yet",
    search: "Search people",
    add: "Add person",
    merge: "Merge person",
    delete: "Delete person",
    restore: "Restore person",
    deleted: "This person was deleted",
    unknown: "Person not found",
    new: "New person",
    empty: "People who lead, sponsor, decide or own something are listed here. A new name typed in any field adds the person.",
    columns: &[
        ("Name", false),
        ("Role", false),
        ("Organisation", false),
        ("Leads", true),
        ("Sponsors", true),
        ("Open conditions", true),
        ("Has left", false),
    ],
    asked: &[person::at::name, person::at::role, person::at::organisation, person::at::line_manager, person::at::email],
};

static PROGRAMMES: Words = Words {
    schema: Programme::SCHEMA,
    one: "programme",
    several: "programmes",
    none: "No programme is listed yet",
    search: "Search programmes",
    add: "Add programme",
    merge: "Merge programme",
    delete: "Delete programme",
    restore: "Restore programme",
    deleted: "This programme was deleted",
    unknown: "Programme not found",
    new: "New programme",
    empty: "A programme groups related projects that are led together for an outcome none of them could deliver alone.",
    columns: &[
        ("Code", false),
        ("Name", false),
        ("Manager", false),
        ("Projects", true),
        ("Status of those under way", false),
        ("Forecast", true),
        ("Next finish", true),
        ("Next gate", true),
        ("Open conditions", true),
    ],
    asked: &[
        programme::at::name,
        programme::at::code,
        programme::at::manager,
        programme::at::sponsor,
        programme::at::objective,
    ],
};

/// What a directory is in words and fields.
pub fn words(directory: Directory) -> &'static Words {
    match directory {
        Directory::People => &PEOPLE,
        Directory::Programmes => &PROGRAMMES,
    }
}

/// "12 people".
pub fn how_many(directory: Directory, number: usize) -> String {
    let words = words(directory);
    [&*number.to_string(), " ", if number == 1 { words.one } else { words.several }].concat()
}

/// The directory in which records of that kind stand.
pub fn directory_of(record: &dyn Record) -> Option<Directory> {
    Directory::ALL.into_iter().find(|directory| words(*directory).schema.kind == record.kind())
}

/// How often each record is referred to through some field of some kind.
type Tally = FxHashMap<(Id, &'static str, u8), usize>;

/// The list, by name: those in which every word of `query` occurs. Who has left stands last.
pub fn rows(portfolio: &Portfolio, directory: Directory, query: &str, today: Date) -> Vec<Row> {
    let all: Vec<(bool, String, Row)> = match directory {
        Directory::People => people(portfolio),
        Directory::Programmes => {
            programmes::rows(portfolio, today).into_iter().map(|(name, row)| (false, name, row)).collect()
        }
    };
    let mut found: Vec<(bool, String, Row)> = all.into_iter().filter(|entry| fits(&entry.2.cells, query)).collect();
    found.iter_mut().for_each(|entry| entry.1 = sort_key(&entry.1));
    crate::domain::sorting::sort_by(&mut found, |a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    found.into_iter().map(|(_, _, row)| row).collect()
}

/// Whether somebody has left, the name, and the row, of everybody.
fn people(portfolio: &Portfolio) -> Vec<(bool, String, Row)> {
    let counted = [Project::SCHEMA.kind, GateCondition::SCHEMA.kind];
    let mut tally = Tally::default();
    each_relation_to(portfolio, Person::SCHEMA.name, &|schema, _| counted.contains(&schema.kind), &mut |relation| {
        let record = relation.record;
        if record.typed::<GateCondition>().is_none_or(|condition| condition.closed_on.is_none()) {
            *tally.entry((relation.target, record.schema().name, relation.field)).or_default() += 1;
        }
    });
    let row = |person: &Person| {
        let id = person.meta.id;
        let figure = |schema: &Schema, field: u8| {
            Cell::Figure(tally.get(&(id, schema.name, field)).copied().unwrap_or_default())
        };
        let cells = vec![
            Cell::Name(person.name.to_string(), person.initials.to_string()),
            Cell::Text(person.role.to_string()),
            Cell::Text(person.organisation.to_string()),
            figure(Project::SCHEMA, project::at::lead),
            figure(Project::SCHEMA, project::at::sponsor),
            figure(GateCondition::SCHEMA, gate_condition::at::owner),
            Cell::Text(if person.left { "Has left".to_owned() } else { String::new() }),
        ];
        (person.left, person.name.to_string(), Row { id, cells })
    };
    portfolio.all::<Person>().map(row).collect()
}

/// Whether every word of the query occurs in the cells.
fn fits(cells: &[Cell], query: &str) -> bool {
    let mut text = String::new();
    for cell in cells {
        if let Cell::Text(words) | Cell::Name(words, _) = cell {
            text.push_str(words);
            text.push(' ');
        }
    }
    has_words(&text, query)
}

/// Numbers of the fields that are edited on the page of one: all that can be typed.
pub fn fields(directory: Directory) -> Vec<u8> {
    let schema = words(directory).schema;
    schema.numbered().filter(|(_, field)| control(field) != Control::Shown).map(|(number, _)| number).collect()
}

/// Something that refers to a record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Referrer {
    /// What people call it.
    pub name: String,
    /// What is to be known of it; may be empty.
    pub note: String,
    /// Where it is shown, if anywhere.
    pub route: Option<Route>,
    /// Whether it is late.
    pub is_late: bool,
}

/// What refers to a record in one way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// In which way: "Leads", "Open conditions".
    pub title: String,
    /// Whether it can be changed, and so moves in a merge.
    pub moves: bool,
    /// All of it.
    pub all: Vec<Referrer>,
}

impl Group {
    /// Whether these are the projects of a programme.
    pub fn has_projects(&self) -> bool {
        self.title == "Projects"
    }

    /// "3: Apollo, Gemini, Mercury", the names cut short after `most`.
    pub fn names(&self, most: usize) -> String {
        let names = self.all.iter().take(most).map(|referrer| referrer.name.as_str()).collect::<Vec<_>>().join(", ");
        match self.all.len().saturating_sub(most) {
            0 => names,
            more => [&names, " and ", &more.to_string(), " more"].concat(),
        }
    }
}

/// The ways in which a record is referred to that have a name of their own: kind, field, heading; for conditions and decisions,
/// of those that are open, and of the others.
const WAYS: &[(&str, &str, &str, &str)] = &[
    ("project", "lead", "Leads", ""),
    ("project", "sponsor", "Sponsors", ""),
    ("project", "second_lead", "Second lead of", ""),
    ("project", "programme", "Projects", ""),
    ("gate_condition", "owner", "Open conditions", "Conditions met"),
    ("decision", "decider", "Decisions waiting", "Decisions taken"),
    ("decision", "co_deciders", "Decisions waiting, with others", "Decisions taken with others"),
    ("decision", "programme", "Decisions waiting", "Decisions taken"),
    ("gate_review", "deciders", "Gate reviews decided", ""),
    ("gate_review", "body", "Gate reviews decided", ""),
    ("meeting", "body", "Meetings", ""),
    ("meeting", "attendees", "Present at", ""),
    ("body", "chair", "Chairs", ""),
    ("body", "members", "Sits in", ""),
    ("decision_right", "person", "Decision rights", ""),
    ("decision_right", "body", "Decision rights", ""),
    ("gate_review", "attendees", "Gate reviews attended", ""),
    ("gate_review", APPLIED, "Applied at", ""),
    ("gate_review", "other_lessons", "Not applicable at", ""),
    ("programme", "manager", "Programmes managed", ""),
    ("programme", "sponsor", "Programmes sponsored", ""),
    ("person", "line_manager", "Line manager of", ""),
    ("action", "owner", "Open actions", "Actions done or dropped"),
];

/// The field in which a gate review names lessons that are applied: there it counts who decided so.
const APPLIED: &str = "applied_lessons";

fn decided_by(portfolio: &Portfolio, record: &dyn Record) -> String {
    let deciders = record.typed::<GateReview>().into_iter().flat_map(|review| &review.deciders).flatten();
    let names: Vec<String> = deciders.map(|person| portfolio.called(person.id)).collect();
    if names.is_empty() { String::new() } else { [", decided by ", &*names.join(", ")].concat() }
}

/// All that refers to a record, the ways in which people look for it first.
pub fn groups(portfolio: &Portfolio, target: Id, today: Date) -> Vec<Group> {
    let mut groups: Vec<(usize, Group)> = Vec::new();
    for found in referrers(portfolio, target) {
        let Some(field) = found.schema.field(found.field) else { continue };
        let place = WAYS.iter().position(|way| way.0 == found.schema.name && way.1 == field.name);
        let way = place.and_then(|at| WAYS.get(at));
        let mut other = Vec::new();
        let mut open = Vec::new();
        for id in found.records {
            let Some(record) = portfolio.record(id) else { continue };
            let is_other = way.is_some_and(|way| !way.3.is_empty()) && is_done(&**record);
            let mut found_one = referrer(portfolio, &**record, today);
            if field.name == APPLIED {
                found_one.note.push_str(&decided_by(portfolio, &**record));
            }
            if is_other { &mut other } else { &mut open }.push(found_one);
        }
        let moves = !found.schema.immutable;
        let title = way
            .map_or_else(|| [found.schema.plural, ": ", &field.label.to_lowercase()].concat(), |way| way.2.to_owned());
        let place = place.unwrap_or(WAYS.len());
        groups.push((place, Group { title, moves, all: open }));
        groups.push((place, Group { title: way.map_or("", |way| way.3).to_owned(), moves, all: other }));
    }
    groups.retain(|(_, group)| !group.all.is_empty());
    let mut ordered = Vec::with_capacity(groups.len());
    for place in 0..=WAYS.len() {
        ordered.extend(groups.extract_if(.., |(known_place, _)| *known_place == place).map(|(_, group)| group));
    }
    ordered
}

/// Whether nobody has to do anything about it any more.
fn is_done(record: &dyn Record) -> bool {
    record.typed::<GateCondition>().is_some_and(|condition| condition.closed_on.is_some())
        || record.typed::<Decision>().is_some_and(|decision| !decision.waits())
        || record.typed::<Action>().is_some_and(|action| action.state != ActionState::Open)
}

fn referrer(portfolio: &Portfolio, record: &dyn Record, today: Date) -> Referrer {
    let id = record.meta().id;
    let belongs = record.schema().field_number("project").and_then(|field| record.get(field).as_id());
    let project = portfolio.called_if(belongs);
    let (mut name, mut note, mut is_late) = (record.title().to_string(), project.clone(), false);
    let route = door(portfolio, id);
    if let Some(project) = record.typed::<Project>() {
        note = [&*project.code, ", ", &project.phase.label().to_lowercase()].concat();
    } else if let Some(review) = record.typed::<GateReview>() {
        name = [review.gate.label(), " of ", &project].concat();
        let day = review.held_on.map(format::full_day).unwrap_or_default();
        note = [review.outcome.label(), ", ", &day].concat();
    } else if let Some(condition) = record.typed::<GateCondition>() {
        let (due, late) = match condition.closed_on {
            Some(on) => (["met on ", &format::full_day(on)].concat(), false),
            None => due_words(condition.due, today),
        };
        (note, is_late) = ([&project, ", ", &due].concat(), late);
    } else if let Some(decision) = record.typed::<Decision>() {
        name = [&number(decision), " ", &*decision.question].concat();
        note = decision.state.label().to_owned();
        if let Some(due) = decision.due.filter(|_| decision.waits()) {
            let (words, late) = due_words(Some(due), today);
            (note, is_late) = ([&note, ", ", &words].concat(), late);
        }
    } else if let Some(due) = due_on(record) {
        let (words, late) = due_words(Some(due), today);
        let comma = if project.is_empty() { "" } else { ", " };
        (note, is_late) = ([&*project, comma, &words].concat(), late);
    }
    Referrer { name, note, route, is_late }
}

/// What deleting does, in a sentence.
pub fn deleting_words(name: &str, groups: &[Group]) -> String {
    let all: usize = groups.iter().map(|group| group.all.len()).sum();
    let stays = match all {
        0 => "Nothing refers to it. ".to_owned(),
        1 => ["The reference above stays and reads “", name, " (deleted)”. "].concat(),
        _ => ["The ", &count(all, "reference"), " above stay and read “", name, " (deleted)”. "].concat(),
    };
    [&stays, "Undo brings it back, and so does its page."].concat()
}

/// What a merge would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Merging {
    /// Names of the two: who goes, who stays.
    pub names: (String, String),
    /// What moves to the one that stays.
    pub moving: Vec<Group>,
    /// What keeps its reference, for nothing alters it.
    pub staying: Vec<Group>,
    /// Labels of the fields that are taken over.
    pub taken: Vec<&'static str>,
}

/// What merging `from` into `into` would do; `None` if one of them is gone.
pub fn merging(portfolio: &Portfolio, from: Id, into: Id, today: Date) -> Option<Merging> {
    let live = |id| portfolio.record(id).filter(|record| !record.meta().deleted);
    let (gone, kept) = (live(from)?, live(into)?);
    let (mut moving, staying): (Vec<Group>, Vec<Group>) =
        groups(portfolio, from, today).into_iter().partition(|group| group.moves);
    // The one that stays does not come to refer to itself.
    let target = door(portfolio, into);
    moving.iter_mut().for_each(|group| group.all.retain(|referrer| referrer.route != target));
    moving.retain(|group| !group.all.is_empty());
    let label = |(key, value): (FieldKey, Value)| match key {
        FieldKey::Known(number) if !value.is_null() => gone.schema().field(number).map(|field| field.label),
        _ => None,
    };
    let taken = taken_over(&**gone, &**kept).into_iter().filter_map(label).collect();
    Some(Merging { names: (gone.title().to_string(), kept.title().to_string()), moving, staying, taken })
}

impl Merging {
    /// The whole in a sentence or two.
    pub fn words(&self) -> String {
        let sum = |groups: &[Group]| groups.iter().map(|group| group.all.len()).sum::<usize>();
        let (gone, kept) = (&self.names.0, &self.names.1);
        let moves = match sum(&self.moving) {
            0 => "No reference moves".to_owned(),
            1 => ["1 reference moves to ", kept].concat(),
            all => [&count(all, "reference"), " move to ", kept].concat(),
        };
        let stays = match sum(&self.staying) {
            0 => String::new(),
            1 => [", 1 in a gate review stays with ", gone, ", because reviews are never changed"].concat(),
            all => [", ", &all.to_string(), " in gate reviews stay with ", gone, ", because reviews are never changed"]
                .concat(),
        };
        let taken = match self.taken.as_slice() {
            [] => String::new(),
            labels => [" Taken over: ", &labels.join(", ").to_lowercase(), "."].concat(),
        };
        [&moves, &*stays, ".", &taken, " Then ", gone, " is deleted. One Undo reverses all of it."].concat()
    }
}

/// The others of its kind with which a record can be merged, by name: id, and what tells them apart.
pub fn others(portfolio: &Portfolio, id: Id) -> Vec<(Id, String)> {
    let Some(directory) = portfolio.record(id).and_then(|record| directory_of(&**record)) else { return Vec::new() };
    let telling = match directory {
        Directory::People => [person::at::role, person::at::organisation],
        Directory::Programmes => [programme::at::code, programme::at::code],
    };
    let mut all: Vec<(Id, String)> = Vec::new();
    for other in portfolio.ids(IndexKey::Kind(words(directory).schema.kind)).into_iter().filter(|other| *other != id) {
        let Some(record) = portfolio.record(other) else { continue };
        let note = telling.iter().find_map(|field| record.get(*field).as_text().map(str::to_owned));
        let note = note.map_or_else(String::new, |note| [", ", &note].concat());
        all.push((other, [&*record.title(), &*note].concat()));
    }
    crate::domain::sorting::sort_by(&mut all, |a, b| sort_key(&a.1).cmp(&sort_key(&b.1)));
    all
}
