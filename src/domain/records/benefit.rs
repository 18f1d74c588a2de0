//! Benefits: the measurable improvement for which a project is done, and the harm that it brings with it.

use super::{Person, Project};
use crate::domain::date::Date;
use crate::domain::field::{Bounded, Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record, states};
use crate::domain::money::Money;

choice! {
    /// What a benefit is.
    BenefitKind {
        /// Money.
        Financial = "financial", "Financial";
        /// Measurable, not in money.
        NonFinancial = "non_financial", "Non-financial";
        /// Hard to measure.
        Intangible = "intangible", "Intangible";
        /// A measurable worsening.
        DisBenefit = "dis_benefit", "Dis-benefit";
    }
}
always_given!(BenefitKind, Financial);

choice! {
    /// How far a benefit is.
    BenefitState {
        /// Promised, nothing to measure yet.
        Expected = "expected", "Expected";
        /// Being measured.
        Measured = "measured", "Being measured";
        /// Reached; no longer measured.
        Realised = "realised", "Realised";
        /// Nobody expects it any more.
        Dropped = "dropped", "Dropped";
    }
}
always_given!(BenefitState, Expected);

record! {
    /// A benefit.
    Benefit, 26, "benefit", "Benefit", "Benefits", open(Benefit::is_open), states(STATES), shown_at("benefits?open={id}") {
        /// What gets better, or worse.
        title: Text, "Benefit", required, title;
        /// Project that brings it.
        project: Option<Ref<Project>>, "Project", required, indexed;
        /// What it is.
        kind: BenefitKind, "Type", required;
        /// Person in the business answerable for it.
        owner: Option<Ref<Person>>, "Owner";
        /// How it comes about, and what it rests on.
        description: Prose, "Description";
        /// What is measured.
        measure: Text, "Measure";
        /// In what it is measured.
        unit: Text, "Unit";
        /// The measure before the project.
        start_value: Option<f64>, "Start value";
        /// Day of the start value.
        start_on: Option<Date>, "Start date";
        /// The measure that is promised.
        target_value: Option<f64>, "Target value";
        /// Day by which it is promised.
        target_on: Option<Date>, "Target date";
        /// What the whole of it is worth in a year; of harm what it costs.
        value_per_year: Option<Money>, "Value per year";
        /// For how many years it lasts from its target date on.
        years: Option<Bounded<1, 50>>, "Years";
        /// What is spent to reach it beside the costs of the project.
        cost_to_achieve: Option<Money>, "Cost to achieve";
        /// How far it is; it changes as `STATES` says.
        state: BenefitState, "State", required;
    }
}

states! {
    /// How a benefit goes on. What was realised or dropped may be measured again.
    STATES, BenefitState, state {
        Expected => Measured, Realised, Dropped;
        Measured => Expected, Realised, Dropped;
        Realised => Measured, Dropped;
        Dropped => Expected, Measured;
    }
    Measured demands measure, target_value, target_on;
    Realised demands measure, target_value, target_on;
}

impl Benefit {
    /// Whether it is still to be reached.
    pub fn is_open(&self) -> bool {
        matches!(self.state, BenefitState::Expected | BenefitState::Measured)
    }

    /// Whether it is harm.
    pub fn is_harm(&self) -> bool {
        self.kind == BenefitKind::DisBenefit
    }
}
