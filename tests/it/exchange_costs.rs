//! Lists of costs and of benefits: told by their headings, rehearsed row by row, taken over as one step, and again without making
//! anything twice.

use crate::exchange_support::house::House;
use pocket_pmo::domain::money::{Currency, Money};
use pocket_pmo::domain::records::benefit::BenefitKind;
use pocket_pmo::domain::records::cost_entry::{CostCategory, CostState};
use pocket_pmo::domain::records::{Benefit, CostEntry};
use pocket_pmo::exchange::table::money_lists::{BENEFITS, COSTS};
use pocket_pmo::exchange::table::proposal::propose;
use pocket_pmo::exchange::table::reading::read_table;
use pocket_pmo::exchange::table::rehearse::Rehearsal;

fn house() -> House {
    let mut house = House::empty();
    house.import("Code,Name\nAPO,Apollo\nGEM,Gemini\n");
    house
}

fn refused(rehearsal: &Rehearsal) -> Vec<(usize, &str)> {
    rehearsal.refused.iter().map(|(line, why)| (*line, &**why)).collect()
}

const LIST: &str = "Project,Cost type,Description,Period,Status,Amount (GBP)\n\
APO,Software,Licences,2026-03,Budget,\"12,000\"\n\
APO,Labour,Team,2026-04-15,Actual,4500.50\n\
GEM,Widgets,Boxes,2026-05,PO,-300\n";

#[test]
fn a_list_of_costs_is_told_by_its_headings_and_taken_over_once() {
    let mut house = house();
    let mapping = propose(&read_table(LIST.as_bytes()).unwrap());
    assert_eq!(mapping.rows, &COSTS);
    let rehearsal = house.import(LIST);
    assert_eq!((rehearsal.made.len(), refused(&rehearsal)), (3, vec![]));
    assert_eq!(rehearsal.import.label, "Import 3 cost entries from list.csv");
    let all: Vec<&CostEntry> = house.all::<CostEntry>().collect();
    let pounds = |minor| Some(Money { minor, currency: Currency::GBP });
    assert_eq!(
        (all[0].amount, all[0].state, all[0].category),
        (pounds(1_200_000), CostState::Planned, Some(CostCategory::Software))
    );
    assert_eq!(all[0].on.map(|on| on.to_string()).as_deref(), Some("2026-03-01"), "a month is its first day");
    assert_eq!(
        (all[1].amount, all[1].state, all[1].category),
        (pounds(450_050), CostState::Actual, Some(CostCategory::People))
    );
    assert_eq!((all[2].amount, all[2].state, all[2].category), (pounds(-30_000), CostState::Committed, None));
    assert_eq!(&*all[2].note, "Cost type: Widgets", "what fits no category is kept");
    assert_eq!(rehearsal.kept_as_note.len(), 1);
    let again = house.import(LIST);
    assert_eq!((again.made.len(), again.changed.len(), again.unchanged.len()), (0, 0, 3));
}

#[test]
fn a_bad_row_of_costs_is_refused_with_its_sentence_and_the_others_are_taken() {
    let mut house = house();
    let rehearsal = house.import(
        "Project,Cost type,Description,Period,Status,Amount,Currency\nAPO,Software,Licences,2026-03,Budget,12000,GBP\n\
         APO,Software,Hosting,2026-03,Budget,,GBP\nAPO,Software,Hosting,soon,Budget,12,GBP\nXYZ-9,Software,Hosting,2026-03,Budget,12,GBP\n\
         APO,Software,Hosting,2099-03,Actual,12,GBP\n",
    );
    assert_eq!(rehearsal.made.len(), 1);
    let said = refused(&rehearsal);
    assert_eq!(said[0], (3, "Amount is missing."));
    assert!(said[1].1.starts_with("Date is missing. Period: \u{201c}soon\u{201d} is no date."), "{said:?}");
    assert!(
        said.iter().any(|(line, why)| *line == 6 && why.starts_with("Date cannot be still to come for an actual cost")),
        "{said:?}"
    );
    assert_eq!(house.all::<CostEntry>().count(), 1);
}

const PROMISES: &str = "Project,Benefit,Type,Owner,Measure,Baseline,Target,Target date,Annual value (GBP)\n\
APO,Fewer calls,Cashable,Ada Lovelace,Calls a day,410,180,2027-06-30,160000\n\
APO,More noise,Disbenefit,,Complaints,0,12,2027-06-30,\n\
APO,Nothing,Cashable,,Calls,5,5,2027-06-30,\n";

#[test]
fn a_list_of_benefits_is_told_taken_over_and_updated() {
    let mut house = house();
    assert_eq!(propose(&read_table(PROMISES.as_bytes()).unwrap()).rows, &BENEFITS);
    let rehearsal = house.import(PROMISES);
    assert_eq!((rehearsal.made.len(), refused(&rehearsal)), (3, vec![]));
    // What cannot be so is kept as a note, and the rest of the row is taken.
    let kept: Vec<(usize, &str)> = rehearsal.kept_as_note.iter().map(|cell| (cell.line, &*cell.reason)).collect();
    assert_eq!(kept, [(4, "cannot be the same as the start value: nothing would get better")]);
    let third = house.all::<Benefit>().nth(2).unwrap();
    assert_eq!((third.target_value, &*third.description), (None, "Target: 5"));
    let first = house.all::<Benefit>().next().unwrap();
    assert_eq!((first.kind, first.start_value, first.target_value), (BenefitKind::Financial, Some(410.0), Some(180.0)));
    assert!(first.owner.is_some() && first.value_per_year.is_some());
    assert_eq!(house.all::<Benefit>().nth(1).map(|second| second.kind), Some(BenefitKind::DisBenefit));
    let again = house.import(&PROMISES.replace("410,180", "410,150"));
    assert_eq!((again.made.len(), again.changed.len(), again.unchanged.len()), (0, 1, 2));
    assert_eq!(house.all::<Benefit>().next().unwrap().target_value, Some(150.0));
}
