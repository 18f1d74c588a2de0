//! The arithmetic of a gate's suggestion (handbook 5.1, our own proposal): every must-meet met, else no go; should-meet
//! from 0 to 10 each times their weight, share of the greatest possible sum. The suggestion never decides.

use super::Outcome;
use super::answer::{Answer, MustAnswer};
use super::checklist::{Criterion, CriterionKind};

/// What the answers say.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Suggestion {
    /// Must-meet criteria answered no.
    pub facts_failed: usize,
    /// Documents answered no.
    pub documents_missing: usize,
    /// Must-meet criteria and documents without an answer.
    pub unanswered: usize,
    /// Sum of the points of the answered should-meet criteria, each times its weight.
    pub points: i64,
    /// Greatest possible sum over the answered should-meet criteria.
    pub possible: i64,
    /// What they suggest; `None` while must-meet criteria are unanswered or nothing is scored.
    pub outcome: Option<Outcome>,
}

impl Suggestion {
    /// Share of should-meet points in percent, rounded down; `None` if nothing is scored.
    pub fn share(&self) -> Option<i64> {
        (self.possible > 0).then(|| self.points * 100 / self.possible)
    }

    /// Whether must-meet criteria allow go.
    pub fn allows_go(&self) -> bool {
        self.allows_conditional_go() && self.documents_missing == 0
    }

    /// Whether must-meet criteria allow conditional go: what is missing is a document, not a fact.
    pub fn allows_conditional_go(&self) -> bool {
        self.facts_failed == 0 && self.unanswered == 0
    }
}

/// What the answers suggest. `go_from` and `conditional_from` are percents of should-meet points.
pub fn suggest(criteria: &[Criterion], answers: &[Answer], go_from: i64, conditional_from: i64) -> Suggestion {
    let mut sum = Suggestion::default();
    for criterion in criteria {
        let answer = answers.iter().find(|answer| answer.criterion == criterion.id);
        let met = answer.and_then(|answer| answer.met);
        match (criterion.kind, met) {
            (CriterionKind::Should, _) => {
                if let Some(points) = answer.and_then(|answer| answer.points) {
                    sum.points += points.0 * criterion.weight();
                    sum.possible += 10 * criterion.weight();
                }
            }
            (_, None) => sum.unanswered += 1,
            (CriterionKind::Fact, Some(MustAnswer::No)) => sum.facts_failed += 1,
            (CriterionKind::Document, Some(MustAnswer::No)) => sum.documents_missing += 1,
            (_, Some(MustAnswer::Yes | MustAnswer::NotApplicable)) => {}
        }
    }
    if sum.unanswered > 0 {
        return sum;
    }
    // 100 * points against limit * possible: exact, where the rounded share might mislead at the border.
    let reaches = |limit: i64| 100 * sum.points >= limit * sum.possible;
    sum.outcome = match (sum.facts_failed, sum.possible) {
        (1.., _) => Some(Outcome::Recycle),
        (0, 0) => None,
        (0, _) if reaches(go_from) && sum.documents_missing == 0 => Some(Outcome::Go),
        (0, _) if reaches(conditional_from) => Some(Outcome::ConditionalGo),
        (0, _) => Some(Outcome::Recycle),
    };
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::Bounded;
    use crate::domain::gates::{Gate, checklist};
    use crate::domain::life_cycle::SizeClass;

    /// Answers to G0: four facts, two should-meet criteria.
    fn g0(facts: [Option<MustAnswer>; 4], points: [Option<i64>; 2]) -> Suggestion {
        let criteria = checklist::criteria(Gate::G0, SizeClass::Small, false);
        let facts = facts.into_iter().map(|met| Answer { met, ..Answer::default() });
        let points = points.into_iter().map(|p| Answer { points: p.map(Bounded), ..Answer::default() });
        let answers: Vec<_> = facts
            .chain(points)
            .zip(&criteria)
            .map(|(answer, criterion)| Answer { criterion: criterion.id.clone(), ..answer })
            .collect();
        suggest(&criteria, &answers, 70, 50)
    }

    #[test]
    fn limits_and_knock_outs() {
        let yes = Some(MustAnswer::Yes);
        let no = Some(MustAnswer::No);
        let na = Some(MustAnswer::NotApplicable);
        let outcome = |facts, points| g0(facts, points).outcome;
        assert_eq!(outcome([yes; 4], [Some(7), Some(7)]), Some(Outcome::Go));
        assert_eq!(outcome([yes, yes, na, yes], [Some(10), None]), Some(Outcome::Go));
        assert_eq!(outcome([yes; 4], [Some(7), Some(6)]), Some(Outcome::ConditionalGo));
        assert_eq!(outcome([yes; 4], [Some(5), Some(5)]), Some(Outcome::ConditionalGo));
        assert_eq!(outcome([yes; 4], [Some(5), Some(4)]), Some(Outcome::Recycle));
        assert_eq!(outcome([yes, no, yes, yes], [Some(10), Some(10)]), Some(Outcome::Recycle));
        assert_eq!(outcome([yes, None, yes, yes], [Some(10), Some(10)]), None);
        assert_eq!(outcome([yes; 4], [None, None]), None);
        assert_eq!(g0([yes; 4], [None, None]).share(), None);
        assert_eq!(g0([yes; 4], [Some(7), Some(6)]).share(), Some(65));
    }

    #[test]
    fn a_missing_document_allows_only_a_conditional_go() {
        let criteria = checklist::criteria(Gate::G4, SizeClass::Small, false);
        let answers: Vec<_> = criteria
            .iter()
            .map(|criterion| Answer {
                criterion: criterion.id.clone(),
                met: match criterion.kind {
                    CriterionKind::Fact => Some(MustAnswer::Yes),
                    CriterionKind::Document => Some(MustAnswer::No),
                    CriterionKind::Should => None,
                },
                points: (criterion.kind == CriterionKind::Should).then_some(Bounded(10)),
                ..Answer::default()
            })
            .collect();
        let suggestion = suggest(&criteria, &answers, 70, 50);
        assert_eq!(suggestion.outcome, Some(Outcome::ConditionalGo));
        assert!(!suggestion.allows_go() && suggestion.allows_conditional_go());
    }

    #[test]
    fn points_count_by_their_weight() {
        let should =
            |id: &str, weight| Criterion { id: id.into(), kind: CriterionKind::Should, weight, ..Criterion::default() };
        let criteria = [should("a", Some(Bounded(3))), should("b", None)];
        let scored =
            |id: &str, points| Answer { criterion: id.into(), points: Some(Bounded(points)), ..Answer::default() };
        let sum = suggest(&criteria, &[scored("a", 9), scored("b", 1)], 70, 50);
        assert_eq!((sum.points, sum.possible, sum.outcome), (28, 40, Some(Outcome::Go)));
        let sum = suggest(&criteria, &[scored("a", 1), scored("b", 9)], 70, 50);
        assert_eq!((sum.points, sum.possible, sum.outcome), (12, 40, Some(Outcome::Recycle)));
    }
}
