//! `queue`: the notes that wait to be filed.

use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;
use ulid::Ulid;

use super::failure::Ended;
use super::place::{ended, mention_typing, tell_problems};
use super::{Place, output};
use crate::practice::Destination;
use crate::record::{Header, Subject, ToFile, to_file};
use crate::vault::Access;

#[derive(Args)]
pub struct Queue {
    /// As JSON: an array of objects with `session`, `date`, `child`, `to` and
    /// more.
    #[arg(long)]
    json: bool,
}

/// A note as other tools read it.
#[derive(Serialize)]
struct Row<'a> {
    session: Ulid,
    date: NaiveDate,
    discussion: Ulid,
    /// Whose page; none for the practitioner's own part.
    child: Option<Ulid>,
    name: &'a str,
    reference: &'a str,
    to: &'static str,
}

pub fn run(queue: &Queue, place: &Place) -> Ended {
    let vault = place.open(Access::Read)?;
    let sessions = vault.sessions();
    let code = tell_problems(&vault);
    mention_typing(&vault);
    let (whole, split): (Vec<_>, Vec<_>) = sessions.iter().partition(|s| s.heads.len() == 1);
    if !split.is_empty() {
        output::say(&format!(
            "{} of the sessions stand in two versions and are not looked at: `thinkwheel session \
             settle` makes them one",
            split.len()
        ));
    }
    let headers: Vec<&Header> =
        whole.iter().filter_map(|s| s.heads.first()).map(|h| &h.header).collect();
    let waiting = to_file(headers.iter().copied());
    let rows: Vec<Row<'_>> = waiting.iter().filter_map(|note| row(note, &headers)).collect();
    if queue.json {
        return ended(output::json(&rows), code);
    }
    if rows.is_empty() {
        output::say("no note waits to be filed");
    } else {
        output::warn_of_scrollback();
    }
    ended(output::lines(&rows.iter().map(line).collect::<Vec<_>>()), code)
}

fn row<'a>(note: &ToFile, headers: &[&'a Header]) -> Option<Row<'a>> {
    let header = headers.iter().find(|h| h.id == note.session)?;
    let child = header.children.iter().find(|c| Some(c.id) == note.child);
    let subject = header.subjects.iter().find(|s| s.discussion == note.discussion);
    let person = match subject.map(|s| &s.subject) {
        Some(Subject::Practitioner(id)) => header.people.iter().find(|p| p.id == *id),
        _ => None,
    };
    let name = child.map(|c| c.name.as_str()).or(person.map(|p| p.name.as_str()));
    Some(Row {
        session: note.session,
        date: note.date,
        discussion: note.discussion,
        child: note.child,
        name: name.unwrap_or_default(),
        reference: child.map_or("", |c| c.reference.trim()),
        to: match note.to {
            Destination::ChildFile => "child-file",
            Destination::StaffFile => "staff-file",
            Destination::TheTwoDecide => "full",
        },
    })
}

/// Session, day, where it goes, whose: names come last.
fn line(row: &Row<'_>) -> String {
    let reference = match row.reference {
        "" => String::new(),
        reference => format!("  {reference}"),
    };
    format!("{}  {}  {}  {}{reference}", row.session, row.date, row.to, row.name)
}
