//! The sections of a charter by their names, and a line of one. Must not know what any says.

use crate::domain::id::Id;
use crate::domain::records::project_charter::at;

/// Makes the sections: each with its name in a stored line, which never changes, what people read, and the fields of a charter in it.
macro_rules! sections {
    ($($(#[$about:meta])* $section:ident $name:literal $label:literal [$($field:ident),*];)*) => {
        /// A section of a charter.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Section { $($(#[$about])* $section,)* }

        impl Section {
            /// All, in the order of the page.
            pub const ALL: &'static [Self] = &[$(Self::$section),*];

            /// Its name in a stored line; never changes.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$section => $name),* }
            }

            /// What people read.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$section => $label),* }
            }

            /// Numbers of the fields of a charter that stand in it.
            pub const fn fields(self) -> &'static [u8] {
                match self { $(Self::$section => &[$(at::$field),*]),* }
            }
        }
    };
}

sections! {
    /// Why, and to what it contributes.
    Purpose "purpose" "Purpose and justification" [purpose];
    /// What it is to achieve.
    Objectives "objectives" "Objectives and success criteria" [success];
    /// What is asked of the result.
    Requirements "requirements" "Requirements" [requirements];
    /// What it is, where it ends, and what it delivers.
    Scope "scope" "Description, boundaries, deliverables" [boundaries];
    /// What is assumed, and what cannot be changed.
    Constraints "constraints" "Assumptions and constraints" [constraints];
    /// What may happen.
    Risks "risks" "Risks" [];
    /// When.
    Milestones "milestones" "Dates and milestones" [];
    /// For how much.
    Budget "budget" "Budget and released funds" [];
    /// How far it may go beyond its plan.
    Tolerances "tolerances" "Tolerances" [];
    /// Who can help or hinder it.
    Stakeholders "stakeholders" "Key stakeholders" [];
    /// What others have to give.
    Dependencies "dependencies" "Dependencies" [];
    /// What it brings.
    Benefits "benefits" "Benefits" [];
    /// How much method it needs.
    Size "size" "Size class" [];
    /// What was learnt from others.
    Lessons "lessons" "Lessons applied" [];
    /// Who decides what success is.
    Approval "approval" "Approval requirements" [approval];
    /// When it ends.
    Exit "exit" "Exit criteria" [exit];
    /// Who leads, with which authority.
    Lead "lead" "Project manager and authority" [lead_authority];
    /// Who owns the case, with which authority.
    Sponsor "sponsor" "Sponsor and authority" [sponsor_authority];
}

/// A line that a record says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The section that it stands in.
    pub section: Section,
    /// What it says.
    pub text: String,
    /// The record that says so, if it is one.
    pub source: Option<Id>,
}
