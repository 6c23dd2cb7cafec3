//! Which segments are done with: their words were saved, or kept aside. Such a
//! segment is never replayed again, whoever puts it back: what it holds may
//! have been replaced since.
//!
//! `state/journal.ron` is written before a segment goes. It is not flushed:
//! typing must not wait for the disk. If a power cut takes it, a segment that
//! turns up again is replayed beside what there is, and nothing is lost.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::SegmentId;
use crate::record;
use crate::vault::error::ProblemKind;
use crate::vault::keys::Seal;
use crate::vault::platform::Folder;
use crate::vault::signed::{FORMAT, Purpose};
use crate::vault::{ron_body, store};

pub(in crate::vault) const FILE: &str = "journal.ron";
/// Numbers have ten digits; one near the end was made up by somebody.
const LAST_NUMBER: u64 = 9_000_000_000;

#[derive(Serialize, Deserialize)]
struct Written {
    format: u32,
    vault: Ulid,
    below: u64,
    names: Vec<SegmentId>,
}

/// Segments done with: all below a number, and some above it.
#[derive(Default)]
pub(in crate::vault) struct Dropped {
    below: u64,
    names: Vec<SegmentId>,
}

impl Dropped {
    /// What is written down; nothing where nothing is.
    pub(in crate::vault) fn read(state: &Folder, seal: &Seal) -> Result<Self, ProblemKind> {
        let bytes = match store::read(state, FILE) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Dropped::default()),
            Err(_) => return Err(ProblemKind::Unreadable),
        };
        // What a power cut leaves of a file that was never flushed.
        if bytes.iter().all(|b| *b == 0) {
            return Ok(Dropped::default());
        }
        let body = seal.check(&bytes, Purpose::Dropped)?;
        let read: Written = record::from_ron(body).map_err(|_| ProblemKind::Damaged)?;
        if read.vault == seal.vault {
            Ok(Dropped { below: read.below, names: read.names })
        } else {
            Err(ProblemKind::Foreign)
        }
    }

    /// Writes it down, old or new, in one step.
    pub(in crate::vault) fn write(&self, state: &Folder, seal: &Seal) -> io::Result<()> {
        let failed = |_| io::Error::other("it could not be written out");
        let written = Written {
            format: FORMAT,
            vault: seal.vault,
            below: self.below,
            names: self.names.clone(),
        };
        let body = ron_body(&written).map_err(failed)?;
        let text = seal.sign(Purpose::Dropped, &body).map_err(failed)?;
        let temp = store::temporary();
        let done = state
            .create_file(&temp)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .and_then(|()| state.rename_over(&temp, FILE));
        if done.is_err() {
            let _ = state.remove(&temp);
        }
        done
    }

    /// Whether a segment is done with.
    pub(in crate::vault) fn holds(&self, id: &SegmentId) -> bool {
        id.number() < self.below || self.names.contains(id)
    }

    /// Adds segments; `live` are those that are not done with.
    pub(in crate::vault) fn add<'a>(
        &mut self,
        ids: impl IntoIterator<Item = &'a SegmentId>,
        live: impl IntoIterator<Item = &'a SegmentId>,
    ) {
        for id in ids {
            if !self.holds(id) {
                self.names.push(id.clone());
            }
        }
        let next = self.next(std::iter::empty());
        let lowest = live.into_iter().filter(|id| !self.holds(id)).map(SegmentId::number).min();
        self.below = self.below.max(lowest.unwrap_or(next).min(next));
        let below = self.below;
        self.names.retain(|id| id.number() >= below);
    }

    /// A number above every one that was ever used, as far as is known here.
    pub(super) fn next(&self, there: impl Iterator<Item = u64>) -> u64 {
        let done = self.names.iter().map(SegmentId::number);
        let last = there.chain(done).filter(|n| *n < LAST_NUMBER).max();
        last.map_or(1, |n| n + 1).max(self.below)
    }
}
