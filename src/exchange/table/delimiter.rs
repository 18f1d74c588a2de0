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

/// Rows looked at for finding the delimiter.
const LOOKED_AT: usize = 50;

/// Finds the delimiter: one after which every quoted cell ends where its mark closes, before others; of these the one that
/// gives most rows the same number of cells, more than one. Comma if none does.
pub fn find_delimiter(text: &str) -> Delimiter {
    let mut best = (Delimiter::Comma, (false, 0, 0));
    for candidate in Delimiter::ALL {
        let Scan { widths, suspect, .. } = scan(text, candidate, LOOKED_AT);
        let Some((width, rows)) = most_common(widths.iter().copied().filter(|width| *width > 1)) else { continue };
        let share = rows * 1000 / widths.len().max(1);
        let fit = (suspect.is_none(), share, width);
        if fit > best.1 {
            best = (candidate, fit);
        }
    }
    best.0
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
                    if scan.widths.len() == most_rows {
                        return scan;
                    }
                }
                (width, blank) = (1, true);
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
        line += usize::from(ends_line);
        previous = byte;
    }
    if !blank {
        scan.widths.push(width);
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
    fn widths_of_rows() {
        let widths = |text| scan(text, Delimiter::Comma, usize::MAX).widths;
        assert_eq!(widths("a,b\n\n1\r\n,,\r\"x,y\",z"), [2, 1, 3, 2]);
        assert_eq!(widths(""), [0usize; 0]);
    }
}
