//! A gate review as its draft keeps it: every answer, note, field and condition by name. Must not know where drafts lie.

use super::drafts::{ANSWER, Texts};
use super::gate_form::{ConditionRow, GateForm};
use crate::domain::id::Id;

/// What the names of notes and of parts of conditions begin with in a draft.
const NOTE: &str = "note ";
const CONDITION: &str = "condition ";
const LESSON: &str = "lesson ";
/// More conditions than anybody sets; a draft names no other.
const MOST_CONDITIONS: usize = 100;
/// All fields beside criteria and conditions, by stored name.
const TYPED: [&str; 19] = [
    "outcome",
    "back_to",
    "held_on",
    "deciders",
    "beyond",
    "attendees",
    "lead_statement",
    "pmo_statement",
    "reasons",
    "over_limit",
    "alternatives",
    "funding_released",
    "next_gate_on",
    "must_change",
    "people_meanwhile",
    "rework",
    "stop_reason",
    "exit_cost",
    "lessons",
];

impl GateForm {
    /// All of it as a draft keeps it.
    pub fn texts(&self) -> Texts {
        let mut all = Texts::new();
        for answer in &self.answers {
            all.push(([ANSWER, &answer.criterion].concat(), self.answer(&answer.criterion).to_owned()));
            all.push(([NOTE, &answer.criterion].concat(), answer.note.to_string()));
        }
        all.extend(
            self.checked.iter().map(|(id, _)| ([LESSON, &id.to_string()].concat(), self.lesson(*id).to_owned())),
        );
        all.extend(TYPED.iter().map(|name| ((*name).to_owned(), self.text(name))));
        for (at, ConditionRow { text, owner, due }) in self.conditions.iter().enumerate() {
            let name = |part: usize| [CONDITION, &at.to_string(), " ", &part.to_string()].concat();
            let parts = [text, owner, due].into_iter().enumerate();
            all.extend(parts.map(|(part, text)| (name(part), text.clone())));
        }
        all
    }

    /// Takes in what a draft kept. Answers to criteria that are asked no more are let go.
    pub fn fill(&mut self, texts: &Texts) {
        for (name, text) in texts {
            if let Some(criterion) = name.strip_prefix(ANSWER) {
                self.set_answer(criterion, text);
            } else if let Some(criterion) = name.strip_prefix(NOTE) {
                self.note(criterion, text);
            } else if let Some(lesson) = name.strip_prefix(LESSON) {
                Id::parse(lesson).into_iter().for_each(|id| self.check_lesson(id, text));
            } else if let Some((at, part)) = name.strip_prefix(CONDITION).and_then(|own| own.split_once(' ')) {
                let (at, part) = (at.parse().unwrap_or(MOST_CONDITIONS), part.parse().unwrap_or_default());
                if at < MOST_CONDITIONS && self.conditions.len() <= at {
                    self.conditions.resize(at + 1, ConditionRow::default());
                }
                self.condition(at, part).into_iter().for_each(|own| own.clone_from(text));
            } else {
                self.set_text(name, text.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::Date;
    use crate::domain::records::Project;
    use crate::domain::records::project::{Phase, State};
    use crate::engine::portfolio::Portfolio;
    use crate::view::drafts::typed;

    #[test]
    fn a_draft_brings_back_every_answer_note_field_and_condition() {
        let project = Project { phase: Phase::Planning, state: State::Active, ..Project::default() };
        let today = Date::parse("2026-11-22").unwrap();
        let first = GateForm::new(&Portfolio::default(), &project, None, today).unwrap();
        let mut form = first.clone();
        for (at, own) in first.criteria.iter().enumerate() {
            form.set_answer(&own.id, if at % 2 == 0 { "yes" } else { "7" });
            form.note(&own.id, "as agreed");
        }
        for name in TYPED {
            let text = match name {
                "outcome" => "conditional_go",
                "back_to" => "initiation",
                "stop_reason" => "case_gone",
                _ => "Ada, Grace\nand more",
            };
            form.set_text(name, text.to_owned());
        }
        let row =
            |text: &str| ConditionRow { text: text.to_owned(), owner: "Ada".to_owned(), due: "2026-12-24".to_owned() };
        form.conditions = vec![row("Charter"), ConditionRow::default(), row("Plan")];
        let mut again = first.clone();
        again.fill(&typed(&first.texts(), form.texts()));
        assert_eq!(again, form);
        assert!(typed(&first.texts(), first.texts()).is_empty(), "an empty form has no draft");
    }

    #[test]
    fn a_draft_of_other_criteria_or_of_nonsense_breaks_nothing() {
        let project = Project { phase: Phase::Candidate, state: State::Active, ..Project::default() };
        let mut form =
            GateForm::new(&Portfolio::default(), &project, None, Date::parse("2026-11-22").unwrap()).unwrap();
        let first = form.clone();
        let texts = [("answer gone", "yes"), ("note gone", "x"), ("condition 999999999999 0", "x"), ("else", "x")];
        form.fill(&texts.map(|(name, text)| (name.to_owned(), text.to_owned())).into());
        assert_eq!(form, first);
    }
}
