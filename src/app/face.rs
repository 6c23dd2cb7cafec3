//! What the app needs of a face: it shows pages and hears keys or lines.

use std::io;

use super::message::Event;
use super::page::Page;

/// Something a face heard.
pub enum Heard {
    /// An event, ready as it is.
    Event(Event),
    /// A line, to be understood beside the page it answers.
    Line(String),
    /// There will be no more: the terminal is gone.
    End,
}

/// Takes what a face heard; false when nobody listens any more.
pub type Listener = Box<dyn Fn(Heard) -> bool + Send>;

/// Shows pages and reads keys or lines; decides nothing.
pub trait Face {
    /// Starts reading, on a thread of its own.
    fn read(&mut self, to: Listener);
    /// Shows a page. `waiting`: a result is still to come.
    ///
    /// # Errors
    /// Where the terminal is gone.
    fn show(&mut self, page: &Page<'_>, waiting: bool) -> io::Result<()>;
    /// What a line means on this page.
    fn understand(&mut self, line: &str, page: &Page<'_>) -> Vec<Event>;
    /// Whether it draws, where there is room.
    fn draws(&self) -> bool {
        false
    }
    /// Whether it is plain lines: a person types words there, and no keys.
    fn is_lines(&self) -> bool {
        false
    }
    /// Size in columns and rows.
    fn size(&self) -> (u16, u16);
    /// Passes words on to the clipboard, where it has a way to do that.
    ///
    /// # Errors
    /// Why not, in words.
    fn copy(&mut self, _text: &str) -> Result<(), String> {
        Err("there is no clipboard here. Write the note to a file instead.".into())
    }
    /// Puts the terminal back as it was.
    fn leave(&mut self);
    /// Says something where the terminal was given back.
    fn last_word(&mut self, words: &str);
}

/// Words that name what to press as "Alt-R (/review)", as a face says them: a
/// screen names the key, plain lines the word.
pub fn worded(words: &str, lines: bool) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some((before, word, after)) = next_word(rest) {
        if lines {
            out.push_str(without_keys(before));
            out.push_str(word);
        } else {
            out.push_str(before);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// What stands before " (/word)", "/word", and what stands after.
fn next_word(words: &str) -> Option<(&str, &str, &str)> {
    let (before, from) = words.split_once(" (/")?;
    let (word, after) = from.split_once(')')?;
    let start = before.len() + 2;
    Some((before, words.get(start..=start + word.len())?, after))
}

/// The same without the keys at its end: "Enter", or "Enter or n".
fn without_keys(words: &str) -> &str {
    let without = |words: &'_ str| words.rfind(' ').map_or(0, |at| at + 1);
    let head = words.get(..without(words)).unwrap_or_default();
    // "Take one out, or Esc": what stands before the comma is no key.
    match head.strip_suffix(" or ").filter(|head| !head.ends_with(',')) {
        Some(head) => head.get(..without(head)).unwrap_or_default(),
        None => head,
    }
}

#[cfg(test)]
mod tests {
    use super::worded;

    #[test]
    fn a_screen_says_the_key_and_lines_say_the_word() {
        for (words, screen, lines) in [
            ("Alt-R (/review) reads it.", "Alt-R reads it.", "/review reads it."),
            (
                "2 marked. Enter or n (/begin) begins; Esc (/back) goes.",
                "2 marked. Enter or n begins; Esc goes.",
                "2 marked. /begin begins; /back goes.",
            ),
            ("Wait, or Esc (/back) goes.", "Wait, or Esc goes.", "Wait, or /back goes."),
            ("That is all (of it).", "That is all (of it).", "That is all (of it)."),
        ] {
            assert_eq!(worded(words, false), screen);
            assert_eq!(worded(words, true), lines);
        }
    }
}
