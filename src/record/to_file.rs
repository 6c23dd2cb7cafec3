//! What is still to be filed: finalised pages that were not yet handed over to
//! the file they belong to. Read from headers alone, so that a list of a whole
//! team opens no session.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::block::Audience;
use super::discussion::{Discussion, Filing, FilingState, HandOver, Subject};
use super::header::{Header, SubjectHeader};
use super::session::Errand;
use crate::practice::Destination;
use crate::text::{is_ignorable, is_no_letter};

/// A page in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageHeader {
    /// Whose page; none where the discussion is not about children.
    pub child: Option<Ulid>,
    /// How far it has come.
    pub state: FilingState,
    /// Nothing is on it.
    pub empty: bool,
    /// Where it was handed over to from here, each place once, in the order it
    /// happened.
    pub handed_over: Vec<Destination>,
}

/// A page that waits to be filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToFile {
    /// The session.
    pub session: Ulid,
    /// The day of the meeting.
    pub date: NaiveDate,
    /// The discussion.
    pub discussion: Ulid,
    /// Number of the page in its discussion, from 0.
    pub page: usize,
    /// Whose page; none where the discussion is not about children.
    pub child: Option<Ulid>,
    /// Where it goes.
    pub to: Destination,
}

impl ToFile {
    /// What a note for that place may hold.
    pub fn audience(&self) -> Audience {
        match self.to {
            Destination::ChildFile => Audience::ChildFile,
            Destination::StaffFile => Audience::StaffFile,
            Destination::TheTwoDecide => Audience::Full,
        }
    }
}

impl Subject {
    /// The file that its pages belong to. What a group learns belongs to none.
    pub fn file(&self) -> Option<Destination> {
        match self {
            Subject::Child(_) | Subject::Family(_) => Some(Destination::ChildFile),
            Subject::Practitioner(_) => Some(Destination::StaffFile),
            Subject::Learning => None,
        }
    }
}

impl HandOver {
    /// The most letters of a case system's reference.
    pub const LONGEST_REFERENCE: usize = 80;

    /// Whether this may stand as the reference there: one line, not too long,
    /// and nothing in it that is not seen or turns the line round.
    pub fn takes_reference(reference: &str) -> bool {
        reference.chars().count() <= Self::LONGEST_REFERENCE && !reference.chars().any(is_not_seen)
    }
}

/// Controls, signs of direction, and signs without a shape or a meaning.
fn is_not_seen(c: char) -> bool {
    c.is_control()
        || is_ignorable(c)
        || is_no_letter(c)
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}')
}

impl Filing {
    /// Whether it was handed over to a place from here: what a file said that
    /// was imported proves nothing.
    pub fn is_handed_over(&self, to: Destination) -> bool {
        self.hand_overs.iter().any(|over| over.to == to && !over.imported)
    }
}

impl Discussion {
    /// Adds a hand-over to the page of a child (none: of the whole). Whether
    /// there is such a page, and it is finalised: nothing else is handed over.
    pub fn hand_over(&mut self, child: Option<Ulid>, over: HandOver) -> bool {
        let page = self.filing.iter_mut().find(|f| f.child == child);
        let Some(page) = page.filter(|f| f.state != FilingState::Open) else { return false };
        page.hand_overs.push(over);
        true
    }

    /// The pages in short.
    pub(super) fn page_headers(&self) -> Vec<PageHeader> {
        let page = |f: &Filing| {
            let mut handed_over = Vec::new();
            for over in f.hand_overs.iter().filter(|over| !over.imported) {
                if !handed_over.contains(&over.to) {
                    handed_over.push(over.to);
                }
            }
            PageHeader {
                child: f.child,
                state: f.state,
                empty: self.is_page_empty(f.child),
                handed_over,
            }
        };
        self.filing.iter().map(page).collect()
    }
}

impl SubjectHeader {
    /// The child of a page: of one child alone there is one page, named or not.
    fn child_of(&self, page: &PageHeader) -> Option<Ulid> {
        page.child.or(match self.subject.children() {
            [only] => Some(*only),
            _ => None,
        })
    }
}

impl Header {
    /// Whether the notes of this meeting are somebody else's to file: it was
    /// sent here to be read, kept and answered.
    pub fn is_filed_elsewhere(&self) -> bool {
        self.came == Some(Errand::Note)
    }

    /// Finalised pages with something on them that were not handed over to the
    /// file they belong to, child after child in the order of the meeting.
    pub fn to_file(&self) -> Vec<ToFile> {
        if self.is_filed_elsewhere() {
            return Vec::new();
        }
        let mut out = Vec::new();
        for s in &self.subjects {
            let Some(to) = s.subject.file() else { continue };
            for (n, page) in s.pages.iter().enumerate() {
                let waits = page.state != FilingState::Open && !page.empty;
                if waits && !page.handed_over.contains(&to) {
                    out.push(ToFile {
                        session: self.id,
                        date: self.date,
                        discussion: s.discussion,
                        page: n,
                        child: s.child_of(page),
                        to,
                    });
                }
            }
        }
        out
    }

    /// Pages of the meeting with something on them that are still written, by
    /// the child they are about: they cannot be filed yet.
    pub fn still_drafts(&self) -> Vec<Option<Ulid>> {
        let mut out = Vec::new();
        for s in self.subjects.iter().filter(|s| s.subject.file().is_some()) {
            let open = s.pages.iter().filter(|p| p.state == FilingState::Open && !p.empty);
            out.extend(open.map(|page| s.child_of(page)));
        }
        out
    }
}

/// Everything that waits to be filed, the oldest meeting first.
pub fn to_file<'a>(headers: impl IntoIterator<Item = &'a Header>) -> Vec<ToFile> {
    let mut headers: Vec<&Header> = headers.into_iter().collect();
    headers.sort_by_key(|h| (h.date, h.id));
    headers.into_iter().flat_map(Header::to_file).collect()
}
