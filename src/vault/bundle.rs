//! Bundles: a sealed, signed file from one vault to another, sent by whatever
//! means two people have.
//!
//! Inside, people with vaults are named by the ids of their vaults. Whoever
//! sends puts these in the place of their own ids for them; whoever receives
//! puts theirs.

use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::error::{Refusal, SaveError, VaultError};
use super::generation::{GenerationId, padded};
use super::person::PersonCard;
use super::signed::{self, FORMAT, Purpose};
use super::state::Taken;
use super::{Access, Vault, admit, digest, fresh_id, ron_body};
use crate::record::{
    self, Came, Discussion, Errand, Role, Session, ShareError, Stamp, Tombstone, share,
};

/// A bundle, ready to be written to a file.
#[derive(Debug, Clone)]
pub struct Bundle {
    /// The file.
    pub bytes: Vec<u8>,
    /// SHA-256 of the file, in hex: as `sha256sum` prints it.
    pub digest: String,
}

/// What came in a bundle, and what it became here.
#[derive(Clone, PartialEq, Eq)]
pub struct Received {
    /// From whom, by their id in the roster.
    pub from: Ulid,
    /// Their name.
    pub name: String,
    /// What for.
    pub errand: Errand,
    /// The session it belongs to.
    pub session: Ulid,
    /// The version it became.
    pub generation: GenerationId,
    /// What it holds, counted: "1 note", "2 statements and 1 amendment".
    pub what: String,
    /// It stands beside another version of the session, until somebody brings
    /// the two together.
    pub beside: bool,
    /// What the sender removed from their record, and was removed here with it.
    pub removed: Vec<Tombstone>,
    /// A statement in it was made before words were removed here: it counts as
    /// about what stood then.
    pub before_removal: bool,
    /// Amendments in it that were removed here for good, and stay away.
    pub kept_out: usize,
    /// Words of one's own draft that the note says otherwise: each is kept as a
    /// proposed amendment.
    pub proposed: usize,
}

/// Why no bundle was made, or none was taken in.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// Nobody here has that id.
    #[error(
        "this vault knows nobody by that name or id. Nothing was made. Add their card first: \
         `thinkwheel people add`"
    )]
    NoSuchPerson,
    /// The session does not name them.
    #[error(
        "it is not known which person of this session they are. Nothing was made. Say it once: \
         `thinkwheel people add THEIR-CARD --as NAME`"
    )]
    NotInSession,
    /// Whoever receives it would refuse it.
    #[error("this is no whole record, and would be refused there: {what}. Nothing was made")]
    NotWhole {
        /// What is wrong first, by place and never by content.
        what: String,
    },
    /// There is nothing of the kind to send.
    #[error("{0}")]
    Nothing(#[from] ShareError),
    /// Not sealed to this vault.
    #[error(
        "this is not for this vault, or is no bundle. Nothing was changed. Ask who it was sent to"
    )]
    NotForHere,
    /// Changed or cut short on the way.
    #[error(
        "this bundle was damaged or changed on the way. Nothing was changed here. Ask for it again"
    )]
    Damaged,
    /// From a newer version.
    #[error(
        "this bundle has format {found}, from a newer thinkwheel. Nothing was changed. Open it \
         with a newer version"
    )]
    Newer {
        /// The number found.
        found: u32,
    },
    /// Signed by a key nobody here has.
    #[error(
        "nobody known here signed this bundle (its key is {fingerprint}). Nothing was changed. If \
         you know whose it is, compare fingerprints and add their card; else do not trust it"
    )]
    UnknownSender {
        /// Fingerprint of the key that signed it.
        fingerprint: String,
    },
    /// Taken in before.
    #[error("this bundle was received before. Nothing was changed")]
    ReceivedBefore,
    /// One's own.
    #[error("this is a bundle that went out from here. Nothing was changed")]
    OwnBundle,
    /// What is inside is not what such a bundle may hold.
    #[error("{what}. Nothing of this bundle was taken in. Speak to whoever sent it")]
    NotAllowed {
        /// Which, by id and never by content.
        what: String,
    },
    /// The vault itself.
    #[error("{0}")]
    Vault(#[from] VaultError),
    /// It could not be saved.
    #[error("{0}")]
    Save(#[from] SaveError),
}

impl BundleError {
    /// Whether somebody may have changed or made up something.
    pub fn is_forgery(&self) -> bool {
        matches!(
            self,
            Self::Damaged
                | Self::UnknownSender { .. }
                | Self::ReceivedBefore
                | Self::NotAllowed { .. }
        )
    }
}

#[derive(Serialize)]
struct Writing<'a> {
    format: u32,
    bundle: Ulid,
    from: Ulid,
    to: Ulid,
    errand: Errand,
    at: Stamp,
    /// What had to be removed from a record that was sent before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    removed: Vec<Tombstone>,
    session: &'a Session,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reading {
    #[allow(dead_code)]
    format: u32,
    bundle: Ulid,
    from: Ulid,
    to: Ulid,
    errand: Errand,
    at: Stamp,
    #[serde(default)]
    removed: Vec<Tombstone>,
    session: Session,
}

pub(super) fn not_allowed(what: impl Into<String>) -> BundleError {
    BundleError::NotAllowed { what: what.into() }
}

impl Vault {
    /// Makes a bundle for somebody: the chosen discussions of a session, signed
    /// by the owner and sealed to the two of them. Nothing is written; that it
    /// was sent is for the caller to put down ([`record::Sent`]).
    ///
    /// A note holds only what is final, and of a family with `child` only that
    /// child's page. An answer holds the owner's statements and amendments.
    /// Personal supervision goes only where it was chosen.
    ///
    /// # Errors
    /// Says why nothing was made.
    pub fn bundle(
        &self,
        to: Ulid,
        errand: Errand,
        session: &Session,
        discussions: &[Ulid],
        child: Option<Ulid>,
        now: Stamp,
    ) -> Result<Bundle, BundleError> {
        let people = self.people();
        let other = people.iter().find(|p| p.id == to).ok_or(BundleError::NoSuchPerson)?;
        let mut shared = share(session, errand, discussions, child, self.seal.vault)?;
        let named = named_in(session, other);
        if named.is_none() && errand == Errand::Note {
            return Err(BundleError::NotInSession);
        }
        shared.put_people(&|id| {
            if named == Some(id) {
                return to;
            }
            people.iter().find(|p| p.known_as == Some(id)).map_or(id, |p| p.id)
        });
        let body = ron_body(&Writing {
            format: FORMAT,
            bundle: fresh_id(),
            from: self.seal.vault,
            to,
            errand,
            at: now,
            removed: self.to_carry(other, errand, session),
            session: &shared,
        })?;
        let signed = self.seal.sign(Purpose::Bundle, &padded(&body))?;
        let bytes = self.seal.seal_for(&other.opens, signed.as_bytes())?;
        Ok(Bundle { digest: digest::of(&bytes), bytes })
    }

    /// Whether its receiver would take such a bundle for a whole record: to be
    /// asked before one is made.
    ///
    /// # Errors
    /// `NotWhole` says what they would find; else as [`Vault::bundle`].
    pub fn check_before_sending(
        &self,
        errand: Errand,
        session: &Session,
        discussions: &[Ulid],
        child: Option<Ulid>,
    ) -> Result<(), BundleError> {
        let shared = share(session, errand, discussions, child, self.seal.vault)?;
        if errand == Errand::Answer {
            return Ok(());
        }
        let by = (self.seal.vault, self.owner_name());
        admit::is_whole(errand, &shared, by).map_err(|e| match e {
            BundleError::NotAllowed { what } => BundleError::NotWhole { what },
            other => other,
        })
    }

    /// Takes a bundle in: opened, checked in every respect, and published as
    /// a version of its session. What cannot be is refused whole.
    ///
    /// # Errors
    /// Says what is wrong with it; nothing was changed then.
    pub fn receive(&mut self, bytes: &[u8], now: Stamp) -> Result<Received, BundleError> {
        if self.access == Access::Read {
            return Err(VaultError::ReadOnly.into());
        }
        let (sender, read) = self.open_bundle(bytes)?;
        let Reading { bundle, errand, at, removed, mut session, .. } = read;
        self.put_local_people(&mut session);
        let id = session.id;
        let before_removal = errand == Errand::Answer && self.speaks_of_removed(&session);
        let kept_out = self.kept_out(&session);
        let mut gone = Vec::new();
        let (generation, beside, proposed) = if errand == Errand::Answer {
            let answered = self.answered(&sender, &session, now)?;
            (self.publish(&answered.session, &[answered.head], now)?, false, 0)
        } else {
            gone = self.admit_without(errand, &sender, &mut session, removed, now)?;
            session.came = Some(Came { from: sender.id, name: sender.name.clone(), errand, at });
            if errand == Errand::Cover {
                session.name_among_people(self.seal.vault, self.owner_name(), Role::Supervisor);
            }
            if let Some((generation, proposed)) = self.follow(&sender, &session, now)? {
                (generation, false, proposed)
            } else {
                let (generation, beside) = self.publish_received(&sender, &session, now)?;
                (generation, beside, 0)
            }
        };
        self.pins.received.push(Taken {
            bundle,
            session: id,
            generation: generation.clone(),
            brought_by: Some(sender.id).filter(|_| errand != Errand::Answer),
        });
        self.state.write_pins(&self.seal, &self.pins)?;
        let what = counted(&session, errand);
        Ok(Received {
            from: sender.id,
            name: sender.name,
            errand,
            session: id,
            generation,
            what,
            beside,
            removed: gone,
            before_removal,
            kept_out,
            proposed,
        })
    }

    /// Opens a bundle and finds out whose it is.
    fn open_bundle(&self, bytes: &[u8]) -> Result<(PersonCard, Reading), BundleError> {
        let plain = self.seal.open(bytes).map_err(|refusal| match refusal {
            Refusal::Damaged => BundleError::Damaged,
            Refusal::Foreign | Refusal::Newer(_) => BundleError::NotForHere,
        })?;
        let text = std::str::from_utf8(&plain).map_err(|_| BundleError::Damaged)?;
        let (armour, body) = signed::split(text).ok_or(BundleError::Damaged)?;
        let signer =
            signed::signer(armour, body, Purpose::Bundle).map_err(|_| BundleError::Damaged)?;
        if self.seal.approved().iter().any(|k| k.key_data() == signer.key_data()) {
            return Err(BundleError::OwnBundle);
        }
        let people = self.people();
        let sender = people.into_iter().find(|p| p.signs.key_data() == signer.key_data());
        let sender = sender.ok_or_else(|| BundleError::UnknownSender {
            fingerprint: super::keys::fingerprint(&signer),
        })?;
        signed::check(&plain, Purpose::Bundle, std::slice::from_ref(&signer)).map_err(
            |refusal| match refusal {
                Refusal::Newer(found) => BundleError::Newer { found },
                Refusal::Damaged | Refusal::Foreign => BundleError::Damaged,
            },
        )?;
        let read: Reading = record::from_ron(body).map_err(|_| BundleError::Damaged)?;
        if read.from != sender.id {
            return Err(not_allowed("it names another sender than the one who signed it"));
        }
        if read.to != self.seal.vault {
            return Err(BundleError::NotForHere);
        }
        if self.pins.received.iter().any(|t| t.bundle == read.bundle) {
            return Err(BundleError::ReceivedBefore);
        }
        Ok((sender, read))
    }

    /// Puts the ids by which people are known here in the place of those of
    /// their vaults. The owner's are the same.
    fn put_local_people(&self, session: &mut Session) {
        let people = self.people();
        session.put_people(&|id| people.iter().find(|p| p.id == id).map_or(id, PersonCard::person));
    }

    /// Publishes what came: after the version that an earlier bundle of the
    /// session by the same sender made, where that one is still there and loses
    /// nothing by it; else beside what is here. Pages of a note go in beside
    /// those that came before, with what was said of them here.
    fn publish_received(
        &mut self,
        sender: &PersonCard,
        session: &Session,
        now: Stamp,
    ) -> Result<(GenerationId, bool), BundleError> {
        let id = session.id;
        let generation = match self.brought_before(sender, session)? {
            None => self.publish(session, &[], now)?,
            Some((mut whole, head)) => {
                if let (_, Some(id)) = admit::places(&whole) {
                    return Err(not_allowed(format!("{id}: this id stands for two things")));
                }
                self.judge.signers.settle(&mut whole);
                match self.publish(&whole, &[head], now) {
                    Err(SaveError::FinalChanged) => self.publish(session, &[], now)?,
                    other => other?,
                }
            }
        };
        Ok((generation, self.catalogue.heads(id).len() > 1))
    }

    /// What came together with what the same person brought before, and the
    /// version it follows. Nothing but what that person sent goes on in what
    /// they send now.
    fn brought_before(
        &self,
        sender: &PersonCard,
        session: &Session,
    ) -> Result<Option<(Session, GenerationId)>, BundleError> {
        let theirs =
            |s: &Session| s.came.as_ref().filter(|c| c.from == sender.id).map(|c| c.errand);
        let brought = || {
            let all = self.pins.received.iter().rev();
            all.filter(|t| t.session == session.id && t.brought_by == Some(sender.id))
        };
        if theirs(session) == Some(Errand::Note) {
            for head in self.catalogue.heads(session.id) {
                if brought().any(|t| head.id == t.generation || head.descends_from(&t.generation)) {
                    let there = self.load(&head.id)?;
                    if theirs(&there) == Some(Errand::Note) && same_subjects(&there, session) {
                        return Ok(Some((with_pages(there, session.clone()), head.id.clone())));
                    }
                }
            }
        }
        let earlier = brought().find_map(|t| self.catalogue.get(&t.generation));
        let Some(earlier) = earlier.map(|k| k.id.clone()) else { return Ok(None) };
        let there = self.load(&earlier)?;
        Ok(theirs(&there).map(|_| (follow(there, session.clone()), earlier)))
    }
}

/// What came, with what came before and is not in it.
fn follow(mut joined: Session, also: Session) -> Session {
    for d in also.discussions {
        match joined.discussions.iter_mut().find(|there| there.id == d.id) {
            Some(there) => *there = d,
            None => joined.discussions.push(d),
        }
    }
    for c in also.children {
        match joined.children.iter_mut().find(|there| there.id == c.id) {
            Some(there) => *there = c,
            None => joined.children.push(c),
        }
    }
    Session { discussions: joined.discussions, children: joined.children, ..also }
}

fn same_subjects(there: &Session, also: &Session) -> bool {
    let same = |d: &Discussion| also.discussion(d.id).is_none_or(|x| x.subject == d.subject);
    there.discussions.iter().all(same)
}

/// A note that stands here, with the pages that came: what stands here already
/// is not touched.
fn with_pages(mut there: Session, also: Session) -> Session {
    for d in also.discussions {
        match there.discussions.iter_mut().find(|x| x.id == d.id) {
            Some(x) => *x = d.unite(x.clone()),
            None => there.discussions.push(d),
        }
    }
    for c in also.children {
        if there.child(c.id).is_none() {
            there.children.push(c);
        }
    }
    there
}

/// Which person of a session somebody is: as was said, else by the id of their
/// vault.
pub(super) fn named_in(session: &Session, card: &PersonCard) -> Option<Ulid> {
    let there = |id: Ulid| session.person(id).map(|p| p.id);
    card.known_as.and_then(there).or_else(|| there(card.id))
}

/// What a bundle holds, in words.
fn counted(session: &Session, errand: Errand) -> String {
    let count = |n: usize, one: &str| match n {
        1 => format!("1 {one}"),
        n => format!("{n} {one}s"),
    };
    let discussions = &session.discussions;
    if errand == Errand::Answer {
        let statements = discussions.iter().map(|d| d.agreements.len()).sum();
        let amendments = discussions.iter().map(|d| d.amendments.len()).sum();
        return match (statements, amendments) {
            (n, 0) => count(n, "statement"),
            (0, n) => count(n, "amendment"),
            (s, a) => format!("{} and {}", count(s, "statement"), count(a, "amendment")),
        };
    }
    if errand == Errand::Note {
        return count(discussions.iter().map(|d| d.filing.len()).sum(), "note");
    }
    count(discussions.len(), "discussion")
}
