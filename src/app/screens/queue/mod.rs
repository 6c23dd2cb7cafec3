//! Notes still to file: every finalised note that was not yet handed over to
//! the file it belongs to, one after the other, the very text first.
//!
//! Copying and writing mark nothing: a person says that a note is filed.

mod shown;

use ulid::Ulid;

pub use shown::{body, progress};

use super::{copy, home, leaving, notes, review};
use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::copying;
use crate::app::editor::Editor;
use crate::app::effect::Effect;
use crate::app::model::{Model, Review, Screen};
use crate::app::page::Body;
use crate::app::work::Work;
use crate::practice::Destination;
use crate::record::{Format, HandOver, Header, Session, Sight, Subject, ToFile};

/// The formats that are gone through here.
const IS_FILED: [Format; 4] = [Format::Text, Format::Docx, Format::Pdf, Format::Html];

/// Notes still to file, as they stood when the list was opened.
pub struct Queue {
    /// The notes, those filed since among them.
    pub notes: Vec<Waiting>,
    /// The one in hand; past the last where none is left.
    pub at: usize,
    /// How it is read and written.
    pub review: Review,
    /// The case system's own reference, while it is asked for.
    pub reference: Option<Editor>,
    /// One that names another child: the same once more is taken.
    doubted: String,
    /// Names of those of whom something is still being written, by meeting.
    pub drafts: Vec<(Ulid, String)>,
    /// Notes that were filed, in the order it happened.
    filed: Vec<usize>,
    /// The hand-over that is to go, once its note is open.
    takes_back: Option<Ulid>,
    /// Where it was opened: a note in review.
    from: Option<(Ulid, Ulid, Review)>,
}

/// One of them.
pub struct Waiting {
    /// Which note, and where it goes.
    pub note: ToFile,
    /// Whose it is, by name.
    pub whose: String,
    /// Their reference.
    pub reference: String,
    /// Marked as handed over, by this id.
    pub over: Option<Ulid>,
}

/// Headers of every meeting as it stands now: of one in hand, as it is in hand.
/// A meeting that stands in two versions is settled first.
fn headers(model: &Model) -> Vec<Header> {
    let in_hand: Vec<Header> =
        model.parked.iter().chain(&model.work).map(|w| w.session.header()).collect();
    let known = model.home.iter().flat_map(|h| &h.sessions);
    let side_by_side: Vec<Ulid> =
        known.clone().filter(|s| s.beside_another).map(|s| s.header.id).collect();
    let stored =
        known.filter(|s| !in_hand.iter().any(|h| h.id == s.header.id)).map(|s| s.header.clone());
    let all = stored.chain(in_hand.iter().cloned());
    all.filter(|h| !side_by_side.contains(&h.id)).collect()
}

/// How many notes wait to be filed, and the day of the oldest meeting.
pub fn count(model: &Model) -> Option<(usize, chrono::NaiveDate)> {
    let in_hand = |id: Ulid| model.parked.iter().chain(&model.work).any(|w| w.session.id == id);
    let stored = model.home.iter().flat_map(|h| &h.sessions);
    let stored = stored.filter(|s| !s.beside_another && !in_hand(s.header.id));
    let mut waiting: Vec<ToFile> = stored.flat_map(|s| s.header.to_file()).collect();
    for work in model.parked.iter().chain(&model.work) {
        waiting.extend(work.session.header().to_file());
    }
    let oldest = waiting.iter().map(|w| w.date).min()?;
    Some((waiting.len(), oldest))
}

/// Opens the list: from a note in review at that note, then the rest of its
/// meeting; else at the oldest.
pub fn open(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let from = match (&model.screen, &model.work) {
        (Screen::Review(r), Some(work)) => Some((work.session.id, work.focus, r.clone())),
        _ => None,
    };
    let headers = headers(model);
    let mut waiting = crate::record::to_file(&headers);
    if waiting.is_empty() {
        model.tell("No note waits to be filed: what is finalised was handed over.");
        return Vec::new();
    }
    let mut at = 0;
    if let Some((session, discussion, r)) = &from {
        waiting.sort_by_key(|w| w.session != *session);
        let here = |w: &ToFile| w.discussion == *discussion && w.page == r.page;
        at = waiting.iter().position(here).unwrap_or(0);
        if waiting.get(at + 1).is_none_or(|next| next.session != *session) {
            // The last of its meeting was read: all of them, from the first.
            at = 0;
        }
    }
    let notes: Vec<Waiting> = waiting.into_iter().map(|note| named(note, &headers)).collect();
    let drafts = headers
        .iter()
        .filter(|h| notes.iter().any(|w| w.note.session == h.id))
        .map(|h| (h.id, drafts(h)))
        .filter(|(_, names)| !names.is_empty())
        .collect();
    let audience = notes.get(at).map_or(crate::record::Audience::ChildFile, |w| w.note.audience());
    let (format, layout) =
        from.as_ref().map_or((0, None), |(_, _, r)| (r.format, r.layout.clone()));
    model.screen = Screen::Queue(Box::new(Queue {
        notes,
        at,
        review: Review { format, layout, ..Review::new(audience) },
        reference: None,
        doubted: String::new(),
        drafts,
        filed: Vec::new(),
        takes_back: None,
        from,
    }));
    go_to(model, at, turn)
}

/// A note with whose it is.
fn named(note: ToFile, headers: &[Header]) -> Waiting {
    let header = headers.iter().find(|h| h.id == note.session);
    let child = header.and_then(|h| h.children.iter().find(|c| Some(c.id) == note.child));
    let (whose, reference) = match (child, header) {
        (Some(child), _) => (Sight::Full.child(child), child.reference.trim().to_owned()),
        (None, Some(header)) => {
            let subject = header.subjects.iter().find(|s| s.discussion == note.discussion);
            let person = match subject.map(|s| &s.subject) {
                Some(Subject::Practitioner(id)) => header.people.iter().find(|p| p.id == *id),
                _ => None,
            };
            let name = person.map_or("the practitioner", |p| p.name.trim());
            (format!("{name}, own part"), String::new())
        }
        (None, None) => (String::new(), String::new()),
    };
    Waiting { note, whose, reference, over: None }
}

/// Names of those of whom something is still being written.
fn drafts(header: &Header) -> String {
    let name = |child: Option<Ulid>| {
        let child = header.children.iter().find(|c| Some(c.id) == child);
        child.map_or_else(|| "the practitioner's own part".to_owned(), |c| Sight::Full.child(c))
    };
    header.still_drafts().into_iter().map(name).collect::<Vec<_>>().join(", ")
}

/// The list, on the screen or under what is open over it.
fn under(model: &mut Model) -> Option<&mut Queue> {
    match model.under_mut() {
        Screen::Queue(queue) => Some(queue),
        Screen::Matter(matter) => match &mut *matter.from {
            Screen::Queue(queue) => Some(queue),
            _ => None,
        },
        _ => None,
    }
}

fn queue(model: &Model) -> Option<&Queue> {
    match &model.screen {
        Screen::Queue(queue) => Some(queue),
        _ => None,
    }
}

/// The note in hand, where one is.
fn in_hand(model: &Model) -> Option<&Waiting> {
    queue(model).and_then(|q| q.notes.get(q.at))
}

/// Whether the note in hand is open.
fn is_open(model: &Model) -> bool {
    let here = in_hand(model).map(|w| (w.note.session, w.note.discussion));
    here.is_some() && here == model.work.as_ref().map(|w| (w.session.id, w.focus))
}

/// Puts a note in hand; its meeting is opened where it is not.
fn go_to(model: &mut Model, n: usize, turn: Turn) -> Vec<Effect> {
    let Some(queue) = under(model) else { return Vec::new() };
    queue.at = n;
    queue.reference = None;
    let Some(waiting) = queue.notes.get(n) else { return Vec::new() };
    let note = waiting.note.clone();
    queue.review = queue.review.afresh(note.audience(), note.page);
    model.loading = None;
    if let Some(work) = model.work.as_mut().filter(|w| w.session.id == note.session) {
        work.focus = note.discussion;
        return arrived(model, turn);
    }
    let mut effects = model.save();
    model.put_away();
    if let Some(at) = model.parked.iter().position(|w| w.session.id == note.session) {
        let mut work = model.parked.remove(at);
        work.focus = note.discussion;
        if !work.read_only {
            effects.push(Effect::Begin(Box::new(work.session.clone())));
        }
        model.work = Some(work);
        effects.extend(arrived(model, turn));
        return effects;
    }
    let known = model.home.iter().flat_map(|h| &h.sessions);
    let head = known.filter(|s| s.header.id == note.session).map(|s| s.head.clone()).next();
    if let Some(head) = head {
        effects.extend(home::load(model, head));
    }
    effects
}

/// Whether the meeting that was read is the one waited for here.
pub fn waits_for(model: &mut Model, head: &str) -> bool {
    model.loading.as_deref() == Some(head) && under(model).is_some()
}

/// The meeting of the note in hand was read.
pub fn loaded(model: &mut Model, session: Session, head: &str, turn: Turn) -> Vec<Effect> {
    model.done();
    model.loading = None;
    let read_only = model.home.as_ref().is_some_and(|h| h.read_only);
    let wanted = under(model).and_then(|q| q.notes.get(q.at)).map(|w| w.note.discussion);
    let mut effects = Vec::new();
    if !read_only {
        effects.push(Effect::Begin(Box::new(session.clone())));
    }
    let mut work = Work::new(session, read_only);
    work.head = Some(head.to_owned());
    if let Some(discussion) = wanted {
        work.focus = discussion;
    }
    model.put_away();
    model.work = Some(work);
    effects.extend(arrived(model, turn));
    effects
}

/// The note in hand is open: what was to be taken back goes.
fn arrived(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let Some(id) = under(model).and_then(|q| q.takes_back.take()) else { return Vec::new() };
    let mut effects = model.add_to_final(turn.at, |d| {
        for page in &mut d.filing {
            page.hand_overs.retain(|over| over.id != id);
        }
    });
    if effects.is_empty() {
        return effects;
    }
    if let Some(queue) = under(model) {
        for waiting in queue.notes.iter_mut().filter(|w| w.over == Some(id)) {
            waiting.over = None;
        }
    }
    effects.extend(model.save());
    model.tell("Taken back: this note waits to be filed again.");
    effects
}

/// What an action does here.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    let lines = model.lines;
    let Screen::Queue(queue) = &mut model.screen else { return Vec::new() };
    if queue.reference.is_some() {
        match action {
            Action::Accept => return mark(model, turn),
            Action::Back => queue.reference = None,
            _ => {}
        }
        return Vec::new();
    }
    let step = usize::from(model.size.1).saturating_sub(8).max(1);
    match action {
        Action::Back => return leave(model, turn),
        // Lines have nothing to read on to.
        Action::NextNote => return go_on(model, true, turn),
        Action::NextQuestion if lines => return go_on(model, true, turn),
        Action::PreviousNote => return go_on(model, false, turn),
        Action::PreviousQuestion if lines => return go_on(model, false, turn),
        Action::ItemUp => scroll(model, turn, |row| row.saturating_sub(1)),
        Action::ItemDown => scroll(model, turn, |row| row + 1),
        Action::PreviousQuestion => scroll(model, turn, |row| row.saturating_sub(step)),
        Action::NextQuestion => scroll(model, turn, |row| row + step),
        Action::NextFormat => {
            // What a file of a case system takes; others by name, at review.
            let formats = &turn.context.formats;
            let r = &mut queue.review;
            let after = (1..=formats.len()).map(|n| (r.format + n) % formats.len());
            let mut filed = after.filter(|n| formats.get(*n).is_some_and(|f| IS_FILED.contains(f)));
            r.format = filed.next().unwrap_or(r.format);
            // What is still being written is of another format.
            (r.exists, r.written, r.exporting) = (false, None, None);
        }
        Action::NextLayout => super::layouts::next(model, turn),
        // Nothing is done to a note that nobody has seen.
        Action::Copy | Action::WriteNote | Action::ReplaceFile | Action::Filed
            if !is_open(model) && model.loading.is_some() =>
        {
            model.tell("This note is still being opened.");
        }
        Action::Copy | Action::WriteNote | Action::ReplaceFile | Action::Filed
            if !is_open(model) => {}
        Action::Queue => {
            model.tell("These are the notes to file. Alt-X (/format) takes another format.");
        }
        Action::Copy => return copy::copy(model, turn),
        Action::WriteNote => return notes::write_once(model, turn),
        Action::ReplaceFile => return review::write(model, true, turn),
        Action::Filed => ask(model),
        _ => {}
    }
    Vec::new()
}

fn scroll(model: &mut Model, turn: Turn, to: impl FnOnce(usize) -> usize) {
    let columns = model.prose_width();
    let rows = match body(model, turn) {
        Body::Note(note) => note.row_count(columns),
        _ => 0,
    };
    let most = rows.saturating_sub(usize::from(model.size.1).saturating_sub(8) / 2);
    if let Screen::Queue(queue) = &mut model.screen {
        queue.review.scroll = to(queue.review.scroll).min(most);
    }
}

/// The nearest note not yet filed, after the one in hand or before it, all the
/// way round; the one in hand does not count.
fn nearest(queue: &Queue, after: bool) -> Option<usize> {
    let n = queue.notes.len();
    let at = queue.at.min(n);
    let later = at.saturating_add(1)..n;
    let earlier = 0..at;
    let waits = |i: &usize| queue.notes.get(*i).is_some_and(|w| w.over.is_none());
    if after {
        later.chain(earlier).find(waits)
    } else {
        earlier.rev().chain(later.rev()).find(waits)
    }
}

fn go_on(model: &mut Model, after: bool, turn: Turn) -> Vec<Effect> {
    let Some(queue) = queue(model) else { return Vec::new() };
    let Some(next) = nearest(queue, after) else {
        model.tell("There is no other note to file.");
        return Vec::new();
    };
    go_to(model, next, turn)
}

/// Asks for the case system's own reference, before a note is marked.
fn ask(model: &mut Model) {
    if model.work.as_ref().is_some_and(|w| w.read_only) {
        model.trouble("Another thinkwheel has this vault open: here it can only be read.");
        return;
    }
    let width = model.prose_width();
    let mut field = Editor::single_line("");
    field.set_width(width);
    if let Screen::Queue(queue) = &mut model.screen {
        queue.reference = Some(field);
        queue.doubted.clear();
    }
}

/// Marks the note in hand as handed over, and goes on to the next.
fn mark(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let id = model.id(turn.at);
    let digest = notes::which(model).and_then(|which| copying::digest(model, which, turn));
    let digest = digest.unwrap_or_default().to_owned();
    let known = leaving::known(model);
    let Screen::Queue(queue) = &mut model.screen else { return Vec::new() };
    let Some(typed) = queue.reference.as_ref().map(|field| field.text().trim().to_owned()) else {
        return Vec::new();
    };
    // A full stop ends what is written in lines: it is never a reference.
    if typed == "." {
        queue.reference = None;
        model.tell("Not marked: this note still waits to be filed.");
        return Vec::new();
    }
    // A held Enter alone marks no note that went nowhere.
    if typed.is_empty() && digest.is_empty() {
        model.tell(shown::NOT_LEFT);
        return Vec::new();
    }
    let reference = if shown::is_yes(&typed) { String::new() } else { typed };
    if !HandOver::takes_reference(&reference) {
        model.trouble(
            "Not marked: a reference is one line of at most 80 letters, none of them invisible.",
        );
        return Vec::new();
    }
    let another = known.is_some_and(|known| !known.named_in(&reference).is_empty());
    if another && queue.doubted != reference {
        queue.doubted = reference;
        model.trouble(
            "Not marked yet: this reference names another child, or is another's. The same once \
             more marks it all the same.",
        );
        return Vec::new();
    }
    queue.reference = None;
    let Some(waiting) = queue.notes.get(queue.at) else { return Vec::new() };
    let (page, to) = (waiting.note.page, waiting.note.to);
    let over = HandOver {
        id,
        to,
        reference: reference.clone(),
        digest,
        as_it_is: false,
        imported: false,
        at: turn.at,
    };
    let mut effects = model.add_to_final(turn.at, |d| {
        let child = d.filing.get(page).map(|f| f.child);
        if let Some(child) = child {
            d.hand_over(child, over);
        }
    });
    if effects.is_empty() {
        if model.notice.is_none() {
            model.trouble("This note was not marked: it is not finalised as it stands.");
        }
        return effects;
    }
    effects.extend(model.save());
    let Screen::Queue(queue) = &mut model.screen else { return effects };
    let at = queue.at;
    if let Some(waiting) = queue.notes.get_mut(at) {
        waiting.over = Some(id);
    }
    queue.filed.push(at);
    let whose = queue.notes.get(at).map(|w| w.whose.clone()).unwrap_or_default();
    let next = nearest(queue, true).unwrap_or(queue.notes.len());
    effects.extend(go_to(model, next, turn));
    let to = match to {
        Destination::StaffFile => "the staff file",
        _ => "the child's file",
    };
    let under = if reference.is_empty() { String::new() } else { format!(", {reference}") };
    model.tell(format!("{whose}: handed over to {to}{under}. u (/undo) takes it back."));
    effects
}

/// Takes the last "handed over" back, as long as the list is open.
pub fn undo(model: &mut Model, turn: Turn) -> Vec<Effect> {
    model.notice = None;
    let Screen::Queue(queue) = &mut model.screen else { return Vec::new() };
    let Some(at) = queue.filed.pop() else {
        model.tell("Nothing was marked as handed over since this list was opened.");
        return Vec::new();
    };
    queue.takes_back = queue.notes.get(at).and_then(|w| w.over);
    go_to(model, at, turn)
}

/// Back to where it was opened.
fn leave(model: &mut Model, turn: Turn) -> Vec<Effect> {
    model.loading = None;
    let Screen::Queue(queue) = &mut model.screen else { return Vec::new() };
    if let Some((session, focus, review)) = queue.from.take()
        && let Some(work) = model.work.as_mut().filter(|w| w.session.id == session)
    {
        work.focus = focus;
        model.screen = Screen::Review(review);
        return Vec::new();
    }
    home::go(model, turn)
}

/// Whether an action makes sense in the list now.
pub fn possible(model: &Model, action: Action) -> bool {
    let Some(queue) = queue(model) else { return true };
    match action {
        // Lines go on with "next", having nothing to read on to.
        Action::NextNote | Action::PreviousNote => !model.lines && nearest(queue, true).is_some(),
        Action::ReplaceFile => queue.review.exists,
        // Bound only to say that this is it.
        Action::Queue => false,
        Action::Undo => queue.reference.is_some() || !queue.filed.is_empty(),
        Action::Copy
        | Action::WriteNote
        | Action::Filed
        | Action::NextFormat
        | Action::NextLayout
        | Action::NextQuestion
        | Action::PreviousQuestion => queue.at < queue.notes.len(),
        _ => true,
    }
}
