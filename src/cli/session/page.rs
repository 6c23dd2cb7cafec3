//! Which page of a session a command is about.

use clap::Args;
use ulid::Ulid;

use super::pick;
use crate::cli::failure::{DAMAGE, Failure};
use crate::record::{Discussion, FilingState, Session, Stamp};
use crate::vault::{GenerationId, SaveError, Vault};

/// Publishes a session that was changed, from the version it was read from.
///
/// # Errors
/// Where it was not stored, or the disk did not confirm it.
pub fn put(
    vault: &mut Vault,
    session: &Session,
    head: GenerationId,
    at: Stamp,
) -> Result<(), Failure> {
    match vault.publish(session, &[head], at) {
        Ok(_) => Ok(()),
        Err(SaveError::NotConfirmed { happened, .. }) => {
            Err(Failure::failed(format!("stored, not confirmed on disk: {happened}")))
        }
        Err(e @ SaveError::FinalChanged) => Err(Failure::new(DAMAGE, e.to_string())),
        Err(e) => Err(Failure::failed(format!("nothing was stored: {e}"))),
    }
}

/// A page: of a discussion, and in a family of one child.
#[derive(Args)]
pub struct Page {
    /// Which discussion, where there are several: its id, or its beginning.
    #[arg(long, value_name = "ID")]
    discussion: Option<String>,
    /// Whose page, of brothers and sisters: reference, initials, name or id.
    #[arg(long, value_name = "REF")]
    child: Option<String>,
}

impl Page {
    /// The discussion, and the child as its filing names it.
    ///
    /// # Errors
    /// Where none or several are meant.
    pub fn of(&self, session: &Session) -> Result<(Ulid, Option<Ulid>), Failure> {
        let child = self.child.as_deref().map(|c| pick::child(session, c)).transpose()?;
        let about = |d: &&Discussion| child.is_none_or(|c| d.subject.children().contains(&c));
        let d = if let Some(id) = &self.discussion {
            pick::discussion(session, id)?
        } else {
            let mut all = session.discussions.iter().filter(|d| !d.is_empty()).filter(about);
            match (all.next(), all.next()) {
                (Some(only), None) => only,
                (Some(_), Some(_)) => {
                    return Err(Failure::wrong_use(
                        "this session has several discussions: name one with --discussion",
                    ));
                }
                (None, _) => {
                    return Err(Failure::failed(
                        "this session has no such discussion; nothing was changed",
                    ));
                }
            }
        };
        let mut pages = d.filing.iter().filter(|f| child.is_none() || f.child == child);
        match (pages.next(), pages.next()) {
            (Some(only), None) => Ok((d.id, only.child)),
            (Some(_), Some(_)) => Err(Failure::wrong_use(
                "this discussion is about brothers and sisters: say whose page with --child",
            )),
            (None, _) => Err(Failure::failed(
                "that discussion has no page of this child; nothing was changed",
            )),
        }
    }

    /// The same, where the page must be finalised.
    ///
    /// # Errors
    /// As [`Page::of`], and where it is still open.
    pub fn finalised(&self, session: &Session) -> Result<(Ulid, Option<Ulid>), Failure> {
        let (discussion, child) = self.of(session)?;
        let open = session.discussion(discussion).is_none_or(|d| {
            d.filing.iter().any(|f| f.child == child && f.state == FilingState::Open)
        });
        if open {
            return Err(Failure::failed(
                "this page is not finalised yet, so nobody can stand behind it and nothing is \
                 added to it. Nothing was changed. `thinkwheel session finalise` finalises it",
            ));
        }
        Ok((discussion, child))
    }
}
