//! Programmes: related projects led together for an outcome they could not give singly.

use super::Person;
use crate::domain::field::{Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::record;

record! {
    /// A programme.
    Programme, 3, "programme", "Programme", "Programmes", by_name, shown_at("programmes/{id}") {
        /// Name.
        name: Text, "Name", required, title;
        /// Short code.
        code: Text, "Code", required;
        /// Programme manager.
        manager: Option<Ref<Person>>, "Manager";
        /// Executive who owns it.
        sponsor: Option<Ref<Person>>, "Sponsor";
        /// Outcome it is for.
        objective: Prose, "Objective";
        /// Name of one of the marks of the palette.
        colour: Text, "Colour", hidden;
    }
}
