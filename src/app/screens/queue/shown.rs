//! What is shown of the notes still to file.

use super::{Queue, Waiting, is_open, queue};
use crate::app::context::Turn;
use crate::app::model::{Model, Screen};
use crate::app::page::{Body, Form, FormField, List, NoteBody};
use crate::app::screens::{layouts, notes};
use crate::practice::Destination;
use crate::record::Audience;

/// Said where an empty reference would mark a note that went nowhere.
pub(super) const NOT_LEFT: &str = "Not copied and not written yet. Type the reference there, or y \
                                   where it was handed over by other means;";

/// Of a note that was copied or written since thinkwheel was opened, and what is to be typed.
const LEFT: (&str, &str) = (
    "The check number of what was copied or written last is kept with it.",
    "The case system's own reference for it, where it gave one; empty where it gave none.",
);

/// The same of one that was not.
const LEFT_NOT: (&str, &str) = (
    "Nothing of it was copied or written since thinkwheel was opened: no check number is kept.",
    "The case system's own reference for it, or y where it was handed over by other means.",
);

/// Said where a note names somebody: it is final, and an answer can still go.
const TAKE_OUT: &str = "t (/take-out) takes out the whole answer that names, for good.";

/// Whether what is typed is no reference but a yes.
pub(super) fn is_yes(typed: &str) -> bool {
    typed.eq_ignore_ascii_case("y") || typed.eq_ignore_ascii_case("yes")
}

/// "note 2 of 12".
pub fn progress(model: &Model) -> String {
    match &model.screen {
        Screen::Queue(q) if q.at < q.notes.len() => {
            format!("note {} of {}", q.at + 1, q.notes.len())
        }
        _ => String::new(),
    }
}

/// What is shown.
pub fn body<'a>(model: &'a Model, turn: Turn) -> Body<'a> {
    let Some(queue) = queue(model) else { return Body::List(list(Vec::new())) };
    let Some(waiting) = queue.notes.get(queue.at) else { return Body::List(list(ended(queue))) };
    if let Some(editor) = &queue.reference {
        let (left, asked) = if has_left(model, turn) { LEFT } else { LEFT_NOT };
        return Body::Form(Form {
            title: "Handed over".into(),
            intro: vec![line(waiting), left.into(), asked.into()],
            fields: vec![FormField {
                heading: None,
                label: "Reference there".into(),
                editor,
                secret: false,
                prose: false,
                aside: if model.lines {
                    "Enter marks it and goes on; . (/back) leaves it waiting."
                } else {
                    "Enter marks it and goes on; Esc leaves it waiting."
                }
                .into(),
                offers: Vec::new(),
                chosen: None,
            }],
            focus: 0,
        });
    }
    Body::Note(note(model, queue, waiting, turn))
}

fn list<'a>(intro: Vec<String>) -> List<'a> {
    List {
        title: "Notes to file".into(),
        intro,
        filter: None,
        items: Vec::new(),
        selected: 0,
        empty: String::new(),
    }
}

/// What is said after the last.
fn ended(queue: &Queue) -> Vec<String> {
    let words = match queue.notes.len() {
        1 => "The note is filed.".to_owned(),
        n => format!("All {n} notes are filed."),
    };
    let mut out = vec![words];
    let names: Vec<&str> = queue.drafts.iter().map(|(_, names)| names.as_str()).collect();
    if !names.is_empty() {
        out.push(format!("Not finalised yet, so not filed: {}.", names.join(", ")));
    }
    out.push("Esc (/back) goes back; u (/undo) takes the last one back.".into());
    out
}

/// Whose note it is, and of which meeting.
fn line(waiting: &Waiting) -> String {
    let reference = match waiting.reference.as_str() {
        "" => String::new(),
        reference => format!(" · {reference}"),
    };
    let day = waiting.note.date.format("%-d %B %Y");
    format!("{}{reference} · meeting of {day}", waiting.whose)
}

/// Whether the note in hand was copied or written since thinkwheel was opened.
fn has_left(model: &Model, turn: Turn) -> bool {
    notes::which(model).is_some_and(|w| crate::app::copying::digest(model, w, turn).is_some())
}

fn note(model: &Model, queue: &Queue, waiting: &Waiting, turn: Turn) -> NoteBody {
    let mut about = vec![line(waiting)];
    let (text, left_out) = if is_open(model) {
        match notes::read(model, turn) {
            Ok(read) => {
                about.extend(crate::app::screens::leaving::said(&read.warned));
                if about.iter().any(|w| w.starts_with("Names")) {
                    about.push(TAKE_OUT.into());
                }
                (read.text, read.left_out)
            }
            Err(why) => (why, Vec::new()),
        }
    } else if model.loading.is_some() {
        ("Opening this note.".into(), Vec::new())
    } else {
        ("This note could not be opened; n (/next) goes on to another.".into(), Vec::new())
    };
    let whom = match (queue.review.audience, waiting.note.to) {
        (Audience::ChildFile, _) => "For the child's file",
        (_, Destination::StaffFile) => "For the staff file",
        _ => "In full",
    };
    let format = turn.context.formats.get(queue.review.format).map_or("", |f| f.words());
    about.extend(is_open(model).then(|| layouts::about(model, &queue.review, turn)).flatten());
    let path = notes::path(model, turn);
    about.push(match &queue.review.written {
        Some(path) => format!("{whom}, as {format}. Written to {}", path.display()),
        None if notes::was_written(model) => format!("{whom}, as {format}. Written: {path}"),
        None if path.is_empty() => format!("{whom}, as {format}."),
        None => format!("{whom}, as {format}; a file would be {path}"),
    });
    if model.practice && (queue.review.written.is_some() || notes::was_written(model)) {
        about.push("This file stays when the practice vault goes.".into());
    }
    let drafts = queue.drafts.iter().find(|(session, _)| *session == waiting.note.session);
    if let Some((_, names)) = drafts {
        about.push(format!("Not finalised yet, so not here: {names}."));
    }
    NoteBody { about, text, scroll: queue.review.scroll, left_out, ask: None, thoughts: Vec::new() }
}
