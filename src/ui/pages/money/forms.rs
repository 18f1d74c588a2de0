//! The dialogs of the tab of money: a cost entry, a benefit, a review of a benefit. Each belongs to what it was opened from.

use crate::domain::id::Id;
use crate::domain::record::RecordType;
use crate::domain::records::{Benefit, BenefitReview, CostEntry, benefit, benefit_review, cost_entry};
use crate::domain::schema::Schema;
use crate::store::{self, session};
use crate::ui::desk;
use crate::ui::record_form::RecordForm;
use crate::view::money::lists::{BENEFIT_FIELDS, COST_FIELDS};

const REVIEW: &[u8] = &[
    benefit_review::at::benefit,
    benefit_review::at::on,
    benefit_review::at::value,
    benefit_review::at::note,
    benefit_review::at::by,
];

fn cost_help(number: u8) -> &'static str {
    match number {
        cost_entry::at::state => {
            "Planned is the budget and stays. Committed is ordered, actual is paid, forecast is expected besides."
        }
        cost_entry::at::amount => "Less than zero for what comes back.",
        cost_entry::at::on => "Any day of its month, where only the month is known.",
        _ => "",
    }
}

fn benefit_help(number: u8) -> &'static str {
    match number {
        benefit::at::owner => "The person in the business who answers for it.",
        benefit::at::value_per_year => "Of a dis-benefit, what it costs in a year.",
        benefit::at::years => "How long it lasts from its target date on.",
        benefit::at::cost_to_achieve => "Beside the costs of the project.",
        _ => "",
    }
}

fn no_help(_: u8) -> &'static str {
    ""
}

fn first(_: u8) -> String {
    String::new()
}

/// A review is held today unless another day is given.
fn first_of_review(number: u8) -> String {
    if number == benefit_review::at::on { session::today_untracked().to_string() } else { String::new() }
}

#[expect(clippy::too_many_arguments, reason = "what a form is made of")]
fn show(
    schema: &'static Schema,
    record: Option<Id>,
    fields: &'static [u8],
    help: fn(u8) -> &'static str,
    first: fn(u8) -> String,
    given: Option<(u8, Id)>,
    title: &'static str,
    action: &'static str,
) {
    desk::show_own(move || {
        let sub = record.map(|id| store::with(|portfolio| portfolio.called(id))).unwrap_or_default();
        let form = RecordForm { schema, record, fields, help, first, given, complete: |_, _| Vec::new() };
        form.dialog(title, &sub, action)
    });
}

/// Asks for a new cost of a project.
pub fn add_cost(project: Id) {
    let given = Some((cost_entry::at::project, project));
    show(CostEntry::SCHEMA, None, COST_FIELDS, cost_help, first, given, "Add cost", "Add");
}

/// Changes a cost entry.
pub fn change_cost(id: Id) {
    show(CostEntry::SCHEMA, Some(id), COST_FIELDS, cost_help, first, None, "Change cost entry", "Save");
}

/// Asks for a new benefit of a project.
pub fn add_benefit(project: Id) {
    let given = Some((benefit::at::project, project));
    show(Benefit::SCHEMA, None, BENEFIT_FIELDS, benefit_help, first, given, "Add benefit", "Add");
}

/// Changes a benefit.
pub fn change_benefit(id: Id) {
    show(Benefit::SCHEMA, Some(id), BENEFIT_FIELDS, benefit_help, first, None, "Change benefit", "Save");
}

/// Asks what was measured of a benefit.
pub fn add_review(benefit: Id) {
    let given = Some((benefit_review::at::benefit, benefit));
    show(BenefitReview::SCHEMA, None, REVIEW, no_help, first_of_review, given, "Review benefit", "Add");
}

/// Changes a review.
pub fn change_review(id: Id) {
    show(BenefitReview::SCHEMA, Some(id), REVIEW, no_help, first, None, "Change benefit review", "Save");
}
