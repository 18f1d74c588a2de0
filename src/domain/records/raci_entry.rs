//! Who does what of an activity or a deliverable: responsible, accountable, consulted, informed (handbook 8.3).

use super::{Person, Project, WorkItem};
use crate::domain::field::Text;
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record};

choice! {
    /// What somebody has to do with an activity.
    RaciRole {
        /// Does it.
        Responsible = "r", "Responsible";
        /// Answers for it.
        Accountable = "a", "Accountable";
        /// Is asked before.
        Consulted = "c", "Consulted";
        /// Is told after.
        Informed = "i", "Informed";
    }
}
always_given!(RaciRole, Responsible);

record! {
    /// A RACI entry.
    RaciEntry, 33, "raci_entry", "RACI entry", "RACI", late, shown_at("projects/{project}/people?list=raci&open={id}") {
        /// What is done.
        activity: Text, "Activity or deliverable", required, title;
        /// Project.
        project: Option<Ref<Project>>, "Project", required, indexed;
        /// The work item that it is, if it is one.
        item: Option<Ref<WorkItem>>, "Work item";
        /// Who.
        person: Option<Ref<Person>>, "Person", required;
        /// What they have to do with it.
        role: RaciRole, "Role", required;
    }
}
