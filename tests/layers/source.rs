//! A source file as the rules look at it: without comments and without what only tests see. Positions stay, so that a
//! finding can name its line.

/// A file of the project.
pub struct Source {
    /// Path from the project's folder, with `/`.
    pub path: String,
    /// As it is.
    pub text: String,
    /// Without comments, test modules and the insides of strings.
    pub code: String,
    /// Without comments and test modules.
    pub with_strings: String,
    /// Where its words and signs stand in `code`, and on which lines.
    places: Vec<(std::ops::Range<usize>, usize)>,
}

/// A word or sign of the code, with the line it stands on.
pub struct Token<'a> {
    pub text: &'a str,
    pub line: usize,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        let (mut code, mut with_strings) = (Vec::new(), Vec::new());
        blank(text, &mut code, &mut with_strings);
        let (mut code, mut with_strings): (String, String) = (code.iter().collect(), with_strings.iter().collect());
        if path.ends_with(".rs") {
            for (from, to) in test_parts(&code) {
                blank_range(&mut code, from, to);
                blank_range(&mut with_strings, from, to);
            }
        }
        let places = places(&code);
        Self { path: path.to_owned(), text: text.to_owned(), code, with_strings, places }
    }

    /// The layer the file belongs to: the folder under `src`.
    pub fn layer(&self) -> Option<&str> {
        let (layer, _) = self.path.strip_prefix("src/")?.split_once('/')?;
        Some(layer)
    }

    /// Words, and signs one by one, but `::` as one.
    pub fn tokens(&self) -> Vec<Token<'_>> {
        self.places.iter().map(|(place, line)| Token { text: &self.code[place.clone()], line: *line }).collect()
    }

    /// Lines of that text on which `wanted` stands.
    pub fn lines_with<'a>(&self, text: &'a str, wanted: &'a str) -> impl Iterator<Item = usize> + 'a {
        text.lines().enumerate().filter(move |(_, line)| line.contains(wanted)).map(|(number, _)| number + 1)
    }
}

fn places(code: &str) -> Vec<(std::ops::Range<usize>, usize)> {
    let mut places = Vec::new();
    let (mut line, mut at) = (1, 0);
    while let Some(letter) = code[at..].chars().next() {
        let length = match letter {
            _ if is_word(letter) => code[at..].find(|c| !is_word(c)).unwrap_or(code.len() - at),
            ':' if code[at..].starts_with("::") => 2,
            _ => letter.len_utf8(),
        };
        if !letter.is_whitespace() {
            places.push((at..at + length, line));
        }
        line += usize::from(letter == '\n');
        at += length;
    }
    places
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn blank_range(text: &mut String, from: usize, to: usize) {
    let blanked: String =
        text.chars().enumerate().map(|(at, c)| if (from..to).contains(&at) { space(c) } else { c }).collect();
    *text = blanked;
}

fn space(letter: char) -> char {
    if letter == '\n' { '\n' } else { ' ' }
}

/// Writes the text twice: without comments and strings, and without comments.
fn blank(text: &str, code: &mut Vec<char>, with_strings: &mut Vec<char>) {
    let letters: Vec<char> = text.chars().collect();
    let at = |place: usize| letters.get(place).copied().unwrap_or('\0');
    let mut place = 0;
    let mut push = |from: usize, to: usize, in_code: bool, in_strings: bool| {
        for letter in &letters[from..to.min(letters.len())] {
            code.push(if in_code { *letter } else { space(*letter) });
            with_strings.push(if in_strings { *letter } else { space(*letter) });
        }
    };
    while place < letters.len() {
        let rest = |wanted: &str| wanted.chars().enumerate().all(|(n, c)| at(place + n) == c);
        let from_word = place == 0 || !is_word(at(place - 1));
        let end = if rest("//") {
            let end = (place..letters.len()).find(|n| at(*n) == '\n').unwrap_or(letters.len());
            push(place, end, false, false);
            end
        } else if rest("/*") {
            let end =
                (place + 2..letters.len()).find(|n| at(*n) == '*' && at(n + 1) == '/').map_or(letters.len(), |n| n + 2);
            push(place, end, false, false);
            end
        } else if from_word
            && at(place) == 'r'
            && (at(place + 1) == '"' || at(place + 1) == '#' && "#\"".contains(at(place + 2)))
        {
            let hashes = (place + 1..).take_while(|n| at(*n) == '#').count();
            let closes = |n: usize| at(n) == '"' && (1..=hashes).all(|h| at(n + h) == '#');
            let opened = place + 2 + hashes;
            let end = (opened..letters.len()).find(|n| closes(*n)).map_or(letters.len(), |n| n + 1 + hashes);
            push(place, end, false, true);
            end
        } else if at(place) == '"' {
            let mut end = place + 1;
            while end < letters.len() && at(end) != '"' {
                end += if at(end) == '\\' { 2 } else { 1 };
            }
            // The quotes stay, so that an attribute keeps its form.
            push(place, place + 1, true, true);
            push(place + 1, end, false, true);
            push(end, end + 1, true, true);
            end + 1
        } else if at(place) == '\'' && (at(place + 1) == '\\' || at(place + 2) == '\'') {
            let end = (place + 2..letters.len())
                .find(|n| at(*n) == '\'' && *n > place + 1 + usize::from(at(place + 1) == '\\'));
            let end = end.map_or(letters.len(), |n| n + 1);
            push(place, end, false, false);
            end
        } else {
            push(place, place + 1, true, true);
            place + 1
        };
        place = end;
    }
}

/// Where the items marked `#[cfg(test)]` stand, from and to, in letters.
fn test_parts(code: &str) -> Vec<(usize, usize)> {
    let letters: Vec<char> = code.chars().collect();
    let mark: Vec<char> = "#[cfg(test)]".chars().collect();
    let mut parts = Vec::new();
    let mut place = 0;
    while place + mark.len() <= letters.len() {
        if letters[place..place + mark.len()] != mark[..] {
            place += 1;
            continue;
        }
        let mut depth = 0;
        let mut end = place + mark.len();
        while let Some(letter) = letters.get(end) {
            end += 1;
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 && matches!(letter, '}' | ';') {
                break;
            }
        }
        parts.push((place, end));
        place = end;
    }
    parts
}
