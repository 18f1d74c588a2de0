//! The file of a maturity model, in TOML or JSON of the same form, read into [`Model`]. Lists every fault, not only the first.
//! Must not know where the file comes from.

use crate::domain::maturity::faults::faults;
use crate::domain::maturity::model::{
    Action, Band, Dimension, GradeWords, LevelWords, Model, Named, Profile, Question, Scoring, Side, Signal, Step, Unit,
};
use crate::domain::records::project::SizeClass;
use crate::domain::records::response::EvidenceGrade;
use crate::domain::value::Value;
use crate::exchange::json::{JsonLimits, read_json, to_json};
use crate::exchange::toml::read_toml;

/// Largest model file that is read, in bytes.
pub const LARGEST: usize = 2_000_000;
/// Form of the file that this version reads.
const FORM: i64 = 1;
/// Most faults that are listed.
const MOST_FAULTS: usize = 200;

/// Reads a model. What is wrong with it, fault by fault, if it cannot be used.
pub fn read_model(text: &str) -> Result<Model, Vec<String>> {
    let one = |sentence: &str| vec![sentence.to_owned()];
    if text.len() > LARGEST {
        return Err(one("The file is larger than 2 MB: it is no maturity model."));
    }
    let file = match is_json(text) {
        true => read_json(text, JsonLimits::FOREIGN).map_err(|error| one(&error.to_string()))?,
        false => read_toml(text).map_err(|error| one(&error.to_string()))?,
    };
    if file.entry("dimension").is_none() {
        return Err(one("This is not a maturity model: it has no dimensions."));
    }
    if file.entry("schema_version").and_then(Value::as_int) != Some(FORM) {
        return Err(one("The file must say schema_version = 1; other forms are not read by this version."));
    }
    let mut reader = Reader::default();
    let model = reader.model(&file);
    let mut found = reader.faults;
    found.extend(faults(&model));
    found.truncate(MOST_FAULTS);
    if found.is_empty() { Ok(model) } else { Err(found) }
}

/// The text of a model file in the form in which it is kept, JSON; none if it cannot be read.
pub fn as_json(text: &str) -> Option<String> {
    let value = match is_json(text) {
        true => read_json(text, JsonLimits::FOREIGN).ok()?,
        false => read_toml(text).ok()?,
    };
    Some(to_json(&value))
}

fn is_json(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
}

/// Reads parts and notes what does not fit.
#[derive(Default)]
struct Reader {
    faults: Vec<String>,
}

impl Reader {
    fn say(&mut self, place: &str, name: &str, what: &str) {
        self.faults.push([place, ": “", name, "” ", what, "."].concat());
    }

    /// A text; empty if it is not there.
    fn text(&mut self, part: &Value, place: &str, name: &str) -> String {
        match part.part(name) {
            Value::Null => String::new(),
            Value::Text(text) => text.to_string(),
            _ => {
                self.say(place, name, "must be text");
                String::new()
            }
        }
    }

    /// A number; `without` if it is not there.
    fn number(&mut self, part: &Value, place: &str, name: &str, without: f64) -> f64 {
        match part.part(name) {
            Value::Null => without,
            Value::Int(number) => *number as f64,
            Value::Number(number) => *number,
            _ => {
                self.say(place, name, "must be a number");
                without
            }
        }
    }

    fn integer(&mut self, value: &Value, place: &str, name: &str) -> i64 {
        value.as_int().unwrap_or_else(|| {
            self.say(place, name, "must be a whole number");
            0
        })
    }

    fn list<'a>(&mut self, part: &'a Value, place: &str, name: &str) -> &'a [Value] {
        match part.part(name) {
            Value::Null => &[],
            Value::List(values) => values,
            _ => {
                self.say(place, name, "must be a list");
                &[]
            }
        }
    }

    fn texts(&mut self, part: &Value, place: &str, name: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for value in self.list(part, place, name) {
            match value {
                Value::Text(text) => texts.push(text.to_string()),
                // JSON and TOML both keep an empty text; one that is no text stands for a missing one.
                _ => {
                    self.say(place, name, "must hold nothing but texts");
                    texts.push(String::new());
                }
            }
        }
        texts
    }

    /// One of a few words.
    fn word<T: Copy>(&mut self, part: &Value, place: &str, name: &str, words: &[(&str, T)], without: T) -> T {
        let text = self.text(part, place, name);
        match words.iter().find(|(word, _)| *word == text) {
            Some((_, value)) => *value,
            None => {
                let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                self.say(place, name, &["must be one of ", &all.join(", ")].concat());
                without
            }
        }
    }

    fn model(&mut self, file: &Value) -> Model {
        let place = "The file";
        let quick = file.part("quick_check");
        Model {
            id: self.text(file, place, "id"),
            version: self.text(file, place, "version"),
            title: self.text(file, place, "title"),
            origin: self.text(file, place, "origin"),
            not_certified: self.text(file, place, "not_certified"),
            how_to_answer: self.text(file, place, "how_to_answer"),
            levels: self.levels(file),
            scoring: self.scoring(file.part("scoring")),
            bands: self.list(file, place, "confidence_band").iter().map(|band| self.band(band)).collect(),
            grades: self.list(file, place, "evidence_grade").iter().filter_map(|grade| self.grade(grade)).collect(),
            quantifiers: pairs(file.part("quantifiers")),
            groups: self.list(file, place, "respondent_group").iter().map(|group| self.named(group)).collect(),
            dimensions: self.list(file, place, "dimension").iter().map(|part| self.dimension(part)).collect(),
            signals: self.list(file, place, "signal").iter().map(|signal| self.signal(signal)).collect(),
            profiles: self.list(file, place, "target_profile").iter().map(|part| self.profile(part)).collect(),
            quick_label: self.text(quick, "The quick check", "label"),
            quick_rule: self.text(quick, "The quick check", "rule"),
            quick_questions: self.texts(quick, "The quick check", "questions"),
        }
    }

    fn levels(&mut self, file: &Value) -> Vec<LevelWords> {
        let mut levels = Vec::new();
        for (at, level) in self.list(file, "The file", "level").iter().enumerate() {
            let place = ["Level ", &(at + 1).to_string()].concat();
            if level.part("n").as_int() != i64::try_from(at + 1).ok() {
                self.say(&place, "n", "must count from 1 to 5 in order");
            }
            levels.push(LevelWords {
                name: self.text(level, &place, "name"),
                meaning: self.text(level, &place, "meaning"),
                overall: self.text(level, &place, "overall"),
            });
        }
        levels
    }

    fn scoring(&mut self, part: &Value) -> Scoring {
        let usual = Scoring::default();
        let mut number = |name, without| self.number(part, "Scoring", name, without);
        Scoring {
            level_tolerance: number("level_tolerance", usual.level_tolerance),
            provisional_below: number("provisional_below_coverage", usual.provisional_below),
            keystone_cap: number("keystone_cap_offset", usual.keystone_cap),
            overall_cap: number("overall_cap_offset", usual.overall_cap),
            most_not_applicable: number("max_na_weight_share", usual.most_not_applicable),
            single_agreement: number("agreement_factor_single_respondent", usual.single_agreement),
            discuss_below: number("rwg_discuss_below", usual.discuss_below),
            discuss_range: number("range_discuss_from", usual.discuss_range),
            group_gap: number("group_gap_discuss_from", usual.group_gap),
        }
    }

    fn band(&mut self, part: &Value) -> Band {
        let place = "A confidence band";
        Band {
            from: self.number(part, place, "from", 0.0),
            label: self.text(part, place, "label"),
            hint: self.text(part, place, "hint"),
        }
    }

    fn grade(&mut self, part: &Value) -> Option<GradeWords> {
        let id = self.text(part, "An evidence grade", "id");
        let Some(grade) = EvidenceGrade::parse(&id) else {
            self.say("An evidence grade", "id", "must be E0, E1, E2 or E3");
            return None;
        };
        let place = ["Evidence grade ", &id].concat();
        Some(GradeWords {
            grade,
            label: self.text(part, &place, "label"),
            meaning: self.text(part, &place, "meaning"),
            factor: self.number(part, &place, "factor", -1.0),
            cap: self.number(part, &place, "cap", 0.0),
        })
    }

    fn named(&mut self, part: &Value) -> Named {
        let place = "A respondent group";
        Named { id: self.text(part, place, "id"), label: self.text(part, place, "label") }
    }

    fn dimension(&mut self, part: &Value) -> Dimension {
        let id = self.text(part, "A dimension", "id");
        let place = ["Dimension ", &id].concat();
        Dimension {
            name: self.text(part, &place, "name"),
            weight: self.number(part, &place, "weight", 1.0),
            functions: self.texts(part, &place, "functions"),
            purpose: self.text(part, &place, "purpose"),
            sustain: self.text(part, &place, "sustain"),
            questions: self.list(part, &place, "question").iter().map(|part| self.question(part, &place)).collect(),
            steps: self.list(part, &place, "step").iter().map(|part| self.step(part, &place)).collect(),
            id,
        }
    }

    fn question(&mut self, part: &Value, dimension: &str) -> Question {
        let id = self.text(part, dimension, "id");
        let place = ["Question ", &id].concat();
        let keystone = match part.part("keystone") {
            Value::Null => false,
            Value::Bool(flag) => *flag,
            _ => {
                self.say(&place, "keystone", "must be true or false");
                false
            }
        };
        Question {
            weight: self.number(part, &place, "weight", 1.0),
            keystone,
            topic: self.text(part, &place, "topic"),
            text: self.text(part, &place, "text"),
            levels: self.texts(part, &place, "levels"),
            evidence: self.texts(part, &place, "evidence"),
            signal: self.text(part, &place, "signal"),
            id,
        }
    }

    fn step(&mut self, part: &Value, dimension: &str) -> Step {
        let place = [dimension, ", a step"].concat();
        Step {
            from: self.integer(part.part("from"), &place, "from"),
            to: self.integer(part.part("to"), &place, "to"),
            aim: self.text(part, &place, "aim"),
            actions: self.list(part, &place, "actions").iter().map(|part| self.action(part, &place)).collect(),
        }
    }

    fn action(&mut self, part: &Value, step: &str) -> Action {
        let place = [step, ", an action"].concat();
        let efforts = [("S", SizeClass::Small), ("M", SizeClass::Medium), ("L", SizeClass::Large)];
        Action {
            text: self.text(part, &place, "text"),
            effort: self.word(part, &place, "effort", &efforts, SizeClass::Medium),
            artefact: self.text(part, &place, "artefact"),
            questions: self.texts(part, &place, "questions"),
        }
    }

    fn signal(&mut self, part: &Value) -> Signal {
        let id = self.text(part, "A signal", "id");
        let place = ["Signal ", &id].concat();
        let units = [("share", Unit::Share), ("count", Unit::Count), ("days", Unit::Days), ("flag", Unit::Flag)];
        let sides = [("min", Side::AtLeast), ("max", Side::AtMost)];
        Signal {
            question: self.text(part, &place, "question"),
            formula: self.text(part, &place, "formula"),
            unit: self.word(part, &place, "unit", &units, Unit::Share),
            side: self.word(part, &place, "direction", &sides, Side::AtLeast),
            limit: self.number(part, &place, "limit_for_3", 0.0),
            id,
        }
    }

    fn profile(&mut self, part: &Value) -> Profile {
        let id = self.text(part, "A target profile", "id");
        let place = ["Target profile ", &id].concat();
        let entries = match part.part("targets") {
            Value::Map(entries) => entries.as_slice(),
            _ => {
                self.say(&place, "targets", "must give a level for each dimension");
                &[]
            }
        };
        let targets = entries.iter().map(|(name, level)| (name.to_string(), self.integer(level, &place, name)));
        Profile { targets: targets.collect(), label: self.text(part, &place, "label"), id }
    }
}

/// Names with their texts.
fn pairs(part: &Value) -> Vec<(String, String)> {
    match part {
        Value::Map(entries) => {
            entries.iter().filter_map(|(name, value)| Some((name.to_string(), value.as_text()?.to_owned()))).collect()
        }
        _ => Vec::new(),
    }
}
