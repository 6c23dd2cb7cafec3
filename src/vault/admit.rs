//! What a bundle may bring in: a whole record that says nothing in the name of
//! somebody whose word it is not.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde_json::Value as Json;
use ulid::Ulid;

use super::answer::finalised;
use super::bundle::{BundleError, not_allowed};
use super::person::PersonCard;
use super::{AgreementCheck, Vault};
use crate::record::{
    Added, Agreement, Amendment, Bookmark, Born, Child, Errand, Filing, FilingState, Role, Session,
    Stamp, Subject, agreed, import_check,
};

/// By how much the clocks of two machines may differ.
pub(super) const CLOCKS: TimeDelta = TimeDelta::hours(1);

impl Vault {
    /// Whether a session that comes may be taken in, and what of it: statements
    /// that nobody here can check, and that are nobody's signed word, stay out,
    /// and a page is agreed only by statements that count here.
    pub(super) fn admit(
        &self,
        errand: Errand,
        sender: &PersonCard,
        session: &mut Session,
        now: Stamp,
    ) -> Result<(), BundleError> {
        if session.came.is_some() || session.discussions.iter().any(|d| !d.sent.is_empty()) {
            return Err(not_allowed("it claims to have gone through other hands"));
        }
        session.bookmark = Bookmark::default();
        self.leave_out(errand, session);
        is_whole(errand, session, (sender.person(), &sender.name))?;
        let here: Vec<Session> =
            self.catalogue.heads(session.id).iter().filter_map(|k| self.load(&k.id).ok()).collect();
        self.check_ids(session, &here)?;
        take_over_late(session, &here);
        self.check_statements(sender, session, &here, now)?;
        self.check_owners_own(session, &here)?;
        keeps_what_is_final_here(session, &here)?;
        self.judge.signers.settle(session);
        Ok(())
    }

    /// Drops what is no statement to anybody: drafts, and what claims that its
    /// words had to be removed, unless they were removed here.
    fn leave_out(&self, errand: Errand, session: &mut Session) {
        let tombstones = &self.judge.tombstones;
        let of = session.id;
        let known = |id: Ulid| tombstones.all().iter().any(|t| (t.id, t.session) == (id, of));
        for d in &mut session.discussions {
            d.agreements.retain(|a| a.is_made() && a.struck.is_none_or(known));
            if errand == Errand::Note {
                d.amendments.retain(|a| a.added == Added::Made);
            }
        }
        tombstones.strike(session);
    }

    /// No id stands twice, nor for something else than it does here: whoever
    /// removes one entry must never remove another with it.
    fn check_ids(&self, session: &Session, here: &[Session]) -> Result<(), BundleError> {
        let twice = |id: Ulid| Err(not_allowed(format!("{id}: this id stands for two things")));
        let (places, again) = places(session);
        if let Some(id) = again {
            return twice(id);
        }
        for version in here {
            let (standing, _) = self::places(version);
            let other = |(id, place): &(&Ulid, &String)| {
                standing.get(*id).is_some_and(|there| there != *place)
            };
            if let Some((id, _)) = places.iter().find(other) {
                return twice(*id);
            }
        }
        let taken = |id: &Ulid| self.is_taken(*id, session.id);
        match places.iter().find(|(id, place)| *place != PEOPLE && taken(id)) {
            Some((id, _)) => twice(*id),
            None => Ok(()),
        }
    }

    /// Whether an id is somebody's, or another session's.
    pub(super) fn is_taken(&self, id: Ulid, of: Ulid) -> bool {
        id == self.seal.vault
            || self.people().iter().any(|p| p.id == id || p.person() == id)
            || (id != of && !self.catalogue.of_session(id).is_empty())
    }

    /// Each statement holds, or is plainly recorded by whoever sends it. What
    /// is signed with a key that is not known here stays and counts for
    /// nothing; what a third person is said to have recorded is left out.
    fn check_statements(
        &self,
        sender: &PersonCard,
        session: &mut Session,
        here: &[Session],
        now: Stamp,
    ) -> Result<(), BundleError> {
        use AgreementCheck::{ForeignKey, Forged, Holds, NotSigned, RecordedOnly, Struck};
        let owner = self.seal.vault;
        let mut left_out = Vec::new();
        for d in &session.discussions {
            for a in &d.agreements {
                if stands(here, d.id, a) {
                    continue;
                }
                let mine = a.person == owner || a.recorded_by == Some(owner);
                let check = self.judge.signers.check(session, d, a);
                let wrong = |what: &str| Err(not_allowed(format!("statement {}: {what}", a.id)));
                let Some(finalised) = finalised(d, a.child) else {
                    return wrong("that note is not finalised");
                };
                if a.at + CLOCKS < finalised || a.at > now + CLOCKS {
                    return wrong("it is dated before the note was finalised, or in time to come");
                }
                match check {
                    RecordedOnly if !a.signature.is_empty() => {}
                    RecordedOnly if a.recorded_by == Some(sender.person()) => {}
                    RecordedOnly | ForeignKey | Struck if mine => {
                        return wrong("it stands in your name and your key did not sign it");
                    }
                    RecordedOnly => left_out.push(a.id),
                    Holds | Struck | ForeignKey => {}
                    Forged | NotSigned | AgreementCheck::WordsChanged => {
                        return wrong(check.words());
                    }
                }
            }
        }
        for d in &mut session.discussions {
            d.agreements.retain(|a| !left_out.contains(&a.id));
        }
        Ok(())
    }

    /// What the owner is said to have added or finalised stands here already:
    /// no key signs that.
    fn check_owners_own(&self, session: &Session, here: &[Session]) -> Result<(), BundleError> {
        let owner = self.seal.vault;
        for d in &session.discussions {
            let there = || here.iter().filter_map(|v| v.discussion(d.id));
            for a in d.amendments.iter().filter(|a| a.by == owner) {
                if !there().any(|t| t.amendments.contains(a)) {
                    return Err(not_allowed(format!(
                        "amendment {}: it stands in your name, and you did not write it here",
                        a.id
                    )));
                }
            }
            for page in d.filing.iter().filter(|f| f.finalised_by == Some(owner)) {
                let same = |f: &Filing| {
                    f.state != FilingState::Open
                        && (f.child, f.finalised, f.finalised_by)
                            == (page.child, page.finalised, page.finalised_by)
                };
                if !there().any(|t| t.filing.iter().any(same)) {
                    return Err(not_allowed(format!(
                        "discussion {}: it says that you finalised it, and you did not here",
                        d.id
                    )));
                }
            }
        }
        Ok(())
    }
}

/// A record from outside, as any other: only that agreements which were made
/// may come with it, that of a family one child's page may come alone, and that
/// whoever sends it may have joined after something was final.
pub(super) fn is_whole(
    errand: Errand,
    session: &Session,
    (by, name): (Ulid, &str),
) -> Result<(), BundleError> {
    let mut plain = session.clone();
    plain.add_person(by, name, Role::Other);
    for d in &mut plain.discussions {
        let open = |f: &Filing| f.state == FilingState::Open;
        if errand == Errand::Note && (d.filing.is_empty() || d.filing.iter().any(open)) {
            return Err(not_allowed("it is called a note and is not finalised"));
        }
        d.agreements.clear();
        for page in d.filing.iter_mut().filter(|f| f.state == FilingState::Agreed) {
            page.state = FilingState::Finalised;
        }
        // What was amended may have been removed since.
        let id = d.id;
        d.amendments.iter_mut().for_each(|a| a.amends = id);
        if errand == Errand::Note
            && let Subject::Family(children) = &d.subject
        {
            for child in children {
                if !d.filing.iter().any(|f| f.child == Some(*child)) {
                    d.filing.push(open_page(*child));
                }
                if !plain.children.iter().any(|c| c.id == *child) {
                    plain.children.push(absent(*child));
                }
            }
        }
    }
    if plain.discussions.is_empty() {
        return Err(not_allowed("there is nothing in it"));
    }
    import_check(&plain).map_err(|faults| {
        let first = faults.into_iter().next().unwrap_or_default();
        not_allowed(format!("it is no whole record: {first}"))
    })
}

fn open_page(child: Ulid) -> Filing {
    Filing {
        child: Some(child),
        state: FilingState::Open,
        finalised: None,
        finalised_by: None,
        imported: false,
        hand_overs: Vec::new(),
        legal_hold: false,
    }
}

fn absent(id: Ulid) -> Child {
    Child {
        id,
        name: String::new(),
        reference: String::new(),
        initials: String::new(),
        born: Born::NotRecorded,
        brothers_and_sisters: Vec::new(),
        situation: Vec::new(),
    }
}

fn stands(here: &[Session], discussion: Ulid, a: &Agreement) -> bool {
    here.iter().filter_map(|v| v.discussion(discussion)).any(|d| d.agreements.contains(a))
}

/// Whether an entry is a late one, each vault says by its own rules: what
/// stands here already keeps what was said here.
fn take_over_late(session: &mut Session, here: &[Session]) {
    for d in &mut session.discussions {
        let there: Vec<&Amendment> =
            here.iter().filter_map(|v| v.discussion(d.id)).flat_map(|t| &t.amendments).collect();
        for a in &mut d.amendments {
            if let Some(same) =
                there.iter().find(|t| Amendment { late: a.late, ..(**t).clone() } == *a)
            {
                a.late = same.late;
            }
        }
    }
}

/// What is final here says the same in what comes.
fn keeps_what_is_final_here(session: &Session, here: &[Session]) -> Result<(), BundleError> {
    let coming = agreed::finals(session);
    for there in here.iter().flat_map(agreed::finals) {
        let same = |f: &&agreed::Final| (f.discussion, &f.what) == (there.discussion, &there.what);
        if coming.iter().find(same).is_some_and(|f| f.words != there.words) {
            return Err(not_allowed(format!(
                "discussion {}: it says something else than what is final here. If words had to \
                 be removed there, remove them here too",
                there.discussion
            )));
        }
    }
    Ok(())
}

const PEOPLE: &str = ".people";

/// Everything of a session that has an id, each with its place (of a
/// discussion, which one), and one id that stands twice.
pub(super) fn places(session: &Session) -> (BTreeMap<Ulid, String>, Option<Ulid>) {
    let mut found = Places::default();
    if let Ok(mut json) = serde_json::to_value(session) {
        // Read off the written form, so that no entry is ever forgotten.
        let discussions = json.get_mut("discussions").map(Json::take).unwrap_or_default();
        found.walk("", &json);
        for d in discussions.as_array().into_iter().flatten() {
            let id = d.get("id").and_then(Json::as_str).unwrap_or_default();
            found.walk(&format!(".discussions {id}"), d);
        }
    }
    for child in session.discussions.iter().flat_map(|d| d.subject.children()) {
        if found.all.get(child).is_none_or(|place| place != CHILDREN) {
            found.add(*child, CHILDREN);
        }
    }
    (found.all, found.twice)
}

const CHILDREN: &str = ".children";

#[derive(Default)]
struct Places {
    all: BTreeMap<Ulid, String>,
    twice: Option<Ulid>,
}

impl Places {
    fn add(&mut self, id: Ulid, place: &str) {
        if self.all.insert(id, place.to_owned()).is_some() {
            self.twice = Some(id);
        }
    }

    fn walk(&mut self, place: &str, json: &Json) {
        match json {
            Json::Array(items) => items.iter().for_each(|item| self.walk(place, item)),
            Json::Object(fields) => {
                for (name, value) in fields {
                    match value.as_str().and_then(|s| s.parse().ok()) {
                        Some(id) if name == "id" => self.add(id, place),
                        _ => self.walk(&format!("{place}.{name}"), value),
                    }
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::record::{self, Discussion};

    fn example() -> (Session, Stamp) {
        let now = Stamp::parse_from_rfc3339("2026-11-23T10:00:00+00:00").unwrap();
        let mut n = 0u128;
        let mut session = record::template(now, &mut || {
            n += 1;
            Ulid(n << 64)
        });
        session.came = None;
        session.discussions.iter_mut().for_each(|d| d.sent.clear());
        (session, now)
    }

    fn is_note(s: &Session) -> bool {
        is_whole(Errand::Note, s, (Ulid(77), "Somebody")).is_ok()
    }

    #[test]
    fn a_note_with_an_open_page_or_none_is_no_note() {
        let (mut s, now) = example();
        assert!(is_whole(Errand::Cover, &s, (Ulid(77), "Somebody")).is_ok());
        let close = |d: &mut Discussion| {
            for f in &mut d.filing {
                (f.state, f.finalised) = (FilingState::Agreed, Some(now));
            }
        };
        s.discussions.iter_mut().for_each(close);
        assert!(is_note(&s));
        for n in 0..s.discussions.len() {
            let mut open = s.clone();
            open.discussions[n].filing[0].state = FilingState::Open;
            assert!(!is_note(&open), "discussion {n}, open");
            let mut none = s.clone();
            none.discussions[n].filing.clear();
            assert!(!is_note(&none), "discussion {n}, no page");
        }
        let family = s.discussions.iter_mut().find(|d| d.filing.len() > 1).unwrap();
        family.filing.truncate(1);
        let absent = family.subject.children()[1];
        s.children.retain(|c| c.id != absent);
        assert!(is_note(&s), "one child's page may come alone");
        assert!(is_whole(Errand::Cover, &s, (Ulid(77), "Somebody")).is_err());
        s.discussions.clear();
        assert!(!is_note(&s));
    }

    #[test]
    fn an_id_is_found_wherever_it_stands_twice() {
        let (s, _) = example();
        let (all, twice) = places(&s);
        assert_eq!(twice, None);
        assert_eq!(all.get(&s.people[0].id).map(String::as_str), Some(PEOPLE));
        assert_eq!(all.get(&s.children[0].id).map(String::as_str), Some(CHILDREN));
        for id in all.into_keys() {
            let mut again = s.clone();
            again.discussions[0].tools.push(record::ToolUsed {
                id,
                tool: String::new(),
                showed: String::new(),
                children: Vec::new(),
            });
            assert_eq!(places(&again).1, Some(id));
        }
    }
}
