//! The thinking wheel: three Principles, and nine Elements in three groups.
//!
//! Source: practice note "Introduction to the Practice Framework and Model"
//! (2021). Two number series exist, so a part is always named with its
//! series: Principle 1 or Element 1, never "1".

use serde::{Deserialize, Serialize};

/// A ring or group of the thinking wheel (3 + 3 + 3 + 3 parts).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Ring {
    /// The three overarching principles.
    Principles,
    /// The three basics: what to do, how well, and what only this service owes.
    Basics,
    /// The heart of practice: strengths, relationships, trauma.
    Heart,
    /// The intervention aids: lightbulb, building blocks, scales.
    Aids,
}

impl Ring {
    /// All rings, from the outside in.
    pub const ALL: [Ring; 4] = [Ring::Principles, Ring::Basics, Ring::Heart, Ring::Aids];

    /// The ring's name as it is read.
    pub fn name(self) -> &'static str {
        match self {
            Ring::Principles => "3 Principles",
            Ring::Basics => "3 Basics",
            Ring::Heart => "3 Heart of Practice",
            Ring::Aids => "3 Intervention Aids",
        }
    }
}

/// One of the twelve parts of the thinking wheel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Part {
    /// Principle 1.
    ChildsJourney,
    /// Principle 2, the four I's.
    Participation,
    /// Principle 3, the Knowledge and Skills Statements.
    KnowledgeAndSkills,
    /// Element 1.
    ProcessMaps,
    /// Element 2.
    TrustStandards,
    /// Element 3.
    ServiceStandards,
    /// Element 4, strengths-based practice: Signs of Safety.
    SignsOfSafety,
    /// Element 5.
    Relationships,
    /// Element 6.
    Trauma,
    /// Element 7.
    Lightbulb,
    /// Element 8.
    BuildingBlocks,
    /// Element 9: the balance of process and intervention, not a 0-10 scale.
    Scales,
}

impl Part {
    /// All parts in the order of the framework.
    pub const ALL: [Part; 12] = [
        Part::ChildsJourney,
        Part::Participation,
        Part::KnowledgeAndSkills,
        Part::ProcessMaps,
        Part::TrustStandards,
        Part::ServiceStandards,
        Part::SignsOfSafety,
        Part::Relationships,
        Part::Trauma,
        Part::Lightbulb,
        Part::BuildingBlocks,
        Part::Scales,
    ];

    /// The ring the part belongs to.
    pub fn ring(self) -> Ring {
        match self.index() {
            0..=2 => Ring::Principles,
            3..=5 => Ring::Basics,
            6..=8 => Ring::Heart,
            _ => Ring::Aids,
        }
    }

    /// Place in the order of the framework, from 0.
    pub fn index(self) -> usize {
        self as usize
    }

    /// "Principle 1" to "Principle 3", "Element 1" to "Element 9".
    pub fn label(self) -> &'static str {
        [
            "Principle 1",
            "Principle 2",
            "Principle 3",
            "Element 1",
            "Element 2",
            "Element 3",
            "Element 4",
            "Element 5",
            "Element 6",
            "Element 7",
            "Element 8",
            "Element 9",
        ][self.index()]
    }

    /// The part's full name.
    pub fn name(self) -> &'static str {
        [
            "Child's Journey",
            "Children's and Young People's Participation",
            "Knowledge and Skills Statements",
            "Process Maps and Practice Guidance",
            "Trust Practice Standards",
            "Service Practice Standards",
            "Strengths-based practice: Signs of Safety",
            "Relationship-based practice",
            "Trauma-informed practice",
            "Lightbulb",
            "Building Blocks",
            "Scales",
        ][self.index()]
    }

    /// A name short enough for a status line.
    pub fn short_name(self) -> &'static str {
        [
            "Child's Journey",
            "Participation",
            "Knowledge and Skills",
            "Process Maps",
            "Trust Standards",
            "Service Standards",
            "Signs of Safety",
            "Relationships",
            "Trauma",
            "Lightbulb",
            "Building Blocks",
            "Scales",
        ][self.index()]
    }
}
