//! `session show --nudges`: what may be missing from the notes still open.

use std::fmt::Write as _;

use serde::Serialize;
use ulid::Ulid;

use crate::cli::failure::Ended;
use crate::cli::output;
use crate::record::{ChildHistory, Header, Session, nudges};
use crate::text::clean_line;
use crate::vault::Vault;

/// A nudge as other tools read it.
#[derive(Serialize)]
struct Row<'a> {
    discussion: Ulid,
    child: Option<Ulid>,
    #[serde(skip)]
    whom: &'a str,
    nudge: &'static str,
    about: Option<Ulid>,
    says: String,
    why: &'static str,
}

/// Prints them; nothing where nothing is missing.
pub fn run(vault: &Vault, session: &Session, json: bool) -> Ended {
    let sessions = vault.sessions();
    let headers: Vec<&Header> =
        sessions.iter().filter_map(|s| s.heads.first()).map(|head| &head.header).collect();
    let mut rows = Vec::new();
    for d in &session.discussions {
        for child in d.filing.iter().map(|f| f.child) {
            let history =
                child.map(|c| ChildHistory::of(headers.iter().copied(), c, Some(session.id)));
            let name = child.and_then(|c| session.child(c)).map_or("", |c| c.name.as_str());
            let found = nudges(session, d.id, child, vault.rules(), history.as_ref());
            rows.extend(found.into_iter().map(|n| Row {
                discussion: d.id,
                child,
                whom: name,
                nudge: n.name,
                about: n.about,
                says: n.says,
                why: n.why,
            }));
        }
    }
    if json {
        return output::json(&rows);
    }
    let mut out = String::new();
    for row in &rows {
        let whom = if row.whom.trim().is_empty() { "" } else { ": " };
        let line = format!("{}{whom}{} {}", row.whom, row.says, row.why);
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}", clean_line(&line));
    }
    output::text(&out)
}
