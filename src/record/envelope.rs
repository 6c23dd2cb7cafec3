//! The envelope every record travels in: format number first.
//!
//! `(format: 0, kind: "session", record: (…))`. The number is read before
//! anything else, so that a newer format is named and left alone.

mod wording;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// The record format this version writes. 0 until the format is frozen.
pub const FORMAT: u32 = 0;

/// Why a record could not be read. Never quotes the record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Made by a newer thinkwheel.
    #[error(
        "this record has format {found}; this thinkwheel reads up to {FORMAT}. \
         It was left as it is: open it with a newer thinkwheel"
    )]
    Newer {
        /// The number found.
        found: u32,
    },
    /// Another kind of file.
    #[error("this is {found}, not a {wanted}; nothing was read from it")]
    OtherKind {
        /// What it says it is.
        found: String,
        /// What was looked for.
        wanted: &'static str,
    },
    /// Not readable.
    #[error("line {line}, column {column}: {what}")]
    Unreadable {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong and what is wanted, without a word of the file.
        what: String,
    },
}

#[derive(Deserialize)]
struct Peek {
    format: u32,
    kind: String,
}

#[derive(Serialize)]
struct Out<'a, T> {
    format: u32,
    kind: &'a str,
    record: &'a T,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct In<T> {
    #[allow(dead_code)]
    format: u32,
    #[allow(dead_code)]
    kind: String,
    record: T,
}

/// How deep brackets may stand in brackets. Ours need about twenty; a file of
/// brackets alone must be an error and not the end of the program.
const DEEPEST: usize = 128;

fn options() -> ron::Options {
    ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .with_recursion_limit(DEEPEST)
}

/// Writes a value as pleasant RON, real line breaks in prose.
///
/// # Errors
/// Only where a value has no RON form, which none of ours lacks.
pub fn to_ron<T: Serialize>(value: &T) -> Result<String, ron::Error> {
    let pretty = ron::ser::PrettyConfig::new()
        .escape_strings(false)
        .new_line("\n")
        .indentor("  ")
        .struct_names(false);
    options().to_string_pretty(value, pretty)
}

/// Reads a value from RON; an error names line and column, never content.
pub fn from_ron<T: DeserializeOwned>(text: &str) -> Result<T, ReadError> {
    options().from_str(text).map_err(|e| wording::ron(&e, text))
}

/// Writes a value in its envelope.
pub fn write<T: Serialize>(kind: &str, record: &T) -> Result<String, ron::Error> {
    to_ron(&Out { format: FORMAT, kind, record }).map(|mut s| {
        s.push('\n');
        s
    })
}

/// Reads a value from its envelope, format number first.
pub fn read<T: DeserializeOwned>(kind: &'static str, text: &str) -> Result<T, ReadError> {
    let peek: Peek = from_ron(text)?;
    admit(&peek, kind)?;
    from_ron::<In<T>>(text).map(|e| e.record)
}

/// Writes a value in its envelope as JSON.
pub fn write_json<T: Serialize>(kind: &str, record: &T) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&Out { format: FORMAT, kind, record }).map(|mut s| {
        s.push('\n');
        s
    })
}

/// Reads a value from a JSON envelope.
pub fn read_json<T: DeserializeOwned>(kind: &'static str, text: &str) -> Result<T, ReadError> {
    let peek: Peek = serde_json::from_str(text).map_err(|e| wording::json(&e))?;
    admit(&peek, kind)?;
    serde_json::from_str::<In<T>>(text).map(|e| e.record).map_err(|e| wording::json(&e))
}

fn admit(peek: &Peek, kind: &'static str) -> Result<(), ReadError> {
    if peek.format > FORMAT {
        return Err(ReadError::Newer { found: peek.format });
    }
    if peek.kind != kind {
        return Err(ReadError::OtherKind { found: plain_kind(&peek.kind), wanted: kind });
    }
    Ok(())
}

/// Kinds of file that are ours. Any other name may be anything somebody typed.
const KINDS: [&str; 2] = ["session", "bank"];

fn plain_kind(kind: &str) -> String {
    match KINDS.iter().find(|known| **known == kind) {
        Some(known) => format!("a {known} file"),
        None => "a file of another kind".into(),
    }
}
