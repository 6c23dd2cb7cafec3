//! Opening a vault: passphrase, pins, roster, rules, what is there.

use std::collections::HashMap;
use std::sync::Arc;

use age::secrecy::SecretString;
use ulid::Ulid;
use zeroize::Zeroizing;

use super::agreement::Signers;
use super::catalogue::{self, Catalogue};
use super::create::{MARK, Mark};
use super::error::{Problem, ProblemKind, Refusal, VaultError};
use super::generation::{GenerationId, Judge};
use super::keys::{self, Keys, Seal};
use super::roster::Rosters;
use super::signed::Purpose;
use super::state::{Paths, Pins, State};
use super::store::{FolderStore, Store, StoreError};
use super::tombstone::Tombstones;
use super::{Access, Vault, own, rules};
use crate::record;

impl Vault {
    /// Looks whether there is a vault that this machine has a key for, before
    /// anybody is asked for a passphrase. Changes nothing.
    ///
    /// # Errors
    /// `NoVault`, `NoKey`, `OtherVault`, `Io`.
    pub fn look(paths: &Paths) -> Result<(), VaultError> {
        let mark = read_mark(&FolderStore::new(&paths.vault))?;
        let state = State::open(&paths.state)?;
        state.key_file()?;
        if let Some(pins) = state.pins_bytes()?
            && let (Some(ours), Some(theirs)) = (vault_named(&pins), vault_named(&mark))
            && ours != theirs
        {
            return Err(VaultError::OtherVault);
        }
        Ok(())
    }

    /// Opens a vault with its owner's passphrase.
    ///
    /// # Errors
    /// `WrongPassphrase`, `NewerFormat`, `InUse` where another process writes, and those of
    /// [`Vault::look`]; `Damaged` or `Foreign` where what a vault cannot do
    /// without (mark, key file, roster, pins) is not right. Anything else that
    /// is wrong is listed by [`Vault::problems`].
    pub fn open(
        paths: &Paths,
        passphrase: &SecretString,
        access: Access,
    ) -> Result<Vault, VaultError> {
        Self::look(paths)?;
        let store = FolderStore::new(&paths.vault);
        let vault = Self::open_in(Arc::new(store.clone()), paths, passphrase, access)?;
        if access == Access::Write {
            store.sweep();
            vault.state.sweep();
        }
        Ok(vault)
    }

    /// The same over another store: for tests, and for services to come.
    ///
    /// # Errors
    /// As [`Vault::open`].
    pub fn open_in(
        store: Arc<dyn Store>,
        paths: &Paths,
        passphrase: &SecretString,
        access: Access,
    ) -> Result<Vault, VaultError> {
        let state = State::open(&paths.state)?;
        let seal = unlock(&*store, &state, passphrase)?;
        let lock = match access {
            Access::Write => Some(state.lock()?),
            Access::Read => None,
        };
        let Trust { seal, judge, roster, roster_hash, pins, pins_missing } =
            trust(&*store, &state, seal)?;
        let owner_name = Zeroizing::new(roster.owner_name(&seal)?);
        let (rules, rules_number, mut problems) = rules::read(&*store, &seal, pins.settings)?;
        problems.extend(own::problems(&*store, &seal)?);
        let index = state.index().and_then(|bytes| {
            catalogue::index_from(&seal, &roster_hash, &judge.tombstones, &bytes)
        });
        let fresh_index = index.is_none();
        let catalogue = Catalogue::read(&*store, &seal, &judge, index.unwrap_or_default())?;
        problems.extend(missing(&catalogue, &pins.seen));
        if pins_missing {
            problems.push(Problem::new(PINS_SHOWN, ProblemKind::Missing));
        }
        let mut vault = Vault {
            store,
            paths: paths.clone(),
            state,
            seal,
            judge,
            roster,
            roster_hash,
            owner_name,
            rules,
            rules_number,
            catalogue,
            pins,
            problems,
            abandoned: HashMap::new(),
            unsaved_notes: 0,
            access,
            _lock: lock,
        };
        if access == Access::Write {
            let short = !vault.catalogue.under.is_empty();
            if short {
                // What could not be sealed anew is named, and tried again at
                // the next opening.
                let _ = vault.reseal();
            }
            let buried = !vault.catalogue.holding.is_empty();
            if buried {
                // Named as it was found; what could not be done is named too,
                // and tried again at the next opening.
                vault.problems.extend(vault.catalogue.old_copies());
                let failed = vault.bury().is_err();
                if failed {
                    vault.problems.push(Problem::new(TOMBSTONES_SHOWN, ProblemKind::NotRemoved));
                }
            }
            let tombs = vault.judge.tombstones.names();
            let gone = vault.judge.tombstones.to_pins();
            let unseen =
                !tombs.is_subset(&vault.pins.tombstones) || !gone.is_subset(&vault.pins.removed);
            if unseen {
                vault.pins.tombstones.extend(tombs.iter().cloned());
                vault.pins.removed.extend(gone);
            }
            if fresh_index || pins_missing || short || buried || unseen {
                vault.write_notes();
            }
        }
        Ok(vault)
    }
}

/// The pins' name as it is told: without them, nobody here knows which roster
/// was approved and which heads were seen.
pub(super) const PINS_SHOWN: &str = "state/pins.ron";

/// The tombstones as they are told of where what they name could not be removed.
const TOMBSTONES_SHOWN: &str = "tombstones";

/// What a vault's owner has approved on this machine.
pub(super) struct Trust {
    pub(super) seal: Seal,
    pub(super) judge: Judge,
    pub(super) roster: super::roster::Roster,
    pub(super) roster_hash: String,
    pub(super) pins: Pins,
    pub(super) pins_missing: bool,
}

/// Opens the key file and checks that vault and key belong together.
pub(super) fn unlock(
    store: &dyn Store,
    state: &State,
    passphrase: &SecretString,
) -> Result<Seal, VaultError> {
    let mark = read_mark(store)?;
    let (keys, vault) = Keys::from_file(&state.key_file()?, passphrase)?;
    if vault_named(&mark).is_some_and(|there| there != vault) {
        return Err(VaultError::OtherVault);
    }
    let seal = Seal::new(vault, Arc::new(keys));
    check_mark(&seal, &mark).map_err(|r| Problem::fatal(MARK, r))?;
    Ok(seal)
}

/// Whether the mark is this vault's, signed by its owner.
pub(super) fn check_mark(seal: &Seal, bytes: &[u8]) -> Result<(), Refusal> {
    let body = seal.check(bytes, Purpose::Vault)?;
    let mark: Mark = record::from_ron(body).map_err(|_| Refusal::Damaged)?;
    if mark.vault == seal.vault && mark.owner == keys::fingerprint(&seal.keys().public()) {
        Ok(())
    } else {
        Err(Refusal::Foreign)
    }
}

/// Pins, rosters, and the keys they make valid.
pub(super) fn trust(store: &dyn Store, state: &State, mut seal: Seal) -> Result<Trust, VaultError> {
    let pinned = state.pins(&seal)?;
    let mut rosters = Rosters::read(store, seal.vault, seal.approved())?;
    let (roster_hash, roster) =
        rosters.in_force(pinned.as_ref().map(|p| (p.roster, p.roster_hash.as_str())))?;
    for earlier in &roster.earlier_owners {
        if let Ok(key) = earlier.parse() {
            seal.approve(key);
        }
    }
    let seal = seal.with_recovery(roster.recovery_key());
    let pins_missing = pinned.is_none();
    let pins = pinned.unwrap_or_else(|| Pins::new(seal.vault, roster.number, &roster_hash));
    let tombstones = Tombstones::read(store, &seal, &pins.tombstones, &pins.removed)?;
    let signers = Signers::new(&seal, &roster);
    let judge = Judge { rosters, signers, tombstones };
    Ok(Trust { seal, judge, roster, roster_hash, pins, pins_missing })
}

/// Heads seen before that are neither there nor named by a later one.
pub(super) fn missing(catalogue: &Catalogue, seen: &[GenerationId]) -> Vec<Problem> {
    let named: std::collections::HashSet<&str> = catalogue
        .all()
        .flat_map(|k| {
            std::iter::once(k.id.short())
                .chain(k.parents.iter().map(GenerationId::short))
                .chain(k.replaced.iter().map(String::as_str))
        })
        .collect();
    seen.iter()
        .filter(|id| !named.contains(id.short()))
        .map(|id| Problem::new(&format!("generation {id}"), ProblemKind::Missing))
        .collect()
}

/// The mark's bytes, not checked: whether it is from a newer version is
/// believed only once its signature was.
pub(super) fn read_mark(store: &dyn Store) -> Result<Vec<u8>, VaultError> {
    store.get(MARK).map_err(|e| match e {
        StoreError::NotFound => VaultError::NoVault,
        other => VaultError::store(MARK, other),
    })
}

/// The vault id a file claims, found without parsing: only to say early that
/// two folders do not belong together.
fn vault_named(bytes: &[u8]) -> Option<Ulid> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (_, after) = text.split_once("vault: \"")?;
    after.get(..26)?.parse().ok()
}
