//! Making a vault, and the recovery key.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use age::secrecy::{ExposeSecret, SecretString};
use age::x25519;
use serde::{Deserialize, Serialize};
use ulid::Ulid;
use zeroize::Zeroizing;

use super::error::VaultError;
use super::keys::{self, Keys, Seal};
use super::platform::Folder;
use super::roster::{Roster, Rosters};
use super::signed::{FORMAT, Purpose};
use super::state::{Paths, Pins, State};
use super::store::{FolderStore, Store, StoreError, read, write_new};
use super::{Access, Vault, random, ron_body, rules};
use crate::record::{Rules, Stamp};

/// Who else can open the vault when its owner cannot.
pub enum RecoveryChoice {
    /// Nobody yet; home says so until it is made.
    Later,
    /// The organisation's public key (`age1…`), made by them, offline.
    Recipient(String),
    /// A file with a key of its own under its own passphrase. Refused inside
    /// vault or state: it would be lost with them.
    File {
        /// Where it is written; must not exist.
        out: PathBuf,
        /// Its own passphrase.
        passphrase: SecretString,
    },
}

/// `vault.ron`: the mark of a vault.
#[derive(Serialize, Deserialize)]
pub(super) struct Mark {
    format: u32,
    pub(super) vault: Ulid,
    /// Fingerprint of the owner's key.
    pub(super) owner: String,
}

pub(super) const MARK: &str = "vault.ron";

impl Vault {
    /// Makes a vault in two empty (or missing) folders, and opens it.
    ///
    /// # Errors
    /// `NotEmpty` where something is there already; `Refused` for a recovery
    /// key or place that cannot be. On any error nothing is left behind that
    /// could be mistaken for a vault.
    pub fn create(
        paths: &Paths,
        owner_name: &str,
        passphrase: SecretString,
        recovery: RecoveryChoice,
        work_factor: u8,
        now: Stamp,
    ) -> Result<Vault, VaultError> {
        let store = Arc::new(FolderStore::new(&paths.vault));
        Self::create_in(store, paths, owner_name, passphrase, recovery, work_factor, now)
    }

    /// The same over another store: for tests, and for services to come.
    ///
    /// # Errors
    /// As [`Vault::create`].
    // The passphrase is taken, so that the caller keeps no copy.
    #[allow(clippy::needless_pass_by_value)]
    pub fn create_in(
        store: Arc<dyn Store>,
        paths: &Paths,
        owner_name: &str,
        passphrase: SecretString,
        recovery: RecoveryChoice,
        work_factor: u8,
        now: Stamp,
    ) -> Result<Vault, VaultError> {
        if passphrase.expose_secret().is_empty() {
            return Err(VaultError::Refused("an empty passphrase protects nothing"));
        }
        Folder::make(&paths.vault).map_err(VaultError::writing)?;
        let state = State::make(&paths.state)?;
        if lies_in(&paths.state, &paths.vault)? || lies_in(&paths.vault, &paths.state)? {
            return Err(VaultError::Refused(
                "vault and state must be two separate folders: the state holds the key and is \
                 never on a share. Nothing was made",
            ));
        }
        let lock = state.lock()?;
        clear_unfinished(&*store, &state, &passphrase)?;
        let mut put = Vec::new();
        let key = make_key(&state, paths, &passphrase, recovery, work_factor);
        let made = key.and_then(|made| fill(&*store, &state, &made, owner_name, now, &mut put));
        if let Err(e) = made {
            // Backwards, so that the mark of a vault is the first to go; and
            // only what was put there now, whole or cut short.
            for (name, bytes) in put.into_iter().rev() {
                if store.get(&name).is_ok_and(|there| bytes.starts_with(&there)) {
                    let _ = store.remove(&name);
                }
            }
            state.remove_key();
            return Err(e);
        }
        drop(lock);
        Self::open_in(store, paths, &passphrase, Access::Write)
    }

    /// Makes the recovery key that was put off, and seals everything to it.
    /// Each file is written anew and read back before the old one goes.
    ///
    /// # Errors
    /// As [`Vault::create`]. What was sealed anew before an error stays so; the
    /// rest is sealed anew at the next opening, or by calling again.
    pub fn add_recovery(
        &mut self,
        choice: RecoveryChoice,
        work_factor: u8,
        now: Stamp,
    ) -> Result<(), VaultError> {
        if self.access == Access::Read {
            return Err(VaultError::ReadOnly);
        }
        let Some(recipient) = recipient(&self.paths, choice, work_factor)? else {
            return Err(VaultError::Refused("name a recovery key or a file for one"));
        };
        if recipient == self.seal.keys().recipient() {
            return Err(VaultError::Refused(OWN_KEY));
        }
        let seal = self.seal.clone().with_recovery(Some(recipient.clone()));
        if self.roster.recovery_key().as_ref() != Some(&recipient) {
            let hash = self.roster_hash.clone();
            let roster = self.roster.with_recovery(&hash, &recipient.to_string(), &seal, now)?;
            let (name, hash, bytes) = roster.to_file(&seal)?;
            put(&*self.store, &name, &bytes)?;
            self.pins.roster = roster.number;
            self.pins.roster_hash.clone_from(&hash);
            self.state.write_pins(&seal, &self.pins)?;
            self.judge.rosters.add(hash.clone(), roster.clone());
            (self.roster, self.roster_hash) = (roster, hash);
        }
        self.seal = seal;
        self.catalogue.under = self.catalogue.all().cloned().collect();
        let resealed = self.reseal();
        self.write_notes();
        resealed
    }
}

const OWN_KEY: &str = "the recovery key must not be the owner's own key";

/// What a set-up that was interrupted left, and only that, is cleared away: a
/// first roster and first settings that the key in the state folder signed.
/// Whatever else is there stays, and so does all the rest with it.
fn clear_unfinished(
    store: &dyn Store,
    state: &State,
    passphrase: &SecretString,
) -> Result<(), VaultError> {
    let there = store.list("").map_err(|e| VaultError::store("the vault", e))?;
    let by_name = |name: &String| name.starts_with("people/1-") || name == rules::FIRST;
    if !there.iter().all(by_name) {
        return Err(VaultError::NotEmpty { place: "the vault folder" });
    }
    if state.has_pins() {
        return Err(VaultError::NotEmpty { place: "the state folder" });
    }
    if !there.is_empty() {
        let key = state.key_file().and_then(|bytes| Keys::from_file(&bytes, passphrase));
        let (keys, vault) = key.map_err(|_| VaultError::NotEmpty { place: "the vault folder" })?;
        let seal = Seal::new(vault, Arc::new(keys));
        let rosters = Rosters::read(store, vault, seal.approved())?;
        let ours = |name: &String| {
            if name == rules::FIRST {
                rules::check_settings(store, &seal, name).is_ok()
            } else {
                rosters.problems.iter().all(|p| p.name != *name)
            }
        };
        if !there.iter().all(ours) {
            return Err(VaultError::NotEmpty { place: "the vault folder" });
        }
    }
    if state.has_key() {
        state.put_key_aside()?;
    }
    for name in there {
        store.remove(&name).map_err(|e| VaultError::store(&name, e))?;
    }
    Ok(())
}

/// Fresh keys, the owner's written to the state folder.
fn make_key(
    state: &State,
    paths: &Paths,
    passphrase: &SecretString,
    recovery: RecoveryChoice,
    work_factor: u8,
) -> Result<Seal, VaultError> {
    let vault = random::silent_id();
    let keys = Arc::new(Keys::generate()?);
    let key_file = keys.to_file(vault, passphrase, work_factor)?;
    let recovery = recipient(paths, recovery, work_factor)?;
    if recovery.as_ref() == Some(&keys.recipient()) {
        return Err(VaultError::Refused(OWN_KEY));
    }
    state.write_key(&key_file)?;
    Ok(Seal::new(vault, keys).with_recovery(recovery))
}

/// Fills an empty folder; what it puts there is in `made`, also where it fails.
fn fill(
    store: &dyn Store,
    state: &State,
    seal: &Seal,
    owner_name: &str,
    now: Stamp,
    made: &mut Vec<(String, Vec<u8>)>,
) -> Result<(), VaultError> {
    let mut put_new = |name: &str, bytes: Vec<u8>| {
        made.push((name.to_owned(), bytes.clone()));
        put(store, name, &bytes)
    };
    let mut roster = Roster::first(seal, owner_name, now)?;
    roster.recovery = seal.recovery_key();
    let (name, hash, bytes) = roster.to_file(seal)?;
    put_new(&name, bytes)?;
    let (name, bytes) = rules::to_file(seal, &Rules::default(), 1)?;
    put_new(&name, bytes)?;
    // The mark goes last into the vault: without it there is no vault.
    let owner = keys::fingerprint(&seal.keys().public());
    let mark = ron_body(&Mark { format: FORMAT, vault: seal.vault, owner })?;
    put_new(MARK, seal.sign(Purpose::Vault, &mark)?.into_bytes())?;
    state.write_pins(seal, &Pins::new(seal.vault, roster.number, &hash))
}

/// Creates, reads back, compares. What has the name already stays.
pub(super) fn put(store: &dyn Store, name: &str, bytes: &[u8]) -> Result<(), VaultError> {
    let exists = match store.create(name, bytes) {
        Ok(()) => false,
        Err(StoreError::Exists) => true,
        Err(e) => return Err(VaultError::store(name, e)),
    };
    match store.get(name) {
        Ok(there) if there == bytes => Ok(()),
        Ok(_) if exists => Err(VaultError::store(name, StoreError::Exists)),
        Ok(_) => {
            let _ = store.remove(name);
            Err(VaultError::writing(std::io::Error::other("read back differently")))
        }
        Err(e) => Err(VaultError::store(name, e)),
    }
}

/// The recovery key of a choice; a file is written and opened once.
fn recipient(
    paths: &Paths,
    choice: RecoveryChoice,
    work_factor: u8,
) -> Result<Option<x25519::Recipient>, VaultError> {
    match choice {
        RecoveryChoice::Later => Ok(None),
        RecoveryChoice::Recipient(text) => text.trim().parse().map(Some).map_err(|_| {
            VaultError::Refused("the recovery key must be an age public key: age1…, one line")
        }),
        RecoveryChoice::File { out, passphrase } => {
            recovery_file(paths, &out, &passphrase, work_factor).map(Some)
        }
    }
}

fn recovery_file(
    paths: &Paths,
    out: &Path,
    passphrase: &SecretString,
    work_factor: u8,
) -> Result<x25519::Recipient, VaultError> {
    if passphrase.expose_secret().is_empty() {
        return Err(VaultError::Refused("an empty passphrase protects nothing"));
    }
    let folder = match out.parent() {
        Some(p) if !p.as_os_str().is_empty() => p.to_path_buf(),
        _ => PathBuf::from("."),
    };
    let leaf = out
        .file_name()
        .and_then(|n| n.to_str())
        .ok_or(VaultError::Refused("the recovery file needs a plain file name"))?;
    if lies_in(&folder, &paths.vault)? || lies_in(&folder, &paths.state)? {
        return Err(VaultError::Refused(
            "the recovery file must not lie in the vault or the state folder: it would be lost \
             with them. Choose another place, best on another device",
        ));
    }
    let identity = x25519::Identity::generate();
    let text = Zeroizing::new(format!(
        "# thinkwheel recovery key: opens the records, signs nothing\n# public key: {}\n{}\n",
        identity.to_public(),
        identity.to_string().expose_secret(),
    ));
    let sealed = keys::seal_under_passphrase(text.as_bytes(), passphrase, work_factor)?;
    let folder = Folder::open(&folder).map_err(VaultError::writing)?;
    write_new(&folder, leaf, &sealed).map_err(|e| match e {
        StoreError::Exists => VaultError::Refused(
            "the recovery file exists already; nothing was written over it. Choose another name",
        ),
        other => VaultError::store("the recovery file", other),
    })?;
    let back = read(&folder, leaf).map_err(VaultError::reading)?;
    let plain = keys::open_under_passphrase(&back, passphrase)?;
    if *plain == text.as_bytes() {
        Ok(identity.to_public())
    } else {
        Err(VaultError::Damaged { name: "the recovery file".into() })
    }
}

/// Whether `inner` is `outer` or lies in it, links resolved.
fn lies_in(inner: &Path, outer: &Path) -> Result<bool, VaultError> {
    let real = |p: &Path| std::fs::canonicalize(p).map_err(VaultError::reading);
    Ok(real(inner)?.starts_with(real(outer)?))
}
