//! Who a name is: a known child or person, or a new one. A note on the wrong
//! child's file is costly to undo, so nothing is taken by a name without being
//! said, and nobody is renamed into somebody else.

use ulid::Ulid;

use super::begin::{Slot, new_child, slot, slots};
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::{Model, Screen};
use crate::record::{Child, Edit, Field, FieldName, Subject};
use crate::text;

/// A known name that fits what was typed.
pub(super) struct Offer {
    /// The known child or person.
    pub id: Ulid,
    /// Their name.
    pub name: String,
    /// How they are offered.
    pub words: String,
}

pub(super) fn offers(model: &Model, turn: Turn) -> Vec<Offer> {
    let (Some(Slot::Record(field)), Some(home)) = (slot(model), &model.home) else {
        return Vec::new();
    };
    if is_known_as_typed(model, field) {
        // Another of the same name is no reason to change whom this is about.
        return Vec::new();
    }
    let typed = model.session().and_then(|s| s.field(field)).unwrap_or_default();
    let wanted = text::fold(typed.trim());
    let fits = |name: &str| {
        let folded = text::fold(name);
        wanted.split_whitespace().all(|w| folded.split_whitespace().any(|n| n.starts_with(w)))
    };
    let used: Vec<Ulid> = model
        .session()
        .map(|s| s.children.iter().map(|c| c.id).chain(s.people.iter().map(|p| p.id)).collect())
        .unwrap_or_default();
    match field.name {
        FieldName::PersonName => home
            .people()
            .into_iter()
            .filter(|p| fits(&p.name) && !used.contains(&p.id))
            .map(|p| Offer { id: p.id, words: p.name.clone(), name: p.name })
            .take(5)
            .collect(),
        FieldName::ChildName => home
            .children()
            .into_iter()
            .filter(|(c, _)| fits(&c.name) && !used.contains(&c.id))
            .map(|(c, last)| Offer { id: c.id, words: describe(&c, last, turn), name: c.name })
            .take(5)
            .collect(),
        _ => Vec::new(),
    }
}

/// The only known name that begins with the whole words typed: "Elin" of
/// "Elin Pryce". Typed half, it makes nobody new.
pub(super) fn half_typed<'o>(offered: &'o [Offer], typed: &str) -> Option<&'o Offer> {
    let wanted = text::fold(typed.trim());
    let begins = |name: &str| {
        let name = text::fold(name);
        let mut words = name.split_whitespace();
        wanted.split_whitespace().all(|w| words.next() == Some(w))
    };
    let mut fitting = offered.iter().filter(|o| !wanted.is_empty() && begins(&o.name));
    let only = fitting.next()?;
    fitting.next().is_none().then_some(only)
}

pub(super) fn describe(c: &Child, last: Option<chrono::NaiveDate>, turn: Turn) -> String {
    let reference =
        if c.reference.is_empty() { String::new() } else { format!(", {}", c.reference) };
    let last = last.map_or_else(
        || "not discussed yet".to_owned(),
        |d| format!("discussed {}", text::ago(d, turn.today())),
    );
    format!("{}{reference}, {last}", c.name)
}

/// Takes a known person or child in the place of the one being typed.
pub(super) fn link(model: &mut Model, field: Field, id: Ulid, turn: Turn) -> Vec<Effect> {
    let Some(home) = &model.home else { return Vec::new() };
    let old = field.owner;
    let effects = if field.name == FieldName::ChildName {
        let Some((child, _)) = home.children().into_iter().find(|(c, _)| c.id == id) else {
            return Vec::new();
        };
        replace_child(model, old, &child, turn)
    } else {
        let Some(person) = home.people().into_iter().find(|p| p.id == id) else {
            return Vec::new();
        };
        model.change_session(turn.at, |s| {
            s.put_person(person.id, old);
            if let Some(p) = s.people.iter_mut().find(|p| p.id == person.id) {
                p.name = person.name;
            }
        })
    };
    if let Some(work) = &mut model.work {
        work.editors.retain(|f, _| f.owner != old && f.owner != id);
    }
    effects
}

/// Whether the child or person in a field is a known one, under that name.
pub(super) fn is_known_as_typed(model: &Model, field: Field) -> bool {
    let Some(home) = &model.home else { return false };
    let typed = model.session().and_then(|s| s.field(field)).unwrap_or_default();
    let now = text::fold(typed.trim());
    let same = |name: &str| text::fold(name.trim()) == now;
    match field.name {
        FieldName::ChildName => {
            home.children().iter().any(|(c, _)| c.id == field.owner && same(&c.name))
        }
        FieldName::PersonName => home.people().iter().any(|p| p.id == field.owner && same(&p.name)),
        _ => false,
    }
}

/// How many known names are offered for what was typed.
pub fn offer_count(model: &Model, turn: Turn) -> usize {
    offers(model, turn).len()
}

/// A known child or person whose name was typed over is somebody else: what is
/// written now must not land on their file.
pub(super) fn part_company(model: &mut Model, field: Field, turn: Turn) -> Vec<Effect> {
    let Some(home) = &model.home else { return Vec::new() };
    let typed = model.session().and_then(|s| s.field(field)).unwrap_or_default();
    let now = text::fold(typed.trim());
    let differs = |name: &str| text::fold(name.trim()) != now;
    match field.name {
        FieldName::ChildName => {
            let known = home.children().into_iter().find(|(c, _)| c.id == field.owner);
            // A child known from this meeting alone was misspelt, not mistaken.
            if known.is_some_and(|(c, _)| differs(&c.name))
                && is_known_elsewhere(model, field.owner)
            {
                unlink(model, turn)
            } else {
                Vec::new()
            }
        }
        FieldName::PersonName => {
            let known = home.people().into_iter().find(|p| p.id == field.owner);
            if known.is_none_or(|p| !differs(&p.name)) {
                return Vec::new();
            }
            let fresh = model.id(turn.at);
            model.change_session(turn.at, |s| s.put_person(fresh, field.owner))
        }
        _ => Vec::new(),
    }
}

/// Whether a child was spoken of in another meeting than the one in hand.
fn is_known_elsewhere(model: &Model, child: Ulid) -> bool {
    let this = model.session().map(|s| s.id);
    let sessions = model.home.iter().flat_map(|h| &h.sessions);
    sessions
        .filter(|s| Some(s.header.id) != this)
        .any(|s| s.header.children.iter().any(|c| c.id == child))
}

/// Undoes a link: the name as it was typed, another child.
pub(super) fn unlink(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let Some(Slot::Record(field)) = slots(model)
        .into_iter()
        .find(|s| matches!(s, Slot::Record(f) if f.name == FieldName::ChildName))
    else {
        return Vec::new();
    };
    let known =
        model.home.as_ref().is_some_and(|h| h.children().iter().any(|(c, _)| c.id == field.owner));
    if !known {
        return Vec::new();
    }
    let mut child = new_child(model, turn);
    let as_known = is_known_as_typed(model, field);
    let half = match &mut model.screen {
        Screen::Begin(b) => b.half_typed.take().filter(|_| as_known),
        _ => None,
    };
    if let Some(name) = half.as_deref().or_else(|| model.session()?.field(field)) {
        name.clone_into(&mut child.name);
    }
    replace_child(model, field.owner, &child, turn)
}

fn replace_child(model: &mut Model, old: Ulid, child: &Child, turn: Turn) -> Vec<Effect> {
    let Screen::Begin(b) = &model.screen else { return Vec::new() };
    let discussion = b.discussion;
    let mut session = match model.session() {
        Some(s) => s.clone(),
        None => return Vec::new(),
    };
    if let Some(c) = session.children.iter_mut().find(|c| c.id == old) {
        *c = child.clone();
    }
    if let Some(d) = session.discussion_mut(discussion) {
        if !matches!(d.subject, Subject::Child(_)) || !d.is_open() {
            return Vec::new();
        }
        // What was written of the child stays theirs under the other name.
        d.put_child(child.id, old);
    }
    model.change(Edit::Session(Box::new(session)), turn.at)
}

/// Whether more than one child seems to be named.
pub(super) fn several(typed: &str) -> bool {
    typed.contains([',', ';', '&']) || typed.contains(" and ")
}
