//! People: one's own card and fingerprint, and the people whose keys are known
//! here. Whose key it is, two people find out by comparing in one room.

use std::cmp::Ordering;
use std::path::PathBuf;

use ulid::Ulid;

use super::{Card, Kind, Matter, open_over, open_with, path_in, replace};
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::message::{Known, KnownPerson};
use crate::app::model::Model;
use crate::app::page::{Body, Item, List};

/// Signs of a fingerprint that are read out in one breath.
const GROUP: usize = 4;

/// A fingerprint in groups, to be read out and compared.
pub fn in_groups(fingerprint: &str) -> String {
    let signs: Vec<char> = fingerprint.trim_start_matches("SHA256:").chars().collect();
    let groups: Vec<String> = signs.chunks(GROUP).map(|g| g.iter().collect()).collect();
    groups.join(" ")
}

/// Somebody's name here: as this vault's sessions call them, else as their
/// card does.
pub fn name(model: &Model, person: &KnownPerson) -> String {
    let known = model.home.as_ref().map(crate::app::HomeData::people).unwrap_or_default();
    person
        .known_as
        .and_then(|id| known.into_iter().find(|p| p.id == id))
        .map_or_else(|| person.name.clone(), |p| p.name)
}

/// Opens the list of people, from home.
pub fn open(model: &mut Model) {
    open_over(model, Kind::People);
}

pub(super) fn list<'a>(model: &'a Model, matter: &Matter) -> Body<'a> {
    let mut items: Vec<Item> = model
        .known
        .people
        .iter()
        .map(|p| Item {
            text: name(model, p),
            aside: if p.known_as.is_some() { "of your meetings" } else { "" }.into(),
            below: in_groups(&p.fingerprint),
            ..Item::default()
        })
        .collect();
    if let Some(first) = items.first_mut() {
        first.heading = Some("People you have met".into());
    }
    items.push(Item {
        heading: Some("Cards".into()),
        text: "Add somebody by their card".into(),
        ..Item::default()
    });
    items.push(Item { text: "Write your own card to a file".into(), ..Item::default() });
    Body::List(List {
        title: "People".into(),
        intro: vec![
            "Your fingerprint, to read out when you sit together:".into(),
            in_groups(&model.known.fingerprint),
        ],
        filter: None,
        selected: matter.selected.min(items.len().saturating_sub(1)),
        items,
        empty: String::new(),
    })
}

pub(super) fn choose(model: &mut Model, n: usize, turn: Turn) {
    let met = model.known.people.len();
    match n.cmp(&met) {
        Ordering::Less => {
            model.tell("Their fingerprint stands below their name: compare it whenever you meet.");
        }
        Ordering::Equal => open_with(model, Kind::CardPath, &["card.ron".into()]),
        Ordering::Greater => {
            let own = turn.context.folder.join("card.ron").display().to_string();
            open_with(model, Kind::OwnCard, &[own]);
        }
    }
}

/// The path of a card was given: it is read, and added to nothing.
pub(super) fn read(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let Some(path) = path_in(model, 0, turn) else { return Vec::new() };
    model.waiting += 1;
    vec![Effect::ReadCard { path }]
}

/// Writes one's own card: public keys and a name, nothing secret.
pub(super) fn write(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let Some(path) = path_in(model, 0, turn) else { return Vec::new() };
    let seq = model.next_seq();
    model.waiting += 1;
    let bytes = model.known.card.clone().into_bytes();
    vec![Effect::Export { seq, path, bytes, replace: false }]
}

/// One's own card was written: back to the people.
pub fn written(model: &mut Model) {
    if super::in_hand(model).is_some_and(|m| m.kind == Kind::OwnCard) {
        super::leave(model);
    }
}

/// A card was read: its fingerprint is compared first.
pub fn read_card(model: &mut Model, card: Card) {
    replace(model, Kind::Compare { card });
}

/// People of the meetings here that nobody's card stands for yet; those of
/// the card's name first.
fn unmet(model: &Model, card: &Card) -> Vec<(Ulid, String)> {
    let taken = |id: Ulid| model.known.people.iter().any(|p| p.known_as == Some(id));
    let people = model.home.as_ref().map(crate::app::HomeData::people).unwrap_or_default();
    let mut out: Vec<(Ulid, String)> =
        people.into_iter().filter(|p| !taken(p.id)).map(|p| (p.id, p.name)).collect();
    let folded = crate::text::fold(&card.name);
    out.sort_by_key(|(_, name)| crate::text::fold(name) != folded);
    out
}

pub(super) fn compare<'a>(model: &'a Model, matter: &Matter, card: &Card) -> Body<'a> {
    let mut items: Vec<Item> = unmet(model, card)
        .into_iter()
        .map(|(_, name)| Item {
            text: format!("They are the same, and this is {name} of your meetings"),
            ..Item::default()
        })
        .collect();
    items.push(Item {
        text: format!("They are the same, and {} is in no meeting here yet", card.name),
        ..Item::default()
    });
    items.push(Item { text: "They differ: add nothing".into(), ..Item::default() });
    Body::List(List {
        title: format!("The card of {}", card.name),
        intro: vec![
            in_groups(&card.fingerprint),
            "Ask them to read theirs out, in the room or where you know their voice: every group \
             must be the same. A card that came by post alone proves nothing."
                .into(),
        ],
        filter: None,
        // Nobody is added by a held Enter.
        selected: matter.selected.min(items.len().saturating_sub(1)),
        items,
        empty: String::new(),
    })
}

pub(super) fn add(model: &mut Model, card: &Card, n: usize) -> Vec<Effect> {
    let unmet = unmet(model, card);
    if n > unmet.len() {
        super::leave(model);
        model.tell("Nothing was added.");
        return Vec::new();
    }
    let known_as = unmet.get(n).map(|(id, _)| *id);
    model.waiting += 1;
    vec![Effect::AddPerson { bytes: card.bytes.clone(), known_as }]
}

/// Somebody was added.
pub fn added(model: &mut Model, known: Known) {
    model.known = known;
    if super::in_hand(model).is_some_and(|m| matches!(m.kind, Kind::Compare { .. })) {
        super::leave(model);
    }
    model.tell("Added. What you send them opens with their key alone.");
}

/// Where a path that was typed leads.
pub(super) fn resolved(typed: &str, turn: Turn) -> Option<PathBuf> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let path = PathBuf::from(typed);
    Some(if path.is_absolute() { path } else { turn.context.folder.join(path) })
}
