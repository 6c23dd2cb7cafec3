//! The owner's two keys, the one file they rest in, and what they do.
//!
//! The file is an ordinary age identity file under a passphrase: stock
//! `age -d -i owner.age x.age` takes it. The signing seed stands in a comment
//! line of the same file. Scrypt is spent here and on a recovery file only,
//! never on a record.

use std::io::{Read, Write};
use std::sync::Arc;

use age::secrecy::{ExposeSecret, SecretString};
use age::x25519;
use age::{DecryptError, Decryptor, Encryptor};
use ssh_key::private::{Ed25519Keypair, KeypairData};
use ssh_key::{HashAlg, PrivateKey, PublicKey};
use ulid::Ulid;
use zeroize::{Zeroize, Zeroizing};

use super::error::{Refusal, VaultError};
use super::signed::{self, Purpose};
use super::{digest, random};

/// Scrypt work factor for new key files (2^17: about half a second).
pub const WORK_FACTOR: u8 = 17;
/// Key files above this are refused when reading.
pub const MAX_WORK_FACTOR: u8 = 20;

/// The owner's identity (opens) and signing key (signs).
pub(super) struct Keys {
    identity: x25519::Identity,
    signing: PrivateKey,
}

impl Keys {
    /// Fresh keys from the system's randomness.
    pub(super) fn generate() -> Result<Self, VaultError> {
        let seed = Zeroizing::new(random::bytes::<32>());
        Ok(Keys { identity: x25519::Identity::generate(), signing: signing_key(&seed)? })
    }

    pub(super) fn public(&self) -> PublicKey {
        let mut key = self.signing.public_key().clone();
        key.set_comment("");
        key
    }

    pub(super) fn recipient(&self) -> x25519::Recipient {
        self.identity.to_public()
    }

    /// The key file's bytes, sealed under a passphrase.
    pub(super) fn to_file(
        &self,
        vault: Ulid,
        passphrase: &SecretString,
        work_factor: u8,
    ) -> Result<Vec<u8>, VaultError> {
        let seed = self.signing.key_data().ed25519().map(|pair| pair.private.to_bytes());
        let seed = Zeroizing::new(seed.ok_or_else(|| VaultError::internal("no signing key"))?);
        let seed_hex = Zeroizing::new(digest::to_hex(&*seed));
        let text = Zeroizing::new(format!(
            "# thinkwheel owner key, format {}\n# vault: {vault}\n# public key: {}\n\
             # signing key (Ed25519 seed): {}\n{}\n",
            signed::FORMAT,
            self.recipient(),
            seed_hex.as_str(),
            self.identity.to_string().expose_secret(),
        ));
        seal_under_passphrase(text.as_bytes(), passphrase, work_factor)
    }

    /// Opens a key file.
    pub(super) fn from_file(
        bytes: &[u8],
        passphrase: &SecretString,
    ) -> Result<(Self, Ulid), VaultError> {
        let text = open_under_passphrase(bytes, passphrase)?;
        let damaged = || VaultError::Damaged { name: "keys/owner.age".into() };
        let text = std::str::from_utf8(&text).map_err(|_| damaged())?;
        let line = |start: &str| text.lines().find_map(|l| l.strip_prefix(start));
        let format: u32 = line("# thinkwheel owner key, format ")
            .and_then(|n| n.parse().ok())
            .ok_or_else(damaged)?;
        if format > signed::FORMAT {
            return Err(VaultError::NewerFormat { name: "keys/owner.age".into(), found: format });
        }
        let vault = line("# vault: ").and_then(|v| v.parse().ok()).ok_or_else(damaged)?;
        let seed = line("# signing key (Ed25519 seed): ")
            .and_then(digest::from_hex)
            .map(Zeroizing::new)
            .ok_or_else(damaged)?;
        let seed = Zeroizing::new(<[u8; 32]>::try_from(seed.as_slice()).map_err(|_| damaged())?);
        let identity = text
            .lines()
            .find(|l| l.starts_with("AGE-SECRET-KEY-1"))
            .and_then(|l| l.parse().ok())
            .ok_or_else(damaged)?;
        Ok((Keys { identity, signing: signing_key(&seed)? }, vault))
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}

fn signing_key(seed: &[u8; 32]) -> Result<PrivateKey, VaultError> {
    PrivateKey::new(KeypairData::from(Ed25519Keypair::from_seed(seed)), "owner")
        .map_err(|_| VaultError::internal("the signing key could not be made"))
}

/// A key's SHA-256 fingerprint, as `ssh-keygen -l` prints it.
pub(super) fn fingerprint(key: &PublicKey) -> String {
    key.fingerprint(HashAlg::Sha256).to_string()
}

/// Seals under a passphrase with a set work factor.
pub(super) fn seal_under_passphrase(
    plain: &[u8],
    passphrase: &SecretString,
    work_factor: u8,
) -> Result<Vec<u8>, VaultError> {
    if !(1..=MAX_WORK_FACTOR).contains(&work_factor) {
        return Err(VaultError::Refused("the work factor must be from 1 to 20"));
    }
    let mut recipient = age::scrypt::Recipient::new(passphrase.clone());
    recipient.set_work_factor(work_factor);
    seal_to(&[&recipient], plain)
}

/// Opens what a passphrase sealed; more work than 2^20 is refused.
pub(super) fn open_under_passphrase(
    bytes: &[u8],
    passphrase: &SecretString,
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let damaged = || VaultError::Damaged { name: "keys/owner.age".into() };
    header_of(bytes).ok_or_else(damaged)?;
    let mut identity = age::scrypt::Identity::new(passphrase.clone());
    identity.set_max_work_factor(MAX_WORK_FACTOR);
    let decryptor = Decryptor::new_buffered(bytes).map_err(|_| damaged())?;
    if !decryptor.is_scrypt() {
        return Err(damaged());
    }
    let mut reader = decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)).map_err(
        |e| match e {
            DecryptError::ExcessiveWork { required, .. } => {
                VaultError::TooMuchWork { found: required }
            }
            DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => {
                VaultError::WrongPassphrase
            }
            _ => damaged(),
        },
    )?;
    let mut plain = Zeroizing::new(Vec::with_capacity(bytes.len()));
    reader.read_to_end(&mut plain).map_err(|_| damaged())?;
    Ok(plain)
}

/// A header of ours is far shorter, and the work of reading one grows with the
/// square of its length: a longer one would hold up every opening.
const LONGEST_HEADER: usize = 4096;

/// The header of an age file, if it ends where one of ours would have.
fn header_of(sealed: &[u8]) -> Option<&[u8]> {
    const END: &[u8] = b"\n--- ";
    let start = sealed.get(..LONGEST_HEADER).unwrap_or(sealed);
    start.windows(END.len()).position(|w| w == END).and_then(|end| start.get(..end))
}

/// To how many keys an age file is sealed; what other programs add to a header
/// is not counted.
pub(super) fn recipients_of(sealed: &[u8]) -> u8 {
    const KEY: &[u8] = b"\n-> X25519 ";
    let found = header_of(sealed).unwrap_or_default().windows(KEY.len()).filter(|w| *w == KEY);
    u8::try_from(found.count()).unwrap_or(u8::MAX)
}

fn seal_to(recipients: &[&dyn age::Recipient], plain: &[u8]) -> Result<Vec<u8>, VaultError> {
    let failed = |_| VaultError::internal("sealing failed");
    let encryptor = Encryptor::with_recipients(recipients.iter().copied())
        .map_err(|_| VaultError::internal("sealing failed"))?;
    let mut sealed = Vec::with_capacity(plain.len() + 512);
    let mut writer = encryptor.wrap_output(&mut sealed).map_err(failed)?;
    writer.write_all(plain).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(sealed)
}

/// Everything needed to sign, seal, open and check: cheap to clone, and what a
/// journal carries to its own thread. The keys go when the last clone goes.
#[derive(Clone)]
pub(super) struct Seal {
    pub(super) vault: Ulid,
    keys: Arc<Keys>,
    recovery: Option<x25519::Recipient>,
    /// Keys whose generations count: the owner's, and earlier ones of theirs.
    approved: Vec<PublicKey>,
}

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Seal").field("vault", &self.vault).finish_non_exhaustive()
    }
}

impl Seal {
    pub(super) fn new(vault: Ulid, keys: Arc<Keys>) -> Self {
        let approved = vec![keys.public()];
        Seal { vault, keys, recovery: None, approved }
    }

    pub(super) fn with_recovery(mut self, recovery: Option<x25519::Recipient>) -> Self {
        self.recovery = recovery;
        self
    }

    pub(super) fn approve(&mut self, key: PublicKey) {
        self.approved.push(key);
    }

    pub(super) fn keys(&self) -> &Keys {
        &self.keys
    }

    pub(super) fn approved(&self) -> &[PublicKey] {
        &self.approved
    }

    pub(super) fn has_recovery(&self) -> bool {
        self.recovery.is_some()
    }

    /// The recovery key as the roster names it.
    pub(super) fn recovery_key(&self) -> Option<String> {
        self.recovery.as_ref().map(ToString::to_string)
    }

    /// To how many keys a record is sealed now.
    pub(super) fn recipients(&self) -> u8 {
        1 + u8::from(self.has_recovery())
    }

    /// Signs a body as the owner.
    pub(super) fn sign(&self, purpose: Purpose, body: &str) -> Result<String, VaultError> {
        signed::sign(&self.keys.signing, purpose, body)
            .map_err(|_| VaultError::internal("signing failed"))
    }

    /// The owner's signature over a text that is kept elsewhere.
    pub(super) fn armour(&self, purpose: Purpose, body: &str) -> Result<String, VaultError> {
        signed::armour(&self.keys.signing, purpose, body)
            .map_err(|_| VaultError::internal("signing failed"))
    }

    /// Seals to somebody else and to the owner, who can read what was sent.
    pub(super) fn seal_for(
        &self,
        other: &x25519::Recipient,
        plain: &[u8],
    ) -> Result<Vec<u8>, VaultError> {
        seal_to(&[other, &self.keys.recipient()], plain)
    }

    /// The body, if an approved key signed it.
    pub(super) fn check<'a>(&self, bytes: &'a [u8], purpose: Purpose) -> Result<&'a str, Refusal> {
        signed::check(bytes, purpose, &self.approved)
    }

    /// Seals to the owner and, where there is one, to recovery.
    pub(super) fn seal(&self, plain: &[u8]) -> Result<Vec<u8>, VaultError> {
        let owner = self.keys.recipient();
        match &self.recovery {
            Some(recovery) => seal_to(&[&owner, recovery], plain),
            None => seal_to(&[&owner], plain),
        }
    }

    /// Opens what was sealed to the owner.
    pub(super) fn open(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Refusal> {
        header_of(sealed).ok_or(Refusal::Foreign)?;
        let decryptor = Decryptor::new_buffered(sealed).map_err(|e| match e {
            DecryptError::InvalidMac => Refusal::Damaged,
            _ => Refusal::Foreign,
        })?;
        let identity = &self.keys.identity as &dyn age::Identity;
        let mut reader = decryptor.decrypt(std::iter::once(identity)).map_err(|e| match e {
            DecryptError::NoMatchingKeys => Refusal::Foreign,
            _ => Refusal::Damaged,
        })?;
        let mut plain = Vec::with_capacity(sealed.len());
        if reader.read_to_end(&mut plain).is_err() {
            plain.zeroize();
            return Err(Refusal::Damaged);
        }
        Ok(Zeroizing::new(plain))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::time::{Duration, Instant};

    /// An age file whose header goes on and on.
    fn huge(stanza: &str, count: usize) -> Vec<u8> {
        let mut bytes = b"age-encryption.org/v1\n".to_vec();
        bytes.extend(stanza.repeat(count).into_bytes());
        bytes.extend(b"--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n0123456789abcdef");
        bytes
    }

    #[test]
    fn a_huge_header_is_refused_at_once() {
        let key = "A".repeat(43);
        let many = huge(&format!("-> X25519 {key}\n{key}\n"), 20_000);
        let mut one = b"age-encryption.org/v1\n-> x y\n".to_vec();
        one.extend(format!("{}\n", "A".repeat(64)).repeat(40_000).into_bytes());
        one.extend(b"AA\n--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n0123456789abcdef");
        let seal = Seal::new(Ulid(9), Arc::new(Keys::generate().unwrap()));
        let begun = Instant::now();
        for bytes in [many, one] {
            assert_eq!(seal.open(&bytes).err(), Some(Refusal::Foreign));
            let passphrase = SecretString::from("kettle");
            assert!(matches!(
                open_under_passphrase(&bytes, &passphrase),
                Err(VaultError::Damaged { .. })
            ));
        }
        assert!(begun.elapsed() < Duration::from_secs(2));
        // What we make ourselves is far below the limit, with a recovery key too.
        let recovery = x25519::Identity::generate().to_public();
        for seal in [seal.clone(), seal.with_recovery(Some(recovery))] {
            let sealed = seal.seal(b"words").unwrap();
            assert!(header_of(&sealed).unwrap().len() < LONGEST_HEADER / 2);
            assert_eq!(*seal.open(&sealed).unwrap(), b"words");
        }
    }
}
