//! Delivery confidence by viewpoint: what the project manager, the sponsor, the team and the office each give from 0 to 10, and how far
//! they lie apart. Disagreement is the signal. Exact: in sixtieths of a point, for each viewpoint answers one to five questions.

use super::records::project::{DeliveryConfidence, Rag};
use super::records::status_report::ViewpointPoints;

/// Sixtieths in a point: every mean of one to five whole numbers is a whole number of them.
const PARTS: i64 = 60;
/// Tenths of a point from which confidence is green, and amber.
const LIMITS: (i64, i64) = (75, 50);
/// How many points viewpoints may lie apart before they should talk.
const APART: i64 = 3;

impl ViewpointPoints {
    /// The mean of what was given, in sixtieths of a point.
    fn mean(&self) -> Option<i64> {
        let given = [self.scope, self.time, self.cost, self.benefit, self.people];
        let (sum, count) = given.iter().flatten().fold((0, 0), |(sum, count), points| (sum + points.0, count + 1));
        (count > 0).then(|| sum * PARTS / count)
    }
}

/// How likely delivery is judged to be, over all viewpoints.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Confidence {
    /// The sum of the means, in sixtieths of a point.
    sum: i64,
    /// Of how many viewpoints.
    viewpoints: i64,
    /// Between the highest and the lowest mean, in sixtieths.
    spread: i64,
}

impl Confidence {
    /// Of all who gave points; `None` if nobody did.
    pub fn of(points: &[ViewpointPoints]) -> Option<Self> {
        Self::of_means(points.iter().filter_map(ViewpointPoints::mean))
    }

    fn of_means(means: impl Iterator<Item = i64>) -> Option<Self> {
        let means: Vec<i64> = means.collect();
        let spread = means.iter().max()? - means.iter().min()?;
        Some(Self { sum: means.iter().sum(), viewpoints: i64::try_from(means.len()).ok()?, spread })
    }

    /// The colour that is suggested.
    pub fn rag(self) -> Rag {
        let reaches = |tenths: i64| self.sum * 10 >= tenths * PARTS * self.viewpoints;
        match (reaches(LIMITS.0), reaches(LIMITS.1)) {
            (true, _) => Rag::Green,
            (false, true) => Rag::Amber,
            (false, false) => Rag::Red,
        }
    }

    /// The same as a project keeps it.
    pub fn level(self) -> DeliveryConfidence {
        match self.rag() {
            Rag::Green => DeliveryConfidence::Green,
            Rag::Amber => DeliveryConfidence::Amber,
            Rag::Red => DeliveryConfidence::Red,
        }
    }

    /// Whether the viewpoints lie so far apart that they should talk.
    pub fn is_disputed(self) -> bool {
        self.spread >= APART * PARTS
    }

    /// The mean of the viewpoints in ten-thousandths of a point, rounded.
    pub fn mean(self) -> i64 {
        rounded(self.sum * 10_000, PARTS * self.viewpoints)
    }

    /// How far they lie apart in ten-thousandths of a point, rounded.
    pub fn spread(self) -> i64 {
        rounded(self.spread * 10_000, PARTS)
    }
}

fn rounded(part: i64, whole: i64) -> i64 {
    (2 * part + whole) / (2 * whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::Bounded;
    use crate::domain::records::status_report::Viewpoint;

    fn all(points: i64) -> ViewpointPoints {
        let points = Some(Bounded(points));
        ViewpointPoints {
            viewpoint: Some(Viewpoint::Lead),
            scope: points,
            time: points,
            cost: points,
            benefit: points,
            people: points,
        }
    }

    #[test]
    fn t7_the_mean_of_the_viewpoints_and_how_far_they_lie_apart() {
        // Means in sixtieths: 8, 5, 4; then 8, 8, 7.5.
        for (means, mean, rag, spread, is_disputed) in [
            (&[480, 300, 240][..], 56_667, Rag::Amber, 40_000, true),
            (&[480, 480, 450], 78_333, Rag::Green, 5_000, false),
            (&[450], 75_000, Rag::Green, 0, false),
            (&[449], 74_833, Rag::Amber, 0, false),
            (&[300, 300], 50_000, Rag::Amber, 0, false),
            (&[299, 300], 49_917, Rag::Red, 167, false),
            (&[420, 240], 55_000, Rag::Amber, 30_000, true),
            (&[420, 241], 55_083, Rag::Amber, 29_833, false),
        ] {
            let confidence = Confidence::of_means(means.iter().copied()).unwrap();
            assert_eq!((confidence.mean(), confidence.rag()), (mean, rag), "{means:?}");
            assert_eq!((confidence.spread(), confidence.is_disputed()), (spread, is_disputed), "{means:?}");
        }
        assert_eq!(Confidence::of(&[]), None);
    }

    #[test]
    fn a_viewpoint_counts_once_whatever_it_answers() {
        let only = ViewpointPoints { cost: Some(Bounded(4)), ..ViewpointPoints::default() };
        let nobody = ViewpointPoints::default();
        let confidence = Confidence::of(&[all(8), only, nobody]).unwrap();
        assert_eq!((confidence.mean(), confidence.is_disputed()), (60_000, true));
        let thirds = ViewpointPoints {
            scope: Some(Bounded(1)),
            time: Some(Bounded(0)),
            cost: Some(Bounded(0)),
            ..ViewpointPoints::default()
        };
        assert_eq!(Confidence::of(&[thirds]).unwrap().mean(), 3_333);
    }
}
