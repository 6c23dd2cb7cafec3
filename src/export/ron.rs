//! The record itself as RON: what `session import` takes back, with prose as
//! it was written, line breaks and all.
//!
//! Remarks stand before it, each line behind `//`: what it is, when the
//! supervision was, and what is to be known of its statements; of what is held
//! about somebody, the whole first page.

use super::{dateline, headline, plain, turning, visible};
use crate::record::{Audience, Block, Leaving, Note, Session, envelope};

pub(super) fn write(leaving: &Leaving) -> String {
    let mut out = String::new();
    for note in &leaving.notes {
        remarks(&mut out, note);
    }
    let sessions = joined(&leaving.records);
    let record = match sessions.as_slice() {
        // What no record was made for is written as the notes it has.
        [] => envelope::write("notes", &what_leaves(&leaving.notes)),
        [only] => envelope::write("session", only),
        several => envelope::write("sessions", &several),
    };
    out.push_str(&escaped(&record.unwrap_or_default()));
    out
}

fn remarks(out: &mut String, note: &Note) {
    // The page before what is held about somebody has no record of its own:
    // what it says, also of what is not in the file, stands nowhere else.
    if note.audience == Audience::SubjectAccess && !note.held {
        return remark(out, &plain::one(note));
    }
    for line in headline(note).into_iter().chain(dateline(note)) {
        remark(out, &line);
    }
    if !note.version.is_empty() {
        remark(out, &note.version);
    }
    let last = note.blocks.iter().rposition(|b| !matches!(b, Block::Remark(_)));
    for block in note.blocks.iter().skip(last.map_or(0, |n| n + 1)) {
        if let Block::Remark(words) = block {
            remark(out, words);
        }
    }
}

fn remark(out: &mut String, words: &str) {
    for line in visible(words).lines() {
        out.push_str(format!("// {line}").trim_end());
        out.push('\n');
    }
}

/// Parts of one session as one session.
fn joined(records: &[Session]) -> Vec<Session> {
    let mut all: Vec<Session> = Vec::new();
    for record in records {
        let new = |d: &&crate::record::Discussion| {
            all.iter().all(|s| s.id != record.id || s.discussion(d.id).is_none())
        };
        let fits = record.discussions.iter().all(|d| new(&d));
        match all.iter_mut().find(|s| s.id == record.id).filter(|_| fits) {
            Some(there) => {
                for person in &record.people {
                    if there.person(person.id).is_none() {
                        there.people.push(person.clone());
                    }
                }
                for child in &record.children {
                    if there.child(child.id).is_none() {
                        there.children.push(child.clone());
                    }
                }
                there.discussions.extend(record.discussions.iter().cloned());
            }
            None => all.push(record.clone()),
        }
    }
    all
}

fn what_leaves(notes: &[Note]) -> Vec<Note> {
    notes.iter().map(|n| Note { left_out: Vec::new(), ..n.clone() }).collect()
}

/// RON whose strings hold no control character but line feeds and tabs, and
/// nothing that turns words round: a string with another one is written with escapes, so that no terminal obeys
/// it and reading it gives the same letters.
fn escaped(ron: &str) -> String {
    let mut out = String::with_capacity(ron.len());
    let mut rest = ron;
    while let Some(at) = rest.find('"') {
        let (before, string) = rest.split_at(at);
        // A raw string is `r#"…"#`, with as many signs as it needs.
        let code = before.trim_end_matches('#');
        let signs = before.len() - code.len();
        let raw = signs > 0 && code.ends_with('r');
        let end = if raw { format!("\"{}", "#".repeat(signs)) } else { "\"".to_owned() };
        let inner = string.get(1..).unwrap_or_default();
        let length = inner.find(&end).unwrap_or(inner.len());
        let (words, after) = inner.split_at(length);
        let after = after.get(end.len()..).unwrap_or_default();
        if words.chars().any(is_control) {
            out.push_str(if raw { code.strip_suffix('r').unwrap_or(code) } else { before });
            out.push('"');
            for c in words.chars() {
                match c {
                    '"' | '\\' => out.extend(['\\', c]),
                    c if is_control(c) => out.extend(c.escape_unicode()),
                    c => out.push(c),
                }
            }
            out.push('"');
        } else {
            out.push_str(before);
            out.push('"');
            out.push_str(words);
            out.push_str(&end);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// What turns words round is no less obeyed where it is shown.
fn is_control(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t') || turning::may_be_spelled(c)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::record::{from_ron, to_ron};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_string_comes_back_and_none_holds_a_control_character(
            texts in proptest::collection::vec("([\"#\\\\\r\n\t\u{0}\u{1b}\u{9b}r, ()]|[a-z]|\\PC){0,20}", 0..5)
        ) {
            let written = escaped(&to_ron(&texts).unwrap());
            prop_assert!(!written.chars().any(is_control));
            prop_assert_eq!(from_ron::<Vec<String>>(&written).unwrap(), texts);
        }
    }

    #[test]
    fn prose_stays_as_it_was_written() {
        let prose = vec!["One line.\n\nShe said \"no\"; C:\\temp.".to_owned()];
        let ron = to_ron(&prose).unwrap();
        assert_eq!(escaped(&ron), ron);
        assert!(ron.contains("One line.\n\nShe said \"no\"; C:\\temp."));
    }
}
