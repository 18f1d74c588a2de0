//! The grid of power and interest: which stakeholders stand in which cell. Must not know how it is drawn.

use crate::domain::id::Id;
use crate::domain::records::Stakeholder;
use crate::domain::records::stakeholder::{self, Grade, Quadrant};
use crate::engine::portfolio::Portfolio;
use crate::view::format::count;

/// A stakeholder in the grid.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// The stakeholder.
    pub id: Id,
    /// The name.
    pub name: String,
    /// "Wanted 2 steps further"; empty if they are where they are wanted, or nobody said.
    pub gap: String,
}

/// A quarter of the grid.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quarter {
    /// What is done with those in it.
    pub quadrant: Quadrant,
    /// "High power, low interest".
    pub words: &'static str,
    /// Those in it, by name.
    pub standing: Vec<Standing>,
}

/// The grid.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Grid {
    /// The quarters, in the order in which they are read.
    pub quarters: Vec<Quarter>,
    /// Those of whom power or interest is not known.
    pub unknown: Vec<Standing>,
    /// How many there are, and how many are wanted further than they are, in a sentence.
    pub words: String,
}

const QUARTERS: [(Quadrant, &str); 4] = [
    (Quadrant::Satisfy, "High power, low interest"),
    (Quadrant::Manage, "High power, high interest"),
    (Quadrant::Monitor, "Low power, low interest"),
    (Quadrant::Inform, "Low power, high interest"),
];

/// The grid of a project; nothing in it while it has no stakeholder.
pub fn grid(portfolio: &Portfolio, project: Id) -> Grid {
    let mut all: Vec<&Stakeholder> = portfolio.related(stakeholder::at::project, project).collect();
    if all.is_empty() {
        return Grid::default();
    }
    crate::domain::sorting::sort_by(&mut all, |a, b| a.name.0.cmp(&b.name.0));
    let standing = |stakeholder: &&Stakeholder| Standing {
        id: stakeholder.meta.id,
        name: stakeholder.name.to_string(),
        gap: gap(stakeholder),
    };
    let of = |quadrant| all.iter().filter(move |stakeholder| stakeholder.quadrant() == quadrant);
    let quarter = |(quadrant, words)| Quarter { quadrant, words, standing: of(Some(quadrant)).map(standing).collect() };
    let further = all.iter().filter(|stakeholder| stakeholder.gap().is_some_and(|gap| gap > 0)).count();
    let further = match further {
        0 => "all of whom it is known are where they are wanted.".to_owned(),
        1 => "1 is wanted further than now.".to_owned(),
        several => [&*several.to_string(), " are wanted further than now."].concat(),
    };
    Grid {
        quarters: QUARTERS.map(quarter).into(),
        unknown: of(None).map(standing).collect(),
        words: [&*count(all.len(), "stakeholder"), ": ", &*further].concat(),
    }
}

fn gap(stakeholder: &Stakeholder) -> String {
    match stakeholder.gap() {
        Some(steps @ 1..) => {
            ["wanted ", &*count(usize::try_from(steps).unwrap_or_default(), "step"), " further"].concat()
        }
        _ => String::new(),
    }
}

/// The grades that put somebody into a quarter: those they have where these are on that side already, else the middle of it.
pub fn grades_in(stakeholder: &Stakeholder, quadrant: Quadrant) -> (i64, i64) {
    let (much_power, much_interest) = match quadrant {
        Quadrant::Manage => (true, true),
        Quadrant::Satisfy => (true, false),
        Quadrant::Inform => (false, true),
        Quadrant::Monitor => (false, false),
    };
    let grade = |has: Option<Grade>, much: bool| match has {
        Some(has) if (has.0 >= 4) == much => has.0,
        _ if much => 4,
        _ => 2,
    };
    (grade(stakeholder.power, much_power), grade(stakeholder.interest, much_interest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::Bounded;
    use crate::domain::id::Ref;
    use crate::domain::records::stakeholder::Engagement;
    use std::sync::Arc;

    #[test]
    fn each_stands_in_the_quarter_of_power_and_interest() {
        let mut portfolio = Portfolio::default();
        assert_eq!(grid(&portfolio, Id(1)), Grid::default());
        for (id, name, power, interest, wanted) in [
            (10, "Unions", Some(5), Some(5), Engagement::Neutral),
            (11, "Bank", Some(4), Some(1), Engagement::Resistant),
            (12, "Anglers", Some(1), Some(5), Engagement::Resistant),
            (13, "Press", None, Some(2), Engagement::Resistant),
        ] {
            let mut stakeholder = Stakeholder {
                name: name.into(),
                project: Some(Ref::new(Id(1))),
                power: power.map(Bounded),
                interest: interest.map(Bounded),
                now: Some(Engagement::Resistant),
                wanted: Some(wanted),
                ..Stakeholder::default()
            };
            stakeholder.meta.id = Id(id);
            portfolio.insert_loaded(Arc::new(stakeholder));
        }
        let found = grid(&portfolio, Id(1));
        let names =
            |at: usize| found.quarters[at].standing.iter().map(|stakeholder| &*stakeholder.name).collect::<Vec<_>>();
        assert_eq!([names(0), names(1), names(2), names(3)], [vec!["Bank"], vec!["Unions"], vec![], vec!["Anglers"]]);
        assert_eq!(found.quarters[1].standing[0].gap, "wanted 1 step further");
        assert_eq!(found.unknown.len(), 1);
        assert_eq!(found.words, "4 stakeholders: 1 is wanted further than now.");
    }

    #[test]
    fn moving_to_a_quarter_keeps_the_grades_that_fit_and_leads_there() {
        let stakeholder = |power, interest| Stakeholder {
            power: Some(Bounded(power)),
            interest: Some(Bounded(interest)),
            ..Stakeholder::default()
        };
        assert_eq!(grades_in(&stakeholder(5, 1), Quadrant::Manage), (5, 4));
        assert_eq!(grades_in(&stakeholder(5, 1), Quadrant::Monitor), (2, 1));
        assert_eq!(grades_in(&Stakeholder::default(), Quadrant::Satisfy), (4, 2));
        for quadrant in Quadrant::ALL {
            let (power, interest) = grades_in(&stakeholder(3, 3), *quadrant);
            assert_eq!(stakeholder(power, interest).quadrant(), Some(*quadrant));
        }
    }
}
