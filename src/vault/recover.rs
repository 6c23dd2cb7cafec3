//! After a crash: what was typed and not published is published now.

use std::collections::HashSet;

use chrono::{DateTime, FixedOffset};

use super::error::{Problem, ProblemKind, SaveError, VaultError};
use super::generation::GenerationId;
use super::journal::{self, Dropped, JournalKeys, Recovered, SegmentId};
use super::platform::Folder;
use super::{Access, Vault, store};
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
    /// could not be read to their end, or were done with before, are moved to
    /// `journal/kept/`; forged and foreign ones stay where they are and are named.
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
        let (live, done): (Vec<_>, Vec<_>) = replay.read.iter().partition(|id| kept.contains(*id));
        if let Err(e) = self.let_go(&done, &live, &replay.unfinished, &replay.stale)
            && e.kind() != std::io::ErrorKind::NotFound
        {
            // They are replayed at the next start, and add nothing.
            recovery.problems.push(Problem::new(journal::DROPPED_FILE, ProblemKind::Unreadable));
        }
        self.clear_kept();
        self.problems.extend(recovery.problems.iter().cloned());
        Ok(recovery)
    }

    /// Removes segments whose words are safe, and moves aside those with more
    /// in them than could be read, and those that were done with before. It is
    /// written down first which are done with.
    fn let_go(
        &self,
        done: &[&SegmentId],
        live: &[&SegmentId],
        unfinished: &HashSet<SegmentId>,
        stale: &[SegmentId],
    ) -> std::io::Result<()> {
        let state = Folder::open(&self.paths.state)?;
        let folder = state.enter(journal::FOLDER)?;
        if !done.is_empty() {
            let mut dropped = Dropped::read(&state, &self.seal).unwrap_or_default();
            dropped.add(done.iter().copied(), live.iter().copied());
            dropped.write(&state, &self.seal)?;
        }
        for id in done.iter().copied().chain(stale) {
            if stale.contains(id) || unfinished.contains(id) {
                let _ = put_aside(&folder, id);
            } else {
                let _ = folder.remove(id.as_str());
            }
        }
        Ok(())
    }

    fn restore(&mut self, from_journal: Recovered, now: DateTime<FixedOffset>) -> Restored {
        let Recovered { mut session, bases: mut known, .. } = from_journal;
        self.judge.tombstones.strike(&mut session);
        if session.is_empty() && known.iter().all(Vec::is_empty) {
            // Begun, and nothing written: there is nothing to bring back.
            return Restored { session, heads: Vec::new(), published: false, trouble: None };
        }
        if let Some(heads) = self.held_already(&session, known.last()) {
            return Restored { session, heads, published: false, trouble: None };
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

    /// Where these words are in the vault already: a head that holds them, or
    /// the heads that follow an earlier generation that does. Not where they
    /// were written after that one's successors: then somebody went back to
    /// them, and that is something new.
    fn held_already(
        &self,
        session: &Session,
        base: Option<&Vec<GenerationId>>,
    ) -> Option<Vec<GenerationId>> {
        let holds = |id: &GenerationId| self.load(id).is_ok_and(|there| there == *session);
        let heads = self.catalogue.heads(session.id);
        if let Some(head) = heads.iter().find(|h| holds(&h.id)) {
            return Some(vec![head.id.clone()]);
        }
        let since = |earlier: &GenerationId| {
            base.into_iter().flatten().any(|b| {
                *b != *earlier && self.catalogue.get(b).is_none_or(|k| k.descends_from(earlier))
            })
        };
        let earlier =
            self.catalogue.of_session(session.id).iter().find(|k| !since(&k.id) && holds(&k.id))?;
        let after = heads.iter().filter(|h| h.descends_from(&earlier.id));
        Some(after.map(|h| h.id.clone()).collect())
    }

    fn has_or_had(&self, session: &Session, id: &GenerationId) -> bool {
        self.catalogue.of_session(session.id).iter().any(|k| k.id == *id || k.descends_from(id))
    }

    /// Segments that were moved aside earlier, by name: words may be in them
    /// that no generation holds.
    pub fn kept_segments(&self) -> Vec<Problem> {
        let kept = Folder::open(&self.paths.state)
            .and_then(|s| s.enter(journal::FOLDER))
            .and_then(|j| j.enter(journal::KEPT));
        let Ok(kept) = kept else { return Vec::new() };
        let names = kept.entries().unwrap_or_default();
        names
            .into_iter()
            .map(|(name, _)| {
                let shown = format!("{}/{}/{name}", journal::FOLDER, journal::KEPT);
                let whole = store::read(&kept, &name).is_ok_and(|bytes| {
                    journal::segment_state(&self.seal, &Dropped::default(), &name, &bytes).is_ok()
                });
                let kind = if whole { ProblemKind::Superseded } else { ProblemKind::Damaged };
                Problem::new(&shown, kind)
            })
            .collect()
    }
}

/// Moves a segment to those kept aside.
fn put_aside(folder: &Folder, id: &SegmentId) -> std::io::Result<()> {
    let aside = folder.enter_or_make(journal::KEPT)?;
    match folder.move_into(id.as_str(), &aside) {
        // The same one, put back once more.
        Err(e)
            if e.kind() == std::io::ErrorKind::AlreadyExists
                && store::read(folder, id.as_str())? == store::read(&aside, id.as_str())? =>
        {
            folder.remove(id.as_str())
        }
        other => other,
    }
}
