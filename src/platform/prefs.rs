//! What a person prefers in this browser: theme, working as, density. Kept apart from the data, and never missed if storage
//! is blocked. Must not know what the values mean.

use super::{local, panic};

/// The preference of that name.
pub fn get(name: &str) -> Option<String> {
    local::open().ok()?.get(&key(name))
}

/// Sets a preference; an empty one is forgotten.
pub fn set(name: &str, value: &str) {
    let Ok(local) = local::open() else { return };
    if panic::has_stopped() {
        return;
    }
    if value.is_empty() {
        local.delete(&key(name));
    } else {
        // Without room the preference holds for this visit alone.
        let _ = local.put(&key(name), value);
    }
}

fn key(name: &str) -> String {
    ["ppmo/prefs/", name].concat()
}
