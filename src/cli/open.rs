//! The screen, and the same program line by line.

use super::Place;
use super::failure::Failure;

/// How the program is to be opened.
#[derive(Debug, Clone)]
pub struct Open {
    /// Vault, state, settings.
    pub place: Place,
    /// The practice vault.
    pub demo: bool,
    /// Line by line instead of the screen.
    pub line: bool,
}

/// Opens the program and gives its exit code when it ends.
pub fn screen(options: Open) -> u8 {
    drop(options);
    Failure::failed("the screen is not built in yet").report()
}
