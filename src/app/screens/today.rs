//! The list of home: what needs a person today, in the order of need.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use ulid::Ulid;

use super::home::{KnownChild, Opens};
use crate::app::context::Turn;
use crate::app::message::{HomeData, SessionHead};
use crate::app::model::Model;
use crate::app::page::{Item, Mark};
use crate::record::{ActionHeader, Header, SessionKind, Subject, open_actions};
use crate::text;

/// Finalised meetings that home lists; older ones are for `session list`.
const NOTES: usize = 100;

/// Actions due within so many days stand before the children.
const SOON_DAYS: i64 = 7;

type Line = (Opens, Item);

/// Every known child in the order of the list.
pub fn children_in_order(model: &Model, turn: Turn) -> Vec<Ulid> {
    let children = items(model, turn).into_iter().filter_map(|(opens, _)| match opens {
        Opens::Child(id) => Some(id),
        _ => None,
    });
    children.collect()
}

/// Items of home in order, with what each opens.
pub fn items(model: &Model, turn: Turn) -> Vec<Line> {
    let Some(home) = &model.home else { return Vec::new() };
    let today = turn.today();
    let known = home.known_children();
    let names = newest_names(&known);
    let open = headed("Still being written", being_written(model, home, &names, today));
    let meeting = if open.is_empty() { None } else { Some("A new meeting") };
    let mut begin = vec![line(Opens::Begin, "Begin a session")];
    if !home.recovery && !home.practice && !home.read_only {
        let words = "Make a recovery: without one, a lost passphrase loses everything";
        begin.push(line(Opens::Recovery, words));
    }
    let (due, later) = actions(home, &names, today);
    let (long_ago, lately) = children(home, known, model, today);
    let problems = home.problems.iter().map(|p| line(Opens::Nothing, p)).collect();
    [
        open,
        match meeting {
            Some(heading) => headed(heading, begin),
            None => begin,
        },
        headed("To file", to_file(model)),
        headed("Actions due", due),
        headed("Not discussed lately", long_ago),
        headed("Children", lately),
        headed("Actions later", later),
        headed("Notes", notes(home, &names, today)),
        headed("Not used", problems),
    ]
    .concat()
}

/// How many notes are finalised and not yet in the file they belong to.
fn to_file(model: &Model) -> Vec<Line> {
    let Some((n, oldest)) = super::queue::count(model) else { return Vec::new() };
    let item = Item {
        text: if n == 1 { "1 note to file".into() } else { format!("{n} notes to file") },
        aside: format!("the oldest of {}", text::short_date(oldest)),
        ..Item::default()
    };
    vec![(Opens::Queue, item)]
}

fn line(opens: Opens, words: &str) -> Line {
    (opens, Item { text: words.to_owned(), ..Item::default() })
}

fn headed(heading: &str, mut lines: Vec<Line>) -> Vec<Line> {
    if let Some((_, first)) = lines.first_mut() {
        first.heading = Some(heading.to_owned());
    }
    lines
}

fn newest_first(home: &HomeData, open: bool, today: NaiveDate) -> Vec<&SessionHead> {
    let mut out: Vec<_> =
        home.sessions.iter().filter(|s| s.header.is_open_on(today) == open).collect();
    out.sort_by_key(|s| std::cmp::Reverse((s.header.date, s.written)));
    out
}

fn being_written(model: &Model, home: &HomeData, known: &Names, today: NaiveDate) -> Vec<Line> {
    let parked: Vec<Ulid> = model.parked.iter().map(|w| w.session.id).collect();
    let aside = model.parked.iter().map(|w| {
        let header = w.session.header();
        let item = Item {
            text: format!("Go on with {}", subjects(known, &header)),
            aside: if w.not_saved { "NOT saved yet".into() } else { "being saved".into() },
            ..Item::default()
        };
        (Opens::Parked(header.id), item)
    });
    let read = newest_first(home, true, today)
        .into_iter()
        .filter(|s| !parked.contains(&s.header.id))
        .map(|s| {
            let answered: usize = s.header.subjects.iter().map(|d| d.answered).sum();
            let below = if s.beside_another {
                "Two versions of this session stand side by side; both are kept. Open and compare."
                    .to_owned()
            } else {
                let answered = match answered {
                    0 => "nothing answered yet".to_owned(),
                    1 => "1 question answered".to_owned(),
                    n => format!("{n} questions answered"),
                };
                match s.header.not_spoken_of().0 {
                    0 => answered,
                    n => format!("{answered}, {n} not yet spoken of"),
                }
            };
            let item = Item {
                text: format!("Go on with {}{}", subjects(known, &s.header), kind(&s.header)),
                aside: text::short_date(s.header.date),
                below,
                ..Item::default()
            };
            (Opens::Head(s.head.clone()), item)
        });
    aside.chain(read).collect()
}

fn notes(home: &HomeData, known: &Names, today: NaiveDate) -> Vec<Line> {
    let all = newest_first(home, false, today);
    let older = all.len().saturating_sub(NOTES);
    let more = (older > 0).then(|| {
        line(Opens::Nothing, &format!("and {older} older; `thinkwheel session list` shows all"))
    });
    let newest = all.into_iter().take(NOTES).map(|s| {
        let below = match &s.header.kind {
            SessionKind::Cancelled { reason } => reason.trim().to_owned(),
            _ => String::new(),
        };
        let item = Item {
            text: format!("{}{}", subjects(known, &s.header), kind(&s.header)),
            aside: text::short_date(s.header.date),
            below,
            ..Item::default()
        };
        (Opens::Head(s.head.clone()), item)
    });
    newest.chain(more).collect()
}

/// What kind of meeting it was, where it was no ordinary one.
fn kind(header: &Header) -> String {
    match header.kind {
        SessionKind::OneToOne => String::new(),
        _ => format!(" ({})", header.kind.words()),
    }
}

/// Newest names: a baby is known by the name they were given since.
type Names = HashMap<Ulid, String>;

fn newest_names(known: &[KnownChild]) -> Names {
    known.iter().map(|k| (k.child.id, k.child.name.clone())).collect()
}

fn names(known: &Names, ids: &[Ulid]) -> Vec<String> {
    ids.iter().filter_map(|id| known.get(id)).cloned().collect()
}

fn subjects(known: &Names, header: &Header) -> String {
    let cancelled = matches!(header.kind, SessionKind::Cancelled { .. });
    let person = |id: Ulid| header.people.iter().find(|p| p.id == id).map(|p| p.name.clone());
    let words: Vec<String> = header
        .subjects
        .iter()
        .filter(|s| !s.empty || cancelled || header.subjects.len() == 1)
        .map(|s| match &s.subject {
            Subject::Practitioner(id) if cancelled => person(*id).unwrap_or_default(),
            Subject::Practitioner(id) => header
                .people
                .iter()
                .find(|p| p.id == *id)
                .map_or_else(|| "own part".into(), |p| format!("{}, own part", p.name)),
            Subject::Learning => "learning".into(),
            subject => {
                let names = names(known, subject.children());
                if names.is_empty() { "a child not yet named".into() } else { names.join(", ") }
            }
        })
        .collect();
    if words.is_empty() { "a session just begun".into() } else { words.join(" · ") }
}

/// Open actions: those due soon or overdue, and those later.
fn actions(home: &HomeData, known: &Names, today: NaiveDate) -> (Vec<Line>, Vec<Line>) {
    let open = open_actions(home.sessions.iter().map(|s| &s.header));
    let open: HashSet<Ulid> = open.into_iter().map(|o| o.action.id).collect();
    let mut all: Vec<(&SessionHead, &ActionHeader)> = home
        .sessions
        .iter()
        .flat_map(|s| s.header.actions.iter().map(move |a| (s, a)))
        .filter(|(_, a)| open.contains(&a.id) && !a.what.trim().is_empty())
        .collect();
    all.sort_by_key(|(_, a)| (a.on.is_none(), a.on, a.id));
    all.dedup_by_key(|(_, a)| a.id);
    let (due, later): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|(_, a)| a.on.is_some_and(|day| (day - today).num_days() <= SOON_DAYS));
    let lines = |actions: Vec<(&SessionHead, &ActionHeader)>| {
        actions.into_iter().map(|(s, a)| action(known, s, a, today)).collect()
    };
    (lines(due), lines(later))
}

fn action(known: &Names, s: &SessionHead, action: &ActionHeader, today: NaiveDate) -> Line {
    let about = names(known, &action.children).join(", ");
    let who = if action.who.trim().is_empty() { "nobody named" } else { action.who.trim() };
    let what = action.what.lines().next().unwrap_or_default();
    let aside = match action.on {
        Some(day) => match (day - today).num_days() {
            -1 => "1 day overdue".into(),
            n if n < 0 => format!("{} days overdue", -n),
            0 => "today".into(),
            n if n <= SOON_DAYS => format!("{}", day.format("%a %-d %b")),
            _ => text::short_date(day),
        },
        None if action.by.trim().is_empty() => "no day set".into(),
        None => action.by.trim().to_owned(),
    };
    let about = if about.is_empty() { String::new() } else { format!("{about} · ") };
    let item = Item { text: format!("{about}{who}: {what}"), aside, ..Item::default() };
    (Opens::Head(s.head.clone()), item)
}

/// What can be done with a child of the list.
pub fn how_to_mark(model: &Model) -> &'static str {
    if model.lines {
        "A number opens it; /mark and numbers mark children for one meeting, /mark-all all."
    } else if model.marked.is_empty() {
        "Enter begins a session about this child; Space marks several for one meeting."
    } else {
        "Space marks or unmarks; Enter begins one meeting about those marked."
    }
}

/// Known children: those not discussed for longer than the rule says, and the
/// others.
fn children(
    home: &HomeData,
    known: Vec<KnownChild>,
    model: &Model,
    today: NaiveDate,
) -> (Vec<Line>, Vec<Line>) {
    let marked = &model.marked;
    let every = i64::from(home.rules.child_every_weeks);
    let mut long_ago = Vec::new();
    let mut lately = Vec::new();
    for KnownChild { child, last, bring_back: back, .. } in known {
        let weeks = last.map(|d| (today - d).num_days() / 7);
        let when = match (last, weeks) {
            (Some(_), Some(n)) if n >= every => format!("{n} weeks ago"),
            (Some(day), _) => format!("discussed {}", text::ago(day, today)),
            (None, _) => "not discussed yet".into(),
        };
        let is_marked = marked.contains(&child.id);
        let aside = match back {
            0 => when,
            // Beside the mark there is room for what matters more.
            n if is_marked => format!("{n} to bring back"),
            n => format!("{n} to bring back, {when}"),
        };
        let aside = if is_marked { format!("marked · {aside}") } else { aside };
        let item = Item {
            mark: Some(if is_marked { Mark::Chosen } else { Mark::NotChosen }),
            text: if child.reference.trim().is_empty() {
                child.name.clone()
            } else {
                format!("{} · {}", child.name, child.reference.trim())
            },
            aside,
            // Lines are told once, above them all.
            below: if model.lines { String::new() } else { how_to_mark(model).into() },
            ..Item::default()
        };
        let late = weeks.is_none_or(|n| n >= every);
        let to = if late { &mut long_ago } else { &mut lately };
        to.push((Opens::Child(child.id), item));
    }
    lately.sort_by(|a, b| a.1.text.cmp(&b.1.text));
    (long_ago, lately)
}
