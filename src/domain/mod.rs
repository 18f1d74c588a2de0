//! Records, value types, and the rules and formulas of the field.
//! Must not know the time of day, randomness, storage, JSON or the browser.

#![deny(missing_docs)]

pub mod benefits;
pub mod calendar;
pub mod capitals;
pub mod changes;
pub mod confidence;
pub mod costs;
pub mod currencies;
pub mod date;
pub mod decimal;
pub mod digits;
pub mod field;
pub mod field_schema;
pub mod flow;
pub mod gates;
pub mod id;
pub mod investment;
pub mod lateness;
pub mod letters;
pub mod life_cycle;
pub(crate) mod macros;
pub mod maturity;
pub mod money;
pub mod money_words;
pub mod order;
pub mod raci;
pub mod raid;
pub mod record;
pub mod records;
pub mod reporting;
pub mod schema;
pub mod size_class;
pub mod sorting;
pub mod stamp;
pub mod status;
pub mod status_dimensions;
pub mod status_rules;
pub mod status_turn;
pub mod tolerance;
pub mod totals;
pub mod value;
pub mod work;
pub mod work_days;
