//! This can't wait: who was told, when, and what was decided. It stands first
//! in the note. Rule of practice: what comes to light is acted on now, outside
//! any form (FACTS, "What a supervision record must hold").

use ulid::Ulid;

use super::{Row, Section, begun_about};
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::record::{Discussion, Field, FieldName, UrgentAct};

pub struct AtOnce;

impl Section for AtOnce {
    fn title(&self, _: &Model) -> String {
        "This can't wait".into()
    }

    fn intro(&self, _: &Model) -> Vec<String> {
        vec![
            "Act first, write after. This page is no referral and tells nobody: it does not \
             replace your safeguarding procedure. An allegation against somebody who works with \
             children has a procedure of its own and belongs in neither record."
                .into(),
            "What is written here stands first in the note.".into(),
        ]
    }

    fn rows(&self, _: &Model, d: &Discussion, _: Turn) -> Vec<Row> {
        let mut out = Vec::new();
        for (n, act) in d.at_once.iter().enumerate() {
            let first = Row::text("Who was told", act.id, FieldName::Told).naming();
            out.push(if n == 0 { first } else { first.under(format!("And {}", n + 1)) });
            out.push(Row::text("When", act.id, FieldName::ToldWhen));
            out.push(Row::text("What was decided", act.id, FieldName::ActedOn));
        }
        out
    }

    fn ready(&self, model: &mut Model, turn: Turn) -> Vec<Effect> {
        let none =
            model.work.as_ref().and_then(|w| w.discussion()).is_some_and(|d| d.at_once.is_empty());
        if none { self.one_more(model, None, turn).1 } else { Vec::new() }
    }

    fn one_more(
        &self,
        model: &mut Model,
        _: Option<Ulid>,
        turn: Turn,
    ) -> (Option<Field>, Vec<Effect>) {
        let empty = model
            .work
            .as_ref()
            .and_then(|w| w.discussion())
            .and_then(|d| d.at_once.iter().find(|act| act.is_empty()).map(|act| act.id));
        let id = empty.unwrap_or_else(|| model.id(turn.at));
        let children = begun_about(model, id);
        let effects = model.change_discussion(turn.at, |d| {
            if empty.is_none() {
                d.at_once.push(UrgentAct {
                    id,
                    told: String::new(),
                    when: String::new(),
                    decided: String::new(),
                    children,
                    written: turn.at,
                });
            }
        });
        (Some(Field { owner: id, name: FieldName::Told }), effects)
    }

    fn tidy(&self, d: &mut Discussion) {
        d.at_once.retain(|act| !act.is_empty());
    }
}
