//! The envelope every record travels in: format number first.
//!
//! `(format: 0, kind: "session", record: (…))`. The number is read before
//! anything else, so that a newer format is named and left alone.

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
    #[error("this is a {found} file, not a {wanted}")]
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
        /// What is wrong, in the parser's words.
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

fn options() -> ron::Options {
    ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .without_recursion_limit()
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
    options().from_str(text).map_err(|e| unreadable(&e))
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
    let peek: Peek = serde_json::from_str(text).map_err(|e| unreadable_json(&e))?;
    admit(&peek, kind)?;
    serde_json::from_str::<In<T>>(text).map(|e| e.record).map_err(|e| unreadable_json(&e))
}

fn admit(peek: &Peek, kind: &'static str) -> Result<(), ReadError> {
    if peek.format > FORMAT {
        return Err(ReadError::Newer { found: peek.format });
    }
    if peek.kind != kind {
        return Err(ReadError::OtherKind {
            found: crate::text::clean_line(&peek.kind).chars().take(40).collect(),
            wanted: kind,
        });
    }
    Ok(())
}

/// The parser's own words may quote what it read; only a field's or variant's
/// name is let through, and that cleaned.
fn unreadable(e: &ron::error::SpannedError) -> ReadError {
    use ron::error::Error as E;
    let what = match &e.code {
        E::NoSuchStructField { expected, found, .. } => {
            format!(
                "there is no field “{}” here; fields are: {}",
                short(found),
                expected.join(", ")
            )
        }
        E::NoSuchEnumVariant { expected, found, .. } => {
            format!("“{}” is not one of: {}", short(found), expected.join(", "))
        }
        E::MissingStructField { field, .. } => format!("the field “{field}” is missing"),
        E::DuplicateStructField { field, .. } => format!("the field “{field}” stands twice"),
        E::Eof => "the file ends too early".into(),
        E::TrailingCharacters => "something stands after the end of the record".into(),
        E::InvalidValueForType { expected, .. } => {
            format!("a value does not fit: {expected} is wanted")
        }
        E::Message(m) => known_message(m),
        other => plain_code(other),
    };
    ReadError::Unreadable { line: e.span.start.line, column: e.span.start.col, what }
}

fn unreadable_json(e: &serde_json::Error) -> ReadError {
    ReadError::Unreadable {
        line: e.line(),
        column: e.column(),
        what: known_message(&e.to_string()),
    }
}

/// Messages made by serde and chrono: the fixed part only.
fn known_message(m: &str) -> String {
    let lower = m.to_lowercase();
    if lower.contains("unknown field") || lower.contains("unknown variant") {
        return short(m.split(" at line ").next().unwrap_or(m));
    }
    if lower.contains("missing field") {
        return short(m.split(" at line ").next().unwrap_or(m));
    }
    if lower.contains("out of range")
        || lower.contains("invalid characters")
        || lower.contains("premature end")
        || lower.contains("trailing input")
    {
        return "this is not a possible date or time; write 2026-11-23, or \
                2026-11-23T14:02:00+00:00 for a time"
            .into();
    }
    if lower.contains("length") || lower.contains("ulid") {
        return "this is not an id; an id has 26 letters and digits".into();
    }
    "a value does not fit here".into()
}

fn plain_code(e: &ron::Error) -> String {
    let name = format!("{e:?}");
    let word: String = name.chars().take_while(char::is_ascii_alphanumeric).collect();
    let mut out = String::new();
    for (i, c) in word.chars().enumerate() {
        if i > 0 && c.is_ascii_uppercase() {
            out.push(' ');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

fn short(s: &str) -> String {
    crate::text::clean_line(s).chars().take(120).collect()
}
