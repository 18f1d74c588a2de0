//! Settings of a workspace: one record per portfolio. All that the handbook marks as our own proposal can be set here.

use super::project::Phase;
use crate::domain::calendar::WorkingWeek;
use crate::domain::date::Date;
use crate::domain::field::{Bounded, Count, Percent, Text};
use crate::domain::macros::{always_given, choice, record, structure};
use crate::domain::money::{Currency, Money};
use crate::domain::raid::score::Bands;
use crate::domain::reporting::Rhythm;
use crate::domain::status_rules::StatusRules;

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
    Settings, 1, "settings", "Workspace settings", "Workspace settings", shown_at("data/settings") {
        /// Name of the workspace.
        name: Text, "Name", required, title;
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
        fiscal_year_start: Option<Bounded<1, 12>>, "Financial year starts in month";
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
        /// So many amber constraints make the whole red.
        ambers_for_red: Option<Bounded<1, 7>>, "Amber constraints that make a project red";
        /// So many red constraints make the whole red.
        reds_for_red: Option<Bounded<1, 7>>, "Red constraints that make a project red";
        /// Slip in percent of the planned duration above which the schedule is amber.
        slip_amber: Option<Percent>, "Schedule amber above percent";
        /// Slip in percent of the planned duration above which the schedule is red.
        slip_red: Option<Percent>, "Schedule red above percent";
        /// Forecast above budget in percent above which the cost is amber.
        cost_amber: Option<Percent>, "Cost amber above percent";
        /// Forecast above budget in percent above which the cost is red.
        cost_red: Option<Percent>, "Cost red above percent";
        /// Phases whose column on the board is shown in steps.
        steps: Vec<Phase>, "Phases shown in steps";
        /// Most megabytes of history; above it people are asked to archive.
        history_limit: Option<Bounded<1, 10_000>>, "History limit (MB)";
        /// Day from which on the history is kept; what was before was archived.
        history_from: Option<Date>, "History kept from", decided;
        /// Cost that makes a project large by itself: what its own is held against when its size is worked out.
        cost_limit: Option<Money>, "Cost limit for size classes";
        /// Most cost of a change that a lead decides.
        lead_change_cost: Option<Money>, "Leads decide changes up to";
        /// Most calendar days of a change that a lead decides.
        lead_change_days: Option<Count>, "Leads decide changes up to days";
        /// Most cost of a change that a sponsor decides; the steering board decides beyond it.
        sponsor_change_cost: Option<Money>, "Sponsors decide changes up to";
        /// Most calendar days of a change that a sponsor decides.
        sponsor_change_days: Option<Count>, "Sponsors decide changes up to days";
        /// By how many per cent a year money to come is worth less than money of today.
        discount_rate: Option<f64>, "Discount rate in percent";
        /// The lowest score of a moderate risk.
        risk_moderate: Option<Bounded<2, 25>>, "Moderate risk from score";
        /// The lowest score of a high risk.
        risk_high: Option<Bounded<2, 25>>, "High risk from score";
        /// The lowest score of a critical risk.
        risk_critical: Option<Bounded<2, 25>>, "Critical risk from score";
    }
}

impl Settings {
    /// By what statuses are judged; the handbook's limits unless set.
    pub fn status_rules(&self) -> StatusRules {
        let defaults = StatusRules::default();
        let count =
            |set: Option<Bounded<1, 7>>, usual| set.map_or(usual, |set| usize::try_from(set.0).unwrap_or(usual));
        let limit = |set: Option<Percent>, usual| set.map_or(usual, |set| set.0);
        StatusRules {
            cycle_days: self.reporting_cycle.map_or(defaults.cycle_days, |days| days.0),
            ambers: count(self.ambers_for_red, defaults.ambers),
            reds: count(self.reds_for_red, defaults.reds),
            slip: (limit(self.slip_amber, defaults.slip.0), limit(self.slip_red, defaults.slip.1)),
            cost: (limit(self.cost_amber, defaults.cost.0), limit(self.cost_red, defaults.cost.1)),
            week: self.working_week(),
        }
    }

    /// How reports are counted.
    pub fn reporting(&self) -> Rhythm {
        let cycle_days = self.status_rules().cycle_days;
        Rhythm { cycle_days, week_start: self.week_start(), week: self.working_week() }
    }

    /// Where the bands of risks begin; those of the handbook unless set.
    pub fn risk_bands(&self) -> Bands {
        let usual = Bands::default();
        let from = |set: Option<Bounded<2, 25>>, usual| set.map_or(usual, |set| set.0);
        Bands {
            moderate: from(self.risk_moderate, usual.moderate),
            high: from(self.risk_high, usual.high),
            critical: from(self.risk_critical, usual.critical),
        }
    }

    /// The days worked on: Monday to Friday unless set.
    pub fn working_week(&self) -> WorkingWeek {
        WorkingWeek::of(self.working_days.iter().map(|day| day.0))
    }

    /// The day on which weeks begin, 1 Monday to 7 Sunday: Monday unless set.
    pub fn week_start(&self) -> i64 {
        self.first_day_of_week.map_or(1, |day| day.0)
    }

    /// The month with which fiscal years begin: January unless set.
    pub fn fiscal_month(&self) -> i64 {
        self.fiscal_year_start.map_or(1, |month| month.0)
    }

    /// Megabytes of history from which on people are asked to archive the oldest of it: 50 unless set.
    pub fn history_megabytes(&self) -> i64 {
        self.history_limit.map_or(50, |most| most.0)
    }

    /// Percent of should-meet points from which go is suggested (70 unless set), and conditional go (50 unless set).
    pub fn gate_limits(&self) -> (i64, i64) {
        (self.go_from.map_or(70, |p| p.0), self.conditional_from.map_or(50, |p| p.0))
    }
}
