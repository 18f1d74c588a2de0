//! Status reports: the sheet in which one is written, the reports of a project, and who owes one. Must not know how anything is worked out.

mod due;
mod form;
mod forms;
mod report;
mod sheet;
mod snapshots;
mod tab;

pub use due::reports_page;
pub use sheet::sheet_dialog;
pub use tab::reports_tab;
