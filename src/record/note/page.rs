//! The page being written: what may stand on it, and what was left out.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use ulid::Ulid;

use super::sections::LaidAside;
use super::{NoteError, Wanted, words};
use crate::practice::{Destination, Part};
use crate::record::answer::{Answer, AnswerState, Contribution, Stamp};
use crate::record::{
    Added, Amendment, Audience, Block, Child, Discussion, FilingState, Layout, Rules, Score,
    Session, SessionKind, Subject,
};

/// Why something stands in the record and not in this note.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    ForStaffFile,
    ForChildFile,
    CaseRecord,
    Undecided,
    Rough,
    NamesNoChild,
    OtherChildren,
    NotToday,
    NotRelevant,
    Idea,
    Cancelled,
    Amendment,
}

impl Reason {
    fn words(self, n: usize) -> String {
        let (one, many) = match self {
            Reason::ForStaffFile => ("answer for the staff file", "answers for the staff file"),
            Reason::ForChildFile => ("answer for the child's file", "answers for the child's file"),
            Reason::CaseRecord => {
                ("other entry for the child's file", "other entries for the child's file")
            }
            Reason::Undecided => (
                "answer of which the two have not decided where it is filed",
                "answers of which the two have not decided where they are filed",
            ),
            Reason::Rough => ("rough note", "rough notes"),
            Reason::NamesNoChild => ("entry that names no child", "entries that name no child"),
            Reason::OtherChildren => ("entry about another child", "entries about other children"),
            Reason::NotToday => ("question put off: not today", "questions put off: not today"),
            Reason::NotRelevant => ("question found not relevant", "questions found not relevant"),
            Reason::Idea => (
                "idea that the accountable manager has not agreed",
                "ideas that the accountable manager has not agreed",
            ),
            Reason::Cancelled => {
                ("reason for cancelling the meeting", "reasons for cancelling the meeting")
            }
            Reason::Amendment => (
                "amendment to something that is left out",
                "amendments to something that is left out",
            ),
        };
        words::counted(n, one, many)
    }
}

/// A note in the making.
#[derive(Clone)]
pub(super) struct Page<'a> {
    pub session: &'a Session,
    pub discussion: &'a Discussion,
    pub audience: Audience,
    pub rules: &'a Rules,
    pub layout: &'a Layout,
    /// The one child it is about; none where it is about everybody there.
    pub child: Option<Ulid>,
    /// Whether the case record (decisions, actions, Signs of Safety …) belongs
    /// here, or answers alone.
    pub case: bool,
    pub blocks: Vec<Block>,
    /// Whether drawings stand on it.
    pub pictures: bool,
    /// Scores of safety of this meeting, then those of earlier ones that may
    /// be drawn beside them.
    pub scores: (Vec<Score>, Vec<&'a Score>),
    /// Parts of the wheel that were asked at earlier meetings.
    pub asked_before: &'a [Part],
    left: BTreeMap<Reason, usize>,
    /// What the layout leaves out.
    pub aside: LaidAside,
    pub amended: BTreeSet<Ulid>,
    written: Option<(NaiveDate, NaiveDate)>,
    added: Vec<NaiveDate>,
}

impl<'a> Page<'a> {
    /// Decides, once, what this page is about.
    pub fn open(
        session: &'a Session,
        discussion: Ulid,
        wanted: &Wanted<'a>,
    ) -> Result<Self, NoteError> {
        let Wanted { child, audience, rules, layout, .. } = *wanted;
        if audience == Audience::Learning {
            return Err(NoteError::ChosenByHand);
        }
        let discussion = session.discussion(discussion).ok_or(NoteError::NoSuchDiscussion)?;
        let children = discussion.subject.children();
        let child = match (child, children, audience) {
            (_, [], Audience::ChildFile | Audience::Letter) => {
                return Err(NoteError::NotAboutAChild);
            }
            (None, [only], _) => Some(*only),
            (None, _, Audience::ChildFile | Audience::Letter) => return Err(NoteError::WhichChild),
            (None, _, _) => None,
            (Some(c), _, _) if children.contains(&c) => Some(c),
            (Some(_), _, _) => return Err(NoteError::NoSuchChild),
        };
        if child.is_some_and(|c| session.child(c).is_none()) {
            return Err(NoteError::NoSuchChild);
        }
        let case = match audience {
            Audience::ChildFile | Audience::Full | Audience::Letter | Audience::SubjectAccess => {
                true
            }
            Audience::Learning => false,
            Audience::StaffFile => match discussion.subject {
                Subject::Practitioner(_) => true,
                Subject::Learning => false,
                Subject::Child(_) | Subject::Family(_) => rules.case_record_also_to_staff_file,
            },
        };
        Ok(Page {
            session,
            discussion,
            audience,
            rules,
            layout,
            child,
            case,
            blocks: Vec::new(),
            pictures: false,
            scores: (Vec::new(), Vec::new()),
            asked_before: &[],
            left: BTreeMap::new(),
            aside: LaidAside::default(),
            amended: BTreeSet::new(),
            written: None,
            added: Vec::new(),
        })
    }

    /// Whether several children were talked about together.
    pub fn family(&self) -> bool {
        self.discussion.subject.children().len() > 1
    }

    /// Whether the page holds a whole discussion, whoever it names.
    pub fn whole(&self) -> bool {
        self.child.is_none()
    }

    /// Whether nothing is kept from whoever reads it: the two people
    /// themselves, or whom it is about.
    pub fn full(&self) -> bool {
        matches!(self.audience, Audience::Full | Audience::SubjectAccess)
    }

    /// Whether any page that this note stands for is still open.
    pub fn draft(&self) -> bool {
        // That a meeting was cancelled is all there is to say: it waits for
        // no finalising.
        let cancelled = matches!(self.session.kind, SessionKind::Cancelled { .. });
        if cancelled && self.discussion.is_empty() {
            return false;
        }
        let mut pages =
            self.discussion.filing.iter().filter(|f| self.whole() || f.child == self.child);
        let mut any = false;
        let open = pages.any(|f| {
            any = true;
            f.state == FilingState::Open
        });
        open || !any
    }

    pub fn leave(&mut self, reason: Reason) {
        *self.left.entry(reason).or_default() += 1;
    }

    pub fn left_out(&self) -> Vec<String> {
        let left = self.left.iter().map(|(reason, n)| reason.words(*n));
        left.chain(self.aside.in_words()).collect()
    }

    /// Takes over what was counted on a page written apart.
    pub fn take_counts(&mut self, apart: Self) {
        self.left = apart.left;
        self.aside = apart.aside;
    }

    /// Whether something that names these children stands here. Where brothers
    /// and sisters were talked about together, what names none of them stands
    /// on no child's page: never by accident.
    pub fn about(&self, children: &[Ulid]) -> Result<(), Reason> {
        let Some(child) = self.child else { return Ok(()) };
        if children.contains(&child) || (children.is_empty() && !self.family()) {
            Ok(())
        } else if children.is_empty() {
            Err(Reason::NamesNoChild)
        } else {
            Err(Reason::OtherChildren)
        }
    }

    /// As [`Page::about`], and counts what stays away.
    pub fn takes(&mut self, children: &[Ulid]) -> bool {
        self.about(children).map_err(|reason| self.leave(reason)).is_ok()
    }

    /// Whether an answer may stand here at all.
    pub fn admits(&self, answer: &Answer) -> Result<(), Reason> {
        let personal = matches!(self.discussion.subject, Subject::Practitioner(_));
        match (self.audience, answer.destination) {
            (Audience::Full | Audience::SubjectAccess, _) => return Ok(()),
            (_, Destination::TheTwoDecide) => return Err(Reason::Undecided),
            (Audience::ChildFile, Destination::StaffFile) => return Err(Reason::ForStaffFile),
            (Audience::StaffFile, Destination::ChildFile) if !personal && !self.case => {
                return Err(Reason::ForChildFile);
            }
            _ => {}
        }
        match answer.state {
            AnswerState::NotToday => Err(Reason::NotToday),
            AnswerState::NotRelevant => Err(Reason::NotRelevant),
            _ => Ok(()),
        }
    }

    /// Whether one passage may stand here.
    pub fn admits_passage(&self, passage: &Contribution) -> Result<(), Reason> {
        if passage.rough && !self.full() {
            return Err(Reason::Rough);
        }
        self.about(&passage.children)
    }

    /// Whether what an answer holds beside its passages (a value, a state)
    /// stands here. Only passages name children, so in a family it goes where
    /// every passage of the answer goes.
    pub fn admits_rest(&self, answer: &Answer) -> Result<(), Reason> {
        if answer.contributions.is_empty() {
            return self.about(&[]);
        }
        answer.contributions.iter().try_for_each(|c| self.about(&c.children))
    }

    /// How a child is called here: by name on their own file, never in full on
    /// the staff file.
    pub fn called(&self, child: &Child) -> String {
        if self.audience == Audience::StaffFile {
            safe_initials(child)
        } else {
            words::line(&child.name).unwrap_or_else(|| "a child whose name is not recorded".into())
        }
    }

    /// How whoever a passage names is called. Another child is never named on
    /// a child's page.
    pub fn called_all(&self, children: &[Ulid]) -> String {
        let about = if children.is_empty() { self.discussion.subject.children() } else { children };
        match (about, self.child) {
            ([_, _, ..], Some(_)) if !children.is_empty() => "the children".into(),
            (_, Some(child)) => self.called_by_id(child),
            (about, None) => {
                let names: Vec<String> = about.iter().map(|c| self.called_by_id(*c)).collect();
                if names.is_empty() { "the child".into() } else { names.join(", ") }
            }
        }
    }

    pub fn called_by_id(&self, child: Ulid) -> String {
        self.session.child(child).map_or_else(|| "a child".into(), |c| self.called(c))
    }

    pub fn person(&self, id: Ulid) -> String {
        self.session
            .person(id)
            .and_then(|p| words::line(&p.name))
            .unwrap_or_else(|| "someone not named here".into())
    }

    /// Notes when something that stands here was written.
    pub fn wrote(&mut self, at: Stamp) {
        let day = at.date_naive();
        self.written = Some(match self.written {
            None => (day, day),
            Some((first, last)) => (first.min(day), last.max(day)),
        });
    }

    /// First and last day something that stands here was written.
    pub fn written(&self) -> Option<(NaiveDate, NaiveDate)> {
        self.written
    }

    /// Days on which something that stands here was added later, in order.
    pub fn added(&self) -> Vec<NaiveDate> {
        let mut days = self.added.clone();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// "late entry, written on …", for what came after the local limit.
    pub fn late(&self, at: Stamp) -> Option<String> {
        let day = at.date_naive();
        self.rules
            .is_late(self.session.date, at)
            .then(|| format!("late entry, written on {}", words::day(day)))
    }

    pub fn heading(&mut self, level: u8, text: &str) {
        self.blocks.push(Block::Heading { level, text: text.to_owned() });
    }

    pub fn field(&mut self, name: &str, value: Option<String>) {
        if let Some(value) = value {
            self.blocks.push(Block::Field { name: name.to_owned(), value });
        }
    }

    pub fn remark(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Remark(text.into()));
    }

    /// A heading and what stands under it; where nothing does, neither.
    pub fn section(&mut self, level: u8, text: &str, body: impl FnOnce(&mut Self)) {
        self.heading(level, text);
        let before = self.blocks.len();
        body(self);
        if self.blocks.len() == before {
            self.blocks.pop();
        }
    }

    /// What was added later to something that was just written here.
    pub fn amendments_to(&mut self, id: Ulid) {
        let discussion = self.discussion;
        for a in discussion.amendments.iter().filter(|a| a.amends == id) {
            if self.amended.insert(a.id) && self.takes(&a.children) {
                self.amendment(a);
            }
        }
    }

    /// The rest of what was added later.
    pub fn other_amendments(&mut self) {
        if self.case {
            self.amendments_to(self.discussion.id);
        }
        for a in &self.discussion.amendments {
            if self.amended.contains(&a.id) {
                continue;
            }
            if self.full() && self.about(&a.children).is_ok() {
                self.amended.insert(a.id);
                self.amendment(a);
            } else {
                self.leave(Reason::Amendment);
            }
        }
    }

    fn amendment(&mut self, a: &Amendment) {
        let Some(text) = words::said(&a.text) else { return };
        if a.added == Added::Draft || (a.added == Added::Proposed && !self.full()) {
            return;
        }
        self.added.push(a.written.date_naive());
        let done = if a.added == Added::Proposed { "Proposed" } else { "Added" };
        let mut label = format!("{done} on {} by {}", words::moment(a.written), self.person(a.by));
        if a.imported {
            label += ", as the file imported says";
        }
        if a.late || self.late(a.written).is_some() {
            label += ", late entry";
        }
        self.blocks.push(Block::Said(format!("{label}:")));
        self.blocks.push(Block::Prose(text));
    }
}

/// Initials that are no name, even where a name was typed into their place or
/// is so short that its initials spell it.
pub(super) fn safe_initials(child: &Child) -> String {
    let shown = child.shown_initials();
    if !gives_away(&shown, child) {
        return shown;
    }
    let made = crate::text::initials(&child.name);
    if !gives_away(&made, child) {
        return made;
    }
    let mut words = child.name.split_whitespace();
    let first = words.find(|w| w.contains(char::is_alphanumeric)).unwrap_or_default();
    let letter = crate::text::initials(first);
    // One sign of a script without capitals can be a whole name.
    let initial = letter.chars().any(|c| c.is_uppercase() || c.is_lowercase());
    if initial || plain(&letter) != plain(&child.name) { letter } else { "the child".into() }
}

/// Whether a text that should stand for a child holds their name, or a part of
/// it that somebody would know them by: "Jo" in "jo-2001", "Anna" in
/// "annamaria", "Ann" of "Annabel". It errs on the side of yes.
pub(crate) fn gives_away(text: &str, child: &Child) -> bool {
    let long = |s: &str| s.chars().count() > 2;
    let whole = plain(&child.name);
    let joined = plain(text);
    let texts = tokens(text);
    (!whole.is_empty() && joined.contains(&whole))
        || child.name.split_whitespace().map(plain).any(|w| long(&w) && joined.contains(&w))
        || tokens(&child.name).iter().any(|n| {
            (long(n) && joined.contains(n.as_str()))
                || texts.iter().any(|t| {
                    // Two letters stand in many words: they must be a word.
                    t == n
                        || (long(n)
                            && long(t)
                            && (t.contains(n.as_str()) || n.contains(t.as_str())))
                })
        })
}

/// Letters and figures alone, folded.
fn plain(text: &str) -> String {
    crate::text::fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The runs of letters in a text, folded. Figures alone name nobody.
fn tokens(text: &str) -> Vec<String> {
    crate::text::fold(text)
        .split(|c: char| !c.is_alphabetic())
        .filter(|t| !t.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}
