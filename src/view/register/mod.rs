//! The register of projects before it is drawn: its columns, what each shows, the view that an address names, the rows that
//! match, the part of them in sight, and the keys of its grid. Must not know how any of it is drawn.

pub mod bulk;
pub mod columns;
pub mod datum;
pub mod export;
pub mod filter;
pub mod keys;
pub mod paper;
pub mod sheet;
pub mod totals;
pub mod view;
pub mod window;

pub use columns::{Column, Derived};
pub use datum::{Around, Datum, datum};
pub use filter::{Bound, Filter, Test};
pub use sheet::{Line, Sheet, sheet};
pub use view::{RegisterView, SortKey};
