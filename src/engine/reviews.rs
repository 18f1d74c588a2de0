//! Gate reviews of a project in the order in which they were decided. Must not know what a decision leads to.

use super::index::IndexKey;
use super::portfolio::Portfolio;
use crate::domain::id::Id;
use crate::domain::records::GateReview;
use crate::domain::stamp::Stamp;

/// The latest review of a project that stands.
pub fn latest_review(portfolio: &Portfolio, project: Id) -> Option<&GateReview> {
    let reviews = portfolio.ids(IndexKey::reviews(project)).into_iter();
    let standing = reviews.filter_map(|id| portfolio.get::<GateReview>(id)).filter(|review| !review.is_withdrawn());
    standing.max_by(|a, b| order_of_reviews(portfolio, a, b))
}

/// In which order reviews were decided. By their stamps, which grow from one decision to the next made in sight of it
/// whatever the computers' clocks do; those brought back together from a backup by their ids.
pub(super) fn order_of_reviews(portfolio: &Portfolio, a: &GateReview, b: &GateReview) -> std::cmp::Ordering {
    let stamp = |review: &GateReview| -> Stamp { review.meta.stamp };
    portfolio.writers.compare(stamp(a), stamp(b)).then_with(|| a.meta.id.cmp(&b.meta.id))
}
