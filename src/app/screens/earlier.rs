//! What was said before to the question at hand. It comes when somebody asks
//! for it, so that it does not lead; once there are words today, it is said
//! that there is something. It is read only, and never part of today's record.

use std::collections::HashSet;

use ulid::Ulid;

use super::question;
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::{Model, Screen};
use crate::app::page::Passage;
use crate::record::{
    Answer, AnswerState, Contribution, Discussion, Header, Session, SessionKind, Sight, Subject,
    SubjectHeader, Value,
};
use crate::text;

/// So many earlier times are read, the newest.
const MOST: usize = 5;

/// Earlier answers to one question, as far as they were read.
pub struct Earlier {
    /// The discussion that asked for them.
    discussion: Ulid,
    /// The question.
    question: String,
    /// Versions that are still being read.
    wanted: Vec<String>,
    /// What was said, with the day.
    said: Vec<(chrono::NaiveDate, Ulid, Vec<Passage>)>,
}

/// Whether a discussion of then is about any of those of now.
fn same(then: &Subject, now: &Subject) -> bool {
    match (then, now) {
        (Subject::Practitioner(a), Subject::Practitioner(b)) => a == b,
        _ => now.children().iter().any(|child| then.children().contains(child)),
    }
}

/// The question at hand, and the discussion in focus.
fn here(model: &Model) -> Option<(&str, &Discussion)> {
    let Screen::Question { id, .. } = &model.screen else { return None };
    Some((id, model.work.as_ref()?.discussion()?))
}

/// Versions of earlier meetings in which the question at hand was asked, the
/// newest first.
fn times(model: &Model) -> Vec<(&str, &Header)> {
    let (Some((id, d)), Some(home)) = (here(model), &model.home) else { return Vec::new() };
    let now = model.session().map(|s| s.id);
    let asked = |s: &SubjectHeader| {
        same(&s.subject, &d.subject)
            && s.asked.iter().any(|a| {
                a.bank == model.bank
                    && a.question == id
                    && !matches!(a.state, AnswerState::NotToday | AnswerState::NotRelevant)
            })
    };
    let mut out: Vec<(&str, &Header)> = home
        .sessions
        .iter()
        .filter(|s| Some(s.header.id) != now)
        .filter(|s| !matches!(s.header.kind, SessionKind::Cancelled { .. }))
        .filter(|s| s.header.subjects.iter().any(asked))
        .map(|s| (s.head.as_str(), &s.header))
        .collect();
    out.sort_by_key(|(_, h)| std::cmp::Reverse((h.date, h.id)));
    let mut seen = HashSet::new();
    out.retain(|(_, h)| seen.insert(h.id));
    out
}

fn is_shown(model: &Model) -> bool {
    here(model).is_some_and(|(id, d)| {
        model.earlier.as_ref().is_some_and(|e| e.discussion == d.id && e.question == id)
    })
}

/// Shows what was said before, or puts it away again.
pub fn show(model: &mut Model) -> Vec<Effect> {
    if is_shown(model) {
        model.earlier = None;
        return Vec::new();
    }
    let wanted: Vec<String> =
        times(model).into_iter().take(MOST).map(|(head, _)| head.to_owned()).collect();
    let Some((question, discussion)) = here(model).map(|(id, d)| (id.to_owned(), d.id)) else {
        return Vec::new();
    };
    if wanted.is_empty() {
        model.tell("This was not asked before, as far as this vault knows.");
        return Vec::new();
    }
    model.waiting += wanted.len();
    let effects = wanted.iter().map(|head| Effect::Load { head: head.clone() }).collect();
    model.earlier = Some(Earlier { discussion, question, wanted, said: Vec::new() });
    effects
}

/// An earlier meeting was read: whether it was read for this, and what was
/// said in it is kept to be shown. Nothing else of it is.
pub fn loaded(model: &mut Model, session: &Session, head: &str) -> bool {
    let Some(mut earlier) = model.earlier.take_if(|e| e.wanted.iter().any(|w| w == head)) else {
        return false;
    };
    model.done();
    earlier.wanted.retain(|w| w != head);
    let now = model.session().and_then(|s| s.discussion(earlier.discussion));
    if let Some(subject) = now.map(|d| d.subject.clone()) {
        for d in session.discussions.iter().filter(|d| same(&d.subject, &subject)) {
            if let Some(answer) = d.answer_to(&model.bank, &earlier.question) {
                let said = passages(session, d, answer, &subject);
                earlier.said.push((session.date, session.id, said));
            }
        }
    }
    earlier.said.sort_by_key(|(on, id, _)| std::cmp::Reverse((*on, *id)));
    model.earlier = Some(earlier);
    true
}

/// What was said then, each passage with its day and who said it.
fn passages(session: &Session, d: &Discussion, answer: &Answer, now: &Subject) -> Vec<Passage> {
    let day = text::short_date(session.date);
    let about = |c: &&Contribution| {
        // Of a family of then, what is about those of now.
        c.children.is_empty() || c.children.iter().any(|child| now.children().contains(child))
    };
    let child = d.subject.children().iter().find_map(|id| session.child(*id));
    let child = child.map_or_else(|| "the child".to_owned(), |c| Sight::Full.child(c));
    let mut out: Vec<Passage> = answer
        .contributions
        .iter()
        .filter(|c| !c.text.trim().is_empty())
        .filter(about)
        .map(|c| {
            let label = c.label(&child);
            let label = if label.is_empty() { day.clone() } else { format!("{day} · {label}") };
            Passage { label, text: c.text.clone() }
        })
        .collect();
    if let Some(Value::Safety(score)) = &answer.value {
        let by = match score.rater.trim() {
            "" => String::new(),
            rater => format!(", judged by {rater}"),
        };
        out.push(Passage { label: day.clone(), text: format!("{} out of 10{by}", score.score) });
    }
    if out.is_empty() {
        out.push(Passage { label: day, text: answer.state.words().into() });
    }
    out
}

/// What stands under the answer: what was said before where somebody asked for
/// it; else, once there are words today, that there is something.
pub fn under(model: &Model, turn: Turn) -> Vec<Passage> {
    if let Some(earlier) = model.earlier.as_ref().filter(|_| is_shown(model)) {
        return earlier.said.iter().flat_map(|(_, _, said)| said.clone()).collect();
    }
    let written = question::answer(model).is_some_and(|a| !a.is_empty());
    let frozen = model.work.as_ref().is_none_or(|w| w.frozen().is_some());
    if !written || frozen {
        return Vec::new();
    }
    let times = times(model);
    let Some((_, last)) = times.first() else { return Vec::new() };
    let ago = text::ago(last.date, turn.today());
    let key = if model.lines { "/earlier" } else { "Alt-Q" };
    let text = match times.len() {
        1 => format!("Asked before, {ago}: {key} shows what was said."),
        n => format!("Asked {n} times before, last {ago}: {key} shows what was said."),
    };
    vec![Passage { label: String::new(), text }]
}
