//! Publishing a generation, and reading one back.

use chrono::{DateTime, FixedOffset};

use super::error::{Problem, SaveError, VaultError};
use super::generation::{self, Binding, EncodeError, Encoded, GenerationId, Known};
use super::store::StoreError;
use super::{Access, Vault};
use crate::record::Session;

/// The index is written after this many publications, and at the end.
/// Nothing correct depends on it: what it lacks is read anew.
const NOTES_EVERY: usize = 16;

impl Vault {
    /// Publishes a session as a new generation after `parents` (the heads it
    /// was written from; none for a new session).
    ///
    /// Signed and sealed in memory, stored under a new name, read back and
    /// compared; then this machine writes down that it was here, so that its
    /// going will be noticed. Where versions are brought together, what is final
    /// in one of them and stands in the words of another is named as set aside;
    /// nothing else that was final may be lost. Last, generations that nothing needs any more are
    /// removed; a removal that fails is tried again at the next save.
    ///
    /// # Errors
    /// Each says truly what is on disk; the record stays with the caller.
    pub fn publish(
        &mut self,
        session: &Session,
        parents: &[GenerationId],
        now: DateTime<FixedOffset>,
    ) -> Result<GenerationId, SaveError> {
        // A tombstone outranks whatever brings its words back.
        let struck = self.judge.tombstones.of_session(session.id).map(|removed| {
            let mut struck = session.clone();
            struck.strike(removed);
            struck
        });
        let session = struck.as_ref().unwrap_or(session);
        // What both agreed, only statements say that can be checked here.
        let lowered = self.judge.signers.lowered(session);
        let session = lowered.as_ref().unwrap_or(session);
        let Encoded { known, sealed } = self.encode(session, parents, now)?;
        let lost = |parent: &GenerationId| {
            let finals = self.catalogue.get(parent).map(|k| k.finals.as_slice());
            finals.is_some_and(|finals| finals.iter().any(|f| !known.answers_for(f)))
        };
        if parents.iter().any(lost) {
            return Err(SaveError::FinalChanged);
        }
        let (id, name) = (known.id.clone(), known.name.clone());
        let unconfirmed = match self.store.create(&name, &sealed) {
            Ok(()) => None,
            Err(StoreError::NotConfirmed(e)) => Some(e.to_string()),
            Err(e) => {
                if !matches!(e, StoreError::Exists) {
                    let _ = self.store.remove(&name);
                }
                self.abandoned.entry(session.id).or_default().push(id);
                return Err(SaveError::NotSaved { happened: e.to_string() });
            }
        };
        let unconfirmed = match self.store.get(&name) {
            Ok(there) if there == sealed => unconfirmed,
            Ok(_) => match self.store.remove(&name) {
                Ok(()) | Err(StoreError::NotFound) => {
                    self.abandoned.entry(session.id).or_default().push(id);
                    return Err(SaveError::NotSaved {
                        happened: "what was read back is not what was written".into(),
                    });
                }
                // Either the reading lied or the writing did, and it stays.
                Err(_) => Some("what was read back is not what was written".into()),
            },
            Err(e) => Some(format!("it could not be read back: {e}")),
        };
        if let Some(happened) = unconfirmed {
            // The next generation of this session names this one as replaced,
            // whether its parents are the old ones or this one.
            self.catalogue.add(known);
            self.abandoned.entry(session.id).or_default().push(id.clone());
            return Err(SaveError::NotConfirmed { generation: id, happened });
        }
        if let Err(e) = self.pin(&known) {
            let happened = format!("it could not be noted on this machine: {e}");
            self.catalogue.add(known);
            self.abandoned.entry(session.id).or_default().push(id.clone());
            return Err(SaveError::NotConfirmed { generation: id, happened });
        }
        self.catalogue.add(known);
        self.abandoned.remove(&session.id);
        self.collapse(session);
        self.unsaved_notes += 1;
        if self.unsaved_notes >= NOTES_EVERY {
            self.write_notes();
        }
        Ok(id)
    }

    /// Pins a head that was read back, in place of those it follows.
    fn pin(&mut self, new: &Known) -> Result<(), VaultError> {
        let before = self.pins.seen.clone();
        self.pins.seen.retain(|id| !new.descends_from(id));
        self.pins.seen.push(new.id.clone());
        let written = self.state.write_pins(&self.seal, &self.pins);
        if written.is_err() {
            self.pins.seen = before;
        }
        written
    }

    fn encode(
        &self,
        session: &Session,
        parents: &[GenerationId],
        now: DateTime<FixedOffset>,
    ) -> Result<Encoded, SaveError> {
        if self.access == Access::Read {
            return Err(SaveError::NotSaved { happened: VaultError::ReadOnly.to_string() });
        }
        let known: Vec<_> = parents.iter().filter_map(|p| self.catalogue.get(p)).collect();
        if known.iter().any(|k| k.session != session.id) {
            return Err(SaveError::NotSaved {
                happened: "a parent belongs to another session".into(),
            });
        }
        // A parent that was collapsed since has left no number behind.
        let line = self.catalogue.of_session(session.id);
        let last = known.iter().map(|k| k.number).max();
        let number = last.or_else(|| line.iter().map(|k| k.number).max()).unwrap_or(0) + 1;
        let mut replaced = self.catalogue.ancestors_of(parents);
        if let Some(abandoned) = self.abandoned.get(&session.id) {
            let named = |id: &&GenerationId| !parents.contains(id);
            replaced.extend(abandoned.iter().filter(named).map(|id| id.short().to_owned()));
        }
        let sets_aside = set_aside(&known, &generation::finals(session));
        let binding = Binding {
            number,
            written: now,
            parents,
            replaced: &replaced,
            sets_aside: &sets_aside,
            roster: &self.roster_hash,
            signers: &self.judge.signers,
        };
        generation::encode(&self.seal, session, &binding).map_err(|e| match e {
            EncodeError::TooLarge(bytes) => SaveError::TooLarge { bytes },
            EncodeError::Failed(e) => SaveError::NotSaved { happened: e.to_string() },
        })
    }

    /// Removes what nothing needs any more. Failing here is no failed save.
    fn collapse(&mut self, session: &Session) {
        for (id, name) in self.catalogue.collapsible(session.id) {
            if let Ok(()) | Err(StoreError::NotFound) = self.store.remove(&name) {
                self.catalogue.forget(&id);
            }
        }
    }

    /// Reads a published generation, checking everything again.
    ///
    /// # Errors
    /// `NoSuchGeneration`; `Damaged`, `Foreign` by the file's name; `Io`.
    pub fn load(&self, id: &GenerationId) -> Result<Session, VaultError> {
        let known = self.catalogue.get(id).ok_or(VaultError::NoSuchGeneration)?;
        let bytes = self.store.get(&known.name).map_err(|e| match (e, self.access) {
            // The one who writes has saved on, and removed this one.
            (StoreError::NotFound, Access::Read) => VaultError::NoSuchGeneration,
            (e, _) => VaultError::store(&known.name, e),
        })?;
        let (read, session) = generation::decode(&self.seal, &self.judge, &known.name, &bytes)
            .map_err(|r| Problem::fatal(&known.name, r))?;
        if read.id == *id { Ok(session) } else { Err(VaultError::Damaged { name: read.name }) }
    }

    /// Writes index and pins, if anything was published since. Failing here
    /// costs time at the next start and nothing else.
    pub(super) fn write_notes(&mut self) {
        if self.access == Access::Read {
            return;
        }
        let mut seen = Vec::new();
        for session in self.catalogue.sessions() {
            // One whose saving was never confirmed may yet turn out not to be there.
            let unsure = self.abandoned.get(&session.id).map(Vec::as_slice).unwrap_or_default();
            let heads = session.heads.into_iter().map(|h| h.generation);
            seen.extend(heads.filter(|id| !unsure.contains(id)));
        }
        // What is missing stays pinned, so that it goes on being named.
        let gone: Vec<GenerationId> =
            self.pins.seen.iter().filter(|id| self.names_missing(id)).cloned().collect();
        seen.extend(gone);
        self.pins.seen = seen;
        self.pins.settings = self.rules_number;
        let pinned = self.state.write_pins(&self.seal, &self.pins).is_ok();
        let indexed = self
            .catalogue
            .to_index(&self.seal, &self.roster_hash, &self.judge.tombstones)
            .is_ok_and(|bytes| self.state.write_index(&bytes).is_ok());
        if pinned && indexed {
            self.unsaved_notes = 0;
        }
    }

    fn names_missing(&self, id: &GenerationId) -> bool {
        let name = format!("generation {id}");
        self.problems.iter().any(|p| p.name == name)
    }

    /// Closes the vault in good order; dropping it does the same.
    pub fn close(self) {
        drop(self);
    }
}

/// What was set aside before, and what is now: of versions brought together
/// by a person, where everything final of one of them stands, the others'
/// words about the same things.
fn set_aside(parents: &[&Known], finals: &[String]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut add = |print: &String| {
        if !all.contains(print) {
            all.push(print.clone());
        }
    };
    parents.iter().flat_map(|k| &k.sets_aside).for_each(&mut add);
    let stands = |k: &&&Known| k.finals.iter().all(|f| finals.contains(f));
    if parents.len() > 1 && parents.iter().any(|k| stands(&k)) {
        let lost = parents.iter().flat_map(|k| &k.finals).filter(|f| !finals.contains(f));
        lost.filter(|f| generation::has_rival(finals, f)).for_each(&mut add);
    }
    all
}

impl Drop for Vault {
    fn drop(&mut self) {
        if self.unsaved_notes > 0 {
            self.write_notes();
        }
    }
}
