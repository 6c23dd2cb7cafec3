//! What two people stand behind: the words of one page, the same in every
//! vault that holds it, and whether they still stand as they were agreed.
//!
//! The words are RON of their own: the meeting, who was there, the child, and
//! what the page says. People are named by their place in the list of people,
//! because two vaults know them by different ids. What is added later
//! (amendments, agreements, hand-overs) is no part of them.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::action::{Action, Decision};
use super::agreement::{Accuracy, Added, Agreement, Stance};
use super::answer::{AnswerState, Stamp};
use super::discussion::{Discussion, FilingState};
use super::envelope::{FORMAT, from_ron, to_ron};
use super::person::{Born, MaySee, Person, Role};
use super::session::{Session, SessionKind};

/// The words of one page, as they are written down and read back.
#[derive(PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    format: u32,
    session: Ulid,
    date: NaiveDate,
    kind: SessionKind,
    people: Vec<Present>,
    child: Option<Named>,
    discussion: Discussion,
    #[serde(default)]
    statement: Option<Statement>,
}

#[derive(PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Present {
    name: String,
    role: Role,
    stepped_out: bool,
    may_see: MaySee,
}

#[derive(PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    id: Ulid,
    name: String,
    initials: String,
    reference: String,
    born: Born,
}

/// The two statements, so that a signature over the words binds them too.
#[derive(PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Statement {
    /// Whose, by their place among the people, from 1.
    by: u32,
    accuracy: Accuracy,
    stance: Option<Stance>,
    at: Stamp,
    recorded_by: Option<u32>,
}

/// The words of one page: the same for everybody who holds it, whatever was
/// added to it later. `child` is the page's, as its filing names it. None
/// where there is no such page.
pub fn canonical(session: &Session, discussion: Ulid, child: Option<Ulid>) -> Option<String> {
    written(&words(session, discussion, child)?)
}

/// What a person puts their name to: the words of the page and the two
/// statements. This is what [`Agreement::words`] holds and what a key signs.
/// None where the page or the person is not in the session.
pub fn words_to_sign(session: &Session, discussion: Ulid, agreement: &Agreement) -> Option<String> {
    let mut words = words(session, discussion, agreement.child)?;
    words.statement = Some(statement(session, agreement)?);
    written(&words)
}

/// Whether what was agreed still stands, word for word, and the statement is
/// the one that was made. Read back and compared, so that a field which a
/// later version adds changes nothing.
pub fn still_holds(session: &Session, discussion: Ulid, agreement: &Agreement) -> bool {
    let Ok(mut agreed) = from_ron::<Words>(&agreement.words) else { return false };
    let Some(mut now) = words(session, discussion, agreement.child) else { return false };
    now.statement = statement(session, agreement);
    agreed.format = now.format;
    now.statement.is_some() && agreed == now
}

/// Whether a statement says what its words say it does: that part of the words
/// which is not the page.
pub fn is_as_stated(session: &Session, agreement: &Agreement) -> bool {
    let Ok(agreed) = from_ron::<Words>(&agreement.words) else { return false };
    agreed.statement.is_some() && agreed.statement == statement(session, agreement)
}

fn written(words: &Words) -> Option<String> {
    to_ron(words).ok().map(|mut text| {
        text.push('\n');
        text
    })
}

fn place(people: &[Person], id: Ulid) -> Option<u32> {
    people.iter().position(|p| p.id == id).and_then(|at| u32::try_from(at + 1).ok())
}

fn statement(session: &Session, a: &Agreement) -> Option<Statement> {
    // Two people with one id: nobody can say whose place it is.
    let ids: BTreeSet<Ulid> = session.people.iter().map(|p| p.id).collect();
    if ids.len() < session.people.len() {
        return None;
    }
    let recorded_by = match a.recorded_by {
        Some(id) => Some(place(&session.people, id)?),
        None => None,
    };
    Some(Statement {
        by: place(&session.people, a.person)?,
        accuracy: a.accuracy.clone(),
        stance: a.stance.clone(),
        at: a.at,
        recorded_by,
    })
}

fn words(session: &Session, discussion: Ulid, child: Option<Ulid>) -> Option<Words> {
    let of = session.discussion(discussion)?;
    let children = of.subject.children();
    // Of one child there is one page, whether or not it is named.
    let child = match (child, children) {
        (None, [only]) => Some(*only),
        (Some(c), _) if !children.contains(&c) => return None,
        (child, _) => child,
    };
    let named = match child {
        Some(id) => {
            let c = session.child(id)?;
            Some(Named {
                id,
                name: c.name.clone(),
                initials: c.initials.clone(),
                reference: c.reference.clone(),
                born: c.born.clone(),
            })
        }
        None => None,
    };
    let mut page = of.page(child);
    // Somebody who was not there is nobody: an id must not pass for a place.
    page.put_people(&|id| place(&session.people, id).map_or(Ulid::nil(), |n| Ulid(n.into())));
    let present = |p: &Person| Present {
        name: p.name.clone(),
        role: p.role,
        stepped_out: p.stepped_out,
        may_see: p.may_see,
    };
    Some(Words {
        format: FORMAT,
        session: session.id,
        date: session.date,
        kind: session.kind.clone(),
        people: session.people.iter().map(present).collect(),
        child: named,
        discussion: page,
        statement: None,
    })
}

impl Discussion {
    /// What one page of this discussion says: of a family only what names
    /// that child (the rule of [`super::note()`]); without rough notes and empty
    /// shells, which go when the last page is finalised, and without anything
    /// that is added to a page that stands.
    #[must_use]
    pub fn page(&self, child: Option<Ulid>) -> Discussion {
        let mut d = self.clone();
        d.chosen.clear();
        d.set_aside.clear();
        d.sent.clear();
        d.filing.clear();
        d.agreements.clear();
        d.amendments.clear();
        let family = child.filter(|_| self.subject.children().len() > 1);
        let about = |children: &[Ulid]| family.is_none_or(|c| children.contains(&c));
        for a in &mut d.answers {
            let speaks = a.value.is_some() || a.state != AnswerState::Answered;
            a.contributions.retain(|c| {
                let blank = c.text.trim().is_empty() && (!speaks || c.children.is_empty());
                !(c.rough || blank)
            });
            // A value and a mark stand where every passage stands.
            let rest =
                !a.contributions.is_empty() && a.contributions.iter().all(|c| about(&c.children));
            if family.is_some() && !rest {
                a.value = None;
                a.state = AnswerState::Answered;
                a.elsewhere.clear();
                a.contributions.retain(|c| !c.text.trim().is_empty());
            }
            a.contributions.retain(|c| about(&c.children));
        }
        d.answers.retain(|a| !a.is_empty());
        d.decisions.retain(|x| about(&x.children) && !Decision::is_empty(x));
        d.actions.retain(|x| about(&x.children) && !Action::is_empty(x));
        d.drop_blank();
        d.at_once.retain(|x| about(&x.children));
        d.follow_ups.retain(|x| about(&x.children));
        d.hypotheses.retain(|x| about(&x.children) && !x.is_empty());
        d.brief.retain(|x| about(&[x.child]) && !x.is_empty());
        d.own.retain(|x| about(&[x.child]) && !x.is_empty());
        d.glance.retain(|(c, x)| about(&[*c]) && !x.is_empty());
        d.journey.retain(|(c, _)| about(&[*c]));
        d.to_the_child.retain(|x| about(&[x.child]) && !x.is_empty());
        d.tools.retain(|x| about(&x.children));
        d.parts_used.retain(|x| about(&x.children));
        d.signs.passages.retain(|x| about(&x.children));
        d.signs.dangers.retain(|x| about(&x.children));
        d.signs.judgements.retain(|x| about(&x.children));
        if family.is_some() {
            // What names no child stands on no child's page.
            d.stage = None;
            d.balance = None;
            d.block = None;
            d.personal = None;
        }
        d
    }

    /// Says of each finalised page whether both have agreed: the practice
    /// supervisor's and the practitioner's latest statements both say that it
    /// is accurate, and neither disagrees with the decision. Statements whose
    /// words had to be removed count no more.
    pub fn settle_agreement(&mut self, people: &[Person]) {
        let single = self.subject.children().len() <= 1;
        for i in 0..self.filing.len() {
            let Some(page) = self.filing.get(i).filter(|f| f.state != FilingState::Open) else {
                continue;
            };
            let agrees = |role: Role| {
                self.agreements
                    .iter()
                    .filter(|a| a.is_made() && a.struck.is_none())
                    .filter(|a| a.child == page.child || (single && a.child.is_none()))
                    .filter(|a| people.iter().any(|p| p.id == a.person && p.role == role))
                    .max_by_key(|a| a.at)
                    .is_some_and(|a| {
                        a.accuracy == Accuracy::Accurate
                            && a.stance.as_ref().is_none_or(|s| *s == Stance::Agree)
                    })
            };
            let agreed = agrees(Role::Supervisor) && agrees(Role::Practitioner);
            let state = if agreed { FilingState::Agreed } else { FilingState::Finalised };
            if let Some(page) = self.filing.get_mut(i) {
                page.state = state;
            }
        }
    }
}

/// Something that may never change again.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub struct Final {
    /// The discussion it belongs to.
    pub discussion: Ulid,
    /// What it is: a page, a statement, an amendment, with its id.
    pub what: String,
    /// What it says, in words of its own.
    pub words: String,
}

/// Everything of a session that may never change again: finalised pages,
/// statements that were made, amendments that were added for good.
pub fn finals(session: &Session) -> Vec<Final> {
    let mut all = Vec::new();
    for d in &session.discussions {
        let mut add = |what: String, words: String| {
            all.push(Final { discussion: d.id, what, words });
        };
        for f in d.filing.iter().filter(|f| f.state != FilingState::Open) {
            let by = f.finalised_by.and_then(|id| place(&session.people, id));
            let words = canonical(session, d.id, f.child).unwrap_or_default();
            let child = f.child.unwrap_or_default();
            add(format!("page {child}"), format!("{:?} {by:?}\n{words}", f.finalised));
        }
        for a in d.agreements.iter().filter(|a| a.is_made()) {
            add(format!("agreement {}", a.id), to_ron(a).unwrap_or_default());
        }
        for a in d.amendments.iter().filter(|a| a.added == Added::Made) {
            add(format!("amendment {}", a.id), to_ron(a).unwrap_or_default());
        }
    }
    all
}

/// Whether everything that was final in `before` stands unchanged in `after`:
/// finalised pages word for word with when and by whom, statements that were
/// made, amendments that were added. What was still being written may change
/// or go; hand-overs, bundles sent and agreement may be added.
///
/// # Errors
/// The discussions in which something final was changed or is gone.
pub fn keeps_what_is_final(before: &Session, after: &Session) -> Result<(), Vec<Ulid>> {
    let there: BTreeSet<Final> = finals(after).into_iter().collect();
    let changed: BTreeSet<Ulid> =
        finals(before).into_iter().filter(|f| !there.contains(f)).map(|f| f.discussion).collect();
    if changed.is_empty() { Ok(()) } else { Err(changed.into_iter().collect()) }
}
