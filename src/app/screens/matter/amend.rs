//! Words that are added to a finalised note: to the whole of it or to one of
//! its entries, dated and named, shown with what they amend.

use ulid::Ulid;

use super::{Kind, Matter, in_hand, leave, open_over, text_of};
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::{Model, Screen};
use crate::app::page::{Body, Item, List, NoteBody};
use crate::app::screens::{review, sheet};
use crate::record::{Added, Amendment, Discussion};

/// Letters of an entry that its line shows.
const SHOWN: usize = 160;

/// What a line of the list stands for.
enum Line {
    /// Words are to be added to this entry.
    To(Ulid),
    /// Words that met a finalised note: somebody decides.
    Proposed(Ulid),
}

/// Opens the list of what later words can belong to.
pub fn open(model: &mut Model) {
    let child = review::child(model);
    open_over(model, Kind::Amends { child });
}

/// The first line of some words, as long as a list has room for.
pub(super) fn first_line(words: &str) -> String {
    let line = words.lines().next().unwrap_or_default();
    match line.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{} ...", line.get(..at).unwrap_or_default().trim_end()),
        None => line.to_owned(),
    }
}

fn lines(model: &Model, child: Option<Ulid>) -> Vec<(Line, Item)> {
    let Some(d) = model.work.as_ref().and_then(|w| w.discussion()) else { return Vec::new() };
    let family = child.filter(|_| d.subject.children().len() > 1);
    let here = |a: &&Amendment| {
        a.children.is_empty() || family.is_none_or(|child| a.children.contains(&child))
    };
    let mut out: Vec<(Line, Item)> = d
        .amendments
        .iter()
        .filter(|a| a.added == Added::Proposed)
        .filter(here)
        .map(|a| {
            let item = Item {
                text: first_line(&a.text),
                aside: "proposed".into(),
                below: "Written elsewhere after this note was finalised: add it, or leave it out."
                    .into(),
                ..Item::default()
            };
            (Line::Proposed(a.id), item)
        })
        .collect();
    let added = |id: Ulid| {
        let all: Vec<&Amendment> = d.amendments.iter().filter(|a| a.amends == id).collect();
        let made = all.iter().filter(|a| a.added == Added::Made).count();
        match (all.iter().any(|a| a.added == Added::Draft), made) {
            (true, _) => "being written".into(),
            (false, 0) => String::new(),
            (false, 1) => "1 addition".into(),
            (false, n) => format!("{n} additions"),
        }
    };
    out.push((
        Line::To(d.id),
        Item {
            heading: Some("To the whole".into()),
            text: "The whole note".into(),
            aside: added(d.id),
            ..Item::default()
        },
    ));
    for (n, entry) in d.entries(child).into_iter().enumerate() {
        let item = Item {
            heading: (n == 0).then(|| "To one entry".into()),
            text: first_line(&entry.words),
            aside: added(entry.id),
            below: entry.what,
            ..Item::default()
        };
        out.push((Line::To(entry.id), item));
    }
    out
}

/// The note and its entries.
pub(super) fn list<'a>(model: &'a Model, matter: &Matter, child: Option<Ulid>) -> Body<'a> {
    let items: Vec<Item> = lines(model, child).into_iter().map(|(_, item)| item).collect();
    Body::List(List {
        title: "What do your words belong to?".into(),
        intro: vec![
            "What is written stays as it is. Your words stand beside it, with your name and \
             today's date."
                .into(),
        ],
        filter: None,
        selected: matter.selected.min(items.len().saturating_sub(1)),
        items,
        empty: String::new(),
    })
}

/// An entry was chosen: words are written to it, or a proposal is settled.
pub(super) fn choose(model: &mut Model, child: Option<Ulid>, n: usize, turn: Turn) -> Vec<Effect> {
    let Some(owner) = model.home.as_ref().map(|h| h.owner_id) else { return Vec::new() };
    if model.work.as_ref().is_none_or(|w| w.read_only) {
        model.trouble("Another thinkwheel has this vault open: here it can only be read.");
        return Vec::new();
    }
    let amends = match lines(model, child).into_iter().nth(n) {
        Some((Line::To(id), _)) => id,
        Some((Line::Proposed(amendment), _)) => {
            let mut effects = sheet::ready_to_decline(model, amendment, turn);
            effects.extend(sheet::open(model, sheet::Kind::Proposed { amendment }, turn));
            return effects;
        }
        None => return Vec::new(),
    };
    let draft = |d: &Discussion| {
        let mine = |a: &&Amendment| a.added == Added::Draft && a.amends == amends && a.by == owner;
        d.amendments.iter().find(mine).map(|a| a.id)
    };
    let there = model.work.as_ref().and_then(|w| w.discussion()).and_then(draft);
    let amendment = there.unwrap_or_else(|| model.id(turn.at));
    let mut effects = Vec::new();
    if there.is_none() {
        effects.extend(model.add_to_final(turn.at, |d| {
            let family = child.filter(|_| d.subject.children().len() > 1);
            d.amendments.push(Amendment {
                id: amendment,
                amends,
                children: family.into_iter().collect(),
                text: String::new(),
                by: owner,
                written: turn.at,
                late: false,
                added: Added::Draft,
                imported: false,
            });
        }));
    }
    effects.extend(sheet::open(model, sheet::Kind::Added { amendment }, turn));
    effects
}

fn amendment(model: &Model, id: Ulid) -> Option<&Amendment> {
    let d = model.work.as_ref()?.discussion()?;
    d.amendments.iter().find(|a| a.id == id && a.added != Added::Made)
}

/// The words, before they are added for good.
pub(super) fn asked<'a>(
    model: &'a Model,
    matter: &Matter,
    id: Ulid,
    turn: Turn,
) -> Option<Body<'a>> {
    let work = model.work.as_ref()?;
    let a = amendment(model, id)?;
    let mut after = work.session.clone();
    let late = model.rules().is_late(after.date, turn.at);
    if let Some(d) = after.discussion_mut(work.focus) {
        add(d, id, late, turn);
    }
    let keys = if model.lines { "" } else { " Enter: yes. Esc: not yet." };
    let about = if late {
        "Added later, and marked as a late entry. The note as it will be:"
    } else {
        "Added later. The note as it will be:"
    };
    let child = a.children.first().copied();
    Some(Body::Note(NoteBody {
        about: vec![format!("\"{}\"", first_line(&a.text)), about.into()],
        text: text_of(model, &after, work.focus, child, turn),
        scroll: matter.scroll,
        left_out: Vec::new(),
        thoughts: Vec::new(),
        ask: Some(format!("Add these words? After this they stay as they are.{keys}")),
    }))
}

fn add(d: &mut Discussion, id: Ulid, late: bool, turn: Turn) {
    if let Some(a) = d.amendments.iter_mut().find(|a| a.id == id && a.added != Added::Made) {
        a.written = turn.at;
        a.late = late;
        a.added = Added::Made;
    }
    d.set_aside.retain(|s| s.about != Some(id));
}

/// Adds the words for good.
pub(super) fn make(model: &mut Model, id: Ulid, turn: Turn) -> Vec<Effect> {
    let Some(date) = model.session().map(|s| s.date) else { return Vec::new() };
    let late = model.rules().is_late(date, turn.at);
    let effects = model.add_to_final(turn.at, |d| add(d, id, late, turn));
    settled(model, effects, id, if late { "Added, as a late entry." } else { "Added." })
}

/// Leaves proposed words out, with the word that says why.
pub fn decline(model: &mut Model, id: Ulid, turn: Turn) -> Vec<Effect> {
    let effects = model.add_to_final(turn.at, |d| {
        d.amendments.retain(|a| a.id != id || a.added != Added::Proposed);
    });
    settled(model, effects, id, "Left out; why is kept beside the note.")
}

fn settled(model: &mut Model, mut effects: Vec<Effect>, id: Ulid, words: &str) -> Vec<Effect> {
    if effects.is_empty() {
        return effects;
    }
    if let Some(work) = &mut model.work {
        work.editors.retain(|field, _| field.owner != id);
        work.past.forget();
    }
    effects.extend(model.save());
    if in_hand(model).is_some_and(|m| m.kind == Kind::Add { amendment: id }) {
        leave(model);
    }
    if matches!(model.screen, Screen::Sheet(_)) {
        sheet::close(model);
    }
    model.tell(words);
    effects
}
