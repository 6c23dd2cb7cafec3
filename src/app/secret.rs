//! Words that must not be shown, printed or left in memory longer than needed.

use zeroize::Zeroize;

/// A passphrase on its way to the vault. `Debug` prints nothing of it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Secret(String);

impl Secret {
    /// Takes the words over.
    pub fn new(words: String) -> Self {
        Secret(words)
    }

    /// The words, for the one who must use them.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}
