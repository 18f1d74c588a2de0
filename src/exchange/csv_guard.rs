//! Cells of CSV files that spreadsheet programs take for text, never for a formula. Must not know what they hold.

/// A cell in quotation marks. Where a spreadsheet program would take it for a formula, an apostrophe stands before it, which
/// reading a list takes away again.
pub fn guarded(cell: &str) -> String {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let mark = if risky && !is_number(cell) { "'" } else { "" };
    ["\"", mark, &cell.replace('"', "\"\""), "\""].concat()
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
            ("", "\"\""),
        ] {
            assert_eq!(guarded(cell), written);
        }
    }
}
