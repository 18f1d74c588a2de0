//! What copying the work of another project would bring, before it is done: how much into which phase, and each with its moved dates. Must
//! not know how it is drawn.

use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::records::{Project, WorkItem};
use crate::domain::work::columns::{PHASES, board_phase};
use crate::engine::decide::{CopyWork, copied};
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;
use crate::view::format::{count, full_day};

/// What would come.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Coming {
    /// How much, in a sentence.
    pub words: String,
    /// Each: title, phase, start, due.
    pub rows: Vec<[String; 4]>,
}

/// The projects whose work can be copied into another: id and words, in the order of their codes.
pub fn sources(portfolio: &Portfolio, to: Id) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for project in portfolio.all::<Project>().filter(|project| project.meta.id != to) {
        let items = portfolio.ids(IndexKey::items(project.meta.id)).into_iter();
        let items = items.filter_map(|id| portfolio.get::<WorkItem>(id)).filter(|item| !item.is_archived()).count();
        if items > 0 {
            let words = [&*project.code, " ", &project.name, ", ", &count(items, "card")].concat();
            found.push((project.meta.id.to_string(), words));
        }
    }
    found.sort_by(|a, b| a.1.cmp(&b.1));
    found
}

/// What would come.
pub fn coming(portfolio: &Portfolio, asked: &CopyWork, today: Date) -> Coming {
    let items = copied(portfolio, asked, today);
    let mut parts: Vec<String> = Vec::new();
    for phase in PHASES {
        let of_phase = items.iter().filter(|item| board_phase(item.phase) == phase).count();
        if of_phase > 0 {
            parts.push([&*of_phase.to_string(), " in ", &*phase.label().to_ascii_lowercase()].concat());
        }
    }
    let words = match items.len() {
        0 => "Nothing comes: what it has is here already, or was archived there.".to_owned(),
        all => [&*count(all, "card"), if all == 1 { " comes: " } else { " come: " }, &*parts.join(", "), "."].concat(),
    };
    let day = |day: Option<Date>| day.map(full_day).unwrap_or_default();
    let row = |item: &WorkItem| {
        [item.title.to_string(), board_phase(item.phase).label().to_owned(), day(item.start), day(item.due)]
    };
    Coming { words, rows: items.iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Ref;
    use crate::domain::life_cycle::Phase;
    use std::sync::Arc;

    fn day(text: &str) -> Option<Date> {
        Date::parse(text)
    }

    #[test]
    fn it_says_how_much_comes_into_which_phase_with_its_dates_moved() {
        let mut portfolio = Portfolio::default();
        for (id, name) in [(1, "Apollo"), (2, "Gemini"), (3, "Empty")] {
            let mut project = Project { name: name.into(), code: name.into(), ..Project::default() };
            project.meta.id = Id(id);
            portfolio.insert_loaded(Arc::new(project));
        }
        for (id, title, phase, start, due) in [
            (10, "Plan", Phase::Planning, "2026-01-10", "2026-01-20"),
            (11, "Slab", Phase::Execution, "", "2026-03-01"),
            (12, "Gone", Phase::Execution, "2020-01-01", ""),
        ] {
            let mut item = WorkItem {
                title: title.into(),
                project: Some(Ref::new(Id(1))),
                phase,
                start: day(start),
                due: day(due),
                archived_on: (id == 12).then(|| day("2026-02-01").unwrap()),
                ..WorkItem::default()
            };
            item.meta.id = Id(id);
            portfolio.insert_loaded(Arc::new(item));
        }
        let sources = sources(&portfolio, Id(2));
        assert_eq!(sources, [(Id(1).to_string(), "Apollo Apollo, 2 cards".to_owned())]);
        let asked = CopyWork { from: Id(1), to: Id(2), first_day: day("2027-01-04"), with_owners: false };
        let found = coming(&portfolio, &asked, day("2026-11-30").unwrap());
        assert_eq!(found.words, "2 cards come: 1 in planning, 1 in execution.");
        assert_eq!(found.rows[0], ["Plan", "Planning", "4 Jan 2027", "14 Jan 2027"]);
        assert_eq!(found.rows[1], ["Slab", "Execution", "", "23 Feb 2027"]);
        let undated = CopyWork { first_day: None, ..asked.clone() };
        assert_eq!(coming(&portfolio, &undated, day("2026-11-30").unwrap()).rows[1][3], "");
        let nothing = coming(&portfolio, &CopyWork { from: Id(3), ..asked }, day("2026-11-30").unwrap());
        assert!(nothing.words.starts_with("Nothing comes"));
    }
}
