//! The file of the maturity model: what it holds, that both its forms agree, and what is said of a faulty one.
use crate::support;

use pocket_pmo::domain::value::Value;
use pocket_pmo::exchange::json::to_json;
use pocket_pmo::exchange::maturity::model::read_model;
use pocket_pmo::exchange::toml::{TomlFault, read_toml};
use proptest::prelude::*;
use support::cases;

const SOURCE: &str = include_str!("../../model/maturity-model.toml");
const SERVED: &str = include_str!("../../public/model/maturity-model.json");

#[test]
fn the_served_file_is_the_source_in_its_other_form() {
    let value = from_library(&SOURCE.parse::<toml::Table>().unwrap().into());
    assert_eq!(sorted(&read_toml(SOURCE).unwrap()), sorted(&value));
    assert_eq!(
        to_json(&read_toml(SOURCE).unwrap()) + "\n",
        SERVED,
        "write it anew with `cargo run --example maturity_model`"
    );
    assert_eq!(read_model(SOURCE), read_model(SERVED));
}

#[test]
fn it_holds_what_it_says() {
    let model = read_model(SERVED).unwrap();
    assert_eq!(model.dimensions.len(), 10);
    assert_eq!(model.questions().count(), 41);
    assert_eq!(model.dimensions.iter().map(|own| own.steps.len()).sum::<usize>(), 40);
    let actions = model.dimensions.iter().flat_map(|own| &own.steps).map(|step| step.actions.len());
    assert_eq!(actions.sum::<usize>(), 152);
    assert_eq!((model.signals.len(), model.profiles.len(), model.quick_questions.len()), (38, 5, 10));
    assert_eq!(
        model.scoring,
        Default::default(),
        "the numbers that stand in for missing ones are those of the handbook"
    );
}

fn faults_of(from: &str, to: &str) -> Vec<String> {
    assert!(SOURCE.contains(from), "{from}");
    read_model(&SOURCE.replacen(from, to, 1)).expect_err("it has a fault")
}

#[test]
fn each_fault_is_said_in_a_sentence() {
    let third = "  \"A signed charter states objectives";
    for (from, to, sentence) in [
        (
            "id = \"MAN-2\"\nweight = 1.0",
            "id = \"MAN-2\"\nweight = 0.0",
            "The weight of question MAN-2 must be above 0.",
        ),
        (
            "id = \"GOV\"\norder = 2\nname = \"Governance and decisions\"\nweight = 1.0",
            "id = \"GOV\"\norder = 2\nname = \"Governance and decisions\"\nweight = 0",
            "The weight of dimension GOV must be above 0.",
        ),
        ("id = \"MAN-3\"", "id = \"MAN-2\"", "Question MAN-2 stands in the file twice."),
        ("id = \"GOV\"", "id = \"MAN\"", "Dimension MAN stands in the file twice."),
        ("signal = \"charter_approved\"", "signal = \"charter\"", "Question MAN-1 names the unknown signal “charter”."),
        (
            "questions = [\"MAN-1\"] }",
            "questions = [\"MAN-9\"] }",
            "An action of MAN in the step from level 1 names the unknown question “MAN-9”.",
        ),
        (third, "  \"\",\n  \"A signed charter states objectives", "Question MAN-1 has no description of level 3."),
        ("keystone = true", "keystone = false", "Dimension MAN has no key question: mark one with keystone = true."),
        ("effort = \"S\"", "effort = \"XS\"", "Dimension MAN, a step, an action: “effort” must be one of S, M, L."),
        ("weight = 1.5", "weight = \"much\"", "Question MAN-1: “weight” must be a number."),
        (
            "questions = [\"MAN-1\", \"GOV-1\"",
            "questions = [\"MAN-7\", \"GOV-1\"",
            "The quick check names the unknown question “MAN-7”.",
        ),
        ("from = 1\nto = 2", "from = 1\nto = 3", "The step of MAN from 1 to 3 must lead one level up."),
        (
            "schema_version = 1",
            "schema_version = 2",
            "The file must say schema_version = 1; other forms are not read by this version.",
        ),
        ("targets = { MAN = 3", "targets = { MEN = 3", "Target profile first_year names the unknown dimension “MEN”."),
        (
            "targets = { MAN = 3",
            "targets = { MAN = 6",
            "Target profile first_year has a target outside 1 to 5 for MAN.",
        ),
        ("factor = 0.6", "factor = 0.2", "Evidence grade E1 counts less than E0."),
        (
            "provisional_below_coverage = 0.75",
            "provisional_below_coverage = 75",
            "Scoring needs shares from 0 to 1, and offsets and differences from 0 to 5.",
        ),
        ("direction = \"min\"", "direction = \"up\"", "Signal charter_approved: “direction” must be one of min, max."),
        ("question = \"MAN-1\"", "question = \"\"", "Signal charter_approved belongs to the unknown question “”."),
        ("title = \"PMO", "title = \"PMO\nx = \"", "Line 8 begins a text that does not end."),
    ] {
        let found = faults_of(from, to);
        assert!(found.iter().any(|own| own == sentence), "{sentence}\n{found:#?}");
        assert!(found.iter().all(|own| own.ends_with('.')), "{found:?}");
    }
}

#[test]
fn all_faults_are_listed_not_only_the_first() {
    let text = SOURCE.replace("weight = 1.5", "weight = 0").replacen("keystone = true", "keystone = false", 1);
    let found = read_model(&text).unwrap_err();
    assert_eq!(found.iter().filter(|own| own.contains("must be above 0")).count(), 10);
    assert!(found.iter().any(|own| own.contains("no key question")));
}

#[test]
fn a_missing_description_is_named() {
    let cut = SOURCE.find("  \"A signed charter").unwrap();
    let end = cut + SOURCE[cut..].find('\n').unwrap() + 1;
    let text = [&SOURCE[..cut], &SOURCE[end..]].concat();
    assert_eq!(read_model(&text).unwrap_err(), ["Question MAN-1 has no description of level 5."]);
}

#[test]
fn files_that_are_no_model_are_refused_with_one_sentence() {
    let deep = "x = ".to_owned() + &"[".repeat(100_000);
    let many: String = (0..5_000).map(|n| format!("k{n} = 1\n")).collect();
    let large = "# ".to_owned() + &"x".repeat(2_100_000);
    for text in [
        "",
        "{}",
        "[]",
        "{\"dimension\":",
        "a,b\n1,2\n",
        "\u{0}\u{1}",
        "[dimension",
        "{\"dimension\":1}",
        &deep,
        &many,
        &large,
    ] {
        let found = read_model(text).unwrap_err();
        assert!(!found.is_empty() && found.iter().all(|own| own.ends_with('.')), "{text:.20} {found:?}");
    }
    assert_eq!(
        read_toml("a = 1\na = 2").unwrap_err().to_string(),
        "Line 2 gives something that stands above it already."
    );
    assert_eq!(read_toml("a = 1\nb = 1979-05-27").unwrap_err().fault, TomlFault::Kind);
    assert_eq!(read_toml("\n\na = [1,\n2").unwrap_err().line, 4);
}

#[test]
fn toml_is_read_as_the_library_reads_it() {
    for text in [
        "",
        "# only a comment",
        "a = 1\r\nb.c = 'x'\r\nb.d = \"\\u00e9\\t\\\"\"",
        "[a]\nx = -1_000\n[a.b]\ny = 1.5e3\n[[c]]\nz = true\n[[c]]\n[c.d]\ne = [1, [2, 3,], # x\n 'four']\n",
        "a = {b = 1, c = {d = 'e'}}\n\"quoted key\" = 0\n'literal.key' = +0.5",
        "t = \"\"\"\nfirst \\\n   second\"\" \"\"\"\"\"\nl = '''\nraw \\n 'x' '''",
        "[[d]]\nid = 1\n[[d.q]]\nn = 1\n[[d.q]]\nn = 2\n[[d]]\nid = 2\n[[d.q]]\nn = 3",
        "[a.b]\nx = 1\n[a]\ny = 2",
        "e = []\nm = {}\nbig = 9223372036854775807",
    ] {
        let own = read_toml(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let library = from_library(&text.parse::<toml::Table>().unwrap().into());
        assert_eq!(sorted(&own), sorted(&library), "{text}");
    }
    for text in [
        "a",
        "a =",
        "= 1",
        "a = 1 b = 2",
        "[a",
        "[[a]",
        "a = 01",
        "a = 1__0",
        "a = _1",
        "a = 1.",
        "a = .5",
        "a = \"\\x\"",
        "a = 'x",
        "a = \"x\ny\"",
        "a = [1",
        "a = {b = 1",
        "[a]\n[a]",
        "a = 1\n[a]",
        "a = [1]\n[[a]]",
        "[[a]]\n[a]\n",
        "a.b = 1\na = 2",
        "a = tru",
        "a = \"\\ud800\"",
        "a = nan1",
    ] {
        assert!(read_toml(text).is_err(), "{text}");
        assert!(text.parse::<toml::Table>().is_err(), "{text}");
    }
}

proptest! {
    #![proptest_config(cases(300))]

    /// The model with a piece put elsewhere, left out or replaced: either a sentence, or what the library reads.
    #[test]
    fn mangled_toml_never_reads_otherwise_than_the_library(
        cut in 0..3_000usize, length in 0..40usize, put in "[\\[\\]\\{\\}=\",'# \\n0-9a-z.]{0,6}"
    ) {
        let from = SOURCE.find("[[dimension]]").unwrap() - 1_200;
        let from = from + SOURCE[from..].find("\n[").unwrap();
        let start: String = SOURCE[from..].chars().take(3_000).collect();
        let letters: Vec<char> = start[..start.rfind("\n\n").unwrap()].chars().collect();
        let cut = cut.min(letters.len());
        let end = (cut + length).min(letters.len());
        let text: String = letters[..cut].iter().chain(put.chars().collect::<Vec<_>>().iter()).chain(&letters[end..]).collect();
        match (read_toml(&text), text.parse::<toml::Table>()) {
            (Ok(own), Ok(library)) => prop_assert_eq!(sorted(&own), sorted(&from_library(&library.into()))),
            (Err(error), _) => prop_assert!(error.line <= 1 + text.matches('\n').count()),
            (Ok(_), Err(error)) => prop_assert!(false, "the library refuses: {}", error),
        }
        let _ = read_model(&text);
    }

    #[test]
    fn no_text_at_all_makes_it_fall_over(text in "\\PC{0,200}") {
        let _ = read_toml(&text);
        let _ = read_model(&text);
        let _ = read_model(&["{", &text].concat());
    }
}

fn from_library(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::Text(text.as_str().into()),
        toml::Value::Integer(number) => Value::Int(*number),
        toml::Value::Float(number) => Value::Number(*number),
        toml::Value::Boolean(flag) => Value::Bool(*flag),
        toml::Value::Datetime(_) => panic!("no dates here"),
        toml::Value::Array(values) => Value::List(values.iter().map(from_library).collect()),
        toml::Value::Table(entries) => {
            Value::Map(entries.iter().map(|(name, value)| (name.as_str().into(), from_library(value))).collect())
        }
    }
}

/// Maps by their names: the library does not keep their order.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Map(entries) => {
            let mut entries: Vec<_> = entries.iter().map(|(name, value)| (name.clone(), sorted(value))).collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Map(entries)
        }
        Value::List(values) => Value::List(values.iter().map(sorted).collect()),
        other => other.clone(),
    }
}
