//! Cells of the board that are kept by difference hold what would be worked out anew, whatever was done, under any filter and
//! however the board is divided.
use crate::support;

use pocket_pmo::domain::records::Project;
use pocket_pmo::domain::records::project::Phase;
use pocket_pmo::engine::index::{BoardColumn, IndexKey};
use pocket_pmo::view::affected::affected;
use pocket_pmo::view::board_cells::{LaneBy, Layout};
use pocket_pmo::view::board_filter::{BoardFilter, StatusIs};
use pocket_pmo::view::board_sheet::{Asked, BoardSheet};
use proptest::prelude::*;
use support::{World, cases, steps};

fn asked(world: &World, filter: usize, by: Option<LaneBy>, in_steps: bool) -> Asked {
    let filter = match filter {
        0 => BoardFilter::default(),
        1 => BoardFilter { all_closed: true, ..BoardFilter::default() },
        2 => BoardFilter { status: Some(StatusIs::NotReported), ..BoardFilter::default() },
        _ => BoardFilter { text: "a".to_owned(), ..BoardFilter::default() },
    };
    let steps = if in_steps { Phase::ALL.to_vec() } else { Vec::new() };
    Asked { filter, layout: Layout { by, steps, lanes: Vec::new() }, today: Some(world.today()) }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn cells_kept_by_difference_are_those_worked_out_anew(
        steps in steps(1..40), filter in 0usize..4, by in 0usize..3, in_steps: bool,
    ) {
        let mut world = World::new();
        let by = [None, Some(LaneBy::Lead), Some(LaneBy::Programme)][by];
        let asked = asked(&world, filter, by, in_steps);
        let mut kept = BoardSheet::default();
        kept.work_out(world.portfolio(), asked.clone(), None);
        for step in &steps {
            let Ok(Some(outcome)) = world.take(step) else { continue };
            let portfolio = world.portfolio();
            let projects = affected(portfolio, &outcome.touched.records);
            let before: Vec<_> = BoardColumn::ALL.iter().map(|column| kept.count(*column)).collect();
            let is_other = kept.work_out(portfolio, asked.clone(), projects.as_deref());
            let mut anew = BoardSheet::default();
            anew.work_out(portfolio, asked.clone(), None);
            prop_assert_eq!(kept.len(), anew.len());
            prop_assert_eq!(kept.longest(), anew.longest());
            for column in BoardColumn::ALL {
                let cards = asked.filter.cards(portfolio, column, world.today());
                prop_assert_eq!(kept.count(column), cards.len());
                for card in &cards {
                    let cell = kept.cell_of(*card).unwrap();
                    prop_assert_eq!(cell, asked.layout.cell_of(portfolio.get::<Project>(*card).unwrap()));
                    prop_assert_eq!(&*kept.cards(cell), &*anew.cards(cell));
                }
                // Those of a column that is not divided stand as the index has them.
                prop_assert_eq!(kept.in_order(&portfolio.ids(IndexKey::Column(column))), cards);
            }
            let after: Vec<_> = BoardColumn::ALL.iter().map(|column| kept.count(*column)).collect();
            prop_assert!(is_other || before == after, "what is different is said");
        }
    }
}
