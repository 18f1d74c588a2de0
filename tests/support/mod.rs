//! What the tests of the storage share.
// Each test binary uses its own part; and outside of test functions a test may still panic.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

pub mod fault_store;
