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
    /// What finalising this page would remove and what is still undecided.
    pub fn prospect(&self, child: Option<Ulid>) -> Prospect {
        let last = self.is_last_open(child);
        let family = self.subject.children().len() > 1;
        Prospect {
            rough: self
                .contributions()
                .filter(|(_, c)| c.rough && !c.text.trim().is_empty())
                .filter(|(_, c)| goes(&c.children, child, last))
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

    /// Whether no other page is open that has something on it. Then nobody
    /// will look through again what stands on several pages or on none.
    fn is_last_open(&self, child: Option<Ulid>) -> bool {
        self.filing.iter().all(|f| {
            f.child == child || f.state != FilingState::Open || self.is_page_empty(f.child)
        })
    }

    /// Finalises one page: its rough notes go, the state changes. With the last
    /// page of a discussion all rough notes and empty shells go, whomever they
    /// name.
    ///
    /// # Errors
    /// Says why, and changes nothing.
    pub fn finalise(
        &mut self,
        child: Option<Ulid>,
        by: Ulid,
        at: Stamp,
    ) -> Result<(), FinaliseError> {
        let last = self.is_last_open(child);
        let empty = self.is_page_empty(child);
        let page =
            self.filing.iter_mut().find(|f| f.child == child).ok_or(FinaliseError::NoSuchPage)?;
        if page.state != FilingState::Open {
            return Err(FinaliseError::Already);
        }
        if empty {
            return Err(FinaliseError::Empty);
        }
        page.state = FilingState::Finalised;
        page.finalised = Some(at);
        page.finalised_by = Some(by);
        page.imported = false;
        for answer in &mut self.answers {
            // Where a value or a mark is the answer, the passage without words
            // still says whom it is about.
            let speaks = answer.value.is_some() || answer.state != AnswerState::Answered;
            answer.contributions.retain(|c| {
                let blank = c.text.trim().is_empty() && (!speaks || c.children.is_empty());
                !(goes(&c.children, child, last) && (c.rough || blank))
            });
        }
        if last {
            self.answers.retain(|a| !a.is_empty());
            self.decisions.retain(|d| !d.is_empty());
            self.actions.retain(|a| !a.is_empty());
            self.brief.retain(|b| !b.is_empty());
            self.glance.retain(|(_, g)| !g.is_empty());
            self.own.retain(|o| !o.is_empty());
            self.drop_blank();
            self.hypotheses.retain(|h| !h.is_empty());
        }
        Ok(())
    }
}

/// Whether what names these children belongs to no page but those that are
/// finalised with this one.
fn goes(children: &[Ulid], child: Option<Ulid>, last: bool) -> bool {
    last || child.is_some_and(|c| children == [c])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use chrono::DateTime;

    use super::*;
    use crate::practice::{Destination, Part};
    use crate::record::{Answer, Contribution, Subject};

    const ONE: Ulid = Ulid(1);
    const TWO: Ulid = Ulid(2);

    fn at() -> Stamp {
        DateTime::parse_from_rfc3339("2026-11-23T10:00:00+00:00").unwrap()
    }

    fn said(id: u128, rough: bool, children: &[Ulid]) -> Contribution {
        Contribution {
            id: Ulid(id),
            text: "words".into(),
            voice: None,
            kind: None,
            children: children.to_vec(),
            third_party: false,
            rough,
            written: at(),
        }
    }

    fn answer(id: u128, contributions: Vec<Contribution>) -> Answer {
        Answer {
            id: Ulid(id),
            question: "q".into(),
            bank: "b".into(),
            bank_version: "1".into(),
            part: Part::ChildsJourney,
            wording: "What?".into(),
            state: AnswerState::Answered,
            elsewhere: String::new(),
            contributions,
            value: None,
            destination: Destination::ChildFile,
        }
    }

    fn family() -> Discussion {
        let mut d = Discussion::new(Ulid(9), Subject::Family(vec![ONE, TWO]), at());
        d.answers = vec![
            answer(20, vec![said(10, true, &[ONE]), said(11, true, &[TWO])]),
            answer(21, vec![said(12, true, &[ONE, TWO]), said(13, true, &[])]),
            answer(22, vec![said(14, false, &[ONE, TWO]), said(15, false, &[])]),
        ];
        d
    }

    fn left(d: &Discussion) -> Vec<u128> {
        d.contributions().map(|(_, c)| c.id.0).collect()
    }

    #[test]
    fn with_the_last_page_of_a_family_every_rough_note_goes() {
        for (first, then, kept) in
            [(ONE, TWO, [11, 12, 13, 14, 15]), (TWO, ONE, [10, 12, 13, 14, 15])]
        {
            let mut d = family();
            d.answers.push(answer(23, Vec::new()));
            let before: Vec<u128> = left(&d);
            let told = d.prospect(Some(first)).rough;
            assert_eq!(told.len(), 1);
            d.finalise(Some(first), Ulid(8), at()).unwrap();
            assert_eq!(left(&d), kept);
            assert!(before.contains(&told[0].0) && !left(&d).contains(&told[0].0));
            assert_eq!(d.answers.len(), 4, "what is empty waits for the last page");

            assert_eq!(d.prospect(Some(then)).rough.len(), 3);
            d.finalise(Some(then), Ulid(8), at()).unwrap();
            assert_eq!(left(&d), [14, 15]);
            assert_eq!(d.answers.len(), 1);
            assert_eq!(d.prospect(Some(then)).rough, []);
        }
    }

    #[test]
    fn a_page_with_nothing_about_its_child_stays_open_and_holds_nothing_up() {
        let mut d = family();
        d.answers = vec![answer(20, vec![said(10, true, &[ONE]), said(11, false, &[ONE])])];
        d.answers.push(answer(21, vec![said(12, true, &[])]));
        let before = left(&d);
        assert_eq!(d.finalise(Some(TWO), Ulid(8), at()), Err(FinaliseError::Empty));
        assert_eq!(left(&d), before);
        // No rough note is left for a page that nobody can write on any more.
        assert_eq!(d.prospect(Some(ONE)).rough.len(), 2);
        d.finalise(Some(ONE), Ulid(8), at()).unwrap();
        assert_eq!(left(&d), [11]);
    }

    #[test]
    fn a_page_that_cannot_be_finalised_takes_nothing_with_it() {
        let mut d = family();
        let before = left(&d);
        assert_eq!(d.finalise(Some(Ulid(7)), Ulid(8), at()), Err(FinaliseError::NoSuchPage));
        assert_eq!(left(&d), before);
        d.finalise(Some(ONE), Ulid(8), at()).unwrap();
        let before = left(&d);
        assert_eq!(d.finalise(Some(ONE), Ulid(8), at()), Err(FinaliseError::Already));
        assert_eq!(left(&d), before);
    }
}
