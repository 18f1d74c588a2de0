//! When an item arrived in each column of its board, by the latest entry: an item that moves back has not arrived in what it left, and
//! arrives anew when it comes again. So what was reached by a day only grows from day to day, and no curve of a cumulative flow diagram
//! can fall (handbook 7.8).

use crate::domain::date::Moment;
use crate::domain::records::work_item::ColumnEntry;

/// For each column of the board, in order, when the item arrived in it or beyond it to stay; none where it is not, or not any more.
/// Entries in columns that the board does not have any more are passed over.
pub fn arrivals(entries: &[ColumnEntry], columns: &[&str]) -> Vec<Option<Moment>> {
    let mut arrived: Vec<Option<Moment>> = vec![None; columns.len()];
    for entry in entries {
        let Some(place) = columns.iter().position(|column| **column == *entry.column) else { continue };
        for (at, arrival) in arrived.iter_mut().enumerate() {
            if at > place {
                *arrival = None;
            } else if arrival.is_none() {
                *arrival = Some(entry.at);
            }
        }
    }
    arrived
}

/// How many items had arrived in each column or beyond it at a moment.
pub fn reached(items: &[Vec<Option<Moment>>], columns: usize, at: Moment) -> Vec<usize> {
    let had = |column: usize| {
        items.iter().filter(|item| item.get(column).copied().flatten().is_some_and(|when| when.0 <= at.0)).count()
    };
    (0..columns).map(had).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COLUMNS: [&str; 4] = ["To do", "Doing", "Review", "Done"];

    fn moves(all: &[(usize, i64)]) -> Vec<ColumnEntry> {
        all.iter()
            .map(|(column, at)| ColumnEntry {
                column: COLUMNS[*column].into(),
                at: Moment(*at),
                ..ColumnEntry::default()
            })
            .collect()
    }

    fn times(all: &[(usize, i64)]) -> Vec<Option<i64>> {
        arrivals(&moves(all), &COLUMNS).into_iter().map(|arrival| arrival.map(|moment| moment.0)).collect()
    }

    #[test]
    fn by_hand() {
        assert_eq!(times(&[]), [None; 4]);
        assert_eq!(times(&[(0, 1), (1, 5), (2, 6), (3, 9)]), [Some(1), Some(5), Some(6), Some(9)]);
        // What is jumped over is reached with what lies beyond it.
        assert_eq!(times(&[(0, 1), (3, 9)]), [Some(1), Some(9), Some(9), Some(9)]);
        // Back from review, and there again: the latest entry counts.
        assert_eq!(times(&[(0, 1), (1, 2), (2, 3), (1, 4)]), [Some(1), Some(2), None, None]);
        assert_eq!(times(&[(0, 1), (1, 2), (2, 3), (1, 4), (2, 8)]), [Some(1), Some(2), Some(8), None]);
        assert_eq!(times(&[(3, 1), (0, 7)]), [Some(1), None, None, None]);
        let gone = ColumnEntry { column: "Waiting".into(), at: Moment(3), ..ColumnEntry::default() };
        assert_eq!(arrivals(&[gone], &COLUMNS), [None; 4]);
    }

    proptest! {
        #[test]
        fn no_moves_make_a_curve_fall(items in prop::collection::vec(prop::collection::vec((0usize..4, 0i64..50), 0..12), 0..12)) {
            let arrived: Vec<_> = items.into_iter().map(|mut moves_of| {
                moves_of.sort_by_key(|(_, at)| *at);
                arrivals(&moves(&moves_of), &COLUMNS)
            }).collect();
            let mut before = vec![0; COLUMNS.len()];
            for day in 0..50 {
                let now = reached(&arrived, COLUMNS.len(), Moment(day));
                prop_assert!(now.iter().zip(&before).all(|(now, before)| now >= before), "falls at {day}");
                prop_assert!(now.windows(2).all(|pair| pair[0] >= pair[1]), "more beyond a column than in it at {day}");
                before = now;
            }
        }
    }
}
