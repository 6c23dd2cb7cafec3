//! Copying the note that is read: in review, and where notes are filed.

use super::matter::{self, Kind};
use super::notes;
use crate::app::context::Turn;
use crate::app::copying;
use crate::app::effect::Effect;
use crate::app::model::Model;

/// Copies the note as it is shown; over ssh it is asked first.
pub fn copy(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let text = match notes::read(model, turn) {
        Ok(read) => read.text,
        Err(why) => {
            model.trouble(why);
            return Vec::new();
        }
    };
    if super::leaving::asks(model, super::leaving::Way::Copy, turn) {
        return Vec::new();
    }
    let which = notes::which(model);
    if copying::must_ask(model, turn) {
        matter::open_over(model, Kind::CopyFar { text, which });
        return Vec::new();
    }
    copying::copy(model, text, which, turn)
}
