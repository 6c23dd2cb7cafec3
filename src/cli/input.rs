//! Files and pipes that a person names: read whole, up to a limit, as text.

use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Read};
use std::path::Path;

use crate::practice::Mistake;

impl Unread {
    /// As it is told.
    pub fn words(&self) -> String {
        match self {
            Unread::Folder => "this is a folder, not a file".into(),
            Unread::Failed(e) => format!("this file could not be read: {e}"),
            Unread::TooLarge => "this file is larger than any of its kind".into(),
            Unread::NoText(line) => format!("line {line}: this is not text (UTF-8)"),
        }
    }
}

/// Why there is no text.
pub enum Unread {
    /// A folder stands there.
    Folder,
    /// The system would not give it.
    Failed(io::Error),
    /// There is more than anybody asked for.
    TooLarge,
    /// Not UTF-8, from this line on (from 1).
    NoText(usize),
}

/// Reads a file as it is, or standard input where it is named `-`.
pub fn bytes(path: &Path, limit: u64) -> Result<Vec<u8>, Unread> {
    if path == Path::new("-") {
        return all(io::stdin().lock(), limit);
    }
    if path.is_dir() {
        return Err(Unread::Folder);
    }
    all(File::open(path).map_err(Unread::Failed)?, limit)
}

/// Reads a file, or standard input where it is named `-`.
pub fn text(path: &Path, limit: u64) -> Result<String, Unread> {
    if path == Path::new("-") {
        return whole(io::stdin().lock(), limit);
    }
    if path.is_dir() {
        return Err(Unread::Folder);
    }
    whole(File::open(path).map_err(Unread::Failed)?, limit)
}

/// Asks on the terminal for a line that may be seen; empty where nobody is
/// there to answer.
pub fn ask(prompt: &str) -> String {
    let mut line = String::new();
    if io::stdin().is_terminal() {
        super::output::prompt(prompt);
        // An answer that cannot be read is no answer.
        let _ = io::stdin().lock().take(4096).read_line(&mut line);
    }
    line
}

fn all(from: impl Read, limit: u64) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::new();
    from.take(limit + 1).read_to_end(&mut bytes).map_err(Unread::Failed)?;
    if bytes.len() as u64 > limit { Err(Unread::TooLarge) } else { Ok(bytes) }
}

fn whole(from: impl Read, limit: u64) -> Result<String, Unread> {
    let bytes = all(from, limit)?;
    String::from_utf8(bytes).map_err(|e| {
        let good = e.as_bytes().get(..e.utf8_error().valid_up_to()).unwrap_or_default();
        Unread::NoText(1 + String::from_utf8_lossy(good).matches('\n').count())
    })
}

/// A file as messages name it.
pub fn named(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() }
}

/// The text of a file that people write by hand (`what`: "layout"), or why
/// there is none, in the shape of a mistake in it.
pub fn by_hand(path: &Path, limit: u64, what: &str) -> Result<String, Box<Mistake>> {
    text(path, limit).map_err(|unread| {
        let (line, what, what_to_do) = match unread {
            Unread::Folder => (
                1,
                "This is a folder, not a file".to_owned(),
                format!("Name the {what} files in it one by one."),
            ),
            Unread::Failed(e) => {
                (1, format!("This file could not be read: {e}"), "Check the path.".to_owned())
            }
            Unread::TooLarge => (
                1,
                format!("This file is too large for a {what}"),
                format!("Check that it is a {what}."),
            ),
            Unread::NoText(line) => (
                line,
                "This line is not text (UTF-8)".to_owned(),
                "Save the file as UTF-8.".to_owned(),
            ),
        };
        Box::new(Mistake { file: named(path), line, question: None, what, what_to_do })
    })
}
