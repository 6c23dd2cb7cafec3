//! Two versions of a session made one: three-way against what both were
//! written from.
//!
//! Things unite by id and the unit is a whole text: words are never mixed with
//! other words. What one side alone changed is taken; what both changed
//! differently is a clash, which keeps both until a person chooses. What was
//! finalised stands as it was finalised: words of a draft that met it become
//! proposed amendments. Where both finalised and both cannot stand, a person
//! says whose notes stand; the words of the others are proposed as amendments.
//! Statements and amendments that were made only unite.
//!
//! The walk goes over the record as it is serialised, so that no field of the
//! schema can be forgotten; what has a rule of its own is named in `walk`.

mod fixed;
mod list;
mod rivals;
mod side;
mod walk;
mod words;

use std::collections::BTreeSet;

use serde_json::Value as Json;
use ulid::Ulid;

use super::agreed::still_holds;
use super::answer::Stamp;
use super::edit::FieldName;
use super::session::Session;
use side::{Path, Side};

/// What is kept of a clash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// As this version has it.
    Mine,
    /// As the other version has it.
    Theirs,
    /// One after the other; of something removed, what is left of it.
    Both,
}

/// Something both versions changed, each in its own way.
#[derive(Clone, PartialEq)]
pub struct Clash {
    /// The discussion it is in; none: about the meeting.
    pub discussion: Option<Ulid>,
    /// What it belongs to.
    pub owner: Ulid,
    /// The text; none: a value, or a whole thing that one version removed.
    pub name: Option<FieldName>,
    /// What it is, in words: "rationale", "answer".
    pub what: String,
    /// As this version has it, whole; empty: removed there, or nothing.
    pub mine: String,
    /// As the other version has it.
    pub theirs: String,
    /// Whether both can be kept together.
    pub can_keep_both: bool,
    /// What a person chose.
    pub kept: Option<Keep>,
    choices: Vec<Choice>,
    /// It is about which of two finalised notes stands.
    finals: bool,
}

impl std::fmt::Debug for Clash {
    /// Never prints a word of the record.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Clash")
            .field("owner", &self.owner)
            .field("name", &self.name)
            .field("kept", &self.kept)
            .finish_non_exhaustive()
    }
}

/// A place, and what is put there.
#[derive(Clone, PartialEq)]
struct Choice {
    at: Path,
    mine: Option<Json>,
    theirs: Option<Json>,
    both: Option<Json>,
}

/// Two versions made one, with what is still to be chosen.
#[derive(Clone, PartialEq)]
pub struct Merged {
    /// The session; where a clash is not settled yet it has this version's
    /// words, or what one version removed and the other changed.
    pub session: Session,
    /// Every clash, in the order of the record.
    pub clashes: Vec<Clash>,
    /// How many amendments are proposed because a draft met a finalised note.
    pub proposed: usize,
    tree: Json,
    /// Discussions in which the statements of both came together.
    met: Vec<Ulid>,
    sources: Box<Sources>,
}

/// What is brought together, kept so that it can be done again once a person
/// said whose finalised notes stand.
#[derive(Clone, PartialEq)]
struct Sources {
    base: Option<Session>,
    mine: Session,
    theirs: Session,
    by: Ulid,
    at: Stamp,
}

/// Why two versions could not be made one. Both stay as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// Versions of two sessions.
    #[error("these are two sessions, not two versions of one; both stay as they are")]
    OtherSession,
    /// The two do not make a record.
    #[error(
        "these two versions could not be brought together; both stay as they are, and each can \
         be read and exported"
    )]
    NotWhole,
    /// No such clash, or both cannot be kept of it.
    #[error("that cannot be kept here; nothing was changed")]
    NoSuchChoice,
}

/// Makes two versions of a session one. `base` is what both were written from,
/// where it is still there. Proposed amendments are by `by`, at `at`; their
/// ids follow from what they say, so that two machines propose the same.
///
/// Changes nothing: what comes back has still to be published.
///
/// # Errors
/// `OtherSession`, `NotWhole`.
pub fn merge(
    base: Option<&Session>,
    mine: &Session,
    theirs: &Session,
    by: Ulid,
    at: Stamp,
) -> Result<Merged, MergeError> {
    if mine.id != theirs.id || base.is_some_and(|b| b.id != mine.id) {
        return Err(MergeError::OtherSession);
    }
    let sources =
        Sources { base: base.cloned(), mine: mine.clone(), theirs: theirs.clone(), by, at };
    let made = sources.walked(None)?;
    let Some(rivals) = rivals::of(mine, theirs, &made.session) else { return Ok(made) };
    let mut made = sources.walked(Some(rivals.mine_first))?;
    made.clashes.splice(0..0, rivals.clash);
    Ok(made)
}

impl Sources {
    /// All of it brought together; where it is said whose finalised notes
    /// stand, theirs do.
    fn walked(&self, prefer: Option<bool>) -> Result<Merged, MergeError> {
        let Sources { base, mine, theirs, by, at } = self;
        let base = base.as_ref().map(Side::new).transpose()?;
        let (here, there) = (Side::new(mine)?, Side::new(theirs)?);
        let (tree, clashes, proposed) =
            walk::whole(base.as_ref(), &here, &there, prefer, *by, *at)?;
        let made = |s: &Session, id: Ulid| -> BTreeSet<Ulid> {
            let all = s.discussion(id).map(|d| d.agreements.as_slice()).unwrap_or_default();
            all.iter().filter(|a| a.is_made()).map(|a| a.id).collect()
        };
        let met = mine.discussions.iter().map(|d| d.id).filter(|id| {
            let (a, b) = (made(mine, *id), made(theirs, *id));
            !a.is_subset(&b) && !b.is_subset(&a)
        });
        let met: Vec<Ulid> = match prefer {
            None => met.collect(),
            Some(_) => mine.discussions.iter().chain(&theirs.discussions).map(|d| d.id).collect(),
        };
        let session = read(&tree, &met)?;
        let sources = Box::new(self.clone());
        Ok(Merged { session, clashes, proposed, tree, met, sources })
    }
}

fn read(tree: &Json, met: &[Ulid]) -> Result<Session, MergeError> {
    let mut session: Session =
        serde_json::from_value(tree.clone()).map_err(|_| MergeError::NotWhole)?;
    // Neither knew that both have agreed; a statement about words that do not
    // stand agrees to nothing here.
    let meeting = session.clone();
    for d in session.discussions.iter_mut().filter(|d| met.contains(&d.id)) {
        let all = d.agreements.clone();
        d.agreements.retain(|a| !a.is_made() || still_holds(&meeting, d.id, a));
        d.settle_agreement(&meeting.people);
        d.agreements = all;
    }
    Ok(session)
}

impl Merged {
    /// Clashes that nobody has chosen in yet.
    pub fn unsettled(&self) -> usize {
        self.clashes.iter().filter(|c| c.kept.is_none()).count()
    }

    /// Chooses in the clash of this number; choosing again changes the choice.
    ///
    /// # Errors
    /// `NoSuchChoice`; nothing has changed then.
    pub fn settle(&mut self, clash: usize, keep: Keep) -> Result<(), MergeError> {
        let one = self.clashes.get_mut(clash).ok_or(MergeError::NoSuchChoice)?;
        if keep == Keep::Both && !one.can_keep_both {
            return Err(MergeError::NoSuchChoice);
        }
        if one.finals {
            return self.stands(keep);
        }
        let before = one.kept.replace(keep);
        let mut tree = self.tree.clone();
        for clash in &self.clashes {
            let Some(keep) = clash.kept else { continue };
            for choice in &clash.choices {
                let put = match keep {
                    Keep::Mine => &choice.mine,
                    Keep::Theirs => &choice.theirs,
                    Keep::Both => &choice.both,
                };
                side::put(&mut tree, &choice.at, put.as_ref());
            }
        }
        match read(&tree, &self.met) {
            Ok(session) => {
                self.session = session;
                Ok(())
            }
            Err(why) => {
                if let Some(one) = self.clashes.get_mut(clash) {
                    one.kept = before;
                }
                Err(why)
            }
        }
    }

    /// Whether a person was asked whose finalised notes stand.
    pub fn has_two_finals(&self) -> bool {
        self.clashes.first().is_some_and(|c| c.finals)
    }

    /// Begins again with the finalised notes of one version; what else was
    /// chosen stays chosen.
    fn stands(&mut self, keep: Keep) -> Result<(), MergeError> {
        let mut again = self.sources.walked(Some(keep == Keep::Mine))?;
        let mut asked = self.clashes.iter().filter(|c| c.finals).cloned();
        if let Some(mut first) = asked.next() {
            first.kept = Some(keep);
            again.clashes.insert(0, first);
        }
        for n in 1..again.clashes.len() {
            let same = |c: &&Clash| {
                again.clashes.get(n).is_some_and(|a| {
                    (a.owner, a.name, &a.what, &a.mine, &a.theirs)
                        == (c.owner, c.name, &c.what, &c.mine, &c.theirs)
                })
            };
            if let Some(kept) = self.clashes.iter().find(same).and_then(|c| c.kept) {
                again.settle(n, kept)?;
            }
        }
        *self = again;
        Ok(())
    }
}
