//! A reflective question and the words it is described with.
//!
//! Every tag is optional where it would be forced: a wrong tag is worse than
//! none. An empty list means "all".

use serde::{Deserialize, Serialize};

use super::doing::{Place, Stage};
use super::wheel::Part;

/// Where an answer is proposed to be filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Destination {
    /// Case supervision: the child's file.
    ChildFile,
    /// Personal supervision: the practitioner's own file.
    StaffFile,
    /// Undecided until the two decide; leaves in the full export only.
    TheTwoDecide,
}

impl Destination {
    /// As it is read on a screen: "to the child's file".
    pub fn words(self) -> &'static str {
        match self {
            Destination::ChildFile => "to the child's file",
            Destination::StaffFile => "to the staff file",
            Destination::TheTwoDecide => "the two decide where",
        }
    }

    /// The next choice, for one key that goes round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Destination::ChildFile => Destination::StaffFile,
            Destination::StaffFile => Destination::TheTwoDecide,
            Destination::TheTwoDecide => Destination::ChildFile,
        }
    }
}

/// Who asks the question, or who answers first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Who {
    /// The practitioner.
    Practitioner,
    /// The practice supervisor.
    Supervisor,
    /// Whoever wishes to.
    Either,
}

/// A step of the supervision cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Cycle {
    /// What happened.
    Experience,
    /// What it was like.
    Reflection,
    /// What it means.
    Analysis,
    /// What next.
    Action,
}

/// What a question draws out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Draws {
    /// Reasons.
    Why,
    /// Ways of doing.
    How,
    /// What the child thinks, says, shows.
    ChildsView,
    /// What difference something makes.
    Impact,
    /// What works already.
    Strengths,
    /// What we are worried about.
    Worries,
    /// What it is like for the worker.
    Feeling,
    /// What happens next.
    NextStep,
}

/// A child's situation that a question fits; none named means every child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Fits {
    /// Before birth.
    Unborn,
    /// In the first two years.
    Baby,
    /// From two to four years.
    YoungChild,
    /// Any age, without speech.
    NoSpeech,
    /// Disabled children.
    Disabled,
    /// School age.
    SchoolAge,
    /// In their teens.
    Teenager,
    /// Eighteen and over.
    YoungAdult,
    /// Unaccompanied children seeking asylum.
    Unaccompanied,
    /// Living with family.
    AtHome,
    /// Looked after.
    InCare,
    /// Leaving care.
    LeavingCare,
}

impl Fits {
    /// The tag of an age in completed years.
    pub fn at_age(years: u32) -> Fits {
        match years {
            0..=1 => Fits::Baby,
            2..=4 => Fits::YoungChild,
            5..=12 => Fits::SchoolAge,
            13..=17 => Fits::Teenager,
            _ => Fits::YoungAdult,
        }
    }

    /// Whether the tag is an age: every child has exactly one of these.
    pub fn is_age(self) -> bool {
        matches!(
            self,
            Fits::Unborn
                | Fits::Baby
                | Fits::YoungChild
                | Fits::SchoolAge
                | Fits::Teenager
                | Fits::YoungAdult
        )
    }
}

impl Question {
    /// Whether it fits a child with these tags. What is not known of a child
    /// (no age tag, say) keeps no question away.
    pub fn fits_child(&self, child: &[Fits]) -> bool {
        let (ages, rest): (Vec<Fits>, Vec<Fits>) = self.fits.iter().partition(|f| f.is_age());
        let age_known = child.iter().any(|f| f.is_age());
        (ages.is_empty() || !age_known || ages.iter().any(|f| child.contains(f)))
            && (rest.is_empty() || rest.iter().any(|f| child.contains(f)))
    }
}

/// The meeting a question suits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Setting {
    /// Alone, preparing.
    Solo,
    /// One to one.
    Pair,
    /// Group supervision.
    Group,
}

/// How much a question asks of two tired people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Weight {
    /// Can be asked at any moment.
    Light,
    /// Never chosen by the program for the last minutes or a shared screen.
    Heavy,
}

/// The kind of answer a question takes, always beside prose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum AnswerKind {
    /// Words.
    Prose,
    /// Signs of Safety, 0 to 10, with its two anchors in words.
    SafetyScale {
        /// What 0 means.
        zero: String,
        /// What 10 means.
        ten: String,
    },
    /// The balance between process and intervention (Element 9).
    Balance,
    /// A place on the Child's Journey map.
    JourneyPlace,
    /// A stage of the relationship (Element 8).
    BuildingBlock,
    /// Involve, Inform, Invest, Influence (Principle 2).
    FourIs,
    /// What effect, on whom, how we know, what else (Element 7).
    Lightbulb,
}

/// Where a question comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Source {
    /// Same meaning as a published item, in our own words.
    Follows {
        /// Key of the document in `sources.ron`.
        document: String,
        /// Key of the item there.
        item: String,
    },
    /// Written from a passage.
    WrittenFrom {
        /// Key of the document in `sources.ron`.
        document: String,
        /// Key of the section there.
        section: String,
    },
    /// Supplied by a publisher who holds the wording.
    Supplied {
        /// Who supplied it.
        publisher: String,
        /// Where it stands in their publication.
        page: String,
    },
    /// Our own.
    Ours,
}

/// A tag that holds for a time only, such as a national statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedTag {
    /// What it names.
    pub tag: String,
    /// First day it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<chrono::NaiveDate>,
    /// Last day it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<chrono::NaiveDate>,
}

/// One checked question of a bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Stable for ever, never reused: `journey.where-now`.
    pub id: String,
    /// The part of the wheel it belongs to.
    pub part: Part,
    /// The question as it is asked.
    pub text: String,
    /// Up to three prompts, which also carry the conditions.
    #[serde(default)]
    pub follow_ups: Vec<String>,
    /// Who asks.
    pub asks: Who,
    /// Who answers first.
    pub answers_first: Who,
    /// Where it enters the supervision cycle: one step, two where it spans.
    pub cycle: Vec<Cycle>,
    /// What it draws out.
    #[serde(default)]
    pub draws: Vec<Draws>,
    /// Stages of the doing wheel it suits; none named is all.
    #[serde(default)]
    pub stages: Vec<Stage>,
    /// Places of the journey it suits; none named is all.
    #[serde(default)]
    pub places: Vec<Place>,
    /// Whether it makes sense only once a plan is in place.
    #[serde(default)]
    pub needs_plan: bool,
    /// Children it fits; none named is all.
    #[serde(default)]
    pub fits: Vec<Fits>,
    /// Meetings it suits; none named is all.
    #[serde(default)]
    pub settings: Vec<Setting>,
    /// Minutes it is worth.
    pub minutes: u8,
    /// Light or heavy.
    pub weight: Weight,
    /// Whether a conversation may open with it.
    #[serde(default)]
    pub opener: bool,
    /// The kind of answer.
    #[serde(default = "prose")]
    pub kind: AnswerKind,
    /// Where its answer is proposed to be filed.
    pub destination: Destination,
    /// Tags that change with policy.
    #[serde(default)]
    pub dated: Vec<DatedTag>,
    /// Where it comes from.
    pub source: Source,
}

fn prose() -> AnswerKind {
    AnswerKind::Prose
}
