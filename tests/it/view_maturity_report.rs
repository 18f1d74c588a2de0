//! Maturity over time, the report and what is said of the model: over the example's two assessments.
use pocket_pmo::domain::date::{Date, Moment};
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::maturity::model::Model;
use pocket_pmo::domain::maturity::movement::Way;
use pocket_pmo::domain::maturity::score::result;
use pocket_pmo::domain::records::Assessment;
use pocket_pmo::domain::records::assessment::{AssessmentKind, KeptFigure};
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::engine::workspace::Workspace;
use pocket_pmo::exchange::example::life::live;
use pocket_pmo::exchange::example::read_example;
use pocket_pmo::exchange::maturity::model::{as_json, read_model};
use pocket_pmo::view::maturity::about::{functions, why};
use pocket_pmo::view::maturity::report::report;
use pocket_pmo::view::maturity::time::{
    HEIGHT, Past, WIDTH, ended_between, figures, height_of, line, past, points, responses, side_by_side, trends,
    usual_pair,
};
use std::sync::{Arc, LazyLock};

const FILE: &str = include_str!("../../model/maturity-model.toml");
static MODEL: LazyLock<Arc<Model>> = LazyLock::new(|| Arc::new(read_model(FILE).expect("a model")));

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn example() -> Workspace {
    let today = day("2026-11-22");
    let mut next = 100;
    let imports = read_example(include_str!("../../public/example/portfolio.json"), today, &mut || {
        next += 1;
        Id(next)
    });
    live(imports.unwrap(), &|day| Moment(day.days_since(Date::of_moment(Moment(0))) * 86_400_000)).unwrap()
}

fn all_past(portfolio: &Portfolio) -> Vec<Past> {
    past(portfolio, &|id, version| (id == MODEL.id && version == MODEL.version).then(|| MODEL.clone())).0
}

#[test]
fn a_strip_keeps_days_and_levels_apart() {
    assert_eq!((height_of(5.0), height_of(1.0)), (6, HEIGHT - 6));
    assert!(height_of(3.0) < height_of(2.9));
    let days = [("2026-01-01", Some(1.0)), ("2026-01-11", None), ("2026-01-31", Some(3.0)), ("2026-04-11", Some(5.0))];
    let scores: Vec<(Date, Option<f64>, bool)> = days.iter().map(|(on, score)| (day(on), *score, false)).collect();
    let points = points(&scores);
    let x: Vec<Option<i64>> = points.iter().map(|own| own.map(|own| own.x)).collect();
    assert_eq!(x, [Some(6), None, Some(6 + 30 * (WIDTH - 12) / 100), Some(WIDTH - 6)]);
    assert_eq!(line(&points), "M6 34M50 20L154 6");
    let one = line(&super_points(&[("2026-01-01", 2.0)]));
    assert_eq!(one, "M6 27", "one day alone has no width");
}

fn super_points(days: &[(&str, f64)]) -> Vec<Option<pocket_pmo::view::maturity::time::Point>> {
    points(&days.iter().map(|(on, score)| (day(on), Some(*score), false)).collect::<Vec<_>>())
}

#[test]
fn the_example_has_moved_between_its_assessments() {
    let workspace = example();
    let all = all_past(workspace.portfolio());
    assert_eq!(all.iter().map(|own| &*own.name).collect::<Vec<_>>(), ["First assessment", "Second assessment"]);
    assert_eq!(usual_pair(&all), Some((all[0].id, all[1].id)));
    let rows = trends(&all);
    assert_eq!(rows.len(), 11);
    assert_eq!(rows[0].name, "Overall");
    let governance = rows.iter().find(|own| own.name == "Governance and decisions").unwrap();
    assert_eq!(governance.change, Some(Some(Way::Up)));
    assert!(rows.iter().skip(1).any(|own| own.change == Some(None)), "some did not really move");

    let pairs = side_by_side(&all[0], &all[1]);
    assert_eq!(pairs.iter().map(|own| own.questions.len()).sum::<usize>(), 41);
    let gates = pairs.iter().flat_map(|own| &own.questions).find(|own| own.id == "GOV-2").unwrap();
    assert_eq!((&*gates.then, &*gates.now, gates.words), ("2", "3", "Higher"));

    let ended = ended_between(workspace.portfolio(), &all[0], &all[1]);
    assert_eq!(ended.iter().map(|own| own.status).collect::<Vec<_>>(), ["Done", "Done", "Dropped"]);
    assert!(ended.is_sorted_by_key(|own| own.on));
}

#[test]
fn figures_stand_then_and_now_with_the_side_of_their_limit() {
    let workspace = example();
    let mut all = all_past(workspace.portfolio());
    let kept = |value| vec![KeptFigure { signal: "gate_coverage".into(), value, of: None }];
    (all[0].figures, all[1].figures) = (kept(0.4), kept(0.95));
    let pairs = figures(&all[0], &all[1]);
    assert_eq!(pairs.len(), 1);
    assert_eq!((&pairs[0].then, &pairs[0].now), (&Some(("40%".to_owned(), false)), &Some(("95%".to_owned(), true))));
    assert_eq!(pairs[0].limit, "at least 90%");
}

#[test]
fn a_quick_check_is_not_compared_with_a_full_assessment() {
    let workspace = example();
    let mut all = all_past(workspace.portfolio());
    all[0].kind = AssessmentKind::Quick;
    assert!(side_by_side(&all[0], &all[1]).iter().all(|own| own.way.is_none() && own.words == "Not comparable"));
    assert!(trends(&all).iter().all(|own| own.change.is_none()));
}

#[test]
fn the_report_tells_everything_and_names_nobody() {
    let workspace = example();
    let portfolio = workspace.portfolio();
    let second = portfolio.all::<Assessment>().find(|own| *own.name.0 == *"Second assessment").unwrap();
    let mut own = second.clone();
    // Median 3, but the records say that few gates were held.
    own.figures = vec![KeptFigure { signal: "gate_coverage".into(), value: 0.4, of: None }];
    let responses = responses(portfolio, second.meta.id);
    let result = result(&MODEL, &own, &responses);
    let made = report(portfolio, &MODEL, &own, &responses, &result, "Northern Ferries");

    let head = |label: &str| made.head.iter().find(|own| own.0 == label).map(|own| own.1.clone()).unwrap();
    assert_eq!(head("Organisation"), "Northern Ferries");
    assert_eq!(head("Respondents"), "3 respondents");
    assert_eq!(made.draft, None);
    assert_eq!(made.profile.len(), 10);
    assert!(made.profile.iter().all(|own| own.evidenced_length <= own.claimed_length && own.claimed_length <= 500));
    assert_eq!(made.questions.iter().map(|own| own.1.len()).sum::<usize>(), 41);
    assert_eq!(made.against.len(), 1);
    assert_eq!(made.against[0].figure, "40%; for level 3 at least 90%");
    assert!(made.against[0].notes[0].starts_with("Every project has passed"));
    assert!(!made.focus.is_empty() && made.focus.len() <= 3);
    assert_eq!(made.actions.len(), 4);
    assert!(made.not_certified.contains("not"));
    let mut rest = made.clone();
    rest.actions.clear();
    let text = format!("{rest:?}");
    for name in ["Priya", "Whitaker", "Ingrid"] {
        assert!(!text.contains(name), "{name}");
    }
}

#[test]
fn a_report_of_nothing_is_a_draft_without_figures() {
    let own = Assessment { name: "Empty".into(), kind: AssessmentKind::Quick, ..Assessment::default() };
    let result = result(&MODEL, &own, &[]);
    let made = report(&Portfolio::default(), &MODEL, &own, &[], &result, "");
    assert!(made.draft.is_some() && !made.has_figures && made.focus.is_empty());
    assert_eq!(made.questions.iter().map(|own| own.1.len()).sum::<usize>(), 10);
    assert!(made.questions.iter().all(|own| own.1[0].level == "Open" && own.1[0].agreement == "–"));
    assert!(made.method.last().unwrap().starts_with("A quick check"));
}

#[test]
fn each_question_says_why_it_is_asked() {
    for dimension in &MODEL.dimensions {
        assert!(!functions(dimension).is_empty());
        for question in &dimension.questions {
            let labels: Vec<&str> = why(&MODEL, dimension, question).into_iter().map(|own| own.0).collect();
            assert_eq!(labels[0], "Serves", "{}", question.id);
            assert_eq!(labels.contains(&"Weight"), question.keystone);
        }
    }
    assert_eq!(functions(MODEL.dimension("POR").unwrap()), "Governance, Transparency");
}

#[test]
fn a_model_is_kept_in_a_form_that_reads_as_the_file_did() {
    assert_eq!(read_model(&as_json(FILE).unwrap()).unwrap(), **MODEL);
    assert_eq!(as_json("dimension = [[["), None);
}

#[test]
fn the_sheets_of_the_saved_file_read_the_same_in_markup() {
    for sheet in [
        include_str!("../../src/ui/pages/maturity/report_file.css"),
        include_str!("../../style/pages/maturity-report.css"),
    ] {
        assert!(!sheet.contains(['<', '>', '&']));
    }
}
