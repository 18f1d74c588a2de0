//! Registers of risk, assumption, issue and dependency before they are drawn, over all projects and of one. Must not know how anything
//! is drawn.

pub mod heat;
pub mod lists;
pub mod needs;
pub mod network;
pub mod tabs;
