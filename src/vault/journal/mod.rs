//! The journal: every change is on its way to disk before the next is typed.
//!
//! Segments lie in `state/journal/`, each under a fresh key that is itself
//! sealed to owner and recovery and signed. A segment goes once a generation
//! that was read back holds what is in it.
//!
//! What the caller keeps to: before the first change to a session in a run,
//! and whenever [`Journal::wants_snapshot`] says so, it appends a snapshot;
//! after a publication it appends [`Entry::Based`]. To let segments go: rotate,
//! append a snapshot of every session that is open, publish those very
//! snapshots, then drop what `rotate` returned.

mod dropped;
mod frame;
mod replay;
mod segment;
mod sync;

use std::collections::HashMap;
use std::io;

use serde::{Deserialize, Serialize};
use ulid::Ulid;
use zeroize::Zeroizing;

pub(super) use dropped::{Dropped, FILE as DROPPED_FILE};
pub use replay::{Recovered, Replay, replay};
pub use segment::SegmentId;
pub use sync::{SyncError, SyncHandle};

use super::keys::Seal;
use super::platform::Folder;
use super::tombstone::Tombstones;
use super::{Access, GenerationId, Paths, Vault, VaultError};
use crate::record::{Edit, Session};
use segment::{Follows, Writer};
use sync::Flushing;

/// After this many bytes of changes a snapshot is wanted.
pub const SNAPSHOT_EVERY: usize = 64 * 1024;

pub(super) const FOLDER: &str = "journal";
/// Segments that could not be read to their end, kept to be looked at.
pub(super) const KEPT: &str = "kept";

/// One entry.
#[derive(Clone, Serialize, Deserialize)]
pub enum Entry {
    /// A session whole, and the generations it was written from.
    Snapshot {
        /// The session as it stands.
        session: Box<Session>,
        /// Its parents-to-be; empty for a session never published.
        base: Vec<GenerationId>,
    },
    /// One change.
    Edit {
        /// The session it changes.
        session: Ulid,
        /// The change.
        edit: Edit,
    },
    /// A state of the session has been published; what was typed since
    /// stands on it.
    Based {
        /// The session.
        session: Ulid,
        /// The generation that holds it.
        generation: GenerationId,
    },
}

impl std::fmt::Debug for Entry {
    /// Never prints a word of the record.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (kind, session) = match self {
            Entry::Snapshot { session, .. } => ("Snapshot", session.id),
            Entry::Edit { session, .. } => ("Edit", *session),
            Entry::Based { session, .. } => ("Based", *session),
        };
        f.debug_tuple(kind).field(&session).finish()
    }
}

/// What a journal needs of a vault; it may go to another thread. The keys are
/// dropped when vault and journal are both dropped.
#[derive(Debug, Clone)]
pub struct JournalKeys(pub(super) Seal);

impl Vault {
    /// Keys for the journal of this vault.
    ///
    /// # Errors
    /// `ReadOnly`: only the one process that writes has a journal.
    pub fn journal_keys(&self) -> Result<JournalKeys, VaultError> {
        match self.access {
            Access::Write => Ok(JournalKeys(self.seal.clone())),
            Access::Read => Err(VaultError::ReadOnly),
        }
    }
}

/// Why an entry is not in the journal.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// Neither the open segment nor a new one took it.
    #[error(
        "typing could not be kept in the journal: {0}. What is on the screen is still here. \
         Free some space, or save with Ctrl+S"
    )]
    NotWritten(#[source] io::Error),
    /// The journal's folder cannot be used.
    #[error(
        "the journal's folder could not be used: {0}. Nothing was changed. Check the state \
         folder's permissions"
    )]
    Folder(#[source] io::Error),
}

/// The journal of one run of the program.
pub struct Journal {
    seal: Seal,
    state: Folder,
    folder: Folder,
    /// Segments of this and earlier runs that are done with.
    dropped: Dropped,
    open: Option<Writer>,
    /// What the next segment follows.
    before: Option<Follows>,
    next_number: u64,
    /// Closed segments of this run that have not been dropped.
    closed: Vec<SegmentId>,
    flushing: SyncHandle,
    appended: u64,
    /// Bytes of changes since a session's last snapshot in the open segment.
    since_snapshot: HashMap<Ulid, usize>,
}

impl std::fmt::Debug for Journal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Journal").field("appended", &self.appended).finish_non_exhaustive()
    }
}

impl Journal {
    /// Opens the journal of a run. What earlier runs left is for
    /// [`Vault::recover`], before or after; it is never written to.
    ///
    /// # Errors
    /// `Folder` where the journal's folder cannot be made or listed.
    pub fn open(keys: &JournalKeys, paths: &Paths) -> Result<Journal, JournalError> {
        let state = Folder::open(&paths.state).map_err(JournalError::Folder)?;
        let folder = state.enter_or_make(FOLDER).map_err(JournalError::Folder)?;
        // One that does not check is named by `recover`, which writes it anew.
        let dropped = Dropped::read(&state, &keys.0).unwrap_or_default();
        let there = segments_in(&folder).map_err(JournalError::Folder)?;
        let next_number = dropped.next(there.iter().map(SegmentId::number));
        Ok(Journal {
            seal: keys.0.clone(),
            state,
            folder,
            dropped,
            open: None,
            before: None,
            next_number,
            closed: Vec::new(),
            flushing: SyncHandle::new(&paths.state.join(FOLDER)),
            appended: 0,
            since_snapshot: HashMap::new(),
        })
    }

    /// Hands an entry to the system at once, in one write, and returns its
    /// number. The disk is asked by [`SyncHandle::sync`], on another thread.
    ///
    /// A segment whose writing or flushing failed is left for a new one; then
    /// a snapshot is wanted.
    ///
    /// # Errors
    /// `NotWritten`: the entry is in no segment.
    pub fn append(&mut self, entry: &Entry) -> Result<u64, JournalError> {
        let text = Zeroizing::new(write_out(entry).map_err(JournalError::NotWritten)?);
        if self.flushing.is_broken() {
            self.close_segment();
        }
        let mut failed = None;
        for _ in 0..2 {
            match self.write(&text) {
                Ok(()) => {
                    self.count(entry, text.len());
                    return Ok(self.appended);
                }
                Err(e) => {
                    self.close_segment();
                    failed = Some(e);
                }
            }
        }
        Err(JournalError::NotWritten(failed.unwrap_or_else(|| io::Error::other("not tried"))))
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        if self.open.is_none() {
            let number = self.next_number;
            self.next_number = number.saturating_add(1);
            let writer = Writer::start(&self.folder, &self.seal, number, self.before.clone())?;
            self.flushing.begin(Flushing::new(&writer.id, &writer.file), self.appended);
            self.open = Some(writer);
        }
        let Some(writer) = &mut self.open else {
            return Err(io::Error::other("no segment"));
        };
        writer.write(text.as_bytes())
    }

    fn count(&mut self, entry: &Entry, bytes: usize) {
        self.appended += 1;
        self.flushing.appended(self.appended);
        match entry {
            Entry::Snapshot { session, .. } => {
                self.since_snapshot.insert(session.id, 0);
            }
            Entry::Edit { session, .. } => {
                if let Some(since) = self.since_snapshot.get_mut(session) {
                    *since += bytes;
                }
            }
            Entry::Based { .. } => {}
        }
    }

    /// Whether a snapshot of this session should be appended now: none is in
    /// the open segment, or there have been many changes since.
    pub fn wants_snapshot(&self, session: Ulid) -> bool {
        self.flushing.is_broken()
            || self.since_snapshot.get(&session).is_none_or(|since| *since >= SNAPSHOT_EVERY)
    }

    /// A handle that asks the disk, from any thread. However long the disk
    /// takes, it never holds up [`Journal::append`].
    pub fn sync_handle(&self) -> SyncHandle {
        self.flushing.clone()
    }

    /// Ends the open segment: the next entry begins a new one, and a snapshot
    /// is wanted. Returns all ended segments of this run, to be dropped once
    /// what is in them has been published and read back.
    pub fn rotate(&mut self) -> Vec<SegmentId> {
        self.close_segment();
        self.closed.clone()
    }

    fn close_segment(&mut self) {
        if let Some(writer) = self.open.take() {
            self.before =
                Some(Follows { segment: writer.id.as_str().to_owned(), frames: writer.frames });
            self.closed.push(writer.id);
        }
        self.flushing.end();
        self.since_snapshot.clear();
    }

    /// Removes ended segments. The open one and those of other runs are left.
    /// It is written down first that they are done with, so that one that stays,
    /// or is put back, is not replayed over what was written since.
    ///
    /// # Errors
    /// `Folder`, with the segments that could not be removed left to be
    /// dropped later.
    pub fn drop_segments(&mut self, ids: &[SegmentId]) -> Result<(), JournalError> {
        let going: Vec<SegmentId> =
            ids.iter().filter(|id| self.closed.contains(id)).cloned().collect();
        if going.is_empty() {
            return Ok(());
        }
        let there = segments_in(&self.folder).map_err(JournalError::Folder)?;
        self.dropped.add(&going, &there);
        self.dropped.write(&self.state, &self.seal).map_err(JournalError::Folder)?;
        let mut failed = None;
        for id in &going {
            match self.folder.remove(id.as_str()) {
                Ok(()) => self.closed.retain(|c| c != id),
                Err(e) if e.kind() == io::ErrorKind::NotFound => self.closed.retain(|c| c != id),
                Err(e) => failed = Some(e),
            }
        }
        failed.map_or(Ok(()), |e| Err(JournalError::Folder(e)))
    }
}

fn segments_in(folder: &Folder) -> io::Result<Vec<SegmentId>> {
    let entries = folder.entries()?;
    Ok(entries.iter().filter_map(|(name, _)| SegmentId::from_name(name)).collect())
}

/// Compact RON: an entry is read by programs, and by people with Python.
fn write_out(entry: &Entry) -> io::Result<String> {
    ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .without_recursion_limit()
        .to_string(entry)
        .map_err(|_| io::Error::other("an entry could not be written out"))
}

/// Whether a segment is ours, whole but for a torn tail, and not done with.
pub(super) fn segment_state(
    seal: &Seal,
    dropped: &Dropped,
    name: &str,
    bytes: &[u8],
) -> Result<(), super::ProblemKind> {
    let id = SegmentId::from_name(name).ok_or(super::ProblemKind::Foreign)?;
    match segment::read(seal, name, bytes)? {
        _ if dropped.holds(&id) => Err(super::ProblemKind::Superseded),
        Some(read) if read.end == segment::End::Damaged => Err(super::ProblemKind::Damaged),
        _ => Ok(()),
    }
}

/// Whether a segment of ours names anything that had to go from its session, as
/// far as it can be read.
pub(super) fn names_any(seal: &Seal, name: &str, bytes: &[u8], gone: &Tombstones) -> bool {
    let Ok(Some(read)) = segment::read(seal, name, bytes) else { return false };
    read.entries.iter().any(|entry| {
        let session = match entry {
            Entry::Snapshot { session, .. } => session.id,
            Entry::Edit { session, .. } | Entry::Based { session, .. } => *session,
        };
        gone.of_session(session).is_some_and(|removed| {
            let text = Zeroizing::new(write_out(entry).unwrap_or_default());
            removed.keys().any(|id| text.contains(&id.to_string()))
        })
    })
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs::File;
    use std::os::fd::OwnedFd;
    use std::sync::Arc;

    use super::*;
    use crate::vault::keys::Keys;

    fn journal(folder: &std::path::Path) -> (JournalKeys, Paths, Journal) {
        let keys = JournalKeys(Seal::new(Ulid(9), Arc::new(Keys::generate().unwrap())));
        let paths = Paths { vault: folder.join("vault"), state: folder.to_path_buf() };
        let journal = Journal::open(&keys, &paths).unwrap();
        (keys, paths, journal)
    }

    fn snapshot() -> (Session, Entry) {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let at = chrono::DateTime::parse_from_rfc3339("2026-11-23T14:02:00+00:00").unwrap();
        let session = Session::new(Ulid(1), day, at);
        let entry = Entry::Snapshot { session: Box::new(session.clone()), base: vec![] };
        (session, entry)
    }

    fn minutes(session: &mut Session, minutes: u16) -> Entry {
        session.minutes = Some(minutes);
        let edit = Edit::Session(Box::new(session.clone()));
        Entry::Edit { session: session.id, edit }
    }

    #[test]
    fn a_failed_write_begins_a_new_segment_and_loses_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (keys, paths, mut journal) = journal(folder.path());
        let (mut session, entry) = snapshot();
        journal.append(&entry).unwrap();
        journal.append(&minutes(&mut session, 30)).unwrap();
        let writer = journal.open.as_mut().unwrap();
        let path = folder.path().join(FOLDER).join(writer.id.as_str());
        // A descriptor that may only be read refuses every write.
        writer.file = Arc::new(File::open(path).unwrap());
        journal.append(&minutes(&mut session, 45)).unwrap();
        assert!(journal.wants_snapshot(session.id));
        journal.append(&minutes(&mut session, 60)).unwrap();
        let replay = replay(&keys, &paths, &|_| Vec::new()).unwrap();
        assert_eq!(replay.problems, []);
        assert_eq!(replay.recovered.len(), 1);
        assert!(replay.recovered[0].session == session);
        assert_eq!(replay.recovered[0].segments.len(), 2);
    }

    #[test]
    fn a_descriptor_that_could_not_be_flushed_is_never_asked_again() {
        let folder = tempfile::tempdir().unwrap();
        let (_, _, mut journal) = journal(folder.path());
        let (session, entry) = snapshot();
        journal.append(&entry).unwrap();
        let sync = journal.sync_handle();
        assert_eq!(sync.sync().unwrap(), 1);
        journal.append(&entry).unwrap();
        // A pipe cannot be flushed.
        let (_reader, pipe) = std::io::pipe().unwrap();
        let id = journal.open.as_ref().unwrap().id.clone();
        let pipe = Arc::new(File::from(OwnedFd::from(pipe)));
        sync.begin(Flushing::new(&id, &pipe), 2);
        assert!(sync.sync().is_err());
        assert!(sync.sync().is_err());
        assert!(journal.wants_snapshot(session.id));
        // The next entry goes to a new segment, and that one is confirmed.
        assert_eq!(journal.append(&entry).unwrap(), 3);
        assert_ne!(journal.open.as_ref().unwrap().id, id);
        assert_eq!(sync.sync().unwrap(), 3);
    }
}
