//! The passages of an answer: one is in hand, the others stand above and
//! below it. Who said each, and what kind of statement it is, takes one key
//! and can always wait.

use ulid::Ulid;

use super::{asked, drawn, question};
use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::editor::{self, Motion};
use crate::app::effect::Effect;
use crate::app::model::{Model, Screen};
use crate::app::page::{Detail, Named, Passage, about_words};
use crate::app::undo::Marks;
use crate::app::work::Work;
use crate::record::said::next_of;
use crate::record::{Answer, Contribution, Discussion, Field, FieldName, Said, Sight, Weight};
use crate::text::fold;

/// The passage of an answer that is meant: the one with this id, else the
/// last, where the talk goes on.
fn meant(answer: &Answer, at: Option<Ulid>) -> Option<&Contribution> {
    let found = at.and_then(|id| answer.contributions.iter().find(|c| c.id == id));
    found.or(answer.contributions.last())
}

/// The passage in hand, on the screen or on the one that help covers.
pub fn in_hand(model: &Model) -> Option<&Contribution> {
    let Screen::Question { id, at, .. } = model.over.as_deref().unwrap_or(&model.screen) else {
        return None;
    };
    meant(model.work.as_ref()?.discussion()?.answer_to(&model.bank, id)?, *at)
}

/// The words in hand, once there is a passage.
pub fn words(model: &Model) -> Option<Field> {
    in_hand(model).map(|c| Field { owner: c.id, name: FieldName::Words })
}

/// The small text beside the words that has the cursor, if one has.
pub fn detail(model: &Model) -> Option<Field> {
    let Screen::Question { detail: Some(name), .. } = &model.screen else { return None };
    let passage = in_hand(model)?;
    let has = passage.details().iter().any(|(_, own)| own == name);
    has.then_some(Field { owner: passage.id, name: *name })
}

/// Which of the small texts has the cursor, from 0.
pub fn detail_number(model: &Model) -> Option<usize> {
    let field = detail(model)?;
    in_hand(model)?.details().iter().position(|(_, name)| *name == field.name)
}

/// Goes to the small text with this number, or to the words.
pub fn go_to_detail(model: &mut Model, number: Option<usize>) {
    let names = in_hand(model).map(Contribution::details).unwrap_or_default();
    let to = number.and_then(|n| names.get(n)).map(|(_, name)| *name);
    if let Screen::Question { detail, .. } = &mut model.screen {
        *detail = to;
    }
}

/// Stands at a passage.
pub fn stand(model: &mut Model, passage: Ulid) {
    if let Screen::Question { at, detail, in_elsewhere, .. } = &mut model.screen {
        *at = Some(passage);
        *detail = None;
        *in_elsewhere = false;
    }
    drawn::leave(model);
}

/// To a passage of the discussion in focus, at its question.
pub fn go(model: &mut Model, passage: Ulid, turn: Turn) {
    let d = model.work.as_ref().and_then(|w| w.discussion());
    let found = d.and_then(|d| d.contributions().find(|(_, c)| c.id == passage));
    let Some(question) = found.map(|(answer, _)| answer.question.clone()) else { return };
    if asked::question(model, turn, &question).is_none() {
        model.tell("That question is no longer in the bank: its words can be read in the note.");
        return;
    }
    question::leave_set(model);
    question::open(model, question);
    stand(model, passage);
}

/// Its number from 0 among the passages of its answer, and their ids.
fn place(model: &Model) -> Option<(usize, Vec<Ulid>)> {
    let ids: Vec<Ulid> = question::answer(model)?.contributions.iter().map(|c| c.id).collect();
    let here = in_hand(model)?.id;
    Some((ids.iter().position(|id| *id == here)?, ids))
}

/// Whether the answer at hand has more than one passage.
pub fn are_many(model: &Model) -> bool {
    place(model).is_some_and(|(_, ids)| ids.len() > 1)
}

/// Up from the first row, and down from the last, lead to the passage before
/// and after; none where the cursor stays in this one.
pub fn cross(model: &mut Model, edit: &editor::Edit) -> Option<()> {
    let editor::Edit::Move { motion, select: false } = edit else { return None };
    let field = model.field_in_hand().filter(|f| f.name == FieldName::Words)?;
    let (at, ids) = place(model)?;
    let width = model.prose_width();
    let work = model.work.as_mut()?;
    let editor = work.editors.get(&field)?;
    let (row, column) = editor.cursor_row_col();
    let step = match motion {
        Motion::Up if row == 0 => -1,
        Motion::ParagraphUp if editor.cursor() == 0 => -1,
        Motion::Down if row + 1 == editor.row_count() => 1,
        Motion::ParagraphDown if editor.cursor() == editor.len() => 1,
        _ => return None,
    };
    let to = *ids.get(at.checked_add_signed(step)?)?;
    let there = work.editor(Field { owner: to, name: FieldName::Words }, width)?;
    let row = if step < 0 { there.row_count().saturating_sub(1) } else { 0 };
    // Going to a place writes nothing, so nothing can be refused.
    there.apply(editor::Edit::PlaceCursor { row, col: column, select: false }).ok()?;
    stand(model, to);
    model.notice = None;
    Some(())
}

/// What an action does to the passage in hand; none where it is not about it.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Option<Vec<Effect>> {
    match action {
        Action::NewPassage => Some(begin(model, turn)),
        Action::NextPassage => {
            if let Some((at, ids)) = place(model)
                && let Some(to) = ids.get((at + 1) % ids.len().max(1))
            {
                stand(model, *to);
            }
            Some(Vec::new())
        }
        Action::Said(_) | Action::Kind(_) | Action::ThirdParty => {
            Some(mark_here(model, action, turn))
        }
        _ => None,
    }
}

/// One more passage, after the one in hand.
fn begin(model: &mut Model, turn: Turn) -> Vec<Effect> {
    if let Some(why) = model.work.as_ref().and_then(Work::frozen) {
        model.trouble(why);
        return Vec::new();
    }
    let here = in_hand(model).filter(|c| !c.text.trim().is_empty()).map(|c| c.id);
    let (Some(here), Some(answer)) = (here, question::answer(model).map(|a| a.id)) else {
        model.tell("This passage is still empty: write here.");
        return Vec::new();
    };
    let passage = model.passage(turn.at);
    let new = passage.id;
    let effects = model.change_marks(answer, turn, |d| {
        if let Some(a) = d.answers.iter_mut().find(|a| a.id == answer) {
            let at = a.contributions.iter().position(|c| c.id == here);
            a.contributions.insert(at.map_or(a.contributions.len(), |at| at + 1), passage);
        }
    });
    stand(model, new);
    if let Some((at, _)) = place(model).filter(|_| model.lines) {
        model.tell(format!("Passage {}, nothing written yet.", at + 1));
    }
    effects
}

/// Marks the passage in hand, made where nothing is written yet.
fn mark_here(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    if let Some(why) = model.work.as_ref().and_then(Work::frozen) {
        model.trouble(why);
        return Vec::new();
    }
    let Screen::Question { id, .. } = &model.screen else { return Vec::new() };
    let id = id.clone();
    let (_, mut effects) = model.ensure_answer(&id, turn);
    let Some(passage) = in_hand(model).map(|c| c.id) else { return effects };
    effects.extend(mark(model, passage, action, turn));
    say_details(model, action);
    effects
}

/// Says what may be added to a mark, or that none is left.
pub fn say_details(model: &mut Model, action: Action) {
    let details = in_hand(model).map(Contribution::details).unwrap_or_default();
    let label = in_hand(model).is_some_and(Contribution::is_marked);
    if let (Action::Said(_) | Action::Kind(_), false) = (action, details.is_empty()) {
        let names: Vec<String> = details.iter().map(|(name, _)| name.to_lowercase()).collect();
        model.tell(format!("Tab (/next-field), if you wish: {}.", names.join("; ")));
    } else if !label {
        model.tell("Nothing is said of who said this.");
    }
}

/// Marks a passage of the discussion in focus, or takes the mark away.
pub fn mark(model: &mut Model, passage: Ulid, action: Action, turn: Turn) -> Vec<Effect> {
    let owner = |d: &Discussion| {
        d.contributions().find(|(_, c)| c.id == passage).map(|(answer, _)| answer.id)
    };
    let Some(owner) = model.work.as_ref().and_then(|w| w.discussion()).and_then(owner) else {
        return Vec::new();
    };
    let effects = model.change_marks(owner, turn, |d| {
        let all = d.answers.iter_mut().flat_map(|a| a.contributions.iter_mut());
        for c in all.filter(|c| c.id == passage) {
            set(c, action);
        }
    });
    if let Some(work) = &mut model.work {
        work.forget_stale(passage);
    }
    effects
}

/// What an action says of a passage: 0 is the next in turn, the number of one
/// says it or takes it away, a number past all says none.
fn set(c: &mut Contribution, action: Action) {
    match action {
        Action::Said(n) => {
            let now = c.voice.as_ref().and_then(Said::of);
            let to = chosen(&Said::ALL, now, n);
            c.voice = to.map(|said| said.voice(c.voice.as_ref()));
        }
        Action::Kind(n) => {
            let to = chosen(&Weight::ALL, c.kind.as_ref().map(Weight::of), n);
            c.kind = to.map(|weight| weight.kind(c.kind.as_ref()));
        }
        Action::ThirdParty => c.third_party = !c.third_party,
        _ => {}
    }
}

fn chosen<T: Copy + PartialEq>(all: &[T], now: Option<T>, number: u8) -> Option<T> {
    match usize::from(number).checked_sub(1) {
        None => next_of(all, now),
        Some(n) => all.get(n).copied().filter(|to| Some(*to) != now),
    }
}

/// The action that a word of linear prompts means after /said or /kind, and
/// whether the passage is so already; none for a word that is neither.
pub fn said_in_words(action: Action, word: &str) -> Option<Action> {
    let word = fold(word);
    let number = |names: Vec<&str>| {
        let at = names.iter().position(|name| *name == word);
        let none = matches!(word.as_str(), "none" | "nobody" | "nothing");
        let number = at.or(none.then_some(names.len()))? + 1;
        u8::try_from(number).ok()
    };
    Some(match action {
        Action::Said(_) => {
            Action::Said(number(Said::ALL.iter().map(|said| said.word()).collect())?)
        }
        Action::Kind(_) => {
            Action::Kind(number(Weight::ALL.iter().map(|kind| kind.word()).collect())?)
        }
        _ => return None,
    })
}

/// Words after /said and /kind: "family Mum" says who, and "by Mum" is
/// understood too.
pub fn say(
    model: &mut Model,
    passage: Ulid,
    action: Action,
    words: &str,
    turn: Turn,
) -> Vec<Effect> {
    let (word, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let Some(meant) = said_in_words(action, word) else {
        let all = match action {
            Action::Said(_) => {
                "child, seen, imagined, practitioner, supervisor, family, partner or nobody"
            }
            _ => "guess, judgement, fact, feeling or none",
        };
        model.trouble(format!("Say {all}. Nothing was changed."));
        return Vec::new();
    };
    let passage_now = |model: &Model| {
        let d = model.work.as_ref().and_then(|w| w.discussion())?;
        d.contributions().find(|(_, c)| c.id == passage).map(|(_, c)| c.clone())
    };
    let is_so = passage_now(model).is_some_and(|c| {
        let mut once = c.clone();
        set(&mut once, meant);
        // Saying again what is said already takes nothing away.
        match meant {
            Action::Said(_) => c.voice.is_some() && once.voice.is_none() && fold(word) != "nobody",
            _ => c.kind.is_some() && once.kind.is_none(),
        }
    });
    let none = matches!(fold(word).as_str(), "none" | "nobody" | "nothing");
    let mut effects = Vec::new();
    if none || !is_so {
        effects.extend(mark(model, passage, meant, turn));
    }
    let rest = rest.trim();
    let rest = rest.strip_prefix("by ").unwrap_or(rest).trim();
    let field = Field { owner: passage, name: FieldName::VoiceBy };
    let has = passage_now(model)
        .is_some_and(|c| c.details().iter().any(|(_, name)| *name == FieldName::VoiceBy));
    if !rest.is_empty() && has && matches!(action, Action::Said(_)) {
        effects.extend(model.type_into(field, editor::Edit::SelectAll, turn.at));
        effects.extend(model.type_into(field, editor::Edit::InsertText(rest.into()), turn.at));
    }
    effects
}

/// An empty passage left behind vanishes, where its answer has another.
pub fn tidy(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let now = in_hand(model).map(|c| c.id);
    let Some(work) = &mut model.work else { return Vec::new() };
    let before = std::mem::replace(&mut work.passage, now);
    let Some(left) = before.filter(|left| Some(*left) != now) else { return Vec::new() };
    if work.frozen().is_some() {
        return Vec::new();
    }
    let blank = |a: &&Answer| {
        a.contributions.len() > 1
            && a.contributions.iter().any(|c| c.id == left && c.text.trim().is_empty())
    };
    let Some(d) = work.discussion() else { return Vec::new() };
    let Some(owner) = d.answers.iter().find(blank).map(|a| a.id) else { return Vec::new() };
    let before = Marks::of(d, owner);
    let effects = model.change_discussion(turn.at, |d| {
        for a in d.answers.iter_mut().filter(|a| a.id == owner) {
            a.contributions.retain(|c| c.id != left);
        }
    });
    if let Some(work) = &mut model.work
        && let (Some(before), Some(after)) =
            (before, work.session.discussion(work.focus).and_then(|d| Marks::of(d, owner)))
    {
        work.past.vanished(owner, before, after);
    }
    effects
}

/// How the child of a passage is called beside its words.
pub fn child_of(model: &Model, passage: &Contribution) -> String {
    let Some(work) = &model.work else { return "the child".into() };
    let one = match (work.family(), passage.children.as_slice()) {
        ([one], _) | (_, [one]) => work.session.child(*one),
        _ => None,
    };
    let name = one.map(|c| Sight::Full.child(c)).filter(|name| !name.trim().is_empty());
    name.unwrap_or_else(|| "the child".into())
}

/// A passage as it stands beside the one in hand.
fn shown(model: &Model, passage: &Contribution) -> Passage {
    let mut label = passage.label(&child_of(model, passage));
    let mut add = |words: &str| {
        label = if label.is_empty() { words.to_owned() } else { format!("{label} · {words}") };
    };
    let family: Vec<Named> = question::named(model, &passage.children);
    if !family.is_empty() {
        add(&about_words(&family));
    }
    if passage.rough {
        add("rough note");
    }
    Passage { label, text: passage.text.clone() }
}

/// The passages above and below the one in hand.
pub fn around(model: &Model) -> (Vec<Passage>, Vec<Passage>) {
    let (Some((at, _)), Some(answer)) = (place(model), question::answer(model)) else {
        return (Vec::new(), Vec::new());
    };
    let all = |from: usize, to: usize| {
        let some = answer.contributions.get(from..to).unwrap_or_default();
        some.iter().map(|c| shown(model, c)).collect()
    };
    (all(0, at), all(at + 1, answer.contributions.len()))
}

/// What is said of the passage in hand; empty where nothing is.
pub fn label(model: &Model) -> String {
    in_hand(model).map(|c| c.label(&child_of(model, c))).unwrap_or_default()
}

/// The small text in hand, with its name.
pub fn detail_shown(model: &Model) -> Option<Detail<'_>> {
    let field = detail(model)?;
    let name = in_hand(model)?.details().into_iter().find(|(_, name)| *name == field.name)?.0;
    let number = detail_number(model)?;
    let editor = model.work.as_ref()?.editors.get(&field)?;
    Some(Detail { name, number, editor })
}
