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
    /// Colours.
    pub colours: Colours,
    /// Only ASCII marks and rules.
    pub ascii: bool,
    /// The mouse presses what it points at. Off, the terminal keeps the mouse
    /// for itself, to select text; on, Shift and dragging does the same.
    pub mouse: bool,
}

/// How many colours, and for which background.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Colours {
    /// The terminal's own sixteen: readable on light and dark.
    #[default]
    Sixteen,
    /// None: marks and words alone.
    None,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            lock_after_minutes: 15,
            save_every_minutes: 10,
            export_folder: None,
            colours: Colours::Sixteen,
            ascii: false,
            mouse: true,
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
