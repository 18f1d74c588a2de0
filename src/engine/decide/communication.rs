//! Noting that items of a communication plan were sent: each is due again after its turn.

use super::Draft;
use crate::domain::date::Date;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::record::FieldKey;
use crate::domain::records::Communication;
use crate::domain::records::communication::at;
use crate::domain::value::Value;
use crate::engine::command::Act;
use crate::engine::rejection::Rejection;

/// Note that something was sent.
#[derive(Clone)]
pub struct SendCommunications {
    /// What.
    pub items: Vec<Id>,
    /// On which day.
    pub on: Option<Date>,
}

impl Act for SendCommunications {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        let Some(on) = self.on else {
            return Err(Rejection::Demands {
                field: "last_sent",
                sentence: "Say on which day it was sent.".to_owned(),
            });
        };
        if on > draft.context.today {
            let reason = "cannot be a day that is still to come".to_owned();
            return Err(Rejection::Field { label: "Sent on".to_owned(), reason });
        }
        let mut titles = Vec::new();
        for id in &self.items {
            let record = draft.live(*id)?.clone();
            let item = (*record).typed::<Communication>().ok_or(Rejection::Missing)?;
            let values = vec![
                (FieldKey::Known(at::last_sent), Value::Date(on)),
                (FieldKey::Known(at::next_due), item.due_after(on).to_value()),
            ];
            titles.push(item.purpose.to_string());
            draft.set(&*record, values);
        }
        match titles.as_slice() {
            [] => Err(Rejection::Nothing),
            [one] => Ok(["Note as sent: ", &**one].concat()),
            several => Ok(["Note ", &*several.len().to_string(), " communications as sent"].concat()),
        }
    }
}
