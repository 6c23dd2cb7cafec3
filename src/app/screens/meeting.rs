//! This meeting: its children, and the practitioner's own part.

use ulid::Ulid;

use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::{Model, Screen};
use crate::app::page::{Body, Item, List, Mark};
use crate::record::{
    Depth, Discussion, FilingState, Role, SessionKind, Sight, Subject, left_in_words,
};

enum Opens {
    Discussion(Ulid),
    Names,
    AddChild,
    OwnPart,
    Home,
}

/// Opens the list, with the discussion in focus selected.
pub fn open(model: &mut Model) {
    let selected = model
        .work
        .as_ref()
        .and_then(|w| w.session.discussions.iter().position(|d| d.id == w.focus))
        .unwrap_or(0);
    model.screen = Screen::Meeting { selected };
}

/// The practitioner's own part: opened, or begun.
pub fn own_part(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let Some(session) = model.session() else { return Vec::new() };
    let found = session
        .discussions
        .iter()
        .find(|d| matches!(d.subject, Subject::Practitioner(_)))
        .map(|d| d.id);
    let who = session
        .in_role(Role::Practitioner)
        .or_else(|| session.people.first())
        .map_or_else(Ulid::nil, |p| p.id);
    let mut effects = model.save();
    let id = if let Some(id) = found {
        id
    } else {
        let id = model.id(turn.at);
        let discussion = Discussion::new(id, Subject::Practitioner(who), turn.at);
        effects.extend(model.change_session(turn.at, |s| s.discussions.push(discussion)));
        id
    };
    effects.extend(super::sheet::open_own(model, id, turn));
    effects
}

fn focus(model: &mut Model, id: Ulid) {
    if let Some(work) = &mut model.work {
        if work.session.discussion(id).is_none() {
            return;
        }
        work.focus = id;
    }
    model.screen = Screen::Wheel { selected: 0 };
}

/// What an action does here, or from any screen of the session.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    let count = model.item_count(turn);
    let Screen::Meeting { selected } = &mut model.screen else { return Vec::new() };
    match action {
        Action::ItemUp => *selected = selected.saturating_sub(1),
        Action::ItemDown => *selected = (*selected + 1).min(count.saturating_sub(1)),
        Action::Back => return super::home::go(model, turn),
        Action::Accept => {
            let selected = *selected;
            return match items(model, None).into_iter().nth(selected).map(|(o, _)| o) {
                Some(Opens::Discussion(id)) => {
                    let mut effects = model.save();
                    focus(model, id);
                    if depth_in_focus(model) == Some(Depth::BriefCheck) {
                        effects.extend(super::brief::open(model, None, turn));
                    } else {
                        effects.extend(super::thread::open_first(model, turn));
                    }
                    effects
                }
                Some(Opens::Names) => {
                    let focus = model.work.as_ref().map(|w| w.focus);
                    model.screen = super::begin::screen_for(model, turn, false);
                    if let Screen::Begin(b) = &mut model.screen {
                        b.before = focus;
                    }
                    Vec::new()
                }
                Some(Opens::AddChild) => super::begin::add_child(model, turn),
                Some(Opens::OwnPart) => own_part(model, turn),
                Some(Opens::Home) => super::home::go(model, turn),
                None => Vec::new(),
            };
        }
        Action::Mark => return change_depth(model, turn),
        Action::Send => super::matter::post::open_meeting(model),
        Action::Together => {
            return match selected_discussion(model) {
                Some(id) => {
                    let effects = super::gather::regroup(model, id, turn);
                    open(model);
                    effects
                }
                None => Vec::new(),
            };
        }
        Action::MoreMinutes => return change_minutes(model, turn, 5),
        Action::FewerMinutes => return change_minutes(model, turn, -5),
        other => {
            // What is asked for is meant for the child that is selected.
            if let (Some(id), Some(work)) = (selected_discussion(model), &mut model.work) {
                work.focus = id;
            }
            return in_session(model, other, turn);
        }
    }
    Vec::new()
}

fn depth_in_focus(model: &Model) -> Option<Depth> {
    let d = model.work.as_ref()?.discussion()?;
    (!d.subject.children().is_empty()).then_some(d.depth)
}

/// The discussion that is selected in the list, if it is one.
fn selected_discussion(model: &Model) -> Option<Ulid> {
    let Screen::Meeting { selected } = &model.screen else { return None };
    model.session()?.discussions.get(*selected).map(|d| d.id)
}

/// Whether brothers and sisters can be taken together or apart here.
pub fn can_regroup(model: &Model) -> bool {
    let session = model.session();
    session
        .zip(selected_discussion(model))
        .is_some_and(|(session, id)| super::gather::can_regroup(session, id))
}

/// In depth, or a brief check: the other.
fn change_depth(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let Some(id) = selected_discussion(model) else { return Vec::new() };
    if let Some(work) = &mut model.work {
        work.focus = id;
    }
    if let Some(why) = model.work.as_ref().and_then(super::super::work::Work::frozen) {
        model.trouble(why);
        return Vec::new();
    }
    if depth_in_focus(model).is_none() {
        return Vec::new();
    }
    model.change_discussion(turn.at, |d| {
        d.depth = match d.depth {
            Depth::InDepth => Depth::BriefCheck,
            Depth::BriefCheck => Depth::InDepth,
        };
    })
}

/// Longer or shorter, in steps of five minutes: never less than five, never
/// more than eight hours.
fn change_minutes(model: &mut Model, turn: Turn, by: i16) -> Vec<Effect> {
    if model.session().is_some_and(|s| s.discussions.iter().all(Discussion::is_closed)) {
        model.trouble("Every note of this meeting is finalised: its minutes stay as they are.");
        return Vec::new();
    }
    let rules = model.rules();
    model.change_session(turn.at, |s| {
        let now = s.planned_minutes(&rules);
        s.minutes = Some(now.saturating_add_signed(by).clamp(5, 480));
    })
}

/// Actions that are the same on every screen of a session.
pub fn in_session(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    match action {
        Action::Meeting => open(model),
        Action::AddChild => return super::begin::add_child(model, turn),
        Action::OwnPart => return own_part(model, turn),
        Action::Wheel => super::wheel::open(model, turn),
        Action::AllInOrder => return super::wheel::all_in_order(model, turn),
        Action::Find => super::find::open(model),
        Action::Close => return super::close::open(model, turn),
        Action::AddAction => return super::close::add_action(model, turn),
        Action::Review => return super::review::open(model, turn),
        Action::Brief => {
            let child = super::review::page(model);
            return super::brief::open(model, child, turn);
        }
        Action::Choose => return super::choose::open(model, turn),
        Action::AtOnce => return super::sheet::open(model, super::sheet::Kind::AtOnce, turn),
        Action::Signs => return super::sheet::open(model, super::sheet::Kind::Signs, turn),
        Action::Journey => return super::sheet::open_journey(model, turn),
        Action::Tools => return super::sheet::open(model, super::sheet::Kind::Tools, turn),
        Action::Thread => return super::thread::open(model, turn),
        Action::ToTheChild => return super::sheet::open_to_the_child(model, turn),
        _ => {}
    }
    Vec::new()
}

/// The list; with a turn, what matters of each child too.
fn items(model: &Model, turn: Option<Turn>) -> Vec<(Opens, Item)> {
    let Some(session) = model.session() else { return Vec::new() };
    let mut out = Vec::new();
    for d in &session.discussions {
        let state = match d.filing.iter().map(|f| f.state).min_by_key(|s| *s as u8) {
            Some(FilingState::Open) | None if d.is_empty() => "",
            Some(FilingState::Open) | None => "being written",
            Some(FilingState::Finalised) => "finalised",
            Some(FilingState::Agreed) => "agreed",
        };
        let mut item =
            Item { text: subject_name(model, d), aside: state.into(), ..Item::default() };
        if !d.subject.children().is_empty() {
            let (mark, depth) = match d.depth {
                Depth::InDepth => (Mark::Chosen, "in depth"),
                Depth::BriefCheck => (Mark::NotChosen, "brief check"),
            };
            item.mark = Some(mark);
            item.aside = said(&[depth, state]);
            if let Some(turn) = turn {
                at_a_glance(model, d, &mut item, turn);
            }
        }
        out.push((Opens::Discussion(d.id), item));
    }
    let read_only = model.work.as_ref().is_some_and(|w| w.read_only);
    if !read_only {
        let settled = model.work.as_ref().is_some_and(|w| {
            w.is_meeting_settled() && w.child().is_none_or(|child| w.is_child_settled(child))
        });
        if !settled {
            let names = "Names, reference and date of this meeting";
            out.push((Opens::Names, Item { text: names.into(), ..Item::default() }));
        }
        out.push((Opens::AddChild, Item { text: "Add a child".into(), ..Item::default() }));
        let has_own =
            session.discussions.iter().any(|d| matches!(d.subject, Subject::Practitioner(_)));
        if !has_own {
            let text = session
                .in_role(Role::Practitioner)
                .filter(|p| !p.name.trim().is_empty())
                .map_or_else(
                    || "The practitioner's own part".into(),
                    |p| format!("{}'s own part", p.name),
                );
            out.push((Opens::OwnPart, Item { text, ..Item::default() }));
        }
    }
    out.push((Opens::Home, Item { text: "Leave the meeting".into(), ..Item::default() }));
    out
}

/// What is there of these, in one line.
fn said(parts: &[&str]) -> String {
    let said: Vec<&str> = parts.iter().copied().filter(|p| !p.is_empty()).collect();
    said.join(" · ")
}

/// What matters of each child: beside the name, below it, and as a table; in
/// a family a line for each.
fn at_a_glance(model: &Model, d: &Discussion, item: &mut Item, turn: Turn) {
    let depth = std::mem::take(&mut item.aside);
    let children = d.subject.children();
    let mut below = Vec::new();
    let mut seen = String::new();
    for (n, child) in children.iter().enumerate() {
        let facts = super::facts::of(model, d, *child, turn);
        let name = model.session().and_then(|s| s.child(*child)).map(|c| Sight::Full.child(c));
        let name = name.unwrap_or_default();
        let depth = if n == 0 { depth.as_str() } else { "" };
        below.push(if children.len() > 1 {
            format!("{}: {}", name.split_whitespace().next().unwrap_or("?"), facts.line())
        } else {
            facts.rest()
        });
        seen.clone_from(&facts.seen);
        let cells = [
            ("Child", name),
            ("Today", depth.to_owned()),
            ("Plan and status", facts.standing),
            ("Last seen", facts.seen.trim_start_matches("last seen ").replacen("seen ", "", 1)),
            ("Next", facts.next),
            ("Actions", facts.actions.replacen(" action", "", 1).replacen("s open", " open", 1)),
            (
                "In depth",
                facts
                    .in_depth
                    .trim_start_matches(super::facts::BEFORE)
                    .replacen("in depth ", "", 1)
                    .replacen(" in depth", "", 1),
            ),
        ];
        item.cells.push(cells.to_vec());
    }
    item.below = below.join("\n");
    item.aside = if children.len() > 1 { depth } else { said(&[&depth, &seen]) };
}

/// How the minutes are shared out, and what is left of them.
fn minutes(model: &Model, turn: Turn) -> Option<String> {
    let (session, rules) = (model.session()?, model.rules());
    let shares = session.shares(&rules).words();
    let left = session.minutes_left(&rules, turn.at).map(left_in_words);
    Some(match left {
        // Just begun, the same minutes are not said twice.
        Some(left) if left == left_in_words(session.planned_minutes(&rules)) => {
            format!("{shares}.")
        }
        Some(left) => format!("{shares}; {left}."),
        None => format!("{shares}."),
    })
}

/// Whom a discussion is about, in words.
pub fn subject_name(model: &Model, d: &Discussion) -> String {
    let Some(session) = model.session() else { return String::new() };
    match &d.subject {
        // What was cancelled has no part of anybody's yet.
        Subject::Practitioner(id) if matches!(session.kind, SessionKind::Cancelled { .. }) => {
            session.person(*id).map(|p| p.name.clone()).unwrap_or_default()
        }
        Subject::Practitioner(id) => {
            match session.person(*id).map(|p| p.name.trim()).filter(|name| !name.is_empty()) {
                Some(name) => format!("{name}, own part"),
                None => "the practitioner's own part".into(),
            }
        }
        Subject::Learning => "what the group learns".into(),
        subject => {
            let names: Vec<String> = subject
                .children()
                .iter()
                .filter_map(|id| session.child(*id))
                .map(|c| Sight::Full.child(c))
                .collect();
            names.join(", ")
        }
    }
}

/// What is shown.
pub fn body<'a>(model: &'a Model, turn: Turn) -> Body<'a> {
    let selected = if let Screen::Meeting { selected } = &model.screen { *selected } else { 0 };
    Body::List(List {
        title: "This meeting".into(),
        intro: minutes(model, turn).into_iter().collect(),
        filter: None,
        items: items(model, Some(turn)).into_iter().map(|(_, i)| i).collect(),
        selected,
        empty: String::new(),
    })
}

/// How many items there are.
pub fn count(model: &Model) -> usize {
    items(model, None).len()
}
