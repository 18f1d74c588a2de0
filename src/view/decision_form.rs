//! The form of a decision outside a gate: what it is about, the options, what was chosen and why, and the fields that it becomes.
//! Must not know how it is drawn.

use super::decisions::next_number;
use super::drafts::Texts;
use super::form::{self, Control, read};
use super::gate_words::FieldPrompt;
use crate::domain::date::Date;
use crate::domain::field::{Field, Text};
use crate::domain::id::Id;
use crate::domain::money::Currency;
use crate::domain::record::{Record, RecordType};
use crate::domain::records::decision::{DecisionOption, DecisionState, at};
use crate::domain::records::{Decision, Programme, Project};
use crate::domain::value::Value;
use crate::engine::command::Fields;
use crate::engine::portfolio::Portfolio;

pub use super::relations::project_words;

const fn asked(name: &'static str, label: &'static str, control: Control, help: &'static str) -> FieldPrompt {
    FieldPrompt { name, label, help, control, optional: true }
}

/// What is to be decided.
pub const QUESTION: [FieldPrompt; 9] = [
    FieldPrompt { optional: false, ..asked("question", "Question", Control::Line, "") },
    asked("project", "Project", Control::Named, ""),
    asked("programme", "Programme", Control::Named, ""),
    asked("deciders", "Decided by", Control::Named, "Several names are separated by commas."),
    asked("due", "Due", Control::Date, ""),
    asked("consulted", "Consulted", Control::Records, ""),
    asked("affects", "Affects", Control::Records, ""),
    asked("context", "Context", Control::Prose, ""),
    asked("criteria", "Criteria", Control::Prose, ""),
];

/// What was decided, beside the choice.
pub const DECISION: [FieldPrompt; 6] = [
    asked("reasons", "Reasons", Control::Prose, ""),
    asked("decided_on", "Decided on", Control::Date, "Today, unless you give another day."),
    asked("effective_from", "Effective from", Control::Date, ""),
    asked("review_on", "Review on", Control::Date, ""),
    asked("superseded_by", "Superseded by", Control::Record, ""),
    asked("expected_effect", "Expected effect", Control::Prose, ""),
];

/// An option as typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OptionRow {
    /// The option.
    pub text: String,
    /// What speaks for it.
    pub pros: String,
    /// What speaks against it.
    pub cons: String,
}

/// What was chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Chosen {
    /// Nothing yet.
    #[default]
    Nothing,
    /// The option at this place.
    Option(usize),
    /// Something else, in words.
    Other,
}

/// What was filled in so far, as typed.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct DecisionForm {
    /// The options.
    pub options: Vec<OptionRow>,
    /// What was chosen.
    pub chosen: Chosen,
    /// Fields by stored name.
    texts: Vec<(&'static str, String)>,
    /// How far it was when it was opened; none of a new one.
    before: Option<DecisionState>,
}

/// The choice in words, where it is none of the options.
pub const OTHER: &str = "choice";
const OPTION: &str = "option ";
const CHOSEN: &str = "chosen";
/// More options than anybody weighs; a draft names no other.
const MOST_OPTIONS: usize = 50;

impl DecisionForm {
    /// The form of a decision, or of a new one about a project or programme; `None` if the decision is not there.
    pub fn new(portfolio: &Portfolio, id: Option<Id>, about: Option<Id>) -> Option<Self> {
        let mut form = Self::default();
        if let Some(about) = about {
            if let Some(project) = portfolio.get::<Project>(about) {
                form.set_text("project", project_words(project));
            } else if portfolio.get::<Programme>(about).is_some() {
                form.set_text("programme", portfolio.called(about));
            }
        }
        let Some(id) = id else { return Some(form) };
        let decision = portfolio.get::<Decision>(id).filter(|decision| !decision.meta.deleted)?;
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let deciders: Vec<String> = decision.deciders().map(|person| portfolio.called(person.id)).collect();
        let lines = |number: u8| {
            let kind = Decision::SCHEMA.field(number).map(|field| field.kind);
            kind.map_or_else(String::new, |kind| form::typed(&kind, &decision.get(number), &|id| portfolio.called(id)))
        };
        for (name, text) in [
            ("consulted", lines(at::consulted)),
            ("affects", lines(at::affects)),
            ("superseded_by", lines(at::superseded_by)),
            ("question", decision.question.to_string()),
            ("project", portfolio.follow(decision.project).map(project_words).unwrap_or_default()),
            ("programme", portfolio.called_if(decision.programme.map(|programme| programme.id))),
            ("deciders", deciders.join(", ")),
            ("due", day(decision.due)),
            ("context", decision.context.to_string()),
            ("criteria", decision.criteria.to_string()),
            ("reasons", decision.reasons.to_string()),
            ("decided_on", day(decision.decided_on)),
            ("effective_from", day(decision.effective_from)),
            ("review_on", day(decision.review_on)),
            ("expected_effect", decision.expected_effect.to_string()),
        ] {
            form.set_text(name, text);
        }
        let row = |option: &DecisionOption| OptionRow {
            text: option.text.to_string(),
            pros: option.pros.to_string(),
            cons: option.cons.to_string(),
        };
        form.options = decision.options.iter().map(row).collect();
        form.chosen = match form.options.iter().position(|option| *option.text == *decision.choice) {
            _ if decision.choice.is_empty() => Chosen::Nothing,
            Some(at) => Chosen::Option(at),
            None => Chosen::Other,
        };
        if form.chosen == Chosen::Other {
            form.set_text(OTHER, decision.choice.to_string());
        }
        form.before = Some(decision.state);
        Some(form)
    }

    /// A field by its stored name.
    pub fn text(&self, name: &str) -> String {
        self.texts.iter().find(|entry| entry.0 == name).map(|entry| entry.1.clone()).unwrap_or_default()
    }

    /// Fills in a field; names that there are not are let go.
    pub fn set_text(&mut self, name: &str, text: String) {
        let names = QUESTION.iter().chain(&DECISION).map(|asked| asked.name).chain([OTHER]);
        if let Some(name) = names.into_iter().find(|known| *known == name) {
            self.texts.retain(|known| known.0 != name);
            self.texts.push((name, text));
        }
    }

    /// A part of an option: 0 is the text, 1 what speaks for it, 2 what speaks against it.
    pub fn option(&mut self, at: usize, part: usize) -> Option<&mut String> {
        let row = self.options.get_mut(at)?;
        Some(match part {
            0 => &mut row.text,
            1 => &mut row.pros,
            _ => &mut row.cons,
        })
    }

    /// Takes an option away, and with it its choice.
    pub fn remove_option(&mut self, at: usize) {
        if at < self.options.len() {
            self.options.remove(at);
            self.chosen = match self.chosen {
                Chosen::Option(chosen) if chosen == at => Chosen::Nothing,
                Chosen::Option(chosen) if chosen > at => Chosen::Option(chosen - 1),
                other => other,
            };
        }
    }

    /// All of it as a draft keeps it.
    pub fn texts(&self) -> Texts {
        let mut all: Texts = Vec::new();
        for name in QUESTION.iter().chain(&DECISION).map(|asked| asked.name).chain([OTHER]) {
            all.push((name.to_owned(), self.text(name)));
        }
        for (at, OptionRow { text, pros, cons }) in self.options.iter().enumerate() {
            for (part, text) in [text, pros, cons].into_iter().enumerate() {
                all.push(([OPTION, &at.to_string(), " ", &part.to_string()].concat(), text.clone()));
            }
        }
        let chosen = match self.chosen {
            Chosen::Nothing => String::new(),
            Chosen::Option(at) => at.to_string(),
            Chosen::Other => OTHER.to_owned(),
        };
        all.push((CHOSEN.to_owned(), chosen));
        all
    }

    /// Takes in what a draft kept.
    pub fn fill(&mut self, texts: &Texts) {
        for (name, text) in texts {
            if let Some((at, part)) = name.strip_prefix(OPTION).and_then(|rest| rest.split_once(' ')) {
                let (at, part) = (at.parse().unwrap_or(MOST_OPTIONS), part.parse().unwrap_or_default());
                if at < MOST_OPTIONS && self.options.len() <= at {
                    self.options.resize(at + 1, OptionRow::default());
                }
                self.option(at, part).into_iter().for_each(|old| old.clone_from(text));
            } else if name == CHOSEN {
                self.chosen = match text.as_str() {
                    OTHER => Chosen::Other,
                    text => text.parse().map_or(Chosen::Nothing, Chosen::Option),
                };
            } else {
                self.set_text(name, text.clone());
            }
        }
    }

    /// The choice in words; empty if there is none.
    fn choice(&self) -> String {
        match self.chosen {
            Chosen::Nothing => String::new(),
            Chosen::Option(at) => self.options.get(at).map(|option| option.text.trim().to_owned()).unwrap_or_default(),
            Chosen::Other => self.text(OTHER).trim().to_owned(),
        }
    }

    /// How far it is with what is filled in; `first`: what the form held at first.
    fn state(&self, first: &Self) -> DecisionState {
        use DecisionState::{Implemented, Needed, Prepared, Reopened, Superseded, Taken};
        let is_prepared = ["context", "criteria"].iter().any(|name| !self.text(name).trim().is_empty());
        let [by, by_before] = [self, first].map(|form| form.text("superseded_by").trim().to_owned());
        let is_replaced = !by.is_empty() && by != by_before;
        match (!self.choice().is_empty(), self.before) {
            // Another decision stands in its place. One that is only now taken is taken first.
            (true, Some(Taken | Implemented)) if is_replaced => Superseded,
            (true, Some(state @ (Taken | Implemented | Superseded))) => state,
            (true, _) => Taken,
            (false, Some(Taken | Implemented | Superseded | Reopened)) => Reopened,
            (false, _) if is_prepared || self.options.iter().any(|option| !option.text.trim().is_empty()) => Prepared,
            (false, _) => Needed,
        }
    }

    /// The fields to set, those alone that differ from what the form held at first; or which one is wrong, and why.
    pub fn fields(&self, first: &Self, portfolio: &Portfolio, today: Date) -> Result<Fields, (&'static str, String)> {
        let mut fields = Fields::new();
        let is_new = self.before.is_none();
        if self.text("question").trim().is_empty() {
            return Err(("question", "Say what is to be decided.".to_owned()));
        }
        let is_left = self.before == Some(DecisionState::Superseded) && !self.choice().is_empty();
        if is_left && self.text("superseded_by").trim().is_empty() && !first.text("superseded_by").trim().is_empty() {
            let why = "A superseded decision names the one in its place. To bring this one back, clear what was decided: it is reopened.";
            return Err(("superseded_by", why.to_owned()));
        }
        if self.chosen == Chosen::Other && self.text(OTHER).trim().is_empty() {
            return Err((OTHER, "Say what was decided.".to_owned()));
        }
        if matches!(self.chosen, Chosen::Option(_)) && self.choice().is_empty() {
            return Err(("options", "The option that was chosen has no words.".to_owned()));
        }
        for asked in
            QUESTION.iter().chain(&DECISION).filter(|asked| is_new || self.text(asked.name) != first.text(asked.name))
        {
            let text = self.text(asked.name);
            let wrong = |reason: String| (asked.name, [asked.label, " ", &reason, "."].concat());
            match asked.name {
                "project" => fields.push((at::project, project_named(portfolio, &text).map_err(wrong)?)),
                "deciders" => {
                    let mut names = text.split([',', ';', '\n']).map(str::trim).filter(|name| !name.is_empty());
                    fields.push((at::decider, names.next().map_or(Value::Null, Value::text)));
                    let others: Vec<Value> = names.map(Value::text).collect();
                    fields.push((at::co_deciders, if others.is_empty() { Value::Null } else { Value::List(others) }));
                }
                name => {
                    let found = Decision::SCHEMA.fields.iter().position(|field| field.name == name);
                    let Some((number, field)) = found.and_then(|at| Some((at, Decision::SCHEMA.fields.get(at)?)))
                    else {
                        continue;
                    };
                    let value = read(&field.kind, &text, Currency::GBP).map_err(wrong)?;
                    fields.push((u8::try_from(number).unwrap_or(u8::MAX), value));
                }
            }
        }
        let options = |form: &Self| {
            let given = form.options.iter().filter(|option| **option != OptionRow::default());
            let option = |option: &OptionRow| DecisionOption {
                text: option.text.trim().into(),
                pros: option.pros.trim().into(),
                cons: option.cons.trim().into(),
            };
            given.map(option).collect::<Vec<_>>()
        };
        if options(self).iter().any(|option| option.text.is_empty()) {
            return Err(("options", "Each option needs a few words.".to_owned()));
        }
        if is_new || options(self) != options(first) {
            fields.push((at::options, options(self).to_value()));
        }
        if is_new || self.choice() != first.choice() {
            fields.push((at::choice, Text::from(self.choice().as_str()).to_value()));
        }
        let state = self.state(first);
        if self.before != Some(state) {
            fields.push((at::state, state.to_value()));
        }
        if state == DecisionState::Taken && self.text("decided_on").trim().is_empty() {
            fields.retain(|field| field.0 != at::decided_on);
            fields.push((at::decided_on, Value::Date(today)));
        }
        if is_new {
            fields.push((at::number, Value::Int(next_number(portfolio))));
        }
        Ok(fields)
    }
}

/// The project that is meant by code, by name, or by both.
fn project_named(portfolio: &Portfolio, text: &str) -> Result<Value, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Value::Null);
    }
    let is = |words: &str| words.eq_ignore_ascii_case(text);
    let mut found = portfolio
        .all::<Project>()
        .filter(|project| is(&project.code) || is(&project.name) || is(&project_words(project)));
    match (found.next(), found.next()) {
        (Some(project), None) => Ok(Value::Id(project.meta.id)),
        (None, _) => Err(["has no project “", text, "”: choose one of the list"].concat()),
        (Some(_), Some(_)) => Err(["is not clear: several are called “", text, "”, give the code"].concat()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::drafts::typed;

    fn today() -> Date {
        Date::parse("2026-11-29").unwrap()
    }

    fn value(fields: &Fields, number: u8) -> Option<Value> {
        fields.iter().find(|field| field.0 == number).map(|field| field.1.clone())
    }

    fn filled() -> DecisionForm {
        let mut form = DecisionForm::new(&Portfolio::default(), None, None).unwrap();
        form.set_text("question", "Which mast?".to_owned());
        form.set_text("deciders", "Ada Lovelace, Grace Hopper; Mary".to_owned());
        form.options =
            ["Steel", "Wood", ""].map(|text| OptionRow { text: text.to_owned(), ..OptionRow::default() }).into();
        form
    }

    #[test]
    fn it_waits_until_something_is_chosen_and_is_taken_then() {
        let portfolio = Portfolio::default();
        let first = DecisionForm::default();
        let mut form = filled();
        let fields = form.fields(&first, &portfolio, today()).unwrap();
        assert_eq!(value(&fields, at::state), Some(Value::text("prepared")));
        assert_eq!(value(&fields, at::decider), Some(Value::text("Ada Lovelace")));
        let others = Value::List(vec![Value::text("Grace Hopper"), Value::text("Mary")]);
        assert_eq!(value(&fields, at::co_deciders), Some(others));
        assert_eq!((value(&fields, at::number), value(&fields, at::choice)), (Some(Value::Int(1)), Some(Value::Null)));
        form.chosen = Chosen::Option(1);
        let fields = form.fields(&first, &portfolio, today()).unwrap();
        assert_eq!(value(&fields, at::state), Some(Value::text("taken")));
        assert_eq!(value(&fields, at::choice), Some(Value::text("Wood")));
        assert_eq!(value(&fields, at::decided_on), Some(Value::Date(today())));
        form.remove_option(0);
        assert_eq!((form.chosen, form.choice().as_str()), (Chosen::Option(0), "Wood"));
        form.remove_option(0);
        assert_eq!(form.chosen, Chosen::Nothing, "what was chosen is no option any more");
    }

    #[test]
    fn what_was_taken_is_superseded_once_it_is_said_by_what() {
        use DecisionState::{Implemented, Needed, Superseded, Taken};
        let first = filled();
        let mut form = filled();
        form.chosen = Chosen::Option(0);
        form.set_text("superseded_by", Id(9).to_string());
        let states = [None, Some(Needed), Some(Taken), Some(Implemented), Some(Superseded)].map(|before| {
            form.before = before;
            form.state(&first)
        });
        assert_eq!(states, [Taken, Taken, Superseded, Superseded, Superseded]);
        // What was said before today alone changes no state.
        form.before = Some(Taken);
        assert_eq!(form.state(&form), Taken);
        let named = form.clone();
        form.set_text("superseded_by", String::new());
        form.before = Some(Implemented);
        assert_eq!(form.state(&first), Implemented);
        // Nothing is superseded by nothing.
        form.before = Some(Superseded);
        let (portfolio, today) = (Portfolio::default(), Date::parse("2026-11-30").unwrap());
        let refused = form.fields(&named, &portfolio, today).unwrap_err();
        assert_eq!(refused.0, "superseded_by");
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field() {
        let portfolio = Portfolio::default();
        let wrong = |form: &DecisionForm| form.fields(&DecisionForm::default(), &portfolio, today()).unwrap_err().0;
        assert_eq!(wrong(&DecisionForm::default()), "question");
        let mut form = filled();
        form.chosen = Chosen::Other;
        assert_eq!(wrong(&form), OTHER);
        form.chosen = Chosen::Option(2);
        assert_eq!(wrong(&form), "options");
        form.chosen = Chosen::Nothing;
        form.set_text("project", "Apollo".to_owned());
        assert_eq!(wrong(&form), "project");
    }

    #[test]
    fn a_draft_brings_it_all_back() {
        let first = DecisionForm::default();
        let mut form = filled();
        form.chosen = Chosen::Option(1);
        for asked in QUESTION.iter().chain(&DECISION) {
            form.set_text(asked.name, ["x ", asked.name].concat());
        }
        form.options.pop();
        let mut again = first.clone();
        again.fill(&typed(&first.texts(), form.texts()));
        assert_eq!(again.texts(), form.texts());
        assert_eq!((again.options, again.chosen), (form.options, form.chosen));
    }
}
