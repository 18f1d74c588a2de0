//! Settings of a workspace: one record per portfolio. All that the handbook marks as our own proposal can be set here.

use super::project::Phase;
use crate::domain::date::Date;
use crate::domain::field::{Bounded, Count, Percent, Text};
use crate::domain::macros::{always_given, choice, record, structure};
use crate::domain::money::Currency;

choice! {
    /// What the letters PMO stand for in this organisation.
    PmoMeaning {
        /// Of projects.
        Project = "project", "Project management office";
        /// Of programmes.
        Programme = "programme", "Programme management office";
        /// Of the portfolio.
        Portfolio = "portfolio", "Portfolio management office";
    }
}
always_given!(PmoMeaning, Project);

choice! {
    /// How much a PMO directs (PMBOK Guide, 5th and 6th edition).
    PmoControl {
        /// Advice and templates.
        Supportive = "supportive", "Supportive";
        /// Compliance required.
        Controlling = "controlling", "Controlling";
        /// Runs the projects.
        Directive = "directive", "Directive";
    }
}

structure! {
    /// What one unit of another currency is worth in the workspace's own.
    Rate {
        /// The other currency.
        currency: Option<Currency>, "Currency", required;
        /// Worth in the workspace's currency, above 0.
        rate: f64, "Rate", required;
        /// Day of the rate.
        on: Option<Date>, "Date", required;
    }
}

record! {
    /// Settings of a workspace.
    Settings, 1, "settings", "Workspace settings", "Workspace settings" {
        /// Name of the workspace.
        name: Text, "Name", required;
        /// Currency of totals.
        currency: Option<Currency>, "Currency";
        /// Rates for totals over currencies.
        rates: Vec<Rate>, "Exchange rates";
        /// Language tag for dates and numbers; the browser's if empty.
        locale: Text, "Locale";
        /// First day of the week, 1 Monday to 7 Sunday.
        first_day_of_week: Option<Bounded<1, 7>>, "First day of the week";
        /// Working days, 1 Monday to 7 Sunday.
        working_days: Vec<Bounded<1, 7>>, "Working days";
        /// Month in which the fiscal year starts.
        fiscal_year_start: Option<Bounded<1, 12>>, "Fiscal year starts in month";
        /// Days between two status reports; older data is stale.
        reporting_cycle: Option<Bounded<1, 366>>, "Reporting cycle in days";
        /// What PMO means here.
        pmo_meaning: PmoMeaning, "Meaning of PMO";
        /// How much the PMO directs.
        pmo_control: Option<PmoControl>, "Control type";
        /// Most projects in initiation.
        limit_initiation: Option<Count>, "Limit in initiation";
        /// Most projects in planning.
        limit_planning: Option<Count>, "Limit in planning";
        /// Most projects in execution.
        limit_execution: Option<Count>, "Limit in execution";
        /// Most projects in closing.
        limit_closing: Option<Count>, "Limit in closing";
        /// Share of should-meet points from which a gate suggests go.
        go_from: Option<Percent>, "Go from percent";
        /// Share of should-meet points from which a gate suggests conditional go.
        conditional_from: Option<Percent>, "Conditional go from percent";
        /// Whether this is the example portfolio.
        example: bool, "Example";
        /// Phases whose column on the board is shown in steps.
        steps: Vec<Phase>, "Phases shown in steps";
    }
}

impl Settings {
    /// Days after which a status is stale: 31 unless set.
    pub fn cycle_days(&self) -> i64 {
        self.reporting_cycle.map_or(31, |days| days.0)
    }

    /// Percent of should-meet points from which go is suggested (70 unless set), and conditional go (50 unless set).
    pub fn gate_limits(&self) -> (i64, i64) {
        (self.go_from.map_or(70, |p| p.0), self.conditional_from.map_or(50, |p| p.0))
    }
}
