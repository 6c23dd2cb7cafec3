//! `actions`: every action that was agreed, with what became of it; as lines,
//! for a spreadsheet, for other tools, for a calendar.

mod csv;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use serde::Serialize;
use ulid::Ulid;

use super::failure::{DONE, Ended, Failure};
use super::place::{ended, mention_typing, tell_problems};
use super::{Place, output, session};
use crate::export::calendar::{self, Due};
use crate::record::{ActionHeader, Header, Outcome, open_actions};
use crate::text::{fold, width};
use crate::vault::{Access, Paths, write_outside};

#[derive(Args)]
pub struct Actions {
    /// Only those still open: neither done, changed nor given up.
    #[arg(long)]
    open: bool,
    /// Only open ones whose day is past.
    #[arg(long)]
    overdue: bool,
    /// Only those about a child, by a part of the name or the reference.
    #[arg(long, value_name = "NAME|REF")]
    child: Option<String>,
    /// Only those of a person, by a part of the name.
    #[arg(long, value_name = "NAME")]
    who: Option<String>,
    /// How they are printed.
    #[arg(long, value_enum, default_value_t = Form::Table)]
    format: Form,
    /// Send them to this file, or into this folder under a name of its own;
    /// `-` is standard output.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file if it is there already.
    #[arg(long, requires = "output")]
    replace: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Lines to read.
    Table,
    /// For a spreadsheet, comma separated.
    Csv,
    /// For other tools: an array of objects.
    Json,
    /// For a calendar: open actions that have a day. Entries identify nobody:
    /// each has the code that the table shows, and no word of the action.
    Ics,
}

impl Form {
    fn extension(self) -> &'static str {
        match self {
            Form::Table => "txt",
            Form::Csv => "csv",
            Form::Json => "json",
            Form::Ics => "ics",
        }
    }
}

/// An action as other tools read it.
#[derive(Serialize)]
struct Row<'a> {
    id: Ulid,
    session: Ulid,
    agreed: NaiveDate,
    children: Vec<&'a str>,
    references: Vec<&'a str>,
    what: &'a str,
    who: &'a str,
    by: &'a str,
    due: Option<NaiveDate>,
    state: &'static str,
    overdue: bool,
    not_done: usize,
    /// By which it is found in a calendar.
    code: String,
}

pub fn run(asked: &Actions, place: &Place) -> Ended {
    let vault = place.open(Access::Read)?;
    let sessions = vault.sessions();
    let code = tell_problems(&vault);
    mention_typing(&vault);
    let headers: Vec<&Header> =
        sessions.iter().flat_map(|s| &s.heads).map(|head| &head.header).collect();
    let today = session::now().date_naive();
    let rows: Vec<Row> =
        rows(&headers, today).into_iter().filter(|row| is_asked(asked, row)).collect();
    if rows.is_empty() && matches!(asked.format, Form::Table | Form::Ics) {
        output::say("there is no such action");
    }
    let bytes = match asked.format {
        Form::Json => output::as_json(&rows)?.into_bytes(),
        Form::Csv => csv::write(&rows)?,
        Form::Table => output::as_lines(&table(&rows)).into_bytes(),
        Form::Ics => entries(&rows).into_bytes(),
    };
    ended(send(asked, &bytes, !rows.is_empty(), vault.paths()), code)
}

/// Open actions that have a day, as calendar entries; says how many have none.
fn entries(rows: &[Row<'_>]) -> String {
    let (with, without): (Vec<&Row>, Vec<&Row>) =
        rows.iter().filter(|row| row.state == "open").partition(|row| row.due.is_some());
    match without.len() {
        0 => {}
        1 => output::say("1 open action has no day: it is not in the calendar"),
        n => output::say(&format!("{n} open actions have no day: they are not in the calendar")),
    }
    let due = |row: &&Row| Some(Due { action: row.id, on: row.due?, agreed: row.agreed });
    calendar::calendar(&with.iter().filter_map(due).collect::<Vec<_>>())
}

/// To standard output, or to a file.
fn send(asked: &Actions, bytes: &[u8], any: bool, paths: &Paths) -> Ended {
    let path = match asked.output.as_deref() {
        None => {
            if any && asked.format == Form::Table {
                output::warn_of_scrollback();
            }
            return output::bytes(bytes);
        }
        Some(path) if path == Path::new("-") => return output::bytes(bytes),
        Some(folder) if folder.is_dir() => {
            folder.join(format!("supervision-actions.{}", asked.format.extension()))
        }
        Some(path) => path.to_path_buf(),
    };
    output::warn_of_name(&path);
    write_outside(paths, &path, bytes, asked.replace).map_err(|e| {
        let option = if e.exists() { ": --replace" } else { "" };
        Failure::failed(format!("{e}{option}")).about(&path)
    })?;
    output::lines(&[path.display().to_string()]).map(|_| DONE)
}

/// Every action once, open ones first, then by the day they are due.
fn rows<'a>(headers: &[&'a Header], today: NaiveDate) -> Vec<Row<'a>> {
    let open: HashMap<Ulid, usize> = open_actions(headers.iter().copied())
        .into_iter()
        .map(|o| (o.action.id, o.not_done))
        .collect();
    let mut ordered: Vec<&Header> = headers.to_vec();
    ordered.sort_by_key(|h| (h.date, h.id));
    let mut became: HashMap<Ulid, Outcome> = HashMap::new();
    for f in ordered.iter().flat_map(|h| &h.followed_up) {
        became.insert(f.action, f.outcome);
    }
    // The newest spelling of a name, as home shows it.
    let mut named: HashMap<Ulid, (&str, &str)> = HashMap::new();
    for child in ordered.iter().flat_map(|h| &h.children) {
        named.insert(child.id, (child.name.as_str(), child.reference.as_str()));
    }
    let mut out: Vec<Row> = Vec::new();
    let of = |h: &'a Header, a: &'a ActionHeader| {
        let about: Vec<(&str, &str)> =
            a.children.iter().filter_map(|c| named.get(c).copied()).collect();
        let not_done = open.get(&a.id).copied();
        Row {
            id: a.id,
            session: h.id,
            agreed: h.date,
            children: about.iter().map(|(name, _)| *name).collect(),
            references: about.iter().map(|(_, r)| *r).filter(|r| !r.is_empty()).collect(),
            what: &a.what,
            who: &a.who,
            by: &a.by,
            due: a.on,
            state: match became.get(&a.id) {
                _ if not_done.is_some() => "open",
                Some(outcome) => outcome.words(),
                None => "open",
            },
            overdue: not_done.is_some() && a.on.is_some_and(|on| on < today),
            not_done: not_done.unwrap_or(0),
            code: calendar::code(a.id),
        }
    };
    for header in ordered {
        for action in &header.actions {
            // Of two versions of a session that stand side by side, the
            // action is one.
            if !out.iter().any(|row| row.id == action.id) {
                out.push(of(header, action));
            }
        }
    }
    out.sort_by_key(|row| (row.state != "open", row.due.is_none(), row.due, row.agreed, row.id));
    out
}

fn is_asked(asked: &Actions, row: &Row<'_>) -> bool {
    let holds = |text: &str, part: &str| fold(text).contains(&fold(part.trim()));
    let about = |part: &String| {
        row.children.iter().any(|name| holds(name, part))
            || row.references.iter().any(|r| fold(r) == fold(part.trim()))
    };
    (!(asked.open || asked.overdue) || row.state == "open")
        && (!asked.overdue || row.overdue)
        && asked.child.as_ref().is_none_or(about)
        && asked.who.as_ref().is_none_or(|part| holds(row.who, part))
}

/// Due, state, code, who, about whom, what. Names and words come last.
fn table(rows: &[Row<'_>]) -> Vec<String> {
    let state = |row: &Row<'_>| match (row.overdue, row.not_done) {
        (true, _) => "overdue".to_owned(),
        (false, 0) => row.state.to_owned(),
        (false, n) => format!("open, not done {n}×"),
    };
    let due = |row: &Row<'_>| match (row.due, row.by.trim()) {
        (Some(day), _) => day.to_string(),
        (None, "") => "no day set".to_owned(),
        (None, by) => by.to_owned(),
    };
    let widest =
        |of: &dyn Fn(&Row<'_>) -> String| rows.iter().map(|row| width(&of(row))).max().unwrap_or(0);
    let (dues, states) = (widest(&due), widest(&state));
    let padded = |text: String, to: usize| {
        let gap = " ".repeat(to.saturating_sub(width(&text)));
        format!("{text}{gap}")
    };
    rows.iter()
        .map(|row| {
            let who = if row.who.trim().is_empty() { "nobody named" } else { row.who.trim() };
            let about = match row.children.join(", ") {
                names if names.is_empty() => String::new(),
                names => format!(" ({names})"),
            };
            let (due, state) = (padded(due(row), dues), padded(state(row), states));
            let what = row.what.lines().next().unwrap_or_default();
            format!("{due}  {state}  {}  {who}: {what}{about}", row.code)
        })
        .collect()
}
