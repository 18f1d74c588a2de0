//! Certifications of the PMO's members: what is aimed at, held, and until when it is valid (handbook 2.5).

use super::Person;
use crate::domain::date::Date;
use crate::domain::field::Text;
use crate::domain::id::Ref;
use crate::domain::macros::record;

/// A certificate that ends within so many months is about to expire.
const SOON: u32 = 6;

/// How a certification stands; it follows from its days.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Not got yet.
    AimedAt,
    /// Valid.
    Held,
    /// Valid for not more than six months from now.
    Expiring,
    /// Valid no more.
    Expired,
}

impl Standing {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::AimedAt, Self::Held, Self::Expiring, Self::Expired];

    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::AimedAt => "Aimed at",
            Self::Held => "Held",
            Self::Expiring => "Held, expires soon",
            Self::Expired => "Expired",
        }
    }
}

record! {
    /// A certification of a member of the team.
    Certification, 50, "certification", "Certification", "Certifications", late, shown_at("office/certifications?open={id}") {
        /// What it is called.
        credential: Text, "Certification", required, title;
        /// Who has it, or wants it.
        person: Option<Ref<Person>>, "Person", required, indexed;
        /// Who gives it.
        issuer: Text, "Issuer";
        /// Day by which it is to be got.
        aimed_for: Option<Date>, "Aimed for";
        /// Day it was got.
        got_on: Option<Date>, "Got on";
        /// Last day on which it is valid; it never ends if none.
        valid_until: Option<Date>, "Valid until";
    }
}

impl Certification {
    /// How it stands on a day.
    pub fn standing(&self, today: Date) -> Standing {
        match (self.got_on, self.valid_until) {
            (None, _) => Standing::AimedAt,
            (Some(_), Some(until)) if until < today => Standing::Expired,
            (Some(_), Some(until)) if until <= today.plus_months(SOON) => Standing::Expiring,
            (Some(_), _) => Standing::Held,
        }
    }

    /// Whether it is valid on a day.
    pub fn is_valid(&self, today: Date) -> bool {
        matches!(self.standing(today), Standing::Held | Standing::Expiring)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_aimed_at_until_it_is_got_and_expires_after_its_last_day() {
        let day = |text: &str| Date::parse(text);
        let today = day("2026-08-31").unwrap();
        for (got, until, standing) in [
            (None, None, Standing::AimedAt),
            (None, Some("2020-01-01"), Standing::AimedAt),
            (Some("2024-01-01"), None, Standing::Held),
            (Some("2024-01-01"), Some("2026-08-30"), Standing::Expired),
            (Some("2024-01-01"), Some("2026-08-31"), Standing::Expiring),
            // Six months from the end of August end with February.
            (Some("2024-01-01"), Some("2027-02-28"), Standing::Expiring),
            (Some("2024-01-01"), Some("2027-03-01"), Standing::Held),
        ] {
            let held = Certification {
                got_on: got.and_then(day),
                valid_until: until.and_then(day),
                ..Certification::default()
            };
            assert_eq!(held.standing(today), standing, "{got:?} {until:?}");
        }
    }
}
