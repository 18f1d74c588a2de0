//! The sections of the charter of a project (handbook 4.5). Must not know what records say in them.

use crate::domain::records::project_charter::at;
use crate::view::charter::section::sections;

sections! {
    /// Why, and to what it contributes.
    PURPOSE "purpose" "Purpose and justification" [purpose];
    /// What it is to achieve.
    OBJECTIVES "objectives" "Objectives and success criteria" [success];
    /// What is asked of the result.
    REQUIREMENTS "requirements" "Requirements" [requirements];
    /// What it is, where it ends, and what it delivers.
    SCOPE "scope" "Description, boundaries, deliverables" [boundaries];
    /// What is assumed, and what cannot be changed.
    CONSTRAINTS "constraints" "Assumptions and constraints" [constraints];
    /// What may happen.
    RISKS "risks" "Risks" [];
    /// When.
    MILESTONES "milestones" "Dates and milestones" [];
    /// For how much.
    BUDGET "budget" "Budget and released funds" [];
    /// How far it may go beyond its plan.
    TOLERANCES "tolerances" "Tolerances" [];
    /// Who can help or hinder it.
    STAKEHOLDERS "stakeholders" "Key stakeholders" [];
    /// What others have to give.
    DEPENDENCIES "dependencies" "Dependencies" [];
    /// What it brings.
    BENEFITS "benefits" "Benefits" [];
    /// How much method it needs.
    SIZE "size" "Size class" [];
    /// What was learnt from others.
    LESSONS "lessons" "Lessons applied" [];
    /// Who decides what success is.
    APPROVAL "approval" "Approval requirements" [approval];
    /// When it ends.
    EXIT "exit" "Exit criteria" [exit];
    /// Who leads, with which authority.
    LEAD "lead" "Project manager and authority" [lead_authority];
    /// Who owns the case, with which authority.
    SPONSOR "sponsor" "Sponsor and authority" [sponsor_authority];
}
