//! How all projects stand together, for every page that says something of it: kept once, by difference. Must not know who asks.

use crate::engine::portfolio::Portfolio;
use crate::store::{self, session};
use crate::view::affected::affected;
use crate::view::standing::Standing;
use std::cell::RefCell;

thread_local! {
    /// The number of the latest change it knows of is beside it.
    static STANDING: RefCell<(u64, Standing)> = RefCell::default();
}

/// Looks at how all projects stand together; tracked.
pub fn with<T>(read: impl FnOnce(&Portfolio, &Standing) -> T) -> T {
    store::track_history();
    let today = session::today();
    STANDING.with_borrow_mut(|(known, standing)| {
        let (latest, touched) = store::touched_since(*known);
        *known = latest;
        store::with(|portfolio| {
            let projects = touched.and_then(|touched| affected(portfolio, &touched));
            standing.update(portfolio, today, projects.as_deref());
            read(portfolio, standing)
        })
    })
}
