//! A decision in passing, and a meeting that did not take place: each is one
//! form, and then the note.

use ulid::Ulid;

use super::begin::{self, Slot};
use super::home::Opens;
use super::{close, gather, today};
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::{Model, Screen};
use crate::app::work::Work;
use crate::record::{
    Child, Discussion, Field, FieldName, MaySee, Person, Role, Session, SessionKind, Subject,
};

/// The child that is selected on home, if one is.
fn selected(model: &Model, turn: Turn) -> Option<Ulid> {
    let Screen::Home { selected } = &model.screen else { return None };
    match today::items(model, turn).into_iter().nth(*selected)?.0 {
        Opens::Child(id) => Some(id),
        _ => None,
    }
}

/// Whom the line that is selected on home is about: a child, or the children
/// of a meeting.
fn about_selected(model: &Model, turn: Turn) -> Vec<Ulid> {
    let Screen::Home { selected } = &model.screen else { return Vec::new() };
    match today::items(model, turn).into_iter().nth(*selected) {
        Some((Opens::Child(id), _)) => vec![id],
        Some((Opens::Head(head), _)) => {
            let heads = model.home.iter().flat_map(|h| &h.sessions);
            let meeting = heads.filter(|s| s.head == head).map(|s| &s.header);
            meeting.flat_map(|h| h.children.iter().map(|c| c.id)).collect()
        }
        _ => Vec::new(),
    }
}

/// Children as home knows them.
fn known(model: &Model, ids: &[Ulid]) -> Vec<Child> {
    let all = model.home.as_ref().map(crate::app::HomeData::children).unwrap_or_default();
    ids.iter()
        .filter_map(|id| all.iter().find(|(c, _)| c.id == *id))
        .map(|(c, _)| c.clone())
        .collect()
}

/// A meeting of this kind with the owner and the practitioner of last time.
fn session(model: &mut Model, kind: SessionKind, about: &[Ulid], turn: Turn) -> Option<Session> {
    let home = model.home.as_ref()?;
    if home.read_only {
        model.trouble("Another thinkwheel has this vault open: here it can only be read.");
        return None;
    }
    let owner = Person {
        id: home.owner_id,
        name: home.owner.clone(),
        role: Role::Supervisor,
        may_see: MaySee::All,
        stepped_out: false,
    };
    let practitioner = gather::last_with(home, Role::Practitioner, about);
    let practitioner = practitioner.unwrap_or_else(|| Person {
        id: model.ids.next(turn.at.timestamp_millis()),
        name: String::new(),
        role: Role::Practitioner,
        may_see: MaySee::All,
        stepped_out: false,
    });
    let mut session = Session::new(model.id(turn.at), turn.today(), turn.at);
    session.kind = kind;
    session.people = vec![owner, practitioner];
    Some(session)
}

/// Takes a new session in hand, at its form.
fn take(model: &mut Model, session: Session, focus: Ulid, turn: Turn) -> Vec<Effect> {
    let begun = Effect::Begin(Box::new(session.clone()));
    let mut work = Work::new(session, false);
    work.focus = focus;
    model.put_away();
    model.loading = None;
    model.marked.clear();
    model.work = Some(work);
    model.screen = begin::screen_for(model, turn, false);
    // Whoever is known need not be typed: on to the first that is empty.
    let empty = begin::slots(model).into_iter().position(|slot| is_missing(model, &slot));
    if let Screen::Begin(b) = &mut model.screen {
        b.focus = empty.unwrap_or(0);
    }
    vec![begun]
}

/// Begins a decision in passing, about the child selected on home if one is.
pub fn open(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let about: Vec<Ulid> = selected(model, turn).into_iter().collect();
    let Some(mut session) = session(model, SessionKind::Corridor, &about, turn) else {
        return Vec::new();
    };
    let child = known(model, &about).pop();
    let child = child.unwrap_or_else(|| begin::new_child(model, turn));
    let by = session.in_role(Role::Supervisor).map(|p| p.name.clone()).unwrap_or_default();
    let mut d = Discussion::new(model.id(turn.at), Subject::Child(child.id), turn.at);
    d.decisions.push(model.new_decision(turn.at, by));
    d.actions.push(model.new_action(turn.at));
    let focus = d.id;
    session.children.push(child);
    session.discussions.push(d);
    take(model, session, focus, turn)
}

/// Keeps that a meeting did not take place: with whom, when, why, and about
/// whom it was to be: the children marked on home, or the one selected.
pub fn cancelled(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let about = match model.marked.as_slice() {
        [] => about_selected(model, turn),
        marked => marked.to_vec(),
    };
    let kind = SessionKind::Cancelled { reason: String::new() };
    let Some(mut session) = session(model, kind, &about, turn) else { return Vec::new() };
    // Whose supervision it was: the reason stands there and on no child's page.
    let who = session.in_role(Role::Practitioner).map_or_else(Ulid::nil, |p| p.id);
    let own = Discussion::new(model.id(turn.at), Subject::Practitioner(who), turn.at);
    let focus = own.id;
    session.discussions.push(own);
    for child in known(model, &about) {
        let d = Discussion::new(model.id(turn.at), Subject::Child(child.id), turn.at);
        session.discussions.push(d);
        session.children.push(child);
    }
    take(model, session, focus, turn)
}

/// Whether the form in hand is one of these, and not that of a meeting.
pub fn is_here(model: &Model) -> bool {
    let adding = matches!(&model.screen, Screen::Begin(b) if b.adding);
    !adding
        && model.session().is_some_and(|s| {
            matches!(s.kind, SessionKind::Corridor | SessionKind::Cancelled { .. })
        })
}

/// What the form asks beside who, when and about whom.
pub fn slots(session: &Session, discussion: Ulid) -> Vec<Slot> {
    let field = |owner, name| Slot::Record(Field { owner, name });
    if matches!(session.kind, SessionKind::Cancelled { .. }) {
        return vec![field(session.id, FieldName::Cancelled)];
    }
    let Some(d) = session.discussion(discussion).filter(|d| d.is_open()) else { return Vec::new() };
    let mut out = Vec::new();
    if let Some(x) = d.decisions.first() {
        let names = [FieldName::Decision, FieldName::Rationale, FieldName::DecidedBy];
        out.extend(names.map(|name| field(x.id, name)));
    }
    if let Some(x) = d.actions.first() {
        out.extend([FieldName::What, FieldName::Who, FieldName::ByWhen].map(|n| field(x.id, n)));
    }
    out
}

/// Whether something is missing without which there is nothing to keep.
pub fn is_missing(model: &Model, slot: &Slot) -> bool {
    let Slot::Record(f) = slot else { return false };
    matches!(
        f.name,
        FieldName::PersonName | FieldName::ChildName | FieldName::Decision | FieldName::Cancelled
    ) && model.session().and_then(|s| s.field(*f)).is_none_or(|t| t.trim().is_empty())
}

/// Said where something is missing.
pub fn ask_for(name: FieldName) -> &'static str {
    match name {
        FieldName::Decision => "Type what is decided. Esc (/back) leaves this form.",
        FieldName::Cancelled => "Type why it did not take place. A word is enough.",
        FieldName::ChildName => "Type the name of the child. Esc (/back) leaves this form.",
        _ => "Type who it was with. A first name is enough.",
    }
}

/// A field's heading and label; none: as in any meeting.
pub fn label(name: FieldName) -> Option<(Option<&'static str>, &'static str)> {
    Some(match name {
        FieldName::Decision => (Some("Decision"), "What is decided"),
        FieldName::Rationale => (None, "Why"),
        FieldName::DecidedBy => (None, "Who decides"),
        FieldName::What => (Some("Action"), "What"),
        FieldName::Who => (None, "Who"),
        FieldName::ByWhen => (None, "By when"),
        FieldName::Cancelled => (None, "Why it was cancelled"),
        _ => return None,
    })
}

/// What is said beside the day of the action.
pub fn due(model: &Model, field: Field, typed: &str, here: bool, turn: Turn) -> String {
    if field.name != FieldName::ByWhen {
        return String::new();
    }
    let d = model.work.as_ref().and_then(|w| w.discussion());
    let action = d.and_then(|d| d.actions.iter().find(|a| a.id == field.owner));
    close::due_aside(typed, action.and_then(|a| a.by.on), turn, here)
}

/// Title and first sentences of the form.
pub fn heading(model: &Model) -> Option<(&'static str, Vec<String>)> {
    let session = model.session().filter(|_| is_here(model))?;
    match session.kind {
        SessionKind::Corridor => Some((
            "A decision in passing",
            vec!["Enter goes on; after the last field comes the note.".into()],
        )),
        SessionKind::Cancelled { .. } => {
            let about: Vec<&str> = session.children.iter().map(|c| c.name.as_str()).collect();
            let about = match about.as_slice() {
                [] => "About no child in particular: mark children at home first if it was.".into(),
                names => format!("It was to be about {}.", names.join(", ")),
            };
            Some(("A meeting that did not take place", vec![about]))
        }
        _ => None,
    }
}
