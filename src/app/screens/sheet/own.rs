//! The practitioner's own part: personal supervision in its five parts. Who
//! can read it is said before anything is written.

use ulid::Ulid;

use super::{Row, Section, read_by};
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::record::{Discussion, Field, FieldName, Personal, Subject};

pub struct Own;

impl Section for Own {
    fn title(&self, model: &Model) -> String {
        let d = model.work.as_ref().and_then(|w| w.discussion());
        let of = d.map(|d| crate::app::screens::meeting::subject_name(model, d));
        of.unwrap_or_else(|| "The practitioner's own part".into())
    }

    fn intro(&self, model: &Model) -> Vec<String> {
        vec![
            format!("{} Nothing of it reaches anything about a child.", read_by(model)),
            "Each part may stay empty. Questions: Alt-W (/wheel).".into(),
        ]
    }

    fn rows(&self, _: &Model, d: &Discussion, _: Turn) -> Vec<Row> {
        let Some(id) = d.personal.as_ref().map(|p| p.id) else { return Vec::new() };
        vec![
            Row::text("Wellbeing", id, FieldName::Wellbeing)
                .hinting("How you are, and what the work does to you."),
            Row::text("Workload", id, FieldName::Workload)
                .hinting("How much it is, how heavy, and what could move."),
            Row::text("Learning", id, FieldName::Learning)
                .hinting("What you learned, and what you want to learn next."),
            Row::text("Safety at work", id, FieldName::SafetyAtWork)
                .hinting("Where you did not feel safe, and what was agreed."),
            Row::text("Knowledge and skills", id, FieldName::Standards)
                .hinting("The Knowledge and Skills Statements, or the standards after them."),
        ]
    }

    fn ready(&self, model: &mut Model, turn: Turn) -> Vec<Effect> {
        let id = model.id(turn.at);
        model.change_discussion(turn.at, |d| {
            if matches!(d.subject, Subject::Practitioner(_)) && d.personal.is_none() {
                d.personal = Some(Personal { id, ..Personal::default() });
            }
        })
    }

    fn one_more(&self, _: &mut Model, _: Option<Ulid>, _: Turn) -> (Option<Field>, Vec<Effect>) {
        (None, Vec::new())
    }

    fn tidy(&self, d: &mut Discussion) {
        d.drop_blank();
    }
}
