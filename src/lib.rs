//! Pocket PMO: a whole project management office in one web page.
//!
//! Layers, each knowing only those above it: [`domain`], [`engine`], [`exchange`], [`storage`], [`view`], and for the
//! browser alone `platform`, `store`, `ui`. ARCHITECTURE.md has the map.

pub mod domain;
pub mod engine;
pub mod exchange;
#[cfg(target_arch = "wasm32")]
pub mod platform;
pub mod storage;
pub mod view;

#[cfg(target_arch = "wasm32")]
pub mod store;
#[cfg(target_arch = "wasm32")]
pub mod ui;
