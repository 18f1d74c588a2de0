//! The pages that are a register and nothing else, each one constant: its columns and its words. Must not know how any is drawn.

use super::pages::List;
use super::register::RegisterKind;

/// What stands on the page.
pub fn kind_of(list: List) -> &'static RegisterKind {
    match list {}
}
