//! `session list`: every session in a line, or as JSON for other tools.

use chrono::NaiveDate;
use serde::Serialize;
use ulid::Ulid;

use super::pick::short;
use crate::cli::failure::Ended;
use crate::cli::place::{ended, mention_typing, tell_problems};
use crate::cli::{Place, output};
use crate::record::{FilingState, Header, SessionKind, Stamp, Subject, Within};
use crate::text::width;
use crate::vault::{Access, Head, SessionHeads};

/// A session as other tools read it.
#[derive(Serialize)]
struct Row<'a> {
    id: Ulid,
    date: NaiveDate,
    kind: &'static str,
    subjects: Vec<SubjectRow<'a>>,
    people: Vec<Present<'a>>,
    actions: usize,
    open: bool,
    /// More than one where two lines of writing stand side by side.
    versions: Vec<Version<'a>>,
}

#[derive(Serialize)]
struct SubjectRow<'a> {
    discussion: Ulid,
    #[serde(rename = "about")]
    whom: &'static str,
    names: Vec<&'a str>,
    children: Vec<ChildRow<'a>>,
    state: &'static str,
    answered: usize,
    bring_back: usize,
}

#[derive(Serialize)]
struct ChildRow<'a> {
    id: Ulid,
    name: &'a str,
    reference: &'a str,
    initials: String,
}

#[derive(Serialize)]
struct Present<'a> {
    id: Ulid,
    name: &'a str,
    role: &'static str,
}

#[derive(Serialize)]
struct Version<'a> {
    head: &'a str,
    number: u32,
    written: Stamp,
}

pub fn run(place: &Place, json: bool, within: &Within) -> Ended {
    let vault = place.open(Access::Read)?;
    let sessions = vault.sessions();
    let code = tell_problems(&vault);
    mention_typing(&vault);
    let latest: Vec<(&SessionHeads, &Head)> =
        sessions.iter().filter_map(|s| Some((s, s.heads.first()?))).collect();
    let all = latest.len();
    let latest: Vec<_> = latest.into_iter().filter(|(_, h)| within.holds(&h.header)).collect();
    if json {
        let rows: Vec<Row<'_>> = latest.iter().map(|(s, h)| row(s, &h.header)).collect();
        return ended(output::json(&rows), code);
    }
    if latest.is_empty() {
        output::say(if all == 0 {
            "there is no session in this vault yet"
        } else {
            "no session fits; leave an option out to see more"
        });
    } else {
        output::warn_of_scrollback();
    }
    ended(output::lines(&table(&latest)), code)
}

fn row<'a>(session: &'a SessionHeads, header: &'a Header) -> Row<'a> {
    Row {
        id: session.id,
        date: header.date,
        kind: kind(&header.kind),
        subjects: subjects(header),
        people: header
            .people
            .iter()
            .map(|p| Present { id: p.id, name: &p.name, role: p.role.words() })
            .collect(),
        actions: header.actions.len(),
        open: header.is_open(),
        versions: session
            .heads
            .iter()
            .map(|h| Version { head: h.generation.as_str(), number: h.number, written: h.written })
            .collect(),
    }
}

/// One word for each kind of meeting.
fn kind(kind: &SessionKind) -> &'static str {
    match kind {
        SessionKind::OneToOne => "one-to-one",
        SessionKind::Group => "group",
        SessionKind::Corridor => "corridor",
        SessionKind::Cancelled { .. } => "cancelled",
    }
}

fn state(state: FilingState) -> &'static str {
    match state {
        FilingState::Open => "open",
        FilingState::Finalised => "finalised",
        FilingState::Agreed => "agreed",
    }
}

fn subjects(header: &Header) -> Vec<SubjectRow<'_>> {
    header
        .subjects
        .iter()
        .map(|s| {
            let children: Vec<_> = s
                .subject
                .children()
                .iter()
                .filter_map(|id| header.children.iter().find(|c| c.id == *id))
                .collect();
            let (about, names) = match &s.subject {
                Subject::Child(_) => ("child", children.iter().map(|c| &*c.name).collect()),
                Subject::Family(_) => ("family", children.iter().map(|c| &*c.name).collect()),
                Subject::Practitioner(id) => {
                    let person = header.people.iter().find(|p| p.id == *id);
                    ("practitioner", person.map(|p| &*p.name).into_iter().collect())
                }
                Subject::Learning => ("learning", Vec::new()),
            };
            SubjectRow {
                discussion: s.discussion,
                whom: about,
                names,
                children: children
                    .iter()
                    .map(|c| ChildRow {
                        id: c.id,
                        name: &c.name,
                        reference: &c.reference,
                        initials: c.shown_initials(),
                    })
                    .collect(),
                state: state(s.state),
                answered: s.answered,
                bring_back: s.bring_back,
            }
        })
        .collect()
}

/// Id, day, kind, state, about whom. Names come last: they have no width of
/// their own to keep to.
fn table(sessions: &[(&SessionHeads, &Head)]) -> Vec<String> {
    let widest = sessions.iter().map(|(_, h)| width(kind(&h.header.kind))).max().unwrap_or(0);
    sessions
        .iter()
        .map(|(session, head)| {
            let header = &head.header;
            let kind = kind(&header.kind);
            let gap = " ".repeat(widest - width(kind));
            let open = if header.is_open() { "open" } else { "done" };
            let about = subjects(header)
                .iter()
                .map(|s| match (s.whom, s.names.is_empty()) {
                    ("learning", _) => "learning".to_owned(),
                    (_, true) => "not yet named".to_owned(),
                    (_, false) => s.names.join(" and "),
                })
                .collect::<Vec<_>>()
                .join("; ");
            let versions = if session.heads.len() > 1 {
                let names: Vec<&str> = session.heads.iter().map(short).collect();
                format!("  ({} versions side by side: {})", names.len(), names.join(", "))
            } else {
                String::new()
            };
            format!("{}  {}  {kind}{gap}  {open}  {about}{versions}", session.id, header.date)
        })
        .collect()
}
