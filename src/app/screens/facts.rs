//! What matters of a child at a glance, quietly: for the list of a meeting
//! and beside the brief check.

use chrono::NaiveDate;
use ulid::Ulid;

use crate::app::context::Turn;
use crate::app::model::Model;
use crate::record::{AtAGlance, ChildHistory, Depth, Discussion, Earlier, Outcome, Session};
use crate::text;

/// Before what was so until this meeting.
pub const BEFORE: &str = "before today: ";

/// A child at a glance, each thing in a few words; empty where nothing is known.
#[derive(Default)]
pub struct Facts {
    /// Status and plan.
    pub standing: String,
    /// Last seen: how long ago, alone or not.
    pub seen: String,
    /// The next date.
    pub next: String,
    /// Open actions.
    pub actions: String,
    /// Last in depth.
    pub in_depth: String,
}

/// What earlier meetings hold of a child, without the one in hand.
pub fn history(model: &Model, child: Ulid) -> ChildHistory {
    let without = model.session().map(|s| s.id);
    let headers = model.home.iter().flat_map(|h| h.sessions.iter().map(|s| &s.header));
    ChildHistory::of(headers, child, without)
}

/// What earlier meetings hold that drawings of a discussion show; nothing
/// where none is drawn.
pub fn earlier(model: &Model, session: &Session, discussion: Ulid, drawn: bool) -> Earlier {
    let Some(d) = session.discussion(discussion).filter(|_| drawn) else {
        return Earlier::default();
    };
    let headers = model.home.iter().flat_map(|h| h.sessions.iter().map(|s| &s.header));
    Earlier::of(headers, session, d.subject.children())
}

/// What is known of a child: from earlier meetings, and over it what was said
/// in this discussion.
pub fn of(model: &Model, d: &Discussion, child: Ulid, turn: Turn) -> Facts {
    let history = history(model, child);
    let mut glance = history.glance.as_ref().map(|(_, g)| g.clone()).unwrap_or_default();
    if let Some((_, now)) = d.glance.iter().find(|(c, _)| *c == child) {
        glance.update(now);
    }
    let today = turn.today();
    let settled = d.follow_ups.iter().filter(|f| f.outcome != Outcome::NotDone);
    let followed: Vec<Ulid> = settled.map(|f| f.action).collect();
    let open: Vec<_> =
        history.open_actions.iter().filter(|a| !followed.contains(&a.action.id)).collect();
    let late = open.iter().filter(|a| a.is_overdue(today)).count();
    Facts {
        standing: join(&[first_line(&glance.plan), first_line(&glance.legal_status)], "; "),
        seen: seen(&glance, today),
        next: next(&glance, today),
        actions: match (open.len(), late) {
            (0, _) => String::new(),
            (n, 0) => counted(n),
            (1, _) => "1 action open, overdue".into(),
            (n, late) => format!("{}, {late} overdue", counted(n)),
        },
        in_depth: {
            let before = history.in_depth.map_or_else(
                || "not yet in depth".into(),
                |on| format!("in depth {}", text::ago(on, today)),
            );
            // Beside "in depth" of this meeting it would contradict it.
            if d.depth == Depth::InDepth && !d.is_empty() {
                format!("{BEFORE}{before}")
            } else {
                before
            }
        },
    }
}

impl Facts {
    /// All of it in one line.
    pub fn line(&self) -> String {
        join(&[&self.seen, &self.rest()], " · ")
    }

    /// What does not stand beside the name.
    pub fn rest(&self) -> String {
        let all = [&self.next, &self.actions, &self.standing, &self.in_depth];
        join(&all.map(String::as_str), " · ")
    }
}

fn counted(n: usize) -> String {
    if n == 1 { "1 action open".into() } else { format!("{n} actions open") }
}

fn first_line(text: &str) -> &str {
    text.trim().lines().next().unwrap_or_default()
}

fn join(parts: &[&str], between: &str) -> String {
    let said: Vec<&str> = parts.iter().copied().filter(|p| !p.is_empty()).collect();
    said.join(between)
}

fn seen(glance: &AtAGlance, today: NaiveDate) -> String {
    if glance.is_unseen() {
        return "last seen not known".into();
    }
    let when = match glance.last_seen.on {
        Some(on) => text::ago(on, today),
        None => first_line(&glance.last_seen.typed).to_owned(),
    };
    let alone = match glance.seen_alone {
        Some(true) => "alone",
        Some(false) => "not alone",
        None => "",
    };
    format!("seen {}", join(&[&when, alone], ", "))
}

/// The next day that is still to come; where none has a day, the first thing.
fn next(glance: &AtAGlance, today: NaiveDate) -> String {
    let coming = glance.next_dates.iter().filter(|d| d.on.is_some_and(|on| on >= today));
    let undated = || glance.next_dates.iter().find(|d| d.on.is_none());
    coming.min_by_key(|d| d.on).or_else(undated).map_or_else(String::new, |d| {
        let day = d.on.map(|on| on.format("%-d %b").to_string()).unwrap_or_default();
        join(&[first_line(&d.what), &day], " ")
    })
}

/// "seen 12 days ago (11 Nov 2026), at school, alone": as last known.
pub fn seen_in_full(glance: &AtAGlance, today: NaiveDate) -> String {
    let when = match glance.last_seen.on {
        Some(on) => format!("{}, {}", text::short_date(on), text::ago(on, today)),
        None => first_line(&glance.last_seen.typed).to_owned(),
    };
    let alone = match glance.seen_alone {
        Some(true) => "alone",
        Some(false) => "not alone",
        None => "",
    };
    join(&[&when, first_line(&glance.seen_where), alone], ", ")
}

/// What was to come and is not past, in one line that can be taken over.
pub fn still_to_come(glance: &AtAGlance, today: NaiveDate) -> String {
    let lines: Vec<String> = glance
        .next_dates
        .iter()
        .filter(|d| d.on.is_none_or(|on| on >= today))
        .map(crate::record::NextDate::line)
        .collect();
    lines.join("; ")
}
