//! The seventeen sections of a PMO charter (handbook 4.4). Must not know what records say in them.

use crate::domain::records::pmo_charter::at;
use crate::view::charter::section::sections;

sections! {
    /// Who keeps it; version, approval and review stand in its head.
    CONTROL "control" "Document control" [owner];
    /// What it is for.
    MANDATE "mandate" "Mandate, vision, values" [mission, vision, values];
    /// Why now.
    BACKGROUND "background" "Background" [background];
    /// Where it stands.
    CONTEXT "context" "Place in the organisation" [meaning, control, home, executive];
    /// Which work belongs to it.
    SCOPE "scope" "Scope" [scope_from, in_scope, out_of_scope];
    /// What it is to reach.
    OBJECTIVES "objectives" "Objectives" [objectives];
    /// Whom it serves.
    CUSTOMERS "customers" "Customers and stakeholders" [customers];
    /// What it offers.
    SERVICES "services" "Services" [services];
    /// Who is in it, and what they may do.
    STRUCTURE "structure" "Structure, roles, authority" [roles, authority];
    /// Who decides.
    GOVERNANCE "governance" "Governance and decision rights" [governance];
    /// How it works.
    PROCESSES "processes" "Processes, standards, tools" [processes];
    /// Who hears what, when.
    COMMUNICATION "communication" "Communication and reporting" [communication];
    /// What has to go well.
    FACTORS "factors" "Success factors and risks" [factors];
    /// For how much.
    BUDGET "budget" "Budget and funding" [budget, funding];
    /// By what its worth is known.
    MEASURES "measures" "Measures of the PMO" [measures];
    /// When it is set up.
    TIME_LINE "time_line" "Time line of the set-up" [time_line];
    /// Who signs.
    SIGN_OFF "sign_off" "Sign-off" [sign_off];
}
