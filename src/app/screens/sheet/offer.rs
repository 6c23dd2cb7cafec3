//! Words that are often written in a row, taken with a key; and what is taken
//! by its number.

use super::{Row, Slot, choose, frozen, rows, sheet, slot};
use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::editor;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::record::Field;

/// Words to be taken in a row, and which of them stands there: none once
/// something else was written.
pub(super) fn offered(model: &Model, row: &Row) -> (Vec<String>, Option<usize>) {
    let Slot::Text(field) = row.slot else { return (Vec::new(), None) };
    let there = model.session().and_then(|s| s.field(field)).unwrap_or_default().trim();
    let at = row.offers.iter().position(|offer| offer == there);
    if !frozen(model) && (there.is_empty() || at.is_some()) {
        (row.offers.clone(), at)
    } else {
        (Vec::new(), None)
    }
}

/// Writes one of the words offered in the place of what stands there.
fn take(model: &mut Model, field: Field, words: String, turn: Turn) -> Vec<Effect> {
    let mut effects = model.type_into(field, editor::Edit::SelectAll, turn.at);
    effects.extend(model.type_into(field, editor::Edit::InsertText(words), turn.at));
    effects
}

/// The next of the words offered, or the one before.
pub(super) fn take_by(model: &mut Model, by: isize, turn: Turn) -> Vec<Effect> {
    let row = sheet(model).and_then(|s| rows(model, turn).into_iter().nth(s.focus));
    let Some(row) = row else { return Vec::new() };
    let Slot::Text(field) = row.slot else { return Vec::new() };
    let (offers, at) = offered(model, &row);
    let count = offers.len().max(1);
    let next = match at {
        None if by > 0 => 0,
        None => count - 1,
        Some(at) => (at + count).checked_add_signed(by).map_or(0, |n| n % count),
    };
    match offers.into_iter().nth(next) {
        Some(words) => take(model, field, words, turn),
        None => Vec::new(),
    }
}

/// Takes what is offered under a number, from 0; in plain lines it goes on.
pub fn pick(model: &mut Model, n: usize, turn: Turn) -> Vec<Effect> {
    let Some(sheet) = sheet(model) else { return Vec::new() };
    let (kind, offers) = (sheet.kind, sheet.offers.clone());
    let mut effects = match slot(model).cloned() {
        Some(Slot::Choice { owner, choice, .. }) => {
            choose(model, kind, owner, choice, Some(n), turn)
        }
        Some(Slot::Text(field)) => match offers.into_iter().nth(n) {
            Some(words) => take(model, field, words, turn),
            None => Vec::new(),
        },
        Some(Slot::Act { .. }) | None => Vec::new(),
    };
    if model.lines {
        effects.extend(super::act(model, Action::NextField, turn));
    }
    effects
}
