//! Files that a person asked for, outside the vault: whole or not at all.

use std::io;
use std::path::Path;

use super::platform::Folder;
use super::store::{StoreError, write_new, write_over};

/// Why a file was not written. Says what is safe and what to do.
#[derive(Debug, thiserror::Error)]
pub enum OutsideError {
    /// Something of that name is there.
    #[error("there is already a file of that name, and it was left as it is. Choose another name, or say that it may be replaced")]
    Exists,
    /// The path names no file.
    #[error("that path names no file. Nothing was written; give a file name in a folder that is there")]
    NoName,
    /// The folder could not be opened.
    #[error("the folder cannot be used: {0}. Nothing was written; the record is safe in the vault. Choose another folder")]
    Folder(#[source] io::Error),
    /// Writing failed.
    #[error("the file was not written: {0}. Nothing half-written is left, and the record is safe in the vault. Check free space, or choose another folder")]
    NotWritten(#[source] io::Error),
    /// Written, not confirmed.
    #[error("the file was written, but the disk did not confirm it: {0}. Look at it before you rely on it; the record is safe in the vault")]
    NotConfirmed(#[source] io::Error),
}

impl OutsideError {
    /// Whether a file was in the way.
    pub fn exists(&self) -> bool {
        matches!(self, OutsideError::Exists)
    }
}

/// Writes a file that a person asked for: exclusive temporary file beside it,
/// flushed, read back, then renamed; an existing file is replaced only when
/// told. Readable by this user only.
///
/// # Errors
/// Each says truly what is there now.
pub fn write_outside(path: &Path, bytes: &[u8], replace: bool) -> Result<(), OutsideError> {
    let name = path.file_name().and_then(|n| n.to_str()).ok_or(OutsideError::NoName)?;
    let parent = match path.parent() {
        Some(p) if !p.as_os_str().is_empty() => p,
        _ => Path::new("."),
    };
    let folder = Folder::open(parent).map_err(OutsideError::Folder)?;
    let there = std::fs::symlink_metadata(path);
    if there.as_ref().is_ok_and(|m| !m.is_file()) {
        // A folder, a device, a link: never written through, never replaced.
        return Err(OutsideError::Exists);
    }
    if replace && there.is_ok() {
        return write_over(&folder, name, bytes).map_err(OutsideError::NotWritten);
    }
    write_new(&folder, name, bytes).map_err(|e| match e {
        StoreError::Exists => OutsideError::Exists,
        StoreError::NotSaved(e) | StoreError::Io(e) => OutsideError::NotWritten(e),
        StoreError::NotConfirmed(e) => OutsideError::NotConfirmed(e),
        _ => OutsideError::NoName,
    })
}
