//! A change to a record, small enough to be journalled with every key.

use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::discussion::Discussion;
use super::session::{Bookmark, Session};

/// Which text of its owner a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FieldName {
    /// A contribution's words.
    Words,
    /// Where an answer is recorded elsewhere.
    Elsewhere,
    /// A decision.
    Decision,
    /// A decision's rationale.
    Rationale,
    /// Who decided.
    DecidedBy,
    /// An action: what.
    What,
    /// An action: who.
    Who,
    /// An action: by when, as typed.
    ByWhen,
    /// An action: why.
    Why,
    /// A person's name.
    PersonName,
    /// A child's name.
    ChildName,
    /// A child's reference.
    Reference,
    /// Brief check: what has changed.
    Changed,
    /// Brief check: are they safe, and how do we know.
    Safe,
    /// At a glance: legal status.
    LegalStatus,
    /// At a glance: kind of plan.
    Plan,
    /// At a glance: last seen, as typed.
    LastSeen,
    /// At a glance: where.
    SeenWhere,
    /// At a glance: what is to come, as typed.
    ToCome,
    /// At a glance: who decides, and with what authority.
    WhoDecides,
    /// Brothers and sisters: a paragraph of one child's own.
    OwnParagraph,
    /// The four I's of an answer: involve.
    Involve,
    /// Inform.
    Inform,
    /// Invest.
    Invest,
    /// Influence.
    Influence,
    /// The lightbulb's four of an answer: what effect.
    Effect,
    /// On whom.
    OnWhom,
    /// How we know.
    HowWeKnow,
    /// What else could be tried.
    WhatElse,
    /// A voice: told by whom, seen by whom, or who of family or partners.
    VoiceBy,
    /// A child's view: when.
    VoiceWhen,
    /// A child's view: how.
    VoiceHow,
    /// A guess: what became of it.
    Became,
    /// A follow-up: why not, or what changed.
    Outcome,
    /// A follow-up: whether it made a difference, and how we know.
    Difference,
    /// Acted on at once: who was told.
    Told,
    /// Acted on at once: when.
    ToldWhen,
    /// Acted on at once: what was decided.
    ActedOn,
    /// Signs of Safety: a passage.
    Safety,
    /// A danger statement.
    Danger,
    /// The safety goal paired with it.
    SafetyGoal,
    /// What the family disputes, and who.
    Dispute,
    /// A scale: what 0 means.
    Zero,
    /// A scale: what 10 means.
    Ten,
    /// A scale: who judged.
    Rater,
    /// Journey: the local name of the place.
    PlaceName,
    /// Journey: in what time.
    Timescale,
    /// Journey: the parallel plan.
    ParallelPlan,
    /// Journey: permanence.
    Permanence,
    /// Journey: a checkpoint.
    Checkpoint,
    /// Journey: when it is looked at, as typed.
    CheckpointBy,
    /// Help given before: which authority.
    Authority,
    /// Help given before: when.
    GivenWhen,
    /// Help given before: what, and how it ended.
    Given,
    /// Help given before: what worked.
    WhatWorked,
    /// A tool.
    Tool,
    /// What it showed.
    Showed,
    /// The impact of a part of the framework.
    Impact,
    /// Personal supervision: wellbeing.
    Wellbeing,
    /// Workload.
    Workload,
    /// Learning.
    Learning,
    /// Safety at work.
    SafetyAtWork,
    /// Knowledge and skills.
    Standards,
    /// A nudge set aside: the word.
    SetAside,
    /// An amendment that is being written.
    Amendment,
    /// A statement being written: why the record is not accurate.
    NotAccurate,
    /// A statement being written: why they do not agree.
    Disagree,
    /// A statement being written: where it goes next.
    GoesTo,
    /// A cancelled meeting: why.
    Cancelled,
    /// Words to the child.
    ToTheChild,
    /// A hand-over: the case system's own reference.
    HandedOver,
}

/// A text value of the record: the unit of typing and of merging.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Field {
    /// The id of what holds the text.
    pub owner: Ulid,
    /// Which of its texts.
    pub name: FieldName,
}

/// A change to one session.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// Typing: `removed` bytes at byte `at` give way to `inserted`.
    Text {
        /// Where.
        field: Field,
        /// Byte offset.
        at: usize,
        /// Bytes removed.
        removed: usize,
        /// What came instead.
        inserted: String,
    },
    /// The two moved on.
    Bookmark(Bookmark),
    /// A discussion was added or changed otherwise than by typing.
    Discussion(Box<Discussion>),
    /// Anything else about the session.
    Session(Box<Session>),
}

impl std::fmt::Debug for Edit {
    /// Never prints a word of the record.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Edit::Text { field, at, removed, inserted } => f
                .debug_struct("Text")
                .field("field", field)
                .field("at", at)
                .field("removed", removed)
                .field("inserted_bytes", &inserted.len())
                .finish(),
            Edit::Bookmark(mark) => f.debug_tuple("Bookmark").field(mark).finish(),
            Edit::Discussion(d) => f.debug_tuple("Discussion").field(&d.id).finish(),
            Edit::Session(s) => f.debug_tuple("Session").field(&s.id).finish(),
        }
    }
}

/// Why a change could not be applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The field is not in this record.
    #[error("the change names a field that this record does not have")]
    NoSuchField,
    /// The place is outside the text, or inside a letter.
    #[error("the change does not fit the text it was made to")]
    DoesNotFit,
    /// The change is to another session.
    #[error("the change belongs to another session")]
    OtherSession,
}

impl Session {
    /// Applies one change; on an error nothing has changed.
    pub fn apply(&mut self, edit: &Edit) -> Result<(), EditError> {
        match edit {
            Edit::Text { field, at, removed, inserted } => {
                let text = self.field_mut(*field).ok_or(EditError::NoSuchField)?;
                let end = at.checked_add(*removed).ok_or(EditError::DoesNotFit)?;
                if text.get(*at..end).is_none() {
                    return Err(EditError::DoesNotFit);
                }
                text.replace_range(*at..end, inserted);
                // The cursor follows the typing, so that a replay stands at
                // the same word.
                self.bookmark.owner = Some(field.owner);
                self.bookmark.field = Some(field.name);
                self.bookmark.cursor = at + inserted.len();
            }
            Edit::Bookmark(mark) => self.bookmark = mark.clone(),
            Edit::Discussion(new) => match self.discussion_mut(new.id) {
                Some(old) => *old = (**new).clone(),
                None => self.discussions.push((**new).clone()),
            },
            Edit::Session(new) => {
                if new.id != self.id {
                    return Err(EditError::OtherSession);
                }
                *self = (**new).clone();
            }
        }
        Ok(())
    }

    /// The discussion a field belongs to; none for people and children.
    pub fn discussion_of(&self, field: Field) -> Option<&Discussion> {
        self.discussions.iter().find(|d| d.field(field).is_some())
    }
}
