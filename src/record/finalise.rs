//! Finalising: one act per page of a discussion, shown before it is done.
//!
//! Rule of practice: a finalised record cannot be altered; what comes later is
//! appended (FACTS, "What a supervision record must hold").

use ulid::Ulid;

use super::answer::{AnswerState, Stamp};
use super::discussion::{Discussion, FilingState};
use crate::practice::Destination;

/// What finalising would do, for a person to read first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prospect {
    /// Rough notes that go, by contribution id.
    pub rough: Vec<Ulid>,
    /// Answers whose destination the two have not decided: they leave in no
    /// export but the full one.
    pub undecided: Vec<Ulid>,
    /// Passages of a family discussion that name no child: they stand on no
    /// child's page.
    pub unnamed: Vec<Ulid>,
    /// Questions to bring back next time.
    pub bring_back: usize,
}

/// Why a page could not be finalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FinaliseError {
    /// It is already.
    #[error("this note is already finalised; what is added now is an amendment")]
    Already,
    /// There is nothing in it.
    #[error("there is nothing in this note yet")]
    Empty,
    /// No such page.
    #[error("this discussion has no page for that child")]
    NoSuchPage,
}

impl Discussion {
    /// What finalising would remove and what is still undecided.
    pub fn prospect(&self) -> Prospect {
        let family = self.subject.children().len() > 1;
        Prospect {
            rough: self
                .contributions()
                .filter(|(_, c)| c.rough && !c.text.trim().is_empty())
                .map(|(_, c)| c.id)
                .collect(),
            undecided: self
                .answers
                .iter()
                .filter(|a| !a.is_empty() && a.destination == Destination::TheTwoDecide)
                .map(|a| a.id)
                .collect(),
            unnamed: if family {
                self.contributions()
                    .filter(|(_, c)| c.children.is_empty() && !c.text.trim().is_empty())
                    .map(|(_, c)| c.id)
                    .collect()
            } else {
                Vec::new()
            },
            bring_back: self.answers.iter().filter(|a| a.state == AnswerState::BringBack).count(),
        }
    }

    /// Finalises one page: rough notes go, empty shells go, the state changes.
    ///
    /// # Errors
    /// Says why, and changes nothing.
    pub fn finalise(
        &mut self,
        child: Option<Ulid>,
        by: Ulid,
        at: Stamp,
    ) -> Result<(), FinaliseError> {
        if self.is_empty() {
            return Err(FinaliseError::Empty);
        }
        let page =
            self.filing.iter_mut().find(|f| f.child == child).ok_or(FinaliseError::NoSuchPage)?;
        if page.state != FilingState::Open {
            return Err(FinaliseError::Already);
        }
        page.state = FilingState::Finalised;
        page.finalised = Some(at);
        page.finalised_by = Some(by);
        let goes = |children: &[Ulid], only_page: bool| {
            only_page || child.is_some_and(|c| children == [c])
        };
        let only_page = self.filing.len() == 1;
        for answer in &mut self.answers {
            answer.contributions.retain(|c| {
                !(goes(&c.children, only_page) && (c.rough || c.text.trim().is_empty()))
            });
        }
        if only_page {
            self.answers.retain(|a| !a.is_empty());
            self.decisions.retain(|d| !d.is_empty());
            self.actions.retain(|a| !a.is_empty());
        }
        Ok(())
    }
}
