//! Results of the maturity assessment in words: the arithmetic of the worked examples M1 to M5 and M8, and what stands on the page.
use crate::support::MODEL;
use pocket_pmo::domain::field::Bounded;
use pocket_pmo::domain::maturity::model::Unit;
use pocket_pmo::domain::maturity::score::{AssessmentResult, DimensionResult, of_whole, result};
use pocket_pmo::domain::records::assessment::{AssessmentKind, DimensionTarget};
use pocket_pmo::domain::records::response::{EvidenceGrade, QuestionAnswer};
use pocket_pmo::domain::records::{Assessment, Response};
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::engine::signals::{Readings, WAITING};
use pocket_pmo::view::maturity::{next, quick, records, result as page, sums};

fn answers(dimension: &str, text: &str) -> Vec<QuestionAnswer> {
    let questions = &MODEL.dimension(dimension).unwrap().questions;
    let answer = |(at, word): (usize, &str)| {
        let (level, grade) = word.split_once('/').unwrap_or((word, ""));
        QuestionAnswer {
            question: questions[at].id.as_str().into(),
            level: level.parse().ok().map(Bounded),
            not_applicable: if level == "na" { "Not here".into() } else { "".into() },
            evidence: EvidenceGrade::parse(grade),
            ..QuestionAnswer::default()
        }
    };
    text.split_whitespace().enumerate().map(answer).collect()
}

fn respondent(group: &str, answers: Vec<QuestionAnswer>) -> Response {
    Response { group: group.into(), answers, ..Response::default() }
}

fn whole_of(assessment: &Assessment, responses: &[Response]) -> AssessmentResult {
    result(&MODEL, assessment, &responses.iter().collect::<Vec<_>>())
}

fn gov(text: &str) -> DimensionResult {
    whole_of(&Assessment::default(), &[respondent("", answers("GOV", text))]).dimension("GOV").unwrap().clone()
}

/// The figure of that name in GOV: its value, and its arithmetic in one text.
fn told(text: &str, name: &str) -> (String, String) {
    let all = page::dimension(&MODEL, MODEL.dimension("GOV").unwrap(), &gov(text), false);
    let own = all.into_iter().find(|own| own.name == name).unwrap();
    (own.value, own.how.join("\n"))
}

#[track_caller]
fn says(text: &str, name: &str, value: &str, how: &[&str]) {
    let (found, sum) = told(text, name);
    assert_eq!(found, value, "{name} of {text}");
    for part in how {
        assert!(sum.contains(part), "{name} of {text} does not say “{part}”:\n{sum}");
    }
}

#[test]
fn m1_the_mean_leaves_out_what_does_not_apply() {
    says(
        "3 4 2 na",
        "Score",
        "3.0",
        &["(1.5 × 3 + 1 × 4 + 1 × 2) / (1.5 + 1 + 1) = 10.5 / 3.5 = 3.0", "sum of weights"],
    );
    says("3 4 2 na", "Coverage", "100%", &["3.5 / 3.5 = 1.0", "22% of the weight does not apply"]);
    says(
        "3 4 2 na",
        "Level",
        "3",
        &["3.0 + 0.25 = 3.25, rounded down: 3.", "GOV-1 is at 3, so no more than 1 above 3: 4."],
    );
}

#[test]
fn m2_the_key_question_holds_the_level_down() {
    says("1 4 4 4", "Score", "3.0", &["13.5 / 4.5 = 3.0"]);
    says(
        "1 4 4 4",
        "Level",
        "2",
        &["GOV-1 is at 1, so no more than 1 above 1: 2. That holds the level down.", "level 2."],
    );
    let held = page::held_down(&MODEL, MODEL.dimension("GOV").unwrap(), &gov("1 4 4 4"));
    assert_eq!(held, "The key question GOV-1 holds it at level 2; the score alone would give 3.");
    assert_eq!(page::held_down(&MODEL, MODEL.dimension("GOV").unwrap(), &gov("3 4 2 na")), "");
}

#[test]
fn m3_a_range_while_questions_are_open() {
    says("4 3 - -", "Score", "3.6", &["9 / 2.5 = 3.6"]);
    says("4 3 - -", "Coverage", "56%", &["2.5 / 4.5 = 0.5556"]);
    says("4 3 - -", "Range", "2.4 to 4.2", &["at 1: ", "11 / 4.5 = 2.4444", "at 5: ", "19 / 4.5 = 4.2222"]);
    says("4 3 - -", "Level", page::NONE, &["Only 56% is answered, and a level needs 75%: no level yet."]);
    says("- 3 3 3", "Level", page::NONE, &["The key question GOV-1 is open: no level yet."]);
    assert_eq!(page::standing(&gov("4 3 - -")), "Provisional");
}

#[test]
fn m4_and_m5_evidence_and_confidence() {
    says("5 5 5 4", "Score", "4.8", &["21.5 / 4.5 = 4.7778"]);
    says("5 5 5 4", "Level", "5", &["4.7778 + 0.25 = 5.0278, rounded down: 5."]);
    let text = "4/E1 3/E2 4/E0 2/E3";
    says(text, "Score", "3.3", &["15 / 4.5 = 3.3333"]);
    says(text, "Evidenced", "2.6", &["(1.5 × 3 + 1 × 3 + 1 × 2 + 1 × 2)", "11.5 / 4.5 = 2.5556"]);
    let by = ["1.0 × 0.6778 × 0.8 = 0.5422", "3.05 / 4.5 = 0.6778", "Agreement: 0.8, because"];
    says(text, "Confidence", "54%", &by);
}

#[test]
fn m8_the_whole_and_its_weakest_dimension() {
    let scores = [3.2, 3.0, 2.6, 2.2, 2.9, 1.8, 2.1, 2.7, 1.6, 2.4];
    let levels = [3, 2, 2, 2, 3, 2, 2, 2, 1, 2];
    let dimensions = MODEL.dimensions.iter().zip(scores).zip(levels).map(|((own, score), level)| DimensionResult {
        dimension: own.id.clone(),
        weight: own.weight,
        score: Some(score),
        level: Some(level),
        coverage: 1.0,
        range: Some((score, score)),
        ..DimensionResult::default()
    });
    let whole = of_whole(&MODEL.scoring, dimensions.collect(), false, 1);
    let told = page::whole(&MODEL, &Assessment::default(), &whole);
    let of = |name| told.iter().find(|own| own.name == name).unwrap();
    assert!(of("Overall score").how.join(" ").contains("24.5 / 10 = 2.45"), "{:?}", of("Overall score"));
    assert_eq!((&*of("Level").value, &*of("Level").note), ("2", "Started"));
    let how = of("Level").how.join(" ");
    assert!(
        how.contains("2.45 + 0.25 = 2.7, rounded down: 2.")
            && how.contains("at level 1, so no more than 1 above it: 2."),
        "{how}"
    );
    assert_eq!(
        (&*of("Weakest dimension").value, &*of("Weakest dimension").note),
        ("Level 1", &*MODEL.dimension("RES").unwrap().name)
    );
}

#[test]
fn a_quick_check_has_no_levels_and_says_so() {
    let assessment = Assessment { kind: AssessmentKind::Quick, ..Assessment::default() };
    let whole = whole_of(&assessment, &[respondent("", answers("GOV", "3 3 3 3"))]);
    let told = page::whole(&MODEL, &assessment, &whole);
    assert_eq!(told[1].how, ["A quick check asks too little for a level."]);
    assert_eq!(told[1].value, page::NONE);
}

#[test]
fn nothing_answered_divides_by_nothing() {
    let whole = whole_of(&Assessment::default(), &[]);
    for own in page::whole(&MODEL, &Assessment::default(), &whole) {
        assert!(!own.how.iter().any(|line| line.contains("NaN") || line.contains("inf")), "{own:?}");
    }
    assert!(page::rows(&MODEL, &Assessment::default(), &whole).iter().all(|row| row.standing == "Not answered"));
}

#[test]
fn groups_below_three_are_never_named() {
    let few = |count| -> Vec<Response> { (0..count).map(|_| respondent("pmo", answers("GOV", "3 3 3 3"))).collect() };
    let mut responses = few(2);
    let own = whole_of(&Assessment::default(), &responses).dimension("GOV").unwrap().clone();
    assert_eq!(page::groups(&MODEL, &own.groups, own.perception_gap), "");
    responses = few(3);
    responses.extend((0..3).map(|_| respondent("sponsor", answers("GOV", "1 1 1 1"))));
    let own = whole_of(&Assessment::default(), &responses).dimension("GOV").unwrap().clone();
    let words = page::groups(&MODEL, &own.groups, own.perception_gap);
    assert!(words.contains(" 3.0, ") && words.ends_with(" 1.0. They see it differently"), "{words}");
}

#[test]
fn questions_with_levels_evidence_and_flags() {
    let responses = [respondent("", answers("GOV", "1/E1 na 2")), respondent("", answers("GOV", "4 3 3"))];
    let own = whole_of(&Assessment::default(), &responses).dimension("GOV").unwrap().clone();
    let rows = page::questions(&MODEL, MODEL.dimension("GOV").unwrap(), &own);
    assert_eq!(
        (&*rows[0].value, &*rows[0].levels, &*rows[0].evidence, rows[0].is_key),
        ("2.5", "1, 4", "Example told", true)
    );
    assert_eq!(rows[0].flags, ["To be discussed"]);
    assert_eq!(rows[1].flags, ["To be discussed", "Some say not applicable"]);
    assert_eq!((&*rows[3].value, &*rows[3].meaning), ("Open", ""));
}

#[test]
fn distances_as_sums() {
    let target = |id: &str, level, importance| DimensionTarget {
        dimension: id.into(),
        level: Some(Bounded(level)),
        importance: Some(Bounded(importance)),
    };
    let assessment = Assessment { targets: vec![target("GOV", 4, 3)], ..Assessment::default() };
    let whole = whole_of(&assessment, &[respondent("", answers("GOV", "3 4 2 na"))]);
    let rows = next::rows(&MODEL, &assessment, &whole);
    assert_eq!((&*rows[0].id, &*rows[0].gap, &*rows[0].priority, rows[0].in_focus), ("GOV", "1.0", "3.0", true));
    assert_eq!(rows[0].how, "Gap: 4 − 3 = 1. Priority: gap × weight × importance, 1 × 1 × 3 = 3.");
    assert!(rows[1..].iter().all(|row| !row.in_focus));
    let focus = next::focuses(
        &MODEL,
        &assessment,
        &whole,
        &Portfolio::default(),
        pocket_pmo::domain::date::Date::new(2026, 11, 1).unwrap(),
    );
    assert_eq!(focus.len(), 1);
    assert!(
        !focus[0].repair.is_empty()
            && focus[0].repair.iter().all(|offer| offer.taken.is_none() && !offer.because.is_empty())
    );
    let changed = next::targets_with(&MODEL, &assessment, "MAN", (Some(2), 2));
    assert_eq!(
        (changed.len(), changed[0].level.map(|own| own.0), changed[1].importance.map(|own| own.0)),
        (10, Some(2), Some(3))
    );
    assert_eq!(
        next::meaning(&MODEL.profiles[0]),
        "Aims at level 3 in MAN, TRA; level 2 in GOV, REU, DEL, TRC, POR, RSK, RES, PPL."
    );
}

#[test]
fn a_quick_check_says_what_is_strong_what_is_weak_and_what_to_do_first() {
    let assessment = Assessment { kind: AssessmentKind::Quick, ..Assessment::default() };
    let keys = |levels: &str| {
        let of_each = MODEL.dimensions.iter().zip(levels.chars()).map(|(dimension, level)| QuestionAnswer {
            question: dimension.keystone().unwrap().id.as_str().into(),
            level: level.to_digit(10).map(|level| Bounded(i64::from(level))),
            ..QuestionAnswer::default()
        });
        whole_of(&assessment, &[respondent("", of_each.collect())])
    };
    let name = |at: usize| MODEL.dimensions[at].name.clone();
    let said = quick::summary(&MODEL, &keys("3312222221")).unwrap();
    assert_eq!(said.strongest, [&name(0), ", ", &*name(1), " (3)"].concat());
    assert_eq!(said.weakest, [&name(2), ", ", &*name(9), " (1)"].concat());
    assert_eq!(said.first.len(), 3);
    assert!(said.first[0].note.starts_with(&name(2)) && said.first[1].note.starts_with(&name(9)));
    let step = MODEL.dimensions[2].step_from(1).unwrap();
    assert!(
        step.actions.iter().any(|action| action.text == said.first[0].text),
        "an action of the model, of the next step"
    );
    let alike = quick::summary(&MODEL, &keys("2222222222")).unwrap();
    assert_eq!((alike.strongest.as_str(), alike.weakest.as_str()), ("all dimensions alike (2)", ""));
    let best = quick::summary(&MODEL, &keys("5555555555")).unwrap();
    assert!(best.first.is_empty(), "at the top there is no step up");
    assert_eq!(quick::summary(&MODEL, &keys("")), None);
}

#[test]
fn all_figures_of_the_model_stand_in_a_dimension() {
    let portfolio = Portfolio::default();
    let facts = pocket_pmo::engine::signals::Facts {
        portfolio: &portfolio,
        history: &[],
        today: pocket_pmo::domain::date::Date::new(2026, 11, 1).unwrap(),
        zone: |_| 0,
        exported: None,
    };
    let mut readings = Readings::of(MODEL.signals.iter().map(|own| own.id.clone()));
    while readings.step(facts) {}
    let groups = records::groups(&MODEL, &readings, &portfolio);
    let rows: Vec<_> = groups.iter().flat_map(|group| &group.rows).collect();
    // What cannot exist yet is counted and not listed.
    let not_yet: usize = groups.iter().map(|own| own.not_yet).sum();
    assert_eq!((rows.len(), not_yet, rows.len() + not_yet), (38 - WAITING.len(), WAITING.len(), 38));
    assert_eq!(records::tally(&groups), [0, 0, 38 - WAITING.len()]);
    assert!(rows.iter().all(|row| !row.value.contains("waits for") && !row.name.contains('_')));
    let gate = rows.iter().find(|row| row.signal == "gate_coverage").unwrap();
    assert_eq!(gate.name, "Gate coverage");
    assert_eq!((&*gate.limit, &*gate.question), ("at least 90%", "GOV-2"));
    assert!(gate.formula.starts_with("Phase changes with a gate record") && gate.formula.contains(" ÷ "));
    assert_eq!(records::value(Unit::Days, 1.0), "1 day");
    assert_eq!(
        (records::value(Unit::Flag, 0.0), records::value(Unit::Count, 2.5)),
        ("No".to_owned(), "2.5".to_owned())
    );
}

#[test]
fn numbers_without_floating_point_formatting() {
    for (value, least, most, words) in [
        (2.75, 1, 1, "2.8"),
        (3.0, 1, 4, "3.0"),
        (3.0, 0, 4, "3"),
        (0.05, 1, 2, "0.05"),
        (1234.5, 0, 1, "1,234.5"),
        (-0.5, 1, 1, "−0.5"),
    ] {
        assert_eq!(sums::decimal(value, least, most), words);
    }
    assert_eq!(sums::percent(0.5556), "56%");
}
