//! `session amend`: words added to a finalised note; `session finalise`.

use std::path::PathBuf;

use clap::Args;
use ulid::Ulid;

use super::page::{Page, put};
use super::{now, pick};
use crate::cli::failure::{DONE, Ended, Failure};
use crate::cli::place::mention_problems;
use crate::cli::{Place, input, output};
use crate::record::{Added, Amendment, LONGEST_TEXT, Role};
use crate::vault::{Access, fresh_id};

#[derive(Args)]
pub struct Amend {
    /// The session's id, or its beginning.
    id: String,
    /// What is amended: the whole id of an entry, as `session show` prints
    /// them. Without it, the whole note.
    entry: Option<Ulid>,
    #[command(flatten)]
    page: Page,
    /// The words: a file, or `-` for standard input.
    #[arg(long, value_name = "FILE")]
    words_file: PathBuf,
}

pub fn amend(amend: &Amend, place: &Place) -> Ended {
    let limit = u64::try_from(LONGEST_TEXT).unwrap_or(u64::MAX);
    let text = input::text(&amend.words_file, limit)
        .map_err(|unread| Failure::failed(unread.words()).about(&amend.words_file))?;
    let text = text.trim_end_matches(['\n', '\r']).to_owned();
    if text.trim().is_empty() {
        return Err(Failure::failed("there are no words in this file; nothing was added"));
    }
    let mut vault = place.open(Access::Write)?;
    let (mut session, head) = pick::only_version(&vault, &amend.id)?;
    let (discussion, child) = amend.page.finalised(&session)?;
    let (at, by, id) = (now(), vault.id(), fresh_id());
    let late = vault.rules().is_late(session.date, at);
    let Some(d) = session.discussion_mut(discussion) else {
        return Err(Failure::failed("this session has no such discussion; nothing was changed"));
    };
    let amends = amend.entry.unwrap_or(d.id);
    if amends != d.id && !d.entries(child).iter().any(|e| e.id == amends) {
        return Err(Failure::failed(
            "this page has no entry with that id; nothing was added. `thinkwheel session show` \
             prints every entry with its id",
        ));
    }
    d.amendments.push(Amendment {
        id,
        amends,
        children: child.filter(|_| d.subject.children().len() > 1).into_iter().collect(),
        text,
        by,
        written: at,
        late,
        added: Added::Made,
        imported: false,
    });
    put(&mut vault, &session, head, at)?;
    mention_problems(&vault);
    if late {
        output::say("added as a late entry: the time the rules of this vault give has passed");
    }
    vault.close();
    output::lines(&[id.to_string()]).map(|_| DONE)
}

#[derive(Args)]
pub struct Finalise {
    /// The session's id, or its beginning.
    id: String,
    #[command(flatten)]
    page: Page,
}

pub fn finalise(finalise: &Finalise, place: &Place) -> Ended {
    let mut vault = place.open(Access::Write)?;
    // Typing that was not saved yet belongs into the note.
    vault.recover(now())?;
    let (mut session, head) = pick::only_version(&vault, &finalise.id)?;
    let (discussion, child) = finalise.page.of(&session)?;
    let (by, at) = (vault.id(), now());
    // Whoever finalises is named in the note, and in whatever is sent of it.
    session.name_among_people(by, vault.owner_name(), Role::Supervisor);
    let Some(d) = session.discussion_mut(discussion) else {
        return Err(Failure::failed("this session has no such discussion; nothing was changed"));
    };
    let gone = d.prospect(child).rough.len();
    d.finalise(child, by, at).map_err(|e| Failure::failed(e.to_string()))?;
    put(&mut vault, &session, head, at)?;
    mention_problems(&vault);
    if gone > 0 {
        output::say(&format!("rough notes removed for good: {gone}"));
    }
    vault.close();
    output::lines(&[discussion.to_string()]).map(|_| DONE)
}
