//! What home and lists need of a session without reading all of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::action::{Outcome, Standing};
use super::answer::{AnswerState, Kind};
use super::discussion::{Depth, Discussion, FilingState, Journey, Subject};
use super::glance::AtAGlance;
use super::person::{Child, Person};
use super::scores::Score;
use super::session::{Errand, Session, SessionKind};
use super::to_file::PageHeader;
use crate::practice::{Destination, Part, Place, Stage};

/// A session in short.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The session.
    pub id: Ulid,
    /// Its kind.
    pub kind: SessionKind,
    /// The day of the meeting.
    pub date: NaiveDate,
    /// People present.
    pub people: Vec<Person>,
    /// Children spoken of.
    pub children: Vec<Child>,
    /// Discussions in short.
    pub subjects: Vec<SubjectHeader>,
    /// Actions agreed here.
    pub actions: Vec<ActionHeader>,
    /// Earlier actions that were followed up here, and what became of them.
    pub followed_up: Vec<FollowedUp>,
    /// Guesses of this meeting that nobody has said yet what became of.
    pub hypotheses: Vec<HypothesisHeader>,
    /// Guesses of earlier meetings, by passage, of which it was said here.
    pub settled: Vec<Ulid>,
    /// Scores of safety.
    pub scores: Vec<Score>,
    /// The two were in the conversation when it was last kept.
    pub at_work: bool,
    /// What for it was sent here, where it came from another vault.
    pub came: Option<Errand>,
}

/// A discussion in short.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectHeader {
    /// The discussion.
    pub discussion: Ulid,
    /// Whom it is about.
    pub subject: Subject,
    /// The least finished of its pages that have something on them.
    pub state: FilingState,
    /// Answers that hold something.
    pub answered: usize,
    /// Questions to bring back.
    pub bring_back: usize,
    /// Whether anything was said.
    pub empty: bool,
    /// In depth, or a brief check.
    pub depth: Depth,
    /// Questions with an answer or a mark.
    pub asked: Vec<AskedHeader>,
    /// What was to be seen at a glance, by child.
    pub glance: Vec<(Ulid, AtAGlance)>,
    /// Where each child was on the map.
    pub places: Vec<(Ulid, Place)>,
    /// The stage of the doing wheel.
    pub stage: Option<Stage>,
    /// Each child's way through services, as it was written here.
    #[serde(default)]
    pub journeys: Vec<(Ulid, Journey)>,
    /// Its pages. An index without them is read anew: nothing that waits to be
    /// filed may be missed.
    pub pages: Vec<PageHeader>,
}

/// A question asked, in short.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedHeader {
    /// Id of its bank.
    pub bank: String,
    /// Its id.
    pub question: String,
    /// The part it belonged to then.
    pub part: Part,
    /// What became of it.
    pub state: AnswerState,
    /// The wording it was asked with, where it is to be brought back.
    pub wording: String,
}

/// What became of an earlier action, in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowedUp {
    /// The action.
    pub action: Ulid,
    /// What became of it.
    pub outcome: Outcome,
}

/// A guess that is still to be tested, in short.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HypothesisHeader {
    /// The passage.
    pub passage: Ulid,
    /// The discussion it was made in.
    pub discussion: Ulid,
    /// The children it concerns.
    pub children: Vec<Ulid>,
    /// Its words.
    pub text: String,
    /// Where its answer is filed.
    pub destination: Destination,
    /// Information about or from a third party.
    pub third_party: bool,
}

/// An action in short.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionHeader {
    /// The action.
    pub id: Ulid,
    /// The discussion it was agreed in.
    pub discussion: Ulid,
    /// The children it concerns.
    pub children: Vec<Ulid>,
    /// What.
    pub what: String,
    /// Who.
    pub who: String,
    /// By when, as typed.
    pub by: String,
    /// By when, as read.
    pub on: Option<NaiveDate>,
}

impl Header {
    /// Whether something of the session is still being written.
    pub fn is_open(&self) -> bool {
        if matches!(self.kind, SessionKind::Cancelled { .. }) {
            return false;
        }
        self.subjects.iter().any(|s| s.state == FilingState::Open && !s.empty)
            || self.subjects.iter().all(|s| s.empty)
    }

    /// Children of whom nothing is written in a meeting that has something
    /// written of another, and all the children it is about.
    pub fn not_spoken_of(&self) -> (usize, usize) {
        let count = |empty_only: bool| {
            let subjects = self.subjects.iter().filter(|s| !empty_only || s.empty);
            subjects.map(|s| s.subject.children().len()).sum()
        };
        let began = self.subjects.iter().any(|s| !s.empty);
        (if began { count(true) } else { 0 }, count(false))
    }

    /// Whether it is still being written on a day: on the day of the meeting
    /// also for as long as one of its children was not spoken of.
    pub fn is_open_on(&self, day: NaiveDate) -> bool {
        let held = !matches!(self.kind, SessionKind::Cancelled { .. });
        self.is_open() || (held && self.date == day && self.not_spoken_of().0 > 0)
    }
}

impl Session {
    /// The session in short.
    pub fn header(&self) -> Header {
        Header {
            id: self.id,
            kind: self.kind.clone(),
            date: self.date,
            people: self.people.clone(),
            children: self.children.clone(),
            subjects: self
                .discussions
                .iter()
                .map(|d| SubjectHeader {
                    discussion: d.id,
                    subject: d.subject.clone(),
                    state: if d.filing.iter().any(|f| {
                        // A page with nothing on it waits for nobody once
                        // another of them is finalised.
                        f.state == FilingState::Open && (d.is_open() || !d.is_page_empty(f.child))
                    }) {
                        FilingState::Open
                    } else if d.filing.iter().all(|f| f.state == FilingState::Agreed) {
                        FilingState::Agreed
                    } else {
                        FilingState::Finalised
                    },
                    answered: d.answers.iter().filter(|a| !a.is_empty()).count(),
                    bring_back: d
                        .answers
                        .iter()
                        .filter(|a| a.state == AnswerState::BringBack)
                        .count(),
                    empty: d.is_empty(),
                    depth: d.depth,
                    asked: d
                        .answers
                        .iter()
                        .filter(|a| !a.is_empty())
                        .map(|a| AskedHeader {
                            bank: a.bank.clone(),
                            question: a.question.clone(),
                            part: a.part,
                            state: a.state,
                            wording: if a.state == AnswerState::BringBack {
                                a.wording.clone()
                            } else {
                                String::new()
                            },
                        })
                        .collect(),
                    glance: d.glance.clone(),
                    places: d.places(),
                    stage: d.stage,
                    journeys: d.journey.clone(),
                    pages: d.page_headers(),
                })
                .collect(),
            actions: self
                .discussions
                .iter()
                .flat_map(|d| d.actions.iter().map(move |a| (d, a)))
                // An idea of a group is no action until somebody answers for it.
                .filter(|(_, a)| !a.is_empty() && a.standing == Standing::Agreed)
                .map(|(d, a)| ActionHeader {
                    id: a.id,
                    discussion: d.id,
                    children: concerned(d, &a.children),
                    what: a.what.clone(),
                    who: a.who.clone(),
                    by: a.by.typed.clone(),
                    on: a.by.on,
                })
                .collect(),
            followed_up: self
                .discussions
                .iter()
                .flat_map(|d| &d.follow_ups)
                .map(|f| FollowedUp { action: f.action, outcome: f.outcome })
                .collect(),
            hypotheses: self.discussions.iter().flat_map(guesses).collect(),
            settled: self
                .discussions
                .iter()
                .flat_map(|d| d.hypotheses.iter().filter(|h| !h.is_empty()).map(|h| h.passage))
                .collect(),
            scores: self.scores(),
            at_work: self.bookmark.at_work,
            came: self.came.as_ref().map(|c| c.errand),
        }
    }
}

/// The children that an entry concerns: all of a discussion where it names none.
pub(super) fn concerned(d: &Discussion, named: &[Ulid]) -> Vec<Ulid> {
    if named.is_empty() { d.subject.children().to_vec() } else { named.to_vec() }
}

/// Guesses of a discussion that nobody has said yet what became of. A rough
/// note goes, and with it its guess.
fn guesses(d: &Discussion) -> impl Iterator<Item = HypothesisHeader> {
    d.contributions()
        .filter(|(_, c)| !c.rough && !c.text.trim().is_empty())
        .filter(|(_, c)| {
            matches!(&c.kind, Some(Kind::Hypothesis { became }) if became.trim().is_empty())
        })
        .map(|(a, c)| HypothesisHeader {
            passage: c.id,
            discussion: d.id,
            children: concerned(d, &c.children),
            text: c.text.clone(),
            destination: a.destination,
            third_party: c.third_party,
        })
}
