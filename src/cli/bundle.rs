//! `send` and `receive`: bundles between two vaults.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use ulid::Ulid;

use super::failure::{DONE, Ended, Failure};
use super::people::is_fingerprint;
use super::place::mention_problems;
use super::session::{now, pick};
use super::{Place, input, output};
use crate::record::{Errand, Sent, ShareError, default_parcel};
use crate::text::fold;
use crate::vault::{Access, BundleError, PersonCard, Vault, fresh_id, write_outside};

/// No bundle is larger, in bytes: a record of the largest size, sealed.
const LARGEST: u64 = 24 << 20;

#[derive(Args)]
pub struct Send {
    /// The session's id, or its beginning.
    id: String,
    /// To whom: name or part of it, id or fingerprint, as `people list` gives
    /// them.
    #[arg(long, value_name = "PERSON")]
    to: String,
    /// What for.
    #[arg(long = "as", value_enum, default_value = "note")]
    errand: As,
    /// Only this discussion: its id, or the beginning of it. Personal
    /// supervision goes only where it is named here.
    #[arg(long, value_name = "ID")]
    discussion: Option<String>,
    /// Of brothers and sisters, the note of this child alone: reference,
    /// initials, name or id.
    #[arg(long, value_name = "REF")]
    child: Option<String>,
    /// The new file; then send it by whatever means you have.
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
}

#[derive(Args)]
pub struct Receive {
    /// The bundle's file.
    file: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum As {
    /// What you want from the hour, before it.
    Preparation,
    /// The finalised note, to be read, kept and answered.
    Note,
    /// Your statements and amendments, to a note you received.
    Answer,
    /// The session itself, for another supervisor who takes it over.
    Cover,
}

impl From<As> for Errand {
    fn from(errand: As) -> Self {
        match errand {
            As::Preparation => Errand::Preparation,
            As::Note => Errand::Note,
            As::Answer => Errand::Answer,
            As::Cover => Errand::Cover,
        }
    }
}

pub fn send(send: &Send, place: &Place) -> Ended {
    let mut vault = place.open(Access::Write)?;
    let (mut session, head) = pick::only_version(&vault, &send.id)?;
    let to = addressee(&vault, &send.to)?;
    let errand = Errand::from(send.errand);
    let child = send.child.as_deref().map(|c| pick::child(&session, c)).transpose()?;
    let chosen = match &send.discussion {
        Some(id) => vec![pick::discussion(&session, id)?.id],
        None => default_parcel(&session, errand, child),
    };
    let is_written = session.discussions.iter().any(|d| !d.is_empty());
    if chosen.is_empty() && is_written && errand == Errand::Note {
        return Err(BundleError::Nothing(ShareError::NotFinal).into());
    }
    let at = now();
    vault.check_before_sending(errand, &session, &chosen, child)?;
    let bundle = vault.bundle(to, errand, &session, &chosen, child, at)?;
    write_outside(vault.paths(), &send.output, &bundle.bytes, false)
        .map_err(|e| Failure::failed(e.to_string()).about(&send.output))?;
    for d in session.discussions.iter_mut().filter(|d| chosen.contains(&d.id)) {
        let digest = bundle.digest.clone();
        d.sent.push(Sent { id: fresh_id(), to, child, digest, at });
    }
    if let Err(e) = vault.publish(&session, &[head], at) {
        output::say(&format!("that it was sent could not be put down: {e}"));
    }
    mention_problems(&vault);
    vault.close();
    output::lines(&[send.output.display().to_string(), bundle.digest]).map(|_| DONE)
}

fn addressee(vault: &Vault, words: &str) -> Result<Ulid, Failure> {
    let wanted = fold(words.trim());
    let people = vault.people();
    let is_meant = |p: &&PersonCard| {
        fold(p.name.trim()) == wanted
            || is_fingerprint(words, &p.fingerprint)
            || (!wanted.is_empty() && fold(&p.id.to_string()).starts_with(&wanted))
    };
    // Nobody is called just so: a part of the name does, as in lists.
    let in_part = |p: &&PersonCard| !wanted.is_empty() && fold(&p.name).contains(&wanted);
    let mut meant: Vec<&PersonCard> = people.iter().filter(is_meant).collect();
    if meant.is_empty() {
        meant = people.iter().filter(in_part).collect();
    }
    let mut meant = meant.into_iter();
    match (meant.next(), meant.next()) {
        (Some(only), None) => Ok(only.id),
        (None, _) => Err(BundleError::NoSuchPerson.into()),
        (Some(_), Some(_)) => Err(Failure::wrong_use(
            "several people are called so; give the id, as `people list` prints it",
        )),
    }
}

pub fn receive(receive: &Receive, place: &Place) -> Ended {
    let bytes = input::bytes(&receive.file, LARGEST)
        .map_err(|unread| Failure::failed(unread.words()).about(&receive.file))?;
    let mut vault = place.open(Access::Write)?;
    let received = vault.receive(&bytes, now())?;
    mention_problems(&vault);
    output::say(&format!("{} {}: {}", received.errand.words(), received.name, received.what));
    for sentence in received.also() {
        output::say(&sentence);
    }
    vault.close();
    output::lines(&[received.session.to_string()]).map(|_| DONE)
}
