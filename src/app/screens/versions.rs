//! Two versions of a session side by side: what differs, one thing at a time,
//! each with both texts whole; then one key makes them one.

use super::home;
use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::message::{Compared, SessionHead};
use crate::app::model::{Model, Screen};
use crate::app::page::{Body, NoteBody};
use crate::app::work::Work;
use crate::record::{Clash, Keep, Merged, Stamp, merge};

/// Two versions being settled.
pub struct Settling {
    merged: Merged,
    /// The difference in hand.
    at: usize,
    /// First row shown of it.
    scroll: usize,
    /// When each was written: this one, the other.
    written: (Stamp, Stamp),
    /// The versions, as the vault names them.
    heads: (String, String),
}

/// Asks for both versions of a session.
pub fn ask(model: &mut Model, head: String, session: ulid::Ulid) -> Vec<Effect> {
    model.loading = Some(head);
    model.waiting += 1;
    vec![Effect::Compare { session }]
}

/// Both were read.
pub fn compared(model: &mut Model, two: Compared, turn: Turn) {
    model.done();
    if model.loading.take().is_none() {
        return;
    }
    let by = model.home.as_ref().map_or_else(ulid::Ulid::nil, |h| h.owner_id);
    let (mine, theirs) = (two.mine, two.theirs);
    match merge(two.base.as_deref(), &mine.session, &theirs.session, by, turn.at) {
        Ok(merged) => {
            model.over = None;
            model.screen = Screen::Versions(Box::new(Settling {
                merged,
                at: 0,
                scroll: 0,
                written: (mine.written, theirs.written),
                heads: (mine.head, theirs.head),
            }));
        }
        Err(why) => model.trouble(format!("It was not settled: {why}.")),
    }
}

/// What an action does here.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    let rows = rows(model);
    let Screen::Versions(s) = &mut model.screen else { return Vec::new() };
    match action {
        Action::Back => {
            model.screen = Screen::Home { selected: 0 };
            model.tell("Nothing was changed: both versions are kept as they are.");
        }
        Action::ItemUp => s.scroll = s.scroll.saturating_sub(1),
        Action::ItemDown => s.scroll = (s.scroll + 1).min(rows.saturating_sub(1)),
        Action::NextDifference | Action::PreviousDifference => {
            let count = s.merged.clashes.len().max(1);
            let step = if action == Action::NextDifference { 1 } else { count - 1 };
            s.at = (s.at + step) % count;
            s.scroll = 0;
        }
        Action::KeepThis => return keep(model, Keep::Mine),
        Action::KeepOther => return keep(model, Keep::Theirs),
        Action::KeepBoth => return keep(model, Keep::Both),
        Action::Settle => return write(model, turn),
        _ => {}
    }
    Vec::new()
}

fn keep(model: &mut Model, keep: Keep) -> Vec<Effect> {
    let Screen::Versions(s) = &mut model.screen else { return Vec::new() };
    if s.merged.clashes.is_empty() {
        return Vec::new();
    }
    if s.merged.settle(s.at, keep).is_err() {
        model.tell("Of this only one can be kept. Nothing was changed.");
        return Vec::new();
    }
    // On to the next that nobody chose in.
    let count = s.merged.clashes.len();
    let open = |n: &usize| s.merged.clashes.get(*n).is_some_and(|c| c.kept.is_none());
    if let Some(next) = (1..count).map(|step| (s.at + step) % count).find(open) {
        s.at = next;
        s.scroll = 0;
    }
    Vec::new()
}

/// Writes the one made of both; it names both as what it follows.
fn write(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let Screen::Versions(s) = &mut model.screen else { return Vec::new() };
    let left = s.merged.unsettled();
    if left > 0 {
        let open = s.merged.clashes.iter().position(|c| c.kept.is_none());
        s.at = open.unwrap_or(s.at);
        s.scroll = 0;
        let still = if left == 1 { "One difference is" } else { "Some differences are" };
        model.tell(format!("{still} not chosen in yet: {left} left. Nothing was written."));
        return Vec::new();
    }
    let session = s.merged.session.clone();
    let (mine, theirs) = s.heads.clone();
    let joins = Joins {
        session: session.id,
        other: theirs,
        proposed: s.merged.proposed,
        two_finals: s.merged.has_two_finals(),
    };
    let seq = model.next_seq();
    let mut work = Work::new(session.clone(), false);
    work.head = Some(mine);
    work.edited = seq;
    work.unsaved_since = Some(turn.at);
    work.joins = Some(joins);
    model.put_away();
    model.work = Some(work);
    let mut effects = vec![Effect::Begin(Box::new(session))];
    effects.extend(home::go(model, turn));
    effects
}

/// What two versions become, to be said once it is saved.
#[derive(Clone, PartialEq, Eq)]
pub struct Joins {
    session: ulid::Ulid,
    /// The version beside the one in hand.
    other: String,
    proposed: usize,
    two_finals: bool,
}

/// The vault holds the one made of both: only now are the two one.
pub fn saved(model: &mut Model, joins: &Joins) {
    if let Some(home) = &mut model.home {
        home.sessions.retain(|h| h.head != joins.other);
        let of_it = |h: &&mut SessionHead| h.header.id == joins.session;
        let beside = home.sessions.iter_mut().filter(of_it).count() > 1;
        for head in home.sessions.iter_mut().filter(of_it) {
            head.beside_another = beside;
        }
    }
    let mut words = "The two versions are one now.".to_owned();
    if joins.two_finals {
        words.push_str(" The finalised note that does not stand is kept in the vault.");
    }
    match joins.proposed {
        0 => {}
        1 => words.push_str(" 1 amendment is proposed."),
        n => words = format!("{words} {n} amendments are proposed."),
    }
    model.tell(words);
}

/// Whether there is something to choose in the difference in hand.
pub fn can(model: &Model, action: Action) -> bool {
    let Screen::Versions(s) = &model.screen else { return false };
    let clash = s.merged.clashes.get(s.at);
    match action {
        Action::KeepBoth => clash.is_some_and(|c| c.can_keep_both),
        Action::NextDifference | Action::PreviousDifference => s.merged.clashes.len() > 1,
        Action::Settle => s.merged.unsettled() == 0,
        _ => clash.is_some(),
    }
}

/// "2/5": which difference, of how many.
pub fn progress(model: &Model) -> String {
    match &model.screen {
        Screen::Versions(s) if !s.merged.clashes.is_empty() => {
            format!("difference {}/{}", s.at + 1, s.merged.clashes.len())
        }
        _ => String::new(),
    }
}

fn rows(model: &Model) -> usize {
    match body(model) {
        Some(Body::Note(note)) => note.row_count(model.prose_width()),
        _ => 0,
    }
}

fn when(at: Stamp) -> String {
    at.format("%-d %B, %H:%M").to_string()
}

/// What is shown.
pub fn body(model: &Model) -> Option<Body<'_>> {
    let Screen::Versions(s) = &model.screen else { return None };
    let (mut about, text) = match s.merged.clashes.get(s.at) {
        None => (
            vec![
                "Two versions of this session stand side by side. Enter (/settle) makes them one."
                    .to_owned(),
            ],
            "What one of them changed, the other left alone: nothing is to be chosen.".to_owned(),
        ),
        Some(clash) => (about(s, clash), shown(s, clash)),
    };
    for line in &mut about {
        *line = crate::app::face::worded(line, model.lines);
    }
    Some(Body::Note(NoteBody {
        about,
        text,
        scroll: s.scroll,
        left_out: Vec::new(),
        ask: None,
        thoughts: Vec::new(),
    }))
}

fn about(s: &Settling, clash: &Clash) -> Vec<String> {
    let whom = clash
        .discussion
        .and_then(|id| s.merged.session.discussion(id))
        .map_or_else(|| "the meeting".into(), |d| crate::record::about(&s.merged.session, d));
    let two_finals = s.at == 0 && s.merged.has_two_finals();
    let chosen = match clash.kept {
        None if two_finals => {
            "Each version holds a finalised note, and both cannot stand. The words of the other \
             will be proposed as amendments."
        }
        None => "Both versions changed this; nothing is chosen yet.",
        Some(Keep::Mine) => "Chosen: this version.",
        Some(Keep::Theirs) => "Chosen: the other version.",
        Some(Keep::Both) => "Chosen: both, one after the other.",
    };
    let left = s.merged.unsettled();
    let left = if left == 0 { " All is chosen: Enter (/settle) makes them one." } else { "" };
    vec![format!("{whom}: {}", clash.what), format!("{chosen}{left}")]
}

fn shown(s: &Settling, clash: &Clash) -> String {
    let text = |words: &str| -> String {
        if words.trim().is_empty() { "(nothing: it was taken out)".into() } else { words.into() }
    };
    format!(
        "THIS VERSION, written {}\n\n{}\n\nTHE OTHER, written {}\n\n{}\n",
        when(s.written.0),
        text(&clash.mine),
        when(s.written.1),
        text(&clash.theirs)
    )
}
