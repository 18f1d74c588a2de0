//! The pages of the maturity assessment before they are drawn. Must not know the browser.

pub mod agree;
pub mod answers;
pub mod overview;
//! The maturity assessment before it is drawn: results, next steps and figures of the records in words. Pure; must not know
//! the browser.

pub mod chart;
pub mod next;
pub mod records;
pub mod result;
pub mod sums;
//! What the pages of maturity show before it is drawn. Must not know how anything is scored.

pub mod about;
pub mod report;
pub mod time;
pub mod words;
