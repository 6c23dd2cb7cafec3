//! The notes of a meeting, one for each page that has something on it: which
//! is read, which are still open, which were written to a file.

use std::path::Path;

use ulid::Ulid;

use super::review::{self, here, is_open};
use crate::app::context::Turn;
use crate::app::copying::{self, LastLeft, Which};
use crate::app::effect::Effect;
use crate::app::model::{Model, NoteFile, Review, Screen};
use crate::record::warning::in_short;
use crate::record::{Discussion, FilingState, Warning};

/// Said where notes are filed and a file of that name is there already.
pub(super) const IS_THERE: &str = "The file was not written: one of that name is there, and it \
                                   was left as it is. Alt-O (/replace) replaces it.";

/// Every page of this meeting that has something in it and is still open, as
/// discussion and number of its page, from the one after this on.
pub(super) fn still_open(model: &Model) -> Vec<(Ulid, usize)> {
    let (Some(work), Screen::Review(r)) = (&model.work, &model.screen) else { return Vec::new() };
    let mut before = Vec::new();
    let mut after = Vec::new();
    let mut past = false;
    for d in &work.session.discussions {
        for (page, filing) in d.filing.iter().enumerate() {
            let this = d.id == work.focus && (page == r.page || d.filing.len() == 1);
            if this {
                past = true;
            } else if filing.state == FilingState::Open && !d.is_page_empty(filing.child) {
                (if past { &mut after } else { &mut before }).push((d.id, page));
            }
        }
    }
    after.extend(before);
    after
}

/// Whether `PageDown` goes on to another note: this one is written, and another of
/// this meeting is still open.
pub fn goes_on(model: &Model) -> bool {
    is_written(model) && !still_open(model).is_empty()
}

/// Whether the note that is read is finalised and its file written.
pub fn is_written(model: &Model) -> bool {
    let Screen::Review(r) = &model.screen else { return false };
    r.written.is_some() && !r.exists && !is_open(model)
}

/// Whether the page that is read is finalised.
pub fn is_final(model: &Model) -> bool {
    matches!(model.screen, Screen::Review(_)) && !is_open(model)
}

/// That there is no more to do here, and what comes next.
pub(super) fn say_written(model: &mut Model) {
    let notes = notes(model);
    let all = notes.len() > 1
        && notes.iter().all(|(d, page)| {
            model
                .files
                .iter()
                .any(|f| f.done && f.is_final && (f.discussion, f.page) == (*d, *page))
        });
    model.tell(if !still_open(model).is_empty() {
        "This note is written. PageDown (/next) goes on to the next one.".to_owned()
    } else if all {
        format!("All {} notes are written. f (/to-file) files them, Esc leaves.", notes.len())
    } else {
        "This note is written. Esc leaves.".to_owned()
    });
}

/// Every page of this meeting that has something on it, as discussion and
/// number of its page.
pub(super) fn notes(model: &Model) -> Vec<(Ulid, usize)> {
    let all = model.session().map_or(&[][..], |s| &s.discussions);
    let pages = |d: &Discussion| -> Vec<(Ulid, usize)> {
        let on = d
            .filing
            .iter()
            .enumerate()
            .filter(|(_, f)| f.state != FilingState::Open || !d.is_page_empty(f.child));
        on.map(|(page, _)| (d.id, page)).collect()
    };
    all.iter().flat_map(pages).collect()
}

/// Whether this meeting has more than one note.
pub fn are_several(model: &Model) -> bool {
    matches!(model.screen, Screen::Review(_)) && notes(model).len() > 1
}

/// "note 2 of 12, 1 finalised": where there are several.
pub fn progress(model: &Model) -> String {
    let (Screen::Review(r), Some(work)) = (&model.screen, &model.work) else {
        return String::new();
    };
    let notes = notes(model);
    let here = notes.iter().position(|(d, page)| *d == work.focus && *page == r.page);
    let Some(here) = here.filter(|_| notes.len() > 1) else { return String::new() };
    let pages = work.session.discussions.iter().flat_map(|d| &d.filing);
    let done = pages.filter(|f| f.state != FilingState::Open).count();
    format!("note {} of {}, {done} finalised", here + 1, notes.len())
}

/// What is there already where the note would go, as far as this program
/// knows: it wrote it, or it was told so.
pub(super) fn in_the_way(model: &Model, r: &Review, path: &str) -> Option<&'static str> {
    let this = model.work.as_ref().map(|w| (w.focus, r.page));
    let before = model.files.iter().rev().find(|f| f.done && f.path == Path::new(path));
    match before {
        Some(f) if Some((f.discussion, f.page)) == this => Some(
            "A draft of it is there already and stays until Alt-O (/replace) after the yes \
             replaces it.",
        ),
        Some(_) => {
            Some("Another note of yours is there already: Alt-L (/path) takes another name.")
        }
        None if r.exists => Some(
            "A file of that name is there already: Alt-L (/path) takes another name, Alt-O \
             (/replace) after the yes replaces it.",
        ),
        None => None,
    }
}

/// Which note stands on the screen, where it is a finalised one.
pub(super) fn which(model: &Model) -> Option<Which> {
    let r = here(model)?;
    let discussion = model.work.as_ref()?.discussion()?.id;
    (!is_open(model)).then_some(Which { discussion, page: r.page, audience: r.audience })
}

/// A note as it is read before it leaves.
pub(super) struct Read {
    /// Its very text.
    pub text: String,
    /// What stays behind.
    pub left_out: Vec<String>,
    /// What to look at.
    pub warned: Vec<Warning>,
}

/// The note on the screen, made once for all that is said of it.
///
/// # Errors
/// Why there is none, in words.
pub(super) fn read(model: &Model, turn: Turn) -> Result<Read, String> {
    let r = here(model).ok_or("No note is open.")?;
    let format = review::format(r, turn).ok_or("No note is open.")?;
    let (leaving, left_out) = review::leaving(model, r, turn)?;
    let page = review::page_of(review::child(model), r.audience);
    let warned = super::leaving::here(model, page, &leaving);
    Ok(Read { text: (turn.context.preview)(&leaving, format), left_out, warned })
}

/// Where a file of the note on the screen would go.
pub(super) fn path(model: &Model, turn: Turn) -> String {
    let path = here(model).and_then(|r| review::target(model, r, turn));
    path.map_or_else(String::new, |path| path.display().to_string())
}

/// Writes the note on the screen, where the very same was not written before.
pub(super) fn write_once(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let path = here(model).and_then(|r| review::target(model, r, turn));
    let (Some(_), Some(path)) = (which(model), path) else { return Vec::new() };
    let Some(file) = very_file(model, &path, turn) else {
        if super::leaving::asks(model, super::leaving::Way::WriteOnce, turn) {
            return Vec::new();
        }
        return review::write(model, false, turn);
    };
    let left = file.left.clone();
    if let Screen::Queue(queue) = &mut model.screen {
        queue.review.written = Some(path.clone());
    }
    if let Some(left) = left {
        copying::remember(model, left);
    }
    model.tell(format!("It was written before: {}", path.display()));
    Vec::new()
}

/// The file that was written there, where it holds the very bytes that would be
/// written now: an older one is never taken for the note.
pub(super) fn very_file<'m>(model: &'m Model, path: &Path, turn: Turn) -> Option<&'m NoteFile> {
    let which = which(model)?;
    let r = here(model)?;
    let format = review::format(r, turn)?;
    let there = model.files.iter().find(|f| {
        f.done && f.path == path && f.left.as_ref().is_some_and(|left| left.which == which)
    })?;
    let (leaving, _) = review::leaving(model, r, turn).ok()?;
    let digest = (turn.context.digest)(&(turn.context.write)(&leaving, format));
    there.left.as_ref().is_some_and(|left| left.digest == digest).then_some(there)
}

/// What is noted of the note on the screen once these bytes of it left; nothing
/// of a draft.
pub(super) fn left(model: &Model, bytes: &[u8], turn: Turn) -> Option<LastLeft> {
    let said = |which| copying::said_now(model, which, turn);
    which(model).map(|which| LastLeft {
        which,
        digest: (turn.context.digest)(bytes),
        said: said(which),
    })
}

/// A file is there.
pub(super) fn written(model: &mut Model, seq: u64) {
    for file in model.files.iter_mut().filter(|f| f.seq == seq) {
        file.done = true;
    }
    let left = model.files.iter().find(|f| f.seq == seq).and_then(|f| f.left.clone());
    if let Some(left) = left {
        copying::remember(model, left);
    }
}

/// What is asked before a note is finalised: where it goes, and what goes with
/// it.
pub(super) fn ask(model: &Model, r: &Review, path: &str, warned: &[Warning]) -> String {
    let mut goes: Vec<String> = in_the_way(model, r, path).map(Into::into).into_iter().collect();
    if let Some(d) = model.work.as_ref().and_then(|w| w.discussion()) {
        let p = d.prospect(review::child(model));
        let count = |n: usize, one: &str, many: &str| match n {
            1 => format!("1 {one}"),
            n => format!("{n} {many}"),
        };
        if !p.rough.is_empty() {
            goes.push(format!(
                "{} will be removed for good.",
                count(p.rough.len(), "rough note", "rough notes")
            ));
        }
        if !p.undecided.is_empty() {
            goes.push(format!(
                "{} undecided where to file: only in the full export.",
                count(p.undecided.len(), "answer is", "answers are")
            ));
        }
    }
    goes.push(fixes(model));
    // Lines ask for the word at their prompt.
    let keys = match r.names {
        _ if model.lines => "",
        true => " y: yes. Esc: not yet.",
        false => " y or Enter: yes. Esc: not yet.",
    };
    // Whom it names stands first and alone, the path last.
    let mut lines = in_short(warned);
    lines.push(format!("Finalise this note? {}", goes.join(" ")));
    lines.push(format!("It is written to {path}.{keys}"));
    lines.join("\n")
}

/// What finalising this page fixes, and what of a family stands on no page.
fn fixes(model: &Model) -> String {
    let whole = "After this its words stay as they are.".to_owned();
    let Some(work) = model.work.as_ref().filter(|w| w.family().len() > 1) else { return whole };
    let (Some(d), Some(child)) = (work.discussion(), review::child(model)) else { return whole };
    let nobody = match d.entries_naming_nobody() {
        0 => String::new(),
        1 => "1 entry still names nobody: it stands on no child's page. ".into(),
        n => format!("{n} entries still name nobody: they stand on no child's page. "),
    };
    let name = work.session.child(child).map_or("this child", |c| c.name.as_str());
    let mut after = d.clone();
    if after.finalise(Some(child), Ulid::nil(), d.begun).is_ok() && after.is_closed() {
        // No page is left that anything could still be written on.
        return format!("{nobody}After this nothing of the whole note can be changed.");
    }
    format!(
        "{nobody}After this everything about {name} stays as it is, also where it is about a \
         brother or sister too; what is about the others can still be written."
    )
}
