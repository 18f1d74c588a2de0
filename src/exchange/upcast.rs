//! Stored forms of older versions become the present one: a ladder of named steps, each from one version to the next, forward
//! only and pure. Owns the ladder alone; must not know where a stored form was kept.
//!
//! A step sees a stored record, or a stored change of a record, as JSON: before anything of it is understood. What it does not
//! know it leaves as it is. How a step is added and tested is in docs/stored-form.md.

use super::codec::CodecError;
use crate::domain::value::Value;

/// One step of the ladder.
pub struct Step {
    /// The version it starts from; it leads to the next one.
    pub from: i64,
    /// What it is called: what changed, in a few words.
    pub name: &'static str,
    /// What becomes of a stored record: `{"kind":…,"id":…,"fields":{…}}`.
    pub record: fn(&mut Value),
    /// What becomes of a stored change of a record: `{"set":…,"kind":…,"changes":[…]}`.
    pub change: fn(&mut Value),
}

/// The steps from the first version to the present one.
pub struct Ladder {
    /// In order, one for each version before `to`.
    pub steps: &'static [Step],
    /// The first version there is.
    pub first: i64,
    /// The version it leads to.
    pub to: i64,
}

/// Version of the stored form. A record kind or field more does not raise it: older versions keep what they do not know.
/// It is raised when an older version must not write any more.
pub const SCHEMA_VERSION: i64 = 1;

/// The ladder of this program. There has been one version so far.
pub const LADDER: Ladder = Ladder { steps: &[], first: 1, to: SCHEMA_VERSION };

impl Ladder {
    /// Looks whether a version is one that can be read; gives its number.
    pub fn version(&self, stored: Option<&Value>) -> Result<i64, CodecError> {
        match stored.and_then(Value::as_int) {
            Some(version) if version > self.to => Err(CodecError::Newer),
            Some(version) if version >= self.first => Ok(version),
            _ => Err(CodecError::Damaged("v")),
        }
    }

    fn climb(&self, version: i64) -> impl Iterator<Item = &'static Step> {
        self.steps.iter().filter(move |step| step.from >= version)
    }

    /// Makes a stored record of that version one of the present version.
    pub fn record(&self, version: i64, record: &mut Value) {
        self.climb(version).for_each(|step| (step.record)(record));
    }

    /// Makes a stored transaction of that version one of the present version.
    pub fn transaction(&self, version: i64, transaction: &mut Value) {
        if version >= self.to {
            return;
        }
        let Some(Value::List(edits)) = entry_mut(transaction, "edits") else { return };
        for edit in edits {
            match entry_mut(edit, "create") {
                Some(record) => self.record(version, record),
                None => self.climb(version).for_each(|step| (step.change)(edit)),
            }
        }
    }
}

/// The value under that name, to be altered.
pub fn entry_mut<'a>(value: &'a mut Value, name: &str) -> Option<&'a mut Value> {
    match value {
        Value::Map(entries) => entries.iter_mut().find(|(known, _)| **known == *name).map(|(_, value)| value),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::stamp::Writers;
    use crate::exchange::json::{from_json, to_json};
    use crate::exchange::transaction_codec::decode_transaction_with;

    fn rename(value: &mut Value, from: &str, to: &str) {
        if let Value::Map(entries) = value {
            entries.iter_mut().filter(|(name, _)| **name == *from).for_each(|(name, _)| *name = to.into());
        }
    }

    fn is_person(value: &Value) -> bool {
        value.entry("kind").and_then(Value::as_text) == Some("person")
    }

    /// Before version 0 became version 1 a person's name was called `called`.
    fn name_in_records(record: &mut Value) {
        if is_person(record)
            && let Some(fields) = entry_mut(record, "fields")
        {
            rename(fields, "called", "name");
        }
    }

    fn name_in_changes(change: &mut Value) {
        if is_person(change)
            && let Some(Value::List(changes)) = entry_mut(change, "changes")
        {
            for change in changes {
                if let Some(Value::Text(field)) =
                    entry_mut(change, "field").filter(|field| field.as_text() == Some("called"))
                {
                    *field = "name".into();
                }
            }
        }
    }

    fn upper(record: &mut Value) {
        if let Some(Value::Text(name)) = entry_mut(record, "fields").and_then(|fields| entry_mut(fields, "name")) {
            *name = name.to_uppercase().into();
        }
    }

    /// A migration that is there for this test only: two steps, so that their order shows.
    const TEST: Ladder = Ladder {
        first: -1,
        to: SCHEMA_VERSION,
        steps: &[
            Step { from: -1, name: "A person's name is called name", record: name_in_records, change: name_in_changes },
            Step { from: 0, name: "Names are written large", record: upper, change: |_| {} },
        ],
    };

    const RECORD: &str =
        r#"{"kind":"person","id":"0000000000001","at":[65536,0],"fields":{"called":"Ada","shoe size":37}}"#;

    #[test]
    fn a_record_climbs_every_step_in_order_and_keeps_what_no_step_knows() {
        let mut record = from_json(RECORD).unwrap();
        TEST.record(-1, &mut record);
        let climbed = to_json(&record);
        assert!(climbed.contains(r#""fields":{"name":"ADA","shoe size":37}"#), "{climbed}");
        // From the middle only the rest is climbed, and what is of the present version is left alone.
        let mut middle = from_json(&RECORD.replace("called", "name")).unwrap();
        TEST.record(0, &mut middle);
        assert_eq!(to_json(&middle), climbed);
        let mut present = from_json(&RECORD.replace("called", "name")).unwrap();
        TEST.record(SCHEMA_VERSION, &mut present);
        assert!(to_json(&present).contains("Ada"));
    }

    #[test]
    fn a_transaction_of_an_older_version_is_read_and_a_newer_one_is_not() {
        let text = format!(
            r#"{{"v":-1,"id":["0000000000007",3],"writers":["0000000000007"],"at":[131072,0],"label":"Add","edits":[{{"create":{RECORD}}},
            {{"set":"0000000000001","kind":"person","changes":[{{"field":"called","after":"Grace","prev":[65536,0]}}]}}]}}"#
        );
        let read =
            |text: &str, ladder| decode_transaction_with(ladder, from_json(text).unwrap(), &mut Writers::default());
        let transaction = read(&text, &TEST).unwrap();
        let mut portfolio = crate::engine::portfolio::Portfolio::default();
        portfolio.writers.intern(crate::domain::id::WriterId(7));
        portfolio.fold(&transaction);
        let record = portfolio.every().next().unwrap();
        assert_eq!(&*record.title(), "Grace");
        assert!(matches!(read(&text, &LADDER), Err(CodecError::Damaged("v"))), "this program never knew that version");
        let newer = text.replace("\"v\":-1", &format!("\"v\":{}", SCHEMA_VERSION + 1));
        assert!(matches!(read(&newer, &TEST), Err(CodecError::Newer)));
    }

    /// Every version has its step, in order and with a name; and a step changes nothing of what was migrated.
    #[test]
    fn the_ladder_has_no_gaps_and_each_step_is_a_no_op_on_what_it_made() {
        for ladder in [&LADDER, &TEST] {
            let from: Vec<i64> = ladder.steps.iter().map(|step| step.from).collect();
            assert_eq!(from, (ladder.first..ladder.to).collect::<Vec<_>>());
            assert!(ladder.steps.iter().all(|step| !step.name.is_empty()));
            let mut record = from_json(RECORD).unwrap();
            ladder.record(ladder.first, &mut record);
            let once = to_json(&record);
            ladder.record(ladder.first, &mut record);
            assert_eq!(to_json(&record), once);
        }
    }
}
