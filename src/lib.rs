//! Pocket PMO.
