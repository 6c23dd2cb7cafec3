//! How the schema's dates, values and voices are said to a person who has
//! never seen the program.

use chrono::NaiveDate;

use crate::practice::{Block as Stage8, Place, Stage};
use crate::record::answer::{Kind, SafetyScore, Stamp, Voice};
use crate::record::person::Born;
use crate::record::{Child, Due, View};

/// "23 November 2026".
pub(super) fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// "23 November 2026 at 14:02", in the local time it was written in.
pub(super) fn moment(at: Stamp) -> String {
    at.format("%-d %B %Y at %H:%M").to_string()
}

/// A person's words as they stand in a note: line breaks kept, blank lines
/// around them not. `None` where nothing was written.
pub(super) fn said(text: &str) -> Option<String> {
    if text.trim().is_empty() {
        return None;
    }
    Some(text.trim_end().trim_start_matches(['\n', '\r']).to_owned())
}

/// A person's words for a place that holds one line.
pub(super) fn line(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The first of several sentences on one line.
pub(super) fn first_sentence(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    let end = line.match_indices(['.', '!', '?']).map(|(at, mark)| at + mark.len());
    let mut ends = end.filter(|at| line.get(*at..).is_some_and(|rest| rest.starts_with(' ')));
    ends.next().and_then(|at| line.get(..at)).unwrap_or(line).to_owned()
}

/// "Friday 27 November 2026", or the words that name no day.
pub(super) fn due(by: &Due) -> Option<String> {
    match by.on {
        Some(on) => Some(day(on)),
        None => line(&by.typed),
    }
}

pub(super) fn born(child: &Child) -> Option<(&'static str, String)> {
    match child.born {
        Born::NotRecorded => None,
        Born::On(date) => Some(("Born", day(date))),
        Born::Expected(date) => Some(("Expected to be born", day(date))),
        Born::Aged(years) => Some(("Age", format!("{years} at the time of the meeting"))),
    }
}

/// A score with both anchors, its rater and its day: alone it means nothing.
pub(super) fn score(s: &SafetyScore) -> String {
    let mut out = format!("{} out of 10", s.score);
    match (line(&s.zero), line(&s.ten)) {
        (None, None) => {}
        (Some(zero), None) => out = format!("{out}, where 0 means “{zero}”"),
        (None, Some(ten)) => out = format!("{out}, where 10 means “{ten}”"),
        (Some(zero), Some(ten)) => {
            out = format!("{out}, where 0 means “{zero}” and 10 means “{ten}”");
        }
    }
    let on = s.on.map_or_else(String::new, |on| format!(" on {}", day(on)));
    match line(&s.rater) {
        Some(rater) => format!("{out}; judged by {rater}{on}"),
        None if on.is_empty() => format!("{out}; who judged is not said"),
        None => format!("{out}; given{on}; who judged is not said"),
    }
}

pub(super) fn place(place: Place) -> &'static str {
    match place {
        Place::EarlyHelp => "Early Help",
        Place::FrontDoor => "Front Door, where a worry first arrives",
        Place::CareManagement => "Care Management, for children in need or in need of protection",
        Place::ChildrenInCare => "Children in Care",
        Place::LeavingCare => "Leaving Care",
    }
}

pub(super) fn relationship(block: Stage8) -> &'static str {
    match block {
        Stage8::Beginning => "beginning: getting to know each other",
        Stage8::Middle => "working together",
        Stage8::Repair => "repair: mending what went wrong between us",
        Stage8::Ending => "ending: making it a good one",
    }
}

pub(super) fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Assessment => "assessment",
        Stage::Plan => "making the plan",
        Stage::UpdatingThePlan => "updating the plan",
        Stage::Review => "review",
    }
}

/// Whose words they are. `child` is how the child is called here; `several`:
/// the page is about more than one, so that the name has to be said.
pub(super) fn voice(voice: &Voice, child: &str, several: bool) -> String {
    let who = |who: &str, otherwise: &str| line(who).unwrap_or_else(|| otherwise.to_owned());
    let of = |what: &str| if several { format!("{child}, {what}") } else { what.to_owned() };
    match voice {
        Voice::Practitioner => "practitioner".into(),
        Voice::Supervisor => "practice supervisor".into(),
        Voice::Family { who: w } => who(w, "family"),
        Voice::Partner { who: w } => who(w, "a partner agency"),
        Voice::Group { role } => role.words().into(),
        Voice::Child { view: View::Imagined } => {
            format!("imagined by the adults, not said or shown by {child}")
        }
        Voice::Child { view: View::Heard { told_by, when, how } } => {
            of(&known("heard", told_by, &[when, how]))
        }
        Voice::Child { view: View::Observed { by, when } } => of(&known("seen", by, &[when])),
    }
}

/// "heard by Sam, on the last visit, while drawing".
fn known(how: &str, by: &str, rest: &[&String]) -> String {
    let mut out = match line(by) {
        Some(by) => format!("{how} by {by}"),
        None => format!("{how}; by whom is not recorded"),
    };
    for words in rest.iter().filter_map(|words| line(words)) {
        out = format!("{out}, {words}");
    }
    if line(by).is_none() && rest.iter().all(|words| line(words).is_none()) {
        out = format!("{how} (how we know is not recorded)");
    }
    out
}

pub(super) fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Fact => "as fact",
        Kind::Judgement => "as judgement",
        Kind::Hypothesis { .. } => "a guess, to be tested",
        Kind::Feeling => "a feeling",
    }
}

/// "1 rough note", "2 rough notes".
pub(super) fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// The first letter large, the rest as it is.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
