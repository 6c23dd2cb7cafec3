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
use crate::vault::{self, GenerationId, LARGEST_CARD, LARGEST_RECORD, SpokenOf, Vault};

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

/// A meeting that repeats words which were removed, in words.
fn where_else(of: &SpokenOf) -> String {
    let day = crate::text::short_date(of.date);
    match of.about.as_slice() {
        [] => format!("the meeting of {day}"),
        names => format!("the meeting of {day} ({})", names.join(", ")),
    }
}

const LOCKED: &str = "The vault is locked.";

impl Vaulter {
    fn not_done(&self, why: impl Display) {
        self.tell(Event::NotDone { why: sentence(&why) });
    }

    fn not_rectified(&self, why: impl Display) {
        self.tell(Event::NotRectified { why: sentence(&why) });
    }

    fn home(&self, vault: &Vault) -> Box<crate::app::HomeData> {
        Box::new(home_data(vault, self.is_practice(), false))
    }

    /// What can be said of the statements of a session that is about to be shown.
    pub(super) fn tell_checked(&self, session: &Session) {
        let Some(vault) = self.vault() else { return };
        let checks = vault.statements_checked(session);
        self.tell(Event::Checked { session: session.id, checks });
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
        let at = now();
        let checked = vault.check_before_sending(errand, session, discussions, child);
        let bundle =
            checked.and_then(|()| vault.bundle(to, errand, session, discussions, child, at));
        let bundle = match bundle {
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
        self.corpus = None;
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

    #[allow(clippy::too_many_arguments)]
    pub(super) fn rectify(
        &mut self,
        seq: u64,
        session: Ulid,
        stood_on: &[GenerationId],
        remove: Ulid,
        why: &str,
        authority: &str,
        by: Ulid,
    ) {
        let Some(vault) = self.vault_mut() else { return self.not_rectified(LOCKED) };
        let done = vault.rectify(session, &[remove], why, authority, by, now());
        // What is searched is read anew, whatever came of it.
        self.corpus = None;
        let rectified = match done {
            Ok(rectified) => rectified,
            Err(why) => return self.not_rectified(why),
        };
        self.remember_heads();
        let Some(vault) = self.vault() else { return };
        let stands = rectified.stands_for(stood_on.first());
        let stands = stands.and_then(|id| Some((vault.load(id).ok()?, id)));
        let Some((session, id)) = stands else {
            return self.not_rectified("The words are removed. Lock and open again to go on.");
        };
        self.tell_checked(&session);
        let reply = Reply::Rectified {
            seq,
            session: Box::new(session),
            id: id.clone(),
            home: self.home(vault),
            known: Box::new(known(vault)),
            elsewhere: rectified.spoken_of_in.iter().map(where_else).collect(),
        };
        self.reply(reply);
    }

    fn reply(&self, reply: Reply) {
        let _ = self.out.send(Input::Vault(reply));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use std::sync::mpsc::{self, Receiver};
    use std::time::Duration;

    use super::*;
    use crate::app::Secret;
    use crate::practice::Banks;
    use crate::record::Stamp;
    use crate::runtime::vaulter::{Task, start};
    use crate::vault::{Paths, RecoveryChoice, SecretString};

    const WORDS: &str = "six words are best for this";

    /// A vault, and a session that is not yet in it.
    fn bench() -> (tempfile::TempDir, Paths, Vault, Session) {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths { vault: folder.path().join("v"), state: folder.path().join("s") };
        let at = Stamp::parse_from_rfc3339("2026-11-23T14:02:00+00:00").unwrap();
        let pass = SecretString::from(WORDS.to_owned());
        let vault = Vault::create(&paths, "Ruth", pass, RecoveryChoice::Later, 2, at).unwrap();
        let mut n = 0u128;
        let session = crate::record::template(at, &mut || {
            n += 1;
            Ulid(n << 64)
        });
        (folder, paths, vault, session)
    }

    fn opened(vault: Vault, paths: Paths) -> (mpsc::Sender<Task>, Receiver<Input>) {
        drop(vault);
        let (to_loop, heard) = mpsc::channel();
        let (keeper, _kept) = mpsc::channel();
        let tasks = start(paths, 2, Banks::built_in().unwrap(), to_loop, keeper);
        tasks.send(Task::Unlock(Secret::new(WORDS.to_owned()))).unwrap();
        (tasks, heard)
    }

    fn found(tasks: &mpsc::Sender<Task>, heard: &Receiver<Input>) -> usize {
        tasks.send(Task::Search { words: "xylophone".into() }).unwrap();
        loop {
            match heard.recv_timeout(Duration::from_secs(30)).unwrap() {
                Input::Vault(Reply::Plain(Event::Found { count, .. })) => return count,
                Input::Vault(Reply::Plain(Event::NotRectified { why })) => panic!("{why}"),
                _ => {}
            }
        }
    }

    #[test]
    fn whoever_opens_a_session_learns_what_its_signatures_are_worth() {
        let (_folder, paths, mut vault, mut session) = bench();
        let d = session.discussions.first_mut().unwrap();
        d.agreements = vec![crate::record::Agreement {
            id: Ulid(3),
            person: vault.id(),
            child: None,
            accuracy: crate::record::Accuracy::Accurate,
            stance: None,
            at: session.begun,
            recorded_by: None,
            words: "anything".into(),
            signature: "anything".into(),
            struck: None,
        }];
        let head = vault.publish(&session, &[], session.begun).unwrap();
        let (tasks, heard) = opened(vault, paths);
        tasks.send(Task::Load { head: head.as_str().into() }).unwrap();
        let mut checked = None;
        loop {
            match heard.recv_timeout(Duration::from_secs(30)).unwrap() {
                Input::Vault(Reply::Plain(Event::Checked { checks, .. })) => checked = Some(checks),
                Input::Vault(Reply::Loaded { .. }) => break,
                _ => {}
            }
        }
        assert!(matches!(checked.unwrap().as_slice(), [one] if !one.is_well));
    }

    #[test]
    fn words_that_were_removed_are_not_found_again() {
        let (_folder, paths, mut vault, mut session) = bench();
        let d = session.discussions.iter_mut().find(|d| !d.decisions.is_empty()).unwrap();
        d.decisions[0].text = "Xylophone".into();
        let remove = d.decisions[0].id;
        let head = vault.publish(&session, &[], session.begun).unwrap();
        let (tasks, heard) = opened(vault, paths);
        assert_eq!(found(&tasks, &heard), 1);
        let (why, authority) = ("Another family".to_owned(), "head of service".to_owned());
        let (session, stood_on, by) = (session.id, vec![head], Ulid(1));
        let task = Task::Rectify { seq: 1, session, stood_on, remove, why, authority, by };
        tasks.send(task).unwrap();
        assert_eq!(found(&tasks, &heard), 0);
    }
}
