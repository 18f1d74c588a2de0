//! What is special of projects on the pages that other kinds of records have too. Must not know how any of it is drawn.

pub mod columns;
pub mod register;
pub mod tags;

pub use columns::Figure;
pub use register::PROJECTS;
