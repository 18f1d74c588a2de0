//! The rows of the register: which projects match, in which order, under which heads of groups. Worked out once for each
//! change of the portfolio or the view, and not while scrolling.

use super::columns::Column;
use super::datum::{Around, Datum, Rank, datum};
use super::filter::contains;
use super::totals::{Tally, Total};
use super::view::RegisterView;
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::{Person, Project};
use crate::engine::index::IndexKey;
use std::cmp::Ordering;

/// One row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Line {
    /// The head of a group, by its place in [`Sheet::groups`].
    Head(usize),
    /// A project.
    Project(Id),
}

/// A group of rows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// What its rows have in common, for addresses.
    pub key: String,
    /// What people read.
    pub label: String,
    /// How many rows it has.
    pub count: usize,
    /// Whether its rows are put away.
    pub folded: bool,
    /// Its totals.
    pub totals: Vec<Total>,
}

/// All rows in order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sheet {
    /// Heads of groups and projects.
    pub lines: Vec<Line>,
    /// The groups.
    pub groups: Vec<Group>,
    /// How many projects match.
    pub found: usize,
    /// How many there are.
    pub all: usize,
    /// Totals over all that match.
    pub totals: Vec<Total>,
}

impl Sheet {
    /// The projects in order; those of folded groups are not among them.
    pub fn projects(&self) -> impl Iterator<Item = Id> {
        self.lines.iter().filter_map(|line| match line {
            Line::Project(id) => Some(*id),
            Line::Head(_) => None,
        })
    }

    /// The row of a project.
    pub fn row_of(&self, id: Id) -> Option<usize> {
        self.lines.iter().position(|line| *line == Line::Project(id))
    }
}

/// A project that matches, with what it is sorted by.
struct Candidate<'a> {
    project: &'a Project,
    group: usize,
    ranks: Vec<Rank>,
}

/// The rows of a view. `folded` names the groups whose rows are put away.
pub fn sheet(around: &Around, view: &RegisterView, folded: &[String]) -> Sheet {
    let ids = around.portfolio.ids(IndexKey::Kind(Project::SCHEMA.kind));
    let all = ids.len();
    let mut groups: Vec<(Rank, Group)> = Vec::new();
    let mut candidates = Vec::new();
    for id in ids {
        let Some(project) = around.portfolio.get::<Project>(id).filter(|own| is_match(around, own, view)) else {
            continue;
        };
        let group = view.group.map_or(0, |column| group_of(around, project, column, &mut groups));
        let ranks = view.sort.iter().map(|key| datum(around, project, key.column).rank(around)).collect();
        candidates.push(Candidate { project, group, ranks });
    }
    let order = order_of(&groups, view);
    crate::domain::sorting::sort_by(&mut candidates, |a, b| {
        let place = |own: &Candidate| order.get(own.group).copied();
        place(a).cmp(&place(b)).then_with(|| compare(a, b, view))
    });
    let mut sheet = Sheet { found: candidates.len(), all, ..Sheet::default() };
    let mut total = Tally::new(view.shown());
    let mut tally = Tally::default();
    let mut current = None;
    let finish = |sheet: &mut Sheet, tally: &mut Tally| {
        if let Some(group) = sheet.groups.last_mut() {
            group.totals = std::mem::take(tally).finish(around);
        }
    };
    for own in &candidates {
        if view.group.is_some() && current != Some(own.group) {
            finish(&mut sheet, &mut tally);
            current = Some(own.group);
            tally = Tally::new(view.shown());
            if let Some((_, group)) = groups.get(own.group) {
                let folded = folded.contains(&group.key);
                sheet.lines.push(Line::Head(sheet.groups.len()));
                sheet.groups.push(Group { folded, ..group.clone() });
            }
        }
        total.add(around, own.project);
        if let Some(group) = sheet.groups.last_mut().filter(|_| view.group.is_some()) {
            tally.add(around, own.project);
            group.count += 1;
            if group.folded {
                continue;
            }
        }
        sheet.lines.push(Line::Project(own.project.meta.id));
    }
    finish(&mut sheet, &mut tally);
    sheet.totals = total.finish(around);
    sheet
}

fn is_match(around: &Around, project: &Project, view: &RegisterView) -> bool {
    view.filters.iter().all(|filter| filter.test.fits(&datum(around, project, filter.column)))
        && has_text(around, project, view.text.trim())
}

/// Whether the words stand in what people look for a project by.
fn has_text(around: &Around, project: &Project, text: &str) -> bool {
    if text.is_empty() {
        return true;
    }
    let person = |own: Option<_>| around.portfolio.follow::<Person>(own).is_some_and(|own| contains(&own.name, text));
    let programme = || around.portfolio.follow(project.programme).is_some_and(|own| contains(&own.name, text));
    contains(&project.name, text)
        || contains(&project.code, text)
        || project.tags.iter().any(|tag| contains(tag, text))
        || contains(&project.summary, text)
        || person(project.lead)
        || person(project.sponsor)
        || programme()
}

/// The group a project belongs to; a new one if it is the first of it.
fn group_of(around: &Around, project: &Project, column: Column, groups: &mut Vec<(Rank, Group)>) -> usize {
    let own = datum(around, project, column);
    let rank = match &own {
        // Dates are grouped by year.
        Datum::Date(date) => Datum::Number(i64::from(date.parts().0)).rank(around),
        own => own.rank(around),
    };
    // Facets compare by themselves: ranks fold capitals.
    let facets = own.facets();
    let join = |part: fn(&(String, String)) -> &str| facets.iter().map(part).collect::<Vec<_>>().join(", ");
    let key = join(|own| own.0.as_str());
    if let Some(at) = groups.iter().position(|(_, group)| group.key == key) {
        return at;
    }
    let label = join(|own| own.1.as_str());
    groups.push((rank, Group { key, label, count: 0, folded: false, totals: Vec::new() }));
    groups.len() - 1
}

/// The place of each group among all. By what they have in common, falling if the view sorts that column so.
fn order_of(groups: &[(Rank, Group)], view: &RegisterView) -> Vec<usize> {
    let descending = view.group.and_then(|column| view.sorted(column)).is_some_and(|(_, descending)| descending);
    let mut order: Vec<usize> = (0..groups.len()).collect();
    crate::domain::sorting::sort_by(&mut order, |a, b| match (groups.get(*a), groups.get(*b)) {
        (Some((a, _)), Some((b, _))) => a.compare(b, descending),
        _ => Ordering::Equal,
    });
    let mut places = vec![0; groups.len()];
    for (place, group) in order.into_iter().enumerate() {
        if let Some(own) = places.get_mut(group) {
            *own = place;
        }
    }
    places
}

fn compare(a: &Candidate, b: &Candidate, view: &RegisterView) -> Ordering {
    let keys = a.ranks.iter().zip(&b.ranks).zip(&view.sort);
    keys.map(|((a, b), key)| a.compare(b, key.descending)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

/// The values by which a column can be filtered, with what people read, in order.
pub fn choices(around: &Around, column: Column) -> Vec<(String, String)> {
    let mut found: Vec<(Rank, (String, String))> = Vec::new();
    for project in around.portfolio.all::<Project>() {
        let own = datum(around, project, column);
        let rank = own.rank(around);
        for facet in own.facets() {
            if found.iter().all(|(_, known)| known.0 != facet.0) {
                let rank = match own {
                    Datum::List(_) => Datum::Text(facet.1.clone()).rank(around),
                    _ => rank.clone(),
                };
                found.push((rank, facet));
            }
        }
    }
    crate::domain::sorting::sort_by(&mut found, |a, b| a.0.compare(&b.0, false));
    found.into_iter().map(|(_, facet)| facet).collect()
}
