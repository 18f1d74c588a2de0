//! The browser's formats, file names, ids and clock.

use pocket_pmo::domain::date::{Date, Moment};
use pocket_pmo::domain::money::{Currency, Money};
use pocket_pmo::platform::{clock, download, ids, intl, prefs};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn figures_are_written_as_the_language_writes_them() {
    intl::set_locale("en-GB");
    assert_eq!(intl::date(Date::new(2026, 11, 22).unwrap()), "22 Nov 2026");
    assert_eq!(intl::date(Date::new(1, 1, 1).unwrap()), "1 Jan 1");
    assert_eq!(intl::number(-1_234_567), "-1,234,567");
    assert_eq!(intl::decimal(2.345, 1), "2.3");
    assert_eq!(intl::percent(45), "45%");
    let pounds = |minor| Money { minor, currency: Currency::GBP };
    assert_eq!(intl::money(pounds(123_450)), "£1,234.50");
    // Exact to the last penny, where a float would not be.
    assert_eq!(intl::money(pounds(900_719_925_474_099_301)), "£9,007,199,254,740,993.01");
    assert_eq!(intl::short_money(pounds(123_456_789)), "£1.2m");
    assert_eq!((intl::relative_days(-1), intl::relative_days(3)), ("yesterday".into(), "in 3 days".into()));
    assert!(intl::moment(Moment(1_795_305_600_000)).contains("2026"));
    intl::set_locale("de-DE");
    assert_eq!(intl::number(1_234), "1.234");
    intl::set_locale("no such language");
    assert_eq!(intl::number(7), "7");
    intl::set_locale("");
}

#[wasm_bindgen_test]
fn file_names_are_safe() {
    for (name, safe) in [
        ("Portfolio 2026-11-22", "Portfolio 2026-11-22"),
        ("../../etc/passwd", "etc-passwd"),
        (".profile", "profile"),
        ("a:b*c?d\"e<f>g|h\u{202e}i\u{0}j", "a-b-c-d-e-f-g-h-i-j"),
        ("", "pocket-pmo-"),
        ("CON", "pocket-pmo-CON"),
        ("com1", "pocket-pmo-com1"),
        ("Überblick", "Überblick"),
    ] {
        assert_eq!(download::file_name(name), safe);
    }
    assert!(download::file_name(&"x".repeat(1_000)).len() <= 100);
}

#[wasm_bindgen_test]
fn ids_grow_and_never_repeat() {
    let ids: Vec<_> = (0..50_000).map(|_| ids::new_id()).collect();
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
    assert_ne!(ids::new_writer(), ids::new_writer());
    let made = Moment((ids[0].0 >> 22) as i64);
    assert!((clock::now().0 - made.0).abs() < 60_000);
    assert!(clock::today().days_since(Date::of_moment(clock::now())).abs() <= 1);
}

#[wasm_bindgen_test]
fn preferences_are_kept_and_forgotten() {
    prefs::set("density", "compact");
    assert_eq!(prefs::get("density").as_deref(), Some("compact"));
    prefs::set("density", "");
    assert_eq!(prefs::get("density"), None);
}
