//! The record itself, cut down to what one destination may hold: for formats
//! that hold the record and not only the note made of it.
//!
//! What stays is asked of the same [`Page`] that the note asks, so that a file
//! of the record never holds more than the note does. Names of brothers and
//! sisters go with their ids; of what was signed only the statement stays,
//! because the signed words hold the whole page.

use std::collections::BTreeSet;

use ulid::Ulid;

use super::NoteError;
use super::page::{Page, safe_initials};
use crate::practice::Destination;
use crate::record::{
    Added, Answer, AnswerState, Audience, Born, Child, Discussion, Due, MaySee, Role, Rules,
    Session, SessionKind, Standing, Subject, Wanted, ids_of,
};

/// What stands where words were signed that are not part of this file.
const NOT_HERE: &str = "the words that were agreed are kept in the record itself";

/// The session as one destination may hold it: one discussion of it, the
/// people who were there, and nothing of how it is kept here (bookmark,
/// bundles, nudges set aside). In full the discussion is whole.
///
/// # Errors
/// Where the record has no such note; nothing of the record is in the error.
pub fn cut(
    session: &Session,
    discussion: Ulid,
    child: Option<Ulid>,
    audience: Audience,
    rules: &Rules,
) -> Result<Session, NoteError> {
    if audience == Audience::Letter {
        return Err(NoteError::NoRecordInALetter);
    }
    Ok(Page::open(session, discussion, &Wanted::new(child, audience, rules))?.record())
}

impl Wanted<'_> {
    /// The record that leaves with the note, cut down as [`cut`] does.
    ///
    /// # Errors
    /// As [`cut`]; and where the layout leaves something out of the note,
    /// which the record would hold all the same.
    pub fn record(&self, session: &Session, discussion: Ulid) -> Result<Session, NoteError> {
        let shorter = !self.layout.leaves_out().is_empty();
        if self.audience == Audience::ChildFile && shorter {
            return Err(NoteError::LayoutLeavesOut);
        }
        cut(session, discussion, self.child, self.audience, self.rules)
    }
}

impl Page<'_> {
    fn record(&self) -> Session {
        let discussion = self.part();
        let mut record = Session::new(self.session.id, self.session.date, self.session.begun);
        record.kind = match &self.session.kind {
            SessionKind::Cancelled { .. } if self.audience.is_of_one_child() => {
                SessionKind::Cancelled { reason: String::new() }
            }
            kind => kind.clone(),
        };
        record.minutes = self.session.minutes.filter(|_| self.full());
        if self.audience != Audience::Letter {
            record.people.clone_from(&self.session.people);
        }
        if !self.full() {
            // Who stepped out is said to the two themselves alone, but for those
            // whose words or names stand here.
            let named = people_of(&discussion);
            record.people.retain(|p| {
                let speaks = matches!(p.role, Role::Practitioner | Role::Supervisor);
                !p.stepped_out || speaks || named.contains(&p.id)
            });
            record.people.iter_mut().for_each(|p| p.may_see = MaySee::All);
        }
        record.children = self.children(&discussion);
        record.discussions = vec![discussion];
        record
    }

    /// Whether nothing of the discussion is taken away.
    fn everything(&self) -> bool {
        self.audience == Audience::Full && (self.whole() || !self.family())
    }

    fn children(&self, d: &Discussion) -> Vec<Child> {
        let mut about: BTreeSet<Ulid> = d.subject.children().iter().copied().collect();
        if self.full() && self.whole() {
            let earlier = d.journey.iter().flat_map(|(_, j)| &j.earlier);
            about.extend(earlier.filter_map(|e| e.child));
        }
        let known = self.session.children.iter().filter(|c| about.contains(&c.id));
        known.map(|c| self.named(c, &about)).collect()
    }

    fn named(&self, child: &Child, about: &BTreeSet<Ulid>) -> Child {
        let mut named = child.clone();
        named.brothers_and_sisters.retain(|c| about.contains(c));
        named.brothers_and_sisters.retain(|_| self.full() && self.whole());
        if self.full() {
            return named;
        }
        named.initials.clear();
        named.situation.clear();
        if self.audience == Audience::Letter {
            // The letter's words, and nothing beside them.
            named.name.clear();
            named.reference.clear();
            named.born = Born::NotRecorded;
        }
        if self.audience == Audience::StaffFile {
            // As in the note: initials, and nothing beside them.
            named.name = safe_initials(child);
            named.reference.clear();
            named.born = Born::NotRecorded;
        }
        named
    }

    /// The discussion, cut down.
    fn part(&self) -> Discussion {
        if self.audience == Audience::Letter {
            return self.letter_alone();
        }
        let mut d = self.discussion.clone();
        d.set_aside.clear();
        d.sent.clear();
        if self.everything() {
            return d;
        }
        if let (Some(child), Subject::Family(ids)) = (self.child, &mut d.subject) {
            ids.retain(|c| *c == child);
        }
        if !self.full() {
            d.chosen.clear();
        }
        d.answers.retain_mut(|a| self.cut_answer(a));
        if !matches!(d.subject, Subject::Practitioner(_)) {
            d.personal = None;
        }
        if self.case {
            self.cut_case(&mut d);
        } else {
            drop_case(&mut d);
        }
        self.cut_filing(&mut d);
        if !self.full() {
            drop_typed(&mut d);
        }
        let known = ids_of(&d);
        d.amendments.retain(|a| {
            let added = match a.added {
                Added::Made => true,
                Added::Proposed => self.full(),
                Added::Draft => false,
            };
            let there =
                self.full() || (known.contains(&a.amends) && (self.case || a.amends != d.id));
            added && there && !a.text.trim().is_empty() && self.stands(&a.children)
        });
        if let Some(child) = self.child.filter(|_| self.family()) {
            keep_child(&mut d, child);
        }
        d
    }

    /// The words written to the child, and nothing else.
    fn letter_alone(&self) -> Discussion {
        let of = self.discussion;
        let to = |child: Ulid| Some(child) == self.child;
        let mut d = Discussion::new(of.id, of.subject.clone(), of.begun);
        if let Subject::Family(ids) = &mut d.subject {
            ids.retain(|c| to(*c));
        }
        d.to_the_child = of.to_the_child.iter().filter(|x| to(x.child)).cloned().collect();
        d.to_the_child.retain(|x| !x.is_empty());
        d.filing.clone_from(&of.filing);
        self.cut_filing(&mut d);
        // Who was there is not said in a letter.
        d.filing.iter_mut().for_each(|page| page.finalised_by = None);
        d
    }

    fn stands(&self, children: &[Ulid]) -> bool {
        self.about(children).is_ok()
    }

    /// Whether something of an answer stands here; takes the rest away.
    fn cut_answer(&self, a: &mut Answer) -> bool {
        if a.is_empty() || self.admits(a).is_err() {
            return false;
        }
        let rest = self.admits_rest(a).is_ok();
        a.contributions.retain(|c| !c.text.trim().is_empty() && self.admits_passage(c).is_ok());
        let said = !a.contributions.is_empty();
        if !rest {
            a.value = None;
            if a.state != AnswerState::BringBack || !said {
                a.state = AnswerState::Answered;
            }
        }
        if !rest || (a.state != AnswerState::RecordedElsewhere && !self.full()) {
            a.elsewhere.clear();
        }
        if a.value_given().is_none() {
            a.value = None;
        }
        said || a.value.is_some() || a.state != AnswerState::Answered
    }

    /// The case record around the answers.
    fn cut_case(&self, d: &mut Discussion) {
        d.glance.retain(|(c, g)| self.stands(&[*c]) && !g.is_empty());
        d.journey.retain(|(c, j)| self.stands(&[*c]) && !j.is_empty());
        for (child, journey) in &mut d.journey {
            for e in journey.earlier.iter_mut().filter(|e| e.child.is_some_and(|c| c != *child)) {
                // Another child's, by choice: told without saying whose.
                e.child = Some(Ulid::nil());
            }
        }
        if !self.stands(&[]) {
            d.stage = None;
            d.balance = None;
            d.block = None;
        }
        d.brief.retain(|x| self.stands(&[x.child]) && !x.is_empty());
        d.own.retain(|x| self.stands(&[x.child]) && !x.is_empty());
        d.to_the_child.retain(|x| self.stands(&[x.child]) && !x.is_empty());
        d.signs.passages.retain(|x| self.stands(&x.children) && !x.text.trim().is_empty());
        d.signs.dangers.retain(|x| {
            let blank = x.statement.trim().is_empty() && x.goal.trim().is_empty();
            self.stands(&x.children) && !blank
        });
        d.signs.judgements.retain(|x| self.stands(&x.children));
        d.tools.retain(|x| self.stands(&x.children) && !x.is_empty());
        d.parts_used.retain(|x| self.stands(&x.children) && (self.full() || !x.left_out));
        d.decisions.retain(|x| self.stands(&x.children) && !x.is_empty());
        d.actions.retain(|x| {
            let agreed = self.full() || x.standing == Standing::Agreed;
            self.stands(&x.children) && agreed && !x.is_empty()
        });
        d.at_once.retain(|x| self.stands(&x.children) && !x.is_empty());
        d.follow_ups.retain(|x| self.stands(&x.children));
        d.hypotheses.retain(|x| {
            let filed_here = match x.destination {
                Destination::TheTwoDecide => self.full(),
                Destination::StaffFile => self.audience != Audience::ChildFile,
                Destination::ChildFile => true,
            };
            self.stands(&x.children) && filed_here && !x.is_empty()
        });
        d.agreements.retain(|a| {
            let here = a.child.map_or_else(|| self.stands(&[]), |c| self.stands(&[c]));
            here && a.is_made()
        });
        if !self.full() {
            for a in &mut d.agreements {
                a.words = NOT_HERE.into();
                a.signature.clear();
                a.struck = None;
            }
        }
    }

    fn cut_filing(&self, d: &mut Discussion) {
        d.filing.retain(|f| self.whole() || f.child == self.child);
        if !self.full() {
            for page in &mut d.filing {
                page.hand_overs.clear();
                page.legal_hold = false;
            }
        }
    }
}

/// Everything but answers, where answers alone belong.
fn drop_case(d: &mut Discussion) {
    let bare = Discussion::new(d.id, d.subject.clone(), d.begun);
    *d = Discussion {
        depth: d.depth,
        answers: std::mem::take(&mut d.answers),
        filing: std::mem::take(&mut d.filing),
        amendments: std::mem::take(&mut d.amendments),
        ..bare
    };
}

/// Words that were read as a day are not in the note: it says the day.
fn drop_typed(d: &mut Discussion) {
    let drop = |due: &mut Due| {
        if due.on.is_some() {
            due.typed.clear();
        }
    };
    for (_, glance) in &mut d.glance {
        drop(&mut glance.last_seen);
        if !glance.next_dates.is_empty() {
            glance.to_come.clear();
        }
    }
    for (_, journey) in &mut d.journey {
        journey.checkpoints.iter_mut().for_each(|c| drop(&mut c.by));
    }
    d.actions.iter_mut().for_each(|a| drop(&mut a.by));
}

/// People that a discussion names by id.
fn people_of(d: &Discussion) -> BTreeSet<Ulid> {
    let mut people = BTreeSet::new();
    let named = std::cell::RefCell::new(&mut people);
    d.clone().put_people(&|id| {
        named.borrow_mut().insert(id);
        id
    });
    people
}

/// Of what names several children only that it names this one.
fn keep_child(d: &mut Discussion, child: Ulid) {
    let keep = |ids: &mut Vec<Ulid>| ids.retain(|c| *c == child);
    d.answers.iter_mut().flat_map(|a| &mut a.contributions).for_each(|c| keep(&mut c.children));
    d.signs.passages.iter_mut().for_each(|x| keep(&mut x.children));
    d.signs.dangers.iter_mut().for_each(|x| keep(&mut x.children));
    d.signs.judgements.iter_mut().for_each(|x| keep(&mut x.children));
    d.tools.iter_mut().for_each(|x| keep(&mut x.children));
    d.parts_used.iter_mut().for_each(|x| keep(&mut x.children));
    d.decisions.iter_mut().for_each(|x| keep(&mut x.children));
    d.actions.iter_mut().for_each(|x| keep(&mut x.children));
    d.at_once.iter_mut().for_each(|x| keep(&mut x.children));
    d.follow_ups.iter_mut().for_each(|x| keep(&mut x.children));
    d.hypotheses.iter_mut().for_each(|x| keep(&mut x.children));
    d.amendments.iter_mut().for_each(|x| keep(&mut x.children));
}
