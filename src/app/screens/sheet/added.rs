//! Words that are added to a finalised note, while they are being written;
//! and words that met one, which somebody takes or leaves out.

use ulid::Ulid;

use super::{Kind, Row, Section, Sheet};
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::{Model, Screen};
use crate::app::screens::matter::{self, amend};
use crate::record::{Added as Stage, Amendment, Discussion, Field, FieldName, SetAside};

pub struct Added;
pub struct Proposed;

/// By what name a proposal that is left out stands among what was set aside.
pub const PROPOSED: &str = "proposed words";

fn amendment(model: &Model) -> Option<Ulid> {
    match &model.screen {
        Screen::Sheet(Sheet {
            kind: Kind::Added { amendment } | Kind::Proposed { amendment },
            ..
        }) => Some(*amendment),
        _ => None,
    }
}

fn waiting(d: &Discussion, id: Ulid) -> Option<&Amendment> {
    d.amendments.iter().find(|a| a.id == id && a.added != Stage::Made)
}

/// What is amended, in the words that stand there.
fn amended(model: &Model) -> Vec<String> {
    amended_entry(model).unwrap_or_default()
}

fn amended_entry(model: &Model) -> Option<Vec<String>> {
    let d = model.work.as_ref()?.discussion()?;
    let a = waiting(d, amendment(model)?)?;
    let entry = d.entries(None).into_iter().find(|e| e.id == a.amends);
    Some(match entry {
        Some(entry) => vec![entry.what, format!("\"{}\"", entry.words)],
        None => vec!["To the whole note.".into()],
    })
}

impl Section for Added {
    fn title(&self, _: &Model) -> String {
        "Added to a finalised note".into()
    }

    fn intro(&self, model: &Model) -> Vec<String> {
        amended(model)
    }

    fn rows(&self, model: &Model, d: &Discussion, _: Turn) -> Vec<Row> {
        let Some(a) = amendment(model).and_then(|id| waiting(d, id)) else { return Vec::new() };
        let mut words = Row::text("Your words", a.id, FieldName::Amendment);
        // The whole discussion's words stand on every page that they name.
        words.names = true;
        vec![words, Row::act(a.id, "Add it", "Enter shows the note with them")]
    }

    fn ready(&self, _: &mut Model, _: Turn) -> Vec<Effect> {
        Vec::new()
    }

    fn one_more(&self, _: &mut Model, _: Option<Ulid>, _: Turn) -> (Option<Field>, Vec<Effect>) {
        (None, Vec::new())
    }

    fn done(&self, model: &mut Model, owner: Ulid, _: Turn) -> Vec<Effect> {
        let d = model.work.as_ref().and_then(|w| w.discussion());
        if d.and_then(|d| waiting(d, owner)).is_some_and(|a| !a.text.trim().is_empty()) {
            matter::open_over(model, matter::Kind::Add { amendment: owner });
        } else {
            model.trouble("Nothing is written yet.");
        }
        Vec::new()
    }

    fn tidy(&self, d: &mut Discussion) {
        d.amendments.retain(|a| a.added != Stage::Draft || !a.text.trim().is_empty());
    }
}

impl Section for Proposed {
    fn title(&self, _: &Model) -> String {
        "Words that met a finalised note".into()
    }

    fn intro(&self, model: &Model) -> Vec<String> {
        let d = model.work.as_ref().and_then(|w| w.discussion());
        let words = amendment(model).and_then(|id| waiting(d?, id)).map(|a| a.text.clone());
        let mut out = vec![
            "They were written elsewhere after the note was finalised. Add them as an amendment, \
             or leave them out and say why."
                .to_owned(),
        ];
        out.extend(amended(model));
        out.extend(words);
        out
    }

    fn rows(&self, model: &Model, d: &Discussion, _: Turn) -> Vec<Row> {
        let Some(a) = amendment(model).and_then(|id| waiting(d, id)) else { return Vec::new() };
        let mut out = vec![Row::act(a.id, "Add them", "Enter shows the note with them")];
        if let Some(why) = d.set_aside.iter().find(|s| s.about == Some(a.id)) {
            out.push(Row::text("Why they are left out", why.id, FieldName::SetAside));
            out.push(Row::act(why.id, "Leave out", "Enter leaves them out"));
        }
        out
    }

    fn ready(&self, _: &mut Model, _: Turn) -> Vec<Effect> {
        Vec::new()
    }

    fn one_more(&self, _: &mut Model, _: Option<Ulid>, _: Turn) -> (Option<Field>, Vec<Effect>) {
        (None, Vec::new())
    }

    fn done(&self, model: &mut Model, owner: Ulid, turn: Turn) -> Vec<Effect> {
        let Some(id) = amendment(model) else { return Vec::new() };
        if owner == id {
            matter::open_over(model, matter::Kind::Add { amendment: id });
            return Vec::new();
        }
        let said = model.work.as_ref().and_then(|w| w.discussion()).is_some_and(|d| {
            d.set_aside.iter().any(|s| s.id == owner && !s.word.trim().is_empty())
        });
        if !said {
            model.trouble("A word of why is enough, and it is kept.");
            return Vec::new();
        }
        amend::decline(model, id, turn)
    }

    fn tidy(&self, d: &mut Discussion) {
        d.set_aside.retain(|s| s.nudge != PROPOSED || !s.word.trim().is_empty());
    }
}

/// The place for the word of why, ready to be written in.
pub fn ready_to_decline(model: &mut Model, amendment: Ulid, turn: Turn) -> Vec<Effect> {
    let id = model.id(turn.at);
    model.add_to_final(turn.at, |d| {
        if d.set_aside.iter().any(|s| s.about == Some(amendment)) {
            return;
        }
        let child = waiting(d, amendment).and_then(|a| a.children.first().copied());
        d.set_aside.push(SetAside {
            id,
            nudge: PROPOSED.into(),
            about: Some(amendment),
            child,
            word: String::new(),
            written: turn.at,
        });
    })
}
