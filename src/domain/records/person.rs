//! People: who leads, sponsors, decides and works. A person here is an entry in a list, not a login.

use crate::domain::capitals::capital;
use crate::domain::field::{Bounded, Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{record, structure};

structure! {
    /// How well a person knows an area.
    Skill {
        /// Area of skill.
        area: Text, "Area", required;
        /// 0 none, 1 knows, 2 can with help, 3 can alone, 4 can teach.
        level: Bounded<0, 4>, "Level";
    }
}

record! {
    /// A person.
    Person, 2, "person", "Person", "People", by_name, shown_at("people/{id}") {
        /// Full name.
        name: Text, "Name", required, title;
        /// Letters shown where space is short.
        initials: Text, "Initials", required;
        /// Role in the organisation.
        role: Text, "Role";
        /// Organisation or department.
        organisation: Text, "Organisation";
        /// To whom the person reports in the line.
        line_manager: Option<Ref<Person>>, "Line manager";
        /// Electronic mail address.
        email: Text, "Email";
        /// Hours a week by contract.
        capacity: Option<f64>, "Hours a week";
        /// Skills.
        skills: Vec<Skill>, "Skills";
        /// Notes.
        notes: Prose, "Notes";
        /// Whether the person has left.
        left: bool, "Has left";
    }
}

/// Initials from a name: first letters of the first and last word, in capitals; empty for an empty name.
pub fn initials_of(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.last().and_then(|word| word.chars().next());
    first.into_iter().chain(last).map(capital).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn initials() {
        for (name, initials) in
            [("Ada Lovelace", "AL"), ("madonna", "M"), ("Jean Luc de Brie", "JB"), ("  ", ""), ("émile Ørsted", "ÉØ")]
        {
            assert_eq!(super::initials_of(name), initials);
        }
    }
}
