//! The safeguards that are taken out in turn (`make mutants`) fit the source of today: a patch whose lines were renamed would be found
//! out only by those who run them.

use std::path::Path;

/// The lines of each place that a patch looks for, with its file: those that stay and those that it takes out.
fn places(patch: &str) -> Vec<(String, Vec<String>)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    let mut path = String::new();
    for line in patch.lines() {
        if let Some(file) = line.strip_prefix("--- a/") {
            path = file.to_owned();
        } else if line.starts_with("@@") {
            found.push((path.clone(), Vec::new()));
        } else if line.starts_with("+++") || line.starts_with("diff ") || line.starts_with("index ") {
            continue;
        } else if let (Some((_, lines)), Some(text)) = (found.last_mut(), line.strip_prefix([' ', '-'])) {
            lines.push(text.to_owned());
        } else if let (Some((_, lines)), "") = (found.last_mut(), line) {
            lines.push(String::new());
        }
    }
    found
}

/// Whether the lines stand in the text, one after the other.
fn stands_in(text: &str, wanted: &[String]) -> bool {
    let lines: Vec<&str> = text.lines().collect();
    let end = wanted.iter().rposition(|line| !line.is_empty()).map_or(0, |at| at + 1);
    lines.windows(end.max(1)).any(|window| window.iter().zip(&wanted[..end]).all(|(line, wanted)| line == wanted))
}

#[test]
fn each_safeguard_that_is_taken_out_is_there_and_names_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut patches = 0;
    for entry in std::fs::read_dir(root.join("tests/mutants")).unwrap() {
        let path = entry.unwrap().path();
        let patch = std::fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let test = patch.lines().find_map(|line| line.strip_prefix("Test: ")).unwrap_or_default();
        assert!(root.join(format!("tests/it/{test}.rs")).is_file(), "{name}: there is no test {test}");
        let places = places(&patch);
        assert!(!places.is_empty(), "{name} changes nothing");
        for (file, lines) in places {
            let text = std::fs::read_to_string(root.join(&file)).unwrap_or_default();
            assert!(
                stands_in(&text, &lines),
                "{name} does not fit {file} any more; these lines are not there:\n{}",
                lines.join("\n")
            );
        }
        patches += 1;
    }
    assert!(patches >= 20, "{patches}");
}

#[test]
fn a_patch_that_does_not_fit_is_found() {
    let patch = "What.\nTest: x\n\ndiff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n \n three\n";
    let places = places(patch);
    assert_eq!(places, [("f".to_owned(), ["one", "two", "", "three"].map(str::to_owned).to_vec())]);
    assert!(stands_in("zero\none\ntwo\n\nthree\n", &places[0].1));
    assert!(!stands_in("zero\none\nTWO\n\nthree\n", &places[0].1));
}
