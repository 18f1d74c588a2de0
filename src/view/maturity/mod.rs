//! The pages of the maturity assessment before they are drawn: answering, results, next steps, figures of the records, trend and
//! report in words and geometry. Pure; must not know how anything is scored, nor the browser.

pub mod about;
pub mod agree;
pub mod answers;
pub mod chart;
pub mod next;
pub mod overview;
pub mod quick;
pub mod records;
pub mod report;
pub mod result;
pub mod sums;
pub mod time;
pub mod words;
