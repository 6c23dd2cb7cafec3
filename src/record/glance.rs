//! What is seen at a glance of one child, the brief check, and a child's own
//! paragraph: always of one child, in a family too.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::action::Due;
use super::answer::Stamp;

/// What must be seen at a glance. Plain words: names of plans and statuses
/// are local.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AtAGlance {
    /// Its own id.
    pub id: Ulid,
    /// Legal status.
    #[serde(default)]
    pub legal_status: String,
    /// Kind of plan.
    #[serde(default)]
    pub plan: String,
    /// Last seen: the day, as typed and as read.
    #[serde(default)]
    pub last_seen: Due,
    /// Last seen: where.
    #[serde(default)]
    pub seen_where: String,
    /// Last seen alone, if known.
    #[serde(default)]
    pub seen_alone: Option<bool>,
    /// What is to come, in the one line it was typed in; empty where the
    /// dates came otherwise.
    #[serde(default)]
    pub to_come: String,
    /// Visits, reviews, conferences, hearings to come: read from that line.
    #[serde(default)]
    pub next_dates: Vec<NextDate>,
    /// Who decides, and with what authority.
    #[serde(default)]
    pub who_decides: String,
}

impl AtAGlance {
    /// Nothing known yet.
    pub fn new(id: Ulid) -> Self {
        AtAGlance { id, ..AtAGlance::default() }
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.has_no_standing() && self.is_unseen() && self.has_no_dates()
    }

    /// Whether neither status nor plan nor who decides was written.
    pub fn has_no_standing(&self) -> bool {
        [&self.legal_status, &self.plan, &self.who_decides].iter().all(|s| s.trim().is_empty())
    }

    /// Whether nothing was written of when the child was last seen.
    pub fn is_unseen(&self) -> bool {
        self.last_seen.on.is_none()
            && self.last_seen.typed.trim().is_empty()
            && self.seen_where.trim().is_empty()
            && self.seen_alone.is_none()
    }

    /// Whether nothing was written of what is to come.
    pub fn has_no_dates(&self) -> bool {
        self.to_come.trim().is_empty() && self.next_dates.is_empty()
    }

    /// The newer words over these: what was not said again stays as it was.
    pub fn update(&mut self, newer: &AtAGlance) {
        for (old, new) in [
            (&mut self.legal_status, &newer.legal_status),
            (&mut self.plan, &newer.plan),
            (&mut self.who_decides, &newer.who_decides),
        ] {
            if !new.trim().is_empty() {
                old.clone_from(new);
            }
        }
        // Day, place and alone belong together, as the dates to come do.
        if !newer.is_unseen() {
            self.last_seen.clone_from(&newer.last_seen);
            self.seen_where.clone_from(&newer.seen_where);
            self.seen_alone = newer.seen_alone;
        }
        if !newer.has_no_dates() {
            self.to_come.clone_from(&newer.to_come);
            self.next_dates.clone_from(&newer.next_dates);
        }
    }

    /// What is to come, in one line that can be typed over.
    pub fn coming(&self) -> String {
        if !self.to_come.trim().is_empty() {
            return self.to_come.clone();
        }
        let dates: Vec<String> = self.next_dates.iter().map(NextDate::line).collect();
        dates.join("; ")
    }
}

/// A date to come.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NextDate {
    /// Its own id.
    pub id: Ulid,
    /// What: "review", "hearing".
    pub what: String,
    /// The day, if set.
    #[serde(default)]
    pub on: Option<NaiveDate>,
}

impl NextDate {
    /// "review 12 Dec 2026".
    pub fn line(&self) -> String {
        let day = self.on.map(crate::text::short_date);
        [Some(self.what.trim().to_owned()), day]
            .into_iter()
            .flatten()
            .filter(|s| !s.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The brief check of one child: with the glance, the decision and the
/// actions it is one screen.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BriefCheck {
    /// Its own id.
    pub id: Ulid,
    /// The child.
    pub child: Ulid,
    /// What has changed.
    #[serde(default)]
    pub changed: String,
    /// Are they safe, and how do we know.
    #[serde(default)]
    pub safe: String,
    /// When written.
    pub written: Stamp,
}

impl BriefCheck {
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.changed.trim().is_empty() && self.safe.trim().is_empty()
    }
}

/// Brothers and sisters: a paragraph of one child's own.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnParagraph {
    /// Its own id.
    pub id: Ulid,
    /// The child, and nobody else.
    pub child: Ulid,
    /// The words.
    #[serde(default)]
    pub text: String,
    /// When written.
    pub written: Stamp,
}

impl OwnParagraph {
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}
