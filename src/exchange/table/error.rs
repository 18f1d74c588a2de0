//! Why a list cannot be read at all, in sentences for people.

use std::fmt;

/// Why a list cannot be read at all. Nothing has changed when one is given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TableError {
    /// Nothing in it.
    Empty,
    /// Headings, but no rows.
    NoRows,
    /// Too large.
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
    },
    /// More rows, columns or cells than are read.
    TooMany {
        /// "rows", "columns" or "cells".
        what: &'static str,
        /// How many are read.
        most: usize,
    },
    /// No text.
    Binary,
    /// A workbook of a spreadsheet program, or another zip file.
    Workbook,
    /// A PDF file.
    Pdf,
    /// A file of another program that is no list.
    Foreign {
        /// What it is; completes the sentence "This is ...".
        what: &'static str,
    },
    /// A quote that is never closed.
    UnclosedQuote {
        /// Line where it opens, from 1.
        line: usize,
    },
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("The list is empty."),
            Self::NoRows => f.write_str("The list has headings but no rows below them."),
            Self::TooLarge { bytes } => {
                write!(f, "The file has {} MB; lists of up to 20 MB can be read. Cut it into parts.", bytes / 1_000_000)
            }
            Self::TooMany { what, most } => {
                write!(f, "The list has more than {most} {what}, which is more than can be read. Cut it into parts.")
            }
            Self::Binary => f.write_str(
                "This file is not text, so it cannot be a list. In your spreadsheet program, save it as CSV first.",
            ),
            Self::Workbook => f.write_str(
                "This is a spreadsheet workbook or a zip file. In your spreadsheet program, save the sheet as CSV, or \
                 copy its cells and paste them here.",
            ),
            Self::Pdf => {
                f.write_str("This is a PDF file. Ask for the list as CSV, or copy its table into a spreadsheet.")
            }
            Self::Foreign { what } => {
                write!(
                    f,
                    "This is {what}, not a list of projects with one row each. Save the list as CSV, or copy its cells."
                )
            }
            Self::UnclosedQuote { line } => write!(
                f,
                "A quotation mark opens on line {line} and is never closed, so all that follows would become one cell. \
                 Close it, or double it if it belongs to the text.",
            ),
        }?;
        f.write_str(" Nothing was changed.")
    }
}
