//! What a card of a board of work shows. Must not know how it is drawn.

use super::Ages;
use crate::domain::date::{Date, Zone};
use crate::domain::flow::measures::Ageing;
use crate::domain::records::work_item::ClassOfService;
use crate::domain::records::{Person, WorkItem};
use crate::domain::work::columns::WorkBoard;
use crate::domain::work::item::{blocked_for, overdue};
use crate::engine::portfolio::Portfolio;
use crate::view::format;

/// What a card shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Card {
    /// What it is.
    pub kind: &'static str,
    /// Title.
    pub title: String,
    /// Name of the owner; empty if none.
    pub owner: String,
    /// Initials of the owner; empty if none.
    pub initials: String,
    /// The day by which it is to be done, in words; empty if none.
    pub due: String,
    /// Whether that day has passed.
    pub is_overdue: bool,
    /// That it is blocked and since when; empty if it is not.
    pub blocked: String,
    /// Why it is blocked.
    pub blocked_reason: String,
    /// Class of service where it is not the usual one, that it is archived or accepted, and "2 of 5 steps"; empty for nothing.
    pub note: String,
    /// Its age, as short as it can be; empty if work has not begun or is done.
    pub age: String,
    /// The figures behind the age.
    pub age_words: String,
    /// How old it is beside the finished ones.
    pub ageing: Option<Ageing>,
}

/// The card of an item on that day.
pub fn card(portfolio: &Portfolio, board: &WorkBoard, ages: &Ages, item: &WorkItem, today: Date, zone: Zone) -> Card {
    let owner = item.owner.and_then(|owner| portfolio.get::<Person>(owner.id));
    let late = overdue(item, board, today);
    let is_done = board.is_done(&item.column);
    let due = match (item.due, late) {
        (_, Some(days)) => ["Overdue ", &format::count(usize::try_from(days).unwrap_or_default(), "day")].concat(),
        (Some(due), None) if !is_done => ["Due ", &format::day(due, today)].concat(),
        _ => String::new(),
    };
    let is_blocked = item.is_blocked() && !is_done && !item.is_archived();
    let blocked = match blocked_for(item, board, today) {
        Some(days) if is_blocked && days > 0 => {
            ["Blocked ", &format::count(usize::try_from(days).unwrap_or_default(), "day")].concat()
        }
        _ if is_blocked => "Blocked".to_owned(),
        _ => String::new(),
    };
    let accepted = item.accepted_by.filter(|_| is_done).map(|by| ["Accepted by ", &*portfolio.called(by.id)].concat());
    let note = match (item.is_archived(), accepted) {
        (true, _) => "Archived".to_owned(),
        (false, Some(accepted)) => accepted,
        (false, None) if item.class_of_service != ClassOfService::Standard => item.class_of_service.label().to_owned(),
        (false, None) => String::new(),
    };
    let done = item.checklist.iter().filter(|step| step.done).count();
    let steps = match item.checklist.len() {
        0 => String::new(),
        all => [&*done.to_string(), " of ", &format::count(all, "step")].concat(),
    };
    let age = ages.age(item, board, today, zone).filter(|days| *days >= 0);
    Card {
        kind: item.kind.label(),
        title: item.title.to_string(),
        owner: portfolio.called_if(item.owner.map(|owner| owner.id)),
        initials: owner.map(|person| person.initials.to_string()).unwrap_or_default(),
        due,
        is_overdue: late.is_some(),
        blocked,
        blocked_reason: item.blocked_reason.trim().to_owned(),
        note: [note, steps].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        age: age.map(|days| [&*days.to_string(), " d"].concat()).unwrap_or_default(),
        age_words: age.map(|days| ages.words(days)).unwrap_or_default(),
        ageing: age.and_then(|days| ages.ageing(days)).filter(|ageing| *ageing != Ageing::Fresh),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::records::project::Phase;
    use crate::domain::records::work_item::ChecklistEntry;

    fn day(day: u32) -> Option<Date> {
        Date::new(2026, 3, day)
    }

    #[test]
    fn a_card_says_what_is_late_and_what_is_in_the_way() {
        let board = WorkBoard::of(Phase::Execution, 0, None);
        let shown =
            |item: &WorkItem| card(&Portfolio::default(), &board, &Ages::default(), item, day(11).unwrap(), |_| 0);
        let item = WorkItem { title: "Berth plan".into(), column: "doing".into(), due: day(9), ..WorkItem::default() };
        assert_eq!((&*shown(&item).due, shown(&item).is_overdue), ("Overdue 2 days", true));
        let step = |done| ChecklistEntry { text: "Ask".into(), done };
        let blocked = WorkItem {
            blocked_since: day(2),
            blocked_reason: "No crane".into(),
            checklist: vec![step(true), step(false)],
            ..item.clone()
        };
        assert_eq!((&*shown(&blocked).blocked, &*shown(&blocked).note), ("Blocked 9 days", "1 of 2 steps"));
        let done = WorkItem { column: "accepted".into(), ..blocked };
        assert_eq!((&*shown(&done).due, &*shown(&done).blocked), ("", ""), "what is done is neither");
        let at_once = WorkItem { class_of_service: ClassOfService::Expedite, ..item };
        assert_eq!(shown(&at_once).note, "Expedite");
    }
}
