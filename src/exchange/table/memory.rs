//! Mappings that were used before: found again by the headings of a list, taken over, and kept. Must not know rows.

use super::amounts::DecimalMark;
use super::dates::DateOrder;
use super::mapping::{ColumnMapping, DefaultPhase, Mapping, Target};
use super::subject::Subject;
use crate::domain::date::Date;
use crate::domain::field::Bounded;
use crate::domain::id::Id;
use crate::domain::record::{FieldKey, Record, RecordType};
use crate::domain::records::ImportMapping;
use crate::domain::records::import_mapping::MappedColumn;
use crate::domain::records::project::Phase;
use crate::engine::command::Import;
use crate::engine::portfolio::Portfolio;
use std::sync::Arc;

/// The mapping that was last used for a list with these headings, in whatever order.
pub fn remembered<'a>(portfolio: &'a Portfolio, columns: &[ColumnMapping]) -> Option<&'a ImportMapping> {
    let mut found: Option<&ImportMapping> = None;
    for remembered in portfolio.all::<ImportMapping>() {
        let known = |heading: &str| remembered.columns.iter().any(|column| &*column.heading == heading);
        let fits = remembered.columns.len() == columns.len() && columns.iter().all(|column| known(&column.heading));
        if fits && found.is_none_or(|found| remembered.used_on >= found.used_on) {
            found = Some(remembered);
        }
    }
    found
}

/// Takes a mapping over that was used before. What the cells of this list prove about their dates counts more.
pub fn recall(remembered: &ImportMapping, mapping: &mut Mapping) {
    mapping.rows = Subject::named(&remembered.rows);
    for column in &mut mapping.columns {
        let Some(known) = remembered.columns.iter().find(|known| *known.heading == *column.heading) else { continue };
        column.target = Target::named(&known.target, mapping.rows);
        column.dates = column.dates.or(DateOrder::named(&known.dates));
        recall_amounts(known, column);
    }
    let phase = Phase::ALL.iter().find(|phase| phase.name() == &*remembered.phase);
    mapping.default_phase = phase.map_or(DefaultPhase::ByDates, |phase| DefaultPhase::Fixed(*phase));
}

/// Unit, currency and decimal mark as they were chosen. What the cells of this list prove about their marks counts more, and what a
/// heading says counts more than an import that did not ask yet.
fn recall_amounts(known: &MappedColumn, column: &mut ColumnMapping) {
    let amounts = &mut column.amounts;
    let was_chosen = !known.mark.is_empty();
    amounts.scale = known.scale.map(|scale| scale.0 as u32).or(if was_chosen { Some(0) } else { amounts.scale });
    amounts.currency = known.currency.or(amounts.currency.filter(|_| !was_chosen || column.currency_named));
    amounts.currency_asked &= amounts.currency.is_none();
    amounts.mark = amounts.mark.or(DecimalMark::named(&known.mark));
}

/// Keeps a mapping with the import that uses it, in place of the one for the same headings.
pub fn remember(portfolio: &Portfolio, mapping: &Mapping, source: &str, today: Date, id: Id, import: &mut Import) {
    let column = |remembered: &ColumnMapping| MappedColumn {
        heading: remembered.heading.as_str().into(),
        target: remembered.target.name(mapping.rows).into(),
        dates: remembered.dates.map_or("", DateOrder::name).into(),
        scale: remembered.amounts.scale.filter(|scale| *scale > 0).map(|scale| Bounded(i64::from(scale))),
        currency: remembered.amounts.currency,
        mark: remembered
            .amounts
            .mark
            .filter(|_| remembered.amounts.scale.is_some())
            .map_or("", DecimalMark::name)
            .into(),
    };
    let phase = match mapping.default_phase {
        DefaultPhase::ByDates => "",
        DefaultPhase::Fixed(phase) => phase.name(),
    };
    let mut record = ImportMapping {
        name: source.into(),
        rows: mapping.rows.name().into(),
        columns: mapping.columns.iter().map(column).collect(),
        phase: phase.into(),
        used_on: Some(today),
        ..ImportMapping::default()
    };
    match remembered(portfolio, &mapping.columns) {
        Some(known) => {
            let fields = 0..ImportMapping::SCHEMA.fields.len() as u8;
            let values = fields.map(|field| (FieldKey::Known(field), record.get(field)));
            import.changes.push((known.meta.id, values.collect()));
        }
        None => {
            record.meta.id = id;
            import.creates.push(Arc::new(record));
        }
    }
}
