//! The note: what one destination may hold of one discussion, as neutral
//! blocks in the order a reader needs them.
//!
//! What is chosen is decided here and nowhere else; a writer of a format adds
//! and removes nothing. The rules:
//!
//! - **A child's file** holds one child. Of a family it holds only what names
//!   that child; what names several stands on each one's page, what names
//!   none on no page. It never holds anything personal, undecided or rough, or
//!   an idea nobody answers for.
//! - **The staff file** holds what was meant for it, and calls a child by
//!   initials, without the reference. A practitioner's own discussion stands there whole.
//! - **In full** everything stands, for the two people themselves.
//! - **A letter** holds the words that were written to the child, and not one
//!   word more.
//! - What adults imagine of a child is printed as theirs, never under the
//!   heading of what the child says.
//! - What stays away is counted in words, so that a person can look.

mod answers;
mod case;
mod cut;
mod head;
mod letter;
mod page;
mod personal;
mod pictures;
mod safety;
mod sections;
mod words;

use ulid::Ulid;

use super::block::{Audience, Note};
use super::layout::{Layout, usual};
use super::rules::Rules;
use super::scores::Score;
use super::session::Session;
use crate::practice::Part;
pub use cut::cut;
use page::Page;
pub(crate) use page::gives_away;
pub(crate) use words::capital;

/// How a passage that somebody has to look at before it is shown is marked.
pub(crate) const THIRD_PARTY: &str = "about or from another person";
/// How the line begins that says of help that it was another child's.
pub(crate) const ANOTHERS_HELP: &str = "Whose: ";
pub use pictures::Earlier;

/// Why there is no such note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// The session has no such discussion.
    #[error("this session has no such discussion; nothing was written")]
    NoSuchDiscussion,
    /// The discussion is not about that child.
    #[error("this discussion is not about that child; nothing was written")]
    NoSuchChild,
    /// About several children, and a child's file holds one.
    #[error(
        "this discussion is about several children and a child's file holds one: \
         say which child"
    )]
    WhichChild,
    /// Personal supervision or learning.
    #[error(
        "this discussion is about no child, so it has no note for a child's file; \
         file it to the staff file or in full"
    )]
    NotAboutAChild,
    /// A letter is wanted, and there is none.
    #[error("no words to this child were written at this meeting, so there is no letter")]
    NothingToTheChild,
    /// Learning is made of passages, never of a whole discussion.
    #[error(
        "what is written for learning starts empty and holds only passages that a person \
         chooses; nothing was written"
    )]
    ChosenByHand,
    /// The record itself is wanted for a letter.
    #[error("a letter holds the words to the child and no record; nothing was written")]
    NoRecordInALetter,
    /// The record itself is wanted in a layout that leaves something out.
    #[error(
        "this layout leaves something out of a child's file, and the record itself holds it all \
         the same; nothing was written. Choose another format, or the layout case-supervision"
    )]
    LayoutLeavesOut,
}

/// The note that is wanted of a discussion.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// The one child it is about; it may be left out where there is only one,
    /// and where a note of a whole family is wanted (not on a child's file).
    pub child: Option<Ulid>,
    /// Where it goes.
    pub audience: Audience,
    /// The rules of practice.
    pub rules: &'a Rules,
    /// What the bank says of how its questions were come by, printed at the
    /// end where a question stands: whole for the two people themselves, its
    /// first line (of one line, its first sentence) for those who read a file.
    pub provenance: Option<&'a str>,
    /// Whether drawings stand in it: for formats that hold them.
    pub pictures: bool,
    /// Scores of safety of other meetings: what a drawing of the scale over
    /// time is made of, beside this meeting's own.
    pub scores: &'a [Score],
    /// Parts of the wheel that were asked at earlier meetings.
    pub asked_before: &'a [Part],
    /// Its headings, their order, and what a child's file does without.
    pub layout: &'a Layout,
}

impl<'a> Wanted<'a> {
    /// A note in the usual layout, without drawings, and without a word on
    /// where questions come from.
    pub fn new(child: Option<Ulid>, audience: Audience, rules: &'a Rules) -> Wanted<'a> {
        Wanted {
            child,
            audience,
            rules,
            provenance: None,
            pictures: false,
            scores: &[],
            asked_before: &[],
            layout: usual(),
        }
    }

    /// Makes the note of one discussion for one destination.
    ///
    /// # Errors
    /// Where the record has no such note; nothing of the record is in the
    /// error.
    pub fn note(&self, session: &Session, discussion: Ulid) -> Result<Note, NoteError> {
        made(session, discussion, self)
    }
}

/// The note of one discussion for one destination, as text holds it; see
/// [`Wanted`].
///
/// # Errors
/// Where the record has no such note; nothing of the record is in the error.
pub fn note(
    session: &Session,
    discussion: Ulid,
    child: Option<Ulid>,
    audience: Audience,
    rules: &Rules,
    provenance: Option<&str>,
) -> Result<Note, NoteError> {
    Wanted { provenance, ..Wanted::new(child, audience, rules) }.note(session, discussion)
}

fn made(session: &Session, discussion: Ulid, wanted: &Wanted<'_>) -> Result<Note, NoteError> {
    let Wanted { audience, provenance, .. } = *wanted;
    let mut page = Page::open(session, discussion, wanted)?;
    if audience == Audience::Letter {
        return page.letter();
    }
    if wanted.pictures {
        page.draws(wanted);
    }
    let sorted = page.sort_answers();
    if !page.case {
        page.count_case_record();
    }
    page.body(&sorted);

    let mut head = page.head();
    // Where no question stands, nothing is said of where questions come from.
    let asked = provenance.filter(|_| !sorted.is_empty());
    let origin = asked.and_then(words::said).map(|words| match words.split_once('\n') {
        _ if audience == Audience::Full => words.replace('\n', " "),
        Some((first, _)) => first.to_owned(),
        None => words::first_sentence(&words),
    });
    page.origin(origin);
    head.append(&mut page.blocks);
    Ok(Note {
        title: page.title().to_owned(),
        date: Some(session.date),
        held: true,
        draft: page.draft(),
        reference: page.reference(),
        version: page.version(),
        audience,
        left_out: page.left_out(),
        blocks: head,
    })
}
