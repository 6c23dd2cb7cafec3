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

    /// The text of a field, if the record has it.
    pub fn field(&self, field: Field) -> Option<&str> {
        let id = field.owner;
        match field.name {
            FieldName::PersonName => self.person(id).map(|p| p.name.as_str()),
            FieldName::ChildName => self.child(id).map(|c| c.name.as_str()),
            FieldName::Reference => self.child(id).map(|c| c.reference.as_str()),
            _ => self.discussions.iter().find_map(|d| d.field(field)),
        }
    }

    /// The text of a field, to change.
    pub fn field_mut(&mut self, field: Field) -> Option<&mut String> {
        let id = field.owner;
        match field.name {
            FieldName::PersonName => {
                self.people.iter_mut().find(|p| p.id == id).map(|p| &mut p.name)
            }
            FieldName::ChildName => {
                self.children.iter_mut().find(|c| c.id == id).map(|c| &mut c.name)
            }
            FieldName::Reference => {
                self.children.iter_mut().find(|c| c.id == id).map(|c| &mut c.reference)
            }
            _ => self.discussions.iter_mut().find_map(|d| d.field_mut(field)),
        }
    }

    /// The discussion a field belongs to; none for people and children.
    pub fn discussion_of(&self, field: Field) -> Option<&Discussion> {
        self.discussions.iter().find(|d| d.field(field).is_some())
    }
}

impl Discussion {
    fn field(&self, field: Field) -> Option<&str> {
        let id = field.owner;
        let decision = || self.decisions.iter().find(|d| d.id == id);
        let action = || self.actions.iter().find(|a| a.id == id);
        let brief = || self.brief.iter().find(|b| b.id == id);
        let glance = || self.glance.iter().map(|(_, g)| g).find(|g| g.id == id);
        match field.name {
            FieldName::Words => {
                self.contributions().find(|(_, c)| c.id == id).map(|(_, c)| c.text.as_str())
            }
            FieldName::Elsewhere => {
                self.answers.iter().find(|a| a.id == id).map(|a| a.elsewhere.as_str())
            }
            FieldName::Decision => decision().map(|d| d.text.as_str()),
            FieldName::Rationale => decision().map(|d| d.rationale.as_str()),
            FieldName::DecidedBy => decision().map(|d| d.by.as_str()),
            FieldName::What => action().map(|a| a.what.as_str()),
            FieldName::Who => action().map(|a| a.who.as_str()),
            FieldName::ByWhen => action().map(|a| a.by.typed.as_str()),
            FieldName::Why => action().map(|a| a.why.as_str()),
            FieldName::Changed => brief().map(|b| b.changed.as_str()),
            FieldName::Safe => brief().map(|b| b.safe.as_str()),
            FieldName::LegalStatus => glance().map(|g| g.legal_status.as_str()),
            FieldName::Plan => glance().map(|g| g.plan.as_str()),
            FieldName::LastSeen => glance().map(|g| g.last_seen.typed.as_str()),
            FieldName::SeenWhere => glance().map(|g| g.seen_where.as_str()),
            FieldName::ToCome => glance().map(|g| g.to_come.as_str()),
            FieldName::WhoDecides => glance().map(|g| g.who_decides.as_str()),
            FieldName::OwnParagraph => {
                self.own.iter().find(|o| o.id == id).map(|o| o.text.as_str())
            }
            FieldName::PersonName | FieldName::ChildName | FieldName::Reference => None,
            FieldName::Involve
            | FieldName::Inform
            | FieldName::Invest
            | FieldName::Influence
            | FieldName::Effect
            | FieldName::OnWhom
            | FieldName::HowWeKnow
            | FieldName::WhatElse => {
                self.answers.iter().find(|a| a.id == id)?.value.as_ref()?.text(field.name)
            }
        }
    }

    fn field_mut(&mut self, field: Field) -> Option<&mut String> {
        let id = field.owner;
        match field.name {
            FieldName::Words => self
                .answers
                .iter_mut()
                .flat_map(|a| a.contributions.iter_mut())
                .find(|c| c.id == id)
                .map(|c| &mut c.text),
            FieldName::Elsewhere => {
                self.answers.iter_mut().find(|a| a.id == id).map(|a| &mut a.elsewhere)
            }
            FieldName::Decision | FieldName::Rationale | FieldName::DecidedBy => {
                let d = self.decisions.iter_mut().find(|d| d.id == id)?;
                Some(match field.name {
                    FieldName::Decision => &mut d.text,
                    FieldName::Rationale => &mut d.rationale,
                    _ => &mut d.by,
                })
            }
            FieldName::What | FieldName::Who | FieldName::ByWhen | FieldName::Why => {
                let a = self.actions.iter_mut().find(|a| a.id == id)?;
                Some(match field.name {
                    FieldName::What => &mut a.what,
                    FieldName::Who => &mut a.who,
                    FieldName::ByWhen => &mut a.by.typed,
                    _ => &mut a.why,
                })
            }
            FieldName::Changed | FieldName::Safe => {
                let b = self.brief.iter_mut().find(|b| b.id == id)?;
                Some(if field.name == FieldName::Safe { &mut b.safe } else { &mut b.changed })
            }
            FieldName::LegalStatus
            | FieldName::Plan
            | FieldName::LastSeen
            | FieldName::SeenWhere
            | FieldName::ToCome
            | FieldName::WhoDecides => {
                let g = self.glance.iter_mut().map(|(_, g)| g).find(|g| g.id == id)?;
                Some(match field.name {
                    FieldName::LegalStatus => &mut g.legal_status,
                    FieldName::Plan => &mut g.plan,
                    FieldName::LastSeen => &mut g.last_seen.typed,
                    FieldName::SeenWhere => &mut g.seen_where,
                    FieldName::ToCome => &mut g.to_come,
                    _ => &mut g.who_decides,
                })
            }
            FieldName::OwnParagraph => {
                self.own.iter_mut().find(|o| o.id == id).map(|o| &mut o.text)
            }
            FieldName::PersonName | FieldName::ChildName | FieldName::Reference => None,
            FieldName::Involve
            | FieldName::Inform
            | FieldName::Invest
            | FieldName::Influence
            | FieldName::Effect
            | FieldName::OnWhom
            | FieldName::HowWeKnow
            | FieldName::WhatElse => {
                self.answers.iter_mut().find(|a| a.id == id)?.value.as_mut()?.text_mut(field.name)
            }
        }
    }
}
