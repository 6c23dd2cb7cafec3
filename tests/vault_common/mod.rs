//! What the vault's tests share: a vault in a temporary folder, and sessions.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, NaiveDate};
use thinkwheel::practice::{Destination, Part};
use thinkwheel::record::{
    Accuracy, Agreement, Answer, AnswerState, Contribution, Discussion, Session, Subject,
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
