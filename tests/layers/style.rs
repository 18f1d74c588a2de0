//! Owns what a style rule may look like. Some forms are looked at with every insertion on every page, wherever they were meant:
//! a sibling rule whose left side is a bare element (`p + p`), and `:has()` on what stands around every page.
//! Both were half of the style work of an insertion on the board.

use std::path::Path;

/// Classes, ids and elements that stand around every page.
const FRAME: &[&str] = &[".shell", ".page", "#app", "#main"];

/// What is wrong with the selectors of a sheet, with their lines.
fn faults(sheet: &str) -> Vec<(usize, String)> {
    let text = without_comments(sheet);
    let mut found = Vec::new();
    let (mut from, mut in_strings) = (0, None);
    for (at, letter) in text.char_indices() {
        match (in_strings, letter) {
            (Some(quote), letter) if quote == letter => in_strings = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => in_strings = Some(letter),
            (None, '{') => {
                let prelude = text[from..at].trim();
                if !prelude.starts_with('@') {
                    let start = from + text[from..at].len() - text[from..at].trim_start().len();
                    let line = text[..start].matches('\n').count() + 1;
                    look(prelude, true, &mut |why| found.push((line, format!("{prelude}: {why}"))));
                }
                from = at + 1;
            }
            (None, '}' | ';') => from = at + 1,
            (None, _) => {}
        }
    }
    found
}

fn without_comments(sheet: &str) -> String {
    let (mut text, mut rest) = (String::new(), sheet);
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        let (comment, after) = after.split_once("*/").unwrap_or((after, ""));
        text.extend(comment.chars().filter(|letter| *letter == '\n'));
        rest = after;
    }
    text + rest
}

/// Looks at a list of selectors, and at those inside `:is()`, `:not()` and the like, which are not whole: what stands before
/// their bracket counts too.
fn look(list: &str, is_whole: bool, report: &mut dyn FnMut(&str)) {
    for selector in split(list, &[',']) {
        let parts = split_keeping(selector, &['+', '~']);
        for pair in parts.windows(2) {
            let left = last_compound(pair[0]);
            if !left.is_empty() && !is_keyed(left) {
                report("a sibling rule needs a class, an id or an attribute on its left side");
            }
        }
        for compound in split(selector, &[' ', '>', '+', '~', '\n']) {
            if is_whole
                && compound.contains(":has(")
                && (!is_keyed(compound) || FRAME.iter().any(|own| names(compound, own)))
            {
                report(":has() needs a class, an id or an attribute of its own that does not stand on every page");
            }
            arguments(compound).for_each(|inner| look(inner, false, report));
        }
    }
}

/// Splits at these letters where they stand in no brackets; drops what is empty.
fn split<'a>(text: &'a str, at: &[char]) -> Vec<&'a str> {
    split_keeping(text, at).into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Splits at these letters where they stand in no brackets; keeps what is empty.
fn split_keeping<'a>(text: &'a str, at: &[char]) -> Vec<&'a str> {
    let (mut parts, mut from, mut depth) = (Vec::new(), 0, 0);
    for (place, letter) in text.char_indices() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ if depth == 0 && at.contains(&letter) => {
                parts.push(&text[from..place]);
                from = place + letter.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[from..]);
    parts
}

fn last_compound(text: &str) -> &str {
    split(text, &[' ', '>', '\n']).last().copied().unwrap_or_default()
}

/// What stands in the brackets of a compound's pseudo-classes.
fn arguments(compound: &str) -> impl Iterator<Item = &str> {
    let mut rest = compound;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once('(')?;
        let end = closing(after);
        rest = after.get(end..).unwrap_or_default();
        Some(&after[..end])
    })
}

/// Where the bracket closes that was opened before the text.
fn closing(text: &str) -> usize {
    let mut depth = 1;
    for (at, letter) in text.char_indices() {
        depth += match letter {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// Whether a browser can tell by a class, an id or an attribute which elements the compound can fit.
fn is_keyed(compound: &str) -> bool {
    let by_choice = |name: &str| {
        compound.split_once(name).is_some_and(|(_, after)| {
            split(&after[..closing(after)], &[',']).into_iter().all(|own| is_keyed(last_compound(own)))
        })
    };
    outside(compound).contains(['.', '#', '[']) || by_choice(":is(") || by_choice(":where(")
}

/// The compound without what stands in brackets of its pseudo-classes.
fn outside(compound: &str) -> String {
    let mut depth = 0;
    compound
        .chars()
        .filter(|letter| {
            depth += i32::from(*letter == '(') - i32::from(*letter == ')');
            depth == 0
        })
        .collect()
}

fn names(compound: &str, own: &str) -> bool {
    let outside = outside(compound);
    let mut ends = outside.match_indices(own).map(|(at, _)| outside[at + own.len()..].chars().next());
    ends.any(|next| next.is_none_or(|next| !next.is_alphanumeric() && next != '-' && next != '_'))
}

#[test]
fn no_style_rule_costs_on_every_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sheets = Vec::new();
    super::files(root, "style", &[".css"], &mut sheets);
    super::files(root, "public", &[".css"], &mut sheets);
    super::files(root, "src", &[".css"], &mut sheets);
    assert!(sheets.iter().any(|sheet| sheet.path == "style/pages/board.css"), "the sheets were found");
    let found = sheets
        .iter()
        .flat_map(|sheet| faults(&sheet.text).into_iter().map(|(line, why)| format!("{}:{line}: {why}", sheet.path)));
    let found: Vec<String> = found.collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn each_form_is_named_and_its_cure_is_not() {
    for bad in [
        "p + p {}",
        ".panel > p + p {}",
        ".list > div + div, .x {}",
        "h2 ~ .note {}",
        "* + .note {}",
        "dt:not(.x) + dd {}",
        "li:first-child + li {}",
        "@media print { @layer pages { p + p {} } }",
        ":is(.a, p) + .b {}",
        ".a:not(h2 + p) {}",
        "html:has(.board-page) {}",
        ":root:has(dialog[open]) body {}",
        "main:has(.x) {}",
        ".shell:has(> .welcome) {}",
        ".page.wide:has(.x) {}",
        "#main:has(.x) {}",
        "h2:has(+ .note) {}",
        ":not(:has(.x)) > .y {}",
        "/* a\n; { */ p + p {}",
    ] {
        assert_eq!(faults(bad).len(), 1, "{bad}");
    }
    for good in [
        ".p + p {}",
        ".list > .entry + .entry {}",
        "[data-page=board] + p {}",
        ":is(.a, .b p.c) + .b {}",
        "p:not(.head + p) {}",
        ".list > div:not(:first-child) {}",
        ".card:has(+ .line) {}",
        ".page-head:has(> .note) h2 {}",
        ".choice:has(:checked) {}",
        ".lane:not(:has(.card)) > ul {}",
        ".a { width: calc(1px + 2px); }",
        ".a::before { content: \"p + p {\"; }",
        "/* p + p {} */ .a {}",
        "@media (width > 3px) { .a {} }",
        ".a { background: url(\"data:a;b+c{\"); } .b + c {}",
    ] {
        assert_eq!(faults(good), [], "{good}");
    }
    assert_eq!(faults("/* a\nb */\n.a {}\n\np + p {}").first().map(|own| own.0), Some(5));
}
