//! Projects: the cards of the board. Phase and state are changed by gate decisions alone.

use super::{Person, Programme};
use crate::domain::date::Date;
use crate::domain::field::{Link, Order, Prose, Text};
use crate::domain::id::Ref;
pub use crate::domain::life_cycle::{Phase, PhaseStep, SizeClass, State};
use crate::domain::macros::{choice, record, structure};
use crate::domain::money::Money;

choice! {
    /// Red, amber or green by rule.
    Rag {
        /// On course.
        Green = "green", "Green";
        /// Off course within limits.
        Amber = "amber", "Amber";
        /// Off course beyond limits.
        Red = "red", "Red";
    }
}

choice! {
    /// How likely delivery to time, cost and quality is judged to be, looking forward (UK government scale, until 2021 with five levels).
    DeliveryConfidence {
        /// Highly likely.
        Green = "green", "Green";
        /// Probable.
        AmberGreen = "amber_green", "Amber/green";
        /// Feasible, significant issues.
        Amber = "amber", "Amber";
        /// In doubt.
        AmberRed = "amber_red", "Amber/red";
        /// Appears unachievable.
        Red = "red", "Red";
    }
}

impl Project {
    /// Whether budget, forecast and actual cost are added up from its cost entries.
    pub fn is_added_up(&self) -> bool {
        self.money_source == Some(MoneySource::Entries)
    }

    /// Whether it counts as active: past its idea, and neither closed, on hold nor stopped. The one meaning on all pages.
    pub fn is_under_way(&self) -> bool {
        self.state == State::Active && !matches!(self.phase, Phase::Candidate | Phase::Closed)
    }

    /// Whether its work of that phase may still go on: nothing of a closed project, and of a stopped one only what closes it.
    pub fn goes_on_with(&self, phase: Phase) -> bool {
        self.phase != Phase::Closed && (self.state != State::Stopped || phase == Phase::Closing)
    }
}

choice! {
    /// From which side the second lead comes.
    LeadDomain {
        /// Business.
        Business = "business", "Business";
        /// Technical.
        Technical = "technical", "Technical";
        /// Another.
        Other = "other", "Other";
    }
}

choice! {
    /// How a project that no gate has moved yet came to its phase.
    PhaseOrigin {
        /// By an imported list: its phase may be corrected once.
        Listed = "listed", "By an imported list";
        /// Corrected after the import.
        Corrected = "corrected", "Corrected after an import";
    }
}

choice! {
    /// Where budget, forecast and actual cost of a project come from.
    MoneySource {
        /// Typed into their fields.
        Typed = "typed", "As typed";
        /// Added up from its cost entries.
        Entries = "entries", "From cost entries";
    }
}
choice! {
    /// How much of a project is new or uncertain.
    Novelty {
        /// Done before.
        Low = "low", "Low";
        /// Partly new.
        Medium = "medium", "Medium";
        /// New, or of high risk.
        High = "high", "High";
    }
}

structure! {
    /// Status of one constraint.
    ConstraintStatus {
        /// Colour by rule or report; none if not reported.
        rag: Option<Rag>, "Status";
        /// Day it was reported.
        on: Option<Date>, "Reported on";
        /// Why, and what is done.
        note: Prose, "Note";
    }
}

structure! {
    /// A web address with its title.
    NamedLink {
        /// Title.
        title: Text, "Title";
        /// Address.
        address: Link, "Address", required;
    }
}

structure! {
    /// A cell of an imported list that belongs to no field, or did not fit its field.
    ImportedCell {
        /// Heading of the column.
        heading: Text, "Heading", required;
        /// What the cell held.
        text: Prose, "Text", required;
    }
}

record! {
    /// A project.
    Project, 4, "project", "Project", "Projects", shown_at("projects/{id}") {
        /// Short code, unique in the portfolio.
        code: Text, "Code", required;
        /// Name.
        name: Text, "Name", required, title;
        /// Phase; changed by gate decisions alone.
        phase: Phase, "Phase", required, decided;
        /// State; changed by gate decisions alone.
        state: State, "State", required, decided;
        /// Size class.
        size_class: SizeClass, "Size class", required;
        /// Day on which the present phase began.
        phase_since: Option<Date>, "In phase since";
        /// Place within its column of the board.
        order: Order, "Order", order, hidden;
        /// What the project is about, in a few sentences.
        summary: Prose, "Summary";
        /// What it is to achieve, measurably.
        objective: Prose, "Objective";
        /// Programme it belongs to.
        programme: Option<Ref<Programme>>, "Programme";
        /// Executive who owns the case.
        sponsor: Option<Ref<Person>>, "Sponsor";
        /// The one accountable lead.
        lead: Option<Ref<Person>>, "Lead";
        /// Second lead.
        second_lead: Option<Ref<Person>>, "Second lead";
        /// From which side the second lead comes.
        second_domain: Option<LeadDomain>, "Domain of second lead";
        /// Strategic objectives it contributes to.
        contributions: Vec<Text>, "Contributes to";
        /// Rank among the projects, 1 first.
        priority: Option<crate::domain::field::Count>, "Priority";
        /// First day by the approved plan.
        planned_start: Option<Date>, "Planned start";
        /// Last day by the approved plan.
        planned_finish: Option<Date>, "Planned finish";
        /// Start as expected now.
        forecast_start: Option<Date>, "Forecast start";
        /// Finish as expected now.
        forecast_finish: Option<Date>, "Forecast finish";
        /// Day on which it began.
        actual_start: Option<Date>, "Actual start";
        /// Day on which it was finished.
        actual_finish: Option<Date>, "Actual finish";
        /// Approved cost of the whole project.
        budget: Option<Money>, "Budget";
        /// Cost as expected now.
        forecast_cost: Option<Money>, "Forecast cost";
        /// What was spent so far.
        actual_cost: Option<Money>, "Actual cost";
        /// Day of the next gate.
        next_gate_on: Option<Date>, "Next gate on";
        /// Status of the scope.
        scope_status: ConstraintStatus, "Scope status";
        /// Status of the schedule.
        schedule_status: ConstraintStatus, "Schedule status";
        /// Status of the cost.
        cost_status: ConstraintStatus, "Cost status";
        /// Status of the quality.
        quality_status: ConstraintStatus, "Quality status";
        /// Status of the benefits.
        benefit_status: ConstraintStatus, "Benefit status";
        /// Status of the risks.
        risk_status: ConstraintStatus, "Risk status";
        /// Status of the people.
        people_status: ConstraintStatus, "People status";
        /// Overall status as reported, with its reason, in place of the rule for one reporting cycle.
        overall_status: ConstraintStatus, "Overall status as reported";
        /// Delivery confidence.
        confidence: Option<DeliveryConfidence>, "Delivery confidence";
        /// Tags.
        tags: Vec<Text>, "Tags";
        /// Links.
        links: Vec<NamedLink>, "Links";
        /// Cells of an imported list that belong to no field.
        imported: Vec<ImportedCell>, "From the imported list";
        /// Step within the phase; a gate decision that leads to another phase takes it away.
        step: Option<PhaseStep>, "Step within the phase", hidden;
        /// How it came to its phase, if by an imported list.
        placed: Option<PhaseOrigin>, "How it came to its phase", decided, hidden;
        /// Effort in person-days.
        effort: Option<f64>, "Effort in person-days";
        /// Departments and suppliers that take part.
        parties: Option<crate::domain::field::Count>, "Departments and suppliers";
        /// How much of it is new or uncertain.
        novelty: Option<Novelty>, "Risk and novelty";
        /// Where its budget, forecast and actual cost come from; typed if nobody said. What was typed stays, whichever counts.
        money_source: Option<MoneySource>, "Budget and costs", hidden;
        /// Working days by which its forecast may be later than its plan before somebody above it decides how it goes on.
        tolerance_days: Option<crate::domain::field::Count>, "Time tolerance in working days";
        /// How much its forecast may be above its budget before that.
        tolerance_cost: Option<Money>, "Cost tolerance";
        /// What is allowed of scope, quality, benefit and risk.
        tolerances: Prose, "Other tolerances";
    }
}
