//! JSON for other tools, as `docs/note-json.md` describes it.
//!
//! The names here are a promise to those tools, so they are written down here
//! and not derived from [`Note`]: changing the note cannot change them by
//! accident.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::Serialize;

use super::{digest, turning};
use crate::record::{Block, Leaving, Note};

/// What the file says it is.
const FORMAT: &str = "thinkwheel-note";
/// Raised when a reader of the version before could misread the file.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct File<'a> {
    format: &'static str,
    version: u32,
    notes: Vec<OneNote<'a>>,
}

#[derive(Serialize)]
struct OneNote<'a> {
    title: &'a str,
    /// The day of the meeting, `2026-11-23`.
    date: Option<String>,
    draft: bool,
    reference: &'a str,
    state: &'a str,
    audience: &'static str,
    digest: String,
    blocks: Vec<Piece<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Piece<'a> {
    Heading { level: u8, text: &'a str },
    Field { name: &'a str, value: &'a str },
    Question { text: &'a str },
    Said { text: &'a str },
    Prose { text: &'a str },
    Remark { text: &'a str },
    Item { text: &'a str, details: &'a [String] },
    Picture { title: Cow<'a, str>, words: Vec<String> },
}

pub(super) fn write(leaving: &Leaving) -> String {
    let notes = leaving.notes.iter().map(one).collect();
    let file = File { format: FORMAT, version: VERSION, notes };
    // Strings, numbers and lists with names of our own: nothing of it fails.
    let mut out = serde_json::to_string_pretty(&file).unwrap_or_default();
    out.push('\n');
    spelled(out)
}

/// Control characters that JSON lets stand in a string are spelled, too, and
/// so is what turns words round and what is no letter: who looks at the file
/// comes to no harm.
pub fn spelled(json: String) -> String {
    let is_spelled = |c: char| (c.is_control() && c != '\n') || turning::may_be_spelled(c);
    if !json.chars().any(is_spelled) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        if is_spelled(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

fn one(note: &Note) -> OneNote<'_> {
    OneNote {
        title: &note.title,
        date: note.date.map(|on| on.format("%Y-%m-%d").to_string()),
        draft: note.draft,
        reference: &note.reference,
        state: &note.version,
        audience: note.audience.slug(),
        digest: digest(note),
        blocks: note.blocks.iter().map(piece).collect(),
    }
}

fn piece(block: &Block) -> Piece<'_> {
    match block {
        Block::Heading { level, text } => Piece::Heading { level: *level, text },
        Block::Field { name, value } => Piece::Field { name, value },
        Block::Question(text) => Piece::Question { text },
        Block::Said(text) => Piece::Said { text },
        Block::Prose(text) => Piece::Prose { text },
        Block::Remark(text) => Piece::Remark { text },
        Block::Item { text, details } => Piece::Item { text, details },
        Block::Picture(drawing) => {
            Piece::Picture { title: drawing.title().into(), words: drawing.figure().words }
        }
    }
}
