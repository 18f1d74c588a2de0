//! Which rows of a long list are in sight. Only these are on the page.

/// Height of a row in pixels; the style sheet has the same.
pub const ROW: u32 = 36;
/// Rows kept beyond what is in sight on either side; the window moves by so many at once, not with each row.
pub const OVERSCAN: usize = 8;
/// Rows that are printed at most: drawing more would stop the browser for seconds.
pub const PRINTED: usize = 2_000;

/// How many places for rows a window of that height needs.
pub fn places(height: u32) -> usize {
    (height.div_ceil(ROW) as usize + 1) + 2 * OVERSCAN
}

/// The first row on the page, when the list is scrolled down by so many pixels. `rows` are all, `places` those on the page.
pub fn first(scrolled: u32, rows: usize, places: usize) -> usize {
    let at = (scrolled / ROW) as usize;
    let at = at.saturating_sub(OVERSCAN / 2).min(rows.saturating_sub(places.saturating_sub(OVERSCAN)));
    at / OVERSCAN * OVERSCAN
}

/// How far to scroll so that a row is in sight, if it is not: pixels from the top. `height` is that of the rows in sight.
pub fn reveal(row: usize, scrolled: u32, height: u32) -> Option<u32> {
    let top = u32::try_from(row).unwrap_or(u32::MAX).saturating_mul(ROW);
    let bottom = top.saturating_add(ROW);
    if top < scrolled {
        Some(top)
    } else if bottom > scrolled.saturating_add(height) {
        Some(bottom.saturating_sub(height))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_in_sight_is_on_the_page(rows in 0usize..60_000, height in 1u32..2_000, scrolled in any::<u32>()) {
            let total = u32::try_from(rows).unwrap() * ROW;
            let scrolled = if total > height { scrolled % (total - height + 1) } else { 0 };
            let places = places(height);
            let first = first(scrolled, rows, places);
            let (top, bottom) = ((scrolled / ROW) as usize, ((scrolled + height).div_ceil(ROW) as usize).min(rows));
            prop_assert!(first <= top && bottom <= first + places, "{} {} {} {}", first, top, bottom, places);
            prop_assert!(places <= 20 + height as usize / ROW as usize);
        }

        #[test]
        fn a_revealed_row_is_in_sight(row in 0usize..50_000, scrolled in 0u32..2_000_000, height in 100u32..900) {
            let at = reveal(row, scrolled, height).unwrap_or(scrolled);
            prop_assert_eq!(reveal(row, at, height), None);
        }
    }
}
