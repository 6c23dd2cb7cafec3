//! Standard output for results, standard error for messages.
//!
//! A terminal gets nothing that has not passed the cleaner of
//! [`crate::text`]. A file or a pipe gets the very bytes: there they are data,
//! and what was written must come back.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use serde::Serialize;

use super::failure::{DONE, Ended, Failure};
use crate::export::spelled_json;
use crate::text::{clean_line, clean_prose, is_kept_by_windows};

/// Case systems cut file names at this many letters.
const LONGEST_NAME: usize = 80;

/// Writes a result: cleaned to a terminal, byte for byte anywhere else.
pub fn bytes(result: &[u8]) -> Ended {
    let mut out = io::stdout().lock();
    let written = if out.is_terminal() {
        let text = String::from_utf8_lossy(result);
        out.write_all(clean_prose(&text).as_bytes())
    } else {
        out.write_all(result)
    };
    match written.and_then(|()| out.flush()) {
        Ok(()) => Ok(DONE),
        Err(e) => Err(Failure::output(&e)),
    }
}

/// Writes text as [`bytes`] does.
pub fn text(result: &str) -> Ended {
    bytes(result.as_bytes())
}

/// Writes a value as JSON, ended by a line feed.
pub fn json<T: Serialize + ?Sized>(value: &T) -> Ended {
    text(&as_json(value)?)
}

/// A value as [`json`] writes it.
pub fn as_json<T: Serialize + ?Sized>(value: &T) -> Result<String, Failure> {
    let mut text = serde_json::to_string_pretty(value)
        .map_err(|_| Failure::failed("the result has no JSON form; nothing was changed"))?;
    text.push('\n');
    Ok(spelled_json(text))
}

/// Writes lines for reading, cleaned wherever they go: a table is no data.
pub fn lines<S: AsRef<str>>(lines: &[S]) -> Ended {
    text(&as_lines(lines))
}

/// Lines as [`lines`] writes them.
pub fn as_lines<S: AsRef<str>>(lines: &[S]) -> String {
    let mut all = String::new();
    for line in lines {
        all.push_str(&clean_line(line.as_ref()));
        all.push('\n');
    }
    all
}

/// A message on standard error, on one line. Nobody listening is no error.
pub fn say(message: &str) {
    let _ = writeln!(io::stderr().lock(), "thinkwheel: {}", clean_line(message));
}

/// A message of several lines, such as help on wrong use.
pub fn say_lines(message: &str) {
    let _ = write!(io::stderr().lock(), "{}", clean_prose(message));
}

/// Asks on standard error, the cursor left behind the question.
pub fn prompt(question: &str) {
    let mut err = io::stderr().lock();
    let _ = write!(err, "{}", clean_line(question)).and_then(|()| err.flush());
}

/// Says of a file's own name what other systems do with it: the file is
/// written all the same.
pub fn warn_of_name(path: &Path) {
    let Some(name) = path.file_name().map(|name| name.to_string_lossy()) else { return };
    let letters = name.chars().count();
    if letters > LONGEST_NAME {
        say(&format!(
            "the name of this file has {letters} letters; many case systems take {LONGEST_NAME} \
             and cut off or refuse the rest"
        ));
    }
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    if is_kept_by_windows(&stem) {
        say("Windows keeps this name for itself: there the file cannot be saved or opened");
    }
}

/// Says once that what follows stays where it is printed.
pub fn warn_of_scrollback() {
    if io::stdout().is_terminal() {
        say("what is printed here stays in this terminal's scrollback");
    }
}

/// Columns for text to read: those of the terminal, else 80.
pub fn columns() -> usize {
    let terminal = if io::stdout().is_terminal() { crate::tui::columns() } else { None };
    terminal.map_or(80, usize::from)
}
