//! What the journal holds that may not have been published.
//!
//! Every whole entry of every segment that is ours is applied, in order. A torn
//! tail is what a power cut leaves and is no damage. A segment that was
//! changed counts up to the change and is named; a forged or foreign one is
//! named and not read; one that was done with before is named and not replayed.
//! None is ever deleted here.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io;

use ulid::Ulid;

use super::segment::{self, End, SegmentId};
use super::{Dropped, Entry, FOLDER, JournalKeys};
use crate::record::Session;
use crate::vault::error::{Problem, ProblemKind};
use crate::vault::platform::{Folder, Kind};
use crate::vault::{GenerationId, Paths, VaultError, store};

/// A session as the journal has it.
pub struct Recovered {
    /// The session after the last whole entry.
    pub session: Session,
    /// The generations it was written from, as far as the journal knows: the
    /// last stands last, so that one that never reached the disk can be told.
    pub bases: Vec<Vec<GenerationId>>,
    /// The segments its entries lie in.
    pub segments: Vec<SegmentId>,
}

/// All the journal holds.
#[derive(Default)]
pub struct Replay {
    /// Sessions, oldest first. One may stand twice, where two runs wrote in it
    /// without knowing of each other.
    pub recovered: Vec<Recovered>,
    /// What was not used, or not to its end; by name.
    pub problems: Vec<Problem>,
    /// Segments of ours that were read.
    pub read: Vec<SegmentId>,
    /// Of these, the ones that could not be applied to their end.
    pub unfinished: HashSet<SegmentId>,
    /// Segments of ours that were done with and are there again: not replayed.
    pub stale: Vec<SegmentId>,
}

struct Chain {
    session: Session,
    bases: Vec<Vec<GenerationId>>,
    segments: Vec<SegmentId>,
    /// Entries are missing: nothing is applied until the next snapshot.
    stale: bool,
    /// Published heads the session may meet on the way.
    heads: Vec<(GenerationId, Session)>,
}

impl Chain {
    /// If the words are exactly a head's, that head holds them: a crash came
    /// between publishing and writing down that it was published.
    fn meet(&mut self) {
        let met = self
            .heads
            .iter()
            .find(|(id, head)| {
                !self.bases.last().is_some_and(|b| b.contains(id)) && *head == self.session
            })
            .map(|(id, _)| id.clone());
        if let Some(id) = met {
            self.bases.push(vec![id]);
        }
    }

    fn lies_in(&mut self, id: &SegmentId) {
        if self.segments.last() != Some(id) {
            self.segments.push(id.clone());
        }
    }

    fn into_recovered(self) -> Recovered {
        Recovered { session: self.session, bases: self.bases, segments: self.segments }
    }
}

/// Replays every segment. `heads_of` gives the published heads of a session.
///
/// # Errors
/// Only where the journal's folder cannot be listed.
pub fn replay(
    keys: &JournalKeys,
    paths: &Paths,
    heads_of: &dyn Fn(Ulid) -> Vec<(GenerationId, Session)>,
) -> Result<Replay, VaultError> {
    let mut replay = Replay::default();
    let state = Folder::open(&paths.state).map_err(VaultError::reading)?;
    let dropped = Dropped::read(&state, &keys.0).unwrap_or_else(|kind| {
        replay.problems.push(Problem::new(super::DROPPED_FILE, kind));
        Dropped::default()
    });
    let folder = match state.enter(FOLDER) {
        Ok(folder) => folder,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(replay),
        Err(e) => return Err(VaultError::reading(e)),
    };
    let mut names: BTreeMap<String, Kind> =
        folder.entries().map_err(VaultError::reading)?.into_iter().collect();
    names.retain(|_, kind| *kind != Kind::Folder);
    let mut lengths: HashMap<String, u64> = HashMap::new();
    let mut chains: BTreeMap<Ulid, Chain> = BTreeMap::new();
    for name in names.into_keys() {
        let shown = format!("{FOLDER}/{name}");
        let Some(id) = SegmentId::from_name(&name) else {
            replay.problems.push(Problem::new(&shown, ProblemKind::Foreign));
            continue;
        };
        let read = match store::read(&folder, &name) {
            Ok(bytes) => segment::read(&keys.0, &name, &bytes).map_err(ProblemKind::from),
            Err(_) => Err(ProblemKind::Unreadable),
        };
        let read = match read {
            Ok(_) if dropped.holds(&id) => {
                replay.problems.push(Problem::new(&shown, ProblemKind::Superseded));
                replay.stale.push(id);
                continue;
            }
            Ok(Some(read)) => read,
            Ok(None) => {
                replay.read.push(id);
                continue;
            }
            Err(kind) => {
                replay.problems.push(Problem::new(&shown, kind));
                continue;
            }
        };
        let continues = read
            .follows
            .as_ref()
            .is_some_and(|f| lengths.get(&f.segment).is_some_and(|n| *n >= f.frames));
        if !continues {
            for chain in chains.values_mut() {
                chain.stale = true;
            }
        }
        lengths.insert(name, read.entries.len() as u64);
        let mut applied = true;
        for entry in read.entries {
            applied &= apply(&mut chains, &mut replay.recovered, &id, entry, heads_of);
        }
        if read.end == End::Damaged || !applied {
            replay.problems.push(Problem::new(&shown, ProblemKind::Damaged));
            replay.unfinished.insert(id.clone());
        }
        replay.read.push(id);
    }
    replay.recovered.extend(chains.into_values().map(Chain::into_recovered));
    Ok(replay)
}

/// Applies one entry; false where it has nothing to stand on.
fn apply(
    chains: &mut BTreeMap<Ulid, Chain>,
    finished: &mut Vec<Recovered>,
    id: &SegmentId,
    entry: Entry,
    heads_of: &dyn Fn(Ulid) -> Vec<(GenerationId, Session)>,
) -> bool {
    match entry {
        Entry::Snapshot { session, base } => {
            let earlier = chains.remove(&session.id);
            let mut chain = Chain {
                heads: Vec::new(),
                session: *session,
                bases: vec![base],
                segments: Vec::new(),
                stale: false,
            };
            match earlier {
                // The same run, or a later one that took up exactly here.
                Some(before) if !before.stale || before.session == chain.session => {
                    chain.heads = before.heads;
                    chain.segments = before.segments;
                    chain.bases = before.bases.into_iter().chain(chain.bases).collect();
                }
                other => {
                    finished.extend(other.map(Chain::into_recovered));
                    chain.heads = heads_of(chain.session.id);
                }
            }
            chain.lies_in(id);
            chain.meet();
            chains.insert(chain.session.id, chain);
            true
        }
        Entry::Edit { session, edit } => match chains.get_mut(&session) {
            Some(chain) if !chain.stale => {
                if chain.session.apply(&edit).is_err() {
                    chain.stale = true;
                    return false;
                }
                chain.lies_in(id);
                chain.meet();
                true
            }
            _ => false,
        },
        Entry::Based { session, generation } => {
            if let Some(chain) = chains.get_mut(&session).filter(|c| !c.stale) {
                chain.lies_in(id);
                chain.bases.push(vec![generation]);
            }
            // Without its snapshot there is nothing to recover, and nothing lost.
            true
        }
    }
}
