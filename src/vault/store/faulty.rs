//! A store that fails on purpose, so that every failure can be met in a test.

use std::io;
use std::sync::Mutex;

use super::{Store, StoreError};

/// One of the four verbs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// `create`.
    Create,
    /// `list`.
    List,
    /// `get`.
    Get,
    /// `remove`.
    Remove,
}

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing is done, an error is returned.
    Refused,
    /// Nothing is done, the disk is full.
    DiskFull,
    /// Half of it is done, and an error is returned.
    Short,
    /// Half of it is done, and success is claimed.
    Lie,
    /// All of it is done, and an error is returned that says "not confirmed".
    Unconfirmed,
}

/// When it goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Only calls of this verb count; none: all of them.
    pub verb: Option<Verb>,
    /// Which call, from 1.
    pub nth: usize,
    /// From that call on, or that once.
    pub onwards: bool,
    /// What goes wrong.
    pub trouble: Trouble,
}

/// Another store, with a fault.
#[derive(Debug)]
pub struct FaultyStore<S> {
    inner: S,
    plan: Mutex<(Option<Fault>, usize)>,
}

impl<S: Store> FaultyStore<S> {
    /// Wraps a store; nothing goes wrong until a fault is set.
    pub fn new(inner: S) -> Self {
        FaultyStore { inner, plan: Mutex::new((None, 0)) }
    }

    /// Sets or clears the fault and starts counting from nothing.
    pub fn set(&self, fault: Option<Fault>) {
        *self.lock() = (fault, 0);
    }

    /// Calls counted since the fault was set.
    pub fn calls(&self) -> usize {
        self.lock().1
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, (Option<Fault>, usize)> {
        self.plan.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn trouble(&self, verb: Verb) -> Option<Trouble> {
        let mut plan = self.lock();
        let fault = plan.0?;
        if fault.verb.is_some_and(|v| v != verb) {
            return None;
        }
        plan.1 += 1;
        let now = plan.1;
        (now == fault.nth || (fault.onwards && now > fault.nth)).then_some(fault.trouble)
    }
}

fn error(trouble: Trouble) -> io::Error {
    match trouble {
        Trouble::DiskFull => io::Error::from(io::ErrorKind::StorageFull),
        _ => io::Error::other("made to fail"),
    }
}

impl<S: Store> Store for FaultyStore<S> {
    fn create(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let half = bytes.get(..bytes.len() / 2).unwrap_or_default();
        match self.trouble(Verb::Create) {
            None => self.inner.create(name, bytes),
            Some(t @ (Trouble::Refused | Trouble::DiskFull)) => Err(StoreError::NotSaved(error(t))),
            Some(t @ Trouble::Short) => {
                self.inner.create(name, half)?;
                Err(StoreError::NotSaved(error(t)))
            }
            Some(Trouble::Lie) => self.inner.create(name, half),
            Some(t @ Trouble::Unconfirmed) => {
                self.inner.create(name, bytes)?;
                Err(StoreError::NotConfirmed(error(t)))
            }
        }
    }

    fn list(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        match self.trouble(Verb::List) {
            None => self.inner.list(prefix),
            Some(t) => Err(StoreError::Io(error(t))),
        }
    }

    fn get(&self, name: &str) -> Result<Vec<u8>, StoreError> {
        match self.trouble(Verb::Get) {
            None => self.inner.get(name),
            Some(Trouble::Short | Trouble::Lie) => {
                let mut bytes = self.inner.get(name)?;
                bytes.truncate(bytes.len() / 2);
                Ok(bytes)
            }
            Some(t) => Err(StoreError::Io(error(t))),
        }
    }

    fn remove(&self, name: &str) -> Result<(), StoreError> {
        match self.trouble(Verb::Remove) {
            None => self.inner.remove(name),
            Some(t @ Trouble::Unconfirmed) => {
                self.inner.remove(name)?;
                Err(StoreError::Io(error(t)))
            }
            // A removal that is claimed and did not happen.
            Some(Trouble::Lie) => Ok(()),
            Some(t) => Err(StoreError::Io(error(t))),
        }
    }
}
