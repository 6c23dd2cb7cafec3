//! The layout of the note at review: which headings it has, in which order.

use super::review;
use crate::app::context::Turn;
use crate::app::model::{Model, Review};
use crate::record::{Audience, Layout, Rules, Wanted};

/// The layout that the note in hand has: the one chosen here, else the one in
/// force in this vault.
pub fn chosen<'t>(r: &Review, rules: &Rules, turn: Turn<'t>) -> &'t Layout {
    let layouts = &turn.context.layouts;
    let own = r.layout.as_deref().and_then(|id| layouts.get(id));
    own.unwrap_or_else(|| layouts.in_force(rules))
}

/// Takes the next layout at hand.
pub fn next(model: &mut Model, turn: Turn) {
    let rules = model.rules();
    let Some(r) = review::here(model) else { return };
    let Some(next) = turn.context.layouts.after(&chosen(r, &rules, turn).id) else { return };
    take(model, &next.id, turn);
}

/// Takes a layout at hand. What was written before is another file now.
pub fn take(model: &mut Model, id: &str, turn: Turn) {
    let rules = model.rules();
    let Some(r) = review::review(model) else { return };
    if r.audience == Audience::Letter {
        model.tell("A letter has no headings: it holds the words to the child alone.");
        return;
    }
    let in_force = turn.context.layouts.in_force(&rules);
    let Some(next) = turn.context.layouts.get(id) else { return };
    r.layout = (next.id != in_force.id).then(|| next.id.clone());
    r.scroll = 0;
    r.exists = false;
    r.written = None;
    r.exporting = None;
    let usual = if next.id == in_force.id { ", as usual here" } else { "" };
    let said = format!("Layout: {}{usual}.", next.title);
    model.tell(said);
}

/// What is said of a layout that is not the one in force, where it makes
/// another note of it.
pub fn about(model: &Model, r: &Review, turn: Turn) -> Option<String> {
    let rules = model.rules();
    let now = chosen(r, &rules, turn);
    let other = now.id != turn.context.layouts.in_force(&rules).id;
    let differs = other && r.audience != Audience::Letter && changes(model, r, turn);
    differs.then(|| format!("Layout: {}.", now.title))
}

/// Whether the note would be another in the layout in force.
fn changes(model: &Model, r: &Review, turn: Turn) -> bool {
    let Some(work) = &model.work else { return false };
    let (rules, page) = (model.rules(), review::page_of(review::child(model), r.audience));
    let made = |layout| {
        let wanted = Wanted { layout, ..Wanted::new(page, r.audience, &rules) };
        wanted.note(&work.session, work.focus).ok()
    };
    made(chosen(r, &rules, turn)) != made(turn.context.layouts.in_force(&rules))
}
