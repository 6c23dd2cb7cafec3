//! A discussion: about one child, a family, the practitioner, or learning.

use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::action::{Action, Decision, Due, FollowUp, HypothesisOutcome, UrgentAct};
use super::agreement::{Agreement, Amendment};
use super::answer::{Answer, SafetyScore, Stamp};
use super::glance::{AtAGlance, BriefCheck, OwnParagraph};
use crate::practice::{Block, Destination, Part, Place, Stage};

/// Whom the discussion is about: this decides where it may be filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// One child.
    Child(Ulid),
    /// Brothers and sisters together; each passage names its children.
    Family(Vec<Ulid>),
    /// The practitioner: personal supervision.
    Practitioner(Ulid),
    /// What the group learns.
    Learning,
}

impl Subject {
    /// The children it is about.
    pub fn children(&self) -> &[Ulid] {
        match self {
            Subject::Child(id) => std::slice::from_ref(id),
            Subject::Family(ids) => ids,
            Subject::Practitioner(_) | Subject::Learning => &[],
        }
    }
}

/// A brief check, or time in depth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Depth {
    /// Time to think.
    #[default]
    InDepth,
    /// What has changed, are they safe, dates, decision, actions.
    BriefCheck,
}

/// The child's way through services, here and elsewhere.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Journey {
    /// Its own id.
    pub id: Ulid,
    /// Where the child is on the map.
    pub place: Option<Place>,
    /// The local name of that place, where it differs.
    pub local_name: String,
    /// What comes next.
    pub next_place: Option<Place>,
    /// In what time: the child's, not ours.
    pub timescale: String,
    /// How we shall know on the way.
    pub checkpoints: Vec<Checkpoint>,
    /// Earlier times help was given, here or elsewhere.
    pub earlier: Vec<EarlierJourney>,
    /// What grows beside the first plan.
    pub parallel_plan: String,
    /// Permanence: what is aimed at.
    pub permanence: String,
}

/// A point on the way at which progress is looked at.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// Its own id.
    pub id: Ulid,
    /// What will be looked at.
    pub what: String,
    /// When, as typed and as read.
    #[serde(default)]
    pub by: Due,
}

/// Help given before: to this child, or to an older brother or sister.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarlierJourney {
    /// Its own id.
    pub id: Ulid,
    /// Whose journey: this child's when none is named.
    #[serde(default)]
    pub child: Option<Ulid>,
    /// Which authority.
    #[serde(default)]
    pub authority: String,
    /// When, as known.
    #[serde(default)]
    pub when: String,
    /// What was given and how it ended.
    pub what: String,
    /// What worked then.
    #[serde(default)]
    pub what_worked: String,
}

/// Signs of Safety: four domains, danger statements paired with goals.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SignsOfSafety {
    /// Each passage with its domain.
    pub passages: Vec<SafetyPassage>,
    /// Danger statements, each with its goal and scale.
    pub dangers: Vec<DangerStatement>,
    /// Judgements, 0 to 10.
    pub judgements: Vec<SafetyJudgement>,
}

/// Where a passage belongs in Signs of Safety.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SafetyDomain {
    /// Worried about: what has already hurt the child.
    PastHarm,
    /// Worried about: what may happen if nothing changes.
    FutureDanger,
    /// Worried about: what makes it harder.
    ComplicatingFactor,
    /// Working well: strengths.
    Strength,
    /// Working well: acts that protected when danger was there.
    ExistingSafety,
    /// What needs to happen.
    NeedsToHappen,
}

/// A passage of Signs of Safety.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SafetyPassage {
    /// Its own id.
    pub id: Ulid,
    /// Its domain.
    pub domain: SafetyDomain,
    /// The words.
    pub text: String,
    /// In a family: whom it concerns.
    #[serde(default)]
    pub children: Vec<Ulid>,
    /// When written.
    pub written: Stamp,
}

/// Who worries, about what, and what it may do to the child: in words the
/// family understands. It stays the worriers' statement.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DangerStatement {
    /// Its own id.
    pub id: Ulid,
    /// The statement.
    pub statement: String,
    /// The safety goal paired with it.
    #[serde(default)]
    pub goal: String,
    /// Its scale.
    #[serde(default)]
    pub scale: Option<SafetyScore>,
    /// What the family disputes, and who.
    #[serde(default)]
    pub dispute: String,
    /// In a family: whom it concerns.
    #[serde(default)]
    pub children: Vec<Ulid>,
    /// When written.
    pub written: Stamp,
}

/// A judgement of safety that belongs to no question and no statement.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SafetyJudgement {
    /// Its own id.
    pub id: Ulid,
    /// The number, its anchors, who judged and when.
    pub score: SafetyScore,
    /// In a family: whom it concerns.
    #[serde(default)]
    pub children: Vec<Ulid>,
    /// When written.
    pub written: Stamp,
}

/// A tool used with the child or family.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToolUsed {
    /// Its own id.
    pub id: Ulid,
    /// "Cultural Genogram", "Impact Chronology", "Three Houses".
    pub tool: String,
    /// What it showed.
    #[serde(default)]
    pub showed: String,
    /// In a family: with or about whom.
    #[serde(default)]
    pub children: Vec<Ulid>,
}

/// A part of the framework used and, if wanted, what impact it had.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartUsed {
    /// Its own id.
    pub id: Ulid,
    /// The part.
    pub part: Part,
    /// Its impact, never compulsory.
    #[serde(default)]
    pub impact: String,
    /// In a family: with or about whom.
    #[serde(default)]
    pub children: Vec<Ulid>,
    /// Taken away by hand, although questions of it were answered.
    #[serde(default)]
    pub left_out: bool,
}

/// Words the two chose for the child to read, now or at twenty-five: a
/// paragraph of the note, or a letter by itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordsToChild {
    /// Its own id.
    pub id: Ulid,
    /// To whom.
    pub child: Ulid,
    /// The words.
    pub text: String,
    /// When written.
    pub written: Stamp,
}

impl WordsToChild {
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Personal supervision, in its five parts; each is plain words and may stay
/// empty (FACTS, "What a supervision record must hold").
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Personal {
    /// Its own id.
    pub id: Ulid,
    /// How the practitioner is.
    pub wellbeing: String,
    /// Workload.
    pub workload: String,
    /// Learning.
    pub learning: String,
    /// Safety at work.
    pub safety_at_work: String,
    /// Knowledge and Skills Statements, or the standards that follow them.
    pub standards: String,
}

impl Personal {
    /// Name of each part with its words, in the order they are asked.
    pub fn parts(&self) -> [(&'static str, &str); 5] {
        [
            ("Wellbeing", &self.wellbeing),
            ("Workload", &self.workload),
            ("Learning", &self.learning),
            ("Safety at work", &self.safety_at_work),
            ("Knowledge and skills", &self.standards),
        ]
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.parts().iter().all(|(_, text)| text.trim().is_empty())
    }
}

/// A nudge at review that somebody set aside, with a word of why.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetAside {
    /// Its own id.
    pub id: Ulid,
    /// Which nudge, by its name.
    pub nudge: String,
    /// What it spoke of, where that was one thing.
    #[serde(default)]
    pub about: Option<Ulid>,
    /// In a family: on whose page.
    #[serde(default)]
    pub child: Option<Ulid>,
    /// The word.
    #[serde(default)]
    pub word: String,
    /// When.
    pub written: Stamp,
}

/// A bundle sent to somebody: what left is known here too.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    /// Its own id.
    pub id: Ulid,
    /// To whom, by their id in the roster.
    pub to: Ulid,
    /// In a family: whose page; none: the whole discussion.
    #[serde(default)]
    pub child: Option<Ulid>,
    /// SHA-256 of the bundle, in hex.
    pub digest: String,
    /// When.
    pub at: Stamp,
}

/// How far one child's page of a discussion has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum FilingState {
    /// Still being written: an export is headed DRAFT.
    #[default]
    Open,
    /// Finalised: only amendments from here.
    Finalised,
    /// Finalised, and agreed by both.
    Agreed,
}

/// One page of a discussion: a child's, or the whole where it is not about
/// children. Finalising and filing are done per page, never per session.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filing {
    /// Whose page; none where the discussion is not about children.
    #[serde(default)]
    pub child: Option<Ulid>,
    /// How far it has come.
    #[serde(default)]
    pub state: FilingState,
    /// When it was finalised.
    #[serde(default)]
    pub finalised: Option<Stamp>,
    /// Who finalised it.
    #[serde(default)]
    pub finalised_by: Option<Ulid>,
    /// That it was finalised is what a file said that was imported: nobody did
    /// it here.
    #[serde(default, skip_serializing_if = "is_false")]
    pub imported: bool,
    /// Hand-overs to case systems.
    #[serde(default)]
    pub hand_overs: Vec<HandOver>,
    /// A legal hold: nothing is purged.
    #[serde(default)]
    pub legal_hold: bool,
}

/// A note that was handed over.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// Its own id.
    pub id: Ulid,
    /// To where.
    pub to: Destination,
    /// The case system's own reference, typed by a person.
    pub reference: String,
    /// SHA-256 of the exported bytes, in hex.
    pub digest: String,
    /// The file was none that the page gave: it was noted as it was.
    #[serde(default, skip_serializing_if = "is_false")]
    pub as_it_is: bool,
    /// It is what a file said that was imported: no proof that it happened.
    #[serde(default, skip_serializing_if = "is_false")]
    pub imported: bool,
    /// When.
    pub at: Stamp,
}

// The one shape that serde calls.
#[expect(clippy::trivially_copy_pass_by_ref)]
pub(super) fn is_false(mark: &bool) -> bool {
    !mark
}

/// One discussion of a session.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Discussion {
    /// Its own id.
    pub id: Ulid,
    /// Whom it is about.
    pub subject: Subject,
    /// Brief or in depth.
    #[serde(default)]
    pub depth: Depth,
    /// At a glance, per child in a family.
    #[serde(default)]
    pub glance: Vec<(Ulid, AtAGlance)>,
    /// The journey, per child in a family.
    #[serde(default)]
    pub journey: Vec<(Ulid, Journey)>,
    /// Where the work is on the doing wheel.
    #[serde(default)]
    pub stage: Option<Stage>,
    /// Questions chosen for this hour, by id, in the order they are asked;
    /// none: no choice was made.
    #[serde(default)]
    pub chosen: Vec<String>,
    /// Answers in the order they were asked.
    #[serde(default)]
    pub answers: Vec<Answer>,
    /// Signs of Safety.
    #[serde(default)]
    pub signs: SignsOfSafety,
    /// Balance of process and intervention, -5 to 5.
    #[serde(default)]
    pub balance: Option<i8>,
    /// Stage of the relationship.
    #[serde(default)]
    pub block: Option<Block>,
    /// Brief check, per child.
    #[serde(default)]
    pub brief: Vec<BriefCheck>,
    /// Tools used.
    #[serde(default)]
    pub tools: Vec<ToolUsed>,
    /// Decisions, each with its rationale.
    #[serde(default)]
    pub decisions: Vec<Decision>,
    /// What could not wait.
    #[serde(default)]
    pub at_once: Vec<UrgentAct>,
    /// Actions.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// What became of earlier actions.
    #[serde(default)]
    pub follow_ups: Vec<FollowUp>,
    /// What became of earlier guesses.
    #[serde(default)]
    pub hypotheses: Vec<HypothesisOutcome>,
    /// Parts of the framework used.
    #[serde(default)]
    pub parts_used: Vec<PartUsed>,
    /// Words written to the child, per child.
    #[serde(default)]
    pub to_the_child: Vec<WordsToChild>,
    /// Brothers and sisters: a paragraph of each child's own.
    #[serde(default)]
    pub own: Vec<OwnParagraph>,
    /// Personal supervision, where the discussion is about the practitioner.
    #[serde(default)]
    pub personal: Option<Personal>,
    /// Nudges that were set aside.
    #[serde(default)]
    pub set_aside: Vec<SetAside>,
    /// Bundles this discussion was sent in.
    #[serde(default)]
    pub sent: Vec<Sent>,
    /// Pages and how far each has come.
    #[serde(default)]
    pub filing: Vec<Filing>,
    /// Statements of agreement.
    #[serde(default)]
    pub agreements: Vec<Agreement>,
    /// What was added after finalising.
    #[serde(default)]
    pub amendments: Vec<Amendment>,
    /// When the discussion was begun.
    pub begun: Stamp,
}
