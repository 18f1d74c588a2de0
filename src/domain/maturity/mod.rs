//! The maturity self-assessment: the model, scoring (handbook 6.4), what differs between respondents, what to do next (6.6) and
//! what has moved since. Must not know where the model is read from, what day it is, nor how anything is drawn.

pub mod contradiction;
pub mod faults;
pub mod model;
pub mod movement;
pub mod plan;
pub mod question;
pub mod score;
