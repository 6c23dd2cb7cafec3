//! One generation of one session: signed, padded, sealed, never replaced.

use std::fmt;

use serde::{Deserialize, Serialize};
use ulid::Ulid;
use zeroize::Zeroizing;

use super::agreement::{AgreementCheck, Signers};
use super::error::{Refusal, VaultError};
use super::keys::{self, Seal};
use super::roster::Rosters;
use super::signed::{FORMAT, Purpose};
use super::tombstone::Tombstones;
use super::{digest, random};
pub use crate::record::LARGEST_RECORD;
use crate::record::{self, Header, Session, Stamp, agreed};

/// Digits of an id by which a generation names what it has replaced.
const SHORT: usize = 32;

/// Names a generation: SHA-256 of its signed text. It stays the same when the
/// same text is sealed again to more keys.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GenerationId(String);

impl GenerationId {
    pub(super) fn of(signed: &[u8]) -> Self {
        GenerationId(digest::of(signed))
    }

    /// The first 32 digits.
    pub(super) fn short(&self) -> &str {
        self.0.get(..SHORT).unwrap_or(&self.0)
    }

    /// All 64 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for GenerationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for GenerationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GenerationId({}…)", self.0.get(..12).unwrap_or(&self.0))
    }
}

/// What is known of a generation without its words, kept in the sealed index.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Known {
    /// The file's name.
    pub(super) name: String,
    pub(super) id: GenerationId,
    pub(super) session: Ulid,
    pub(super) parents: Vec<GenerationId>,
    /// Earlier ancestors, oldest first, in short: they may be gone, and must
    /// not become heads again when an old copy turns up.
    pub(super) replaced: Vec<String>,
    pub(super) number: u32,
    pub(super) written: Stamp,
    /// To how many keys the file is sealed; none where an older index did not
    /// count them.
    #[serde(default)]
    pub(super) recipients: u8,
    /// Ids of the agreements it holds.
    pub(super) agreements: Vec<Ulid>,
    /// Of these, the ones that do not hold.
    #[serde(default)]
    pub(super) troubled: Vec<(Ulid, AgreementCheck)>,
    /// Prints of what may never change again: each must be in every successor.
    #[serde(default)]
    pub(super) finals: Vec<String>,
    /// Prints of what was final in a version that was brought together with
    /// another, and does not stand: each is about something that stands in
    /// other words.
    #[serde(default)]
    pub(super) sets_aside: Vec<String>,
    /// The file holds words that had to be removed.
    #[serde(default)]
    pub(super) holds_removed: bool,
    pub(super) header: Header,
}

/// By what a generation is judged when it is read: whose rosters and keys
/// count, and what had to be removed.
#[derive(Default)]
pub(super) struct Judge {
    pub(super) rosters: Rosters,
    pub(super) signers: Signers,
    pub(super) tombstones: Tombstones,
}

impl Known {
    /// Whether something is final in both and says something else in each.
    pub(super) fn differs_in_final(&self, other: &Known) -> bool {
        self.finals
            .iter()
            .any(|a| other.finals.iter().any(|b| a != b && a.get(..OF_WHAT) == b.get(..OF_WHAT)))
    }

    /// Whether something that was final before it stands here, or was set
    /// aside for something final that says the same thing in other words.
    pub(super) fn answers_for(&self, print: &String) -> bool {
        self.finals.contains(print)
            || (self.sets_aside.contains(print) && has_rival(&self.finals, print))
    }

    /// Whether `id` is an ancestor of this one.
    pub(super) fn descends_from(&self, id: &GenerationId) -> bool {
        self.parents.contains(id) || self.replaced.iter().any(|r| r == id.short())
    }
}

#[derive(Serialize)]
struct Writing<'a> {
    format: u32,
    vault: Ulid,
    id: &'a str,
    session: Ulid,
    number: u32,
    written: Stamp,
    parents: &'a [GenerationId],
    replaced: &'a [String],
    sets_aside: &'a [String],
    roster: &'a str,
    record: &'a Session,
}

#[derive(Deserialize)]
struct Reading {
    vault: Ulid,
    id: String,
    session: Ulid,
    number: u32,
    written: Stamp,
    parents: Vec<GenerationId>,
    replaced: Vec<String>,
    #[serde(default)]
    sets_aside: Vec<String>,
    roster: String,
    record: Session,
}

/// What a new generation is bound to.
pub(super) struct Binding<'a> {
    pub(super) number: u32,
    pub(super) written: Stamp,
    pub(super) parents: &'a [GenerationId],
    pub(super) replaced: &'a [String],
    pub(super) sets_aside: &'a [String],
    pub(super) roster: &'a str,
    pub(super) signers: &'a Signers,
}

/// A sealed generation, ready to be stored.
pub(super) struct Encoded {
    pub(super) known: Known,
    pub(super) sealed: Vec<u8>,
}

/// Why nothing was encoded.
pub(super) enum EncodeError {
    TooLarge(usize),
    Failed(VaultError),
}

/// Signs, pads and seals.
pub(super) fn encode(
    seal: &Seal,
    session: &Session,
    binding: &Binding<'_>,
) -> Result<Encoded, EncodeError> {
    let id = random::hex(16);
    let body = record::to_ron(&Writing {
        format: FORMAT,
        vault: seal.vault,
        id: &id,
        session: session.id,
        number: binding.number,
        written: binding.written,
        parents: binding.parents,
        replaced: binding.replaced,
        sets_aside: binding.sets_aside,
        roster: binding.roster,
        record: session,
    })
    .map_err(|_| EncodeError::Failed(VaultError::internal("a record could not be written out")))?;
    let body = Zeroizing::new(body);
    if body.len() > LARGEST_RECORD {
        return Err(EncodeError::TooLarge(body.len()));
    }
    let body = padded(&body);
    let signed =
        Zeroizing::new(seal.sign(Purpose::Generation, &body).map_err(EncodeError::Failed)?);
    let sealed = seal.seal(signed.as_bytes()).map_err(EncodeError::Failed)?;
    Ok(Encoded {
        known: Known {
            name: name_of(&id, &sealed),
            id: GenerationId::of(signed.as_bytes()),
            session: session.id,
            parents: binding.parents.to_vec(),
            replaced: binding.replaced.to_vec(),
            number: binding.number,
            written: binding.written,
            recipients: keys::recipients_of(&sealed),
            agreements: agreements(session),
            troubled: troubles(binding.signers, session, binding.sets_aside),
            finals: finals(session),
            sets_aside: binding.sets_aside.to_vec(),
            holds_removed: false,
            header: session.header(),
        },
        sealed,
    })
}

/// Spaces to the next step, so that a file's size says little of its words.
pub(super) fn padded(body: &str) -> Zeroizing<String> {
    let step = (body.len().next_power_of_two() / 16).max(4096);
    let length = (body.len() + 1).next_multiple_of(step);
    let mut out = Zeroizing::new(String::with_capacity(length));
    out.push_str(body);
    out.extend(std::iter::repeat_n(' ', length - body.len() - 1));
    out.push('\n');
    out
}

/// `sessions/<2 hex>/<random id>-<SHA-256 of the file>.age`.
fn name_of(id: &str, sealed: &[u8]) -> String {
    format!("sessions/{}/{id}-{}.age", id.get(..2).unwrap_or("00"), digest::of(sealed))
}

/// The random id and the hash in a name, if it is one we make.
pub(super) fn parts_of(name: &str) -> Option<(&str, &str)> {
    let rest = name.strip_prefix("sessions/")?.strip_suffix(".age")?;
    let (folder, leaf) = rest.split_once('/')?;
    let (id, hash) = leaf.split_once('-')?;
    (id.len() == 32
        && hash.len() == 64
        && digest::is_hex(id)
        && digest::is_hex(hash)
        && id.starts_with(folder)
        && folder.len() == 2)
        .then_some((id, hash))
}

/// Whether the bytes are those the name speaks of: can be told without a key.
pub(super) fn matches_name(name: &str, bytes: &[u8]) -> Result<(), Refusal> {
    let (_, hash) = parts_of(name).ok_or(Refusal::Foreign)?;
    if digest::of(bytes) == hash { Ok(()) } else { Err(Refusal::Damaged) }
}

fn agreements(session: &Session) -> Vec<Ulid> {
    session.discussions.iter().flat_map(|d| d.agreements.iter().map(|a| a.id)).collect()
}

/// Digits of a print that say what it is of; the rest say what that holds.
const OF_WHAT: usize = 16;

fn of_what(discussion: Ulid, what: &str) -> String {
    let mut of = digest::of(format!("{discussion} {what}").as_bytes());
    of.truncate(OF_WHAT);
    of
}

/// Whether something else is final of what a print is of.
pub(super) fn has_rival(finals: &[String], print: &String) -> bool {
    finals.iter().any(|f| f != print && f.get(..OF_WHAT) == print.get(..OF_WHAT))
}

/// What is wrong with the statements of a session. Those about a page that was
/// set aside speak of its words, and are no trouble for it.
pub(super) fn troubles(
    signers: &Signers,
    session: &Session,
    sets_aside: &[String],
) -> Vec<(Ulid, AgreementCheck)> {
    let mut all = signers.troubles(session);
    let aside = |id: Ulid| {
        let of = session.discussions.iter().find_map(|d| {
            let statement = d.agreements.iter().find(|a| a.id == id)?;
            let single = d.subject.children().len() <= 1;
            d.filing
                .iter()
                .find(|f| f.child == statement.child || single)
                .map(|f| of_what(d.id, &format!("page {}", f.child.unwrap_or_default())))
        });
        of.is_some_and(|of| sets_aside.iter().any(|s| s.get(..OF_WHAT) == Some(&of)))
    };
    all.retain(|(id, check)| *check != AgreementCheck::WordsChanged || !aside(*id));
    all
}

/// Prints of everything in a session that may never change again.
pub(super) fn finals(session: &Session) -> Vec<String> {
    let print = |one: agreed::Final| {
        let of = of_what(one.discussion, &one.what);
        let mut holds = digest::of(one.words.as_bytes());
        holds.truncate(SHORT);
        of + &holds
    };
    agreed::finals(session).into_iter().map(print).collect()
}

/// Opens, checks and reads a generation. What had to be removed from it is
/// not in what comes back.
pub(super) fn decode(
    seal: &Seal,
    judge: &Judge,
    name: &str,
    bytes: &[u8],
) -> Result<(Known, Session), Refusal> {
    matches_name(name, bytes)?;
    let (id, _) = parts_of(name).ok_or(Refusal::Foreign)?;
    let plain = seal.open(bytes)?;
    // The file is what its maker made it: a signature that does not hold was
    // never ours.
    let body = seal.check(&plain, Purpose::Generation).map_err(|refusal| match refusal {
        Refusal::Newer(found) => Refusal::Newer(found),
        Refusal::Damaged | Refusal::Foreign => Refusal::Foreign,
    })?;
    let read: Reading = record::from_ron(body).map_err(|_| Refusal::Damaged)?;
    if read.vault != seal.vault
        || read.id != id
        || read.session != read.record.id
        || !judge.rosters.knows(&read.roster)
    {
        return Err(Refusal::Foreign);
    }
    let mut record = read.record;
    let holds_removed = judge.tombstones.strike(&mut record);
    let known = Known {
        name: name.to_owned(),
        id: GenerationId::of(&plain),
        session: read.session,
        parents: read.parents,
        replaced: read.replaced,
        number: read.number,
        written: read.written,
        recipients: keys::recipients_of(bytes),
        agreements: agreements(&record),
        troubled: troubles(&judge.signers, &record, &read.sets_aside),
        finals: finals(&record),
        sets_aside: read.sets_aside,
        holds_removed,
        header: record.header(),
    };
    Ok((known, record))
}

/// The same signed text, sealed again to the keys now in force.
pub(super) fn reseal(
    seal: &Seal,
    known: &Known,
    bytes: &[u8],
) -> Result<(String, Vec<u8>), VaultError> {
    let plain = seal.open(bytes).map_err(|r| super::error::Problem::fatal(&known.name, r))?;
    let sealed = seal.seal(&plain)?;
    let id = parts_of(&known.name).map(|(id, _)| id).unwrap_or_default();
    Ok((name_of(id, &sealed), sealed))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use crate::vault::keys::Keys;
    use std::sync::Arc;

    fn seal() -> Seal {
        Seal::new(Ulid(9), Arc::new(Keys::generate().unwrap()))
    }

    fn session() -> Session {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let at = chrono::DateTime::parse_from_rfc3339("2026-11-23T14:02:00+00:00").unwrap();
        Session::new(Ulid(1), day, at)
    }

    fn made(seal: &Seal) -> (Judge, Encoded) {
        let session = session();
        let roster = super::super::roster::Roster::first(seal, "Sam", session.begun).unwrap();
        let (_, hash, _) = roster.to_file(seal).unwrap();
        let mut judge = Judge::default();
        judge.rosters.add(hash.clone(), roster);
        let binding = Binding {
            number: 1,
            written: session.begun,
            parents: &[],
            replaced: &[],
            sets_aside: &[],
            roster: &hash,
            signers: &judge.signers,
        };
        let Ok(encoded) = encode(seal, &session, &binding) else { panic!("not encoded") };
        (judge, encoded)
    }

    #[test]
    fn every_flip_and_every_cut_is_refused_under_its_name() {
        let seal = seal();
        let (judge, Encoded { known, sealed }) = made(&seal);
        assert!(decode(&seal, &judge, &known.name, &sealed).is_ok());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            let refused = decode(&seal, &judge, &known.name, &changed).err();
            assert_eq!(refused, Some(Refusal::Damaged), "byte {at}");
            let cut = decode(&seal, &judge, &known.name, &sealed[..at]).err();
            assert_eq!(cut, Some(Refusal::Damaged), "cut at {at}");
        }
    }

    #[test]
    fn a_name_that_fits_the_change_does_not_help() {
        let seal = seal();
        let (judge, Encoded { known, sealed }) = made(&seal);
        let id = parts_of(&known.name).unwrap().0.to_owned();
        // Every byte of the head, and some of the padded body.
        for at in (0..600).chain((600..sealed.len()).step_by(97)) {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            let name = name_of(&id, &changed);
            assert!(decode(&seal, &judge, &name, &changed).is_err(), "byte {at}");
        }
        // The right bytes under another id.
        let name = name_of(&"0".repeat(32), &sealed);
        assert_eq!(decode(&seal, &judge, &name, &sealed).err(), Some(Refusal::Foreign));
    }

    #[test]
    fn the_size_of_a_file_tells_little() {
        let lengths: Vec<usize> =
            [10, 2000, 4000].iter().map(|n| padded(&"x".repeat(*n)).len()).collect();
        assert_eq!(lengths, [4096, 4096, 4096]);
        assert_eq!(padded(&"x".repeat(4096)).len(), 8192);
        assert!(padded(&"x".repeat(1 << 20)).len() < (1 << 20) + (1 << 18));
    }
}
