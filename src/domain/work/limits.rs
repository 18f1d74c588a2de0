//! How many cards stand where on a board, and which limits more of them would break. A blocked card counts as any other; what is
//! archived does not.

use super::columns::WorkBoard;
use crate::domain::id::Id;
use crate::domain::letters::folded;
use crate::domain::records::WorkItem;
use crate::domain::records::work_item::ClassOfService;
use std::sync::Arc;

/// Most cards in progress of the class expedite: they get it at the cost of all others.
pub const EXPEDITE_LIMIT: usize = 1;

/// What lanes are made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LaneBy {
    /// The owner.
    Owner,
    /// The stream.
    Stream,
    /// The class of service.
    Class,
    /// Business or technical.
    Domain,
}

/// What one card counts for.
#[derive(Clone, PartialEq, Debug)]
pub struct Counted {
    place: usize,
    owner: Option<Id>,
    lane: Option<Arc<str>>,
    is_expedite: bool,
}

impl Counted {
    /// What an item counts for on its board; nothing once it is archived.
    pub fn of(item: &WorkItem, board: &WorkBoard, lanes: Option<LaneBy>) -> Option<Self> {
        let owner = item.owner.map(|owner| owner.id);
        let lane: Option<Arc<str>> = lanes.and_then(|lanes| match lanes {
            LaneBy::Owner => None,
            LaneBy::Stream => Some(item.stream.trim().into()),
            LaneBy::Class => Some(item.class_of_service.label().into()),
            LaneBy::Domain => Some(item.domain.map_or("", |domain| domain.label()).into()),
        });
        let is_expedite = item.class_of_service == ClassOfService::Expedite;
        (!item.is_archived()).then(|| Self { place: board.place(&item.column), owner, lane, is_expedite })
    }
}

/// A limit that would be broken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Breach {
    /// Whose limit.
    pub of: Limited,
    /// How many cards there would be.
    pub count: usize,
    /// How many there may be.
    pub limit: usize,
}

/// What has a limit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Limited {
    /// A column, by its place, over all lanes.
    Column(usize),
    /// A lane, by what its cards have in common; empty for those without.
    Lane(Arc<str>),
    /// A person.
    Person(Id),
    /// Cards of the class expedite.
    Expedite,
}

/// How many cards stand in the column at a place, over all lanes.
pub fn in_column(cards: &[Counted], place: usize) -> usize {
    cards.iter().filter(|card| card.place == place).count()
}

/// The limits of a board that hold before and would be broken after, or would be broken further. Limits of lanes are those of what the
/// cards were counted by; lanes by owner have the limit of each person.
pub fn breaches(board: &WorkBoard, before: &[Counted], after: &[Counted], lanes: Option<LaneBy>) -> Vec<Breach> {
    let mut found = Vec::new();
    let mut check = |of: Limited, limit: Option<usize>, counts: &dyn Fn(&Counted) -> bool| {
        let count = |cards: &[Counted]| cards.iter().filter(|card| counts(card)).count();
        let (was, is) = (count(before), count(after));
        if let Some(limit) = limit.filter(|limit| is > *limit && is > was) {
            found.push(Breach { of, count: is, limit });
        }
    };
    let is_moving = |card: &Counted| board.is_in_progress(card.place);
    for place in 0..board.columns.len() {
        check(Limited::Column(place), board.limit(place), &|card| card.place == place);
    }
    // "Rail" and "rail" are one lane, as on the board.
    let mut lanes_seen: Vec<String> = Vec::new();
    for lane in after.iter().filter_map(|card| card.lane.as_ref()).filter(|_| board.lane_limit.is_some()) {
        let key = folded(lane);
        if !lanes_seen.contains(&key) {
            let is_in = |other: &Arc<str>| other == lane || folded(other) == key;
            check(Limited::Lane(lane.clone()), board.lane_limit, &|card| {
                card.lane.as_ref().is_some_and(is_in) && is_moving(card)
            });
            lanes_seen.push(key);
        }
    }
    let of_person = match (board.person_limit, lanes) {
        (Some(limit), _) => Some(limit),
        (None, Some(LaneBy::Owner)) => board.lane_limit,
        (None, _) => None,
    };
    let mut people: Vec<Id> = Vec::new();
    for owner in after.iter().filter_map(|card| card.owner).filter(|_| of_person.is_some()) {
        if !people.contains(&owner) {
            people.push(owner);
            check(Limited::Person(owner), of_person, &|card| card.owner == Some(owner) && is_moving(card));
        }
    }
    check(Limited::Expedite, Some(EXPEDITE_LIMIT), &|card| card.is_expedite && is_moving(card));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::Date;
    use crate::domain::id::Ref;
    use crate::domain::life_cycle::Phase;

    fn item(column: &str, owner: u64, stream: &str) -> WorkItem {
        WorkItem {
            column: column.into(),
            owner: Some(Ref::new(Id(owner))),
            stream: stream.into(),
            ..WorkItem::default()
        }
    }

    fn counted(items: &[WorkItem], board: &WorkBoard, lanes: Option<LaneBy>) -> Vec<Counted> {
        items.iter().filter_map(|item| Counted::of(item, board, lanes)).collect()
    }

    #[test]
    fn a_limit_is_broken_by_the_card_that_comes_on_top_and_not_by_those_that_leave() {
        let board = WorkBoard::of(Phase::Initiation, 0, None);
        let full = counted(&[item("drafting", 1, ""), item("Drafting", 2, ""), item("drafting", 3, "")], &board, None);
        let more = [full.clone(), counted(&[item("drafting", 4, "")], &board, None)].concat();
        let found = breaches(&board, &full, &more, None);
        assert_eq!(found, [Breach { of: Limited::Column(1), count: 4, limit: 3 }]);
        assert_eq!(in_column(&more, 1), 4);
        assert!(breaches(&board, &more, &full, None).is_empty() && breaches(&board, &full, &full, None).is_empty());
        assert!(breaches(&board, &more, &more, None).is_empty(), "what is broken already and gets no worse");
        assert!(
            counted(&[WorkItem { archived_on: Date::new(2026, 3, 1), ..item("drafting", 1, "") }], &board, None)
                .is_empty()
        );
    }

    #[test]
    fn people_lanes_and_expedite_count_what_is_in_progress() {
        let board =
            WorkBoard { lane_limit: Some(2), person_limit: Some(1), ..WorkBoard::of(Phase::Execution, 9, None) };
        let of = |items: &[WorkItem], lanes| breaches(&board, &[], &counted(items, &board, lanes), lanes);
        let (a, b) = (item("doing", 1, "Rail"), item("review", 1, "Rail"));
        assert_eq!(of(&[a.clone(), b.clone()], None), [Breach { of: Limited::Person(Id(1)), count: 2, limit: 1 }]);
        assert!(of(&[a.clone(), item("backlog", 1, "Rail"), item("accepted", 1, "Rail")], None).is_empty());
        let lane =
            [item("doing", 1, "Rail"), item("review", 2, "rail "), item("ready", 3, "Rail"), item("ready", 4, "")];
        assert_eq!(of(&lane, Some(LaneBy::Stream)), [Breach { of: Limited::Lane("Rail".into()), count: 3, limit: 2 }]);
        assert!(of(&lane, Some(LaneBy::Domain)).iter().all(|breach| breach.of == Limited::Lane("".into())));
        let at_once = |owner| WorkItem { class_of_service: ClassOfService::Expedite, ..item("doing", owner, "") };
        assert_eq!(of(&[at_once(1), at_once(2)], None), [Breach { of: Limited::Expedite, count: 2, limit: 1 }]);
        let by_owner = WorkBoard { person_limit: None, ..board.clone() };
        let found = breaches(
            &by_owner,
            &[],
            &counted(&[a, b, item("ready", 1, "")], &board, Some(LaneBy::Owner)),
            Some(LaneBy::Owner),
        );
        assert_eq!(found, [Breach { of: Limited::Person(Id(1)), count: 3, limit: 2 }]);
    }
}
