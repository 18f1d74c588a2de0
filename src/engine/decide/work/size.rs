//! Choosing the size class of a project: what was worked out or one class up at will, a smaller one with a waiver.

use super::super::Draft;
use super::deliverables::{Waiving, grant};
use super::{demands, project, refused};
use crate::domain::id::Id;
use crate::domain::record::FieldKey;
use crate::domain::records::project::{SizeClass, at};
use crate::domain::size_class::may_choose;
use crate::domain::value::Value;
use crate::engine::command::Act;
use crate::engine::rejection::Rejection;
use crate::engine::size;

/// Choose a size class.
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
        if project.size_class == self.size {
            return Err(Rejection::Nothing);
        }
        let worked_out = size::worked_out(draft.portfolio, &project);
        if let Some(worked_out) = worked_out.filter(|worked_out| !may_choose(*worked_out, self.size)) {
            let [is, wished] = [worked_out, self.size].map(SizeClass::label);
            if self.size > worked_out {
                return refused(
                    ["By its points the project is ", is, ". One class up may be chosen, not two."].concat(),
                );
            }
            let Some(waiving) = &self.waiving else {
                let sentence = ["By its points the project is ", is, ". ", wished, " needs a waiver."].concat();
                return demands("size_class", sentence);
            };
            let requirement = ["Size class ", is].concat();
            let waiving = Waiving { deliverable: String::new(), ..waiving.clone() };
            grant(draft, self.project, &requirement, &waiving)?;
        }
        draft.set(&project, vec![(FieldKey::Known(at::size_class), Value::text(self.size.name()))]);
        Ok(["Change size class of ", &*project.name, " to ", self.size.label()].concat())
    }
}
