//! Why a command failed, and the one place where that becomes an exit code.

use std::io;

use super::output;
use crate::practice::Mistake;
use crate::record::ReadError;
use crate::vault::{BundleError, SaveError, VaultError};

/// Done.
pub const DONE: u8 = 0;
/// Failed, with the reason and what to do.
pub const FAILED: u8 = 1;
/// Wrong use.
pub const WRONG_USE: u8 = 2;
/// The vault cannot be unlocked.
pub const LOCKED: u8 = 3;
/// Damage, forgery or conflict found.
pub const DAMAGE: u8 = 4;
/// It cannot be told.
pub const CANNOT_TELL: u8 = 5;
/// Whoever read the output went away: as if ended by SIGPIPE.
pub const PIPE_CLOSED: u8 = 128 + 13;

/// How a command ended: its exit code, or a failure still to be told.
pub type Ended = Result<u8, Failure>;

/// An exit code with the lines that explain it. The lines hold nothing of a
/// record.
#[derive(Debug)]
pub struct Failure {
    code: u8,
    lines: Vec<String>,
    /// Lines in a form of their own (the argument parser's, `file:line:` of a
    /// bank): no program name before them.
    bare: bool,
}

impl Failure {
    /// Failed for one reason.
    pub fn new(code: u8, line: impl Into<String>) -> Self {
        Failure { code, lines: vec![line.into()], bare: false }
    }

    /// Failed for several reasons, each on its own line.
    pub fn all(code: u8, lines: Vec<String>) -> Self {
        Failure { code, lines, bare: false }
    }

    /// The plain kind: code 1.
    pub fn failed(line: impl Into<String>) -> Self {
        Self::new(FAILED, line)
    }

    /// The command line does not say enough, or too much: code 2.
    pub fn wrong_use(line: impl Into<String>) -> Self {
        Self::new(WRONG_USE, line)
    }

    /// What the argument parser says.
    pub(super) fn wrong_use_in_words(words: impl Into<String>) -> Self {
        Failure { code: WRONG_USE, lines: vec![words.into()], bare: true }
    }

    /// Standard output did not take what was written to it.
    pub(super) fn output(e: &io::Error) -> Self {
        if e.kind() == io::ErrorKind::BrokenPipe {
            return Failure { code: PIPE_CLOSED, lines: Vec::new(), bare: false };
        }
        Self::failed(format!(
            "the result could not be printed: {e}. What is in the vault is as the command left it"
        ))
    }

    /// Says before the reason which file or folder it is about.
    #[must_use]
    pub fn about(mut self, place: &std::path::Path) -> Self {
        if let Some(first) = self.lines.first_mut() {
            *first = format!("{}: {first}", place.display());
        }
        self
    }

    /// Says one thing more, behind the reasons.
    #[must_use]
    pub fn and(mut self, line: &str) -> Self {
        let end = if self.bare { "\n" } else { "" };
        self.lines.push(format!("{line}{end}"));
        self
    }

    /// The exit code.
    pub fn code(&self) -> u8 {
        self.code
    }

    /// Tells the reasons on standard error and gives the exit code.
    pub fn report(&self) -> u8 {
        for line in &self.lines {
            if self.bare {
                output::say_lines(line);
            } else {
                output::say(line);
            }
        }
        self.code
    }
}

impl From<VaultError> for Failure {
    fn from(e: VaultError) -> Self {
        Failure::new(code_of(&e), e.to_string())
    }
}

fn code_of(e: &VaultError) -> u8 {
    match e {
        VaultError::NoKey
        | VaultError::WrongPassphrase
        | VaultError::TooMuchWork { .. }
        | VaultError::OtherVault => LOCKED,
        VaultError::Damaged { .. } | VaultError::Foreign { .. } | VaultError::OtherKeys { .. } => {
            DAMAGE
        }
        VaultError::NoVault
        | VaultError::NotEmpty { .. }
        | VaultError::NewerFormat { .. }
        | VaultError::InUse
        | VaultError::ReadOnly
        | VaultError::Refused(_)
        | VaultError::NoSuchGeneration
        | VaultError::Io { .. } => FAILED,
    }
}

impl From<BundleError> for Failure {
    fn from(e: BundleError) -> Self {
        let code = match &e {
            BundleError::Vault(e) => code_of(e),
            BundleError::Save(SaveError::FinalChanged) => DAMAGE,
            e if e.is_forgery() => DAMAGE,
            _ => FAILED,
        };
        Failure::new(code, e.to_string())
    }
}

impl From<ReadError> for Failure {
    fn from(e: ReadError) -> Self {
        Failure::failed(e.to_string())
    }
}

impl From<Vec<Mistake>> for Failure {
    fn from(mistakes: Vec<Mistake>) -> Self {
        let lines = mistakes.iter().map(|m| format!("{m}\n")).collect();
        Failure { code: FAILED, lines, bare: true }
    }
}
