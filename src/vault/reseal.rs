//! Sealing anew: every generation to every key the roster asks for.

use super::error::VaultError;
use super::generation::{self, Known};
use super::store::StoreError;
use super::{Vault, create};

impl Vault {
    /// Seals anew what is sealed to too few keys. Each file is written anew and
    /// read back before the old one goes; one that fails stays on the list, and
    /// the others are gone on with.
    pub(super) fn reseal(&mut self) -> Result<(), VaultError> {
        let mut failed = Ok(());
        for known in std::mem::take(&mut self.catalogue.under) {
            if let Err(e) = self.reseal_one(&known) {
                self.catalogue.under.push(known);
                failed = failed.and(Err(e));
            }
        }
        failed
    }

    fn reseal_one(&mut self, known: &Known) -> Result<(), VaultError> {
        let better = self
            .catalogue
            .get(&known.id)
            .is_some_and(|k| k.name != known.name && k.recipients >= self.seal.recipients());
        if better && self.load(&known.id).is_ok() {
            // An old copy beside one that all can open.
            let _ = self.store.remove(&known.name);
            return Ok(());
        }
        let bytes = match self.store.get(&known.name) {
            Ok(bytes) => bytes,
            // Collapsed since.
            Err(StoreError::NotFound) => return Ok(()),
            Err(e) => return Err(VaultError::store(&known.name, e)),
        };
        let (name, sealed) = generation::reseal(&self.seal, known, &bytes)?;
        create::put(&*self.store, &name, &sealed)?;
        self.catalogue.resealed(&known.id, name, self.seal.recipients());
        let _ = self.store.remove(&known.name);
        Ok(())
    }
}
