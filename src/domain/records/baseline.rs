//! Baselines: what a project was approved to deliver, by when, for how much. Each is a version that is never changed; the gate that
//! approves the plan sets the first, every change that is implemented the next.

use super::{ChangeRequest, GateReview, Project};
use crate::domain::date::Date;
use crate::domain::field::{Bounded, Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{record, structure};
use crate::domain::money::Money;

structure! {
    /// What a plan costs in one financial year.
    YearCost {
        /// First day of the year.
        from: Option<Date>, "Financial year from", required;
        /// Cost that falls into it.
        amount: Option<Money>, "Cost", required;
    }
}

record! {
    /// A baseline.
    Baseline, 24, "baseline", "Baseline", "Baselines",
    made_by("A baseline is set by gate G2, by a change that is implemented, or on the page of changes."),
    shown_at("projects/{project}/changes") {
        /// "Baseline 2".
        name: Text, "Name", required, title, decided;
        /// Project.
        project: Option<Ref<Project>>, "Project", required, indexed, decided;
        /// 1 for the first of a project.
        version: Option<Bounded<1, 9_999>>, "Version", required, decided;
        /// Day it was set.
        set_on: Option<Date>, "Set on", required, decided;
        /// Why it was set.
        reason: Text, "Reason", required, decided;
        /// First day.
        start: Option<Date>, "Start", decided;
        /// Last day.
        finish: Option<Date>, "Finish", decided;
        /// Cost of the whole project.
        cost: Option<Money>, "Cost", decided;
        /// The same by financial year, where the planned cost entries said so.
        years: Vec<YearCost>, "Cost by financial year", decided;
        /// What it brings beyond what it was first approved for, by the changes since.
        benefit: Option<Money>, "Benefit by changes", decided;
        /// What it delivers.
        scope: Prose, "Scope", decided;
        /// The gate review that set it.
        review: Option<Ref<GateReview>>, "Gate review", decided;
        /// The change that set it.
        change: Option<Ref<ChangeRequest>>, "Change", decided;
    }
}

impl Baseline {
    /// Its version; 0 if it was loaded without one.
    pub fn number(&self) -> i64 {
        self.version.map_or(0, |version| version.0)
    }
}
