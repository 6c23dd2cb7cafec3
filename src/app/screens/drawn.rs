//! The value beside an answer's words: drawn, chosen with a key or the mouse,
//! and always said in words too. Arriving at a question is still being ready
//! to write.

mod kind;
mod picture;

pub(in crate::app) use kind::{BALANCE, SCALE};
pub use picture::body;

use self::kind::{BLOCKS, FOUR_IS, Kind, LIGHTBULB, read, step};
use super::{asked, passages, question};
use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::editor::{self, Editor};
use crate::app::effect::Effect;
use crate::app::model::{Drawn, Model, Screen};
use crate::figure::{SAFETY_END, Target};
use crate::practice::Question;
use crate::record::{AnswerState, Field, FieldName, Role, SafetyScore, Value};
use crate::text::fold;

fn here<'a>(model: &Model, turn: Turn<'a>) -> Option<(std::borrow::Cow<'a, Question>, Kind)> {
    let Screen::Question { id, .. } = &model.screen else { return None };
    let question = asked::question(model, turn, id)?;
    let value = question::answer(model).and_then(|a| a.value.as_ref());
    let kind = Kind::of(&question, value)?;
    Some((question, kind))
}

/// Whether an action has a meaning where a drawing is in hand: letters that
/// have none are written.
pub fn means(model: &Model, action: Action) -> bool {
    let in_drawing = model.place() == crate::app::keymap::Place::Drawing;
    let of_scale = matches!(action, Action::Number(10) | Action::Whose);
    !in_drawing || !of_scale || model.drawing == Some(SCALE)
}

fn kind(model: &Model, turn: Turn) -> Option<Kind> {
    here(model, turn).map(|(_, kind)| kind)
}

fn value(model: &Model) -> Option<&Value> {
    question::answer(model).and_then(|a| a.value.as_ref())
}

/// What is drawn beside the answer at hand, in a word.
pub fn name(model: &Model, turn: Turn) -> Option<&'static str> {
    kind(model, turn).map(|kind| kind.name())
}

/// The value at a step.
fn at_step(model: &Model, kind: &Kind, step: i8) -> Option<Value> {
    let n = usize::try_from(step).ok();
    Some(match kind {
        Kind::Safety { zero, ten } => {
            let session = model.session()?;
            Value::Safety(SafetyScore {
                score: u8::try_from(step).ok().filter(|score| *score <= SAFETY_END)?,
                zero: zero.clone(),
                ten: ten.clone(),
                // Whose number it is, is only what somebody says.
                rater: match value(model) {
                    Some(Value::Safety(s)) => s.rater.clone(),
                    _ => String::new(),
                },
                on: Some(session.date),
            })
        }
        Kind::Balance => Value::Balance(step),
        Kind::Place(next) => {
            let place = *crate::practice::Place::ALL.get(n?)?;
            if *next { Value::NextPlace(place) } else { Value::Place(place) }
        }
        Kind::Block => Value::Block(*BLOCKS.get(n?)?),
        Kind::FourIs | Kind::Lightbulb => return None,
    })
}

/// Sets it, unless it is so already.
fn set(model: &mut Model, kind: &Kind, to: i8, turn: Turn) -> Vec<Effect> {
    if step(value(model)) == Some(to) {
        return Vec::new();
    }
    let Some(value) = at_step(model, kind, to) else { return Vec::new() };
    question::change(model, turn, |a| {
        a.value = Some(value);
        // A score is an answer: what says otherwise gives way.
        if matches!(a.state, AnswerState::NotToday | AnswerState::NotRelevant) {
            a.state = AnswerState::Answered;
        }
    })
}

/// Whose number it may be, in the order it is gone round.
fn raters(model: &Model) -> [String; 5] {
    let person = |role, otherwise: &str| {
        let name = model.session().and_then(|s| s.in_role(role)).map(|p| p.name.trim());
        name.filter(|name| !name.is_empty()).unwrap_or(otherwise).to_owned()
    };
    [
        String::new(),
        person(Role::Practitioner, "the practitioner"),
        person(Role::Supervisor, "the supervisor"),
        "the child".into(),
        "the family".into(),
    ]
}

/// The next one whose number it may be, then nobody said.
fn next_rater(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let Some(Value::Safety(score)) = value(model) else {
        model.tell("First the number, then whose it is.");
        return Vec::new();
    };
    let all = raters(model);
    let at = all.iter().position(|rater| *rater == score.rater.trim());
    let next = all.iter().cycle().nth(at.map_or(0, |at| at + 1)).cloned().unwrap_or_default();
    set_rater(model, next, turn)
}

fn set_rater(model: &mut Model, to: String, turn: Turn) -> Vec<Effect> {
    match value(model) {
        Some(Value::Safety(score)) if score.rater != to => {}
        Some(Value::Safety(_)) => return Vec::new(),
        _ => {
            model.trouble("First the number, then whose it is: /value 6 by the child.");
            return Vec::new();
        }
    }
    question::change(model, turn, |a| {
        if let Some(Value::Safety(score)) = &mut a.value {
            score.rater = to;
        }
    })
}

/// Whose number it is in a person's words: a part in the conversation, or a
/// name as it was typed.
fn rater_said(model: &Model, words: &str) -> String {
    let folded = fold(words);
    let part = folded.strip_prefix("the ").unwrap_or(&folded);
    let parts = ["nobody", "practitioner", "supervisor", "child", "family"];
    match parts.iter().position(|own| *own == part).or((part == "none").then_some(0)) {
        Some(at) => raters(model).into_iter().nth(at).unwrap_or_default(),
        None => words.to_owned(),
    }
}

/// Takes the drawing in hand, at one of its texts where it has some.
fn enter(model: &mut Model, kind: &Kind, text: usize) {
    let width = model.prose_width();
    if let Screen::Question { drawn, in_elsewhere, detail, .. } = &mut model.screen {
        *detail = None;
        let mut blank = Editor::single_line("");
        blank.set_width(width);
        *in_elsewhere = false;
        *drawn = Some(Drawn { texts: kind.texts().is_some(), field: text, one: false, blank });
    }
}

/// Back to the words.
pub fn leave(model: &mut Model) {
    if let Screen::Question { drawn, .. } = &mut model.screen {
        *drawn = None;
    }
}

fn in_hand(model: &Model) -> Option<&Drawn> {
    match &model.screen {
        Screen::Question { drawn, .. } => drawn.as_ref(),
        _ => None,
    }
}

/// What an action does to the drawing; none where it is not about it.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Option<Vec<Effect>> {
    let kind = kind(model, turn)?;
    let hand = in_hand(model).map(|drawn| (drawn.texts, drawn.one));
    if let Screen::Question { drawn: Some(drawn), .. } = &mut model.screen {
        drawn.one = action == Action::Number(1);
    }
    let Some((texts, one)) = hand else {
        if action != Action::Drawing {
            return None;
        }
        if model.lines {
            model.tell(format!("Type {}; /value none takes it away.", kind.usage()));
        } else {
            enter(model, &kind, 0);
        }
        return Some(Vec::new());
    };
    Some(match action {
        Action::Drawing | Action::Back => {
            leave(model);
            Vec::new()
        }
        Action::TurnOn | Action::ItemUp if !texts => by(model, &kind, 1, turn),
        Action::TurnBack | Action::ItemDown if !texts => by(model, &kind, -1, turn),
        Action::Number(n) if !texts => {
            number(model, &kind, if one && n == 0 { 10 } else { n }, turn)
        }
        Action::ClearValue if !texts => clear(model, turn),
        Action::Whose if !texts => next_rater(model, turn),
        _ => return None,
    })
}

fn clear(model: &mut Model, turn: Turn) -> Vec<Effect> {
    if value(model).is_none() {
        return Vec::new();
    }
    question::change(model, turn, |a| a.value = None)
}

fn by(model: &mut Model, kind: &Kind, by: i8, turn: Turn) -> Vec<Effect> {
    let (least, most) = kind.ends();
    let to = match step(value(model)) {
        Some(step) => step.saturating_add(by).clamp(least, most),
        None if least < 0 => by,
        None if by > 0 => least,
        None => most,
    };
    set(model, kind, to, turn)
}

fn number(model: &mut Model, kind: &Kind, n: u8, turn: Turn) -> Vec<Effect> {
    let n = i8::try_from(n).unwrap_or(i8::MAX);
    // Places and blocks are counted from 1.
    let to = if matches!(kind, Kind::Place(_) | Kind::Block) { n - 1 } else { n };
    if *kind == Kind::Balance {
        model.tell("Left and Right tilt the balance; Backspace takes it away.");
        return Vec::new();
    }
    let (least, most) = kind.ends();
    if !(least..=most).contains(&to) {
        model.tell(format!("There are {} to choose from.", most + 1));
        return Vec::new();
    }
    set(model, kind, to, turn)
}

/// From the words through the small texts beside them and the drawing, then to where it is recorded
/// elsewhere, and round; `by` is 1 or -1.
pub fn next_field(model: &mut Model, by: isize, turn: Turn) -> Vec<Effect> {
    // Plain lines set a value with /value: no prompt stands in the drawing.
    let kind = kind(model, turn).filter(|_| !model.lines);
    let texts = kind.as_ref().map_or(0, |kind| if kind.texts().is_some() { 4 } else { 1 });
    let elsewhere =
        question::answer(model).is_some_and(|a| a.state == AnswerState::RecordedElsewhere);
    let details = passages::in_hand(model).map_or(0, |c| c.details().len());
    let detail = passages::detail_number(model);
    let Screen::Question { in_elsewhere, drawn, .. } = &mut model.screen else {
        return Vec::new();
    };
    let before = 1 + details;
    let count = before + texts + usize::from(elsewhere);
    let at = match (drawn.as_ref(), detail) {
        (Some(drawn), _) => before + drawn.field,
        (None, _) if *in_elsewhere => count - 1,
        (None, Some(detail)) => 1 + detail,
        (None, None) => 0,
    };
    let to = (at + count).checked_add_signed(by).map_or(0, |to| to % count);
    *in_elsewhere = elsewhere && to + 1 == count && to > 0;
    *drawn = None;
    passages::go_to_detail(model, to.checked_sub(1).filter(|n| *n < details));
    if let Some(kind) = kind.filter(|_| (before..before + texts).contains(&to)) {
        enter(model, &kind, to - before);
    }
    Vec::new()
}

/// What pointing at a drawing does here.
pub fn point(model: &mut Model, target: Target, turn: Turn) -> Vec<Effect> {
    let Some(kind) = kind(model, turn) else { return Vec::new() };
    let index = |n: Option<usize>| n.and_then(|n| i8::try_from(n).ok());
    let to = match (&kind, target) {
        (Kind::Safety { .. }, Target::Score(n)) => i8::try_from(n).ok(),
        (Kind::Balance, Target::Balance(n)) => Some(n),
        (Kind::Place(_), Target::Place(p)) => {
            index(crate::practice::Place::ALL.iter().position(|own| *own == p))
        }
        (Kind::Block, Target::Block(b)) => index(BLOCKS.iter().position(|own| *own == b)),
        (Kind::FourIs, Target::FourI(n)) | (Kind::Lightbulb, Target::Lightbulb(n)) if n < 4 => {
            enter(model, &kind, n);
            return Vec::new();
        }
        _ => None,
    };
    let Some(to) = to else { return Vec::new() };
    enter(model, &kind, 0);
    set(model, &kind, to, turn)
}

/// The value in a person's words, from linear prompts.
pub fn say(model: &mut Model, words: &str, turn: Turn) -> Vec<Effect> {
    let Some(kind) = kind(model, turn) else {
        model.trouble("This question is answered in words alone. Nothing was changed.");
        return Vec::new();
    };
    let words = words.trim();
    if let Some(texts) = kind.texts() {
        return say_text(model, &kind, texts, words, turn);
    }
    if fold(words) == "none" {
        return clear(model, turn);
    }
    if let (Kind::Safety { .. }, Some((number, rater))) = (&kind, by_whom(words)) {
        let to = read(&kind, number);
        if number.is_empty() || to.is_some() {
            let mut effects = to.map_or_else(Vec::new, |to| set(model, &kind, to, turn));
            let rater = rater_said(model, rater);
            effects.extend(set_rater(model, rater, turn));
            return effects;
        }
    }
    if let Some(to) = read(&kind, words) {
        return set(model, &kind, to, turn);
    }
    model.trouble(format!("Type {}; /value none takes it away.", kind.usage()));
    Vec::new()
}

/// "6 by Sam": what stands before the word, and whose it is.
fn by_whom(words: &str) -> Option<(&str, &str)> {
    let (number, rater) = match words.split_once(char::is_whitespace) {
        Some((by, rater)) if by.eq_ignore_ascii_case("by") => ("", rater),
        Some((number, rest)) => {
            let (by, rater) = rest.trim_start().split_once(char::is_whitespace)?;
            by.eq_ignore_ascii_case("by").then_some((number, rater))?
        }
        None => return None,
    };
    Some((number, rater.trim())).filter(|(_, rater)| !rater.is_empty())
}

fn say_text(
    model: &mut Model,
    kind: &Kind,
    texts: [(&'static str, FieldName); 4],
    words: &str,
    turn: Turn,
) -> Vec<Effect> {
    let named = texts.iter().enumerate().find_map(|(n, (name, _))| {
        let (head, rest) = words.split_at_checked(name.len())?;
        let whole = rest.is_empty() || rest.starts_with(char::is_whitespace);
        (whole && head.eq_ignore_ascii_case(name)).then(|| (n, rest.trim()))
    });
    let Some((n, said)) = named.filter(|(_, said)| !said.is_empty()) else {
        model.trouble(format!("Type {}.", kind.usage()));
        return Vec::new();
    };
    enter(model, kind, n);
    let mut effects = model.write(editor::Edit::SelectAll, turn);
    let edit = if fold(said) == "none" {
        editor::Edit::Backspace
    } else {
        editor::Edit::InsertText(said.to_owned())
    };
    effects.extend(model.write(edit, turn));
    leave(model);
    effects
}

/// One of the four texts of the answer at hand, once they exist.
pub fn field(model: &Model, n: usize) -> Option<Field> {
    let answer = question::answer(model)?;
    let value = answer.value.as_ref()?;
    let name = FOUR_IS.iter().skip(n).take(1).chain(LIGHTBULB.iter().skip(n).take(1));
    let name = name.map(|(_, name)| *name).find(|name| value.text(*name).is_some())?;
    Some(Field { owner: answer.id, name })
}

/// The first letter of the four texts: they are made with it.
pub fn write_first(model: &mut Model, edit: editor::Edit, turn: Turn) -> Vec<Effect> {
    let Some(drawn) = in_hand(model) else { return Vec::new() };
    // Tried on a copy: keys that write nothing make no answer.
    let mut trial = drawn.blank.clone();
    match trial.apply(edit.clone()) {
        Ok(Some(_)) => {}
        Ok(None) => return Vec::new(),
        Err(refused) => {
            model.trouble(refused.to_string());
            return Vec::new();
        }
    }
    let none = String::new;
    let value = match kind(model, turn) {
        Some(Kind::FourIs) => {
            Value::FourIs { involve: none(), inform: none(), invest: none(), influence: none() }
        }
        Some(Kind::Lightbulb) => Value::Lightbulb {
            effect: none(),
            on_whom: none(),
            how_we_know: none(),
            what_else: none(),
        },
        _ => return Vec::new(),
    };
    let mut effects = question::change(model, turn, |a| a.value = Some(value));
    if let Some(field) = model.field_in_hand() {
        effects.extend(model.type_into(field, edit, turn.at));
    }
    effects
}
