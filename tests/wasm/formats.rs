//! The browser's formats, file names, ids and clock.

use pocket_pmo::domain::date::{Date, Moment};
use pocket_pmo::domain::digits::Digits;
use pocket_pmo::domain::money::{Currency, Money};
use pocket_pmo::platform::{clock, download, ids, intl, prefs};
use pocket_pmo::view::format;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn figures_are_written_as_the_locale_writes_them() {
    let date = Date::new(2026, 11, 9).unwrap();
    let afternoon = Moment(1_795_305_600_000 + 14 * 3_600_000 + 5 * 60_000);
    let euros = Money { minor: -123_456_750, currency: Currency::EUR };
    for (locale, day, time, amount, number) in [
        ("en-GB", "9 Nov 2026", "14:05", "−€1,234,567.50", "1,234"),
        ("en-US", "Nov 9, 2026", "2:05 PM", "−€1,234,567.50", "1,234"),
        ("en-IN", "9 Nov 2026", "2:05 pm", "−€12,34,567.50", "1,234"),
        ("de-DE", "9. Nov. 2026", "14:05", "−1.234.567,50\u{a0}€", "1.234"),
        ("es-ES", "9 nov 2026", "14:05", "−1.234.567,50\u{a0}€", "1234"),
        ("fr-FR", "9 nov. 2026", "14:05", "−1\u{202f}234\u{202f}567,50\u{a0}€", "1\u{202f}234"),
        ("ja-JP", "2026年11月9日", "14:05", "−€1,234,567.50", "1,234"),
    ] {
        let (style, digits) = intl::style(locale);
        format::set_style(style, digits);
        let written =
            (format::full_day(date), format::time(afternoon, 0), format::money(euros), format::grouped(1_234));
        let written = (written.0.as_str(), written.1.as_str(), written.2.as_str(), written.3.as_str());
        assert_eq!(written, (day, time, amount, number), "{locale}");
    }
    assert!(intl::style("no such language") == intl::style(""), "the browser's own");
    assert!(intl::style("xx-YY") == intl::style(""));
    format::set_style(format::Style::british(), Digits::BRITISH);
}

#[wasm_bindgen_test]
fn file_names_are_safe() {
    for (name, safe) in [
        ("Portfolio 2026-11-22", "Portfolio 2026-11-22"),
        ("../../etc/passwd", "etc-passwd"),
        (".profile", "profile"),
        ("Example: Works", "Example- Works"),
        ("Example:-Works", "Example-Works"),
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
