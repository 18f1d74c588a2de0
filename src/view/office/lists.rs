//! The lists of services, requests for them and health checks: their columns and words. Must not know how any is drawn.

use crate::domain::letters::lower_first;
use crate::domain::record::RecordType;
use crate::domain::records::project::Rag;
use crate::domain::records::{HealthCheck, PmoService, ServiceRequest, health_check, pmo_service, service_request};
use crate::engine::portfolio::Portfolio;
use crate::view::affected::BackReference;
use crate::view::format::tenths;
use crate::view::pages::Page;
use crate::view::register::Source::{Derived as Figure, Field};
use crate::view::register::{Datum, Derived, Nature, RegisterKind, Words};

/// Services say how many requests are open, and how good those were that were rated.
const REQUESTS: BackReference = (ServiceRequest::SCHEMA, service_request::at::service);

fn number(count: usize) -> Datum {
    Datum::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

fn requests(portfolio: &Portfolio, service: crate::domain::id::Id) -> impl Iterator<Item = &ServiceRequest> {
    portfolio.related::<ServiceRequest>(service_request::at::service, service)
}

/// "4.5 of 5, 2 ratings"; empty where nobody has rated.
fn rating(portfolio: &Portfolio, service: crate::domain::id::Id) -> String {
    let ratings: Vec<i64> =
        requests(portfolio, service).filter_map(|request| request.rating).map(|given| given.0).collect();
    if ratings.is_empty() {
        return String::new();
    }
    let mean = ratings.iter().sum::<i64>() as f64 / ratings.len() as f64;
    [&*tenths(mean), " of 5, ", &*crate::view::format::count(ratings.len(), "rating")].concat()
}

pub static SERVICES: RegisterKind = RegisterKind {
    schema: PmoService::SCHEMA,
    page: Page::Services,
    words: Words {
        one: "service",
        many: "services",
        new: "New service",
        about: "What the PMO offers is listed here: what one gets, for whom, and who answers for it. Requests for each are counted and rated.",
        active: "offered",
        delete: "Delete services",
        deleting: "Requests for it keep saying so. You can undo this in one step.",
        decided: "is not changed here.",
    },
    fields: None,
    derived: &[
        Derived {
            key: "requests",
            label: "Open requests",
            width: 120,
            origin: "is the number of requests that nobody has done or declined yet.",
            related: Some(REQUESTS),
            datum: |around, record| {
                number(requests(around.portfolio, record.meta().id).filter(|request| request.is_open()).count())
            },
            ..Derived::PLAIN
        },
        Derived {
            key: "rated",
            label: "Rating",
            nature: Nature::Words,
            width: 150,
            origin: "is the mean of what those said who asked for it.",
            related: Some(REQUESTS),
            datum: |around, record| {
                let words = rating(around.portfolio, record.meta().id);
                if words.is_empty() { Datum::Empty } else { Datum::Text(words) }
            },
            ..Derived::PLAIN
        },
    ],
    usual: &[
        Field(pmo_service::at::customers),
        Field(pmo_service::at::mode),
        Field(pmo_service::at::owner),
        Figure(0),
        Figure(1),
        Field(pmo_service::at::state),
    ],
    widths: &[
        (pmo_service::at::name, 250),
        (pmo_service::at::customers, 180),
        (pmo_service::at::mode, 150),
        (pmo_service::at::owner, 140),
        (pmo_service::at::state, 100),
    ],
    apart: &[],
    searched: &[
        pmo_service::at::name,
        pmo_service::at::description,
        pmo_service::at::customers,
        pmo_service::at::skills,
        pmo_service::at::owner,
    ],
    asked: &[
        pmo_service::at::name,
        pmo_service::at::description,
        pmo_service::at::customers,
        pmo_service::at::mode,
        pmo_service::at::skills,
        pmo_service::at::owner,
        pmo_service::at::state,
    ],
    mine: Some(pmo_service::at::owner),
    by_person: false,
    id_heading: "",
    offered: &[("With open requests", "filter=requests:from:1"), ("Without an owner", "filter=owner:is:")],
    scope: None,
    parts: None,
    is_active: |_, record| {
        record.typed::<PmoService>().is_some_and(|service| service.state == pmo_service::ServiceState::Offered)
    },
};

pub static REQUEST_QUEUE: RegisterKind = RegisterKind {
    schema: ServiceRequest::SCHEMA,
    page: Page::ServiceRequests,
    words: Words {
        one: "request",
        many: "requests",
        new: "New request",
        about: "Who asked the PMO for what, until when, and what came of it is listed here. Who asked says in the end how good it was.",
        active: "open",
        delete: "Delete requests",
        deleting: "You can undo this in one step.",
        decided: "is not changed here.",
    },
    fields: None,
    derived: &[
        Derived {
            key: "age",
            label: "Age in days",
            width: 104,
            origin: "is counted from the day it was asked until today, or until it ended.",
            by_day: true,
            datum: |around, record| {
                let days = record.typed::<ServiceRequest>().and_then(|request| request.age(around.today));
                days.map_or(Datum::Empty, Datum::Number)
            },
            ..Derived::PLAIN
        },
        Derived {
            key: "overdue",
            label: "Days overdue",
            width: 116,
            origin: "is counted from the day an open request was due.",
            by_day: true,
            datum: |around, record| {
                let days = record.typed::<ServiceRequest>().and_then(|request| request.overdue(around.today));
                days.map_or(Datum::Empty, Datum::Number)
            },
            alarm: Some(|around, record| record.typed::<ServiceRequest>()?.overdue(around.today).map(|_| Rag::Red)),
            ..Derived::PLAIN
        },
    ],
    usual: &[
        Field(service_request::at::service),
        Field(service_request::at::requester),
        Field(service_request::at::due),
        Figure(0),
        Figure(1),
        Field(service_request::at::state),
        Field(service_request::at::rating),
    ],
    widths: &[
        (service_request::at::title, 250),
        (service_request::at::service, 170),
        (service_request::at::requester, 140),
        (service_request::at::due, 104),
        (service_request::at::state, 104),
        (service_request::at::rating, 84),
    ],
    apart: &[],
    searched: &[
        service_request::at::title,
        service_request::at::service,
        service_request::at::requester,
        service_request::at::project,
        service_request::at::owner,
        service_request::at::result,
        service_request::at::feedback,
    ],
    asked: &[
        service_request::at::title,
        service_request::at::service,
        service_request::at::requester,
        service_request::at::project,
        service_request::at::asked_on,
        service_request::at::due,
        service_request::at::owner,
    ],
    mine: Some(service_request::at::owner),
    by_person: false,
    id_heading: "",
    offered: &[
        ("Overdue", "filter=overdue:from:1"),
        ("Done, not rated", "filter=state:is:done&filter=rating:is:"),
        ("By nobody yet", "filter=owner:is:&filter=state:is:asked"),
    ],
    scope: None,
    parts: None,
    is_active: |_, record| record.typed().is_some_and(ServiceRequest::is_open),
};

/// The worst areas of a health check in words: "Red: team, benefits".
pub fn worst_words(check: &HealthCheck) -> String {
    let Some(worst) = check.worst() else { return String::new() };
    let areas: Vec<String> = check.areas_at(worst).into_iter().map(lower_first).collect();
    match worst {
        Rag::Green => "Green in all areas looked at".to_owned(),
        _ => [worst.label(), ": ", &*areas.join(", ")].concat(),
    }
}

pub static HEALTH_CHECKS: RegisterKind = RegisterKind {
    schema: HealthCheck::SCHEMA,
    page: Page::HealthChecks,
    words: Words {
        one: "health check",
        many: "health checks",
        new: "New health check",
        about: "Independent looks at projects are listed here: nine areas green, amber or red, with what was found, by somebody who is not of the project.",
        active: "red somewhere",
        delete: "Delete health checks",
        deleting: "You can undo this in one step.",
        decided: "is not changed here.",
    },
    fields: None,
    derived: &[Derived {
        key: "worst",
        label: "Worst areas",
        nature: Nature::Words,
        width: 260,
        origin: "names the areas that are as bad as the worst.",
        datum: |_, record| {
            let words = record.typed::<HealthCheck>().map(worst_words).unwrap_or_default();
            if words.is_empty() { Datum::Empty } else { Datum::Text(words) }
        },
        alarm: Some(|_, record| record.typed::<HealthCheck>()?.worst().filter(|rag| *rag > Rag::Green)),
        ..Derived::PLAIN
    }],
    usual: &[
        Field(health_check::at::project),
        Field(health_check::at::on),
        Field(health_check::at::reviewer),
        Figure(0),
        Field(health_check::at::confidence),
    ],
    widths: &[
        (health_check::at::occasion, 230),
        (health_check::at::project, 190),
        (health_check::at::reviewer, 150),
        (health_check::at::confidence, 150),
    ],
    apart: &[],
    searched: &[
        health_check::at::occasion,
        health_check::at::project,
        health_check::at::reviewer,
        health_check::at::findings,
        health_check::at::advice,
    ],
    asked: &[
        health_check::at::occasion,
        health_check::at::project,
        health_check::at::on,
        health_check::at::reviewer,
        health_check::at::case,
        health_check::at::scope,
        health_check::at::plan,
        health_check::at::team,
        health_check::at::cost,
        health_check::at::risk,
        health_check::at::quality,
        health_check::at::stakeholders,
        health_check::at::benefits,
        health_check::at::findings,
        health_check::at::advice,
        health_check::at::confidence,
    ],
    mine: Some(health_check::at::reviewer),
    by_person: false,
    id_heading: "",
    offered: &[],
    scope: None,
    parts: None,
    is_active: |_, record| record.typed::<HealthCheck>().is_some_and(|check| check.worst() == Some(Rag::Red)),
};
