//! What registers of risk, issue and dependency work out (handbook 7.6 and 8.1): scores and bands, expected values and exposure, slack and
//! rings of dependencies. Pure; must not know records, commands nor how a register is drawn.

pub mod exposure;
pub mod rings;
pub mod score;
pub mod slack;
