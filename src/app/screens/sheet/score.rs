//! A number from 0 to 10, what its ends mean, and whose it is.

use chrono::NaiveDate;
use ulid::Ulid;

use super::Row;
use crate::app::model::Model;
use crate::figure::SAFETY_END;
use crate::record::{FieldName, Role, SafetyScore};

/// What the ends of a scale could mean, as a hint.
#[derive(Clone, Copy)]
pub struct Anchors {
    pub zero: &'static str,
    pub ten: &'static str,
}

/// The row to choose the number in.
pub fn choice(label: &str, of: (Ulid, u8), score: Option<&SafetyScore>) -> Row {
    let options = (0..=SAFETY_END).map(|n| n.to_string()).collect();
    Row::choice(label, of, options, score.map(|s| s.score.into()))
}

/// The rows that belong to a number once there is one: alone it means
/// nothing.
pub fn rows(model: &Model, owner: Ulid, anchors: Anchors, out: &mut Vec<Row>) {
    let hint = |words: &str| format!("such as: {words}");
    out.push(Row::text("  0 means", owner, FieldName::Zero).hinting(hint(anchors.zero)));
    out.push(Row::text("  10 means", owner, FieldName::Ten).hinting(hint(anchors.ten)));
    out.push(Row::text("  Whose number", owner, FieldName::Rater).offering(raters(model)));
}

/// Sets the number, keeping what its ends mean; none takes all of it away.
pub fn set(score: &mut Option<SafetyScore>, number: Option<u8>, on: Option<NaiveDate>) {
    match (number, score.as_mut()) {
        (Some(number), Some(score)) => score.score = number,
        (Some(number), None) => {
            *score = Some(SafetyScore {
                score: number,
                zero: String::new(),
                ten: String::new(),
                rater: String::new(),
                on,
            });
        }
        (None, _) => *score = None,
    }
}

/// Whose number it may be.
fn raters(model: &Model) -> Vec<String> {
    let named = |role| {
        let person = model.session().and_then(|s| s.in_role(role));
        person.map(|p| p.name.trim().to_owned()).filter(|name| !name.is_empty())
    };
    let people = [Role::Practitioner, Role::Supervisor].into_iter().filter_map(named);
    people.chain(["Mum", "Dad", "the child", "the family"].map(str::to_owned)).collect()
}
