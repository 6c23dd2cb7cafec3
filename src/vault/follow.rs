//! A note that comes back to what was prepared or handed over here, or follows an earlier
//! form of itself: one version, where nothing is lost by it.

use super::Vault;
use super::bundle::BundleError;
use super::error::SaveError;
use super::generation::{GenerationId, Known};
use super::person::PersonCard;
use crate::record::{Discussion, Errand, FilingState, Session, Stamp, agreed, merge};

impl Vault {
    /// Publishes a note after the one version that stands here, where it came
    /// from the same person, or went to them and nothing here is final:
    /// the version it became, and how many words of a draft became proposed
    /// amendments. None where it has to stand beside.
    pub(super) fn follow(
        &mut self,
        sender: &PersonCard,
        note: &Session,
        now: Stamp,
    ) -> Result<Option<(GenerationId, usize)>, BundleError> {
        let heads = self.catalogue.heads(note.id);
        let [head] = heads.as_slice() else { return Ok(None) };
        let head: Known = (*head).clone();
        let Some(errand) = note.came.as_ref().map(|c| c.errand) else { return Ok(None) };
        let mine = self.load(&head.id)?;
        // Taken over by another supervisor, a session comes back as it is.
        let back = errand == Errand::Cover && mine.came.is_none();
        if !(errand == Errand::Note || back) || !may_follow(&mine, note, sender) {
            return Ok(None);
        }
        let base = self.seen_by_sender(&head, &mine, note, sender)?;
        let mut theirs = note.clone();
        keep_what_stayed_here(&mut theirs, &mine);
        let merged = merge::merge(base.as_ref(), &mine, &theirs, self.seal.vault, now);
        let Ok(mut merged) = merged else { return Ok(None) };
        merged.session.came.clone_from(&note.came);
        let whole = merged.unsettled() == 0
            && agreed::keeps_what_is_final(note, &merged.session).is_ok()
            && agreed::keeps_what_is_final(&mine, &merged.session).is_ok();
        if !whole {
            return Ok(None);
        }
        match self.publish(&merged.session, &[head.id], now) {
            Ok(generation) => Ok(Some((generation, merged.proposed))),
            Err(SaveError::FinalChanged) => Ok(None),
            Err(e) => Err(e.into()),
        }
    }

    /// What the sender had of this version: itself, where it was not changed
    /// since it went to them or came from them.
    fn seen_by_sender(
        &self,
        head: &Known,
        mine: &Session,
        note: &Session,
        sender: &PersonCard,
    ) -> Result<Option<Session>, BundleError> {
        // A page of brothers and sisters lacks what stands on the others.
        let whole = note.discussions.iter().all(|d| {
            let pages = |d: &Discussion| d.filing.iter().map(|f| f.child).collect::<Vec<_>>();
            mine.discussion(d.id).is_none_or(|there| pages(there) == pages(d))
        });
        if !whole {
            return Ok(None);
        }
        let taken = self.pins.received.iter().rev().find(|t| t.session == note.id);
        if let Some(taken) = taken {
            let there = self.catalogue.get(&taken.generation).is_some();
            return Ok(if there { Some(self.load(&taken.generation)?) } else { None });
        }
        let went = sent_to(mine, sender).max();
        Ok((went == Some(head.written)).then(|| mine.clone()))
    }
}

fn sent_to(session: &Session, sender: &PersonCard) -> impl Iterator<Item = Stamp> {
    let all = session.discussions.iter().flat_map(|d| &d.sent);
    all.filter(|s| s.to == sender.id).map(|s| s.at)
}

/// Whether a note of this sender's may go on from what is here.
fn may_follow(mine: &Session, note: &Session, sender: &PersonCard) -> bool {
    let is_open = |d: &Discussion| d.filing.iter().all(|f| f.state == FilingState::Open);
    let went = |d: &Discussion| d.sent.iter().any(|s| s.to == sender.id);
    let of_theirs = |d: &&Discussion| note.discussion(d.id).is_some();
    match &mine.came {
        // Begun here, and sent to be prepared or taken over.
        None => {
            mine.discussions.iter().all(is_open)
                && mine.discussions.iter().filter(of_theirs).all(went)
                && mine.discussions.iter().any(went)
        }
        Some(came) => {
            came.from == sender.id
                && came.errand == Errand::Note
                && mine.discussions.iter().filter(of_theirs).all(|d| !is_open(d) || went(d))
        }
    }
}

/// What the note is not about did not travel, and stays as it is.
fn keep_what_stayed_here(theirs: &mut Session, mine: &Session) {
    for d in &mine.discussions {
        if theirs.discussion(d.id).is_none() {
            theirs.discussions.push(d.clone());
        }
    }
    for child in &mine.children {
        if theirs.child(child.id).is_none() {
            theirs.children.push(child.clone());
        }
    }
    for d in &mut theirs.discussions {
        if let Some(there) = mine.discussion(d.id) {
            d.sent.clone_from(&there.sent);
            d.set_aside.clone_from(&there.set_aside);
        }
    }
    theirs.bookmark = mine.bookmark.clone();
}
