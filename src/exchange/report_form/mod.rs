//! The form of a status report as a file that goes out and comes back: one HTML file for a person who does not have the portfolio, with its
//! own script under a policy that lets nothing else run and nothing leave; and the answers that it offers to save. Must not know what the
//! form asks of a project, nor the browser.

mod digest;
mod read;

pub use read::{Answers, FormError, MOST_BYTES, read_answers};

use super::json::to_json;
use crate::domain::value::Value;
use digest::{LENGTH, digest};

/// What stands in the answers.
const ANSWERS: &str = "pocket-pmo-report-answers";
/// Version of the form and its answers.
pub const VERSION: i64 = 1;

const SCRIPT: &str = include_str!("form.js");
const STYLE: &str = include_str!("form.css");
const SCRIPT_DIGEST: [u8; LENGTH] = digest(SCRIPT);
const STYLE_DIGEST: [u8; LENGTH] = digest(STYLE);

/// The file. What people wrote stands in it as JSON alone, in which nothing can end the element.
pub fn form_file(data: &Value) -> String {
    let digest = |letters: &'static [u8; LENGTH]| std::str::from_utf8(letters).unwrap_or_default();
    [
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; script-src 'sha256-",
        digest(&SCRIPT_DIGEST),
        "'; style-src 'sha256-",
        digest(&STYLE_DIGEST),
        "'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Status report form</title>\n<style>",
        STYLE,
        "</style>\n</head>\n<body>\n<noscript>This form needs the script that it brings with it, and this program does not run it. \
         Save the file, then open it in a browser.</noscript>\n<main id=\"form\"></main>\n<script type=\"application/json\" id=\"data\">",
        &inert(&to_json(data)),
        "</script>\n<script>",
        SCRIPT,
        "</script>\n</body>\n</html>\n",
    ]
    .concat()
}

/// JSON in which no letter means anything to a reader of markup: in JSON they stand in texts alone, where they may be written by number.
fn inert(json: &str) -> String {
    let mut written = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '<' => written.push_str("\\u003c"),
            '>' => written.push_str("\\u003e"),
            '&' => written.push_str("\\u0026"),
            '\u{2028}' => written.push_str("\\u2028"),
            '\u{2029}' => written.push_str("\\u2029"),
            letter => written.push(letter),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::json::from_json;

    #[test]
    fn nothing_that_is_in_the_data_can_end_its_element() {
        let attack = "</script><script>alert(1)</script><!--\u{2028}&lt;";
        let data = Value::Map(vec![("name".into(), Value::text(attack))]);
        let file = form_file(&data);
        assert_eq!(file.matches("<script").count(), 2, "the data and the script of the form");
        assert_eq!(file.matches("</script>").count(), 2);
        assert!(!file.contains("<!--") && !file.contains("alert(1)</"));
        let json = file.split("id=\"data\">").nth(1).and_then(|rest| rest.split("</script>").next()).unwrap();
        assert_eq!(from_json(json).unwrap(), data, "it reads as it was");
    }

    #[test]
    fn the_script_and_the_style_can_stand_in_the_file() {
        for text in [SCRIPT, STYLE] {
            assert!(!text.contains("</") && !text.contains("<!--") && !text.contains('\r'));
        }
        // The two that end so are not written out: the sources are searched for them.
        for word in [
            "nerHTML",
            "terHTML",
            "insertAdjacent",
            "document.write",
            "eval",
            "fetch",
            "XMLHttp",
            "localStorage",
            "http:",
            "https:",
        ] {
            assert!(!SCRIPT.contains(word), "{word}");
        }
        let policy = form_file(&Value::Null);
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"));
        assert!(!policy.contains("src=\"") && !policy.contains("href="));
    }
}
