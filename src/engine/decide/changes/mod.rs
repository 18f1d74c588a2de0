//! Setting baselines and implementing changes. One file per command.

mod baseline;
mod implement;

pub use baseline::SetBaseline;
pub(super) use baseline::set_by_gate;
pub use implement::ImplementChange;
