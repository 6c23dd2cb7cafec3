//! `session hand-over`: notes that a finalised page was put where it belongs.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::page::{Page, put};
use super::{now, pick};
use crate::cli::failure::{DONE, Ended, Failure};
use crate::cli::place::mention_problems;
use crate::cli::{Place, output};
use crate::export::digest_of;
use crate::practice::Destination;
use crate::record::{Discussion, HandOver, Subject};
use crate::vault::{Access, fresh_id};
use clap::{Args, ValueEnum};

/// No file that left is longer, in bytes.
const LARGEST_FILE: u64 = 256 << 20;

#[derive(Args)]
pub struct HandOverTo {
    /// The session's id, or its beginning.
    id: String,
    #[command(flatten)]
    page: Page,
    /// Which file it was put into.
    #[arg(long, value_enum)]
    to: To,
    /// The case system's own reference for it, where it gave one.
    #[arg(long, value_name = "REFERENCE", default_value = "")]
    reference: String,
    /// The very file that was handed over: its check number is noted, and
    /// nothing else of it.
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum To {
    /// The child's file.
    ChildFile,
    /// The practitioner's staff file.
    StaffFile,
}

impl From<To> for Destination {
    fn from(to: To) -> Self {
        match to {
            To::ChildFile => Destination::ChildFile,
            To::StaffFile => Destination::StaffFile,
        }
    }
}

pub fn run(over: &HandOverTo, place: &Place) -> Ended {
    let to = Destination::from(over.to);
    let reference = over.reference.trim();
    if reference.contains(char::is_control) {
        return Err(Failure::wrong_use("a reference is one line of words. Nothing was changed"));
    }
    let digest = over.file.as_deref().map(digest_of_file).transpose()?.unwrap_or_default();
    let mut vault = place.open(Access::Write)?;
    let (mut session, head) = pick::only_version(&vault, &over.id)?;
    let (discussion, child) = over.page.finalised(&session)?;
    let (id, at) = (fresh_id(), now());
    let made = HandOver { id, to, reference: reference.to_owned(), digest, at };
    let Some(d) = session.discussion_mut(discussion).filter(|d| goes_there(d, to)) else {
        return Err(Failure::failed(
            "this page is about no child, so it goes into no child's file. Nothing was changed",
        ));
    };
    let is_it = |o: &HandOver| !reference.is_empty() && o.to == to && o.reference == reference;
    if d.filing.iter().any(|f| f.child == child && f.hand_overs.iter().any(is_it)) {
        return Err(Failure::failed(
            "this page was handed over there with this very reference before. Nothing was changed",
        ));
    }
    let again = d.filing.iter().any(|f| f.child == child && f.is_handed_over(to));
    d.hand_over(child, made);
    put(&mut vault, &session, head, at)?;
    mention_problems(&vault);
    if again {
        output::say("it was handed over there before: both times are noted");
    }
    vault.close();
    output::lines(&[id.to_string()]).map(|_| DONE)
}

fn goes_there(d: &Discussion, to: Destination) -> bool {
    let of_a_child = matches!(d.subject, Subject::Child(_) | Subject::Family(_));
    of_a_child || to != Destination::ChildFile
}

fn digest_of_file(path: &Path) -> Result<String, Failure> {
    let unread = |e: std::io::Error| {
        Failure::failed(format!("this file could not be read: {e}. Nothing was changed"))
            .about(path)
    };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unread)?;
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(unread)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LARGEST_FILE {
        return Err(
            Failure::failed("this file is too long to be a note. Nothing was changed").about(path)
        );
    }
    Ok(digest_of(&bytes))
}
