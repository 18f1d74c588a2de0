//! What a rehearsal found, as lists of lines: the same form for imports and for backups that are brought back.
//! Must not know how they are drawn.

use super::form::{Titles, shown};
use super::format;
use crate::domain::record::{Record, RecordType};
use crate::domain::records;
use crate::domain::records::project::{State, at};
use crate::domain::records::{Project, WorkItem};
use crate::domain::schema::FieldKind;
use crate::domain::work::columns::WorkBoard;
use crate::exchange::backup::Backup;
use crate::exchange::difference::{FieldDifference, NamedRecord};
use crate::exchange::restore::RestorePlan;
use crate::exchange::table::amount_totals::ColumnTotal;
use crate::exchange::table::rehearse::Rehearsal;
use std::sync::Arc;

/// Most lines of one list; nobody reads more, and the page stays quick.
const MOST: usize = 200;
/// Most letters of a value; notes may be pages long.
const LONGEST: usize = 160;

/// How much a list asks for attention.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weight {
    /// Worth knowing.
    Plain,
    /// As wished.
    Good,
    /// Worth a look.
    Look,
    /// Something is lost or left out.
    Bad,
}

/// A line of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Where: a line of the file, or the name of a record; may be empty.
    pub place: String,
    /// What.
    pub text: String,
}

/// A list with its heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// Heading.
    pub title: &'static str,
    /// How many there are: lines may be more, or fewer where there are too many.
    pub count: usize,
    /// How much it asks for attention.
    pub weight: Weight,
    /// Whether it is unfolded at first.
    pub open: bool,
    /// The lines.
    pub lines: Vec<Finding>,
}

fn finding(place: impl Into<String>, text: impl Into<String>) -> Finding {
    Finding { place: place.into(), text: text.into() }
}

fn section(title: &'static str, count: usize, weight: Weight, lines: &mut dyn Iterator<Item = Finding>) -> Section {
    let mut drawn: Vec<Finding> = lines.take(MOST).collect();
    if lines.next().is_some() {
        drawn.push(finding("", "and more that are not listed here"));
    }
    Section { title, count, weight, open: matches!(weight, Weight::Look | Weight::Bad) || count <= 30, lines: drawn }
}

/// "Budget: £583,511.87; ¥52,000,000, 4 amounts".
fn total_line(column: &ColumnTotal) -> Finding {
    let total = column.total();
    let mut sums: Vec<String> = total.sums.iter().map(|sum| format::money(*sum)).collect();
    if total.overflowed {
        sums.push("more than can be counted".to_owned());
    }
    finding(&*column.heading, [&sums.join("; "), " in ", &format::count(column.count, "amount")].concat())
}

/// What an import would do. Lists of nothing are left out.
pub fn of_import(rehearsal: &Rehearsal, titles: Titles) -> Vec<Section> {
    let line = |line: usize| format!("Line {line}");
    let kind = rehearsal.rows.schema.label;
    let plain = |names: &mut dyn Iterator<Item = &str>| names.map(|name| finding("", name)).collect::<Vec<_>>();
    let changed = rehearsal
        .changed
        .iter()
        .flat_map(|(title, fields)| fields.iter().map(|field| finding(&**title, difference(kind, field, titles))));
    let kept = rehearsal
        .kept_as_note
        .iter()
        .map(|cell| finding(line(cell.line), format!("{}: “{}” {}.", cell.heading, short(&cell.text), cell.reason)));
    let made = rehearsal.import.creates.iter().filter_map(|record| made_line(&**record, rehearsal, titles));
    let unchanged = plain(&mut rehearsal.unchanged.iter().map(|name| &**name));
    let dropped = plain(&mut rehearsal.dropped_columns.iter().map(String::as_str));
    let columns: Vec<Finding> = rehearsal
        .kept_columns
        .iter()
        .map(|(heading, cells)| finding("", [heading, ": ", &format::count(*cells, "cell")].concat()))
        .collect();
    let remarks = plain(&mut rehearsal.remarks.iter().map(String::as_str));
    let older = rehearsal
        .older
        .iter()
        .map(|(at, later)| finding(line(*at), ["The report of line ", &later.to_string(), " is later."].concat()));
    let refused = rehearsal.refused.iter().map(|(at, why)| finding(line(*at), why));
    let totals: Vec<Finding> = rehearsal.totals.iter().map(total_line).collect();
    let mut sections = vec![
        section("Totals of the amounts", totals.len(), Weight::Plain, &mut totals.into_iter()),
        section("Worth knowing", remarks.len(), Weight::Look, &mut remarks.into_iter()),
        section("Left out", rehearsal.refused.len(), Weight::Bad, &mut refused.into_iter()),
        section("Would be made", rehearsal.made.len(), Weight::Good, &mut { made }),
        section("Would be changed", rehearsal.changed.len(), Weight::Good, &mut changed.into_iter()),
        section("Kept as notes", rehearsal.kept_as_note.len(), Weight::Look, &mut kept.into_iter()),
        section("Columns kept as imported fields", columns.len(), Weight::Plain, &mut columns.into_iter()),
        section("Stay as they are", unchanged.len(), Weight::Plain, &mut unchanged.into_iter()),
        section("Older reports, left out", rehearsal.older.len(), Weight::Plain, &mut { older }),
        section("Columns left out", dropped.len(), Weight::Plain, &mut dropped.into_iter()),
    ];
    sections.retain(|section| section.count > 0);
    sections
}

/// What bringing back a backup would do. Lists of nothing are left out.
pub fn of_restore(plan: &RestorePlan, backup: &Backup, titles: Titles) -> Vec<Section> {
    let named = |record: &NamedRecord| finding(record.kind, &*record.title);
    let changed = plan.changed.iter().flat_map(|(record, fields)| {
        fields.iter().map(|field| finding(&*record.title, difference(record.kind, field, titles)))
    });
    let mut remarks: Vec<Finding> = backup.remarks.iter().map(|remark| finding("", remark.to_string())).collect();
    let left_out = plan.left_out.iter().map(|record| {
        finding(record.kind, format!("“{}” is left out: a record of another kind has its number here.", record.title))
    });
    remarks.extend(left_out);
    let mut sections = vec![
        section("Worth knowing", remarks.len(), Weight::Look, &mut remarks.into_iter()),
        section("Would be removed", plan.removed.len(), Weight::Bad, &mut plan.removed.iter().map(named)),
        section("Would be changed", plan.changed.len(), Weight::Look, &mut changed.into_iter()),
        section("Would be added", plan.added.len(), Weight::Good, &mut plan.added.iter().map(named)),
    ];
    sections.retain(|section| section.count > 0);
    sections
}

/// Of a project code, name and what the list says of it; of a work item title and column.
fn made_line(record: &dyn Record, rehearsal: &Rehearsal, titles: Titles) -> Option<Finding> {
    if let Some(item) = record.typed::<WorkItem>() {
        let board = WorkBoard::of(item.phase, 0, None);
        let column = [", ", &board.name(&item.column).to_ascii_lowercase()].concat();
        let column = if item.column.is_empty() { "" } else { &column };
        return Some(finding("", [&item.title.0, column].concat()));
    }
    record.typed::<Project>().map(|project| project_line(project, rehearsal, titles))
}

/// Fields of a project by which somebody sees whether its row was understood, each with what stands before and after it.
const FACTS: [(u8, &str, &str); 6] = [
    (at::lead, "lead ", ""),
    (at::overall_status, "status ", ""),
    (at::confidence, "confidence ", ""),
    (at::planned_start, "from ", ""),
    (at::planned_finish, "to ", ""),
    (at::budget, "", " budget"),
];

/// "Apollo, execution, lead Ada Lovelace, status amber, from 3 Jan 2026, to 5 May 2027, £5,000 budget".
fn project_line(project: &Project, rehearsal: &Rehearsal, titles: Titles) -> Finding {
    let stands = if project.state == State::OnHold { State::OnHold.label() } else { project.phase.label() };
    let mut words = [&project.name.0, ", ", &stands.to_ascii_lowercase()].concat();
    for (number, before, after) in FACTS {
        let text = fact(project, number, rehearsal, titles);
        if !text.is_empty() {
            words.extend([", ", before, &text, after]);
        }
    }
    finding(&*project.code.0, words)
}

/// What a field would show. People and programmes that the list names are made or found only when it is imported.
fn fact(project: &Project, number: u8, rehearsal: &Rehearsal, titles: Titles) -> String {
    let named = rehearsal.import.names.iter().find(|(id, field, _)| (*id, *field) == (project.meta.id, number));
    if let Some((_, _, name)) = named {
        return short(name);
    }
    let Some(field) = Project::SCHEMA.field(number) else { return String::new() };
    let value = project.get(number);
    match field.kind {
        // The day and the note of a status are those of the list.
        FieldKind::Structure(parts) => {
            let rag = parts.first().zip(value.entry("rag")).map(|(part, rag)| shown(&part.kind, rag, titles));
            rag.unwrap_or_default().to_ascii_lowercase()
        }
        FieldKind::Choice(_) => shown(&field.kind, &value, titles).to_ascii_lowercase(),
        _ => shown(&field.kind, &value, titles),
    }
}

/// "Budget: £2, so far £1".
fn difference(kind: &str, field: &FieldDifference, titles: Titles) -> String {
    let value_kind = value_kind(kind, &field.label);
    let (before, after) = (shown(&value_kind, &field.before, titles), shown(&value_kind, &field.after, titles));
    let after = if after.is_empty() { "empty".to_owned() } else { short(&after) };
    let before = if before.is_empty() { "empty".to_owned() } else { short(&before) };
    format!("{}: {after}, so far {before}", field.label)
}

fn value_kind(kind: &str, field: &Arc<str>) -> FieldKind {
    let fields = records::ALL.iter().filter(|schema| schema.label == kind).flat_map(|schema| schema.fields);
    fields.into_iter().find(|field_of| field_of.label == &**field).map_or(FieldKind::Text, |field_of| field_of.kind)
}

/// The beginning of a text, on one line.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST { line } else { line.chars().take(LONGEST).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::Date;
    use crate::domain::field::Field;
    use crate::domain::id::Id;
    use crate::domain::money::{Currency, Money};
    use crate::domain::records::project::DeliveryConfidence;
    use crate::domain::value::Value;
    use crate::engine::command::Import;
    use crate::exchange::table::KeptCell;

    fn nobody(_: crate::domain::id::Id) -> String {
        "Ada".to_owned()
    }

    fn texts(sections: &[Section]) -> Vec<String> {
        sections.iter().flat_map(|section| &section.lines).map(|line| format!("{}|{}", line.place, line.text)).collect()
    }

    #[test]
    fn an_import_is_told_list_by_list() {
        let budget = Some(Money { minor: 500_000, currency: Currency::GBP });
        let amount = budget.to_value();
        let differences = vec![
            FieldDifference { label: "Budget".into(), before: Value::Null, after: amount },
            FieldDifference { label: "Size class".into(), before: Value::text("m"), after: Value::text("l") },
        ];
        let mut apollo = Project { code: "A-1".into(), name: "Apollo".into(), budget, ..Project::default() };
        apollo.meta.id = Id(7);
        apollo.confidence = Some(DeliveryConfidence::Amber);
        apollo.planned_start = Date::parse("2026-01-03");
        let rehearsal = Rehearsal {
            made: vec!["Apollo".into()],
            import: Import {
                creates: vec![Arc::new(apollo)],
                names: vec![(Id(7), at::lead, "Ada Lovelace".to_owned())],
                ..Import::default()
            },
            changed: vec![("Zeus".into(), differences)],
            refused: vec![(4, "It has no name.".to_owned())],
            kept_as_note: vec![KeptCell {
                line: 2,
                heading: "Cost".to_owned(),
                text: "Exempt\nunder Section 43".to_owned(),
                reason: "is no amount".to_owned(),
            }],
            dropped_columns: vec!["Notes".to_owned()],
            ..Rehearsal::default()
        };
        let sections = of_import(&rehearsal, &nobody);
        let titles: Vec<_> = sections.iter().map(|section| (section.title, section.count)).collect();
        assert_eq!(
            titles,
            [
                ("Left out", 1),
                ("Would be made", 1),
                ("Would be changed", 1),
                ("Kept as notes", 1),
                ("Columns left out", 1)
            ]
        );
        assert_eq!(
            texts(&sections),
            [
                "Line 4|It has no name.",
                "A-1|Apollo, idea, lead Ada Lovelace, confidence amber, from 3 Jan 2026, £5,000 budget",
                "Zeus|Budget: £5,000, so far empty",
                "Zeus|Size class: Large, so far Medium",
                "Line 2|Cost: “Exempt under Section 43” is no amount.",
                "|Notes",
            ]
        );
    }

    #[test]
    fn a_restore_is_told_with_what_it_would_remove_first() {
        let named = |title: &str| NamedRecord { id: crate::domain::id::Id(1), kind: "Project", title: title.into() };
        let renamed =
            FieldDifference { label: "Name".into(), before: Value::text("Zeus"), after: Value::text("Jupiter") };
        let plan = RestorePlan {
            added: vec![named("Apollo")],
            changed: vec![(named("Jupiter"), vec![renamed])],
            removed: vec![named("Hermes")],
            left_out: vec![named("Hades")],
            ..RestorePlan::default()
        };
        assert_eq!(
            texts(&of_restore(&plan, &Backup::default(), &nobody)),
            [
                "Project|“Hades” is left out: a record of another kind has its number here.",
                "Project|Hermes",
                "Jupiter|Name: Jupiter, so far Zeus",
                "Project|Apollo",
            ]
        );
        assert!(of_restore(&RestorePlan::default(), &Backup::default(), &nobody).is_empty());
    }

    #[test]
    fn long_lists_are_cut_but_counted() {
        let rehearsal = Rehearsal { unchanged: vec!["Apollo".into(); 1_000], ..Rehearsal::default() };
        let sections = of_import(&rehearsal, &nobody);
        assert_eq!(
            sections.first().map(|section| (section.count, section.lines.len(), section.open)),
            Some((1_000, MOST + 1, false))
        );
        assert_eq!(short(&"long ".repeat(100)).chars().count(), LONGEST + 1);
    }
}
