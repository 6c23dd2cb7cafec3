//! `actions`: every action that was agreed, with what became of it.

use std::collections::HashMap;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use serde::Serialize;
use ulid::Ulid;

use super::failure::Ended;
use super::place::{ended, mention_typing, tell_problems};
use super::{Place, output, session};
use crate::record::{ActionHeader, Header, Outcome, open_actions};
use crate::text::{fold, width};
use crate::vault::Access;

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
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Lines to read.
    Table,
    /// For a spreadsheet, comma separated.
    Csv,
    /// For other tools: an array of objects.
    Json,
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
    let printed = match asked.format {
        Form::Json => output::json(&rows),
        Form::Csv => output::text(&csv(&rows)),
        Form::Table => {
            if rows.is_empty() {
                output::say("there is no such action");
            } else {
                output::warn_of_scrollback();
            }
            output::lines(&table(&rows))
        }
    };
    ended(printed, code)
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

/// Due, state, who, about whom, what. Names and words come last.
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
            format!("{due}  {state}  {who}: {what}{about}")
        })
        .collect()
}

/// RFC 4180: a heading, lines ended by CR LF, quotes where they are needed.
fn csv(rows: &[Row<'_>]) -> String {
    let mut out = String::new();
    let mut line = |cells: &[&str]| {
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    };
    line(&[
        "due",
        "state",
        "overdue",
        "who",
        "what",
        "children",
        "references",
        "by",
        "agreed",
        "not done",
        "session",
        "id",
    ]);
    for row in rows {
        line(&[
            &row.due.map(|on| on.to_string()).unwrap_or_default(),
            row.state,
            if row.overdue { "yes" } else { "no" },
            row.who,
            row.what,
            &row.children.join("; "),
            &row.references.join("; "),
            row.by,
            &row.agreed.to_string(),
            &row.not_done.to_string(),
            &row.session.to_string(),
            &row.id.to_string(),
        ]);
    }
    out
}

/// A cell; what a spreadsheet would take for a formula stays text.
fn quoted(cell: &str) -> String {
    let mut text = cell.to_owned();
    if text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || text.starts_with(['\t', '\r', '\n'])
    {
        text.insert(0, '\'');
    }
    if text.contains(['"', ',', '\n', '\r', ';']) || text != text.trim() {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_cell_is_quoted_where_needed_and_never_a_formula() {
        for (cell, written) in [
            ("Ring his nan", "Ring his nan"),
            ("nan, and \"Bob\"", "\"nan, and \"\"Bob\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=1+1", "'=1+1"),
            (" @SUM(A1)", "' @SUM(A1)"),
            ("-2", "'-2"),
            ("", ""),
        ] {
            assert_eq!(quoted(cell), written);
        }
    }
}
