//! Copying a note: only when somebody asks, and cleared again as far as that
//! can be done. No promise is made that the place copied to does not keep.

use ulid::Ulid;

use super::context::{Clipboard, Turn};
use super::effect::Effect;
use super::message::{Clearing, Event};
use super::model::Model;
use crate::record::{Audience, Format, Leaving, Stamp, Wanted};

/// A note, and for whom it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Which {
    /// The discussion.
    pub discussion: Ulid,
    /// Number of its page, from 0.
    pub page: usize,
    /// For whom.
    pub audience: Audience,
}

/// What last left of a finalised note: a hand-over names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastLeft {
    /// The note.
    pub which: Which,
    /// SHA-256 of the very bytes, in hex.
    pub digest: String,
    /// The print of what the note said then ([`said_now`]): where it says
    /// something else since, this is no proof of it.
    pub said: Option<String>,
}

/// What was copied last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// Its number.
    seq: u64,
    /// What it is; none: of a note that is still a draft.
    left: Option<LastLeft>,
    /// When it is to be cleared; none: it is on its way, or only at locking and
    /// leaving.
    clear: Option<Stamp>,
}

/// How it is said that words were copied.
const COPIED: &str = "Copied.";

/// What is asked before words go over ssh to another computer's clipboard.
pub const REMOTE: &str = "You are working over ssh: the text goes to the clipboard of the \
                          computer you sit at, through the terminal, and cannot be cleared \
                          from here. Copy?";

/// Whether it must be asked before anything is copied here.
pub fn must_ask(model: &Model, turn: Turn) -> bool {
    matches!(turn.context.clipboard, Clipboard::Terminal { remote: true, .. }) && !model.copies_far
}

/// Copies words. Of a finalised note, `which` says which it is.
pub fn copy(model: &mut Model, text: String, which: Option<Which>, turn: Turn) -> Vec<Effect> {
    if turn.context.clipboard == Clipboard::None {
        model.copy_failed = true;
        let write = match model.screen {
            super::model::Screen::Queue(_) => "w (/write)",
            _ => "Enter (/finalise)",
        };
        model.trouble(format!(
            "Not copied: there is no clipboard here. {write} writes the note to a file."
        ));
        return Vec::new();
    }
    let seq = model.next_seq();
    let digest = (turn.context.digest)(text.as_bytes());
    let left = which.map(|which| LastLeft { which, digest, said: said_now(model, which, turn) });
    // What was copied before is on the clipboard until this is.
    model.copying = Some(Copied { seq, left, clear: None });
    model.waiting += 1;
    vec![Effect::Copy { seq, text }]
}

/// What came back of copying and clearing; none: it is something else.
pub fn on_event(model: &mut Model, event: &Event, turn: Turn) -> Option<Vec<Effect>> {
    match event {
        Event::Copied { seq } => {
            model.done();
            Some(copied(model, *seq, turn))
        }
        Event::NotCopied { seq, why } => {
            model.done();
            if model.copying.take_if(|c| c.seq == *seq).is_none() {
                return Some(Vec::new());
            }
            // What was copied before may be there still, or half of this.
            let effects = clear(model);
            model.copy_failed = true;
            model.trouble(format!("Not copied: {why}"));
            Some(effects)
        }
        Event::CopyCleared(how) => {
            cleared(model, *how);
            Some(Vec::new())
        }
        _ => None,
    }
}

/// Words were copied.
fn copied(model: &mut Model, seq: u64, turn: Turn) -> Vec<Effect> {
    if model.home.is_none() {
        // Locked in the meantime: nothing may stay behind.
        return vec![Effect::ClearCopy];
    }
    model.copy_failed = false;
    let Some(mut copied) = model.copying.take_if(|c| c.seq == seq) else { return Vec::new() };
    let left = copied.left.take();
    let words = match turn.context.clipboard {
        Clipboard::Terminal { tmux, .. } => {
            let tmux = if tmux {
                " tmux passes it on only where its set-clipboard is on."
            } else {
                " If pasting brings nothing, the terminal does not allow it: write a file instead."
            };
            format!(
                "Sent to the clipboard through the terminal; it cannot be cleared from here.{tmux}"
            )
        }
        _ => match turn.context.config.clipboard_seconds {
            0 => {
                model.copied = Some(copied);
                format!("{COPIED} It is cleared from the clipboard at locking and leaving.")
            }
            n => {
                copied.clear = Some(turn.at + chrono::Duration::seconds(n.into()));
                model.copied = Some(copied);
                format!(
                    "{COPIED} It is cleared from the clipboard after {n} seconds, and at locking \
                     and leaving."
                )
            }
        },
    };
    if let Some(left) = left {
        remember(model, left);
    }
    model.tell(words);
    Vec::new()
}

/// Notes what left last of a finalised note.
pub fn remember(model: &mut Model, left: LastLeft) {
    model.left.retain(|l| l.which != left.which);
    model.left.push(left);
}

/// The check number of what left last of a note, if anything did and the note
/// still says the same.
pub fn digest<'m>(model: &'m Model, which: Which, turn: Turn) -> Option<&'m str> {
    let left = model.left.iter().find(|l| l.which == which)?;
    (left.said == said_now(model, which, turn)).then_some(left.digest.as_str())
}

/// The print of what a note says now, whatever its format and layout; that it
/// was handed over is no part of it.
pub fn said_now(model: &Model, which: Which, turn: Turn) -> Option<String> {
    let work = model.work.as_ref()?;
    let mut session = work.session.clone();
    for page in &mut session.discussion_mut(which.discussion)?.filing {
        page.hand_overs.clear();
    }
    let (child, rules) = (work.family().get(which.page).copied(), model.rules());
    let page = child.filter(|_| which.audience.is_of_one_child());
    let note = Wanted::new(page, which.audience, &rules).note(&session, which.discussion).ok()?;
    let bytes = (turn.context.write)(&Leaving::of(note), Format::Text);
    Some((turn.context.digest)(&bytes))
}

/// When the clipboard is to be cleared.
pub fn deadline(model: &Model) -> Option<Stamp> {
    model.copied.as_ref().and_then(|c| c.clear)
}

/// Clears the clipboard where its time has come.
pub fn on_wake(model: &mut Model, turn: Turn) -> Vec<Effect> {
    if deadline(model).is_some_and(|at| turn.at >= at) { clear(model) } else { Vec::new() }
}

/// Clears the clipboard, if anything of ours may be on it. That it was copied
/// is known until it is heard that it is gone.
fn clear(model: &mut Model) -> Vec<Effect> {
    let Some(copied) = &mut model.copied else { return Vec::new() };
    copied.clear = None;
    vec![Effect::ClearCopy]
}

/// Clears a desktop's clipboard at locking, whatever is known here of it: who
/// keeps it knows whether anything of ours is on it.
pub fn at_lock(turn: Turn) -> Vec<Effect> {
    match turn.context.clipboard {
        Clipboard::Desktop => vec![Effect::ClearCopy],
        _ => Vec::new(),
    }
}

/// What became of clearing it: said in the place of what was said of copying,
/// and where nothing else is being said.
fn cleared(model: &mut Model, how: Clearing) {
    model.notice.take_if(|n| n.text.starts_with(COPIED));
    if how != Clearing::Failed {
        // One with a time of its own was copied since.
        model.copied.take_if(|c| c.clear.is_none());
    }
    match how {
        Clearing::Failed => model.trouble(
            "The copied note could not be cleared from the clipboard: copy something else over it.",
        ),
        Clearing::Cleared if model.notice.is_none() => {
            model.tell("The copied note is cleared from the clipboard.");
        }
        Clearing::Cleared | Clearing::Changed => {}
    }
}
