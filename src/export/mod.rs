//! Writes a note in a format: blocks in, bytes out.
//!
//! A writer adds nothing and leaves nothing out: what a note holds was decided
//! in [`mod@crate::record::note`]. The screen and the command call the same
//! function, so that the same record always gives the same bytes.
//!
//! A new format is one file here, one variant of [`Format`], one golden file.

mod action;
pub mod calendar;
mod contents;
mod docx;
mod file_name;
pub mod font;
mod html;
mod json;
mod markdown;
mod pdf;
pub mod picture;
mod plain;
mod ron;
mod turning;

use std::borrow::Cow;

pub use file_name::file_name;
use sha2::{Digest, Sha256};

pub use json::spelled as spelled_json;
pub use markdown::escape as escape_markdown;

pub use crate::record::Format;
use crate::record::{Audience, Block, Leaving, Note};

/// The bytes of what leaves, in a format. Formats that are text are UTF-8, with
/// lines ended by a line feed. The same notes always give the same bytes.
pub fn write(leaving: &Leaving, format: Format) -> Vec<u8> {
    match format {
        Format::Text => plain::write(leaving).into_bytes(),
        Format::Markdown => markdown::write(leaving).into_bytes(),
        Format::Docx => docx::write(leaving),
        Format::Json => json::write(leaving).into_bytes(),
        Format::Html => html::write(leaving).into_bytes(),
        Format::Ron => ron::write(leaving).into_bytes(),
        Format::Pdf => pdf::write(leaving),
    }
}

/// That signs of it have no letter in a PDF, in words, for whoever sends it;
/// nothing where each has one, and of any other format.
pub fn lacks_letters(leaving: &Leaving, format: Format) -> Option<String> {
    if format != Format::Pdf {
        return None;
    }
    let text = preview(leaving, Format::Text);
    match text.lines().map(font::count_numbered).sum::<usize>() {
        0 => None,
        1 => Some(
            "1 sign has no letter in a PDF and is shown there by its number, as [U+4F60]; a Word \
             document keeps it"
                .to_owned(),
        ),
        some => Some(format!(
            "{some} signs have no letter in a PDF and are shown there by their numbers, as \
             [U+4F60]; a Word document keeps them"
        )),
    }
}

/// What a person reads before it leaves: the very text of a format that is
/// read as text; of any other, the words it holds.
pub fn preview(leaving: &Leaving, format: Format) -> String {
    let shown = if format.is_read_as_text() { format } else { Format::Text };
    String::from_utf8_lossy(&write(leaving, shown)).into_owned()
}

/// A check number of a note's words (SHA-256 of its plain text, in hex): the
/// same in every format, with pictures and without, and for as long as not a
/// letter is changed.
pub fn digest(note: &Note) -> String {
    let mut note = note.clone();
    note.blocks.retain(|block| !matches!(block, Block::Picture(_)));
    digest_of(plain::write(&Leaving::of(note)).as_bytes())
}

/// The check number of the very bytes that leave (SHA-256, in hex).
pub fn digest_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// What stands over a note, to be read: its title; over a letter nothing, but
/// that a draft is one.
fn headline(note: &Note) -> Option<String> {
    match (note.is_letter(), note.draft) {
        (true, true) => Some(DRAFT.into()),
        (true, false) => None,
        (false, _) => Some(title(note)),
    }
}

/// What stands under it: the contact date; over a letter nothing.
fn dateline(note: &Note) -> Option<String> {
    (!note.is_letter()).then(|| contact_date(note))
}

const DRAFT: &str = "DRAFT, not finalised";

/// The title as it leaves, for what describes a file: headed DRAFT until the
/// page is finalised. What is read in it is [`headline`].
fn title(note: &Note) -> String {
    if note.draft { format!("{DRAFT}: {}", note.title) } else { note.title.clone() }
}

/// What a file is called that holds these notes: by the title of one, or the
/// one title all have; whether there are drafts among several is said after
/// it.
fn name_of(leaving: &Leaving) -> String {
    let Some((first, others)) = leaving.notes.split_first() else { return String::new() };
    if others.is_empty() {
        return title(first);
    }
    let of_one = first.audience == Audience::SubjectAccess
        || others.iter().all(|note| note.title == first.title);
    let name = if of_one { first.title.as_str() } else { "Supervision notes" };
    let drafts = leaving.notes.iter().filter(|note| note.draft).count();
    match drafts {
        0 => name.to_owned(),
        all if all == leaving.notes.len() => format!("{DRAFT}: {name}"),
        _ => format!("{name}, with drafts"),
    }
}

/// The contact date on a line of its own, as case systems ask for it; that it
/// is not given, where it would say too much.
fn contact_date(note: &Note) -> String {
    let what = if note.held { "Supervision held" } else { "Made" };
    let on = note.date.map(|on| on.format("%-d %B %Y").to_string());
    format!("{what}: {}", on.as_deref().unwrap_or("the date is not given"))
}

/// Words as they may leave. An export is read by other programs, and a pasted
/// escape or NUL can do harm there, so control characters other than a line
/// break and a tab are shown as their pictures (`␛`), those that have none as
/// `�`. A line break is a line feed, however it was typed. Signs of direction
/// that would turn words that are not right-to-left writing, letters that
/// nobody sees and values that are no letters are spelled out: `⟨U+202E⟩`. All
/// else leaves as it was written.
pub fn visible(text: &str) -> Cow<'_, str> {
    let text = without_controls(text);
    if text.is_ascii() || !text.chars().any(turning::may_be_spelled) {
        return text;
    }
    Cow::Owned(turning::spelled(&text))
}

fn without_controls(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\n' | '\t' => out.push(c),
            '\u{7f}' => out.push('␡'),
            '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('�')),
            _ if c.is_control() => out.push('�'),
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}
