//! A register before it is drawn, of whatever kind of record: its columns, what each shows, the view that an address names, the rows
//! that match, the part of them in sight, and the keys of its grid. Must not know any one kind, nor how any of it is drawn.

pub mod bulk;
pub mod columns;
pub mod datum;
pub mod export;
pub mod filter;
pub mod home;
pub mod keys;
pub mod kind;
pub mod paper;
pub mod people;
pub mod sheet;
pub mod side_by_side;
pub mod totals;
pub mod view;
pub mod window;

pub use columns::{Column, Derived, Nature, Source};
pub use datum::{Datum, RowContext, datum};
pub use filter::{Bound, Filter, Test};
pub use home::Home;
pub use kind::{Parts, RegisterKind, Words};
pub use sheet::{Line, Sheet, sheet};
pub use side_by_side::SideBySide;
pub use view::{RegisterView, SortKey};
