//! The rules: which layer may know which, and what no file may have. Each takes a file and names the lines that break it.

use super::source::{Source, Token};

/// A line that breaks a rule, and why.
pub type Finding = (usize, String);

/// A rule by its name.
pub struct Rule {
    pub name: &'static str,
    pub check: fn(&Source) -> Vec<Finding>,
}

pub const RULES: &[Rule] = &[
    Rule { name: "layers", check: layers },
    Rule { name: "crates", check: crates },
    Rule { name: "no HTML from text, no code from text", check: injection },
    Rule { name: "storage has one door", check: local_storage },
    Rule { name: "no panic in reach of a user", check: panics },
    Rule { name: "unsafe only where the program is cut", check: unsafe_code },
    Rule { name: "no style attribute", check: style },
    Rule { name: "only the store names triggers", check: triggers },
    Rule { name: "every file says what it owns", check: opening },
    Rule { name: "no file over 600 lines", check: length },
    Rule { name: "the clock comes from outside", check: clock },
    Rule { name: "no binding called own", check: own },
    Rule { name: "no debug form for people", check: debug_form },
    Rule { name: "the focus is given in one way", check: focus },
    Rule { name: "what is done later has one door", check: later },
    Rule { name: "the unstable names of Leptos have one door", check: tachys },
];

/// The layers in their order.
pub const LAYERS: [&str; 8] = ["domain", "engine", "exchange", "storage", "view", "platform", "store", "ui"];

/// What a layer may not know although it stands above, as beginnings of paths.
const HIDDEN: &[(&str, &str)] = &[
    ("platform", "domain::records"),
    ("platform", "engine"),
    ("ui", "storage"),
    ("ui", "platform::local"),
    ("ui", "platform::indexed"),
];

/// What the driver hands from storage to the store and back without looking inside.
const HANDED_ON: &[&str] = &["engine::portfolio::Portfolio", "engine::transaction::Transaction"];

fn layers(source: &Source) -> Vec<Finding> {
    let Some(layer) = source.layer() else { return Vec::new() };
    let Some(own) = LAYERS.iter().position(|known| *known == layer) else {
        return vec![(1, format!("src/{layer}/ is no layer of the design"))];
    };
    let mut findings = Vec::new();
    for (line, path) in paths(source) {
        let other = path.split("::").next().unwrap_or_default();
        let Some(at) = LAYERS.iter().position(|known| *known == other) else { continue };
        let is_within =
            |begin: &str| path == begin || path.strip_prefix(begin).is_some_and(|rest| rest.starts_with("::"));
        let is_hidden = HIDDEN.iter().any(|(from, begin)| *from == layer && is_within(begin));
        let is_handed_on = source.path == "src/platform/driver.rs" && HANDED_ON.contains(&path.as_str());
        if at > own || (is_hidden && !is_handed_on) {
            findings.push((line, format!("{layer} may not know {path}")));
        }
    }
    findings
}

/// Paths within the crate that the file names, from their first part on, `super::` and groups in braces followed.
pub fn paths(source: &Source) -> Vec<(usize, String)> {
    let tokens = source.tokens();
    let mut module: Vec<String> =
        source.path.trim_start_matches("src/").trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if module.last().is_some_and(|name| name == "mod" || name == "lib" || name == "main") {
        module.pop();
    }
    let mut paths = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let follows = |text: &str| at > 0 && tokens[at - 1].text == text;
        let is_first = !follows("::") && tokens.get(at + 1).is_some_and(|next| next.text == "::");
        match token.text {
            "crate" if is_first => {
                collect(&tokens, at + 2, Vec::new(), &mut paths);
            }
            "super" if is_first => {
                let ups = tokens[at..].chunks(2).take_while(|pair| pair[0].text == "super").count();
                let left = module.len().saturating_sub(ups);
                collect(&tokens, at + 2 * ups, module[..left].to_vec(), &mut paths);
            }
            _ => {}
        }
    }
    paths
}

/// Collects the path that begins at a token, or the paths of the group in braces there. Gives the token after it.
fn collect(tokens: &[Token], mut at: usize, mut path: Vec<String>, paths: &mut Vec<(usize, String)>) -> usize {
    let line = tokens.get(at).map_or(0, |token| token.line);
    loop {
        match tokens.get(at).map(|token| token.text) {
            Some("{") => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token.text != "}") {
                    at = collect(tokens, at, path.clone(), paths);
                    at += usize::from(tokens.get(at).is_some_and(|token| token.text == ","));
                }
                return at + 1;
            }
            Some(part) => path.push(part.to_owned()),
            None => return at,
        }
        at += 1;
        if tokens.get(at).is_none_or(|token| token.text != "::") {
            paths.push((line, path.join("::")));
            // An "as" and its name.
            at += if tokens.get(at).is_some_and(|token| token.text == "as") { 2 } else { 0 };
            return at.max(1);
        }
        at += 1;
    }
}

/// Which crates a layer may not name; an own file may be exempt.
const NO_CRATES: &[(&str, &[&str])] = &[
    (
        "domain",
        &["serde", "serde_json", "csv", "miniz_oxide", "web_sys", "js_sys", "wasm_bindgen", "gloo_storage", "leptos"],
    ),
    (
        "engine",
        &[
            "serde",
            "serde_json",
            "csv",
            "miniz_oxide",
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "gloo_storage",
            "leptos",
            "chrono",
        ],
    ),
    ("exchange", &["web_sys", "js_sys", "wasm_bindgen", "gloo_storage", "leptos"]),
    ("storage", &["web_sys", "js_sys", "wasm_bindgen", "gloo_storage", "leptos"]),
    ("view", &["web_sys", "js_sys", "wasm_bindgen", "gloo_storage", "leptos"]),
    ("platform", &["leptos", "serde_json"]),
    ("store", &["web_sys", "gloo_storage"]),
    ("ui", &["serde", "serde_json", "gloo_storage"]),
];

fn crates(source: &Source) -> Vec<Finding> {
    let layer = source.layer().unwrap_or_default();
    let Some((_, barred)) = NO_CRATES.iter().find(|(own, _)| *own == layer) else { return Vec::new() };
    let tokens = source.tokens();
    let mut findings = Vec::new();
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| barred.contains(&token.text)) {
        let before = at.checked_sub(1).map(|before| tokens[before].text);
        let after = tokens.get(at + 1).map(|after| after.text);
        // What another crate hands on as its own, as in `leptos::web_sys`, is that crate's.
        if before != Some("::") && (after == Some("::") || before == Some("use")) {
            findings.push((token.line, format!("{layer} may not know the crate {}", token.text)));
        }
    }
    findings
}

/// Where these words stand one after the other.
fn sequence(source: &Source, wanted: &[&str]) -> Vec<usize> {
    let tokens = source.tokens();
    let all = tokens.windows(wanted.len());
    all.filter(|run| run.iter().zip(wanted).all(|(token, word)| token.text == *word)).map(|run| run[0].line).collect()
}

fn any_of(source: &Source, wanted: &[&[&str]]) -> Vec<Finding> {
    let found = wanted.iter().flat_map(|words| sequence(source, words).into_iter().map(|line| (line, words.concat())));
    found.map(|(line, words)| (line, format!("{words} is barred"))).collect()
}

fn is_rust_source(source: &Source) -> bool {
    source.path.starts_with("src/")
}

fn injection(source: &Source) -> Vec<Finding> {
    if source.path.ends_with(".js") {
        let barred = ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"];
        let found = |word: &'static str| {
            let lines: Vec<_> = source.lines_with(&source.code, word).collect();
            lines.into_iter().map(move |line| (line, format!("{word} is barred")))
        };
        return barred.into_iter().flat_map(found).collect();
    }
    if !is_rust_source(source) {
        return Vec::new();
    }
    any_of(
        source,
        &[
            &["inner_html"],
            &["set_inner_html"],
            &["outer_html"],
            &["set_outer_html"],
            &["insert_adjacent_html"],
            &["eval", "("],
            &["Function", "::", "new"],
            &["js_sys", "::", "eval"],
        ],
    )
}

fn local_storage(source: &Source) -> Vec<Finding> {
    if !is_rust_source(source) {
        return Vec::new();
    }
    let mut barred: Vec<&[&str]> = vec![
        &["LocalStorage", "::", "get"],
        &["LocalStorage", "::", "set"],
        &["LocalStorage", "::", "get_all"],
        &["LocalStorage", "::", "delete"],
        &["LocalStorage", "::", "clear"],
        &["SessionStorage", "::", "get"],
        &["SessionStorage", "::", "set"],
    ];
    if source.path != "src/platform/local.rs" {
        barred.extend::<[&[&str]; 2]>([&["LocalStorage", "::", "raw"], &["local_storage", "("]]);
    }
    any_of(source, &barred)
}

fn panics(source: &Source) -> Vec<Finding> {
    if !is_rust_source(source) {
        return Vec::new();
    }
    any_of(
        source,
        &[
            &[".", "unwrap", "(", ")"],
            &[".", "expect", "("],
            &["panic", "!"],
            &["todo", "!"],
            &["unimplemented", "!"],
            &["dbg", "!"],
        ],
    )
}

fn unsafe_code(source: &Source) -> Vec<Finding> {
    // The macro that makes a chapter's import and export writes it; nobody else may.
    if ["src/ui/chapters.rs", "src/store/editing.rs"].contains(&source.path.as_str()) {
        return any_of(source, &[&["unsafe", "{"], &["unsafe", "fn"]]);
    }
    any_of(source, &[&["unsafe"], &["allow", "(", "unsafe_code", ")"]])
}

fn style(source: &Source) -> Vec<Finding> {
    let is_page = source.path.ends_with(".html");
    if !is_page && source.layer() != Some("ui") {
        return Vec::new();
    }
    // In a view an attribute stands without spaces; `style:width=` is another thing.
    let lines = source.lines_with(&source.code, "style=").map(|line| (line, "a style attribute".to_owned()));
    let own = source.code.lines().enumerate().filter(|(_, line)| is_page && line.contains("<style"));
    lines.chain(own.map(|(line, _)| (line + 1, "a style element".to_owned()))).collect()
}

fn triggers(source: &Source) -> Vec<Finding> {
    if !is_rust_source(source) || source.layer() == Some("store") {
        return Vec::new();
    }
    any_of(source, &[&["Trigger"], &["ArcTrigger"]])
}

fn focus(source: &Source) -> Vec<Finding> {
    if !is_rust_source(source) || source.path == "src/platform/page.rs" {
        return Vec::new();
    }
    any_of(source, &[&[".", "focus", "(", ")"]])
}

/// What runs later may run when its view has gone, and to read a signal of that view then stops the page.
fn later(source: &Source) -> Vec<Finding> {
    if source.layer() != Some("ui") || source.path == "src/ui/draw/later.rs" {
        return Vec::new();
    }
    let mut barred: Vec<&[&str]> = vec![
        &["set_timeout", "("],
        &["set_interval", "("],
        &["request_animation_frame", "("],
        &["request_idle_callback", "("],
        &["queue_microtask", "("],
        &["window_event_listener", "("],
        &["timer", "::", "after"],
        &["timer", "::", "when_idle"],
        &["timer", "::", "before_frame"],
    ];
    // What loads a chapter is nobody's view.
    if source.path != "src/ui/chapters.rs" {
        barred.push(&["spawn_local", "("]);
    }
    any_of(source, &barred)
}

/// What promises no stable names is named in one file, where another version of Leptos is met.
fn tachys(source: &Source) -> Vec<Finding> {
    if !is_rust_source(source) || source.path == "src/ui/draw/tachys.rs" {
        return Vec::new();
    }
    any_of(source, &[&["leptos", "::", "tachys"], &["leptos", "::", "attr"], &["leptos", "::", "renderer"]])
}

fn opening(source: &Source) -> Vec<Finding> {
    let opens = !source.path.ends_with(".rs") || source.text.starts_with("//!");
    if opens { Vec::new() } else { vec![(1, "does not open with //!".to_owned())] }
}

fn length(source: &Source) -> Vec<Finding> {
    let lines = source.text.lines().count();
    let is_long = source.path.ends_with(".rs") && lines > 600;
    if is_long { vec![(601, format!("has {lines} lines"))] } else { Vec::new() }
}

fn clock(source: &Source) -> Vec<Finding> {
    if !is_rust_source(source) {
        return Vec::new();
    }
    any_of(
        source,
        &[
            &["SystemTime"],
            &["Instant", "::", "now"],
            &["chrono", "::", "Utc"],
            &["chrono", "::", "Local"],
            &["Utc", "::", "now"],
            &["Local", "::", "now"],
        ],
    )
}

/// Where bindings are not yet called after what they hold, as beginnings of paths. Nothing is added here; what has been
/// renamed leaves the list.
const NOT_YET_NAMED: &[&str] = &[
    "src/ui/board/",
    "src/ui/dialogs/gate/",
    "src/ui/pages/decisions/",
    "src/ui/pages/overview/",
    "src/ui/pages/project/",
    "src/ui/profile_chart.rs",
    "src/ui/project_board/",
    "src/ui/register/",
    "src/view/board",
    "src/view/gate_",
    "src/view/lists.rs",
    "src/view/maturity/chart.rs",
    "src/view/needs.rs",
    "src/view/overview.rs",
    "src/view/pages.rs",
    "src/view/project.rs",
    "src/view/project_",
    "src/view/register/",
    "src/view/standing.rs",
];

fn own(source: &Source) -> Vec<Finding> {
    let is_later = NOT_YET_NAMED.iter().any(|beginning| source.path.starts_with(beginning));
    if source.layer().is_none() || is_later {
        return Vec::new();
    }
    let tokens = source.tokens();
    let text = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("", |token| token.text);
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.text == "own") {
        // A field is no binding; what follows `..` is one.
        let before = [text(at.checked_sub(1)), text(at.checked_sub(2))];
        if before[0] == "pub" || (before[0] == "." && before[1] != ".") {
            continue;
        }
        found.push((token.line, "say what it holds: `project`, `field`, `entry`".to_owned()));
    }
    found
}

fn debug_form(source: &Source) -> Vec<Finding> {
    if !is_rust_source(source) {
        return Vec::new();
    }
    let marks = [":?}", ":#?}"].into_iter().flat_map(|mark| source.lines_with(&source.with_strings, mark));
    marks.map(|line| (line, "{:?} is no form for people".to_owned())).collect()
}
