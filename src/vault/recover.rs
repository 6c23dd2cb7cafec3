//! After a crash: what was typed and not published is published now.

use std::collections::HashSet;

use chrono::{DateTime, FixedOffset};

use super::error::{Problem, ProblemKind, SaveError, VaultError};
use super::generation::GenerationId;
use super::journal::{self, JournalKeys, Recovered, SegmentId};
use super::platform::Folder;
use super::{Access, Vault};
use crate::record::Session;

/// A session the journal held.
pub struct Restored {
    /// The session, whole.
    pub session: Session,
    /// The generations it now stands on; the old ones where saving failed.
    pub heads: Vec<GenerationId>,
    /// Whether something was published that was not in the vault before.
    pub published: bool,
    /// Set where it could not be published: its segments stay.
    pub trouble: Option<SaveError>,
}

/// What came out of the journal.
#[derive(Default)]
pub struct Recovery {
    /// Sessions with something in the journal, oldest first.
    pub restored: Vec<Restored>,
    /// Segments that were not used, or not to their end.
    pub problems: Vec<Problem>,
}

impl Vault {
    /// Replays the journal that earlier runs left, publishes what is not in
    /// the vault yet, and drops the segments that are safe. Never overwrites:
    /// where others wrote on meanwhile, there are two heads. Segments that
    /// could not be read to their end are moved to `journal/kept/`; forged and
    /// foreign ones stay where they are and are named.
    ///
    /// To be called before this run's own journal is written to.
    ///
    /// # Errors
    /// `ReadOnly`, or where the journal's folder cannot be listed.
    pub fn recover(&mut self, now: DateTime<FixedOffset>) -> Result<Recovery, VaultError> {
        if self.access == Access::Read {
            return Err(VaultError::ReadOnly);
        }
        let keys = JournalKeys(self.seal.clone());
        let replay = {
            let heads_of = |session| {
                self.catalogue
                    .heads(session)
                    .into_iter()
                    .filter_map(|k| Some((k.id.clone(), self.load(&k.id).ok()?)))
                    .collect()
            };
            journal::replay(&keys, &self.paths, &heads_of)?
        };
        let mut kept: HashSet<SegmentId> = HashSet::new();
        let mut recovery = Recovery { problems: replay.problems, ..Recovery::default() };
        for recovered in replay.recovered {
            let segments = recovered.segments.clone();
            let restored = self.restore(recovered, now);
            if restored.trouble.is_some() {
                kept.extend(segments);
            }
            recovery.restored.push(restored);
        }
        if let Ok(folder) = Folder::open(&self.paths.state).and_then(|s| s.enter(journal::FOLDER)) {
            for id in replay.read.iter().filter(|id| !kept.contains(id)) {
                if replay.unfinished.contains(id) {
                    let _ = folder
                        .enter_or_make(journal::KEPT)
                        .and_then(|aside| folder.move_into(id.as_str(), &aside));
                } else {
                    // One that stays is replayed again and publishes nothing.
                    let _ = folder.remove(id.as_str());
                }
            }
        }
        self.problems.extend(recovery.problems.iter().cloned());
        Ok(recovery)
    }

    fn restore(&mut self, from_journal: Recovered, now: DateTime<FixedOffset>) -> Restored {
        let Recovered { session, bases: mut known, .. } = from_journal;
        if session.is_empty() && known.iter().all(Vec::is_empty) {
            // Begun, and nothing written: there is nothing to bring back.
            return Restored { session, heads: Vec::new(), published: false, trouble: None };
        }
        let same = self
            .catalogue
            .heads(session.id)
            .into_iter()
            .map(|k| k.id.clone())
            .find(|id| self.load(id).is_ok_and(|head| head == session));
        if let Some(head) = same {
            return Restored { session, heads: vec![head], published: false, trouble: None };
        }
        // A base that never reached the disk is nobody's parent: the one
        // before it is, and what is lost of it is named as replaced.
        while let Some(last) = known.last() {
            if last.iter().all(|id| self.has_or_had(&session, id)) {
                break;
            }
            let lost = known.pop().unwrap_or_default();
            self.abandoned.entry(session.id).or_default().extend(lost);
        }
        let parents = known.pop().unwrap_or_default();
        match self.publish(&session, &parents, now) {
            Ok(head) => Restored { session, heads: vec![head], published: true, trouble: None },
            Err(SaveError::NotConfirmed { generation, happened }) => Restored {
                session,
                heads: vec![generation.clone()],
                published: true,
                trouble: Some(SaveError::NotConfirmed { generation, happened }),
            },
            Err(trouble) => {
                Restored { session, heads: parents, published: false, trouble: Some(trouble) }
            }
        }
    }

    fn has_or_had(&self, session: &Session, id: &GenerationId) -> bool {
        self.catalogue.of_session(session.id).iter().any(|k| k.id == *id || k.descends_from(id))
    }

    /// Segments that were moved aside earlier, by name: words may be in them
    /// that no generation holds.
    pub fn kept_segments(&self) -> Vec<Problem> {
        let names = Folder::open(&self.paths.state)
            .and_then(|s| s.enter(journal::FOLDER))
            .and_then(|j| j.enter(journal::KEPT))
            .and_then(|kept| kept.entries())
            .unwrap_or_default();
        names
            .into_iter()
            .map(|(name, _)| {
                let shown = format!("{}/{}/{name}", journal::FOLDER, journal::KEPT);
                Problem::new(&shown, ProblemKind::Damaged)
            })
            .collect()
    }
}
