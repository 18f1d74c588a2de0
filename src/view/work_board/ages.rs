//! How old the cards of a board are beside those that it finished: the limits of ages and the mark of one card. What the finished ones
//! took is kept by difference: only the records that a change touched are looked at again. Must not know how a mark looks.

use super::{Id, Phase, items};
use crate::domain::date::{Date, Zone};
use crate::domain::flow::course::Course;
use crate::domain::flow::measures::{AgeLimits, Ageing};
use crate::domain::records::WorkItem;
use crate::domain::work::columns::{WorkBoard, board_phase};
use crate::domain::work::item::entries;
use crate::engine::portfolio::Portfolio;
use crate::view::format::count;
use rustc_hash::FxHashMap;

/// The ages that half, 70 % and 85 % of the finished cards of a board were at most; none while too few are finished.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ages {
    keys: Vec<String>,
    limits: Option<AgeLimits>,
    finished: usize,
}

/// The days that the finished cards of a board took.
#[derive(Default)]
pub struct CycleTimes {
    of: Option<(Id, Phase)>,
    keys: Vec<String>,
    times: FxHashMap<Id, i64>,
}

impl CycleTimes {
    /// Has them hold for the board of a phase with these columns, and gives the ages they mean. `touched` are the records that changed
    /// since; `None` for all.
    pub fn work_out(
        &mut self,
        portfolio: &Portfolio,
        of: (Id, Phase),
        board: &WorkBoard,
        touched: Option<&[Id]>,
        zone: Zone,
    ) -> Ages {
        let is_same = self.of == Some(of) && board.columns.iter().map(|column| &*column.key).eq(self.keys.iter());
        if !is_same {
            self.of = Some(of);
            self.keys = board.columns.iter().map(|column| column.key.to_string()).collect();
        }
        let course = Course::over(self.keys.iter().map(String::as_str).collect());
        let time = |item: &WorkItem| course.passage(&entries(item)).cycle_time(zone);
        match touched.filter(|_| is_same) {
            Some(touched) => {
                for id in touched {
                    let is_there = |item: &&WorkItem| {
                        item.project.is_some_and(|project| project.id == of.0) && board_phase(item.phase) == of.1
                    };
                    match portfolio.get::<WorkItem>(*id).filter(is_there).and_then(time) {
                        Some(days) => self.times.insert(*id, days),
                        None => self.times.remove(id),
                    };
                }
            }
            None => {
                let all = items(portfolio, of.0, of.1);
                self.times = all.filter_map(|item| Some((item.meta.id, time(item)?))).collect();
            }
        }
        let times: Vec<i64> = self.times.values().copied().collect();
        Ages { keys: self.keys.clone(), limits: AgeLimits::of(&times), finished: times.len() }
    }
}

impl Ages {
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
    use crate::domain::date::Moment;
    use crate::domain::id::Ref;
    use crate::domain::records::work_item::ColumnEntry;
    use std::sync::Arc;

    #[test]
    fn what_finished_cards_took_is_the_same_by_difference_and_anew() {
        let (apollo, ares) = (Id(1), Id(2));
        let item = |id: u64, project: Id, phase: Phase, done_on: Option<i64>| {
            let entry = |column: &str, day: i64| ColumnEntry {
                column: column.into(),
                at: Moment((day + 400) * 86_400_000),
                ..ColumnEntry::default()
            };
            let mut item = WorkItem { project: Some(Ref::new(project)), phase, ..WorkItem::default() };
            item.meta.id = Id(id);
            item.column_entries =
                [entry("doing", 0)].into_iter().chain(done_on.map(|day| entry("accepted", day))).collect();
            item
        };
        let portfolio = |items: &[WorkItem]| {
            let mut portfolio = Portfolio::default();
            items.iter().for_each(|item| portfolio.insert_loaded(Arc::new(item.clone())));
            portfolio
        };
        let of = (apollo, Phase::Execution);
        let board = WorkBoard::of(Phase::Execution, 0, None);
        let zone = |_| 0;
        let first: Vec<WorkItem> = (1..=12)
            .map(|id| item(id, apollo, Phase::Execution, Some(id as i64)))
            .chain([item(13, apollo, Phase::Execution, None)])
            .collect();
        let mut times = CycleTimes::default();
        let mut ages = times.work_out(&portfolio(&first), of, &board, Some(&[]), zone);
        assert_eq!(ages.finished, 12, "what was never worked out is worked out whole");
        // One is moved back, one is finished, one goes to another phase, one to another project.
        let changes: [(usize, WorkItem); 4] = [
            (0, item(1, apollo, Phase::Execution, None)),
            (12, item(13, apollo, Phase::Execution, Some(40))),
            (1, item(2, apollo, Phase::Planning, Some(2))),
            (2, item(3, ares, Phase::Execution, Some(3))),
        ];
        let mut items = first;
        for (place, changed) in changes {
            let id = changed.meta.id;
            items[place] = changed;
            let now = portfolio(&items);
            let anew = CycleTimes::default().work_out(&now, of, &board, None, zone);
            let by_difference = times.work_out(&now, of, &board, Some(&[id]), zone);
            assert_eq!(by_difference, anew, "{id}");
            assert_ne!(by_difference, ages, "{id}");
            ages = by_difference;
        }
        let fewer = WorkBoard { columns: board.columns.iter().skip(1).cloned().collect(), ..board };
        let now = portfolio(&items);
        assert_eq!(
            times.work_out(&now, of, &fewer, Some(&[]), zone),
            CycleTimes::default().work_out(&now, of, &fewer, None, zone)
        );
    }

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
