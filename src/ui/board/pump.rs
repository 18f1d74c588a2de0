//! Drawing lanes by and by: the next task while some are missing. Must not know which lanes there are.

use crate::ui::draw::later::on_page;
use leptos::prelude::*;

/// What draws by and by.
#[derive(Clone, Copy)]
pub struct Pump {
    turn: RwSignal<u32>,
    is_waiting: StoredValue<bool>,
}

impl Pump {
    /// Nothing is missing yet.
    pub fn new() -> Self {
        Self { turn: RwSignal::new(0), is_waiting: StoredValue::new(false) }
    }

    /// Wakes in the next task, if something is missing.
    pub fn track(self) {
        self.turn.track();
    }

    /// Something is missing.
    pub fn go_on(self) {
        if self.is_waiting.try_update_value(|own| std::mem::replace(own, true)) == Some(false) {
            let _ = on_page::after(0, move || {
                let _ = self.is_waiting.try_update_value(|own| *own = false);
                let _ = self.turn.try_update(|turn| *turn += 1);
            });
        }
    }
}
