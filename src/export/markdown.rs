//! Markdown with real headings, in which nothing a person typed is markup.
//!
//! `CommonMark` lets any ASCII punctuation be escaped by a backslash and any
//! character be written as a numeric reference. So what could be read as
//! markup is escaped, white space at the ends of a line is spelled `&#32;`, and
//! a line break inside a paragraph is a backslash at the end of the line.
//! Taking those away gives the words back, character for character.

use super::{dateline, headline, visible};
use crate::record::{Block, Leaving, Note};

pub(super) fn write(leaving: &Leaving) -> String {
    let notes: Vec<String> = leaving.notes.iter().map(one).collect();
    notes.join("\n")
}

fn one(note: &Note) -> String {
    let mut out = String::new();
    if let Some(text) = headline(note) {
        heading(&mut out, 1, &text);
    }
    if let Some(text) = dateline(note) {
        out.push('\n');
        paragraph(&mut out, &text);
    }
    let mut blocks = note.blocks.iter().peekable();
    // No level of heading is skipped: a screen reader walks by them.
    let mut under = 1;
    while let Some(block) = blocks.next() {
        if !out.is_empty() {
            out.push('\n');
        }
        match block {
            Block::Heading { level, text } => {
                under = level + 1;
                heading(&mut out, under, text);
            }
            Block::Question(text) => heading(&mut out, under + 1, text),
            Block::Prose(text) | Block::Remark(text) => paragraph(&mut out, text),
            Block::Said(text) => {
                out.push('*');
                out.push_str(&escape(text));
                out.push_str("*\n");
            }
            Block::Field { name, value } => {
                // Fields that follow each other are lines of one paragraph.
                let mut lines = format!("{name}: {value}");
                while let Some(Block::Field { name, value }) =
                    blocks.next_if(|b| matches!(b, Block::Field { .. }))
                {
                    lines = format!("{lines}\n{name}: {value}");
                }
                paragraph(&mut out, &lines);
            }
            Block::Item { text, details } => {
                let mut lines = text.clone();
                for d in details {
                    lines.push('\n');
                    lines.push_str(d);
                }
                item(&mut out, &lines);
            }
            Block::Picture(drawing) => paragraph(&mut out, &drawing.figure().words.join("\n")),
        }
    }
    out
}

fn heading(out: &mut String, level: u8, text: &str) {
    for _ in 0..level.clamp(1, 6) {
        out.push('#');
    }
    let one_line: Vec<&str> = text.split_whitespace().collect();
    out.push(' ');
    out.push_str(&escape(&one_line.join(" ")));
    out.push('\n');
}

fn paragraph(out: &mut String, text: &str) {
    out.push_str(&escape(text));
    out.push('\n');
}

fn item(out: &mut String, text: &str) {
    for (i, line) in escape(text).split('\n').enumerate() {
        if i == 0 {
            out.push_str("- ");
        } else if !line.is_empty() {
            out.push_str("  ");
        }
        out.push_str(line);
        out.push('\n');
    }
}

/// Words as Markdown that reads as those very words, line breaks kept; control
/// characters as [`visible`] shows them.
pub fn escape(text: &str) -> String {
    let text = visible(text);
    let lines: Vec<&str> = text.split('\n').collect();
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for (i, line) in lines.iter().enumerate() {
        escape_line(&mut out, line);
        if let Some(next) = lines.get(i + 1) {
            // A break inside a paragraph; an empty line is one by itself.
            if !line.is_empty() && !next.is_empty() {
                out.push('\\');
            }
            out.push('\n');
        }
    }
    out
}

fn escape_line(out: &mut String, line: &str) {
    let start = line.len() - line.trim_start_matches([' ', '\t']).len();
    let end = line.trim_end_matches([' ', '\t']).len();
    let mark = opening_mark(line.get(start..).unwrap_or_default()).map(|at| start + at);
    for (at, c) in line.char_indices() {
        match c {
            // White space at the ends of a line would be read as structure.
            ' ' if at < start || at >= end => out.push_str("&#32;"),
            '\t' => out.push_str("&#9;"),
            _ => {
                let rest = line.get(at..).unwrap_or_default();
                if mark == Some(at) || is_markup(c, rest, line.get(..at).unwrap_or_default()) {
                    out.push('\\');
                }
                out.push(c);
            }
        }
    }
}

/// Where in a line's beginning stands what would make it a list, a rule or an
/// underline of a heading.
fn opening_mark(line: &str) -> Option<usize> {
    match line.chars().next()? {
        '-' | '+' | '=' | ':' | '%' => Some(0),
        '0'..='9' => {
            let at = line.find(|c: char| !c.is_ascii_digit())?;
            matches!(line.as_bytes().get(at), Some(b'.' | b')')).then_some(at)
        }
        _ => None,
    }
}

/// What is markup wherever it stands. The last two make no link of an address
/// that somebody typed.
fn is_markup(c: char, rest: &str, before: &str) -> bool {
    match c {
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' | '#' | '@' => true,
        ':' => rest.starts_with("://"),
        '.' => {
            before.len() >= 3
                && before.get(before.len() - 3..).is_some_and(|w| w.eq_ignore_ascii_case("www"))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use proptest::prelude::*;

    /// Reads escaped words back as a Markdown reader would: backslashes and
    /// references resolved, a backslash before a line break taken for a break.
    fn read_back(markdown: &str) -> String {
        let mut out = String::new();
        let mut rest = markdown;
        while let Some(c) = rest.chars().next() {
            if let Some(after) = rest.strip_prefix("&#32;") {
                out.push(' ');
                rest = after;
            } else if let Some(after) = rest.strip_prefix("&#9;") {
                out.push('\t');
                rest = after;
            } else if c == '\\' {
                let next = rest[1..].chars().next().expect("no backslash at the very end");
                assert!(next == '\n' || next.is_ascii_punctuation(), "a stray backslash");
                out.push(next);
                rest = &rest[1 + next.len_utf8()..];
            } else {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
        out
    }

    /// Whether a line, as it stands in the file, begins something.
    fn begins_a_block(line: &str) -> bool {
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        line.starts_with(['#', '-', '+', '*', '>', '=', '|', '`', '~', ' ', '\t', '<', '_'])
            || (digits.len() < line.len() && digits.starts_with(['.', ')']))
    }

    #[test]
    fn nothing_typed_is_markup() {
        for (typed, want) in [
            ("# no heading", "\\# no heading"),
            ("- no list", "\\- no list"),
            ("12. no list", "12\\. no list"),
            ("3) no list", "3\\) no list"),
            ("14:02 on 3.12.", "14:02 on 3.12."),
            ("a - b", "a - b"),
            ("---", "\\---"),
            ("> no quote", "\\> no quote"),
            ("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"),
            ("![x](y)", "!\\[x\\](y)"),
            ("*a* _b_ `c` ~d~", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~"),
            ("&amp; C:\\x", "\\&amp; C:\\\\x"),
            ("    no code", "&#32;&#32;&#32;&#32;no code"),
            ("one\ntwo\n\nthree", "one\\\ntwo\n\nthree"),
            ("two spaces  \nend", "two spaces&#32;&#32;\\\nend"),
            ("see www.x.org or https://x.org", "see www\\.x.org or https\\://x.org"),
            ("\u{1b}[31m", "␛\\[31m"),
        ] {
            assert_eq!(escape(typed), want, "{typed:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn the_words_come_back(text in "([ -/:-@\\[-`{-~0-9a-c\t\n\r]|\\PC|\u{1b}|\u{85}){0,60}") {
            let written = escape(&text);
            prop_assert_eq!(read_back(&written), visible(&text).into_owned());
            for line in written.split('\n') {
                prop_assert!(!begins_a_block(line), "{:?}", line);
            }
        }
    }
}
