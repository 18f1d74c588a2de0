//! Project charters: the document by which the sponsor authorises a project and its manager (handbook 4.5). Each is a version; one that was
//! approved is never changed and holds what the records said that day. It stores only what no other record says.

use super::status_report::FrozenLine;
use super::{Person, Project};
use crate::domain::date::Date;
use crate::domain::field::{Bounded, Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record};

choice! {
    /// How far a version is.
    CharterState {
        /// Being written.
        Draft = "draft", "Draft";
        /// In force.
        Approved = "approved", "Approved";
        /// A later version was approved.
        Superseded = "superseded", "Superseded";
    }
}
always_given!(CharterState, Draft);

record! {
    /// A version of a project charter.
    ProjectCharter, 35, "project_charter", "Project charter", "Project charters",
        made_by("A charter is begun on the page of its project."), open(|charter: &ProjectCharter| charter.is_draft()), late,
        shown_at("projects/{project}/charter?version={id}")
    {
        /// Project and version in words.
        title: Text, "Title", required, title, decided;
        /// Project.
        project: Option<Ref<Project>>, "Project", required, indexed, decided;
        /// 1 for the first of a project.
        version: Option<Bounded<1, 9_999>>, "Version", required, decided;
        /// How far it is; only its approval, and that of the next, changes it.
        state: CharterState, "State", required, decided;
        /// Why the project is done.
        purpose: Prose, "Purpose and justification";
        /// By what its success is known.
        success: Prose, "Success criteria";
        /// What is asked of the result.
        requirements: Prose, "Requirements";
        /// What belongs to it and what does not.
        boundaries: Prose, "Boundaries";
        /// What cannot be changed.
        constraints: Prose, "Constraints";
        /// What is success, who decides, who signs.
        approval: Prose, "Approval requirements";
        /// When it is closed or stopped.
        exit: Prose, "Exit criteria";
        /// What the manager may decide.
        lead_authority: Prose, "Authority of the project manager";
        /// What the sponsor decides.
        sponsor_authority: Prose, "Authority of the sponsor";
        /// Who approved it.
        approved_by: Option<Ref<Person>>, "Approved by", decided;
        /// When.
        approved_on: Option<Date>, "Approved on", decided;
        /// What the records said when it was approved.
        frozen: Vec<FrozenLine>, "What the records said", decided, hidden;
    }
}

impl ProjectCharter {
    /// Whether it is being written.
    pub fn is_draft(&self) -> bool {
        self.state == CharterState::Draft
    }

    /// Its version; 0 if it was loaded without one.
    pub fn number(&self) -> i64 {
        self.version.map_or(0, |version| version.0)
    }
}
