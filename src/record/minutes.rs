//! The minutes of a meeting, and how they are shared out.

use super::answer::Stamp;
use super::discussion::{Depth, Subject};
use super::rules::Rules;
use super::session::Session;

/// Minutes that a brief check is given where there is time for it.
const BRIEF: u16 = 4;
/// A child in depth is given at least so many times what a brief check gets.
const IN_DEPTH: u16 = 3;

/// What each discussion may take, in whole minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shares {
    /// Planned for the whole meeting.
    pub planned: u16,
    /// For each brief check; none where there is none.
    pub brief: Option<u16>,
    /// For each child in depth; none where there is none.
    pub in_depth: Option<u16>,
}

impl Session {
    /// The minutes set aside: as somebody said, else as the rules say for so
    /// many children.
    pub fn planned_minutes(&self, rules: &Rules) -> u16 {
        let children: usize = self.discussions.iter().map(|d| d.subject.children().len()).sum();
        self.minutes.unwrap_or(if children >= usize::from(rules.large_meeting_children) {
            rules.large_meeting_minutes
        } else {
            rules.meeting_minutes
        })
    }

    /// Those minutes shared out: brief checks are brief, what is left is for
    /// those in depth. The practitioner's own part counts as one in depth.
    pub fn shares(&self, rules: &Rules) -> Shares {
        let planned = self.planned_minutes(rules);
        let count = |depth| {
            let at = |d: &&super::discussion::Discussion| {
                d.depth == depth && !matches!(d.subject, Subject::Learning)
            };
            u16::try_from(self.discussions.iter().filter(at).count()).unwrap_or(u16::MAX)
        };
        let (briefs, deep) = (count(Depth::BriefCheck), count(Depth::InDepth));
        let for_brief = briefs.saturating_mul(BRIEF);
        let (brief, in_depth) = match (briefs, deep) {
            (0, 0) => (None, None),
            (0, n) => (None, planned.checked_div(n)),
            (n, 0) => (planned.checked_div(n), None),
            (_, n) => {
                let rest = planned.saturating_sub(for_brief).checked_div(n).unwrap_or(0);
                if rest >= BRIEF * IN_DEPTH {
                    (Some(BRIEF), Some(rest))
                } else {
                    let parts = briefs.saturating_add(n.saturating_mul(IN_DEPTH));
                    let one = planned.checked_div(parts).unwrap_or(0);
                    (Some(one), Some(one.saturating_mul(IN_DEPTH)))
                }
            }
        };
        Shares { planned, brief, in_depth }
    }

    /// Minutes of the plan not yet used, counted from when the record was
    /// begun; none where the meeting is not held at this time: prepared for
    /// another day, or written up afterwards.
    pub fn minutes_left(&self, rules: &Rules, now: Stamp) -> Option<u16> {
        let today = now.date_naive();
        if self.date != today || self.begun.with_timezone(now.offset()).date_naive() != today {
            return None;
        }
        let used = (now - self.begun).num_minutes().max(0);
        let left = i64::from(self.planned_minutes(rules)) - used;
        Some(u16::try_from(left.max(0)).unwrap_or(u16::MAX))
    }
}

impl Shares {
    /// "90 minutes: brief checks about 4 minutes each, 25 for each in depth".
    pub fn words(&self) -> String {
        let each = |n: u16| match n {
            0 => "less than a minute".to_owned(),
            1 => "about 1 minute".to_owned(),
            n => format!("about {n} minutes"),
        };
        let shared = match (self.brief, self.in_depth) {
            (Some(0), _) => "more children than minutes".into(),
            (Some(b), Some(d)) => format!("brief checks {} each, {d} for each in depth", each(b)),
            (Some(b), None) if b < self.planned => format!("brief checks {} each", each(b)),
            (None, Some(d)) if d < self.planned => format!("{} for each in depth", each(d)),
            _ => return format!("{} minutes", self.planned),
        };
        format!("{} minutes: {shared}", self.planned)
    }
}

/// "about 40 minutes left": to five minutes while there are many, and never a
/// count that goes down to nothing.
pub fn left_in_words(left: u16) -> String {
    match left {
        0 => "the time planned is used up".into(),
        1..=4 => "a few minutes left".into(),
        n => format!("about {} minutes left", (n + 2) / 5 * 5),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use ulid::Ulid;

    use super::*;
    use crate::record::Discussion;

    fn session(briefs: usize, deep: usize) -> Session {
        let at = Stamp::parse_from_rfc3339("2026-11-23T10:00:00+00:00").unwrap();
        let mut s = Session::new(Ulid(1), at.date_naive(), at);
        for n in 0..briefs + deep {
            let id = Ulid(10 + n as u128);
            let mut d = Discussion::new(id, Subject::Child(id), at);
            d.depth = if n < briefs { Depth::BriefCheck } else { Depth::InDepth };
            s.discussions.push(d);
        }
        s
    }

    #[test]
    fn minutes_are_shared_out_and_never_more_than_there_are() {
        let rules = Rules::default();
        let words = |b, d| session(b, d).shares(&rules).words();
        assert_eq!(
            words(10, 2),
            "90 minutes: brief checks about 4 minutes each, 25 for each in depth"
        );
        assert_eq!(words(0, 1), "60 minutes");
        assert_eq!(words(0, 3), "60 minutes: about 20 minutes for each in depth");
        assert_eq!(words(12, 0), "90 minutes: brief checks about 7 minutes each");
        for briefs in 0..40 {
            for deep in 0..8 {
                let s = session(briefs, deep).shares(&rules);
                let all = usize::from(s.brief.unwrap_or(0)) * briefs
                    + usize::from(s.in_depth.unwrap_or(0)) * deep;
                assert!(all <= usize::from(s.planned), "{briefs} {deep}");
                assert!(!s.words().is_empty());
            }
        }
    }

    #[test]
    fn what_is_left_never_goes_below_nothing() {
        let rules = Rules::default();
        let s = session(1, 0);
        let after = |n: i64| s.minutes_left(&rules, s.begun + chrono::Duration::minutes(n));
        assert_eq!(after(0), Some(60));
        assert_eq!(after(19).map(left_in_words).unwrap(), "about 40 minutes left");
        assert_eq!(after(58).map(left_in_words).unwrap(), "a few minutes left");
        assert_eq!(after(300).map(left_in_words).unwrap(), "the time planned is used up");
        assert_eq!(after(-5), Some(60));
        assert_eq!(after(60 * 24), None, "written up another day");
    }
}
