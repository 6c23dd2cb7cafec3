//! This machine's own side of a vault: key file, pins, index, lock, journal.
//! Never on a share. Unlike the vault's files, these are replaced.

use std::collections::BTreeSet;
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::error::{Problem, VaultError};
use super::generation::GenerationId;
use super::keys::Seal;
use super::platform::Folder;
use super::signed::{FORMAT, Purpose};
use super::store::{StoreError, write_new, write_over};
use super::{random, ron_body, store};
use crate::record;

/// Where a vault is, and where this machine keeps its side of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The vault: on this machine, a share, or a synced folder.
    pub vault: PathBuf,
    /// This machine's and this person's own; never on a share.
    pub state: PathBuf,
}

pub(super) const KEY_FILE: &str = "owner.age";
const PINS: &str = "pins.ron";
const INDEX: &str = "index.age";

/// The state folder, open.
#[derive(Debug)]
pub(super) struct State {
    folder: Folder,
}

impl State {
    /// Opens it, where it exists.
    pub(super) fn open(path: &Path) -> Result<Self, VaultError> {
        let folder = Folder::open(path).map_err(|e| match e.kind() {
            io::ErrorKind::NotFound => VaultError::NoKey,
            _ => VaultError::reading(e),
        })?;
        Ok(State { folder })
    }

    /// Opens it, making it for this user only.
    pub(super) fn make(path: &Path) -> Result<Self, VaultError> {
        let folder = Folder::make(path).map_err(VaultError::writing)?;
        Ok(State { folder })
    }

    /// The one writer's lock: held for as long as the file lives.
    pub(super) fn lock(&self) -> Result<File, VaultError> {
        let file = self.folder.lock_file("lock").map_err(VaultError::writing)?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(VaultError::InUse),
            Err(TryLockError::Error(e)) => Err(VaultError::writing(e)),
        }
    }

    /// Removes what a crash left half-written; to be called with the lock held.
    pub(super) fn sweep(&self) {
        store::sweep(&self.folder, Duration::ZERO, 1);
    }

    /// The key file's bytes.
    pub(super) fn key_file(&self) -> Result<Vec<u8>, VaultError> {
        self.folder.enter("keys").and_then(|keys| store::read(&keys, KEY_FILE)).map_err(|e| match e
            .kind()
        {
            io::ErrorKind::NotFound => VaultError::NoKey,
            _ => VaultError::reading(e),
        })
    }

    /// Whether a key file is there.
    pub(super) fn has_key(&self) -> bool {
        self.folder.enter("keys").and_then(|k| k.open_file(KEY_FILE)).is_ok()
    }

    /// Whether pins are there: a set-up that went to its end left some.
    pub(super) fn has_pins(&self) -> bool {
        self.folder.open_file(PINS).is_ok()
    }

    /// Writes a key file; never over another.
    pub(super) fn write_key(&self, bytes: &[u8]) -> Result<(), VaultError> {
        let keys = self.folder.enter_or_make("keys").map_err(VaultError::writing)?;
        write_new(&keys, KEY_FILE, bytes).map_err(|e| match e {
            StoreError::Exists => VaultError::NotEmpty { place: "the state folder" },
            other => VaultError::store(KEY_FILE, other),
        })
    }

    /// A key of a set-up that never finished is put aside, not removed.
    pub(super) fn put_key_aside(&self) -> Result<(), VaultError> {
        let keys = self.folder.enter("keys").map_err(VaultError::writing)?;
        keys.rename_new(KEY_FILE, &format!("unfinished-{}.age", random::hex(8)))
            .map_err(VaultError::writing)
    }

    /// Takes back what a failed set-up wrote.
    pub(super) fn remove_key(&self) {
        if let Ok(keys) = self.folder.enter("keys") {
            let _ = keys.remove(KEY_FILE);
        }
    }

    /// The index, if there is one that is ours and whole.
    pub(super) fn index(&self) -> Option<Vec<u8>> {
        store::read(&self.folder, INDEX).ok()
    }

    pub(super) fn write_index(&self, bytes: &[u8]) -> io::Result<()> {
        write_over(&self.folder, INDEX, bytes)
    }

    /// The pins' bytes, where there are some.
    pub(super) fn pins_bytes(&self) -> Result<Option<Vec<u8>>, VaultError> {
        match store::read(&self.folder, PINS) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(VaultError::reading(e)),
        }
    }

    /// The pins, checked.
    pub(super) fn pins(&self, seal: &Seal) -> Result<Option<Pins>, VaultError> {
        self.pins_bytes()?.map(|bytes| Pins::from_bytes(seal, &bytes)).transpose()
    }

    pub(super) fn write_pins(&self, seal: &Seal, pins: &Pins) -> Result<(), VaultError> {
        let text = seal.sign(Purpose::Pins, &ron_body(pins)?)?;
        write_over(&self.folder, PINS, text.as_bytes()).map_err(VaultError::writing)
    }
}

/// What this machine has approved and seen.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Pins {
    format: u32,
    /// The one vault this state belongs to.
    pub(super) vault: Ulid,
    /// The roster last approved.
    pub(super) roster: u32,
    pub(super) roster_hash: String,
    /// Highest number of the settings seen.
    pub(super) settings: u32,
    /// Heads seen: each must be there, or be named by a later one.
    pub(super) seen: Vec<GenerationId>,
    /// Tombstones seen: each must be there.
    #[serde(default)]
    pub(super) tombstones: BTreeSet<String>,
    /// What these removed, so that it stays removed where they go missing:
    /// session, entry, tombstone.
    #[serde(default)]
    pub(super) removed: BTreeSet<(Ulid, Ulid, Ulid)>,
    /// Bundles received: none is taken twice.
    #[serde(default)]
    pub(super) received: Vec<Taken>,
}

/// A bundle that was received.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Taken {
    /// The bundle's own id.
    pub(super) bundle: Ulid,
    pub(super) session: Ulid,
    /// What it became here.
    pub(super) generation: GenerationId,
    /// Who brought that version whole; none where an answer went into what
    /// stood here.
    #[serde(default)]
    pub(super) brought_by: Option<Ulid>,
}

impl Pins {
    pub(super) fn new(vault: Ulid, roster: u32, roster_hash: &str) -> Self {
        Pins {
            format: FORMAT,
            vault,
            roster,
            roster_hash: roster_hash.to_owned(),
            settings: 1,
            seen: Vec::new(),
            tombstones: BTreeSet::new(),
            removed: BTreeSet::new(),
            received: Vec::new(),
        }
    }

    fn from_bytes(seal: &Seal, bytes: &[u8]) -> Result<Self, VaultError> {
        let body = seal.check(bytes, Purpose::Pins).map_err(|r| Problem::fatal(PINS, r))?;
        let pins: Pins =
            record::from_ron(body).map_err(|_| VaultError::Damaged { name: PINS.to_owned() })?;
        if pins.vault == seal.vault { Ok(pins) } else { Err(VaultError::OtherVault) }
    }
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn the_lock_is_an_ordinary_file_for_this_user_only() {
        let folder = tempfile::tempdir().unwrap();
        let state = State::make(folder.path()).unwrap();
        let path = folder.path().join("lock");
        let held = state.lock().unwrap();
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert!(matches!(state.lock(), Err(VaultError::InUse)));
        drop(held);
        assert!(state.lock().is_ok());
        // Through a link nothing is made, and a pipe holds up nobody.
        std::fs::remove_file(&path).unwrap();
        symlink(folder.path().join("elsewhere"), &path).unwrap();
        assert!(state.lock().is_err());
        assert!(!folder.path().join("elsewhere").exists());
        std::fs::remove_file(&path).unwrap();
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &path,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
            0,
        )
        .unwrap();
        assert!(state.lock().is_err());
    }
}
