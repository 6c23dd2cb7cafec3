//! The kinds of value a question can take, and how each is stepped through,
//! named and typed.

use crate::figure::BALANCE_END;
use crate::practice::doing;
use crate::practice::question::{AnswerKind, Draws};
use crate::practice::{Block, Place, Question};
use crate::record::{FieldName, Value};
use crate::text::fold;

/// What the scale is called, and the balance.
pub(in crate::app) const SCALE: &str = "scale";
pub(in crate::app) const BALANCE: &str = "balance";

pub(super) const BLOCKS: [Block; 4] =
    [Block::Beginning, Block::Middle, Block::Repair, Block::Ending];
pub(super) const FOUR_IS: [(&str, FieldName); 4] = [
    (doing::FOUR_IS[0], FieldName::Involve),
    (doing::FOUR_IS[1], FieldName::Inform),
    (doing::FOUR_IS[2], FieldName::Invest),
    (doing::FOUR_IS[3], FieldName::Influence),
];
pub(super) const LIGHTBULB: [(&str, FieldName); 4] = [
    (doing::LIGHTBULB[0], FieldName::Effect),
    (doing::LIGHTBULB[1], FieldName::OnWhom),
    (doing::LIGHTBULB[2], FieldName::HowWeKnow),
    (doing::LIGHTBULB[3], FieldName::WhatElse),
];

/// What is drawn at the question at hand.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Safety {
        zero: String,
        ten: String,
    },
    Balance,
    /// Where the child is, or (`true`) what comes next.
    Place(bool),
    Block,
    FourIs,
    Lightbulb,
}

impl Kind {
    pub(super) fn of(question: &Question, value: Option<&Value>) -> Option<Kind> {
        // What was given stands as it was asked, whatever the bank says now.
        if let Some(value) = value {
            return Some(match value {
                Value::Safety(s) => Kind::Safety { zero: s.zero.clone(), ten: s.ten.clone() },
                Value::Balance(_) => Kind::Balance,
                Value::Place(_) => Kind::Place(false),
                Value::NextPlace(_) => Kind::Place(true),
                Value::Block(_) => Kind::Block,
                Value::FourIs { .. } => Kind::FourIs,
                Value::Lightbulb { .. } => Kind::Lightbulb,
            });
        }
        Some(match &question.kind {
            AnswerKind::Prose => return None,
            AnswerKind::SafetyScale { zero, ten } => {
                Kind::Safety { zero: zero.clone(), ten: ten.clone() }
            }
            AnswerKind::Balance => Kind::Balance,
            AnswerKind::JourneyPlace => Kind::Place(question.draws.contains(&Draws::NextStep)),
            AnswerKind::BuildingBlock => Kind::Block,
            AnswerKind::FourIs => Kind::FourIs,
            AnswerKind::Lightbulb => Kind::Lightbulb,
        })
    }

    pub(super) fn name(&self) -> &'static str {
        match self {
            Kind::Safety { .. } => SCALE,
            Kind::Balance => BALANCE,
            Kind::Place(_) => "journey",
            Kind::Block => "blocks",
            Kind::FourIs => "four I's",
            Kind::Lightbulb => "lightbulb",
        }
    }

    /// The four texts, where it holds texts.
    pub(super) fn texts(&self) -> Option<[(&'static str, FieldName); 4]> {
        match self {
            Kind::FourIs => Some(FOUR_IS),
            Kind::Lightbulb => Some(LIGHTBULB),
            _ => None,
        }
    }

    /// The lowest and the highest step.
    pub(super) fn ends(&self) -> (i8, i8) {
        match self {
            Kind::Safety { .. } => (0, 10),
            Kind::Balance => (-BALANCE_END, BALANCE_END),
            Kind::Place(_) => (0, 4),
            Kind::Block => (0, 3),
            Kind::FourIs | Kind::Lightbulb => (0, 0),
        }
    }

    pub(super) fn choices(&self, step: Option<i8>) -> Vec<String> {
        match self {
            Kind::Safety { zero, ten } => vec![format!("0: {zero}"), format!("10: {ten}")],
            Kind::Place(_) => vec![
                "1 Early Help, 2 Front Door, 3 Care Management, 4 Children in Care, \
                 5 Leaving Care"
                    .into(),
            ],
            Kind::Block => {
                vec!["1 beginning, 2 working together, 3 mending, 4 a good ending".into()]
            }
            Kind::Balance => {
                let own = |n: i8| {
                    let word = if n == 0 { "even".into() } else { n.unsigned_abs().to_string() };
                    if step == Some(n) { format!("[{word}]") } else { word }
                };
                let side = |from: i8, to: i8| (from..=to).map(own).collect::<Vec<_>>().join(" ");
                let (duty, help) = (side(-BALANCE_END, -1), side(1, BALANCE_END));
                vec![format!("duty {duty} · {} · {help} help", own(0))]
            }
            Kind::FourIs | Kind::Lightbulb => Vec::new(),
        }
    }

    pub(super) fn usage(&self) -> &'static str {
        match self {
            Kind::Safety { .. } => {
                "/value and a number from 0 to 10, and whose it is where you know: /value 6 by \
                 the child"
            }
            Kind::Balance => {
                "/value duty (process) or /value help (intervention) and a number from 1 to 5, \
                 or /value even"
            }
            Kind::Place(_) => {
                "/value and early help, front door, care management, children in care or leaving \
                 care"
            }
            Kind::Block => "/value and beginning, working together, mending or ending",
            Kind::FourIs => "/value and involve, inform, invest or influence, then your words",
            Kind::Lightbulb => {
                "/value and what effect, on whom, how we know or what else, then your words"
            }
        }
    }
}

/// A step as people type it.
pub(super) fn read(kind: &Kind, words: &str) -> Option<i8> {
    let folded = fold(words);
    let named = |all: &[&[&str]]| {
        let found = all.iter().position(|names| names.iter().any(|name| *name == folded))?;
        i8::try_from(found).ok()
    };
    let number = words.parse::<i8>().ok();
    let (least, most) = kind.ends();
    let to = match kind {
        Kind::Safety { .. } => number?,
        Kind::Balance if folded == "even" => 0,
        Kind::Balance => number.or_else(|| {
            let (side, steps) = folded.rsplit_once(' ')?;
            let steps = steps.parse::<i8>().ok().filter(|n| (1..=5).contains(n))?;
            match side.trim() {
                "duty" | "process" | "duty (process)" => Some(-steps),
                "help" | "intervention" | "help (intervention)" => Some(steps),
                _ => None,
            }
        })?,
        Kind::Place(_) => number.map_or_else(
            || {
                named(&[
                    &["early help"],
                    &["front door"],
                    &["care management"],
                    &["children in care", "in care"],
                    &["leaving care"],
                ])
            },
            |n| n.checked_sub(1),
        )?,
        Kind::Block => number.map_or_else(
            || {
                named(&[
                    &["beginning", "a beginning"],
                    &["working together", "working", "middle"],
                    &["mending", "mending what went wrong", "repair"],
                    &["ending", "a good ending", "good ending"],
                ])
            },
            |n| n.checked_sub(1),
        )?,
        Kind::FourIs | Kind::Lightbulb => return None,
    };
    (least..=most).contains(&to).then_some(to)
}

/// The step it stands at.
pub(super) fn step(value: Option<&Value>) -> Option<i8> {
    let at = |n: Option<usize>| n.and_then(|n| i8::try_from(n).ok());
    match value? {
        Value::Safety(s) => i8::try_from(s.score).ok(),
        Value::Balance(b) => Some(*b),
        Value::Place(p) | Value::NextPlace(p) => at(Place::ALL.iter().position(|own| own == p)),
        Value::Block(b) => at(BLOCKS.iter().position(|own| own == b)),
        Value::FourIs { .. } | Value::Lightbulb { .. } => None,
    }
}
