//! What may be missing, at review: stepped through with a key, mended in the
//! very place, or set aside with a word. Nothing here stands in the way.

use super::{asked, brief, close, facts, passages, question, review, sheet, thread, wheel};
use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::editor::{self, Editor};
use crate::app::effect::Effect;
use crate::app::model::{Model, Review, Screen};
use crate::app::page::{Body, Form, FormField, NoteBody, Thought};
use crate::practice::question::Draws;
use crate::record::nudge::{self, Nudge, Place};
use crate::record::{Audience, Depth, Field, FieldName, SetAside};

/// Rows of the note that stay in sight above the place a nudge stands beside.
const ABOVE: usize = 3;

/// What may be missing from the page that is read.
pub fn here(model: &Model) -> Vec<Nudge> {
    let (Some(work), Screen::Review(r)) = (&model.work, &model.screen) else { return Vec::new() };
    if r.asking || work.frozen().is_some() || !review::is_open(model) {
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

/// The number of the one in hand, from 0.
fn in_hand(model: &Model, count: usize) -> Option<usize> {
    match &model.screen {
        Screen::Review(r) => r.thought.filter(|n| *n < count),
        _ => None,
    }
}

/// The one in hand.
fn current(model: &Model) -> Option<Nudge> {
    let mut all = here(model);
    let n = in_hand(model, all.len())?;
    Some(all.swap_remove(n))
}

/// Whether there is any, and whether one is in hand.
pub fn state(model: &Model) -> (bool, bool) {
    let count = here(model).len();
    (count > 0, in_hand(model, count).is_some())
}

/// The line of a note that a nudge stands beside.
fn line_of(text: &str, nudge: &Nudge) -> Option<usize> {
    let mut beside = nudge.beside.iter().filter(|words| !words.trim().is_empty());
    beside.find_map(|words| text.lines().position(|line| line.contains(words.as_str())))
}

/// As a face shows them, beside a note with this text.
pub fn shown(model: &Model, text: &str) -> Vec<Thought> {
    let all = here(model);
    let current = in_hand(model, all.len());
    all.into_iter()
        .enumerate()
        .map(|(n, nudge)| Thought {
            line: line_of(text, &nudge),
            says: nudge.says,
            why: nudge.why,
            current: current == Some(n),
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
            let count = here(model).len();
            let next = in_hand(model, count).map_or(0, |n| n + 1);
            if count > 0 {
                stand(model, next % count, turn);
            }
            Some(Vec::new())
        }
        Action::Mend => {
            let Some(nudge) = current(model) else {
                model.tell("n (/nudge) first: which one is meant.");
                return Some(Vec::new());
            };
            Some(go(model, &nudge, turn))
        }
        Action::SetAside => {
            let Some(nudge) = current(model) else {
                model.tell("n (/nudge) first: which one is meant.");
                return Some(Vec::new());
            };
            Some(set_aside(model, &nudge, turn))
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

/// To the place where it can be mended.
fn go(model: &mut Model, nudge: &Nudge, turn: Turn) -> Vec<Effect> {
    match nudge.place {
        Place::Field(field) => to_field(model, field, turn),
        Place::Decide => close::open(model, turn),
        Place::LastTime => thread::open(model, turn),
        Place::Passage(id) => {
            passages::go(model, id, turn);
            Vec::new()
        }
        Place::Question(draws) => {
            to_question(model, draws, turn);
            Vec::new()
        }
        Place::Signs => {
            let effects = sheet::open(model, sheet::Kind::Signs, turn);
            if let Some(owner) = nudge.about {
                sheet::stand_at(model, Field { owner, name: FieldName::SafetyGoal }, turn);
            }
            effects
        }
        Place::Journey => match review::child(model) {
            Some(child) => sheet::open(model, sheet::Kind::Journey(child), turn),
            None => Vec::new(),
        },
    }
}

fn to_field(model: &mut Model, field: Field, turn: Turn) -> Vec<Effect> {
    if let Some(kind) = sheet_of(model, field) {
        let effects = sheet::open(model, kind, turn);
        sheet::stand_at(model, field, turn);
        return effects;
    }
    let d = model.work.as_ref().and_then(|w| w.discussion());
    let brief = d.is_some_and(|d| d.depth == Depth::BriefCheck);
    if brief && let Screen::Review(_) = &model.screen {
        let child = review::child(model);
        let effects = brief::open(model, child, turn);
        let at = brief::screen_at(model, Some(field.owner), Some(field.name));
        model.screen = at;
        return effects;
    }
    let effects = close::open(model, turn);
    model.screen = close::screen_at(model, Some(field.owner), Some(field.name));
    effects
}

/// The sheet that an entry is written in, if it is written in one.
fn sheet_of(model: &Model, field: Field) -> Option<sheet::Kind> {
    let d = model.work.as_ref()?.discussion()?;
    let id = field.owner;
    let signs = &d.signs;
    Some(if d.at_once.iter().any(|x| x.id == id) {
        sheet::Kind::AtOnce
    } else if signs.passages.iter().any(|x| x.id == id)
        || signs.dangers.iter().any(|x| x.id == id)
        || signs.judgements.iter().any(|x| x.id == id)
    {
        sheet::Kind::Signs
    } else if d.tools.iter().any(|x| x.id == id) || d.parts_used.iter().any(|x| x.id == id) {
        sheet::Kind::Tools
    } else if let Some(x) = d.to_the_child.iter().find(|x| x.id == id) {
        sheet::Kind::ToTheChild(x.child)
    } else if d.follow_ups.iter().any(|x| x.id == id) || d.hypotheses.iter().any(|x| x.id == id) {
        sheet::Kind::Outcomes
    } else {
        return None;
    })
}

/// The first question that draws this out and is not yet asked, else the
/// first that does.
fn to_question(model: &mut Model, draws: Draws, turn: Turn) {
    let walk: Vec<&crate::practice::Question> =
        turn.context.bank().map(|bank| bank.walk().collect()).unwrap_or_default();
    let fitting = |q: &&&crate::practice::Question| {
        q.draws.contains(&draws)
            && wheel::asks(model, q)
            && asked::question(model, turn, &q.id).is_some()
    };
    let fresh = walk.iter().filter(fitting).find(|q| !wheel::is_touched(model, q));
    let Some(id) = fresh.or_else(|| walk.iter().find(fitting)).map(|q| q.id.clone()) else {
        model.tell("No question of this bank asks for it. Alt-W (/wheel) shows all parts.");
        return;
    };
    question::leave_set(model);
    question::open(model, id);
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
    let count = here(model).len();
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
