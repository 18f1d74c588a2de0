//! Owns how views come onto the page. The macro [`view`] reads like that of Leptos and says to a [`Drawing`], step by step, what
//! elements, words and handlers there are; they are made at once, and what changes follows its signals by effects of one
//! type. Leptos' own views would be compiled anew for each shape they have, which was half of the program.
//! A view that has gone hears and follows nothing more, from that very task on: what is in it goes with it at once, and what it
//! asked for [`later`] is not done. Must not know
//! what is drawn.

mod attribute;
mod child;
mod drawing;
mod drawn;
mod focus_kept;
pub mod later;
mod listener;
pub mod tachys;

pub use drawing::{Drawing, handler};
pub use drawn::Drawn;
pub use pocket_pmo_macros::view;
