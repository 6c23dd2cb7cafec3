//! Asking the disk, apart from writing, so that a slow disk holds up nobody.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::segment::SegmentId;
use crate::vault::platform::Folder;

/// The disk did not confirm. The descriptor is never asked again; the next
/// entry goes to a new segment, where a snapshot is wanted.
#[derive(Debug, thiserror::Error)]
#[error(
    "typing is kept, but the disk did not confirm it: {0}. Save with Ctrl+S, and check the disk"
)]
pub struct SyncError(#[source] pub io::Error);

/// A segment's descriptor, to be flushed.
pub(super) struct Flushing {
    id: SegmentId,
    file: Arc<File>,
}

impl Flushing {
    pub(super) fn new(id: &SegmentId, file: &Arc<File>) -> Self {
        Flushing { id: id.clone(), file: Arc::clone(file) }
    }
}

#[derive(Default)]
struct Inner {
    open: Option<Flushing>,
    /// Ended segments that have bytes the disk has not confirmed.
    ended: Vec<Flushing>,
    /// A new name is in the folder.
    new_name: bool,
    /// Flushing failed, and no new segment has begun since.
    broken: bool,
    appended: u64,
    confirmed: u64,
}

/// Asks the disk for what the journal has written. Cheap to clone.
#[derive(Clone)]
pub struct SyncHandle {
    inner: Arc<Mutex<Inner>>,
    folder: PathBuf,
}

impl std::fmt::Debug for SyncHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let inner = self.lock();
        f.debug_struct("SyncHandle")
            .field("appended", &inner.appended)
            .field("confirmed", &inner.confirmed)
            .finish_non_exhaustive()
    }
}

impl SyncHandle {
    pub(super) fn new(folder: &Path) -> Self {
        SyncHandle { inner: Arc::default(), folder: folder.to_path_buf() }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn begin(&self, flushing: Flushing, appended: u64) {
        let mut inner = self.lock();
        inner.open = Some(flushing);
        inner.new_name = true;
        inner.broken = false;
        inner.appended = appended;
    }

    pub(super) fn appended(&self, number: u64) {
        self.lock().appended = number;
    }

    pub(super) fn end(&self) {
        let mut inner = self.lock();
        if let Some(open) = inner.open.take()
            && !inner.broken
            && inner.confirmed < inner.appended
        {
            inner.ended.push(open);
        }
    }

    pub(super) fn is_broken(&self) -> bool {
        self.lock().broken
    }

    /// Waits until the disk has confirmed all that was appended before the
    /// call, and returns the number of the last such entry.
    ///
    /// # Errors
    /// Where the disk refused: what was appended is with the system, and
    /// nobody knows whether it reaches the disk.
    pub fn sync(&self) -> Result<u64, SyncError> {
        let (ended, open, new_name, appended) = {
            let mut inner = self.lock();
            if inner.broken {
                return Err(SyncError(io::Error::other("it failed before")));
            }
            if inner.confirmed >= inner.appended && inner.ended.is_empty() && !inner.new_name {
                return Ok(inner.confirmed);
            }
            let open = inner.open.as_ref().map(|o| (o.id.clone(), Arc::clone(&o.file)));
            let new_name = std::mem::take(&mut inner.new_name);
            (std::mem::take(&mut inner.ended), open, new_name, inner.appended)
        };
        let mut result = Ok(());
        for flushing in &ended {
            result = result.and(flushing.file.sync_data());
        }
        if result.is_err() {
            // Until a new segment begins with a snapshot, nothing later can
            // be said to stand on what was not confirmed.
            self.lock().broken = true;
        }
        if let Some((id, file)) = open {
            let flushed = file.sync_data();
            if flushed.is_err() {
                let mut inner = self.lock();
                inner.broken = inner.open.as_ref().is_some_and(|o| o.id == id);
            }
            result = result.and(flushed);
        }
        if new_name {
            let named = Folder::open(&self.folder).and_then(|folder| folder.sync());
            if named.is_err() {
                self.lock().new_name = true;
            }
            result = result.and(named);
        }
        result.map_err(SyncError)?;
        let mut inner = self.lock();
        inner.confirmed = inner.confirmed.max(appended);
        Ok(inner.confirmed)
    }
}
