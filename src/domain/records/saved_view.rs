//! Views of a page that somebody keeps by name: which columns, order, filters and group. A view is kept as the query of its
//! address, so that the link to a view and the view that is kept are the same thing.

use crate::domain::field::{Prose, Text};
use crate::domain::macros::record;

record! {
    /// A view of a page, kept by name.
    SavedView, 9, "saved_view", "Saved view", "Saved views" {
        /// What people call the view.
        name: Text, "Name", required, title;
        /// Page it is a view of: "projects".
        page: Text, "Page", required;
        /// Query of its address; empty for the usual view.
        query: Prose, "Columns, order, filters and group";
    }
}
