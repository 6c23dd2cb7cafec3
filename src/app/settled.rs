//! What can no longer be changed of the session in hand: a finalised page
//! stays word for word, while another page of the same discussion is written.

use ulid::Ulid;

use super::editor;
use super::work::Work;
use crate::record::agreed::{canonical, keeps_what_is_final};
use crate::record::{Added, Discussion, Edit, Field, FieldName, FilingState, Session, Sight};

impl Work {
    /// Why the discussion in focus cannot be changed, if it cannot.
    pub fn frozen(&self) -> Option<&'static str> {
        if self.read_only {
            return Some("Another thinkwheel has this vault open: here it can only be read.");
        }
        match self.discussion() {
            Some(d) if d.is_closed() => Some("This note is finalised: its words stay as they are."),
            _ => None,
        }
    }

    /// Of a family one page may be finalised while another is still written:
    /// why something about these children stays as it is, if it does.
    pub fn stands_final(&self, children: &[Ulid]) -> Option<String> {
        let d = self.discussion()?;
        let done = d.filing.iter().filter(|f| f.state != FilingState::Open);
        let on: Vec<Ulid> = done.filter_map(|f| f.child).filter(|c| children.contains(c)).collect();
        (!on.is_empty()).then(|| self.said_final(&on))
    }

    fn said_final(&self, on: &[Ulid]) -> String {
        let names: Vec<String> = on
            .iter()
            .filter_map(|id| self.session.child(*id))
            .map(|c| format!("{}'s", Sight::Full.child(c)))
            .collect();
        match names.as_slice() {
            [] => "This stands on a finalised page: it stays as it is.".into(),
            [one] => format!("This stands on {one} finalised page: it stays as it is."),
            more => format!("This stands on {} finalised pages: it stays.", more.join(" and ")),
        }
    }

    /// Why a change would not keep what is final, if it would not.
    pub(super) fn breaks_final(&self, edit: &Edit) -> Option<String> {
        if self.session.discussions.iter().all(Discussion::is_open) {
            return None;
        }
        let mut after = self.session.clone();
        if after.apply(edit).is_err() || keeps_what_is_final(&self.session, &after).is_ok() {
            return None;
        }
        let page = |session: &Session, child| canonical(session, self.focus, child);
        let d = self.discussion()?;
        let on: Vec<Ulid> = d
            .filing
            .iter()
            .filter(|f| f.state != FilingState::Open)
            .filter(|f| page(&self.session, f.child) != page(&after, f.child))
            .filter_map(|f| f.child)
            .collect();
        Some(self.said_final(&on))
    }

    /// Why these words cannot be written where one page of the discussion is
    /// finalised, if they cannot: tried on copies.
    pub(super) fn words_break_final(
        &mut self,
        field: Field,
        edit: &editor::Edit,
        width: usize,
    ) -> Option<String> {
        if self.discussion().is_none_or(Discussion::is_open) || self.is_being_added(field) {
            return None;
        }
        let change = self.editor(field, width)?.clone().apply(edit.clone()).ok()??;
        let (at, removed, inserted) = (change.at, change.removed, change.inserted);
        self.breaks_final(&Edit::Text { field, at, removed, inserted })
    }

    /// Whether the people and the day of the meeting are settled: a note that
    /// names them is finalised.
    pub fn is_meeting_settled(&self) -> bool {
        self.session.discussions.iter().any(|d| !d.is_open())
    }

    /// Whether a child's name and reference are settled in this meeting.
    pub fn is_child_settled(&self, child: Ulid) -> bool {
        self.session
            .discussions
            .iter()
            .any(|d| d.subject.children().contains(&child) && !d.is_open())
    }

    /// Why a field cannot be changed, if it cannot.
    pub fn field_frozen(&self, field: Field) -> Option<&'static str> {
        let settled = match field.name {
            FieldName::PersonName => self.is_meeting_settled(),
            FieldName::ChildName | FieldName::Reference => self.is_child_settled(field.owner),
            _ if self.is_being_added(field) => false,
            _ => return self.frozen(),
        };
        if self.read_only {
            self.frozen()
        } else if settled {
            Some("A finalised note names this: it stays as it is.")
        } else {
            None
        }
    }

    /// Whether a text is of what is still being written beside a finalised
    /// note: a statement not yet made, an amendment not yet added.
    pub(super) fn is_being_added(&self, field: Field) -> bool {
        let Some(d) = self.discussion() else { return false };
        match field.name {
            FieldName::NotAccurate | FieldName::Disagree | FieldName::GoesTo => {
                d.agreements.iter().any(|a| a.id == field.owner && !a.is_made())
            }
            FieldName::Amendment => {
                d.amendments.iter().any(|a| a.id == field.owner && a.added == Added::Draft)
            }
            FieldName::SetAside => d.set_aside.iter().any(|s| {
                s.id == field.owner
                    && d.amendments
                        .iter()
                        .any(|a| s.about == Some(a.id) && a.added == Added::Proposed)
            }),
            _ => false,
        }
    }
}
