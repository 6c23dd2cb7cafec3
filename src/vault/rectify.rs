//! Rectification: words that must not be there go, everywhere this program
//! reaches, and a tombstone stays.

use std::collections::HashSet;

use chrono::NaiveDate;
use ulid::Ulid;

use super::error::{Problem, VaultError};
use super::generation::{self, GenerationId};
use super::journal;
use super::platform::Folder;
use super::store::StoreError;
use super::{Access, Vault, create, fresh_id, store, tombstone};
use crate::record::{Removed, Session, Stamp, Tombstone};

/// What a rectification did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rectified {
    /// The tombstones that stay, one for each entry.
    pub tombstones: Vec<Ulid>,
    /// The versions that stand now, the latest written first.
    pub heads: Vec<GenerationId>,
    /// Which version took the place of which.
    pub followed: Vec<(GenerationId, GenerationId)>,
    /// How many files that held the words are gone.
    pub removed: usize,
    /// Other sessions that repeat what was removed: a later meeting that
    /// followed up an action holds its words. They are left as they are.
    pub spoken_of_in: Vec<SpokenOf>,
}

/// A session that repeats words which were removed from another.
#[derive(Clone, PartialEq, Eq)]
pub struct SpokenOf {
    /// The session.
    pub session: Ulid,
    /// The day of the meeting.
    pub date: NaiveDate,
    /// Whom the discussions are about that repeat them, by name.
    pub about: Vec<String>,
    /// The entries that repeat them: removed in their turn, the words are gone.
    pub entries: Vec<Ulid>,
}

impl std::fmt::Debug for SpokenOf {
    /// Never prints a name.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { session, entries, .. } = self;
        f.debug_struct("SpokenOf").field("session", session).field("entries", entries).finish()
    }
}

impl Rectified {
    /// Where somebody stands now who stood on `before`: on what took its
    /// place, on it where it never held the words, else on the latest.
    pub fn stands_for(&self, before: Option<&GenerationId>) -> Option<&GenerationId> {
        let after = before.and_then(|b| self.followed.iter().find(|(old, _)| old == b));
        after
            .map(|(_, new)| new)
            .or_else(|| self.heads.iter().find(|h| Some(*h) == before))
            .or(self.heads.first())
    }
}

/// What was done about files that held words which had to be removed.
pub(super) struct Buried {
    /// How many files went.
    gone: usize,
    /// Which version took the place of which.
    followed: Vec<(GenerationId, GenerationId)>,
}

impl Vault {
    /// Removes entries from a session, by their ids, for good (of a statement
    /// that was made, its reasons and nothing else): a tombstone is
    /// written and read back, a successor without the words is published, then
    /// every file that held them is removed. It cannot be taken back.
    ///
    /// A journal that is open at the time is the caller's: rotate it, and drop
    /// what it returns, once this has come back. (Words it brings back are
    /// struck all the same.) Not reached: backups, other devices, what was
    /// sent or printed, traces on the disk itself.
    ///
    /// # Errors
    /// `Refused` where there is no such entry, or no reason or authority is
    /// given: then nothing was changed. `Io` where the disk failed: what was
    /// not finished is finished when the vault is next opened to write.
    #[allow(clippy::too_many_arguments)]
    pub fn rectify(
        &mut self,
        session: Ulid,
        remove: &[Ulid],
        why: &str,
        authority: &str,
        by: Ulid,
        now: Stamp,
    ) -> Result<Rectified, VaultError> {
        if self.access == Access::Read {
            return Err(VaultError::ReadOnly);
        }
        if why.trim().is_empty() || authority.trim().is_empty() {
            return Err(VaultError::Refused(
                "say why the words have to go and by whose authority. Nothing was removed",
            ));
        }
        let versions = self.every_version(session);
        if versions.is_empty() {
            return Err(VaultError::NoSuchGeneration);
        }
        let stands = |id: &Ulid| {
            let one = Removed::from([(*id, Ulid::nil())]);
            versions.iter().any(|v| {
                let mut v = v.clone();
                // Agreed words name whatever they speak of, children too.
                let statements = v.discussions.iter_mut().flat_map(|d| &mut d.agreements);
                statements.filter(|a| a.is_made()).for_each(|a| a.words = "made".into());
                v.strike(&one) > 0
            })
        };
        let is_statement = |id: &Ulid| {
            let mut all = versions.iter().flat_map(|v| &v.discussions).flat_map(|d| &d.agreements);
            all.any(|a| a.id == *id && a.is_made())
        };
        if remove.iter().any(|id| is_statement(id) && !stands(id)) {
            return Err(VaultError::Refused(
                "that is somebody's statement, and what it says stays for good: only reasons \
                 written in it can be removed, and it has none. Nothing was removed",
            ));
        }
        if remove.is_empty() || !remove.iter().all(stands) {
            return Err(VaultError::Refused(
                "this session has no entry with that id. Nothing was removed. `thinkwheel session \
                 show` prints every entry with its id",
            ));
        }
        if !remove.iter().all(|id| stands_for_one_thing(&versions, *id)) {
            return Err(VaultError::Refused(
                "more than one thing in this session has that id, so it cannot be told which of \
                 them would go. Nothing was removed. Whoever wrote the other gave it an id that \
                 was taken: a discussion can be removed as a whole",
            ));
        }
        let spoken_of_in = self.sessions_repeating(session, &versions, remove);
        let made = remove.iter().map(|removed| Tombstone {
            id: fresh_id(),
            removed: *removed,
            session,
            why: why.trim().to_owned(),
            by,
            authority: authority.trim().to_owned(),
            at: now,
        });
        let made: Vec<Tombstone> = made.collect();
        let tombstones = made.iter().map(|t| t.id).collect();
        let Buried { gone, followed } = self.put_tombstones(session, made)?;
        let heads = self.catalogue.heads(session).into_iter().map(|k| k.id.clone()).collect();
        Ok(Rectified { tombstones, heads, followed, removed: gone, spoken_of_in })
    }

    /// Writes tombstones of a session and removes what they name.
    pub(super) fn put_tombstones(
        &mut self,
        session: Ulid,
        tombstones: Vec<Tombstone>,
    ) -> Result<Buried, VaultError> {
        for tombstone in tombstones {
            let (name, bytes) = tombstone::to_file(&self.seal, &tombstone)?;
            create::put(&*self.store, &name, &bytes)?;
            self.pins.tombstones.insert(name.clone());
            self.pins.removed.insert((tombstone.session, tombstone.removed, tombstone.id));
            self.judge.tombstones.add(name, tombstone);
        }
        self.state.write_pins(&self.seal, &self.pins)?;
        self.read_again(session)?;
        let Buried { gone, followed } = self.bury()?;
        self.clear_kept();
        self.unsaved_notes += 1;
        self.write_notes();
        if self.unsaved_notes > 0 {
            return Err(VaultError::internal("the list of sessions could not be written anew"));
        }
        Ok(Buried { gone, followed })
    }

    /// Every tombstone, the earliest first.
    pub fn tombstones(&self) -> Vec<Tombstone> {
        let mut all = self.judge.tombstones.all().to_vec();
        all.sort_by_key(|t| (t.at, t.id));
        all
    }

    /// Every version of a session that is there.
    pub(super) fn every_version(&self, session: Ulid) -> Vec<Session> {
        let all = self.catalogue.of_session(session).iter();
        all.filter_map(|k| self.load(&k.id).ok()).collect()
    }

    /// Sessions that followed up an action or a guess which is to go, in
    /// whatever version: they hold its words too.
    fn sessions_repeating(
        &self,
        session: Ulid,
        versions: &[Session],
        remove: &[Ulid],
    ) -> Vec<SpokenOf> {
        let gone = with_what_they_hold(versions, remove);
        let mut all = Vec::new();
        for other in self.sessions().into_iter().filter(|s| s.id != session) {
            let mut found: Option<SpokenOf> = None;
            for version in self.every_version(other.id) {
                for d in &version.discussions {
                    let followed = d.follow_ups.iter().filter(|f| gone.contains(&f.action));
                    let guessed = d.hypotheses.iter().filter(|h| gone.contains(&h.passage));
                    let entries = followed.map(|f| f.id).chain(guessed.map(|h| h.id));
                    let entries: Vec<Ulid> = entries.collect();
                    if entries.is_empty() {
                        continue;
                    }
                    let of = found.get_or_insert_with(|| SpokenOf {
                        session: other.id,
                        date: version.date,
                        about: Vec::new(),
                        entries: Vec::new(),
                    });
                    let children = d.subject.children().iter().filter_map(|c| version.child(*c));
                    of.about.extend(children.map(|c| c.name.trim().to_owned()));
                    of.entries.extend(entries);
                }
            }
            if let Some(mut of) = found {
                of.entries.sort_unstable();
                of.entries.dedup();
                of.about.sort_unstable();
                of.about.dedup();
                all.push(of);
            }
        }
        all.sort_by_key(|of| (of.date, of.session));
        all
    }

    /// Reads every file of a session anew: a tombstone came since.
    fn read_again(&mut self, session: Ulid) -> Result<(), VaultError> {
        let all: Vec<_> = self.catalogue.of_session(session).to_vec();
        for known in all {
            let bytes = match self.store.get(&known.name) {
                Ok(bytes) => bytes,
                Err(StoreError::NotFound) => continue,
                Err(e) => return Err(VaultError::store(&known.name, e)),
            };
            let (read, _) = generation::decode(&self.seal, &self.judge, &known.name, &bytes)
                .map_err(|r| Problem::fatal(&known.name, r))?;
            self.catalogue.read_again(read);
        }
        Ok(())
    }

    /// Where files hold words that had to be removed: a successor without them
    /// takes the place of each head among them, then all of them go.
    pub(super) fn bury(&mut self) -> Result<Buried, VaultError> {
        let holding = self.catalogue.holding.clone();
        let mut sessions: Vec<Ulid> = holding.iter().map(|k| k.session).collect();
        sessions.sort_unstable();
        sessions.dedup();
        // One session that fails keeps no other waiting.
        let mut failed: Vec<(Ulid, VaultError)> = Vec::new();
        let mut followed = Vec::new();
        for session in &sessions {
            if let Err(e) = self.replace_heads_holding(*session, &mut followed) {
                failed.push((*session, e));
            }
        }
        let mut gone = 0;
        for known in holding {
            if failed.iter().any(|(session, _)| known.session == *session) {
                continue;
            }
            match self.store.remove(&known.name) {
                Ok(()) => gone += 1,
                Err(StoreError::NotFound) => {}
                Err(e) => return Err(VaultError::store(&known.name, e)),
            }
            self.catalogue.forget(&known.id);
            self.catalogue.holding.retain(|k| k.name != known.name);
        }
        match failed.into_iter().next() {
            None => Ok(Buried { gone, followed }),
            Some((_, e)) => Err(e),
        }
    }

    /// A successor takes the place of each head of a session that holds words
    /// which had to be removed.
    fn replace_heads_holding(
        &mut self,
        session: Ulid,
        followed: &mut Vec<(GenerationId, GenerationId)>,
    ) -> Result<(), VaultError> {
        let heads: Vec<_> = self
            .catalogue
            .heads(session)
            .into_iter()
            .filter(|k| k.holds_removed)
            .map(|k| (k.id.clone(), k.written))
            .collect();
        for (head, written) in heads {
            let left = self.load(&head)?;
            let after = self
                .publish(&left, std::slice::from_ref(&head), written)
                .map_err(|e| VaultError::writing(std::io::Error::other(e.to_string())))?;
            followed.push((head, after));
        }
        Ok(())
    }

    /// Segments kept aside that hold words which had to be removed go too.
    pub(super) fn clear_kept(&self) {
        let tombstones = &self.judge.tombstones;
        if tombstones.all().is_empty() {
            return;
        }
        let kept = Folder::open(&self.paths.state)
            .and_then(|s| s.enter(journal::FOLDER))
            .and_then(|j| j.enter(journal::KEPT));
        let Ok(kept) = kept else { return };
        for (name, _) in kept.entries().unwrap_or_default() {
            let holds = store::read(&kept, &name)
                .is_ok_and(|bytes| journal::names_any(&self.seal, &name, &bytes, tombstones));
            if holds {
                let _ = kept.remove(&name);
            }
        }
    }
}

/// Whether an id is that of one thing alone, in every version. Somebody else's
/// words come with ids of their choosing: one that is taken by a decision, a
/// person or a child here must not take those with it.
fn stands_for_one_thing(versions: &[Session], id: Ulid) -> bool {
    let id = id.to_string();
    let mut kinds: Vec<String> = Vec::new();
    for version in versions {
        let Ok(json) = serde_json::to_value(version) else { return false };
        let before = kinds.len();
        kinds_of(&json, &id, "", &mut kinds);
        if kinds.len() > before + 1 {
            return false;
        }
    }
    kinds.windows(2).all(|pair| matches!(pair, [a, b] if a == b))
}

/// The place in a record, by the names of its fields, of each thing with this
/// id.
fn kinds_of(json: &serde_json::Value, id: &str, at: &str, found: &mut Vec<String>) {
    match json {
        serde_json::Value::Array(all) => all.iter().for_each(|j| kinds_of(j, id, at, found)),
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                if name == "id" && value.as_str() == Some(id) {
                    found.push(at.to_owned());
                }
                kinds_of(value, id, &format!("{at}/{name}"), found);
            }
        }
        _ => {}
    }
}

/// These ids, with those of the actions and passages inside what they name.
fn with_what_they_hold(versions: &[Session], remove: &[Ulid]) -> HashSet<Ulid> {
    let mut gone: HashSet<Ulid> = remove.iter().copied().collect();
    for d in versions.iter().flat_map(|v| &v.discussions) {
        let whole = remove.contains(&d.id);
        gone.extend(d.actions.iter().filter(|_| whole).map(|a| a.id));
        for a in d.answers.iter().filter(|a| whole || remove.contains(&a.id)) {
            gone.extend(a.contributions.iter().map(|c| c.id));
        }
    }
    gone
}
