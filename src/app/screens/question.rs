//! At a question: arriving is being ready to write.

use std::borrow::Cow;

use ulid::Ulid;

use super::{asked, drawn, earlier, passages};
use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::editor::Editor;
use crate::app::effect::Effect;
use crate::app::keymap;
use crate::app::model::{Model, Screen};
use crate::app::page::{Body, Named, PartLines, QuestionBody, draws_on};
use crate::practice::{Destination, Question};
use crate::record::{Answer, AnswerState, Sight};

/// Stands at a question, cursor at the end of its answer.
pub fn open(model: &mut Model, id: String) {
    stand_at(model, id, false);
}

/// The same, coming from the wheel: what the part is about is said first.
pub fn open_part(model: &mut Model, id: String) {
    leave_set(model);
    stand_at(model, id, true);
}

/// The two go elsewhere than along the questions they chose; the choice stays.
pub fn leave_set(model: &mut Model) {
    if let Some(work) = &mut model.work {
        work.in_set = false;
    }
}

/// Questions that were chosen and can be asked.
fn chosen<'a>(model: &Model, turn: Turn<'a>) -> Vec<Cow<'a, Question>> {
    let ids = model.work.as_ref().and_then(|w| w.discussion()).map(|d| d.chosen.as_slice());
    let ids = ids.unwrap_or_default();
    ids.iter().filter_map(|id| turn.context.question(id)).map(Cow::Borrowed).collect()
}

/// Where the question at hand stands among those chosen, while they are
/// walked: its number from 1, and how many there are.
pub fn place_in_set(model: &Model, turn: Turn) -> Option<(usize, usize)> {
    let id = here(model)?;
    let walking = model.work.as_ref().is_some_and(|w| w.in_set);
    let set = chosen(model, turn);
    let at = set.iter().position(|q| q.id == id).filter(|_| walking)?;
    Some((at + 1, set.len()))
}

fn stand_at(model: &mut Model, id: String, opened: bool) {
    let mut fresh = Editor::new(String::new());
    fresh.set_width(model.prose_width());
    model.screen = Screen::Question {
        id,
        fresh,
        at: None,
        detail: None,
        in_elsewhere: false,
        opened,
        drawn: None,
    };
}

fn here(model: &Model) -> Option<String> {
    match &model.screen {
        Screen::Question { id, .. } => Some(id.clone()),
        _ => None,
    }
}

/// The answer at hand, if there is one.
pub fn answer(model: &Model) -> Option<&Answer> {
    let id = here(model)?;
    model.work.as_ref()?.discussion()?.answer_to(&model.bank, &id)
}

/// What an action does here.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    if let Some(effects) = drawn::act(model, action, turn) {
        return effects;
    }
    if let Some(effects) = passages::act(model, action, turn) {
        return effects;
    }
    match action {
        Action::NextQuestion => go_by(model, 1, turn),
        Action::PreviousQuestion => go_by(model, -1, turn),
        Action::Earlier => earlier::show(model),
        Action::NotToday => mark(model, AnswerState::NotToday, turn),
        Action::BringBack => mark(model, AnswerState::BringBack, turn),
        Action::NotRelevant => mark(model, AnswerState::NotRelevant, turn),
        Action::AskedNotKnown => mark(model, AnswerState::AskedNotKnown, turn),
        Action::RecordedElsewhere if goes_elsewhere(model) => {
            toggle_field(model);
            Vec::new()
        }
        Action::RecordedElsewhere => {
            let effects = mark(model, AnswerState::RecordedElsewhere, turn);
            let now = answer(model).map(|a| a.state);
            if let Screen::Question { in_elsewhere, detail, .. } = &mut model.screen {
                *in_elsewhere = now == Some(AnswerState::RecordedElsewhere);
                *detail = None;
            }
            drawn::leave(model);
            effects
        }
        Action::FileElsewhere => file_elsewhere(model, turn),
        Action::RoughNote => rough(model, turn),
        Action::Concerns => concerns(model, turn),
        Action::AboutChild(n) => about_child(model, n, turn),
        Action::NextField => drawn::next_field(model, 1, turn),
        Action::PreviousField => drawn::next_field(model, -1, turn),
        Action::Back => {
            if passages::detail(model).is_some() {
                passages::go_to_detail(model, None);
                return Vec::new();
            }
            if let Screen::Question { in_elsewhere, .. } = &mut model.screen
                && *in_elsewhere
            {
                *in_elsewhere = false;
                return Vec::new();
            }
            super::wheel::open(model, turn);
            Vec::new()
        }
        other => super::meeting::in_session(model, other, turn),
    }
}

/// Whether it is marked so already, and the cursor is not where it says where.
fn goes_elsewhere(model: &Model) -> bool {
    let marked = answer(model).is_some_and(|a| a.state == AnswerState::RecordedElsewhere);
    marked && matches!(model.screen, Screen::Question { in_elsewhere: false, .. })
}

/// From "recorded elsewhere" to the answer and back.
pub fn toggle_field(model: &mut Model) {
    let has = answer(model).is_some_and(|a| a.state == AnswerState::RecordedElsewhere);
    if let Screen::Question { in_elsewhere, detail, .. } = &mut model.screen {
        *in_elsewhere = has && !*in_elsewhere;
        *detail = None;
    }
    drawn::leave(model);
}

fn go_by(model: &mut Model, step: isize, turn: Turn) -> Vec<Effect> {
    let Some(id) = here(model) else { return Vec::new() };
    let in_set = place_in_set(model, turn).is_some();
    let walk = if in_set { chosen(model, turn) } else { asked::walk(model, turn) };
    let at = walk.iter().position(|q| q.id == id);
    let to = at.and_then(|i| i.checked_add_signed(step)).and_then(|i| walk.get(i));
    match to {
        Some(q) => {
            let next = q.id.clone();
            open(model, next);
        }
        None if step > 0 && in_set => model.tell(
            "That was the last of the questions you chose. Alt-D (/decide) goes on to decision \
             and actions, Alt-R (/review) to the note, Alt-W (/wheel) to the wheel.",
        ),
        None if in_set => model.tell("This is the first of the questions you chose."),
        None if step > 0 => model.tell(
            "That was the last question. Alt-D (/decide) goes on to decision and actions, Alt-R \
             (/review) to the note.",
        ),
        None => model.tell("This is the first question."),
    }
    Vec::new()
}

/// Marks the answer, or takes the mark away again.
fn mark(model: &mut Model, state: AnswerState, turn: Turn) -> Vec<Effect> {
    change(model, turn, |a| {
        a.state = if a.state == state { AnswerState::Answered } else { state };
    })
}

fn file_elsewhere(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let effects = change(model, turn, |a| a.destination = a.destination.next());
    if let Some(d) = answer(model).map(|a| a.destination) {
        model.tell(match d {
            Destination::ChildFile => "This answer goes to the child's file.",
            Destination::StaffFile => "This answer goes to the staff file.",
            Destination::TheTwoDecide => {
                "Not decided yet: this answer leaves only in the full export."
            }
        });
    }
    effects
}

fn rough(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let effects = change_passage(model, turn, |c| c.rough = !c.rough);
    if passages::in_hand(model).is_some_and(|c| c.rough) {
        model.tell("A rough note: it is deleted when the note is finalised.");
    }
    effects
}

/// Brothers and sisters: each child in turn, then all, then nobody yet. Words
/// reach a child's page only by this choice.
fn concerns(model: &mut Model, turn: Turn) -> Vec<Effect> {
    choose_about(model, None, turn)
}

/// Each child in turn, then all, then nobody.
pub fn next_named(family: &[Ulid], named: &[Ulid]) -> Vec<Ulid> {
    match named {
        [] => family.iter().take(1).copied().collect(),
        [one] => match family.iter().position(|f| f == one) {
            Some(at) if at + 1 < family.len() => {
                family.iter().skip(at + 1).take(1).copied().collect()
            }
            _ => family.to_vec(),
        },
        _ => Vec::new(),
    }
}

/// The named children with one more, or one fewer, in the order of the family.
pub fn toggled(family: &[Ulid], named: &[Ulid], child: Ulid) -> Vec<Ulid> {
    let on = |id: &Ulid| named.contains(id) != (*id == child);
    family.iter().filter(|id| on(id)).copied().collect()
}

/// The child with this number, from 1: the words are about them, or no longer.
fn about_child(model: &mut Model, number: u8, turn: Turn) -> Vec<Effect> {
    choose_about(model, Some(number), turn)
}

fn choose_about(model: &mut Model, number: Option<u8>, turn: Turn) -> Vec<Effect> {
    let here = passages::in_hand(model);
    let (id, now) = here.map_or((Ulid::nil(), Vec::new()), |c| (c.id, c.children.clone()));
    let Some(named) = model.choice_of(id, number, &now) else { return Vec::new() };
    let mut effects = change_passage(model, turn, |c| c.children = named);
    if let (Some(id), false) = (passages::in_hand(model).map(|c| c.id), effects.is_empty()) {
        effects.extend(model.chose(id, turn));
    }
    effects
}

/// In a family: each child, and whether these name them.
pub fn named(model: &Model, children: &[Ulid]) -> Vec<Named> {
    let Some(work) = model.work.as_ref().filter(|w| w.family().len() > 1) else {
        return Vec::new();
    };
    let child = |(n, id): (usize, &Ulid)| {
        let name = work.session.child(*id).map(|c| Sight::Full.child(c)).unwrap_or_default();
        let number = u8::try_from(n + 1).ok().map(Action::AboutChild);
        let key = number.and_then(|a| keymap::key_of(model.place(), a));
        Named { name, named: children.contains(id), key }
    };
    work.family().iter().enumerate().map(child).collect()
}

/// Whom the words at hand are about, where that has to be said.
fn about_whom(model: &Model) -> Vec<Named> {
    let passage = passages::in_hand(model);
    named(model, passage.map_or(&[], |c| c.children.as_slice()))
}

pub(super) fn change(model: &mut Model, turn: Turn, f: impl FnOnce(&mut Answer)) -> Vec<Effect> {
    if let Some(why) = model.work.as_ref().and_then(super::super::work::Work::frozen) {
        model.trouble(why);
        return Vec::new();
    }
    let Some(question) = here(model) else { return Vec::new() };
    let (Some(id), mut effects) = model.ensure_answer(&question, turn) else {
        return Vec::new();
    };
    effects.extend(model.change_marks(id, turn, |d| {
        if let Some(a) = d.answers.iter_mut().find(|a| a.id == id) {
            f(a);
        }
    }));
    effects
}

/// Changes what is said of the passage in hand, made where nothing is written
/// yet.
fn change_passage(
    model: &mut Model,
    turn: Turn,
    f: impl FnOnce(&mut crate::record::Contribution),
) -> Vec<Effect> {
    let here = passages::in_hand(model).map(|c| c.id);
    change(model, turn, |a| {
        let at = a.contributions.iter().position(|c| Some(c.id) == here);
        let last = a.contributions.len().saturating_sub(1);
        if let Some(c) = a.contributions.get_mut(at.unwrap_or(last)) {
            f(c);
        }
    })
}

/// What is shown.
pub fn body<'a>(model: &'a Model, turn: Turn) -> Option<Body<'a>> {
    let Screen::Question { id, fresh, in_elsewhere, opened, drawn, .. } = &model.screen else {
        return None;
    };
    let q = asked::question(model, turn, id)?;
    let work = model.work.as_ref()?;
    let given = answer(model);
    let editor = passages::words(model).and_then(|f| work.editors.get(&f));
    let state = given.and_then(|a| {
        let rough = passages::in_hand(model).is_some_and(|c| c.rough);
        match (a.state, rough) {
            (AnswerState::Answered, false) => None,
            (AnswerState::Answered, true) => Some("rough note".to_owned()),
            (s, false) => Some(s.words().to_owned()),
            (s, true) => Some(format!("{}, rough note", s.words())),
        }
    });
    let elsewhere = given
        .filter(|a| a.state == AnswerState::RecordedElsewhere)
        .and_then(|a| work.editors.get(&super::super::hand::elsewhere_field(a)));
    let personal = work
        .discussion()
        .is_some_and(|d| matches!(d.subject, crate::record::Subject::Practitioner(_)));
    let destination = match given {
        Some(a) => a.destination,
        None if personal => Destination::StaffFile,
        None => q.destination,
    };
    let lines = turn.context.bank().and_then(|b| b.about(q.part)).filter(|_| *opened);
    // An old answer keeps the wording it was asked with; the follow-ups of
    // another wording are not its own.
    let text = given.map_or_else(|| q.text.clone(), |a| a.wording.clone());
    let follow_ups = if text == q.text { q.follow_ups.clone() } else { Vec::new() };
    let (before, mut after) = passages::around(model);
    after.extend(earlier::under(model, turn));
    let detail = passages::detail_shown(model);
    Some(Body::Question(Box::new(QuestionBody {
        part: lines.map(|p| PartLines { about: p.about.clone(), draws_on: draws_on(&p.draws_on) }),
        text,
        follow_ups,
        answer: editor.unwrap_or(fresh),
        in_answer: drawn.is_none() && detail.is_none() && (!in_elsewhere || elsewhere.is_none()),
        before,
        after,
        label: passages::label(model),
        detail,
        elsewhere,
        state,
        destination: if personal && destination == Destination::StaffFile {
            let who = model.rules().staff_file_read_by;
            format!("read by {}", who.trim().trim_end_matches('.'))
        } else {
            destination.words().into()
        },
        ring: q.part.ring(),
        frozen: work.frozen().map(str::to_owned).or_else(|| {
            passages::in_hand(model).and_then(|passage| work.stands_final(&passage.children))
        }),
        about: about_whom(model),
        drawing: drawn::body(model, turn),
    })))
}
