//! What is wrong in a bank, where, and what to do about it.

use std::fmt;

use serde::Serialize;

/// One mistake (or piece of advice), with the place a person finds it at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Mistake {
    /// The file, as it was named to the reader.
    pub file: String,
    /// Line in the file, from 1.
    pub line: usize,
    /// The question it stands in: its id, or "question 7" where the id cannot
    /// be read; nothing for the head of the bank.
    pub question: Option<String>,
    /// What is wrong, as a sentence without its full stop.
    pub what: String,
    /// What puts it right, as a full sentence.
    pub what_to_do: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        if let Some(question) = &self.question {
            write!(f, "{question}: ")?;
        }
        write!(f, "{}. {}", self.what, self.what_to_do)
    }
}

impl std::error::Error for Mistake {}

/// A few words of a bank, safe to print inside a message: no control
/// characters, not longer than a line.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 48;
    let mut short: String = text
        .chars()
        .take(LONGEST)
        .map(|c| if is_unprintable(c) { '\u{fffd}' } else { c })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    format!("“{short}”")
}

/// Characters that no text of a bank may hold: they would change what a
/// screen shows without being seen.
pub(crate) fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{2028}' | '\u{2029}' | '\u{feff}'
            | '\u{200e}' | '\u{200f}' | '\u{061c}'
            | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{e0000}'..='\u{e007f}')
}
