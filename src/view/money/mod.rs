//! Money and benefits of projects: registers, figures, tables and the picture of the flow of cash. Must not know how any of it is drawn.

mod benefits;
mod case;
mod cash;
mod figures;
pub mod lists;
pub mod tabs;

pub use benefits::{BenefitRow, ReviewRow, benefit_rows, realised_words, review_rows};
pub use case::{Case, CaseRow, case};
pub use cash::cash_flow;
pub use figures::{EntryRow, Figure, Shown, YearTable, by_year, entry_rows, figures};
