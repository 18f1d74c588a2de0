//! What a heading says of money: unit, currency, whether it means per cent, and what in it is not understood. Must not know cells.

use super::headings::{Fit, meanings};
use super::money_phrase::{Codes, Phrase, words};
use super::words::folded;
use crate::domain::currencies::is_word;
use crate::domain::records::project::at;

/// What a heading says of the amounts below it.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct HeadingMoney {
    /// Power of ten.
    pub power: Option<u32>,
    /// The currencies that it may mean.
    pub codes: Option<Codes>,
    /// What stands in brackets and is not understood: somebody must say it.
    pub unread: Option<String>,
    /// Whether the figures are per cent, and so no money.
    pub is_percent: bool,
}

/// Words in brackets that say nothing of unit or currency.
const REMARKS: &str = "approved total net gross netto brutto vat tax taxes mwst ust iva tva btw ht ttc hors latest current original \
                       revised baseline planned plan actual actuals forecast to date ytd capex opex capital revenue whole life wlc fy \
                       real nominal prices price estimate estimated est final initial only if known optional required note notes \
                       overall all years year annual project projects programme portfolio budget cost costs spend spent amount \
                       amounts value sum geplant genehmigt gesamt ist soll prévu approuvé réel aprobado previsto approvato aprovado \
                       goedgekeurd funding funded and or of the in at as for by from p.a pa";
/// Words that begin a remark.
const BEGIN_REMARKS: &str = "incl including inclusive excl excluding exclusive ex without with w/o only as at see e.g inkl exkl ohne mit \
                             hors dont sans con sin senza com sem zonder met";

/// Headings of money beside those that other fields have too, in their languages.
const BUDGET: &str = "planned budget|budget planned|initial budget|original budget|allocated budget|budget allocated|budget approved|\
                      budget amount|budget total|cost|planned cost|cost planned|kosten|plankosten|plan kosten|kosten plan|budget plan|\
                      geplante kosten|geplantes budget|genehmigtes budget|projektbudget|gesamtbudget|gesamtkosten|sollkosten|\
                      soll kosten|kosten soll|coût|coûts|budget prévu|budget approuvé|coût prévu|coûts prévus|presupuesto|\
                      presupuesto aprobado|presupuesto previsto|coste|costes|costo|costos|coste previsto|costo previsto|costi|\
                      budget previsto|budget approvato|costi previsti|begroting|begroot|goedgekeurd budget|geplande kosten|\
                      orçamento|orçamento aprovado|orçamento previsto|custo|custos|custo previsto|custo planejado|approved amount";
const FORECAST: &str = "forecast budget|cost forecast|kostenprognose|prognose|prognose kosten|kosten prognose|erwartete kosten|\
                        voraussichtliche kosten|coût prévisionnel|coût estimé|coste estimado|costo estimado|costo stimato|\
                        costi stimati|verwachte kosten|raming|custo estimado|forecast spend|forecast total";
const ACTUAL: &str = "kosten ist|ist kosten|istkosten|tatsächliche kosten|bisherige kosten|ausgaben|coût réel|coûts réels|dépenses|\
                      coste real|costo real|gasto|gastos|gasto real|costo effettivo|costi effettivi|spese|werkelijke kosten|uitgaven|\
                      custo real|despesa|despesas|cost actual|actual costs|cost incurred|costs incurred|actual spent|amount spent|\
                      budget spent|budget used";

/// Words of the currency of a row.
const CURRENCY: [&str; 10] =
    ["currency", "ccy", "curr", "währung", "waehrung", "devise", "moneda", "divisa", "valuta", "moeda"];

/// Whether a heading means the currency in which a row counts.
pub(super) fn means_currency(heading: &str) -> bool {
    let words = folded(heading);
    words.split(' ').any(|word| CURRENCY.contains(&word)) && !words.contains("rate")
}

/// What a heading says of money.
pub fn heading_money(heading: &str) -> HeadingMoney {
    let (outside, brackets) = cut(heading);
    let mut said = HeadingMoney::default();
    let kept: Vec<String> =
        marked(&outside).into_iter().filter(|(_, is_money)| *is_money).map(|(word, _)| word).collect();
    let mut phrases = vec![Phrase::read(&kept.join(" "))];
    said.is_percent = Phrase::read(&outside).is_percent;
    let mut unread: Vec<&String> = Vec::new();
    for text in &brackets {
        let phrase = Phrase::read(text);
        said.is_percent |= phrase.is_percent;
        match (phrase.is_torn, doubt(text, &phrase)) {
            (true, _) | (_, Doubt::Asks) => unread.push(text),
            // Beside a bracket that is clear, another one is a remark.
            (_, Doubt::Unknown) if !brackets.iter().any(|other| Phrase::read(other).is_clear()) => unread.push(text),
            (_, Doubt::Unknown | Doubt::None) => {}
        }
        phrases.push(phrase);
    }
    let mut whole = Phrase::default();
    for phrase in phrases {
        whole.join(phrase);
    }
    (said.power, said.codes) = (whole.power, whole.codes);
    said.unread =
        unread.first().map(|text| (*text).clone()).or_else(|| whole.is_torn.then(|| heading.trim().to_owned()));
    said
}

/// The fields that a heading means, with what it says of money left out; none of money where it means per cent.
pub fn meanings_of(heading: &str) -> Vec<(u8, Fit)> {
    let is_money = |field: u8| matches!(field, at::budget | at::forecast_cost | at::actual_cost);
    let mut found = meanings(heading);
    let (outside, _) = cut(heading);
    if Phrase::read(heading).is_percent {
        found.retain(|(field, _)| !is_money(*field));
        return found;
    }
    let marked = marked(&outside);
    let plain: Vec<String> = marked.iter().filter(|(_, is_money)| !is_money).map(|(word, _)| word.clone()).collect();
    let title = folded(&plain.join(" "));
    let short = ["total ", "project ", "estimated total "].iter().find_map(|start| title.strip_prefix(start));
    let is_of = |words: &str| words.split('|').any(|known| known == title || short == Some(known));
    for (field, words) in [(at::budget, BUDGET), (at::forecast_cost, FORECAST), (at::actual_cost, ACTUAL)] {
        if is_of(words) && !found.iter().any(|(known, fit)| *known == field && *fit >= 95) {
            found.push((field, 95));
        }
    }
    if plain.len() < marked.len() {
        found.extend(meanings(&plain.join(" ")).into_iter().filter(|(field, _)| is_money(*field)));
    }
    crate::domain::sorting::sort_by(&mut found, |a, b| b.1.cmp(&a.1));
    found
}

/// The text outside brackets, and what stands in each.
fn cut(heading: &str) -> (String, Vec<String>) {
    let (mut outside, mut brackets, mut depth) = (String::new(), Vec::new(), 0usize);
    for letter in heading.chars() {
        match letter {
            '(' | '[' | '（' | '{' => {
                depth += 1;
                if depth == 1 {
                    brackets.push(String::new());
                    outside.push(' ');
                }
            }
            ')' | ']' | '）' | '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(letter),
            _ => brackets.iter_mut().last().into_iter().for_each(|text| text.push(letter)),
        }
    }
    // A heading in brackets alone is its own text.
    if outside.trim().is_empty() { (brackets.join(" "), Vec::new()) } else { (outside, brackets) }
}

/// The words outside brackets, each with whether it says something of money.
fn marked(outside: &str) -> Vec<(String, bool)> {
    let words = words(outside);
    let is_loud = !outside.bytes().any(|byte| byte.is_ascii_lowercase());
    let last = words.len().saturating_sub(1);
    let names = |at: usize| {
        let Some(word) = words.get(at) else { return false };
        let phrase = Phrase::read(word);
        let letters = word.bytes().all(|byte| byte.is_ascii_alphabetic());
        let is_code = letters && word.len() == 3;
        let shy = matches!(&*word.to_ascii_lowercase(), "fr" | "ft" | "kr" | "rs" | "rand");
        match phrase.codes {
            // A joined word is sure, as a sign is.
            Some(_) if phrase.power.is_some() || !letters => true,
            Some(_) if is_code && is_word(&word.to_ascii_uppercase()) => {
                at == last && at > 0 && !is_loud && is_upper(word)
            }
            Some(_) if is_code => is_upper(word) || at == last && at > 0,
            Some(_) => !shy || at == last,
            None => false,
        }
    };
    let is_unit = |at: usize| {
        let Some(word) = words.get(at) else { return false };
        let next = words.get(at + 1).map(String::as_str).unwrap_or_default();
        let pair = [word, " ", next].concat();
        let has_unit = Phrase::read(word).power.is_some();
        let with_next = Phrase::read(&pair).power.is_some() && Phrase::read(next).power.is_none() && names(at + 1);
        let beside = names(at + 1) || at > 0 && names(at - 1) || at > 1 && names(at - 2);
        let spelt = word.trim_end_matches('.').len() > 4
            || word.starts_with(['\'', '’', '0'])
            || matches!(
                &*word.trim_end_matches('.').to_ascii_lowercase(),
                "tsd" | "mio" | "mrd" | "mln" | "mld" | "lakh" | "lac"
            );
        has_unit && (spelt || beside) || with_next
    };
    let says: Vec<bool> = (0..words.len()).map(|at| names(at) || is_unit(at)).collect();
    let fills = |at: usize| {
        let word = words.get(at).map(|word| word.to_ascii_lowercase()).unwrap_or_default();
        let is_next = says.get(at + 1).copied().unwrap_or_default();
        matches!(&*word, "in" | "en" | "em" | "of" | "de" | "di" | "us" | "x" | "×" | "-" | "–" | "à") && is_next
    };
    let all: Vec<bool> = (0..words.len()).map(|at| says.get(at).copied().unwrap_or_default() || fills(at)).collect();
    words.into_iter().zip(all).collect()
}

fn is_upper(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// How much in brackets is not understood.
#[derive(Clone, Copy, PartialEq)]
enum Doubt {
    None,
    /// Words that nobody here knows.
    Unknown,
    /// What looks like a unit or a currency.
    Asks,
}

fn doubt(text: &str, phrase: &Phrase) -> Doubt {
    let is_in = |list: &str, word: &str| list.split(' ').any(|known| known == word);
    let bare = |word: &str| word.trim_end_matches(['.', '\'']).to_lowercase();
    let is_remark = |word: &String| {
        let word = bare(word);
        let digits = word.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
        let counted = matches!(word.strip_suffix(digits), Some("" | "fy" | "q" | "h" | "v" | "t" | "cy"));
        is_in(REMARKS, &word)
            || is_in(BEGIN_REMARKS, &word)
            || counted && matches!(digits.len(), 1 | 2 | 4) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let unknown: Vec<&String> = phrase.rest.iter().filter(|word| !is_remark(word)).collect();
    let looks_like_unit = |word: &&String| {
        let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
        let short = word.len() <= 4 && (word.len() == 1 || is_upper(word.trim_end_matches('.')));
        short || letters < word.chars().filter(|letter| !matches!(letter, '.' | '\'' | '’')).count()
    };
    let is_comment = words(text).iter().any(|word| is_in(BEGIN_REMARKS, &bare(word)));
    match unknown.as_slice() {
        [] => Doubt::None,
        words if words.iter().any(looks_like_unit) => Doubt::Asks,
        _ if is_comment => Doubt::None,
        words if phrase.power.is_some() || phrase.codes.is_some() || words.len() < 4 => Doubt::Unknown,
        // Whole sentences explain.
        _ => Doubt::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_give_unit_and_currency() {
        for (heading, power, code) in [
            ("TOTAL Baseline Whole Life Costs (£m) (including Non-Government Costs)", 6, "GBP"),
            ("Budget", 0, ""),
            ("Cost (USD)", 0, "USD"),
            ("Budget in thousand EUR", 3, "EUR"),
            ("Spend £'000", 3, "GBP"),
            ("Budget €bn", 9, "EUR"),
            ("Cost in $ millions", 6, "USD"),
            ("Kosten (Mio. EUR)", 6, "EUR"),
            ("Kosten in Mio. EUR", 6, "EUR"),
            ("K factor", 0, ""),
            ("Try it", 0, ""),
            ("TOTAL COST ALL PROJECTS", 0, ""),
            ("Budget TRY", 0, "TRY"),
            ("Budget (ALL)", 0, "ALL"),
            ("budget_eur", 0, "EUR"),
            ("budgetEUR", 0, "EUR"),
            ("Budget (T€)", 3, "EUR"),
            ("Budget T€", 3, "EUR"),
            ("Budget in T EUR", 3, "EUR"),
            ("Budget [k€]", 3, "EUR"),
            ("Budget, EUR", 0, "EUR"),
            ("Budget - k€", 3, "EUR"),
            ("Budget (M)", 6, ""),
            ("Budget (K)", 3, ""),
            ("Budget (Cr)", 7, ""),
            ("Budget (Rs lakh)", 5, "INR"),
            ("Budget (€) in thousands", 3, "EUR"),
            ("Budget (in T€, netto)", 3, "EUR"),
            ("Budget (approved)", 0, ""),
            ("Budget (incl. VAT)", 0, ""),
            ("Budget (FY26)", 0, ""),
            ("Budget (2025/26)", 0, ""),
            ("Budget (including all contingencies and reserves)", 0, ""),
            ("Number of dollars the project is over budget", 0, "USD"),
        ] {
            let said = heading_money(heading);
            let read =
                said.codes.and_then(|codes| codes.meant(None)).map(|currency| currency.to_string()).unwrap_or_default();
            assert_eq!((said.power.unwrap_or(0), &*read, said.unread), (power, code, None), "{heading}");
        }
    }

    #[test]
    fn what_in_brackets_is_not_understood_is_asked() {
        for heading in [
            "Budget (XBT)",
            "Budget (T)",
            "Budget (X€)",
            "Budget (dozens)",
            "Budget (EUR/USD)",
            "Budget (pence)",
            "Budget (PT)",
            "Budget (EUR per month)",
            "Budget (kk)",
            "Budget (local currency)",
            "Budget (USD mil)",
            "Budget (LC)",
        ] {
            assert!(heading_money(heading).unread.is_some(), "{heading}");
        }
    }

    #[test]
    fn headings_of_money_in_many_forms() {
        for (heading, field) in [
            ("Budget EUR", at::budget),
            ("Budget in EUR", at::budget),
            ("Budget in k€", at::budget),
            ("Planned budget", at::budget),
            ("budgetPlanned", at::budget),
            ("Cost USD", at::budget),
            ("Budget, EUR", at::budget),
            ("Budget CHF", at::budget),
            ("Initial Budget", at::budget),
            ("Budget £m", at::budget),
            ("Kosten Ist", at::actual_cost),
            ("Actual cost (TEUR)", at::actual_cost),
            ("Actual cost USD", at::actual_cost),
            ("Forecast k€", at::forecast_cost),
            ("Coût prévu (k€)", at::budget),
            ("Presupuesto (M€)", at::budget),
            ("Orçamento (R$ mil)", at::budget),
            ("Begroting x 1.000 €", at::budget),
            ("actual_cost_usd", at::actual_cost),
        ] {
            assert_eq!(meanings_of(heading).first().map(|meaning| meaning.0), Some(field), "{heading}");
        }
        for heading in ["Forecast %", "Budget %", "Budget (%)", "Spend %", "% Budget", "Budget (percent)"] {
            let money = [at::budget, at::forecast_cost, at::actual_cost];
            assert!(!meanings_of(heading).iter().any(|(field, _)| money.contains(field)), "{heading}");
        }
        assert!(means_currency("Currency") && means_currency("Budget currency") && means_currency("Währung"));
        assert!(!means_currency("Budget") && !means_currency("Currency rate"));
    }
}
