//! One meeting about the children that were marked on home: nothing need be
//! typed for what was known last time.

use ulid::Ulid;

use super::home::Opens;
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::message::HomeData;
use crate::app::model::{Model, Screen};
use crate::app::work::Work;
use crate::record::{Child, Depth, Discussion, MaySee, Person, Role, Session, Stamp, Subject};

/// Up to so many children are all taken in depth; of more, the two choose.
const ALL_IN_DEPTH: usize = 3;

/// Marks the child at a line of home, or takes the mark away; at any other
/// line, says what can be marked.
pub fn mark_at(model: &mut Model, at: usize, turn: Turn) {
    let lines = super::today::items(model, turn);
    if let Some((Opens::Child(id), _)) = lines.get(at) {
        mark(model, *id);
    } else if lines.iter().any(|(opens, _)| matches!(opens, Opens::Child(_))) {
        model
            .tell("Space (/mark and a number) marks a child for a meeting. This line is no child.");
    } else {
        model.tell(NO_CHILD);
    }
}

/// Said where there is nobody to mark.
const NO_CHILD: &str = "No child is known here yet. Enter or n (/begin) begins a session.";

/// Marks every child of the list; where all are marked, none.
pub fn mark_all(model: &mut Model, turn: Turn) {
    if is_read_only(model) {
        return;
    }
    let all = super::today::children_in_order(model, turn);
    if all.is_empty() {
        model.tell(NO_CHILD);
        return;
    }
    model.marked = if all.iter().all(|c| model.marked.contains(c)) { Vec::new() } else { all };
    say_marked(model);
}

/// Says so, where nothing can be written.
fn is_read_only(model: &mut Model) -> bool {
    let read_only = model.home.as_ref().is_some_and(|h| h.read_only);
    if read_only {
        model.trouble("Another thinkwheel has this vault open: here it can only be read.");
    }
    read_only
}

fn mark(model: &mut Model, child: Ulid) {
    if is_read_only(model) {
        return;
    }
    match model.marked.iter().position(|m| *m == child) {
        Some(at) => {
            model.marked.remove(at);
        }
        None => model.marked.push(child),
    }
    say_marked(model);
}

fn say_marked(model: &mut Model) {
    match model.marked.len() {
        0 => model.tell("No child is marked."),
        1 => model.tell("1 child marked. Enter or n (/begin) begins a meeting about them."),
        n => model.tell(format!(
            "{n} children marked. Enter or n (/begin) begins one meeting about all of them."
        )),
    }
}

/// Begins a meeting about the marked children, in the order of the list.
pub fn open(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let order: Vec<Ulid> = super::today::children_in_order(model, turn)
        .into_iter()
        .filter(|c| model.marked.contains(c))
        .collect();
    let Some(home) = &model.home else { return Vec::new() };
    let known = home.children();
    let children: Vec<Child> = order
        .iter()
        .filter_map(|id| known.iter().find(|(c, _)| c.id == *id).map(|(c, _)| c.clone()))
        .collect();
    let role = home.owner_role();
    let other = role.other();
    let owner = Person {
        id: home.owner_id,
        name: home.owner.clone(),
        role,
        may_see: MaySee::All,
        stepped_out: false,
    };
    let practitioner = last_with(home, other, &order);
    let named = practitioner.as_ref().map(|p| p.name.clone());
    let practitioner = practitioner.unwrap_or_else(|| Person {
        id: model.ids.next(turn.at.timestamp_millis()),
        name: String::new(),
        role: other,
        may_see: MaySee::All,
        stepped_out: false,
    });
    let mut session = Session::new(model.id(turn.at), turn.today(), turn.at);
    session.people = vec![owner, practitioner];
    let deep = children.len() <= ALL_IN_DEPTH;
    for group in families(&children) {
        let depth = if deep { Depth::InDepth } else { Depth::BriefCheck };
        session.discussions.push(discussion(model, group, depth, turn.at));
    }
    session.children = children;
    let Some(first) = session.discussions.first().map(|d| d.id) else { return Vec::new() };
    let together: Vec<String> = session
        .discussions
        .iter()
        .filter(|d| d.subject.children().len() > 1)
        .map(|d| names(&session, d))
        .collect();
    let begun = Effect::Begin(Box::new(session.clone()));
    let mut work = Work::new(session, false);
    work.focus = first;
    model.put_away();
    model.loading = None;
    model.marked.clear();
    model.work = Some(work);
    if let Some(name) = named {
        super::meeting::open(model);
        let mut words = vec![format!("With {name}, as last time.")];
        words.extend(together.iter().map(|names| {
            format!("{names} are talked about together: Alt-H (/together) takes them apart.")
        }));
        model.tell(words.join(" "));
    } else {
        model.screen = super::begin::screen_for(model, turn, false);
        if let Screen::Begin(b) = &mut model.screen {
            b.before = Some(first);
        }
    }
    vec![begun]
}

fn discussion(model: &mut Model, group: Vec<Ulid>, depth: Depth, at: Stamp) -> Discussion {
    let subject = match group.as_slice() {
        [one] => Subject::Child(*one),
        _ => Subject::Family(group),
    };
    let mut d = Discussion::new(model.id(at), subject, at);
    d.depth = depth;
    d
}

/// First names, as people say them: "Kit, Nell and Wren".
fn names(session: &Session, d: &Discussion) -> String {
    let all: Vec<&str> = d
        .subject
        .children()
        .iter()
        .filter_map(|id| session.child(*id))
        .map(|c| c.name.split_whitespace().next().unwrap_or("a child"))
        .collect();
    match all.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// The person in a role with whom these children were last discussed.
pub(super) fn last_with(home: &HomeData, role: Role, children: &[Ulid]) -> Option<Person> {
    let mut sessions: Vec<_> = home.sessions.iter().map(|s| &s.header).collect();
    sessions.sort_by_key(|h| std::cmp::Reverse((h.date, h.id)));
    sessions
        .into_iter()
        .filter(|h| {
            h.subjects.iter().flat_map(|s| s.subject.children()).any(|c| children.contains(c))
        })
        .flat_map(|h| &h.people)
        .find(|p| p.role == role && p.id != home.owner_id && !p.name.trim().is_empty())
        .cloned()
}

/// Brothers and sisters as one group, everybody else alone; in order.
pub(super) fn families(children: &[Child]) -> Vec<Vec<Ulid>> {
    let related = |a: &Child, b: &Child| {
        a.brothers_and_sisters.contains(&b.id) || b.brothers_and_sisters.contains(&a.id)
    };
    let mut out: Vec<Vec<&Child>> = Vec::new();
    for child in children {
        match out.iter_mut().find(|g| g.iter().any(|other| related(other, child))) {
            Some(group) => group.push(child),
            None => out.push(vec![child]),
        }
    }
    out.into_iter().map(|g| g.into_iter().map(|c| c.id).collect()).collect()
}

/// Whether brothers and sisters stand together or apart at this discussion of
/// the meeting, and nothing is written yet: then it can be changed.
pub fn can_regroup(session: &Session, id: Ulid) -> bool {
    let Some(d) = session.discussion(id) else { return false };
    d.is_empty()
        && d.is_open()
        && match &d.subject {
            Subject::Family(_) => true,
            Subject::Child(_) => kin(session, d).len() > 1,
            _ => false,
        }
}

/// The discussions of this child's brothers and sisters alone, this one too,
/// as far as nothing is written in them.
fn kin(session: &Session, d: &Discussion) -> Vec<Ulid> {
    let Subject::Child(child) = d.subject else { return Vec::new() };
    let alone: Vec<(&Discussion, &Child)> = session
        .discussions
        .iter()
        .filter(|d| d.is_empty() && d.is_open())
        .filter_map(|d| match d.subject {
            Subject::Child(c) => session.child(c).map(|c| (d, c)),
            _ => None,
        })
        .collect();
    let children: Vec<Child> = alone.iter().map(|(_, c)| (*c).clone()).collect();
    let group = families(&children).into_iter().find(|g| g.contains(&child)).unwrap_or_default();
    alone.iter().filter(|(_, c)| group.contains(&c.id)).map(|(d, _)| d.id).collect()
}

/// Takes brothers and sisters apart, or together again.
pub fn regroup(model: &mut Model, id: Ulid, turn: Turn) -> Vec<Effect> {
    let Some(session) = model.session().cloned() else { return Vec::new() };
    if !can_regroup(&session, id) {
        model.tell(
            "Brothers and sisters can be taken together or apart as long as nothing is written.",
        );
        return Vec::new();
    }
    let Some(d) = session.discussion(id) else { return Vec::new() };
    let (depth, goes) = match &d.subject {
        Subject::Family(_) => (d.depth, vec![id]),
        _ => (d.depth, kin(&session, d)),
    };
    let new: Vec<Discussion> = if let Subject::Family(all) = &d.subject {
        all.iter().map(|c| discussion(model, vec![*c], depth, turn.at)).collect()
    } else {
        let all = session.discussions.iter().filter(|d| goes.contains(&d.id));
        let all: Vec<Ulid> = all.flat_map(|d| d.subject.children().to_vec()).collect();
        vec![discussion(model, all, depth, turn.at)]
    };
    // Where the work is and what was chosen to be asked goes along.
    let stage = session.discussions.iter().filter(|d| goes.contains(&d.id)).find_map(|d| d.stage);
    let chosen = session
        .discussions
        .iter()
        .filter(|d| goes.contains(&d.id))
        .map(|d| d.chosen.clone())
        .find(|chosen| !chosen.is_empty())
        .unwrap_or_default();
    let new: Vec<Discussion> =
        new.into_iter().map(|d| Discussion { stage, chosen: chosen.clone(), ..d }).collect();
    let at = session.discussions.iter().position(|d| goes.contains(&d.id)).unwrap_or(0);
    let first = new.first().map(|d| d.id);
    let effects = model.change_session(turn.at, |s| {
        s.discussions.retain(|d| !goes.contains(&d.id));
        let at = at.min(s.discussions.len());
        s.discussions.splice(at..at, new);
    });
    if let (Some(work), Some(first)) = (&mut model.work, first) {
        work.focus = first;
    }
    effects
}
