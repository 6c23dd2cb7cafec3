//! For learning: passages are chosen, what is replaced in them is looked
//! through, and the very text is read before it leaves.
//!
//! None of it is kept: what stands in the place of a name would lead back to
//! it, and a file that is made again is looked through again.

mod shown;

use std::path::{Path, PathBuf};

use ulid::Ulid;

use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::editor::Editor;
use crate::app::effect::Effect;
use crate::app::keymap::Place;
use crate::app::model::{Model, Review, Screen};
use crate::app::page::Body;
use crate::record::learning::passages;
use crate::record::{
    Audience, ByHand, Format, Learning as Made, Leaving, Passage, Replacement, learning,
};

pub use shown::body;

/// Where somebody stands in it.
#[derive(Clone, PartialEq, Eq)]
enum Step {
    /// Which passages.
    Choose,
    /// What is replaced.
    Replace,
    /// What stands in the place of these words; none: of words typed here.
    Put(Option<String>),
    /// The very text.
    Read,
    /// Where the file goes.
    Path,
}

/// What is being made for learning.
pub struct Learning {
    review: Review,
    step: Step,
    chosen: Vec<Ulid>,
    by_hand: Vec<ByHand>,
    /// The selected item of the list.
    pub selected: usize,
    /// The fields of a form.
    pub fields: Vec<Editor>,
    /// The field in hand.
    pub focus: usize,
    scroll: usize,
    format: usize,
    asking: bool,
    /// Digest of the text that stood there when it was asked about: that very
    /// text is written, and no other.
    looked: Option<String>,
    path: Option<PathBuf>,
    exists: bool,
    exporting: Option<u64>,
    written: Option<PathBuf>,
}

impl Learning {
    /// Where bindings hold.
    pub fn place(&self) -> Place {
        match self.step {
            Step::Choose | Step::Replace => Place::Passages,
            Step::Put(_) | Step::Path => Place::Fields,
            Step::Read => Place::Learning,
        }
    }

    /// Whether it shows a list.
    pub fn is_list(&self) -> bool {
        self.place() == Place::Passages
    }

    /// What choosing an item by its number does.
    pub fn pick(&self) -> Action {
        if self.step == Step::Choose { Action::Mark } else { Action::Accept }
    }

    /// Takes this format. What was written before is another file now.
    pub(super) fn take_format(&mut self, format: Format, turn: Turn) {
        if let Some(at) = formats(turn).iter().position(|f| *f == format) {
            self.format = at;
            self.asking = false;
            (self.path, self.exists, self.written) = (None, false, None);
        }
    }

    fn go(&mut self, step: Step) {
        self.step = step;
        (self.selected, self.focus, self.scroll, self.asking) = (0, 0, 0, false);
        self.fields.clear();
    }
}

/// Opens it from the review: with nothing chosen.
pub fn open(model: &mut Model) {
    let Screen::Review(review) = &model.screen else { return };
    let review = Review { asking: false, ..review.clone() };
    if all(model).is_empty() {
        model.tell("Nothing is said here yet that others could learn from.");
        return;
    }
    model.screen = Screen::Learning(Box::new(Learning {
        review,
        step: Step::Choose,
        chosen: Vec::new(),
        by_hand: Vec::new(),
        selected: 0,
        fields: Vec::new(),
        focus: 0,
        scroll: 0,
        format: 0,
        asking: false,
        looked: None,
        path: None,
        exists: false,
        exporting: None,
        written: None,
    }));
}

fn in_hand(model: &Model) -> Option<&Learning> {
    match &model.screen {
        Screen::Learning(l) => Some(l),
        _ => None,
    }
}

fn hand(model: &mut Model) -> Option<&mut Learning> {
    match &mut model.screen {
        Screen::Learning(l) => Some(l),
        _ => None,
    }
}

/// The passages of the discussion in focus.
fn all(model: &Model) -> Vec<Passage> {
    let work = model.work.as_ref();
    work.map(|w| passages(&w.session, Some(w.focus))).unwrap_or_default()
}

fn made(model: &Model) -> Option<Made> {
    let l = in_hand(model)?;
    Some(learning(&model.work.as_ref()?.session, &l.chosen, &l.by_hand))
}

fn replacements(model: &Model) -> Vec<Replacement> {
    made(model).map(|m| m.replacements).unwrap_or_default()
}

/// How many items its list has.
pub fn count(model: &Model) -> usize {
    match in_hand(model).map(|l| &l.step) {
        Some(Step::Choose) => all(model).len(),
        Some(Step::Replace) => replacements(model).len(),
        _ => 0,
    }
}

/// Whether an action makes sense now.
pub fn can(model: &Model, action: Action) -> bool {
    let Some(l) = in_hand(model) else { return false };
    match action {
        Action::Mark => l.step == Step::Choose,
        Action::AddWords => l.step == Step::Replace,
        Action::LeaveAsIs => l.step == Step::Replace && count(model) > 0,
        Action::ReplaceFile => l.step == Step::Read && l.exists,
        _ => true,
    }
}

/// What an action does here.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    let Some(step) = in_hand(model).map(|l| l.step.clone()) else { return Vec::new() };
    match (step, action) {
        (_, Action::Back) | (Step::Replace, Action::PreviousQuestion) => back(model),
        (Step::Choose | Step::Replace, Action::ItemUp | Action::ItemDown) => {
            let last = count(model).saturating_sub(1);
            if let Some(l) = hand(model) {
                let at = if action == Action::ItemUp {
                    l.selected.saturating_sub(1)
                } else {
                    l.selected + 1
                };
                l.selected = at.min(last);
            }
        }
        (Step::Choose, Action::Mark) => take_or_leave(model),
        (Step::Choose, Action::Accept | Action::NextQuestion) => look_through(model),
        (Step::Replace, Action::NextQuestion) => {
            if let Some(l) = hand(model) {
                l.go(Step::Read);
            }
        }
        (Step::Replace, Action::Accept) => put(model),
        (Step::Replace, Action::LeaveAsIs) => leave_as_is(model),
        (Step::Replace, Action::AddWords) => {
            fill(model, Step::Put(None), &[String::new(), String::new()]);
        }
        (Step::Put(_) | Step::Path, _) => in_form(model, action, turn),
        (Step::Read, _) => return read(model, action, turn),
        _ => {}
    }
    Vec::new()
}

fn back(model: &mut Model) {
    let Some(l) = hand(model) else { return };
    match l.step {
        Step::Read if l.asking => l.asking = false,
        Step::Choose => {
            let review = l.review.clone();
            model.screen = Screen::Review(review);
        }
        Step::Replace => l.go(Step::Choose),
        Step::Put(_) | Step::Read => l.go(Step::Replace),
        Step::Path => l.go(Step::Read),
    }
}

fn take_or_leave(model: &mut Model) {
    let Some(id) = in_hand(model).and_then(|l| all(model).get(l.selected).map(|p| p.id)) else {
        return;
    };
    if let Some(l) = hand(model) {
        let before = l.chosen.len();
        l.chosen.retain(|c| *c != id);
        if l.chosen.len() == before {
            l.chosen.push(id);
        }
    }
}

fn look_through(model: &mut Model) {
    let Some(l) = hand(model) else { return };
    if l.chosen.is_empty() {
        model.tell("Nothing is chosen yet: Space (/mark) takes a passage.");
        return;
    }
    l.go(Step::Replace);
    if count(model) == 0 {
        model.tell("Nothing was found to replace. PageDown (/next) shows the text.");
    }
}

/// Opens a form with what stands in its fields at first.
fn fill(model: &mut Model, step: Step, texts: &[String]) {
    let width = model.prose_width();
    let Some(l) = hand(model) else { return };
    let selected = l.selected;
    l.go(step);
    l.selected = selected;
    l.fields = texts
        .iter()
        .map(|text| {
            let mut field = Editor::single_line(text);
            field.set_width(width);
            field
        })
        .collect();
}

fn put(model: &mut Model) {
    let at = in_hand(model).map_or(0, |l| l.selected);
    if let Some(r) = replacements(model).into_iter().nth(at) {
        fill(model, Step::Put(Some(r.found)), &[r.with]);
    }
}

fn leave_as_is(model: &mut Model) {
    let at = in_hand(model).map_or(0, |l| l.selected);
    let Some(r) = replacements(model).into_iter().nth(at) else { return };
    if let Some(l) = hand(model) {
        l.by_hand.push(ByHand { with: r.kept.then_some(r.with), found: r.found });
    }
}

fn in_form(model: &mut Model, action: Action, turn: Turn) {
    let Some(l) = hand(model) else { return };
    let last = l.fields.len().saturating_sub(1);
    match action {
        Action::PreviousField => l.focus = l.focus.saturating_sub(1),
        Action::NextField => l.focus = (l.focus + 1).min(last),
        Action::Accept if l.focus < last => l.focus += 1,
        Action::Accept => accept(model, turn),
        _ => {}
    }
}

fn accept(model: &mut Model, turn: Turn) {
    let Some(l) = hand(model) else { return };
    let typed: Vec<String> = l.fields.iter().map(|f| f.text().trim().to_owned()).collect();
    let (found, with) = match (&l.step, typed.as_slice()) {
        (Step::Path, [path]) => {
            // What the name says the file is, it is.
            let named = Format::of_name(path);
            l.format = formats(turn).iter().position(|f| Some(*f) == named).unwrap_or(l.format);
            let path = (!path.is_empty()).then(|| turn.context.folder.join(path));
            (l.path, l.exists, l.written) = (path, false, None);
            l.go(Step::Read);
            return;
        }
        (Step::Put(Some(found)), [with]) | (Step::Put(None), [found, with]) => {
            (found.clone(), with.clone())
        }
        _ => return,
    };
    if found.is_empty() || with.is_empty() {
        model.trouble("Type what stands in their place, or Esc (/back). Nothing was changed.");
        return;
    }
    let selected = l.selected;
    l.by_hand.push(ByHand { found: found.clone(), with: Some(with) });
    l.go(Step::Replace);
    l.selected = selected;
    let found = crate::text::fold(&found);
    let there = replacements(model).iter().position(|r| crate::text::fold(&r.found) == found);
    match (there, hand(model)) {
        (Some(at), Some(l)) => l.selected = at,
        _ => model.tell("These words are not in the passages that are chosen."),
    }
}

fn read(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    let rows = usize::from(model.size.1).saturating_sub(8).max(1);
    let formats = formats(turn).len().max(1);
    let columns = model.prose_width();
    let count = match body(model, turn) {
        Some(Body::Note(note)) => note.row_count(columns),
        _ => 0,
    };
    let Some(l) = hand(model) else { return Vec::new() };
    let scroll = match action {
        Action::ItemUp => Some(l.scroll.saturating_sub(1)),
        Action::ItemDown => Some(l.scroll + 1),
        Action::PreviousQuestion => Some(l.scroll.saturating_sub(rows)),
        Action::NextQuestion => Some(l.scroll + rows),
        _ => None,
    };
    if let Some(scroll) = scroll {
        l.scroll = scroll.min(count.saturating_sub(rows / 2));
        return Vec::new();
    }
    let was_asking = std::mem::replace(&mut l.asking, false);
    match action {
        Action::Export | Action::Finalise if was_asking => return write(model, false, turn),
        Action::Export if l.exporting.is_none() => {
            let looked = shown_digest(model, turn);
            if let Some(l) = hand(model) {
                (l.asking, l.looked) = (looked.is_some(), looked);
            }
        }
        Action::NextFormat => {
            l.format = (l.format + 1) % formats;
            (l.path, l.exists, l.written) = (None, false, None);
        }
        Action::ReplaceFile if l.exists => return write(model, true, turn),
        Action::ChangePath => {
            let path = target(model, turn).map_or_else(String::new, |p| p.display().to_string());
            fill(model, Step::Path, &[path]);
        }
        _ => {}
    }
    Vec::new()
}

/// Formats of a note: the record itself is never for learning.
pub(super) fn formats(turn: Turn) -> Vec<Format> {
    turn.context.formats.iter().copied().filter(|f| !f.holds_records()).collect()
}

fn format(model: &Model, turn: Turn) -> Option<Format> {
    formats(turn).get(in_hand(model)?.format).copied()
}

fn target(model: &Model, turn: Turn) -> Option<PathBuf> {
    if let Some(path) = &in_hand(model)?.path {
        return Some(path.clone());
    }
    let (work, format) = (model.work.as_ref()?, format(model, turn)?);
    let name =
        (turn.context.file_name)(&work.session, work.focus, None, Audience::Learning, format);
    Some(turn.context.folder.join(name))
}

/// What tells the text that is shown from any other.
fn shown_digest(model: &Model, turn: Turn) -> Option<String> {
    let note = made(model)?.note?;
    let text = (turn.context.preview)(&Leaving::of(note), format(model, turn)?);
    Some((turn.context.digest)(text.as_bytes()))
}

fn write(model: &mut Model, replace: bool, turn: Turn) -> Vec<Effect> {
    let looked = in_hand(model).and_then(|l| l.looked.clone());
    if looked.is_none() || looked != shown_digest(model, turn) {
        if let Some(l) = hand(model) {
            l.exists = false;
        }
        model.trouble(
            "Nothing was written: the text is another one than you were asked about. Read it, \
             then Enter (/export) asks again.",
        );
        return Vec::new();
    }
    let note = made(model).and_then(|m| m.note);
    let (Some(note), Some(path), Some(format)) = (note, target(model, turn), format(model, turn))
    else {
        return Vec::new();
    };
    let bytes = (turn.context.write)(&Leaving::of(note), format);
    let seq = model.next_seq();
    if let Some(l) = hand(model) {
        (l.exporting, l.exists) = (Some(seq), false);
    }
    model.waiting += 1;
    vec![Effect::Export { seq, path, bytes, replace }]
}

fn exporting(model: &mut Model, seq: u64) -> Option<&mut Learning> {
    match model.under_mut() {
        Screen::Learning(l) if l.exporting == Some(seq) => Some(l),
        _ => None,
    }
}

/// A file was written; says whether it was one of these.
pub fn exported(model: &mut Model, seq: u64, path: &Path) -> bool {
    let Some(l) = exporting(model, seq) else { return false };
    l.exporting = None;
    l.written = Some(path.to_path_buf());
    model.tell(format!("Written to {}", path.display()));
    true
}

/// A file was not written; says whether it was one of these.
pub fn not_exported(model: &mut Model, seq: u64, exists: bool, why: &str) -> bool {
    let Some(l) = exporting(model, seq) else { return false };
    l.exporting = None;
    l.exists = exists;
    if exists {
        model.trouble(
            "The file was not written: one of that name is there, and it was left as it is. \
             Alt-O (/replace) replaces it, Alt-L (/path) takes another name.",
        );
    } else {
        model.trouble(why);
    }
    true
}
