//! Cells of CSV files that spreadsheet programs take for text, never for a formula. Must not know what they hold.

/// A cell in quotation marks. Where a spreadsheet program would take it for a formula, an apostrophe stands before it, which
/// reading a list takes away again.
pub fn guarded(cell: &str) -> String {
    let mark = if needs_mark(cell) && !is_number(cell) { "'" } else { "" };
    ["\"", mark, &cell.replace('"', "\"\""), "\""].concat()
}

/// Whether an apostrophe must stand before a text: a spreadsheet program may take it for a formula, or reading it again would
/// give something else.
pub fn needs_mark(text: &str) -> bool {
    // What begins with an apostrophe of its own gets another, so that only ours is taken away.
    text.strip_prefix('\'').is_some_and(|rest| needs_mark(rest.trim_start_matches('\'')))
        || is_like_formula(text)
        || is_rewritten(text)
        || cleaned(text) != text
}

/// Whether a spreadsheet program would take a text for a number, a date or a truth value and write something else for it: 007, 1E5,
/// 1-2, MAR1. A plain whole number comes back as it is.
pub fn is_rewritten(text: &str) -> bool {
    let text = text.trim();
    let is_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits {
        return text.len() > 15 || (text.len() > 1 && text.starts_with('0'));
    }
    // A day of ISO 8601 is a day to every program, and is read as one again.
    if crate::domain::date::Date::parse(text).is_some() {
        return false;
    }
    if ["true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return !text.bytes().all(|byte| byte.is_ascii_uppercase());
    }
    let words = text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    let is_mark =
        |letter: char| letter.is_ascii_digit() || letter.is_whitespace() || ".,:;/-+%'()$€£¥".contains(letter);
    text.contains(|letter: char| letter.is_ascii_digit())
        && text.chars().all(|letter| letter.is_alphabetic() || is_mark(letter))
        && words.into_iter().all(|word| WORDS_OF_NUMBERS.split(' ').any(|known| known.eq_ignore_ascii_case(word)))
}

/// Words in numbers and dates.
const WORDS_OF_NUMBERS: &str = "e am pm jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july \
                                august september october november december januar februar märz mai juni juli oktober dezember mär okt dez";

/// Whether a spreadsheet program may take it for a formula, full-width signs and what it trims in front included.
pub fn is_like_formula(text: &str) -> bool {
    const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    text.starts_with(['\t', '\r', '\n']) || text.trim_start_matches(is_skipped).starts_with(SIGNS)
}

/// What programs leave out in front of a cell: spaces, controls, and marks without a shape.
fn is_skipped(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// A cell as it was before [`guarded`], or without what programs put around it: outer spaces, `_x000D_` for a carriage
/// return, `="..."` around a text, and the apostrophe that keeps spreadsheet programs from taking text for a formula.
pub fn read_cell(cell: &str) -> String {
    match cell.strip_prefix('\'').filter(|rest| needs_mark(rest)) {
        Some(rest) => rest.to_owned(),
        None => cleaned(cell),
    }
}

fn cleaned(cell: &str) -> String {
    let text = cell.replace("_x000D_", "").replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim();
    // `="00123"`: a text that spreadsheet programs are to leave as it is.
    let bare = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    bare.map_or_else(|| text.to_owned(), |bare| bare.replace("\"\"", "\"").trim().to_owned())
}

/// A plain number with its sign, such as -12.5 or +1,000.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    digits.starts_with(|letter: char| letter.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_programs_are_to_leave_alone_are_read() {
        for (cell, text) in [
            ("=\"00123\"", "00123"),
            ("=\"say \"\"hi\"\"\"", "say \"hi\""),
            ("=\"\"", ""),
            ("=A1", "=A1"),
            ("'=\"1\"", "=\"1\""),
        ] {
            assert_eq!(read_cell(cell), text);
        }
        assert_eq!(read_cell("'=\"1\""), "=\"1\"");
    }

    #[test]
    fn what_a_spreadsheet_program_would_rewrite_is_marked_as_text() {
        for text in [
            "007",
            "1E5",
            "1e5",
            "1-2",
            "3/4",
            "12:30",
            "1.10",
            "MAR1",
            "5 May 2026",
            "May 2026",
            "true",
            "(5)",
            "50 %",
            "1234567890123456",
        ] {
            assert!(needs_mark(text), "{text}");
            assert_eq!(read_cell(&["'", text].concat()), text);
        }
        for text in ["12", "0", "TRUE", "P-007", "Phase 2", "1st floor", "A1", "2 of 3", "may", "", "A-1-2", "Ü1"] {
            assert!(!needs_mark(text), "{text}");
        }
    }

    #[test]
    fn formulas_are_made_harmless() {
        for (cell, written) in [
            ("Apollo", "\"Apollo\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("=1+1", "\"'=1+1\""),
            ("-12.5", "\"-12.5\""),
            ("+1,000", "\"+1,000\""),
            ("-2+3+cmd|' /C calc'!A0", "\"'-2+3+cmd|' /C calc'!A0\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\t=1", "\"'\t=1\""),
            ("\r=1", "\"'\r=1\""),
            ("＝1+1", "\"'＝1+1\""),
            ("-", "\"'-\""),
            ("\u{feff}=1", "\"'\u{feff}=1\""),
            ("  ＠SUM(A1)", "\"'  ＠SUM(A1)\""),
            ("'=1", "\"''=1\""),
            ("007", "\"007\""),
            ("'90s", "\"'90s\""),
            (" outer ", "\"' outer \""),
            ("", "\"\""),
        ] {
            assert_eq!(guarded(cell), written);
        }
    }
}
