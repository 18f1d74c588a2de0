//! What the tests of the storage share.
#![allow(dead_code)] // Each test binary uses its own part.

pub mod fault_store;
