//! One file of the journal: a line that says what it is, a sealed and signed
//! key, then frames.
//!
//! `thinkwheel-journal 0 <n>\n`, then n bytes of an ordinary age file holding
//! the armoured signature and the RON with the key, then frames to the end.

use std::fmt;
use std::fs::File;
use std::io;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use ulid::Ulid;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::Entry;
use super::frame::{Frame, Ratchet};
use crate::record;
use crate::vault::error::Refusal;
use crate::vault::keys::Seal;
use crate::vault::platform::Folder;
use crate::vault::signed::{FORMAT, Purpose};
use crate::vault::{VaultError, digest, random, ron_body};

const MAGIC: &str = "thinkwheel-journal ";
/// The line and the sealed key are far smaller.
const LONGEST_LINE: usize = 64;

/// Names a segment.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SegmentId(String);

impl SegmentId {
    /// The segment numbered `number`; the rest of its name is random.
    pub(super) fn fresh(number: u64) -> Self {
        SegmentId(format!("{number:010}-{}.journal", random::hex(8)))
    }

    /// A segment by its file name, if it is one we make.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        let (number, rest) = name.strip_suffix(".journal")?.split_once('-')?;
        (number.len() == 10
            && number.bytes().all(|b| b.is_ascii_digit())
            && rest.len() == 16
            && digest::is_hex(rest))
        .then(|| SegmentId(name.to_owned()))
    }

    pub(super) fn number(&self) -> u64 {
        self.0.split('-').next().and_then(|n| n.parse().ok()).unwrap_or(0)
    }

    /// The file's name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SegmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SegmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SegmentId({})", self.0)
    }
}

/// The segment before this one in the same run, and how far it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Follows {
    pub(super) segment: String,
    pub(super) frames: u64,
}

#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
struct Head {
    format: u32,
    #[zeroize(skip)]
    vault: Ulid,
    segment: String,
    #[zeroize(skip)]
    follows: Option<Follows>,
    /// The first frame's key in hexadecimal digits.
    key: String,
}

/// A segment being written.
pub(super) struct Writer {
    pub(super) id: SegmentId,
    pub(super) file: Arc<File>,
    ratchet: Ratchet,
    pub(super) frames: u64,
}

impl Writer {
    /// Starts a segment: a fresh key, sealed and signed, in one write.
    pub(super) fn start(
        folder: &Folder,
        seal: &Seal,
        number: u64,
        follows: Option<Follows>,
    ) -> Result<Self, io::Error> {
        let failed = |e: VaultError| io::Error::other(e.to_string());
        let id = SegmentId::fresh(number);
        let key = Zeroizing::new(random::bytes::<32>());
        let head = Head {
            format: FORMAT,
            vault: seal.vault,
            segment: id.0.clone(),
            follows,
            key: digest::to_hex(&*key),
        };
        let body = Zeroizing::new(ron_body(&head).map_err(failed)?);
        let signed = Zeroizing::new(seal.sign(Purpose::Journal, &body).map_err(failed)?);
        let sealed = seal.seal(signed.as_bytes()).map_err(failed)?;
        let mut bytes = format!("{MAGIC}{FORMAT} {}\n", sealed.len()).into_bytes();
        bytes.extend_from_slice(&sealed);
        let file = Arc::new(folder.create_file(&id.0)?);
        if let Err(e) = write_once(&file, &bytes) {
            // Half a head holds nothing and would be named as damaged for ever.
            let _ = folder.remove(&id.0);
            return Err(e);
        }
        Ok(Writer { id, file, ratchet: Ratchet::new(key), frames: 0 })
    }

    /// Hands one entry to the system in one write.
    pub(super) fn write(&mut self, entry: &[u8]) -> io::Result<()> {
        let too_large = || io::Error::new(io::ErrorKind::InvalidInput, "too large an entry");
        let frame = self.ratchet.seal(entry).ok_or_else(too_large)?;
        write_once(&self.file, &frame)?;
        self.frames += 1;
        Ok(())
    }
}

/// One write; a short one is a failed one.
fn write_once(mut file: &File, bytes: &[u8]) -> io::Result<()> {
    use io::Write;
    loop {
        match file.write(bytes) {
            Ok(n) if n == bytes.len() => return Ok(()),
            Ok(_) => return Err(io::Error::from(io::ErrorKind::WriteZero)),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
}

/// How a segment ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// At the end of a frame, or in the middle of one that was never finished.
    Whole,
    /// At something that was changed.
    Damaged,
}

/// A segment as read: every whole entry up to its end.
pub(super) struct Read {
    pub(super) follows: Option<Follows>,
    pub(super) entries: Vec<Entry>,
    pub(super) end: End,
}

/// Reads a segment's bytes; none where it holds nothing at all.
pub(super) fn read(seal: &Seal, name: &str, bytes: &[u8]) -> Result<Option<Read>, Refusal> {
    if bytes.iter().all(|b| *b == 0) {
        return Ok(None);
    }
    let line_end =
        bytes.iter().take(LONGEST_LINE).position(|b| *b == b'\n').ok_or(Refusal::Damaged)?;
    let (line, rest) = bytes.split_at(line_end);
    let rest = rest.get(1..).unwrap_or_default();
    let line = std::str::from_utf8(line).map_err(|_| Refusal::Damaged)?;
    let numbers = line.strip_prefix(MAGIC).ok_or(Refusal::Foreign)?;
    let (format, length) = numbers.split_once(' ').ok_or(Refusal::Damaged)?;
    let format: u32 = format.parse().map_err(|_| Refusal::Damaged)?;
    let size: usize = length.parse().map_err(|_| Refusal::Damaged)?;
    if format!("{MAGIC}{format} {size}") != line {
        return Err(Refusal::Damaged);
    }
    // The line is not signed: what it says of a newer format is believed when
    // the head inside says the same.
    let unproved = if format > FORMAT { Refusal::Foreign } else { Refusal::Damaged };
    let (sealed, mut frames) = rest.split_at_checked(size).ok_or(unproved)?;
    let plain =
        seal.open(sealed).map_err(|refusal| if format > FORMAT { unproved } else { refusal })?;
    let body = seal.check(&plain, Purpose::Journal).map_err(|refusal| match refusal {
        Refusal::Newer(found) => Refusal::Newer(found),
        // Sealed whole, and not signed by us: made by somebody else.
        Refusal::Damaged | Refusal::Foreign => Refusal::Foreign,
    })?;
    if format > FORMAT {
        return Err(unproved);
    }
    let head: Head = record::from_ron(body).map_err(|_| Refusal::Damaged)?;
    if head.vault != seal.vault || head.segment != name {
        return Err(Refusal::Foreign);
    }
    let key = digest::from_hex(&head.key)
        .map(Zeroizing::new)
        .and_then(|k| <[u8; 32]>::try_from(k.as_slice()).ok())
        .ok_or(Refusal::Damaged)?;
    let mut ratchet = Ratchet::new(Zeroizing::new(key));
    let mut entries = Vec::new();
    let end = loop {
        match ratchet.open(frames) {
            Frame::Whole(plain, size) => {
                let entry = std::str::from_utf8(&plain).ok().and_then(|t| record::from_ron(t).ok());
                let Some(entry) = entry else { break End::Damaged };
                entries.push(entry);
                frames = frames.get(size..).unwrap_or_default();
            }
            Frame::Torn => break End::Whole,
            Frame::Damaged => break End::Damaged,
        }
    };
    Ok(Some(Read { follows: head.follows.clone(), entries, end }))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::vault::keys::Keys;

    fn based() -> String {
        super::super::write_out(&Entry::Based {
            session: Ulid(1),
            generation: serde_json::from_str("\"00\"").unwrap(),
        })
        .unwrap()
    }

    #[test]
    fn every_flipped_byte_is_refused_and_every_cut_keeps_whole_frames() {
        let folder = tempfile::tempdir().unwrap();
        let open = Folder::open(folder.path()).unwrap();
        let seal = Seal::new(Ulid(9), Arc::new(Keys::generate().unwrap()));
        let mut writer = Writer::start(&open, &seal, 1, None).unwrap();
        let head = std::fs::metadata(folder.path().join(writer.id.as_str())).unwrap().len();
        let head = usize::try_from(head).unwrap();
        for _ in 0..3 {
            writer.write(based().as_bytes()).unwrap();
        }
        let name = writer.id.as_str().to_owned();
        let bytes = std::fs::read(folder.path().join(&name)).unwrap();
        let frame = (bytes.len() - head) / 3;
        let got = read(&seal, &name, &bytes).unwrap().unwrap();
        assert_eq!((got.entries.len(), got.end), (3, End::Whole));
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 0x40;
            match read(&seal, &name, &changed) {
                Err(_) => assert!(at < head, "byte {at} is in a frame"),
                Ok(read) => {
                    let read = read.unwrap();
                    assert_eq!(read.end, End::Damaged, "byte {at}");
                    assert_eq!(read.entries.len(), (at - head) / frame, "byte {at}");
                }
            }
        }
        // A number raised in the line alone is no newer version.
        let raised = [b"thinkwheel-journal 7", &bytes[MAGIC.len() + 1..]].concat();
        assert_eq!(read(&seal, &name, &raised).err(), Some(Refusal::Foreign));
        assert_eq!(read(&seal, &name, b"thinkwheel-journal 7 9\nx").err(), Some(Refusal::Foreign));
        let signed = seal.sign(Purpose::Journal, "(format: 7, other: 1)\n").unwrap();
        let sealed = seal.seal(signed.as_bytes()).unwrap();
        let line = format!("{MAGIC}7 {}\n", sealed.len());
        let newer = [line.as_bytes(), &sealed].concat();
        assert_eq!(read(&seal, &name, &newer).err(), Some(Refusal::Newer(7)));
        for cut in 1..head {
            assert!(read(&seal, &name, &bytes[..cut]).is_err(), "cut at {cut}");
        }
        for cut in head..bytes.len() {
            let got = read(&seal, &name, &bytes[..cut]).unwrap().unwrap();
            assert_eq!((got.entries.len(), got.end), ((cut - head) / frame, End::Whole));
        }
    }
}
