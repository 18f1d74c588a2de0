//! Services of the PMO: what it offers to whom. How good one is is said by the requests for it.

use super::Person;
use crate::domain::field::{Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record};

choice! {
    /// Who begins.
    ServiceMode {
        /// Somebody asks for it.
        OnRequest = "on_request", "On request";
        /// The PMO does it without being asked.
        Proactive = "proactive", "Without being asked";
    }
}
always_given!(ServiceMode, OnRequest);

choice! {
    /// Whether it can be had.
    ServiceState {
        /// Being prepared.
        Planned = "planned", "Planned";
        /// It can be had.
        Offered = "offered", "Offered";
        /// It can be had no more.
        Ended = "ended", "Ended";
    }
}
always_given!(ServiceState, Offered);

record! {
    /// A service of the PMO.
    PmoService, 36, "pmo_service", "Service", "Services", open(|service: &PmoService| service.state == ServiceState::Offered), late,
        shown_at("office/services?open={id}")
    {
        /// What it is called.
        name: Text, "Service", required, title;
        /// What one gets.
        description: Prose, "What one gets";
        /// For whom it is.
        customers: Text, "For whom";
        /// Who begins.
        mode: ServiceMode, "Begins", required;
        /// What has to be known to give it.
        skills: Vec<Text>, "Skills needed";
        /// Who answers for it.
        owner: Option<Ref<Person>>, "Owner";
        /// Whether it can be had.
        state: ServiceState, "State", required;
    }
}
