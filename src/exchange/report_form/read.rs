//! Reads the answers of a form. They have been anywhere: whatever is not as the form writes it is refused with a sentence.

use super::{ANSWERS, VERSION};
use crate::domain::date::Date;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::money::Currency;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::StatusReport;
use crate::domain::records::project::{ConstraintStatus, Rag};
use crate::domain::records::status_report::at;
use crate::domain::value::Value;
use crate::exchange::json::{JsonError, JsonLimits, read_json};
use std::fmt;

/// Most bytes of answers; a form that is filled in has a few thousand.
pub const MOST_BYTES: usize = 1_000_000;
/// Longest name of a person.
const LONGEST_NAME: usize = 200;

/// Constraints, in the order of `status::constraints`.
const CONSTRAINTS: [u8; 7] = [at::schedule, at::cost, at::scope, at::benefit, at::quality, at::risk, at::people];
const TEXTS: [u8; 6] = [at::done, at::missed, at::next, at::help, at::comment, at::recovery];
const DAYS: [u8; 2] = [at::forecast_finish, at::recovery_due];

/// What a form was filled in with.
#[derive(Clone)]
pub struct Answers {
    /// The portfolio that the form came from, if it had a name of its own.
    pub portfolio: Option<Id>,
    /// The project.
    pub project: Id,
    /// What the project was called.
    pub name: String,
    /// First day of the period.
    pub from: Date,
    /// Last day of the period.
    pub to: Date,
    /// Currency of the expected cost.
    pub currency: Currency,
    /// Statuses with notes, days and texts; all else of it is as in a new one.
    pub report: StatusReport,
    /// Expected cost as it was typed.
    pub cost: String,
    /// Name of who answers for the recovery plan.
    pub recovery_owner: String,
}

/// Why answers are not read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FormError {
    /// There is more than any form has.
    TooLarge,
    /// It is a page, not answers.
    Page,
    /// It is no JSON.
    Json(JsonError),
    /// It is something else.
    Foreign,
    /// A later version wrote it.
    Later,
    /// Something of it is missing or is not as the form writes it.
    Damaged(&'static str),
    /// A status is none of the three.
    Choice {
        /// Of what.
        label: &'static str,
        /// What it says.
        word: String,
    },
    /// A field refuses what is said.
    Field {
        /// Which.
        label: &'static str,
        /// Why, as the end of a sentence.
        why: String,
    },
}

impl fmt::Display for FormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => f.write_str("It is larger than 1 MB, and no form is."),
            Self::Page => f.write_str(
                "It is the form itself. Open it in a browser, fill it in, press “Save answers”, and choose the file that it saves.",
            ),
            Self::Json(error) => error.fmt(f),
            Self::Foreign => f.write_str("It has no answers of a status report form."),
            Self::Later => f.write_str("A later version of Pocket PMO wrote it. Reload the page to get the present version."),
            Self::Damaged(what) => write!(f, "It is damaged: {what} cannot be read. Ask for the file once more."),
            Self::Choice { label, word } => {
                write!(f, "{label} is “{word}”, which is none of green, amber and red.")
            }
            Self::Field { label, why } => write!(f, "{label} {why}."),
        }
    }
}

/// Reads answers.
pub fn read_answers(text: &str) -> Result<Answers, FormError> {
    if text.len() > MOST_BYTES {
        return Err(FormError::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.starts_with('<') {
        return Err(FormError::Page);
    }
    let file = read_json(text, JsonLimits::FOREIGN).map_err(FormError::Json)?;
    if file.part("format").as_text() != Some(ANSWERS) {
        return Err(FormError::Foreign);
    }
    match file.part("version").as_int() {
        Some(version) if version > VERSION => return Err(FormError::Later),
        Some(version) if version > 0 => {}
        _ => return Err(FormError::Damaged("its version")),
    }
    let id = |name: &str| file.part(name).as_text().and_then(Id::parse);
    let day = |name: &str| file.part(name).as_text().and_then(Date::parse);
    let (Some(from), Some(to)) = (day("from"), day("to")) else { return Err(FormError::Damaged("its period")) };
    let answers = file.part("answers");
    let said = |name: &str| answers.part(name).as_text().unwrap_or_default().trim().to_owned();
    let owner = said("recovery_owner");
    if owner.len() > LONGEST_NAME || owner.contains(['\n', '\r']) {
        return Err(FormError::Field { label: "Recovery plan owner", why: "is no name".to_owned() });
    }
    Ok(Answers {
        portfolio: id("portfolio"),
        project: id("project").ok_or(FormError::Damaged("its project"))?,
        name: file.part("name").as_text().unwrap_or_default().chars().take(LONGEST_NAME).collect(),
        from,
        to,
        currency: file.part("currency").as_text().and_then(known_currency).ok_or(FormError::Damaged("its currency"))?,
        report: report(answers)?,
        cost: said("forecast_cost").chars().take(LONGEST_NAME).collect(),
        recovery_owner: owner,
    })
}

/// A currency that there is, or the sign for none.
fn known_currency(code: &str) -> Option<Currency> {
    Currency::known(code).or(Some(Currency::NONE).filter(|none| none.code() == code))
}

/// What is said, in the fields of a report. They refuse what is too long.
fn report(answers: &Value) -> Result<StatusReport, FormError> {
    if !matches!(answers, Value::Map(_)) {
        return Err(FormError::Damaged("what was filled in"));
    }
    let mut report = StatusReport::default();
    for number in CONSTRAINTS {
        let (name, label) = named(number);
        let answer = answers.part(name);
        let word = answer.part("status").as_text().unwrap_or_default();
        let rag = Rag::parse(word);
        if rag.is_none() && !word.is_empty() {
            return Err(FormError::Choice { label, word: word.chars().take(40).collect() });
        }
        let note = answer.part("note").as_text().unwrap_or_default().trim();
        let status = ConstraintStatus { rag, on: None, note: note.into() };
        set(&mut report, number, label, &status.to_value())?;
    }
    for number in TEXTS {
        let (name, label) = named(number);
        set(&mut report, number, label, &Value::text(answers.part(name).as_text().unwrap_or_default().trim()))?;
    }
    for number in DAYS {
        let (name, label) = named(number);
        let value = match answers.part(name).as_text().unwrap_or_default() {
            "" => Value::Null,
            text => match Date::parse(text) {
                Some(day) => Value::Date(day),
                None => return Err(FormError::Field { label, why: "is no date".to_owned() }),
            },
        };
        set(&mut report, number, label, &value)?;
    }
    Ok(report)
}

fn set(report: &mut StatusReport, number: u8, label: &'static str, value: &Value) -> Result<(), FormError> {
    report.set(number, value).map_err(|why| FormError::Field { label, why: why.to_string() })
}

/// Stored name and label of a field of a report.
fn named(number: u8) -> (&'static str, &'static str) {
    StatusReport::SCHEMA.field(number).map_or(("", ""), |field| (field.name, field.label))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"format":"pocket-pmo-report-answers","version":1,"portfolio":null,"project":"PROJECT","name":"Apollo",
        "from":"2026-11-01","to":"2026-11-30","currency":"GBP","answers":{"schedule":{"status":"red","note":"Rain"},
        "cost":{"status":"amber","note":"Steel"},"forecast_finish":"2027-05-05","forecast_cost":"1,200","done":"Piles","recovery":"Second shift","recovery_owner":"Ada","recovery_due":"2026-12-15"}}"#;

    fn file() -> String {
        GOOD.replace("PROJECT", &Id(7).to_string())
    }

    fn refusal(file: &str) -> String {
        read_answers(file).map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn answers_are_read_as_they_were_given() {
        let answers = read_answers(&["\u{feff}", &*file()].concat()).unwrap();
        assert_eq!(
            (answers.project, answers.from, answers.to),
            (Id(7), Date::new(2026, 11, 1).unwrap(), Date::new(2026, 11, 30).unwrap())
        );
        assert_eq!((answers.report.schedule.rag, &*answers.report.schedule.note), (Some(Rag::Red), "Rain"));
        assert_eq!((answers.report.forecast_finish, &*answers.cost), (Date::new(2027, 5, 5), "1,200"));
        assert_eq!(
            (&*answers.report.done, &*answers.report.recovery, &*answers.recovery_owner),
            ("Piles", "Second shift", "Ada")
        );
        assert_eq!(
            (answers.report.cost.rag, answers.report.scope.rag),
            (Some(Rag::Amber), None),
            "its status and its amount are two"
        );
    }

    #[test]
    fn what_is_not_as_the_form_writes_it_is_refused_with_a_sentence() {
        let long = "x".repeat(100_001);
        for (from, to, sentence) in [
            (
                "\"version\":1",
                "\"version\":2",
                "A later version of Pocket PMO wrote it. Reload the page to get the present version.",
            ),
            (
                "\"version\":1",
                "\"version\":\"1\"",
                "It is damaged: its version cannot be read. Ask for the file once more.",
            ),
            ("pocket-pmo-report-answers", "pocket-pmo-backup", "It has no answers of a status report form."),
            ("\"red\"", "\"purple\"", "Schedule status is “purple”, which is none of green, amber and red."),
            ("2027-05-05", "5 May", "Forecast finish is no date."),
            ("2026-11-30", "never", "It is damaged: its period cannot be read. Ask for the file once more."),
            ("\"GBP\"", "\"<b>\"", "It is damaged: its currency cannot be read. Ask for the file once more."),
            (
                "\"project\":\"",
                "\"project\":\"../",
                "It is damaged: its project cannot be read. Ask for the file once more.",
            ),
            (
                "\"Piles\"",
                &["\"", &*long, "\""].concat(),
                "The text on line 3, column 100114 is too long to be taken in.",
            ),
            ("\"Ada\"", &["\"", &*"y".repeat(201), "\""].concat(), "Recovery plan owner is no name."),
            ("}}", "}", "The text ends too early, on line 3: its end is missing."),
        ] {
            assert_eq!(refusal(&file().replacen(from, to, 1)), sentence, "{from}");
        }
        assert!(refusal("<!DOCTYPE html><p>").starts_with("It is the form itself."));
        assert_eq!(refusal(&" ".repeat(MOST_BYTES + 1)), "It is larger than 1 MB, and no form is.");
        assert_eq!(refusal("[]"), "It has no answers of a status report form.");
        assert!(refusal(&"[".repeat(5_000)).starts_with("Lists within lists go too deep"));
        let no_answers = file().replace("\"answers\":{", "\"answer\":{");
        assert_eq!(
            refusal(&no_answers),
            "It is damaged: what was filled in cannot be read. Ask for the file once more."
        );
        let polluted = file().replacen("{", "{\"__proto__\":{\"status\":\"red\"},\"constructor\":1,", 1);
        assert!(read_answers(&polluted).is_ok(), "names of objects mean nothing");
    }

    #[test]
    fn a_mutated_file_never_breaks_the_reader() {
        let file = file();
        for at in 0..file.len() {
            let mut bytes = file.clone().into_bytes();
            for byte in [b'"', b'{', b'[', b'\\', 0, b'9'] {
                bytes[at] = byte;
                if let Ok(text) = std::str::from_utf8(&bytes) {
                    let _ = read_answers(text).map_err(|why| why.to_string());
                }
            }
            let _ = read_answers(file.get(..at).unwrap_or_default());
        }
    }
}
