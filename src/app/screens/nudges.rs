//! Whom a note names and what may be missing from it, at review: stepped
//! through with a key, mended in the very place, or set aside with a word.
//! Nothing here stands in the way.

mod place;

pub(super) use place::field_of;

use super::{facts, leaving, review};
use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::editor::{self, Editor};
use crate::app::effect::Effect;
use crate::app::model::{Model, Review, Screen};
use crate::app::page::{Body, Form, FormField, NoteBody, Thought};
use crate::record::nudge::{self, Nudge};
use crate::record::{Audience, Field, FieldName, SetAside, Warning};

/// Rows of the note that stay in sight above the place a nudge stands beside.
const ABOVE: usize = 3;

/// Why a name is worth a look.
const WHY_NAMES: &str = "Whoever reads this note may not be meant to read of them: another word, \
                         or initials, may be enough.";

/// Something worth a look.
enum Look {
    /// Somebody is named.
    Name(Warning),
    /// Something may be missing.
    Missing(Nudge),
}

impl Look {
    /// Words of the note it stands beside, the best first.
    fn beside(&self) -> &[String] {
        match self {
            Look::Name(w) => std::slice::from_ref(&w.line),
            Look::Missing(nudge) => &nudge.beside,
        }
    }
}

/// Whether the page that is read can still be mended.
fn is_mended_here(model: &Model) -> bool {
    let (Some(work), Screen::Review(r)) = (&model.work, &model.screen) else { return false };
    !r.asking && work.frozen().is_none() && review::is_open(model)
}

/// What may be missing from the page that is read.
fn missing(model: &Model) -> Vec<Nudge> {
    let (Some(work), Screen::Review(r)) = (&model.work, &model.screen) else { return Vec::new() };
    if !is_mended_here(model) {
        return Vec::new();
    }
    // They are about the page they are read off, and shown and set aside there.
    let whole = r.audience == Audience::Full && work.family().len() < 2;
    if r.audience != review::audience_for(model) && !whole {
        return Vec::new();
    }
    let child = review::child(model);
    let history = child.map(|child| facts::history(model, child));
    nudge::nudges(&work.session, work.focus, child, &model.rules(), history.as_ref())
}

/// What is worth a look: whom the note names first, each where it stands, then
/// what may be missing. A brother or sister named is said once.
fn looks(model: &Model, warned: Vec<Warning>) -> Vec<Look> {
    if !is_mended_here(model) {
        return Vec::new();
    }
    let names: Vec<Warning> = warned.into_iter().filter(|w| !w.name.is_empty()).collect();
    let mut missing = missing(model);
    missing.retain(|nudge| {
        nudge.name != nudge::NAMES_ANOTHER
            || !names.iter().any(|w| nudge.says.ends_with(&format!("names {}.", w.name)))
    });
    names.into_iter().map(Look::Name).chain(missing.into_iter().map(Look::Missing)).collect()
}

/// The same, of the note on the screen.
fn here(model: &Model, turn: Turn) -> Vec<Look> {
    if !is_mended_here(model) {
        return Vec::new();
    }
    looks(model, leaving::names(model, turn))
}

/// The number of the one in hand, from 0.
fn in_hand(model: &Model, count: usize) -> Option<usize> {
    match &model.screen {
        Screen::Review(r) => r.thought.filter(|n| *n < count),
        _ => None,
    }
}

/// The one in hand.
fn current(model: &Model, turn: Turn) -> Option<Look> {
    let mut all = here(model, turn);
    let n = in_hand(model, all.len())?;
    Some(all.swap_remove(n))
}

/// Whether there is any, and whether one is in hand.
pub fn state(model: &Model) -> (bool, bool) {
    let any =
        !missing(model).is_empty() || (is_mended_here(model) && leaving::names_somebody(model));
    (any, any && in_hand(model, usize::MAX).is_some())
}

/// The line of a note that something stands beside.
fn line_of(text: &str, look: &Look) -> Option<usize> {
    let mut beside = look.beside().iter().filter(|words| !words.trim().is_empty());
    beside.find_map(|words| text.lines().position(|line| line.contains(words.as_str())))
}

/// As a face shows them, beside a note with this text and these warnings.
pub fn shown(model: &Model, text: &str, warned: &[Warning]) -> Vec<Thought> {
    let all = looks(model, warned.to_vec());
    let current = in_hand(model, all.len());
    all.into_iter()
        .enumerate()
        .map(|(n, look)| {
            let (line, current) = (line_of(text, &look), current == Some(n));
            match look {
                Look::Name(w) => {
                    Thought { line, says: w.says, why: WHY_NAMES, current, is_name: true }
                }
                Look::Missing(nudge) => {
                    Thought { line, says: nudge.says, why: nudge.why, current, is_name: false }
                }
            }
        })
        .collect()
}

/// What is said above the note where there is any.
pub fn about(model: &Model, count: usize) -> Option<String> {
    let things = match count {
        0 => return None,
        1 => "One thing".to_owned(),
        n => format!("{n} things"),
    };
    // Lines list them at the end with their words.
    (!model.lines).then(|| format!("{things} worth a thought before this is filed: n shows them."))
}

/// What an action does about them; none where it is not about them.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Option<Vec<Effect>> {
    match action {
        Action::NextNudge => {
            let count = here(model, turn).len();
            let next = in_hand(model, count).map_or(0, |n| n + 1);
            if count > 0 {
                stand(model, next % count, turn);
            }
            Some(Vec::new())
        }
        Action::Mend => {
            let Some(look) = current(model, turn) else {
                model.tell("n (/nudge) first: which one is meant.");
                return Some(Vec::new());
            };
            Some(match look {
                Look::Name(w) => place::go_to_name(model, &w, turn),
                Look::Missing(nudge) => place::go(model, &nudge, turn),
            })
        }
        Action::SetAside => {
            match current(model, turn) {
                Some(Look::Missing(nudge)) => return Some(set_aside(model, &nudge, turn)),
                Some(Look::Name(_)) => model.tell(
                    "A name is not set aside: it is asked about once more before the note leaves.",
                ),
                None => model.tell("n (/nudge) first: which one is meant."),
            }
            Some(Vec::new())
        }
        _ => None,
    }
}

/// Takes one in hand, and shows its place.
fn stand(model: &mut Model, number: usize, turn: Turn) {
    let columns = model.prose_width();
    if let Screen::Review(r) = &mut model.screen {
        r.thought = Some(number);
    }
    let row = match review::body(model, turn) {
        Some(Body::Note(note)) => note.row_of_thought(number, columns),
        _ => None,
    };
    if let (Screen::Review(r), Some(row)) = (&mut model.screen, row) {
        r.scroll = row.saturating_sub(ABOVE);
    }
}

/// Sets it aside at once; a word of why may follow.
fn set_aside(model: &mut Model, nudge: &Nudge, turn: Turn) -> Vec<Effect> {
    let Screen::Review(r) = &model.screen else { return Vec::new() };
    let review = Review { thought: None, ..r.clone() };
    let (entry, child) = (model.id(turn.at), review::child(model));
    let set = SetAside {
        id: entry,
        nudge: nudge.name.to_owned(),
        about: nudge.about,
        child,
        word: String::new(),
        written: turn.at,
    };
    let effects = model.change_discussion(turn.at, |d| d.set_aside.push(set));
    if !effects.is_empty() {
        model.screen = Screen::SetAside { entry, says: nudge.says.clone(), review };
    }
    effects
}

/// The word that is being written.
pub fn field(model: &Model) -> Option<Field> {
    let Screen::SetAside { entry, .. } = &model.screen else { return None };
    Some(Field { owner: *entry, name: FieldName::SetAside })
}

/// What an action does while the word is written.
pub fn act_word(model: &mut Model, action: Action) -> Vec<Effect> {
    if let (Screen::SetAside { review, .. }, Action::Accept | Action::NextField | Action::Back) =
        (&model.screen, action)
    {
        model.screen = Screen::Review(review.clone());
    }
    Vec::new()
}

/// Brings back what was set aside last.
pub fn take_back(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let child = review::child(model);
    let last = model.work.as_ref().and_then(|w| w.discussion()).and_then(|d| {
        d.set_aside.iter().rev().find(|s| s.child.is_none() || s.child == child).map(|s| s.id)
    });
    let Some(last) = last else {
        model.tell("Nothing to take back here.");
        return Vec::new();
    };
    let effects = model.change_discussion(turn.at, |d| d.set_aside.retain(|s| s.id != last));
    if !effects.is_empty() {
        model.tell("Taken back: what was set aside last stands here again.");
    }
    effects
}

/// An action with a number after it, and for one that is set aside a word,
/// from linear prompts.
pub fn told(model: &mut Model, action: Action, words: &str, turn: Turn) -> Vec<Effect> {
    let (number, word) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let count = here(model, turn).len();
    let number = number.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let Some(number) = number.filter(|n| *n < count) else {
        model.trouble(format!("Say which one, from 1 to {count}: /{} 1", action.word()));
        return Vec::new();
    };
    stand(model, number, turn);
    let mut effects = match action {
        Action::NextNudge => Vec::new(),
        other => act(model, other, turn).unwrap_or_default(),
    };
    if let (Some(field), false) = (field(model), word.trim().is_empty()) {
        let word = word.trim().to_owned();
        effects.extend(model.type_into(field, editor::Edit::InsertText(word), turn.at));
        effects.extend(act_word(model, Action::Accept));
    }
    effects
}

/// What is shown while the word is written.
pub fn body(model: &Model) -> Option<Body<'_>> {
    let Screen::SetAside { says, .. } = &model.screen else { return None };
    let editor: &Editor = model.work.as_ref()?.editors.get(&field(model)?)?;
    let how = if model.lines {
        "A word of why, if you wish; an empty line is enough."
    } else {
        "A word of why, if you wish. Enter goes on; Ctrl-Z in the note brings it back."
    };
    Some(Body::Form(Form {
        title: "Set aside".into(),
        intro: vec![says.clone(), how.into()],
        fields: vec![FormField {
            heading: None,
            label: "Why".into(),
            editor,
            secret: false,
            prose: false,
            aside: String::new(),
            offers: Vec::new(),
            chosen: None,
        }],
        focus: 0,
    }))
}

impl NoteBody {
    /// The row of the note, set to so many columns, that a nudge stands beside;
    /// of one that stands beside nothing, its row in the list at the end.
    pub fn row_of_thought(&self, number: usize, columns: usize) -> Option<usize> {
        let rows = |text: &str| crate::text::wrap(text, columns).len();
        let thought = self.thoughts.get(number)?;
        let text = self.text.trim_end();
        Some(match thought.line {
            Some(line) => text.lines().take(line).map(rows).sum(),
            None => rows(text) + 3,
        })
    }
}
