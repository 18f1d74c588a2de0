//! Improvement actions: what the office does to get better, and whether it worked.

use super::project::SizeClass;
use super::{Assessment, Person, Project};
use crate::domain::date::Date;
use crate::domain::field::{Anything, Bounded, Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record, states};

choice! {
    /// How far an improvement action is.
    ActionStatus {
        /// Not begun.
        Planned = "planned", "Planned";
        /// Under way.
        UnderWay = "under_way", "Under way";
        /// Done.
        Done = "done", "Done";
        /// Given up.
        Dropped = "dropped", "Dropped";
    }
}
always_given!(ActionStatus, Planned);

record! {
    /// An improvement action.
    ImprovementAction, 14, "improvement_action", "Improvement action", "Improvement actions",
        open(ImprovementAction::is_open), states(STATES), shown_at("maturity")
    {
        /// What is done.
        text: Text, "Action", required, title;
        /// Dimension of the model it belongs to.
        dimension: Text, "Dimension";
        /// Level from which it leads to the next.
        step: Option<Bounded<1, 4>>, "From level";
        /// Questions it moves.
        questions: Vec<Text>, "Questions it moves";
        /// What it leaves behind.
        artefact: Text, "Produces";
        /// How much work it is: small, medium or large.
        effort: Option<SizeClass>, "Effort";
        /// Assessment from which it came.
        assessment: Option<Ref<Assessment>>, "Assessment";
        /// Who answers for it.
        owner: Option<Ref<Person>>, "Owner";
        /// Day by which it is to be done.
        due: Option<Date>, "Due";
        /// How far the action is; it changes as `STATES` says.
        status: ActionStatus, "Status", required;
        /// Day it was done or dropped.
        ended_on: Option<Date>, "Ended on", ended;
        /// When to look whether it worked.
        effect_check_on: Option<Date>, "Check the effect on";
        /// What the action changed, once somebody looked.
        effect: Prose, "Effect";
        /// Project made of it.
        project: Option<Ref<Project>>, "Project";
        /// What it came from, beside an assessment.
        source: Option<Ref<Anything>>, "Source", indexed;
    }
}

states! {
    /// How an action goes on. One that has ended may be taken up again.
    STATES, ActionStatus, status {
        Planned => UnderWay, Done, Dropped;
        UnderWay => Planned, Done, Dropped;
        Done => UnderWay, Planned, Dropped;
        Dropped => UnderWay, Planned, Done;
    }
    Done demands ended_on;
    Dropped demands ended_on;
}

impl ImprovementAction {
    /// Whether it is still to be done.
    pub fn is_open(&self) -> bool {
        matches!(self.status, ActionStatus::Planned | ActionStatus::UnderWay)
    }
}
