//! Questionnaires and answers as files: what is written is read back, and whatever else is given gets a sentence.
use crate::support;
use crate::support::MODEL;

use pocket_pmo::domain::field::Bounded;
use pocket_pmo::domain::id::{Id, Ref};
use pocket_pmo::domain::records::assessment::{AssessmentKind, Consensus};
use pocket_pmo::domain::records::response::{EvidenceGrade, QuestionAnswer};
use pocket_pmo::domain::records::{Assessment, Response};
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::command_maturity::{MaturityCommand, NewAssessment, Respondent};
use pocket_pmo::engine::decide::responses;
use pocket_pmo::exchange::maturity::answers::{read_answers, write_csv, write_json};
use pocket_pmo::exchange::maturity::questionnaire::{read_questionnaire, write_questionnaire};
use proptest::prelude::*;
use support::{World, cases, day};

fn assessment() -> Assessment {
    let mut own = Assessment {
        name: "Spring".into(),
        model: MODEL.id.as_str().into(),
        model_version: MODEL.version.as_str().into(),
        consensus: vec![Consensus { question: "MAN-1".into(), level: Some(Bounded(3)), reason: "Seen".into() }],
        ..Assessment::default()
    };
    own.meta.id = Id(77);
    own
}

fn response() -> Response {
    let answers = vec![
        QuestionAnswer {
            question: "MAN-1".into(),
            level: Some(Bounded(4)),
            evidence: Some(EvidenceGrade::E2),
            note: "=cmd|' /C calc'!A0\n\"second\" line".into(),
            records: vec![Some(Ref::new(Id(5)))],
            ..QuestionAnswer::default()
        },
        QuestionAnswer { question: "GOV-2".into(), not_applicable: "One phase".into(), ..QuestionAnswer::default() },
    ];
    Response {
        name: "Ada".into(),
        group: "pmo".into(),
        finished_on: Some(day("2026-11-20")),
        answers,
        ..Response::default()
    }
}

fn here(id: Id) -> bool {
    id == Id(5)
}

#[track_caller]
fn refused(text: &str) -> Vec<String> {
    let faults = read_answers(text, &MODEL, &here).expect_err("refused");
    assert!(!faults.is_empty() && faults.iter().all(|own| own.ends_with('.') && own.len() < 400), "{faults:?}");
    faults
}

#[test]
fn json_comes_back_as_it_was() {
    let own = response();
    let text = write_json(&assessment(), &[&own]);
    let read = read_answers(&text, &MODEL, &here).unwrap();
    assert_eq!((read.assessment, read.assessment_name.as_str(), read.remarks.len()), (Some(Id(77)), "Spring", 0));
    assert_eq!(read.responses[0].answers, own.answers);
    assert_eq!((read.responses[0].name.as_str(), read.responses[0].finished_on), ("Ada", own.finished_on));
    assert!(text.contains("\"agreed\":[{\"question\":\"MAN-1\",\"level\":3"));
}

#[test]
fn csv_comes_back_but_for_links_and_holds_no_formula() {
    let own = response();
    let text = write_csv(&MODEL, &[&own]);
    assert!(text.contains("\"'=cmd") && text.contains("\"Measured\""));
    let read = read_answers(&text, &MODEL, &here).unwrap();
    let mut expected = own.answers.clone();
    expected[0].records.clear();
    assert_eq!(read.responses[0].answers, expected);
    assert_eq!((read.responses[0].group.as_str(), read.responses[0].finished_on), ("pmo", own.finished_on));
    let plain = "Question,Level\nMAN-1,3\nMAN-2,2\n";
    let read = read_answers(plain, &MODEL, &here).unwrap();
    assert_eq!((read.responses[0].name.as_str(), read.responses[0].answers.len()), ("Earlier answers", 2));
}

#[test]
fn what_is_wrong_is_said_all_at_once_and_nothing_is_taken_in() {
    let good = write_json(&assessment(), &[&response()]);
    for (from, to, sentence) in [
        ("\"level\":4", "\"level\":6", "Ada, question MAN-1 has a level that is not one of 1 to 5."),
        ("\"level\":4", "\"level\":\"4\"", "Ada, question MAN-1 has a level that is not one of 1 to 5."),
        (
            "\"evidence\":\"E2\"",
            "\"evidence\":\"E9\"",
            "Ada, question MAN-1 has evidence that is not one of E0, E1, E2 and E3.",
        ),
        ("\"GOV-2\"", "\"MAN-1\"", "Ada, question MAN-1 is answered twice."),
        (
            "\"not_applicable\":\"One phase\"",
            "\"not_applicable\":\"One phase\",\"level\":2",
            "Ada, question GOV-2 is both answered and not applicable.",
        ),
        ("\"name\":\"Ada\"", "\"name\":\"\"", "Respondent 1 has no name."),
        ("2026-11-20", "2026-13-20", "Ada was handed in on a day that is no date."),
        (
            "pocket-pmo-maturity",
            "other",
            "The answers are for the model “other”; this assessment uses “pocket-pmo-maturity”.",
        ),
        ("pocket-pmo-answers", "x", "This is not a file of answers. Choose the file that the page Maturity saved."),
        ("\"version\":1,", "\"version\":2,", "The file is of a newer form than this version reads."),
    ] {
        assert!(good.contains(from), "{from}");
        assert!(refused(&good.replacen(from, to, 1)).contains(&sentence.to_owned()), "{sentence}");
    }
    let both = good.replace("\"level\":4", "\"level\":9").replace("\"E2\"", "\"E7\"");
    assert_eq!(refused(&both).len(), 2);
    let twice = write_json(&assessment(), &[&response(), &response()]);
    assert_eq!(refused(&twice), ["Ada stands in the file twice."]);
    for text in
        ["", "{", "[]", "{}", "\u{0}", "Question\nMAN-1\n", "a;b\n1;2\n", "%PDF-1.4", "Question,Level\nMAN-1,nine\n"]
    {
        refused(text);
    }
    refused(&"x".repeat(5_000_001));
    refused(&["[".repeat(100_000), "1".to_owned()].concat());
    refused(&good.replace("\"Ada\"", &["\"", &"y".repeat(100_001), "\""].concat()));
}

#[test]
fn what_can_be_left_out_is_left_out_and_said() {
    let good = write_json(&assessment(), &[&response()]);
    let other = good.replace("\"GOV-2\"", "\"GOV-99\"").replace("\"version\":\"1.0.0\"", "\"version\":\"0.9.0\"");
    let read = read_answers(&other, &MODEL, &|_| false).unwrap();
    assert_eq!(
        read.remarks,
        [
            "The answers were given to version 0.9.0 of the model; here it is 1.0.0.",
            "Questions that the model does not have are left out: GOV-99.",
            "1 link to a record that is not here is left out.",
        ]
    );
    assert_eq!(read.responses[0].answers.len(), 1);
}

#[test]
fn a_questionnaire_goes_out_and_its_answers_find_back() {
    let mut office = World::numbered(1);
    let ask = |world: &mut World, command| world.dispatch(&Command::act(command)).unwrap().transaction;
    let new = NewAssessment {
        name: "Spring".to_owned(),
        model: MODEL.id.clone(),
        model_version: MODEL.version.clone(),
        groups: vec!["pm".to_owned()],
        ..NewAssessment::default()
    };
    let id = ask(&mut office, MaturityCommand::Start(Box::new(new))).edits[0].record();
    let text = write_questionnaire(&MODEL, office.portfolio().get(id).unwrap());

    let read = read_questionnaire(&text).unwrap();
    assert_eq!((read.assessment, read.name.as_str(), read.kind), (id, "Spring", AssessmentKind::Full));
    assert_eq!(read.dimensions.iter().map(|own| own.questions.len()).sum::<usize>(), 41);
    assert_eq!(read.groups.len(), 1, "only the groups that are asked");
    let mut colleague = World::numbered(2);
    let new = NewAssessment {
        id: Some(read.assessment),
        name: read.name,
        kind: read.kind,
        model: read.model,
        model_version: read.model_version,
        respondent: Some(Respondent { name: "Grace".to_owned(), group: "pm".to_owned(), person: None }),
        ..NewAssessment::default()
    };
    let start = MaturityCommand::Start(Box::new(new));
    ask(&mut colleague, start.clone());
    let again = colleague.dispatch(&Command::act(start)).err().unwrap();
    assert!(again.to_string().contains("here already"));
    let response = responses(colleague.portfolio(), id)[0].meta.id;
    let answer = QuestionAnswer { question: "MAN-1".into(), level: Some(Bounded(2)), ..QuestionAnswer::default() };
    ask(&mut colleague, MaturityCommand::Answer { response, answers: vec![answer] });
    let back = write_json(colleague.portfolio().get(id).unwrap(), &responses(colleague.portfolio(), id));

    let read = read_answers(&back, &MODEL, &|_| false).unwrap();
    assert_eq!(read.assessment, Some(id));
    ask(&mut office, MaturityCommand::TakeIn { assessment: id, responses: read.responses });
    let all = responses(office.portfolio(), id);
    assert_eq!((all.len(), &*all[0].name.0, all[0].answers.len()), (1, "Grace", 1));
}

#[test]
fn the_quick_check_asks_its_ten_questions_alone() {
    let quick = Assessment { kind: AssessmentKind::Quick, ..assessment() };
    let read = read_questionnaire(&write_questionnaire(&MODEL, &quick)).unwrap();
    let asked: Vec<_> = read.dimensions.iter().flat_map(|own| &own.questions).map(|own| own.id.clone()).collect();
    assert_eq!(asked, MODEL.quick_questions);
}

#[test]
fn a_faulty_questionnaire_is_refused_with_sentences() {
    let good = write_questionnaire(&MODEL, &assessment());
    for (from, to, sentence) in [
        ("pocket-pmo-questionnaire", "x", "This is not a questionnaire. Choose the file that your office sent."),
        ("\"id\":\"MAN-2\"", "\"id\":\"MAN-1\"", "MAN-1 is asked twice."),
        ("\"id\":\"MAN-2\"", "\"id\":null", "A question needs an id, a text and five descriptions."),
        ("\"dimensions\":", "\"other\":", "The questionnaire asks nothing."),
        ("\"assessment\":", "\"other\":", "The questionnaire does not say to which assessment it belongs."),
    ] {
        assert!(good.contains(from), "{from}");
        assert_eq!(read_questionnaire(&good.replacen(from, to, 1)).unwrap_err(), [sentence]);
    }
    for text in ["", "{}", "[1]", "{\"format\":\"pocket-pmo-questionnaire\",\"version\":1}"] {
        assert!(read_questionnaire(text).is_err());
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn no_text_makes_reading_fall_over(cut in 0..3_000usize, put in "\\PC{0,12}", free in "\\PC{0,120}") {
        let good = write_json(&assessment(), &[&response()]);
        let at = good.char_indices().map(|(at, _)| at).nth(cut % good.chars().count()).unwrap();
        let mangled = [&good[..at], &put, &good[at..]].concat();
        for text in [&mangled, &free, &["Question,Level\n", &free].concat()] {
            if let Err(faults) = read_answers(text, &MODEL, &here) {
                prop_assert!(!faults.is_empty());
            }
            let _ = read_questionnaire(text);
        }
    }
}
