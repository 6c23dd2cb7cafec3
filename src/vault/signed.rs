//! Signed text: an armoured SSH signature, then what is signed to the end.
//!
//! `ssh-keygen -Y verify` checks it, once what follows the first END line is
//! cut off into a file of its own (docs/vault-format.md has the commands).
//! Nothing is believed before its signature is checked, the format number
//! neither: anybody could write a high one.

use ssh_key::{HashAlg, LineEnding, PrivateKey, PublicKey, SshSig};

use super::error::Refusal;

/// The format this version writes, until it is frozen as 1.
pub(super) const FORMAT: u32 = 0;

const END: &str = "-----END SSH SIGNATURE-----\n";

/// What a signature is about: one is never mistaken for the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Vault,
    Roster,
    Settings,
    Bank,
    Generation,
    Journal,
    Pins,
    Dropped,
    Index,
    Card,
    Agreement,
    Bundle,
    Tombstone,
    Layout,
}

impl Purpose {
    /// The namespace given to `ssh-keygen -n`.
    pub(super) fn namespace(self) -> &'static str {
        match self {
            Purpose::Vault => "thinkwheel-vault",
            Purpose::Roster => "thinkwheel-roster",
            Purpose::Settings => "thinkwheel-settings",
            Purpose::Bank => "thinkwheel-bank",
            Purpose::Generation => "thinkwheel-generation",
            Purpose::Journal => "thinkwheel-journal",
            Purpose::Pins => "thinkwheel-pins",
            Purpose::Dropped => "thinkwheel-dropped",
            Purpose::Index => "thinkwheel-index",
            Purpose::Card => "thinkwheel-card",
            Purpose::Agreement => "thinkwheel-agreement",
            Purpose::Bundle => "thinkwheel-bundle",
            Purpose::Tombstone => "thinkwheel-tombstone",
            Purpose::Layout => "thinkwheel-layout",
        }
    }
}

/// Signs a body; what comes out is the signature and the body, verbatim.
pub(super) fn sign(key: &PrivateKey, purpose: Purpose, body: &str) -> ssh_key::Result<String> {
    let mut text = armour(key, purpose, body)?;
    text.push_str(body);
    Ok(text)
}

/// The signature by itself, where what is signed is kept elsewhere.
pub(super) fn armour(key: &PrivateKey, purpose: Purpose, body: &str) -> ssh_key::Result<String> {
    let signature = key.sign(purpose.namespace(), HashAlg::Sha512, body.as_bytes())?;
    let mut text = signature.to_pem(LineEnding::LF)?;
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}

/// Splits at the first END line, so that words holding such a line cannot
/// confuse it.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let end = text.find(END)? + END.len();
    Some(text.split_at(end))
}

/// The body, if one of the approved keys signed it for this purpose.
pub(super) fn check<'a>(
    bytes: &'a [u8],
    purpose: Purpose,
    approved: &[PublicKey],
) -> Result<&'a str, Refusal> {
    let text = std::str::from_utf8(bytes).map_err(|_| Refusal::Damaged)?;
    let (armour, body) = split(text).ok_or(Refusal::Foreign)?;
    let signer = signer(armour, body, purpose)?;
    if !approved.iter().any(|k| k.key_data() == signer.key_data()) {
        return Err(Refusal::Foreign);
    }
    match format_of(body) {
        Some(found) if found > FORMAT => Err(Refusal::Newer(found)),
        Some(_) => Ok(body),
        None => Err(Refusal::Damaged),
    }
}

/// Whose signature this is over the body, if it holds: nothing is said of
/// whether that key counts.
pub(super) fn signer(armour: &str, body: &str, purpose: Purpose) -> Result<PublicKey, Refusal> {
    let signature = SshSig::from_pem(armour).map_err(|_| Refusal::Damaged)?;
    // One signature has one spelling: a changed byte that decodes to the same
    // signature is still a changed byte.
    if signature.to_pem(LineEnding::LF).is_ok_and(|pem| pem.trim_end() != armour.trim_end())
        || !armour.ends_with(END)
    {
        return Err(Refusal::Damaged);
    }
    let signer = PublicKey::from(signature.public_key().clone());
    match signer.verify(purpose.namespace(), body.as_bytes(), &signature) {
        Ok(()) => Ok(signer),
        Err(_) => Err(Refusal::Damaged),
    }
}

/// The format number, which stands first: `(format: 0, …`, for a bank or a
/// layout behind a comment mark. Read by hand, because nothing is parsed before it is known.
fn format_of(body: &str) -> Option<u32> {
    let rest = body.strip_prefix("// ").unwrap_or(body);
    let rest = rest.trim_start().strip_prefix('(')?.trim_start();
    let rest = rest.strip_prefix("format")?.trim_start().strip_prefix(':')?.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    rest.get(..digits)?.parse().ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use ssh_key::private::{Ed25519Keypair, KeypairData};

    fn key(seed: u8) -> PrivateKey {
        let pair = Ed25519Keypair::from_seed(&[seed; 32]);
        PrivateKey::new(KeypairData::from(pair), "test").unwrap()
    }

    #[test]
    fn every_changed_byte_and_every_cut_is_refused() {
        let key = key(1);
        let approved = [key.public_key().clone()];
        let text = sign(&key, Purpose::Settings, "(format: 0, a: \"b\")\n").unwrap();
        assert!(check(text.as_bytes(), Purpose::Settings, &approved).is_ok());
        for at in 0..text.len() {
            for flip in [1, 2, 0x20, 0x80] {
                let mut bytes = text.clone().into_bytes();
                bytes[at] ^= flip;
                assert!(check(&bytes, Purpose::Settings, &approved).is_err(), "byte {at} ^ {flip}");
            }
            assert!(check(&text.as_bytes()[..at], Purpose::Settings, &approved).is_err());
        }
    }

    #[test]
    fn another_key_is_foreign_and_another_purpose_is_refused() {
        let (mine, other) = (key(1), key(2));
        let approved = [mine.public_key().clone()];
        let text = sign(&other, Purpose::Roster, "(format: 0)\n").unwrap();
        assert_eq!(check(text.as_bytes(), Purpose::Roster, &approved), Err(Refusal::Foreign));
        let text = sign(&mine, Purpose::Roster, "(format: 0)\n").unwrap();
        assert!(check(text.as_bytes(), Purpose::Settings, &approved).is_err());
        assert_eq!(check(b"(format: 0)", Purpose::Roster, &approved), Err(Refusal::Foreign));
    }

    #[test]
    fn newer_is_said_only_of_what_an_approved_key_signed() {
        let (mine, other) = (key(1), key(2));
        let approved = [mine.public_key().clone()];
        let check = |text: &str| {
            super::check(text.as_bytes(), Purpose::Generation, &approved).map(str::to_owned)
        };
        let body = "(format: 7, more: 1)\n";
        let signed = sign(&mine, Purpose::Generation, body).unwrap();
        assert_eq!(check(&signed), Err(Refusal::Newer(7)));
        let theirs = sign(&other, Purpose::Generation, body).unwrap();
        assert_eq!(check(&theirs), Err(Refusal::Foreign));
        // A number raised by hand, and no signature at all.
        let raised = sign(&mine, Purpose::Generation, "(format: 0)\n").unwrap();
        let raised = raised.replacen("format: 0", "format: 7", 1);
        assert_eq!(check(&raised), Err(Refusal::Damaged));
        let armour = "-----BEGIN SSH SIGNATURE-----\nx\n-----END SSH SIGNATURE-----\n";
        assert_eq!(check(&format!("{armour}{body}")), Err(Refusal::Damaged));
        assert_eq!(check(body), Err(Refusal::Foreign));
    }

    #[test]
    fn the_format_is_read_before_anything_else() {
        assert_eq!(format_of("(format: 12, x: …"), Some(12));
        assert_eq!(format_of("(\n  format: 0,"), Some(0));
        assert_eq!(format_of("// (format: 3)\n(…"), Some(3));
        assert_eq!(format_of("(forma: 0"), None);
        let key = key(1);
        let text = sign(&key, Purpose::Vault, "(format: 7)\n").unwrap();
        let approved = [key.public_key().clone()];
        assert_eq!(check(text.as_bytes(), Purpose::Vault, &approved), Err(Refusal::Newer(7)));
    }
}
