//! The value beside an answer as a face shows it: drawn, and in words.

use super::kind::{FOUR_IS, Kind, LIGHTBULB, step};
use super::{field, here, in_hand, value};
use crate::app::context::Turn;
use crate::app::model::Model;
use crate::app::page::Drawing;
use crate::figure::{self, Figure};
use crate::practice::Place;
use crate::record::{FieldName, Value};

/// What is drawn, and said, beside the answer at hand.
pub fn body<'a>(model: &'a Model, turn: Turn) -> Option<Drawing<'a>> {
    let (_, kind) = here(model, turn)?;
    let value = value(model);
    let hand = in_hand(model);
    let texts = kind.texts();
    let (figure, said) = drawn(model, &kind, value, hand.map(|drawn| drawn.field));
    let field = hand.filter(|drawn| drawn.texts).map(|drawn| {
        let editor = field(model, drawn.field)
            .and_then(|field| model.work.as_ref()?.editors.get(&field))
            .unwrap_or(&drawn.blank);
        (drawn.field, editor)
    });
    let said_of = |name| value.and_then(|v| v.text(name)).unwrap_or_default().to_owned();
    let texts = texts.into_iter().flatten().map(|(name, field)| (name, said_of(field))).collect();
    Some(Drawing {
        figure,
        said,
        choices: kind.choices(step(value)),
        in_hand: hand.is_some(),
        texts,
        field,
        usage: kind.usage(),
    })
}

fn drawn(
    model: &Model,
    kind: &Kind,
    value: Option<&Value>,
    text: Option<usize>,
) -> (Figure, String) {
    let texts = |names: [(&'static str, FieldName); 4]| {
        names.map(|(_, name)| value.and_then(|v| v.text(name)).unwrap_or_default())
    };
    match kind {
        Kind::Safety { zero, ten } => {
            let score = step(value).and_then(|n| u8::try_from(n).ok());
            let said = match value {
                Some(Value::Safety(s)) if s.rater.trim().is_empty() => {
                    format!("{} out of 10, whose: not said", s.score)
                }
                Some(Value::Safety(s)) => format!("{} out of 10, judged by {}", s.score, s.rater),
                _ => "Scale from 0 to 10: no score yet".into(),
            };
            let mut figure = figure::safety_scale(score, zero, ten);
            if let (Some(first), true) = (figure.words.first_mut(), score.is_some()) {
                *first = format!("Safety: {said}.");
            }
            (figure, said)
        }
        Kind::Balance => {
            let value = step(value);
            let said = value.map_or_else(
                || "Balance: not weighed yet".into(),
                |value| format!("Balance: {}", figure::balance_said(value)),
            );
            (figure::balance(value), said)
        }
        Kind::Place(next) => {
            let place = match value {
                Some(Value::Place(place) | Value::NextPlace(place)) => Some(*place),
                _ => None,
            };
            let now = if *next { known_place(model) } else { place };
            let coming = place.filter(|_| *next);
            let figure = figure::journey_map(now, coming, &[]);
            let said = match (place, next) {
                (None, true) => "What comes next: not said yet".into(),
                (None, false) => "On the journey: not said yet".into(),
                (Some(place), true) => format!("What comes next: {}", place.name()),
                (Some(place), false) => {
                    format!("Place on the journey: {} (in our eyes)", place.name())
                }
            };
            (figure, said)
        }
        Kind::Block => {
            let block = match value {
                Some(Value::Block(block)) => Some(*block),
                _ => None,
            };
            let figure = figure::building_blocks(block);
            let said = match block {
                None => "Where you are together: not said yet".into(),
                Some(_) => figure.words.last().cloned().unwrap_or_default(),
            };
            (figure, said.trim_end_matches('.').to_owned())
        }
        Kind::FourIs => {
            let words = texts(FOUR_IS);
            let said = format!("Four I's: {}", counted(&words));
            (figure::four_is(&words, text), said)
        }
        Kind::Lightbulb => {
            let words = texts(LIGHTBULB);
            let said = format!("Lightbulb: {}", counted(&words));
            (figure::lightbulb(&words, text), said)
        }
    }
}

/// Where the child in focus is, as far as this discussion says.
fn known_place(model: &Model) -> Option<Place> {
    let work = model.work.as_ref()?;
    let child = work.child()?;
    let places = work.discussion()?.places();
    places.into_iter().find(|(of, _)| *of == child).map(|(_, place)| place)
}

fn counted(texts: &[&str; 4]) -> String {
    match texts.iter().filter(|text| !text.trim().is_empty()).count() {
        0 => "nothing said yet".into(),
        n => format!("{n} of 4 said"),
    }
}
