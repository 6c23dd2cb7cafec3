//! Review: the note exactly as it will leave, finalising, and the file.

use std::path::{Path, PathBuf};

use ulid::Ulid;

use super::audience::{audiences, whom};
use super::leafing;
use super::notes::{ask, goes_on, is_written, notes, say_written, still_open, very_file};
use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::editor::Editor;
use crate::app::effect::Effect;
use crate::app::keymap::Place;
use crate::app::model::{Model, NoteFile, Review, Screen};
use crate::app::page::{Body, Form, FormField, NoteBody};
use crate::record::{
    self, Audience, Discussion, FilingState, Format, Leaving, Session, Subject, Wanted,
};

/// The audience that fits the discussion in focus.
pub fn audience_for(model: &Model) -> Audience {
    model
        .work
        .as_ref()
        .and_then(|w| w.discussion())
        .map_or(Audience::Full, |d| super::home::audience_of(&d.subject))
}

/// Opens the review of the discussion in focus.
pub fn open(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let effects = super::close::read_days(model, turn);
    let page = match &model.screen {
        Screen::Brief { child, .. } => {
            model.work.as_ref().and_then(|w| w.family().iter().position(|c| c == child))
        }
        _ => None,
    };
    let review = Review::new(audience_for(model));
    model.screen = Screen::Review(Review { page: page.unwrap_or(0), ..review });
    effects
}

pub(super) fn review(model: &mut Model) -> Option<&mut Review> {
    match &mut model.screen {
        Screen::Review(r) | Screen::Path { review: r, .. } => Some(r),
        Screen::Queue(queue) => Some(&mut queue.review),
        _ => None,
    }
}

/// How the note on the screen is read and written.
pub(super) fn here(model: &Model) -> Option<&Review> {
    match &model.screen {
        Screen::Review(r) | Screen::Path { review: r, .. } => Some(r),
        Screen::Queue(queue) => Some(&queue.review),
        _ => None,
    }
}

/// What an action does here.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    if matches!(model.screen, Screen::Path { .. }) {
        return act_path(model, action, turn);
    }
    if action == Action::NextQuestion && goes_on(model) {
        return leafing::next_open(model, turn);
    }
    if let Some(effects) = super::nudges::act(model, action, turn) {
        return effects;
    }
    if action == Action::Accept && model.place() == Place::Named {
        model.tell(super::leaving::NOT_ENTER);
        return Vec::new();
    }
    let rows = usize::from(model.size.1).saturating_sub(8).max(1);
    let formats = turn.context.formats.len().max(1);
    let audiences = audiences(model);
    let Some(r) = review(model) else { return Vec::new() };
    let was_asking = std::mem::replace(&mut r.asking, false);
    let scroll = match action {
        Action::ItemUp => Some(r.scroll.saturating_sub(1)),
        Action::ItemDown => Some(r.scroll.saturating_add(1)),
        Action::PreviousQuestion => Some(r.scroll.saturating_sub(rows)),
        Action::NextQuestion => Some(r.scroll.saturating_add(rows)),
        _ => None,
    };
    if let Some(scroll) = scroll {
        // Reading on is no answer to what is asked.
        r.asking = was_asking;
        let (columns, read) = (model.prose_width(), body(model, turn));
        let count = match read {
            Some(Body::Note(note)) => note.row_count(columns),
            _ => 0,
        };
        if let Some(r) = review(model) {
            // A face shows at least half of what fits, whatever else it shows.
            r.scroll = scroll.min(count.saturating_sub(rows / 2));
        }
        return Vec::new();
    }
    match action {
        Action::NextAudience => {
            let at = audiences.iter().position(|a| *a == r.audience).unwrap_or(0);
            let next = audiences.get((at + 1) % audiences.len().max(1)).copied();
            *r = r.afresh(next.unwrap_or(r.audience), r.page);
        }
        Action::NextFormat => {
            r.format = (r.format + 1) % formats;
            r.exists = false;
            r.path = None;
            r.written = None;
            // What is still being written is of another format.
            r.exporting = None;
        }
        Action::NextLayout => super::layouts::next(model, turn),
        Action::NextPage | Action::NextNote => return leafing::turn_over(model, true, turn),
        Action::PreviousNote => return leafing::turn_over(model, false, turn),
        Action::Finalise if was_asking => return finalise(model, turn),
        // Another key than the one that files: a held Enter files no note unread.
        Action::Finalise | Action::WriteNote => return ask_or_write(model, turn),
        Action::Export if super::leaving::asks(model, super::leaving::Way::Write, turn) => {}
        Action::Export => return write(model, false, turn),
        Action::ReplaceFile => return write(model, true, turn),
        Action::ChangePath => open_path(model, turn),
        Action::WhoSaid => super::said::open(model),
        Action::Copy => return super::copy::copy(model, turn),
        Action::Queue => return super::queue::open(model, turn),
        Action::Learning => super::learning::open(model),
        Action::Back if was_asking => {}
        Action::Back => {
            let question = model.session().map(|s| s.bookmark.question.clone());
            match question.filter(|q| super::asked::question(model, turn, q).is_some()) {
                Some(q) if is_open(model) => super::question::open(model, q),
                _ => super::meeting::open(model),
            }
        }
        Action::StandBehind | Action::AddLater | Action::Send if is_open(model) => {
            model.tell("This note is still open: Enter (/finalise) finalises it first.");
        }
        Action::StandBehind => super::matter::agree::open(model),
        Action::AddLater => super::matter::amend::open(model),
        Action::TakeOut => super::matter::rectify::open(model),
        Action::Send => super::matter::post::open_note(model, turn),
        other => return super::meeting::in_session(model, other, turn),
    }
    Vec::new()
}

fn act_path(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    let Screen::Path { field, review } = &mut model.screen else { return Vec::new() };
    let mut r = review.clone();
    match action {
        Action::Accept => {
            let typed = field.text().trim();
            // What the name says the file is, it is.
            let named = Format::of_name(typed);
            r.format =
                turn.context.formats.iter().position(|f| Some(*f) == named).unwrap_or(r.format);
            r.path = (!typed.is_empty()).then(|| PathBuf::from(typed));
            r.exists = false;
            r.written = None;
        }
        Action::Back => {}
        _ => return Vec::new(),
    }
    model.screen = Screen::Review(r);
    Vec::new()
}

fn open_path(model: &mut Model, turn: Turn) {
    let Screen::Review(r) = &model.screen else { return };
    let r = r.clone();
    let path = target(model, &r, turn).map_or_else(String::new, |p| p.display().to_string());
    let mut field = Editor::single_line(&path);
    field.set_width(model.prose_width());
    model.screen = Screen::Path { field, review: r };
}

/// The child whose page is read, where the discussion is about children.
pub(super) fn child(model: &Model) -> Option<Ulid> {
    let page = here(model).map_or(0, |r| r.page);
    model.work.as_ref().and_then(|w| w.family().get(page).copied())
}

/// The child whose page stands on the screen, if a page of one does.
pub fn page(model: &Model) -> Option<Ulid> {
    match &model.screen {
        Screen::Review(r) if r.audience.is_of_one_child() => child(model),
        _ => None,
    }
}

/// Whether the page that is read is still open.
pub(super) fn is_open(model: &Model) -> bool {
    let child = child(model);
    model
        .work
        .as_ref()
        .and_then(|w| w.discussion())
        .is_some_and(|d| d.filing.iter().any(|f| f.child == child && f.state == FilingState::Open))
}

/// Enter: asks before finalising; a finalised note is written at once.
fn ask_or_write(model: &mut Model, turn: Turn) -> Vec<Effect> {
    if !is_open(model) {
        let Screen::Review(r) = &model.screen else { return Vec::new() };
        let path = target(model, r, turn);
        if path.as_deref().is_some_and(|path| very_file(model, path, turn).is_some()) {
            // Written earlier on, and come back to.
            if let Some(r) = review(model) {
                r.written = path;
            }
            say_written(model);
            return Vec::new();
        }
        if super::leaving::asks(model, super::leaving::Way::Write, turn) {
            return Vec::new();
        }
        return write(model, false, turn);
    }
    if model.work.as_ref().is_some_and(|w| w.read_only) {
        model.trouble("Another thinkwheel has this vault open: here it can only be read.");
        return Vec::new();
    }
    if is_cancelled(model) {
        // There is nothing to finalise: that it was cancelled, and why.
        return write(model, false, turn);
    }
    if model.work.as_ref().and_then(|w| w.discussion()).is_none_or(Discussion::is_empty) {
        model.tell("There is nothing in this note yet. Esc (/back) goes back to the questions.");
        return Vec::new();
    }
    if let Some(why) = nothing_on_page(model) {
        model.tell(why);
        return Vec::new();
    }
    let names = !super::leaving::names(model, turn).is_empty();
    if let Some(r) = review(model) {
        (r.asking, r.names) = (true, names);
        r.scroll = 0;
    }
    Vec::new()
}

/// Whether nothing was talked about because the meeting did not take place.
fn is_cancelled(model: &Model) -> bool {
    let empty = model.work.as_ref().and_then(|w| w.discussion()).is_none_or(Discussion::is_empty);
    let kind = model.session().map(|s| &s.kind);
    empty && matches!(kind, Some(record::SessionKind::Cancelled { .. }))
}

/// Why a page of a family cannot be finalised: nothing on it is about its
/// child.
fn nothing_on_page(model: &Model) -> Option<String> {
    let work = model.work.as_ref()?;
    let (d, child) = (work.discussion()?, child(model));
    if !d.is_page_empty(child) {
        return None;
    }
    let name = child.and_then(|c| work.session.child(c)).map_or("this child", |c| c.name.as_str());
    let nothing = format!("There is nothing about {name} in this note yet.");
    Some(match d.prospect(child).unnamed.len() {
        _ if d.is_closed() => format!("{nothing} The words are finalised, so it gets none."),
        0 => format!("{nothing} Esc goes back to the questions."),
        1 => format!("{nothing} 1 answer names nobody: Alt-1 to Alt-9 at the question name whom."),
        n => format!("{nothing} {n} answers name nobody: Alt-1 to Alt-9 at a question name whom."),
    })
}

fn finalise(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let child = child(model);
    let by = model.home.as_ref().map_or_else(Ulid::nil, |h| h.owner_id);
    let mut failed = None;
    let mut effects = model.finalise_discussion(turn.at, |d| {
        failed = d.finalise(child, by, turn.at).err();
    });
    if let Some(why) = failed {
        model.trouble(why.to_string());
        return effects;
    }
    if let Some(work) = &mut model.work {
        work.editors.clear();
        work.past.forget();
    }
    // Where the two stand goes with it: nothing is left unsaved by it.
    effects.extend(model.keep_place(turn.at, true));
    effects.extend(model.save());
    super::leaving::agree(model, turn);
    effects.extend(write(model, false, turn));
    effects
}

pub(super) fn write(model: &mut Model, replace: bool, turn: Turn) -> Vec<Effect> {
    let Some(r) = here(model) else { return Vec::new() };
    if replace && !r.exists {
        return Vec::new();
    }
    let r = r.clone();
    let Some(path) = target(model, &r, turn) else { return Vec::new() };
    let Some(format) = format(&r, turn) else { return Vec::new() };
    if model.files.iter().any(|f| !f.done && f.path == path) {
        model.tell(format!("Still writing this note, as {}.", format.words()));
        return Vec::new();
    }
    let bytes = match leaving(model, &r, turn) {
        Ok((leaving, _)) => (turn.context.write)(&leaving, format),
        Err(why) => {
            model.trouble(why);
            return Vec::new();
        }
    };
    let seq = model.next_seq();
    if let Some(r) = review(model) {
        r.exporting = Some(seq);
        r.exists = false;
    }
    let discussion = model.work.as_ref().map_or_else(Ulid::nil, |w| w.focus);
    let is_final = !is_open(model);
    let left = super::notes::left(model, &bytes, turn);
    model.files.push(NoteFile {
        left,
        seq,
        path: path.clone(),
        discussion,
        page: r.page,
        is_final,
        done: false,
    });
    model.waiting += 1;
    vec![Effect::Export { seq, path, bytes, replace }]
}

/// A file was written.
pub fn exported(model: &mut Model, seq: u64, path: &Path) {
    // What stood there before is no more.
    model.files.retain(|f| f.seq == seq || f.path != path);
    super::notes::written(model, seq);
    if let Some(r) = exporting(model, seq) {
        r.exporting = None;
        r.written = Some(path.to_path_buf());
    }
    super::matter::people::written(model);
    let all = is_written(model) && notes(model).len() > 1 && still_open(model).is_empty();
    if all {
        say_written(model);
    } else {
        model.tell(format!("Written to {}", path.display()));
    }
}

/// A file was not written.
pub fn not_exported(model: &mut Model, seq: u64, exists: bool, why: String) {
    model.files.retain(|f| f.seq != seq);
    if let Some(r) = exporting(model, seq) {
        r.exporting = None;
        r.exists = exists;
    }
    if exists && matches!(model.screen, Screen::Matter(_)) {
        model.trouble("Not written: a file of that name is there. Type another name.");
    } else if exists && matches!(model.screen, Screen::Queue(_)) {
        model.trouble(super::notes::IS_THERE);
    } else if exists {
        model.trouble(
            "The file was not written: one of that name is there, and it was left as it is. \
             Alt-O (/replace) replaces it, Alt-L (/path) takes another name.",
        );
    } else {
        model.trouble(why);
    }
}

fn exporting(model: &mut Model, seq: u64) -> Option<&mut Review> {
    match model.under_mut() {
        Screen::Review(r) | Screen::Path { review: r, .. } if r.exporting == Some(seq) => Some(r),
        Screen::Queue(queue) => Some(&mut queue.review).filter(|r| r.exporting == Some(seq)),
        _ => None,
    }
}

/// Takes this format. What was written before is another file now.
pub(super) fn take_format(model: &mut Model, format: Format, turn: Turn) {
    let at = turn.context.formats.iter().position(|f| *f == format);
    if let (Some(at), Some(r)) = (at, review(model)) {
        r.format = at;
        r.asking = false;
        (r.exists, r.path, r.written, r.exporting) = (false, None, None, None);
    }
}

pub(super) fn format(r: &Review, turn: Turn) -> Option<Format> {
    turn.context.formats.get(r.format).copied()
}

pub(super) fn target(model: &Model, r: &Review, turn: Turn) -> Option<PathBuf> {
    if let Some(path) = &r.path {
        return Some(if path.is_absolute() {
            path.clone()
        } else {
            turn.context.folder.join(path)
        });
    }
    let work = model.work.as_ref()?;
    let format = format(r, turn)?;
    let name = (turn.context.file_name)(
        &work.session,
        work.focus,
        page_of(child(model), r.audience),
        r.audience,
        format,
    );
    Some(turn.context.folder.join(name))
}

/// Only the child's file and a letter are about one child's page.
pub(super) fn page_of(child: Option<Ulid>, audience: Audience) -> Option<Ulid> {
    child.filter(|_| audience.is_of_one_child())
}

/// What leaves, and what stays behind.
pub(super) fn leaving(
    model: &Model,
    r: &Review,
    turn: Turn,
) -> Result<(Leaving, Vec<String>), String> {
    let work = model.work.as_ref().ok_or("no session is open")?;
    let session: std::borrow::Cow<'_, Session> = if r.asking {
        // What is asked about is shown as it will be once finalised, and
        // stays a draft until the yes.
        let mut after = work.session.clone();
        let child = child(model);
        if let Some(d) = after.discussion_mut(work.focus) {
            let by = model.home.as_ref().map_or_else(Ulid::nil, |h| h.owner_id);
            d.finalise(child, by, turn.at).map_err(|e| e.to_string())?;
            for page in d.filing.iter_mut().filter(|f| f.child == child) {
                page.state = FilingState::Open;
                page.finalised = None;
                page.finalised_by = None;
            }
        }
        std::borrow::Cow::Owned(after)
    } else {
        std::borrow::Cow::Borrowed(&work.session)
    };
    let (rules, page) = (model.rules(), page_of(child(model), r.audience));
    let provenance = turn.context.bank().map(crate::practice::Bank::origin);
    let pictures = format(r, turn).is_some_and(Format::holds_pictures);
    let earlier = super::facts::earlier(model, &session, work.focus, pictures);
    let wanted = Wanted {
        provenance: provenance.as_deref(),
        pictures,
        scores: &earlier.scores,
        asked_before: &earlier.asked,
        layout: super::layouts::chosen(r, &rules, turn),
        ..Wanted::new(page, r.audience, &rules)
    };
    let mut note = wanted.note(&session, work.focus).map_err(|e| e.to_string())?;
    note.tell_checked(&session, work.focus, page, model.checks_of(session.id));
    note.tell_removed(&session, &model.known.removed);
    if let Some(d) = session.discussion(work.focus).filter(|_| r.audience == Audience::ChildFile) {
        note.left_out.extend(d.lost().iter().map(|l| format!("names no child: {}", l.says())));
    }
    let left_out = std::mem::take(&mut note.left_out);
    let mut leaving = Leaving::of(note);
    if r.audience.takes_records() && format(r, turn).is_some_and(Format::holds_records) {
        let record = wanted.record(&session, work.focus);
        leaving.records.push(record.map_err(|e| e.to_string())?);
    }
    Ok((leaving, left_out))
}

/// "finalised", or how many pages are, where the note stands for several.
fn whole_or_draft(model: &Model, r: &Review) -> String {
    let filing = model.work.as_ref().and_then(|w| w.discussion()).map_or(&[][..], |d| &d.filing);
    let open = filing.iter().filter(|f| f.state == FilingState::Open).count();
    if open == 0 || r.audience.is_of_one_child() {
        return "finalised".into();
    }
    let (all, every) = (filing.len(), if filing.len() == 2 { "both" } else { "all" });
    format!("{} of {all} pages finalised; a draft until {every} are", all - open)
}

/// What is shown.
pub fn body<'a>(model: &'a Model, turn: Turn) -> Option<Body<'a>> {
    let r = match &model.screen {
        Screen::Review(r) => r,
        Screen::Path { field, .. } => {
            return Some(Body::Form(Form {
                title: "Where the file goes".into(),
                intro: vec![
                    if model.lines {
                        "A path; an empty line keeps it as it is."
                    } else {
                        "A path; Enter takes it, Esc keeps the old one."
                    }
                    .into(),
                ],
                fields: vec![FormField {
                    heading: None,
                    label: "File".into(),
                    editor: field,
                    secret: false,
                    prose: false,
                    aside: String::new(),
                    offers: Vec::new(),
                    chosen: None,
                }],
                focus: 0,
            }));
        }
        _ => return None,
    };
    let format = format(r, turn)?;
    let (text, left_out, warned) = match super::notes::read(model, turn) {
        Ok(read) => (read.text, read.left_out, read.warned),
        Err(why) => (why, Vec::new(), Vec::new()),
    };
    let path = target(model, r, turn).map_or_else(String::new, |p| p.display().to_string());
    let state = if r.asking {
        let by = model.home.as_ref().map_or("", |h| h.owner.as_str());
        format!("will say \"Finalised {}, by {by}\"", turn.today().format("%-d %B %Y"))
    } else if is_open(model) {
        "not finalised yet".to_owned()
    } else {
        whole_or_draft(model, r)
    };
    let (whom, words) = (whom(model, r.audience), format.words());
    let mut about = vec![format!("{whom}, as {words}: {state}.")];
    about.extend(super::layouts::about(model, r, turn));
    about.extend(if r.asking {
        // The question names them, and names them first.
        super::leaving::third_party(&warned)
    } else {
        super::leaving::said(&warned)
    });
    about.push(match &r.written {
        Some(path) => format!("Written to {}", path.display()),
        None => format!("Goes to {path}"),
    });
    if let Some(d) = model.work.as_ref().and_then(|w| w.discussion()) {
        let stands = !matches!(r.audience, Audience::StaffFile | Audience::Letter);
        if stands && d.at_once.iter().any(|act| !act.is_empty()) {
            about.push("What could not wait stands first.".into());
        }
        if matches!(d.subject, Subject::Practitioner(_)) {
            about.push(super::sheet::read_by(model));
        }
    }
    if model.practice {
        about.push("This file stays when the practice vault goes.".into());
    }
    let thoughts = super::nudges::shown(model, &text, &warned);
    about.extend(super::nudges::about(model, thoughts.len()));
    Some(Body::Note(NoteBody {
        about,
        thoughts,
        text,
        scroll: r.scroll,
        left_out,
        ask: r.asking.then(|| ask(model, r, &path, &warned)),
    }))
}
