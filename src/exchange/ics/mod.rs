//! Calendar files (iCalendar, RFC 5545): days read from one as holidays, and routines written into one. Must not know where a file comes from.

mod read;
mod write;

pub use read::{Found, left_out, read_days};
pub use write::{Entry, calendar_file};
