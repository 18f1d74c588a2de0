//! Status reports: how a project stands at the end of a period, in the words of its manager. Once published, a report is never changed,
//! and holds the lists and figures that it was published with. Must not know how anything is worked out.

use super::project::ConstraintStatus;
use super::{Person, Project};
use crate::domain::date::Date;
use crate::domain::field::{Bounded, Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record, structure};
use crate::domain::money::Money;

choice! {
    /// How far a report is.
    ReportState {
        /// Being written.
        Draft = "draft", "Draft";
        /// Handed in to the office.
        Submitted = "submitted", "Submitted";
        /// Looked through by the office.
        Checked = "checked", "Checked";
        /// Published; never changed again.
        Published = "published", "Published";
    }
}
always_given!(ReportState, Draft);

impl ReportState {
    /// What may follow it.
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Draft => &[Self::Submitted],
            Self::Submitted => &[Self::Checked, Self::Draft],
            Self::Checked => &[Self::Published, Self::Draft],
            Self::Published => &[],
        }
    }

    /// Whether its manager has handed it in.
    pub const fn is_handed_in(self) -> bool {
        !matches!(self, Self::Draft)
    }
}

choice! {
    /// From where delivery is judged.
    Viewpoint {
        /// The project manager.
        Lead = "lead", "Project manager";
        /// The sponsor.
        Sponsor = "sponsor", "Sponsor";
        /// The team.
        Team = "team", "Team";
        /// The office.
        Pmo = "pmo", "PMO";
    }
}

/// Points for one question.
type Points = Bounded<0, 10>;

structure! {
    /// How confident one viewpoint is of each part of delivery.
    ViewpointPoints {
        /// Who.
        viewpoint: Option<Viewpoint>, "Viewpoint", required;
        /// That the scope will be delivered.
        scope: Option<Points>, "Scope";
        /// That it will be in time.
        time: Option<Points>, "Time";
        /// That it will be within its cost.
        cost: Option<Points>, "Cost";
        /// That the benefits will come.
        benefit: Option<Points>, "Benefit";
        /// That the people will be there.
        people: Option<Points>, "People";
    }
}

structure! {
    /// A line of a published report, as the records said it that day.
    FrozenLine {
        /// Which list or table of the report it belongs to.
        section: Text, "Section", required;
        /// What it says.
        text: Prose, "Text", required;
        /// Id of the record that said so; empty if it was none.
        source: Text, "Source";
    }
}

record! {
    /// A status report.
    StatusReport, 28, "status_report", "Status report", "Status reports",
        made_by("A status report is written on the page of its project."), open(|report: &StatusReport| !report.is_published()), late,
        shown_at("projects/{project}/reports?report={id}")
    {
        /// Project and period in words.
        title: Text, "Title", required, title, decided;
        /// Project.
        project: Option<Ref<Project>>, "Project", required, indexed, decided;
        /// First day of its period.
        from: Option<Date>, "From", required, decided;
        /// Last day of its period.
        to: Option<Date>, "To", required, decided;
        /// How far it is; only its steps change it.
        state: ReportState, "State", required, decided;
        /// Schedule.
        schedule: ConstraintStatus, "Schedule status";
        /// Cost.
        cost: ConstraintStatus, "Cost status";
        /// Scope.
        scope: ConstraintStatus, "Scope status";
        /// Benefit.
        benefit: ConstraintStatus, "Benefit status";
        /// Quality.
        quality: ConstraintStatus, "Quality status";
        /// Risk.
        risk: ConstraintStatus, "Risk status";
        /// People.
        people: ConstraintStatus, "People status";
        /// Overall status in place of the rule, with its reason.
        overall: ConstraintStatus, "Overall status in place of the rule";
        /// Who put it in place of the rule.
        overridden_by: Text, "Overridden by";
        /// Finish as expected then.
        forecast_finish: Option<Date>, "Forecast finish";
        /// Cost as expected then.
        forecast_cost: Option<Money>, "Forecast cost";
        /// What was done, beside what the records say.
        done: Prose, "Done";
        /// What was planned and not done, and why.
        missed: Prose, "Planned and not done";
        /// What comes next.
        next: Prose, "Next";
        /// What the project needs from others.
        help: Prose, "Help needed";
        /// What else there is to say.
        comment: Prose, "Comment";
        /// How it comes back on course.
        recovery: Prose, "Recovery plan";
        /// Who answers for that.
        recovery_owner: Option<Ref<Person>>, "Recovery plan owner";
        /// By when it is back.
        recovery_due: Option<Date>, "Back on course by";
        /// How confident each viewpoint is.
        confidence: Vec<ViewpointPoints>, "Delivery confidence by viewpoint";
        /// Day on which it was handed in.
        submitted_on: Option<Date>, "Submitted on", decided;
        /// Who in the office checked it.
        checked_by: Text, "Checked by", decided;
        /// Day on which it was published.
        published_on: Option<Date>, "Published on", decided;
        /// What it was published with.
        frozen: Vec<FrozenLine>, "Lists and figures", decided, hidden;
    }
}

impl StatusReport {
    /// Whether it is published and never changed again.
    pub fn is_published(&self) -> bool {
        self.state == ReportState::Published
    }

    /// What it says of each constraint, in the order of `status::constraints`.
    pub fn constraints(&self) -> [&ConstraintStatus; 7] {
        [&self.schedule, &self.cost, &self.scope, &self.benefit, &self.quality, &self.risk, &self.people]
    }

    /// Whether it says how the project comes back on course, who sees to that, and by when.
    pub fn has_recovery_plan(&self) -> bool {
        !self.recovery.trim().is_empty() && self.recovery_owner.is_some() && self.recovery_due.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_goes_from_state_to_state_as_written_here() {
        use ReportState::{Checked, Draft, Published, Submitted};
        let expected =
            [(Draft, Submitted), (Submitted, Checked), (Submitted, Draft), (Checked, Published), (Checked, Draft)];
        for (from, to) in ReportState::ALL.iter().flat_map(|from| ReportState::ALL.iter().map(move |to| (*from, *to))) {
            assert_eq!(from.next().contains(&to), expected.contains(&(from, to)), "{from:?} to {to:?}");
        }
    }

    #[test]
    fn a_recovery_plan_has_an_owner_and_a_day() {
        let owner = Some(Ref::new(crate::domain::id::Id(1)));
        let due = Date::new(2026, 12, 1);
        for (text, owner, due, expected) in [
            ("Second shift", owner, due, true),
            (" ", owner, due, false),
            ("Second shift", None, due, false),
            ("Second shift", owner, None, false),
        ] {
            let report = StatusReport {
                recovery: text.into(),
                recovery_owner: owner,
                recovery_due: due,
                ..StatusReport::default()
            };
            assert_eq!(report.has_recovery_plan(), expected);
        }
    }
}
