//! RAID lists: one with a column that says what a row is - a risk, an issue, an action, an assumption, a dependency -, or one of a single
//! kind. Must not know how rows are rehearsed.

use super::cell::{CellValue, Misfit};
use super::mapping::{ColumnMapping, Mapping, Target};
use super::money_list_words::{has, position};
use super::of_projects::{KindOf, List, RowKind, Told, rehearse};
use super::of_projects_row::Notes;
use super::proposal::{cells_fit, settle_money};
use super::raid_fields::{Entry, ROW, at, of_action, of_assumption, of_dependency, of_issue, of_risk};
use super::raid_words::{
    ENTRY, HEADINGS, Said, is_id, read_class, read_entry, read_percent, read_priority, read_response, read_state,
};
use super::reading::{Row, Table};
use super::rehearse::Rehearsal;
use super::subject::Subject;
use crate::domain::date::Date;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::{
    Action, Assumption, Dependency, Issue, Risk, action, assumption, dependency, issue, risk,
};
use crate::domain::value::Value;
use crate::engine::portfolio::Portfolio;

static RISK: RowKind = RowKind {
    schema: Risk::SCHEMA,
    title: risk::at::event,
    project: risk::at::project,
    place: of_risk,
    notes: Notes::Cells(risk::at::imported),
    outside: None,
    also: |field, text| match field {
        at::PROBABILITY => Some((risk::at::chance, Value::Int(read_percent(text.trim())?))),
        _ => None,
    },
    state: Some((risk::at::state, |text| read_state(Entry::Risk, text))),
    same: |_, _| true,
};

static ASSUMPTION: RowKind = RowKind {
    schema: Assumption::SCHEMA,
    title: assumption::at::text,
    project: assumption::at::project,
    place: of_assumption,
    notes: Notes::Cells(assumption::at::imported),
    state: Some((assumption::at::state, |text| read_state(Entry::Assumption, text))),
    ..OTHER
};

static ISSUE: RowKind = RowKind {
    schema: Issue::SCHEMA,
    title: issue::at::title,
    project: issue::at::project,
    place: of_issue,
    notes: Notes::Cells(issue::at::imported),
    state: Some((issue::at::state, |text| read_state(Entry::Issue, text))),
    ..OTHER
};

static ACTION: RowKind = RowKind { ..OTHER };

static DEPENDENCY: RowKind = RowKind {
    schema: Dependency::SCHEMA,
    title: dependency::at::what,
    project: dependency::at::receiver,
    place: of_dependency,
    notes: Notes::Cells(dependency::at::imported),
    state: Some((dependency::at::state, |text| read_state(Entry::Dependency, text))),
    outside: Some((dependency::at::giver, dependency::at::giver_party)),
    ..OTHER
};

const OTHER: RowKind = RowKind {
    schema: Action::SCHEMA,
    title: action::at::text,
    project: action::at::project,
    place: of_action,
    notes: Notes::Cells(action::at::imported),
    outside: None,
    also: |_, _| None,
    state: Some((action::at::state, |text| read_state(Entry::Action, text))),
    same: |_, _| true,
};

fn row_kind(entry: Entry) -> &'static RowKind {
    match entry {
        Entry::Risk => &RISK,
        Entry::Assumption => &ASSUMPTION,
        Entry::Issue => &ISSUE,
        Entry::Action => &ACTION,
        Entry::Dependency => &DEPENDENCY,
    }
}

/// An entry of the kind that a column says.
pub static RAID: Subject = Subject {
    name: "raid",
    schema: &ROW,
    one: "RAID entry",
    many: "RAID entries",
    choice: "An entry of RAID, of the kind that a column says",
    title: at::TITLE,
    offered: &[
        at::ENTRY,
        at::PROJECT,
        at::TITLE,
        at::DESCRIPTION,
        at::STATE,
        at::OWNER,
        at::CAUSE,
        at::EFFECT,
        at::CATEGORY,
        at::PROBABILITY,
        at::IMPACT_SCOPE,
        at::IMPACT_TIME,
        at::IMPACT_COST,
        at::IMPACT_BENEFIT,
        at::RESIDUAL_PROBABILITY,
        at::RESIDUAL_IMPACT,
        at::PRIORITY,
        at::AMOUNT,
        at::PROXIMITY,
        at::RESPONSE,
        at::PLAN,
        at::TRIGGER,
        at::ACTIONEE,
        at::RAISED_BY,
        at::RAISED_ON,
        at::DUE,
        at::REVIEW_ON,
        at::ENDED_ON,
        at::GIVER,
        at::PROMISED_ON,
        at::SOURCE,
        at::CONFIDENCE,
        at::RESULT,
    ],
    has_reports: false,
    is_meant: |table| meant(table) == Some(Meant::Mixed),
    propose: |table, columns| propose(&RAID, table, columns),
    speaks_against: |_, _, _| false,
    read: read_word,
    rehearse: |portfolio, table, mapping, source, today, new_id| {
        let kind_of = |row: &Row, mapping: &Mapping| -> Result<Told, String> {
            let entry = mapping.columns.iter().position(|column| column.target == Target::Field(at::ENTRY));
            let Some(entry) = entry else {
                return Err("No column says whether it is a risk, an issue or something else. Choose one, or choose above what each row is.".to_owned());
            };
            let word = row.cell(entry);
            Ok(match read_entry(word) {
                Some(Said::Entry(entry)) => (row_kind(entry), Vec::new()),
                Some(Said::Risk(kind)) => (&RISK, vec![(risk::at::kind, kind.to_value())]),
                Some(Said::Issue(kind)) => (&ISSUE, vec![(issue::at::kind, kind.to_value())]),
                Some(Said::Unclear) => {
                    return Err("“A” may be an action or an assumption. Write the whole word.".to_owned());
                }
                None if word.is_empty() => {
                    return Err("It does not say whether it is a risk, an issue or something else.".to_owned());
                }
                None => {
                    return Err(["“", word, "” is none of risk, assumption, issue, action and dependency."].concat());
                }
            })
        };
        rehearse_as(&RAID, kind_of, portfolio, table, mapping, source, today, new_id)
    },
};

/// A risk.
pub static RISKS: Subject = Subject {
    name: "risk",
    one: "risk",
    many: "risks",
    choice: "A risk",
    offered: &[
        at::PROJECT,
        at::TITLE,
        at::DESCRIPTION,
        at::STATE,
        at::OWNER,
        at::CAUSE,
        at::EFFECT,
        at::CATEGORY,
        at::ENTRY,
        at::PROBABILITY,
        at::IMPACT_SCOPE,
        at::IMPACT_TIME,
        at::IMPACT_COST,
        at::IMPACT_BENEFIT,
        at::RESIDUAL_PROBABILITY,
        at::RESIDUAL_IMPACT,
        at::AMOUNT,
        at::PROXIMITY,
        at::RESPONSE,
        at::PLAN,
        at::TRIGGER,
        at::ACTIONEE,
        at::RAISED_BY,
        at::RAISED_ON,
        at::REVIEW_ON,
        at::DUE,
        at::ENDED_ON,
    ],
    is_meant: |table| meant(table) == Some(Meant::Only(Entry::Risk)),
    propose: |table, columns| propose(&RISKS, table, columns),
    rehearse: |portfolio, table, mapping, source, today, new_id| {
        let kind_of = |row: &Row, mapping: &Mapping| -> Result<Told, String> {
            // Threats and opportunities may stand in one list.
            let entry = mapping.columns.iter().position(|column| column.target == Target::Field(at::ENTRY));
            let given = match entry.and_then(|at| read_entry(row.cell(at))) {
                Some(Said::Risk(kind)) => vec![(risk::at::kind, kind.to_value())],
                _ => Vec::new(),
            };
            Ok((&RISK, given))
        };
        rehearse_as(&RISKS, kind_of, portfolio, table, mapping, source, today, new_id)
    },
    ..SINGLE
};

/// An issue.
pub static ISSUES: Subject = Subject {
    name: "issue",
    one: "issue",
    many: "issues",
    choice: "An issue",
    offered: &[
        at::PROJECT,
        at::TITLE,
        at::DESCRIPTION,
        at::STATE,
        at::OWNER,
        at::EFFECT,
        at::PRIORITY,
        at::IMPACT_SCOPE,
        at::RAISED_BY,
        at::RAISED_ON,
        at::DUE,
        at::PLAN,
        at::ENDED_ON,
    ],
    is_meant: |table| meant(table) == Some(Meant::Only(Entry::Issue)),
    propose: |table, columns| propose(&ISSUES, table, columns),
    rehearse: |portfolio, table, mapping, source, today, new_id| {
        rehearse_as(&ISSUES, |_, _| Ok((&ISSUE, Vec::new())), portfolio, table, mapping, source, today, new_id)
    },
    ..SINGLE
};

/// An action.
pub static ACTIONS: Subject = Subject {
    name: "action",
    one: "action",
    many: "actions",
    choice: "An action",
    offered: &[at::PROJECT, at::TITLE, at::STATE, at::OWNER, at::DUE, at::ENDED_ON],
    is_meant: |table| meant(table) == Some(Meant::Only(Entry::Action)),
    propose: |table, columns| propose(&ACTIONS, table, columns),
    rehearse: |portfolio, table, mapping, source, today, new_id| {
        rehearse_as(&ACTIONS, |_, _| Ok((&ACTION, Vec::new())), portfolio, table, mapping, source, today, new_id)
    },
    ..SINGLE
};

/// An assumption.
pub static ASSUMPTIONS: Subject = Subject {
    name: "assumption",
    one: "assumption",
    many: "assumptions",
    choice: "An assumption",
    offered: &[
        at::PROJECT,
        at::TITLE,
        at::DESCRIPTION,
        at::STATE,
        at::OWNER,
        at::SOURCE,
        at::CONFIDENCE,
        at::DUE,
        at::RESULT,
        at::ENDED_ON,
    ],
    is_meant: |table| meant(table) == Some(Meant::Only(Entry::Assumption)),
    propose: |table, columns| propose(&ASSUMPTIONS, table, columns),
    rehearse: |portfolio, table, mapping, source, today, new_id| {
        rehearse_as(
            &ASSUMPTIONS,
            |_, _| Ok((&ASSUMPTION, Vec::new())),
            portfolio,
            table,
            mapping,
            source,
            today,
            new_id,
        )
    },
    ..SINGLE
};

/// A dependency.
pub static DEPENDENCIES: Subject = Subject {
    name: "dependency",
    one: "dependency",
    many: "dependencies",
    choice: "A dependency between projects",
    offered: &[
        at::PROJECT,
        at::TITLE,
        at::GIVER,
        at::DESCRIPTION,
        at::STATE,
        at::DUE,
        at::PROMISED_ON,
        at::IMPACT_SCOPE,
        at::ENDED_ON,
    ],
    is_meant: |table| meant(table) == Some(Meant::Only(Entry::Dependency)),
    propose: |table, columns| propose(&DEPENDENCIES, table, columns),
    rehearse: |portfolio, table, mapping, source, today, new_id| {
        rehearse_as(
            &DEPENDENCIES,
            |_, _| Ok((&DEPENDENCY, Vec::new())),
            portfolio,
            table,
            mapping,
            source,
            today,
            new_id,
        )
    },
    ..SINGLE
};

/// What lists of one kind have in common.
const SINGLE: Subject = Subject {
    name: "",
    schema: &ROW,
    one: "",
    many: "",
    choice: "",
    title: at::TITLE,
    offered: &[],
    has_reports: false,
    is_meant: |_| false,
    propose: |_, _| {},
    speaks_against: |_, _, _| false,
    read: read_word,
    rehearse: |_, _, _, _, _, _| Rehearsal::default(),
};

#[allow(clippy::too_many_arguments)] // What every rehearsal is given, and what the rows are.
fn rehearse_as(
    rows: &'static Subject,
    kind_of: KindOf,
    portfolio: &Portfolio,
    table: &Table,
    mapping: &Mapping,
    source: &str,
    today: Date,
    new_id: &mut dyn FnMut() -> Id,
) -> Rehearsal {
    let list = List { rows, project: at::PROJECT, instead: Some(at::DESCRIPTION), kind_of, repeats: true, is_id };
    rehearse(&list, portfolio, table, mapping, source, today, new_id)
}

/// Fields that are written in words of their own. Of a state only its kind knows what it means.
fn read_word(field: u8, text: &str) -> Option<Result<CellValue, Misfit>> {
    let class = |class: Option<i64>| {
        let class = class.map(|class| CellValue::Value(Value::Int(class)));
        Some(class.ok_or("is no class from 1 to 5, and no word for one that is known here"))
    };
    match field {
        at::PROBABILITY | at::RESIDUAL_PROBABILITY => class(read_class(text, true)),
        at::CONFIDENCE => class(read_class(text, true)),
        at::IMPACT_TIME | at::IMPACT_COST | at::IMPACT_SCOPE | at::IMPACT_BENEFIT | at::RESIDUAL_IMPACT => {
            class(read_class(text, false))
        }
        at::PRIORITY => class(read_priority(text)),
        at::RESPONSE => {
            let response = read_response(text).map(|response| CellValue::Value(Some(response).to_value()));
            Some(response.ok_or("names no response that is known here"))
        }
        at::ENTRY => Some(match read_entry(text) {
            Some(Said::Unclear) | None => Err("names no kind of entry that is known here"),
            Some(_) => Ok(CellValue::Value(Value::text(text))),
        }),
        _ => None,
    }
}

/// What the rows of a list are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Meant {
    Mixed,
    Only(Entry),
}

/// The column that says what a row is: most of its cells are words for that.
fn entry_column(table: &Table) -> Option<usize> {
    let tells = |number: &usize| {
        let cells = table.rows.iter().map(|row| row.cell(*number)).filter(|cell| !cell.is_empty());
        let (known, all) =
            cells.fold((0, 0), |(known, all), cell| (known + usize::from(read_entry(cell).is_some()), all + 1));
        all > 0 && known * 2 >= all
    };
    let mut words = ENTRY.split('|').filter_map(|word| position(&table.headings, word));
    words.find(tells)
}

fn meant(table: &Table) -> Option<Meant> {
    let headings = &table.headings;
    let has = |words: &str| has(headings, words);
    // Lists of tasks of other programs speak of issues too.
    if has("issue type|issue key|sprint|story points|epic link|budget|phase|project manager|percent complete") {
        return None;
    }
    if let Some(column) = entry_column(table) {
        let cells = table.rows.iter().map(|row| row.cell(column));
        let mut is_other = false;
        let mut is_risk = false;
        for cell in cells {
            match read_entry(cell) {
                Some(Said::Entry(Entry::Risk) | Said::Risk(_)) => is_risk = true,
                Some(_) => is_other = true,
                None => {}
            }
        }
        // Actions and issues alone may be a list of work.
        let is_raid = is_risk || has("raid type|raid|raid category|raid item type|raid id|raid ref");
        let is_log = is_other && (is_raid || has("owner|raised by|date raised|severity|impact|status"));
        if is_other && is_raid || is_log && !has("task|task name|assignee|work package") {
            return Some(Meant::Mixed);
        }
    }
    let has_probability = has(
        "probability|likelihood|inherent probability|inherent likelihood|gross probability|gross likelihood|initial probability|initial likelihood|eintrittswahrscheinlichkeit|wahrscheinlichkeit|prob",
    );
    let has_impact = has(
        "impact|severity|consequence|inherent impact|gross impact|initial impact|inherent severity|auswirkung|schadenshohe|impact score",
    );
    let is_risk = has(
        "risk id|risk title|risk name|risk event|risk statement|risk description|risk no|risk ref|risk number|risk owner|threat|risiko nr|risk reference",
    ) || has_probability && has_impact
        || has("risk|risiko")
            && (has_probability
                || has_impact
                || has("mitigation|response|mitigation plan|risk response|massnahme|massnahmen"));
    if is_risk {
        return Some(Meant::Only(Entry::Risk));
    }
    let is_issue = has("issue id|issue title|issue description|issue no|issue ref|issue number|issue owner|issue name")
        || has("issue") && has("severity|priority|resolution|raised by|date raised|impact");
    if is_issue {
        return Some(Meant::Only(Entry::Issue));
    }
    if has("dependency|dependency id|dependency description|dependency owner|dependency title") {
        return Some(Meant::Only(Entry::Dependency));
    }
    if has("assumption|assumption id|assumption description|assumption owner|assumption title") {
        return Some(Meant::Only(Entry::Assumption));
    }
    let is_action = has("action id|action description|action owner|action title|action no|action ref|action item")
        || has("action") && has("owner|due|due date|responsible|assigned to");
    is_action.then_some(Meant::Only(Entry::Action))
}

/// The first column whose heading means a field feeds it, if its cells fit.
fn propose(rows: &Subject, table: &Table, columns: &mut [ColumnMapping]) {
    if rows.offered.contains(&at::ENTRY)
        && let Some(column) = entry_column(table).and_then(|number| columns.get_mut(number))
    {
        column.target = Target::Field(at::ENTRY);
    }
    for (field, words) in HEADINGS.iter().filter(|(field, _)| rows.offered.contains(field)) {
        for word in words.split('|') {
            let Some(number) = position(&table.headings, word) else { continue };
            let is_sure = matches!(*field, at::PROJECT | at::TITLE);
            let Some(column) = columns.get_mut(number).filter(|column| column.target == Target::Keep) else { continue };
            if is_sure || cells_fit(rows, table, number, *field, column) {
                column.target = Target::Field(*field);
                break;
            }
        }
    }
    settle_money(rows, table, columns);
}
