//! What the address asks of a board: words, what is chosen, how it is divided, and which board it is. Must not know what passes it,
//! nor how it is drawn.

use super::cells::Lane;
use super::{BoardKind, LaneBy};
use crate::domain::id::Id;
use crate::view::query::Query;
use crate::view::route::Route;

/// The filter. All parts have to fit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BoardFilter {
    /// The kind of board.
    pub kind: &'static BoardKind,
    /// The record whose board it is, if it is of one.
    pub record: Option<Id>,
    /// Which of several boards it is.
    pub part: String,
    /// Words that all occur, as typed.
    pub text: String,
    /// What is chosen of each facet, as it stands in the address; empty for anything.
    pub chosen: Vec<String>,
    /// Whether cards are shown too that are usually left away. Where anything is searched for, they are.
    pub has_rest: bool,
    /// By what the board is divided into lanes.
    pub lanes: Option<&'static LaneBy>,
    /// Lanes that are folded.
    pub folded: Vec<Lane>,
}

/// The name of the lane of nobody in an address.
const NOBODY: &str = "none";

impl BoardFilter {
    /// That of a board of which nothing is asked.
    pub fn new(kind: &'static BoardKind) -> Self {
        Self {
            kind,
            record: None,
            part: String::new(),
            text: String::new(),
            chosen: vec![String::new(); kind.facets.len()],
            has_rest: false,
            lanes: None,
            folded: Vec::new(),
        }
    }

    /// That of an address; `None` if no such board is there.
    pub fn of(kind: &'static BoardKind, route: &Route) -> Option<Self> {
        (kind.is_at)(route).then(|| Self { record: route.record, ..Self::read(kind, &route.query) })
    }

    /// Reads the query of the address; what is not known is left away.
    pub fn read(kind: &'static BoardKind, query: &Query) -> Self {
        let mut filter = Self::new(kind);
        for (name, value) in query.pairs() {
            match kind.facets.iter().position(|facet| facet.name == name) {
                Some(facet) => filter.set(facet, &value),
                None if name == "text" => filter.text = value,
                None if name == kind.rest => filter.has_rest = value == "all",
                None if name == "lanes" => filter.lanes = kind.lanes_named(&value),
                None if name == "folded" => filter.folded = value.split('.').filter_map(Lane::named).collect(),
                None if name == kind.part && !name.is_empty() => filter.part = value,
                None => {}
            }
        }
        filter
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.chosen.iter().all(String::is_empty)
    }

    /// How many facets are chosen of.
    pub fn count(&self) -> usize {
        self.chosen.iter().filter(|value| !value.is_empty()).count()
    }

    /// The route of the board with this filter.
    pub fn route(&self) -> Route {
        (self.kind.route)(self).with(self.query())
    }

    /// What is chosen of a facet, as it stands in the address; empty for anything.
    pub fn get(&self, facet: usize) -> &str {
        self.chosen.get(facet).map_or("", String::as_str)
    }

    /// Chooses; anything if the value is empty or not known.
    pub fn set(&mut self, facet: usize, value: &str) {
        let is_known = self.kind.facets.get(facet).is_some_and(|facet| (facet.is_known)(value));
        if let Some(chosen) = self.chosen.get_mut(facet) {
            if is_known { value.clone_into(chosen) } else { chosen.clear() }
        }
    }

    /// What is asked for is forgotten; how the board is divided stays.
    pub fn cleared(&self) -> Self {
        let Self { kind, record, part, has_rest, lanes, folded, .. } = self.clone();
        Self { record, part, has_rest, lanes, folded, ..Self::new(kind) }
    }

    /// The same without what only concerns how it is divided: two that are equal then show the same cards.
    pub fn asked(&self) -> Self {
        Self { lanes: None, folded: Vec::new(), ..self.clone() }
    }

    /// Folds a lane, or unfolds it.
    pub fn fold(&mut self, lane: Lane) {
        match self.folded.iter().position(|folded| *folded == lane) {
            Some(at) => drop(self.folded.remove(at)),
            None => self.folded.push(lane),
        }
    }

    /// The query of its address; empty if nothing is asked for.
    pub fn query(&self) -> Query {
        let mut query = Query::default();
        let kind = self.kind;
        if !kind.part.is_empty() {
            query.add(kind.part, &self.part);
        }
        query.add_words(&self.text);
        kind.facets.iter().zip(&self.chosen).for_each(|(facet, value)| query.add(facet.name, value));
        query.add(kind.rest, if self.has_rest { "all" } else { "" });
        query.add("lanes", self.lanes.map_or("", |by| by.name));
        query.add("folded", &self.folded.iter().map(|lane| lane.name()).collect::<Vec<_>>().join("."));
        query
    }
}

impl Lane {
    /// The lane with that name.
    pub fn named(name: &str) -> Option<Self> {
        if name == NOBODY { Some(Self::Of(None)) } else { Id::parse(name).map(|id| Self::Of(Some(id))) }
    }

    /// Its name in the page and in the address: its id, or that it is of nobody.
    pub fn name(self) -> String {
        match self {
            Self::Of(Some(id)) => id.to_string(),
            _ => NOBODY.to_owned(),
        }
    }
}
