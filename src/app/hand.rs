//! What is in hand: the field with the cursor, the list with the selection.

use super::action::Action;
use super::context::Turn;
use super::editor::{self, Editor};
use super::effect::Effect;
use super::message::TextPlace;
use super::model::{Drawn, Model, Screen};
use super::page::Item;
use super::screens::{
    begin, brief, choose, close, door, drawn, find, help, identity, matter, meeting, nudges,
    passages, said, search, sheet, today,
};
use super::work::takes_lines;
use crate::practice::Part;
use crate::record::{Answer, AnswerState, Field, FieldName, Role};
use crate::text::{shown_width as width_of, wrap};

/// The field that says where an answer is recorded elsewhere.
pub fn elsewhere_field(answer: &Answer) -> Field {
    Field { owner: answer.id, name: FieldName::Elsewhere }
}

impl Model {
    /// The text of the record that has the cursor.
    pub fn field_in_hand(&self) -> Option<Field> {
        match &self.screen {
            Screen::Question { drawn: Some(Drawn { texts: true, field, .. }), .. } => {
                drawn::field(self, *field)
            }
            Screen::Question { id, in_elsewhere, .. } => {
                let work = self.work.as_ref()?;
                let given = work.discussion()?.answer_to(&self.bank, id);
                match given {
                    Some(a) if *in_elsewhere && a.state == AnswerState::RecordedElsewhere => {
                        Some(elsewhere_field(a))
                    }
                    _ => passages::detail(self).or_else(|| passages::words(self)),
                }
            }
            Screen::Close { .. } => close::field(self),
            Screen::SetAside { .. } => nudges::field(self),
            Screen::Brief { .. } => match brief::slot(self) {
                Some(brief::Slot::Record(f)) => Some(f),
                _ => None,
            },
            Screen::Sheet(_) => match sheet::slot(self) {
                Some(sheet::Slot::Text(f)) => Some(*f),
                _ => None,
            },
            Screen::Begin(_) => match begin::slot(self) {
                Some(begin::Slot::Record(f)) => Some(f),
                _ => None,
            },
            _ => None,
        }
    }

    /// The editor in hand that is not of the record.
    fn local(&mut self) -> Option<&mut Editor> {
        let date = matches!(begin::slot(self), Some(begin::Slot::Date));
        match &mut self.screen {
            Screen::Unlock { field, .. }
            | Screen::Find { field, .. }
            | Screen::Path { field, .. }
            | Screen::Help { field, .. } => Some(field),
            Screen::SetUp(s) | Screen::Recovery(s) => s.fields.get_mut(s.focus),
            Screen::Search(looking) => Some(&mut looking.field),
            Screen::Begin(b) if date => Some(&mut b.date),
            Screen::Matter(matter) => matter.fields.get_mut(matter.focus),
            Screen::Queue(queue) => queue.reference.as_mut(),
            _ => None,
        }
    }

    /// Row and column, as the text in hand is wrapped here, of a place in it
    /// as a face has set it.
    pub fn place_of(&mut self, at: TextPlace) -> Option<(usize, usize)> {
        let field = self.field_in_hand();
        let editor = match (&self.screen, field) {
            (_, Some(field)) => self.work.as_ref()?.editors.get(&field)?,
            (Screen::Question { fresh, .. }, None) => fresh,
            _ => self.local()?,
        };
        if editor.width() == at.width {
            return Some((at.row, at.column));
        }
        let mut set = editor.clone();
        set.set_width(at.width);
        let edit = editor::Edit::PlaceCursor { row: at.row, col: at.column, select: false };
        // Going to a place writes nothing, so nothing can be refused.
        set.apply(edit).ok()?;
        set.set_width(editor.width());
        Some(set.cursor_row_col())
    }

    /// Whether Enter makes a new line in the text in hand.
    pub fn takes_lines(&self) -> bool {
        match &self.screen {
            Screen::Question { drawn: Some(Drawn { texts: true, .. }), .. } => false,
            Screen::Question { in_elsewhere, .. } => {
                !in_elsewhere && passages::detail(self).is_none()
            }
            Screen::Close { .. } | Screen::Brief { .. } | Screen::Sheet(_) => {
                self.field_in_hand().is_some_and(|f| takes_lines(f.name))
            }
            _ => false,
        }
    }

    /// Writes into whatever is in hand.
    pub fn write(&mut self, edit: editor::Edit, turn: Turn) -> Vec<Effect> {
        if passages::cross(self, &edit).is_some() {
            return Vec::new();
        }
        if let Some(field) = self.field_in_hand() {
            if let Screen::Begin(b) = &mut self.screen {
                b.chosen = None;
            }
            if self.stands_as_filled_in(field, &edit) {
                self.type_into(field, editor::Edit::SelectAll, turn.at);
            }
            let mut effects = self.type_into(field, edit, turn.at);
            // Only what was typed is read: moving about, or a refusal, must not
            // move a day that was settled when it was written.
            if !effects.is_empty() {
                effects.extend(self.follow(field, turn));
            }
            return effects;
        }
        if matches!(self.screen, Screen::Brief { .. }) {
            return brief::type_alone(self, &edit, turn);
        }
        if let Screen::Question { drawn: Some(Drawn { texts: true, .. }), .. } = &self.screen {
            return drawn::write_first(self, edit, turn);
        }
        if let Screen::Question { id, .. } = &self.screen {
            return self.write_first(&id.clone(), edit, turn);
        }
        if let Some(local) = self.local() {
            if let Err(refused) = local.apply(edit) {
                self.trouble(refused.to_string());
            } else {
                self.notice = None;
                self.select(0);
            }
        }
        search::ask(self)
    }

    /// Whether another name is typed where the supervisor's was filled in and
    /// nobody touched it: it takes that place. What goes on from the name (", and
    /// …") stands after it.
    fn stands_as_filled_in(&self, field: Field, edit: &editor::Edit) -> bool {
        let typed = match edit {
            editor::Edit::Insert(c) => Some(*c),
            editor::Edit::InsertText(text) => text.chars().next(),
            _ => None,
        };
        let Some(work) = self.work.as_ref().filter(|_| field.name == FieldName::DecidedBy) else {
            return false;
        };
        let filled = work.session.in_role(Role::Supervisor).map_or("", |p| p.name.as_str());
        typed.is_some_and(char::is_alphanumeric)
            && work.editors.get(&field).is_some_and(|e| {
                let untouched = e.step_count() == 0 && !e.can_redo() && e.selection().is_none();
                untouched && e.cursor() == e.len() && !e.is_empty() && e.text() == filled
            })
    }

    /// The first word of an answer: the answer is made with it.
    fn write_first(&mut self, id: &str, edit: editor::Edit, turn: Turn) -> Vec<Effect> {
        let Screen::Question { fresh, .. } = &self.screen else { return Vec::new() };
        // Tried on a copy: keys that write nothing make no answer.
        let mut trial = fresh.clone();
        match trial.apply(edit.clone()) {
            Ok(Some(_)) => {}
            Ok(None) => return Vec::new(),
            Err(refused) => {
                self.trouble(refused.to_string());
                return Vec::new();
            }
        }
        if let Some(why) = self.work.as_ref().and_then(super::work::Work::frozen) {
            self.trouble(why);
            return Vec::new();
        }
        let (_, mut effects) = self.ensure_answer(id, turn);
        if let Some(field) = self.field_in_hand() {
            effects.extend(self.type_into(field, edit, turn.at));
        }
        effects
    }

    /// What follows from typing in a field: a day is read as it is typed.
    pub(super) fn follow(&mut self, field: Field, turn: Turn) -> Vec<Effect> {
        if matches!(self.screen, Screen::Sheet(_)) {
            return sheet::follow(self, field, turn);
        }
        brief::follow(self, field, turn)
    }

    /// Items in the list in hand.
    pub fn item_count(&self, turn: Turn) -> usize {
        match &self.screen {
            Screen::Welcome { .. } => 3,
            Screen::Home { .. } => today::items(self, turn).len(),
            Screen::Meeting { .. } => meeting::count(self),
            Screen::Wheel { .. } => Part::ALL.len(),
            Screen::Find { .. } => find::count(self, turn),
            Screen::Help { .. } => help::count(self),
            Screen::Begin(_) => identity::offer_count(self, turn),
            Screen::Choose(_) => choose::count(self),
            Screen::Said { .. } => said::count(self),
            Screen::Search(_) => search::count(self),
            Screen::Matter(_) => matter::count(self, turn),
            _ => 0,
        }
    }

    /// Goes far in the list in hand: by a screenful, or to an end of it.
    pub fn go_far(&mut self, action: Action, turn: Turn) -> Vec<Effect> {
        let at = self.selected();
        let rows = self.item_rows(turn);
        // What a list stands between takes about so many rows.
        let screenful = usize::from(self.size.1).saturating_sub(8).max(1);
        let fitting = |rows: &mut dyn Iterator<Item = &usize>| {
            let mut left = screenful;
            let fits = rows.take_while(|rows| {
                left.checked_sub(**rows).is_some_and(|rest| {
                    left = rest;
                    true
                })
            });
            fits.count().max(1)
        };
        let last = rows.len().saturating_sub(1);
        self.select(match action {
            Action::ScreenUp => at.saturating_sub(fitting(&mut rows.iter().take(at).rev())),
            Action::ScreenDown => (at + fitting(&mut rows.iter().skip(at))).min(last),
            Action::First => 0,
            _ => last,
        });
        Vec::new()
    }

    /// About how many rows each item of the list in hand takes.
    fn item_rows(&self, turn: Turn) -> Vec<usize> {
        let page = super::show::page(self, turn.at, turn.context);
        let width = self.prose_width().saturating_sub(4);
        let rows = |item: &Item| {
            let beside = if item.aside.is_empty() { 0 } else { width_of(&item.aside) + 2 };
            wrap(&item.text, width.saturating_sub(beside).max(8)).len()
                + usize::from(item.heading.is_some())
        };
        page.list().map(|list| list.items.iter().map(rows).collect()).unwrap_or_default()
    }

    /// The selected item of the list in hand.
    fn selected(&self) -> usize {
        match &self.screen {
            Screen::Welcome { selected }
            | Screen::Home { selected }
            | Screen::Meeting { selected }
            | Screen::Wheel { selected }
            | Screen::Find { selected, .. }
            | Screen::Said { selected, .. }
            | Screen::Help { selected, .. } => *selected,
            Screen::Search(looking) => looking.selected,
            Screen::Matter(matter) => matter.selected,
            _ => 0,
        }
    }

    /// Selects an item of the list in hand.
    pub fn select(&mut self, n: usize) {
        match &mut self.screen {
            Screen::Welcome { selected }
            | Screen::Home { selected }
            | Screen::Meeting { selected }
            | Screen::Wheel { selected }
            | Screen::Find { selected, .. }
            | Screen::Said { selected, .. }
            | Screen::Help { selected, .. } => *selected = n,
            Screen::Begin(b) => b.chosen = Some(n),
            Screen::Choose(c) => c.selected = n,
            Screen::Search(looking) => looking.selected = n,
            Screen::Matter(matter) => matter.selected = n,
            _ => {}
        }
    }

    /// After every message: editors for what is shown, and the bookmark where
    /// the two stand.
    pub fn settle(&mut self, turn: Turn) -> Vec<Effect> {
        if self.bank.is_empty()
            && let Some(bank) = turn.context.bank()
        {
            self.bank.clone_from(&bank.id);
        }
        let mut effects = passages::tidy(self, turn);
        self.drawing = drawn::name(self, turn);
        let width = self.prose_width();
        let mut wanted: Vec<Field> = self.field_in_hand().into_iter().collect();
        match &self.screen {
            Screen::Begin(_) => {
                wanted.extend(begin::slots(self).into_iter().filter_map(|s| match s {
                    begin::Slot::Record(f) => Some(f),
                    begin::Slot::Date => None,
                }));
            }
            Screen::Close { .. } => {
                if let Some(d) = self.work.as_ref().and_then(|w| w.discussion()) {
                    wanted.extend(close::fields(d));
                }
            }
            Screen::Brief { .. } => wanted.extend(brief::fields(self)),
            Screen::Sheet(_) => {
                sheet::settle(self, turn);
                wanted.extend(sheet::rows(self, turn).into_iter().filter_map(
                    |row| match row.slot {
                        sheet::Slot::Text(field) => Some(field),
                        sheet::Slot::Choice { .. } | sheet::Slot::Act { .. } => None,
                    },
                ));
                wanted.extend(self.field_in_hand());
            }
            Screen::Question { id, .. } => {
                wanted.extend(passages::words(self));
                let d = self.work.as_ref().and_then(|w| w.discussion());
                if let Some(a) = d.and_then(|d| d.answer_to(&self.bank, id)) {
                    wanted.push(elsewhere_field(a));
                }
            }
            _ => {}
        }
        if let Some(work) = &mut self.work {
            for field in wanted {
                work.editor(field, width);
            }
        }
        if self.in_conversation() {
            effects.extend(self.keep_place(turn.at, true));
        }
        effects
    }

    /// Saves when the first names are down, so that a session exists at all.
    pub fn save_if_due(&mut self) -> Vec<Effect> {
        if self.work.as_ref().is_some_and(|w| w.saved.is_none()) { self.save() } else { Vec::new() }
    }
}

/// The door shows the passphrase of the practice vault.
pub use door::PRACTICE_PASSPHRASE;
