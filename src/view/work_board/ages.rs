//! How old the cards of a board are beside those that it finished: the limits of ages and the mark of one card. Must not know how a mark
//! looks.

use super::{Id, Phase, items};
use crate::domain::date::{Date, Zone};
use crate::domain::flow::course::Course;
use crate::domain::flow::measures::{AgeLimits, Ageing};
use crate::domain::records::WorkItem;
use crate::domain::work::columns::WorkBoard;
use crate::domain::work::item::entries;
use crate::engine::portfolio::Portfolio;
use crate::engine::work;
use crate::view::format::count;

/// The ages that half, 70 % and 85 % of the finished cards of a board were at most; none while too few are finished.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ages {
    keys: Vec<String>,
    limits: Option<AgeLimits>,
    finished: usize,
}

impl Ages {
    /// Of the board of a phase.
    pub fn of(portfolio: &Portfolio, project: Id, phase: Phase, zone: Zone) -> Self {
        let board = work::board(portfolio, project, phase);
        let keys: Vec<String> = board.columns.iter().map(|column| column.key.to_string()).collect();
        let course = Course::over(keys.iter().map(String::as_str).collect());
        let time = |item: &WorkItem| course.passage(&entries(item)).cycle_time(zone);
        let times: Vec<i64> = items(portfolio, project, phase).filter_map(time).collect();
        Self { keys, limits: AgeLimits::of(&times), finished: times.len() }
    }

    /// Days since work on an item began; `None` if it has not, or if it is done.
    pub fn age(&self, item: &WorkItem, board: &WorkBoard, today: Date, zone: Zone) -> Option<i64> {
        if board.is_done(&item.column) {
            return None;
        }
        let course = Course::over(self.keys.iter().map(String::as_str).collect());
        course.passage(&entries(item)).age(today, zone)
    }

    /// How old that is beside the finished ones.
    pub fn ageing(&self, age: i64) -> Option<Ageing> {
        self.limits.map(|limits| limits.ageing(age))
    }

    /// The figures behind a mark: "12 days old. Half of the 14 finished cards took at most 4 days, 70 % 6, 85 % 9."
    pub fn words(&self, age: i64) -> String {
        let days = |days: i64| count(usize::try_from(days).unwrap_or_default(), "day");
        let Some(AgeLimits([half, old, very_old])) = self.limits else { return [&*days(age), " old"].concat() };
        let figures = [&*old.to_string(), ", 85 % ", &very_old.to_string(), "."].concat();
        let finished = self.finished.to_string();
        [
            &*days(age),
            " old. Half of the ",
            &finished,
            " finished cards took at most ",
            &days(half),
            ", 70 % ",
            &figures,
        ]
        .concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_marked_by_what_the_finished_ones_took() {
        let ages = Ages { keys: Vec::new(), limits: Some(AgeLimits([4, 6, 9])), finished: 14 };
        let found = [4, 5, 7, 10].map(|age| ages.ageing(age));
        assert_eq!(found, [Ageing::Fresh, Ageing::Half, Ageing::Old, Ageing::VeryOld].map(Some));
        assert_eq!(ages.words(12), "12 days old. Half of the 14 finished cards took at most 4 days, 70 % 6, 85 % 9.");
        assert_eq!(Ages::default().ageing(100), None, "too few are finished");
        assert_eq!(Ages::default().words(1), "1 day old");
    }
}
