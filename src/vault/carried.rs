//! Tombstones that travel: what somebody removed from their record goes from
//! the copies they sent too, and nothing that is one's own goes with it.

use ulid::Ulid;

use super::Vault;
use super::bundle::{BundleError, Received, not_allowed};
use super::person::PersonCard;
use crate::record::{
    Agreement, Discussion, Errand, FilingState, LONGEST_TEXT, Removed, Session, Stamp, Tombstone,
    to_ron,
};
use crate::text::short_date;

impl Vault {
    /// What goes along with a bundle: every tombstone of its session, where
    /// something of the session went to this person before.
    pub(super) fn to_carry(
        &self,
        to: &PersonCard,
        errand: Errand,
        session: &Session,
    ) -> Vec<Tombstone> {
        let went_before =
            session.discussions.iter().flat_map(|d| &d.sent).any(|sent| sent.to == to.id);
        if !went_before || !matches!(errand, Errand::Note | Errand::Cover) {
            return Vec::new();
        }
        let own = self.tombstones().into_iter();
        own.filter(|t| t.session == session.id && t.by == self.seal.vault).collect()
    }

    /// Admits what came ([`Vault::admit`]), and removes here what the sender
    /// removed there, from what they sent: the tombstones by which it was done,
    /// none where nothing had to go. What comes is judged by what is left then,
    /// and nothing is removed where it is refused.
    pub(super) fn admit_without(
        &mut self,
        errand: Errand,
        sender: &PersonCard,
        came: &mut Session,
        tombstones: Vec<Tombstone>,
        now: Stamp,
    ) -> Result<Vec<Tombstone>, BundleError> {
        let tombstones = self.to_apply(sender, came, tombstones)?;
        let before = self.judge.tombstones.clone();
        for t in &tombstones {
            self.judge.tombstones.add(t.id.to_string(), t.clone());
        }
        let admitted = self.admit(errand, sender, came, now);
        self.judge.tombstones = before;
        admitted?;
        if !tombstones.is_empty() {
            self.put_tombstones(came.id, tombstones.clone())?;
        }
        Ok(tombstones)
    }

    /// Which tombstones of the sender's apply here: all or, where something of
    /// one's own would go too, none.
    fn to_apply(
        &self,
        sender: &PersonCard,
        came: &Session,
        mut tombstones: Vec<Tombstone>,
    ) -> Result<Vec<Tombstone>, BundleError> {
        let text = to_ron(came).unwrap_or_default();
        for t in &mut tombstones {
            let said = |words: &str| !words.trim().is_empty() && words.len() <= LONGEST_TEXT;
            if t.session != came.id || t.by != sender.id || !said(&t.why) || !said(&t.authority) {
                return Err(not_allowed(format!(
                    "tombstone {}: it is not the sender's own, or says too little",
                    t.id
                )));
            }
            let still_there = text.contains(&format!("id: \"{}\"", t.removed));
            let is_statement =
                came.discussions.iter().flat_map(|d| &d.agreements).any(|a| a.id == t.removed);
            if still_there && !is_statement {
                return Err(not_allowed(format!("entry {}: it is removed and there", t.removed)));
            }
            t.by = sender.person();
        }
        let known = self.tombstones();
        tombstones.retain(|t| !known.iter().any(|k| k.session == t.session && k.id == t.id));
        let removed: Removed = tombstones.iter().map(|t| (t.removed, t.id)).collect();
        let versions = self.every_version(came.id);
        let may = |v: &Session| {
            let from_them = v.came.as_ref().is_some_and(|c| c.from == sender.id);
            from_them && takes_nothing_else(v, &removed, self.seal.vault)
        };
        if tombstones.is_empty() || !versions.iter().all(may) {
            return Ok(Vec::new());
        }
        Ok(tombstones)
    }

    /// Whether a statement in an answer is about words that were removed since.
    pub(super) fn speaks_of_removed(&self, answer: &Session) -> bool {
        let mut all = answer.discussions.iter().flat_map(|d| &d.agreements);
        all.any(|a| self.judge.tombstones.is_named_in(answer.id, &a.words))
    }

    /// How many amendments that come were removed here for good.
    pub(super) fn kept_out(&self, came: &Session) -> usize {
        let removed = self.judge.tombstones.of_session(came.id);
        let all = came.discussions.iter().flat_map(|d| &d.amendments);
        removed.map_or(0, |removed| all.filter(|a| removed.contains_key(&a.id)).count())
    }
}

/// Whether striking takes only from notes that somebody else finalised, and of
/// these nothing that the owner said.
fn takes_nothing_else(session: &Session, removed: &Removed, owner: Ulid) -> bool {
    let mut struck = session.clone();
    struck.strike(removed);
    session.discussions.iter().all(|before| {
        let after = struck.discussion(before.id);
        if after == Some(before) {
            return true;
        }
        let theirs = |d: &Discussion| {
            let mut pages = d.filing.iter();
            !d.filing.is_empty()
                && pages.all(|f| f.state != FilingState::Open && f.finalised_by != Some(owner))
        };
        let stays = |own: &Agreement| {
            after.is_some_and(|d| {
                let same = |a: &Agreement| {
                    a.id == own.id && a.accuracy == own.accuracy && a.stance == own.stance
                };
                d.agreements.iter().any(same)
            })
        };
        theirs(before)
            && before.agreements.iter().filter(|a| a.person == owner).all(stays)
            && before
                .amendments
                .iter()
                .filter(|a| a.by == owner)
                .all(|own| after.is_some_and(|d| d.amendments.contains(own)))
    })
}

impl Received {
    /// What else is to be said of it, sentence by sentence.
    pub fn also(&self) -> Vec<String> {
        let mut said = Vec::new();
        for t in &self.removed {
            said.push(format!(
                "{} removed words on {}, because: {}. They are removed here too.",
                self.name,
                short_date(t.at.date_naive()),
                t.why.trim().trim_end_matches('.')
            ));
        }
        if self.before_removal {
            said.push(
                "A statement in it was made before words were removed here: it is kept, and says \
                 so."
                .into(),
            );
        }
        if self.kept_out > 0 {
            said.push("What was removed here before stays removed, and was left out of it.".into());
        }
        if self.proposed > 0 {
            said.push(
                "What you had written otherwise is kept as a proposed amendment: accept or \
                 decline it in the note."
                    .into(),
            );
        }
        if self.beside {
            said.push(
                "It stands beside another version of that session: home lists both, and brings \
                 the two together."
                    .into(),
            );
        }
        said
    }
}
