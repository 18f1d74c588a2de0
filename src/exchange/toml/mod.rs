//! TOML text to [`Value`]: as much of TOML as model files use. Tables, lists of tables, keys with dots, inline tables, lists, text
//! in all four kinds of quotation marks, whole and decimal numbers, yes and no. Dates and special numbers are refused with a
//! sentence. Own code, because the well-kept library adds 27 kB to the wasm; it is tested against that library. Must not know what
//! the file is about.

mod number;
mod tables;

use crate::domain::field::LONGEST_PROSE;
use crate::domain::value::Value;
use number::number;
use rustc_hash::FxHashSet;
use std::fmt;
use std::sync::Arc;
use tables::{insert, open_table, walk};

/// Deepest nesting of lists and tables within one value.
const DEEPEST: usize = 32;

/// Where and why a text is not the TOML wanted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TomlError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub fault: TomlFault,
}

/// Why a text is not the TOML wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TomlFault {
    /// It cannot be read.
    Syntax,
    /// A text has no end.
    OpenText,
    /// A key or table stands there twice.
    Twice,
    /// A value is of a kind that is not read.
    Kind,
    /// Too deep, too long or too many.
    TooMuch,
}

impl fmt::Display for TomlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.fault {
            TomlFault::Syntax => "cannot be read as TOML",
            TomlFault::OpenText => "begins a text that does not end",
            TomlFault::Twice => "gives something that stands above it already",
            TomlFault::Kind => "has a value of a kind that is not read here, such as a date",
            TomlFault::TooMuch => "goes beyond what is taken in: too deep, too long or too many",
        };
        f.write_str(&["Line ", &self.line.to_string(), " ", what, "."].concat())
    }
}

type Entries = Vec<(Arc<str>, Value)>;

/// Reads TOML.
pub fn read_toml(text: &str) -> Result<Value, TomlError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { text, at: 0 };
    match reader.file() {
        Ok(entries) => Ok(Value::Map(entries)),
        Err(fault) => {
            let read = text.as_bytes().get(..reader.at).unwrap_or_default();
            Err(TomlError { line: 1 + read.iter().filter(|byte| **byte == b'\n').count(), fault })
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Goes over the sign, if it comes next.
    fn eat(&mut self, sign: &str) -> bool {
        let is_next = self.rest().starts_with(sign);
        if is_next {
            self.at += sign.len();
        }
        is_next
    }

    fn need(&mut self, sign: &str) -> Result<(), TomlFault> {
        if self.eat(sign) { Ok(()) } else { Err(TomlFault::Syntax) }
    }

    fn skip_spaces(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Goes over spaces, comments and ends of lines.
    fn skip_blank(&mut self) {
        loop {
            self.skip_spaces();
            match self.peek() {
                Some(b'#') => self.at += self.rest().find('\n').unwrap_or(self.rest().len()),
                Some(b'\n') => self.at += 1,
                Some(b'\r') if self.rest().starts_with("\r\n") => self.at += 2,
                _ => return,
            }
        }
    }

    /// Nothing more on this line but a comment.
    fn end_line(&mut self) -> Result<(), TomlFault> {
        self.skip_spaces();
        match self.peek() {
            None | Some(b'\n' | b'#') => Ok(()),
            Some(b'\r') if self.rest().starts_with("\r\n") => Ok(()),
            _ => Err(TomlFault::Syntax),
        }
    }

    fn file(&mut self) -> Result<Entries, TomlFault> {
        let mut root = Entries::new();
        let mut headers = FxHashSet::default();
        let mut path: Vec<Arc<str>> = Vec::new();
        loop {
            self.skip_blank();
            match self.peek() {
                None => return Ok(root),
                Some(b'[') => {
                    let is_list = self.eat("[[");
                    if !is_list {
                        self.need("[")?;
                    }
                    path = self.key()?;
                    self.skip_spaces();
                    self.need(if is_list { "]]" } else { "]" })?;
                    self.end_line()?;
                    open_table(&mut root, &path, is_list, &mut headers)?;
                }
                Some(_) => {
                    let (key, value) = self.pair(0)?;
                    self.end_line()?;
                    let table = walk(&mut root, &path)?;
                    insert(table, &key, value)?;
                }
            }
        }
    }

    fn pair(&mut self, depth: usize) -> Result<(Vec<Arc<str>>, Value), TomlFault> {
        let key = self.key()?;
        self.skip_spaces();
        self.need("=")?;
        self.skip_spaces();
        let value = self.value(depth)?;
        Ok((key, value))
    }

    /// A key: parts with dots between them.
    fn key(&mut self) -> Result<Vec<Arc<str>>, TomlFault> {
        let mut parts = Vec::new();
        loop {
            self.skip_spaces();
            parts.push(match self.peek() {
                Some(b'"') if !self.rest().starts_with("\"\"\"") => self.quoted()?,
                Some(b'\'') if !self.rest().starts_with("'''") => self.literal()?,
                _ => {
                    let bare = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
                    let length = self.rest().bytes().take_while(bare).count();
                    let part: Arc<str> = self.rest().get(..length).unwrap_or_default().into();
                    self.at += length;
                    if part.is_empty() {
                        return Err(TomlFault::Syntax);
                    }
                    part
                }
            });
            if parts.len() > DEEPEST {
                return Err(TomlFault::TooMuch);
            }
            self.skip_spaces();
            if !self.eat(".") {
                return Ok(parts);
            }
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value, TomlFault> {
        if depth > DEEPEST {
            return Err(TomlFault::TooMuch);
        }
        match self.peek() {
            Some(b'"') => Ok(Value::Text(self.quoted()?)),
            Some(b'\'') => Ok(Value::Text(self.literal()?)),
            Some(b'[') => self.list(depth),
            Some(b'{') => self.inline_table(depth),
            _ => self.bare(),
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value, TomlFault> {
        self.need("[")?;
        let mut values = Vec::new();
        loop {
            self.skip_blank();
            if self.eat("]") {
                return Ok(Value::List(values));
            }
            values.push(self.value(depth + 1)?);
            self.skip_blank();
            if !self.eat(",") {
                self.need("]")?;
                return Ok(Value::List(values));
            }
        }
    }

    fn inline_table(&mut self, depth: usize) -> Result<Value, TomlFault> {
        self.need("{")?;
        let mut entries = Entries::new();
        self.skip_blank();
        if self.eat("}") {
            return Ok(Value::Map(entries));
        }
        loop {
            self.skip_blank();
            let (key, value) = self.pair(depth + 1)?;
            insert(&mut entries, &key, value)?;
            self.skip_blank();
            if self.eat("}") {
                return Ok(Value::Map(entries));
            }
            self.need(",")?;
        }
    }

    /// Numbers, and yes and no.
    fn bare(&mut self) -> Result<Value, TomlFault> {
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+' | b'.' | b':');
        let length = self.rest().bytes().take_while(is_part).count();
        let word = self.rest().get(..length).unwrap_or_default();
        let value = match word {
            "" => return Err(TomlFault::Syntax),
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            word => number(word).ok_or(TomlFault::Kind)?,
        };
        self.at += length;
        Ok(value)
    }

    /// Text in double quotation marks, of one line or several.
    fn quoted(&mut self) -> Result<Arc<str>, TomlFault> {
        let is_long = self.eat("\"\"\"");
        if is_long {
            let _ = self.eat("\r\n") || self.eat("\n");
        } else {
            self.need("\"")?;
        }
        let begin = self.at;
        let mut text = String::new();
        loop {
            let letter = self.rest().chars().next().ok_or(TomlFault::OpenText)?;
            if letter == '"' && (!is_long || self.rest().starts_with("\"\"\"")) {
                self.at += if is_long { 3 } else { 1 };
                // Up to two more belong to the text.
                let extra =
                    if is_long { self.rest().bytes().take(2).take_while(|byte| *byte == b'"').count() } else { 0 };
                text.push_str(self.rest().get(..extra).unwrap_or_default());
                self.at += extra;
                return Ok(text.into());
            }
            self.at += letter.len_utf8();
            match letter {
                '\\' => self.escape(&mut text, is_long)?,
                _ => push(&mut text, letter, is_long, begin, &mut self.at)?,
            }
        }
    }

    fn escape(&mut self, text: &mut String, is_long: bool) -> Result<(), TomlFault> {
        let letter = self.rest().chars().next().ok_or(TomlFault::OpenText)?;
        let digits = match letter {
            'u' => 4,
            'U' => 8,
            'b' | 't' | 'n' | 'f' | 'r' | '"' | '\\' => {
                self.at += 1;
                text.push(match letter {
                    'b' => '\u{8}',
                    't' => '\t',
                    'n' => '\n',
                    'f' => '\u{c}',
                    'r' => '\r',
                    other => other,
                });
                return Ok(());
            }
            // A line that goes on: blanks up to the next letter are left out.
            ' ' | '\t' | '\r' | '\n' if is_long => {
                let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
                let length = self.rest().bytes().take_while(blank).count();
                if !self.rest().get(..length).unwrap_or_default().contains('\n') {
                    return Err(TomlFault::Syntax);
                }
                self.at += length;
                return Ok(());
            }
            _ => return Err(TomlFault::Syntax),
        };
        let code = self.rest().get(1..=digits).filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let code = code.and_then(|code| u32::from_str_radix(code, 16).ok()).ok_or(TomlFault::Syntax)?;
        text.push(char::from_u32(code).ok_or(TomlFault::Syntax)?);
        self.at += 1 + digits;
        Ok(())
    }

    /// Text in single quotation marks, of one line or several: nothing in it stands for something else.
    fn literal(&mut self) -> Result<Arc<str>, TomlFault> {
        let is_long = self.eat("'''");
        if is_long {
            let _ = self.eat("\r\n") || self.eat("\n");
        } else {
            self.need("'")?;
        }
        let begin = self.at;
        let mut text = String::new();
        loop {
            let letter = self.rest().chars().next().ok_or(TomlFault::OpenText)?;
            if letter == '\'' && (!is_long || self.rest().starts_with("'''")) {
                self.at += if is_long { 3 } else { 1 };
                let extra =
                    if is_long { self.rest().bytes().take(2).take_while(|byte| *byte == b'\'').count() } else { 0 };
                text.push_str(self.rest().get(..extra).unwrap_or_default());
                self.at += extra;
                return Ok(text.into());
            }
            self.at += letter.len_utf8();
            push(&mut text, letter, is_long, begin, &mut self.at)?;
        }
    }
}

/// Takes a letter of a text, unless the text must not have it; then the place is where the text begins.
fn push(text: &mut String, letter: char, is_long: bool, begin: usize, at: &mut usize) -> Result<(), TomlFault> {
    if letter == '\n' && !is_long {
        *at = begin;
        return Err(TomlFault::OpenText);
    }
    if letter.is_control() && !matches!(letter, '\t' | '\n' | '\r') && u32::from(letter) < 0x80 {
        return Err(TomlFault::Syntax);
    }
    if text.len() >= LONGEST_PROSE {
        return Err(TomlFault::TooMuch);
    }
    text.push(letter);
    Ok(())
}
