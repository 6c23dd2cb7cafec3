//! The vault: a person's records on disk, so that nothing written is lost,
//! nobody else reads it, and nothing forged is believed.
//!
//! The format is in `docs/vault-format.md`; everything in it opens with the
//! stock `age` and `ssh-keygen`. Nothing published is ever replaced: a save
//! makes a new generation, and heads are the verified generations that no
//! other verified one names.
//!
//! Inside: `platform` (what differs between systems) · `store` (four verbs) ·
//! `signed`, `keys` (sign, seal, check, open) · `roster` · `state` (this
//! machine's side) · `generation`, `catalogue` (what is there) · `create`,
//! `open`, `save`, `rules` (what a person does) · `journal` (typing) · `verify` ·
//! `person`, `agreement` (cards, statements) · `bundle`, `answer` (from vault to
//! vault) · `tombstone`, `rectify` (words that had to go).

mod admit;
mod agreement;
mod answer;
mod bundle;
mod carried;
mod catalogue;
mod create;
mod digest;
mod error;
mod follow;
mod generation;
pub mod journal;
mod keys;
mod open;
mod outside;
mod own;
pub mod passphrase;
mod person;
mod platform;
mod random;
mod recover;
mod rectify;
mod reseal;
mod roster;
mod rules;
mod save;
mod signed;
mod state;
pub mod store;
mod tombstone;
mod verify;
mod versions;

use std::collections::HashMap;
use std::fs::File;
use std::sync::Arc;

use serde::Serialize;
use ulid::Ulid;
use zeroize::Zeroizing;

pub use age::secrecy::{ExposeSecret, SecretString};
pub use agreement::AgreementCheck;
pub use bundle::{Bundle, BundleError, Received};
pub use catalogue::{Head, SessionHeads};
pub use create::RecoveryChoice;
pub use error::{Problem, ProblemKind, Refusal, SaveError, VaultError};
pub use generation::{GenerationId, LARGEST_RECORD};
pub use keys::{MAX_WORK_FACTOR, WORK_FACTOR};
pub use outside::{OutsideError, write_outside};
pub use own::OwnText;
pub use person::{LARGEST_CARD, PersonCard};
pub use random::{Seeds, fresh_id};
pub use recover::{Recovery, Restored};
pub use rectify::{Rectified, SpokenOf};
pub use state::Paths;
pub use verify::{Checked, Finding, Report, verify};
pub use versions::Versions;

use crate::record::{self, Rules};
use catalogue::Catalogue;
use generation::Judge;
use keys::Seal;
use roster::Roster;
use state::{Pins, State};
use store::Store;

/// What a vault is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// To read and write: one process at a time.
    Write,
    /// To read what is published; nothing is changed, not even on this machine.
    Read,
}

/// An open vault. Dropping it drops its keys.
pub struct Vault {
    store: Arc<dyn Store>,
    paths: Paths,
    state: State,
    seal: Seal,
    judge: Judge,
    roster: Roster,
    roster_hash: String,
    owner_name: Zeroizing<String>,
    rules: Rules,
    rules_number: u32,
    catalogue: Catalogue,
    pins: Pins,
    /// Found while opening, beside those of the catalogue and the roster.
    problems: Vec<Problem>,
    /// Saves that failed in a way that may yet have left a file: the next
    /// generation of that session names them as replaced.
    abandoned: HashMap<Ulid, Vec<GenerationId>>,
    /// Publications since the index was last written.
    unsaved_notes: usize,
    access: Access,
    /// Held, never read: the lock goes when this goes.
    _lock: Option<File>,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vault").field("id", &self.seal.vault).finish_non_exhaustive()
    }
}

impl Vault {
    /// This vault's id.
    pub fn id(&self) -> Ulid {
        self.seal.vault
    }

    /// The name its owner gave when making it.
    pub fn owner_name(&self) -> &str {
        &self.owner_name
    }

    /// Fingerprint of the owner's signing key, to compare by eye.
    pub fn owner_fingerprint(&self) -> &str {
        &self.roster.owner.fingerprint
    }

    /// The owner's public keys: the signing key in OpenSSH form, and the age
    /// recipient.
    pub fn owner_public_keys(&self) -> (&str, &str) {
        (&self.roster.owner.signs, &self.roster.owner.opens)
    }

    /// Whether somebody else could open this vault if the owner cannot.
    pub fn has_recovery(&self) -> bool {
        self.seal.has_recovery()
    }

    /// The rules of practice.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Every session with its heads, the latest meeting first.
    pub fn sessions(&self) -> Vec<SessionHeads> {
        self.catalogue.sessions()
    }

    /// What lies in the vault and is not used: foreign, damaged, newer, missing,
    /// or not sealed to all who should be able to open it.
    pub fn problems(&self) -> Vec<Problem> {
        let mut all = self.problems.clone();
        all.extend(self.judge.rosters.problems.iter().cloned());
        all.extend(self.judge.tombstones.problems.iter().cloned());
        all.extend(self.catalogue.problems.iter().cloned());
        all.extend(self.catalogue.tampering());
        let under = self.catalogue.under.iter();
        all.extend(under.map(|k| Problem::new(&k.name, ProblemKind::WithoutRecovery)));
        all
    }

    /// Where this vault and its state lie.
    pub fn paths(&self) -> &Paths {
        &self.paths
    }
}

/// RON as it is signed: pleasant to read, ending with a newline.
fn ron_body<T: Serialize>(value: &T) -> Result<String, VaultError> {
    let mut body = record::to_ron(value)
        .map_err(|_| VaultError::internal("something could not be written out"))?;
    body.push('\n');
    Ok(body)
}
