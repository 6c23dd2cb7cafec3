//! The oracle: what may stand on one child's file, written apart from the note.

use std::collections::BTreeSet;

use thinkwheel::practice::Destination;
use thinkwheel::record::*;
use ulid::Ulid;

use super::{Marks, marks};

/// What may stand on one child's file, by marker.
pub struct Allowed {
    pub may: Marks,
    /// What must stand there too, so that nothing is lost on the way.
    pub must: Marks,
    /// What a file of the record itself may hold besides: which question of
    /// which bank was asked.
    pub in_records: Marks,
}

/// What the file of a child may hold of a discussion, and what it must.
pub fn allowed(s: &Session, d: &Discussion, child: Ulid) -> Allowed {
    let about = d.subject.children();
    let alone = about.len() == 1;
    let here = |named: &[Ulid]| named.contains(&child) || (named.is_empty() && alone);
    let mut may = marks(&s.people);
    let (mut must, mut in_records) = (Marks::new(), Marks::new());
    let mut known: BTreeSet<Ulid> = BTreeSet::from([d.id]);
    let own = s.child(child).unwrap();
    may.extend(marks(&own.name));
    may.extend(marks(&own.reference));
    for (id, g) in d.glance.iter().filter(|(id, _)| *id == child) {
        may.extend(marks(g));
        assert_eq!(*id, child);
    }
    may.extend(d.journey.iter().filter(|(id, _)| *id == child).flat_map(|(_, j)| marks(j)));
    for b in d.brief.iter().filter(|b| b.child == child) {
        may.extend(marks(b));
        must.extend(marks(&b.changed));
        must.extend(marks(&b.safe));
        known.insert(b.id);
    }
    for o in d.own.iter().filter(|o| o.child == child) {
        may.extend(marks(o));
        must.extend(marks(&o.text));
        known.insert(o.id);
    }
    known.extend(d.glance.iter().filter(|(id, _)| *id == child).map(|(_, g)| g.id));
    for x in d.to_the_child.iter().filter(|x| x.child == child) {
        may.extend(marks(x));
        must.extend(marks(&x.text));
        known.insert(x.id);
    }
    for a in d.answers.iter().filter(|a| {
        a.destination == Destination::ChildFile
            && !matches!(a.state, AnswerState::NotToday | AnswerState::NotRelevant)
    }) {
        may.extend(marks(&a.wording));
        in_records.extend(marks(&(&a.question, &a.bank, &a.bank_version)));
        let mut any = false;
        for c in a.contributions.iter().filter(|c| !c.rough && here(&c.children)) {
            may.extend(marks(c));
            must.extend(marks(&c.text));
            known.insert(c.id);
            any |= !c.text.trim().is_empty();
        }
        let whole = if a.contributions.is_empty() {
            alone
        } else {
            a.contributions.iter().all(|c| here(&c.children))
        };
        if whole {
            may.extend(marks(&a.elsewhere));
            may.extend(marks(&a.value));
        }
        if whole || any {
            known.insert(a.id);
        }
    }
    for x in d.signs.passages.iter().filter(|x| here(&x.children)) {
        may.extend(marks(x));
        must.extend(marks(&x.text));
    }
    for x in d.signs.dangers.iter().filter(|x| here(&x.children)) {
        may.extend(marks(x));
        must.extend(marks(&x.statement));
        must.extend(marks(&x.goal));
    }
    for x in d.decisions.iter().filter(|x| here(&x.children)) {
        may.extend(marks(x));
        if !x.is_empty() {
            must.extend(marks(x));
        }
        known.insert(x.id);
    }
    for x in d.actions.iter().filter(|x| here(&x.children) && x.standing == Standing::Agreed) {
        may.extend(marks(x));
        must.extend(marks(&x.what));
        must.extend(marks(&x.why));
        known.insert(x.id);
    }
    for x in d.at_once.iter().filter(|x| here(&x.children)) {
        may.extend(marks(x));
        must.extend(marks(x));
    }
    for x in d.follow_ups.iter().filter(|x| here(&x.children)) {
        may.extend(marks(x));
        must.extend(marks(x));
    }
    let filed_here = |x: &&HypothesisOutcome| x.destination == Destination::ChildFile;
    for x in d.hypotheses.iter().filter(|x| here(&x.children)).filter(filed_here) {
        may.extend(marks(x));
        if !x.is_empty() {
            must.extend(marks(x));
        }
    }
    may.extend(d.tools.iter().filter(|x| here(&x.children)).flat_map(marks));
    may.extend(d.parts_used.iter().filter(|x| here(&x.children)).flat_map(marks));
    may.extend(d.signs.judgements.iter().filter(|x| here(&x.children)).flat_map(marks));
    for x in d.agreements.iter().filter(|x| x.child == Some(child) || (x.child.is_none() && alone))
    {
        may.extend(marks(&x.accuracy));
        may.extend(marks(&x.stance));
    }
    let made = d.amendments.iter().filter(|x| x.added == Added::Made);
    for x in made.filter(|x| here(&x.children) && known.contains(&x.amends)) {
        may.extend(marks(x));
    }
    Allowed { may, must, in_records }
}
