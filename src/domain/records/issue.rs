//! Issues: what has happened and must be dealt with.

use super::{Decision, Person, Project};
use crate::domain::date::Date;
use crate::domain::field::{Anything, Count, Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record, states};
use crate::domain::records::project::ImportedCell;
use crate::domain::records::risk::Class;

choice! {
    /// What an issue is.
    IssueKind {
        /// Something is wrong.
        Problem = "problem", "Problem";
        /// Somebody wants something else.
        Request = "request", "Request for change";
        /// Something is not as it was agreed.
        OffSpecification = "off_specification", "Off-specification";
    }
}
always_given!(IssueKind, Problem);

choice! {
    /// How far an issue is.
    IssueState {
        /// Nobody works on it yet.
        Open = "open", "Open";
        /// Somebody does.
        InWork = "in_work", "In work";
        /// It waits for a decision.
        Waiting = "waiting", "Waiting for decision";
        /// It is dealt with.
        Closed = "closed", "Closed";
    }
}
always_given!(IssueState, Open);

record! {
    /// An issue.
    Issue, 21, "issue", "Issue", "Issues", open(|issue: &Issue| issue.state != IssueState::Closed), states(STATES), late, shown_at("raid/issues?open={id}") {
        /// What is wrong, in few words.
        title: Text, "Issue", required, title;
        /// Number, counted in the portfolio.
        number: Count, "Number", required, decided;
        /// Project.
        project: Option<Ref<Project>>, "Project", indexed;
        /// What it is.
        kind: IssueKind, "Kind", required;
        /// How far it is; it changes as `STATES` says.
        state: IssueState, "State", required;
        /// What happened.
        description: Prose, "Description";
        /// What follows from it.
        effect: Prose, "Effect";
        /// How soon it must be dealt with: 5 first.
        priority: Option<Class>, "Priority";
        /// How bad it is: 5 worst.
        severity: Option<Class>, "Severity";
        /// Who raised it.
        raised_by: Option<Ref<Person>>, "Raised by";
        /// When.
        raised_on: Option<Date>, "Raised on";
        /// Who deals with it.
        owner: Option<Ref<Person>>, "Owner";
        /// Until when.
        due: Option<Date>, "Due";
        /// What could be done.
        options: Prose, "Options";
        /// The decision that it waited for.
        decision: Option<Ref<Decision>>, "Decision";
        /// Day on which it was dealt with.
        ended_on: Option<Date>, "Closed on", ended;
        /// Day on which it was taken to whoever is above the project.
        escalated_on: Option<Date>, "Escalated on";
        /// Until when an answer is wanted.
        answer_by: Option<Date>, "Answer wanted by";
        /// What was answered.
        answer: Prose, "Answer";
        /// Day of the answer.
        answered_on: Option<Date>, "Answered on";
        /// What it came from, if it came from another record.
        source: Option<Ref<Anything>>, "Came from", indexed;
        /// Cells of an imported list that belong to no field.
        imported: Vec<ImportedCell>, "From the imported list";
    }
}

states! {
    /// How an issue goes on.
    STATES, IssueState, state {
        Open => InWork, Waiting, Closed;
        InWork => Open, Waiting, Closed;
        Waiting => InWork, Closed;
        Closed => Open;
    }
}

impl Issue {
    /// By how many days it is overdue, if it is.
    pub fn overdue(&self, today: Date) -> Option<i64> {
        let due = self.due.filter(|_| self.state != IssueState::Closed)?;
        Some(today.days_since(due)).filter(|days| *days > 0)
    }
}
