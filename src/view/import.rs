//! The import as a person goes through it: what can be chosen for a column, what is chosen, and how it reads.
//! Must not know how any of it is drawn.

use super::form::PROJECT_GROUPS;
use super::format::{count, full_day, grouped};
use crate::domain::date::Date;
use crate::domain::money::Currency;
use crate::domain::records::project::{Phase, at};

use crate::domain::schema::FieldKind;
use crate::exchange::table::amounts::DecimalMark;
use crate::exchange::table::dates::{DateCell, DateOrder, read_date};
use crate::exchange::table::fit::Fitting;
use crate::exchange::table::mapping::{ColumnMapping, DefaultPhase, Target};
use crate::exchange::table::reading::{Row, Table};
use crate::exchange::table::rehearse::Rehearsal;
use crate::exchange::table::subject::{self, Subject};

/// Options under a heading, each with its value and its words. Without a heading they stand by themselves.
pub type Options = Vec<(&'static str, Vec<(&'static str, &'static str)>)>;

/// A choice that can be made for a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ColumnChoice {
    /// The field it feeds.
    Field,
    /// Whether day or month comes first.
    Dates,
    /// Whether moments in the evening by UTC mean the next day.
    Moments,
    /// What its figures are to be multiplied by.
    Scale,
    /// The currency of amounts that name none.
    Currency,
    /// What stands before the decimals.
    Mark,
}

impl ColumnChoice {
    /// Its name, in ids of elements.
    pub fn name(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Dates => "dates",
            Self::Scale => "unit",
            Self::Currency => "currency",
            Self::Mark => "mark",
            Self::Moments => "moments",
        }
    }

    /// What the choice is called beside others.
    pub fn label(self, heading: &str) -> String {
        let what = match self {
            Self::Field => "Field for",
            Self::Dates => "Order of day and month in",
            Self::Moments => "Day of evenings by UTC in",
            Self::Scale => "Unit of",
            Self::Currency => "Currency of",
            Self::Mark => "Decimal mark of",
        };
        [what, " ", heading].concat()
    }

    /// What can be chosen.
    pub fn options(self, rows: &Subject) -> Options {
        match self {
            Self::Field => fields(rows),
            Self::Dates => vec![(
                "",
                vec![("", "Day or month first?"), ("day", "Day first, as 31/12"), ("month", "Month first, as 12/31")],
            )],
            Self::Moments => vec![("", vec![("", "Day as written"), ("next", "Next day: midnight further east")])],
            Self::Scale => {
                let units = [("0", "As written"), ("2", "In hundreds"), ("3", "In thousands"), ("5", "In lakhs")];
                let more = [("6", "In millions"), ("7", "In crores"), ("9", "In billions"), ("12", "In trillions")];
                vec![("", vec![("", "In which unit?")]), ("", units.into_iter().chain(more).collect())]
            }
            Self::Currency => {
                let codes = crate::domain::currencies::codes().into_iter().map(|code| (code, code));
                vec![("", std::iter::once(("", "Currency as written")).chain(codes).collect())]
            }
            Self::Mark => vec![(
                "",
                vec![
                    ("", "Point or comma?"),
                    ("point", "Decimals after a point, as 1.5"),
                    ("comma", "Decimals after a comma, as 1,5"),
                ],
            )],
        }
    }

    /// What is chosen.
    pub fn chosen(self, column: &ColumnMapping, rows: &Subject) -> String {
        match self {
            Self::Field => column.target.name(rows).to_owned(),
            Self::Dates => column.dates.map_or("", DateOrder::name).to_owned(),
            Self::Moments => if column.next_day { "next" } else { "" }.to_owned(),
            Self::Scale => column.amounts.scale.map(|scale| scale.to_string()).unwrap_or_default(),
            Self::Currency => column.amounts.currency.map(|currency| currency.code().to_owned()).unwrap_or_default(),
            Self::Mark => column.amounts.mark.map_or("", DecimalMark::name).to_owned(),
        }
    }

    /// Takes over a choice.
    pub fn choose(self, column: &mut ColumnMapping, value: &str, rows: &Subject) {
        match self {
            Self::Field => column.target = Target::named(value, rows),
            Self::Dates => column.dates = DateOrder::named(value),
            Self::Moments => column.next_day = value == "next",
            Self::Scale => column.amounts.scale = value.parse().ok(),
            Self::Currency => column.amounts.currency = Currency::known(value),
            Self::Mark => column.amounts.mark = DecimalMark::named(value),
        }
    }
}

/// Fields that a list can fill: of a project as on its page.
fn fields(rows: &Subject) -> Options {
    let field = |number: &u8| {
        let field = rows.schema.field(*number).filter(|_| !rows.offered.is_empty() || *number != at::imported);
        field.map(|field| (field.name, field.label))
    };
    let mut others = vec![("keep", "Keep as it is"), ("drop", "Do not import")];
    if rows.has_reports {
        others.push(("report_date", "Day of the report; the latest counts"));
    }
    let is_money = |number: &u8| matches!(rows.schema.field(*number).map(|field| field.kind), Some(FieldKind::Money));
    if rows.has_reports || rows.offered.iter().any(is_money) {
        others.push(("currency_of_row", "Currency of the amounts in the row"));
    }
    let groups: Vec<(&'static str, &[u8])> = match rows.offered {
        [] => PROJECT_GROUPS.iter().map(|group| (group.title, group.fields)).collect(),
        offered => vec![(rows.schema.label, offered)],
    };
    let groups = groups.into_iter().map(|(title, fields)| (title, fields.iter().filter_map(field).collect()));
    std::iter::once(("", others)).chain(groups.filter(|(_, fields): &(_, Vec<_>)| !fields.is_empty())).collect()
}

/// What each row of a list can be.
pub fn subjects() -> Vec<(String, String)> {
    subject::ALL.iter().map(|subject| (subject.name().to_owned(), subject.choice.to_owned())).collect()
}

/// What else must or may be chosen for a column, beside its field.
pub fn asked(column: &ColumnMapping, fit: Fitting, rows: &Subject) -> &'static [ColumnChoice] {
    let number = match column.target {
        Target::Field(number) => number,
        Target::ReportDate if fit.ambiguous => return &[ColumnChoice::Dates],
        Target::ReportDate if fit.evenings => return &[ColumnChoice::Moments],
        _ => return &[],
    };
    match rows.schema.field(number).map(|field| field.kind) {
        Some(FieldKind::Date) if fit.ambiguous => &[ColumnChoice::Dates],
        Some(FieldKind::Date) if fit.evenings => &[ColumnChoice::Moments],
        Some(FieldKind::Money) => &[ColumnChoice::Scale, ColumnChoice::Currency, ColumnChoice::Mark],
        _ => &[],
    }
}

/// How a column fits, in words, and whether somebody should look.
pub fn fit_words(column: &ColumnMapping, fit: Fitting) -> (String, bool) {
    let rest = fit.filled - fit.fits;
    match column.target {
        _ if fit.filled == 0 => ("Empty".to_owned(), false),
        Target::Keep => ("Kept as it is".to_owned(), false),
        Target::Drop => ("Left out".to_owned(), false),
        Target::Currency => ("For the amounts".to_owned(), false),
        Target::Field(_) | Target::ReportDate if fit.ambiguous && column.dates.is_none() => {
            ("Day or month first?".to_owned(), true)
        }
        Target::Field(_) if fit.no_unit => ("In which unit?".to_owned(), true),
        Target::Field(_) if fit.no_mark => ("Point or comma?".to_owned(), true),
        Target::Field(_) if fit.no_currency => ("In which currency?".to_owned(), true),
        Target::Field(_) | Target::ReportDate => {
            let of = if fit.more { "of the first " } else { "of " };
            let words = [&grouped(fit.fits as u64), " ", of, &grouped(fit.filled as u64), " fit"].concat();
            (words, rest > 0)
        }
    }
}

/// Of a column for whose field another one stands before it: which of the two counts.
pub fn second_words(columns: &[ColumnMapping], number: usize, rows: &Subject) -> Option<String> {
    let column = columns.get(number)?;
    let Target::Field(field) = column.target else { return None };
    let schema = rows.schema.field(field)?;
    // Lists take the words of all.
    if matches!(schema.kind, FieldKind::List(_)) {
        return None;
    }
    let first = columns.iter().take(number).find(|first| first.target == column.target)?;
    Some(["Counts where “", &first.heading, "” is empty; else it is kept as a note."].concat())
}

/// Whether a column has any cell.
pub fn has_cells(table: &Table, column: usize) -> bool {
    table.rows.iter().any(|row| !row.cell(column).is_empty())
}

/// The first values of a column that differ.
pub fn samples(table: &Table, column: usize) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    let cells = table.rows.iter().take(100).map(|row: &Row| row.cell(column)).filter(|cell| !cell.is_empty());
    for cell in cells {
        let cell: String = cell.chars().take(80).collect();
        if !samples.contains(&cell) {
            samples.push(cell);
        }
        if samples.len() == 2 {
            break;
        }
    }
    samples
}

/// "From list.csv: 19 rows, 24 columns, separated by comma".
pub fn source_words(name: &str, table: &Table) -> String {
    let separator = table.delimiter.label().to_ascii_lowercase();
    let (rows, columns) = (count(table.rows.len(), "row"), count(table.headings.len(), "column"));
    format!("From {name}: {rows}, {columns}, separated by {separator}")
}

/// "17 columns used, 5 kept as they are, 2 left out".
pub fn column_words<'a>(columns: impl Iterator<Item = &'a ColumnMapping>) -> String {
    let (mut used, mut kept, mut dropped) = (0, 0, 0);
    for column in columns {
        match column.target {
            Target::Field(_) | Target::ReportDate | Target::Currency => used += 1,
            Target::Keep => kept += 1,
            Target::Drop => dropped += 1,
        }
    }
    format!("{} used, {kept} kept as they are, {dropped} left out", count(used, "column"))
}

/// What can be chosen for new projects of which no column says the phase; another phase only where it was chosen before.
pub fn phases(present: DefaultPhase) -> Vec<(&'static str, &'static str)> {
    let mut all =
        vec![("", "By dates"), (Phase::Execution.name(), "All under way"), (Phase::Candidate.name(), "All ideas")];
    if let DefaultPhase::Fixed(phase) = present
        && all.iter().all(|(name, _)| *name != phase.name())
    {
        all.push((phase.name(), phase.label()));
    }
    all
}

/// Whether a column says in which phase or state a project is.
pub fn says_phase(target: Target) -> bool {
    matches!(target, Target::Field(at::phase | at::state))
}

/// What was chosen for them.
pub fn phase_name(phase: DefaultPhase) -> &'static str {
    match phase {
        DefaultPhase::ByDates => "",
        DefaultPhase::Fixed(phase) => phase.name(),
    }
}

/// The choice of that name.
pub fn phase_named(name: &str) -> DefaultPhase {
    Phase::ALL
        .iter()
        .find(|phase| phase.name() == name)
        .map_or(DefaultPhase::ByDates, |phase| DefaultPhase::Fixed(*phase))
}

/// What is said of a mapping that was used before.
pub fn recalled_words(source: &str, on: Option<Date>) -> String {
    let on = on.map(|on| [" on ", &full_day(on)].concat()).unwrap_or_default();
    ["The columns are read as you chose for ", source, &on, "."].concat()
}

/// "1 RAID entry", "1,200 RAID entries".
pub fn of_rows(number: usize, rows: &Subject) -> String {
    [&*grouped(number as u64), " ", if number == 1 { rows.one } else { rows.many }].concat()
}

/// What the button says that carries out an import; `None` if it would do nothing.
pub fn button_words(rehearsal: &Rehearsal) -> Option<String> {
    let of = |number| of_rows(number, rehearsal.rows);
    match (rehearsal.made.len(), rehearsal.changed.len()) {
        (0, 0) => None,
        (made, 0) => Some(["Import ", &of(made)].concat()),
        (0, changed) => Some(["Update ", &of(changed)].concat()),
        (made, changed) => Some(["Import ", &of(made), " and update ", &grouped(changed as u64)].concat()),
    }
}

/// Behind the figure of what would be made.
pub fn made_words(rows: &Subject) -> String {
    [rows.many, " would be made"].concat()
}

/// The field that every row must give.
pub fn title_of(rows: &Subject) -> Target {
    Target::Field(rows.title)
}

/// What is said where no column gives it.
pub fn no_title_words(rows: &Subject) -> String {
    let label = rows.schema.field(rows.title).map_or("", |field| field.label);
    let small = label.to_ascii_lowercase();
    ["No column gives the ", &small, ". Choose the field “", label, "” for the column that holds the ", &small, "s."]
        .concat()
}

/// What is said where the dates of a column can be read in two ways and nobody has chosen.
pub fn undecided_words(table: &Table, number: usize, column: &ColumnMapping) -> String {
    let is_ambiguous = |cell: &&str| read_date(cell, column.dates) == DateCell::Ambiguous;
    let cell = table.rows.iter().map(|row| row.cell(number)).find(is_ambiguous).unwrap_or_default();
    ["Choose for “", &column.heading, "” whether day or month comes first: ", cell, " can be read both ways."].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::table::fit::fitting;
    use crate::exchange::table::proposal::propose;
    use crate::exchange::table::reading::read_table;
    use crate::exchange::table::subject::PROJECTS;

    fn read(text: &str) -> (Table, Vec<ColumnMapping>) {
        let table = read_table(text.as_bytes()).unwrap();
        let columns = propose(&table).columns;
        (table, columns)
    }

    #[test]
    fn of_two_columns_for_one_field_the_first_counts() {
        let (_, mut columns) = read("IPA rating,Name,SRO rating,Tag,Theme,Left,Left too\nA,B,C,D,E,F,G\n");
        let (confidence, tags) = (Target::Field(at::confidence), Target::Field(at::tags));
        let targets = [confidence, Target::Field(at::name), confidence, tags, tags, Target::Drop, Target::Drop];
        for (column, target) in columns.iter_mut().zip(targets) {
            column.target = target;
        }
        let words: Vec<_> = (0..columns.len()).map(|at| second_words(&columns, at, &PROJECTS)).collect();
        let second = Some("Counts where “IPA rating” is empty; else it is kept as a note.".to_owned());
        assert_eq!(words, [None, None, second, None, None, None, None]);
    }

    #[test]
    fn every_choice_offered_can_be_chosen_and_is_shown_as_chosen() {
        let (_, columns) = read("Name,Start\nApollo,1/2/2026\n");
        for choose in [
            ColumnChoice::Field,
            ColumnChoice::Dates,
            ColumnChoice::Moments,
            ColumnChoice::Scale,
            ColumnChoice::Currency,
            ColumnChoice::Mark,
        ] {
            for (value, _) in choose.options(&PROJECTS).into_iter().flat_map(|(_, options)| options) {
                let mut column = columns.first().cloned().unwrap();
                choose.choose(&mut column, value, &PROJECTS);
                assert_eq!(choose.chosen(&column, &PROJECTS), value);
            }
        }
        for (value, _) in phases(DefaultPhase::Fixed(Phase::Closing)) {
            assert_eq!(phase_name(phase_named(value)), value);
        }
    }

    #[test]
    fn what_cannot_be_filled_from_a_list_is_not_offered() {
        let names: Vec<&str> =
            fields(&PROJECTS).into_iter().flat_map(|(_, options)| options).map(|(name, _)| name).collect();
        assert!(names.contains(&"name") && names.contains(&"budget"));
        assert!(!names.contains(&"order") && !names.contains(&"imported"));
    }

    #[test]
    fn a_column_says_how_it_fits_and_what_it_needs() {
        let (table, columns) = read("Name,Start,Budget (£m)\nApollo,1/2/2026,5\nZeus,3/4/2026,Exempt\n");
        let words =
            |number: usize, column: &ColumnMapping| fit_words(column, fitting(&PROJECTS, &table, number, column, None));
        let [name, start, budget] = columns.as_slice() else { panic!("three columns") };
        assert_eq!(words(0, name), ("2 of 2 fit".to_owned(), false));
        assert_eq!(words(1, start), ("Day or month first?".to_owned(), true));
        assert_eq!(asked(start, fitting(&PROJECTS, &table, 1, start, None), &PROJECTS), [ColumnChoice::Dates]);
        let mut chosen = start.clone();
        ColumnChoice::Dates.choose(&mut chosen, "day", &PROJECTS);
        assert_eq!(words(1, &chosen), ("2 of 2 fit".to_owned(), false));
        assert_eq!(
            asked(&chosen, fitting(&PROJECTS, &table, 1, &chosen, None), &PROJECTS),
            [ColumnChoice::Dates],
            "it can still be altered"
        );
        assert_eq!(words(2, budget), ("1 of 2 fit".to_owned(), true));
        assert_eq!(
            asked(budget, fitting(&PROJECTS, &table, 2, budget, None), &PROJECTS),
            [ColumnChoice::Scale, ColumnChoice::Currency, ColumnChoice::Mark]
        );
        let mut unnamed = budget.clone();
        unnamed.amounts.currency = None;
        assert_eq!(words(2, &unnamed), ("In which currency?".to_owned(), true));
        assert_eq!(column_words(columns.iter()), "3 columns used, 0 kept as they are, 0 left out");
        assert_eq!(source_words("list.csv", &table), "From list.csv: 2 rows, 3 columns, separated by comma");
        assert_eq!(samples(&table, 2), ["5", "Exempt"]);
    }

    #[test]
    fn rows_are_counted_in_their_own_words() {
        use crate::exchange::table::raid_list::{DEPENDENCIES, RAID};
        assert_eq!(of_rows(1, &RAID), "1 RAID entry");
        assert_eq!([of_rows(1_200, &RAID), of_rows(2, &DEPENDENCIES)], ["1,200 RAID entries", "2 dependencies"]);
    }

    #[test]
    fn the_button_says_what_it_does() {
        let rehearsal = |made: usize, changed: usize| Rehearsal {
            made: vec!["A".into(); made],
            changed: vec![("B".into(), vec![]); changed],
            ..Rehearsal::default()
        };
        for (made, changed, words) in [
            (0, 0, None),
            (1, 0, Some("Import 1 project")),
            (19, 0, Some("Import 19 projects")),
            (0, 2, Some("Update 2 projects")),
            (3, 1, Some("Import 3 projects and update 1")),
        ] {
            assert_eq!(button_words(&rehearsal(made, changed)).as_deref(), words);
        }
    }
}
