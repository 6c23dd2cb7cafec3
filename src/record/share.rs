//! What of a session goes to somebody else: only what was chosen, and of a
//! note only what is final.

use ulid::Ulid;

use super::agreement::Added;
use super::discussion::{Discussion, FilingState, Subject};
use super::session::{Bookmark, Errand, Session, SessionKind};

/// Why nothing can go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ShareError {
    /// A discussion that was chosen is not there, or none was.
    #[error("nothing was chosen that this session has. Nothing was made. Name its discussions")]
    NoSuchDiscussion,
    /// The discussion has no page of that child.
    #[error("that discussion is not about this child. Nothing was made")]
    NoSuchChild,
    /// A note that is still being written.
    #[error(
        "this note is not finalised, and only what is final goes as a note. Nothing was made. \
         Finalise it first, or send it as a preparation"
    )]
    NotFinal,
    /// One child's page of what is not a note.
    #[error(
        "only a note goes as one child's page: anything else goes whole, brothers and sisters \
         included. Nothing was made. Leave the child out if that is meant"
    )]
    WholeOnly,
    /// An answer without a statement or an amendment of one's own.
    #[error("there is no statement and no amendment of yours to send. Nothing was made")]
    NothingToSay,
}

/// What goes on an errand where nothing was named, of one child or of all:
/// nothing of personal supervision, of a note only what is final. A session
/// that is handed over takes those with it of whom nothing is written yet.
pub fn default_parcel(session: &Session, errand: Errand, child: Option<Ulid>) -> Vec<Ulid> {
    let is_final = |d: &Discussion| {
        d.filing
            .iter()
            .any(|f| f.state != FilingState::Open && (child.is_none() || f.child == child))
    };
    session
        .discussions
        .iter()
        .filter(|d| !matches!(d.subject, Subject::Practitioner(_)))
        .filter(|d| errand == Errand::Cover || !d.is_empty())
        .filter(|d| child.is_none_or(|c| d.subject.children().contains(&c)))
        .filter(|d| !matches!(errand, Errand::Note | Errand::Answer) || is_final(d))
        .map(|d| d.id)
        .collect()
}

/// What goes to somebody: the chosen discussions and whom they are about.
/// `by` is the person who sends; an answer holds their statements and
/// amendments and nothing else.
///
/// # Errors
/// Says why nothing can go.
pub fn share(
    session: &Session,
    errand: Errand,
    discussions: &[Ulid],
    child: Option<Ulid>,
    by: Ulid,
) -> Result<Session, ShareError> {
    let chosen: Option<Vec<&Discussion>> =
        discussions.iter().map(|id| session.discussion(*id)).collect();
    let chosen = chosen.filter(|c| !c.is_empty()).ok_or(ShareError::NoSuchDiscussion)?;
    if let Some(child) = child
        && !chosen.iter().all(|d| d.subject.children().contains(&child))
    {
        return Err(ShareError::NoSuchChild);
    }
    let whole = matches!(errand, Errand::Preparation | Errand::Cover);
    if whole && child.is_some() && chosen.iter().any(|d| d.subject.children().len() > 1) {
        return Err(ShareError::WholeOnly);
    }
    let mut shared = Session { bookmark: Bookmark::default(), came: None, ..session.clone() };
    shared.discussions = match errand {
        Errand::Preparation | Errand::Cover => {
            chosen.iter().map(|d| Discussion { sent: Vec::new(), ..(*d).clone() }).collect()
        }
        Errand::Note => {
            chosen.iter().map(|d| note_of(d, child)).collect::<Result<Vec<Discussion>, _>>()?
        }
        Errand::Answer => {
            shared.people.retain(|p| p.id == by);
            shared.children.clear();
            shared.kind = SessionKind::OneToOne;
            shared.minutes = None;
            let answers: Vec<Discussion> =
                chosen.iter().map(|d| answer_of(d, child, by)).filter(|d| !d.is_empty()).collect();
            if answers.is_empty() {
                return Err(ShareError::NothingToSay);
            }
            answers
        }
    };
    let about: Vec<Ulid> = match (errand, child) {
        (Errand::Note, Some(child)) => vec![child],
        _ => shared.discussions.iter().flat_map(|d| d.subject.children()).copied().collect(),
    };
    shared.children.retain(|c| about.contains(&c.id));
    for child in &mut shared.children {
        child.brothers_and_sisters.retain(|c| about.contains(c));
    }
    Ok(shared)
}

/// A finalised note: of a family, where a child is named, that child's page.
fn note_of(d: &Discussion, child: Option<Ulid>) -> Result<Discussion, ShareError> {
    let single = d.subject.children().len() <= 1;
    let of = |page: Option<Ulid>| single || child.is_none() || page == child;
    let filing: Vec<_> = d
        .filing
        .iter()
        .filter(|f| of(f.child))
        .filter(|f| f.state != FilingState::Open || !d.is_page_empty(f.child))
        .cloned()
        .collect();
    if filing.is_empty() || filing.iter().any(|f| f.state == FilingState::Open) {
        return Err(ShareError::NotFinal);
    }
    let mut note = d.page(child);
    note.filing = filing;
    for page in &mut note.filing {
        page.hand_overs.clear();
    }
    note.agreements = d.agreements.iter().filter(|a| a.is_made() && of(a.child)).cloned().collect();
    note.amendments = d
        .amendments
        .iter()
        .filter(|a| a.added == Added::Made)
        .filter(|a| single || child.is_none_or(|c| a.children.contains(&c)))
        .cloned()
        .collect();
    Ok(note)
}

/// What one person said of a note, and nothing of the note.
fn answer_of(d: &Discussion, child: Option<Ulid>, by: Ulid) -> Discussion {
    let single = d.subject.children().len() <= 1;
    let mut answer = Discussion::new(d.id, d.subject.clone(), d.begun);
    answer.filing.clear();
    answer.agreements = d
        .agreements
        .iter()
        .filter(|a| a.is_made() && a.person == by && a.recorded_by.is_none() && a.struck.is_none())
        .filter(|a| single || child.is_none() || a.child == child)
        .cloned()
        .collect();
    answer.amendments = d
        .amendments
        .iter()
        .filter(|a| a.added == Added::Made && a.by == by)
        .filter(|a| single || child.is_none_or(|c| a.children.contains(&c)))
        .cloned()
        .collect();
    answer
}

/// Whether a discussion holds statements and amendments and nothing else: all
/// that an answer may bring.
pub fn is_only_an_answer(d: &Discussion) -> bool {
    let mut empty = Discussion::new(d.id, d.subject.clone(), d.begun);
    empty.filing.clear();
    empty.agreements.clone_from(&d.agreements);
    empty.amendments.clone_from(&d.amendments);
    empty == *d
}
