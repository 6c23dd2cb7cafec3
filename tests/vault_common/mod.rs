//! What the vault's tests share: a vault in a temporary folder, and sessions.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, NaiveDate};
use thinkwheel::practice::{Destination, Part};
use thinkwheel::record::{
    Accuracy, Added, Agreement, Amendment, Answer, AnswerState, Born, Child, Contribution,
    Decision, Discussion, MaySee, Person, Role, Session, Stance, Subject, agreed,
};
use thinkwheel::vault::{Access, Paths, Problem, RecoveryChoice, SecretString, Vault, VaultError};
use ulid::Ulid;

pub const PASSPHRASE: &str = "kettle garden violin thirteen";
pub const WORK: u8 = 2;

/// Two empty folders.
pub struct Bench {
    pub folder: tempfile::TempDir,
    pub paths: Paths,
}

impl Bench {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let paths =
            Paths { vault: folder.path().join("vault"), state: folder.path().join("state") };
        Bench { folder, paths }
    }

    pub fn try_create(&self, recovery: RecoveryChoice) -> Result<Vault, VaultError> {
        let pass = SecretString::from(PASSPHRASE);
        Vault::create(&self.paths, "Sam Example", pass, recovery, WORK, stamp(0))
    }

    pub fn create(&self) -> Vault {
        self.try_create(RecoveryChoice::Later).unwrap()
    }

    pub fn try_open(&self, passphrase: &str) -> Result<Vault, VaultError> {
        Vault::open(&self.paths, &SecretString::from(passphrase), Access::Write)
    }

    pub fn open(&self) -> Vault {
        self.try_open(PASSPHRASE).unwrap()
    }

    /// The paths of all generations on disk.
    pub fn generations(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let Ok(folders) = std::fs::read_dir(self.paths.vault.join("sessions")) else {
            return found;
        };
        for folder in folders {
            for file in std::fs::read_dir(folder.unwrap().path()).unwrap() {
                found.push(file.unwrap().path());
            }
        }
        found.sort();
        found
    }

    pub fn segments(&self) -> Vec<PathBuf> {
        let mut found: Vec<PathBuf> = std::fs::read_dir(self.paths.state.join("journal"))
            .map(|d| d.map(|e| e.unwrap().path()).filter(|p| p.is_file()).collect())
            .unwrap_or_default();
        found.sort();
        found
    }
}

pub fn kinds(problems: &[Problem]) -> Vec<thinkwheel::vault::ProblemKind> {
    problems.iter().map(|p| p.kind).collect()
}

pub fn stamp(minute: u32) -> DateTime<FixedOffset> {
    let start = DateTime::parse_from_rfc3339("2026-11-23T14:02:00+00:00").unwrap();
    start + chrono::Duration::minutes(i64::from(minute))
}

/// A session with one discussion, one answer, one empty passage.
pub fn session(id: u128) -> Session {
    let date = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let mut session = Session::new(Ulid(id), date, stamp(0));
    let mut discussion =
        Discussion::new(Ulid(id << 32 | 1), Subject::Practitioner(Ulid(5)), stamp(0));
    discussion.answers.push(Answer {
        id: Ulid(id << 32 | 2),
        question: "journey.where-now".into(),
        bank: "practice-framework".into(),
        bank_version: "2026-11-01".into(),
        part: Part::ChildsJourney,
        wording: "Where is this child now?".into(),
        state: AnswerState::Answered,
        elsewhere: String::new(),
        contributions: vec![Contribution {
            id: passage_of(id),
            text: String::new(),
            children: Vec::new(),
            voice: None,
            kind: None,
            third_party: false,
            rough: false,
            written: stamp(0),
        }],
        value: None,
        destination: Destination::TheTwoDecide,
    });
    session.discussions.push(discussion);
    session
}

pub fn passage_of(session: u128) -> Ulid {
    Ulid(session << 32 | 3)
}

pub fn with_words(session: &Session, words: &str) -> Session {
    let mut session = session.clone();
    session.discussions[0].answers[0].contributions[0].text = words.into();
    session
}

pub fn words_of(session: &Session) -> &str {
    &session.discussions[0].answers[0].contributions[0].text
}

pub fn with_agreement(session: &Session) -> Session {
    let mut session = session.clone();
    session.discussions[0].agreements.push(Agreement {
        id: Ulid(7),
        person: Ulid(8),
        child: None,
        accuracy: Accuracy::Accurate,
        stance: None,
        at: stamp(0),
        recorded_by: None,
        words: "the words".into(),
        signature: String::new(),
        struck: None,
    });
    session
}

pub const KIT: Ulid = Ulid(0xc1);
pub const NELL: Ulid = Ulid(0xc2);
/// The practitioner, as the supervisor's sessions name her.
pub const ADA: Ulid = Ulid(0xada);

fn person(id: Ulid, name: &str, role: Role) -> Person {
    Person { id, name: name.into(), role, may_see: MaySee::All, stepped_out: false }
}

fn child(id: Ulid, name: &str) -> Child {
    Child {
        id,
        name: name.into(),
        reference: String::new(),
        initials: String::new(),
        born: Born::NotRecorded,
        brothers_and_sisters: vec![KIT, NELL],
        situation: Vec::new(),
    }
}

pub fn decision(id: u128, text: &str, children: &[Ulid]) -> Decision {
    Decision {
        id: Ulid(id),
        text: text.into(),
        rationale: "because".into(),
        by: "Sam".into(),
        children: children.to_vec(),
        written: stamp(0),
    }
}

/// A meeting of a supervisor and Ada: one discussion about Kit (`d1`), one
/// about Kit and Nell together (`d2`), and personal supervision (`d3`).
pub fn meeting(id: u128, supervisor: Ulid, practitioner: Ulid) -> Session {
    let date = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let mut s = Session::new(Ulid(id), date, stamp(0));
    s.people = vec![
        person(supervisor, "Sam Example", Role::Supervisor),
        person(practitioner, "Ada Quill", Role::Practitioner),
    ];
    s.children = vec![child(KIT, "Kit Wren"), child(NELL, "Nell Wren")];
    let mut one = Discussion::new(d(id, 1), Subject::Child(KIT), stamp(0));
    one.decisions.push(decision(id << 32 | 0x11, "Kit stays with her aunt", &[]));
    let mut two = Discussion::new(d(id, 2), Subject::Family(vec![KIT, NELL]), stamp(0));
    two.decisions.push(decision(id << 32 | 0x21, "Kit sees the dentist", &[KIT]));
    two.decisions.push(decision(id << 32 | 0x22, "Nell changes school", &[NELL]));
    two.decisions.push(decision(id << 32 | 0x23, "Both go to the club", &[KIT, NELL]));
    let mut answer = session(id).discussions.remove(0).answers.remove(0);
    let words = |n: u128, text: &str, children: &[Ulid]| Contribution {
        id: Ulid(id << 32 | n),
        text: text.into(),
        children: children.to_vec(),
        ..answer.contributions[0].clone()
    };
    let passages =
        vec![words(0x31, "Kit laughs again", &[KIT]), words(0x32, "Nell is tired", &[NELL])];
    answer.contributions = passages;
    answer.state = AnswerState::BringBack;
    two.answers.push(answer);
    let mut own = Discussion::new(d(id, 3), Subject::Practitioner(practitioner), stamp(0));
    own.decisions.push(decision(id << 32 | 0x41, "Ada takes leave", &[]));
    s.discussions = vec![one, two, own];
    s
}

/// A discussion of [`meeting`].
pub fn d(meeting: u128, n: u128) -> Ulid {
    Ulid(meeting << 32 | n << 8)
}

pub fn finalise(s: &mut Session, discussion: Ulid, child: Option<Ulid>) {
    let by = s.people[0].id;
    s.discussion_mut(discussion).unwrap().finalise(child, by, stamp(1)).unwrap();
}

/// A statement by somebody, signed by the owner of a vault.
pub fn state(
    vault: &Vault,
    s: &mut Session,
    id: u128,
    (discussion, child): (Ulid, Option<Ulid>),
    person: Ulid,
    stance: Option<Stance>,
) {
    let mut a = Agreement {
        id: Ulid(id),
        person,
        child,
        accuracy: Accuracy::Accurate,
        stance,
        at: stamp(2),
        recorded_by: None,
        words: String::new(),
        signature: String::new(),
        struck: None,
    };
    a.words = agreed::words_to_sign(s, discussion, &a).unwrap();
    a.signature = vault.sign_words(&a.words).unwrap();
    let people = s.people.clone();
    let d = s.discussion_mut(discussion).unwrap();
    d.agreements.push(a);
    d.settle_agreement(&people);
}

pub fn amend(s: &mut Session, id: u128, discussion: Ulid, by: Ulid, text: &str) {
    s.discussion_mut(discussion).unwrap().amendments.push(Amendment {
        id: Ulid(id),
        amends: discussion,
        children: Vec::new(),
        text: text.into(),
        by,
        written: stamp(3),
        late: false,
        added: Added::Made,
        imported: false,
    });
}

/// A supervisor's vault and a practitioner's, who have each other's cards.
pub struct Two {
    pub sam: Bench,
    pub ada: Bench,
}

impl Two {
    pub fn new() -> (Self, Vault, Vault) {
        let two = Two { sam: Bench::new(), ada: Bench::new() };
        let mut sam = two.sam.create();
        let pass = SecretString::from(PASSPHRASE);
        let later = RecoveryChoice::Later;
        let mut ada =
            Vault::create(&two.ada.paths, "Ada Quill", pass, later, WORK, stamp(0)).unwrap();
        let card = ada.card().unwrap();
        sam.add_person(card.as_bytes(), Some(ADA), stamp(0)).unwrap();
        let card = sam.card().unwrap();
        ada.add_person(card.as_bytes(), None, stamp(0)).unwrap();
        (two, sam, ada)
    }
}

/// The only version of a session.
pub fn only(vault: &Vault, id: u128) -> (Session, thinkwheel::vault::GenerationId) {
    let all = vault.sessions();
    let found = all.iter().find(|s| s.id == Ulid(id)).unwrap();
    assert_eq!(found.heads.len(), 1, "several versions");
    let head = found.heads[0].generation.clone();
    (vault.load(&head).unwrap(), head)
}
