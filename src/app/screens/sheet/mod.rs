//! A sheet: rows to write in, one under the other, of one section of the
//! record. What rows there are is said by the section; everything else (going
//! about, choosing, naming children, one more of the same, what is left empty)
//! is the same for all of them.

mod at_once;

use ulid::Ulid;

use super::question::{next_named, toggled};
use super::{meeting, question};
use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::editor::Editor;
use crate::app::effect::Effect;
use crate::app::model::{Model, Screen};
use crate::app::page::{Body, Form, FormField, about_words};
use crate::app::work::takes_lines;
use crate::record::{Discussion, Field};

/// Which section a sheet is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What could not wait.
    AtOnce,
}

impl Kind {
    fn section(self) -> &'static dyn Section {
        match self {
            Kind::AtOnce => &at_once::AtOnce,
        }
    }
}

/// A section of the record as rows to write in.
trait Section {
    /// Its title.
    fn title(&self, model: &Model) -> String;

    /// A sentence or two before the rows.
    fn intro(&self, model: &Model) -> Vec<String>;

    /// The rows of the discussion in focus, in order.
    fn rows(&self, model: &Model, d: &Discussion, turn: Turn) -> Vec<Row>;

    /// Puts what is still missing into the discussion, ready to be written in.
    fn ready(&self, model: &mut Model, turn: Turn) -> Vec<Effect>;

    /// One more of what the row of this owner is of: where its first row is.
    fn one_more(
        &self,
        model: &mut Model,
        beside: Option<Ulid>,
        turn: Turn,
    ) -> (Option<Field>, Vec<Effect>);

    /// Takes an option of a choice, or none of them.
    fn choose(
        &self,
        model: &mut Model,
        owner: Ulid,
        choice: u8,
        option: Option<usize>,
        turn: Turn,
    ) -> Vec<Effect> {
        let _ = (model, owner, choice, option, turn);
        Vec::new()
    }

    /// What follows from typing: a day is read as it is typed.
    fn follow(&self, model: &mut Model, field: Field, turn: Turn) -> Vec<Effect> {
        let _ = (model, field, turn);
        Vec::new()
    }

    /// Takes away what was left empty: nothing is kept that says nothing.
    fn tidy(&self, d: &mut Discussion);
}

/// A row of a sheet.
pub struct Row {
    /// A heading above it.
    pub heading: Option<String>,
    /// Its name.
    pub label: String,
    /// What it holds.
    pub slot: Slot,
    /// Said beside or below it.
    pub aside: String,
    /// In a family: whom it is about is said here, and can be changed.
    pub names: bool,
}

/// What a row holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// A text of the record.
    Text(Field),
    /// One of several, or none.
    Choice {
        /// Whose it is.
        owner: Ulid,
        /// Which of its owner's choices.
        choice: u8,
        /// What there is to choose from.
        options: Vec<String>,
        /// What is chosen.
        at: Option<usize>,
    },
}

impl Slot {
    fn owner(&self) -> Ulid {
        match self {
            Slot::Text(field) => field.owner,
            Slot::Choice { owner, .. } => *owner,
        }
    }
}

impl Row {
    /// A row of text.
    pub fn text(label: &str, owner: Ulid, name: crate::record::FieldName) -> Row {
        Row {
            heading: None,
            label: label.into(),
            slot: Slot::Text(Field { owner, name }),
            aside: String::new(),
            names: false,
        }
    }

    /// The same, under a heading.
    #[must_use]
    pub fn under(self, heading: impl Into<String>) -> Row {
        Row { heading: Some(heading.into()), ..self }
    }

    /// The same, with something said beside it.
    #[must_use]
    pub fn beside(self, aside: impl Into<String>) -> Row {
        Row { aside: aside.into(), ..self }
    }

    /// The same, where a family says whom it is about.
    #[must_use]
    pub fn naming(self) -> Row {
        Row { names: true, ..self }
    }
}

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
}

/// Opens the sheet of a section, with everything ready to be written in.
pub fn open(model: &mut Model, kind: Kind, turn: Turn) -> Vec<Effect> {
    let effects = if model.work.as_ref().is_some_and(|w| w.frozen().is_none()) {
        kind.section().ready(model, turn)
    } else {
        Vec::new()
    };
    let from = std::mem::replace(&mut model.screen, Screen::Home { selected: 0 });
    let from = match from {
        // From one sheet to another: back goes to where the first was opened.
        Screen::Sheet(sheet) => sheet.from,
        other => Box::new(other),
    };
    model.screen = Screen::Sheet(Sheet { kind, focus: 0, from, shown: Vec::new(), in_hand: None });
    settle(model, turn);
    effects
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

/// After every message: what is chosen in each row, to be shown.
pub fn settle(model: &mut Model, turn: Turn) {
    let rows = rows(model, turn);
    let width = model.prose_width();
    if let Screen::Sheet(sheet) = &mut model.screen {
        sheet.focus = sheet.focus.min(rows.len().saturating_sub(1));
        sheet.shown = rows
            .iter()
            .map(|row| {
                let chosen = match &row.slot {
                    Slot::Choice { options, at, .. } => at.and_then(|at| options.get(at)),
                    Slot::Text(_) => None,
                };
                let mut editor = Editor::single_line(chosen.map_or("", String::as_str));
                editor.set_width(width);
                editor
            })
            .collect();
        sheet.in_hand = rows.into_iter().nth(sheet.focus).map(|row| row.slot);
    }
}

/// What an action does here.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    let rows = rows(model, turn);
    let Some(sheet) = sheet(model) else { return Vec::new() };
    let (kind, focus) = (sheet.kind, sheet.focus);
    let row = rows.get(focus);
    let owner = row.map(|row| row.slot.owner());
    let chosen = match row.map(|row| &row.slot) {
        Some(Slot::Choice { choice, options, at, .. }) => Some((*choice, options.len(), *at)),
        _ => None,
    };
    match action {
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
            if let Some(why) = model.work.as_ref().and_then(crate::app::work::Work::frozen) {
                model.trouble(why);
                return Vec::new();
            }
            let (to, effects) = kind.section().one_more(model, owner, turn);
            if let Some(to) = to {
                stand_at(model, to, turn);
            }
            return effects;
        }
        Action::Concerns => return concerns(model, owner, None, turn),
        Action::AboutChild(n) => return concerns(model, owner, Some(n), turn),
        Action::Back => return leave(model, turn),
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
    if let Some(why) = model.work.as_ref().and_then(crate::app::work::Work::frozen) {
        model.trouble(why);
        return Vec::new();
    }
    kind.section().choose(model, owner, choice, option, turn)
}

/// Linear prompts: what is chosen, said by its number or its first letters.
pub fn say(model: &mut Model, words: &str, turn: Turn) -> Option<Vec<Effect>> {
    let kind = sheet(model)?.kind;
    let Some(Slot::Choice { owner, choice, options, .. }) = slot(model).cloned() else {
        return None;
    };
    let words = words.trim();
    if words.is_empty() {
        return Some(choose(model, kind, owner, choice, None, turn));
    }
    let folded = crate::text::fold(words);
    let by_name = || options.iter().position(|o| crate::text::fold(o).starts_with(&folded));
    let by_number = words.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let option = by_number.filter(|n| *n < options.len()).or_else(by_name);
    if option.is_none() {
        model.trouble(format!("Here it is one of: {}. Nothing was changed.", options.join(", ")));
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
    let at = rows(model, turn).iter().position(|row| row.slot == Slot::Text(field));
    go(model, at.unwrap_or(0));
}

/// Leaves the sheet for where it was opened.
fn leave(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let Some(kind) = sheet(model).map(|sheet| sheet.kind) else { return Vec::new() };
    let effects = model.change_discussion(turn.at, |d| kind.section().tidy(d));
    let screen = std::mem::replace(&mut model.screen, Screen::Home { selected: 0 });
    if let Screen::Sheet(sheet) = screen {
        model.screen = *sheet.from;
    }
    effects
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
    let family: Vec<Ulid> = model.work.as_ref().map_or(Vec::new(), |w| w.family().to_vec());
    let Some(owner) = owner.filter(|_| family.len() > 1) else { return Vec::new() };
    let child = number.map(|n| usize::from(n).checked_sub(1).and_then(|n| family.get(n).copied()));
    model.change_discussion(turn.at, |d| {
        if let Some(named) = d.named_mut(owner) {
            *named = match child {
                None => next_named(&family, named),
                Some(Some(child)) => toggled(&family, named, child),
                Some(None) => named.clone(),
            };
        }
    })
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
    for (n, row) in section.rows(model, d, turn).into_iter().enumerate() {
        let here = n == sheet.focus;
        let owner = row.slot.owner();
        let (editor, prose, offers, chosen) = match row.slot {
            Slot::Text(field) => {
                let Some(editor) = work.editors.get(&field) else { continue };
                (editor, takes_lines(field.name), Vec::new(), None)
            }
            Slot::Choice { options, at, .. } => {
                let Some(editor) = sheet.shown.get(n) else { continue };
                let offers = if here { options } else { Vec::new() };
                (editor, false, offers, at.filter(|_| here))
            }
        };
        if here {
            focus = fields.len();
        }
        let whom = if row.names { about_whom(model, d, owner) } else { String::new() };
        let said: Vec<&str> =
            [row.aside.as_str(), &whom].into_iter().filter(|s| !s.is_empty()).collect();
        fields.push(FormField {
            heading: row.heading,
            label: row.label,
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
