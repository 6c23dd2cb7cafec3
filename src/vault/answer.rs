//! What somebody answers to a note: their statements and amendments go into
//! the record here, and nothing else does.

use std::collections::BTreeSet;

use ulid::Ulid;

use super::admit::{self, CLOCKS};
use super::bundle::{BundleError, named_in, not_allowed};
use super::generation::GenerationId;
use super::person::PersonCard;
use super::{AgreementCheck, Vault};
use crate::record::{
    Added, Agreement, Amendment, Discussion, FilingState, Session, Stamp, ids_of, share,
};

/// No amendment that comes is longer, in bytes.
const LONGEST_AMENDMENT: usize = 64 << 10;
/// No answer brings more amendments that are new.
const MOST_AMENDMENTS: usize = 50;

/// A session with an answer in it, and the head it was put into.
pub(super) struct Answered {
    pub(super) session: Session,
    pub(super) head: GenerationId,
}

impl Vault {
    /// Puts an answer into the session it belongs to. All of it must be the
    /// sender's own and about what stands here, or none of it is taken.
    pub(super) fn answered(
        &self,
        sender: &PersonCard,
        answer: &Session,
        now: Stamp,
    ) -> Result<Answered, BundleError> {
        let heads: Vec<GenerationId> =
            self.catalogue.heads(answer.id).iter().map(|k| k.id.clone()).collect();
        let mut refused =
            not_allowed(format!("it answers session {}, which is not in this vault", answer.id));
        for head in heads {
            let mut session = self.load(&head)?;
            match self.put_answer(sender, answer, &mut session, now) {
                Ok(()) => return Ok(Answered { session, head }),
                Err(e) => refused = e,
            }
        }
        Err(refused)
    }

    fn put_answer(
        &self,
        sender: &PersonCard,
        answer: &Session,
        session: &mut Session,
        now: Stamp,
    ) -> Result<(), BundleError> {
        let person = named_in(session, sender)
            .ok_or_else(|| not_allowed("this session does not name the sender"))?;
        let theirs = |id: Ulid| id == sender.person() || id == sender.id;
        let mut taken: BTreeSet<Ulid> = admit::places(session).0.into_keys().collect();
        let mut free = |id: Ulid| {
            let free = !id.is_nil() && !self.is_taken(id, answer.id) && taken.insert(id);
            if free { Ok(()) } else { same(false, id) }
        };
        let (mut news, mut amendments) = (false, 0);
        for from in &answer.discussions {
            if !share::is_only_an_answer(from) {
                return Err(not_allowed(format!(
                    "discussion {}: it holds more than statements and amendments",
                    from.id
                )));
            }
            let there = session.discussion(from.id).ok_or_else(|| {
                not_allowed(format!("discussion {} is not in this session", from.id))
            })?;
            let mut d = there.clone();
            for a in &from.agreements {
                if !theirs(a.person) || a.recorded_by.is_some() || !a.is_made() {
                    return Err(not_allowed(format!(
                        "statement {}: it is not the sender's own",
                        a.id
                    )));
                }
                let a = Agreement { person, ..a.clone() };
                if let Some(there) = d.agreements.iter().find(|there| there.id == a.id) {
                    // Its words may have had to go since: what it says stays.
                    same(*there == a || there.struck.is_some(), a.id)?;
                    continue;
                }
                free(a.id)?;
                self.put_statement(session, &mut d, a, now)?;
                news = true;
            }
            for a in &from.amendments {
                if !theirs(a.by) {
                    return Err(not_allowed(format!(
                        "amendment {}: it is not the sender's own",
                        a.id
                    )));
                }
                // Each vault says by its own rules what is a late entry.
                let late = self.rules.is_late(session.date, a.written);
                let removed = self.judge.tombstones.of_session(answer.id);
                let gone = removed.is_some_and(|removed| removed.contains_key(&a.amends));
                let amends = if gone { from.id } else { a.amends };
                let a = Amendment { by: person, late, amends, ..a.clone() };
                if let Some(there) = d.amendments.iter().find(|there| there.id == a.id) {
                    same(*there == Amendment { late: there.late, ..a.clone() }, a.id)?;
                    continue;
                }
                free(a.id)?;
                amendments += 1;
                if amendments > MOST_AMENDMENTS {
                    return Err(not_allowed(format!(
                        "it brings more than {MOST_AMENDMENTS} amendments at once"
                    )));
                }
                put_amendment(&mut d, a, now)?;
                news = true;
            }
            d.settle_agreement(&session.people);
            if let Some(there) = session.discussion_mut(from.id) {
                *there = d;
            }
        }
        if news { Ok(()) } else { Err(BundleError::ReceivedBefore) }
    }

    fn put_statement(
        &self,
        session: &Session,
        d: &mut Discussion,
        a: Agreement,
        now: Stamp,
    ) -> Result<(), BundleError> {
        let wrong = |what: &str| Err(not_allowed(format!("statement {}: {what}", a.id)));
        let Some(finalised) = finalised(d, a.child) else {
            return wrong("that note is not finalised");
        };
        if a.at + CLOCKS < finalised || a.at > now + CLOCKS {
            return wrong("it is dated before the note was finalised, or in time to come");
        }
        match self.judge.signers.check(session, d, &a) {
            AgreementCheck::Holds => d.agreements.push(a),
            // Made before words were removed here: publishing takes them from
            // it too, and it says so from then on.
            AgreementCheck::WordsChanged
                if self.judge.tombstones.is_named_in(session.id, &a.words) =>
            {
                d.agreements.push(a);
            }
            not => return wrong(not.words()),
        }
        Ok(())
    }
}

fn put_amendment(d: &mut Discussion, a: Amendment, now: Stamp) -> Result<(), BundleError> {
    let wrong = |what: &str| Err(not_allowed(format!("amendment {}: {what}", a.id)));
    if a.added != Added::Made || a.text.trim().is_empty() || a.text.len() > LONGEST_AMENDMENT {
        return wrong("it has no words, or more than 64 KiB of them");
    }
    if !ids_of(d).contains(&a.amends) {
        return wrong("what it adds to is not here");
    }
    if !a.children.iter().all(|c| d.subject.children().contains(c)) {
        return wrong("it names a child the note is not about");
    }
    let pages: Vec<Option<Ulid>> = if a.children.is_empty() {
        d.filing.iter().map(|f| f.child).collect()
    } else {
        a.children.iter().copied().map(Some).collect()
    };
    let finals: Vec<Stamp> = pages.iter().filter_map(|page| finalised(d, *page)).collect();
    if finals.is_empty() {
        return wrong("that note is not finalised");
    }
    if a.written > now + CLOCKS || finals.iter().all(|at| a.written + CLOCKS < *at) {
        return wrong("it is dated before the note was finalised, or in time to come");
    }
    d.amendments.push(a);
    Ok(())
}

/// When a page was finalised, where it is.
pub(super) fn finalised(d: &Discussion, child: Option<Ulid>) -> Option<Stamp> {
    let single = d.subject.children().len() <= 1;
    let page = d.filing.iter().find(|f| {
        f.state != FilingState::Open && (f.child == child || (single && child.is_none()))
    })?;
    Some(page.finalised.unwrap_or(d.begun))
}

fn same(same: bool, id: Ulid) -> Result<(), BundleError> {
    if same {
        Ok(())
    } else {
        Err(not_allowed(format!("{id}: this vault has something else under that id")))
    }
}
