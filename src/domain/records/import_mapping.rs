//! How the columns of a list were mapped, so that the next list with the same headings is read in the same way.

use crate::domain::date::Date;
use crate::domain::field::{Bounded, Text};
use crate::domain::macros::{record, structure};
use crate::domain::money::Currency;

structure! {
    /// What a column became.
    MappedColumn {
        /// Its heading, different from all others.
        heading: Text, "Heading", required;
        /// Stored name of the field, or what else became of it.
        target: Text, "Field";
        /// Whether day or month comes first: `day` or `month`.
        dates: Text, "Order of day and month";
        /// Power of ten by which figures are multiplied.
        scale: Option<Bounded<0, 18>>, "Unit";
        /// Currency of amounts that name none.
        currency: Option<Currency>, "Currency";
        /// Decimal mark of its amounts: `point` or `comma`.
        mark: Text, "Decimal mark";
    }
}

record! {
    /// A mapping that was used.
    ImportMapping, 10, "import_mapping", "Import mapping", "Import mappings" {
        /// Name of the file it was made for.
        name: Text, "Name", required, title;
        /// What each row is: stored name of a kind.
        rows: Text, "Rows are";
        /// What each column became.
        columns: Vec<MappedColumn>, "Columns", required;
        /// Where new projects went of which no column said it: stored name of a phase; by their dates if empty.
        phase: Text, "Phase of new projects";
        /// When it was last used.
        used_on: Option<Date>, "Last used on";
    }
}
