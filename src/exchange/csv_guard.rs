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
        || cleaned(text) != text
}

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
            ("'90s", "\"'90s\""),
            (" outer ", "\"' outer \""),
            ("", "\"\""),
        ] {
            assert_eq!(guarded(cell), written);
        }
    }
}
