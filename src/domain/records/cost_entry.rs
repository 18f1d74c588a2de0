//! Cost entries: what a project plans to spend, has ordered, has paid, or still expects to pay, one by one.

use super::Project;
use crate::domain::date::Date;
use crate::domain::field::{Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record};
use crate::domain::money::Money;

choice! {
    /// How certain a cost is.
    CostState {
        /// Part of the approved budget; stays as it is whatever is spent.
        Planned = "planned", "Planned";
        /// Ordered, not yet paid.
        Committed = "committed", "Committed";
        /// Paid.
        Actual = "actual", "Actual";
        /// Expected besides, neither ordered nor paid.
        Forecast = "forecast", "Forecast";
    }
}
always_given!(CostState, Planned);

choice! {
    /// What money is spent on.
    CostCategory {
        /// People of one's own.
        People = "people", "People";
        /// People and work of others.
        Services = "services", "External services";
        /// Software and licences.
        Software = "software", "Software and licences";
        /// Hardware and equipment.
        Equipment = "equipment", "Equipment";
        /// Premises and travel.
        Facilities = "facilities", "Premises and travel";
        /// Training and change.
        Training = "training", "Training and change";
        /// Held back for what may go wrong.
        Contingency = "contingency", "Contingency";
        /// Anything else.
        Other = "other", "Other";
    }
}

record! {
    /// A cost entry.
    CostEntry, 25, "cost_entry", "Cost entry", "Cost entries", shown_at("costs?open={id}") {
        /// What it is for.
        text: Text, "For what", required, title;
        /// Project that bears it.
        project: Option<Ref<Project>>, "Project", required, indexed;
        /// Day on which it falls; a day of its month where only the month is known.
        on: Option<Date>, "Date", required;
        /// What it is spent on.
        category: Option<CostCategory>, "Category";
        /// How certain it is.
        state: CostState, "State", required;
        /// How much; less than zero for what comes back.
        amount: Option<Money>, "Amount", required;
        /// More about it.
        note: Prose, "Note";
    }
}
