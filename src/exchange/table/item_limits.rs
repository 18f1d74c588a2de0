//! The boards onto which a list brings work, row by row: what a strict limit keeps out, and which other limits are broken in the end. Must
//! not know cells.

use super::row::name_key;
use crate::domain::id::{Id, Ref};
use crate::domain::records::project::Phase;
use crate::domain::records::{Person, WorkItem};
use crate::domain::work::columns::{WorkBoard, board_phase};
use crate::engine::index::IndexKey;
use crate::engine::limits::breaks;
use crate::engine::portfolio::Portfolio;
use crate::engine::work;
use rustc_hash::FxHashMap;

/// A board with its cards, and what rows make of them.
struct Filled<'a> {
    board: WorkBoard,
    there: Vec<&'a WorkItem>,
    /// As rows bring them: as they were, and as they would be.
    brought: Vec<(Option<WorkItem>, WorkItem)>,
}

/// The boards onto which a list brings work.
pub(super) struct Boards<'a> {
    portfolio: &'a Portfolio,
    boards: FxHashMap<(Id, Phase), Filled<'a>>,
    people: FxHashMap<String, Id>,
    /// What people are called whom the list names first.
    named: FxHashMap<Id, String>,
}

impl<'a> Boards<'a> {
    pub(super) fn of(portfolio: &'a Portfolio) -> Self {
        let people = portfolio.all::<Person>().map(|person| (name_key(&person.name), person.meta.id)).collect();
        Self { portfolio, boards: FxHashMap::default(), people, named: FxHashMap::default() }
    }

    /// Brings a card to its board as a row has it, `owner` by name. If that breaks a strict limit, it is left out, with why.
    pub(super) fn bring(
        &mut self,
        before: Option<&WorkItem>,
        after: &WorkItem,
        owner: Option<&str>,
    ) -> Result<(), String> {
        let Some(project) = after.project else { return Ok(()) };
        let (of, portfolio) = ((project.id, board_phase(after.phase)), self.portfolio);
        let filled = self.boards.entry(of).or_insert_with(|| {
            let ids = portfolio.ids(IndexKey::items(of.0)).into_iter();
            let items = ids.filter_map(|id| portfolio.get::<WorkItem>(id));
            let there = items.filter(|item| board_phase(item.phase) == of.1).collect();
            Filled { board: work::board(portfolio, of.0, of.1), there, brought: Vec::new() }
        });
        let mut after = after.clone();
        if let Some(owner) = owner {
            // Somebody whom nobody knows yet has nothing to do so far; each of them gets an id that no record has.
            let unknown = Id(u64::MAX - self.people.len() as u64);
            let id = *self.people.entry(name_key(owner)).or_insert(unknown);
            if id == unknown {
                self.named.insert(id, owner.to_owned());
            }
            after.owner = Some(Ref::new(id));
        }
        filled.brought.push((before.cloned(), after));
        // Elsewhere the end alone counts.
        let found = if filled.board.is_hard { filled.breaks(portfolio, &self.named) } else { Vec::new() };
        match found.first() {
            Some(first) => {
                filled.brought.pop();
                Err([first, " Limits are strict on that board."].concat())
            }
            None => Ok(()),
        }
    }

    /// What is worth knowing of limits that are not strict: "Over a limit, for the list says so: Drafting would have 4 of 3."
    pub(super) fn remark(&self) -> Option<String> {
        const NAMED: usize = 3;
        let mut found: Vec<String> =
            self.boards.values().flat_map(|filled| filled.breaks(self.portfolio, &self.named)).collect();
        crate::domain::sorting::sort(&mut found);
        let more = found.len().saturating_sub(NAMED);
        let more = if more > 0 { [" And ", &*more.to_string(), " more."].concat() } else { String::new() };
        let named = found.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(" ");
        (!found.is_empty()).then(|| {
            ["Limits are reached: ", &*named, &*more, " The cards will say that the list brought them."].concat()
        })
    }
}

impl Filled<'_> {
    /// The limits that what was brought so far would break, in words.
    fn breaks(&self, portfolio: &Portfolio, named: &FxHashMap<Id, String>) -> Vec<String> {
        let called = |id: Id| named.get(&id).cloned().unwrap_or_else(|| portfolio.called(id));
        breaks(&called, &self.board, &self.there, &self.brought)
    }
}
