//! Which character separates the cells, and whether every quotation mark is closed. Must not know what the cells mean.

/// What may separate cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// Tab, as in cells copied from a spreadsheet.
    Tab,
    /// `|`
    Pipe,
}

impl Delimiter {
    /// All, the likeliest first.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Pipe];

    /// The character.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Comma => "Comma",
            Self::Semicolon => "Semicolon",
            Self::Tab => "Tab",
            Self::Pipe => "Vertical bar",
        }
    }
}

/// Rows at the beginning among which the headings stand.
const FIRST: usize = 12;

/// Finds the delimiter by the whole text: one after which every quoted cell ends where its mark closes, before others; of these
/// one by which most rows have the same number of cells and the headings are words; of these the one with most cells. Empty
/// cells at the end of some rows do not count. Comma if none fits.
pub fn find_delimiter(text: &str) -> Delimiter {
    let mut best = (Delimiter::Comma, (false, 0, false, 0, 0, 0));
    for candidate in Delimiter::ALL {
        let Scan { widths, filled, suspect, .. } = scan(text, candidate, usize::MAX);
        // A title above the list is one cell.
        let titles = filled.iter().take(FIRST).take_while(|width| **width <= 1).count();
        let share = |widths: &[usize]| {
            let widths = widths.get(titles..).unwrap_or_default();
            let (width, rows) = most_common(widths.iter().copied().filter(|width| *width > 1))?;
            Some((rows * 1000 / widths.len().max(1), width))
        };
        let Some((share, width)) = share(&widths).max(share(&filled)) else { continue };
        let class = if share >= 900 { 2 } else { usize::from(share >= 600) };
        let fit = (suspect.is_none(), class, has_words_above(text, candidate, width), width, FIRST - titles, share);
        if fit > best.1 {
            best = (candidate, fit);
        }
    }
    best.0
}

/// Whether the first row that is wide enough for headings holds words alone.
fn has_words_above(text: &str, delimiter: Delimiter, width: usize) -> bool {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter.byte())
        .from_reader(text.as_bytes());
    let rows = reader.records().take(FIRST).filter_map(Result::ok);
    let filled = |row: &csv::StringRecord| row.iter().filter(|cell| !cell.trim().is_empty()).count();
    let heading = rows.into_iter().find(|row| filled(row) > 1 && filled(row) * 2 >= width);
    let is_word = |cell: &str| {
        cell.trim().is_empty()
            || cell.chars().filter(|letter| letter.is_alphabetic()).count() * 2 >= cell.trim().len().min(12)
    };
    heading.is_some_and(|heading| heading.iter().all(is_word))
}

/// The most common number, the greater one if two are; with how often it occurs.
pub fn most_common(numbers: impl Iterator<Item = usize>) -> Option<(usize, usize)> {
    let mut sorted: Vec<usize> = numbers.collect();
    crate::domain::sorting::sort(&mut sorted);
    let runs = sorted.chunk_by(|a, b| a == b).filter_map(|run| run.first().map(|number| (*number, run.len())));
    runs.max_by_key(|(number, count)| (*count, *number))
}

/// What the quotation marks and delimiters of a text come to.
#[derive(Debug, Default, PartialEq)]
pub struct Scan {
    /// Number of cells of each row that is not blank.
    pub widths: Vec<usize>,
    /// The same without empty cells at their end.
    pub filled: Vec<usize>,
    /// Line on which a quotation mark opens that is never closed.
    pub unclosed: Option<usize>,
    /// Line on which a quoted cell opens that goes on after its closing mark: the mark was probably left open.
    pub suspect: Option<usize>,
}

#[derive(Clone, Copy, PartialEq)]
enum At {
    CellStart,
    Bare,
    Quoted,
    /// After a quotation mark inside a quoted cell: the end of it, or the first of a doubled one.
    Closing,
}

/// Walks over at most that many rows, by the same rules as the csv crate.
pub fn scan(text: &str, delimiter: Delimiter, most_rows: usize) -> Scan {
    let delimiter = delimiter.byte();
    let mut scan = Scan::default();
    let mut at = At::CellStart;
    let (mut line, mut opened, mut width, mut blank) = (1, 1, 1, true);
    // The last cell that holds anything but spaces.
    let mut filled = 0;
    let mut previous = 0;
    for byte in text.bytes() {
        let is_line_end = matches!(byte, b'\n' | b'\r');
        let ends_line = is_line_end && !(byte == b'\n' && previous == b'\r');
        at = match (at, byte) {
            (At::Quoted, b'"') => At::Closing,
            (At::Quoted, _) => At::Quoted,
            (At::Closing, b'"') => At::Quoted,
            (At::CellStart, b'"') => {
                opened = line;
                blank = false;
                At::Quoted
            }
            (_, byte) if byte == delimiter => {
                width += 1;
                blank = false;
                At::CellStart
            }
            (_, b'\n' | b'\r') => {
                if !blank {
                    scan.widths.push(width);
                    scan.filled.push(filled);
                    if scan.widths.len() == most_rows {
                        return scan;
                    }
                }
                (width, blank, filled) = (1, true, 0);
                At::CellStart
            }
            (before, _) => {
                if before == At::Closing {
                    scan.suspect = scan.suspect.or(Some(opened));
                }
                blank = false;
                At::Bare
            }
        };
        if matches!(at, At::Bare | At::Quoted) && !matches!(byte, b'"' | b' ') {
            filled = width;
        }
        line += usize::from(ends_line);
        previous = byte;
    }
    if !blank {
        scan.widths.push(width);
        scan.filled.push(filled);
    }
    scan.unclosed = (at == At::Quoted).then(|| scan.suspect.unwrap_or(opened));
    scan
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_found_by_consistency() {
        for (text, delimiter) in [
            ("a,b,c\n1,2,3\n", Delimiter::Comma),
            ("name;cost\nA, B and C;1,5\nD;2,5\n", Delimiter::Semicolon),
            ("name\tnote\nA\t\"x, y\"\nB\tz, w, v\n", Delimiter::Tab),
            ("a|b\n1|2", Delimiter::Pipe),
            ("a,\"b;c;d\nstill;b\"\n1,2\n", Delimiter::Comma),
            ("\"one\",\"a;b;c\"\n\"two\",\"d;e;f\"\n", Delimiter::Comma),
            ("only one column\nApollo", Delimiter::Comma),
            // Some rows end in one more separator, and the amounts have commas.
            ("Code;Name;Budget\nD-1;Pier;25,00;\nD-2;Depot;25,00;\nD-3;Yard;25,00\n", Delimiter::Semicolon),
            (
                "Code (internal, required);Name (short, required)\nD-1;Pier, north\nD-2;Depot, hall 2\n",
                Delimiter::Semicolon,
            ),
            ("Name;Cost\nA;1,5\nB;2,5\nC;3,5\n", Delimiter::Semicolon),
            ("Projects as reported, subject to revision\nName;Code;Cost\nA;1;1,5\nB;2;2,5\n", Delimiter::Semicolon),
            ("Name,Tags,Cost\nA,a;b,1\nB,c;d,2\n", Delimiter::Comma),
            ("", Delimiter::Comma),
        ] {
            assert_eq!(find_delimiter(text), delimiter, "{text}");
        }
    }

    #[test]
    fn an_unclosed_quotation_mark_is_found_where_it_opens() {
        let unclosed = |text| scan(text, Delimiter::Comma, usize::MAX).unclosed;
        assert_eq!(unclosed("a,b\n1,\"two\n3,4\n"), Some(2));
        assert_eq!(unclosed("a,b\r\n\r\n1,\"two\r\n3,4\r\n"), Some(3));
        assert_eq!(unclosed("a,b\n1,\"two\n3,\"four\",\"five\n"), Some(2));
        let scanned = scan("a,b\n1,\"two\n3,\"four\"\n5,\"six\"\n", Delimiter::Comma, usize::MAX);
        assert_eq!((scanned.unclosed, scanned.suspect), (None, Some(2)));
        assert_eq!(unclosed("a,b\n1,\"\"\"two\"\"\"\n3,5\" pipe\n"), None);
        assert_eq!(unclosed("\"a\nb\",c"), None);
    }

    #[test]
    fn empty_cells_at_the_end_of_a_row_do_not_count() {
        assert_eq!(scan("a;b;c\n1;2;;\n1; ;\n\"x\";;\n", Delimiter::Semicolon, usize::MAX).filled, [3, 2, 1, 1]);
    }

    #[test]
    fn widths_of_rows() {
        let widths = |text| scan(text, Delimiter::Comma, usize::MAX).widths;
        assert_eq!(widths("a,b\n\n1\r\n,,\r\"x,y\",z"), [2, 1, 3, 2]);
        assert_eq!(widths(""), [0usize; 0]);
    }
}
