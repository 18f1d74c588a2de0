//! Days of a calendar file, as holidays. What is no whole day, or comes again by a rule that is not read here, is counted and left out. A file that
//! is broken gives a sentence and nothing. Must not know what is done with the days.

use crate::domain::date::Date;
use crate::domain::records::Holiday;

/// The largest file, in bytes.
const LARGEST: usize = 2_000_000;
/// The most days that are taken from one file.
const MOST: usize = 2_000;
/// The longest name.
const LONGEST: usize = 120;
/// The most years for which a day that comes every year is written out.
const YEARS: i32 = 5;

/// What a calendar file gives.
#[derive(Clone, PartialEq, Default)]
pub struct Found {
    /// Days, in the order of the file.
    pub holidays: Vec<Holiday>,
    /// Entries that begin at an hour.
    pub timed: usize,
    /// Entries that come again by a rule that is not read.
    pub repeated: usize,
    /// Entries without a day or a name that can be read.
    pub unreadable: usize,
}

/// The whole days of a file; a sentence if it is none. Days that come every year are written out from the year of `today` on.
pub fn read_days(text: &str, name: &str, today: Date) -> Result<Found, String> {
    if text.len() > LARGEST {
        return Err("The file is larger than 2 MB. Nothing was taken from it: export the holidays alone.".to_owned());
    }
    let text = text.trim_start_matches('\u{feff}');
    let lines = unfolded(text);
    if !lines.iter().any(|line| line.trim().eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
        return Err(
            "This is no calendar file: it does not begin with BEGIN:VCALENDAR. Nothing was taken from it.".to_owned()
        );
    }
    let mut found = Found::default();
    let mut event: Option<Event> = None;
    for line in &lines {
        let Some((property, value)) = line.split_once(':') else { continue };
        let mut parts = property.split(';');
        let head = parts.next().unwrap_or_default().trim().to_ascii_uppercase();
        match (head.as_str(), &mut event) {
            ("BEGIN", _) if value.trim().eq_ignore_ascii_case("VEVENT") => event = Some(Event::default()),
            ("END", Some(_)) if value.trim().eq_ignore_ascii_case("VEVENT") => {
                if let Some(event) = event.take() {
                    event.enter(&mut found, name, today);
                }
                if found.holidays.len() > MOST {
                    return Err(
                        "The file has more than 2,000 days. Nothing was taken from it: export the holidays alone."
                            .to_owned(),
                    );
                }
            }
            ("SUMMARY", Some(event)) => event.summary = plain(value),
            ("DTSTART", Some(event)) => event.start = Some(value.trim().to_owned()),
            ("DTEND", Some(event)) => event.end = Some(value.trim().to_owned()),
            ("RRULE", Some(event)) => event.rule = value.trim().to_ascii_uppercase(),
            _ => {}
        }
    }
    if event.is_some() {
        return Err("The file ends in the middle of an entry. Nothing was taken from it: export or copy it once more."
            .to_owned());
    }
    if found.holidays.is_empty() {
        return Err(["The file has no whole day with a name. Nothing was taken from it.", &left_out(&found)].concat());
    }
    Ok(found)
}

/// What was left out, in a sentence; empty if nothing was.
pub fn left_out(found: &Found) -> String {
    let one = |number: usize, words: &str| (number > 0).then(|| [&*number.to_string(), words].concat());
    let all: Vec<String> = [
        one(found.timed, " at an hour of the day"),
        one(found.repeated, " that come again by a rule"),
        one(found.unreadable, " without a day or name"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if all.is_empty() { String::new() } else { [" Left out: ", &*all.join(", "), "."].concat() }
}

/// An entry while it is read.
#[derive(Default)]
struct Event {
    summary: String,
    start: Option<String>,
    end: Option<String>,
    rule: String,
}

impl Event {
    fn enter(self, found: &mut Found, source: &str, today: Date) {
        let Some(start) = self.start else {
            found.unreadable += 1;
            return;
        };
        if start.contains('T') {
            found.timed += 1;
            return;
        }
        let (Some(on), false) = (day(&start), self.summary.trim().is_empty()) else {
            found.unreadable += 1;
            return;
        };
        // The end is the day after the last one; some files give the day itself.
        let until = self.end.as_deref().and_then(day).map(|end| end.plus_days(-1)).filter(|until| *until > on);
        let yearly = self.rule.split(';').any(|part| part == "FREQ=YEARLY");
        let plain = |part: &str| part.is_empty() || part == "FREQ=YEARLY" || part == "INTERVAL=1";
        let is_read = self.rule.is_empty() || self.rule.split(';').all(plain) && yearly;
        if !is_read {
            found.repeated += 1;
            return;
        }
        let name: String = self.summary.trim().chars().take(LONGEST).collect();
        let holiday = |on: Date, until: Option<Date>| Holiday {
            name: name.as_str().into(),
            on: Some(on),
            until,
            source: source.chars().take(LONGEST).collect::<String>().as_str().into(),
            ..Holiday::default()
        };
        if !yearly {
            found.holidays.push(holiday(on, until));
            return;
        }
        let (first, month, of_month) = on.parts();
        let length = until.map(|until| until.days_since(on));
        let from = today.parts().0.max(first);
        let days = (from..from + YEARS).filter_map(|year| Date::new(year, month, of_month));
        found.holidays.extend(days.map(|day| holiday(day, length.map(|length| day.plus_days(length)))));
    }
}

/// `20261225`.
fn day(text: &str) -> Option<Date> {
    let digits = text.get(..8).filter(|_| text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()))?;
    Date::new(digits.get(..4)?.parse().ok()?, digits.get(4..6)?.parse().ok()?, digits.get(6..)?.parse().ok()?)
}

/// Lines, those that were folded put together.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)) {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some(last)) => last.push_str(more),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

/// A text without its escapes, and without letters that act.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut is_escaped = false;
    for letter in text.chars() {
        match (is_escaped, letter) {
            (false, '\\') => is_escaped = true,
            (true, 'n' | 'N') => {
                plain.push(' ');
                is_escaped = false;
            }
            (_, letter) if letter.is_control() => is_escaped = false,
            (_, letter) => {
                plain.push(letter);
                is_escaped = false;
            }
        }
    }
    plain
}
