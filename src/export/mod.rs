//! Writes a note in a format: blocks in, bytes out.
//!
//! A writer adds nothing and leaves nothing out: what a note holds was decided
//! in [`mod@crate::record::note`]. The screen and the command call the same
//! function, so that the same record always gives the same bytes.
//!
//! A new format is one file, one variant here, one golden file.

mod file_name;
mod markdown;
mod plain;

use std::borrow::Cow;

pub use file_name::file_name;
pub use markdown::escape as escape_markdown;

use crate::record::Note;

/// What a note can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Plain text, ready to paste into a case system: no markup, no tables,
    /// paragraphs not wrapped.
    Text,
    /// Markdown with real headings.
    Markdown,
}

impl Format {
    /// All formats, the first the one to propose.
    pub const ALL: [Format; 2] = [Format::Text, Format::Markdown];

    /// As commands name it.
    pub fn slug(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Markdown => "markdown",
        }
    }

    /// As people name it.
    pub fn words(self) -> &'static str {
        match self {
            Format::Text => "text to paste",
            Format::Markdown => "Markdown",
        }
    }

    /// The end of its file names, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Markdown => "md",
        }
    }

    /// The format of that name, as [`Format::slug`] gives it.
    pub fn from_slug(slug: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|f| f.slug() == slug)
    }
}

/// The bytes of a note in a format: UTF-8, lines ended by a line feed.
pub fn write(note: &Note, format: Format) -> Vec<u8> {
    match format {
        Format::Text => plain::write(note),
        Format::Markdown => markdown::write(note),
    }
    .into_bytes()
}

/// The title as it leaves: headed DRAFT until the page is finalised.
fn title(note: &Note) -> String {
    let draft = if note.draft { "DRAFT, not finalised: " } else { "" };
    format!("{draft}{}", note.title)
}

/// The contact date on a line of its own, as case systems ask for it.
fn contact_date(note: &Note) -> String {
    format!("Supervision held: {}", note.date.format("%-d %B %Y"))
}

/// Words as they may leave. An export is read by other programs, and a pasted
/// escape or NUL can do harm there, so control characters other than a line
/// break and a tab are shown as their pictures (`␛`), those that have none as
/// `�`. A line break is a line feed, however it was typed. All else leaves as
/// it was written.
pub fn visible(text: &str) -> Cow<'_, str> {
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
