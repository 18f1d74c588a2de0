//! Charters of the PMO itself: purpose, scope, services, authority and measures of the office (handbook 4.4). Each is a version; one that was
//! approved is never changed and holds what the records said that day. Its control type and meaning become the settings' when it is approved.

use super::Person;
use super::project_charter::CharterState;
use super::settings::{PmoControl, PmoMeaning};
use super::status_report::FrozenLine;
use crate::domain::date::Date;
use crate::domain::field::{Bounded, Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::record;
use crate::domain::money::Money;

record! {
    /// A version of the PMO charter.
    PmoCharter, 41, "pmo_charter", "PMO charter", "PMO charters",
        made_by("The PMO charter is begun on its own page."), open(|charter: &PmoCharter| charter.is_draft()), late,
        shown_at("office/charter?version={id}")
    {
        /// Its version in words.
        title: Text, "Title", required, title, decided;
        /// 1 for the first.
        version: Option<Bounded<1, 9_999>>, "Version", required, decided;
        /// How far it is; only its approval, and that of the next, changes it.
        state: CharterState, "State", required, decided;
        /// Who keeps it.
        owner: Option<Ref<Person>>, "Owner of the charter";
        /// What the PMO is for.
        mission: Prose, "Mission";
        /// What will be different in a few years.
        vision: Prose, "Vision";
        /// What it stands for.
        values: Prose, "Values";
        /// Why it is set up now.
        background: Prose, "Why now";
        /// What the letters stand for.
        meaning: PmoMeaning, "Meaning of PMO";
        /// How much it directs.
        control: Option<PmoControl>, "Control type";
        /// Where it stands in the organisation.
        home: Prose, "Place in the organisation";
        /// Who is accountable for it.
        executive: Option<Ref<Person>>, "Accountable executive";
        /// From which budget on a project belongs to the portfolio.
        scope_from: Option<Money>, "Projects belong to it from";
        /// What belongs to its work.
        in_scope: Prose, "In scope";
        /// What does not.
        out_of_scope: Prose, "Out of scope";
        /// What it is to reach, each with a measure.
        objectives: Prose, "Objectives with measures";
        /// Whom it serves, and what they expect.
        customers: Prose, "Customers and what they expect";
        /// What is said of its services beside their list.
        services: Prose, "On the services";
        /// Roles and responsibilities.
        roles: Prose, "Roles and responsibilities";
        /// What it may decide and demand.
        authority: Prose, "Authority of the PMO";
        /// How decisions are taken.
        governance: Prose, "On decisions";
        /// Processes, standards, tools.
        processes: Prose, "Processes, standards, tools";
        /// Who is told what, when.
        communication: Prose, "Who is told what, when";
        /// What has to be so that it succeeds, and what may go wrong.
        factors: Prose, "Success factors and risks";
        /// What it may cost in a year.
        budget: Option<Money>, "Budget a year";
        /// Where the money comes from.
        funding: Prose, "Funding";
        /// By what it is measured.
        measures: Prose, "On the measures";
        /// When what is set up.
        time_line: Prose, "Time line of the set-up";
        /// Who signs, and what for.
        sign_off: Prose, "Who signs";
        /// Who approved it.
        approved_by: Option<Ref<Person>>, "Approved by", decided;
        /// When.
        approved_on: Option<Date>, "Approved on", decided;
        /// When it is looked at again.
        review_due: Option<Date>, "Review due", decided;
        /// What the records said when it was approved.
        frozen: Vec<FrozenLine>, "What the records said", decided, hidden;
    }
}

impl PmoCharter {
    /// Whether it is being written.
    pub fn is_draft(&self) -> bool {
        self.state == CharterState::Draft
    }

    /// Its version; 0 if it was loaded without one.
    pub fn number(&self) -> i64 {
        self.version.map_or(0, |version| version.0)
    }
}
