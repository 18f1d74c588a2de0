//! Several routines or holidays at once, as one step: the usual routines, and the holidays of a file. Must not know where they come from.

use super::Draft;
use super::maturity::checked;
use crate::domain::record::Record;
use crate::domain::records::{Holiday, Routine};
use crate::engine::command::Act;
use crate::engine::rejection::Rejection;

/// Add routines.
pub struct AddRoutines {
    /// Which.
    pub routines: Vec<Routine>,
}

/// Add holidays; days that are there already under that name are left out.
pub struct AddHolidays {
    /// Which.
    pub holidays: Vec<Holiday>,
}

impl Act for AddRoutines {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        let today = draft.context.today;
        for routine in &self.routines {
            let routine = Routine { since: routine.since.or(Some(today)), ..routine.clone() };
            add(draft, &routine)?;
        }
        Ok(["Add ", &*crate::domain::digits::grouped(self.routines.len() as u64), " routines"].concat())
    }
}

impl Act for AddHolidays {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        let mut added = 0;
        for holiday in &self.holidays {
            let is_same = |other: &Holiday| other.on == holiday.on && other.name == holiday.name;
            if !draft.portfolio.all::<Holiday>().any(is_same) {
                add(draft, holiday)?;
                added += 1;
            }
        }
        Ok(["Add ", &*crate::domain::digits::grouped(added), " holidays"].concat())
    }
}

fn add(draft: &mut Draft, record: &dyn Record) -> Result<(), Rejection> {
    let (made, id) = (checked(record)?, (draft.context.new_id)());
    draft.create(made, id);
    Ok(())
}
