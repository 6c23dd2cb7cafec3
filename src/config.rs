//! Appearance and paths of this user. Rules of practice live in the vault.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Settings of one person on one machine; every field may be left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Minutes without a key after which the screen locks; 0 never.
    pub lock_after_minutes: u16,
    /// Minutes after which typing is saved to the vault at the latest.
    pub save_every_minutes: u16,
    /// Folder that exported files go to; none: where the program was started.
    pub export_folder: Option<PathBuf>,
    /// Colours of the screen. Settings written before there were themes call it
    /// `colours`.
    #[serde(alias = "colours")]
    pub theme: Theme,
    /// Only ASCII marks and rules.
    pub ascii: bool,
    /// The mouse presses what it points at. Off, the terminal keeps the mouse
    /// for itself, to select text; on, Shift and dragging does the same.
    pub mouse: bool,
    /// Seconds after which a copied note is cleared from a desktop's clipboard,
    /// unless something else was copied since; 0: only at locking and leaving.
    pub clipboard_seconds: u16,
}

/// Colours of the screen. Whatever it is, nothing is said by colour alone, and
/// the variable `NO_COLOR` wins over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Theme {
    /// The terminal's own foreground and background; its colours fall on marks
    /// and drawings only, never on words.
    #[default]
    #[serde(alias = "Sixteen")]
    Auto,
    /// Dark words on a light ground.
    Light,
    /// Light words on a dark ground.
    Dark,
    /// White on black, nothing faint.
    HighContrast,
    /// No colours: marks and words alone.
    #[serde(alias = "None")]
    Plain,
}

impl Theme {
    /// All of them, in the order they follow each other.
    pub const ALL: [Theme; 5] =
        [Theme::Auto, Theme::Light, Theme::Dark, Theme::HighContrast, Theme::Plain];

    /// The one after this.
    #[must_use]
    pub fn next(self) -> Theme {
        let at = Theme::ALL.iter().position(|theme| *theme == self).unwrap_or(0);
        Theme::ALL.get(at + 1).copied().unwrap_or_default()
    }

    /// What it is, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Theme::Auto => "the terminal's own colours",
            Theme::Light => "light",
            Theme::Dark => "dark",
            Theme::HighContrast => "high contrast",
            Theme::Plain => "no colours",
        }
    }

    /// As the settings name it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Theme::Auto => "Auto",
            Theme::Light => "Light",
            Theme::Dark => "Dark",
            Theme::HighContrast => "HighContrast",
            Theme::Plain => "Plain",
        }
    }
}

/// How many colours a terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colours {
    /// The sixteen that every terminal has.
    #[default]
    Sixteen,
    /// None, or none are wanted.
    None,
    /// Any: red, green and blue from 0 to 255.
    All,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            lock_after_minutes: 15,
            save_every_minutes: 10,
            export_folder: None,
            theme: Theme::Auto,
            ascii: false,
            mouse: true,
            clipboard_seconds: 60,
        }
    }
}

impl Config {
    /// Reads settings.
    ///
    /// # Errors
    /// Names line and column of what does not fit.
    pub fn read(text: &str) -> Result<Config, crate::record::ReadError> {
        crate::record::from_ron(text)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn settings_name_a_theme_and_old_ones_are_still_read() {
        for theme in Theme::ALL {
            let read = Config::read(&format!("(theme: {})", theme.name())).unwrap();
            assert_eq!(read.theme, theme);
        }
        assert_eq!(Config::read("(colours: None)").unwrap().theme, Theme::Plain);
        assert_eq!(Config::read("(colours: Sixteen)").unwrap().theme, Theme::Auto);
        assert_eq!(Config::read("()").unwrap(), Config::default());
        assert!(Config::default().mouse);
    }

    #[test]
    fn themes_follow_each_other_round() {
        let mut theme = Theme::Auto;
        for next in [1, 2, 3, 4, 0] {
            theme = theme.next();
            assert_eq!(Some(&theme), Theme::ALL.get(next));
        }
    }

    #[test]
    fn the_settings_in_the_readme_are_read() {
        let readme = include_str!("../README.md");
        let block = readme.split("```ron\n").nth(1).and_then(|rest| rest.split("```").next());
        let read = Config::read(block.unwrap()).unwrap();
        assert_eq!((read.theme, read.mouse), (Theme::HighContrast, false));
    }
}
