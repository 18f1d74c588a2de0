//! How lists of work items are written: which headings mean which field, and words for status and kind. Must not know rows.

use super::headings::heading_title;
use super::words::{folded, read_whereabouts};
use crate::domain::records::project::{Phase, State};
use crate::domain::records::work_item::{WorkItemKind, at};

/// Headings of the project to which a row belongs; the sure ones first.
const PARENTS: [&str; 2] = [
    "project id|project code|project key|project number|project no|project ref|parent project|parent project id",
    "project|project name",
];
/// Headings of the title; the sure ones first.
const TITLES: [&str; 2] =
    ["task|task name|activity|activity name|issue|work item|work package", "summary|name|title|item|deliverable"];

/// Where work begins.
const FIRST_COLUMN: &str = "Backlog";
/// Where done work stands.
const LAST_COLUMN: &str = "Accepted";

const OTHERS: &[(u8, &str)] = &[
    (at::column, "status|state|column|issue status"),
    (at::kind, "issue type|type|output type|task type|kind"),
    (at::owner, "assignee|owner|responsible|assigned to|assigned"),
    (at::stream, "component|components|component s|stream|workstream|work stream|team"),
    (at::start, "start|start date|planned start|planned start date|start date planned|begin|begin date|actual start"),
    (
        at::due,
        "due|due date|end|end date|finish|finish date|planned finish|planned end|deadline|duration|\
         planned duration",
    ),
    (at::percent, "percent|percent complete|percent done|complete|progress|done"),
];

fn position(headings: &[String], synonyms: &str) -> Option<usize> {
    // Of several fitting headings the one whose word stands first counts: a key before a name.
    let words: Vec<String> = headings.iter().map(|heading| folded(&heading_title(heading))).collect();
    synonyms.split('|').find_map(|synonym| words.iter().position(|word| word == synonym))
}

/// The columns of project and title, and whether the title can only be that of a work item. None where neither is sure.
pub(super) fn parent_and_title(headings: &[String]) -> Option<(usize, usize, bool)> {
    let find = |lists: [&str; 2]| {
        let sure = position(headings, lists[0]);
        sure.or_else(|| position(headings, lists[1])).map(|at| (at, sure.is_some()))
    };
    let ((parent, parent_sure), (title, title_sure)) = (find(PARENTS)?, find(TITLES)?);
    (parent_sure || title_sure).then_some((parent, title, title_sure))
}

/// Which further columns mean a field, each field once.
pub(super) fn meanings(headings: &[String]) -> impl Iterator<Item = (usize, u8)> {
    OTHERS.iter().filter_map(|(field, words)| position(headings, words).map(|at| (at, *field)))
}

/// Column of the board and whether it is done, by a word for the status.
pub(super) fn read_status(text: &str) -> Option<(&'static str, bool)> {
    let words = folded(text);
    // "Completed - Closed" says it twice.
    let first = words.split(' ').next().unwrap_or_default();
    let at = read_whereabouts(&words).or_else(|| read_whereabouts(first));
    match words.as_str() {
        "review" | "in review" | "in test" | "testing" | "test" | "qa" => return Some(("Review/test", false)),
        "to do" | "todo" | "ready" | "selected for development" | "planned" => return Some(("Ready", false)),
        "resolved" | "approved" | "agreed" | "confirmed" => return Some((LAST_COLUMN, true)),
        _ => {}
    }
    let at = at?;
    Some(match (at.phase, at.state) {
        (_, Some(State::Completed | State::Stopped)) => (LAST_COLUMN, true),
        (Some(Phase::Execution), _) | (None, Some(State::Active)) => ("Doing", false),
        _ => (FIRST_COLUMN, false),
    })
}

/// What a work item is, by the words of other programs.
pub(super) fn read_kind(text: &str) -> Option<WorkItemKind> {
    Some(match folded(text).as_str() {
        "task" | "story" | "user story" | "epic" | "sub task" | "subtask" | "activity" | "feature" | "improvement" => {
            WorkItemKind::Task
        }
        "deliverable" | "key deliverable" | "usable functionality" | "product" => WorkItemKind::Deliverable,
        "milestone" => WorkItemKind::Milestone,
        "bug" | "defect" | "fault" | "incident" => WorkItemKind::Defect,
        "change" | "change request" => WorkItemKind::Change,
        "risk response" | "response" => WorkItemKind::Response,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_work_items_is_told_by_its_headings() {
        let find = |headings: &str| parent_and_title(&headings.split(',').map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(find("Id,Project_Id,name,status"), Some((1, 2, false)));
        assert_eq!(find("Summary,Issue key,Project name,Project key"), Some((3, 0, false)));
        assert_eq!(find("id,project,task"), Some((1, 2, true)));
        assert_eq!(find("Project,Title"), None, "may well be a list of projects");
        assert_eq!(find("Name,Start"), None);
    }

    #[test]
    fn words_for_status() {
        for (text, column) in [
            ("Completed - Closed", Some(("Accepted", true))),
            ("Completed - Costs Pending", Some(("Accepted", true))),
            ("In-progress", Some(("Doing", false))),
            ("In Review", Some(("Review/test", false))),
            ("To Do", Some(("Ready", false))),
            ("Backlog", Some(("Backlog", false))),
            ("Done", Some(("Accepted", true))),
            ("Frobnicated", None),
        ] {
            assert_eq!(read_status(text), column, "{text}");
        }
    }
}
