//! From one note of a meeting to another, at review.

use ulid::Ulid;

use super::notes::{notes, still_open};
use super::review;
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::{Model, Review, Screen};
use crate::record::Audience;

/// The next note, to be read before Enter asks whether it is to be filed.
pub(super) fn next_open(model: &mut Model, turn: Turn) -> Vec<Effect> {
    match still_open(model).first().copied() {
        Some(note) => go_to_note(model, note, turn),
        None => Vec::new(),
    }
}

/// The note after this one, or before it: the next child of a family, then the
/// next note of this meeting. Of a family alone, all the way round.
pub(super) fn turn_over(model: &mut Model, on: bool, turn: Turn) -> Vec<Effect> {
    let (Some(work), Screen::Review(r)) = (&model.work, &model.screen) else { return Vec::new() };
    let (pages, focus) = (work.family().len().max(1), work.focus);
    let by = if on { 1 } else { -1 };
    if let Some(page) = r.page.checked_add_signed(by).filter(|page| *page < pages) {
        turn_page(model, page);
        return Vec::new();
    }
    let ids: Vec<Ulid> = work.session.discussions.iter().map(|d| d.id).collect();
    let at = |id: Ulid| ids.iter().position(|other| *other == id);
    let others: Vec<(Ulid, usize)> =
        notes(model).into_iter().filter(|(d, _)| *d != focus).collect();
    let next = if on {
        others.iter().find(|(d, _)| at(*d) > at(focus))
    } else {
        others.iter().rfind(|(d, _)| at(*d) < at(focus))
    };
    match next.copied() {
        Some(note) => return go_to_note(model, note, turn),
        None if others.is_empty() && pages > 1 => turn_page(model, if on { 0 } else { pages - 1 }),
        None if others.is_empty() => model.tell("There is no other note in this meeting."),
        None if on => model.tell("This is the last note of this meeting: there is none after it."),
        None => model.tell("This is the first note of this meeting: there is none before it."),
    }
    Vec::new()
}

/// The page of another child of the family.
fn turn_page(model: &mut Model, page: usize) {
    let Some(r) = review::review(model) else { return };
    let audience = r.audience;
    *r = r.afresh(audience, page);
    if !super::audience::audiences(model).contains(&audience) {
        // Nothing was written to this child.
        let fits = review::audience_for(model);
        if let Some(r) = review::review(model) {
            *r = r.afresh(fits, r.page);
        }
    }
}

fn go_to_note(model: &mut Model, (discussion, page): (Ulid, usize), turn: Turn) -> Vec<Effect> {
    let shape = match &model.screen {
        Screen::Review(r) => r.clone(),
        _ => Review::new(Audience::Full),
    };
    let mut effects = model.save();
    if let Some(work) = &mut model.work {
        work.focus = discussion;
    }
    effects.extend(super::close::read_days(model, turn));
    model.screen = Screen::Review(shape.afresh(review::audience_for(model), page));
    effects
}
