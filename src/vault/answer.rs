//! What somebody answers to a note: their statements and amendments go into
//! the record here, and nothing else does.

use ulid::Ulid;

use super::bundle::{BundleError, named_in, not_allowed};
use super::generation::GenerationId;
use super::person::PersonCard;
use super::{AgreementCheck, Vault};
use crate::record::{
    Added, Agreement, Amendment, Discussion, FilingState, LONGEST_TEXT, Session, share, to_ron,
};

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
    ) -> Result<Answered, BundleError> {
        let heads: Vec<GenerationId> =
            self.catalogue.heads(answer.id).iter().map(|k| k.id.clone()).collect();
        let mut refused =
            not_allowed(format!("it answers session {}, which is not in this vault", answer.id));
        for head in heads {
            let mut session = self.load(&head)?;
            match self.put_answer(sender, answer, &mut session) {
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
    ) -> Result<(), BundleError> {
        let person = named_in(session, sender)
            .ok_or_else(|| not_allowed("this session does not name the sender"))?;
        let theirs = |id: Ulid| id == sender.person() || id == sender.id;
        let mut news = false;
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
                news |= self.put_statement(session, &mut d, a)?;
            }
            for a in &from.amendments {
                if !theirs(a.by) {
                    return Err(not_allowed(format!(
                        "amendment {}: it is not the sender's own",
                        a.id
                    )));
                }
                let a = Amendment { by: person, ..a.clone() };
                news |= put_amendment(&mut d, a)?;
            }
            d.settle_agreement(&session.people);
            if let Some(there) = session.discussion_mut(from.id) {
                *there = d;
            }
        }
        if news { Ok(()) } else { Err(BundleError::ReceivedBefore) }
    }

    /// True where it was not there yet.
    fn put_statement(
        &self,
        session: &Session,
        d: &mut Discussion,
        a: Agreement,
    ) -> Result<bool, BundleError> {
        if let Some(there) = d.agreements.iter().find(|there| there.id == a.id) {
            // Its words may have had to go since: what it says stays.
            return same(*there == a || there.struck.is_some(), a.id);
        }
        if !is_final(d, a.child) {
            return Err(not_allowed(format!("statement {}: that note is not finalised", a.id)));
        }
        match self.judge.signers.check(session, d, &a) {
            AgreementCheck::Holds => {
                d.agreements.push(a);
                Ok(true)
            }
            // Made before words were removed here: publishing takes them from
            // it too, and it says so from then on.
            AgreementCheck::WordsChanged
                if self.judge.tombstones.is_named_in(session.id, &a.words) =>
            {
                d.agreements.push(a);
                Ok(true)
            }
            wrong => Err(not_allowed(format!("statement {}: {}", a.id, wrong.words()))),
        }
    }
}

/// True where it was not there yet.
fn put_amendment(d: &mut Discussion, a: Amendment) -> Result<bool, BundleError> {
    if let Some(there) = d.amendments.iter().find(|there| there.id == a.id) {
        return same(*there == a, a.id);
    }
    let wrong = |what: &str| Err(not_allowed(format!("amendment {}: {what}", a.id)));
    if a.added != Added::Made || a.text.trim().is_empty() || a.text.len() > LONGEST_TEXT {
        return wrong("it has no words, or too many");
    }
    let id = a.amends.to_string();
    if !to_ron(d).is_ok_and(|text| text.contains(&format!("id: \"{id}\""))) {
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
    if !pages.iter().any(|page| is_final(d, *page)) {
        return wrong("that note is not finalised");
    }
    d.amendments.push(a);
    Ok(true)
}

fn is_final(d: &Discussion, child: Option<Ulid>) -> bool {
    let single = d.subject.children().len() <= 1;
    d.filing
        .iter()
        .any(|f| f.state != FilingState::Open && (f.child == child || (single && child.is_none())))
}

fn same(same: bool, id: Ulid) -> Result<bool, BundleError> {
    if same {
        Ok(false)
    } else {
        Err(not_allowed(format!("{id}: this vault has something else under that id")))
    }
}
