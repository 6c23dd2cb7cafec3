//! The narrow seam: what lies under a vault is asked for four things only.
//!
//! Today that is a folder; it may be a service later, holding the same sealed
//! files. Nothing above this seam may ask for a fifth thing.

mod faulty;
mod folder;

use std::io;

pub use faulty::{Fault, FaultyStore, Trouble, Verb};
pub use folder::FolderStore;
pub(super) use folder::{read, sweep, temporary, write_new, write_over};

/// Why a store did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The name is taken; what is there was left as it is.
    #[error("the name is taken; what is there was left as it is")]
    Exists,
    /// Nothing has that name.
    #[error("nothing has that name")]
    NotFound,
    /// The name is not one this program makes.
    #[error("that is not a name this program makes")]
    BadName,
    /// Nothing was stored under the name.
    #[error("not saved: {0}")]
    NotSaved(#[source] io::Error),
    /// Stored whole and read back, but the disk did not confirm the name.
    #[error("saved, not confirmed on disk: {0}")]
    NotConfirmed(#[source] io::Error),
    /// Listing, reading or removing failed.
    #[error("{0}")]
    Io(#[source] io::Error),
}

/// Four verbs, nothing else. Names are relative, parts divided by `/`.
pub trait Store: Send + Sync {
    /// Stores bytes under a name that nothing has yet; never replaces.
    fn create(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError>;
    /// The names that start with `prefix`, sorted.
    fn list(&self, prefix: &str) -> Result<Vec<String>, StoreError>;
    /// The bytes under a name.
    fn get(&self, name: &str) -> Result<Vec<u8>, StoreError>;
    /// Removes a name.
    fn remove(&self, name: &str) -> Result<(), StoreError>;
}

impl<S: Store + ?Sized> Store for std::sync::Arc<S> {
    fn create(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        (**self).create(name, bytes)
    }
    fn list(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        (**self).list(prefix)
    }
    fn get(&self, name: &str) -> Result<Vec<u8>, StoreError> {
        (**self).get(name)
    }
    fn remove(&self, name: &str) -> Result<(), StoreError> {
        (**self).remove(name)
    }
}
