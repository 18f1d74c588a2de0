//! What is kept by difference is what would be worked out anew, whatever was done.
use crate::support;

use pocket_pmo::domain::records::Person;
use pocket_pmo::view::affected::affected;
use pocket_pmo::view::needs::{needs, overdue};
use pocket_pmo::view::overview::{begun_rows, dates, money, status_rows};
use pocket_pmo::view::standing::Standing;
use proptest::prelude::*;
use support::{World, cases, steps};

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn figures_kept_by_difference_are_those_worked_out_anew(steps in steps(1..30)) {
        let mut world = World::new();
        let mut kept = Standing::of(world.portfolio(), world.today());
        for step in &steps {
            let Ok(Some(outcome)) = world.take(step) else { continue };
            let (portfolio, today) = (world.portfolio(), world.today());
            let projects = affected(portfolio, &outcome.touched.records);
            kept.update(portfolio, today, projects.as_deref());
            let anew = Standing::of(portfolio, today);
            prop_assert_eq!((kept.statuses, kept.gaps), (anew.statuses, anew.gaps));
            prop_assert_eq!(money(portfolio, &kept), money(portfolio, &anew));
            prop_assert_eq!(dates(portfolio, &kept, today, 5), dates(portfolio, &anew, today, 5));
            prop_assert_eq!(status_rows(portfolio, &kept, today, 5), status_rows(portfolio, &anew, today, 5));
            prop_assert_eq!((kept.overdue, kept.by_confidence), (anew.overdue, anew.by_confidence));
            prop_assert_eq!(begun_rows(portfolio, &kept, today, 5), begun_rows(portfolio, &anew, today, 5));
            prop_assert_eq!(needs(portfolio, &kept, today, None, 5), needs(portfolio, &anew, today, None, 5));
            // Of one person, and what the navigation says.
            let whose = portfolio.all::<Person>().next().map(|own| own.meta.id);
            prop_assert_eq!(needs(portfolio, &kept, today, whose, 5), needs(portfolio, &anew, today, whose, 5));
            prop_assert_eq!(overdue(portfolio, &kept, today), needs(portfolio, &anew, today, None, 0).overdue());
        }
    }
}
