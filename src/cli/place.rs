//! Where the vault, this machine's side of it and the settings lie; opening.

use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::{Ended, Failure};
use super::{failure, output, passphrase};
use crate::config::Config;
use crate::practice::Banks;
use crate::record::Layouts;
use crate::runtime;
use crate::vault::{Access, Paths, ProblemKind, Vault, VaultError};

/// Options that every command takes.
#[derive(Args, Debug, Clone, Default)]
pub struct Place {
    /// The folder of the vault: on this machine, a share, or a synced folder.
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "THINKWHEEL_VAULT",
        hide_env_values = true,
        help_heading = "Everywhere"
    )]
    pub vault: Option<PathBuf>,
    /// The folder of this machine's own side of it: keys and unsaved typing.
    /// Never on a share.
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "THINKWHEEL_STATE",
        hide_env_values = true,
        help_heading = "Everywhere"
    )]
    pub state: Option<PathBuf>,
    /// The file with this user's settings of appearance.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "THINKWHEEL_CONFIG",
        hide_env_values = true,
        help_heading = "Everywhere"
    )]
    pub config: Option<PathBuf>,
    /// Read the passphrase from this file, without the line feed at its end,
    /// instead of asking for it. It is never taken from the command line or
    /// from a variable.
    #[arg(long, global = true, value_name = "FILE", help_heading = "Everywhere")]
    pub passphrase_file: Option<PathBuf>,
}

/// How often a mistyped passphrase may be typed again.
const TRIES: usize = 3;

impl Place {
    /// The folders of vault and state, as named or where they lie by default.
    ///
    /// # Errors
    /// Where the system names no home folder and none was given.
    pub fn paths(&self) -> Result<Paths, Failure> {
        let home = directories::ProjectDirs::from("", "", "thinkwheel");
        let default = |path: Option<PathBuf>, option: &str| {
            path.ok_or_else(|| {
                Failure::failed(format!(
                    "this system names no home folder. Nothing was changed. Name a folder with \
                     {option}"
                ))
            })
        };
        let vault = match &self.vault {
            Some(path) => path.clone(),
            None => default(home.as_ref().map(|h| h.data_dir().join("vault")), "--vault")?,
        };
        let state = match &self.state {
            Some(path) => path.clone(),
            // Only Linux has a folder for state; beside data it needs a name.
            None => default(
                home.as_ref().map(|h| {
                    h.state_dir()
                        .map_or_else(|| h.data_local_dir().join("state"), Path::to_path_buf)
                }),
                "--state",
            )?,
        };
        Ok(Paths { vault, state })
    }

    /// The settings of this user; the defaults where there is no such file.
    ///
    /// # Errors
    /// Where it cannot be read; names line and column of what does not fit.
    pub fn config(&self) -> Result<Config, Failure> {
        let default = || {
            directories::ProjectDirs::from("", "", "thinkwheel")
                .map(|h| h.config_dir().join("config.ron"))
        };
        let Some(path) = self.config.clone().or_else(default) else {
            return Ok(Config::default());
        };
        match std::fs::read_to_string(&path) {
            Ok(text) => Config::read(&text).map_err(|e| Failure::from(e).about(&path)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(Config::default()),
            Err(e) => Err(Failure::failed(format!(
                "these settings could not be read: {e}. Check the path, or leave --config out"
            ))
            .about(&path)),
        }
    }

    /// Opens the vault. That there is one is looked at before anybody is asked
    /// for a passphrase.
    ///
    /// # Errors
    /// Those of [`Vault::open`], each with its exit code.
    pub fn open(&self, access: Access) -> Result<Vault, Failure> {
        let paths = self.paths()?;
        let named = |e: VaultError| match e {
            VaultError::NoVault => Failure::from(e).about(&paths.vault),
            VaultError::NoKey | VaultError::OtherVault => Failure::from(e).about(&paths.state),
            other => Failure::from(other),
        };
        Vault::look(&paths).map_err(named)?;
        if let Some(file) = &self.passphrase_file {
            return Vault::open(&paths, &passphrase::from_file(file)?, access).map_err(named);
        }
        for _ in 1..TRIES {
            match Vault::open(&paths, &passphrase::ask("Passphrase: ")?, access) {
                Err(e @ VaultError::WrongPassphrase) => output::say(&e.to_string()),
                other => return other.map_err(named),
            }
        }
        Vault::open(&paths, &passphrase::ask("Passphrase: ")?, access).map_err(named)
    }

    /// The question banks that ship with the program, and a vault's own over
    /// them. Says which of these are not used.
    ///
    /// # Errors
    /// Where the vault's banks cannot be listed.
    pub fn banks(vault: Option<&Vault>) -> Result<Banks, Failure> {
        let built_in = Banks::built_in()?;
        let Some(vault) = vault else { return Ok(built_in) };
        let at_hand = runtime::at_hand(built_in, vault)?;
        for id in &at_hand.unused {
            output::say(&runtime::unused(id));
        }
        Ok(at_hand.banks)
    }

    /// The layouts of notes that ship with the program, and a vault's own
    /// beside them. Says which of these are not used.
    ///
    /// # Errors
    /// Where the vault's layouts cannot be listed.
    pub fn layouts(vault: Option<&Vault>) -> Result<Layouts, Failure> {
        let Some(vault) = vault else { return Ok(Layouts::built_in()) };
        let (layouts, said) = runtime::layouts_at_hand(vault)?;
        for why in &said {
            output::say(why);
        }
        Ok(layouts)
    }
}

/// Names every file of the vault that is not used, and gives the exit code
/// that says so.
pub fn tell_problems(vault: &Vault) -> u8 {
    let problems = vault.problems();
    for problem in &problems {
        output::say(&format!("{}: {}", problem.name, problem.kind.words()));
    }
    let newer = |kind| matches!(kind, ProblemKind::Newer { .. });
    let unclear = |kind| matches!(kind, ProblemKind::Unreadable);
    // What waits for a newer version is not wrong; what is certain outweighs
    // what cannot be told.
    if problems.iter().any(|p| !newer(p.kind) && !unclear(p.kind)) {
        failure::DAMAGE
    } else if problems.iter().any(|p| unclear(p.kind)) {
        failure::CANNOT_TELL
    } else {
        failure::DONE
    }
}

/// Says what reading what is published cannot show: typing that a running or
/// interrupted program has in its journal.
pub fn mention_typing(vault: &Vault) {
    let journal = vault.paths().state.join("journal");
    let held = std::fs::read_dir(journal)
        .is_ok_and(|mut all| all.any(|e| e.is_ok_and(|e| e.path().is_file())));
    if held {
        output::say(
            "typing that is not saved yet is not shown here: it is kept, and comes back when the \
             program is opened",
        );
    }
}

/// Where one session was asked for and others lie damaged: a line that sends
/// a person to look, no more.
pub fn mention_problems(vault: &Vault) {
    mention_typing(vault);
    let count = vault.problems().len();
    if count > 0 {
        let files = if count == 1 { "1 file" } else { &format!("{count} files") };
        output::say(&format!(
            "{files} in this vault not used; `thinkwheel vault verify` names them"
        ));
    }
}

/// Ends well, whatever a listing found on its way.
pub fn ended(printed: Ended, found: u8) -> Ended {
    printed.map(|code| code.max(found))
}
