//! Rules of practice and a Trust's own banks: signed, readable, kept by number.
//!
//! Nothing is replaced: the first is `settings.ron`, the next `settings.2.ron`;
//! the highest number counts, and older ones go once it is read back.

use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::create::put;
use super::error::{Problem, ProblemKind, Refusal, VaultError};
use super::keys::Seal;
use super::signed::{FORMAT, Purpose};
use super::store::{Store, StoreError};
use super::{Access, Vault, ron_body};
use crate::record::{self, Rules};

/// The name of the first settings.
pub(super) const FIRST: &str = "settings.ron";

#[derive(Serialize, Deserialize)]
struct Settings {
    format: u32,
    vault: Ulid,
    number: u32,
    rules: Rules,
}

/// A bank's text with the id it was filed under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankText {
    /// The bank's id.
    pub id: String,
    /// Its RON, verbatim.
    pub text: String,
}

fn name_of(stem: &str, number: u32) -> String {
    if number == 1 { format!("{stem}.ron") } else { format!("{stem}.{number}.ron") }
}

/// Stem and number of a name: `banks/x.2.ron` is the second `banks/x`.
fn number_of(name: &str) -> Option<(&str, u32)> {
    let rest = name.strip_suffix(".ron")?;
    match rest.split_once('.') {
        None => Some((rest, 1)),
        Some((stem, number)) => {
            let n = number.parse().ok().filter(|n| *n > 1)?;
            (name_of(stem, n) == name).then_some((stem, n))
        }
    }
}

pub(super) fn to_file(
    seal: &Seal,
    rules: &Rules,
    number: u32,
) -> Result<(String, Vec<u8>), VaultError> {
    let body =
        ron_body(&Settings { format: FORMAT, vault: seal.vault, number, rules: rules.clone() })?;
    let text = seal.sign(Purpose::Settings, &body)?;
    Ok((name_of("settings", number), text.into_bytes()))
}

fn fetch(store: &dyn Store, name: &str) -> Result<Vec<u8>, ProblemKind> {
    store.get(name).map_err(|e| match e {
        StoreError::BadName => ProblemKind::Foreign,
        StoreError::NotFound => ProblemKind::Missing,
        _ => ProblemKind::Unreadable,
    })
}

pub(super) fn check_settings(
    store: &dyn Store,
    seal: &Seal,
    name: &str,
) -> Result<(u32, Rules), ProblemKind> {
    let (_, number) = number_of(name).ok_or(ProblemKind::Foreign)?;
    let bytes = fetch(store, name)?;
    let body = seal.check(&bytes, Purpose::Settings)?;
    let read: Settings = record::from_ron(body).map_err(|_| ProblemKind::Damaged)?;
    if read.vault == seal.vault && read.number == number {
        Ok((number, read.rules))
    } else {
        Err(ProblemKind::Foreign)
    }
}

/// The rules in force, by highest number; the defaults where none can be read.
pub(super) fn read(
    store: &dyn Store,
    seal: &Seal,
    seen: u32,
) -> Result<(Rules, u32, Vec<Problem>), VaultError> {
    let mut best: Option<(u32, Rules)> = None;
    let mut problems = Vec::new();
    for name in store.list("settings").map_err(|e| VaultError::store("settings", e))? {
        match check_settings(store, seal, &name) {
            Ok((number, rules)) => {
                if best.as_ref().is_none_or(|(n, _)| number > *n) {
                    best = Some((number, rules));
                }
            }
            Err(kind) => problems.push(Problem::new(&name, kind)),
        }
    }
    let (number, rules) = best.unwrap_or((0, Rules::default()));
    if number < seen {
        problems.push(Problem::new(&name_of("settings", seen), ProblemKind::Missing));
    }
    Ok((rules, number.max(seen), problems))
}

fn head_of(seal: &Seal, id: &str, number: u32) -> String {
    format!("// (format: {FORMAT}, vault: \"{}\", bank: \"{id}\", number: {number})\n", seal.vault)
}

pub(super) fn check_bank(
    store: &dyn Store,
    seal: &Seal,
    name: &str,
) -> Result<(String, u32, String), ProblemKind> {
    let (stem, number) = number_of(name).ok_or(ProblemKind::Foreign)?;
    let id = stem.strip_prefix("banks/").ok_or(ProblemKind::Foreign)?;
    let bytes = fetch(store, name)?;
    let body = seal.check(&bytes, Purpose::Bank)?;
    let text = body.strip_prefix(&head_of(seal, id, number)).ok_or(Refusal::Foreign)?;
    Ok((id.to_owned(), number, text.to_owned()))
}

impl Vault {
    /// Puts new rules of practice in force.
    ///
    /// # Errors
    /// `ReadOnly`, or `Io` where nothing has changed.
    pub fn set_rules(&mut self, rules: &Rules) -> Result<(), VaultError> {
        if self.access == Access::Read {
            return Err(VaultError::ReadOnly);
        }
        let number = self.rules_number + 1;
        let (name, bytes) = to_file(&self.seal, rules, number)?;
        put(&*self.store, &name, &bytes)?;
        let old = std::mem::replace(&mut self.rules_number, number);
        self.rules = rules.clone();
        self.pins.settings = number;
        self.state.write_pins(&self.seal, &self.pins)?;
        let _ = self.store.remove(&name_of("settings", old));
        Ok(())
    }

    /// The ids of the vault's own question banks, sorted.
    ///
    /// # Errors
    /// Where the folder cannot be listed. Banks that do not check are left
    /// out and named by [`Vault::problems`].
    pub fn list_banks(&self) -> Result<Vec<String>, VaultError> {
        let mut ids: Vec<String> = self.banks()?.into_iter().map(|b| b.id).collect();
        ids.sort_unstable();
        Ok(ids)
    }

    /// One bank's text, verbatim.
    ///
    /// # Errors
    /// As [`Vault::list_banks`].
    pub fn get_bank(&self, id: &str) -> Result<Option<BankText>, VaultError> {
        Ok(self.banks()?.into_iter().find(|b| b.id == id))
    }

    /// Files a bank under its id; the text is kept verbatim. A bank of the
    /// same id makes way once the new one is read back.
    ///
    /// # Errors
    /// `Refused` for an id that is not small letters, digits and `-`.
    pub fn add_bank(&mut self, id: &str, text: &str) -> Result<(), VaultError> {
        if self.access == Access::Read {
            return Err(VaultError::ReadOnly);
        }
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if id.is_empty() || id.len() > 80 || !id.bytes().all(plain) {
            return Err(VaultError::Refused(
                "a bank's id has small letters, digits and - only, at most 80",
            ));
        }
        let older: Vec<String> = self
            .bank_names()?
            .into_iter()
            .filter(|n| number_of(n).is_some_and(|(stem, _)| stem == format!("banks/{id}")))
            .collect();
        let last = older.iter().filter_map(|n| number_of(n)).map(|(_, n)| n).max();
        let number = last.map_or(1, |n| n.saturating_add(1));
        let body = format!("{}{text}", head_of(&self.seal, id, number));
        let signed = self.seal.sign(Purpose::Bank, &body)?;
        put(&*self.store, &name_of(&format!("banks/{id}"), number), signed.as_bytes())?;
        for name in older {
            // Only what is ours and whole goes; anything else stays to be looked at.
            if check_bank(&*self.store, &self.seal, &name).is_ok() {
                let _ = self.store.remove(&name);
            }
        }
        Ok(())
    }

    fn bank_names(&self) -> Result<Vec<String>, VaultError> {
        self.store.list("banks/").map_err(|e| VaultError::store("banks", e))
    }

    fn banks(&self) -> Result<Vec<BankText>, VaultError> {
        let mut newest: std::collections::BTreeMap<String, (u32, String)> =
            std::collections::BTreeMap::default();
        for name in self.bank_names()? {
            if let Ok((id, number, text)) = check_bank(&*self.store, &self.seal, &name)
                && newest.get(&id).is_none_or(|(n, _)| number > *n)
            {
                newest.insert(id, (number, text));
            }
        }
        Ok(newest.into_iter().map(|(id, (_, text))| BankText { id, text }).collect())
    }
}
