//! The wheel as a ring list: twelve parts in four rings.

use std::borrow::Cow;

use super::asked;
use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::{Model, Screen};
use crate::app::page::{self, Body, Item, List, Mark};
use crate::practice::{Part, Question, Ring};
use crate::record::AnswerState;

/// Opens the list at the part of the question at hand.
pub fn open(model: &mut Model, turn: Turn) {
    let at = match &model.screen {
        Screen::Question { id, .. } => part_of(model, turn, id),
        _ => 0,
    };
    model.screen = Screen::Wheel { selected: at };
}

/// Index of the part of a question.
pub fn part_of(model: &Model, turn: Turn, question: &str) -> usize {
    asked::question(model, turn, question).map_or(0, |q| q.part.index())
}

/// From the first question not yet answered, over all parts.
pub fn all_in_order(model: &mut Model, turn: Turn) -> Vec<Effect> {
    if let Some(id) = first_of(model, &asked::walk(model, turn)) {
        super::question::open(model, id);
    }
    Vec::new()
}

/// The first that is not yet answered, else the first.
fn first_of(model: &Model, all: &[Cow<'_, Question>]) -> Option<String> {
    let next = all.iter().find(|q| !is_touched(model, q)).or_else(|| all.first());
    next.map(|q| q.id.clone())
}

/// Whether a question belongs into the discussion in focus.
pub fn asks(model: &Model, q: &Question) -> bool {
    model.work.as_ref().is_none_or(|w| w.asks(q))
}

/// Whether a question has an answer or a mark in the discussion in focus.
pub fn is_touched(model: &Model, q: &Question) -> bool {
    model
        .work
        .as_ref()
        .and_then(|w| w.discussion())
        .and_then(|d| d.answer_to(&model.bank, &q.id))
        .is_some_and(|a| !a.is_empty())
}

/// Whether it was asked today: "not today" and "not relevant" are not.
fn was_asked(model: &Model, q: &Question) -> bool {
    model
        .work
        .as_ref()
        .and_then(|w| w.discussion())
        .and_then(|d| d.answer_to(&model.bank, &q.id))
        .is_some_and(|a| {
            !a.is_empty() && !matches!(a.state, AnswerState::NotToday | AnswerState::NotRelevant)
        })
}

/// What an action does here.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    let Screen::Wheel { selected } = &mut model.screen else { return Vec::new() };
    match action {
        Action::ItemUp => *selected = selected.saturating_sub(1),
        Action::ItemDown => *selected = (*selected + 1).min(Part::ALL.len() - 1),
        Action::Back => super::meeting::open(model),
        Action::Accept => {
            let part = Part::ALL.get(*selected).copied();
            let first = part.and_then(|p| first_of(model, &asked::part(model, turn, p)));
            match first {
                Some(id) => super::question::open_part(model, id),
                None => model.tell("There is no question here for that part."),
            }
        }
        other => return super::meeting::in_session(model, other, turn),
    }
    Vec::new()
}

/// What is shown.
pub fn body<'a>(model: &'a Model, turn: Turn) -> Body<'a> {
    let selected = if let Screen::Wheel { selected } = &model.screen { *selected } else { 0 };
    let bank = turn.context.bank();
    let mut last: Option<Ring> = None;
    let items = Part::ALL
        .into_iter()
        .map(|part| {
            let questions = asked::part(model, turn, part);
            let all = questions.len();
            let asked = questions.iter().filter(|q| was_asked(model, q)).count();
            let lines = bank.and_then(|b| b.about(part));
            let back = model.work.as_ref().and_then(|w| w.discussion()).map_or(0, |d| {
                d.answers
                    .iter()
                    .filter(|a| a.part == part && a.state == AnswerState::BringBack)
                    .count()
            });
            let ring = part.ring();
            let heading = (last != Some(ring)).then(|| ring.name().to_owned());
            last = Some(ring);
            let aside = match (asked, back) {
                (0, _) if all == 0 => "not asked here".into(),
                (0, _) if all == 1 => "1 question".into(),
                (0, _) => format!("{all} questions"),
                (n, 0) => format!("{n} of {all} asked today"),
                (n, b) => format!("{n} of {all} asked today, {b} to bring back"),
            };
            Item {
                heading,
                mark: Some(if asked > 0 { Mark::Full } else { Mark::Empty }),
                text: format!("{}  {}", part.label(), part.name()),
                aside,
                below: lines.map(|p| p.about.clone()).unwrap_or_default(),
                quiet: lines.map(|p| page::draws_on(&p.draws_on)).unwrap_or_default(),
                ring: Some(ring),
                cells: Vec::new(),
            }
        })
        .collect();
    Body::List(List {
        title: "The thinking wheel".into(),
        intro: Vec::new(),
        filter: None,
        items,
        selected,
        empty: String::new(),
    })
}
