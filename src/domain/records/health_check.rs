//! Health checks: an independent look at whether a project is on course, by somebody who is not of the project (handbook 8.7).

use super::project::{DeliveryConfidence, Rag};
use super::{Person, Project};
use crate::domain::date::Date;
use crate::domain::field::{Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::record;

record! {
    /// A health check of a project.
    HealthCheck, 38, "health_check", "Health check", "Health checks", late, shown_at("office/health-checks?open={id}") {
        /// Why it was held.
        occasion: Text, "Occasion", required, title;
        /// The project.
        project: Option<Ref<Project>>, "Project", required, indexed;
        /// Day it was held.
        on: Option<Date>, "Held on", required;
        /// Who held it: nobody of the project.
        reviewer: Option<Ref<Person>>, "Reviewer", required;
        /// Whether the case still holds.
        case: Option<Rag>, "Case";
        /// Whether the scope is clear and agreed.
        scope: Option<Rag>, "Scope";
        /// Whether the plan can be kept.
        plan: Option<Rag>, "Plan";
        /// Whether the team can do it.
        team: Option<Rag>, "Team";
        /// Whether the money is enough and followed.
        cost: Option<Rag>, "Cost";
        /// Whether risks are known and answered.
        risk: Option<Rag>, "Risk";
        /// Whether the results are good enough.
        quality: Option<Rag>, "Quality";
        /// Whether those concerned are with it.
        stakeholders: Option<Rag>, "Stakeholders";
        /// Whether the benefits will come.
        benefits: Option<Rag>, "Benefits";
        /// What was found.
        findings: Prose, "Findings";
        /// What is to be done.
        advice: Prose, "Advice";
        /// How likely delivery is judged to be.
        confidence: Option<DeliveryConfidence>, "Delivery confidence";
    }
}

impl HealthCheck {
    /// The areas in the order of the handbook, with what people call them.
    pub fn areas(&self) -> [(&'static str, Option<Rag>); 9] {
        [
            ("Case", self.case),
            ("Scope", self.scope),
            ("Plan", self.plan),
            ("Team", self.team),
            ("Cost", self.cost),
            ("Risk", self.risk),
            ("Quality", self.quality),
            ("Stakeholders", self.stakeholders),
            ("Benefits", self.benefits),
        ]
    }

    /// The worst of its areas; `None` if none was looked at.
    pub fn worst(&self) -> Option<Rag> {
        self.areas().into_iter().filter_map(|(_, rag)| rag).max()
    }

    /// Names of the areas that are as bad as that.
    pub fn areas_at(&self, rag: Rag) -> Vec<&'static str> {
        self.areas().into_iter().filter(|(_, found)| *found == Some(rag)).map(|(name, _)| name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_area_counts_and_is_named() {
        let check = HealthCheck {
            plan: Some(Rag::Amber),
            team: Some(Rag::Red),
            benefits: Some(Rag::Red),
            cost: Some(Rag::Green),
            ..HealthCheck::default()
        };
        assert_eq!((check.worst(), check.areas_at(Rag::Red)), (Some(Rag::Red), vec!["Team", "Benefits"]));
        assert_eq!(HealthCheck::default().worst(), None);
    }
}
