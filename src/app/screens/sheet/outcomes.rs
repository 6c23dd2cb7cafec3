//! Last time: what became of what was agreed and guessed, and what was to be
//! asked again. Rule of practice: the next hour opens on the promises of the
//! last (FACTS, "What a supervision record must hold").

use chrono::NaiveDate;
use ulid::Ulid;

use super::{Row, Section, Slot};
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::screens::{question, thread};
use crate::record::{
    Discussion, Field, FieldName, FollowUp, HypothesisOutcome, OpenAction, Outcome,
};
use crate::text;

pub struct Outcomes;

const OUTCOMES: [Outcome; 4] =
    [Outcome::Done, Outcome::NotDone, Outcome::Changed, Outcome::NoLongerNeeded];

/// An action to say something of: open from earlier, or spoken of here.
struct Entry<'a> {
    action: Ulid,
    open: Option<&'a OpenAction>,
    said: Option<&'a FollowUp>,
    /// It was said of some of its children: these are left.
    rest: Vec<Ulid>,
}

impl Entry<'_> {
    /// Whose row it is: the follow-up's once there is one.
    fn owner(&self) -> Ulid {
        self.said.map_or(self.action, |f| f.id)
    }

    fn what(&self) -> &str {
        match (self.said, self.open) {
            (Some(f), _) if !f.what.trim().is_empty() => &f.what,
            (_, Some(o)) => &o.action.what,
            _ => "An action of an earlier meeting",
        }
    }
}

fn entries<'a>(d: &'a Discussion, open: &'a [OpenAction]) -> Vec<Entry<'a>> {
    let family = d.subject.children();
    let mut out: Vec<Entry> = Vec::new();
    for o in open {
        let all: Vec<&FollowUp> = d.follow_ups.iter().filter(|f| f.action == o.action.id).collect();
        let entry = |said, rest| Entry { action: o.action.id, open: Some(o), said, rest };
        let mut rest = named(family, &o.action.children);
        rest.retain(|child| !all.iter().any(|f| f.children.contains(child)));
        // What names nobody yet may be about any of them.
        let is_split = !all.is_empty() && all.iter().all(|f| !f.children.is_empty());
        if all.is_empty() {
            out.push(entry(None, Vec::new()));
        }
        out.extend(all.into_iter().map(|f| entry(Some(f), Vec::new())));
        if is_split && !rest.is_empty() {
            out.push(entry(None, rest));
        }
    }
    for f in &d.follow_ups {
        if !out.iter().any(|e| e.action == f.action) {
            out.push(Entry { action: f.action, open: None, said: Some(f), rest: Vec::new() });
        }
    }
    out
}

impl Section for Outcomes {
    fn title(&self, _: &Model) -> String {
        "Last time".into()
    }

    fn intro(&self, model: &Model) -> Vec<String> {
        let mut out = vec![
            "What is still open from earlier meetings. Say what became of it, or go on: nothing \
             here has to be answered. PageDown (/next) goes on."
                .into(),
        ];
        let scores = thread::scores(model);
        let lines = scores.series.iter().filter(|s| s.points.len() > 1);
        let words: Vec<String> =
            lines.map(|s| format!("{}.", s.words())).chain(scores.apart.clone()).collect();
        if !words.is_empty() {
            out.push(format!("Safety over time: {}", words.join(" ")));
        }
        out
    }

    fn rows(&self, model: &Model, d: &Discussion, turn: Turn) -> Vec<Row> {
        let thread = thread::of(model, turn);
        let today = turn.today();
        let mut out = Vec::new();
        for entry in entries(d, &thread.actions) {
            let at = entry.said.and_then(|f| OUTCOMES.iter().position(|o| *o == f.outcome));
            let (heading, whole) = headed(entry.what());
            let aside = entry.open.map_or_else(String::new, |o| promised(o, today));
            let options = OUTCOMES.iter().map(|o| o.words().to_owned()).collect();
            let label = match entry.rest.as_slice() {
                [] => "What became of it".to_owned(),
                rest => format!("What became of it, about {}", super::names_of(model, rest)),
            };
            let row = Row::choice(&label, (entry.owner(), 0), options, at)
                .under(heading)
                .beside(said(&[&whole, &aside]));
            out.push(if entry.said.is_some() { row.naming() } else { row });
            if let Some(f) = entry.said {
                out.extend(texts(f));
            }
        }
        for (n, back) in thread.back.iter().enumerate().take(usize::from(u8::MAX)) {
            let choice = u8::try_from(n).unwrap_or(u8::MAX);
            let from = text::short_date(back.on);
            let label = if model.lines {
                format!("Ask it now? An empty line goes on (from {from})")
            } else {
                format!("From {from}")
            };
            let row = Row::choice(&label, (Ulid::nil(), choice), vec!["ask it now".into()], None)
                .beside(back.wording.clone());
            out.push(if n == 0 { row.under("To be asked again") } else { row });
        }
        for h in &d.hypotheses {
            let made = thread.guesses.iter().find(|o| o.hypothesis.passage == h.passage);
            let made = made.map_or_else(
                || "a guess of an earlier meeting".to_owned(),
                |o| format!("a guess, {}", text::ago(o.made, today)),
            );
            let (heading, whole) = headed(&h.guess);
            out.push(
                Row::text("What became of it", h.id, FieldName::Became)
                    .under(heading)
                    .beside(said(&[&whole, &made]))
                    .naming(),
            );
        }
        out
    }

    fn ready(&self, model: &mut Model, turn: Turn) -> Vec<Effect> {
        let Some(d) = model.work.as_ref().and_then(|w| w.discussion()) else { return Vec::new() };
        let family = d.subject.children().to_vec();
        let known: Vec<Ulid> = d.hypotheses.iter().map(|h| h.passage).collect();
        let mut rows = Vec::new();
        for open in thread::of(model, turn).guesses {
            if known.contains(&open.hypothesis.passage) {
                continue;
            }
            rows.push(HypothesisOutcome {
                id: model.id(turn.at),
                passage: open.hypothesis.passage,
                session: open.session,
                guess: open.hypothesis.text,
                children: named(&family, &open.hypothesis.children),
                destination: open.hypothesis.destination,
                third_party: open.hypothesis.third_party,
                became: String::new(),
                written: turn.at,
            });
        }
        if rows.is_empty() {
            return Vec::new();
        }
        model.change_discussion(turn.at, |d| d.hypotheses.extend(rows))
    }

    fn one_more(
        &self,
        model: &mut Model,
        _: Option<Ulid>,
        _: Turn,
    ) -> (Option<Field>, Vec<Effect>) {
        model.tell("Here stands what was agreed before. Alt-A (/action) adds an action.");
        (None, Vec::new())
    }

    fn choose(
        &self,
        model: &mut Model,
        owner: Ulid,
        choice: u8,
        option: Option<usize>,
        turn: Turn,
    ) -> Vec<Effect> {
        if owner == Ulid::nil() {
            return match option {
                Some(0) => ask(model, choice, turn),
                _ => Vec::new(),
            };
        }
        let Some(d) = model.work.as_ref().and_then(|w| w.discussion()) else { return Vec::new() };
        // A row that is still the action's own says something for the first
        // time of it, or of the children that are left.
        let said = d.follow_ups.iter().find(|f| f.id == owner).cloned();
        let outcome = option.and_then(|n| OUTCOMES.get(n).copied());
        match (said, outcome) {
            (Some(f), Some(outcome)) if would_say_else(&f, outcome) => {
                let (was, would) = (called(f.outcome), called(outcome));
                model.tell(format!(
                    "What is written under \"{was}\" would stand under \"{would}\". Clear it \
                     first, then choose."
                ));
                Vec::new()
            }
            (Some(f), Some(outcome)) => model.change_discussion(turn.at, |d| {
                if let Some(f) = d.follow_ups.iter_mut().find(|x| x.id == f.id) {
                    f.outcome = outcome;
                }
            }),
            (Some(f), None) if f.words.trim().is_empty() && f.difference.trim().is_empty() => {
                model.change_discussion(turn.at, |d| d.follow_ups.retain(|x| x.id != f.id))
            }
            (Some(_), None) => {
                model.tell("Words are written below: they would have nothing to stand on.");
                Vec::new()
            }
            (None, Some(outcome)) => follow_up(model, owner, outcome, turn),
            (None, None) => Vec::new(),
        }
    }

    fn accept(&self, model: &mut Model, slot: &Slot, turn: Turn) -> Option<Vec<Effect>> {
        let Slot::Choice { owner, choice, .. } = slot else { return None };
        if *owner == Ulid::nil() {
            return Some(ask(model, *choice, turn));
        }
        let d = model.work.as_ref().and_then(|w| w.discussion())?;
        let untouched =
            d.follow_ups.is_empty() && d.hypotheses.iter().all(HypothesisOutcome::is_empty);
        // Nothing is to be said of it: on to what the hour is about.
        untouched.then(|| super::leave(model, turn))
    }

    fn tidy(&self, d: &mut Discussion) {
        d.hypotheses.retain(|h| !h.is_empty());
    }
}

/// What the words about an outcome answer.
fn called(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "In words",
        Outcome::NotDone => "Why not",
        Outcome::Changed => "What changed",
        Outcome::NoLongerNeeded => "Why it is no longer needed",
    }
}

/// Whether words written for one outcome would be read as said of another.
fn would_say_else(f: &FollowUp, outcome: Outcome) -> bool {
    outcome != f.outcome && !f.words.trim().is_empty()
}

/// The texts that fit what became of it; and any that was written before the
/// outcome was changed.
fn texts(f: &FollowUp) -> Vec<Row> {
    let words = called(f.outcome);
    let difference = "Did it make a difference, and how do we know";
    let mut out = Vec::new();
    if f.outcome == Outcome::Done || !f.difference.trim().is_empty() {
        out.push(Row::text(difference, f.id, FieldName::Difference));
    }
    if f.outcome != Outcome::Done || !f.words.trim().is_empty() {
        out.push(Row::text(words, f.id, FieldName::Outcome));
    }
    out
}

/// Says for the first time what became of an action, in the words it was
/// agreed in.
fn follow_up(model: &mut Model, action: Ulid, outcome: Outcome, turn: Turn) -> Vec<Effect> {
    let family: Vec<Ulid> = model.work.as_ref().map_or(Vec::new(), |w| w.family().to_vec());
    let open = thread::of(model, turn).actions.into_iter().find(|o| o.action.id == action);
    let Some(open) = open else { return Vec::new() };
    let mut children = named(&family, &open.action.children);
    if let Some(d) = model.work.as_ref().and_then(|w| w.discussion()) {
        let said = d.follow_ups.iter().filter(|f| f.action == action);
        let said: Vec<Ulid> = said.flat_map(|f| f.children.iter().copied()).collect();
        children.retain(|child| !said.contains(child));
    }
    let follow_up = FollowUp {
        id: model.id(turn.at),
        action,
        session: open.session,
        what: open.action.what.clone(),
        children,
        outcome,
        words: String::new(),
        difference: String::new(),
        written: turn.at,
    };
    model.change_discussion(turn.at, |d| d.follow_ups.push(follow_up))
}

/// In a family, the children that were named before and are spoken of today.
fn named(family: &[Ulid], children: &[Ulid]) -> Vec<Ulid> {
    if family.len() < 2 {
        return Vec::new();
    }
    family.iter().filter(|id| children.contains(id)).copied().collect()
}

/// Asks a question that was put off.
fn ask(model: &mut Model, number: u8, turn: Turn) -> Vec<Effect> {
    let back = thread::of(model, turn).back.into_iter().nth(usize::from(number));
    let Some(back) = back else { return Vec::new() };
    let effects = super::leave(model, turn);
    question::leave_set(model);
    question::open(model, back.question);
    effects
}

/// The first line as a heading, set on as many rows as it takes, and the whole
/// where that is not all of it.
fn headed(words: &str) -> (String, String) {
    let line = words.trim().lines().next().unwrap_or_default().to_owned();
    let whole = if line == words.trim() { String::new() } else { words.trim().to_owned() };
    (line, whole)
}

/// Who promised it, by when, and how long ago.
fn promised(open: &OpenAction, today: NaiveDate) -> String {
    let action = &open.action;
    let who = match action.who.trim() {
        "" => "nobody named",
        who => who,
    };
    let by = match (action.on, action.by.trim()) {
        (Some(on), _) if on < today => format!("by {}, which is past", text::short_date(on)),
        (Some(on), _) => format!("by {}", text::short_date(on)),
        (None, "") => "no day set".into(),
        (None, typed) => format!("by {typed}"),
    };
    let agreed = format!("agreed {}", text::ago(open.agreed, today));
    let before = match open.not_done {
        0 => String::new(),
        1 => "not done once before".into(),
        n => format!("not done {n} times before"),
    };
    said(&[who, &by, &agreed, &before])
}

fn said(parts: &[&str]) -> String {
    let said: Vec<&str> = parts.iter().copied().filter(|p| !p.is_empty()).collect();
    said.join(" · ")
}
