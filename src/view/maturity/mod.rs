//! The pages of the maturity assessment before they are drawn. Must not know the browser.

pub mod agree;
pub mod answers;
pub mod overview;
