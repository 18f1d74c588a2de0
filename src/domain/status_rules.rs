//! The limits by which a status is judged. Must not know projects.

use super::calendar::WorkingWeek;

/// By what a status is judged: the settings of the workspace, or the handbook's defaults.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StatusRules {
    /// Days after which a status is out of date.
    pub cycle_days: i64,
    /// So many constraints that are amber make the whole red.
    pub ambers: usize,
    /// So many that are red make it red, whichever they are.
    pub reds: usize,
    /// Percent of the planned duration above which a late finish is amber, and red.
    pub slip: (i64, i64),
    /// Percent of the budget above which a forecast is amber, and red.
    pub cost: (i64, i64),
    /// The days worked on, in which a slip is counted.
    pub week: WorkingWeek,
}

impl Default for StatusRules {
    fn default() -> Self {
        let week = WorkingWeek::default();
        Self { cycle_days: 31, ambers: 3, reds: 2, slip: (5, 10), cost: (5, 10), week }
    }
}
