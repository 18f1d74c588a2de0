//! Scoring of the maturity assessment: the worked examples M1 to M12 of the handbook, and what follows from a result.
use crate::support::MODEL;
use pocket_pmo::domain::field::Bounded;
use pocket_pmo::domain::maturity::contradiction::contradictions;
use pocket_pmo::domain::maturity::movement::{Way, movement};
use pocket_pmo::domain::maturity::plan::{distances, focus, plan, targets_of};
use pocket_pmo::domain::maturity::question::{median, must_discuss, rwg};
use pocket_pmo::domain::maturity::score::{
    AssessmentResult, DimensionResult, agreement, dimension_level, of_whole, overall_level, result,
};
use pocket_pmo::domain::records::assessment::{AssessmentKind, Consensus};
use pocket_pmo::domain::records::response::{EvidenceGrade, QuestionAnswer};
use pocket_pmo::domain::records::{Assessment, Response};

/// Answers as they are written in the handbook: `3`, `4/E1`, `na`, `-` for open.
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

fn response(answers: Vec<QuestionAnswer>) -> Response {
    Response { answers, ..Response::default() }
}

fn score_of(assessment: &Assessment, responses: &[Response]) -> AssessmentResult {
    result(&MODEL, assessment, &responses.iter().collect::<Vec<_>>())
}

fn gov(text: &str) -> DimensionResult {
    let whole = score_of(&Assessment::default(), &[response(answers("GOV", text))]);
    whole.dimension("GOV").unwrap().clone()
}

#[track_caller]
fn near(found: impl Into<Option<f64>>, expected: f64) {
    let found = found.into().expect("a number");
    assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
}

/// Rounded to four places, as the handbook prints it.
#[track_caller]
fn near4(found: impl Into<Option<f64>>, expected: f64) {
    let found = found.into().expect("a number");
    assert!(((found * 1e4).round() / 1e4 - expected).abs() < 1e-9, "{found} is not {expected}");
}

#[test]
fn m1_a_question_not_applicable_leaves_the_mean() {
    let own = gov("3 4 2 na");
    near(own.score, 10.5 / 3.5);
    near(own.coverage, 1.0);
    near(own.not_applicable_share, 1.0 / 4.5);
    assert_eq!((own.cap, own.level, own.provisional, own.not_applicable), (Some(4), Some(3), false, false));
}

#[test]
fn m2_the_key_question_holds_the_level_down() {
    let own = gov("1 4 4 4");
    near(own.score, 13.5 / 4.5);
    assert_eq!((own.cap, own.level), (Some(2), Some(2)));
}

#[test]
fn m3_too_little_answered_is_provisional() {
    let own = gov("4 3 - -");
    near(own.score, 9.0 / 2.5);
    near(own.coverage, 2.5 / 4.5);
    assert_eq!((own.provisional, own.level), (true, None));
    near(own.range.unwrap().0, 11.0 / 4.5);
    near(own.range.unwrap().1, 19.0 / 4.5);
    assert!(gov("- 3 3 3").provisional, "the key question is open");
}

#[test]
fn m4_level_five_needs_no_perfection() {
    let own = gov("5 5 5 4");
    near(own.score, 21.5 / 4.5);
    assert_eq!(own.level, Some(5));
}

#[test]
fn m5_evidence_bears_up_to_its_cap() {
    let own = gov("4/E1 3/E2 4/E0 2/E3");
    near(own.score, 15.0 / 4.5);
    assert_eq!(own.level, Some(3));
    near(own.evidenced, 11.5 / 4.5);
    let confidence = own.confidence.unwrap();
    near(confidence.evidence, (1.5 * 0.6 + 0.85 + 0.3 + 1.0) / 4.5);
    near(confidence.agreement, 0.8);
    near(confidence.value, confidence.evidence * 0.8);
    near4(confidence.evidence, 0.6778);
    near4(confidence.value, 0.5422);
    assert_eq!(MODEL.band(confidence.value).unwrap().label, "Medium confidence");
}

#[test]
fn m6_median_agreement_and_what_is_discussed() {
    for (levels, middle, agreed, discuss) in [
        (vec![3, 3, 4], 3.0, 0.8333, false),
        (vec![2, 3, 5], 3.0, 0.0, true),
        (vec![2, 4], 3.0, 0.0, true),
        (vec![3, 3], 3.0, 1.0, false),
        (vec![3, 3, 3, 4], 3.0, 0.875, false),
        (vec![2, 2, 4, 4], 3.0, 0.3333, true),
    ] {
        near(median(&levels), middle);
        near4(rwg(&levels), agreed);
        assert_eq!(must_discuss(&MODEL, &levels), discuss, "{levels:?}");
    }
    assert_eq!((median(&[]), rwg(&[3])), (None, None));
    near(median(&[2, 3]), 2.5);
}

#[test]
fn m7_agreement_enters_confidence() {
    let mean = (5.0 / 6.0 + 0.0 + 1.0) / 3.0;
    near4(agreement(&MODEL.scoring, Some(mean)), 0.8056);
    let value = 0.9 * 0.7 * agreement(&MODEL.scoring, Some(mean));
    near4(value, 0.5075);
    assert_eq!(MODEL.band(value).unwrap().label, "Medium confidence");
}

/// The dimensions of M8 as results.
fn m8() -> AssessmentResult {
    let scores = [3.2, 3.0, 2.6, 2.2, 2.9, 1.8, 2.1, 2.7, 1.6, 2.4];
    let dimensions = MODEL.dimensions.iter().zip(scores).map(|(dimension, score)| DimensionResult {
        dimension: dimension.id.clone(),
        weight: dimension.weight,
        score: Some(score),
        level: Some(dimension_level(&MODEL.scoring, score, (dimension.id == "GOV").then_some(1.0))),
        ..DimensionResult::default()
    });
    of_whole(&MODEL.scoring, dimensions.collect(), false, 1)
}

#[test]
fn m8_the_whole_and_its_weakest_dimension() {
    let whole = m8();
    let levels: Vec<_> = whole.dimensions.iter().filter_map(|own| own.level).collect();
    assert_eq!(levels, [3, 2, 2, 2, 3, 2, 2, 2, 1, 2]);
    near(whole.overall, 2.45);
    assert_eq!((whole.weakest, whole.level), (Some(1), Some(2)));
    assert_eq!(whole.weakest_dimensions, ["RES"]);
    assert_eq!(overall_level(&MODEL.scoring, 4.6, 2), 3, "one above the weakest");
}

#[test]
fn m9_gaps_priorities_and_focus() {
    let mut assessment = Assessment::default();
    assessment.targets = targets_of(&MODEL, "controlling", &assessment);
    for target in &mut assessment.targets {
        target.importance = Some(Bounded(match &*target.dimension.0 {
            "TRC" | "TRA" => 3,
            "GOV" | "RES" => 2,
            _ => 1,
        }));
    }
    let distances = distances(&assessment, &m8());
    let found = |id: &str| distances.iter().find(|own| own.dimension == id).unwrap();
    for (id, gap, priority) in [
        ("MAN", 0.0, 0.0),
        ("GOV", 1.0, 2.0),
        ("TRA", 1.4, 4.2),
        ("REU", 0.8, 0.8),
        ("DEL", 0.1, 0.1),
        ("TRC", 2.2, 6.6),
        ("POR", 0.9, 0.9),
        ("RSK", 0.3, 0.3),
        ("RES", 1.4, 2.8),
        ("PPL", 0.6, 0.6),
    ] {
        near(found(id).gap, gap);
        near(found(id).priority, priority);
    }
    let order: Vec<_> = distances.iter().map(|own| own.dimension.as_str()).collect();
    assert_eq!(order, ["TRC", "TRA", "RES", "GOV", "POR", "REU", "PPL", "RSK", "DEL", "MAN"]);
    assert_eq!(focus(&distances).len(), 3);
    assert_eq!(focus(&distances[8..]).len(), 1, "what lacks nothing is no focus");
}

#[test]
fn ties_of_priority_go_to_the_lower_level() {
    let mut assessment = Assessment::default();
    assessment.targets = targets_of(&MODEL, "controlling", &assessment);
    let mut whole = m8();
    // REU 2.2 and RES 2.2 against 3 each; RES is on a lower level.
    whole.dimensions[8].score = Some(2.2);
    let order: Vec<_> = distances(&assessment, &whole).into_iter().map(|own| own.dimension).collect();
    let place = |id: &str| order.iter().position(|own| own == id).unwrap();
    assert!(place("RES") < place("REU"));
}

#[test]
fn m10_all_the_same_is_that_level() {
    for level in [1, 5] {
        let all = MODEL.questions().map(|question| QuestionAnswer {
            question: question.id.as_str().into(),
            level: Some(Bounded(level)),
            ..QuestionAnswer::default()
        });
        let whole = score_of(&Assessment::default(), &[response(all.collect())]);
        assert_eq!(whole.dimensions.iter().map(|own| own.questions.len()).sum::<usize>(), 41);
        for own in &whole.dimensions {
            near(own.score, level as f64);
            assert_eq!(own.level, Some(level));
        }
        near(whole.overall, level as f64);
        assert_eq!(whole.level, Some(level));
        assert!(!whole.provisional);
    }
}

#[test]
fn m11_nothing_answered_is_nothing_said() {
    for responses in [vec![], vec![Response::default()]] {
        let whole = score_of(&Assessment::default(), &responses);
        assert_eq!((whole.overall, whole.level, whole.weakest, whole.confidence), (None, None, None, None));
        for own in &whole.dimensions {
            assert_eq!((own.score, own.level, own.confidence), (None, None, None));
            near(own.coverage, 0.0);
            assert_eq!(own.range, Some((1.0, 5.0)));
        }
    }
}

#[test]
fn m12_repair_first_then_climb() {
    let own = gov("3 4 2 3");
    near(own.score, 13.5 / 4.5);
    assert_eq!(own.level, Some(3));
    let plan = plan(MODEL.dimension("GOV").unwrap(), &own);
    let list = |proposed: &[pocket_pmo::domain::maturity::plan::Proposed]| -> Vec<(String, i64, String)> {
        let one = |own: &pocket_pmo::domain::maturity::plan::Proposed| {
            (own.action.artefact.clone(), own.step.from, own.because_of.join(" "))
        };
        proposed.iter().map(one).collect()
    };
    assert_eq!(list(&plan.repair), [("tolerances, escalation".to_owned(), 2, "GOV-3".to_owned())]);
    assert_eq!(
        list(&plan.climb),
        [
            ("governance measures".to_owned(), 3, "GOV-1".to_owned()),
            ("waiver register".to_owned(), 3, "GOV-4".to_owned())
        ]
    );
    assert_eq!(plan.sustain, None);
}

#[test]
fn at_the_highest_level_the_plan_says_how_to_stay() {
    let dimension = MODEL.dimension("GOV").unwrap();
    let own = gov("5 5 5 4");
    let found = plan(dimension, &own);
    assert_eq!(found.sustain, Some(dimension.sustain.as_str()));
    assert!(found.climb.is_empty() && !found.repair.is_empty());
    assert!(found.repair.iter().all(|own| own.because_of == ["GOV-4"]));
    assert_eq!(plan(dimension, &gov("4 3 - -")), Default::default(), "no level, no plan");
}

#[test]
fn nothing_that_applies_is_not_nothing_answered() {
    let all = |word: &str| {
        let answered =
            MODEL.dimensions.iter().flat_map(|own| answers(&own.id, &[word, " "].concat().repeat(own.questions.len())));
        score_of(&Assessment::default(), &[response(answered.collect())])
    };
    assert_eq!((all("na").overall, all("na").applies_nowhere()), (None, true));
    assert_eq!((all("-").overall, all("-").applies_nowhere()), (None, false));
    assert!(!all("3").applies_nowhere());
}

#[test]
fn a_dimension_mostly_not_applicable_leaves_the_whole() {
    let all = |gov: &str| {
        let mut all: Vec<QuestionAnswer> = answers("GOV", gov);
        for dimension in MODEL.dimensions.iter().filter(|own| own.id != "GOV") {
            all.extend(answers(&dimension.id, &"3 ".repeat(dimension.questions.len())));
        }
        score_of(&Assessment::default(), &[response(all)])
    };
    let whole = all("na na 1 1");
    let own = whole.dimension("GOV").unwrap();
    assert_eq!((own.not_applicable, own.score, own.level, own.range), (true, None, None, None));
    near(whole.overall, 3.0);
    assert_eq!((whole.level, whole.weakest), (Some(3), Some(3)));
    let whole = all("na 2 2 2");
    let own = whole.dimension("GOV").unwrap();
    assert_eq!(
        (own.not_applicable, own.cap, own.level),
        (false, None, Some(2)),
        "without its key question there is no cap"
    );
}

#[test]
fn an_agreed_value_stands_in_place_of_the_median() {
    let agreed = |level| Assessment {
        consensus: vec![Consensus { question: "GOV-1".into(), level, reason: "Seen together".into() }],
        ..Assessment::default()
    };
    let responses = [response(answers("GOV", "2/E2 3 3 3")), response(answers("GOV", "5/E0 3 3 3"))];
    let whole = score_of(&agreed(Some(Bounded(3))), &responses);
    let own = whole.question("GOV-1").unwrap();
    assert_eq!((own.value, own.agreed, own.discuss, own.levels.as_slice()), (Some(3.0), true, true, &[2, 5][..]));
    assert_eq!(own.grade, Some(EvidenceGrade::E2), "the best evidence anybody gave");
    near(own.evidenced, 3.0);
    let whole = score_of(&agreed(None), &responses);
    assert!(whole.question("GOV-1").unwrap().not_applicable);
    near(score_of(&Assessment::default(), &responses).question("GOV-1").unwrap().value, 3.5);
}

#[test]
fn groups_of_fewer_than_three_are_not_shown() {
    let of = |group: &str, text: &str| Response { group: group.into(), ..response(answers("GOV", text)) };
    let mut responses = vec![
        of("pmo", "4 4 4 4"),
        of("pmo", "4 4 4 4"),
        of("pmo", "4 4 4 4"),
        of("pm", "2 4 4 4"),
        of("pm", "2 4 4 4"),
    ];
    let whole = score_of(&Assessment::default(), &responses);
    assert_eq!(whole.question("GOV-1").unwrap().groups, [("pmo".to_owned(), 4.0)]);
    assert!(!whole.question("GOV-1").unwrap().perception_gap);
    responses.push(of("pm", "3 4 4 4"));
    let whole = score_of(&Assessment::default(), &responses);
    let own = whole.question("GOV-1").unwrap();
    assert_eq!(own.groups.len(), 2);
    assert!(own.perception_gap && !whole.question("GOV-2").unwrap().perception_gap);
    assert_eq!(whole.dimension("GOV").unwrap().groups.len(), 2);
    // Of a group of three that leave a question open only two answers are left: not shown.
    responses.push(of("team", "- 4 4 4"));
    responses.push(of("team", "2 4 4 4"));
    responses.push(of("team", "2 4 4 4"));
    let whole = score_of(&Assessment::default(), &responses);
    assert!(whole.question("GOV-1").unwrap().groups.iter().all(|(group, _)| group != "team"));
}

#[test]
fn more_who_say_not_applicable_than_answer_decide_and_both_are_discussed() {
    let of = |words: &[&str]| {
        let responses: Vec<_> = words.iter().map(|word| response(answers("GOV", word))).collect();
        let whole = score_of(&Assessment::default(), &responses);
        let own = whole.question("GOV-1").unwrap();
        (own.value, own.not_applicable, own.discuss)
    };
    assert_eq!(of(&["na", "na", "3"]), (None, true, true));
    assert_eq!(of(&["na", "3"]), (Some(3.0), false, true));
    assert_eq!(of(&["na", "na"]), (None, true, false));
}

#[test]
fn a_quick_check_is_a_rough_profile_without_levels() {
    let quick = Assessment { kind: AssessmentKind::Quick, ..Assessment::default() };
    let answered = MODEL.quick_questions.iter().map(|question| QuestionAnswer {
        question: question.as_str().into(),
        level: Some(Bounded(3)),
        ..QuestionAnswer::default()
    });
    let whole = score_of(&quick, &[response(answered.collect())]);
    assert_eq!(whole.dimensions.len(), 10);
    near(whole.overall, 3.0);
    assert!(whole.provisional && whole.dimensions.iter().all(|own| own.provisional && own.level.is_none()));
    assert_eq!((whole.level, whole.weakest), (None, None));
}

#[test]
fn small_differences_are_no_change() {
    let moved = |then: &str, now: &str| {
        let result = |text: &str| score_of(&Assessment::default(), &[response(answers("GOV", text))]);
        movement(&result(then), &result(now)).into_iter().find(|own| own.dimension == "GOV").unwrap().way
    };
    assert_eq!(moved("3 3 3 3", "3 3 3 3"), None);
    assert_eq!(moved("3 3 3 3", "3 3 3 4"), None, "one question, less than half a level");
    assert_eq!(moved("3 3 3 3", "3 3 4 4"), Some(Way::Up), "two questions, one way");
    assert_eq!(moved("3 3 3 3", "3 2 4 4"), None, "two up, one down");
    assert_eq!(moved("3 3 3 3", "3 2 2 3"), Some(Way::Down));
    assert_eq!(moved("3 3 3 3", "5 3 3 2"), None, "up by 2/4.5");
    assert_eq!(moved("3 3 3 3", "5 3 3 3"), Some(Way::Up), "half a level and more");
    assert_eq!(moved("", "5 5 5 5"), None, "there was nothing to move from");
}

#[test]
fn an_answer_against_the_records_asks_for_a_note() {
    let found = |text: &str, note: &str, value: Option<f64>| {
        let mut own = response(answers("GOV", text));
        own.answers[1].note = note.into();
        let result = score_of(&Assessment::default(), std::slice::from_ref(&own));
        let value_of = |id: &str| value.filter(|_| id == "gate_coverage");
        contradictions(&MODEL, &Assessment::default(), &[&own], &result, &value_of)
    };
    let [one] = found("3 3 3 3", "", Some(0.4)).try_into().unwrap();
    assert_eq!((one.question.as_str(), one.signal.as_str(), one.is_explained), ("GOV-2", "gate_coverage", false));
    assert!(found("3 3 3 3", "Gates began in May", Some(0.4))[0].is_explained);
    assert_eq!(found("3 2 3 3", "", Some(0.4)), [], "an answer below 3");
    assert_eq!(found("3 5 3 3", "", Some(0.9)), [], "the right side of the limit");
    assert_eq!(found("3 5 3 3", "", None), [], "no data, no remark");
}
