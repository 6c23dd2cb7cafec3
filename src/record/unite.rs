//! Pages of one discussion that came one after the other: a family's note goes
//! out one child's page at a time.

use ulid::Ulid;

use super::answer::{Answer, AnswerState};
use super::discussion::{Discussion, SignsOfSafety};

impl Discussion {
    /// This discussion with the pages of `also`, the same one as it was sent
    /// another time: each page says what it said, in the order in which it
    /// said it. Where both hold an entry, that of `also` counts.
    #[must_use]
    pub fn unite(self, also: Discussion) -> Discussion {
        // Named one by one, so that no field is ever forgotten.
        let Discussion {
            id: _,
            subject: _,
            depth: _,
            glance,
            journey,
            stage,
            chosen: _,
            answers,
            signs,
            balance,
            block,
            brief,
            tools,
            decisions,
            at_once,
            actions,
            follow_ups,
            hypotheses,
            parts_used,
            to_the_child,
            own,
            personal,
            set_aside: _,
            sent: _,
            filing,
            agreements,
            amendments,
            begun: _,
        } = self;
        let SignsOfSafety { passages, dangers, judgements } = signs;
        Discussion {
            glance: list(glance, also.glance, |x| x.0),
            journey: list(journey, also.journey, |x| x.0),
            stage: also.stage.or(stage),
            answers: joined(answers, also.answers, |x| x.id, answer),
            signs: SignsOfSafety {
                passages: list(passages, also.signs.passages, |x| x.id),
                dangers: list(dangers, also.signs.dangers, |x| x.id),
                judgements: list(judgements, also.signs.judgements, |x| x.id),
            },
            balance: also.balance.or(balance),
            block: also.block.or(block),
            brief: list(brief, also.brief, |x| x.id),
            tools: list(tools, also.tools, |x| x.id),
            decisions: list(decisions, also.decisions, |x| x.id),
            at_once: list(at_once, also.at_once, |x| x.id),
            actions: list(actions, also.actions, |x| x.id),
            follow_ups: list(follow_ups, also.follow_ups, |x| x.id),
            hypotheses: list(hypotheses, also.hypotheses, |x| x.id),
            parts_used: list(parts_used, also.parts_used, |x| x.id),
            to_the_child: list(to_the_child, also.to_the_child, |x| x.id),
            own: list(own, also.own, |x| x.id),
            personal: also.personal.or(personal),
            filing: list(filing, also.filing, |x| x.child.unwrap_or_default()),
            agreements: list(agreements, also.agreements, |x| x.id),
            amendments: list(amendments, also.amendments, |x| x.id),
            ..also
        }
    }
}

/// A value and a mark stand only on a page that holds every passage: where one
/// of the two has them, they are the answer's.
fn answer(there: Answer, also: Answer) -> Answer {
    let marked = also.state != AnswerState::Answered;
    Answer {
        contributions: list(there.contributions, also.contributions, |x| x.id),
        value: also.value.or(there.value),
        state: if marked { also.state } else { there.state },
        elsewhere: if also.elsewhere.is_empty() { there.elsewhere } else { also.elsewhere },
        ..also
    }
}

fn list<T>(there: Vec<T>, also: Vec<T>, id: fn(&T) -> Ulid) -> Vec<T> {
    joined(there, also, id, |_, also| also)
}

/// Both lists in one that keeps the order of each.
fn joined<T>(mut there: Vec<T>, also: Vec<T>, id: fn(&T) -> Ulid, join: fn(T, T) -> T) -> Vec<T> {
    let mut out: Vec<T> = Vec::with_capacity(there.len() + also.len());
    for x in also {
        if let Some(at) = there.iter().position(|t| id(t) == id(&x)) {
            out.extend(there.drain(..at));
            out.push(join(there.remove(0), x));
        } else if let Some(at) = out.iter().position(|t| id(t) == id(&x)) {
            // The two are not in one order; nothing stands twice all the same.
            let before = out.remove(at);
            out.insert(at, join(before, x));
        } else {
            out.push(x);
        }
    }
    out.extend(there);
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::record::{self, Stamp};

    #[test]
    fn each_page_of_a_family_says_what_it_said() {
        let now = Stamp::parse_from_rfc3339("2026-11-23T10:00:00+00:00").unwrap();
        let mut n = 0u128;
        let session = record::template(now, &mut || {
            n += 1;
            Ulid(n << 64)
        });
        let mut families = 0;
        for d in &session.discussions {
            let [first, .., last] = d.subject.children() else { continue };
            families += 1;
            let (a, b) = (d.page(Some(*first)), d.page(Some(*last)));
            assert!(a != b);
            for both in [a.clone().unite(b.clone()), b.clone().unite(a.clone())] {
                assert!(both.page(Some(*first)) == a && both.page(Some(*last)) == b);
            }
            // What came whole loses nothing by one page of it, nor the other way round.
            let whole = d.page(None);
            assert!(whole.clone().unite(a.clone()).page(None) == whole);
            assert!(a.unite(whole.clone()).page(None) == whole);
        }
        assert!(families > 0);
    }

    #[test]
    fn the_order_of_both_is_kept_and_nothing_stands_twice() {
        let ids = |all: &[u128]| all.iter().map(|n| Ulid(*n)).collect::<Vec<_>>();
        for (there, also, out) in [
            (&[1, 2, 4][..], &[1, 3, 4][..], &[1, 3, 2, 4][..]),
            (&[1, 2], &[3], &[3, 1, 2]),
            (&[], &[1], &[1]),
            (&[1, 2, 3], &[3, 1], &[1, 2, 3]),
        ] {
            assert_eq!(list(ids(there), ids(also), |x| *x), ids(out));
        }
    }
}
