//! Decisions, actions, and what became of them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::answer::Stamp;
use super::discussion::is_false;
use crate::practice::Destination;

/// A decision with its rationale and who made it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Its own id.
    pub id: Ulid,
    /// What was decided.
    pub text: String,
    /// Why.
    #[serde(default)]
    pub rationale: String,
    /// By whom, in words.
    #[serde(default)]
    pub by: String,
    /// In a family: the children it concerns.
    #[serde(default)]
    pub children: Vec<Ulid>,
    /// When written.
    pub written: Stamp,
}

impl Decision {
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.rationale.trim().is_empty()
    }
}

/// A day as it was typed and as it was read. Words that name no day ("before
/// the conference") stay words.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Due {
    /// As typed.
    pub typed: String,
    /// The day it was read as.
    pub on: Option<NaiveDate>,
}

/// Whether an action is agreed, or still an idea of the group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Standing {
    /// Agreed by those who answer for it.
    #[default]
    Agreed,
    /// An idea until the accountable manager agrees.
    Idea,
}

/// Who does what by when, and why.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Its own id.
    pub id: Ulid,
    /// What.
    pub what: String,
    /// Who.
    #[serde(default)]
    pub who: String,
    /// By when.
    #[serde(default)]
    pub by: Due,
    /// Why.
    #[serde(default)]
    pub why: String,
    /// In a family: the children it concerns.
    #[serde(default)]
    pub children: Vec<Ulid>,
    /// Agreed, or an idea.
    #[serde(default)]
    pub standing: Standing,
    /// In a group: the accountable manager who agreed.
    #[serde(default)]
    pub agreed_by: Option<Ulid>,
    /// That it was agreed, and by whom, is what a file said that was imported.
    #[serde(default, skip_serializing_if = "is_false")]
    pub imported: bool,
    /// When written.
    pub written: Stamp,
}

impl Action {
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        [&self.what, &self.who, &self.by.typed, &self.why].iter().all(|s| s.trim().is_empty())
    }
}

/// What became of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// Done.
    Done,
    /// Not done.
    NotDone,
    /// Changed into something else.
    Changed,
    /// No longer needed.
    NoLongerNeeded,
}

impl Outcome {
    /// As it is read.
    pub fn words(self) -> &'static str {
        match self {
            Outcome::Done => "done",
            Outcome::NotDone => "not done",
            Outcome::Changed => "changed",
            Outcome::NoLongerNeeded => "no longer needed",
        }
    }
}

/// What became of an earlier action, said in a later session.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// Its own id.
    pub id: Ulid,
    /// The action.
    pub action: Ulid,
    /// The session it was agreed in.
    pub session: Ulid,
    /// The action in the words it was agreed in, kept here so that the note
    /// stands by itself.
    #[serde(default)]
    pub what: String,
    /// In a family: the children it concerns.
    #[serde(default)]
    pub children: Vec<Ulid>,
    /// What became of it.
    pub outcome: Outcome,
    /// Why not, or what changed.
    #[serde(default)]
    pub words: String,
    /// Whether it made a difference, and how we know.
    #[serde(default)]
    pub difference: String,
    /// When written.
    pub written: Stamp,
}

impl UrgentAct {
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        [&self.told, &self.when, &self.decided].iter().all(|s| s.trim().is_empty())
    }
}

/// What could not wait: the program is no substitute for the procedure.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UrgentAct {
    /// Its own id.
    pub id: Ulid,
    /// Who was told.
    pub told: String,
    /// When they were told.
    pub when: String,
    /// What was decided.
    pub decided: String,
    /// In a family: the children it concerns.
    #[serde(default)]
    pub children: Vec<Ulid>,
    /// When written.
    pub written: Stamp,
}

/// What became of a guess of an earlier session, said in a later one: the
/// earlier session may be finalised and stays as it is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HypothesisOutcome {
    /// Its own id.
    pub id: Ulid,
    /// The passage that was the guess.
    pub passage: Ulid,
    /// The session it was made in.
    pub session: Ulid,
    /// The guess in the words it was made in, kept here so that the note
    /// stands by itself.
    #[serde(default)]
    pub guess: String,
    /// In a family: the children it concerns.
    #[serde(default)]
    pub children: Vec<Ulid>,
    /// Where the guess is filed, and with it what became of it.
    pub destination: Destination,
    /// Information about or from a third party, as the guess was marked.
    #[serde(default)]
    pub third_party: bool,
    /// What became of it.
    #[serde(default)]
    pub became: String,
    /// When written.
    pub written: Stamp,
}

impl HypothesisOutcome {
    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.became.trim().is_empty()
    }
}
