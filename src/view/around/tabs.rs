//! The lists of people around a project, side by side on one tab; over all projects each is a page. Must not know how any is drawn.

use super::lists;
use crate::view::register::{RegisterKind, SideBySide};
use crate::view::route::ProjectTab;

/// One of the lists.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AroundList {
    /// Stakeholders.
    Stakeholders,
    /// The communication plan.
    Communications,
    /// Who answers for what.
    Raci,
}

impl SideBySide for AroundList {
    const ALL: &'static [Self] = &[Self::Stakeholders, Self::Communications, Self::Raci];
    const TAB: ProjectTab = ProjectTab::People;
    const LABEL: &'static str = "Lists of people around projects";
    const COUNTED: &'static str = "";

    fn kind(self) -> &'static RegisterKind {
        match self {
            Self::Stakeholders => &lists::STAKEHOLDERS,
            Self::Communications => &lists::COMMUNICATIONS,
            Self::Raci => &lists::RACI,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Stakeholders => "",
            Self::Communications => "communication",
            Self::Raci => "raci",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;
    use crate::view::route::Route;

    #[test]
    fn each_list_has_an_address_over_all_projects_and_of_one() {
        for list in AroundList::ALL.iter().copied() {
            for of in [None, Some(Id(7 << 22))] {
                let route = Route::parse(&list.route(of).to_string());
                assert_eq!(AroundList::at(&route, of), Some(list), "{route}");
                assert!(route.is_list(), "a record can lie open beside it: {route}");
            }
        }
    }
}
