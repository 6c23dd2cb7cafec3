//! The layouts of notes at hand in an open vault.

use crate::record::{Layout, Layouts};
use crate::vault::{Vault, VaultError};

/// The vault's own layouts beside those that ship with the program, and what
/// is to be said of those that are not used.
///
/// # Errors
/// Where the vault's layouts cannot be listed.
pub fn layouts_at_hand(vault: &Vault) -> Result<(Layouts, Vec<String>), VaultError> {
    let (mut layouts, mut said) = (Layouts::built_in(), Vec::new());
    for own in vault.layouts()? {
        // It is known by the id it was filed and signed under.
        match Layout::read(&own.text, &format!("layouts/{}.ron", own.id)) {
            Ok(layout) if layout.id == own.id => layouts.add(layout),
            _ => said.push(format!(
                "the vault's layout {} does not check and is not used; `thinkwheel layout check` \
                 names what is wrong in its file, and `thinkwheel layout import` takes it once \
                 it is right",
                own.id
            )),
        }
    }
    if layouts.get(&vault.rules().layout).is_none() {
        said.push(format!(
            "the layout that this vault is to use is not at hand, so notes have the layout {}; \
             `thinkwheel layout list` names those at hand, `thinkwheel layout use` chooses one",
            layouts.in_force(vault.rules()).id
        ));
    }
    Ok((layouts, said))
}
