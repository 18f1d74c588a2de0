//! The score of a risk and its band on the 5 by 5 matrix (handbook 7.6): probability class times impact class, each 1 to 5, the impact being
//! the worst over time, cost, scope and benefit.

/// How grave a score is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Band {
    /// Looked at in the usual round.
    Low,
    /// Has an owner who watches it.
    Moderate,
    /// Has a response under way.
    High,
    /// Is told to whoever is above the project.
    Critical,
}

/// Where bands begin, in scores: whatever lies below the first is low.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bands {
    /// The lowest moderate score.
    pub moderate: i64,
    /// The lowest high score.
    pub high: i64,
    /// The lowest critical score.
    pub critical: i64,
}

impl Default for Bands {
    fn default() -> Self {
        Self { moderate: 5, high: 10, critical: 15 }
    }
}

impl Bands {
    /// Whether they follow each other within the scores that there are.
    pub fn are_in_order(self) -> bool {
        1 < self.moderate && self.moderate < self.high && self.high < self.critical && self.critical <= 25
    }

    /// The band of a score.
    pub fn band(self, score: i64) -> Band {
        if score >= self.critical {
            Band::Critical
        } else if score >= self.high {
            Band::High
        } else if score >= self.moderate {
            Band::Moderate
        } else {
            Band::Low
        }
    }
}

/// The score of a probability class and an impact class, each 1 to 5; `None` where either is missing: nothing is guessed.
pub fn score(probability: Option<i64>, impact: Option<i64>) -> Option<i64> {
    Some(probability? * impact?)
}

/// The chance that a class of probability stands for, in per cent: the middle of its span.
pub fn percent_of(class: i64) -> i64 {
    class * 20 - 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_has_the_bands_of_the_handbook() {
        let row = |probability: i64| -> String {
            let cell = |impact| match Bands::default().band(probability * impact) {
                Band::Low => 'l',
                Band::Moderate => 'm',
                Band::High => 'h',
                Band::Critical => 'c',
            };
            (1..=5).map(cell).collect()
        };
        assert_eq!([5, 4, 3, 2, 1].map(row), ["mhccc", "lmhcc", "lmmhc", "llmmh", "llllm"]);
        let all: String = (1..=5).map(row).collect();
        assert_eq!(['l', 'm', 'h', 'c'].map(|band| all.matches(band).count()), [8, 7, 4, 6]);
    }

    #[test]
    fn classes_stand_for_the_middle_of_their_spans() {
        assert_eq!([1, 2, 3, 4, 5].map(percent_of), [10, 30, 50, 70, 90]);
    }

    #[test]
    fn nothing_is_guessed() {
        assert_eq!((score(Some(3), Some(4)), score(None, Some(2)), score(Some(3), None)), (Some(12), None, None));
    }

    #[test]
    fn bands_follow_each_other() {
        assert!(Bands::default().are_in_order());
        for (moderate, high, critical) in [(1, 10, 15), (5, 5, 15), (5, 16, 15), (5, 10, 26)] {
            assert!(!Bands { moderate, high, critical }.are_in_order());
        }
    }
}
