//! Work items: deliverables, tasks, milestones and the rest of what is done in a project. The schedule is fields of them.

use super::project::{ImportedCell, LeadDomain, NamedLink, Phase};
use super::{Person, Project};
use crate::domain::date::{Date, Moment};
use crate::domain::field::{Order, Percent, Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record, structure};

choice! {
    /// What a work item is.
    WorkItemKind {
        /// Verifiable product, document or result.
        Deliverable = "deliverable", "Deliverable";
        /// Something to do.
        Task = "task", "Task";
        /// Significant point in time, without duration.
        Milestone = "milestone", "Milestone";
        /// Response to a risk.
        Response = "response", "Risk response";
        /// Approved change.
        Change = "change", "Change";
        /// Defect.
        Defect = "defect", "Defect";
    }
}
always_given!(WorkItemKind, Task);

choice! {
    /// Class of service (Kanban).
    ClassOfService {
        /// At once.
        Expedite = "expedite", "Expedite";
        /// By a fixed date.
        FixedDate = "fixed_date", "Fixed date";
        /// In turn.
        Standard = "standard", "Standard";
        /// When there is time.
        Intangible = "intangible", "Intangible";
    }
}
always_given!(ClassOfService, Standard);

structure! {
    /// When an item entered a column.
    ColumnEntry {
        /// Key of the column that the item entered.
        column: Text, "Column", required;
        /// When it entered the column.
        at: Moment, "Entered", required;
        /// Why it entered although a limit was reached; empty if none was.
        reason: Prose, "Over the limit because";
    }
}

structure! {
    /// A step of the work, ticked off when it is done.
    ChecklistEntry {
        /// What is done.
        text: Text, "Text", required;
        /// Whether it is.
        done: bool, "Done";
    }
}

record! {
    /// A work item.
    WorkItem, 8, "work_item", "Work item", "Work items", late, shown_at("work?open={id}") {
        /// Title.
        title: Text, "Title", required, title;
        /// Project.
        project: Option<Ref<Project>>, "Project", required, indexed;
        /// Phase whose board it is on.
        phase: Phase, "Phase", decided;
        /// Key of the column of that board. Lists that were imported earlier left names here.
        column: Text, "Column", decided;
        /// Place within the column.
        order: Order, "Order", order, hidden;
        /// What it is.
        kind: WorkItemKind, "Kind", required;
        /// The one person who answers for it.
        owner: Option<Ref<Person>>, "Owner";
        /// Stream of work.
        stream: Text, "Stream";
        /// Business or technical.
        domain: Option<LeadDomain>, "Domain";
        /// Class of service.
        class_of_service: ClassOfService, "Class of service";
        /// Estimate in hours.
        estimate: Option<f64>, "Estimate in hours";
        /// Day on which work on it begins.
        start: Option<Date>, "Start";
        /// Day by which it is to be done.
        due: Option<Date>, "Due";
        /// Duration in working days.
        duration: Option<f64>, "Duration in working days";
        /// How much of it is done, in percent.
        percent: Percent, "Percent done";
        /// Why it cannot move.
        blocked_reason: Prose, "Blocked because";
        /// Day since which it cannot move.
        blocked_since: Option<Date>, "Blocked since";
        /// When it counts as done.
        done_rule: Prose, "Done when";
        /// Who accepted it.
        accepted_by: Option<Ref<Person>>, "Accepted by", decided;
        /// When it entered each column.
        column_entries: Vec<ColumnEntry>, "Column entries", decided;
        /// Links.
        links: Vec<NamedLink>, "Links";
        /// Cells of an imported list that belong to no field.
        imported: Vec<ImportedCell>, "From the imported list";
        /// What it is about, at length.
        description: Prose, "Description";
        /// Its steps.
        checklist: Vec<ChecklistEntry>, "Checklist";
        /// Id of the deliverable that a gate asks for, if it is one of those.
        deliverable: Text, "Owed deliverable", hidden;
        /// Day on which it was accepted.
        accepted_on: Option<Date>, "Accepted on", decided;
        /// Day on which it was put away: still counted in what was done, shown on no board.
        archived_on: Option<Date>, "Archived on", decided;
    }
}

impl WorkItem {
    /// Whether it was put away.
    pub fn is_archived(&self) -> bool {
        self.archived_on.is_some()
    }

    /// Whether it says that it cannot go on. What is done is not blocked, whatever it says: that only its board knows.
    pub fn is_blocked(&self) -> bool {
        self.blocked_since.is_some() || !self.blocked_reason.trim().is_empty()
    }
}
