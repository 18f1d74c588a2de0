//! Flow of work through the columns of a board (handbook 7.8): when an item arrived where, how long it took, how much was finished, and
//! what may be expected of the rest. Pure functions over the entries that items keep. Must not know how any of it is drawn.

pub mod arrivals;
pub mod course;
pub mod forecast;
pub mod measures;
