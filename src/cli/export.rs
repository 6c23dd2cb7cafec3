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
use super::{Place, layout, learning, output};
use crate::export::{self, Format};
use crate::practice::Bank;
use crate::record::warning::Of;
use crate::record::{
    Audience, Discussion, Earlier, Known, Leaving, NoteError, Session, Wanted, Warning,
    warnings_with,
};
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
    /// What it is written as; without it, what the ending of --output says, or
    /// text.
    #[arg(long, value_enum)]
    format: Option<As>,
    /// The layout it has: an id that `layout list` gives, or a layout file,
    /// which is checked first. Without it, the one in force in this vault.
    #[arg(long, value_name = "ID|FILE")]
    layout: Option<String>,
    /// Send it to this file, or into this folder under a name that gives no
    /// child's name away; `-` is standard output. Without it, what would leave
    /// is shown and nothing is written.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file if it is there already.
    #[arg(long, requires = "output")]
    replace: bool,
    /// Send it although it names another child or a relative of one, or holds
    /// what is about or from somebody else: it was read, and that belongs
    /// there.
    #[arg(long, requires = "output")]
    despite_warnings: bool,
    /// Which version of the session, where two stand side by side.
    #[arg(long, value_name = "VERSION")]
    head: Option<String>,
    #[command(flatten)]
    choice: learning::Choice,
}

#[derive(Clone, Copy, ValueEnum)]
enum To {
    /// One child's file: nothing of another child, nothing personal.
    ChildFile,
    /// The practitioner's staff file: children by initials.
    StaffFile,
    /// Everything, for the two people themselves.
    Full,
    /// The child: only the words the two chose to write to them.
    Letter,
    /// For others to learn from: passages you choose, de-identified. It is
    /// still personal data.
    Learning,
}

impl From<To> for Audience {
    fn from(to: To) -> Self {
        match to {
            To::ChildFile => Audience::ChildFile,
            To::StaffFile => Audience::StaffFile,
            To::Full => Audience::Full,
            To::Letter => Audience::Letter,
            To::Learning => Audience::Learning,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub enum As {
    /// Plain text, ready to paste.
    Text,
    /// Markdown.
    Markdown,
    /// A web page of one file, with pictures.
    Html,
    /// The record itself, cut down to what may leave, as RON.
    Ron,
    /// A Word document.
    Docx,
    /// JSON, for other tools.
    Json,
    /// PDF.
    Pdf,
}

impl From<As> for Format {
    fn from(format: As) -> Self {
        match format {
            As::Text => Format::Text,
            As::Markdown => Format::Markdown,
            As::Html => Format::Html,
            As::Ron => Format::Ron,
            As::Docx => Format::Docx,
            As::Json => Format::Json,
            As::Pdf => Format::Pdf,
        }
    }
}

/// The format asked for, or the one that the name of the file says: a file is
/// what its name says it is.
///
/// # Errors
/// Where the two contradict each other, or the name says what is not written.
pub fn written_as(asked: Option<As>, output: Option<&Path>) -> Result<Format, Failure> {
    let name = output.filter(|path| !path.is_dir()).and_then(Path::file_name);
    let name = name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    if ["doc", "odt", "rtf"].contains(&ending.as_str()) {
        return Err(Failure::wrong_use(format!(
            "no file is written as .{ending}; a Word document is .docx. Nothing was written"
        )));
    }
    match (asked.map(Format::from), Format::of_name(&name)) {
        (Some(asked), Some(named)) if asked != named => Err(Failure::wrong_use(format!(
            "--format says {}, the ending .{ending} says {}. Nothing was written: change one of \
             them",
            asked.words(),
            named.words()
        ))),
        (asked, named) => Ok(asked.or(named).unwrap_or(Format::Text)),
    }
}

/// What leaves: the very bytes, what is shown of them, the file's name, and
/// what stays away.
struct Outgoing {
    bytes: Vec<u8>,
    /// What a person reads of them.
    shown: String,
    name: String,
    left_out: Vec<String>,
    warnings: Vec<Warning>,
    /// What the format cannot show as it was written.
    lacking: Option<String>,
}

pub fn run(export: &Export, place: &Place) -> Ended {
    let vault = place.open(Access::Read)?;
    let session = pick::session(&vault, &export.id, export.head.as_deref())?;
    let audience = Audience::from(export.to);
    if audience == Audience::Learning {
        let discussion = export.discussion.as_deref().map(|id| discussion(&session, id));
        mention_problems(&vault);
        let to = learning::To {
            format: written_as(export.format, export.output.as_deref())?,
            output: export.output.as_deref(),
            replace: export.replace,
            paths: vault.paths(),
        };
        return learning::run(&export.choice, &session, discussion.transpose()?, &to);
    }
    if export.choice.is_made() {
        return Err(Failure::wrong_use(
            "--choose, --put, --keep and --looked-through are for --to learning; nothing was \
             written",
        ));
    }
    let leaving = notes(export, &vault, &session)?;
    mention_problems(&vault);
    for remark in &leaving.left_out {
        output::say(&format!("left out: {remark}"));
    }
    for warning in &leaving.warnings {
        output::say(&format!("warning: {}", warning.unnamed));
    }
    if let Some(lacking) = &leaving.lacking {
        output::say(lacking);
    }
    // The two themselves may read every name; a family name that may be
    // anybody's is said and stands in no way.
    let read_by_others = !matches!(export.to, To::Full);
    let worst = leaving.warnings.iter().map(|w| w.of).filter(|of| *of != Of::Perhaps).min();
    if let Some(of) = worst
        && read_by_others
        && export.output.is_some()
        && !export.despite_warnings
    {
        let what = match of {
            Of::AnotherChild | Of::Perhaps => "names another child",
            Of::Relative => "names a relative of another child",
            Of::ThirdParty => "holds what is about or from somebody else",
        };
        return Err(Failure::failed(format!(
            "nothing was written: this {what}. Read it without --output; where that belongs \
             there, add --despite-warnings"
        )));
    }
    match export.output.as_deref() {
        None => {
            output::warn_of_scrollback();
            output::bytes(leaving.shown.as_bytes())
        }
        Some(path) if path == Path::new("-") => output::bytes(&leaving.bytes),
        Some(path) => send(path, &leaving, export.replace, vault.paths()),
    }
}

/// Whether a file is one that this page gives, to the byte: in any format, in
/// any layout at hand, alone or with what else of the child leaves with it.
///
/// # Errors
/// Where no layout can be read.
pub fn gives(
    vault: &Vault,
    session: &Session,
    page: (Ulid, Option<Ulid>),
    to_staff: bool,
    file: &[u8],
) -> Result<bool, Failure> {
    // What it is says which writer to ask: some are slow.
    let formats: &[As] = match file {
        [b'P', b'K', ..] => &[As::Docx],
        [b'%', b'P', b'D', b'F', ..] => &[As::Pdf],
        _ => &[As::Text, As::Markdown, As::Html, As::Ron, As::Json],
    };
    let (discussion, child) = page;
    let child = child.or(match session.discussion(discussion).map(|d| d.subject.children()) {
        Some([only]) => Some(*only),
        _ => None,
    });
    let layouts = Place::layouts(Some(vault))?;
    for layout in layouts.iter() {
        for (format, alone) in formats.iter().flat_map(|f| [(*f, true), (*f, false)]) {
            let export = Export {
                id: String::new(),
                to: if to_staff { To::StaffFile } else { To::ChildFile },
                child: child.map(|c| c.to_string()),
                discussion: alone.then(|| discussion.to_string()),
                format: Some(format),
                layout: Some(layout.id.clone()),
                output: None,
                replace: false,
                despite_warnings: false,
                head: None,
                choice: learning::Choice::default(),
            };
            let Ok(leaving) = notes(&export, vault, session) else { continue };
            if leaving.bytes == file || leaving.shown.as_bytes() == file {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

fn notes(export: &Export, vault: &Vault, session: &Session) -> Result<Outgoing, Failure> {
    let audience = Audience::from(export.to);
    let format = written_as(export.format, export.output.as_deref())?;
    let child = export.child.as_deref().map(|c| child(session, c)).transpose()?;
    let mut wanted: Vec<&Discussion> = match &export.discussion {
        Some(id) => vec![discussion(session, id)?],
        None => session.discussions.iter().collect(),
    };
    let child = match (child, audience) {
        (None, Audience::ChildFile) => Some(only_child(&wanted)?),
        (None, Audience::Letter) => Some(only_written_to(&wanted)?),
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
    let layout = layout::for_export(export.layout.as_deref(), vault)?;
    let sessions = vault.sessions();
    let headers = || sessions.iter().flat_map(|s| &s.heads).map(|h| &h.header);
    let newest = || sessions.iter().filter_map(|s| s.heads.first()).map(|head| &head.header);
    let mut made = Vec::new();
    for d in wanted {
        let pictures = format.holds_pictures();
        let children = d.subject.children();
        let earlier =
            if pictures { Earlier::of(newest(), session, children) } else { Earlier::default() };
        let wanted = Wanted {
            provenance: provenance.as_deref(),
            pictures,
            scores: &earlier.scores,
            asked_before: &earlier.asked,
            layout: &layout,
            ..Wanted::new(child, audience, vault.rules())
        };
        let mut note = match wanted.note(session, d.id) {
            // Another discussion may hold it.
            Err(NoteError::NothingToTheChild) => continue,
            made => made.map_err(|e| Failure::failed(e.to_string()))?,
        };
        note.tell_checked(session, d.id, child, &checks);
        note.tell_removed(session, &vault.tombstones());
        let record = if format.holds_records() && audience.takes_records() {
            let record = wanted.record(session, d.id);
            Some(record.map_err(|e| Failure::failed(e.to_string()))?)
        } else {
            None
        };
        made.push((d.id, note, record));
    }
    let left_out = made.iter().flat_map(|(_, note, _)| note.left_out.clone()).collect();
    // Discussions with nothing to say there go unmentioned, unless all are so.
    if made.iter().any(|(_, note, _)| note.says_something()) {
        made.retain(|(_, note, _)| note.says_something());
    } else {
        made.truncate(1);
    }
    // A file with several discussions is named after the session, but for a
    // child's file, which has a name of its own.
    let named_after = match made.as_slice() {
        [] if audience == Audience::Letter => {
            return Err(Failure::failed(NoteError::NothingToTheChild.to_string()));
        }
        [] => return Err(Failure::failed("there is no discussion in this session to export")),
        [(only, ..)] => *only,
        [(first, ..), ..] if child.is_some() => *first,
        _ => session.id,
    };
    let mut leaving = Leaving::default();
    let mut warned = Vec::new();
    for (discussion, note, record) in made {
        let known = Known::of(session, discussion, child, audience, headers());
        warned.extend(warnings_with(&note, record.as_ref(), &known));
        leaving.notes.push(note);
        leaving.records.extend(record);
    }
    Ok(Outgoing {
        bytes: export::write(&leaving, format),
        lacking: export::lacks_letters(&leaving, format),
        shown: export::preview(&leaving, format),
        name: export::file_name(session, named_after, child, audience, format),
        left_out,
        warnings: warned,
    })
}

fn only_child(discussions: &[&Discussion]) -> Result<Ulid, Failure> {
    // Discussions nobody has said anything in need no choosing between.
    let spoken: Vec<_> = discussions.iter().filter(|d| !d.is_empty()).collect();
    let from = if spoken.is_empty() { discussions.iter().collect() } else { spoken };
    let mut children: Vec<Ulid> =
        from.iter().flat_map(|d| d.subject.children().iter().copied()).collect();
    only(&mut children, "speaks of", "a child's file holds one", NoteError::NotAboutAChild)
}

/// The child that a letter is to.
fn only_written_to(discussions: &[&Discussion]) -> Result<Ulid, Failure> {
    let letters = discussions.iter().flat_map(|d| &d.to_the_child).filter(|x| !x.is_empty());
    let mut children: Vec<Ulid> = letters.map(|x| x.child).collect();
    only(&mut children, "has words to", "a letter is to one", NoteError::NothingToTheChild)
}

fn only(children: &mut Vec<Ulid>, has: &str, one: &str, none: NoteError) -> Result<Ulid, Failure> {
    children.sort_unstable();
    children.dedup();
    match children.as_slice() {
        [only] => Ok(*only),
        [] => Err(Failure::failed(none.to_string())),
        several => {
            // Nothing of a record stands in an error: neither reference nor initials.
            let ids: Vec<String> = several.iter().map(ToString::to_string).collect();
            Err(Failure::wrong_use(format!(
                "this session {has} {} children and {one}. Say which with --child: reference, \
                 name, initials, or an id: {}",
                ids.len(),
                ids.join(", ")
            )))
        }
    }
}

fn send(path: &Path, leaving: &Outgoing, replace: bool, paths: &Paths) -> Ended {
    let path = if path.is_dir() { path.join(&leaving.name) } else { path.to_path_buf() };
    output::warn_of_name(&path);
    write_outside(paths, &path, &leaving.bytes, replace).map_err(|e| {
        let option = if e.exists() { ": --replace" } else { "" };
        Failure::failed(format!("{e}{option}")).about(&path)
    })?;
    output::lines(&[path.display().to_string()]).map(|_| DONE)
}
