//! The room of a chart: how wide it is, how much of it the axes and the words take, and where a value lies in what is left. Must not
//! know what is drawn in it.

use super::scale::Scale;

/// Height of a line of words.
pub const LINE: i64 = 16;
/// Width of a letter, about: words are given a little more than they need.
const LETTER: i64 = 7;
/// Narrowest and widest that a chart is drawn.
const WIDTHS: (i64, i64) = (240, 1_600);

/// How wide a text is, about.
pub fn width_of(text: &str) -> i64 {
    i64::try_from(text.chars().count()).unwrap_or(i64::MAX / LETTER).saturating_mul(LETTER)
}

/// The widest of some texts.
pub fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> i64 {
    texts.map(width_of).max().unwrap_or_default()
}

/// A width that a chart can have.
pub fn width_within(width: i64) -> i64 {
    width.clamp(WIDTHS.0, WIDTHS.1)
}

/// Where values lie.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Frame {
    /// Left edge of what is drawn.
    pub left: i64,
    /// Its upper edge.
    pub top: i64,
    /// Its width.
    pub width: i64,
    /// Its height.
    pub height: i64,
    /// The scale of values.
    pub scale: Scale,
    /// How many units lie from left to right.
    pub units: i64,
}

impl Frame {
    /// From the left, for a place between the first and the last.
    pub fn x(&self, at: i64) -> i64 {
        self.left + at.clamp(0, self.units) * self.width / self.units.max(1)
    }

    /// From the top, for a value upwards.
    pub fn y(&self, value: i64) -> i64 {
        self.top + self.height - self.scale.place(value, self.height)
    }

    /// From the left, for a value that is drawn from left to right.
    pub fn along(&self, value: i64) -> i64 {
        self.left + self.scale.place(value, self.width)
    }

    /// The lower edge.
    pub fn bottom(&self) -> i64 {
        self.top + self.height
    }

    /// The right edge.
    pub fn right(&self) -> i64 {
        self.left + self.width
    }
}
