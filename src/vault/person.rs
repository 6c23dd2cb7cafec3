//! People: a card of one's own to give away, and the cards of others.
//!
//! A card is signed by the key it names, so that nobody can change a word of
//! it; whose it is, two people find out by comparing fingerprints in one room.

use serde::{Deserialize, Serialize};
use ssh_key::PublicKey;
use ulid::Ulid;

use super::error::{Refusal, VaultError};
use super::keys::{self, Seal};
use super::roster::{PersonMet, PublicKeys, Roster};
use super::signed::{self, FORMAT, Purpose};
use super::{Access, Vault, create, ron_body};
use crate::record::{self, Stamp};
use crate::text::{clean_line, fold};

/// No card is longer, in bytes.
pub const LARGEST_CARD: usize = 64 << 10;
/// No name on a card is longer, in characters.
const LONGEST_NAME: usize = 200;

/// Somebody else who has a vault.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonCard {
    /// The id of their vault: by it they are named in bundles.
    pub id: Ulid,
    /// Their name, as they gave it.
    pub name: String,
    /// Fingerprint of their signing key, to compare by eye.
    pub fingerprint: String,
    /// Which person of the sessions here they are, where that was said.
    pub known_as: Option<Ulid>,
    pub(super) signs: PublicKey,
    pub(super) opens: age::x25519::Recipient,
}

impl PersonCard {
    /// The id by which sessions in this vault name them.
    pub fn person(&self) -> Ulid {
        self.known_as.unwrap_or(self.id)
    }

    /// Their public keys: the signing key in OpenSSH form, and the age
    /// recipient.
    pub fn public_keys(&self) -> (String, String) {
        (self.signs.to_openssh().unwrap_or_default(), self.opens.to_string())
    }
}

/// A card as it is written.
#[derive(Serialize, Deserialize)]
struct Card {
    format: u32,
    vault: Ulid,
    name: String,
    fingerprint: String,
    signs: String,
    opens: String,
}

impl Vault {
    /// The owner's own card, to give to somebody: signed text that holds a
    /// name and public keys and nothing secret.
    ///
    /// # Errors
    /// Only where signing fails.
    pub fn card(&self) -> Result<String, VaultError> {
        let owner = &self.roster.owner;
        self.seal.sign(
            Purpose::Card,
            &ron_body(&Card {
                format: FORMAT,
                vault: self.seal.vault,
                name: self.owner_name().to_owned(),
                fingerprint: owner.fingerprint.clone(),
                signs: owner.signs.clone(),
                opens: owner.opens.clone(),
            })?,
        )
    }

    /// Reads somebody's card: it must be signed by the key it names. Nothing
    /// is added anywhere.
    ///
    /// # Errors
    /// `Refused` where it is no card, was changed, or is the owner's own;
    /// `NewerFormat`.
    pub fn read_card(&self, bytes: &[u8]) -> Result<PersonCard, VaultError> {
        let card = read_card(bytes)?;
        if card.id == self.seal.vault || card.signs.key_data() == self.own_key().key_data() {
            return Err(VaultError::Refused(
                "this is your own card. Nothing was added. Give it to the other person, and add \
                 theirs",
            ));
        }
        Ok(card)
    }

    /// Adds somebody whose fingerprint was compared, or says anew which person
    /// of the sessions here they are (`known_as`).
    ///
    /// # Errors
    /// As [`Vault::read_card`]; `OtherKeys` where this vault knows them by
    /// other keys; `ReadOnly`; `Io` where nothing has changed.
    pub fn add_person(
        &mut self,
        bytes: &[u8],
        known_as: Option<Ulid>,
        now: Stamp,
    ) -> Result<PersonCard, VaultError> {
        if self.access == Access::Read {
            return Err(VaultError::ReadOnly);
        }
        let mut card = self.read_card(bytes)?;
        let known = self.people();
        if let Some(other) = known.iter().find(|p| {
            (p.id == card.id) != (p.signs.key_data() == card.signs.key_data())
                || (p.id == card.id && p.opens != card.opens)
        }) {
            return Err(VaultError::OtherKeys { known: other.fingerprint.clone() });
        }
        if let Some(person) = known_as
            && (person == self.seal.vault
                || known
                    .iter()
                    .any(|p| p.id != card.id && (p.person() == person || p.id == person)))
        {
            return Err(VaultError::Refused(
                "that person of your sessions is somebody else already. Nothing was added. Name \
                 another one, or leave it out",
            ));
        }
        // An id is chosen by whoever writes the card: it must not be one that
        // somebody else is known by.
        let theirs = known.iter().any(|p| p.id == card.id);
        if !theirs
            && known_as != Some(card.id)
            && (known.iter().any(|p| p.person() == card.id) || self.names_person(card.id))
        {
            return Err(VaultError::Refused(
                "your sessions know somebody by the id on this card. Nothing was added. If it is \
                 the same person, say so when you add the card (`--as NAME`); else it is a card to \
                 distrust",
            ));
        }
        let before = known.into_iter().find(|p| p.id == card.id);
        card.known_as = known_as.or(before.as_ref().and_then(|p| p.known_as));
        if before.as_ref() == Some(&card) {
            return Ok(card);
        }
        let mut names = self.roster.open_names(&self.seal)?;
        names.people.retain(|(id, _)| *id != card.id);
        names.people.push((card.id, card.name.clone()));
        names.known_as.retain(|(id, _)| *id != card.id);
        names.known_as.extend(card.known_as.map(|person| (card.id, person)));
        let mut people = self.roster.people.clone();
        if before.is_none() {
            let (signs, opens) = card.public_keys();
            let keys = PublicKeys { fingerprint: card.fingerprint.clone(), signs, opens };
            people.push(PersonMet { id: card.id, keys });
        }
        let roster = self.roster.with_people(&self.roster_hash, people, &names, &self.seal, now)?;
        self.put_roster(roster)?;
        self.recheck_agreements();
        self.write_notes();
        Ok(card)
    }

    /// Everybody who was added, in the order they were met.
    pub fn people(&self) -> Vec<PersonCard> {
        people_of(&self.roster, &self.seal)
    }

    /// Persons of the sessions here who are called so and are nobody with a
    /// card yet: one of them may be who a card speaks of. The latest first.
    pub fn persons_called(&self, name: &str) -> Vec<Ulid> {
        let wanted = fold(name.trim());
        let taken: Vec<Ulid> = self.people().iter().map(PersonCard::person).collect();
        let mut found = Vec::new();
        for head in self.sessions().iter().flat_map(|s| &s.heads) {
            for p in &head.header.people {
                let free = p.id != self.seal.vault && !taken.contains(&p.id);
                if free && fold(p.name.trim()) == wanted && !found.contains(&p.id) {
                    found.push(p.id);
                }
            }
        }
        found
    }

    /// Whether any session here names a person, or a child, by an id.
    fn names_person(&self, id: Ulid) -> bool {
        self.sessions().iter().flat_map(|s| &s.heads).any(|h| {
            h.header.people.iter().any(|p| p.id == id)
                || h.header.children.iter().any(|c| c.id == id)
        })
    }

    /// Writes the next roster, and pins it.
    fn put_roster(&mut self, roster: Roster) -> Result<(), VaultError> {
        let (name, hash, bytes) = roster.to_file(&self.seal)?;
        create::put(&*self.store, &name, &bytes)?;
        let before = self.pins.clone();
        self.pins.roster = roster.number;
        self.pins.roster_hash.clone_from(&hash);
        if let Err(e) = self.state.write_pins(&self.seal, &self.pins) {
            self.pins = before;
            let _ = self.store.remove(&name);
            return Err(e);
        }
        self.judge.rosters.add(hash.clone(), roster.clone());
        (self.roster, self.roster_hash) = (roster, hash);
        Ok(())
    }

    pub(super) fn own_key(&self) -> PublicKey {
        self.seal.keys().public()
    }
}

/// The people of a roster, with their names.
pub(super) fn people_of(roster: &Roster, seal: &Seal) -> Vec<PersonCard> {
    if roster.people.is_empty() {
        return Vec::new();
    }
    let Ok(names) = roster.open_names(seal) else { return Vec::new() };
    let card = |met: &PersonMet| {
        Some(PersonCard {
            id: met.id,
            name: names.people.iter().find(|(id, _)| *id == met.id)?.1.clone(),
            fingerprint: met.keys.fingerprint.clone(),
            known_as: names.known_as.iter().find(|(id, _)| *id == met.id).map(|(_, p)| *p),
            signs: met.keys.signs.parse().ok()?,
            opens: met.keys.opens.parse().ok()?,
        })
    };
    roster.people.iter().filter_map(card).collect()
}

/// Reads a card, whosever it is.
fn read_card(bytes: &[u8]) -> Result<PersonCard, VaultError> {
    let no_card = VaultError::Refused(
        "this is not somebody's card, or it was changed on the way. Nothing was added. Ask them \
         for it again: `thinkwheel people card` writes it",
    );
    let Some((armour, body)) = std::str::from_utf8(bytes)
        .ok()
        .filter(|text| text.len() <= LARGEST_CARD)
        .and_then(signed::split)
    else {
        return Err(no_card);
    };
    let Ok(signer) = signed::signer(armour, body, Purpose::Card) else { return Err(no_card) };
    match signed::check(bytes, Purpose::Card, std::slice::from_ref(&signer)) {
        Ok(_) => {}
        Err(Refusal::Newer(found)) => {
            return Err(VaultError::NewerFormat { name: "this card".into(), found });
        }
        Err(_) => return Err(no_card),
    }
    let Ok(card) = record::from_ron::<Card>(body) else { return Err(no_card) };
    let (Ok(signs), Ok(opens)) =
        (card.signs.parse::<PublicKey>(), card.opens.parse::<age::x25519::Recipient>())
    else {
        return Err(no_card);
    };
    let plain = clean_line(&card.name) == card.name && card.name.chars().count() <= LONGEST_NAME;
    if signs.key_data() != signer.key_data()
        || card.fingerprint != keys::fingerprint(&signs)
        || card.vault.is_nil()
        || !plain
    {
        return Err(no_card);
    }
    Ok(PersonCard {
        id: card.vault,
        name: card.name,
        fingerprint: card.fingerprint,
        known_as: None,
        signs,
        opens,
    })
}
