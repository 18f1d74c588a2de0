//! Browser unit tests: what only a real browser can show.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // Tests may panic.

mod drawing;
mod formats;
mod mounted;
mod parts;
mod storing;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// The macro of views says `crate::ui::draw`.
mod ui {
    pub use pocket_pmo::ui::{draw, parts};
}
