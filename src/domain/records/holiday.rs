//! Days on which nobody works although the week has them.

use crate::domain::date::Date;
use crate::domain::field::Text;
use crate::domain::macros::record;

record! {
    /// A holiday.
    Holiday, 47, "holiday", "Holiday", "Holidays", late, shown_at("calendar/holidays?open={id}") {
        /// What it is called.
        name: Text, "Holiday", required, title;
        /// Its day, the first of several.
        on: Option<Date>, "Day", required;
        /// The last of several.
        until: Option<Date>, "Until";
        /// Where it came from.
        source: Text, "Source";
    }
}
