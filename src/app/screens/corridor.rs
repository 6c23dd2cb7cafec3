//! A decision in passing, and a meeting that did not take place: each is one
//! form, and then the note.

use ulid::Ulid;

use super::begin::{self, Slot};
use super::home::Opens;
use super::{close, gather, today};
use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::{Model, Screen};
use crate::app::work::Work;
use crate::record::{
    Child, Discussion, Field, FieldName, MaySee, Person, Role, Session, SessionKind, Subject,
};

/// Whom it is about: the children marked on home, in the order of the list;
/// else the one selected, where a person sees which that is.
fn about(model: &Model, turn: Turn) -> Vec<Ulid> {
    let mut order = today::children_in_order(model, turn);
    order.retain(|child| model.marked.contains(child));
    if order.is_empty() && !model.lines {
        return selected(model, turn).into_iter().collect();
    }
    order
}

/// The same with the numbers of lines of home after it, from linear prompts:
/// it is about the children there.
pub fn told(model: &mut Model, action: Action, words: &str, turn: Turn) -> Vec<Effect> {
    if !matches!(model.screen, Screen::Home { .. }) {
        return Vec::new();
    }
    let home = today::items(model, turn);
    let child = |typed: &str| match home.get(typed.parse::<usize>().ok()?.checked_sub(1)?) {
        Some((Opens::Child(id), _)) => Some(*id),
        _ => None,
    };
    let typed = words.split([' ', ',']).filter(|typed| !typed.is_empty());
    let Some(named) = typed.map(child).collect::<Option<Vec<Ulid>>>() else {
        let word = action.word();
        model.trouble(format!(
            "Type /{word} and the numbers of children in this list, as in /{word} 3 5. Nothing \
             was begun."
        ));
        return Vec::new();
    };
    let before = std::mem::replace(&mut model.marked, named);
    let effects = match action {
        Action::Corridor => open(model, turn),
        _ => cancelled(model, turn),
    };
    if effects.is_empty() {
        model.marked = before;
    }
    effects
}

/// The child that is selected on home, if one is.
fn selected(model: &Model, turn: Turn) -> Option<Ulid> {
    let Screen::Home { selected } = &model.screen else { return None };
    match today::items(model, turn).into_iter().nth(*selected)?.0 {
        Opens::Child(id) => Some(id),
        _ => None,
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

/// What children are called, one after the other.
fn names(children: &[Child]) -> String {
    let names: Vec<&str> = children.iter().map(|c| c.name.trim()).collect();
    match names.as_slice() {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        names => names.concat(),
    }
}

/// Begins a decision in passing, about the children marked on home or the one
/// selected: brothers and sisters together, else one alone.
pub fn open(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let about = about(model, turn);
    let mut children = known(model, &about);
    if gather::families(&children).len() > 1 {
        model.trouble(format!(
            "A decision in passing is about one child, or about brothers and sisters: {} are not \
             known as such. Take them one after the other. Nothing was begun.",
            names(&children)
        ));
        return Vec::new();
    }
    let Some(mut session) = session(model, SessionKind::Corridor, &about, turn) else {
        return Vec::new();
    };
    let known_as = names(&children);
    if children.is_empty() {
        children.push(begin::new_child(model, turn));
    }
    let ids: Vec<Ulid> = children.iter().map(|c| c.id).collect();
    let by = session.in_role(Role::Supervisor).map(|p| p.name.clone()).unwrap_or_default();
    let mut decision = model.new_decision(turn.at, by);
    let mut action = model.new_action(turn.at);
    let subject = if let [one] = ids.as_slice() {
        Subject::Child(*one)
    } else {
        // What is decided about all of them reaches the page of each.
        decision.children.clone_from(&ids);
        action.children.clone_from(&ids);
        Subject::Family(ids)
    };
    let mut d = Discussion::new(model.id(turn.at), subject, turn.at);
    d.decisions.push(decision);
    d.actions.push(action);
    let focus = d.id;
    session.children = children;
    session.discussions.push(d);
    let effects = take(model, session, focus, turn);
    if model.lines && !known_as.is_empty() {
        model.tell(format!("A decision in passing, about {known_as}."));
    }
    effects
}

/// Keeps that a meeting did not take place: with whom, when, why, and about
/// whom it was to be: the children marked on home, or the one selected.
pub fn cancelled(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let about = about(model, turn);
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
        SessionKind::Corridor => {
            let mut intro = vec!["Enter goes on; after the last field comes the note.".into()];
            if session.children.len() > 1 {
                let about = names(&session.children);
                intro.push(format!("About {about}: what is decided is on the page of each."));
            }
            Some(("A decision in passing", intro))
        }
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
