//! The real store: a folder on a laptop, a share, or a synced drive.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Store, StoreError};
use crate::vault::platform::{Folder, Kind};
use crate::vault::{digest, random};

/// Files larger than this are not ours and are not read into memory.
const LARGEST: u64 = 96 << 20;
const A_DAY: Duration = Duration::from_hours(24);

/// A folder that holds a vault.
#[derive(Debug, Clone)]
pub struct FolderStore {
    root: PathBuf,
}

impl FolderStore {
    /// A store in `root`, which need not exist yet.
    pub fn new(root: &Path) -> Self {
        FolderStore { root: root.to_path_buf() }
    }

    /// Removes what a crash left half-written: temporary files of ours that
    /// nobody has touched for a day. Another machine may be writing right now.
    pub(in crate::vault) fn sweep(&self) {
        if let Ok(folder) = Folder::open(&self.root) {
            sweep(&folder, A_DAY, 2);
        }
    }

    fn folder_of(&self, parts: &[&str], make: bool) -> io::Result<Folder> {
        let mut folder = if make { Folder::make(&self.root)? } else { Folder::open(&self.root)? };
        for part in parts {
            folder = if make { folder.enter_or_make(part)? } else { folder.enter(part)? };
        }
        Ok(folder)
    }
}

/// Splits a name into folders and leaf; refuses what this program never makes.
fn split(name: &str) -> Result<(Vec<&str>, &str), StoreError> {
    let mut parts: Vec<&str> = name.split('/').collect();
    let leaf = parts.pop().unwrap_or_default();
    if parts.len() > 4 || parts.iter().chain([&leaf]).any(|p| !plain(p)) {
        return Err(StoreError::BadName);
    }
    Ok((parts, leaf))
}

/// Names that mean the same on every file system, whatever it folds.
fn plain(part: &str) -> bool {
    !part.is_empty()
        && part.len() <= 160
        && !part.starts_with('.')
        && part.bytes().all(|b| {
            b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.' | b'_')
        })
}

/// Writes a new file so that it is there whole or not at all.
///
/// Exclusive temporary file, write, flush to disk, close, read back and
/// compare, rename without replacing, flush the folder. No flush is ever asked
/// for twice on one descriptor: after a failed one the system may say "done"
/// for bytes it has dropped.
pub fn write_new(folder: &Folder, leaf: &str, bytes: &[u8]) -> Result<(), StoreError> {
    let temp = temporary();
    if let Err(e) = write_temp(folder, &temp, bytes) {
        let _ = folder.remove(&temp);
        return Err(StoreError::NotSaved(e));
    }
    if let Err(e) = folder.rename_new(&temp, leaf) {
        let _ = folder.remove(&temp);
        if e.kind() == io::ErrorKind::AlreadyExists {
            return Err(StoreError::Exists);
        }
        // A rename over a network can fail in its answer alone.
        return match read(folder, leaf) {
            Ok(there) if there == bytes => Err(StoreError::NotConfirmed(e)),
            _ => Err(StoreError::NotSaved(e)),
        };
    }
    folder.sync().map_err(StoreError::NotConfirmed)
}

/// Writes a file of this machine's state, replacing an older one whole.
pub fn write_over(folder: &Folder, leaf: &str, bytes: &[u8]) -> io::Result<()> {
    let temp = temporary();
    let done = write_temp(folder, &temp, bytes).and_then(|()| folder.rename_over(&temp, leaf));
    if done.is_err() {
        let _ = folder.remove(&temp);
    }
    done?;
    folder.sync()
}

/// Removes temporary files of ours at least `age` old, down to a depth.
pub fn sweep(folder: &Folder, age: Duration, depth: usize) {
    for (name, kind) in folder.entries().unwrap_or_default() {
        match kind {
            Kind::Folder if depth > 0 => {
                if let Ok(inside) = folder.enter(&name) {
                    sweep(&inside, age, depth - 1);
                }
            }
            Kind::File if is_temporary(&name) => {
                let old = folder
                    .open_file(&name)
                    .and_then(|f| f.metadata()?.modified())
                    .is_ok_and(|at| at.elapsed().is_ok_and(|since| since >= age));
                if old {
                    let _ = folder.remove(&name);
                }
            }
            _ => {}
        }
    }
}

fn is_temporary(name: &str) -> bool {
    name.strip_prefix('.')
        .and_then(|n| n.strip_suffix(".tmp"))
        .is_some_and(|n| n.len() == 16 && digest::is_hex(n))
}

/// A name for a file that is not finished yet.
pub fn temporary() -> String {
    format!(".{}.tmp", random::hex(8))
}

fn write_temp(folder: &Folder, temp: &str, bytes: &[u8]) -> io::Result<()> {
    let mut file = folder.create_file(temp)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    if read(folder, temp)? == bytes {
        Ok(())
    } else {
        Err(io::Error::other("what was read back is not what was written"))
    }
}

/// Reads an ordinary file whole.
pub fn read(folder: &Folder, leaf: &str) -> io::Result<Vec<u8>> {
    let file = folder.open_file(leaf)?;
    let size = file.metadata()?.len();
    if size > LARGEST {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "larger than any file of ours"));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    file.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn asked(e: io::Error) -> StoreError {
    match e.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => StoreError::NotFound,
        _ => StoreError::Io(e),
    }
}

impl Store for FolderStore {
    fn create(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let (parts, leaf) = split(name)?;
        let folder = self.folder_of(&parts, true).map_err(StoreError::NotSaved)?;
        write_new(&folder, leaf, bytes)
    }

    fn list(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let parts: Vec<&str> = match prefix.rsplit_once('/') {
            Some((folders, _)) => folders.split('/').collect(),
            None => Vec::new(),
        };
        let start = match prefix.rsplit_once('/') {
            Some((folders, _)) => format!("{folders}/"),
            None => String::new(),
        };
        if parts.iter().any(|p| !plain(p)) {
            return Err(StoreError::BadName);
        }
        let mut found = Vec::new();
        match self.folder_of(&parts, false) {
            Ok(folder) => gather(&folder, &start, prefix, 0, &mut found).map_err(asked)?,
            Err(e) if !parts.is_empty() && e.kind() == io::ErrorKind::NotFound => {}
            Err(e) => return Err(asked(e)),
        }
        found.sort_unstable();
        Ok(found)
    }

    fn get(&self, name: &str) -> Result<Vec<u8>, StoreError> {
        // Listing shows names we never make, so that they can be reported;
        // they are not opened.
        let (parts, leaf) = split(name)?;
        let folder = self.folder_of(&parts, false).map_err(asked)?;
        read(&folder, leaf).map_err(asked)
    }

    fn remove(&self, name: &str) -> Result<(), StoreError> {
        let (parts, leaf) = split(name)?;
        let folder = self.folder_of(&parts, false).map_err(asked)?;
        folder.remove(leaf).map_err(asked)
    }
}

/// Names with a leading dot are other programs' (or half-written) and are not
/// listed; links are listed as names and refused when opened.
fn gather(
    folder: &Folder,
    start: &str,
    prefix: &str,
    depth: usize,
    found: &mut Vec<String>,
) -> io::Result<()> {
    for (name, kind) in folder.entries()? {
        if name.starts_with('.') {
            continue;
        }
        let full = format!("{start}{name}");
        let leads_there = full.starts_with(prefix) || prefix.starts_with(&format!("{full}/"));
        if !leads_there {
            continue;
        }
        match kind {
            Kind::Folder if depth < 4 => {
                gather(&folder.enter(&name)?, &format!("{full}/"), prefix, depth + 1, found)?;
            }
            Kind::Folder => {}
            Kind::File | Kind::Other => {
                if full.starts_with(prefix) {
                    found.push(full);
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn only_old_temporary_files_of_ours_are_swept() {
        let root = tempfile::tempdir().unwrap();
        let inside = root.path().join("sessions");
        std::fs::create_dir(&inside).unwrap();
        for name in [".0011223344556677.tmp", ".0011223344556677.part", "kept.age", ".tmp"] {
            std::fs::write(inside.join(name), b"x").unwrap();
        }
        let count = || std::fs::read_dir(&inside).unwrap().count();
        FolderStore::new(root.path()).sweep();
        assert_eq!(count(), 4);
        sweep(&Folder::open(root.path()).unwrap(), Duration::ZERO, 2);
        assert_eq!(count(), 3);
        assert!(!inside.join(".0011223344556677.tmp").exists());
    }
}
