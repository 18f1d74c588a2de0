//! Benefit reviews: what was measured of a benefit on a day, during the project and after its closing.

use super::{Benefit, Person};
use crate::domain::date::Date;
use crate::domain::field::Text;
use crate::domain::id::Ref;
use crate::domain::macros::record;

record! {
    /// A benefit review.
    BenefitReview, 27, "benefit_review", "Benefit review", "Benefit reviews", late, shown_at("benefits?open={benefit}") {
        /// Benefit that was measured.
        benefit: Option<Ref<Benefit>>, "Benefit", required, indexed;
        /// Day of the measure.
        on: Option<Date>, "Reviewed on", required;
        /// The measure on that day.
        value: Option<f64>, "Measured value", required;
        /// What it means, and what is done about it.
        note: Text, "What it shows", title;
        /// Who measured it.
        by: Option<Ref<Person>>, "Reviewed by";
    }
}
