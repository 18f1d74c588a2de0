//! Where values go in a TOML file: tables by their headings, lists of tables, keys with dots. Must not know how a value is read.

use super::{Entries, TomlFault};
use crate::domain::value::Value;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// Most keys in one table: keys are looked for one by one.
const MOST_KEYS: usize = 2_000;
/// Most tables in one list of tables.
const MOST_TABLES: usize = 2_000;
/// Most headings that count at once: all are looked through for each table of a list.
const MOST_HEADINGS: usize = 5_000;

/// The table at a path that was opened: of a list of tables the last one.
pub(super) fn walk<'a>(root: &'a mut Entries, path: &[Arc<str>]) -> Result<&'a mut Entries, TomlFault> {
    let mut table = root;
    for part in path {
        let at = match table.iter().position(|(known, _)| known == part) {
            Some(at) => at,
            None => {
                if table.len() >= MOST_KEYS {
                    return Err(TomlFault::TooMuch);
                }
                table.push((part.clone(), Value::Map(Entries::new())));
                table.len() - 1
            }
        };
        table = match table.get_mut(at).map(|(_, value)| value) {
            Some(Value::Map(entries)) => entries,
            Some(Value::List(values)) => match values.last_mut() {
                Some(Value::Map(entries)) => entries,
                _ => return Err(TomlFault::Twice),
            },
            _ => return Err(TomlFault::Twice),
        };
    }
    Ok(table)
}

/// Opens the table a heading names; for a list of tables a new one at its end.
pub(super) fn open_table(
    root: &mut Entries,
    path: &[Arc<str>],
    is_list: bool,
    headers: &mut FxHashSet<String>,
) -> Result<(), TomlFault> {
    let Some((last, front)) = path.split_last() else { return Err(TomlFault::Syntax) };
    let name = path.join("\u{0}");
    if !is_list {
        if !headers.insert(name) {
            return Err(TomlFault::Twice);
        }
        return match walk(root, front)?.iter().find(|(known, _)| known == last).map(|(_, value)| value) {
            None | Some(Value::Map(_)) => walk(root, path).map(drop),
            Some(_) => Err(TomlFault::Twice),
        };
    }
    // What a table of the list holds is new in the next one.
    let inner = [name.as_str(), "\u{0}"].concat();
    if headers.len() > MOST_HEADINGS {
        return Err(TomlFault::TooMuch);
    }
    headers.retain(|known| !known.starts_with(&inner));
    let table = walk(root, front)?;
    let is_full = table.len() >= MOST_KEYS;
    match table.iter_mut().find(|(known, _)| known == last).map(|(_, value)| value) {
        Some(Value::List(values))
            // Only headings put tables into such a list, so the last one speaks for all.
            if matches!(values.last(), Some(Value::Map(_))) =>
        {
            if values.len() >= MOST_TABLES {
                return Err(TomlFault::TooMuch);
            }
            values.push(Value::Map(Entries::new()));
        }
        Some(_) => return Err(TomlFault::Twice),
        None if is_full => return Err(TomlFault::TooMuch),
        None => table.push((last.clone(), Value::List(vec![Value::Map(Entries::new())]))),
    }
    Ok(())
}

/// Enters a value under a key with dots.
pub(super) fn insert(table: &mut Entries, key: &[Arc<str>], value: Value) -> Result<(), TomlFault> {
    let Some((last, front)) = key.split_last() else { return Err(TomlFault::Syntax) };
    let table = walk(table, front)?;
    if table.iter().any(|(known, _)| known == last) {
        return Err(TomlFault::Twice);
    }
    if table.len() >= MOST_KEYS {
        return Err(TomlFault::TooMuch);
    }
    table.push((last.clone(), value));
    Ok(())
}
