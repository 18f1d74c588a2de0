//! Whose rows a register shows: the people of whom one is chosen above it, oneself first. Must not know how the choice is drawn.

use crate::domain::id::Id;
use crate::domain::records::Person;
use crate::engine::portfolio::Portfolio;

/// The choices, each with the id of its person: all rows, one's own, then those of everybody by name. `many` says what the rows are, `me`
/// whom one works as; who was `chosen` stays among them, whatever became of them.
pub fn people_of(portfolio: &Portfolio, many: &str, me: &str, chosen: &str) -> Vec<(String, String)> {
    let mut people: Vec<(String, String)> =
        portfolio.all::<Person>().map(|person| (person.meta.id.to_string(), person.name.to_string())).collect();
    people.sort_by_key(|person| person.1.to_lowercase());
    let mut choices = vec![(String::new(), ["All ", many].concat())];
    let mine = people.iter().position(|person| !me.is_empty() && person.1.eq_ignore_ascii_case(me));
    if let Some(mine) = mine {
        let (id, _) = people.remove(mine);
        choices.push((id, ["My ", many].concat()));
    }
    choices.extend(people);
    if let Some(gone) = Id::parse(chosen).filter(|_| choices.iter().all(|choice| choice.0 != chosen)) {
        choices.push((chosen.to_owned(), portfolio.called(gone)));
    }
    choices
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn ones_own_come_first_then_everybody_by_name_and_who_was_chosen_stays() {
        let mut portfolio = Portfolio::default();
        for (id, name, deleted) in [(1, "Grace", false), (2, "ada", false), (3, "Bo", true)] {
            let mut person = Person { name: name.into(), ..Person::default() };
            (person.meta.id, person.meta.deleted) = (Id(id), deleted);
            portfolio.insert_loaded(Arc::new(person));
        }
        let words = |me, chosen: &str| -> Vec<String> {
            people_of(&portfolio, "work items", me, chosen).into_iter().map(|choice| choice.1).collect()
        };
        assert_eq!(words("", ""), ["All work items", "ada", "Grace"]);
        assert_eq!(words("grace", ""), ["All work items", "My work items", "ada"]);
        assert_eq!(words("Nobody", &Id(3).to_string()).len(), 4, "who was deleted since is still named");
        assert_eq!(words("", "nonsense").len(), 3);
    }
}
