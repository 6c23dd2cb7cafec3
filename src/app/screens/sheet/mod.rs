//! A sheet: rows to write in, one under the other, of one section of the
//! record. What rows there are is said by the section; everything else (going
//! about, choosing, naming children, one more of the same, what is left empty)
//! is the same for all of them.

mod added;
mod at_once;
mod journey;
mod offer;
mod outcomes;
mod own;
mod row;
mod score;
mod section;
mod signs;
mod statement;
mod to_the_child;
mod tools;

pub use added::ready_to_decline;
pub use offer::pick;
use offer::{offered, take_by};
pub use row::{Row, Slot};
pub use section::{Kind, Section};

use ulid::Ulid;

use super::{meeting, question, review};
use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::editor::Editor;
use crate::app::effect::Effect;
use crate::app::model::{Model, Screen};
use crate::app::page::{Body, Form, FormField, about_words};
use crate::app::work::takes_lines;
use crate::record::{Bookmark, Discussion, Field, Sight};

/// An open sheet.
pub struct Sheet {
    /// Of which section.
    pub kind: Kind,
    /// The row in hand.
    pub focus: usize,
    /// Where it was opened.
    pub from: Box<Screen>,
    /// What is chosen in each row, as it is shown; empty where it holds text.
    pub shown: Vec<Editor>,
    /// The slot in hand, as it was when it was last settled.
    pub in_hand: Option<Slot>,
    /// Words to be taken where the cursor is, while nothing else stands there.
    pub offers: Vec<String>,
    /// An earlier meeting knows something that is not yet here.
    pub knows: bool,
    /// The discussion that was in focus, where the sheet is of another: going
    /// back goes back to it.
    pub before: Option<Ulid>,
}

/// Opens the sheet of a section, with everything ready to be written in.
pub fn open(model: &mut Model, kind: Kind, turn: Turn) -> Vec<Effect> {
    let from = std::mem::replace(&mut model.screen, Screen::Home { selected: 0 });
    let mut effects = Vec::new();
    let from = match from {
        // From one sheet to another: back goes to where the first was opened.
        Screen::Sheet(sheet) => {
            effects.extend(sheet.kind.change(model, turn, |d| sheet.kind.section().tidy(d)));
            sheet.from
        }
        other => Box::new(other),
    };
    model.screen = at(kind, from);
    if model.work.is_some() && kind.frozen(model).is_none() {
        effects.extend(kind.section().ready(model, turn));
    }
    settle(model, turn);
    effects
}

/// Opens the practitioner's own part, and goes back from it to whom the talk
/// was about: what is decided next is decided about them.
pub fn open_own(model: &mut Model, own: Ulid, turn: Turn) -> Vec<Effect> {
    let mut effects = match sheet(model) {
        Some(_) => leave(model, turn),
        None => Vec::new(),
    };
    let Some(work) = &mut model.work else { return effects };
    let before = Some(std::mem::replace(&mut work.focus, own)).filter(|before| *before != own);
    effects.extend(open(model, Kind::Own, turn));
    if let Screen::Sheet(sheet) = &mut model.screen {
        sheet.before = before;
    }
    effects
}

/// Leaves the sheet for whom the talk was about before, and says so.
fn go_back(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let before = sheet(model).and_then(|sheet| sheet.before);
    let effects = leave(model, turn);
    if let (Some(before), Some(work)) = (before, &mut model.work)
        && work.session.discussion(before).is_some()
    {
        work.focus = before;
        let name = model.work.as_ref().and_then(|w| w.discussion());
        let name = name.map(|d| meeting::subject_name(model, d)).unwrap_or_default();
        model.tell(format!("Back to {name}."));
    }
    effects
}

/// Opens the journey of a child: of the one in hand, or of the first.
pub fn open_journey(model: &mut Model, turn: Turn) -> Vec<Effect> {
    open_of_child(model, Kind::Journey, turn)
}

/// Opens the words to a child, chosen as for the journey.
pub fn open_to_the_child(model: &mut Model, turn: Turn) -> Vec<Effect> {
    open_of_child(model, Kind::ToTheChild, turn)
}

fn open_of_child(model: &mut Model, kind: fn(Ulid) -> Kind, turn: Turn) -> Vec<Effect> {
    let in_hand = match &model.screen {
        Screen::Brief { child, .. } => Some(*child),
        Screen::Sheet(sheet) => sheet.kind.child(),
        _ => review::page(model),
    };
    match in_hand.or_else(|| model.work.as_ref().and_then(crate::app::work::Work::child)) {
        Some(child) => open(model, kind(child), turn),
        None => Vec::new(),
    }
}

/// The same sheet of the next child of the family, or of the one before.
fn go_to_child(model: &mut Model, by: isize, turn: Turn) -> Vec<Effect> {
    let family: Vec<Ulid> = model.work.as_ref().map_or(Vec::new(), |w| w.family().to_vec());
    let now = sheet(model).and_then(|sheet| sheet.kind.child());
    if now.is_none() {
        // A sheet of no child goes on by being left: the practitioner's part
        // for the children of the meeting.
        let own = sheet(model).is_some_and(|sheet| sheet.kind == Kind::Own);
        let effects = leave(model, turn);
        if own {
            meeting::open(model);
        }
        return effects;
    }
    let at = now.and_then(|now| family.iter().position(|child| *child == now));
    let to = at.and_then(|at| at.checked_add_signed(by)).and_then(|at| family.get(at).copied());
    if let Some((child, kind)) = to.zip(sheet(model).map(|sheet| sheet.kind)) {
        let effects = open(model, kind.of_child(child), turn);
        let name = |id: Option<Ulid>| {
            let child = id.and_then(|id| model.session()?.child(id));
            child.map(|c| Sight::Full.child(c)).unwrap_or_default()
        };
        let back = if by > 0 { "PageUp (/previous)" } else { "PageDown (/next)" };
        let (here, there) = (name(Some(child)), name(now));
        model.tell(format!("{here}. What is written of {there} is kept: {back}."));
        return effects;
    }
    if model.lines && by > 0 {
        // In plain lines an end is an end.
        return go_back(model, turn);
    }
    model.tell(if by > 0 { "That was the last child." } else { "This is the first child." });
    Vec::new()
}

/// The sheet that a bookmark kept, standing at its field; back goes to the
/// wheel.
pub fn screen_at(model: &mut Model, mark: &Bookmark, turn: Turn) -> Option<Vec<Effect>> {
    let kind = Kind::of(mark.step, mark.child)?;
    model.screen = Screen::Wheel { selected: 0 };
    let effects = open(model, kind, turn);
    if let (Some(owner), Some(name)) = (mark.owner, mark.field) {
        stand_at(model, Field { owner, name }, turn);
    }
    Some(effects)
}

/// A sheet as it is when it is opened.
fn at(kind: Kind, from: Box<Screen>) -> Screen {
    Screen::Sheet(Sheet {
        kind,
        focus: 0,
        from,
        shown: Vec::new(),
        in_hand: None,
        offers: Vec::new(),
        knows: false,
        before: None,
    })
}

fn sheet(model: &Model) -> Option<&Sheet> {
    match &model.screen {
        Screen::Sheet(sheet) => Some(sheet),
        _ => None,
    }
}

/// The rows of the sheet in hand.
pub fn rows(model: &Model, turn: Turn) -> Vec<Row> {
    let discussion = model.work.as_ref().and_then(|w| w.discussion());
    match (sheet(model), discussion) {
        (Some(sheet), Some(d)) => sheet.kind.section().rows(model, d, turn),
        _ => Vec::new(),
    }
}

/// The slot in hand, as it was when it was last settled.
pub fn slot(model: &Model) -> Option<&Slot> {
    sheet(model)?.in_hand.as_ref()
}

/// Whether what is written stands beside a finalised note.
pub fn is_added(model: &Model) -> bool {
    sheet(model).is_some_and(|sheet| sheet.kind.is_added())
}

/// Whether there can be one more of the same.
pub fn has_more(model: &Model) -> bool {
    sheet(model).is_some_and(|sheet| sheet.kind.has_more())
}

/// After every message: what is chosen in each row, to be shown.
pub fn settle(model: &mut Model, turn: Turn) {
    let rows = rows(model, turn);
    let (width, lines) = (model.prose_width(), model.lines);
    let Some(sheet) = sheet(model) else { return };
    let knows = !frozen(model) && sheet.kind.section().knows(model, turn);
    let focus = sheet.focus.min(rows.len().saturating_sub(1));
    let offers = rows.get(focus).map_or(Vec::new(), |row| offered(model, row).0);
    if let Screen::Sheet(sheet) = &mut model.screen {
        sheet.focus = focus;
        sheet.knows = knows;
        sheet.offers = offers;
        sheet.shown = rows
            .iter()
            .map(|row| {
                let chosen = match &row.slot {
                    Slot::Choice { options, at, .. } => at.and_then(|at| options.get(at)),
                    // Plain lines say it before the cursor.
                    Slot::Act { words, .. } if !lines => Some(words),
                    Slot::Act { .. } | Slot::Text(_) => None,
                };
                let mut editor = Editor::single_line(chosen.map_or("", String::as_str));
                editor.set_width(width);
                editor
            })
            .collect();
        sheet.in_hand = rows.into_iter().nth(focus).map(|row| row.slot);
    }
}

/// Whether nothing can be written here any more.
fn frozen(model: &Model) -> bool {
    model.work.as_ref().is_none_or(|w| w.frozen().is_some())
}

/// The same of the sheet in hand, and says why.
fn said_frozen(model: &mut Model) -> bool {
    let why = match sheet(model) {
        Some(sheet) => sheet.kind.frozen(model),
        None => model.work.as_ref().and_then(crate::app::work::Work::frozen),
    };
    if let Some(why) = why {
        model.trouble(why);
    }
    why.is_some()
}

/// In a family: whom an entry that is begun here is about, where that was
/// chosen before: in the brief check of one child it is that child, else as the
/// last choice was.
fn begun_about(model: &mut Model, entry: Ulid) -> Vec<Ulid> {
    let from = match &model.screen {
        Screen::Sheet(sheet) => &sheet.from,
        other => other,
    };
    let family = model.work.as_ref().map_or(0, |w| w.family().len());
    match from {
        Screen::Brief { child, .. } if family > 1 => vec![*child],
        _ => model.begun_about(entry),
    }
}

/// Who can read the practitioner's own part, in a sentence.
pub fn read_by(model: &Model) -> String {
    let who = model.rules().staff_file_read_by;
    format!("Who can read this: {}.", who.trim().trim_end_matches('.'))
}

/// How whoever an entry is about is called in a sentence.
fn names_of(model: &Model, children: &[Ulid]) -> String {
    let Some(work) = &model.work else { return String::new() };
    let about = if children.is_empty() { work.family() } else { children };
    let names: Vec<String> = about
        .iter()
        .filter_map(|id| work.session.child(*id))
        .map(|c| Sight::Full.child(c))
        .collect();
    match names.as_slice() {
        [] => "the child".into(),
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        [one, ..] => one.clone(),
    }
}

/// What an action does here.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    let rows = rows(model, turn);
    let Some(sheet) = sheet(model) else { return Vec::new() };
    let (kind, focus) = (sheet.kind, sheet.focus);
    let row = rows.get(focus);
    let owner = row.map(|row| row.slot.owner());
    let is_scale = row.is_some_and(|row| row.slot.is_scale());
    let chosen = match row.map(|row| &row.slot) {
        Some(Slot::Choice { choice, options, at, .. }) => Some((*choice, options.len(), *at)),
        _ => None,
    };
    match action {
        // In plain lines an end is an end: nobody sees that it is the last.
        Action::NextField if model.lines && focus + 1 >= rows.len() => return go_back(model, turn),
        Action::NextField => go(model, (focus + 1).min(rows.len().saturating_sub(1))),
        Action::PreviousField => go(model, focus.saturating_sub(1)),
        Action::TurnOn | Action::TurnBack | Action::Number(_) | Action::ClearValue => {
            let (Some(owner), Some((choice, count, at))) = (owner, chosen) else {
                return Vec::new();
            };
            let option = match action {
                Action::TurnOn => Some(at.map_or(0, |at| (at + 1) % count.max(1))),
                Action::TurnBack => {
                    Some(at.map_or(count, |at| if at == 0 { count } else { at }).saturating_sub(1))
                }
                // A 0 after a 1 makes ten.
                Action::Number(0) if is_scale && at == Some(1) => Some(10),
                Action::Number(n) if is_scale => Some(usize::from(n)),
                Action::Number(n) => Some(usize::from(n).saturating_sub(1)),
                _ => None,
            };
            if option.is_some_and(|option| option >= count) {
                model.tell(format!("There are {count} to choose from."));
                return Vec::new();
            }
            return choose(model, kind, owner, choice, option, turn);
        }
        Action::OneMore => {
            if said_frozen(model) {
                return Vec::new();
            }
            let (to, effects) = kind.section().one_more(model, owner, turn);
            if let Some(to) = to {
                stand_at(model, to, turn);
            }
            return effects;
        }
        Action::Accept => {
            if let Some(Slot::Act { owner, .. }) = row.map(|row| &row.slot) {
                let owner = *owner;
                return kind.section().done(model, owner, turn);
            }
            let slot = slot(model).cloned();
            match slot.and_then(|slot| kind.section().accept(model, &slot, turn)) {
                Some(effects) => return effects,
                None if focus + 1 >= rows.len() => return go_back(model, turn),
                None => go(model, focus + 1),
            }
        }
        Action::LastTime => {
            return if said_frozen(model) {
                Vec::new()
            } else {
                kind.section().last_time(model, turn)
            };
        }
        // What is open is of all of them: on to what the hour is about.
        Action::NextChild if kind == Kind::Outcomes => return go_back(model, turn),
        Action::NextQuestion => return go_to_child(model, 1, turn),
        Action::PreviousQuestion => return go_to_child(model, -1, turn),
        Action::ItemDown => return take_by(model, 1, turn),
        Action::ItemUp => return take_by(model, -1, turn),
        Action::Concerns => return concerns(model, owner, None, turn),
        Action::AboutChild(n) => return concerns(model, owner, Some(n), turn),
        Action::Back => return go_back(model, turn),
        other => {
            // Whatever comes next, nothing empty is left behind, and Esc there
            // does not come back here.
            let mut effects = leave(model, turn);
            effects.extend(meeting::in_session(model, other, turn));
            return effects;
        }
    }
    Vec::new()
}

fn choose(
    model: &mut Model,
    kind: Kind,
    owner: Ulid,
    choice: u8,
    option: Option<usize>,
    turn: Turn,
) -> Vec<Effect> {
    if said_frozen(model) {
        return Vec::new();
    }
    kind.section().choose(model, owner, choice, option, turn)
}

/// Linear prompts: what is chosen, said by its number or its first letters.
pub fn say(model: &mut Model, words: &str, turn: Turn) -> Option<Vec<Effect>> {
    let kind = sheet(model)?.kind;
    let is_scale = slot(model).is_some_and(Slot::is_scale);
    if let Some(Slot::Act { .. }) = slot(model) {
        model.trouble("Nothing is written here: an empty line goes on. Nothing was kept.");
        return Some(Vec::new());
    }
    let Some(Slot::Choice { owner, choice, options, .. }) = slot(model).cloned() else {
        return None;
    };
    let words = words.trim();
    if words.is_empty() {
        return Some(choose(model, kind, owner, choice, None, turn));
    }
    let folded = crate::text::fold(words);
    let by_name = || options.iter().position(|o| crate::text::fold(o).starts_with(&folded));
    // On a scale a number is that number.
    let exactly = options.iter().position(|o| crate::text::fold(o) == folded);
    let by_number = words.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let by_number = by_number.filter(|n| *n < options.len() && !is_scale);
    let option = exactly.or(by_number).or_else(by_name);
    if option.is_none() {
        model.trouble(if is_scale {
            let last = options.len().saturating_sub(1);
            format!("\u{201c}{words}\u{201d} is not a number from 0 to {last}. Nothing was kept.")
        } else {
            format!(
                "\u{201c}{words}\u{201d} is none of these. It is one of: {}. Nothing was kept.",
                options.join(", ")
            )
        });
        return Some(Vec::new());
    }
    Some(choose(model, kind, owner, choice, option, turn))
}

fn go(model: &mut Model, to: usize) {
    if let Screen::Sheet(sheet) = &mut model.screen {
        sheet.focus = to;
    }
}

/// Stands at a field of the sheet in hand.
pub fn stand_at(model: &mut Model, field: Field, turn: Turn) {
    let rows = rows(model, turn);
    let exactly = rows.iter().position(|row| row.slot == Slot::Text(field));
    // What is chosen has no text: its entry is meant.
    let of_entry = || rows.iter().position(|row| row.slot.owner() == field.owner);
    go(model, exactly.or_else(of_entry).unwrap_or(0));
}

/// Leaves the sheet for where it was opened.
fn leave(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let Some(kind) = sheet(model).map(|sheet| sheet.kind) else { return Vec::new() };
    let effects = kind.change(model, turn, |d| kind.section().tidy(d));
    close(model);
    effects
}

/// Back to where the sheet in hand was opened.
pub fn close(model: &mut Model) {
    let screen = std::mem::replace(&mut model.screen, Screen::Home { selected: 0 });
    model.screen = match screen {
        Screen::Sheet(sheet) => *sheet.from,
        other => other,
    };
}

/// What follows from typing in a sheet.
pub fn follow(model: &mut Model, field: Field, turn: Turn) -> Vec<Effect> {
    match sheet(model).map(|sheet| sheet.kind) {
        Some(kind) => kind.section().follow(model, field, turn),
        None => Vec::new(),
    }
}

/// Brothers and sisters: whom the entry in hand is about.
fn concerns(model: &mut Model, owner: Option<Ulid>, number: Option<u8>, turn: Turn) -> Vec<Effect> {
    let d = model.work.as_ref().and_then(|w| w.discussion());
    let named = owner.and_then(|owner| Some((owner, d?.named(owner)?.clone())));
    let (Some((owner, now)), Some(kind)) = (named, sheet(model).map(|sheet| sheet.kind)) else {
        return Vec::new();
    };
    let Some(named) = model.choice_of(owner, number, &now) else { return Vec::new() };
    let mut effects = kind.change(model, turn, |d| {
        if let Some(children) = d.named_mut(owner) {
            *children = named;
        }
    });
    if !effects.is_empty() && !kind.is_added() {
        effects.extend(model.chose(owner, turn));
    }
    effects
}

/// In a family: whom an entry is about, in words, and the keys.
fn about_whom(model: &Model, d: &Discussion, owner: Ulid) -> String {
    let named = question::named(model, d.named(owner).map_or(&[], Vec::as_slice));
    if named.is_empty() {
        return String::new();
    }
    let words = about_words(&named);
    if named.iter().any(|n| n.named) {
        return words;
    }
    let keys = named.iter().filter_map(|n| Some(format!("{} {}", n.key?, n.name)));
    format!("{words} ({})", keys.collect::<Vec<_>>().join(", "))
}

/// What is shown.
pub fn body<'a>(model: &'a Model, turn: Turn) -> Option<Body<'a>> {
    let sheet = sheet(model)?;
    let work = model.work.as_ref()?;
    let d = work.discussion()?;
    let section = sheet.kind.section();
    let mut fields = Vec::new();
    let mut focus = 0;
    for (n, mut row) in section.rows(model, d, turn).into_iter().enumerate() {
        let here = n == sheet.focus;
        let owner = row.slot.owner();
        let is_scale = row.slot.is_scale();
        let (offers, chosen) = if here { offered(model, &row) } else { (Vec::new(), None) };
        let mut label = row.label;
        let (editor, prose, offers, chosen) = match row.slot {
            Slot::Text(field) => {
                let Some(editor) = work.editors.get(&field) else { continue };
                let folded = row.folds && !here && editor.is_empty();
                let remarks =
                    if here && !model.lines { section.remarks(model) } else { Vec::new() };
                if !remarks.is_empty() {
                    row.aside = remarks.join("\n");
                }
                (editor, takes_lines(field.name) && !folded, offers, chosen)
            }
            Slot::Act { words, .. } => {
                let Some(editor) = sheet.shown.get(n) else { continue };
                if model.lines {
                    label = words.replacen("Enter", "An empty line", 1);
                }
                (editor, false, row.offers, None)
            }
            Slot::Choice { options, at, .. } => {
                let Some(editor) = sheet.shown.get(n) else { continue };
                // Eleven numbers in a column would say nothing.
                let offers = if here && !is_scale { options } else { Vec::new() };
                (editor, false, offers, at.filter(|_| here && !is_scale))
            }
        };
        if here {
            focus = fields.len();
        }
        let names = row.names && (here || !editor.is_empty());
        let whom = if names { about_whom(model, d, owner) } else { String::new() };
        let hint = if here && editor.is_empty() { row.hint.as_str() } else { "" };
        let said: Vec<&str> =
            [row.aside.as_str(), hint, &whom].into_iter().filter(|s| !s.is_empty()).collect();
        fields.push(FormField {
            heading: row.heading,
            label,
            editor,
            secret: false,
            prose,
            aside: said.join(" · "),
            offers,
            chosen,
        });
    }
    let mut intro = section.intro(model);
    if fields.is_empty() {
        intro.push("Nothing was written here.".into());
    }
    Some(Body::Form(Form { title: section.title(model), intro, fields, focus }))
}
