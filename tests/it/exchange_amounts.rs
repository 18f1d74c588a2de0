//! Money in lists of others: units, currencies and decimal marks of headings, cells, rows and columns; what nothing tells is asked.
use crate::exchange_support::house;

use house::House;
use pocket_pmo::domain::currencies::codes;
use pocket_pmo::domain::money::{Currency, Money};
use pocket_pmo::domain::records::Project;
use pocket_pmo::domain::records::project::at;
use pocket_pmo::exchange::table::amounts::DecimalMark;
use pocket_pmo::exchange::table::mapping::{Mapping, Target};
use pocket_pmo::exchange::table::money_questions::{MoneyQuestion, undecided_money};
use pocket_pmo::exchange::table::proposal::propose;
use pocket_pmo::exchange::table::reading::{Table, read_table};

/// A list, and what is proposed for it.
struct List {
    table: Table,
    mapping: Mapping,
}

impl List {
    fn of(text: &str) -> Self {
        let table = read_table(text.as_bytes()).unwrap();
        let mapping = propose(&table);
        Self { table, mapping }
    }

    /// Budget and actual cost of each project as `GBP 12.50`, or the question that stands before them.
    fn read(&self) -> String {
        if let Some((number, question, _)) = undecided_money(&self.table, &self.mapping, None) {
            return format!("{question:?} of {}", self.mapping.columns[number].heading);
        }
        let mut house = House::empty();
        let rehearsal = house.rehearse(&self.table, &self.mapping);
        let written = |money: Option<Money>| {
            money.map_or("-".to_owned(), |own| [own.currency.code(), " ", &own.decimal()].concat())
        };
        let mut lines: Vec<String> = Vec::new();
        for record in &rehearsal.import.creates {
            let project: &Project = record.typed().unwrap();
            let amounts = [project.budget, project.actual_cost, project.forecast_cost];
            lines.push(amounts.into_iter().filter(Option::is_some).map(written).collect::<Vec<_>>().join(" + "));
        }
        lines.join("; ")
    }
}

fn fixture(name: &str) -> List {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cases").join(name);
    List::of(&std::fs::read_to_string(path).unwrap())
}

#[test]
fn lists_from_real_life() {
    for (name, amounts) in [
        ("01-de-thousands-only/list-eur.csv", "EUR 12500.00; EUR 85000.00; EUR 250000.00; EUR 7250.00"),
        ("01-de-thousands-only/list-one.csv", "EUR 12500.00; EUR 85000.00; EUR 250000.00; EUR 7250.00"),
        ("01-de-thousands-only/list-two-rows.csv", "EUR 12500.00; EUR 85000.00"),
        (
            "04-mio-teur/heading.csv",
            "EUR 1234500.00 + EUR 200000.00; EUR 850000.00 + EUR 100500.00; EUR 12000000.00 + EUR 3000000.00",
        ),
        (
            "04-mio-teur/heading-words.csv",
            "EUR 1234.50 + EUR 200.00; EUR 850.00 + EUR 100.00; EUR 12000.00 + EUR 300.00",
        ),
        ("04-mio-teur/list.csv", "EUR 12300000.00; EUR 850000.00; EUR 1200000000.00; EUR 750000.00; EUR 3000000.00"),
        (
            "05-currency-column/list-budget.csv",
            "GBP 781688.85 + GBP 402319.77; EUR 472944.05 + EUR 404323.38; USD 328878.97 + USD 275500.01; JPY 52000000 + JPY 1000000",
        ),
        (
            "05-currency-column/list.csv",
            "GBP 781688.85 + GBP 402319.77; EUR 472944.05 + EUR 404323.38; USD 328878.97 + USD 275500.01; JPY 52000000 + JPY 1000000",
        ),
        ("20-two-heading-rows/units.csv", "EUR 1000000.00; EUR 2000000.00; EUR 3000000.00"),
    ] {
        assert_eq!(fixture(name).read(), amounts, "{name}");
    }
    // No currency anywhere: that of the region, once it is known.
    for (name, amounts) in [
        ("01-de-thousands-only/list-english-heads.csv", "EUR 12500.00; EUR 85000.00; EUR 250000.00; EUR 7250.00"),
        ("51-unit-guessed-per-column/list.csv", "EUR 4.00 + EUR 3.90; EUR 15.00 + EUR 3.38; EUR 25.00 + EUR 0.50"),
        ("51-unit-guessed-per-column/small.csv", "EUR 12.50; EUR 99.90; EUR 3.00"),
    ] {
        let mut list = fixture(name);
        assert_eq!(list.read(), "Currency of Budget", "{name}");
        list.mapping.take_currency(Currency::EUR);
        assert_eq!(list.read(), amounts, "{name}");
    }
}

#[test]
fn units_and_currencies_of_headings() {
    for (heading, amount) in [
        ("Budget (T€)", "EUR 12500.00"),
        ("Budget (TEUR)", "EUR 12500.00"),
        ("Budget in T€", "EUR 12500.00"),
        ("Budget T€", "EUR 12500.00"),
        ("Budget (KEUR)", "EUR 12500.00"),
        ("Budget (kEUR)", "EUR 12500.00"),
        ("Budget k EUR", "EUR 12500.00"),
        ("Budget in k€", "EUR 12500.00"),
        ("Budget [k€]", "EUR 12500.00"),
        ("Budget (Tsd. €)", "EUR 12500.00"),
        ("Budget in Tsd. EUR", "EUR 12500.00"),
        ("Budget (€'000)", "EUR 12500.00"),
        ("Budget (€ 000s)", "EUR 12500.00"),
        ("Budget €000", "EUR 12500.00"),
        ("Budget (in thousands of euros)", "EUR 12500.00"),
        ("Budget (milliers d'euros)", "EUR 12500.00"),
        ("Budget (K€)", "EUR 12500.00"),
        ("Presupuesto (miles de €)", "EUR 12500.00"),
        ("Presupuesto (miles €)", "EUR 12500.00"),
        ("Budget (migliaia di euro)", "EUR 12500.00"),
        ("Begroting (x € 1.000)", "EUR 12500.00"),
        ("Begroting (duizend euro)", "EUR 12500.00"),
        ("Orçamento (mil euros)", "EUR 12500.00"),
        ("Orçamento (R$ 1.000)", "BRL 12500.00"),
        ("Budget (TCHF)", "CHF 12500.00"),
        ("Budget (kCHF)", "CHF 12500.00"),
        ("Budget TSEK", "SEK 12500.00"),
        ("Budget (MEUR)", "EUR 12500000.00"),
        ("Budget (EURm)", "EUR 12500000.00"),
        ("Budget (EUR m)", "EUR 12500000.00"),
        ("Budget (M€)", "EUR 12500000.00"),
        ("Budget M€", "EUR 12500000.00"),
        ("Budget (Mio. €)", "EUR 12500000.00"),
        ("Budget (Mio. EUR)", "EUR 12500000.00"),
        ("Budget in Mio. €", "EUR 12500000.00"),
        ("Budget (€m)", "EUR 12500000.00"),
        ("Budget £m", "GBP 12500000.00"),
        ("Budget ($MM)", "USD 12500000.00"),
        ("Budget (USD mil.)", "USD 12500000.00"),
        ("Budget (US$ millions)", "USD 12500000.00"),
        ("Budget (NOK mill)", "NOK 12500000.00"),
        ("Budget (mln zł)", "PLN 12500000.00"),
        ("Budget (mln euro)", "EUR 12500000.00"),
        ("Presupuesto (millones de euros)", "EUR 12500000.00"),
        ("Orçamento (R$ milhões)", "BRL 12500000.00"),
        ("Budget (milioni di euro)", "EUR 12500000.00"),
        ("Begroting (miljoen euro)", "EUR 12500000.00"),
        ("Budget (A$m)", "AUD 12500000.00"),
        ("Budget (Mrd. €)", "EUR 12500000000.00"),
        ("Budget (Md€)", "EUR 12500000000.00"),
        ("Budget (Mds €)", "EUR 12500000000.00"),
        ("Budget (mld euro)", "EUR 12500000000.00"),
        ("Budget (miljard euro)", "EUR 12500000000.00"),
        ("Orçamento (mil milhões de euros)", "EUR 12500000000.00"),
        ("Presupuesto (miles de millones €)", "EUR 12500000000.00"),
        ("Budget ($bn)", "USD 12500000000.00"),
        ("Budget (₹ crore)", "INR 125000000.00"),
        ("Budget (Rs lakh)", "INR 1250000.00"),
        ("Budget (INR Cr)", "INR 125000000.00"),
        ("Budget ₹ lakhs", "INR 1250000.00"),
        ("Budget (EGP)", "EGP 12.50"),
        ("Budget EGP", "EGP 12.50"),
        ("Budget (THB)", "THB 12.50"),
        ("Budget (KWD)", "KWD 12.500"),
        ("Budget (NGN)", "NGN 12.50"),
        ("Budget (₦)", "NGN 12.50"),
        ("Budget (UAH)", "UAH 12.50"),
        ("Budget (CLF)", "CLF 12.50"),
        ("Budget EUR", "EUR 12.50"),
        ("Budget in EUR", "EUR 12.50"),
        ("Budget, EUR", "EUR 12.50"),
        ("Budget CHF", "CHF 12.50"),
        ("Planned budget EUR", "EUR 12.50"),
        ("budgetPlanned (EUR)", "EUR 12.50"),
        ("budget_eur", "EUR 12.50"),
        ("Cost USD", "USD 12.50"),
        ("Budget (€, net)", "EUR 12.50"),
        ("Budget (EUR) (approved)", "EUR 12.50"),
        ("Budget (TRY)", "TRY 12.50"),
        ("Budget (ALL)", "ALL 12.50"),
    ] {
        let list = List::of(&format!("Name\t\"{heading}\"\nA\t12.5\nB\t0.7\n"));
        assert_eq!(list.read().split("; ").next().unwrap(), amount, "{heading}");
    }
}

#[test]
fn units_and_currencies_of_cells() {
    for (cell, amount) in [
        ("12,3 Mio. €", "EUR 12300000.00"),
        ("12,3 Mio €", "EUR 12300000.00"),
        ("850 T€", "EUR 850000.00"),
        ("850 TEUR", "EUR 850000.00"),
        ("850 Tsd. EUR", "EUR 850000.00"),
        ("1,2 Mrd. EUR", "EUR 1200000000.00"),
        ("k€ 850", "EUR 850000.00"),
        ("850k€", "EUR 850000.00"),
        ("2,5 M€", "EUR 2500000.00"),
        ("2,5 Md€", "EUR 2500000000.00"),
        ("12 EUR", "EUR 12.00"),
        ("12 eur", "EUR 12.00"),
        ("1 234,50 CHF", "CHF 1234.50"),
        ("1'234.50 CHF", "CHF 1234.50"),
        ("Fr. 1'234.50", "CHF 1234.50"),
        ("₹ 12.5 crore", "INR 125000000.00"),
        ("Rs 5 lakh", "INR 500000.00"),
        ("Rs. 5,00,000/-", "INR 500000.00"),
        ("R$ 2,5 milhões", "BRL 2500000.00"),
        ("3 millones €", "EUR 3000000.00"),
        ("15 miles de €", "EUR 15000.00"),
        ("1,5 miliardi di euro", "EUR 1500000000.00"),
        ("2,5 mln euro", "EUR 2500000.00"),
        ("€ 2,5 miljoen", "EUR 2500000.00"),
        ("NOK 3 mill.", "NOK 3000000.00"),
        ("SEK 250 000", "SEK 250000.00"),
        ("€1.234.567,89", "EUR 1234567.89"),
        ("-€ 5", "EUR -5.00"),
        ("(€ 5)", "EUR -5.00"),
        ("€ 100,-", "EUR 100.00"),
        ("$1.5MM", "USD 1500000.00"),
        ("USD 3bn", "USD 3000000000.00"),
        ("KWD 1234.567", "KWD 1234.567"),
        ("VND 1,234,567", "VND 1234567"),
        ("EGP 1,234.5", "EGP 1234.50"),
        ("٣٬٠٠٠ EGP", "EGP 3000.00"),
    ] {
        let list = List::of(&format!("Name\tBudget\nA\t{cell}\nB\t{cell}\n"));
        assert_eq!(list.read().split("; ").next().unwrap(), amount, "{cell}");
    }
}

#[test]
fn what_nothing_tells_is_asked() {
    for (text, question) in [
        // A bracket that nobody understands, for unit or currency.
        ("Name,Budget (XBT)\nA,5\n", "Unit of Budget (XBT)"),
        ("Name,Budget (T)\nA,5\n", "Unit of Budget (T)"),
        ("Name,Budget (dozens)\nA,5\n", "Unit of Budget (dozens)"),
        ("Name,Budget (EUR/USD)\nA,5\n", "Unit of Budget (EUR/USD)"),
        ("Name,Budget (USD mil)\nA,5\n", "Unit of Budget (USD mil)"),
        // Finer than cents, and small.
        ("Name,Budget (£)\nA,0.334\nB,1.25\nC,4\n", "Unit of Budget (£)"),
        ("Name,Budget,Actual cost\nA,4,0.125\nB,15,3.38\nC,25,0.5\n", "Unit of Budget"),
        // One column has a unit, the other says nothing.
        ("Name,Budget (k€),Actual cost\nA,400,12\nB,15,3\n", "Unit of Actual cost"),
        // Thousands of euros may have three decimals.
        ("Name\tBudget (k€)\nA\t1.500\nB\t2.750\n", "Mark of Budget (k€)"),
        // Three decimals beside two.
        ("Name,Budget (EUR)\nA,1.500\nB,12.50\n", "Mark of Budget (EUR)"),
        ("Name;Budget (EUR);Actual cost (EUR)\nA;1.500;3.50\nB;2.750;4.25\n", "Mark of Budget (EUR)"),
        ("Name;Budget (EUR)\nA;1,50\nB;1.50\nC;2.750\n", "Mark of Budget (EUR)"),
        ("Name,Budget\nA,5\n", "Currency of Budget"),
        ("Name,Budget\nA,5 kr\n", "Currency of Budget"),
    ] {
        assert_eq!(List::of(text).read(), question, "{text}");
    }
}

#[test]
fn decimal_marks_come_from_the_whole_list() {
    for (text, amounts) in [
        // Three decimals cannot be cents.
        ("Name,Budget (EUR)\nA,1.500\nB,2.750\n", "EUR 1500.00; EUR 2750.00"),
        ("Name,Budget (EUR)\nA,1.500\nB,2.750\nC,12.000\nD,12\n", "EUR 1500.00; EUR 2750.00; EUR 12000.00; EUR 12.00"),
        ("Name,Budget (JPY)\nA,1.500\nB,2.750\n", "JPY 1500; JPY 2750"),
        ("Name,Budget (GBP)\nA,\"1,500\"\nB,\"2,750\"\n", "GBP 1500.00; GBP 2750.00"),
        // Dinars have three decimals, and the separator is a comma.
        ("Name,Budget (KWD)\nA,1.500\nB,2.750\n", "KWD 1.500; KWD 2.750"),
        ("Name;Budget (KWD)\nA;1.500\nB;2.750\n", "KWD 1500.000; KWD 2750.000"),
        // Separator, dates with points, other columns.
        ("Name;Budget (k€)\nA;1.500\nB;2.750\n", "EUR 1500000.00; EUR 2750000.00"),
        ("Name,Budget (k€)\nA,1.500\nB,2.750\n", "EUR 1500.00; EUR 2750.00"),
        (
            "Name\tStart date\tBudget (k€)\nA\t01.03.2026\t1.500\nB\t15.04.2026\t2.750\n",
            "EUR 1500000.00; EUR 2750000.00",
        ),
        (
            "Name\tBudget (k€)\tActual cost (k€)\nA\t1.500\t3,5\nB\t2.750\t4,25\n",
            "EUR 1500000.00 + EUR 3500.00; EUR 2750000.00 + EUR 4250.00",
        ),
        (
            "Name\tBudget (k€)\tActual cost (k€)\nA\t1.500\t3.5\nB\t2.750\t4.25\n",
            "EUR 1500.00 + EUR 3500.00; EUR 2750.00 + EUR 4250.00",
        ),
        // Longer decimals are usual in the column.
        ("Name,Budget (EUR)\nA,1500.000\nB,500.000\n", "EUR 1500.00; EUR 500.00"),
        ("Name,Budget (EUR)\nA,1234567.123456\nB,12.500\n", "EUR 1234567.12; EUR 12.50"),
    ] {
        assert_eq!(List::of(text).read(), amounts, "{text}");
    }
}

#[test]
fn a_choice_counts() {
    let mut list = List::of("Name\tBudget (k€)\nA\t1.500\nB\t2.750\n");
    for (mark, amounts) in
        [(DecimalMark::Point, "EUR 1500.00; EUR 2750.00"), (DecimalMark::Comma, "EUR 1500000.00; EUR 2750000.00")]
    {
        list.mapping.columns[1].amounts.mark = Some(mark);
        assert_eq!(list.read(), amounts);
    }
    let mut list = List::of("Name,Budget (XBT)\nA,5\n");
    list.mapping.columns[1].amounts.scale = Some(3);
    assert_eq!(list.read(), "Currency of Budget (XBT)");
    list.mapping.take_currency(Currency::GBP);
    assert_eq!(list.read(), "Currency of Budget (XBT)", "no default for what is said and not understood");
    assert_eq!(
        undecided_money(&list.table, &list.mapping, Some(Currency::GBP)).map(|own| own.1),
        Some(MoneyQuestion::Currency)
    );
    list.mapping.columns[1].amounts.currency = Some(Currency::USD);
    assert_eq!(list.read(), "USD 5000.00");
}

#[test]
fn a_column_gives_the_currency_row_by_row() {
    for (text, amounts) in [
        ("Name,Currency,Budget\nA,JPY,5000000\nB,EUR,12.5\n", "JPY 5000000; EUR 12.50"),
        ("Name,Budget,Ccy\nA,5000000,JPY\nB,12.5,eur\n", "JPY 5000000; EUR 12.50"),
        ("Name;Währung;Budget\nA;CHF;1.500\nB;EUR;2.750,5\n", "CHF 1500.00; EUR 2750.50"),
        ("Name,Budget,Unit\nA,5,€\nB,12.5,£\n", "EUR 5.00; GBP 12.50"),
        ("Name,Budget,Unit\nA,5,TEUR\nB,12.5,MEUR\n", "EUR 5000.00; EUR 12500000.00"),
        ("Name,Budget currency,Budget,Cost currency,Actual cost\nA,JPY,500,EUR,3\n", "JPY 500 + EUR 3.00"),
        ("Name,Currency,Budget (EUR),Actual cost\nA,JPY,500,3\n", "EUR 500.00 + JPY 3"),
        ("Name,Currency,Budget\nA,KWD,1234.567\nB,EUR,€ 5\n", "KWD 1234.567; EUR 5.00"),
        // What a row does not say, or says in a way nobody knows, is never replaced.
        ("Name,Currency,Budget\nA,XBT,5\nB,EUR,6\n", "; EUR 6.00"),
        ("Name,Currency,Budget\nA,,5\nB,EUR,6\n", "; EUR 6.00"),
    ] {
        assert_eq!(List::of(text).read(), amounts, "{text}");
    }
    let mut house = House::empty();
    let rehearsal = house.import("Name,Currency,Budget\nA,XBT,5\nB,,7\nC,EUR,6\nD,GBP,\n");
    let reasons: Vec<&str> = rehearsal.kept_as_note.iter().map(|kept| kept.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "is an amount whose row names a currency that is not known here",
            "is an amount without a currency; choose one for the column"
        ]
    );
    let kept = |name: &str| house::imported(house.project(name), "Currency").map(str::to_owned);
    assert_eq!((kept("A"), kept("C"), kept("D")), (Some("XBT".to_owned()), None, Some("GBP".to_owned())));
}

#[test]
fn per_cent_is_no_money() {
    for heading in
        ["Forecast %", "Budget %", "Budget (%)", "Spend %", "% of budget", "Budget used (percent)", "Budget Prozent"]
    {
        let list = List::of(&format!("Name,{heading}\nA,12\nB,80\n"));
        assert_eq!(list.mapping.columns[1].target, Target::Keep, "{heading}");
    }
    let list = List::of("Name,Budget\nA,12%\nB,80 %\n");
    assert_eq!(list.mapping.columns[1].target, Target::Keep);
}

#[test]
fn lines_above_and_other_columns_speak_for_a_column() {
    for (text, amounts) in [
        (
            "Alle Angaben in T€;;\nName;Start;Budget\nA;01.03.2026;850\nB;01.03.2026;1.200\n",
            "EUR 850000.00; EUR 1200000.00",
        ),
        ("Name,Budget,Actual cost\nA,5,€ 3\nB,6,€ 4\n", "EUR 5.00 + EUR 3.00; EUR 6.00 + EUR 4.00"),
        ("Name,Budget (EUR),Actual cost\nA,5,3\n", "EUR 5.00 + EUR 3.00"),
    ] {
        assert_eq!(List::of(text).read(), amounts, "{text}");
    }
}

#[test]
fn every_currency_comes_back_as_it_was_written_out() {
    for code in codes() {
        let currency = Currency::known(code).unwrap();
        let minor = [1, 150, 123_456_789, -5, 1_500_000];
        let rows: Vec<String> = minor
            .iter()
            .enumerate()
            .map(|(at, minor)| format!("\"P{at}\",\"{}\"", Money { minor: *minor, currency }.decimal()))
            .collect();
        let list = List::of(&format!("\"Name\",\"Budget ({code})\"\r\n{}\r\n", rows.join("\r\n")));
        let expected: Vec<String> =
            minor.iter().map(|minor| format!("{code} {}", Money { minor: *minor, currency }.decimal())).collect();
        assert_eq!(list.read(), expected.join("; "), "{code}");
        // Among others the code stands in the cell.
        let list = List::of(&format!(
            "\"Name\",\"Budget\"\r\n\"A\",\"{code} {}\"\r\n\"B\",\"EUR 1.50\"\r\n",
            Money { minor: 1_500, currency }.decimal()
        ));
        assert_eq!(list.read(), format!("{code} {}; EUR 1.50", Money { minor: 1_500, currency }.decimal()));
    }
}

#[test]
fn the_rehearsal_tells_totals_and_what_is_rounded() {
    let mut house = House::empty();
    let rehearsal = house.import("Name,Currency,Budget\nA,GBP,\"1,000,000.005\"\nB,JPY,52000000\nC,GBP,5\n");
    let total = rehearsal.totals[0].total();
    let sums: Vec<(i64, &str)> = total.sums.iter().map(|sum| (sum.minor, sum.currency.code())).collect();
    assert_eq!((rehearsal.totals[0].heading.as_str(), rehearsal.totals[0].count), ("Budget", 3));
    assert_eq!(sums, [(52_000_000, "JPY"), (100_000_501, "GBP")]);
    let rounded =
        "1 amount of “Budget” with more decimals than the currency has: rounded, on line 2 to GBP 1000000.01.";
    assert!(rehearsal.remarks.iter().any(|own| own == rounded), "{:?}", rehearsal.remarks);
    let small = house.import("Name,Budget (GBP)\nX,4\nY,25\n");
    let words = "The largest amount of the list is GBP 25.00. If it counts in thousands or millions, go back and choose the unit.";
    assert!(small.remarks.iter().any(|own| own == words), "{:?}", small.remarks);
}

#[test]
fn a_dollar_is_that_of_the_workspace() {
    let mut list = List::of("Name,Budget ($m)\nA,5\n");
    assert_eq!(list.read(), "USD 5000000.00");
    let table = list.table.clone();
    list.mapping.take_signs(&table, Currency::known("CAD").unwrap());
    assert_eq!(list.read(), "CAD 5000000.00");
    assert!(list.mapping.feeds(at::budget));
}
