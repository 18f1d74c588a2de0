//! Fields of a record edited in their place, made from its schema. One mechanism for all kinds; must not know any one of them.

mod cell;
mod edit;

pub use cell::{FieldPlace, cell};
pub use edit::{editor, editor_typed, input_id};
