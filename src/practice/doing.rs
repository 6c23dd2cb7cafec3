//! The doing wheel and the Child's Journey map: where the work is, and where
//! the child is.

use serde::{Deserialize, Serialize};

/// A step of the doing wheel's cycle, repeated for as long as help goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stage {
    /// Finding out with the family.
    Assessment,
    /// Agreeing with the family what will happen.
    Plan,
    /// Keeping the plan alive between reviews.
    UpdatingThePlan,
    /// Looking back at what the plan changed.
    Review,
}

/// A place on the Child's Journey map (practice note "The Child's Journey").
///
/// Names of teams and stages change with law and locality, so a record may
/// also hold the local name beside the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Place {
    /// Help before and beside statutory work.
    EarlyHelp,
    /// Where a worry first arrives.
    FrontDoor,
    /// Children in need and children on a child protection plan.
    CareManagement,
    /// Children looked after.
    ChildrenInCare,
    /// Young adults who were looked after.
    LeavingCare,
}

impl Place {
    /// All places, in the order of the map.
    pub const ALL: [Place; 5] = [
        Place::EarlyHelp,
        Place::FrontDoor,
        Place::CareManagement,
        Place::ChildrenInCare,
        Place::LeavingCare,
    ];

    /// As the map names it.
    pub fn name(self) -> &'static str {
        match self {
            Place::EarlyHelp => "Early Help",
            Place::FrontDoor => "Front Door",
            Place::CareManagement => "Care Management",
            Place::ChildrenInCare => "Children in Care",
            Place::LeavingCare => "Leaving Care",
        }
    }
}

/// What is asked of a child's participation (Principle 2, the four I's).
pub const FOUR_IS: [&str; 4] = ["Involve", "Inform", "Invest", "Influence"];

/// What the Lightbulb asks of an intervention (Element 7).
pub const LIGHTBULB: [&str; 4] = ["What effect", "On whom", "How we know", "What else"];

/// A stage of a working relationship (Element 8, Building Blocks).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Block {
    /// Getting to know each other.
    Beginning,
    /// Working together.
    Middle,
    /// Mending what went wrong between us.
    Repair,
    /// A good ending.
    Ending,
}
