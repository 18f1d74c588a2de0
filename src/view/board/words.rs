//! What a board says: how many cards there are, where one is carried, and below which it comes to stand. Must not know what a card is.

use crate::domain::id::Id;

/// "3 of 5" or "3".
pub fn count_and_limit(count: usize, limit: Option<i64>) -> String {
    match limit {
        Some(limit) => format!("{count} of {limit}"),
        None => count.to_string(),
    }
}

/// The same while a filter hides some of them: "2 of 7 shown". What is shown and does not count, as archived cards, counts then.
pub fn count_shown(shown: usize, count: usize) -> String {
    [&shown.to_string(), " of ", &count.max(shown).to_string(), " shown"].concat()
}

/// The card below which another comes to stand that is dropped at a place among those shown: directly below the one above it
/// there, or directly above the first. Both lists are without the card itself.
pub fn card_above(all: &[Id], shown: &[Id], index: usize) -> Option<Id> {
    let first = |first: &Id| all.iter().position(|own| own == first)?.checked_sub(1);
    match index.checked_sub(1) {
        Some(above) => shown.get(above).or(shown.last()).copied(),
        None => shown.first().and_then(first).and_then(|at| all.get(at)).copied(),
    }
}

/// What is spoken as a lifted card passes a place: "Apollo: Execution, position 2 of 4. Drop here to open gate G2, ...".
/// `place` names the cell, `index` is the place in it among so many others.
pub fn spoken_place(name: &str, place: &str, index: usize, others: usize, hint: &str) -> String {
    let dot = if hint.is_empty() { "" } else { ". " };
    format!("{name}: {place}, position {} of {}{dot}{hint}", index + 1, others + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_dropped_among_those_shown_keeps_to_its_neighbours() {
        let [all, shown] = [&[1, 2, 3, 4, 5][..], &[3, 5]].map(|ids| ids.iter().map(|id| Id(*id)).collect::<Vec<_>>());
        let above = |index| card_above(&all, &shown, index).map(|id| id.0);
        assert_eq!([above(0), above(1), above(2), above(9)], [Some(2), Some(3), Some(5), Some(5)]);
        assert_eq!(card_above(&all, &all, 0), None, "at the top of the column");
        assert_eq!(card_above(&[], &[], 1), None);
    }

    #[test]
    fn never_more_is_shown_than_there_is() {
        assert_eq!([count_shown(2, 7), count_shown(2, 0)], ["2 of 7 shown", "2 of 2 shown"]);
    }

    #[test]
    fn what_is_spoken_names_the_place_and_what_a_drop_opens() {
        assert_eq!(
            spoken_place("Apollo", "Execution", 1, 3, "Drop here to open gate G2"),
            "Apollo: Execution, position 2 of 4. Drop here to open gate G2"
        );
        assert_eq!(spoken_place("Apollo", "Execution", 1, 3, ""), "Apollo: Execution, position 2 of 4");
    }
}
