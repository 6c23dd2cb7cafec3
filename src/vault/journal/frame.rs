//! Frames of a segment: one sealed entry each, under a key that moves on.
//!
//! `length (4, little endian) · check of length (4) · ChaCha20-Poly1305`.
//! Frame n is sealed with the n-th key and the nonce n (four zero bytes, then n
//! as eight, little endian); each key is the SHA-256 of the one before it, so
//! what is in memory opens nothing that was written earlier. The check lets a
//! torn tail (the power went) be told from a changed length (somebody did).

use chacha20poly1305::aead::AeadInPlace;
use chacha20poly1305::{ChaCha20Poly1305, Key, KeyInit, Nonce, Tag};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

const NEXT: &[u8] = b"thinkwheel-journal-next";
const LENGTH: &[u8] = b"thinkwheel-journal-length";
const HEAD: usize = 8;
const TAG: usize = 16;
/// No entry is larger: a snapshot of the largest record fits well.
const LARGEST: usize = 64 << 20;

/// The key of the next frame, and its number.
pub(super) struct Ratchet {
    key: Zeroizing<[u8; 32]>,
    counter: u64,
}

/// What stands at a place in a segment.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// A whole frame: its words, and how many bytes it took.
    Whole(Zeroizing<Vec<u8>>, usize),
    /// The end, or the beginning of a frame that was never finished.
    Torn,
    /// Something was changed.
    Damaged,
}

impl Ratchet {
    pub(super) fn new(key: Zeroizing<[u8; 32]>) -> Self {
        Ratchet { key, counter: 0 }
    }

    /// Seals one entry; none where it is too large, and nothing has moved on.
    pub(super) fn seal(&mut self, plain: &[u8]) -> Option<Vec<u8>> {
        let length = u32::try_from(plain.len() + TAG).ok()?;
        if plain.len() + TAG > LARGEST {
            return None;
        }
        let mut frame = Vec::with_capacity(HEAD + plain.len() + TAG);
        frame.extend_from_slice(&length.to_le_bytes());
        frame.extend_from_slice(&self.check(length));
        frame.extend_from_slice(plain);
        let tag = {
            let body = frame.get_mut(HEAD..)?;
            let sealed = self.cipher().encrypt_in_place_detached(&self.nonce(), b"", body);
            if let Ok(tag) = sealed {
                tag
            } else {
                frame.zeroize();
                return None;
            }
        };
        frame.extend_from_slice(&tag);
        self.advance();
        Some(frame)
    }

    /// Opens the frame at the start of `bytes`.
    pub(super) fn open(&mut self, bytes: &[u8]) -> Frame {
        if bytes.iter().all(|b| *b == 0) {
            // Some file systems grow a file before its bytes arrive.
            return Frame::Torn;
        }
        let Some((head, rest)) = bytes.split_at_checked(HEAD) else { return Frame::Torn };
        let (length, check) = head.split_at(4);
        let Ok(length) = <[u8; 4]>::try_from(length).map(u32::from_le_bytes) else {
            return Frame::Damaged;
        };
        if check != self.check(length).as_slice() {
            return Frame::Damaged;
        }
        let size = length as usize;
        let Some(sealed) = rest.get(..size) else { return Frame::Torn };
        let Some((body, tag)) = size.checked_sub(TAG).and_then(|at| sealed.split_at_checked(at))
        else {
            return Frame::Damaged;
        };
        let mut plain = Zeroizing::new(body.to_vec());
        let opened = self.cipher().decrypt_in_place_detached(
            &self.nonce(),
            b"",
            &mut plain,
            Tag::from_slice(tag),
        );
        if opened.is_err() {
            return Frame::Damaged;
        }
        self.advance();
        Frame::Whole(plain, HEAD + size)
    }

    fn cipher(&self) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(Key::from_slice(&*self.key))
    }

    fn nonce(&self) -> Nonce {
        let mut nonce = [0; 12];
        let (_, counter) = nonce.split_at_mut(4);
        counter.copy_from_slice(&self.counter.to_le_bytes());
        Nonce::from(nonce)
    }

    fn check(&self, length: u32) -> [u8; 4] {
        let digest: [u8; 32] = Sha256::new()
            .chain_update(LENGTH)
            .chain_update(*self.key)
            .chain_update(length.to_le_bytes())
            .finalize()
            .into();
        let [a, b, c, d, ..] = digest;
        [a, b, c, d]
    }

    fn advance(&mut self) {
        let next: [u8; 32] =
            Sha256::new().chain_update(NEXT).chain_update(*self.key).finalize().into();
        *self.key = next;
        self.counter += 1;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn ratchet() -> Ratchet {
        Ratchet::new(Zeroizing::new([7; 32]))
    }

    #[test]
    fn frames_open_in_order_and_only_in_order() {
        let mut write = ratchet();
        let frames: Vec<Vec<u8>> =
            [&b"one"[..], b"", b"three"].iter().map(|p| write.seal(p).unwrap()).collect();
        let mut read = ratchet();
        for (frame, plain) in frames.iter().zip([&b"one"[..], b"", b"three"]) {
            let whole = Frame::Whole(Zeroizing::new(plain.to_vec()), frame.len());
            assert_eq!(read.open(frame), whole);
        }
        assert_eq!(ratchet().open(&frames[1]), Frame::Damaged);
    }

    #[test]
    fn a_cut_is_torn_and_a_flip_is_damage() {
        let frame = ratchet().seal(b"some words").unwrap();
        for at in 0..frame.len() {
            assert_eq!(ratchet().open(&frame[..at]), Frame::Torn, "cut at {at}");
            let mut changed = frame.clone();
            changed[at] ^= 0x10;
            assert_eq!(ratchet().open(&changed), Frame::Damaged, "flip at {at}");
        }
        assert_eq!(ratchet().open(&[0; 400]), Frame::Torn);
    }
}
