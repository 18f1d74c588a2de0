//! The register of projects: which columns it has, and its words.

use super::columns::FIGURES;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::Project;
use crate::domain::records::project::at;
use crate::view::form::PROJECT_GROUPS;
use crate::view::pages::Page;
use crate::view::register::Source::{Derived, Field};
use crate::view::register::{RegisterKind, Words};

/// Projects as the rows of a register.
pub static PROJECTS: RegisterKind = RegisterKind {
    schema: Project::SCHEMA,
    page: Page::Projects,
    words: Words {
        one: "project",
        many: "projects",
        new: "New project",
        about: "All projects are listed here, in one table that sorts, filters, groups and can be edited in place.",
        active: "under way",
        delete: "Delete projects",
        deleting: "They leave the board with their gates and conditions. You can undo this in one step.",
        decided: "is set by gate decisions.",
    },
    fields: Some(fields),
    derived: FIGURES,
    // They fit beside each other into a window of 1,440 pixels.
    usual: &[
        Field(at::code),
        Derived(0),
        Field(at::phase),
        Field(at::lead),
        Field(at::planned_finish),
        Derived(2),
        Field(at::budget),
        Derived(3),
        Derived(4),
    ],
    widths: &[(at::phase, 92), (at::state, 92), (at::size_class, 92), (at::code, 70)],
    apart: &[at::code],
    searched: &[at::name, at::code, at::tags, at::summary, at::lead, at::sponsor, at::programme],
    // Its own dialog asks.
    asked: &[],
    mine: None,
    by_person: false,
    id_heading: "",
    offered: &[],
    scope: None,
    // The overview counts those alone.
    parts: None,
    is_active: |_, record: &dyn Record| record.typed().is_some_and(Project::is_under_way),
};

/// As they stand on a project's page, without the cells of its list.
fn fields() -> Vec<u8> {
    let all = PROJECT_GROUPS.iter().flat_map(|group| group.fields).copied();
    all.filter(|number| *number != at::imported).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::RecordType;
    use crate::view::projects::Figure;
    use crate::view::register::paper::{fitting, left_out};
    use crate::view::register::{Bound, Column, Filter, Test};
    use std::collections::HashSet;

    #[test]
    fn every_field_for_people_is_a_column_and_keys_are_given_once() {
        let all = PROJECTS.columns();
        let keys: HashSet<_> = all.iter().map(|column| column.key()).collect();
        assert_eq!(keys.len(), all.len());
        for column in &all {
            assert_eq!(PROJECTS.column(column.key()), Some(*column));
            assert!(!column.label().is_empty() && column.usual_width() > 60);
        }
        for (number, field) in Project::SCHEMA.fields.iter().enumerate() {
            let shown = all.contains(&PROJECTS.field(u8::try_from(number).unwrap()));
            assert_eq!(shown, !field.is_hidden() && field.name != "imported", "{}", field.name);
        }
        assert!(PROJECTS.usual().iter().all(|column| all.contains(column)));
        assert_eq!(all.first(), Some(&PROJECTS.title()));
        let together: u16 = PROJECTS.usual().iter().map(|column| column.usual_width()).sum();
        assert!(together + 36 <= 1_143, "{together} do not fit into a window of 1,440 with navigation and scroll bar");
    }

    #[test]
    fn columns_that_are_worked_out_are_known_again_in_a_list() {
        let labels: Vec<&str> = PROJECTS.derived.iter().map(|column| column.label).collect();
        assert_eq!(labels, crate::exchange::own_list::DERIVED);
    }

    #[test]
    fn gates_alone_change_phase_and_state() {
        assert!(!PROJECTS.field(at::phase).is_editable() && PROJECTS.field(at::phase).is_decided());
        assert!(!Figure::Late.column().is_editable() && !Figure::Late.column().is_decided());
        assert!(PROJECTS.field(at::budget).is_editable() && PROJECTS.field(at::schedule_status).is_editable());
    }

    #[test]
    fn the_usual_columns_fit_and_of_all_the_first_ones_do() {
        let usual: Vec<Column> = PROJECTS.view().shown().collect();
        assert_eq!(fitting(usual.iter().copied()), usual.len());
        assert_eq!(left_out(&usual), "");
        let mut all = vec![PROJECTS.title()];
        all.extend(PROJECTS.columns().into_iter().filter(|column| *column != PROJECTS.title()));
        let fits = fitting(all.iter().copied());
        assert!((10..16).contains(&fits), "{fits}");
        let words = left_out(&all);
        assert!(all.iter().skip(fits).all(|column| words.contains(column.label())) && words.contains("CSV"), "{words}");
    }

    #[test]
    fn filters_in_words() {
        let label = |key: &str| if key.is_empty() { "Not given".to_owned() } else { key.to_uppercase() };
        let phase = Filter { column: PROJECTS.field(at::phase), test: Test::AnyOf(vec!["a".into(), String::new()]) };
        assert_eq!(phase.words(&label), "Phase: A or Not given");
        let budget = Filter { column: PROJECTS.field(at::budget), test: Test::From(Bound::parse("-2000").unwrap()) };
        assert_eq!(budget.words(&label), "Budget from −2,000");
    }
}
