//! Asking for, deciding and implementing changes, and setting baselines. One file per command.

mod baseline;
mod decision;
mod implement;
mod request;

pub use baseline::SetBaseline;
pub(super) use baseline::set_by_gate;
pub use decision::DecideChanges;
pub use implement::ImplementChange;
pub use request::RequestChanges;
