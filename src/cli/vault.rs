//! `vault`: making one, and looking whether one is whole.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde::Serialize;

use super::failure::{CANNOT_TELL, DAMAGE, DONE, Ended, Failure};
use super::session::now;
use super::{Place, input, output, passphrase};
use crate::vault::{
    Checked, Finding, MAX_WORK_FACTOR, ProblemKind, RecoveryChoice, Vault, VaultError, WORK_FACTOR,
    verify,
};

#[derive(Subcommand)]
pub enum Command {
    /// Makes a vault in an empty folder.
    ///
    /// Works without a terminal when --passphrase-file is given. With a
    /// terminal and without it, six words are offered as a passphrase.
    Init(Init),
    /// Looks at every file: intact, damaged, or cannot tell. Changes nothing.
    ///
    /// Ends with 0 where all is intact, 4 where something is damaged, foreign
    /// or missing, 5 where it cannot be told: without the passphrase no
    /// signature can be checked.
    Verify {
        /// As JSON: `result`, and `files` with the finding of each.
        #[arg(long)]
        json: bool,
    },
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
    #[arg(long)]
    name: Option<String>,
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
        Command::Verify { json } => look(place, json),
    }
}

/// What `verify --json` prints.
#[derive(Serialize)]
struct Looked<'a> {
    result: &'static str,
    files: Vec<File<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    name: &'a str,
    finding: &'static str,
    words: &'static str,
}

fn look(place: &Place, json: bool) -> Ended {
    let paths = place.paths()?;
    Vault::look(&paths).or_else(|e| match e {
        // Then there is nothing to look at. All else is for `verify` to say.
        VaultError::NoVault => Err(Failure::from(e).about(&paths.vault)),
        VaultError::NoKey => Err(Failure::from(e).about(&paths.state)),
        _ => Ok(()),
    })?;
    let passphrase = match &place.passphrase_file {
        Some(file) => Some(passphrase::from_file(file)?),
        None if passphrase::somebody_is_there() => Some(passphrase::ask("Passphrase: ")?),
        None => {
            output::say("without the passphrase no signature can be checked: --passphrase-file");
            None
        }
    };
    let report = verify(&paths, passphrase.as_ref())?;
    let files: Vec<File<'_>> = report.checked.iter().map(file).collect();
    let wrong = |f: &&File<'_>| !matches!(f.finding, "intact" | "cannot tell" | "newer");
    let (result, code) = if files.iter().any(|f| wrong(&f)) {
        ("damaged", DAMAGE)
    } else if files.iter().any(|f| f.finding != "intact") {
        ("cannot tell", CANNOT_TELL)
    } else {
        ("intact", DONE)
    };
    if json {
        return output::json(&Looked { result, files }).map(|done| done.max(code));
    }
    let mut lines: Vec<String> = files
        .iter()
        .filter(|f| f.finding != "intact")
        .map(|f| format!("{}: {}", f.name, f.words))
        .collect();
    let intact = files.len() - lines.len();
    lines.push(format!("{result}: {intact} of {} files are intact", files.len()));
    output::lines(&lines).map(|done| done.max(code))
}

fn file(checked: &Checked) -> File<'_> {
    let (finding, words) = match checked.finding {
        Finding::Intact => ("intact", "intact"),
        Finding::CannotTell => ("cannot tell", "cannot tell without the passphrase"),
        Finding::Wrong(kind) => (
            match kind {
                ProblemKind::Damaged => "damaged",
                ProblemKind::Foreign => "foreign",
                ProblemKind::Newer { .. } => "newer",
                ProblemKind::NotApproved => "not approved",
                ProblemKind::Missing => "missing",
                ProblemKind::Superseded => "old",
                ProblemKind::WithoutRecovery => "without recovery",
                ProblemKind::Agreement(_) => "agreement does not hold",
                ProblemKind::FinalChanged | ProblemKind::FinalDiffers => "tampered with",
                ProblemKind::HoldsRemoved | ProblemKind::NotRemoved => "holds removed words",
                // The disk would not give it: that says nothing of the file.
                ProblemKind::Unreadable => "cannot tell",
            },
            kind.words(),
        ),
    };
    File { name: &checked.name, finding, words }
}

fn make(init: Init, place: &Place) -> Ended {
    let paths = place.paths()?;
    // Said before anybody is asked to think of a passphrase.
    if Vault::look(&paths).is_ok() {
        return Err(VaultError::NotEmpty { place: "the vault folder" }.into());
    }
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
            let passphrase = if let Some(file) = &init.recovery_passphrase_file {
                passphrase::from_file(file)?
            } else {
                output::say("now the passphrase of the recovery file, another one than yours");
                passphrase::choose()?
            };
            RecoveryChoice::File { out, passphrase }
        }
        (None, None) => RecoveryChoice::Later,
    };
    let name = match init.name {
        Some(name) => name,
        None if place.passphrase_file.is_none() => input::ask("Your name, as in records: "),
        None => String::new(),
    };
    let vault = Vault::create(&paths, name.trim(), own, recovery, init.work_factor, now())
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
