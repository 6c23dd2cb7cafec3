//! A key press, as the app knows it: no terminal's own type.

use std::fmt;

/// Which key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// A character, as typed.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Left arrow.
    Left,
    /// Right arrow.
    Right,
    /// Up arrow.
    Up,
    /// Down arrow.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key.
    F(u8),
}

/// A key with what was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key.
    pub code: Code,
    /// Control was held.
    pub ctrl: bool,
    /// Alt was held.
    pub alt: bool,
    /// Shift was held; never set for characters, whose case says it.
    pub shift: bool,
}

impl Key {
    /// A key with nothing held.
    pub const fn plain(code: Code) -> Self {
        Key { code, ctrl: false, alt: false, shift: false }
    }

    /// A character with nothing held.
    pub const fn char(c: char) -> Self {
        Key::plain(Code::Char(c))
    }

    /// Control and a letter.
    pub const fn ctrl(c: char) -> Self {
        Key { code: Code::Char(c), ctrl: true, alt: false, shift: false }
    }

    /// Alt and a letter.
    pub const fn alt(c: char) -> Self {
        Key { code: Code::Char(c), ctrl: false, alt: true, shift: false }
    }

    /// The same key with control held.
    #[must_use]
    pub const fn with_ctrl(mut self) -> Self {
        self.ctrl = true;
        self
    }

    /// The same key with shift held.
    #[must_use]
    pub const fn with_shift(mut self) -> Self {
        self.shift = true;
        self
    }

    /// Reads a key as key files write it: `Alt-b`, `Ctrl-s`, `PageDown`, `x`.
    pub fn parse(word: &str) -> Option<Key> {
        let mut key = Key::plain(Code::Esc);
        let mut rest = word;
        loop {
            if let Some(r) = rest.strip_prefix("Ctrl-").filter(|r| !r.is_empty()) {
                key.ctrl = true;
                rest = r;
            } else if let Some(r) = rest.strip_prefix("Alt-").filter(|r| !r.is_empty()) {
                key.alt = true;
                rest = r;
            } else if let Some(r) = rest.strip_prefix("Shift-").filter(|r| !r.is_empty()) {
                key.shift = true;
                rest = r;
            } else {
                break;
            }
        }
        key.code = match rest {
            "Enter" => Code::Enter,
            "Esc" => Code::Esc,
            "Tab" if key.shift => {
                key.shift = false;
                Code::BackTab
            }
            "Tab" => Code::Tab,
            "Backspace" => Code::Backspace,
            "Delete" => Code::Delete,
            "Left" => Code::Left,
            "Right" => Code::Right,
            "Up" => Code::Up,
            "Down" => Code::Down,
            "Home" => Code::Home,
            "End" => Code::End,
            "PageUp" => Code::PageUp,
            "PageDown" => Code::PageDown,
            "Space" => Code::Char(' '),
            _ => {
                let mut chars = rest.chars();
                match (chars.next(), chars.next()) {
                    (Some(c), None) => {
                        let held = key.ctrl || key.alt;
                        Code::Char(if held { c.to_ascii_lowercase() } else { c })
                    }
                    (Some('F'), Some(_)) => Code::F(rest.get(1..)?.parse().ok()?),
                    _ => return None,
                }
            }
        };
        Some(key)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        if self.shift {
            f.write_str("Shift-")?;
        }
        match self.code {
            Code::Char(' ') => f.write_str("Space"),
            Code::Char(c) if self.ctrl || self.alt => write!(f, "{}", c.to_uppercase()),
            Code::Char(c) => write!(f, "{c}"),
            Code::Enter => f.write_str("Enter"),
            Code::Esc => f.write_str("Esc"),
            Code::Tab => f.write_str("Tab"),
            Code::BackTab => f.write_str("Shift-Tab"),
            Code::Backspace => f.write_str("Backspace"),
            Code::Delete => f.write_str("Delete"),
            Code::Left => f.write_str("Left"),
            Code::Right => f.write_str("Right"),
            Code::Up => f.write_str("Up"),
            Code::Down => f.write_str("Down"),
            Code::Home => f.write_str("Home"),
            Code::End => f.write_str("End"),
            Code::PageUp => f.write_str("PgUp"),
            Code::PageDown => f.write_str("PgDn"),
            Code::F(n) => write!(f, "F{n}"),
        }
    }
}
