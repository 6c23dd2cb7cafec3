//! The roster: whose keys count. Append-only, signed, pinned on this machine.
//!
//! It holds keys and fingerprints; names are sealed. A roster that is not
//! pinned is used by nobody until the owner has compared fingerprints.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde::{Deserialize, Serialize};
use ssh_key::PublicKey;
use ulid::Ulid;

use super::error::{Problem, ProblemKind, Refusal, VaultError};
use super::keys::{self, Seal};
use super::signed::{FORMAT, Purpose};
use super::store::{Store, StoreError};
use super::{digest, ron_body};
use crate::record::{self, Stamp};

/// A person's two public keys.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct PublicKeys {
    /// Fingerprint of the signing key, to compare by eye.
    pub(super) fingerprint: String,
    /// The signing key in OpenSSH form.
    pub(super) signs: String,
    /// The age recipient.
    pub(super) opens: String,
}

/// Somebody the owner exchanges bundles with.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct PersonMet {
    pub(super) id: Ulid,
    pub(super) keys: PublicKeys,
}

/// One state of the roster.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Roster {
    format: u32,
    pub(super) vault: Ulid,
    pub(super) number: u32,
    /// Hash of the roster before this one.
    pub(super) previous: Option<String>,
    written: Stamp,
    pub(super) owner: PublicKeys,
    /// Signing keys the owner had before, in OpenSSH form.
    pub(super) earlier_owners: Vec<String>,
    /// The age recipient that can open everything when the owner cannot.
    pub(super) recovery: Option<String>,
    pub(super) people: Vec<PersonMet>,
    /// An age file in hexadecimal digits: the names that go with the keys.
    names: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Names {
    owner: String,
    pub(super) people: Vec<(Ulid, String)>,
    /// Which person of the owner's sessions each of them is.
    #[serde(default)]
    pub(super) known_as: Vec<(Ulid, Ulid)>,
}

impl Roster {
    /// The first roster of a vault.
    pub(super) fn first(seal: &Seal, owner_name: &str, now: Stamp) -> Result<Self, VaultError> {
        let key = seal.keys().public();
        let signs = key.to_openssh().map_err(|_| VaultError::internal("no public key"))?;
        Ok(Roster {
            format: FORMAT,
            vault: seal.vault,
            number: 1,
            previous: None,
            written: now,
            owner: PublicKeys {
                fingerprint: keys::fingerprint(&key),
                signs,
                opens: seal.keys().recipient().to_string(),
            },
            earlier_owners: Vec::new(),
            recovery: None,
            people: Vec::new(),
            names: seal_names(
                seal,
                &Names { owner: owner_name.into(), people: Vec::new(), known_as: Vec::new() },
            )?,
        })
    }

    /// The same roster with a recovery key, as the next in line.
    pub(super) fn with_recovery(
        &self,
        hash: &str,
        recovery: &str,
        seal: &Seal,
        now: Stamp,
    ) -> Result<Self, VaultError> {
        let names = self.open_names(seal)?;
        Ok(Roster {
            number: self.number + 1,
            previous: Some(hash.to_owned()),
            written: now,
            recovery: Some(recovery.to_owned()),
            names: seal_names(seal, &names)?,
            ..self.clone()
        })
    }

    /// The same roster with these people, as the next in line.
    pub(super) fn with_people(
        &self,
        hash: &str,
        people: Vec<PersonMet>,
        names: &Names,
        seal: &Seal,
        now: Stamp,
    ) -> Result<Self, VaultError> {
        Ok(Roster {
            number: self.number + 1,
            previous: Some(hash.to_owned()),
            written: now,
            people,
            names: seal_names(seal, names)?,
            ..self.clone()
        })
    }

    /// The owner's name, unsealed.
    pub(super) fn owner_name(&self, seal: &Seal) -> Result<String, VaultError> {
        Ok(self.open_names(seal)?.owner)
    }

    /// The names that go with the keys.
    pub(super) fn open_names(&self, seal: &Seal) -> Result<Names, VaultError> {
        let damaged = || VaultError::Damaged { name: format!("people, number {}", self.number) };
        let sealed = digest::from_hex(&self.names).ok_or_else(damaged)?;
        let plain = seal.open(&sealed).map_err(|_| damaged())?;
        let text = std::str::from_utf8(&plain).map_err(|_| damaged())?;
        record::from_ron(text).map_err(|_| damaged())
    }

    /// The recovery key, parsed.
    pub(super) fn recovery_key(&self) -> Option<age::x25519::Recipient> {
        self.recovery.as_deref().and_then(|r| r.parse().ok())
    }

    /// The file's name and bytes.
    pub(super) fn to_file(&self, seal: &Seal) -> Result<(String, String, Vec<u8>), VaultError> {
        let text = seal.sign(Purpose::Roster, &ron_body(self)?)?;
        let hash = digest::of(text.as_bytes());
        Ok((format!("people/{}-{hash}.ron", self.number), hash, text.into_bytes()))
    }
}

fn seal_names(seal: &Seal, names: &Names) -> Result<String, VaultError> {
    Ok(digest::to_hex(&seal.seal(ron_body(names)?.as_bytes())?))
}

/// All rosters that are the owner's own, in order, each with its hash.
#[derive(Default)]
pub(super) struct Rosters {
    chain: BTreeMap<u32, (String, Roster)>,
    /// Others with a number that is taken: a crash came before one was pinned.
    beside: Vec<(String, Roster)>,
    /// What lies beside them and does not count.
    pub(super) problems: Vec<Problem>,
}

impl Rosters {
    /// Reads what is there. `signers` are the keys whose rosters count.
    pub(super) fn read(
        store: &dyn Store,
        vault: Ulid,
        signers: &[PublicKey],
    ) -> Result<Self, VaultError> {
        let mut rosters = Rosters::default();
        for name in store.list("people/").map_err(|e| VaultError::store("people", e))? {
            match read_one(store, &name, vault, signers) {
                Ok((hash, roster)) => {
                    if let Entry::Vacant(place) = rosters.chain.entry(roster.number) {
                        place.insert((hash, roster));
                    } else {
                        rosters.beside.push((hash, roster));
                    }
                }
                Err(kind) => rosters.problems.push(Problem::new(&name, kind)),
            }
        }
        Ok(rosters)
    }

    /// Adds one that was just written.
    pub(super) fn add(&mut self, hash: String, roster: Roster) {
        self.chain.insert(roster.number, (hash, roster));
    }

    /// The roster in force: the pinned one, or, on a machine whose pins are
    /// gone, the newest the owner's own key signed. Later ones become problems.
    pub(super) fn in_force(
        &mut self,
        pinned: Option<(u32, &str)>,
    ) -> Result<(String, Roster), VaultError> {
        let newest = match pinned {
            Some((number, _)) => number,
            None => self.unbroken(),
        };
        if let Some((number, hash)) = pinned
            && self.chain.get(&number).is_some_and(|(h, _)| h != hash)
            && let Some(at) = self.beside.iter().position(|(h, _)| h == hash)
        {
            let pinned = self.beside.swap_remove(at);
            self.beside.extend(self.chain.insert(number, pinned));
        }
        for (hash, roster) in std::mem::take(&mut self.beside) {
            let name = format!("people/{}-{hash}.ron", roster.number);
            self.problems.push(Problem::new(&name, ProblemKind::NotApproved));
        }
        for (_, (hash, roster)) in self.chain.split_off(&(newest.saturating_add(1))) {
            let name = format!("people/{}-{hash}.ron", roster.number);
            self.problems.push(Problem::new(&name, ProblemKind::NotApproved));
        }
        match self.chain.get(&newest) {
            Some((hash, roster))
                if pinned.is_none_or(|(_, p)| p == hash) && self.unbroken() == newest =>
            {
                Ok((hash.clone(), roster.clone()))
            }
            _ => Err(VaultError::Damaged { name: format!("people, number {newest}") }),
        }
    }

    /// The number up to which each names the one before it.
    fn unbroken(&self) -> u32 {
        let mut before: Option<&str> = None;
        let mut reached = 0;
        for (number, (hash, roster)) in &self.chain {
            if *number != reached + 1 || roster.previous.as_deref() != before {
                break;
            }
            reached = *number;
            before = Some(hash);
        }
        reached
    }

    /// Whether a generation may name this roster.
    pub(super) fn knows(&self, hash: &str) -> bool {
        self.chain.values().any(|(h, _)| h == hash)
    }
}

fn read_one(
    store: &dyn Store,
    name: &str,
    vault: Ulid,
    signers: &[PublicKey],
) -> Result<(String, Roster), ProblemKind> {
    let leaf = name.strip_prefix("people/").and_then(|l| l.strip_suffix(".ron"));
    let (number, hash) = leaf.and_then(|l| l.split_once('-')).ok_or(ProblemKind::Foreign)?;
    let number: u32 = number.parse().map_err(|_| ProblemKind::Foreign)?;
    let bytes = store.get(name).map_err(|e| match e {
        StoreError::BadName => ProblemKind::Foreign,
        _ => ProblemKind::Unreadable,
    })?;
    let body = super::signed::check(&bytes, Purpose::Roster, signers)?;
    if digest::of(&bytes) != hash {
        return Err(ProblemKind::Damaged);
    }
    let roster: Roster = record::from_ron(body).map_err(|_| ProblemKind::Damaged)?;
    if roster.vault != vault || roster.number != number {
        return Err(Refusal::Foreign.into());
    }
    Ok((hash.to_owned(), roster))
}
