//! `session hand-over`: notes that a finalised page was put where it belongs.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::page::{Page, put};
use super::{now, pick};
use crate::cli::failure::{DONE, Ended, Failure};
use crate::cli::place::mention_problems;
use crate::cli::{Place, export, output};
use crate::export::digest_of;
use crate::practice::Destination;
use crate::record::warning::Known;
use crate::record::{Audience, Discussion, HandOver, Session, Subject, Wanted};
use crate::vault::{Access, Vault, fresh_id};
use clap::{Args, ValueEnum};
use ulid::Ulid;

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
    /// Note the file although this page gives no such file now: it was
    /// changed, or is of another program. The record says so.
    #[arg(long, requires = "file")]
    as_it_is: bool,
    /// Note the reference although it names another child, or is another's.
    #[arg(long)]
    despite_warnings: bool,
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
    if !HandOver::takes_reference(reference) {
        return Err(Failure::wrong_use(
            "a reference is one line of at most 80 letters, none of them invisible. Nothing was \
             changed",
        ));
    }
    let file = over.file.as_deref().map(read).transpose()?;
    let mut vault = place.open(Access::Write)?;
    let (mut session, head) = pick::only_version(&vault, &over.id)?;
    let (discussion, child) = over.page.finalised(&session)?;
    if to == Destination::StaffFile && !says_something(&vault, &session, discussion, child) {
        return Err(Failure::failed(
            "nothing of this page goes into the staff file. Nothing was changed",
        ));
    }
    if !over.despite_warnings && names_another(reference, &vault, &session, (discussion, child, to))
    {
        return Err(Failure::failed(
            "this reference names another child that is known here, or is another's. Nothing was \
             changed. Where it is right all the same, --despite-warnings notes it",
        ));
    }
    let mut as_it_is = false;
    if let Some(file) = file.as_deref() {
        let to_staff = to == Destination::StaffFile;
        as_it_is = !export::gives(&vault, &session, (discussion, child), to_staff, file)?;
        if as_it_is && !over.as_it_is {
            return Err(Failure::failed(
                "this is not a file that this page gives, in any format or layout. Nothing was \
                 changed. Look which file was handed over; where it is this one all the same, \
                 --as-it-is notes it",
            ));
        }
    }
    let digest = file.as_deref().map(digest_of).unwrap_or_default();
    let (id, at) = (fresh_id(), now());
    let made =
        HandOver { id, to, reference: reference.to_owned(), digest, as_it_is, imported: false, at };
    let Some(d) = session.discussion_mut(discussion).filter(|d| goes_there(d, to)) else {
        return Err(Failure::failed(
            "this page is about no child, so it goes into no child's file. Nothing was changed",
        ));
    };
    let is_it = |o: &HandOver| {
        !o.imported && !reference.is_empty() && o.to == to && o.reference == reference
    };
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

/// Whether the staff file takes anything of a page.
fn says_something(vault: &Vault, session: &Session, of: Ulid, child: Option<Ulid>) -> bool {
    let wanted = Wanted::new(child, Audience::StaffFile, vault.rules());
    wanted.note(session, of).is_ok_and(|note| note.says_something())
}

/// Whether the reference of a page names a child that is not its own, or is
/// such a child's.
fn names_another(
    reference: &str,
    vault: &Vault,
    session: &Session,
    (discussion, child, to): (Ulid, Option<Ulid>, Destination),
) -> bool {
    let audience = match to {
        Destination::StaffFile => Audience::StaffFile,
        Destination::ChildFile | Destination::TheTwoDecide => Audience::ChildFile,
    };
    let sessions = vault.sessions();
    let headers = sessions.iter().flat_map(|s| &s.heads).map(|h| &h.header);
    let known = Known::of(session, discussion, child, audience, headers);
    !known.named_in(reference).is_empty()
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
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
    Ok(bytes)
}
