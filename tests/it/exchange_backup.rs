//! Backups: everything comes back, and every kind of bad file gets a sentence.
use crate::exchange_support;

use exchange_support::{content, describe, plain, record, writers};
use pocket_pmo::domain::date::{Date, Moment};
use pocket_pmo::domain::id::{Id, Ref};
use pocket_pmo::domain::record::Record;
use pocket_pmo::domain::records::{Person, Project, Settings};
use pocket_pmo::domain::stamp::{ClockTime, Stamp};
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::context::Context;
use pocket_pmo::engine::decide::decide;
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::engine::rejection::Rejection;
use pocket_pmo::engine::transaction::{Author, Transaction};
use pocket_pmo::exchange::backup::{BackupOrigin, read_backup, salvage_backup, write_backup};
use pocket_pmo::exchange::backup_error::{BackupError, BackupRemark};
use pocket_pmo::exchange::backup_writer::BackupWriter;
use pocket_pmo::exchange::json::{from_json, to_json};
use pocket_pmo::exchange::restore::rehearse_restore;
use pocket_pmo::exchange::transaction_codec::{decode_transaction, encode_transaction};
use proptest::prelude::*;
use std::sync::Arc;

const ORIGIN: BackupOrigin = BackupOrigin { app: "0.1.0", created: Moment(1_795_339_845_000) };

fn portfolio(records: Vec<Arc<dyn Record>>) -> Portfolio {
    let mut portfolio = Portfolio::default();
    portfolio.writers = writers();
    records.into_iter().for_each(|record| portfolio.insert_loaded(record));
    portfolio
}

fn run(portfolio: &mut Portfolio, command: &Command) -> Result<Transaction, Rejection> {
    let mut next = 1 << 60;
    let transaction = decide(
        portfolio,
        command,
        &mut Context {
            now: Moment(1),
            today: Date::new(2026, 11, 22).unwrap(),
            author: Author { name: "Ada".into() },
            stamp: Stamp { time: ClockTime(u64::MAX), writer: 1 },
            seq: 1_000,
            new_id: &mut || {
                next += 1;
                Id(next)
            },
        },
    )?;
    portfolio.fold(&transaction);
    Ok(transaction)
}

/// The live records by content; deleted ones only say that they are.
fn live(portfolio: &Portfolio) -> Vec<String> {
    let mut live: Vec<String> =
        portfolio.every().filter(|record| !record.meta().deleted).map(|record| content(&**record)).collect();
    live.sort();
    live
}

fn small() -> (Portfolio, Vec<Arc<Transaction>>) {
    let mut portfolio = Portfolio::default();
    let writer = portfolio.writers.intern(pocket_pmo::domain::id::WriterId(7));
    let mut ada = Person { name: "Ada Lovelace".into(), initials: "AL".into(), ..Person::default() };
    ada.meta.id = Id(10);
    let mut apollo = Project { name: "Apollo".into(), code: "P-001".into(), ..Project::default() };
    apollo.meta.id = Id(11);
    apollo.lead = Some(Ref::new(Id(10)));
    let mut settings = Settings { name: "Works".into(), ..Settings::default() };
    settings.meta.id = Id(12);
    let mut records: Vec<Arc<dyn Record>> = Vec::new();
    for mut record in [Box::new(ada) as Box<dyn Record>, Box::new(apollo), Box::new(settings)] {
        record.meta_mut().stamp = Stamp { time: ClockTime(65536), writer };
        records.push(Arc::from(record));
    }
    let transaction = Transaction {
        stamp: Stamp { time: ClockTime(65536), writer },
        seq: 1,
        author: Author { name: "Ada".into() },
        label: "Start".into(),
        purpose: pocket_pmo::engine::transaction::Purpose::Do,
        edits: records.into_iter().map(pocket_pmo::engine::transaction::Edit::Create).collect(),
    };
    portfolio.fold(&transaction);
    (portfolio, vec![Arc::new(transaction)])
}

fn text() -> String {
    let (portfolio, history) = small();
    write_backup(&portfolio, &history, ORIGIN)
}

fn refused(text: &str) -> BackupError {
    read_backup(text).err().expect("must be refused")
}

#[test]
fn a_backup_reads_like_this() {
    let text = text();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with(
        r#"{"format":"pocket-pmo-backup","version":1,"app":"0.1.0","created":"2026-11-22T09:30:45Z","workspace":"Works","records":3,"transactions":1,"checksum":""#
    ));
    assert_eq!(lines[1], r#""writers":["0000000000007"],"#);
    assert_eq!(lines[2], r#""records":["#);
    assert_eq!(
        lines[3],
        r#"{"kind":"person","id":"000000000000a","at":[65536,0],"fields":{"name":"Ada Lovelace","initials":"AL","left":false}},"#
    );
    assert_eq!((lines[6], lines[8]), (r#"],"history":["#, "]}"));
    assert!(pocket_pmo::exchange::json::from_json(&text).is_ok());
}

#[test]
fn a_backup_that_is_written_by_and_by_says_how_much_is_done_and_is_the_same() {
    let (portfolio, history) = small();
    let mut writer = BackupWriter::new(&portfolio, &history, ORIGIN);
    let mut said = vec![writer.percent()];
    while writer.step(1) {
        said.push(writer.percent());
    }
    assert_eq!((said, writer.percent()), (vec![0, 25, 50, 75], 100));
    assert_eq!(writer.finish(), write_backup(&portfolio, &history, ORIGIN));
    assert_eq!(BackupWriter::new(&Portfolio::default(), &[], ORIGIN).percent(), 100);
}

#[test]
fn records_and_history_come_back_and_the_rehearsal_names_them() {
    let (portfolio, history) = small();
    let backup = read_backup(&write_backup(&portfolio, &history, ORIGIN)).unwrap();
    assert_eq!((backup.app.as_str(), backup.workspace.as_str(), backup.created), ("0.1.0", "Works", ORIGIN.created));
    assert_eq!((backup.records.len(), backup.history.len(), backup.remarks.len()), (3, 1, 0));
    assert_eq!(&*backup.history[0].label, "Start");
    assert_eq!(backup.writers.id(backup.history[0].stamp.writer).0, 7);

    let plan = rehearse_restore(&Portfolio::default(), &backup);
    let titles: Vec<String> = plan.added.iter().map(|r| format!("{} {}", r.kind, r.title)).collect();
    assert_eq!(titles, ["Person Ada Lovelace", "Project Apollo", "Workspace settings Works"]);
    assert_eq!(plan.import.label, "Restore the backup of 2026-11-22 (Works)");

    let mut later = small().0;
    let renamed = Command::Change { record: Id(11), fields: vec![(1, pocket_pmo::domain::value::Value::text("Zeus"))] };
    run(&mut later, &renamed).unwrap();
    let mut extra = Person { name: "Bo".into(), initials: "B".into(), ..Person::default() };
    extra.meta.id = Id(99);
    later.insert_loaded(Arc::new(extra));
    let plan = rehearse_restore(&later, &backup);
    assert_eq!((plan.added.len(), plan.changed.len(), plan.removed.len(), plan.unchanged), (0, 1, 1, 2));
    assert_eq!((&*plan.changed[0].1[0].label, plan.changed[0].1[0].after.as_text()), ("Name", Some("Apollo")));
    assert_eq!(&*plan.removed[0].title, "Bo");
}

#[test]
fn each_bad_file_gets_its_sentence() {
    let text = text();
    let says = |text: &str, sentence: &str| {
        let said = refused(text).to_string();
        assert!(said.starts_with(sentence), "{said}");
        assert!(said.ends_with("Nothing was changed."), "{said}");
    };
    says("", "This is not a backup of Pocket PMO. The text ends too early");
    says("%PDF-1.7\u{0}\u{1}", "This is not a backup of Pocket PMO. This is not valid JSON: see line 1");
    says("{\"name\":\"board\",\n\"cards\":[]}", "This is not a backup of Pocket PMO: the file does not begin as one.");
    says("[]", "This is not a backup of Pocket PMO: the file does not begin as one.");
    says(&"[".repeat(100_000), "This is not a backup of Pocket PMO. Lists within lists go too deep");
    says(
        &text.replace("\"version\":1,\"app\":\"0.1.0\"", "\"version\":2,\"app\":\"3.0\""),
        "This backup was made by a newer version of Pocket PMO (3.0).",
    );
    says(&text.replace("Lovelace", "Lovelase"), "This backup is damaged: its checksum disagrees");
    says(&text.replace("\"records\":3", "\"records\":\"x\""), "This backup is damaged: its part “records”");
    says(&text[..text.len() - 3], "This backup is not complete: 3 of 3 records");
    says(&text[..text.find("\"Apollo\"").unwrap()], "This backup is not complete: 2 of 3 records");
    says(&text[..60], "This backup is cut short in its first line.");
    says(&text.replace(",\n", ", "), "This backup was written anew by another program");
    says(&text.replacen('{', "{\n  ", 1), "This backup was written anew by another program");
    let too_large = " ".repeat(200_000_001);
    says(&too_large, "The file has 200 MB; backups of up to 200 MB");
}

#[test]
fn line_ends_byte_order_mark_and_space_at_the_end_do_no_harm() {
    let text = text();
    assert!(read_backup(&format!("\u{feff}{}\r\n\r\n", text.replace('\n', "\r\n"))).is_ok());
}

#[test]
fn a_damaged_backup_is_salvaged_only_when_asked_for() {
    let text = text();
    let cut = &text[..text.find("\"Apollo\"").unwrap()];
    let backup = salvage_backup(cut).unwrap();
    assert_eq!(backup.records.len(), 1);
    assert!(matches!(backup.remarks[0], BackupRemark::Unread { line: 5, .. }));
    assert!(salvage_backup("nonsense").is_err());
}

#[test]
fn twice_and_dangling_are_remarked() {
    let (portfolio, _) = small();
    let text = write_backup(&portfolio, &[], ORIGIN);
    let line = text.lines().nth(3).unwrap().to_owned();
    let backup = salvage_backup(&text.replace(&line, &[&line, "\n", &line].concat())).unwrap();
    let remarks: Vec<String> = backup.remarks.iter().map(ToString::to_string).collect();
    assert_eq!(remarks, ["Line 5: “Ada Lovelace” is in the backup twice. The first is taken."]);
    let backup = salvage_backup(&text.replace(&[&line, "\n"].concat(), "")).unwrap();
    let remarks: Vec<String> = backup.remarks.iter().map(ToString::to_string).collect();
    assert_eq!(remarks, ["Lead of “Apollo” leads to a record that is not in the backup."]);
}

#[test]
fn what_is_nested_too_deeply_for_a_transaction_is_left_out_of_a_restore() {
    let text = text();
    let deep = |depth: usize| {
        let nested = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        text.replace("\"left\":false", &format!("\"left\":false,\"new\":{nested}"))
    };
    let backup = salvage_backup(&deep(98)).unwrap();
    assert_eq!(backup.remarks, vec![]);
    let mut portfolio = Portfolio::default();
    let plan = rehearse_restore(&portfolio, &backup);
    let transaction = run(&mut portfolio, &Command::Import(Box::new(plan.import))).unwrap();
    let stored = to_json(&encode_transaction(&transaction, &portfolio.writers));
    assert!(decode_transaction(from_json(&stored).unwrap(), &mut portfolio.writers).is_ok());
    assert!(matches!(salvage_backup(&deep(99)).unwrap().remarks[0], BackupRemark::Unread { line: 4, .. }));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn restored_into_an_empty_portfolio_everything_is_as_it_was(records in proptest::collection::vec(record(), 0..8)) {
        let original = portfolio(plain(records));
        let backup = read_backup(&write_backup(&original, &[], ORIGIN)).unwrap();
        let by_id = |records: Vec<&Arc<dyn Record>>, show: fn(&dyn Record) -> String| {
            let mut all: Vec<String> = records.into_iter().map(|record| show(&**record)).collect();
            all.sort();
            all
        };
        prop_assert_eq!(by_id(backup.records.iter().collect(), |r| r.kind_name().to_owned() + &content(r)),
            by_id(original.every().collect(), |r| r.kind_name().to_owned() + &content(r)));
        let plan = rehearse_restore(&Portfolio::default(), &backup);
        let mut restored = portfolio(vec![]);
        if !original.is_empty() {
            run(&mut restored, &Command::Import(Box::new(plan.import))).unwrap();
        }
        prop_assert_eq!(by_id(restored.every().collect(), content), by_id(original.every().collect(), content));
        prop_assert!(restored.every().all(|record| record.meta().stamp.time == ClockTime(u64::MAX)));
    }

    #[test]
    fn restored_over_another_portfolio_what_lives_is_what_lived(
        old in proptest::collection::vec(record(), 0..6), new in proptest::collection::vec(record(), 0..6),
        both in 0usize..4,
    ) {
        let (old, mut new) = (plain(old), plain(new));
        // Some records are in both, with other values.
        for at in 0..both.min(old.len()).min(new.len()) {
            if old[at].kind_name() == new[at].kind_name() {
                let mut same = new[at].copy();
                same.meta_mut().id = old[at].meta().id;
                new[at] = Arc::from(same);
            } else {
                new[at] = old[at].clone();
            }
        }
        // No portfolio has one id twice.
        let ids = |records: &[Arc<dyn Record>]| {
            let mut ids: Vec<Id> = records.iter().map(|record| record.meta().id).collect();
            ids.sort();
            ids
        };
        prop_assume!(ids(&old).windows(2).all(|two| two[0] != two[1]) && ids(&new).windows(2).all(|two| two[0] != two[1]));
        let original = portfolio(old);
        let mut present = portfolio(new);
        let backup = read_backup(&write_backup(&original, &[], ORIGIN)).unwrap();
        let plan = rehearse_restore(&present, &backup);
        prop_assert!(plan.left_out.is_empty());
        let counted = plan.added.len() + plan.changed.len() + plan.unchanged;
        prop_assert_eq!(counted, live(&original).len());
        let done = run(&mut present, &Command::Import(Box::new(plan.import)));
        prop_assert!(!matches!(&done, Err(error) if *error != Rejection::Nothing), "{}", done.err().map(|e| e.to_string()).unwrap_or_default());
        prop_assert_eq!(live_without_empty_unknown(&present), live_without_empty_unknown(&original));
        let again = rehearse_restore(&present, &backup);
        prop_assert_eq!((again.added.len(), again.changed.len(), again.removed.len()), (0, 0, 0));
    }

    #[test]
    fn a_backup_cut_or_altered_anywhere_never_panics(at in 0usize..2000, byte in any::<u8>()) {
        let text = text();
        let at = at % text.trim_end().len();
        let mut bytes = text.clone().into_bytes();
        bytes[at] = byte;
        let altered = String::from_utf8_lossy(&bytes).into_owned();
        let cut = String::from_utf8_lossy(&text.as_bytes()[..at]).into_owned();
        prop_assert!(read_backup(&cut).is_err());
        for text in [&altered, &cut] {
            if let Ok(backup) = salvage_backup(text) {
                let _ = rehearse_restore(&small().0, &backup);
            }
            // What is read without complaint says what the original says, head aside.
            if let Ok(backup) = read_backup(text) {
                let described: Vec<String> = backup.records.iter().map(|r| describe(&**r)).collect();
                prop_assert_eq!(described.len(), 3);
            }
        }
    }
}

/// Fields of a newer version that were given here and not in the backup are emptied, not forgotten.
fn live_without_empty_unknown(portfolio: &Portfolio) -> Vec<String> {
    let emptied = portfolio.every().map(|record| {
        let mut record = record.copy();
        if let Some(more) = record.meta_mut().more.as_mut() {
            more.unknown.retain(|field| !field.value.is_null());
        }
        Arc::from(record)
    });
    let mut plain = Portfolio::default();
    emptied.collect::<Vec<_>>().into_iter().for_each(|record| plain.insert_loaded(record));
    live(&plain)
}
