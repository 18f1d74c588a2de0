//! Files of archived history: what is written is read again, and whatever is wrong with a file is said, with nothing changed.

use crate::support;

use pocket_pmo::domain::date::Moment;
use pocket_pmo::domain::id::WriterId;
use pocket_pmo::domain::stamp::Writers;
use pocket_pmo::engine::portfolio::Portfolio;
use pocket_pmo::engine::transaction::Transaction;
use pocket_pmo::engine::workspace::Workspace;
use pocket_pmo::exchange::backup::read_backup;
use pocket_pmo::exchange::backup_error::BackupError;
use pocket_pmo::exchange::checksum::crc32c;
use pocket_pmo::exchange::history_file::{HistoryFile, HistoryFileError, HistoryOrigin, read_history, write_history};
use std::sync::Arc;
use support::fault_store::Browser;

const BEFORE: Moment = Moment(1_795_392_000_000);

/// A workspace with a life, and a file of its first changes.
fn lived() -> (Workspace, String) {
    let mut browser = Browser::new();
    browser.open();
    let ada = browser.add_person(0, "Ada, “the first”\nof her \u{202e}kind\u{202c}");
    browser.add_people(0, 130);
    browser.rename(0, ada, "Countess of Lovelace");
    browser.delete(0, ada);
    browser.settle();
    let loaded = browser.load();
    let workspace = Workspace::new(loaded.portfolio, WriterId(99), loaded.transactions);
    let text = file_of(&workspace, 3);
    (workspace, text)
}

fn file_of(workspace: &Workspace, count: usize) -> String {
    let origin =
        HistoryOrigin { app: "0.1.0", created: BEFORE, since: Some(Moment(1_795_305_600_000)), before: BEFORE };
    write_history(workspace.portfolio(), &workspace.history()[..count], &origin)
}

fn read(text: &str, workspace: &Workspace) -> Result<HistoryFile, HistoryFileError> {
    let file = read_history(text, workspace.portfolio().writers.clone())?;
    file.check_owner(workspace.portfolio(), Some(Moment(BEFORE.0 - 1)))?;
    Ok(file)
}

fn same(one: &Transaction, other: &Transaction) -> bool {
    let edits = |own: &Transaction| own.edits.iter().map(|edit| edit.record()).collect::<Vec<_>>();
    (one.stamp, one.seq, &one.label, &one.author) == (other.stamp, other.seq, &other.label, &other.author)
        && edits(one) == edits(other)
}

#[test]
fn what_was_written_is_read_again_and_takes_its_place_in_the_history() {
    let (mut workspace, text) = lived();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["changes"], 3);
    assert!(json["names"].as_object().unwrap().values().any(|name| name == "Countess of Lovelace"));
    // Mail may have altered the ends of the lines, and an editor have put a mark in front.
    for text in [text.clone(), text.replace('\n', "\r\n"), ["\u{feff}", &*text].concat()] {
        let file = read(&text, &workspace).unwrap();
        assert_eq!((file.since, file.before), (Some(Moment(1_795_305_600_000)), BEFORE));
        assert!(file.changes.iter().zip(workspace.history()).all(|(one, other)| same(one, other)));
    }
    let whole = workspace.history().to_vec();
    workspace.forget_history(Moment(whole[2].stamp.time.milliseconds()));
    assert_eq!(workspace.history().len(), 1);
    let added = workspace.add_history(read(&text, &workspace).unwrap().changes);
    assert_eq!(added.len(), 3);
    assert!(workspace.history().iter().zip(&whole).all(|(one, other)| same(one, other)));
    assert!(workspace.add_history(read(&text, &workspace).unwrap().changes).is_empty(), "once is enough");
}

#[test]
fn a_file_cut_or_altered_anywhere_is_refused() {
    let (workspace, _) = lived();
    let text = file_of(&workspace, 1);
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    for at in ends.into_iter().filter(|at| *at < text.trim_end().len()) {
        assert!(read(&text[..at], &workspace).is_err(), "cut at {at}");
    }
    let body = text.find('\n').unwrap();
    for at in (body + 1..text.len() - 1).filter(|at| text.is_char_boundary(*at) && text.is_char_boundary(at + 1)) {
        let altered = [&text[..at], "~", &text[at + 1..]].concat();
        if text.as_bytes()[at] != b'\n' {
            assert_eq!(read(&altered, &workspace).err(), Some(HistoryFileError::Damaged), "altered at {at}");
        }
    }
}

#[test]
fn what_is_none_of_ours_is_refused() {
    let (workspace, text) = lived();
    let refused = |text: &str| read(text, &workspace).err();
    for foreign in ["", "{}", "[]", "a,b,c\n1,2,3", &"[".repeat(100_000)] {
        assert_eq!(refused(foreign), Some(HistoryFileError::NotHistory), "{foreign:.40}");
    }
    let backup = "{\"format\":\"pocket-pmo-backup\",\"version\":1,\n\"writers\":[],";
    assert_eq!(refused(backup), Some(HistoryFileError::Backup), "it says where that is opened");
    assert_eq!(refused(&text.replacen("\"version\":1", "\"version\":99", 1)), Some(HistoryFileError::Newer));
    // Another workspace never folded these changes.
    let other = Workspace::new(Portfolio::default(), WriterId(99), Vec::new());
    assert!(matches!(read(&text, &other), Err(HistoryFileError::Foreign { .. })));
    // Nor changes of writers it knows that it never saw: with a right checksum, for checksums are no signature.
    let (head, body) = text.split_once('\n').unwrap();
    let writer = workspace.portfolio().writers.id(workspace.history()[0].stamp.writer).to_string();
    let body = body.replacen(&format!("\"id\":[\"{writer}\",1]"), &format!("\"id\":[\"{writer}\",999]"), 1);
    let sum = format!("{:08x}", crc32c([body.trim_end(), "\n"].concat().as_bytes()));
    let old = head.split("\"checksum\":\"").nth(1).unwrap().split('"').next().unwrap();
    let forged = [&head.replacen(old, &sum, 1), "\n", &body].concat();
    assert!(matches!(read(&forged, &workspace), Err(HistoryFileError::Foreign { .. })), "{:?}", refused(&forged));
    // Nothing was archived here, or not so much, or the file claims to tell of a time and holds nothing.
    let file = |text: &str| read_history(text, workspace.portfolio().writers.clone()).unwrap();
    for archived in [None, Some(Moment(BEFORE.0 - 2))] {
        assert!(file(&text).check_owner(workspace.portfolio(), archived).is_err(), "{archived:?}");
    }
    let empty = file_of(&workspace, 0);
    assert!(file(&empty).check_owner(workspace.portfolio(), Some(BEFORE)).is_err());
    // And restoring takes none for a backup.
    assert_eq!(read_backup(&text).err(), Some(BackupError::NotABackup));
}

#[test]
fn large_changes_that_were_left_out_take_their_place_too() {
    let (mut workspace, _) = lived();
    let whole: Vec<Arc<Transaction>> = workspace.history().to_vec();
    let middle = Transaction::clone(&whole[1]);
    let mut without = Workspace::new(Portfolio::default(), WriterId(7), vec![whole[0].clone(), whole[2].clone()]);
    assert_eq!(without.add_history(vec![middle.clone(), middle]).len(), 1);
    assert!(workspace.add_history(Vec::new()).is_empty());
    let times = |own: &Workspace| own.history().iter().map(|own| own.stamp.time).collect::<Vec<_>>();
    assert_eq!(times(&without), times(&workspace)[..3]);
}

#[test]
fn writers_of_a_file_do_not_change_those_of_the_workspace() {
    let (workspace, text) = lived();
    let file = read_history(&text, Writers::default()).unwrap();
    let own = |changes: &[Transaction], writers: &Writers| {
        changes.iter().map(|c| writers.id(c.stamp.writer)).collect::<Vec<_>>()
    };
    let theirs =
        workspace.history()[..3].iter().map(|c| workspace.portfolio().writers.id(c.stamp.writer)).collect::<Vec<_>>();
    assert_eq!(own(&file.changes, &file.writers), theirs);
}
