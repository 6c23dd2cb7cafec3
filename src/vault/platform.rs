//! The few things that differ between systems, in one place.
//!
//! On Unix everything below goes through the descriptor of a folder, so that
//! no link on the way can lead elsewhere. The Windows twin is `CreateFileW`
//! with `CREATE_NEW` and `FILE_FLAG_OPEN_REPARSE_POINT`, `MoveFileExW` without
//! `MOVEFILE_REPLACE_EXISTING`, and nothing for the folder: NTFS keeps names in
//! its own journal. Until that is written, other systems take the plain path
//! below, which asks the standard library for the same order of steps.

/// What lies in a folder under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An ordinary file.
    File,
    /// A folder.
    Folder,
    /// A link, a pipe, a device: never followed, never opened.
    Other,
}

pub use system::Folder;

#[cfg(unix)]
mod system {
    use std::fs::File;
    use std::io;
    use std::os::fd::OwnedFd;
    use std::os::unix::fs::DirBuilderExt;
    use std::path::Path;

    use rustix::fs::{AtFlags, FileType, Mode, OFlags};

    use super::Kind;

    /// An open folder.
    #[derive(Debug)]
    pub struct Folder(OwnedFd);

    const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);

    impl Folder {
        /// Opens a folder a person named; it may be reached through a link.
        pub fn open(path: &Path) -> io::Result<Self> {
            Ok(Folder(rustix::fs::open(path, FOLDER, Mode::empty())?))
        }

        /// Opens a folder, making it and what leads to it, for this user only.
        pub fn make(path: &Path) -> io::Result<Self> {
            std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)?;
            Self::open(path)
        }

        /// Opens a folder inside; a link is refused.
        pub fn enter(&self, name: &str) -> io::Result<Self> {
            Ok(Folder(rustix::fs::openat(
                &self.0,
                name,
                FOLDER.union(OFlags::NOFOLLOW),
                Mode::empty(),
            )?))
        }

        /// Opens a folder inside, making it where it is missing.
        pub fn enter_or_make(&self, name: &str) -> io::Result<Self> {
            match rustix::fs::mkdirat(&self.0, name, Mode::from_raw_mode(0o700)) {
                Ok(()) => self.sync()?,
                Err(rustix::io::Errno::EXIST) => {}
                Err(e) => return Err(e.into()),
            }
            self.enter(name)
        }

        /// Makes a file that did not exist, for this user only.
        pub fn create_file(&self, name: &str) -> io::Result<File> {
            let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW;
            let mode = Mode::RUSR | Mode::WUSR;
            Ok(File::from(rustix::fs::openat(&self.0, name, flags | OFlags::CLOEXEC, mode)?))
        }

        /// Opens a file to be locked, making it for this user only; anything
        /// but an ordinary file is refused.
        pub fn lock_file(&self, name: &str) -> io::Result<File> {
            let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::NONBLOCK;
            let mode = Mode::RUSR | Mode::WUSR;
            let file =
                File::from(rustix::fs::openat(&self.0, name, flags | OFlags::CLOEXEC, mode)?);
            if file.metadata()?.is_file() {
                Ok(file)
            } else {
                Err(io::Error::new(io::ErrorKind::InvalidData, "not an ordinary file"))
            }
        }

        /// Opens an ordinary file to read; anything else is refused.
        pub fn open_file(&self, name: &str) -> io::Result<File> {
            // Without NONBLOCK a pipe put there would hold the program for ever.
            let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
            let file = File::from(rustix::fs::openat(&self.0, name, flags, Mode::empty())?);
            if file.metadata()?.is_file() {
                Ok(file)
            } else {
                Err(io::Error::new(io::ErrorKind::InvalidData, "not an ordinary file"))
            }
        }

        /// Renames without ever replacing.
        pub fn rename_new(&self, from: &str, to: &str) -> io::Result<()> {
            #[cfg(any(target_vendor = "apple", target_os = "linux", target_os = "android"))]
            {
                use rustix::io::Errno;
                let flags = rustix::fs::RenameFlags::NOREPLACE;
                match rustix::fs::renameat_with(&self.0, from, &self.0, to, flags) {
                    Ok(()) => return Ok(()),
                    // A file system that does not know the flag says so in one of these.
                    Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {}
                    Err(e) => return Err(e.into()),
                }
            }
            rustix::fs::linkat(&self.0, from, &self.0, to, AtFlags::empty())?;
            // Both names hold the whole file now; the spare one is no harm.
            let _ = self.remove(from);
            Ok(())
        }

        /// Renames over what is there: only for this machine's own state.
        pub fn rename_over(&self, from: &str, to: &str) -> io::Result<()> {
            Ok(rustix::fs::renameat(&self.0, from, &self.0, to)?)
        }

        /// Moves a file into another folder without replacing.
        pub fn move_into(&self, name: &str, other: &Folder) -> io::Result<()> {
            rustix::fs::linkat(&self.0, name, &other.0, name, AtFlags::empty())?;
            self.remove(name)
        }

        /// Removes a file.
        pub fn remove(&self, name: &str) -> io::Result<()> {
            Ok(rustix::fs::unlinkat(&self.0, name, AtFlags::empty())?)
        }

        /// Asks that the names in this folder reach the disk.
        pub fn sync(&self) -> io::Result<()> {
            Ok(rustix::fs::fsync(&self.0)?)
        }

        /// What lies in this folder.
        pub fn entries(&self) -> io::Result<Vec<(String, Kind)>> {
            let mut found = Vec::new();
            for entry in rustix::fs::Dir::read_from(&self.0)? {
                let entry = entry?;
                let name = entry.file_name();
                if name == c"." || name == c".." {
                    continue;
                }
                let mut kind = entry.file_type();
                if kind == FileType::Unknown {
                    let stat = rustix::fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW)?;
                    kind = FileType::from_raw_mode(stat.st_mode);
                }
                let kind = match kind {
                    FileType::RegularFile => Kind::File,
                    FileType::Directory => Kind::Folder,
                    _ => Kind::Other,
                };
                found.push((name.to_string_lossy().into_owned(), kind));
            }
            Ok(found)
        }
    }
}

#[cfg(not(unix))]
mod system {
    use std::fs::{File, OpenOptions};
    use std::io;
    use std::path::{Path, PathBuf};

    use super::Kind;

    /// A folder by its path.
    #[derive(Debug)]
    pub struct Folder(PathBuf);

    impl Folder {
        /// Opens a folder a person named.
        pub fn open(path: &Path) -> io::Result<Self> {
            if path.is_dir() {
                Ok(Folder(path.to_path_buf()))
            } else {
                Err(io::Error::from(io::ErrorKind::NotFound))
            }
        }

        /// Opens a folder, making it and what leads to it.
        pub fn make(path: &Path) -> io::Result<Self> {
            std::fs::create_dir_all(path)?;
            Self::open(path)
        }

        /// Opens a folder inside; a link is refused.
        pub fn enter(&self, name: &str) -> io::Result<Self> {
            let path = self.0.join(name);
            if std::fs::symlink_metadata(&path)?.is_dir() {
                Ok(Folder(path))
            } else {
                Err(io::Error::new(io::ErrorKind::InvalidData, "not a folder"))
            }
        }

        /// Opens a folder inside, making it where it is missing.
        pub fn enter_or_make(&self, name: &str) -> io::Result<Self> {
            match std::fs::create_dir(self.0.join(name)) {
                Err(e) if e.kind() != io::ErrorKind::AlreadyExists => Err(e),
                _ => self.enter(name),
            }
        }

        /// Makes a file that did not exist.
        pub fn create_file(&self, name: &str) -> io::Result<File> {
            OpenOptions::new().write(true).create_new(true).open(self.0.join(name))
        }

        /// Opens a file to be locked, making it where it is missing; anything
        /// but an ordinary file is refused.
        pub fn lock_file(&self, name: &str) -> io::Result<File> {
            let path = self.0.join(name);
            match std::fs::symlink_metadata(&path) {
                Ok(there) if !there.is_file() => {
                    Err(io::Error::new(io::ErrorKind::InvalidData, "not an ordinary file"))
                }
                _ => OpenOptions::new().create(true).truncate(false).write(true).open(path),
            }
        }

        /// Opens an ordinary file to read; anything else is refused.
        pub fn open_file(&self, name: &str) -> io::Result<File> {
            let path = self.0.join(name);
            if std::fs::symlink_metadata(&path)?.is_file() {
                File::open(path)
            } else {
                Err(io::Error::new(io::ErrorKind::InvalidData, "not an ordinary file"))
            }
        }

        /// Renames without ever replacing.
        pub fn rename_new(&self, from: &str, to: &str) -> io::Result<()> {
            std::fs::hard_link(self.0.join(from), self.0.join(to))?;
            let _ = self.remove(from);
            Ok(())
        }

        /// Renames over what is there: only for this machine's own state.
        pub fn rename_over(&self, from: &str, to: &str) -> io::Result<()> {
            std::fs::rename(self.0.join(from), self.0.join(to))
        }

        /// Moves a file into another folder without replacing.
        pub fn move_into(&self, name: &str, other: &Folder) -> io::Result<()> {
            std::fs::hard_link(self.0.join(name), other.0.join(name))?;
            self.remove(name)
        }

        /// Removes a file.
        pub fn remove(&self, name: &str) -> io::Result<()> {
            std::fs::remove_file(self.0.join(name))
        }

        /// Nothing to ask for here: see the top of this file.
        pub fn sync(&self) -> io::Result<()> {
            Ok(())
        }

        /// What lies in this folder.
        pub fn entries(&self) -> io::Result<Vec<(String, Kind)>> {
            let mut found = Vec::new();
            for entry in std::fs::read_dir(&self.0)? {
                let entry = entry?;
                let kind = entry.file_type()?;
                let kind = if kind.is_file() {
                    Kind::File
                } else if kind.is_dir() {
                    Kind::Folder
                } else {
                    Kind::Other
                };
                found.push((entry.file_name().to_string_lossy().into_owned(), kind));
            }
            Ok(found)
        }
    }
}
