//! What is found by a word beyond projects, people and programmes.
use pocket_pmo::domain::gates::{Gate, Outcome};
use pocket_pmo::domain::id::{Id, Ref};
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::{
    Assessment, Decision, GateCondition, GateReview, ImprovementAction, Project, SavedView, WorkItem,
};
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::view::finding::{Door, find};
use pocket_pmo::view::pages::Page;
use pocket_pmo::view::route::{AssessmentTab, ProjectTab};
use std::sync::Arc;

fn add<R: RecordType>(portfolio: &mut Portfolio, id: u64, mut record: R) -> Id {
    record.meta_mut().id = Id(id);
    portfolio.insert_loaded(Arc::new(record));
    Id(id)
}

fn house() -> Portfolio {
    let mut own = Portfolio::default();
    let ferry = add(&mut own, 1, Project { name: "Electric ferry".into(), ..Project::default() });
    let project = Some(Ref::new(ferry));
    add(
        &mut own,
        2,
        Decision { question: "Who pays for the chargers?".into(), choice: "The harbour".into(), ..Decision::default() },
    );
    let review = GateReview { project, gate: Gate::G2, outcome: Outcome::ConditionalGo, ..GateReview::default() };
    add(&mut own, 3, review);
    add(&mut own, 4, GateCondition { project, text: "Order a second charger".into(), ..GateCondition::default() });
    add(&mut own, 5, WorkItem { project, title: "Test the charging cable".into(), ..WorkItem::default() });
    add(&mut own, 6, Assessment { name: "Autumn review".into(), ..Assessment::default() });
    add(&mut own, 7, ImprovementAction { text: "Write a charter template".into(), ..ImprovementAction::default() });
    add(&mut own, 8, SavedView { name: "Over budget".into(), query: "group=phase".into(), ..SavedView::default() });
    own
}

fn kinds(query: &str) -> Vec<&'static str> {
    find(&house(), query).into_iter().map(|own| own.kind).collect()
}

#[test]
fn every_kind_is_found_by_its_words() {
    assert_eq!(kinds("charg"), ["Decision", "Condition", "Work item"]);
    assert_eq!(kinds("HARBOUR pays"), ["Decision"], "the choice counts too, in any order of words");
    assert_eq!(kinds("g2"), ["Gate review"]);
    assert_eq!(kinds("ferry cable"), ["Work item"], "a word of the project and one of the item");
    assert_eq!(kinds("autumn"), ["Assessment"]);
    assert_eq!(kinds("charter"), ["Improvement action"]);
    assert_eq!(kinds("over"), ["Saved view"]);
    assert!(kinds("").is_empty() && kinds("  ").is_empty() && kinds("zeppelin").is_empty());
}

#[test]
fn what_is_found_opens_where_it_is_seen() {
    let door = |query: &str| find(&house(), query).remove(0).door;
    assert_eq!(door("harbour"), Door::Decision(Id(2)));
    assert_eq!(door("second charger"), Door::Page(ProjectTab::Gates.of(Id(1))));
    assert!(matches!(door("cable"), Door::Page(route) if route.page == Page::Work && route.beside == Some(Id(5))));
    assert_eq!(door("autumn"), Door::Page(AssessmentTab::Result.of(Id(6))));
    assert!(matches!(door("over budget"), Door::Page(route) if route.to_string() == "#/projects?group=phase"));
}
