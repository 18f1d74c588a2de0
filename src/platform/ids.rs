//! New identities: of records, of this tab, of workspaces. Owns their randomness; must not know what they identify.

use super::clock;
use crate::domain::id::{Id, WriterId};
use crate::storage::keys::WorkspaceId;
use std::cell::Cell;

thread_local! {
    static LAST: Cell<u64> = const { Cell::new(0) };
}

/// Bits counted within a tab, below 42 bits of milliseconds.
const COUNTER_BITS: u32 = 22;

/// An id that was never given before: later ids of a tab are greater, so that records sort by creation.
pub fn new_id() -> Id {
    let millisecond = (clock::now().0.max(0) as u64) << COUNTER_BITS;
    LAST.with(|last| {
        let next = match last.get().checked_add(1) {
            Some(next) if next > millisecond => next,
            // A new millisecond starts at random, in its lower half, so that a bulk import has room to count.
            _ => millisecond | (random() >> (65 - COUNTER_BITS)),
        };
        last.set(next);
        Id(next)
    })
}

/// Identity of this tab for this session. A restored or duplicated tab runs this again and gets another.
pub fn new_writer() -> WriterId {
    WriterId(random().max(1))
}

/// Identity of a new workspace.
pub fn new_workspace() -> WorkspaceId {
    WorkspaceId(random())
}

fn random() -> u64 {
    let mut bytes = [0; 8];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let filled = crypto.is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if filled {
        return u64::from_le_bytes(bytes);
    }
    // Every browser that runs this has it; two ids must still never meet.
    (0..4).fold(0, |number, _| (number << 16) | (js_sys::Math::random() * 65_536.0) as u64)
}
