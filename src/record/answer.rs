//! An answer: the question as it was asked, and what was said.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::edit::FieldName;
use crate::practice::{Block, Destination, Part, Place};

wordless!(Voice, View, Kind, Value, SafetyScore);

/// When something was written: local time with its offset.
pub type Stamp = DateTime<FixedOffset>;

/// What became of asking. There is no "hidden but kept".
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum AnswerState {
    /// Answered in words or by a value.
    #[default]
    Answered,
    /// Not today.
    NotToday,
    /// To be asked again next time.
    BringBack,
    /// Does not fit this child.
    NotRelevant,
    /// Asked, and we do not know.
    AskedNotKnown,
    /// Stands in another record; `elsewhere` says where.
    RecordedElsewhere,
}

impl AnswerState {
    /// As it is read beside a question.
    pub fn words(self) -> &'static str {
        match self {
            AnswerState::Answered => "answered",
            AnswerState::NotToday => "not today",
            AnswerState::BringBack => "bring back",
            AnswerState::NotRelevant => "not relevant",
            AnswerState::AskedNotKnown => "asked, not known",
            AnswerState::RecordedElsewhere => "recorded elsewhere",
        }
    }
}

/// Whose voice it is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Voice {
    /// The practitioner.
    Practitioner,
    /// The practice supervisor.
    Supervisor,
    /// The child; `view` says how it is known.
    Child {
        /// Heard, observed or imagined.
        view: View,
    },
    /// Someone of the family.
    Family {
        /// Who: "Mum", "grandfather".
        who: String,
    },
    /// A partner agency.
    Partner {
        /// Who: "school", "health visitor".
        who: String,
    },
    /// Someone of the group, by role.
    Group {
        /// The role.
        role: super::person::Role,
    },
}

impl Voice {
    /// Whether it is neither the child's nor that of somebody in the talk: what
    /// such a person said may be theirs to keep from whoever asks for a record.
    pub fn is_anothers(&self) -> bool {
        matches!(self, Voice::Family { .. } | Voice::Partner { .. })
    }
}

/// How a child's view is known. What is imagined never leaves as the child's
/// voice.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum View {
    /// Said by the child.
    Heard {
        /// As told by whom.
        told_by: String,
        /// When.
        when: String,
        /// How: words, drawing, play, sign.
        how: String,
    },
    /// Seen in what the child does.
    Observed {
        /// By whom.
        by: String,
        /// When.
        when: String,
    },
    /// Imagined by adults.
    Imagined,
}

/// What kind of statement it is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Something known.
    Fact,
    /// An opinion, with whose it is left to the voice.
    Judgement,
    /// A guess that is to be tested.
    Hypothesis {
        /// What became of it; empty while open.
        became: String,
    },
    /// What it was like.
    Feeling,
}

/// One passage of an answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contribution {
    /// Its own id from the first version on.
    pub id: Ulid,
    /// The words.
    pub text: String,
    /// In a family: the children it concerns. Empty: nobody has said yet.
    #[serde(default)]
    pub children: Vec<Ulid>,
    /// Whose voice, if anybody said.
    #[serde(default)]
    pub voice: Option<Voice>,
    /// What kind, if anybody said.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// Information about or from a third party, marked for judging later.
    #[serde(default)]
    pub third_party: bool,
    /// A rough note: goes when the note is finalised.
    #[serde(default)]
    pub rough: bool,
    /// When it was first written.
    pub written: Stamp,
}

/// A value beside the words, where a question has one.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// Signs of Safety judgement, 0 to 10.
    Safety(SafetyScore),
    /// Balance of process and intervention: -5 all process, +5 all
    /// intervention, 0 even.
    Balance(i8),
    /// A place on the journey map.
    Place(Place),
    /// What comes next on that map.
    NextPlace(Place),
    /// A stage of the relationship.
    Block(Block),
    /// The four I's, each in words.
    FourIs {
        /// Involve.
        involve: String,
        /// Inform.
        inform: String,
        /// Invest.
        invest: String,
        /// Influence.
        influence: String,
    },
    /// The lightbulb's four.
    Lightbulb {
        /// What effect.
        effect: String,
        /// On whom.
        on_whom: String,
        /// How we know.
        how_we_know: String,
        /// What else could be tried.
        what_else: String,
    },
}

impl Value {
    /// Whether it says nothing: four texts without a word.
    pub fn is_empty(&self) -> bool {
        let texts = match self {
            Value::FourIs { involve, inform, invest, influence } => {
                [involve, inform, invest, influence]
            }
            Value::Lightbulb { effect, on_whom, how_we_know, what_else } => {
                [effect, on_whom, how_we_know, what_else]
            }
            _ => return false,
        };
        texts.iter().all(|text| text.trim().is_empty())
    }

    /// The text of one of the four, if it is of that kind.
    pub fn text(&self, name: FieldName) -> Option<&str> {
        Some(match (self, name) {
            (Value::FourIs { involve, .. }, FieldName::Involve) => involve,
            (Value::FourIs { inform, .. }, FieldName::Inform) => inform,
            (Value::FourIs { invest, .. }, FieldName::Invest) => invest,
            (Value::FourIs { influence, .. }, FieldName::Influence) => influence,
            (Value::Lightbulb { effect, .. }, FieldName::Effect) => effect,
            (Value::Lightbulb { on_whom, .. }, FieldName::OnWhom) => on_whom,
            (Value::Lightbulb { how_we_know, .. }, FieldName::HowWeKnow) => how_we_know,
            (Value::Lightbulb { what_else, .. }, FieldName::WhatElse) => what_else,
            _ => return None,
        })
    }

    /// The same, to change.
    pub fn text_mut(&mut self, name: FieldName) -> Option<&mut String> {
        Some(match (self, name) {
            (Value::FourIs { involve, .. }, FieldName::Involve) => involve,
            (Value::FourIs { inform, .. }, FieldName::Inform) => inform,
            (Value::FourIs { invest, .. }, FieldName::Invest) => invest,
            (Value::FourIs { influence, .. }, FieldName::Influence) => influence,
            (Value::Lightbulb { effect, .. }, FieldName::Effect) => effect,
            (Value::Lightbulb { on_whom, .. }, FieldName::OnWhom) => on_whom,
            (Value::Lightbulb { how_we_know, .. }, FieldName::HowWeKnow) => how_we_know,
            (Value::Lightbulb { what_else, .. }, FieldName::WhatElse) => what_else,
            _ => return None,
        })
    }
}

/// A 0-10 judgement means something over time only with the same anchors and
/// the same rater, so it carries both.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SafetyScore {
    /// 0 to 10.
    pub score: u8,
    /// What 0 means.
    pub zero: String,
    /// What 10 means.
    pub ten: String,
    /// Who judged.
    pub rater: String,
    /// The day it was judged.
    #[serde(default)]
    pub on: Option<NaiveDate>,
}

/// One question asked in one discussion.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Its own id.
    pub id: Ulid,
    /// Question id in its bank.
    pub question: String,
    /// Bank id.
    pub bank: String,
    /// Bank version.
    pub bank_version: String,
    /// Part of the wheel.
    pub part: Part,
    /// The wording as it was asked: kept even when a bank changes.
    pub wording: String,
    /// What became of asking.
    #[serde(default)]
    pub state: AnswerState,
    /// Where else it is recorded, when that is the state.
    #[serde(default)]
    pub elsewhere: String,
    /// What was said.
    #[serde(default)]
    pub contributions: Vec<Contribution>,
    /// A value, where the question has one.
    #[serde(default)]
    pub value: Option<Value>,
    /// The question proposes, the answer decides.
    pub destination: Destination,
}

impl Answer {
    /// Whether anything was said, chosen or marked.
    pub fn is_empty(&self) -> bool {
        self.state == AnswerState::Answered
            && self.value_given().is_none()
            && self.contributions.iter().all(|c| c.text.trim().is_empty())
    }

    /// The value, where it says something.
    pub fn value_given(&self) -> Option<&Value> {
        self.value.as_ref().filter(|value| !value.is_empty())
    }
}
