//! The file of the usual bodies and decision rights, fetched on first need. Must not know where it comes from, nor what is done with it.

use super::json::{JsonLimits, read_json};
use crate::domain::records::decision_right::{Matter, RightRole};
use crate::domain::records::project::SizeClass;
use crate::domain::value::Value;
use crate::engine::decide::{TakeUsualGovernance, UsualBody, UsualRight};

/// Reads the file; a sentence if it cannot be used.
pub fn read_governance(text: &str) -> Result<TakeUsualGovernance, String> {
    let file = read_json(text, JsonLimits::FOREIGN).map_err(|error| error.to_string())?;
    let is_ours = file.entry("format").and_then(Value::as_text) == Some("pocket-pmo-governance");
    if !is_ours || file.entry("version").and_then(Value::as_int) != Some(1) {
        return Err("The usual decision rights are of another version than the program. Reload the page.".to_owned());
    }
    let bodies = each(&file, "bodies").map(|part| UsualBody {
        id: text_of(part, "id"),
        name: text_of(part, "name"),
        purpose: text_of(part, "purpose"),
        decides: text_of(part, "decides"),
        meets: text_of(part, "meets"),
        quorum: part.entry("quorum").and_then(Value::as_int),
        terms: text_of(part, "terms"),
        escalates_to: text_of(part, "escalates_to"),
    });
    let rights = each(&file, "rights").filter_map(|part| {
        Some(UsualRight {
            matter: Matter::parse(&text_of(part, "matter"))?,
            size: SizeClass::parse(&text_of(part, "size")),
            most_cost: part.entry("most_cost").and_then(Value::as_int),
            most_days: part.entry("most_days").and_then(Value::as_int),
            body: text_of(part, "body"),
            role: RightRole::parse(&text_of(part, "role")),
            advises: text_of(part, "advises"),
            informed: text_of(part, "informed"),
        })
    });
    Ok(TakeUsualGovernance { bodies: bodies.collect(), rights: rights.collect(), told: None })
}

fn each<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    let parts = match value.entry(name) {
        Some(Value::List(parts)) => &**parts,
        _ => &[],
    };
    parts.iter()
}

fn text_of(value: &Value, name: &str) -> String {
    value.entry(name).and_then(Value::as_text).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = include_str!("../../public/office/governance.json");

    #[test]
    fn the_file_names_bodies_and_rights_that_hold_together() {
        let usual = read_governance(FILE).unwrap();
        assert!(usual.bodies.len() >= 4 && usual.rights.len() >= 15, "{} {}", usual.bodies.len(), usual.rights.len());
        let is_there = |id: &str| id.is_empty() || usual.bodies.iter().any(|body| body.id == id);
        assert!(usual.bodies.iter().all(|body| is_there(&body.escalates_to) && !body.terms.is_empty()));
        for right in &usual.rights {
            assert!(is_there(&right.body), "{right:?}");
            assert_eq!(usize::from(!right.body.is_empty()) + usize::from(right.role.is_some()), 1, "{right:?}");
        }
        let rows = FILE.matches("\"matter\"").count();
        assert_eq!(rows, usual.rights.len(), "no row is left out for a word that nobody knows");
    }

    #[test]
    fn another_file_gives_a_sentence() {
        assert!(read_governance("{}").unwrap_err().ends_with("Reload the page."));
        assert!(read_governance("nothing").is_err());
    }
}
