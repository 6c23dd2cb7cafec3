//! What is usually missing from a supervision record, read off the note before
//! it is filed: a nudge says what was not found and why it matters, and never
//! stands in the way. Prose without a single mark is always enough (FACTS,
//! "What a supervision record must hold").
//!
//! Rule of practice: research on 244 records found story and actions, with
//! why, how, analysis and the child's view usually absent (FACTS, Wilkins
//! 2017). What is looked for here is that, and what a reader of a child's file
//! misses most. Words are looked for in plain British English; where they are
//! not found that is what is said, never that it was not talked about.

mod case;
mod drift;
mod prose;
mod said;

use ulid::Ulid;

use super::discussion::{Depth, Discussion, FilingState, Subject};
use super::edit::Field;
use super::history::ChildHistory;
use super::rules::Rules;
use super::session::{Session, SessionKind};
use crate::practice::question::Draws;

/// What in a family names nobody: said of each entry, however many they are.
const NAMES_NOBODY: &str = "names-nobody";

/// In a family: a brother or sister by name, on this child's page.
pub const NAMES_ANOTHER: &str = "names-another-child";

/// The most that are said of one note, beside what names no child.
pub const MOST: usize = 5;

/// Something that may be missing.
#[derive(Clone, PartialEq, Eq)]
pub struct Nudge {
    /// Its lasting name, by which it is set aside: `decision-without-why`.
    pub name: &'static str,
    /// Why it matters, in one sentence.
    pub why: &'static str,
    /// What was not found, in one calm line.
    pub says: String,
    /// Where it can be mended.
    pub place: Place,
    /// What it speaks of, where that is one thing.
    pub about: Option<Ulid>,
    /// Words of the note it stands beside, the best first; none: it is about
    /// what stands nowhere.
    pub beside: Vec<String>,
}

/// Where a nudge leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A text of a decision, an action or a sheet.
    Field(Field),
    /// A passage of an answer.
    Passage(Ulid),
    /// A question that draws this out.
    Question(Draws),
    /// Signs of Safety.
    Signs,
    /// The child's journey.
    Journey,
    /// Decision and actions.
    Decide,
    /// What was agreed, guessed and put off at earlier meetings.
    LastTime,
}

/// The page of a discussion that is read: its texts, and whom it is about.
struct Page<'a> {
    session: &'a Session,
    discussion: &'a Discussion,
    child: Option<Ulid>,
    found: Vec<Nudge>,
}

impl<'a> Page<'a> {
    /// Whether what names these children stands on this page.
    fn takes(&self, children: &[Ulid]) -> bool {
        let family = self.discussion.subject.children().len() > 1;
        !family || self.child.is_some_and(|child| children.contains(&child))
    }

    fn nudge(&mut self, nudge: Nudge) {
        self.found.push(nudge);
    }

    /// Everything written for this page, rough notes apart.
    fn texts(&self) -> Vec<&'a str> {
        let d = self.discussion;
        let mut out: Vec<&str> = self.said().map(|c| c.text.as_str()).collect();
        let mut put = |children: &[Ulid], texts: &[&'a String]| {
            if self.takes(children) {
                out.extend(texts.iter().map(|t| t.as_str()));
            }
        };
        for x in &d.decisions {
            put(&x.children, &[&x.text, &x.rationale]);
        }
        for x in &d.actions {
            put(&x.children, &[&x.what, &x.why]);
        }
        for x in &d.brief {
            put(&[x.child], &[&x.changed, &x.safe]);
        }
        for x in &d.own {
            put(&[x.child], &[&x.text]);
        }
        for x in &d.signs.passages {
            put(&x.children, &[&x.text]);
        }
        for x in &d.signs.dangers {
            put(&x.children, &[&x.statement, &x.goal, &x.dispute]);
        }
        for x in &d.follow_ups {
            put(&x.children, &[&x.words, &x.difference]);
        }
        for x in &d.hypotheses {
            put(&x.children, &[&x.became]);
        }
        for (child, j) in &d.journey {
            put(&[*child], &[&j.parallel_plan, &j.permanence, &j.timescale]);
        }
        for x in &d.tools {
            put(&x.children, &[&x.showed]);
        }
        for a in &d.answers {
            use super::answer::Value;
            match &a.value {
                Some(Value::FourIs { involve, inform, invest, influence }) => {
                    put(&Self::named(a), &[involve, inform, invest, influence]);
                }
                Some(Value::Lightbulb { effect, on_whom, how_we_know, what_else }) => {
                    put(&Self::named(a), &[effect, on_whom, how_we_know, what_else]);
                }
                _ => {}
            }
        }
        out
    }

    /// Whom the first passage of an answer names, as its value is about them.
    fn named(answer: &super::Answer) -> Vec<Ulid> {
        answer.contributions.first().map(|c| c.children.clone()).unwrap_or_default()
    }

    /// Passages with words that stand on this page, rough notes apart.
    fn said(&self) -> impl Iterator<Item = &'a super::Contribution> + use<'_, 'a> {
        self.discussion
            .contributions()
            .map(|(_, c)| c)
            .filter(|c| !c.rough && !c.text.trim().is_empty() && self.takes(&c.children))
    }

    /// How the child is called here.
    fn name(&self) -> String {
        let name = self.child.and_then(|c| self.session.child(c)).map(|c| c.name.trim());
        name.filter(|n| !n.is_empty()).unwrap_or("the child").to_owned()
    }
}

/// What may be missing from one page of a discussion, most serious first, at
/// most [`MOST`]; before them, in a family, every entry that names nobody, also
/// where the page holds nothing yet. None of a page that is finalised, and none
/// that was set aside. `history` is what earlier meetings hold of the child, without
/// this one.
pub fn nudges(
    session: &Session,
    discussion: Ulid,
    child: Option<Ulid>,
    rules: &Rules,
    history: Option<&ChildHistory>,
) -> Vec<Nudge> {
    let Some(d) = session.discussion(discussion) else { return Vec::new() };
    let children = d.subject.children();
    let child = child.filter(|c| children.contains(c)).or(match children {
        [one] => Some(*one),
        _ => None,
    });
    let open = d.filing.iter().any(|f| f.child == child && f.state == FilingState::Open);
    let cancelled = matches!(session.kind, SessionKind::Cancelled { .. });
    if cancelled || d.is_empty() || (!open && !d.filing.is_empty()) {
        return Vec::new();
    }
    let mut page = Page { session, discussion: d, child, found: Vec::new() };
    page.nobody_named();
    page.found.retain(|n| !is_set_aside(d, n, child));
    let lost = page.found.len();
    if d.is_page_empty(child) {
        return page.found;
    }
    let of_a_child = matches!(d.subject, Subject::Child(_) | Subject::Family(_));
    // A decision in passing is asked no more than a brief check is.
    let passing = matches!(session.kind, SessionKind::Corridor);
    let deep = d.depth == Depth::InDepth && !passing;
    // In the order of their weight.
    page.dangers_without_goal();
    page.decisions_without_why();
    page.names_another();
    page.actions_without_whom_or_when();
    if of_a_child && deep {
        page.childs_view();
        page.no_analysis();
        page.no_reason_anywhere();
        if let Some(history) = history {
            page.drift(rules, history);
        }
    }
    page.dangers_without_scale();
    page.decisions_by_nobody();
    if of_a_child && deep {
        page.no_parallel_plan(history);
        page.nothing_good();
        if let Some(history) = history {
            page.open_guesses(history);
        }
        page.no_how();
    }
    let mut found = page.found;
    found.retain(|n| !is_set_aside(d, n, child));
    found.truncate(lost + MOST);
    found
}

/// Whether a person set it aside, on this page; what names nobody is of all
/// pages alike.
fn is_set_aside(d: &Discussion, nudge: &Nudge, child: Option<Ulid>) -> bool {
    d.set_aside.iter().any(|s| {
        s.nudge == nudge.name
            && s.about == nudge.about
            && (s.child.is_none() || s.child == child || s.nudge == NAMES_NOBODY)
    })
}
