//! What is wrong with a file, in plain words and without a word of the file.
//!
//! The parsers quote what they read; a misplaced quotation mark turns anybody's
//! words into a "field name". So nothing that was found is repeated, only
//! where it stands and what is wanted there.

use ron::error::Error as Ron;
use serde_json::error::Category;

use super::ReadError;

const ENDS_EARLY: &str =
    "the file ends too early: part of it is missing, or a bracket is left open";
const DATE: &str = "this is not a possible date or time; write 2026-11-23, or \
                    2026-11-23T14:02:00+00:00 for a time";
const ID: &str = "this is not an id; an id has 26 letters and digits, as the template shows";
const NUMBER: &str = "this number does not fit here: it is too small, too large, or not whole";
const TOO_DEEP: &str = "brackets stand in brackets deeper than in any record; nothing was read";
const TWICE: &str = "something stands after the end of the record; keep one record in a file";

pub(super) fn ron(e: &ron::error::SpannedError, text: &str) -> ReadError {
    let (line, column) = (e.span.start.line, e.span.start.col);
    // Whatever is missing at the very end, the end came too early.
    let at_end = ends_at(text, e.span.end.line, e.span.end.col);
    let what = match &e.code {
        Ron::ExceededRecursionLimit => TOO_DEEP.to_owned(),
        Ron::TrailingCharacters => TWICE.to_owned(),
        Ron::Eof | Ron::ExpectedStringEnd | Ron::UnclosedBlockComment => ENDS_EARLY.to_owned(),
        Ron::NoSuchStructField { expected, .. } => no_such_field(&expected.join(", ")),
        Ron::NoSuchEnumVariant { expected, .. } => no_such_choice(&expected.join(", ")),
        Ron::MissingStructField { field, .. } => missing(field),
        Ron::DuplicateStructField { field, .. } => twice(field),
        Ron::Message(m) => message(m),
        Ron::InvalidValueForType { expected, .. } => wanted(expected),
        Ron::IntegerOutOfBounds | Ron::InvalidIntegerDigit { .. } | Ron::ExpectedInteger => {
            NUMBER.to_owned()
        }
        _ if at_end => ENDS_EARLY.to_owned(),
        other => code(other).to_owned(),
    };
    ReadError::Unreadable { line, column, what }
}

pub(super) fn json(e: &serde_json::Error) -> ReadError {
    let full = e.to_string();
    let m = full.rsplit_once(" at line ").map_or(full.as_str(), |(m, _)| m);
    let what = match e.classify() {
        Category::Eof => ENDS_EARLY.to_owned(),
        Category::Io => "the file could not be read".to_owned(),
        Category::Syntax if m.starts_with("trailing characters") => TWICE.to_owned(),
        Category::Syntax if m.starts_with("recursion limit") => TOO_DEEP.to_owned(),
        Category::Syntax => "this is not JSON: a comma, colon, quotation mark or bracket is \
                             missing or too many, just before this place"
            .to_owned(),
        Category::Data => message(m),
    };
    ReadError::Unreadable { line: e.line(), column: e.column(), what }
}

/// Messages made by serde, chrono and ulid: only what they say is wanted comes
/// from the schema, and only that is let through.
fn message(m: &str) -> String {
    let after = m.rsplit_once(", expected ").map(|(_, wanted)| plain_list(wanted));
    if m.starts_with("unknown field") {
        return no_such_field(&after.unwrap_or_default());
    }
    if m.starts_with("unknown variant") {
        return no_such_choice(&after.unwrap_or_default());
    }
    if let Some(field) = m.strip_prefix("missing field `") {
        return missing(field.trim_end_matches('`'));
    }
    if let Some(field) = m.strip_prefix("duplicate field `") {
        return twice(field.trim_end_matches('`'));
    }
    if m.starts_with("invalid value: integer") {
        return NUMBER.to_owned();
    }
    if let Some(expected) = after
        && m.starts_with("invalid ")
    {
        return wanted(&expected);
    }
    match m {
        "invalid length" | "invalid character" => ID.to_owned(),
        "input is out of range"
        | "no possible date and time matching input"
        | "input is not enough for unique date and time"
        | "input contains invalid characters"
        | "premature end of input"
        | "trailing input" => DATE.to_owned(),
        _ => "this does not fit here".to_owned(),
    }
}

/// serde's "one of `a`, `b`" as "a, b".
fn plain_list(wanted: &str) -> String {
    wanted.strip_prefix("one of ").unwrap_or(wanted).replace('`', "")
}

fn no_such_field(expected: &str) -> String {
    format!("there is no field of this name here; the fields are: {expected}")
}

fn no_such_choice(expected: &str) -> String {
    format!("this is none of the choices; they are: {expected}")
}

fn missing(field: &str) -> String {
    format!("the field “{field}” is missing; add it before this place")
}

fn twice(field: &str) -> String {
    format!("the field “{field}” stands twice; keep one")
}

fn wanted(expected: &str) -> String {
    let plain = match expected {
        "a string" | "string" | "str" => "words in quotation marks are",
        "a boolean" | "bool" => "true or false is",
        "a formatted date string"
        | "a formatted date and time string"
        | "an RFC 3339 formatted date and time string" => "a date in quotation marks is",
        "a sequence" => "a list in square brackets is",
        "u8" | "u16" | "u32" | "u64" | "usize" | "i8" => "a whole number is",
        "option" => "a value or nothing is",
        e if e.starts_with("struct ") => "a group of named fields is",
        e if e.starts_with("enum ") || e.ends_with("variant") => "one of a few choices is",
        e if e.starts_with("a tuple of size 2") => "a pair in brackets is",
        _ => return "this does not fit here".to_owned(),
    };
    format!("something else stands where {plain} wanted")
}

/// What RON itself misses.
fn code(e: &Ron) -> &'static str {
    match e {
        Ron::ExpectedString => "words in quotation marks are wanted here",
        Ron::ExpectedBoolean => "true or false is wanted here",
        Ron::ExpectedFloat => "a number is wanted here",
        Ron::ExpectedArray => "a list in square brackets is wanted here",
        Ron::ExpectedArrayEnd => "a list is not closed here: “]” or a comma is missing",
        Ron::ExpectedComma => "a comma or a closing bracket is missing before this place",
        Ron::ExpectedMapColon => "a colon is missing after the name of a field",
        Ron::ExpectedIdentifier => "a name without quotation marks is wanted here",
        Ron::ExpectedStructLike | Ron::ExpectedNamedStructLike(_) => {
            "an opening bracket “(” is wanted here"
        }
        Ron::ExpectedStructLikeEnd => "a closing bracket “)” is missing here",
        Ron::ExpectedOption | Ron::ExpectedOptionEnd => "a value or None is wanted here",
        Ron::ExpectedDifferentLength { .. } => "there are too many or too few values here",
        Ron::InvalidEscape(_) => {
            "a backslash in quotation marks is not followed by what it may stand before; write \
             two backslashes for one"
        }
        Ron::Utf8Error(_) => "these letters are not valid UTF-8",
        _ => "this does not fit here",
    }
}

/// Whether nothing but white space follows a place; line and column from 1.
fn ends_at(text: &str, line: usize, column: usize) -> bool {
    let mut lines = text.split('\n').skip(line.saturating_sub(1));
    let rest_of_line = lines
        .next()
        .unwrap_or_default()
        .chars()
        .skip(column.saturating_sub(1))
        .all(char::is_whitespace);
    rest_of_line && lines.all(|l| l.trim().is_empty())
}
