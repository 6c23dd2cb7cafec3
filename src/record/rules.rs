//! Rules of practice: they belong to the vault, not to the machine.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::answer::Stamp;

/// Local rules. Every default is a setting because policies differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rules {
    /// Days after the meeting from which an entry is a late one.
    pub late_after_days: u16,
    /// Weeks between supervisions of one practitioner.
    pub supervision_every_weeks: u16,
    /// Weeks within which every child should be discussed.
    pub child_every_weeks: u16,
    /// Whether the case record is also filed with the staff file, as some
    /// authorities do.
    pub case_record_also_to_staff_file: bool,
    /// Years a thin thread is kept after a purge; none: until a person
    /// decides, because retention depends on the kind of record.
    pub keep_thread_years: Option<u16>,
    /// Minutes set aside for a meeting, where nobody said otherwise.
    pub meeting_minutes: u16,
    /// The same, for a meeting about many children.
    pub large_meeting_minutes: u16,
    /// From how many children on a meeting is about many.
    pub large_meeting_children: u16,
    /// Who can read a note on a child's file, in the words of this place.
    pub child_file_read_by: String,
    /// Who can read a note of personal supervision.
    pub staff_file_read_by: String,
    /// Id of the layout that notes have where nobody chooses another.
    pub layout: String,
}

impl Rules {
    /// Whether what is written at a time is a late entry for a meeting.
    pub fn is_late(&self, meeting: NaiveDate, at: Stamp) -> bool {
        let limit = meeting.checked_add_days(Days::new(self.late_after_days.into()));
        limit.is_some_and(|limit| at.date_naive() > limit)
    }
}

impl Default for Rules {
    fn default() -> Self {
        Rules {
            late_after_days: 5,
            supervision_every_weeks: 4,
            child_every_weeks: 12,
            case_record_also_to_staff_file: false,
            keep_thread_years: None,
            meeting_minutes: 60,
            large_meeting_minutes: 90,
            large_meeting_children: 6,
            child_file_read_by: "whoever may read the child's file, and one day the child".into(),
            staff_file_read_by: "the two of you, and whoever may read the staff file".into(),
            layout: super::layout::usual().id.clone(),
        }
    }
}
