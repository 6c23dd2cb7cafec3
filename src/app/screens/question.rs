//! At a question: arriving is being ready to write.

use super::asked;
use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::editor::Editor;
use crate::app::effect::Effect;
use crate::app::model::{Model, Screen};
use crate::app::page::{Body, PartLines, QuestionBody, draws_on};
use crate::practice::Destination;
use crate::record::{Answer, AnswerState};

/// Stands at a question, cursor at the end of its answer.
pub fn open(model: &mut Model, id: String) {
    stand_at(model, id, false);
}

/// The same, coming from the wheel: what the part is about is said first.
pub fn open_part(model: &mut Model, id: String) {
    stand_at(model, id, true);
}

fn stand_at(model: &mut Model, id: String, opened: bool) {
    let mut fresh = Editor::new(String::new());
    fresh.set_width(model.prose_width());
    model.screen = Screen::Question { id, fresh, in_elsewhere: false, opened };
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
    match action {
        Action::NextQuestion => go_by(model, 1, turn),
        Action::PreviousQuestion => go_by(model, -1, turn),
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
            if let Screen::Question { in_elsewhere, .. } = &mut model.screen {
                *in_elsewhere = now == Some(AnswerState::RecordedElsewhere);
            }
            effects
        }
        Action::FileElsewhere => file_elsewhere(model, turn),
        Action::RoughNote => rough(model, turn),
        Action::Concerns => concerns(model, turn),
        Action::NextField | Action::PreviousField => {
            toggle_field(model);
            Vec::new()
        }
        Action::Back => {
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
    if let Screen::Question { in_elsewhere, .. } = &mut model.screen {
        *in_elsewhere = has && !*in_elsewhere;
    }
}

fn go_by(model: &mut Model, step: isize, turn: Turn) -> Vec<Effect> {
    let Some(id) = here(model) else { return Vec::new() };
    let walk = asked::walk(model, turn);
    let at = walk.iter().position(|q| q.id == id);
    let to = at.and_then(|i| i.checked_add_signed(step)).and_then(|i| walk.get(i));
    match to {
        Some(q) => {
            let next = q.id.clone();
            open(model, next);
        }
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
    let effects = change(model, turn, |a| {
        for c in &mut a.contributions {
            c.rough = !c.rough;
        }
    });
    if answer(model).is_some_and(|a| a.contributions.iter().any(|c| c.rough)) {
        model.tell("A rough note: it is deleted when the note is finalised.");
    }
    effects
}

/// Brothers and sisters: each child in turn, then all, then nobody yet. Words
/// reach a child's page only by this choice.
fn concerns(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let family: Vec<ulid::Ulid> = model.work.as_ref().map_or(Vec::new(), |w| w.family().to_vec());
    if family.len() < 2 {
        return Vec::new();
    }
    change(model, turn, |a| {
        for c in &mut a.contributions {
            c.children = match c.children.as_slice() {
                [] => family.iter().take(1).copied().collect(),
                [one] => match family.iter().position(|f| f == one) {
                    Some(at) if at + 1 < family.len() => {
                        family.iter().skip(at + 1).take(1).copied().collect()
                    }
                    _ => family.clone(),
                },
                _ => Vec::new(),
            };
        }
    })
}

/// Whom the words at hand are about, where that has to be said.
fn about_whom(model: &Model) -> Option<String> {
    let work = model.work.as_ref()?;
    let family = work.family();
    if family.len() < 2 {
        return None;
    }
    let named: Vec<String> = answer(model)
        .and_then(|a| a.contributions.first())
        .map(|c| c.children.as_slice())
        .unwrap_or_default()
        .iter()
        .filter_map(|id| work.session.child(*id))
        .map(|c| c.name.clone())
        .collect();
    Some(if named.is_empty() {
        "about nobody yet: on no child's page".into()
    } else {
        format!("about {}", named.join(" and "))
    })
}

fn change(model: &mut Model, turn: Turn, f: impl FnOnce(&mut Answer)) -> Vec<Effect> {
    if let Some(why) = model.work.as_ref().and_then(super::super::work::Work::frozen) {
        model.trouble(why);
        return Vec::new();
    }
    let Some(question) = here(model) else { return Vec::new() };
    let (Some(id), mut effects) = model.ensure_answer(&question, turn) else {
        return Vec::new();
    };
    effects.extend(model.change_discussion(turn.at, |d| {
        if let Some(a) = d.answers.iter_mut().find(|a| a.id == id) {
            f(a);
        }
    }));
    effects
}

/// What is shown.
pub fn body<'a>(model: &'a Model, turn: Turn) -> Option<Body<'a>> {
    let Screen::Question { id, fresh, in_elsewhere, opened } = &model.screen else { return None };
    let q = asked::question(model, turn, id)?;
    let work = model.work.as_ref()?;
    let given = answer(model);
    let editor = work.words_of(&model.bank, id).and_then(|f| work.editors.get(&f));
    let state = given.and_then(|a| {
        let rough = a.contributions.iter().any(|c| c.rough);
        match (a.state, rough) {
            (AnswerState::Answered, false) => None,
            (AnswerState::Answered, true) => Some("rough note".to_owned()),
            (s, false) => Some(s.words().to_owned()),
            (s, true) => Some(format!("{}, rough note", s.words())),
        }
    });
    let state = match (state, about_whom(model)) {
        (Some(s), Some(a)) => Some(format!("{s}; {a}")),
        (s, a) => s.or(a),
    };
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
    Some(Body::Question(Box::new(QuestionBody {
        part: lines.map(|p| PartLines { about: p.about.clone(), draws_on: draws_on(&p.draws_on) }),
        text,
        follow_ups,
        answer: editor.unwrap_or(fresh),
        in_answer: !in_elsewhere || elsewhere.is_none(),
        elsewhere,
        state,
        destination: destination.words().into(),
        ring: q.part.ring(),
        frozen: work.frozen().map(str::to_owned),
    })))
}
