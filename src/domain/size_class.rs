//! How large a project is, by points (handbook 5.1): five questions with one to three points each, added up. Must not know who may
//! choose another class.

use super::life_cycle::SizeClass;

/// What the size class is worked out from. Each is `None` while it is not known.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct SizeFacts {
    /// Effort in person-days.
    pub effort: Option<f64>,
    /// Duration in months.
    pub months: Option<f64>,
    /// Departments and suppliers that take part.
    pub parties: Option<u32>,
    /// Risk and novelty: 1 low, 2 medium, 3 high.
    pub novelty: Option<u8>,
    /// Cost as a share of the limit that the company has set: 1.0 is the limit.
    pub cost_share: Option<f64>,
}

/// The points of one question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Points {
    /// What is asked.
    pub question: &'static str,
    /// 1 to 3; none while it is not known.
    pub points: Option<u8>,
    /// Where the points change, in words.
    pub limits: &'static str,
}

/// The points of a value: one below the lower limit, three above the upper one, two between them and on them.
fn graded(value: Option<f64>, lower: f64, upper: f64) -> Option<u8> {
    let value = value.filter(|value| value.is_finite() && *value >= 0.0)?;
    Some(if value < lower {
        1
    } else if value > upper {
        3
    } else {
        2
    })
}

/// The points of each question, in the order of the handbook.
pub fn points(facts: &SizeFacts) -> [Points; 5] {
    let parties = facts.parties.filter(|parties| *parties > 0).map(|parties| match parties {
        1 => 1,
        2 | 3 => 2,
        _ => 3,
    });
    let one = |question, points, limits| Points { question, points, limits };
    [
        one("Effort", graded(facts.effort, 50.0, 250.0), "under 50, 50 to 250, over 250 person-days"),
        one("Duration", graded(facts.months, 3.0, 9.0), "under 3, 3 to 9, over 9 months"),
        one("Departments and suppliers", parties, "1, 2 or 3, more than 3"),
        one("Risk and novelty", facts.novelty.filter(|novelty| (1..=3).contains(novelty)), "low, medium, high"),
        one("Cost", graded(facts.cost_share, 0.25, 1.0), "under 25%, 25 to 100%, over 100% of the limit"),
    ]
}

/// The size class of a sum of points: 5 to 7 small, 8 to 11 medium, 12 to 15 large; none outside.
pub const fn of_points(sum: u8) -> Option<SizeClass> {
    match sum {
        5..=7 => Some(SizeClass::Small),
        8..=11 => Some(SizeClass::Medium),
        12..=15 => Some(SizeClass::Large),
        _ => None,
    }
}

/// The size class once all five are known.
pub fn size_class(facts: &SizeFacts) -> Option<SizeClass> {
    let sum = points(facts).iter().map(|question| question.points).sum::<Option<u8>>()?;
    of_points(sum)
}

/// Whether a class may be chosen in the place of the one that was worked out without a waiver: the same, or one up.
pub fn may_choose(worked_out: SizeClass, chosen: SizeClass) -> bool {
    let rank = |size| SizeClass::ALL.iter().position(|known| *known == size).unwrap_or_default();
    (rank(worked_out)..=rank(worked_out) + 1).contains(&rank(chosen))
}

#[cfg(test)]
mod tests {
    use super::*;
    use SizeClass::{Large, Medium, Small};

    #[test]
    fn points_of_each_question_at_its_limits() {
        let facts = |value: f64, parties: u32, novelty: u8| SizeFacts {
            effort: Some(value * 50.0),
            months: Some(value * 3.0),
            parties: Some(parties),
            novelty: Some(novelty),
            cost_share: Some(value * 0.25),
        };
        for (facts, expected) in [
            (facts(0.0, 1, 1), [1, 1, 1, 1, 1]),
            (facts(0.99, 2, 2), [1, 1, 2, 2, 1]),
            (facts(1.0, 3, 3), [2, 2, 2, 3, 2]),
            (facts(3.0, 4, 1), [2, 2, 3, 1, 2]),
            (facts(4.0, 9, 2), [2, 3, 3, 2, 2]),
            (facts(4.01, 9, 2), [2, 3, 3, 2, 3]),
            (facts(5.01, 9, 3), [3, 3, 3, 3, 3]),
        ] {
            assert_eq!(points(&facts).map(|question| question.points.unwrap()), expected, "{facts:?}");
        }
    }

    #[test]
    fn classes_of_sums() {
        let of: Vec<Option<SizeClass>> = (4..=16).map(of_points).collect();
        let (s, m, l) = (Some(Small), Some(Medium), Some(Large));
        assert_eq!(of, [None, s, s, s, m, m, m, m, l, l, l, l, None]);
    }

    #[test]
    fn nothing_is_worked_out_while_something_is_not_known_or_senseless() {
        let whole = SizeFacts {
            effort: Some(10.0),
            months: Some(1.0),
            parties: Some(1),
            novelty: Some(1),
            cost_share: Some(0.1),
        };
        assert_eq!(size_class(&whole), Some(Small));
        for facts in [
            SizeFacts { effort: None, ..whole },
            SizeFacts { months: Some(-1.0), ..whole },
            SizeFacts { parties: Some(0), ..whole },
            SizeFacts { novelty: Some(4), ..whole },
            SizeFacts { cost_share: Some(f64::NAN), ..whole },
        ] {
            assert_eq!(size_class(&facts), None, "{facts:?}");
        }
    }

    #[test]
    fn one_class_up_may_be_chosen_none_down() {
        let may: Vec<bool> = SizeClass::ALL.iter().map(|chosen| may_choose(Medium, *chosen)).collect();
        assert_eq!(may, [false, true, true]);
        assert!(!may_choose(Small, Large) && may_choose(Small, Medium) && may_choose(Large, Large));
    }
}
