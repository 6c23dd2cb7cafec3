//! A session: one meeting.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::answer::{Answer, AnswerState, Contribution, Stamp, Value};
use super::discussion::{Discussion, Filing, FilingState, Subject};
use super::person::{Child, Person, Role};
use crate::practice::Place;

wordless!(SessionKind);

/// What kind of meeting it was.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SessionKind {
    /// Practice supervisor and practitioner.
    OneToOne,
    /// Group supervision.
    Group,
    /// A decision in passing.
    Corridor,
    /// It did not take place.
    Cancelled {
        /// Why.
        reason: String,
    },
}

impl SessionKind {
    /// As it is read.
    pub fn words(&self) -> &'static str {
        match self {
            SessionKind::OneToOne => "one-to-one",
            SessionKind::Group => "group supervision",
            SessionKind::Corridor => "in passing",
            SessionKind::Cancelled { .. } => "cancelled",
        }
    }
}

/// Where the two people stand in the conversation, so that they find the same
/// question and word after any interruption.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bookmark {
    /// The discussion in focus.
    pub discussion: Option<Ulid>,
    /// The step: which screen of the conversation.
    pub step: Step,
    /// The question at hand.
    pub question: String,
    /// The child whose page was being read.
    pub child: Option<Ulid>,
    /// The field that had the cursor: the id of what owns it.
    pub owner: Option<Ulid>,
    /// Which of the owner's fields.
    pub field: Option<super::edit::FieldName>,
    /// Cursor: byte offset in that field.
    pub cursor: usize,
    /// The two are in the conversation, not back at home: the next start
    /// stands here again.
    pub at_work: bool,
}

/// A step of the conversation.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Step {
    /// Who is here, when, about whom.
    #[default]
    Begin,
    /// Choosing a part of the wheel.
    Wheel,
    /// At a question.
    Question,
    /// Decision and actions.
    Close,
    /// Reading the note.
    Review,
    /// The brief check of a child.
    Brief,
    /// What could not wait.
    AtOnce,
    /// Signs of Safety.
    Signs,
    /// The journey of a child.
    Journey,
    /// Tools and parts of the framework.
    Tools,
    /// The practitioner's own part.
    Own,
    /// Words to a child.
    ToTheChild,
}

/// One meeting.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Its own id.
    pub id: Ulid,
    /// Kind of meeting.
    pub kind: SessionKind,
    /// The day of the meeting: not the day of typing.
    pub date: NaiveDate,
    /// When the record was begun.
    pub begun: Stamp,
    /// People present.
    #[serde(default)]
    pub people: Vec<Person>,
    /// Children spoken of.
    #[serde(default)]
    pub children: Vec<Child>,
    /// Discussions, in order.
    #[serde(default)]
    pub discussions: Vec<Discussion>,
    /// Minutes set aside, if anybody said.
    #[serde(default)]
    pub minutes: Option<u16>,
    /// Where the two stand.
    #[serde(default)]
    pub bookmark: Bookmark,
    /// How it came here, where it was not begun here.
    #[serde(default)]
    pub came: Option<Came>,
}

/// What a bundle brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Errand {
    /// The practitioner prepares: what they want from the hour.
    Preparation,
    /// The note, to be read, kept and answered.
    Note,
    /// Statements of agreement and amendments, and nothing else.
    Answer,
    /// Another supervisor takes the session over.
    Cover,
}

impl Errand {
    /// As it is read.
    pub fn words(self) -> &'static str {
        match self {
            Errand::Preparation => "prepared by",
            Errand::Note => "note from",
            Errand::Answer => "answer from",
            Errand::Cover => "taken over from",
        }
    }
}

/// How a session came into this vault.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Came {
    /// From whom, by their id in the roster.
    pub from: Ulid,
    /// Their name as the roster had it that day.
    #[serde(default)]
    pub name: String,
    /// What for.
    pub errand: Errand,
    /// When.
    pub at: Stamp,
}

impl Session {
    /// An empty one-to-one of a day.
    pub fn new(id: Ulid, date: NaiveDate, begun: Stamp) -> Self {
        Session {
            id,
            kind: SessionKind::OneToOne,
            date,
            begun,
            people: Vec::new(),
            children: Vec::new(),
            discussions: Vec::new(),
            minutes: None,
            bookmark: Bookmark::default(),
            came: None,
        }
    }

    /// A discussion by id.
    pub fn discussion(&self, id: Ulid) -> Option<&Discussion> {
        self.discussions.iter().find(|d| d.id == id)
    }

    /// A discussion by id, to change.
    pub fn discussion_mut(&mut self, id: Ulid) -> Option<&mut Discussion> {
        self.discussions.iter_mut().find(|d| d.id == id)
    }

    /// A child by id.
    pub fn child(&self, id: Ulid) -> Option<&Child> {
        self.children.iter().find(|c| c.id == id)
    }

    /// A person by id.
    pub fn person(&self, id: Ulid) -> Option<&Person> {
        self.people.iter().find(|p| p.id == id)
    }

    /// The first person in a role.
    pub fn in_role(&self, role: Role) -> Option<&Person> {
        self.people.iter().find(|p| p.role == role)
    }

    /// Whether any person's agreement is held: such generations are never
    /// collapsed.
    pub fn holds_agreement(&self) -> bool {
        self.discussions
            .iter()
            .any(|d| d.agreements.iter().any(super::agreement::Agreement::is_made))
    }

    /// Whether nothing was ever written that somebody could miss.
    pub fn is_empty(&self) -> bool {
        self.discussions.iter().all(Discussion::is_empty)
            && self.children.iter().all(|c| c.name.trim().is_empty())
            && self.people.iter().filter(|p| !p.name.trim().is_empty()).count() <= 1
    }
}

impl Discussion {
    /// A new discussion with a page for each child it is about.
    pub fn new(id: Ulid, subject: Subject, begun: Stamp) -> Self {
        let pages: Vec<Option<Ulid>> = if subject.children().is_empty() {
            vec![None]
        } else {
            subject.children().iter().copied().map(Some).collect()
        };
        Discussion {
            id,
            subject,
            depth: super::discussion::Depth::default(),
            glance: Vec::new(),
            journey: Vec::new(),
            stage: None,
            chosen: Vec::new(),
            answers: Vec::new(),
            signs: super::discussion::SignsOfSafety::default(),
            balance: None,
            block: None,
            brief: Vec::new(),
            tools: Vec::new(),
            decisions: Vec::new(),
            at_once: Vec::new(),
            actions: Vec::new(),
            follow_ups: Vec::new(),
            hypotheses: Vec::new(),
            parts_used: Vec::new(),
            to_the_child: Vec::new(),
            own: Vec::new(),
            personal: None,
            set_aside: Vec::new(),
            sent: Vec::new(),
            filing: pages
                .into_iter()
                .map(|child| Filing {
                    child,
                    state: FilingState::Open,
                    finalised: None,
                    finalised_by: None,
                    imported: false,
                    hand_overs: Vec::new(),
                    legal_hold: false,
                })
                .collect(),
            agreements: Vec::new(),
            amendments: Vec::new(),
            begun,
        }
    }

    /// The answer to a question of a bank, if it was asked here.
    pub fn answer_to(&self, bank: &str, question: &str) -> Option<&Answer> {
        self.answers.iter().find(|a| a.bank == bank && a.question == question)
    }

    /// How many answers that say something belong to a part.
    pub fn answers_standing_for(&self, part: crate::practice::Part) -> usize {
        self.answers
            .iter()
            .filter(|a| a.part == part && !a.is_empty())
            .filter(|a| !matches!(a.state, AnswerState::NotToday | AnswerState::NotRelevant))
            .count()
    }

    /// Where each child is on the map: as an answer said where the discussion
    /// is about that child alone, else as the child's way was written down.
    pub fn places(&self) -> Vec<(Ulid, Place)> {
        let mut out: Vec<(Ulid, Place)> =
            self.journey.iter().filter_map(|(child, j)| j.place.map(|p| (*child, p))).collect();
        let said = self.answers.iter().rev().find_map(|a| match a.value {
            Some(Value::Place(place)) => Some(place),
            _ => None,
        });
        if let (Subject::Child(child), Some(place)) = (&self.subject, said) {
            out.retain(|(of, _)| of != child);
            out.push((*child, place));
        }
        out
    }

    /// Whether every page is still open.
    pub fn is_open(&self) -> bool {
        self.filing.iter().all(|f| f.state == FilingState::Open)
    }

    /// Whether nothing is left to write: a page is finalised, and no other one
    /// that has something on it is still open.
    pub fn is_closed(&self) -> bool {
        !self.is_open()
            && self
                .filing
                .iter()
                .all(|f| f.state != FilingState::Open || self.is_page_empty(f.child))
    }

    /// Whether nothing was said, decided or agreed.
    pub fn is_empty(&self) -> bool {
        self.answers.iter().all(Answer::is_empty)
            && self.decisions.iter().all(super::action::Decision::is_empty)
            && self.actions.iter().all(super::action::Action::is_empty)
            && self.signs.passages.iter().all(super::discussion::SafetyPassage::is_empty)
            && self.signs.dangers.iter().all(super::discussion::DangerStatement::is_empty)
            && self.signs.judgements.is_empty()
            && self.journey.iter().all(|(_, j)| j.is_empty())
            && self.tools.iter().all(super::discussion::ToolUsed::is_empty)
            && self.brief.iter().all(super::glance::BriefCheck::is_empty)
            && self.glance.iter().all(|(_, g)| g.is_empty())
            && self.own.iter().all(super::glance::OwnParagraph::is_empty)
            && self.personal.as_ref().is_none_or(super::discussion::Personal::is_empty)
            && self.at_once.iter().all(super::action::UrgentAct::is_empty)
            && self.follow_ups.is_empty()
            && self.hypotheses.iter().all(super::action::HypothesisOutcome::is_empty)
            && self.amendments.is_empty()
            && self.agreements.is_empty()
            && self.to_the_child.iter().all(super::discussion::WordsToChild::is_empty)
    }

    /// Whether nothing on this page is about its child: of brothers and
    /// sisters one may not have been spoken of. What names nobody stands on no
    /// page.
    pub fn is_page_empty(&self, child: Option<Ulid>) -> bool {
        let Some(child) = child.filter(|_| self.subject.children().len() > 1) else {
            return self.is_empty();
        };
        let names = |children: &[Ulid]| children.contains(&child);
        // A passage without words still names the child of a value or a mark.
        !(self
            .contributions()
            .any(|(a, c)| names(&c.children) && !(a.is_empty() && c.text.trim().is_empty()))
            || self.decisions.iter().any(|d| names(&d.children) && !d.is_empty())
            || self.actions.iter().any(|a| names(&a.children) && !a.is_empty())
            || self.signs.passages.iter().any(|p| names(&p.children) && !p.is_empty())
            || self.signs.dangers.iter().any(|d| names(&d.children) && !d.is_empty())
            || self.signs.judgements.iter().any(|j| names(&j.children))
            || self.tools.iter().any(|t| names(&t.children) && !t.is_empty())
            || self.brief.iter().any(|b| b.child == child && !b.is_empty())
            || self.glance.iter().any(|(c, g)| *c == child && !g.is_empty())
            || self.own.iter().any(|o| o.child == child && !o.is_empty())
            || self.journey.iter().any(|(c, j)| *c == child && !j.is_empty())
            || self.at_once.iter().any(|a| names(&a.children) && !a.is_empty())
            || self.follow_ups.iter().any(|f| names(&f.children))
            || self.hypotheses.iter().any(|h| names(&h.children) && !h.is_empty())
            || self.amendments.iter().any(|a| names(&a.children))
            || self.agreements.iter().any(|a| a.child == Some(child))
            || self.to_the_child.iter().any(|x| x.child == child && !x.is_empty()))
    }

    /// All passages of all answers.
    pub fn contributions(&self) -> impl Iterator<Item = (&Answer, &Contribution)> {
        self.answers.iter().flat_map(|a| a.contributions.iter().map(move |c| (a, c)))
    }
}
