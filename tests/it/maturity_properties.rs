//! What holds for the scores of whatever people answer.
use crate::support;
use crate::support::MODEL;

use pocket_pmo::domain::field::Bounded;
use pocket_pmo::domain::maturity::score::{AssessmentResult, DimensionResult, result};
use pocket_pmo::domain::records::response::{EvidenceGrade, QuestionAnswer};
use pocket_pmo::domain::records::{Assessment, Response};
use proptest::prelude::*;
use support::cases;

fn response(answers: Vec<QuestionAnswer>) -> Response {
    Response { answers, ..Response::default() }
}

fn score_of(assessment: &Assessment, responses: &[Response]) -> AssessmentResult {
    result(&MODEL, assessment, &responses.iter().collect::<Vec<_>>())
}

fn any_answer(question: &str) -> impl Strategy<Value = QuestionAnswer> + use<> {
    let question = question.to_owned();
    let grade = proptest::sample::select(EvidenceGrade::ALL);
    (0..8i64, proptest::option::of(grade)).prop_map(move |(n, evidence)| QuestionAnswer {
        question: question.as_str().into(),
        level: (1..=5).contains(&n).then_some(Bounded(n)),
        not_applicable: if n == 6 { "Not here".into() } else { "".into() },
        evidence,
        ..QuestionAnswer::default()
    })
}

/// A respondent: group and answers.
type Respondent = (&'static str, Vec<QuestionAnswer>);

fn any_respondent() -> impl Strategy<Value = Respondent> {
    let answers: Vec<_> = MODEL.questions().map(|question| any_answer(&question.id)).collect();
    (proptest::sample::select(vec!["pmo", "pm", ""]), answers)
}

fn responses(respondents: &[Respondent]) -> Vec<Response> {
    let one = |(group, answers): &Respondent| Response { group: (*group).into(), ..response(answers.clone()) };
    respondents.iter().map(one).collect()
}

fn numbers(whole: &AssessmentResult) -> Vec<f64> {
    let mut all: Vec<f64> = [whole.overall, whole.evidenced].into_iter().flatten().collect();
    for own in &whole.dimensions {
        all.extend([own.score, own.evidenced].into_iter().flatten());
        all.extend([own.coverage, own.not_applicable_share]);
        all.extend(own.range.iter().flat_map(|ends| [ends.0, ends.1]));
        all.extend(own.confidence.iter().flat_map(|c| [c.value, c.coverage, c.evidence, c.agreement]));
        all.extend(own.questions.iter().flat_map(|q| [q.value, q.evidenced, q.rwg, Some(q.factor)]).flatten());
        all.extend(own.groups.iter().map(|(_, mean)| *mean));
    }
    all
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn scores_lie_within_the_range_shown_and_every_number_is_one(
        people in proptest::collection::vec(any_respondent(), 0..5)
    ) {
        let whole = score_of(&Assessment::default(), &responses(&people));
        prop_assert!(numbers(&whole).iter().all(|number| number.is_finite()));
        for own in &whole.dimensions {
            if let Some(score) = own.score {
                let (least, most) = own.range.unwrap();
                prop_assert!(least - 1e-9 <= score && score <= most + 1e-9, "{least} {score} {most}");
                prop_assert!(own.evidenced.unwrap() <= score + 1e-9);
            }
            let in_unit = |value: f64| (-1e-9..=1.0 + 1e-9).contains(&value);
            prop_assert!(in_unit(own.coverage) && own.confidence.is_none_or(|c| in_unit(c.value)));
            prop_assert!(own.level.is_none_or(|level| (1..=5).contains(&level)));
        }
        if let Some((overall, (least, most))) = whole.overall.zip(whole.range) {
            prop_assert!((1.0..=5.0).contains(&overall) && least <= most);
        }
    }

    #[test]
    fn the_order_of_respondents_is_irrelevant(people in proptest::collection::vec(any_respondent(), 0..5), by in 0..5usize) {
        let responses = responses(&people);
        let mut other = responses.clone();
        other.reverse();
        if !other.is_empty() {
            let by = by % other.len();
            other.rotate_left(by);
        }
        prop_assert_eq!(
            score_of(&Assessment::default(), &responses),
            score_of(&Assessment::default(), &other)
        );
    }

    #[test]
    fn more_evidence_never_lowers_confidence(
        people in proptest::collection::vec(any_respondent(), 1..4), who in 0..4usize, which in 0..41usize
    ) {
        let responses = responses(&people);
        let mut better = responses.clone();
        let who = who % better.len();
        let own = &mut better[who].answers[which];
        own.evidence = match own.evidence {
            None | Some(EvidenceGrade::E0) => Some(EvidenceGrade::E1),
            Some(EvidenceGrade::E1) => Some(EvidenceGrade::E2),
            _ => Some(EvidenceGrade::E3),
        };
        let (before, after) = (score_of(&Assessment::default(), &responses), score_of(&Assessment::default(), &better));
        let pairs = before.dimensions.iter().zip(&after.dimensions);
        for (before, after) in pairs {
            let value = |own: &DimensionResult| own.confidence.map_or(0.0, |c| c.value);
            prop_assert!(value(after) + 1e-12 >= value(before));
            prop_assert!(after.evidenced.unwrap_or(0.0) + 1e-12 >= before.evidenced.unwrap_or(0.0));
            prop_assert_eq!(after.score, before.score);
        }
    }

    #[test]
    fn what_is_left_open_never_changes_a_score(people in proptest::collection::vec(any_respondent(), 0..4)) {
        let responses = responses(&people);
        let mut more = responses.clone();
        // Somebody who leaves all open, and answers that say nothing.
        more.push(Response::default());
        for own in &mut more {
            own.answers.retain(|answer| answer.level.is_some() || answer.is_not_applicable());
        }
        let scores = |responses: &[Response]| -> Vec<_> {
            score_of(&Assessment::default(), responses).dimensions.iter().map(|own| (own.score, own.level)).collect()
        };
        prop_assert_eq!(scores(&responses), scores(&more));
    }
}
