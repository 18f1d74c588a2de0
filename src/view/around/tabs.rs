//! The lists of people around a project, side by side on one tab; over all projects each is a page. Must not know how any is drawn.

use super::lists;
use crate::domain::id::Id;
use crate::engine::portfolio::Portfolio;
use crate::view::pages::{Page, Tabs};
use crate::view::register::{Home, RegisterKind};
use crate::view::route::{ProjectTab, Route};

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

impl AroundList {
    /// All, in order.
    pub const ALL: [Self; 3] = [Self::Stakeholders, Self::Communications, Self::Raci];

    /// What it lists, and how.
    pub fn kind(self) -> &'static RegisterKind {
        match self {
            Self::Stakeholders => &lists::STAKEHOLDERS,
            Self::Communications => &lists::COMMUNICATIONS,
            Self::Raci => &lists::RACI,
        }
    }

    /// Its name in the address of a project; the first has none.
    const fn name(self) -> &'static str {
        match self {
            Self::Stakeholders => "",
            Self::Communications => "communication",
            Self::Raci => "raci",
        }
    }

    /// Where it stands: over all projects, or of one.
    pub fn home(self, project: Option<Id>) -> Home {
        match project {
            None => Home::of(self.kind().page),
            Some(_) => Home { page: Page::Project, tab: ProjectTab::People.number(), project, list: self.name() },
        }
    }

    /// How many there are.
    pub fn count(self, portfolio: &Portfolio, project: Option<Id>) -> usize {
        self.kind().all(portfolio, self.home(project))
    }

    /// The address of it.
    pub fn route(self, project: Option<Id>) -> Route {
        self.home(project).route(Default::default())
    }

    /// The one that an address names.
    pub fn at(route: &Route, project: Option<Id>) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.home(project).is_at(route))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_has_an_address_over_all_projects_and_of_one() {
        for list in AroundList::ALL {
            for of in [None, Some(Id(7 << 22))] {
                let route = Route::parse(&list.route(of).to_string());
                assert_eq!(AroundList::at(&route, of), Some(list), "{route}");
                assert!(route.is_list(), "a record can lie open beside it: {route}");
            }
        }
    }
}
