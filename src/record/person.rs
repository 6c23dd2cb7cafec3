//! People in the room, and children spoken of.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ulid::Ulid;

use crate::practice::question::Fits;

wordless!(Born);

/// What somebody is in this meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Role {
    /// The practice supervisor.
    Supervisor,
    /// The social worker or other practitioner.
    Practitioner,
    /// Holds the process in group supervision.
    Facilitator,
    /// Helps the facilitator hold the process.
    Advisor,
    /// Listens and reflects.
    Observer,
    /// The manager who answers for the decision.
    AccountableManager,
    /// Keeps the ideas and who takes them on.
    ActionPlanner,
    /// Anybody else.
    Other,
}

impl Role {
    /// Who sits opposite in a one-to-one.
    #[must_use]
    pub fn other(self) -> Role {
        match self {
            Role::Practitioner => Role::Supervisor,
            _ => Role::Practitioner,
        }
    }

    /// As it is read.
    pub fn words(self) -> &'static str {
        match self {
            Role::Supervisor => "practice supervisor",
            Role::Practitioner => "practitioner",
            Role::Facilitator => "facilitator",
            Role::Advisor => "advisor",
            Role::Observer => "observer",
            Role::AccountableManager => "accountable manager",
            Role::ActionPlanner => "action planner",
            Role::Other => "also present",
        }
    }
}

/// What somebody in a group may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum MaySee {
    /// Everything said in the meeting.
    #[default]
    All,
    /// No names: initials or letters only.
    NoNames,
    /// Nothing of a record.
    Nothing,
}

/// A person present.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Stays the same from session to session.
    pub id: Ulid,
    /// Name as used at work.
    pub name: String,
    /// Role in this meeting.
    pub role: Role,
    /// In a group: what they may see.
    #[serde(default)]
    pub may_see: MaySee,
    /// In a group: they know the family and stepped out.
    #[serde(default)]
    pub stepped_out: bool,
}

/// A date of birth as far as it is known.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Born {
    /// Not written down here.
    #[default]
    NotRecorded,
    /// Date of birth.
    On(NaiveDate),
    /// Unborn: expected date.
    Expected(NaiveDate),
    /// Age in years, when that is all that is known.
    Aged(u8),
}

/// A child, as this record names them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Child {
    /// Stays the same from session to session.
    pub id: Ulid,
    /// The name they use, spelt as they spell it.
    pub name: String,
    /// The case system's reference.
    #[serde(default)]
    pub reference: String,
    /// Initials; empty means "made from the name".
    #[serde(default)]
    pub initials: String,
    /// Birth.
    #[serde(default)]
    pub born: Born,
    /// Brothers and sisters known to this vault.
    #[serde(default)]
    pub brothers_and_sisters: Vec<Ulid>,
    /// What else about them decides which questions fit: without speech,
    /// disabled, unaccompanied, at home, in care, leaving care. Age is read
    /// from `born`.
    #[serde(default)]
    pub situation: Vec<Fits>,
}

impl Child {
    /// Initials as given, else made from the name.
    pub fn shown_initials(&self) -> String {
        if self.initials.trim().is_empty() {
            crate::text::initials(&self.name)
        } else {
            self.initials.clone()
        }
    }

    /// The tags of a question that may fit this child on a day: their age as
    /// far as it is known, and their situation.
    pub fn fits_on(&self, day: NaiveDate) -> Vec<Fits> {
        let age = match self.born {
            Born::NotRecorded => None,
            Born::On(birth) if birth > day => Some(Fits::Unborn),
            Born::On(birth) => Some(Fits::at_age(day.years_since(birth).unwrap_or(0))),
            Born::Expected(due) if due >= day => Some(Fits::Unborn),
            // Born since, it may be; the date alone does not say so.
            Born::Expected(_) => Some(Fits::Baby),
            Born::Aged(years) => Some(Fits::at_age(years.into())),
        };
        age.into_iter().chain(self.situation.iter().copied()).collect()
    }
}
