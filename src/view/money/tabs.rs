//! The lists of a project's money, beside its figures on one tab; over all projects each is a page. Must not know how any is drawn.

use super::lists::{BENEFITS, COSTS};
use crate::view::register::{RegisterKind, SideBySide};
use crate::view::route::ProjectTab;

/// One of the lists.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MoneyList {
    /// Cost entries.
    Costs,
    /// Benefits.
    Benefits,
}

impl SideBySide for MoneyList {
    const ALL: &'static [Self] = &[Self::Costs, Self::Benefits];
    const TAB: ProjectTab = ProjectTab::Money;
    const LABEL: &'static str = "Money of the project";
    const COUNTED: &'static str = "";
    const WHOLE: &'static str = "Figures";

    fn kind(self) -> &'static RegisterKind {
        match self {
            Self::Costs => &COSTS,
            Self::Benefits => &BENEFITS,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Costs => "costs",
            Self::Benefits => "benefits",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;
    use crate::view::route::Route;

    #[test]
    fn each_list_has_an_address_of_its_own_and_the_tab_itself_names_none() {
        let project = Some(Id(7 << 22));
        for list in MoneyList::ALL.iter().copied() {
            let route = Route::parse(&list.route(project).to_string());
            assert_eq!(MoneyList::at(&route, project), Some(list), "{route}");
            assert!(route.is_list(), "a record can lie open beside it: {route}");
        }
        assert_eq!(MoneyList::at(&ProjectTab::Money.of(Id(7 << 22)), project), None);
    }
}
