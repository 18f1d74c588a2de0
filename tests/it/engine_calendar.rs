//! The calendar: when routines come, what became of each, cycles kept in a row; what is refused; calendar files read and written.

use crate::support::{World, day};
use pocket_pmo::domain::date::{Date, Moment};
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::routine_mark::at as mark_at;
use pocket_pmo::domain::records::{Holiday, Routine, RoutineMark, holiday, routine};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::calendar::{Outcome, cycle_of, cycles_in_a_row, occurrences, work_days};
use pocket_pmo::engine::command::{Command, Fields};
use pocket_pmo::engine::decide::{AddHolidays, AddRoutines};
use pocket_pmo::engine::invariants::check_invariants;
use pocket_pmo::exchange::ics::{Entry, calendar_file, left_out, read_days};
use pocket_pmo::exchange::routines::read_routines;
use pocket_pmo::view::calendar::file::year_of_routines;
use pocket_pmo::view::calendar::month::{Progress, asked, month_sheet};
use pocket_pmo::view::calendar::words::{cycle_words, done_words};
use pocket_pmo::view::query::Query;

const USUAL: &str = include_str!("../../public/office/routines.json");

fn send(world: &mut World, schema: &'static pocket_pmo::domain::schema::Schema, fields: Fields) -> Result<Id, String> {
    let before: Vec<Id> = world.portfolio().every().map(|record| record.meta().id).collect();
    world.dispatch(&Command::Create { schema, fields }).map_err(|why| why.to_string())?;
    let mut new = world.portfolio().every().map(|record| record.meta().id);
    Ok(new.find(|id| !before.contains(id)).unwrap())
}

fn routine(title: &str, turn: &str, day: Option<i64>, month: Option<i64>, weekday: Option<i64>) -> Fields {
    let mut fields = vec![
        (routine::at::title, Value::text(title)),
        (routine::at::turn, Value::text(turn)),
        (routine::at::since, Value::Date(day_of("2026-01-01"))),
    ];
    for (field, value) in
        [(routine::at::working_day, day), (routine::at::month, month), (routine::at::weekday, weekday)]
    {
        fields.extend(value.map(|value| (field, Value::Int(value))));
    }
    fields
}

fn day_of(text: &str) -> Date {
    day(text)
}

fn mark(routine: Id, period: &str, on: &str) -> Fields {
    vec![
        (mark_at::title, Value::text("Done")),
        (mark_at::routine, Value::Id(routine)),
        (mark_at::period, Value::Date(day(period))),
        (mark_at::on, Value::Date(day(on))),
    ]
}

fn due(world: &World, from: &str, to: &str) -> Vec<(String, String, String)> {
    let portfolio = world.portfolio();
    let all = occurrences(portfolio, &work_days(portfolio), day(from), day(to));
    all.iter().map(|one| (portfolio.called(one.routine), one.period.to_string(), one.due.to_string())).collect()
}

fn rows(all: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    all.iter().map(|(title, period, due)| ((*title).to_owned(), (*period).to_owned(), (*due).to_owned())).collect()
}

#[test]
fn routines_come_on_working_days_over_holidays_and_the_end_of_a_year() {
    let mut world = World::new();
    for (name, on) in [("Christmas Day", "2026-12-25"), ("Boxing Day", "2026-12-28"), ("New Year", "2027-01-01")] {
        let fields = vec![(holiday::at::name, Value::text(name)), (holiday::at::on, Value::Date(day(on)))];
        send(&mut world, Holiday::SCHEMA, fields).unwrap();
    }
    for fields in [
        routine("Reminder", "monthly", Some(-5), None, None),
        routine("Board", "monthly", Some(9), None, None),
        routine("Walk", "weekly", None, None, Some(5)),
        routine("Ranking", "quarterly", Some(2), Some(1), None),
        routine("Charter", "yearly", Some(12), Some(1), None),
    ] {
        send(&mut world, Routine::SCHEMA, fields).unwrap();
    }
    assert_eq!(
        due(&world, "2026-12-14", "2027-01-20"),
        rows(&[
            ("Walk", "2026-12-14", "2026-12-18"),
            ("Reminder", "2026-12-01", "2026-12-23"),
            // Friday is a holiday, and so is Monday.
            ("Walk", "2026-12-21", "2026-12-29"),
            ("Walk", "2026-12-28", "2027-01-04"),
            ("Ranking", "2027-01-01", "2027-01-05"),
            ("Walk", "2027-01-04", "2027-01-08"),
            ("Board", "2026-12-01", "2027-01-14"),
            ("Walk", "2027-01-11", "2027-01-15"),
            ("Charter", "2027-01-01", "2027-01-19"),
        ])
    );
}

#[test]
fn a_routine_says_when_it_comes_and_is_marked_once() {
    let mut world = World::new();
    for (fields, sentence) in [
        (routine("A", "monthly", Some(25), None, None), "Working day must lie from -9 to 23."),
        (
            routine("A", "monthly", Some(0), None, None),
            "Working day cannot be 0: 1 is the first of the month, -1 the last of the month before.",
        ),
        (
            routine("A", "monthly", None, None, None),
            "Working day is missing: 1 is the first of the month, -1 the last of the month before.",
        ),
        (
            routine("A", "weekly", Some(1), None, None),
            "Weekday is missing: a weekly routine comes on one, 1 for Monday.",
        ),
        (
            routine("A", "quarterly", Some(1), Some(4), None),
            "In month must lie from 1 to 3: a quarter has no more months.",
        ),
        (
            routine("A", "half_yearly", Some(1), Some(7), None),
            "In month must lie from 1 to 6: a half-year has no more months.",
        ),
    ] {
        assert_eq!(send(&mut world, Routine::SCHEMA, fields).unwrap_err(), sentence);
    }
    assert_eq!(world.portfolio().all::<Routine>().count(), 0);
    let board = send(&mut world, Routine::SCHEMA, routine("Board", "monthly", Some(9), None, None)).unwrap();
    send(&mut world, RoutineMark::SCHEMA, mark(board, "2026-09-01", "2026-10-13")).unwrap();
    let twice = send(&mut world, RoutineMark::SCHEMA, mark(board, "2026-09-01", "2026-10-14")).unwrap_err();
    assert_eq!(twice, "Routine is marked already for this period. Undo that mark or change it.");
    let later = send(&mut world, RoutineMark::SCHEMA, mark(board, "2026-10-01", "2099-01-01")).unwrap_err();
    assert_eq!(later, "On cannot be still to come.");
    let mut out = mark(board, "2026-10-01", "2026-11-12");
    out.push((mark_at::state, Value::text("left_out")));
    let why = send(&mut world, RoutineMark::SCHEMA, out.clone()).unwrap_err();
    assert_eq!(why, "What it left, or why not is missing: say why it is left out.");
    out.push((mark_at::note, Value::text("Nobody had anything to decide")));
    send(&mut world, RoutineMark::SCHEMA, out).unwrap();
    world.undo().unwrap();
    let portfolio = world.portfolio();
    let cycle = cycle_of(portfolio, &work_days(portfolio), 2026, 10);
    assert_eq!(
        cycle.iter().map(|one| one.outcome).collect::<Vec<_>>(),
        [Outcome::Open],
        "as if it had not been left out"
    );
    assert_eq!(check_invariants(portfolio), []);
}

#[test]
fn cycles_in_a_row_are_counted_back_from_the_last_one_that_ended() {
    let mut world = World::new();
    let cut = send(&mut world, Routine::SCHEMA, routine("Cut-off", "monthly", Some(-1), None, None)).unwrap();
    let board = send(&mut world, Routine::SCHEMA, routine("Board", "monthly", Some(9), None, None)).unwrap();
    let kept = |world: &World, today: &str| {
        let portfolio = world.portfolio();
        let kept = cycles_in_a_row(portfolio, &work_days(portfolio), day(today));
        (kept.count, kept.last.map(|last| last.to_string()).unwrap_or_default(), kept.marks.len())
    };
    assert_eq!(kept(&world, "2026-11-29"), (0, String::new(), 0));
    // The board of each cycle lies on the ninth working day of the month after: a day later is in time, two are not.
    for (period, cut_on, board_on) in [
        ("2026-06-01", "2026-06-30", "2026-07-13"),
        ("2026-07-01", "2026-07-31", "2026-08-17"),
        ("2026-08-01", "2026-08-31", "2026-09-14"),
        ("2026-09-01", "2026-09-30", "2026-10-13"),
    ] {
        send(&mut world, RoutineMark::SCHEMA, mark(cut, period, cut_on)).unwrap();
        send(&mut world, RoutineMark::SCHEMA, mark(board, period, board_on)).unwrap();
    }
    assert_eq!(kept(&world, "2026-10-20"), (2, "2026-09-01".to_owned(), 4), "the board of July came a day too late");
    assert_eq!(kept(&world, "2026-11-12"), (2, "2026-09-01".to_owned(), 4), "the cycle of October is going on");
    assert_eq!(kept(&world, "2026-11-13"), (0, String::new(), 0), "its board was missed");
    send(&mut world, RoutineMark::SCHEMA, mark(cut, "2026-10-01", "2026-10-30")).unwrap();
    send(&mut world, RoutineMark::SCHEMA, mark(board, "2026-10-01", "2026-11-13")).unwrap();
    assert_eq!(kept(&world, "2026-11-20").0, 3);
    let words = cycle_words(world.portfolio(), day("2026-11-20"));
    assert_eq!(words, "Reports for October 2026: 2 of 2 done. 3 cycles in a row were kept to the calendar.");
}

#[test]
fn the_usual_routines_are_one_step_and_a_month_shows_them() {
    let mut world = World::new();
    let usual = read_routines(USUAL).unwrap();
    assert_eq!(usual.len(), 22);
    world.dispatch(&Command::act(AddRoutines { routines: usual })).unwrap();
    let today = world.today();
    let (year, month, _) = today.parts();
    let sheet = month_sheet(world.portfolio(), (year, month + 1), today);
    let all: Vec<_> = sheet.days.iter().flat_map(|day| &day.entries).collect();
    assert!(all.len() > 14 && all.iter().all(|entry| entry.progress == Progress::Ahead), "{}", sheet.words);
    assert!(sheet.days.iter().all(|day| day.is_working || day.entries.is_empty()), "nothing is due on a day off");
    assert_eq!(done_words(&[], today), "Nothing is due.");
    world.undo().unwrap();
    assert_eq!(world.portfolio().all::<Routine>().count(), 0);
    for (text, month) in [("month=2027-02", (2027, 2)), ("month=2027-13", (2026, 11)), ("month=x", (2026, 11))] {
        assert_eq!(asked(&mut Query::parse(text), day("2026-11-29")), month);
    }
}

fn event(inside: &str) -> String {
    ["BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", inside, "END:VEVENT\r\nEND:VCALENDAR\r\n"].concat()
}

#[test]
fn holidays_of_a_calendar_file_are_read_and_what_is_broken_gives_a_sentence() {
    let today = day("2026-11-29");
    let read = |text: &str| read_days(text, "holidays.ics", today);
    let found = read(&event(
        "SUMMARY:Karfreitag\\, Feiertag \r\n und mehr\r\nDTSTART;VALUE=DATE:20270326\r\nDTEND;VALUE=DATE:20270329\r\n",
    ))
    .unwrap();
    let [friday] = found.holidays.as_slice() else { panic!("one day") };
    assert_eq!(
        (&*friday.name, friday.on, friday.until),
        ("Karfreitag, Feiertag und mehr", Some(day("2027-03-26")), Some(day("2027-03-28")))
    );
    assert_eq!(&*friday.source, "holidays.ics");
    let yearly = read(&event("SUMMARY:Christmas\r\nDTSTART:19991225\r\nRRULE:FREQ=YEARLY\r\n")).unwrap();
    let days: Vec<_> = yearly.holidays.iter().filter_map(|day| day.on).map(|on| on.to_string()).collect();
    assert_eq!(days, ["2026-12-25", "2027-12-25", "2028-12-25", "2029-12-25", "2030-12-25"]);
    let mixed = [
        event("SUMMARY:Board\r\nDTSTART:20270326T100000Z\r\n"),
        event("SUMMARY:Easter\r\nDTSTART:20270328\r\nRRULE:FREQ=YEARLY;BYDAY=SU\r\n"),
        event("SUMMARY:\r\nDTSTART:20270301\r\n"),
        event("SUMMARY:May Day\r\nDTSTART:20270501\r\n"),
    ]
    .concat();
    let found = read(&mixed).unwrap();
    assert_eq!(
        (found.holidays.len(), left_out(&found)),
        (1, " Left out: 1 at an hour of the day, 1 that come again by a rule, 1 without a day or name.".to_owned())
    );
    for (text, sentence) in [
        ("name;day", "This is no calendar file: it does not begin with BEGIN:VCALENDAR. Nothing was taken from it."),
        (
            "\u{feff}BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
            "The file has no whole day with a name. Nothing was taken from it.",
        ),
        (
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Cut",
            "The file ends in the middle of an entry. Nothing was taken from it: export or copy it once more.",
        ),
    ] {
        assert_eq!(read(text).err().unwrap(), sentence);
    }
    let many = ["BEGIN:VCALENDAR\n", &"BEGIN:VEVENT\nSUMMARY:A\nDTSTART:20270101\nEND:VEVENT\n".repeat(2_001)].concat();
    assert!(read(&many).err().unwrap().starts_with("The file has more than 2,000 days."));
    assert!(read(&"x".repeat(2_000_001)).err().unwrap().starts_with("The file is larger than 2 MB."));
    let mut world = World::new();
    let holidays = yearly.holidays;
    world.dispatch(&Command::act(AddHolidays { holidays: holidays.clone() })).unwrap();
    assert!(world.dispatch(&Command::act(AddHolidays { holidays })).is_err(), "twice changes nothing");
    assert_eq!(world.portfolio().all::<Holiday>().count(), 5);
    assert_eq!(check_invariants(world.portfolio()), []);
}

#[test]
fn real_calendar_files_are_read_or_refused_with_a_sentence() {
    let Some(folder) = std::env::var_os("POCKET_PMO_SAMPLES") else {
        println!("5 calendar files skipped: POCKET_PMO_SAMPLES is not set");
        return;
    };
    let read = |name: &str| {
        let bytes = std::fs::read(std::path::Path::new(&folder).join("calendars").join(name)).unwrap();
        read_days(&String::from_utf8_lossy(&bytes), name, day("2026-11-29"))
    };
    let found = read("Germany_Holidays.ics").unwrap();
    assert_eq!(
        (found.holidays.len(), &*found.holidays[0].name, found.holidays[0].on),
        (34, "New Year's Day", Some(day("2019-01-01")))
    );
    for name in ["bom_calendar.ics", "calendar_with_unicode.ics"] {
        assert_eq!(read(name).err().unwrap(), "The file has no whole day with a name. Nothing was taken from it.");
    }
    for name in ["issue_1050_calendar_with_events_and_todos.ics", "rfc_9253_gap.ics"] {
        assert!(read(name).is_ok() || read(name).err().unwrap().contains("Nothing was taken from it."), "{name}");
    }
}

#[test]
fn routines_are_written_as_a_calendar_file_that_can_be_read_again() {
    let mut world = World::new();
    world.dispatch(&Command::act(AddRoutines { routines: read_routines(USUAL).unwrap() })).unwrap();
    let entries = year_of_routines(world.portfolio(), day("2027-01-01"));
    let uids: std::collections::BTreeSet<_> = entries.iter().map(|entry| entry.uid.clone()).collect();
    assert!(entries.len() > 200 && uids.len() == entries.len(), "{}", entries.len());
    let hard = Entry {
        uid: "x@pocket-pmo".to_owned(),
        on: day("2027-12-31"),
        title: ["Ü, b; c\\d\n", &"ä".repeat(80)].concat(),
        about: String::new(),
    };
    let text = calendar_file("Routines", &[hard, entries[0].clone()], Moment(1_795_305_600_000));
    assert!(text.lines().all(|line| line.trim_end_matches('\r').len() <= 75), "folded");
    assert!(
        text.contains("SUMMARY:Ü\\, b\\; c\\\\d\\n")
            && text.contains("DTEND;VALUE=DATE:20280101")
            && text.contains("DTSTAMP:20261122T000000Z")
    );
    assert!(text.split("\r\n").filter(|line| line.contains('\n')).count() == 0);
    let again = read_days(&text, "own.ics", day("2026-11-29")).unwrap();
    assert_eq!((again.holidays.len(), again.holidays[0].until), (2, None));
    assert!(again.holidays[0].name.starts_with("Ü, b; c\\d ää"), "{}", &*again.holidays[0].name);
}
