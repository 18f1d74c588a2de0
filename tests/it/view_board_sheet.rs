//! Cells of the board that are kept by difference hold what would be worked out anew, whatever was done, under any filter and
//! however the board is divided.
use crate::support;

use pocket_pmo::domain::records::Project;
use pocket_pmo::domain::records::project::Phase;
use pocket_pmo::engine::index::{BoardColumn, IndexKey};
use pocket_pmo::view::board::cells::Layout;
use pocket_pmo::view::board::filter::BoardFilter;
use pocket_pmo::view::board::sheet::{BoardQuery, BoardSheet};
use pocket_pmo::view::project_board::filter::{STATUS, Wish};
use pocket_pmo::view::project_board::{PROJECTS, cell_of};
use proptest::prelude::*;
use support::{World, cases, steps};

fn asked(world: &World, narrowed: usize, by: Option<&str>, in_steps: bool) -> BoardQuery {
    let mut filter = BoardFilter::new(&PROJECTS);
    match narrowed {
        0 => {}
        1 => filter.has_rest = true,
        2 => filter.set(STATUS, "not-reported"),
        _ => filter.text = "a".to_owned(),
    }
    let mut columns = (PROJECTS.columns)(world.portfolio(), &filter);
    for column in columns.iter_mut().filter(|_| in_steps) {
        let phase =
            Phase::ALL.iter().find(|phase| BoardColumn::of(**phase, Default::default()).label() == column.label);
        column.steps = phase.map_or_else(Vec::new, |phase| phase.steps().iter().map(|step| step.1).collect());
    }
    let by = by.and_then(|by| PROJECTS.lanes_named(by));
    let layout = Layout { by, columns: columns.into(), lanes: Vec::new() };
    BoardQuery { filter: Some(filter), layout, today: Some(world.today()) }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn cells_kept_by_difference_are_those_worked_out_anew(
        steps in steps(1..40), filter in 0usize..4, by in 0usize..3, in_steps: bool,
    ) {
        let mut world = World::new();
        let by = [None, Some("lead"), Some("programme")][by];
        let asked = asked(&world, filter, by, in_steps);
        let wish = Wish::of(asked.filter.as_ref().unwrap());
        let mut kept = BoardSheet::default();
        kept.work_out(world.portfolio(), asked.clone(), None);
        for step in &steps {
            let Ok(Some(outcome)) = world.take(step) else { continue };
            let portfolio = world.portfolio();
            let projects = PROJECTS.affected(portfolio, &outcome.touched.records);
            let before: Vec<_> = BoardColumn::ALL.iter().map(|column| kept.count(*column as usize)).collect();
            let is_other = kept.work_out(portfolio, asked.clone(), projects.as_deref());
            let mut anew = BoardSheet::default();
            anew.work_out(portfolio, asked.clone(), None);
            prop_assert_eq!(kept.len(), anew.len());
            prop_assert_eq!(kept.longest(), anew.longest());
            for column in BoardColumn::ALL {
                let cards = wish.cards(portfolio, column, world.today());
                prop_assert_eq!(kept.count(column as usize), cards.len());
                for card in &cards {
                    let cell = kept.cell_of(*card).unwrap();
                    prop_assert_eq!(cell, cell_of(&asked.layout, portfolio.get::<Project>(*card).unwrap()));
                    prop_assert_eq!(&*kept.cards(cell), &*anew.cards(cell));
                }
                // Those of a column that is not divided stand as the index has them.
                prop_assert_eq!(kept.in_order(&portfolio.ids(IndexKey::Column(column))), cards);
            }
            let after: Vec<_> = BoardColumn::ALL.iter().map(|column| kept.count(*column as usize)).collect();
            prop_assert!(is_other || before == after, "what is different is said");
        }
    }
}
