//! Laws of the stored form: what is written is read back exactly, and nothing that is not understood is lost.
use crate::exchange_support;

use exchange_support::{change_of, describe, free_value, plain, record, stamp, writers};
use pocket_pmo::domain::id::{Id, WriterId};
use pocket_pmo::domain::record::{FieldKey, Record};
use pocket_pmo::domain::records::project::{Phase, at};
use pocket_pmo::domain::records::{ALL, Person, Project};
use pocket_pmo::domain::stamp::Writers;
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::transaction::{Author, Change, Edit, Purpose, Transaction, TransactionId};
use pocket_pmo::exchange::codec::{CodecError, decode_record, encode_record};
use pocket_pmo::exchange::json::{from_json, to_json};
use pocket_pmo::exchange::snapshot::{decode_chunk, encode_chunk};
use pocket_pmo::exchange::transaction_codec::{decode_transaction, encode_transaction};
use pocket_pmo::exchange::writer_table::{ReadWriters, WrittenWriters};
use proptest::prelude::*;
use std::sync::Arc;

/// Writes a record as text and reads it again.
fn there_and_back(record: &dyn Record) -> Box<dyn Record> {
    let mut writers = writers();
    let known = writers.clone();
    let mut table = WrittenWriters::new(&known);
    let text = to_json(&encode_record(record, &mut table));
    let table = ReadWriters::read(Some(&table.table()), &mut writers).unwrap();
    decode_record(from_json(&text).unwrap(), &table).unwrap()
}

fn read(text: &str) -> Result<Box<dyn Record>, CodecError> {
    let mut writers = Writers::default();
    let table = ReadWriters::read(Some(&Value::List(vec![Value::text("0000000000007")])), &mut writers).unwrap();
    decode_record(from_json(text).unwrap(), &table)
}

/// A transaction as proptest wants it.
#[derive(Clone)]
struct Sample(Transaction);

impl std::fmt::Debug for Sample {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&describe_transaction(&self.0))
    }
}

#[derive(Clone)]
struct SampleEdit(Edit);

impl std::fmt::Debug for SampleEdit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&describe_edit(&self.0))
    }
}

fn transaction() -> impl Strategy<Value = Sample> {
    let set = (0..ALL.len()).prop_flat_map(|at| {
        let schema = ALL[at];
        let change = (change_of(schema), any::<bool>(), stamp(), proptest::collection::vec(stamp(), 0..3));
        let change = change.prop_map(|((field, value), first, prev, settled)| {
            let (before, after) = if first { (Value::Null, value) } else { (value, Value::Null) };
            Change { field, before, after, prev, settled }
        });
        (any::<u64>(), proptest::collection::vec(change, 0..4))
            .prop_map(move |(id, changes)| SampleEdit(Edit::Set { record: Id(id), schema, changes }))
    });
    let edit = prop_oneof![set, record().prop_map(|sample| SampleEdit(Edit::Create(sample.0)))];
    let purpose = (0usize..3, any::<u64>(), any::<u32>()).prop_map(|(which, writer, seq)| {
        let id = TransactionId { writer: WriterId(writer), seq };
        [Purpose::Do, Purpose::Undo(id), Purpose::Redo(id)][which]
    });
    let texts = ("(?s).{0,9}", "(?s).{0,9}");
    (stamp(), any::<u32>(), texts, purpose, proptest::collection::vec(edit, 0..4)).prop_map(
        |(stamp, seq, (name, label), purpose, edits)| {
            let edits = edits.into_iter().map(|edit| edit.0).collect();
            let author = Author { name: name.into() };
            Sample(Transaction { stamp, seq, author, label: label.into(), purpose, edits })
        },
    )
}

fn describe_edit(edit: &Edit) -> String {
    match edit {
        Edit::Create(record) => describe(&**record),
        Edit::Set { record, schema, changes } => format!("{record} {} {changes:?}", schema.name),
    }
}

fn describe_transaction(transaction: &Transaction) -> String {
    let edits: Vec<String> = transaction.edits.iter().map(describe_edit).collect();
    let Transaction { stamp, seq, author, label, purpose, .. } = transaction;
    format!("{stamp:?} {seq} {author:?} {label:?} {purpose:?} {edits:?}")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_record_comes_back_exactly(record in record()) {
        prop_assert_eq!(describe(&*there_and_back(&*record.0)), describe(&*record.0));
    }

    #[test]
    fn a_transaction_comes_back_exactly(transaction in transaction()) {
        let text = to_json(&encode_transaction(&transaction.0, &writers()));
        let back = decode_transaction(from_json(&text).unwrap(), &mut writers()).unwrap();
        prop_assert_eq!(describe_transaction(&back), describe_transaction(&transaction.0));
    }

    #[test]
    fn a_chunk_comes_back_exactly(records in proptest::collection::vec(record(), 0..5)) {
        let records = plain(records);
        let text = encode_chunk(&records, &writers());
        prop_assert!(from_json(&text).is_ok());
        let chunk = decode_chunk(&text, &mut writers()).unwrap();
        prop_assert_eq!(chunk.set_aside, vec![]);
        let describe = |records: &[Arc<dyn Record>]| records.iter().map(|r| describe(&**r)).collect::<Vec<_>>();
        prop_assert_eq!(describe(&chunk.records), describe(&records));
    }

    #[test]
    fn any_json_where_a_record_is_expected_is_refused_or_kept(value in free_value()) {
        let mut writers = Writers::default();
        let table = ReadWriters::read(Some(&Value::List(vec![])), &mut writers).unwrap();
        prop_assert!(decode_record(value.clone(), &table).is_err());
        prop_assert!(decode_transaction(value, &mut writers).is_err());
    }

    #[test]
    fn one_damaged_line_of_a_chunk_takes_no_other_record_with_it(
        records in proptest::collection::vec(record(), 2..5), at in 0usize..5, cut in 0usize..1000,
    ) {
        let records = plain(records);
        let text = encode_chunk(&records, &writers());
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let at = 1 + at % records.len();
        let damaged: String = lines[at].chars().take(cut % (lines[at].chars().count() - 1)).collect();
        lines[at] = damaged.clone();
        let chunk = decode_chunk(&lines.join("\n"), &mut writers()).unwrap();
        prop_assert_eq!(chunk.records.len(), records.len() - 1);
        prop_assert_eq!(chunk.set_aside.len(), 1);
        prop_assert_eq!((chunk.set_aside[0].line, &chunk.set_aside[0].raw), (at + 1, &damaged));
    }
}

#[test]
fn stamps_find_their_writers_in_another_portfolio() {
    let mut here = writers();
    let writer = here.intern(WriterId(42));
    let mut person = Person { name: "Ada".into(), ..Person::default() };
    person.meta.stamp.writer = writer;
    let text = encode_chunk(&[Arc::new(person)], &here);
    let mut there = Writers::default();
    there.intern(WriterId(900));
    let chunk = decode_chunk(&text, &mut there).unwrap();
    assert_eq!(there.id(chunk.records[0].meta().stamp.writer), WriterId(42));
}

#[test]
fn the_stored_form_is_readable_and_leaves_out_what_is_not_given() {
    let mut person = Person { name: "Ada".into(), ..Person::default() };
    person.meta.id = Id(33);
    let text = encode_chunk(&[Arc::new(person)], &Writers::default());
    let expected = "{\"v\":1,\"writers\":[\"0000000000000\"],\"records\":[\n\
        {\"kind\":\"person\",\"id\":\"0000000000011\",\"at\":[0,0],\"fields\":{\"name\":\"Ada\",\"left\":false}}\n]}";
    assert_eq!(text, expected);
}

#[test]
fn a_value_that_does_not_fit_is_kept_until_the_field_is_given_again() {
    let text = r#"{"kind":"project","id":"0000000000001","at":[9,0],"fields":{"name":"A","phase":"archived","new":{"x":[1]}}}"#;
    let mut record = read(text).unwrap();
    assert_eq!(record.typed::<Project>().unwrap().phase, Phase::Candidate);
    let stored = |record: &dyn Record| to_json(&encode_record(record, &mut WrittenWriters::new(&Writers::default())));
    let again = stored(&*record);
    assert!(again.contains(r#""phase":"archived""#) && again.contains(r#""new":{"x":[1]}"#), "{again}");
    record.put(&FieldKey::Known(at::phase), &Value::text("closing"));
    let given = stored(&*record);
    assert!(given.contains(r#""phase":"closing""#) && !given.contains("archived"), "{given}");
}

#[test]
fn damage_is_named() {
    for (text, part) in [
        ("[]", "record"),
        ("{}", "kind"),
        (r#"{"kind":"person"}"#, "id"),
        (r#"{"kind":"person","id":"x"}"#, "id"),
        (r#"{"kind":"person","id":"0000000000001"}"#, "at"),
        (r#"{"kind":"person","id":"0000000000001","at":[1,1]}"#, "at"),
        (r#"{"kind":"person","id":"0000000000001","at":[1,-1]}"#, "at"),
        (r#"{"kind":"person","id":"0000000000001","at":[1,0],"fields":3}"#, "fields"),
        (r#"{"kind":"person","id":"0000000000001","at":[1,0],"missing":[3]}"#, "missing"),
    ] {
        assert_eq!(read(text).err(), Some(CodecError::Damaged(part)), "{text}");
    }
}

#[test]
fn what_a_newer_version_wrote_is_said_to_be_newer() {
    let mut transaction = to_json(&encode_transaction(
        &Transaction {
            stamp: Default::default(),
            seq: 1,
            author: Author::default(),
            label: "Move".into(),
            purpose: Purpose::Do,
            edits: vec![],
        },
        &Writers::default(),
    ));
    let decode = |text: &str| decode_transaction(from_json(text).unwrap(), &mut Writers::default()).map(|_| ());
    assert_eq!(decode(&transaction.replace("\"v\":1", "\"v\":2")), Err(CodecError::Newer));
    assert_eq!(decode(&transaction.replace("[]", "[{\"merge\":[]}]")), Err(CodecError::Newer));
    transaction.insert_str(1, "\"mood\":\"good\",");
    assert_eq!(decode(&transaction), Ok(()));
    let chunk = encode_chunk(&[], &Writers::default()).replace("\"v\":1", "\"v\":2");
    assert_eq!(decode_chunk(&chunk, &mut Writers::default()).err(), Some(CodecError::Newer));
}

#[test]
fn numbers_of_any_length_come_back_bit_by_bit() {
    for number in [0.1 + 0.2, 1.0 / 3.0, f64::MAX, f64::MIN_POSITIVE / 3.0, 37.5, -0.0, 9_007_199_254_740_993.0] {
        let person = Person { capacity: Some(number), ..Person::default() };
        let back = there_and_back(&person);
        assert_eq!(back.typed::<Person>().unwrap().capacity.map(f64::to_bits), Some(number.to_bits()), "{number}");
    }
}
