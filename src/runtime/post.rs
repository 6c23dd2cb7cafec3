//! What goes between two vaults, on the vault's thread: cards, sealed files,
//! and words that are taken out.

use std::fmt::Display;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use ulid::Ulid;

use super::vaulter::{Reply, Vaulter, home_data, sentence};
use super::{Input, now};
use crate::app::screens::matter::Card;
use crate::app::{Event, Known, KnownPerson};
use crate::record::{Errand, Session};
use crate::vault::{self, LARGEST_CARD, LARGEST_RECORD, Vault};

/// No sealed file is longer, in bytes: a record and what seals it.
const LARGEST_FILE: usize = 2 * LARGEST_RECORD;

fn read(path: &Path, most: usize) -> Result<Vec<u8>, String> {
    let unread =
        |e: std::io::Error| format!("That file could not be read: {e}. Nothing was changed.");
    let mut bytes = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    File::open(path).map_err(unread)?.take(limit).read_to_end(&mut bytes).map_err(unread)?;
    if bytes.len() > most {
        return Err("That file is too large to be one of these. Nothing was changed.".into());
    }
    Ok(bytes)
}

/// What a vault knows beside its sessions.
pub(super) fn known(vault: &Vault) -> Known {
    let people = vault.people().into_iter().map(|p| KnownPerson {
        id: p.id,
        name: p.name,
        fingerprint: p.fingerprint,
        known_as: p.known_as,
    });
    Known {
        fingerprint: vault.owner_fingerprint().to_owned(),
        card: vault.card().unwrap_or_default(),
        people: people.collect(),
        removed: vault.tombstones(),
    }
}

const LOCKED: &str = "The vault is locked.";

impl Vaulter {
    fn not_done(&self, why: impl Display) {
        self.tell(Event::NotDone { why: sentence(&why) });
    }

    fn home(&self, vault: &Vault) -> Box<crate::app::HomeData> {
        Box::new(home_data(vault, self.is_practice(), false))
    }

    pub(super) fn read_card(&self, path: &Path) {
        let read = read(path, LARGEST_CARD).and_then(|bytes| {
            let vault = self.vault().ok_or(LOCKED)?;
            let card = vault.read_card(&bytes).map_err(|e| e.to_string())?;
            Ok(Card { name: card.name, fingerprint: card.fingerprint, bytes })
        });
        match read {
            Ok(card) => self.tell(Event::CardRead(card)),
            Err(why) => self.not_done(why),
        }
    }

    pub(super) fn add_person(&mut self, bytes: &[u8], known_as: Option<Ulid>) {
        let Some(vault) = self.vault_mut() else { return self.not_done(LOCKED) };
        let added = vault.add_person(bytes, known_as, now()).map_err(|e| e.to_string());
        let known = Box::new(known(vault));
        match added {
            Ok(_) => self.tell(Event::PersonAdded(known)),
            Err(why) => self.not_done(why),
        }
    }

    pub(super) fn send(
        &self,
        to: Ulid,
        errand: Errand,
        session: &Session,
        discussions: &[Ulid],
        child: Option<Ulid>,
        path: PathBuf,
    ) {
        let Some(vault) = self.vault() else { return self.not_done(LOCKED) };
        let bundle = match vault.bundle(to, errand, session, discussions, child, now()) {
            Ok(bundle) => bundle,
            Err(why) => return self.not_done(why),
        };
        match vault::write_outside(vault.paths(), &path, &bundle.bytes, false) {
            Ok(()) => self.tell(Event::Sent { path, digest: bundle.digest }),
            Err(why) => self.not_done(why),
        }
    }

    pub(super) fn receive(&mut self, path: &Path) {
        let bytes = match read(path, LARGEST_FILE) {
            Ok(bytes) => bytes,
            Err(why) => return self.not_done(why),
        };
        let Some(vault) = self.vault_mut() else { return self.not_done(LOCKED) };
        let received = match vault.receive(&bytes, now()) {
            Ok(received) => received,
            Err(why) => return self.not_done(why),
        };
        self.remember_heads();
        let Some(vault) = self.vault() else { return };
        let for_what = match received.errand {
            Errand::Preparation => "prepared the hour and sends",
            Errand::Note => "sends a note to read, keep and answer:",
            Errand::Answer => "answers with",
            Errand::Cover => "hands a session over to you:",
        };
        let mut words = vec![format!("{} {for_what} {}.", received.name, received.what)];
        words.extend(received.also());
        let words = words.join(" ");
        let head = received.generation.as_str().to_owned();
        self.tell(Event::Received { words, head, home: self.home(vault) });
    }

    pub(super) fn rectify(
        &mut self,
        seq: u64,
        session: Ulid,
        remove: Ulid,
        why: &str,
        authority: &str,
        by: Ulid,
    ) {
        let Some(vault) = self.vault_mut() else { return self.not_done(LOCKED) };
        let done = vault.rectify(session, &[remove], why, authority, by, now());
        let rectified = match done {
            Ok(rectified) => rectified,
            Err(why) => return self.not_done(why),
        };
        self.remember_heads();
        let Some(vault) = self.vault() else { return };
        let stands = rectified.heads.last().and_then(|id| Some((vault.load(id).ok()?, id)));
        let Some((session, id)) = stands else {
            return self.not_done("The words are removed. Lock and open again to go on.");
        };
        let reply = Reply::Rectified {
            seq,
            session: Box::new(session),
            id: id.clone(),
            home: self.home(vault),
            known: Box::new(known(vault)),
            elsewhere: rectified.spoken_of_in.len(),
        };
        self.reply(reply);
    }

    fn reply(&self, reply: Reply) {
        let _ = self.out.send(Input::Vault(reply));
    }
}
