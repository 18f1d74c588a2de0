//! Written forms: the stored form of records and transactions, backups, lists from elsewhere, the example portfolio.
//! Must not know the browser, nor where bytes are kept.

pub mod backup;
pub mod backup_error;
mod backup_form;
pub mod backup_writer;
pub mod charter_guide;
pub mod checksum;
pub mod codec;
mod codec_error;
pub mod copies;
pub mod csv_guard;
pub mod difference;
pub mod example;
pub mod governance;
pub mod handbook;
pub mod history_file;
pub mod ics;
pub mod json;
pub mod maturity;
pub mod own_list;
mod phrases;
pub mod report_form;
pub mod restore;
pub mod routines;
pub mod snapshot;
pub mod table;
pub mod table_out;
pub mod team;
pub mod texts;
pub mod toml;
pub mod transaction_codec;
pub mod upcast;
pub mod writer_table;
