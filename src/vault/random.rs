//! Randomness, which lives here and nowhere above.

use rand::RngCore;
use rand::rngs::OsRng;
use ulid::Ulid;

/// Fresh seeds for the parts of the program that may not draw their own.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seeds;

impl Seeds {
    /// A seed nobody can foresee, from the system.
    pub fn fresh_seed() -> u64 {
        OsRng.next_u64()
    }
}

/// A fresh id, sorted by time.
pub fn fresh_id() -> Ulid {
    Ulid::generate()
}

/// An id that says nothing, not even when it was made.
pub(super) fn silent_id() -> Ulid {
    Ulid::from_bytes(bytes())
}

pub(super) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    OsRng.fill_bytes(&mut bytes);
    bytes
}

/// `n` random bytes in hexadecimal digits.
pub(super) fn hex(n: usize) -> String {
    let mut bytes = vec![0; n];
    OsRng.fill_bytes(&mut bytes);
    super::digest::to_hex(&bytes)
}

/// A number below `limit`, each as likely as the other.
pub(super) fn below(limit: usize) -> usize {
    rand::Rng::gen_range(&mut OsRng, 0..limit.max(1))
}
