//! `vault`: making one, and looking whether one is whole.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::failure::{DONE, Ended, Failure};
use super::session::now;
use super::{Place, output, passphrase};
use crate::vault::{MAX_WORK_FACTOR, RecoveryChoice, Vault, WORK_FACTOR};

#[derive(Subcommand)]
pub enum Command {
    /// Makes a vault in an empty folder.
    ///
    /// Works without a terminal when --passphrase-file is given. With a
    /// terminal and without it, six words are offered as a passphrase.
    Init(Init),
}

#[derive(Args)]
pub struct Init {
    /// The public key (age1…) with which your organisation can open the vault
    /// when you cannot; they made it and keep its other half offline.
    #[arg(long, value_name = "age1…", conflicts_with = "recovery_file")]
    recovery_recipient: Option<String>,
    /// Write a recovery key of its own to this new file, outside the vault.
    #[arg(long, value_name = "OUT")]
    recovery_file: Option<PathBuf>,
    /// The file with the passphrase that seals the recovery file.
    #[arg(long, value_name = "FILE", requires = "recovery_file")]
    recovery_passphrase_file: Option<PathBuf>,
    /// Your name as it stands in records.
    #[arg(long, default_value = "", hide_default_value = true)]
    name: String,
    /// How much work opening takes, as a power of two: lower only for tests
    /// and weak machines.
    #[arg(
        long,
        value_name = "N",
        default_value_t = WORK_FACTOR,
        value_parser = clap::value_parser!(u8).range(1..=i64::from(MAX_WORK_FACTOR))
    )]
    work_factor: u8,
}

pub fn run(command: Command, place: &Place) -> Ended {
    match command {
        Command::Init(init) => make(init, place),
    }
}

fn make(init: Init, place: &Place) -> Ended {
    let paths = place.paths()?;
    let own = if let Some(file) = &place.passphrase_file {
        let passphrase = passphrase::from_file(file)?;
        passphrase::remark_on(&passphrase);
        passphrase
    } else {
        passphrase::choose()?
    };
    let recovery = match (init.recovery_recipient, init.recovery_file) {
        (Some(recipient), _) => RecoveryChoice::Recipient(recipient),
        (None, Some(out)) => {
            let passphrase = match &init.recovery_passphrase_file {
                Some(file) => passphrase::from_file(file)?,
                None => {
                    output::say("now the passphrase of the recovery file, another one than yours");
                    passphrase::choose()?
                }
            };
            RecoveryChoice::File { out, passphrase }
        }
        (None, None) => RecoveryChoice::Later,
    };
    let vault = Vault::create(&paths, init.name.trim(), own, recovery, init.work_factor, now())
        .map_err(Failure::from)?;
    if !vault.has_recovery() {
        output::say(
            "recovery was put off: if the passphrase is lost, nobody can open this vault. The \
             program will remind you",
        );
    }
    let lines = [
        format!("vault  {}", paths.vault.display()),
        format!("state  {}", paths.state.display()),
        format!("key    {}", vault.owner_fingerprint()),
    ];
    vault.close();
    output::lines(&lines).map(|_| DONE)
}
