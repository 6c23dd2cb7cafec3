//! Whom a note can be for, and how that is said.

use super::review;
use crate::app::model::Model;
use crate::record::{Audience, Discussion, Subject};

/// All that the note in hand can be for, the one that fits it first.
pub(super) fn audiences(model: &Model) -> Vec<Audience> {
    let d = model.work.as_ref().and_then(|w| w.discussion());
    match d.map(|d| &d.subject) {
        Some(Subject::Child(_) | Subject::Family(_)) => {
            let mut all = vec![Audience::ChildFile, Audience::StaffFile, Audience::Full];
            all.extend(d.filter(|d| has_letter(model, d)).map(|_| Audience::Letter));
            all
        }
        Some(Subject::Practitioner(_)) => vec![Audience::StaffFile, Audience::Full],
        _ => vec![Audience::Full],
    }
}

/// Whether something is written to the child whose page is read.
fn has_letter(model: &Model, d: &Discussion) -> bool {
    let child = review::child(model);
    d.to_the_child.iter().any(|x| Some(x.child) == child && !x.is_empty())
}

/// For whom it is, in words; in a family, whose page.
pub(super) fn whom(model: &Model, audience: Audience) -> String {
    let whom = match audience {
        Audience::ChildFile => "For the child's file",
        Audience::StaffFile => "For the staff file",
        Audience::Full => "In full, for the two of you",
        Audience::Letter => "A letter by itself",
        Audience::Learning => "For learning",
        Audience::SubjectAccess => "For whoever asked what is held about them",
    };
    let to = if audience == Audience::Letter { "to" } else { "of" };
    match model.work.as_ref() {
        Some(w) if w.family().len() > 1 && audience.is_of_one_child() => review::child(model)
            .and_then(|id| w.session.child(id))
            .map_or_else(|| whom.to_owned(), |c| format!("{whom} {to} {}", c.name)),
        _ => whom.to_owned(),
    }
}
