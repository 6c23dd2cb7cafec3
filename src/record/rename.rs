//! One child in the place of another: everything of a discussion that named
//! the one names the other.

use ulid::Ulid;

use super::discussion::{Discussion, Subject};
use super::session::Session;

impl Discussion {
    /// Puts one child's id in the place of another's wherever this discussion
    /// names it, so that nothing that was written stays behind with nobody.
    /// Sign-offs are left: what was signed is never changed.
    pub fn put_child(&mut self, new: Ulid, in_place_of: Ulid) {
        let put = |id: &mut Ulid| {
            if *id == in_place_of {
                *id = new;
            }
        };
        let put_all = |ids: &mut [Ulid]| ids.iter_mut().for_each(put);
        match &mut self.subject {
            Subject::Child(id) => put(id),
            Subject::Family(ids) => put_all(ids),
            Subject::Practitioner(_) | Subject::Learning => {}
        }
        self.glance.iter_mut().for_each(|(id, _)| put(id));
        for (id, journey) in &mut self.journey {
            put(id);
            journey.earlier.iter_mut().filter_map(|e| e.child.as_mut()).for_each(put);
        }
        for answer in &mut self.answers {
            answer.contributions.iter_mut().for_each(|c| put_all(&mut c.children));
        }
        self.signs.passages.iter_mut().for_each(|p| put_all(&mut p.children));
        self.signs.dangers.iter_mut().for_each(|d| put_all(&mut d.children));
        self.brief.iter_mut().for_each(|b| put(&mut b.child));
        self.own.iter_mut().for_each(|o| put(&mut o.child));
        self.signs.judgements.iter_mut().for_each(|j| put_all(&mut j.children));
        self.parts_used.iter_mut().for_each(|p| put_all(&mut p.children));
        self.set_aside.iter_mut().filter_map(|s| s.child.as_mut()).for_each(put);
        self.sent.iter_mut().filter_map(|s| s.child.as_mut()).for_each(put);
        self.tools.iter_mut().for_each(|t| put_all(&mut t.children));
        self.decisions.iter_mut().for_each(|d| put_all(&mut d.children));
        self.at_once.iter_mut().for_each(|u| put_all(&mut u.children));
        self.actions.iter_mut().for_each(|a| put_all(&mut a.children));
        self.follow_ups.iter_mut().for_each(|f| put_all(&mut f.children));
        self.hypotheses.iter_mut().for_each(|h| put_all(&mut h.children));
        self.to_the_child.iter_mut().for_each(|x| put(&mut x.child));
        self.filing.iter_mut().filter_map(|f| f.child.as_mut()).for_each(put);
    }
}

impl Session {
    /// Puts one person's id in the place of another's among those present and
    /// where a discussion is about them.
    pub fn put_person(&mut self, new: Ulid, in_place_of: Ulid) {
        for person in self.people.iter_mut().filter(|p| p.id == in_place_of) {
            person.id = new;
        }
        for d in &mut self.discussions {
            if let Subject::Practitioner(id) = &mut d.subject
                && *id == in_place_of
            {
                *id = new;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::record::{self, Stamp};

    #[test]
    fn nothing_of_a_full_record_keeps_the_old_id() {
        let now = Stamp::parse_from_rfc3339("2026-11-23T10:00:00+00:00").unwrap();
        let mut n = 0u128;
        let mut session = record::template(now, &mut || {
            n += 1;
            Ulid(n << 64)
        });
        let children: Vec<Ulid> = session.children.iter().map(|c| c.id).collect();
        for d in &mut session.discussions {
            d.agreements.clear();
            d.amendments.clear();
            for (k, old) in children.iter().enumerate() {
                d.put_child(Ulid(7 + k as u128), *old);
            }
        }
        session.children.clear();
        session.bookmark = record::Bookmark::default();
        let text = record::to_ron(&session).unwrap();
        for old in children {
            assert!(!text.contains(&old.to_string()), "{old} is still named");
        }
    }
}
