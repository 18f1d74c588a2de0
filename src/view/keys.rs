//! Shortcuts: which keys start an action, how they read, and when a single character may. Must not know browser events.

/// A shortcut. `command` is Ctrl, or Cmd on a Mac.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shortcut {
    /// With Ctrl or Cmd.
    pub command: bool,
    /// With Shift.
    pub shift: bool,
    /// The key as the browser names it, letters in lower case.
    pub key: &'static str,
}

/// A key press.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyPress {
    /// With Ctrl or Cmd.
    pub command: bool,
    /// With Shift.
    pub shift: bool,
    /// The key as the browser names it.
    pub key: String,
    /// Whether the person is typing into a field.
    pub typing: bool,
}

/// When a character alone starts an action. Who dictates to the computer, or often hits keys unawares, must be able to put that off
/// (WCAG 2.1.4).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Letters {
    /// At once.
    #[default]
    On,
    /// After G.
    AfterG,
    /// Never.
    Off,
}

/// What becomes of a press.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Heard {
    /// It may start an action.
    Now,
    /// The next one may.
    Next,
    /// Nothing.
    Nothing,
}

impl Letters {
    /// All, in order.
    pub const ALL: [Self; 3] = [Self::On, Self::AfterG, Self::Off];

    /// The name by which it is remembered.
    pub fn name(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::AfterG => "after-g",
            Self::Off => "off",
        }
    }

    /// The one of that name, else the usual one.
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|letters| letters.name() == name).unwrap_or_default()
    }

    /// What becomes of a press; `after_g`: G was pressed just before.
    pub fn hear(self, press: &KeyPress, after_g: bool) -> Heard {
        if press.command || press.typing || press.key.chars().nth(1).is_some() {
            return Heard::Now;
        }
        match self {
            Self::On => Heard::Now,
            Self::AfterG if after_g => Heard::Now,
            Self::AfterG if press.key.eq_ignore_ascii_case("g") => Heard::Next,
            _ => Heard::Nothing,
        }
    }
}

impl Shortcut {
    /// Whether the press is this shortcut. While typing only those with Ctrl or Cmd count, and undo belongs to the field.
    pub fn is(&self, press: &KeyPress) -> bool {
        let key = press.key.to_ascii_lowercase();
        // A printed sign such as ? needs Shift on some keyboards and not on others.
        let sign = key.len() == 1 && !key.bytes().all(|b| b.is_ascii_alphanumeric());
        let shift = sign || self.shift == press.shift;
        let own_of_field = press.typing && (!self.command || matches!(self.key, "z" | "y"));
        !own_of_field && self.command == press.command && shift && self.key == key
    }

    /// How it reads where letters start actions like that: "N", "G, then N", or nothing if it starts none.
    pub fn words_with(&self, mac: bool, letters: Letters) -> String {
        match letters {
            Letters::AfterG if !self.command => ["G, then ", &self.words(mac)].concat(),
            Letters::Off if !self.command => String::new(),
            _ => self.words(mac),
        }
    }

    /// How it reads: "Ctrl+Shift+Z", or "⌘⇧Z" on a Mac.
    pub fn words(&self, mac: bool) -> String {
        let key = if self.key.len() == 1 { self.key.to_ascii_uppercase() } else { self.key.to_owned() };
        let (command, shift) = if mac { ("⌘", "⇧") } else { ("Ctrl+", "Shift+") };
        format!("{}{}{key}", if self.command { command } else { "" }, if self.shift { shift } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(command: bool, shift: bool, key: &str, typing: bool) -> KeyPress {
        KeyPress { command, shift, key: key.to_owned(), typing }
    }

    #[test]
    fn single_characters_wait_for_g_or_do_nothing_and_the_others_are_not_concerned() {
        let letter = |key| press(false, false, key, false);
        for (letters, key, after_g, heard) in [
            (Letters::On, "n", false, Heard::Now),
            (Letters::AfterG, "n", false, Heard::Nothing),
            (Letters::AfterG, "g", false, Heard::Next),
            (Letters::AfterG, "G", false, Heard::Next),
            (Letters::AfterG, "n", true, Heard::Now),
            (Letters::AfterG, "g", true, Heard::Now),
            (Letters::Off, "n", false, Heard::Nothing),
            (Letters::Off, "g", false, Heard::Nothing),
            (Letters::Off, "?", false, Heard::Nothing),
            (Letters::Off, "Escape", false, Heard::Now),
        ] {
            assert_eq!(letters.hear(&letter(key), after_g), heard, "{letters:?} {key}");
        }
        assert_eq!(Letters::Off.hear(&press(true, false, "k", false), false), Heard::Now);
        assert_eq!(Letters::ALL.map(|letters| Letters::named(letters.name())), Letters::ALL);
        assert_eq!(Letters::named("of an older version"), Letters::On);
        let new = Shortcut { command: false, shift: false, key: "n" };
        let undo = Shortcut { command: true, shift: false, key: "z" };
        assert_eq!(Letters::ALL.map(|letters| new.words_with(false, letters)), ["N", "G, then N", ""]);
        assert_eq!(Letters::ALL.map(|letters| undo.words_with(false, letters)), ["Ctrl+Z"; 3]);
    }

    #[test]
    fn shortcuts_match_and_leave_typing_alone() {
        let undo = Shortcut { command: true, shift: false, key: "z" };
        let redo = Shortcut { command: true, shift: true, key: "z" };
        let help = Shortcut { command: false, shift: false, key: "?" };
        assert!(undo.is(&press(true, false, "z", false)) && !undo.is(&press(true, true, "Z", false)));
        assert!(redo.is(&press(true, true, "Z", false)));
        assert!(!undo.is(&press(true, false, "z", true)));
        assert!(help.is(&press(false, true, "?", false)) && !help.is(&press(false, true, "?", true)));
        assert_eq!((redo.words(false).as_str(), redo.words(true).as_str()), ("Ctrl+Shift+Z", "⌘⇧Z"));
    }
}
