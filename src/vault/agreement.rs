//! Statements of agreement: signing one's own, checking everybody's.

use ssh_key::PublicKey;
use ulid::Ulid;

use serde::{Deserialize, Serialize};

use super::keys::Seal;
use super::person::{PersonCard, people_of};
use super::roster::Roster;
use super::signed::{self, Purpose};
use super::{Vault, VaultError, generation};
use crate::record::{Agreement, Discussion, FilingState, Session, StatementCheck, agreed};

/// What can be said of one statement of agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AgreementCheck {
    /// That person's key signed it, and the words stand as they were agreed.
    Holds,
    /// No key of theirs: somebody else recorded it, and the words stand.
    RecordedOnly,
    /// Neither signed nor recorded by anybody.
    NotSigned,
    /// Signed by a key that is not known here as that person's.
    ForeignKey,
    /// The signature does not fit: the words or the statement were changed.
    Forged,
    /// The signature fits, and the record says something else today.
    WordsChanged,
    /// Words that were agreed had to be removed: it can no longer be checked.
    Struck,
}

impl AgreementCheck {
    /// Whether nothing speaks against it.
    pub fn is_well(self) -> bool {
        matches!(self, Self::Holds | Self::RecordedOnly | Self::Struck)
    }

    /// As it is read.
    pub fn words(self) -> &'static str {
        match self {
            Self::Holds => "signed by that person, and the words stand as they were agreed",
            Self::RecordedOnly => "recorded by somebody else, and the words stand",
            Self::NotSigned => "a statement that nobody signed and nobody recorded",
            Self::ForeignKey => "a statement signed by a key that is not known as that person's",
            Self::Forged => "a statement that was changed after it was signed",
            Self::WordsChanged => "the record no longer says what was agreed",
            Self::Struck => "words that were agreed had to be removed since",
        }
    }
}

/// Whose key is whose, by the ids that sessions here use.
#[derive(Default)]
pub(super) struct Signers {
    owner: Option<Ulid>,
    owners: Vec<PublicKey>,
    people: Vec<PersonCard>,
}

impl Signers {
    pub(super) fn new(seal: &Seal, roster: &Roster) -> Self {
        Signers {
            owner: Some(seal.vault),
            owners: seal.approved().to_vec(),
            people: people_of(roster, seal),
        }
    }

    fn is_key_of(&self, key: &PublicKey, person: Ulid) -> bool {
        if self.owner == Some(person) {
            return self.owners.iter().any(|k| k.key_data() == key.key_data());
        }
        self.people.iter().any(|p| p.person() == person && p.signs.key_data() == key.key_data())
    }

    /// What is wrong with the statements of a session, by their ids.
    pub(super) fn troubles(&self, session: &Session) -> Vec<(Ulid, AgreementCheck)> {
        let all = session.discussions.iter().flat_map(|d| d.agreements.iter().map(move |a| (d, a)));
        all.filter(|(_, a)| a.is_made())
            .map(|(d, a)| (a.id, self.check(session, d, a)))
            .filter(|(_, check)| !check.is_well())
            .collect()
    }

    /// Whether a statement counts towards what both have agreed: one that
    /// holds, or that somebody recorded for another. What is recorded for the
    /// owner does not: whoever has a key here says it with that.
    fn counts(&self, session: &Session, d: &Discussion, a: &Agreement) -> bool {
        match self.check(session, d, a) {
            AgreementCheck::Holds => true,
            AgreementCheck::RecordedOnly => self.owner != Some(a.person),
            _ => false,
        }
    }

    /// How far each finalised page has come by the statements that count.
    fn settled(&self, session: &Session, d: &Discussion) -> Vec<FilingState> {
        let mut plain = Discussion::new(d.id, d.subject.clone(), d.begun);
        plain.filing.clone_from(&d.filing);
        plain.agreements =
            d.agreements.iter().filter(|a| self.counts(session, d, a)).cloned().collect();
        plain.settle_agreement(&session.people);
        plain.filing.into_iter().map(|f| f.state).collect()
    }

    /// Says of each finalised page whether both have agreed, by the statements
    /// that count here.
    pub(super) fn settle(&self, session: &mut Session) {
        let states: Vec<_> = session.discussions.iter().map(|d| self.settled(session, d)).collect();
        for (d, states) in session.discussions.iter_mut().zip(states) {
            for (page, state) in d.filing.iter_mut().zip(states) {
                page.state = state;
            }
        }
    }

    /// The session with pages that claim to be agreed, and are so only by
    /// statements that count for nothing, as finalised ones; none where there
    /// are none.
    pub(super) fn lowered(&self, session: &Session) -> Option<Session> {
        let claims = |d: &Discussion| {
            d.filing.iter().any(|f| f.state == FilingState::Agreed)
                && d.agreements.iter().any(|a| a.is_made() && !self.counts(session, d, a))
        };
        let claim: Vec<usize> = (session.discussions.iter().enumerate())
            .filter(|(_, d)| claims(d))
            .map(|(at, _)| at)
            .collect();
        if claim.is_empty() {
            return None;
        }
        let mut lowered = session.clone();
        for at in claim {
            let Some(d) = lowered.discussions.get_mut(at) else { continue };
            let states = self.settled(session, d);
            for (page, state) in d.filing.iter_mut().zip(states) {
                if page.state == FilingState::Agreed {
                    page.state = state;
                }
            }
        }
        Some(lowered)
    }

    /// Checks one statement that was made.
    pub(super) fn check(&self, session: &Session, d: &Discussion, a: &Agreement) -> AgreementCheck {
        if a.struck.is_some() {
            return AgreementCheck::Struck;
        }
        let stands = agreed::still_holds(session, d.id, a);
        if a.signature.is_empty() {
            return match (a.recorded_by, stands) {
                (None, _) => AgreementCheck::NotSigned,
                (Some(_), false) => AgreementCheck::WordsChanged,
                (Some(_), true) => AgreementCheck::RecordedOnly,
            };
        }
        let Ok(key) = signed::signer(&a.signature, &a.words, Purpose::Agreement) else {
            return AgreementCheck::Forged;
        };
        // What somebody recorded for another is signed by the one who recorded.
        if !self.is_key_of(&key, a.recorded_by.unwrap_or(a.person)) {
            return AgreementCheck::ForeignKey;
        }
        if !agreed::is_as_stated(session, a) {
            return AgreementCheck::Forged;
        }
        match (stands, a.recorded_by) {
            (false, _) => AgreementCheck::WordsChanged,
            (true, None) => AgreementCheck::Holds,
            (true, Some(_)) => AgreementCheck::RecordedOnly,
        }
    }
}

impl Vault {
    /// The owner's signature over the words of a statement
    /// ([`agreed::words_to_sign`]), as [`Agreement::signature`] holds it.
    ///
    /// # Errors
    /// Only where signing fails.
    pub fn sign_words(&self, words: &str) -> Result<String, VaultError> {
        self.seal.armour(Purpose::Agreement, words)
    }

    /// What can be said of each statement that was made in a session, by the
    /// statement's id.
    pub fn check_agreements(&self, session: &Session) -> Vec<(Ulid, AgreementCheck)> {
        let signers = &self.judge.signers;
        let all = session.discussions.iter().flat_map(|d| d.agreements.iter().map(move |a| (d, a)));
        all.filter(|(_, a)| a.is_made())
            .map(|(d, a)| (a.id, signers.check(session, d, a)))
            .collect()
    }

    /// The same, for whoever shows a session.
    pub fn statements_checked(&self, session: &Session) -> Vec<StatementCheck> {
        let all = self.check_agreements(session).into_iter();
        all.map(|(statement, check)| StatementCheck {
            statement,
            is_well: check.is_well(),
            words: check.words(),
        })
        .collect()
    }

    /// After somebody was added: statements of theirs may hold now.
    pub(super) fn recheck_agreements(&mut self) {
        self.judge.signers = Signers::new(&self.seal, &self.roster);
        for id in self.catalogue.with_troubled_agreements() {
            if let Ok(session) = self.load(&id) {
                let aside = self.catalogue.get(&id).map(|k| k.sets_aside.as_slice());
                let aside = aside.unwrap_or_default();
                let troubles = generation::troubles(&self.judge.signers, &session, aside);
                self.catalogue.agreements_checked(&id, troubles);
            }
        }
    }
}
