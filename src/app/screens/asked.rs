//! What can be asked here: the bank's questions, and those that were asked
//! before the bank changed. An answer outlives the question it was given to.

use std::borrow::Cow;

use crate::app::context::Turn;
use crate::app::model::{Model, Screen};
use crate::practice::question::{AnswerKind, Cycle, Source, Weight, Who};
use crate::practice::{Part, Question};
use crate::record::Answer;

/// The question with this id: the bank's, or one that the discussion in focus
/// has an answer to and the bank no longer has.
pub fn question<'a>(model: &Model, turn: Turn<'a>, id: &str) -> Option<Cow<'a, Question>> {
    match turn.context.question(id) {
        Some(q) => Some(Cow::Borrowed(q)),
        None => former(model, turn).find(|a| a.question == id).map(|a| Cow::Owned(as_asked(a))),
    }
}

/// The questions of a part that belong into the discussion in focus, those
/// that are no longer in the bank last.
pub fn part<'a>(model: &Model, turn: Turn<'a>, part: Part) -> Vec<Cow<'a, Question>> {
    let here = match &model.screen {
        Screen::Question { id, .. } => id.as_str(),
        _ => "",
    };
    let bank = turn.context.bank().into_iter().flat_map(|b| b.part(part));
    let bank = bank.filter(|q| super::wheel::asks(model, q)).map(Cow::Borrowed);
    let former = former(model, turn)
        .filter(|a| a.part == part && (!a.is_empty() || a.question == here))
        .map(|a| Cow::Owned(as_asked(a)));
    bank.chain(former).collect()
}

/// All of them as they are walked.
pub fn walk<'a>(model: &Model, turn: Turn<'a>) -> Vec<Cow<'a, Question>> {
    Part::ALL.into_iter().flat_map(|p| part(model, turn, p)).collect()
}

/// Answers in focus to questions that the bank no longer has.
fn former<'m>(model: &'m Model, turn: Turn<'m>) -> impl Iterator<Item = &'m Answer> {
    let answers = model.work.as_ref().and_then(|w| w.discussion()).map(|d| d.answers.as_slice());
    answers
        .unwrap_or_default()
        .iter()
        .filter(move |a| a.bank == model.bank && turn.context.question(&a.question).is_none())
}

/// The question as far as its answer has kept it.
fn as_asked(answer: &Answer) -> Question {
    Question {
        id: answer.question.clone(),
        part: answer.part,
        text: answer.wording.clone(),
        follow_ups: Vec::new(),
        asks: Who::Either,
        answers_first: Who::Either,
        cycle: vec![Cycle::Experience],
        draws: Vec::new(),
        stages: Vec::new(),
        places: Vec::new(),
        needs_plan: false,
        fits: Vec::new(),
        settings: Vec::new(),
        minutes: 1,
        weight: Weight::Light,
        opener: false,
        kind: AnswerKind::Prose,
        destination: answer.destination,
        dated: Vec::new(),
        source: Source::Ours,
    }
}
