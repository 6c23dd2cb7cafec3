//! People under other ids: one human may be known by one id in each of two
//! vaults.

use ulid::Ulid;

use super::discussion::{Discussion, FilingState, Subject};
use super::person::{MaySee, Person, Role};
use super::session::Session;
use crate::text::fold;

impl Discussion {
    /// Puts another id wherever this discussion names a person.
    pub fn put_people(&mut self, put: &dyn Fn(Ulid) -> Ulid) {
        let each = |id: &mut Ulid| *id = put(*id);
        if let Subject::Practitioner(id) = &mut self.subject {
            each(id);
        }
        self.actions.iter_mut().filter_map(|a| a.agreed_by.as_mut()).for_each(each);
        self.filing.iter_mut().filter_map(|f| f.finalised_by.as_mut()).for_each(each);
        for a in &mut self.agreements {
            each(&mut a.person);
            a.recorded_by.as_mut().into_iter().for_each(each);
        }
        self.amendments.iter_mut().for_each(|a| each(&mut a.by));
    }
}

impl Session {
    /// Puts another id wherever this session names a person.
    pub fn put_people(&mut self, put: &dyn Fn(Ulid) -> Ulid) {
        self.people.iter_mut().for_each(|p| p.id = put(p.id));
        self.discussions.iter_mut().for_each(|d| d.put_people(put));
    }

    /// Sees to it that somebody who takes part stands among the people: under
    /// their own id, else as the one person who is called so and plays this
    /// part, else added as the last. Says whether they stand there now: where
    /// something is final nothing is changed, as who was there is part of its
    /// words.
    pub fn name_among_people(&mut self, id: Ulid, name: &str, role: Role) -> bool {
        if self.person(id).is_some() {
            return true;
        }
        let mut pages = self.discussions.iter().flat_map(|d| &d.filing);
        if pages.any(|f| f.state != FilingState::Open) {
            return false;
        }
        let wanted = fold(name.trim());
        let called = |p: &&Person| p.role == role && fold(p.name.trim()) == wanted;
        let mut same = self.people.iter().filter(called).map(|p| p.id);
        if let (Some(only), None) = (same.next(), same.next()) {
            self.put_people(&|there| if there == only { id } else { there });
        } else {
            self.add_person(id, name, role);
        }
        true
    }

    /// Adds somebody to the people, as the last; nothing where they are there.
    pub fn add_person(&mut self, id: Ulid, name: &str, role: Role) {
        if self.person(id).is_none() {
            let name = name.to_owned();
            let (may_see, stepped_out) = (MaySee::All, false);
            self.people.push(Person { id, name, role, may_see, stepped_out });
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::record::{self, Accuracy, Added, Agreement, Amendment, Stamp};

    #[test]
    fn nothing_of_a_full_record_keeps_the_old_id() {
        let now = Stamp::parse_from_rfc3339("2026-11-23T10:00:00+00:00").unwrap();
        let mut n = 0u128;
        let mut session = record::template(now, &mut || {
            n += 1;
            Ulid(n << 64)
        });
        let people: Vec<Ulid> = session.people.iter().map(|p| p.id).collect();
        let old = people[0];
        for d in &mut session.discussions {
            d.agreements.push(Agreement {
                id: Ulid(1),
                person: old,
                child: None,
                accuracy: Accuracy::Accurate,
                stance: None,
                at: now,
                recorded_by: Some(old),
                words: String::new(),
                signature: String::new(),
                struck: None,
            });
            d.amendments.push(Amendment {
                id: Ulid(2),
                amends: d.id,
                children: Vec::new(),
                text: "more".into(),
                by: old,
                written: now,
                late: false,
                added: Added::Made,
                imported: false,
            });
            d.filing.iter_mut().for_each(|f| f.finalised_by = Some(old));
        }
        session.put_people(&|id| if people.contains(&id) { Ulid(id.0 + 7) } else { id });
        let text = record::to_ron(&session).unwrap();
        for old in people {
            assert!(!text.contains(&old.to_string()), "{old} is still named");
        }
    }
}
