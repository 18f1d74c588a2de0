//! A calendar file with whole days (RFC 5545): texts escaped, lines folded at 75 bytes, ends of lines as the standard wants them. Must not know what
//! an entry is about.

use crate::domain::date::{Date, Moment};

/// A day in a calendar file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// What it is known by, the same in each file, so that reading a file twice makes no entry twice.
    pub uid: String,
    /// Its day.
    pub on: Date,
    /// What it is called.
    pub title: String,
    /// What is said of it.
    pub about: String,
}

/// The most bytes of a line, its end not counted.
const WIDEST: usize = 75;

/// The file. `written`: when, as the standard wants it to be said.
pub fn calendar_file(name: &str, entries: &[Entry], written: Moment) -> String {
    let mut file = String::new();
    let stamp = [&*digits(Date::of_moment(written)), "T000000Z"].concat();
    let mut line = |text: &str| fold(&mut file, text);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Pocket PMO//Calendar//EN");
    line("CALSCALE:GREGORIAN");
    line(&["X-WR-CALNAME:", &*escaped(name)].concat());
    for entry in entries {
        line("BEGIN:VEVENT");
        line(&["UID:", &*escaped(&entry.uid)].concat());
        line(&["DTSTAMP:", &*stamp].concat());
        line(&["DTSTART;VALUE=DATE:", &*digits(entry.on)].concat());
        line(&["DTEND;VALUE=DATE:", &*digits(entry.on.plus_days(1))].concat());
        line(&["SUMMARY:", &*escaped(&entry.title)].concat());
        if !entry.about.is_empty() {
            line(&["DESCRIPTION:", &*escaped(&entry.about)].concat());
        }
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    file
}

/// `20261225`.
fn digits(day: Date) -> String {
    day.to_string().replace('-', "")
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// A line, in parts where it is too wide: each part after the first begins with a blank. No letter is cut.
fn fold(file: &mut String, text: &str) {
    let mut width = 0;
    for letter in text.chars() {
        if width + letter.len_utf8() > WIDEST {
            file.push_str("\r\n ");
            width = 1;
        }
        file.push(letter);
        width += letter.len_utf8();
    }
    file.push_str("\r\n");
}
