//! Rules of practice: signed, readable, kept by number.
//!
//! Nothing is replaced: the first is `settings.ron`, the next `settings.2.ron`;
//! the highest number counts, and older ones go once it is read back.

use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::create::put;
use super::error::{Problem, ProblemKind, VaultError};
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

pub(super) fn name_of(stem: &str, number: u32) -> String {
    if number == 1 { format!("{stem}.ron") } else { format!("{stem}.{number}.ron") }
}

/// Stem and number of a name: `banks/x.2.ron` is the second `banks/x`.
pub(super) fn number_of(name: &str) -> Option<(&str, u32)> {
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

pub(super) fn fetch(store: &dyn Store, name: &str) -> Result<Vec<u8>, ProblemKind> {
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
}
