//! What goes to somebody and what comes from them: a file sealed to their key
//! and signed, carried by whatever means two people have.

use std::path::PathBuf;

use ulid::Ulid;

use super::people::name;
use super::{Kind, Matter, open_over, open_with, path_in, replace};
use crate::app::HomeData;
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::{Model, Screen};
use crate::app::page::{Body, Item, List, Mark};
use crate::app::screens::{home, meeting, review};
use crate::record::{Discussion, Errand, Sent, Subject, default_parcel};

/// What is to be sent, and to whom.
#[derive(Clone, PartialEq, Eq)]
pub struct Parcel {
    /// What for.
    pub errand: Errand,
    /// Which discussions.
    pub discussions: Vec<Ulid>,
    /// In a family: whose page.
    pub child: Option<Ulid>,
    /// To whom, by their id in the roster; none: not chosen yet.
    pub to: Option<Ulid>,
}

/// Sends the note that is read, or the answer to a note that came.
pub fn open_note(model: &mut Model, turn: Turn) {
    let child = review::child(model);
    let Some(work) = &model.work else { return };
    let family = work.family().len() > 1;
    let came = work.session.came.as_ref().filter(|c| c.errand == Errand::Note);
    let (errand, to) = match came {
        Some(came) => (Errand::Answer, Some(came.from)),
        None => (Errand::Note, None),
    };
    let parcel =
        Parcel { errand, discussions: vec![work.focus], child: child.filter(|_| family), to };
    whom(model, parcel, turn);
}

/// Sends what is prepared for a meeting, or hands the whole of it over.
pub fn open_meeting(model: &mut Model) {
    open_over(model, Kind::What { chosen: Vec::new() });
}

fn whom(model: &mut Model, parcel: Parcel, turn: Turn) {
    if model.known.people.is_empty() {
        model.tell("Nobody's card is here yet: add it under People (p), from home.");
        return;
    }
    match parcel.to {
        Some(_) => where_to(model, parcel, turn),
        None => open_over(model, Kind::ToWhom { parcel }),
    }
}

/// Only ASCII and nobody's name: a file's name is seen by others.
fn file_name(model: &Model, parcel: &Parcel, turn: Turn) -> String {
    let date = model.session().map_or(turn.today(), |s| s.date);
    let what = match parcel.errand {
        Errand::Preparation => "preparation",
        Errand::Note => "note",
        Errand::Answer => "answer",
        Errand::Cover => "session",
    };
    let seconds = turn.at.format("%H%M%S");
    turn.context.folder.join(format!("{what}-{date}-{seconds}.age")).display().to_string()
}

fn where_to(model: &mut Model, parcel: Parcel, turn: Turn) {
    let path = file_name(model, &parcel, turn);
    open_with(model, Kind::ParcelPath { parcel }, &[path]);
}

pub(super) fn what<'a>(model: &'a Model, matter: &Matter, chosen: &[Ulid]) -> Option<Body<'a>> {
    let session = model.session()?;
    let mut items: Vec<Item> = session
        .discussions
        .iter()
        .map(|d| Item {
            text: meeting::subject_name(model, d),
            mark: Some(if chosen.contains(&d.id) { Mark::Chosen } else { Mark::NotChosen }),
            aside: if chosen.contains(&d.id) { "goes" } else { "" }.into(),
            ..Item::default()
        })
        .collect();
    if let Some(first) = items.first_mut() {
        first.heading = Some("What goes".into());
    }
    items.push(Item {
        heading: Some("And then".into()),
        text: "Send what is chosen, to prepare the hour".into(),
        ..Item::default()
    });
    let is_personal = |d: &Discussion| matches!(d.subject, Subject::Practitioner(_));
    let has_personal = session.discussions.iter().any(is_personal);
    items.push(Item {
        text: "Hand the whole session to another supervisor".into(),
        below: if has_personal {
            "They take it over; what you hold stays here. Personal supervision goes only if it is \
             chosen above."
        } else {
            "They take it over; what you hold stays here."
        }
        .into(),
        ..Item::default()
    });
    Some(Body::List(List {
        title: "Send from this meeting".into(),
        intro: vec!["Only what you choose leaves. Enter chooses, or leaves out.".into()],
        filter: None,
        selected: matter.selected.min(items.len().saturating_sub(1)),
        items,
        empty: String::new(),
    }))
}

pub(super) fn choose_what(model: &mut Model, n: usize, turn: Turn) {
    let Some(session) = model.session() else { return };
    let all: Vec<Ulid> = session.discussions.iter().map(|d| d.id).collect();
    let Screen::Matter(Matter { kind: Kind::What { chosen }, .. }) = &mut model.screen else {
        return;
    };
    if let Some(id) = all.get(n) {
        if chosen.contains(id) {
            chosen.retain(|c| c != id);
        } else {
            chosen.push(*id);
        }
        return;
    }
    let chosen = chosen.clone();
    let (errand, discussions) = if n == all.len() {
        (Errand::Preparation, chosen)
    } else {
        let Some(session) = model.session() else { return };
        // Personal supervision was never meant by "the whole": it is chosen.
        let whole = default_parcel(session, Errand::Cover, None);
        let goes = |id: &Ulid| whole.contains(id) || chosen.contains(id);
        (Errand::Cover, all.into_iter().filter(goes).collect())
    };
    if discussions.is_empty() {
        model.tell("Nothing is chosen yet.");
        return;
    }
    whom(model, Parcel { errand, discussions, child: None, to: None }, turn);
}

pub(super) fn to_whom<'a>(model: &'a Model, matter: &Matter, parcel: &Parcel) -> Body<'a> {
    let items: Vec<Item> = model
        .known
        .people
        .iter()
        .map(|p| Item { text: name(model, p), ..Item::default() })
        .collect();
    let title = match parcel.errand {
        Errand::Preparation => "Who gets what you prepared?",
        Errand::Note => "Who gets this note?",
        Errand::Answer => "Who gets your answer?",
        Errand::Cover => "Who takes this session over?",
    };
    Body::List(List {
        title: title.into(),
        intro: vec!["Sealed to their key: nobody else can open it.".into()],
        filter: None,
        selected: matter.selected.min(items.len().saturating_sub(1)),
        items,
        empty: String::new(),
    })
}

pub(super) fn choose_whom(model: &mut Model, parcel: Parcel, n: usize, turn: Turn) {
    let Some(to) = model.known.people.get(n).map(|p| p.id) else { return };
    where_to(model, Parcel { to: Some(to), ..parcel }, turn);
}

/// Saves what stands, then has it sealed and written.
pub(super) fn send(model: &mut Model, parcel: &Parcel, turn: Turn) -> Vec<Effect> {
    let Some(path) = path_in(model, 0, turn) else { return Vec::new() };
    let mut effects = model.save();
    let seq = model.next_seq();
    let (Some(session), Some(to)) = (model.session(), parcel.to) else { return effects };
    effects.push(Effect::Send {
        seq,
        to,
        errand: parcel.errand,
        session: Box::new(session.clone()),
        discussions: parcel.discussions.clone(),
        child: parcel.child,
        path,
    });
    model.waiting += 1;
    effects
}

/// It lies where it was asked for: that it was sent is put down.
pub fn sent(model: &mut Model, path: &std::path::Path, digest: &str, turn: Turn) -> Vec<Effect> {
    let Some(Matter { kind: Kind::ParcelPath { parcel }, .. }) = super::in_hand(model) else {
        return Vec::new();
    };
    let parcel = parcel.clone();
    let Some(to) = parcel.to else { return Vec::new() };
    let mut effects = Vec::new();
    let Some(focus) = model.work.as_ref().map(|w| w.focus) else { return effects };
    for discussion in parcel.discussions {
        let id = model.id(turn.at);
        if let Some(work) = &mut model.work {
            work.focus = discussion;
        }
        let sent = Sent { id, to, child: parcel.child, digest: digest.to_owned(), at: turn.at };
        effects.extend(model.add_to_final(turn.at, |d| d.sent.push(sent)));
    }
    if let Some(work) = &mut model.work {
        work.focus = focus;
    }
    effects.extend(model.save());
    while super::in_hand(model).is_some() {
        super::leave(model);
    }
    model.tell(format!(
        "Sealed and written to {}. Send that file by whatever means you have.",
        path.display()
    ));
    effects
}

/// Asks which file came.
pub fn open_receive(model: &mut Model, turn: Turn) {
    let folder = format!("{}/", turn.context.folder.display());
    open_with(model, Kind::ReceivePath, &[folder]);
}

pub(super) fn receive(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let Some(path): Option<PathBuf> = path_in(model, 0, turn) else { return Vec::new() };
    model.waiting += 1;
    vec![Effect::Receive { path }]
}

/// Something came, and lies in the vault now.
pub fn received(model: &mut Model, words: String, head: String, at_home: HomeData) {
    model.home = Some(at_home);
    replace(model, Kind::Came { words, head });
}

pub(super) fn came<'a>(matter: &Matter, words: &str) -> Body<'a> {
    let item = |text: &str| Item { text: text.into(), ..Item::default() };
    Body::List(List {
        title: "Something came".into(),
        intro: vec![words.to_owned()],
        filter: None,
        items: vec![item("Open it"), item("Later: home lists it")],
        selected: matter.selected.min(1),
        empty: String::new(),
    })
}

pub(super) fn open_it(model: &mut Model, head: String, n: usize) -> Vec<Effect> {
    super::leave(model);
    if n == 0 { home::load(model, head) } else { Vec::new() }
}
