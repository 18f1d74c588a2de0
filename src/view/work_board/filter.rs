//! Which work a board shows: what passes the filter of the address, and what can be asked for. Must not know how it is drawn.

use super::{board_of, items};
use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::letters::{contains as has, sort_key};
use crate::domain::records::WorkItem;
use crate::domain::records::work_item::{ClassOfService, WorkItemKind};
use crate::domain::sorting::{sort_by, sort_once};
use crate::domain::work::columns::WorkBoard;
use crate::domain::work::item::{blocked_for, overdue};
use crate::engine::portfolio::Portfolio;
use crate::view::board::Facet;
use crate::view::board::filter::BoardFilter;

/// How an item is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StateIs {
    /// It cannot go on.
    Blocked,
    /// Its day has passed.
    Overdue,
    /// Its day is in the next seven.
    DueSoon,
    /// It is not done.
    Open,
    /// Nobody accepted it.
    NotAccepted,
    /// It was archived; it stands on the board only when it is asked for.
    Archived,
}

/// The choice of nobody.
const NOBODY: &str = "none";

/// What can be asked for, in the order in which it is.
pub const FACETS: &[Facet] = &[
    Facet { name: "owner", label: "Owner", is_known: is_owner },
    Facet { name: "kind", label: "Kind", is_known: |value| kind(value).is_some() },
    Facet { name: "state", label: "State", is_known: |value| StateIs::parse(value).is_some() },
    Facet { name: "class", label: "Class of service", is_known: |value| class(value).is_some() },
    Facet { name: "stream", label: "Stream", is_known: |_| true },
];

const OWNER: usize = 0;
const KIND: usize = 1;
const STATE: usize = 2;
const CLASS: usize = 3;
const STREAM: usize = 4;

impl StateIs {
    const ALL: [Self; 6] = [Self::Blocked, Self::Overdue, Self::DueSoon, Self::Open, Self::NotAccepted, Self::Archived];

    fn name(self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::Overdue => "overdue",
            Self::DueSoon => "due-soon",
            Self::Open => "open",
            Self::NotAccepted => "not-accepted",
            Self::Archived => "archived",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Blocked => "Blocked",
            Self::Overdue => "Overdue",
            Self::DueSoon => "Due in 7 days",
            Self::Open => "Not done",
            Self::NotAccepted => "Done, not accepted",
            Self::Archived => "Archived",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    fn fits(self, board: &WorkBoard, item: &WorkItem, today: Date) -> bool {
        let is_done = board.is_done(&item.column);
        match self {
            Self::Blocked => !is_done && (item.is_blocked() || blocked_for(item, board, today).is_some()),
            Self::Overdue => overdue(item, board, today).is_some(),
            Self::DueSoon => !is_done && item.due.is_some_and(|due| (0..=7).contains(&due.days_since(today))),
            Self::Open => !is_done,
            Self::NotAccepted => is_done && item.accepted_by.is_none(),
            Self::Archived => item.is_archived(),
        }
    }
}

fn is_owner(value: &str) -> bool {
    value == NOBODY || Id::parse(value).is_some()
}

fn kind(value: &str) -> Option<WorkItemKind> {
    WorkItemKind::ALL.iter().copied().find(|kind| kind.name() == value)
}

fn class(value: &str) -> Option<ClassOfService> {
    ClassOfService::ALL.iter().copied().find(|class| class.name() == value)
}

/// What is asked of a board of work.
#[derive(Default)]
pub struct Wish {
    text: String,
    /// Nobody, or this one.
    owner: Option<Option<Id>>,
    kind: Option<WorkItemKind>,
    state: Option<StateIs>,
    class: Option<ClassOfService>,
    stream: String,
    has_archived: bool,
}

impl Wish {
    /// What the address asks for.
    pub fn of(filter: &BoardFilter) -> Self {
        let owner = Some(filter.get(OWNER)).filter(|owner| !owner.is_empty());
        Self {
            text: filter.text.clone(),
            owner: owner.map(Id::parse),
            kind: kind(filter.get(KIND)),
            state: StateIs::parse(filter.get(STATE)),
            class: class(filter.get(CLASS)),
            stream: filter.get(STREAM).to_owned(),
            has_archived: filter.has_rest || filter.get(STATE) == StateIs::Archived.name(),
        }
    }

    /// Whether an item passes on that day.
    pub fn fits(&self, portfolio: &Portfolio, board: &WorkBoard, item: &WorkItem, today: Date) -> bool {
        (self.has_archived || !item.is_archived())
            && self.owner.is_none_or(|owner| item.owner.map(|person| person.id) == owner)
            && self.kind.is_none_or(|kind| item.kind == kind)
            && self.class.is_none_or(|class| item.class_of_service == class)
            && (self.stream.is_empty() || is_same(&item.stream, &self.stream))
            && self.state.is_none_or(|state| state.fits(board, item, today))
            && self.text.split_whitespace().all(|word| mentions(portfolio, item, word))
    }
}

fn is_same(one: &str, other: &str) -> bool {
    crate::domain::letters::folded(one.trim()) == crate::domain::letters::folded(other.trim())
}

/// Whether the word occurs in what people know an item by.
fn mentions(portfolio: &Portfolio, item: &WorkItem, word: &str) -> bool {
    has(&item.title, word)
        || has(&item.stream, word)
        || has(item.kind.label(), word)
        || has(&item.blocked_reason, word)
        || portfolio.follow(item.owner).is_some_and(|owner| has(&owner.name, word))
}

/// What can be chosen of a facet by its place: value and words. Only what some card of the board has, and what is chosen now.
pub fn choices(portfolio: &Portfolio, filter: &BoardFilter, facet: usize) -> Vec<(String, String)> {
    let plain = |value: &str, words: &str| (value.to_owned(), words.to_owned());
    let Some((project, phase)) = board_of(portfolio, filter) else { return Vec::new() };
    let chosen = filter.get(facet);
    match facet {
        OWNER => {
            let owners = items(portfolio, project, phase).filter_map(|item| item.owner).map(|owner| owner.id);
            let mut ids: Vec<Id> = owners.chain(Id::parse(chosen)).collect();
            sort_once(&mut ids);
            let mut list: Vec<_> = ids.into_iter().map(|id| (id.to_string(), portfolio.called(id))).collect();
            sort_by(&mut list, |a, b| sort_key(&a.1).cmp(&sort_key(&b.1)));
            list.insert(0, plain(NOBODY, "No owner"));
            list
        }
        KIND => WorkItemKind::ALL.iter().map(|kind| plain(kind.name(), kind.label())).collect(),
        STATE => StateIs::ALL.iter().map(|state| plain(state.name(), state.label())).collect(),
        CLASS => ClassOfService::ALL.iter().map(|class| plain(class.name(), class.label())).collect(),
        _ => {
            let streams = items(portfolio, project, phase).map(|item| item.stream.trim().to_owned());
            let mut streams: Vec<String> = streams.chain([chosen.to_owned()]).filter(|name| !name.is_empty()).collect();
            sort_by(&mut streams, |a, b| sort_key(a).cmp(&sort_key(b)));
            streams.dedup_by(|a, b| is_same(a, b));
            streams.into_iter().map(|name| (name.clone(), name)).collect()
        }
    }
}
