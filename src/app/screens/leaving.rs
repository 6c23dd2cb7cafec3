//! What is said of a note before it leaves, wherever it leaves from: that it
//! names another child or a relative of one, or holds what somebody else said.

use ulid::Ulid;

use crate::app::model::Model;
use crate::record::warning::Of;
use crate::record::{Known, Leaving, Note, Session, Warning, warnings, warnings_with};

/// The most that are told one by one.
const MOST: usize = 3;

/// What to look at before a note of a discussion leaves; `child` is whose page
/// it is, where it is one child's.
pub fn of(
    model: &Model,
    session: &Session,
    discussion: Ulid,
    child: Option<Ulid>,
    note: &Note,
) -> Vec<Warning> {
    let headers = model.home.iter().flat_map(|h| h.sessions.iter().map(|s| &s.header));
    warnings(note, &Known::of(session, discussion, child, note.audience, headers))
}

/// The same as lines to show beside the note.
pub fn lines(
    model: &Model,
    session: &Session,
    discussion: Ulid,
    child: Option<Ulid>,
    note: &Note,
) -> Vec<String> {
    said(&of(model, session, discussion, child, note))
}

/// What to look at in what leaves from the discussion in focus.
pub(super) fn here(model: &Model, page: Option<Ulid>, leaving: &Leaving) -> Vec<Warning> {
    let Some(work) = &model.work else { return Vec::new() };
    let headers = || model.home.iter().flat_map(|h| h.sessions.iter().map(|s| &s.header));
    let of = |(n, note): (usize, &Note)| {
        let known = Known::of(&work.session, work.focus, page, note.audience, headers());
        warnings_with(note, leaving.records.get(n), &known)
    };
    leaving.notes.iter().enumerate().flat_map(of).collect()
}

/// Those that name somebody, as lines.
pub(super) fn names(all: &[Warning]) -> Vec<String> {
    let names: Vec<Warning> = all.iter().filter(|w| w.of != Of::ThirdParty).cloned().collect();
    said(&names)
}

/// Warnings as lines, where there are many the first and how many more.
pub(super) fn said(all: &[Warning]) -> Vec<String> {
    let shown = if all.len() > MOST { MOST - 1 } else { all.len() };
    let mut lines: Vec<String> = all.iter().take(shown).map(|w| w.says.clone()).collect();
    match all.len() - shown {
        0 => {}
        more => {
            let names = all.iter().skip(shown).filter(|w| w.of != Of::ThirdParty).count();
            lines.push(format!("{more} more to look at, {names} of them names."));
        }
    }
    lines
}
