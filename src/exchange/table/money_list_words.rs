//! How lists of costs and of benefits are written: which headings mean which field, and words for states, categories and types. Must
//! not know rows.

use super::headings::heading_title;
use super::words::folded;
use crate::domain::records::benefit::{BenefitKind, BenefitState};
use crate::domain::records::cost_entry::{CostCategory, CostState};
use crate::domain::records::{benefit, cost_entry};

/// A field and the headings that mean it.
pub(super) type Headings = &'static [(u8, &'static str)];

/// Headings of lists of costs.
pub(super) const COSTS: Headings = &[
    (cost_entry::at::project, "project id|project code|project|project name|project number|project no"),
    (
        cost_entry::at::text,
        "for what|cost entry|description|item|cost item|budget line|line item|position|name|title|text|what",
    ),
    (cost_entry::at::amount, "amount|cost amount|net amount|cost|costs|value|sum|total"),
    (cost_entry::at::on, "date|period|month|cost date|invoice date|posting date|due date|due"),
    (cost_entry::at::category, "category|cost category|cost type|type of cost|cost element|account"),
    (cost_entry::at::state, "state|status|cost state|type|kind|scenario|plan actual|version"),
    (cost_entry::at::note, "note|notes|comment|comments|remark|remarks"),
];

/// Headings of lists of benefits.
pub(super) const BENEFITS: Headings = &[
    (benefit::at::project, "project id|project code|project|project name|project number|project no"),
    (benefit::at::title, "benefit|benefit name|benefit title|title|name"),
    (benefit::at::kind, "type|benefit type|kind|class|category"),
    (benefit::at::owner, "owner|benefit owner|responsible|accountable"),
    (benefit::at::description, "description|benefit description|notes|note|comment|comments"),
    (benefit::at::measure, "measure|metric|kpi|indicator|how measured|measured by"),
    (benefit::at::unit, "unit|units|unit of measure"),
    (benefit::at::start_value, "start value|start|baseline|baseline value|current value|from"),
    (benefit::at::start_on, "start date|baseline date"),
    (benefit::at::target_value, "target value|target|planned value|to"),
    (benefit::at::target_on, "target date|due|due date|realisation date|realization date|by when"),
    (
        benefit::at::value_per_year,
        "value per year|annual value|yearly value|full year value|value a year|annual benefit",
    ),
    (benefit::at::years, "years|number of years|duration in years"),
    (benefit::at::cost_to_achieve, "cost to achieve|cost|cost to realise"),
    (benefit::at::state, "state|status"),
];

/// The words of a heading without its unit: "Amount (GBP)" is an amount.
fn plain(heading: &str) -> String {
    let title = heading_title(heading);
    let bare = title.split(['(', '[', ',']).next().unwrap_or_default();
    folded(bare)
}

/// The column whose heading means a field; of several words the first counts most.
pub(super) fn position(headings: &[String], words: &str) -> Option<usize> {
    let plain: Vec<String> = headings.iter().map(|heading| plain(heading)).collect();
    words.split('|').find_map(|word| plain.iter().position(|heading| heading == word))
}

/// Whether one of these words is a heading.
pub(super) fn has(headings: &[String], words: &str) -> bool {
    position(headings, words).is_some()
}

/// The state of a cost.
pub(super) fn read_state(text: &str) -> Option<CostState> {
    Some(match folded(text).as_str() {
        "planned" | "plan" | "budget" | "budgeted" | "baseline" | "approved" => CostState::Planned,
        "committed" | "commitment" | "ordered" | "order" | "purchase order" | "po" | "open" => CostState::Committed,
        "actual" | "actuals" | "paid" | "spent" | "invoiced" | "invoice" | "booked" | "posted" => CostState::Actual,
        "forecast" | "estimate" | "estimated" | "expected" | "estimate to complete" | "etc" | "to go" => {
            CostState::Forecast
        }
        _ => return None,
    })
}

/// What money is spent on.
pub(super) fn read_category(text: &str) -> Option<CostCategory> {
    let words = folded(text);
    let known = CostCategory::ALL.iter().copied().find(|known| folded(known.label()) == words || known.name() == words);
    known.or_else(|| {
        Some(match words.as_str() {
            "labour" | "labor" | "staff" | "internal" | "internal labour" | "internal labor" | "personnel"
            | "salaries" => CostCategory::People,
            "external" | "services" | "consulting" | "consultants" | "contractors" | "contractor" | "suppliers" => {
                CostCategory::Services
            }
            "software" | "licences" | "licenses" | "licence" | "license" | "cloud" | "saas" => CostCategory::Software,
            "equipment" | "hardware" | "materials" | "material" | "machinery" | "works" => CostCategory::Equipment,
            "travel" | "facilities" | "premises" | "rent" => CostCategory::Facilities,
            "training" | "change" | "change management" => CostCategory::Training,
            "contingency" | "reserve" | "risk" | "risk allowance" => CostCategory::Contingency,
            "miscellaneous" | "misc" | "others" => CostCategory::Other,
            _ => return None,
        })
    })
}

/// How far a benefit is.
pub(super) fn read_benefit_state(text: &str) -> Option<BenefitState> {
    Some(match folded(text).as_str() {
        "expected" | "planned" | "promised" | "not started" | "open" | "identified" | "forecast" => {
            BenefitState::Expected
        }
        "measured" | "being measured" | "in progress" | "tracking" | "on track" | "active" => BenefitState::Measured,
        "realised" | "realized" | "achieved" | "delivered" | "reached" | "complete" | "completed" | "closed" => {
            BenefitState::Realised
        }
        "dropped" | "cancelled" | "canceled" | "not expected" | "abandoned" => BenefitState::Dropped,
        _ => return None,
    })
}

/// What a benefit is.
pub(super) fn read_benefit_kind(text: &str) -> Option<BenefitKind> {
    Some(match folded(text).as_str() {
        "financial" | "cashable" | "cash releasing" | "cost saving" | "saving" | "revenue" | "income" => {
            BenefitKind::Financial
        }
        "non financial" | "nonfinancial" | "non cashable" | "quantifiable" | "time" | "quality" => {
            BenefitKind::NonFinancial
        }
        "intangible" | "qualitative" => BenefitKind::Intangible,
        "dis benefit" | "disbenefit" | "negative" => BenefitKind::DisBenefit,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_without_their_unit_and_the_surest_word_counts() {
        let headings: Vec<String> =
            ["Name", "Project Name", "Project ID", "Amount (\u{a3}k)"].map(str::to_owned).to_vec();
        let of = |field: u8| COSTS.iter().find(|known| known.0 == field).and_then(|known| position(&headings, known.1));
        assert_eq!(of(cost_entry::at::project), Some(2), "a code before a name");
        assert_eq!((of(cost_entry::at::text), of(cost_entry::at::amount)), (Some(0), Some(3)));
    }

    #[test]
    fn words_of_other_programs() {
        for (word, state) in [
            ("Budget", CostState::Planned),
            ("PO", CostState::Committed),
            ("Actuals", CostState::Actual),
            ("ETC", CostState::Forecast),
        ] {
            assert_eq!(read_state(word), Some(state), "{word}");
        }
        assert_eq!((read_state("Widget"), read_category("Widget"), read_benefit_kind("Widget")), (None, None, None));
        assert_eq!(read_category("Software and licences"), Some(CostCategory::Software));
        assert_eq!(read_category("Labour"), Some(CostCategory::People));
        assert_eq!(read_benefit_kind("Dis-benefit"), Some(BenefitKind::DisBenefit));
        assert_eq!(read_benefit_kind("Non-financial"), Some(BenefitKind::NonFinancial));
    }
}
