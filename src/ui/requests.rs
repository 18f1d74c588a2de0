//! What a page asks of another chapter without knowing it. Must not know who answers.

use crate::exchange::copies::CopyReason;
use std::cell::Cell;

type AfterCopy = fn(CopyReason, Box<dyn FnOnce()>);

thread_local! {
    // Until somebody answers there is nothing to be kept either.
    static AFTER_COPY: Cell<AfterCopy> = const { Cell::new(|_, then| then()) };
}

/// Says who answers.
pub fn answered_by(after_copy: AfterCopy) {
    AFTER_COPY.set(after_copy);
}

/// Keeps a copy of what is there, then goes on. When none can be kept, the person decides.
pub fn after_copy(reason: CopyReason, then: Box<dyn FnOnce()>) {
    (AFTER_COPY.get())(reason, then);
}
