//! The thread: what earlier meetings left open for those the discussion in
//! focus is about. A discussion opens on it, where there is anything.

use ulid::Ulid;

use super::{facts, sheet};
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::record::{
    Discussion, Header, OpenAction, OpenHypothesis, OverTime, Subject, open_actions, over_time,
};

/// What is still open.
#[derive(Default)]
pub struct Thread {
    /// Actions, the oldest first.
    pub actions: Vec<OpenAction>,
    /// Questions that were put off.
    pub back: Vec<Back>,
    /// Guesses.
    pub guesses: Vec<OpenHypothesis>,
}

/// A question that was put off.
pub struct Back {
    /// Its id.
    pub question: String,
    /// The day.
    pub on: chrono::NaiveDate,
    /// As it was worded then.
    pub wording: String,
}

impl Thread {
    /// Whether nothing is open.
    pub fn is_empty(&self) -> bool {
        self.actions.is_empty() && self.back.is_empty() && self.guesses.is_empty()
    }
}

fn headers(model: &Model) -> impl Iterator<Item = &Header> {
    let without = model.session().map(|s| s.id);
    let all = model.home.iter().flat_map(|h| h.sessions.iter().map(|s| &s.header));
    all.filter(move |h| Some(h.id) != without)
}

/// What is open for the discussion in focus.
pub fn of(model: &Model, turn: Turn) -> Thread {
    match model.work.as_ref().and_then(|w| w.discussion()) {
        Some(d) => thread(model, d, turn),
        None => Thread::default(),
    }
}

fn thread(model: &Model, d: &Discussion, turn: Turn) -> Thread {
    let mut out = Thread::default();
    if let Subject::Practitioner(person) = &d.subject {
        let about = |h: &&Header, id: Ulid| {
            let subject = h.subjects.iter().find(|s| s.discussion == id).map(|s| &s.subject);
            subject == Some(&Subject::Practitioner(*person))
        };
        let with: Vec<&Header> = headers(model).collect();
        out.actions = open_actions(with.iter().copied());
        out.actions
            .retain(|o| with.iter().any(|h| h.id == o.session && about(h, o.action.discussion)));
    }
    for child in d.subject.children() {
        let history = facts::history(model, *child);
        for back in history.to_bring_back(&model.bank) {
            let asked = d.answer_to(&model.bank, back.question).is_some_and(|a| !a.is_empty());
            let known = out.back.iter().any(|b| b.question == back.question);
            if !asked && !known && turn.context.question(back.question).is_some() {
                out.back.push(Back {
                    question: back.question.to_owned(),
                    on: back.on,
                    wording: back.wording.to_owned(),
                });
            }
        }
        for open in history.open_actions {
            if !open.action.what.trim().is_empty()
                && !out.actions.iter().any(|o| o.action.id == open.action.id)
            {
                out.actions.push(open);
            }
        }
        for open in history.hypotheses {
            let id = open.hypothesis.passage;
            if !out.guesses.iter().any(|o| o.hypothesis.passage == id) {
                out.guesses.push(open);
            }
        }
    }
    out.actions.sort_by_key(|o| (o.agreed, o.action.id));
    out.guesses.sort_by_key(|o| (o.made, o.hypothesis.passage));
    out
}

/// Scores of safety over time of the child in focus, without today's.
pub fn scores(model: &Model) -> OverTime {
    let family = model.work.as_ref().map_or(&[][..], |w| w.family());
    match family {
        // In a family each child has a line of their own, on their own page.
        [child] => over_time(&facts::history(model, *child).scores),
        _ => OverTime::default(),
    }
}

/// Opens what is still open, where there is anything.
pub fn open(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let said = model
        .work
        .as_ref()
        .and_then(|w| w.discussion())
        .is_some_and(|d| !d.follow_ups.is_empty() || !d.hypotheses.is_empty());
    if !said && of(model, turn).is_empty() {
        model.tell("Nothing is open from an earlier meeting.");
        return Vec::new();
    }
    sheet::open(model, sheet::Kind::Outcomes, turn)
}

/// A discussion that is begun opens on what is still open; where nothing is,
/// or something was written already, nothing changes.
pub fn open_first(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let fresh = model.work.as_ref().filter(|w| w.frozen().is_none());
    let fresh = fresh.and_then(|w| w.discussion()).is_some_and(Discussion::is_empty);
    if !fresh || of(model, turn).is_empty() {
        return Vec::new();
    }
    sheet::open(model, sheet::Kind::Outcomes, turn)
}
