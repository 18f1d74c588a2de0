//! The lists of the RAID register, one for each kind, side by side: over all projects each is a page, of one project all are one tab.

use super::lists;
use crate::domain::id::Id;
use crate::engine::index::IndexKey;
use crate::engine::portfolio::Portfolio;
use crate::view::lists::ACTIONS;
use crate::view::register::{RegisterKind, SideBySide};
use crate::view::route::ProjectTab;

/// One of the lists.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RaidList {
    /// Risks.
    Risks,
    /// Assumptions.
    Assumptions,
    /// Issues.
    Issues,
    /// Actions.
    Actions,
    /// Dependencies.
    Dependencies,
}

impl SideBySide for RaidList {
    const ALL: &'static [Self] = &[Self::Risks, Self::Assumptions, Self::Issues, Self::Actions, Self::Dependencies];
    const TAB: ProjectTab = ProjectTab::Raid;
    const LABEL: &'static str = "RAID lists";
    const COUNTED: &'static str = "open";

    fn kind(self) -> &'static RegisterKind {
        match self {
            Self::Risks => &lists::RISKS,
            Self::Assumptions => &lists::ASSUMPTIONS,
            Self::Issues => &lists::ISSUES,
            Self::Actions => &ACTIONS,
            Self::Dependencies => &lists::DEPENDENCIES,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Risks => "",
            Self::Assumptions => "assumptions",
            Self::Issues => "issues",
            Self::Actions => "actions",
            Self::Dependencies => "dependencies",
        }
    }

    fn count(self, portfolio: &Portfolio, project: Option<Id>) -> usize {
        let schema = self.kind().schema;
        match project {
            None => portfolio.count(IndexKey::Open(schema.kind)),
            Some(_) => {
                let is_open =
                    |id: &Id| portfolio.record(*id).zip(schema.open).is_some_and(|(entry, is_open)| is_open(&**entry));
                self.kind().ids(portfolio, self.home(project)).iter().filter(|id| is_open(id)).count()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::RecordType;
    use crate::domain::records::Dependency;
    use crate::view::register::RegisterView;
    use crate::view::route::Route;

    #[test]
    fn each_list_has_an_address_over_all_projects_and_of_one() {
        let project = Id(7 << 22);
        for list in RaidList::ALL.iter().copied() {
            for of in [None, Some(project)] {
                let route = Route::parse(&list.route(of).to_string());
                assert_eq!(RaidList::at(&route, of), Some(list), "{route}");
                assert!(route.is_list(), "a record can lie open beside it: {route}");
            }
        }
        assert_eq!(RaidList::Issues.route(None).to_string(), "#/raid/issues");
        let of_project = RaidList::Issues.route(Some(project)).to_string();
        assert_eq!(of_project, ["#/projects/", &*project.to_string(), "/raid?list=issues"].concat());
    }

    #[test]
    fn a_view_keeps_its_list_and_its_project() {
        let home = RaidList::Dependencies.home(Some(Id(7 << 22)));
        let view = RegisterView { text: "ferry".to_owned(), ..lists::DEPENDENCIES.view().at(home) };
        let route = Route::parse(&view.route().to_string());
        assert!(home.is_at(&route));
        assert_eq!(RegisterView::read(&lists::DEPENDENCIES, &route.query).at(home), view);
    }

    #[test]
    fn a_new_dependency_of_a_project_is_one_that_it_receives() {
        let project = Id(7 << 22);
        let given = RaidList::Dependencies.home(Some(project)).given(Dependency::SCHEMA);
        assert_eq!(given, Some((crate::domain::records::dependency::at::receiver, project)));
        assert_eq!(RaidList::Dependencies.home(None).given(Dependency::SCHEMA), None);
    }
}
