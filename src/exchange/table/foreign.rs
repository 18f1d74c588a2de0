//! Files that are not lists, and lists of something other than projects: recognised by how they begin and by their headings.
//! Must not know the browser.

use super::headings::heading_title;
use super::words::plain;

/// How much of a file is looked at.
const LOOKED_AT: usize = 6_000;

/// What a text is, if it is no list; completes the sentence "This is ...".
pub fn foreign_text(text: &str) -> Option<&'static str> {
    let text = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    let head = text.get(..text.floor_char_boundary(LOOKED_AT)).unwrap_or_default();
    let says = |word: &str| head.contains(word);
    let has_line = |start: &str| head.lines().take(60).any(|line| line.starts_with(start));
    if head.starts_with("ERMHDR") || (has_line("%T\t") && has_line("%F\t")) {
        return Some("a Primavera P6 export (XER): a schedule of tasks");
    }
    if head.starts_with("BEGIN:VCALENDAR") {
        return Some("a calendar (ICS)");
    }
    if head.starts_with("BEGIN:VCARD") {
        return Some("a file of contacts (vCard)");
    }
    if head.starts_with("MPX,") || head.starts_with("MPX;") || head.starts_with("MPX\t") {
        return Some("a Microsoft Project exchange file (MPX): a schedule of tasks");
    }
    if head.starts_with("{\\rtf") {
        return Some("a text document (RTF)");
    }
    if head.starts_with('<') && head.chars().nth(1).is_some_and(|next| next.is_alphabetic() || "?!".contains(next)) {
        return Some(xml(&says));
    }
    is_json(head).then(|| json(&says))
}

fn xml(says: &dyn Fn(&str) -> bool) -> &'static str {
    if says("schemas.microsoft.com/project") {
        return "a Microsoft Project file (XML): a schedule of tasks";
    }
    if says("mrproject-version") {
        return "a GNOME Planner file: a schedule of tasks";
    }
    if says("gantt-divider-location") || says("gantt-chart") {
        return "a GanttProject file: a schedule of tasks";
    }
    if says("APIBusinessObjects") || says("primavera") {
        return "a Primavera P6 file (XML): a schedule of tasks";
    }
    if says("urn:schemas-microsoft-com:office:spreadsheet") {
        return "a spreadsheet saved as XML";
    }
    if says("<html") || says("<HTML") || says("<!doctype html") || says("<!DOCTYPE html") || says("<table") {
        return "a web page (HTML)";
    }
    "an XML file"
}

/// An object, or an array of objects, arrays, texts or figures.
fn is_json(head: &str) -> bool {
    let (first, rest) = head.split_at_checked(1).unwrap_or_default();
    let next = rest.trim_start().chars().next();
    // A list may begin with a heading in brackets: "[Code],[Name]".
    match first {
        "{" => matches!(next, Some('"' | '}' | '\'') | None) || rest.contains("\":"),
        "[" => {
            matches!(next, Some('{' | '"' | ']') | None)
                || rest.trim_start().starts_with("[\"")
                || (next.is_some_and(|next| next.is_ascii_digit()) && head.trim_end().ends_with(']'))
        }
        _ => false,
    }
}

fn json(says: &dyn Fn(&str) -> bool) -> &'static str {
    if says("\"pocket") || says("Pocket PMO") {
        return "a file of Pocket PMO itself: open it under Restore";
    }
    if says("\"idBoard\"") || says("\"idOrganization\"") {
        return "a Trello board (JSON)";
    }
    "a JSON file"
}

/// What a list is of, if its headings say that its rows are no projects: "risks", and the headings that say so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Foreign {
    /// What each row is, several of them: "risks".
    pub of: &'static str,
    /// The headings that say so.
    pub says: Vec<String>,
}

impl Foreign {
    /// What is said of it.
    pub fn sentence(&self) -> String {
        let says: Vec<String> = self.says.iter().map(|words| ["“", words, "”"].concat()).collect();
        ["This looks like a list of ", self.of, ", not of projects: its headings are ", &says.join(", "), "."].concat()
    }
}

/// For each kind of list what its rows are called; headings that prove it alone; and headings of which three, or two of its
/// kind, do. Phrases are plain.
const KINDS: &[(&str, &str, &str)] = &[
    (
        "risks",
        "risk id|risk no|risk number|risk ref|risk title|risk description|risk name|risk event|risk owner|risk score|\
         inherent probability|inherent impact|residual probability|residual impact|inherent risk|residual risk|risk id number|\
         risiko|risiko id|risikobeschreibung|eintrittswahrscheinlichkeit|schadenshohe|risque|probabilite|riesgo|probabilidad|\
         rischio|probabilita|risico|risco",
        "probability|likelihood|impact|severity|mitigation|proximity|contingency plan|date raised|raised on|exposure|response|\
         risk|cause|trigger|consequence|massnahme|auswirkung",
    ),
    (
        "issues",
        "issue id|issue no|issue number|issue title|issue description|problem id|defect id|bug id|incident id|ticket id|ticket number",
        "issue|raised by|raised on|date raised|severity|resolution|resolved on|assigned to|issue type|urgency",
    ),
    (
        "tasks",
        "task id|task no|task name|wbs|wbs code|outline level|outline number|predecessors|successors|task mode|unique id predecessors|\
         bsi|precursors|followers|resource names|issue key|issue id|activity id|activity name|task type|subtasks|vorganger|\
         nachfolger|vorgangsname|predecesseurs|predecesoras|predecessori|voorafgaande|predecessoras|card id|card name|list name",
        "duration|work|effort|completion|complete|percent complete|assignee|task|parent|parent task|sprint|story points|story point estimate|\
         estimate|remaining|milestone|critical|total slack|free slack|constraint type|dauer|activity|checklist",
    ),
    (
        "people",
        "employee id|employee number|employee no|staff id|personnel number|first name|last name|surname|given name|job title|vorname|\
         nachname|personalnummer",
        "email|e mail|phone|department|hire date|manager|telephone|mobile|line manager|salary",
    ),
    (
        "meeting actions",
        "action id|action no|action item|action owner|action description",
        "action|owner|due date|meeting|agreed on|minutes",
    ),
    (
        "invoices or bookings",
        "invoice no|invoice number|invoice date|invoice id|voucher no|posting date|cost element|gl account|transaction id|purchase order|\
         po number|timesheet|hours worked|rechnungsnummer|buchungsdatum",
        "amount|vat|supplier|vendor|net|gross|hours|quantity|unit price|debit|credit",
    ),
    (
        "change requests",
        "change id|change request id|cr number|change request no|cr id",
        "change|requested by|impact|reason for change",
    ),
    ("lessons", "lesson id|lesson learned|lessons learned|lesson", "what went well|what went wrong|recommendation"),
    (
        "benefits",
        "benefit id|benefit name|benefit owner|benefit description",
        "measure|baseline value|target value|benefit|realised",
    ),
    (
        "assumptions or dependencies",
        "assumption id|dependency id|assumption|dependency type|raid id|raid type",
        "raised by|owner",
    ),
];

/// Headings that only a list of projects has; they outweigh the rest.
const OF_PROJECTS: &str = "project|project name|project id|project code|project title|project number|project no|project ref|\
                           project manager|programme|program|sponsor|sro|budget|phase|stage|projekt|projektname|projet|proyecto|\
                           progetto|projeto|initiative|investment name";

/// What the list is of, if not of projects.
pub fn foreign_list(headings: &[String]) -> Option<Foreign> {
    let words: Vec<(String, String)> =
        headings.iter().map(|heading| heading_title(heading)).map(|title| (plain(&title), title)).collect();
    let among = |list: &str, word: &str| list.split('|').any(|known| known.trim() == word);
    let projects = words.iter().filter(|(word, _)| among(OF_PROJECTS, word)).count();
    let mut best: Option<(usize, Foreign)> = None;
    for (of, sure, likely) in KINDS {
        let proofs: Vec<String> =
            words.iter().filter(|(word, _)| among(sure, word)).map(|(_, title)| title.clone()).collect();
        let hints: Vec<String> =
            words.iter().filter(|(word, _)| among(likely, word)).map(|(_, title)| title.clone()).collect();
        // One sure heading may stand in any list; together with others it says what the rows are.
        let weight = proofs.len() * 2 + hints.len();
        let is_proven = weight >= 3 + projects * 2 && (!proofs.is_empty() || hints.len() >= 3);
        if is_proven && best.as_ref().is_none_or(|(other, _)| weight > *other) {
            let says = proofs.into_iter().chain(hints).take(4).collect();
            best = Some((weight, Foreign { of, says }));
        }
    }
    best.map(|(_, foreign)| foreign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_other_programs_are_known_by_how_they_begin() {
        for (text, said) in [
            ("ERMHDR\t19.12\t2024-02-05", "a Primavera P6 export (XER)"),
            ("%T\tTASK\n%F\ttask_id\n%R\t1", "a Primavera P6 export (XER)"),
            ("BEGIN:VCALENDAR\r\nVERSION:2.0", "a calendar"),
            ("MPX,Microsoft Project for Windows,4.0", "a Microsoft Project exchange file"),
            (
                "<?xml version=\"1.0\"?><Project xmlns=\"http://schemas.microsoft.com/project\">",
                "a Microsoft Project file (XML)",
            ),
            ("<?xml version=\"1.0\"?>\n<project name=\"K\" mrproject-version=\"2\">", "a GNOME Planner file"),
            ("<a>", "an XML file"),
            ("  <!DOCTYPE html><html>", "a web page"),
            ("{\"a\": 1}", "a JSON file"),
            ("{ rubbish \"a\": 1", "a JSON file"),
            ("[{\"a\": 1}]", "a JSON file"),
            ("[1, 2]", "a JSON file"),
            ("{}", "a JSON file"),
        ] {
            let told = foreign_text(text);
            assert!(told.is_some_and(|told| told.starts_with(said)), "{text} {told:?}");
        }
        for text in ["Code,Name\n1,Apollo", "[Code],[Name]\n1,2", "{Code},Name\n", "<5 m,Name", "Name\n<b>"] {
            let told = foreign_text(text);
            assert_eq!(told, None, "{text}");
        }
    }

    #[test]
    fn lists_of_something_else_are_known_by_their_headings() {
        let of = |headings: &str| {
            let headings: Vec<String> = headings.split(',').map(str::to_owned).collect();
            foreign_list(&headings).map(|foreign| foreign.of)
        };
        for (headings, said) in [
            ("risk_id,category,title,owner,date_raised,inherent_probability,inherent_impact", Some("risks")),
            ("ID,Description,Likelihood,Impact,Mitigation,Owner", Some("risks")),
            (
                "BSI,Id,Name,Start,End,Duration,Effort,Completion,Priority,Precursors,Followers,Scenario,Status",
                Some("tasks"),
            ),
            ("ID,Task Name,Duration,Start,Finish,Predecessors,Resource Names", Some("tasks")),
            ("Employee ID,First name,Last name,Email,Department", Some("people")),
            ("Invoice number,Supplier,Amount,VAT", Some("invoices or bookings")),
            ("Code,Name,Lead,Start,End,Budget,Status", None),
            ("Project,Risk,Impact,Budget,Owner", None),
            ("Project name,Duration,Start,Priority,Status", None),
            ("Id,name,Investment_Identifier,Bureau,Planned_Cost,Planned_Duration,Project_delay", None),
            ("Name,Email,Budget", None),
        ] {
            assert_eq!(of(headings), said, "{headings}");
        }
    }
}
