//! Choosing the size class of a project: what was worked out or one class up at will, a smaller one with a waiver. What was chosen before
//! its points were known gets its waiver the same way.

use super::super::Draft;
use super::deliverables::{Waiving, grant};
use super::{demands, project, refused};
use crate::domain::id::Id;
use crate::domain::record::FieldKey;
use crate::domain::records::project::{SizeClass, at};
use crate::domain::records::{Waiver, waiver};
use crate::domain::value::Value;
use crate::engine::command::Act;
use crate::engine::rejection::Rejection;
use crate::engine::size::{self, SizeStanding};

/// Choose a size class; or keep the one there is, with the waiver that it lacks.
#[derive(Clone)]
pub struct ChooseSize {
    /// The project.
    pub project: Id,
    /// The class.
    pub size: SizeClass,
    /// Why a smaller one than was worked out may be chosen; its deliverable is not looked at.
    pub waiving: Option<Waiving>,
}

impl Act for ChooseSize {
    fn decide(&self, draft: &mut Draft) -> Result<String, Rejection> {
        let project = project(draft, self.project)?;
        let today = draft.context.today;
        let is_chosen = project.size_class == self.size;
        let mut asked = project.clone();
        asked.size_class = self.size;
        let verdict = size::verdict(draft.portfolio, &asked, today);
        if is_chosen && verdict.standing != SizeStanding::Below {
            return Err(Rejection::Nothing);
        }
        let refusal = size::refusal(draft.portfolio, &project, self.size);
        match (refusal, verdict.by_points) {
            (Some(why), Some(by_points)) if self.size > by_points => return refused(why),
            // A waiver that is in force permits it already.
            (Some(why), Some(by_points)) if verdict.standing == SizeStanding::Below => {
                let Some(waiving) = &self.waiving else { return demands("size_class", why) };
                let waiving = Waiving { deliverable: String::new(), ..waiving.clone() };
                grant(draft, self.project, &size::requirement(by_points), &waiving)?;
            }
            (None, Some(_)) => {
                // It is as large as it should be: nothing is set aside any more.
                let in_force = |waiver: &&Waiver| waiver.is_in_force(today);
                let over: Vec<Waiver> = size::waivers(draft.portfolio, &project).filter(in_force).cloned().collect();
                for over in over {
                    draft.set(&over, vec![(FieldKey::Known(waiver::at::ended_on), Value::Date(today))]);
                }
            }
            _ => {}
        }
        if is_chosen {
            let keep = ["Keep size class ", self.size.label(), " of ", &*project.name, " with a waiver"];
            return Ok(keep.concat());
        }
        draft.set(&project, vec![(FieldKey::Known(at::size_class), Value::text(self.size.name()))]);
        Ok(["Change size class of ", &*project.name, " to ", self.size.label()].concat())
    }
}
