//! How a list was read, as choices and words: separator, code page, place of the headings, rows that are left out. Must not know how
//! it is drawn.

use super::format::count;
use crate::exchange::table::code_pages::CodePage;
use crate::exchange::table::delimiter::Delimiter;
use crate::exchange::table::layout::HeadingPlace;
use crate::exchange::table::reading::{Choices, Table};

/// A choice about how a list is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReadingChoice {
    /// What separates the cells.
    Separator,
    /// How the letters are written.
    CodePage,
    /// Where the headings stand.
    Headings,
}

impl ReadingChoice {
    /// Names the control.
    pub fn key(self) -> &'static str {
        match self {
            Self::Separator => "separator",
            Self::CodePage => "page",
            Self::Headings => "headings",
        }
    }

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::Separator => "Separator",
            Self::CodePage => "Code page",
            Self::Headings => "Headings",
        }
    }
}

/// What can be chosen: value and words.
pub fn options(way: ReadingChoice, table: &Table) -> Vec<(String, String)> {
    let pair = |value: &str, words: &str| (value.to_owned(), words.to_owned());
    match way {
        ReadingChoice::Separator => {
            Delimiter::ALL.iter().map(|delimiter| pair(delimiter.label(), delimiter.label())).collect()
        }
        ReadingChoice::CodePage => CodePage::ALL.iter().map(|page| pair(page.name(), page.label())).collect(),
        ReadingChoice::Headings => places(table),
    }
}

fn places(table: &Table) -> Vec<(String, String)> {
    let row = |at: usize| table.beginning.get(at).map_or("", String::as_str);
    let count = table.beginning.len();
    let single = (0..count).map(|at| {
        let place = HeadingPlace::Rows { first: at, count: 1 };
        (place.name(), ["Row ", &(at + 1).to_string(), ": ", row(at)].concat())
    });
    let together = (0..count.saturating_sub(1)).map(|at| {
        let place = HeadingPlace::Rows { first: at, count: 2 };
        (
            place.name(),
            ["Rows ", &(at + 1).to_string(), " and ", &(at + 2).to_string(), " together: ", row(at + 1)].concat(),
        )
    });
    let others = [
        (HeadingPlace::FirstColumn { first: 0 }.name(), "First column: the list lies on its side".to_owned()),
        (HeadingPlace::Nowhere.name(), "None: the first row is a project".to_owned()),
    ];
    let mut all: Vec<(String, String)> = single.chain(together).chain(others).collect();
    let name = table.place.name();
    if all.iter().all(|(value, _)| *value != name) {
        let words = match table.place {
            HeadingPlace::Rows { first, count } => {
                ["Rows ", &(first + 1).to_string(), " to ", &(first + count).to_string(), " together"].concat()
            }
            _ => "First column, below the title".to_owned(),
        };
        all.insert(0, (name, words));
    }
    all
}

/// What is chosen, by somebody or from what the file says.
pub fn chosen(way: ReadingChoice, table: &Table) -> String {
    match way {
        ReadingChoice::Separator => table.delimiter.label().to_owned(),
        ReadingChoice::CodePage => table.page.name().to_owned(),
        ReadingChoice::Headings => table.place.name(),
    }
}

/// The choices with another one. Lines that were taken in are lines of the same file still.
pub fn choose(way: ReadingChoice, choices: &Choices, value: &str) -> Choices {
    let mut choices = choices.clone();
    match way {
        ReadingChoice::Separator => {
            choices.delimiter = Delimiter::ALL.into_iter().find(|delimiter| delimiter.label() == value)
        }
        ReadingChoice::CodePage => choices.page = CodePage::named(value),
        ReadingChoice::Headings => choices.place = HeadingPlace::named(value),
    }
    // Other cells or letters may put the headings elsewhere.
    if way != ReadingChoice::Headings {
        choices.place = None;
    }
    choices
}

/// A row that is left out, or was and is taken in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Left {
    /// Its line.
    pub line: usize,
    /// Its first text.
    pub name: String,
    /// Why it is left out.
    pub why: &'static str,
    /// Whether somebody took it in.
    pub is_taken: bool,
}

/// The rows below the headings that are left out or were, those in doubt first; and what is said of them.
pub fn left_out(table: &Table, choices: &Choices) -> (Vec<Left>, String) {
    let short = |text: &str| text.chars().take(80).collect::<String>();
    let asides = |is_doubtful: bool| {
        table.asides.iter().filter(move |aside| aside.can_be_taken() && aside.is_doubtful == is_doubtful)
    };
    let left = asides(true).chain(asides(false)).map(|aside| Left {
        line: aside.line,
        name: short(aside.name()),
        why: aside.why,
        is_taken: false,
    });
    let is_taken = |line: usize| choices.taken.contains(&line);
    let taken = table.rows.iter().filter(|row| is_taken(row.line)).map(|row| Left {
        line: row.line,
        name: short(&row.first_text()),
        why: "Taken in as chosen.",
        is_taken: true,
    });
    let rows: Vec<Left> = left.chain(taken).collect();
    let doubtful = asides(true).count();
    let out = rows.iter().filter(|row| !row.is_taken).count();
    let mut words = [&count(out, "row"), " below the headings left out: totals, notes and the like."].concat();
    if doubtful > 0 {
        let of = if doubtful == 1 { " may be a project: look at it." } else { " may be projects: look at them." };
        words = [&words, " ", &count(doubtful, "of them"), of].concat();
    }
    (rows, words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::table::reading::{read_table, read_table_by};

    #[test]
    fn each_way_to_read_a_list_can_be_chosen() {
        let text = b"Group,,\nCode;x,Name,Lead\n1,Apollo,Ada\n2,Zeus,Bo\n,Total,\n";
        let table = read_table(text).unwrap();
        for way in [ReadingChoice::Separator, ReadingChoice::CodePage, ReadingChoice::Headings] {
            assert!(options(way, &table).iter().any(|(value, _)| *value == chosen(way, &table)), "{way:?}");
        }
        for (value, _) in options(ReadingChoice::Headings, &table) {
            let choices = choose(ReadingChoice::Headings, &Choices::default(), &value);
            if let Ok(table) = read_table_by(text, &choices, &|_, _| None) {
                assert_eq!(chosen(ReadingChoice::Headings, &table), value);
            }
        }
        let choices = choose(ReadingChoice::Separator, &Choices::default(), "Semicolon");
        assert_eq!(read_table_by(text, &choices, &|_, _| None).unwrap().delimiter, Delimiter::Semicolon);
    }

    #[test]
    fn rows_that_are_left_out_are_shown_and_can_be_taken_in() {
        let text = b"Code,Name,Budget\n1,Apollo,5\n2,Zeus,7\n,Total,12\n";
        let (rows, words) = left_out(&read_table(text).unwrap(), &Choices::default());
        assert_eq!((rows.len(), rows[0].line, rows[0].name.as_str()), (1, 4, "Total"));
        assert_eq!(words, "1 row below the headings left out: totals, notes and the like.");
        let choices = Choices { taken: vec![4], ..Choices::default() };
        let (rows, _) = left_out(&read_table_by(text, &choices, &|_, _| None).unwrap(), &choices);
        assert!(rows[0].is_taken && rows[0].name == "Total");
    }
}
