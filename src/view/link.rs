//! Which addresses become links. Only those whose scheme cannot run anything: all else is shown as plain text.
//! Must not know how a link is drawn.

/// The address to put into a link; `None` if it may only be shown as text. Browsers drop tabs and line breaks anywhere in an
/// address and control characters and spaces around it, so all of them are dropped before the scheme is read.
pub fn safe_href(address: &str) -> Option<String> {
    let address: String = address.trim().chars().filter(|letter| !is_dropped(*letter)).collect();
    let (scheme, rest) = address.split_once(':')?;
    let opens = match scheme.to_ascii_lowercase().as_str() {
        // A web address without its two strokes would be read as one of this page's own origin.
        "http" | "https" => rest.strip_prefix("//").is_some_and(begins_with_host),
        "mailto" | "tel" => !rest.is_empty(),
        _ => false,
    };
    (opens && !address.contains(' ')).then_some(address)
}

/// Controls, and marks without a shape that turn the reading direction or hide between letters.
fn is_dropped(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn begins_with_host(rest: &str) -> bool {
    rest.starts_with(|letter: char| letter.is_alphanumeric() || letter == '[')
}

#[cfg(test)]
mod tests {
    use super::safe_href;

    #[test]
    fn what_opens_something_is_a_link() {
        for (address, href) in [
            ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
            ("  http://example.org  ", "http://example.org"),
            ("HTTPS://EXAMPLE.ORG/", "HTTPS://EXAMPLE.ORG/"),
            ("https://example.org:8443/x", "https://example.org:8443/x"),
            ("https://[2001:db8::1]/", "https://[2001:db8::1]/"),
            ("https://bücher.example/", "https://bücher.example/"),
            ("mailto:pmo@example.org?subject=Gate", "mailto:pmo@example.org?subject=Gate"),
            ("tel:+44-20-7946-0000", "tel:+44-20-7946-0000"),
            ("ht\ntps://example.org/\tplan", "https://example.org/plan"),
            ("\u{1}https://example.org/", "https://example.org/"),
        ] {
            assert_eq!(safe_href(address).as_deref(), Some(href), "{address:?}");
        }
    }

    #[test]
    fn what_could_run_or_lead_astray_is_text() {
        for address in [
            "",
            " ",
            ":",
            "//example.org/a",
            "/board",
            "#/board",
            "example.org",
            "www.example.org/a:b",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "\u{1}javascript:alert(1)",
            "\u{0}javascript:alert(1)",
            "java\nscript:alert(1)",
            "java\tscript:alert(1)",
            "java\rscript:alert(1)",
            "java\u{0}script:alert(1)",
            "java script:alert(1)",
            "javascript\t:alert(1)",
            "javascript&colon;alert(1)",
            "java\u{200b}script:alert(1)",
            "\u{feff}javascript:alert(1)",
            "javascript://example.org/%0aalert(1)",
            "data:text/html,<script>alert(1)</script>",
            "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
            "vbscript:msgbox(1)",
            "file:///etc/passwd",
            "blob:https://example.org/1",
            "filesystem:https://example.org/1",
            "about:blank",
            "view-source:https://example.org",
            "ftp://example.org/",
            "ws://example.org/",
            "intent://example.org#Intent;scheme=https;end",
            "feed:javascript:alert(1)",
            "jar:https://example.org!/",
            "http:javascript:alert(1)",
            "http:",
            "http:///",
            "http:example.org",
            "https:/example.org",
            "https:\\\\example.org",
            "https://",
            "https:// example.org",
            "https://example.org/a b",
            "ｈttps://example.org",
            "http\u{3a}\u{20}//example.org",
            "mailto:",
            "tel:",
            "-https://example.org",
            "https\u{ff1a}//example.org",
        ] {
            assert_eq!(safe_href(address), None, "{address:?}");
        }
    }
}
