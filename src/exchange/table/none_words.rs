//! Words that say that there is nothing: "TBC", "n/a", "-", "vacant", in seven languages, without accents and in small. Must not know
//! columns.

use super::words::plain;

const WORDS: &str = "tbc|tba|tbd|tbn|n a|na|none|nil|null|vacant|vacancy|unassigned|not assigned|unallocated|to be confirmed|\
    to be announced|to be defined|to be decided|to be determined|to be appointed|to be advised|to be assigned|to be named|\
    to be recruited|to be agreed|not applicable|not available|not appointed|not yet appointed|not known|unknown|nobody|no one|noone|\
    pending|awaiting appointment|post vacant|vacant post|open|empty|blank|missing|not set|no lead|no sponsor|no owner|no manager|nn|n n|x|xx|xxx|\
    offen|noch offen|keine|keiner|kein|niemand|unbesetzt|vakant|nicht besetzt|nicht bekannt|unbekannt|entfallt|k a|keine angabe|\
    noch zu benennen|zu benennen|zu bestimmen|wird noch benannt|nicht zugewiesen|nicht zutreffend|\
    aucun|aucune|personne|neant|a definir|a confirmer|a designer|a nommer|a determiner|non attribue|non assigne|inconnu|sans objet|s o|\
    so|nd|n d|non defini|vacante|\
    ninguno|ninguna|nadie|por definir|por confirmar|por asignar|por determinar|sin asignar|sin definir|desconocido|no aplica|pendiente|\
    no disponible|\
    nessuno|nessuna|da definire|da confermare|da nominare|da assegnare|non assegnato|non definito|sconosciuto|non applicabile|\
    geen|niemand|nog te bepalen|nader te bepalen|ntb|nog niet bekend|niet toegewezen|onbekend|nvt|n v t|vacature|niet van toepassing|\
    nenhum|nenhuma|ninguem|por atribuir|a confirmar|vago|vaga|nao atribuido|nao definido|desconhecido|nao aplicavel|nao disponivel";

/// Whether a text says that there is nothing.
pub fn is_none(text: &str) -> bool {
    let words = plain(text);
    words.is_empty() || WORDS.split('|').any(|known| known.trim() == words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_nothing() {
        for text in [
            "TBC",
            "n/a",
            "N/A",
            "-",
            "—",
            "?",
            "...",
            "vacant",
            "None",
            "(none)",
            "[TBD]",
            "k.A.",
            "N.N.",
            "Keine",
            "néant",
            "À définir",
            "sin asignar",
            "da definire",
            "n.v.t.",
            "não atribuído",
            "to be confirmed",
            "#N/A",
        ] {
            assert!(is_none(text), "{text}");
        }
        for text in ["Ada", "Nona", "N. Abbott", "PMO", "Bo", "計画", "Open University"] {
            assert!(!is_none(text), "{text}");
        }
    }
}
