//! What a note can hold, by name, and what of it may be left out.

use serde::{Deserialize, Serialize};

/// Something that can stand in a note under a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Content {
    /// What could not wait: who was told, when, what was decided.
    ActedAtOnce,
    /// Legal status, plan, last seen, what is to come, who decides.
    AtAGlance,
    /// What became of the actions of earlier meetings.
    EarlierActions,
    /// What became of the guesses of earlier meetings.
    EarlierGuesses,
    /// The brief check: what has changed, and are they safe.
    BriefCheck,
    /// Passages marked as fact.
    Facts,
    /// Personal supervision in its five parts; in no note about a child.
    Personal,
    /// Brothers and sisters: what was written of one child alone.
    OwnParagraphs,
    /// What the child said or showed, and how that is known.
    ChildSays,
    /// Signs of Safety: strengths, and what has kept the child safe.
    WorkingWell,
    /// Signs of Safety: past harm, future danger, what makes it harder.
    Worries,
    /// Danger statements, each with its safety goal and how near it is.
    Dangers,
    /// Signs of Safety: what needs to happen.
    NeedsToHappen,
    /// How safe from 0 to 10, each with its meaning, by whom and when.
    HowSafe,
    /// The balance of duty and help, and the working relationship.
    Weighed,
    /// Judgements and guesses.
    Meaning,
    /// What was decided, why, and by whom.
    Decisions,
    /// Who does what by when.
    Actions,
    /// Ideas nobody agreed as actions; in full only.
    Ideas,
    /// What people still see differently.
    NotAgreed,
    /// The child's way through services.
    Journey,
    /// The step of the work at hand.
    Stage,
    /// What was written to the child.
    ToTheChild,
    /// The talk, question by question.
    TalkedAbout,
    /// Questions to be asked again.
    BringBack,
    /// Tools used, and what they showed.
    Tools,
    /// Parts of the practice framework used, and what that changed.
    Parts,
    /// Who says that this is an accurate record, and who agrees.
    StandsBehind,
    /// What was added later to the note as a whole.
    AddedLater,
    /// What became of the record itself; in full only.
    AboutTheRecord,
}

impl Content {
    /// All of it, in the order of the usual layout.
    pub const ALL: [Content; 30] = [
        Content::ActedAtOnce,
        Content::AtAGlance,
        Content::EarlierActions,
        Content::EarlierGuesses,
        Content::BriefCheck,
        Content::Facts,
        Content::Personal,
        Content::OwnParagraphs,
        Content::ChildSays,
        Content::WorkingWell,
        Content::Worries,
        Content::Dangers,
        Content::NeedsToHappen,
        Content::HowSafe,
        Content::Weighed,
        Content::Meaning,
        Content::Decisions,
        Content::Actions,
        Content::Ideas,
        Content::NotAgreed,
        Content::Journey,
        Content::Stage,
        Content::ToTheChild,
        Content::TalkedAbout,
        Content::BringBack,
        Content::Tools,
        Content::Parts,
        Content::StandsBehind,
        Content::AddedLater,
        Content::AboutTheRecord,
    ];

    /// What it is called where it has no heading of its own, and where it is
    /// left out.
    pub fn words(self) -> &'static str {
        match self {
            Content::ActedAtOnce => "Acted on at once",
            Content::AtAGlance => "At a glance",
            Content::EarlierActions => "What became of earlier actions",
            Content::EarlierGuesses => "What became of earlier guesses",
            Content::BriefCheck => "What has changed, and are they safe",
            Content::Facts => "What has happened, and what we know",
            Content::Personal => "Personal supervision",
            Content::OwnParagraphs => "About this child alone",
            Content::ChildSays => "What the child says, and how we know",
            Content::WorkingWell => "What is working well",
            Content::Worries => "What we are worried about",
            Content::Dangers => "In short: the danger, and what safety would look like",
            Content::NeedsToHappen => "What needs to happen",
            Content::HowSafe => "How safe, from 0 to 10",
            Content::Weighed => "What was weighed",
            Content::Meaning => "What we think it means",
            Content::Decisions => "What was decided, and why",
            Content::Actions => "Who does what, by when",
            Content::Ideas => "Ideas, not agreed as actions",
            Content::NotAgreed => "What is still not agreed",
            Content::Journey => "The child's journey",
            Content::Stage => "Where the work is",
            Content::ToTheChild => "Written to the child",
            Content::TalkedAbout => "What we talked about",
            Content::BringBack => "To bring back next time",
            Content::Tools => "Tools used",
            Content::Parts => "Parts of the practice framework used",
            Content::StandsBehind => "Who stands behind this note",
            Content::AddedLater => "Added later",
            Content::AboutTheRecord => "About this record",
        }
    }

    /// Whether it has a place in every layout: without it a note would say
    /// something else than the record does.
    pub fn is_kept(self) -> bool {
        matches!(
            self,
            Content::ActedAtOnce
                | Content::Decisions
                | Content::Actions
                | Content::NotAgreed
                | Content::StandsBehind
                | Content::AddedLater
        )
    }

    /// Whether it may share a heading. What may not would be taken for
    /// something else under a heading that speaks of two things: an idea for an
    /// action, an adult's thought for the child's word.
    pub fn may_share(self) -> bool {
        matches!(
            self,
            Content::AtAGlance
                | Content::BriefCheck
                | Content::Facts
                | Content::OwnParagraphs
                | Content::WorkingWell
                | Content::Worries
                | Content::Dangers
                | Content::NeedsToHappen
                | Content::HowSafe
                | Content::Weighed
                | Content::Meaning
                | Content::Journey
                | Content::Stage
                | Content::Tools
                | Content::Parts
        )
    }

    /// Its own line under a heading that it shares. Entries that say what they
    /// are need one only behind others that have one (`after_a_line`), so that
    /// they are not read as part of those.
    pub(crate) fn own_line(self, after_a_line: bool) -> Option<&'static str> {
        match self {
            Content::BriefCheck | Content::WorkingWell | Content::Worries => None,
            Content::OwnParagraphs
            | Content::Dangers
            | Content::NeedsToHappen
            | Content::Tools
            | Content::Parts => Some(self.words()),
            Content::Facts => after_a_line.then_some("What we know"),
            _ => after_a_line.then(|| self.words()),
        }
    }

    /// Whether a note on a child's file can hold it.
    pub fn is_of_a_childs_file(self) -> bool {
        !matches!(self, Content::Personal | Content::Ideas | Content::AboutTheRecord)
    }
}

/// A detail that a child's file can do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Detail {
    /// The roles behind the names of those present.
    Roles,
    /// The day of birth, the expected one, or the age.
    Born,
    /// The legal status, at a glance.
    LegalStatus,
    /// The plan, at a glance.
    Plan,
    /// In what time, on the child's journey.
    Timescale,
    /// Where the child is to belong for good, on the child's journey.
    Permanence,
    /// The plan beside the first one, on the child's journey.
    ParallelPlan,
    /// What to look at on the way, on the child's journey.
    OnTheWay,
    /// Help given before, on the child's journey.
    EarlierHelp,
    /// The line that says where the questions come from.
    Provenance,
}

impl Detail {
    /// All of them.
    pub const ALL: [Detail; 10] = [
        Detail::Roles,
        Detail::Born,
        Detail::LegalStatus,
        Detail::Plan,
        Detail::Timescale,
        Detail::Permanence,
        Detail::ParallelPlan,
        Detail::OnTheWay,
        Detail::EarlierHelp,
        Detail::Provenance,
    ];

    /// What it is called where it is left out.
    pub fn words(self) -> &'static str {
        match self {
            Detail::Roles => "Roles of those present",
            Detail::Born => "Born, or age",
            Detail::LegalStatus => "Legal status",
            Detail::Plan => "Plan",
            Detail::Timescale => "In what time",
            Detail::Permanence => "Permanence",
            Detail::ParallelPlan => "Parallel plan",
            Detail::OnTheWay => "To look at on the way",
            Detail::EarlierHelp => "Help given before",
            Detail::Provenance => "Where the questions come from",
        }
    }
}
