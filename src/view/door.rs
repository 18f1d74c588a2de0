//! The door of a record: the page on which it is seen, as the schema of its kind says. Asked by history, palette, relations, evidence
//! and reports; must not know any one kind or page.

use super::pages::Page;
use super::route::Route;
use crate::domain::id::Id;
use crate::domain::record::Record;
use crate::engine::portfolio::Portfolio;

/// Where a record is seen; `None` if it is deleted, not here, or on no page.
pub fn door(portfolio: &Portfolio, id: Id) -> Option<Route> {
    let record = portfolio.record(id).filter(|record| !record.meta().deleted)?;
    let address = address(&**record)?;
    Some(Route::parse(&address)).filter(|route| route.page != Page::NotFound)
}

/// The address that the schema gives, with ids in the place of names in braces: of several the first of which all are given.
fn address(record: &dyn Record) -> Option<String> {
    record.schema().shown_at.split('|').find_map(|shown_at| filled(record, shown_at))
}

fn filled(record: &dyn Record, shown_at: &str) -> Option<String> {
    let schema = record.schema();
    if shown_at.is_empty() {
        return None;
    }
    let mut address = "#/".to_owned();
    for (at, part) in shown_at.split(['{', '}']).enumerate() {
        // Every second part stands in braces.
        match part {
            text if at % 2 == 0 => address.push_str(text),
            "id" => address.push_str(&record.meta().id.to_string()),
            field => address.push_str(&record.get(schema.field_number(field)?).as_id()?.to_string()),
        }
    }
    Some(address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::RecordType;
    use crate::domain::records::{self, GateReview, gate_review};
    use crate::domain::value::Value;
    use std::sync::Arc;

    #[test]
    fn every_door_of_a_schema_leads_to_a_page() {
        for schema in records::ALL {
            let mut record = (schema.blank)();
            record.meta_mut().id = Id(7);
            for (number, field) in schema.numbered().filter(|(_, field)| field.kind.refers()) {
                let _ = record.set(number, &Value::Id(Id(8)));
                let named = ["{", field.name, "}"].concat();
                let is_one = record.get(number) == Value::Id(Id(8));
                assert!(is_one || !schema.shown_at.contains(&named), "{} {}", schema.name, field.name);
            }
            let mut portfolio = Portfolio::default();
            portfolio.insert_loaded(Arc::from(record.copy()));
            let route = door(&portfolio, Id(7));
            assert_eq!(route.is_some(), !schema.shown_at.is_empty(), "{}: {}", schema.name, schema.shown_at);
            record.meta_mut().deleted = true;
            let mut portfolio = Portfolio::default();
            portfolio.insert_loaded(Arc::from(record));
            assert_eq!(door(&portfolio, Id(7)), None, "{} that is deleted", schema.name);
        }
    }

    #[test]
    fn a_review_is_seen_on_the_page_of_its_project_or_nowhere() {
        let mut review = GateReview::default();
        review.meta.id = Id(1);
        let mut portfolio = Portfolio::default();
        portfolio.insert_loaded(Arc::new(review.clone()));
        assert_eq!(door(&portfolio, Id(1)), None);
        review.set(gate_review::at::project, &Value::Id(Id(2))).unwrap();
        assert_eq!(GateReview::SCHEMA.shown_at, "projects/{project}/gates");
        let mut portfolio = Portfolio::default();
        portfolio.insert_loaded(Arc::new(review));
        let route = door(&portfolio, Id(1)).map(|route| route.to_string());
        assert_eq!(route, Some(["#/projects/", &Id(2).to_string(), "/gates"].concat()));
    }
}
