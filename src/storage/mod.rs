//! The stored form as a machine without I/O: journal, chunks, manifests, checksums, loading, saving. Events go in, effects
//! come out; the browser and the rig that injects faults drive the same machine. Must not know the browser.

pub mod archive;
pub mod arrivals;
mod assembly;
pub mod boot;
pub mod compact;
pub mod compaction;
mod dense;
pub mod effect;
pub mod envelope;
pub mod filling;
pub mod found_journal;
pub mod journal;
pub mod kept_history;
pub mod keys;
pub mod load;
pub mod loading;
pub mod machine;
pub mod manifest;
mod members;
pub mod saving;
pub mod shelf;
pub mod since;
pub mod snapshot_choice;
pub mod status;
pub mod tabs;
pub mod tidy;
pub mod watch;
pub mod weights;
pub mod whole;
