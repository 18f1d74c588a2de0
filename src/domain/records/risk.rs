//! Risks: what may happen to a project, for worse or for better, how grave it is before and after the response, and who answers for it.

use super::{Person, Project};
use crate::domain::date::Date;
use crate::domain::field::{Anything, Bounded, Count, Percent, Prose, Text};
use crate::domain::id::Ref;
use crate::domain::macros::{always_given, choice, record, states};
use crate::domain::money::Money;
use crate::domain::raid::exposure::Direction;
use crate::domain::raid::score::{percent_of, score};
use crate::domain::records::project::ImportedCell;

/// A class of probability or impact: 1 the least, 5 the most.
pub type Class = Bounded<1, 5>;

choice! {
    /// Whether it would do harm or good.
    RiskKind {
        /// It would do harm.
        Threat = "threat", "Threat";
        /// It would do good.
        Opportunity = "opportunity", "Opportunity";
    }
}
always_given!(RiskKind, Threat);

choice! {
    /// How far a risk is.
    RiskState {
        /// Written down, not yet looked at by others.
        Draft = "draft", "Draft";
        /// Watched.
        Open = "open", "Open";
        /// It happened.
        Occurred = "occurred", "Occurred";
        /// It cannot happen any more, or does not matter.
        Closed = "closed", "Closed";
    }
}
always_given!(RiskState, Draft);

choice! {
    /// When it may happen.
    Proximity {
        /// In the next weeks.
        Imminent = "imminent", "Imminent";
        /// In this phase.
        Stage = "stage", "This phase";
        /// In this project.
        Project = "project", "This project";
        /// After it.
        Later = "later", "Later";
    }
}

choice! {
    /// What is done about it.
    ResponseType {
        /// The cause is taken away.
        Avoid = "avoid", "Avoid";
        /// It is made less likely or less grave.
        Reduce = "reduce", "Reduce";
        /// A plan lies ready for when it happens.
        Fallback = "fallback", "Fallback";
        /// Somebody else bears it.
        Transfer = "transfer", "Transfer";
        /// It is borne together.
        Share = "share", "Share";
        /// It is borne as it is.
        Accept = "accept", "Accept";
        /// An opportunity is made certain.
        Exploit = "exploit", "Exploit";
        /// An opportunity is made more likely or greater.
        Enhance = "enhance", "Enhance";
        /// An opportunity is let go.
        Reject = "reject", "Reject";
    }
}

record! {
    /// A risk: a threat or an opportunity.
    Risk, 19, "risk", "Risk", "Risks", open(Risk::is_open), states(STATES), late, shown_at("raid?open={id}") {
        /// What may happen.
        event: Text, "Event", required, title;
        /// Number, counted in the portfolio.
        number: Count, "Number", required, decided;
        /// Project; none for a risk of the portfolio.
        project: Option<Ref<Project>>, "Project", indexed;
        /// Threat or opportunity.
        kind: RiskKind, "Kind", required;
        /// How far it is; it changes as `STATES` says.
        state: RiskState, "State", required;
        /// What it belongs to, in words of the company.
        category: Text, "Category";
        /// Why it may happen.
        cause: Prose, "Cause";
        /// What would follow.
        effect: Prose, "Effect";
        /// Who wrote it down.
        author: Option<Ref<Person>>, "Raised by";
        /// When.
        raised_on: Option<Date>, "Raised on";
        /// How likely it is without a response.
        probability: Option<Class>, "Probability";
        /// What it does to time.
        impact_time: Option<Class>, "Impact on time";
        /// What it does to cost.
        impact_cost: Option<Class>, "Impact on cost";
        /// What it does to scope.
        impact_scope: Option<Class>, "Impact on scope";
        /// What it does to the benefit.
        impact_benefit: Option<Class>, "Impact on benefit";
        /// How likely it is after the response.
        residual_probability: Option<Class>, "Probability after response";
        /// The worst that it does after the response.
        residual_impact: Option<Class>, "Impact after response";
        /// What would be lost or won.
        amount: Option<Money>, "Amount";
        /// How likely that is, where it is known better than by class.
        chance: Option<Percent>, "Chance";
        /// When it may happen.
        proximity: Option<Proximity>, "Proximity";
        /// What is done about it.
        response: Option<ResponseType>, "Response";
        /// How.
        response_plan: Prose, "Response plan";
        /// By what it would be noticed.
        trigger: Prose, "Trigger";
        /// Who answers for it: exactly one.
        owner: Option<Ref<Person>>, "Owner";
        /// Who carries out the response.
        actionee: Option<Ref<Person>>, "Actionee";
        /// When it is looked at again.
        review_on: Option<Date>, "Review on";
        /// Day on which it ended.
        ended_on: Option<Date>, "Ended on", ended;
        /// Day on which it was taken to whoever is above the project.
        escalated_on: Option<Date>, "Escalated on";
        /// Until when an answer is wanted.
        answer_by: Option<Date>, "Answer wanted by";
        /// What was answered.
        answer: Prose, "Answer";
        /// Day of the answer.
        answered_on: Option<Date>, "Answered on";
        /// What is set aside for it.
        contingency: Option<Money>, "Contingency held";
        /// What it came from, if it came from another record.
        source: Option<Ref<Anything>>, "Came from", indexed;
        /// Cells of an imported list that belong to no field.
        imported: Vec<ImportedCell>, "From the imported list";
    }
}

states! {
    /// How a risk goes on. What has happened is an issue from then on.
    STATES, RiskState, state {
        Draft => Open, Closed;
        Open => Occurred, Closed;
        Occurred => Open;
        Closed => Open;
    }
    Open demands owner;
}

impl ResponseType {
    /// Whether it is an answer to such a risk.
    pub fn answers(self, kind: RiskKind) -> bool {
        use ResponseType::{Accept, Avoid, Enhance, Exploit, Fallback, Reduce, Reject, Share, Transfer};
        match self {
            Share => true,
            Avoid | Reduce | Fallback | Transfer | Accept => kind == RiskKind::Threat,
            Exploit | Enhance | Reject => kind == RiskKind::Opportunity,
        }
    }
}

impl Risk {
    /// Whether it may still happen.
    pub fn is_open(&self) -> bool {
        matches!(self.state, RiskState::Draft | RiskState::Open)
    }

    /// The worst of its impacts before the response.
    pub fn worst_impact(&self) -> Option<i64> {
        let impacts = [self.impact_time, self.impact_cost, self.impact_scope, self.impact_benefit];
        impacts.into_iter().flatten().map(|class| class.0).max()
    }

    /// Its score before the response: probability times the worst impact.
    pub fn score(&self) -> Option<i64> {
        score(self.probability.map(|class| class.0), self.worst_impact())
    }

    /// Whether it would do harm or good.
    pub fn direction(&self) -> Direction {
        match self.kind {
            RiskKind::Threat => Direction::Threat,
            RiskKind::Opportunity => Direction::Opportunity,
        }
    }

    /// How likely it is before the response, in per cent: as it is given, else by its class.
    pub fn chance_percent(&self) -> Option<i64> {
        self.chance.map(|chance| chance.0).or(self.probability.map(|class| percent_of(class.0)))
    }

    /// The same after the response; as before it where nothing is said of that.
    pub fn residual_percent(&self) -> Option<i64> {
        self.residual_probability.map(|class| percent_of(class.0)).or(self.chance_percent())
    }

    /// Its score after the response; before one is worked out, none.
    pub fn residual_score(&self) -> Option<i64> {
        Some(self.residual_probability?.0 * self.residual_impact?.0)
    }

    /// By how many days its review is overdue, if it is.
    pub fn review_overdue(&self, today: Date) -> Option<i64> {
        let review = self.review_on.filter(|_| self.state == RiskState::Open)?;
        Some(today.days_since(review)).filter(|days| *days > 0)
    }
}
