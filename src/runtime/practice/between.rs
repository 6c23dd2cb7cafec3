//! The year as two vaults kept it: a preparation that came in a bundle, notes
//! that were sent and answered, a decision that was not agreed with, words of
//! another family that were taken out. Sam's vault is there only while the
//! practice vault is made.

use std::path::Path;

use ulid::Ulid;

use super::QUICK;
use super::year::NOT_THEIRS;
use crate::app::ids::Ids;
use crate::record::{
    Accuracy, Agreement, Contribution, Discussion, Errand, Role, Session, Stamp, Stance, agreed,
};
use crate::vault::{GenerationId, Paths, RecoveryChoice, SecretString, Vault};

/// Sam's vault opens with this, and is gone before anybody could type it.
const SAMS: &str = "only while it is made";

/// Which sessions the two did more with than hold them.
pub(super) struct Kept {
    /// The first one: words were taken out, and Sam did not agree.
    pub disputed: Ulid,
    /// Agreed by both.
    pub agreed: Ulid,
    /// Prepared by Sam.
    pub prepared: Ulid,
    /// Sam, as the sessions know him.
    pub sam: Ulid,
}

/// Two vaults that know each other.
struct Between<'a> {
    ruth: &'a mut Vault,
    sam: Vault,
    ids: Ids,
    at: Stamp,
}

/// Publishes the sessions into Ruth's vault, as the two kept them.
///
/// # Errors
/// In words, where a vault could not be made or written.
pub(super) fn keep(
    ruth: &mut Vault,
    folder: &Path,
    sessions: &[Session],
    kept: &Kept,
    at: Stamp,
) -> Result<(), String> {
    let said = |e: &dyn std::fmt::Display| e.to_string();
    let paths = Paths { vault: folder.join("sams-vault"), state: folder.join("sams-state") };
    let words = SecretString::from(SAMS.to_owned());
    let mut sam = Vault::create(&paths, "Sam Okafor", words, RecoveryChoice::Later, QUICK, at)
        .map_err(|e| said(&e))?;
    let card = sam.card().map_err(|e| said(&e))?;
    ruth.add_person(card.as_bytes(), Some(kept.sam), at).map_err(|e| said(&e))?;
    let card = ruth.card().map_err(|e| said(&e))?;
    sam.add_person(card.as_bytes(), None, at).map_err(|e| said(&e))?;
    let mut both = Between { ruth, sam, ids: Ids::new(at.timestamp().unsigned_abs()), at };
    for session in sessions {
        if session.id == kept.disputed {
            let head = both.put_right(session)?;
            both.stand_behind(session, &head, &disagrees())?;
        } else if session.id == kept.agreed {
            let head = both.publish(session, &[])?;
            both.stand_behind(session, &head, &Stance::Agree)?;
        } else if session.id == kept.prepared {
            both.prepare(session, kept.sam)?;
        } else {
            both.publish(session, &[])?;
        }
    }
    both.sam.close();
    for path in [&paths.vault, &paths.state] {
        std::fs::remove_dir_all(path).map_err(|e| said(&e))?;
    }
    Ok(())
}

fn disagrees() -> Stance {
    Stance::Disagree {
        why: "Nobody has yet asked Josie where nobody else can hear. Two tired children and one \
              call are not nothing."
            .into(),
        goes_to: "the service manager, who reads this note before the case is closed".into(),
    }
}

impl Between<'_> {
    fn id(&mut self) -> Ulid {
        self.ids.next(self.at.timestamp_millis())
    }

    fn publish(&mut self, s: &Session, parents: &[GenerationId]) -> Result<GenerationId, String> {
        self.ruth.publish(s, parents, self.at).map_err(|e| e.to_string())
    }

    /// First with words of another family in it, then without.
    fn put_right(&mut self, session: &Session) -> Result<GenerationId, String> {
        let mut wrong = session.clone();
        let wrongly = self.id();
        if let Some(answer) = wrong.discussions.first_mut().and_then(|d| d.answers.first_mut())
            && let Some(like) = answer.contributions.first().cloned()
        {
            answer.contributions.push(Contribution {
                id: wrongly,
                text: NOT_THEIRS.into(),
                voice: None,
                kind: None,
                ..like
            });
        }
        self.publish(&wrong, &[])?;
        let ruth = self.ruth.id();
        self.ruth
            .rectify(
                session.id,
                &[wrongly],
                "Words of another family were pasted into this note.",
                "Ruth Adeyemi, with the data protection officer",
                ruth,
                self.at,
            )
            .map_err(|e| e.to_string())?;
        self.head(session.id)
    }

    fn head(&self, session: Ulid) -> Result<GenerationId, String> {
        let all = self.ruth.sessions();
        let heads = all.into_iter().find(|s| s.id == session).map(|s| s.heads).unwrap_or_default();
        heads.into_iter().next().map(|h| h.generation).ok_or_else(|| "no such session".into())
    }

    /// Ruth says what she stands behind and sends the note; Sam answers.
    fn stand_behind(
        &mut self,
        session: &Session,
        head: &GenerationId,
        sams: &Stance,
    ) -> Result<(), String> {
        let said = |e: &dyn std::fmt::Display| e.to_string();
        let (ruth, sam) = (self.ruth.id(), self.sam.id());
        let discussions: Vec<Ulid> = session.discussions.iter().map(|d| d.id).collect();
        let mut mine = session.clone();
        self.state(&mut mine, ruth, &Stance::Agree, true)?;
        self.publish(&mine, std::slice::from_ref(head))?;
        let note = self
            .ruth
            .bundle(sam, Errand::Note, &mine, &discussions, None, self.at)
            .map_err(|e| said(&e))?;
        let came = self.sam.receive(&note.bytes, self.at).map_err(|e| said(&e))?;
        let mut theirs = self.sam.load(&came.generation).map_err(|e| said(&e))?;
        self.state(&mut theirs, sam, sams, false)?;
        self.sam
            .publish(&theirs, std::slice::from_ref(&came.generation), self.at)
            .map_err(|e| said(&e))?;
        let answer = self
            .sam
            .bundle(ruth, Errand::Answer, &theirs, &discussions, None, self.at)
            .map_err(|e| said(&e))?;
        self.ruth.receive(&answer.bytes, self.at).map_err(|e| said(&e))?;
        Ok(())
    }

    /// Two statements by one person on each page: accurate, and the decision.
    fn state(
        &mut self,
        session: &mut Session,
        person: Ulid,
        stance: &Stance,
        ruths: bool,
    ) -> Result<(), String> {
        let people = session.people.clone();
        let pages: Vec<(Ulid, Option<Ulid>, Option<Stamp>)> = session
            .discussions
            .iter()
            .flat_map(|d| d.filing.iter().map(|f| (d.id, f.child, f.finalised)))
            .collect();
        for (discussion, child, finalised) in pages {
            let Some(finalised) = finalised else { continue };
            let mut statement = Agreement {
                id: self.id(),
                person,
                child,
                accuracy: Accuracy::Accurate,
                stance: Some(stance.clone()),
                at: finalised + chrono::TimeDelta::days(if ruths { 0 } else { 2 }),
                recorded_by: None,
                words: String::new(),
                signature: String::new(),
                struck: None,
            };
            statement.words = agreed::words_to_sign(session, discussion, &statement)
                .ok_or("a page of the practice vault could not be signed")?;
            let vault = if ruths { &*self.ruth } else { &self.sam };
            statement.signature = vault.sign_words(&statement.words).map_err(|e| e.to_string())?;
            if let Some(d) = session.discussion_mut(discussion) {
                d.agreements.push(statement);
                d.settle_agreement(&people);
            }
        }
        Ok(())
    }

    /// Sam prepares the first of it in his own vault and sends it; Ruth goes
    /// on from there.
    fn prepare(&mut self, session: &Session, sam: Ulid) -> Result<(), String> {
        let said = |e: &dyn std::fmt::Display| e.to_string();
        let (ruth, own) = (self.ruth.id(), self.sam.id());
        let mut first = session.clone();
        for d in &mut first.discussions {
            let answers = d.answers.iter().take(1).cloned().collect();
            *d = Discussion { answers, ..Discussion::new(d.id, d.subject.clone(), d.begun) };
        }
        first.bookmark = crate::record::Bookmark::default();
        first.put_people(&|id| if id == sam { own } else { id });
        first.people.retain(|p| p.role != Role::Supervisor || p.id == ruth);
        self.sam.publish(&first, &[], self.at).map_err(|e| said(&e))?;
        let what: Vec<Ulid> = first.discussions.iter().map(|d| d.id).collect();
        let bundle = self
            .sam
            .bundle(ruth, Errand::Preparation, &first, &what, None, self.at)
            .map_err(|e| said(&e))?;
        let came = self.ruth.receive(&bundle.bytes, self.at).map_err(|e| said(&e))?;
        let received = self.ruth.load(&came.generation).map_err(|e| said(&e))?;
        let mut whole = session.clone();
        whole.came = received.came;
        self.publish(&whole, &[came.generation]).map(|_| ())
    }
}
