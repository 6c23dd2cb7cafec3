//! `search`: where words stand, over every text of every session. Read in
//! memory and let go at the end: nothing searchable is written.

use clap::Args;
use serde::Serialize;
use ulid::Ulid;

use super::failure::{Ended, Failure};
use super::place::{ended, mention_typing, tell_problems};
use super::session::Narrow;
use super::{Place, output};
use crate::record::{Found, find_in};
use crate::vault::Access;

/// Finds where words stand in the records.
#[derive(Args)]
pub struct Search {
    /// The words; each must occur in the same discussion. Capitals and accents
    /// make no difference.
    #[arg(required = true)]
    words: Vec<String>,
    #[command(flatten)]
    narrow: Narrow,
    /// As JSON: an array of objects with `session`, `discussion`, `date`,
    /// `about`, `place`, `excerpt`, `version`.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Row<'a> {
    session: Ulid,
    discussion: Ulid,
    date: chrono::NaiveDate,
    about: &'a str,
    place: &'a str,
    excerpt: &'a str,
    version: &'a str,
}

pub fn run(search: &Search, place: &Place) -> Ended {
    let words = search.words.join(" ");
    if words.trim().is_empty() {
        return Err(Failure::wrong_use("say which words to look for"));
    }
    let vault = place.open(Access::Read)?;
    let code = tell_problems(&vault);
    mention_typing(&vault);
    let within = search.narrow.within(false);
    let mut found: Vec<Found> = Vec::new();
    // The latest meeting comes first already.
    for session in vault.sessions() {
        for head in session.heads.iter().filter(|h| within.holds(&h.header)) {
            let read = vault.load(&head.generation)?;
            found.extend(find_in(head.generation.as_str(), &read, &words, &within));
        }
    }
    if search.json {
        let rows: Vec<Row<'_>> = found
            .iter()
            .map(|f| Row {
                session: f.session,
                discussion: f.discussion,
                date: f.date,
                about: &f.about,
                place: &f.place,
                excerpt: &f.excerpt,
                version: &f.head,
            })
            .collect();
        return ended(output::json(&rows), code);
    }
    if found.is_empty() {
        output::say("no discussion has all these words");
    } else {
        output::warn_of_scrollback();
    }
    let mut lines = Vec::new();
    for f in &found {
        lines.push(format!("{}  {}  {}", f.session, f.date, f.about));
        lines.push(format!("  {}: {}", f.place, f.excerpt));
    }
    ended(output::lines(&lines), code)
}
