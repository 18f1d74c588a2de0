//! How work flows: of a project and a phase, of a project, or of all projects. What the entries of work items say is made into charts
//! and figures here, each with what is missing where there is too little history. Must not know how a chart is drawn.

mod blocks;
mod checks;
mod forecast;
mod gathering;
mod progress;
mod scope;
mod times;
mod weeks;

pub use blocks::{Blocks, blocks};
pub use checks::{Check, efficiency, littles_law};
pub use forecast::{Outlook, Sure, outlook};
pub use gathering::{Flow, FlowColumn, FlowItem, Lane, Seen, gather};
pub use progress::{ages, in_progress};
pub use scope::{FlowScope, Span};
pub use times::{TimeKind, times};
pub use weeks::{cumulative, throughput};

use crate::domain::date::Date;
use crate::view::chart::Chart;

/// All charts of a page but that of the forecast, in their order.
pub fn charts(flow: &Flow, today: Date) -> Vec<Chart> {
    vec![
        cumulative(flow, today),
        throughput(flow, today),
        times(flow, TimeKind::Cycle, today),
        times(flow, TimeKind::Lead, today),
        ages(flow, today),
        in_progress(flow, today),
    ]
}
