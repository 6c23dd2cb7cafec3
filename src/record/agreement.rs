//! Agreement, amendment, and words that had to be removed.

use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::answer::Stamp;
use super::discussion::is_false;

/// A person's answer to "is this an accurate record?".
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Accuracy {
    /// It is.
    Accurate,
    /// It is not, and this is why.
    NotAccurate {
        /// Why.
        why: String,
    },
}

/// A person's answer to "do you agree with the decision?".
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stance {
    /// They do.
    Agree,
    /// They do not: why, and where it goes next.
    Disagree {
        /// Why.
        why: String,
        /// Where it goes next.
        goes_to: String,
    },
}

/// Two separate statements by one person. Silence is not agreement.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// Its own id.
    pub id: Ulid,
    /// Whose statement.
    pub person: Ulid,
    /// In a family: whose page.
    #[serde(default)]
    pub child: Option<Ulid>,
    /// Accurate or not.
    pub accuracy: Accuracy,
    /// On the decision, where there is one.
    #[serde(default)]
    pub stance: Option<Stance>,
    /// When it was made.
    pub at: Stamp,
    /// Set where the other has no vault: recorded by this person.
    #[serde(default)]
    pub recorded_by: Option<Ulid>,
    /// The canonical bytes that were agreed, verbatim; empty while the
    /// statement is still being written, and where words that were agreed had
    /// to be removed since.
    pub words: String,
    /// Armoured SSH signature over `words`, where a key made it.
    #[serde(default)]
    pub signature: String,
    /// The tombstone by which the words that were agreed had to be removed:
    /// what is left can no longer be checked against the signature.
    #[serde(default)]
    pub struck: Option<Ulid>,
}

impl Agreement {
    /// Whether the statement was made: else it is still being written, and
    /// counts for nothing.
    pub fn is_made(&self) -> bool {
        !self.words.is_empty() || self.struck.is_some()
    }
}

/// What the keys known here say of a statement that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatementCheck {
    /// Which statement.
    pub statement: Ulid,
    /// Nothing speaks against it.
    pub is_well: bool,
    /// What was found, without a capital and a full stop.
    pub words: &'static str,
}

/// How far an amendment has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Added {
    /// Still being written: it stands in no note.
    Draft,
    /// Words of a draft that met a finalised note: somebody decides.
    Proposed,
    /// Added for good.
    #[default]
    Made,
}

/// Something added after finalising: shown with what it amends.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// Its own id.
    pub id: Ulid,
    /// What it amends: a discussion, answer, decision or action.
    pub amends: Ulid,
    /// In a family: the children it concerns.
    #[serde(default)]
    pub children: Vec<Ulid>,
    /// The words.
    pub text: String,
    /// By whom.
    pub by: Ulid,
    /// When.
    pub written: Stamp,
    /// Written after the local limit.
    #[serde(default)]
    pub late: bool,
    /// That it was added, and by whom, is what a file said that was imported.
    #[serde(default, skip_serializing_if = "is_false")]
    pub imported: bool,
    /// How far it has come.
    #[serde(default)]
    pub added: Added,
}

/// What stays when words had to go: no content, only that they went.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tombstone {
    /// Its own id.
    pub id: Ulid,
    /// What was removed.
    pub removed: Ulid,
    /// The session it stood in.
    pub session: Ulid,
    /// Rectified or purged, in words.
    pub why: String,
    /// By whom.
    pub by: Ulid,
    /// By whose authority.
    pub authority: String,
    /// When.
    pub at: Stamp,
}
