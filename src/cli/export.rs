//! `export`: the note as it would leave, shown or written to a file.
//!
//! Which notes: one for every discussion of the session that has something to
//! say to that destination, in their order, one after the other. `--child` and
//! `--discussion` narrow it. A child's file holds one child, so `--child` must
//! be there where the session speaks of more. Each note is made and written by
//! the same functions as on the screen; a session with one discussion gives
//! the same bytes.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use ulid::Ulid;

use super::failure::{DONE, Ended, Failure};
use super::place::mention_problems;
use super::session::pick::{self, child, discussion};
use super::{Place, output};
use crate::export::{self, Format};
use crate::practice::Bank;
use crate::record::{self, Audience, Discussion, Leaving, Session, Wanted};
use crate::vault::{Access, Paths, Vault, write_outside};

#[derive(Args)]
pub struct Export {
    /// The session's id, or its beginning.
    id: String,
    /// Where the note goes: this decides what it may hold.
    #[arg(long, value_enum)]
    to: To,
    /// The child it is about: reference, initials, name or id. Needed for a
    /// child's file where the session speaks of several children.
    #[arg(long, value_name = "REF")]
    child: Option<String>,
    /// Only this discussion: its id, or the beginning of it.
    #[arg(long, value_name = "ID")]
    discussion: Option<String>,
    /// What it is written as.
    #[arg(long, value_enum, default_value = "text")]
    format: As,
    /// Send it to this file, or into this folder under a name that gives no
    /// child's name away; `-` is standard output. Without it, what would leave
    /// is shown and nothing is written.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file if it is there already.
    #[arg(long, requires = "output")]
    replace: bool,
    /// Which version of the session, where two stand side by side.
    #[arg(long, value_name = "VERSION")]
    head: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum To {
    /// One child's file: nothing of another child, nothing personal.
    ChildFile,
    /// The practitioner's staff file: children by initials.
    StaffFile,
    /// Everything, for the two people themselves.
    Full,
}

impl From<To> for Audience {
    fn from(to: To) -> Self {
        match to {
            To::ChildFile => Audience::ChildFile,
            To::StaffFile => Audience::StaffFile,
            To::Full => Audience::Full,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum As {
    /// Plain text, ready to paste.
    Text,
    /// Markdown.
    Markdown,
    /// PDF.
    Pdf,
}

impl From<As> for Format {
    fn from(format: As) -> Self {
        match format {
            As::Text => Format::Text,
            As::Markdown => Format::Markdown,
            As::Pdf => Format::Pdf,
        }
    }
}

/// What leaves: the very bytes, the file's name, and what stays away.
struct Outgoing {
    bytes: Vec<u8>,
    name: String,
    left_out: Vec<String>,
}

pub fn run(export: &Export, place: &Place) -> Ended {
    let vault = place.open(Access::Read)?;
    let session = pick::session(&vault, &export.id, export.head.as_deref())?;
    let leaving = notes(export, &vault, &session)?;
    mention_problems(&vault);
    for remark in &leaving.left_out {
        output::say(&format!("left out: {remark}"));
    }
    match export.output.as_deref() {
        None => {
            output::warn_of_scrollback();
            output::bytes(&leaving.bytes)
        }
        Some(path) if path == Path::new("-") => output::bytes(&leaving.bytes),
        Some(path) => send(path, &leaving, export.replace, vault.paths()),
    }
}

fn notes(export: &Export, vault: &Vault, session: &Session) -> Result<Outgoing, Failure> {
    let (audience, format) = (Audience::from(export.to), Format::from(export.format));
    let child = export.child.as_deref().map(|c| child(session, c)).transpose()?;
    let mut wanted: Vec<&Discussion> = match &export.discussion {
        Some(id) => vec![discussion(session, id)?],
        None => session.discussions.iter().collect(),
    };
    let child = match (child, audience) {
        (None, Audience::ChildFile) => Some(only_child(&wanted)?),
        (named, _) => named,
    };
    if let Some(child) = child {
        wanted.retain(|d| d.subject.children().contains(&child));
        if wanted.is_empty() {
            return Err(Failure::failed(
                "no discussion chosen here is about that child; nothing was written",
            ));
        }
    }
    let banks = Place::banks(Some(vault))?;
    let provenance = banks.first().map(Bank::origin);
    let checks = vault.statements_checked(session);
    let mut made = Vec::new();
    for d in wanted {
        let wanted = Wanted {
            provenance: provenance.as_deref(),
            pictures: format.holds_pictures(),
            ..Wanted::new(child, audience, vault.rules())
        };
        let mut note = wanted.note(session, d.id).map_err(|e| Failure::failed(e.to_string()))?;
        note.tell_checked(session, d.id, child, &checks);
        note.tell_removed(session, &vault.tombstones());
        made.push((d.id, note));
    }
    let left_out = made.iter().flat_map(|(_, note)| note.left_out.clone()).collect();
    // Discussions with nothing to say there go unmentioned, unless all are so.
    if made.iter().any(|(_, note)| note.says_something()) {
        made.retain(|(_, note)| note.says_something());
    } else {
        made.truncate(1);
    }
    // A file with several discussions is named after the session, but for a
    // child's file, which has a name of its own.
    let named_after = match made.as_slice() {
        [] => return Err(Failure::failed("there is no discussion in this session to export")),
        [(only, _)] => *only,
        [(first, _), ..] if child.is_some() => *first,
        _ => session.id,
    };
    let notes = made.into_iter().map(|(_, note)| note).collect();
    let bytes = export::write(&Leaving { notes, records: Vec::new() }, format);
    Ok(Outgoing {
        bytes,
        name: export::file_name(session, named_after, child, audience, format),
        left_out,
    })
}

fn only_child(discussions: &[&Discussion]) -> Result<Ulid, Failure> {
    // Discussions nobody has said anything in need no choosing between.
    let spoken: Vec<_> = discussions.iter().filter(|d| !d.is_empty()).collect();
    let from = if spoken.is_empty() { discussions.iter().collect() } else { spoken };
    let mut children: Vec<Ulid> =
        from.iter().flat_map(|d| d.subject.children().iter().copied()).collect();
    children.sort_unstable();
    children.dedup();
    match children.as_slice() {
        [only] => Ok(*only),
        [] => Err(Failure::failed(record::NoteError::NotAboutAChild.to_string())),
        several => {
            let ids: Vec<String> = several.iter().map(ToString::to_string).collect();
            Err(Failure::wrong_use(format!(
                "this session speaks of {} children and a child's file holds one. Say which with \
                 --child: reference, name, initials, or an id: {}",
                ids.len(),
                ids.join(", ")
            )))
        }
    }
}

fn send(path: &Path, leaving: &Outgoing, replace: bool, paths: &Paths) -> Ended {
    let path = if path.is_dir() { path.join(&leaving.name) } else { path.to_path_buf() };
    write_outside(paths, &path, &leaving.bytes, replace).map_err(|e| {
        let option = if e.exists() { ": --replace" } else { "" };
        Failure::failed(format!("{e}{option}")).about(&path)
    })?;
    output::lines(&[path.display().to_string()]).map(|_| DONE)
}
