//! A file that a person asked for, outside the vault: an exported note.
//!
//! It is written as carefully as a generation, and is there whole or not at
//! all. What lies there already is left alone unless the person said so.

use std::io;
use std::path::Path;

use super::Paths;
use super::platform::Folder;
use super::store::{StoreError, read, write_new, write_over};

/// Why a file is not there, or not surely.
#[derive(Debug, thiserror::Error)]
pub enum OutsideError {
    /// A file is there, and nobody said to replace it.
    #[error(
        "this file is there already. It was left as it is and nothing was written. Choose another \
         name, or say that it may be replaced"
    )]
    Exists,
    /// A folder, a link, a device: never replaced.
    #[error(
        "this is not an ordinary file. It was left as it is and nothing was written. Choose \
         another name"
    )]
    NotAFile,
    /// The folder is not there or may not be entered.
    #[error("this folder cannot be used: {}. Nothing was written. Choose another one", why(.0))]
    NoFolder(#[source] io::Error),
    /// In the vault or the state folder, where nothing lies in clear text.
    #[error(
        "a file in clear text does not belong in the vault or the state folder. Nothing was \
         written. Choose another folder"
    )]
    OwnFolder,
    /// No file name, or one that is no text.
    #[error("this is no name for a file. Nothing was written. Choose another one")]
    NoName,
    /// The disk did not take it.
    #[error(
        "not written: {}. What was there before is whole, and nothing half was left. Check free \
         space and permissions, or choose another place",
        why(.0)
    )]
    NotWritten(#[source] io::Error),
    /// There whole, but the disk did not confirm it.
    #[error(
        "written and read back, not confirmed on disk: {}. Look again before you rely on this file",
        why(.0)
    )]
    NotConfirmed(#[source] io::Error),
}

/// What an error of the system says, without its number.
fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it is not there".into(),
        io::ErrorKind::PermissionDenied => "you may not write there".into(),
        _ => {
            let words = error.to_string();
            words.split(" (os error").next().unwrap_or_default().to_owned()
        }
    }
}

impl OutsideError {
    /// Whether a file was in the way that may be replaced.
    pub fn exists(&self) -> bool {
        matches!(self, OutsideError::Exists)
    }
}

/// Writes a file in a folder that exists: exclusive temporary file, flushed,
/// read back, then renamed, onto an older one only where `replace` says so.
/// Never in the vault or the state folder of `paths`, whatever way leads there.
///
/// # Errors
/// Each says truly what is there now.
pub fn write_outside(
    paths: &Paths,
    path: &Path,
    bytes: &[u8],
    replace: bool,
) -> Result<(), OutsideError> {
    let leaf = path.file_name().and_then(|n| n.to_str()).ok_or(OutsideError::NoName)?;
    if path.as_os_str().to_string_lossy().ends_with(std::path::MAIN_SEPARATOR) {
        return Err(OutsideError::NoFolder(io::Error::other("there is no such folder")));
    }
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Ok(real) = std::fs::canonicalize(parent)
        && [&paths.vault, &paths.state]
            .into_iter()
            .any(|own| std::fs::canonicalize(own).is_ok_and(|own| real.starts_with(own)))
    {
        return Err(OutsideError::OwnFolder);
    }
    match std::fs::symlink_metadata(path) {
        Ok(there) if !there.is_file() => return Err(OutsideError::NotAFile),
        Ok(_) if !replace => return Err(OutsideError::Exists),
        _ => {}
    }
    let folder = Folder::open(parent).map_err(OutsideError::NoFolder)?;
    let written = if replace {
        write_over(&folder, leaf, bytes).map_err(|e| match read(&folder, leaf) {
            Ok(there) if there == bytes => StoreError::NotConfirmed(e),
            _ => StoreError::NotSaved(e),
        })
    } else {
        write_new(&folder, leaf, bytes)
    };
    written.map_err(|e| match e {
        StoreError::Exists => OutsideError::Exists,
        StoreError::NotConfirmed(e) => OutsideError::NotConfirmed(e),
        StoreError::NotSaved(e) | StoreError::Io(e) => OutsideError::NotWritten(e),
        other => OutsideError::NotWritten(io::Error::other(other.to_string())),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    /// As [`super::write_outside`], far from any vault.
    fn write_outside(path: &Path, bytes: &[u8], replace: bool) -> Result<(), OutsideError> {
        let nowhere = Path::new("/nowhere/at/all").to_path_buf();
        let paths = Paths { vault: nowhere.clone(), state: nowhere };
        super::write_outside(&paths, path, bytes, replace)
    }

    fn names(folder: &Path) -> Vec<String> {
        let entry =
            |e: io::Result<std::fs::DirEntry>| e.unwrap().file_name().into_string().unwrap();
        let mut all: Vec<String> = std::fs::read_dir(folder).unwrap().map(entry).collect();
        all.sort();
        all
    }

    #[test]
    fn nothing_is_replaced_unless_told_and_nothing_half_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("note.txt");
        write_outside(&path, b"one", false).unwrap();
        assert!(matches!(write_outside(&path, b"two", false), Err(OutsideError::Exists)));
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        write_outside(&path, b"two", true).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        write_outside(&folder.path().join("new.txt"), b"three", true).unwrap();
        assert_eq!(names(folder.path()), ["new.txt", "note.txt"]);
    }

    #[test]
    fn a_folder_a_link_and_a_device_are_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("inner");
        std::fs::create_dir(&inner).unwrap();
        assert!(matches!(write_outside(&inner, b"x", true), Err(OutsideError::NotAFile)));
        #[cfg(unix)]
        {
            let (file, link) = (folder.path().join("file"), folder.path().join("link"));
            std::fs::write(&file, "kept").unwrap();
            std::os::unix::fs::symlink(&file, &link).unwrap();
            assert!(matches!(write_outside(&link, b"x", true), Err(OutsideError::NotAFile)));
            assert_eq!(std::fs::read(&file).unwrap(), b"kept");
            let full = Path::new("/dev/full");
            assert!(
                !full.exists()
                    || matches!(write_outside(full, b"x", true), Err(OutsideError::NotAFile))
            );
        }
        let nowhere = folder.path().join("nowhere").join("note.txt");
        assert!(matches!(write_outside(&nowhere, b"x", false), Err(OutsideError::NoFolder(_))));
        let said = write_outside(&nowhere, b"x", false).unwrap_err().to_string();
        assert!(said.starts_with("this folder cannot be used: it is not there."), "{said}");
        let slash = folder.path().join("nowhere/");
        assert!(matches!(write_outside(&slash, b"x", false), Err(OutsideError::NoFolder(_))));
        assert!(matches!(write_outside(Path::new("/"), b"x", true), Err(OutsideError::NoName)));
    }

    #[test]
    fn nothing_is_written_into_vault_or_state_by_any_way() {
        let folder = tempfile::tempdir().unwrap();
        let paths =
            Paths { vault: folder.path().join("vault"), state: folder.path().join("state") };
        let inner = paths.vault.join("sessions");
        std::fs::create_dir_all(&inner).unwrap();
        std::fs::create_dir_all(&paths.state).unwrap();
        let mut places = vec![
            paths.vault.join("note.txt"),
            inner.join("note.txt"),
            paths.state.join("note.txt"),
            inner.join("..").join("note.txt"),
        ];
        #[cfg(unix)]
        {
            let link = folder.path().join("link");
            std::os::unix::fs::symlink(&inner, &link).unwrap();
            places.push(link.join("note.txt"));
        }
        for place in places {
            for replace in [false, true] {
                let written = super::write_outside(&paths, &place, b"clear", replace);
                assert!(matches!(written, Err(OutsideError::OwnFolder)), "{}", place.display());
                assert!(!place.exists());
            }
        }
        super::write_outside(&paths, &folder.path().join("note.txt"), b"clear", false).unwrap();
    }
}
