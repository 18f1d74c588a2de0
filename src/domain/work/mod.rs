//! Work inside a project (handbook 5.7 and 7.8): the columns and limits of the four phase boards, how many cards stand where, in what
//! state an item is and what may be done in it. Pure; must not know commands nor how a board is drawn.

pub mod columns;
pub mod item;
pub mod last_column;
pub mod limits;
