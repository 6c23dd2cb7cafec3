//! `bank export`: a bank as the text of a file.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{has_banks, no_such_bank};
use crate::cli::failure::{DONE, Ended, Failure};
use crate::cli::{Place, output};
use crate::practice::{Bank, Banks};
use crate::vault::{Access, Vault, write_outside};

#[derive(Args)]
pub struct Export {
    /// The bank's id, as `bank list` gives it.
    id: String,
    /// Write it to this file, or into this folder under the bank's id; `-` is
    /// standard output, as without it.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file if it is there already.
    #[arg(long, requires = "output")]
    replace: bool,
    /// The bank as it ships with the program, whatever the vault's own says.
    #[arg(long)]
    built_in: bool,
}

pub fn run(export: &Export, place: &Place) -> Ended {
    let text = if export.built_in {
        let text = Banks::built_in_text(&export.id);
        text.ok_or_else(|| {
            Failure::failed(
                "no bank with this id ships with the program. `thinkwheel bank list` names those \
                 that do",
            )
        })?
        .to_owned()
    } else {
        at_hand(&export.id, place)?
    };
    let path = match export.output.as_deref() {
        Some(path) if path != Path::new("-") => path,
        _ => return output::bytes(text.as_bytes()),
    };
    let inside = path.join(format!("{}.ron", export.id));
    let path = if path.is_dir() { inside.as_path() } else { path };
    write_outside(&place.paths()?, path, text.as_bytes(), export.replace).map_err(|e| {
        let option = if e.exists() { ": --replace" } else { "" };
        Failure::failed(format!("{e}{option}")).about(path)
    })?;
    output::lines(&[path.display().to_string()]).map(|_| DONE)
}

/// The bank as its questions are asked. A file that says just this is given
/// as somebody wrote it; else the bank is written anew.
fn at_hand(id: &str, place: &Place) -> Result<String, Failure> {
    // A vault without banks of its own need not be opened.
    let vault = if place.passphrase_file.is_some() || has_banks(place) {
        Some(place.open(Access::Read)?)
    } else {
        None
    };
    let banks = Place::banks(vault.as_ref())?;
    let bank = banks.bank(id).ok_or_else(no_such_bank)?;
    for text in texts(id, vault.as_ref())? {
        if Bank::read(&text, "", banks.sources()).is_ok_and(|read| read == *bank) {
            return Ok(text);
        }
    }
    let text = bank.ron();
    for mistake in Bank::read(&text, id, banks.sources()).err().unwrap_or_default() {
        output::say(&format!("before this can be imported again: {mistake}"));
    }
    Ok(text)
}

/// What this bank may have been read from.
fn texts(id: &str, vault: Option<&Vault>) -> Result<Vec<String>, Failure> {
    let built_in = Banks::built_in_text(id).map(str::to_owned);
    let own = vault.map(|v| v.get_bank(id)).transpose()?.flatten().map(|b| b.text);
    Ok(built_in.into_iter().chain(own).collect())
}
