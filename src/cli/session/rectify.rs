//! `session rectify`: words that must not be there go for good.

use clap::Args;
use ulid::Ulid;

use super::{now, pick};
use crate::cli::failure::{DONE, Ended, Failure};
use crate::cli::place::mention_problems;
use crate::cli::{Place, output};
use crate::vault::Access;

#[derive(Args)]
pub struct Rectify {
    /// The session's id, or its beginning.
    id: String,
    /// What goes: the whole id of a passage, an answer, a decision, an action
    /// or any other entry, as `session show` prints them.
    #[arg(required = true, value_name = "ENTRY")]
    entries: Vec<Ulid>,
    /// Why it has to go; without the words themselves.
    #[arg(long, value_name = "WHY")]
    why: String,
    /// By whose authority.
    #[arg(long, value_name = "WHO")]
    authority: String,
}

pub fn run(rectify: &Rectify, place: &Place) -> Ended {
    let mut vault = place.open(Access::Write)?;
    // Typing that was not saved yet could hold the words too.
    let recovery = vault.recover(now())?;
    if recovery.restored.iter().any(|r| r.trouble.is_some()) {
        return Err(Failure::failed(
            "typing that is not saved yet could not be saved, so nothing was removed. Check free \
             space and the folder, and try again",
        ));
    }
    let session = pick::id(&vault, &rectify.id)?;
    let by = vault.id();
    let done =
        vault.rectify(session, &rectify.entries, &rectify.why, &rectify.authority, by, now())?;
    mention_problems(&vault);
    for other in &done.spoken_of_in {
        output::say(&format!(
            "session {} of {} followed up what was removed, and repeats its words. To remove them \
             there too: `thinkwheel session rectify {} {}`, with --why and --authority",
            other.session,
            other.date,
            other.session,
            other.entries.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        ));
    }
    output::say(
        "not reached: backups, other devices, what was sent, exported or printed, and traces on \
         the disk itself",
    );
    vault.close();
    let lines: Vec<String> = done.tombstones.iter().map(ToString::to_string).collect();
    output::lines(&lines).map(|_| DONE)
}
