//! Requests for services of the PMO: who asked for what, until when, and what came of it (handbook 8.7).

use super::{Person, PmoService, Project};
use crate::domain::date::Date;
use crate::domain::field::{Bounded, Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record, states};

choice! {
    /// How far a request is.
    RequestState {
        /// Somebody has asked.
        Asked = "asked", "Asked";
        /// Somebody is at it.
        UnderWay = "under_way", "Under way";
        /// Done.
        Done = "done", "Done";
        /// Not done, and it says why.
        Declined = "declined", "Declined";
    }
}
always_given!(RequestState, Asked);

record! {
    /// A request for a service of the PMO.
    ServiceRequest, 37, "service_request", "Service request", "Service requests", open(ServiceRequest::is_open), states(STATES), late,
        shown_at("office/requests?open={id}")
    {
        /// What is asked for.
        title: Text, "Request", required, title;
        /// The service.
        service: Option<Ref<PmoService>>, "Service", indexed;
        /// Who asks.
        requester: Option<Ref<Person>>, "Asked by";
        /// The project that it is for.
        project: Option<Ref<Project>>, "Project", indexed;
        /// Day it was asked.
        asked_on: Option<Date>, "Asked on", required;
        /// Until when it is wanted.
        due: Option<Date>, "Due";
        /// Who does it.
        owner: Option<Ref<Person>>, "Done by";
        /// How far it is; it changes as `STATES` says.
        state: RequestState, "State", required;
        /// Day it was done or declined.
        ended_on: Option<Date>, "Ended on", ended;
        /// What came of it, or why it was declined.
        result: Prose, "Result";
        /// How good it was, 1 to 5, by who asked.
        rating: Option<Bounded<1, 5>>, "Rating";
        /// What who asked says of it.
        feedback: Prose, "Feedback";
    }
}

states! {
    /// How a request goes on.
    STATES, RequestState, state {
        Asked => UnderWay, Done, Declined;
        UnderWay => Asked, Done, Declined;
        Done => UnderWay;
        Declined => Asked;
    }
    Declined demands result;
}

impl ServiceRequest {
    /// Whether somebody still has to do something about it.
    pub fn is_open(&self) -> bool {
        matches!(self.state, RequestState::Asked | RequestState::UnderWay)
    }

    /// Days since it was asked, or for which it was open.
    pub fn age(&self, today: Date) -> Option<i64> {
        let to = if self.is_open() { today } else { self.ended_on? };
        Some(to.days_since(self.asked_on?)).filter(|days| *days >= 0)
    }

    /// By how many days it is overdue, if it is.
    pub fn overdue(&self, today: Date) -> Option<i64> {
        let due = self.due.filter(|_| self.is_open())?;
        Some(today.days_since(due)).filter(|days| *days > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_ages_until_it_ends_and_is_overdue_from_the_day_after() {
        let day = |text: &str| Date::parse(text);
        let asked = ServiceRequest { asked_on: day("2026-11-01"), due: day("2026-11-10"), ..ServiceRequest::default() };
        let done = ServiceRequest { state: RequestState::Done, ended_on: day("2026-11-08"), ..asked.clone() };
        for (request, today, age, overdue) in [
            (&asked, "2026-11-01", Some(0), None),
            (&asked, "2026-11-10", Some(9), None),
            (&asked, "2026-11-12", Some(11), Some(2)),
            (&done, "2026-12-24", Some(7), None),
            (&asked, "2026-10-30", None, None),
        ] {
            let today = day(today).unwrap();
            assert_eq!((request.age(today), request.overdue(today)), (age, overdue), "{today}");
        }
    }
}
