//! `session settle`: two versions side by side become one.

use clap::ValueEnum;
use serde::Serialize;

use super::{now, pick};
use crate::cli::failure::{DAMAGE, DONE, Ended, Failure};
use crate::cli::place::mention_problems;
use crate::cli::{Place, output};
use crate::record::{self, Clash, Merged};
use crate::vault::{Access, SaveError, Versions};

/// What is kept where the two differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Keep {
    /// The one written last.
    Mine,
    /// The one beside it.
    Theirs,
    /// Both texts, one after the other; where there can be only one, the one
    /// written last.
    Both,
}

#[derive(Serialize)]
struct Row<'a> {
    what: &'a str,
    place: String,
    mine: &'a str,
    theirs: &'a str,
    both: bool,
}

pub fn run(place: &Place, id: &str, keep: Option<Keep>, json: bool) -> Ended {
    let access = if keep.is_some() { Access::Write } else { Access::Read };
    let mut vault = place.open(access)?;
    mention_problems(&vault);
    let session = pick::id(&vault, id)?;
    let mut left = vault.side_by_side(session)?;
    if left.is_none() {
        output::say("one version of this session is here, and nothing is to be settled");
        return Ok(DONE);
    }
    let Some(keep) = keep else {
        let Some(versions) = left else { return Ok(DONE) };
        return show(&versions, &merged(&versions, vault.id())?, json);
    };
    // Three versions become two, then one.
    while let Some(versions) = left {
        let mut merged = merged(&versions, vault.id())?;
        // Whose finalised notes stand comes first, and changes what follows.
        let mut n = 0;
        while n < merged.clashes.len() {
            let can = merged.clashes.get(n).is_some_and(|c| c.can_keep_both);
            let keep = match keep {
                Keep::Theirs => record::Keep::Theirs,
                Keep::Both if can => record::Keep::Both,
                Keep::Mine | Keep::Both => record::Keep::Mine,
            };
            merged.settle(n, keep).map_err(|e| Failure::failed(e.to_string()))?;
            n += 1;
        }
        match vault.publish(&merged.session, &versions.parents, now()) {
            Ok(_) => {}
            Err(e @ SaveError::NotConfirmed { .. }) => {
                return Err(Failure::failed(format!(
                    "{e}. Run it again when the disk is well: what was there is still there"
                )));
            }
            Err(e) => return Err(Failure::failed(e.to_string())),
        }
        if merged.has_two_finals() {
            output::say(SET_ASIDE);
        }
        if merged.proposed > 0 {
            output::say(&proposed(merged.proposed));
        }
        left = vault.side_by_side(session)?;
    }
    vault.close();
    output::say("settled: one version now follows both");
    Ok(DONE)
}

const SET_ASIDE: &str = "both versions held finalised notes that could not both stand: the notes \
                         of one stand, and those of the other can still be read in the vault";

fn merged(versions: &Versions, by: ulid::Ulid) -> Result<Merged, Failure> {
    let base = versions.base.as_deref();
    record::merge(base, &versions.mine.1, &versions.theirs.1, by, now())
        .map_err(|e| Failure::failed(e.to_string()))
}

fn proposed(count: usize) -> String {
    let what = if count == 1 { "1 amendment is" } else { &format!("{count} amendments are") };
    format!(
        "{what} proposed: words beside a finalised note that stands. Somebody decides about them"
    )
}

/// Where it is, in words: the discussion it belongs to.
fn place_of(merged: &Merged, clash: &Clash) -> String {
    clash
        .discussion
        .and_then(|id| merged.session.discussion(id))
        .map_or_else(|| "the meeting".into(), |d| record::about(&merged.session, d))
}

fn show(versions: &Versions, merged: &Merged, json: bool) -> Ended {
    let code = if merged.clashes.is_empty() { DONE } else { DAMAGE };
    if json {
        let rows: Vec<Row<'_>> = merged
            .clashes
            .iter()
            .map(|c| Row {
                what: &c.what,
                place: place_of(merged, c),
                mine: &c.mine,
                theirs: &c.theirs,
                both: c.can_keep_both,
            })
            .collect();
        return output::json(&rows).map(|done| done.max(code));
    }
    output::warn_of_scrollback();
    if versions.more > 0 {
        output::say(&format!("{} more beside these two: their turn comes after", versions.more));
    }
    let written = |h: &crate::vault::Head| h.written.format("%-d %B %Y, %H:%M");
    let mut lines = vec![
        format!("mine: written {}", written(&versions.mine.0)),
        format!("theirs: written {}", written(&versions.theirs.0)),
    ];
    for (n, clash) in merged.clashes.iter().enumerate() {
        lines.push(String::new());
        lines.push(format!("{}. {}: {}", n + 1, place_of(merged, clash), clash.what));
        for (name, text) in [("mine", &clash.mine), ("theirs", &clash.theirs)] {
            let text = if text.is_empty() { "(nothing)" } else { text };
            let mut rows = text.lines();
            lines.push(format!("   {name}: {}", rows.next().unwrap_or_default()));
            lines.extend(rows.map(|row| format!("      {row}")));
        }
    }
    if merged.clashes.is_empty() {
        lines.push("The two differ, and nothing of one stands against the other.".into());
    }
    if merged.proposed > 0 {
        output::say(&proposed(merged.proposed));
    }
    output::say(
        "nothing was changed. Settle all of it with --keep mine, theirs or both; on the screen \
         each can be chosen by itself",
    );
    output::lines(&lines).map(|done| done.max(code))
}
