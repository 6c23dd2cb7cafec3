//! What speaks for a question, in points. Only their order matters; they are
//! spread so that what a person would say first counts most: help when stuck,
//! then variety, then what was not asked.

use super::{About, Set};
use crate::practice::question::{Cycle, Draws, Weight};
use crate::practice::{Part, Question};
use crate::record::answer::AnswerState;

/// How much a question frees work that is stuck: it looks at the worker's
/// side, at what is felt, at another way, at the relationship.
pub(super) fn frees(q: &Question) -> i32 {
    let reflects = 30 * i32::from(q.cycle.contains(&Cycle::Reflection));
    let feels = 25 * i32::from(q.draws.contains(&Draws::Feeling));
    let another_way = 30 * i32::from(q.part == Part::Lightbulb && q.draws.contains(&Draws::How));
    let between_us = 20 * i32::from(matches!(q.part, Part::Relationships | Part::BuildingBlocks));
    reflects + feels + another_way + between_us
}

/// What a question would add to a set.
pub(super) fn worth(set: &Set, q: &Question) -> i32 {
    let about = set.about;
    let stuck = if about.stuck { 2 * frees(q) } else { 0 };
    stuck + variety(set, q) + news(about, &set.bank.id, q) + fit(about, q)
}

/// What the set lacks: rings, parts, steps of the cycle, the child's view.
fn variety(set: &Set, q: &Question) -> i32 {
    let lacks = |same: &dyn Fn(&Question) -> bool| i32::from(!set.so_far().any(same));
    let step = q.cycle.first();
    let first_view = q.draws.contains(&Draws::ChildsView)
        && !set.so_far().any(|o| o.draws.contains(&Draws::ChildsView));
    // A long hour does not stay with what happened.
    let same = set.so_far().filter(|o| o.cycle.first() == step).count();
    let crowded = -8 * i32::try_from(same).unwrap_or(0);
    // One clear step before one that spans two.
    let clear = 5 * i32::from(q.cycle.len() == 1);
    let heavy = -20 * i32::from(q.weight == Weight::Heavy);
    40 * lacks(&|o| o.part.ring() == q.part.ring())
        + 25 * lacks(&|o| o.part == q.part)
        + 30 * lacks(&|o| o.cycle.first() == step)
        + 15 * i32::from(first_view)
        + clear
        + crowded
        + heavy
}

/// What was not asked of this child: a question, or a whole part.
fn news(about: &About, bank: &str, q: &Question) -> i32 {
    let months = |on: chrono::NaiveDate| {
        let days = (about.today - on).num_days().clamp(0, 720);
        i32::try_from(days / 30).unwrap_or(0)
    };
    let question = match about.asked(bank, &q.id) {
        None => 25,
        Some(a) if a.state == AnswerState::NotToday => 30,
        Some(a) => months(a.on).min(20),
    };
    let part = about.histories.iter().filter_map(|h| h.part_asked(q.part)).max();
    question + part.map_or(15, |on| months(on).min(12))
}

/// Written for just this stage, place or situation.
fn fit(about: &About, q: &Question) -> i32 {
    let stage = about.stage.is_some_and(|s| q.stages.contains(&s));
    let place = about.places.iter().any(|p| q.places.contains(p));
    let situation = about.children.iter().flatten().any(|f| !f.is_age() && q.fits.contains(f));
    20 * i32::from(stage) + 20 * i32::from(place) + 20 * i32::from(situation)
}
