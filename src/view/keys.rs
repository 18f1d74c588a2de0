//! Shortcuts: which keys start an action, and how they read. Must not know browser events.

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
