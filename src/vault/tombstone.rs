//! What stays when words had to go: signed, without content, and stronger than
//! any copy of the words.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::error::{Problem, ProblemKind, VaultError};
use super::keys::Seal;
use super::signed::{FORMAT, Purpose};
use super::store::{Store, StoreError};
use super::{digest, ron_body};
use crate::record::{self, Removed, Session, Stamp, Tombstone};

pub(super) const FOLDER: &str = "tombstones/";

/// A tombstone as it is written. Why and by whose authority are sealed: people
/// may name somebody there.
#[derive(Serialize, Deserialize)]
struct Written {
    format: u32,
    vault: Ulid,
    id: Ulid,
    session: Ulid,
    removed: Ulid,
    by: Ulid,
    at: Stamp,
    /// An age file in hexadecimal digits.
    words: String,
}

#[derive(Serialize, Deserialize)]
struct Words {
    why: String,
    authority: String,
}

/// The file's name and bytes.
pub(super) fn to_file(seal: &Seal, tombstone: &Tombstone) -> Result<(String, Vec<u8>), VaultError> {
    let Tombstone { id, removed, session, why, by, authority, at } = tombstone.clone();
    let words = seal.seal(ron_body(&Words { why, authority })?.as_bytes())?;
    let body = ron_body(&Written {
        format: FORMAT,
        vault: seal.vault,
        id,
        session,
        removed,
        by,
        at,
        words: digest::to_hex(&words),
    })?;
    let text = seal.sign(Purpose::Tombstone, &body)?;
    let hash = digest::of(text.as_bytes());
    let name = format!("{FOLDER}{}-{hash}.ron", id.to_string().to_ascii_lowercase());
    Ok((name, text.into_bytes()))
}

/// Reads one, checking everything.
pub(super) fn check(seal: &Seal, name: &str, bytes: &[u8]) -> Result<Tombstone, ProblemKind> {
    let leaf = name.strip_prefix(FOLDER).and_then(|l| l.strip_suffix(".ron"));
    let (id, hash) = leaf.and_then(|l| l.split_once('-')).ok_or(ProblemKind::Foreign)?;
    let body = seal.check(bytes, Purpose::Tombstone)?;
    if digest::of(bytes) != hash {
        return Err(ProblemKind::Damaged);
    }
    let read: Written = record::from_ron(body).map_err(|_| ProblemKind::Damaged)?;
    if read.vault != seal.vault || read.id.to_string().to_ascii_lowercase() != id {
        return Err(ProblemKind::Foreign);
    }
    let words = digest::from_hex(&read.words)
        .and_then(|sealed| seal.open(&sealed).ok())
        .and_then(|plain| record::from_ron::<Words>(std::str::from_utf8(&plain).ok()?).ok())
        .ok_or(ProblemKind::Damaged)?;
    Ok(Tombstone {
        id: read.id,
        removed: read.removed,
        session: read.session,
        why: words.why,
        by: read.by,
        authority: words.authority,
        at: read.at,
    })
}

/// Every tombstone of a vault.
#[derive(Clone, Default)]
pub(super) struct Tombstones {
    all: Vec<Tombstone>,
    names: BTreeSet<String>,
    by_session: HashMap<Ulid, Removed>,
    pub(super) problems: Vec<Problem>,
}

impl Tombstones {
    /// Reads what is there; `seen` are the names that were there before, and
    /// `removed` what they removed: it stays removed where one is gone.
    pub(super) fn read(
        store: &dyn Store,
        seal: &Seal,
        seen: &BTreeSet<String>,
        removed: &BTreeSet<(Ulid, Ulid, Ulid)>,
    ) -> Result<Self, VaultError> {
        let mut read = Tombstones::default();
        for name in store.list(FOLDER).map_err(|e| VaultError::store("tombstones", e))? {
            let one = store
                .get(&name)
                .map_err(|e| match e {
                    StoreError::BadName => ProblemKind::Foreign,
                    _ => ProblemKind::Unreadable,
                })
                .and_then(|bytes| check(seal, &name, &bytes));
            match one {
                Ok(tombstone) => read.add(name, tombstone),
                Err(kind) => read.problems.push(Problem::new(&name, kind)),
            }
        }
        for (session, entry, tombstone) in removed {
            read.counts(*session, *entry, *tombstone);
        }
        for name in seen {
            let told = read.problems.iter().any(|p| p.name == *name);
            if !read.names.contains(name) && !told {
                read.problems.push(Problem::new(name, ProblemKind::Missing));
            }
        }
        Ok(read)
    }

    pub(super) fn add(&mut self, name: String, tombstone: Tombstone) {
        self.names.insert(name);
        self.counts(tombstone.session, tombstone.removed, tombstone.id);
        self.all.push(tombstone);
    }

    fn counts(&mut self, session: Ulid, entry: Ulid, tombstone: Ulid) {
        let removed = self.by_session.entry(session).or_default();
        // Of two for one entry the same one counts on every machine.
        let counts = removed.entry(entry).or_insert(tombstone);
        *counts = (*counts).min(tombstone);
    }

    /// What had to go, as this machine keeps it in mind: session, entry,
    /// tombstone.
    pub(super) fn to_pins(&self) -> BTreeSet<(Ulid, Ulid, Ulid)> {
        self.all.iter().map(|t| (t.session, t.removed, t.id)).collect()
    }

    pub(super) fn names(&self) -> &BTreeSet<String> {
        &self.names
    }

    pub(super) fn all(&self) -> &[Tombstone] {
        &self.all
    }

    /// What had to go from a session; none where nothing had. Ids are only
    /// unique as far as whoever wrote them was honest, so a tombstone of one
    /// session never reaches into another.
    pub(super) fn of_session(&self, session: Ulid) -> Option<&Removed> {
        self.by_session.get(&session)
    }

    /// Whether agreed words name something that had to go from their session.
    pub(super) fn is_named_in(&self, session: Ulid, words: &str) -> bool {
        let mut removed = self.of_session(session).into_iter().flat_map(Removed::keys);
        removed.any(|id| words.contains(&id.to_string()))
    }

    /// Sessions with tombstones that are not among `names`.
    pub(super) fn newer_than(&self, names: &BTreeSet<String>) -> BTreeSet<Ulid> {
        let fresh = |t: &&Tombstone| {
            let id = t.id.to_string().to_ascii_lowercase();
            !names.iter().any(|n| n.strip_prefix(FOLDER).is_some_and(|l| l.starts_with(&id)))
        };
        self.all.iter().filter(fresh).map(|t| t.session).collect()
    }

    /// Takes out of a session what had to go; true where something did.
    pub(super) fn strike(&self, session: &mut Session) -> bool {
        self.by_session.get(&session.id).is_some_and(|removed| session.strike(removed) > 0)
    }
}
