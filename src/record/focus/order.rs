//! The order of a conversation.

use super::{Chosen, Reason};
use crate::practice::{Bank, Question};

/// A question in a set being made.
#[derive(Clone, Copy)]
pub(super) struct Picked<'a> {
    pub(super) q: &'a Question,
    pub(super) reason: Reason,
}

/// The questions of a set that the bank has, in the bank's order: from there
/// every order is the same, however they came.
pub(super) fn picked<'a>(bank: &'a Bank, set: &[Chosen]) -> Vec<Picked<'a>> {
    let find = |q: &'a Question| {
        set.iter().find(|c| c.question == q.id).map(|c| Picked { q, reason: c.reason })
    };
    bank.walk().filter_map(find).collect()
}

/// What was asked today, what was to be brought back, the way in, then from
/// what happened to what comes next; of equals, the bank's order.
pub(super) fn walk(set: &mut [Picked]) {
    set.sort_by_key(|p| {
        let first = match p.reason {
            Reason::AskedToday => 0,
            Reason::BroughtBack { .. } => 1,
            Reason::WayIn => 2,
            _ => 3,
        };
        let since = match p.reason {
            Reason::BroughtBack { on } => Some(on),
            _ => None,
        };
        (first, since, step(p.q), p.q.part)
    });
}

/// How far along the cycle a question stands: one that spans two steps stands
/// between them.
fn step(q: &Question) -> usize {
    match (q.cycle.iter().min(), q.cycle.iter().max()) {
        (Some(from), Some(to)) => *from as usize + *to as usize,
        _ => 0,
    }
}
