//! The question banks at hand in an open vault.

use super::vaulter::sentence;
use crate::practice::Banks;
use crate::vault::{Vault, VaultError};

/// The vault's own banks over those that ship with the program.
pub struct AtHand {
    /// The banks to be used.
    pub banks: Banks,
    /// Ids of the vault's banks that do not check, and are not used.
    pub unused: Vec<String>,
}

/// Lays a vault's own banks over `built_in`. One that does not check changes
/// nothing and is named.
///
/// # Errors
/// Where the vault's banks cannot be listed.
pub fn at_hand(built_in: Banks, vault: &Vault) -> Result<AtHand, VaultError> {
    let (mut banks, mut unused) = (built_in, Vec::new());
    for id in vault.list_banks()? {
        let Some(bank) = vault.get_bank(&id)? else { continue };
        if banks.add(&bank.text, &format!("banks/{id}.ron")).is_err() {
            unused.push(id);
        }
    }
    Ok(AtHand { banks, unused })
}

/// The banks for the screen; what is to be said of them goes to `trouble`.
pub(super) fn tell(built_in: Banks, vault: &Vault, trouble: &mut Vec<String>) -> Banks {
    match at_hand(built_in.clone(), vault) {
        Ok(at_hand) => {
            trouble.extend(at_hand.unused.iter().map(|id| sentence(&unused(id))));
            at_hand.banks
        }
        Err(why) => {
            trouble.push(sentence(&why));
            built_in
        }
    }
}

/// What is said of a bank that is not used.
pub fn unused(id: &str) -> String {
    format!(
        "the vault's question bank {id} does not check and is not used; `thinkwheel bank check` \
         names what is wrong in its file, and `thinkwheel bank import` takes it once it is right"
    )
}
