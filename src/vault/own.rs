//! What a place keeps of its own: question banks and layouts. Signed,
//! readable, kept verbatim under the id they were filed with.
//!
//! Nothing is replaced: the first is `banks/x.ron`, the next `banks/x.2.ron`;
//! the highest number counts, and older ones go once it is read back.

use std::collections::BTreeMap;

use super::create::put;
use super::error::{Problem, ProblemKind, Refusal, VaultError};
use super::keys::Seal;
use super::rules::{fetch, name_of, number_of};
use super::signed::{FORMAT, Purpose};
use super::store::Store;
use super::{Access, Vault};

/// Which sort of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Own {
    Bank,
    Layout,
}

impl Own {
    pub const ALL: [Own; 2] = [Own::Bank, Own::Layout];

    /// The sort that a file of the vault belongs to, by its folder.
    pub fn of(name: &str) -> Option<Own> {
        Own::ALL.into_iter().find(|own| name.starts_with(own.folder()))
    }

    pub fn folder(self) -> &'static str {
        match self {
            Own::Bank => "banks/",
            Own::Layout => "layouts/",
        }
    }

    pub fn purpose(self) -> Purpose {
        match self {
            Own::Bank => Purpose::Bank,
            Own::Layout => Purpose::Layout,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Own::Bank => "bank",
            Own::Layout => "layout",
        }
    }

    fn bad_id(self) -> VaultError {
        VaultError::Refused(match self {
            Own::Bank => "a bank's id has small letters, digits and - only, at most 80",
            Own::Layout => "a layout's id has small letters, digits and - only, at most 80",
        })
    }

    /// The line above the text: it binds the text to this vault and place.
    fn head(self, seal: &Seal, id: &str, number: u32) -> String {
        let (vault, word) = (seal.vault, self.word());
        format!("// (format: {FORMAT}, vault: \"{vault}\", {word}: \"{id}\", number: {number})\n")
    }

    /// Id, number and text of a file, if the owner signed it for this place.
    pub fn check(
        self,
        store: &dyn Store,
        seal: &Seal,
        name: &str,
    ) -> Result<(String, u32, String), ProblemKind> {
        let (stem, number) = number_of(name).ok_or(ProblemKind::Foreign)?;
        let id = stem.strip_prefix(self.folder()).ok_or(ProblemKind::Foreign)?;
        let bytes = fetch(store, name)?;
        let body = seal.check(&bytes, self.purpose())?;
        let text = body.strip_prefix(&self.head(seal, id, number)).ok_or(Refusal::Foreign)?;
        Ok((id.to_owned(), number, text.to_owned()))
    }

    fn names(self, store: &dyn Store) -> Result<Vec<String>, VaultError> {
        let folder = self.folder();
        store.list(folder).map_err(|e| VaultError::store(folder.trim_end_matches('/'), e))
    }
}

/// Every file among a place's own that is not used, and why.
pub(super) fn problems(store: &dyn Store, seal: &Seal) -> Result<Vec<Problem>, VaultError> {
    let mut problems = Vec::new();
    for own in Own::ALL {
        for name in own.names(store)? {
            if let Err(kind) = own.check(store, seal, &name) {
                problems.push(Problem::new(&name, kind));
            }
        }
    }
    Ok(problems)
}

/// A text with the id it was filed under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnText {
    /// Its id.
    pub id: String,
    /// Its RON, verbatim.
    pub text: String,
}

impl Vault {
    /// The ids of the vault's own question banks, sorted.
    ///
    /// # Errors
    /// Where the folder cannot be listed. Banks that do not check are left
    /// out and named by [`Vault::problems`].
    pub fn list_banks(&self) -> Result<Vec<String>, VaultError> {
        Ok(self.own_texts(Own::Bank)?.into_iter().map(|b| b.id).collect())
    }

    /// One bank's text, verbatim.
    ///
    /// # Errors
    /// As [`Vault::list_banks`].
    pub fn get_bank(&self, id: &str) -> Result<Option<OwnText>, VaultError> {
        Ok(self.own_texts(Own::Bank)?.into_iter().find(|b| b.id == id))
    }

    /// Files a bank under its id; the text is kept verbatim. A bank of the
    /// same id makes way once the new one is read back.
    ///
    /// # Errors
    /// `Refused` for an id that is not small letters, digits and `-`.
    pub fn add_bank(&mut self, id: &str, text: &str) -> Result<(), VaultError> {
        self.add_own(Own::Bank, id, text)
    }

    /// The vault's own layouts of notes, verbatim, sorted by id.
    ///
    /// # Errors
    /// As [`Vault::list_banks`].
    pub fn layouts(&self) -> Result<Vec<OwnText>, VaultError> {
        self.own_texts(Own::Layout)
    }

    /// Files a layout under its id, as [`Vault::add_bank`] does a bank.
    ///
    /// # Errors
    /// As [`Vault::add_bank`].
    pub fn add_layout(&mut self, id: &str, text: &str) -> Result<(), VaultError> {
        self.add_own(Own::Layout, id, text)
    }

    /// Takes a layout out of the vault; whether there was one.
    ///
    /// # Errors
    /// `ReadOnly`, or `Io` where a file could not be removed.
    pub fn remove_layout(&mut self, id: &str) -> Result<bool, VaultError> {
        if self.access == Access::Read {
            return Err(VaultError::ReadOnly);
        }
        let mine = self.checked_names(Own::Layout, id)?;
        for name in &mine {
            self.store.remove(name).map_err(|e| VaultError::store(name, e))?;
        }
        Ok(!mine.is_empty())
    }

    fn add_own(&mut self, own: Own, id: &str, text: &str) -> Result<(), VaultError> {
        if self.access == Access::Read {
            return Err(VaultError::ReadOnly);
        }
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if id.is_empty() || id.len() > 80 || !id.bytes().all(plain) {
            return Err(own.bad_id());
        }
        // Numbers of files that do not check are passed over, too.
        let stem = format!("{}{id}", own.folder());
        let taken = own.names(&*self.store)?;
        let taken = taken.iter().filter_map(|n| number_of(n)).filter(|(s, _)| *s == stem);
        let number = taken.map(|(_, n)| n).max().map_or(1, |n| n.saturating_add(1));
        let older = self.checked_names(own, id)?;
        let body = format!("{}{text}", own.head(&self.seal, id, number));
        let signed = self.seal.sign(own.purpose(), &body)?;
        put(&*self.store, &name_of(&stem, number), signed.as_bytes())?;
        for name in older {
            let _ = self.store.remove(&name);
        }
        Ok(())
    }

    /// The files of an id that are ours and whole: only they ever go, anything
    /// else stays to be looked at.
    fn checked_names(&self, own: Own, id: &str) -> Result<Vec<String>, VaultError> {
        let mut names = own.names(&*self.store)?;
        names.retain(|name| {
            own.check(&*self.store, &self.seal, name).is_ok_and(|(found, ..)| found == id)
        });
        Ok(names)
    }

    fn own_texts(&self, own: Own) -> Result<Vec<OwnText>, VaultError> {
        let mut newest: BTreeMap<String, (u32, String)> = BTreeMap::default();
        for name in own.names(&*self.store)? {
            if let Ok((id, number, text)) = own.check(&*self.store, &self.seal, &name)
                && newest.get(&id).is_none_or(|(n, _)| number > *n)
            {
                newest.insert(id, (number, text));
            }
        }
        Ok(newest.into_iter().map(|(id, (_, text))| OwnText { id, text }).collect())
    }
}
