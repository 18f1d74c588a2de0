//! The keys of the grid: where the focus is, and what a key does from there. Must not know what the cells hold.

/// Where the focus is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Spot {
    /// The row from the top; `None` for the headings.
    pub row: Option<usize>,
    /// The column from the left.
    pub column: usize,
}

/// How large the grid is.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// Rows, heads of groups among them.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// Rows in sight.
    pub page: usize,
}

/// A key with what is held with it. `command` is Ctrl, or Cmd on a Mac.
#[derive(Clone, Copy, Debug)]
pub struct Key<'a> {
    /// As the browser names it.
    pub name: &'a str,
    /// With Ctrl or Cmd.
    pub command: bool,
    /// With Shift.
    pub shift: bool,
}

/// What a key asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Act {
    /// It is none of the grid's.
    Ignored,
    /// Nothing but to keep the browser from scrolling.
    Nothing,
    /// The focus goes there.
    Go(Spot),
    /// The focus goes there and the rows from where Shift was first held are selected.
    Extend(Spot),
    /// The cell is edited.
    Edit,
    /// The cell is edited, and begins with what was typed.
    Type,
    /// The record of the row is opened.
    Open,
    /// The row is selected, or not any more.
    Toggle,
    /// All rows are selected.
    All,
    /// Nothing is selected any more.
    Clear,
    /// The selection is copied.
    Copy,
    /// The rows are sorted by the column; `true` beside other keys.
    Sort(bool),
    /// The column moves by so many places.
    Shift(isize),
    /// The column becomes wider or narrower by so many steps.
    Resize(i16),
}

/// What a key does at a spot.
pub fn press(at: Spot, key: Key, extent: Extent) -> Act {
    let Some(row) = at.row else { return press_on_heading(at, key, extent) };
    let last = extent.rows.saturating_sub(1);
    let last_column = extent.columns.saturating_sub(1);
    let go = |row: usize, column: usize| {
        let spot = Spot { row: Some(row.min(last)), column: column.min(last_column) };
        if key.shift && row != at.row.unwrap_or(row) { Act::Extend(spot) } else { Act::Go(spot) }
    };
    let page = extent.page.max(1);
    match (key.name, key.command) {
        ("ArrowDown", false) => go(row + 1, at.column),
        ("ArrowDown", true) => go(last, at.column),
        ("ArrowUp", false) if row == 0 && !key.shift => Act::Go(Spot { row: None, ..at }),
        ("ArrowUp", false) => go(row.saturating_sub(1), at.column),
        ("ArrowUp", true) => go(0, at.column),
        ("ArrowRight", false) => Act::Go(Spot { column: (at.column + 1).min(last_column), ..at }),
        ("ArrowLeft", false) => Act::Go(Spot { column: at.column.saturating_sub(1), ..at }),
        ("ArrowRight", true) | ("End", false) => Act::Go(Spot { column: last_column, ..at }),
        ("ArrowLeft", true) | ("Home", false) => Act::Go(Spot { column: 0, ..at }),
        ("Home", true) => go(0, 0),
        ("End", true) => go(last, last_column),
        ("PageDown", false) => go(row.saturating_add(page), at.column),
        ("PageUp", false) => go(row.saturating_sub(page), at.column),
        ("Enter", true) => Act::Open,
        // Opens the record beside the list, which is heard for every list.
        ("Enter", false) if key.shift => Act::Ignored,
        ("Enter" | "F2", false) => Act::Edit,
        (" ", _) => Act::Toggle,
        ("Escape", false) => Act::Clear,
        ("a" | "A", true) => Act::All,
        ("c" | "C", true) if !key.shift => Act::Copy,
        (letter, false) if is_letter(letter) => Act::Type,
        _ => Act::Ignored,
    }
}

/// Whether the key types a character.
fn is_letter(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|letter| !letter.is_control()) && letters.next().is_none()
}

fn press_on_heading(at: Spot, key: Key, extent: Extent) -> Act {
    let last = extent.columns.saturating_sub(1);
    let to = |column: usize| Act::Go(Spot { row: None, column: column.min(last) });
    match (key.name, key.command, key.shift) {
        ("ArrowRight", false, false) => to(at.column + 1),
        ("ArrowLeft", false, false) => to(at.column.saturating_sub(1)),
        ("ArrowRight", true, _) => Act::Shift(1),
        ("ArrowLeft", true, _) => Act::Shift(-1),
        ("ArrowRight", false, true) => Act::Resize(1),
        ("ArrowLeft", false, true) => Act::Resize(-1),
        ("Home", _, _) => to(0),
        ("End", false, _) => to(last),
        ("End", true, _) | ("ArrowDown" | "PageDown", _, _) if extent.rows == 0 => Act::Nothing,
        ("End", true, _) => Act::Go(Spot { row: Some(extent.rows.saturating_sub(1)), column: last }),
        ("ArrowDown" | "PageDown", _, _) => Act::Go(Spot { row: Some(0), ..at }),
        ("ArrowUp" | "PageUp", _, _) => Act::Nothing,
        ("Enter" | " ", false, shift) => Act::Sort(shift),
        ("a" | "A", true, _) => Act::All,
        ("c" | "C", true, false) => Act::Copy,
        ("Escape", false, _) => Act::Clear,
        // The letters of the grid are its own, also where they do nothing.
        (letter, false, _) if is_letter(letter) => Act::Nothing,
        _ => Act::Ignored,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXTENT: Extent = Extent { rows: 100, columns: 5, page: 20 };

    fn at(row: usize, column: usize) -> Spot {
        Spot { row: Some(row), column }
    }

    fn head(column: usize) -> Spot {
        Spot { row: None, column }
    }

    #[test]
    fn keys_of_cells() {
        let go = |row, column| Act::Go(at(row, column));
        for (keys, from, act) in [
            ("shift Enter", at(3, 2), Act::Ignored),
            ("ArrowDown", at(3, 2), go(4, 2)),
            ("ArrowDown", at(99, 2), go(99, 2)),
            ("ArrowUp", at(3, 2), go(2, 2)),
            ("ArrowUp", at(0, 2), Act::Go(head(2))),
            ("ArrowLeft", at(3, 0), go(3, 0)),
            ("ArrowRight", at(3, 4), go(3, 4)),
            ("Home", at(3, 4), go(3, 0)),
            ("End", at(3, 1), go(3, 4)),
            ("ctrl Home", at(30, 4), go(0, 0)),
            ("ctrl End", at(3, 1), go(99, 4)),
            ("PageDown", at(3, 1), go(23, 1)),
            ("PageDown", at(90, 1), go(99, 1)),
            ("PageUp", at(3, 1), go(0, 1)),
            ("shift ArrowDown", at(3, 1), Act::Extend(at(4, 1))),
            ("shift PageDown", at(3, 1), Act::Extend(at(23, 1))),
            ("ctrl shift End", at(3, 1), Act::Extend(at(99, 4))),
            ("shift ArrowRight", at(3, 1), go(3, 2)),
            ("Enter", at(3, 1), Act::Edit),
            ("F2", at(3, 1), Act::Edit),
            ("ctrl Enter", at(3, 1), Act::Open),
            (" ", at(3, 1), Act::Toggle),
            ("Escape", at(3, 1), Act::Clear),
            ("ctrl a", at(3, 1), Act::All),
            ("ctrl c", at(3, 1), Act::Copy),
            ("a", at(3, 1), Act::Type),
            ("7", at(3, 1), Act::Type),
            ("?", at(3, 1), Act::Type),
            ("shift N", at(3, 1), Act::Type),
            ("Ü", at(3, 1), Act::Type),
            ("F1", at(3, 1), Act::Ignored),
            ("Dead", at(3, 1), Act::Ignored),
            ("Tab", at(3, 1), Act::Ignored),
            ("ctrl z", at(3, 1), Act::Ignored),
        ] {
            assert_eq!(press_words(keys, from, EXTENT), act, "{keys}");
        }
    }

    #[test]
    fn keys_of_headings() {
        for (keys, act) in [
            ("ArrowRight", Act::Go(head(3))),
            ("ArrowLeft", Act::Go(head(1))),
            ("ArrowDown", Act::Go(at(0, 2))),
            ("ArrowUp", Act::Nothing),
            ("Enter", Act::Sort(false)),
            ("shift Enter", Act::Sort(true)),
            ("ctrl ArrowRight", Act::Shift(1)),
            ("shift ArrowLeft", Act::Resize(-1)),
            ("End", Act::Go(head(4))),
            ("ctrl End", Act::Go(at(99, 4))),
            ("n", Act::Nothing),
            ("ctrl n", Act::Ignored),
        ] {
            assert_eq!(press_words(keys, head(2), EXTENT), act, "{keys}");
        }
        let empty = Extent { rows: 0, ..EXTENT };
        assert_eq!(press_words("ArrowDown", head(2), empty), Act::Nothing);
    }

    fn press_words(keys: &str, from: Spot, extent: Extent) -> Act {
        let (command, rest) = keys.strip_prefix("ctrl ").map_or((false, keys), |rest| (true, rest));
        let (shift, name) = rest.strip_prefix("shift ").map_or((false, rest), |rest| (true, rest));
        press(from, Key { name, command, shift }, extent)
    }
}
