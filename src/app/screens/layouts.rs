//! The layout of the note at review: which headings it has, in which order.

use crate::app::context::Turn;
use crate::app::model::{Model, Review, Screen};
use crate::record::{Audience, Layout, Rules};

/// The layout that the note in hand has: the one chosen here, else the one in
/// force in this vault.
pub fn chosen<'t>(r: &Review, rules: &Rules, turn: Turn<'t>) -> &'t Layout {
    let layouts = &turn.context.layouts;
    let own = r.layout.as_deref().and_then(|id| layouts.get(id));
    own.unwrap_or_else(|| layouts.in_force(rules))
}

/// Takes the next layout at hand. What was written before is another file now.
pub fn next(model: &mut Model, turn: Turn) {
    let rules = model.rules();
    let Screen::Review(r) = &mut model.screen else { return };
    if r.audience == Audience::Letter {
        model.tell("A letter has no headings: it holds the words to the child alone.");
        return;
    }
    let in_force = turn.context.layouts.in_force(&rules);
    let now = chosen(r, &rules, turn);
    let Some(next) = turn.context.layouts.after(&now.id) else { return };
    r.layout = (next.id != in_force.id).then(|| next.id.clone());
    r.scroll = 0;
    r.exists = false;
    r.written = None;
    r.exporting = None;
    // Any other is named above the note for as long as it is chosen.
    if next.id == in_force.id {
        let title = next.title.clone();
        model.tell(format!("Layout: {title}, as usual here."));
    }
}

/// What is said of a layout that is not the one in force.
pub fn about(model: &Model, r: &Review, turn: Turn) -> Option<String> {
    let rules = model.rules();
    let now = chosen(r, &rules, turn);
    let other = now.id != turn.context.layouts.in_force(&rules).id;
    (other && r.audience != Audience::Letter).then(|| format!("Layout: {}.", now.title))
}
