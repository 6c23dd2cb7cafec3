//! What is settled about a note, or between two vaults: lists to choose from,
//! fields to fill, and what is asked once more before it is done.

pub mod agree;
pub mod amend;

use ulid::Ulid;

use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::editor::Editor;
use crate::app::effect::Effect;
use crate::app::keymap::Place;
use crate::app::model::{Model, Screen};
use crate::app::page::Body;
use crate::record::{Audience, Session};

/// Which of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Who stands behind a page.
    Behind {
        /// In a family: whose page.
        child: Option<Ulid>,
    },
    /// A statement is about to be made.
    Make {
        /// The statement.
        statement: Ulid,
    },
    /// What later words can belong to.
    Amends {
        /// In a family: whose page.
        child: Option<Ulid>,
    },
    /// Words are about to be added.
    Add {
        /// The amendment.
        amendment: Ulid,
    },
}

/// What a matter looks like.
enum Shape {
    /// A list to choose from.
    List,
    /// Fields to fill.
    Fields,
    /// A question, with what it is about.
    Sure,
}

impl Kind {
    fn shape(&self) -> Shape {
        match self {
            Kind::Behind { .. } | Kind::Amends { .. } => Shape::List,
            Kind::Make { .. } | Kind::Add { .. } => Shape::Sure,
        }
    }
}

/// An open matter.
pub struct Matter {
    /// Which.
    pub kind: Kind,
    /// The selected item of its list.
    pub selected: usize,
    /// Its fields, none of them of the record.
    pub fields: Vec<Editor>,
    /// The field in hand.
    pub focus: usize,
    /// First row shown of what is asked about.
    pub scroll: usize,
    /// Where it was opened.
    pub from: Box<Screen>,
}

impl Matter {
    /// Where bindings hold.
    pub fn place(&self) -> Place {
        match self.kind.shape() {
            Shape::List => Place::Matter,
            Shape::Fields => Place::Fields,
            Shape::Sure => Place::Sure,
        }
    }
}

/// Opens a matter over the screen in hand.
pub fn open(model: &mut Model, kind: Kind) {
    let from = std::mem::replace(&mut model.screen, Screen::Home { selected: 0 });
    model.screen = Screen::Matter(Matter {
        kind,
        selected: 0,
        fields: Vec::new(),
        focus: 0,
        scroll: 0,
        from: Box::new(from),
    });
}

/// Back to where it was opened.
pub fn leave(model: &mut Model) {
    let screen = std::mem::replace(&mut model.screen, Screen::Home { selected: 0 });
    model.screen = match screen {
        Screen::Matter(matter) => *matter.from,
        other => other,
    };
}

/// The matter in hand.
pub fn in_hand(model: &Model) -> Option<&Matter> {
    match &model.screen {
        Screen::Matter(matter) => Some(matter),
        _ => None,
    }
}

/// What an action does here.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    let count = count(model, turn);
    let rows = usize::from(model.size.1).saturating_sub(8).max(1);
    let Screen::Matter(matter) = &mut model.screen else { return Vec::new() };
    match (matter.kind.shape(), action) {
        (_, Action::Back) => leave(model),
        (Shape::List, Action::ItemUp) => matter.selected = matter.selected.saturating_sub(1),
        (Shape::List, Action::ItemDown) => {
            matter.selected = (matter.selected + 1).min(count.saturating_sub(1));
        }
        (Shape::Sure, Action::ItemUp) => scroll(model, turn, |s| s.saturating_sub(1)),
        (Shape::Sure, Action::ItemDown) => scroll(model, turn, |s| s + 1),
        (Shape::Sure, Action::PreviousQuestion) => scroll(model, turn, |s| s.saturating_sub(rows)),
        (Shape::Sure, Action::NextQuestion) => scroll(model, turn, |s| s + rows),
        (Shape::List, Action::Accept) | (Shape::Sure, Action::Finalise) => {
            return accept(model, turn);
        }
        _ => {}
    }
    Vec::new()
}

fn accept(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let Some(matter) = in_hand(model) else { return Vec::new() };
    let selected = matter.selected;
    match matter.kind.clone() {
        Kind::Behind { child } => agree::choose(model, child, selected, turn),
        Kind::Make { statement } => agree::make(model, statement, turn),
        Kind::Amends { child } => amend::choose(model, child, selected, turn),
        Kind::Add { amendment } => amend::make(model, amendment, turn),
    }
}

fn scroll(model: &mut Model, turn: Turn, to: impl FnOnce(usize) -> usize) {
    let columns = model.prose_width();
    let rows = match body(model, turn) {
        Some(Body::Note(note)) => note.row_count(columns),
        _ => 0,
    };
    let most = rows.saturating_sub(usize::from(model.size.1).saturating_sub(8) / 2);
    if let Screen::Matter(matter) = &mut model.screen {
        matter.scroll = to(matter.scroll).min(most);
    }
}

/// How many items its list has.
pub fn count(model: &Model, turn: Turn) -> usize {
    match body(model, turn) {
        Some(Body::List(list)) => list.items.len(),
        _ => 0,
    }
}

/// What is shown.
pub fn body<'a>(model: &'a Model, turn: Turn) -> Option<Body<'a>> {
    let matter = in_hand(model)?;
    match &matter.kind {
        Kind::Behind { child } => agree::list(model, matter, *child),
        Kind::Make { statement } => agree::asked(model, matter, *statement, turn),
        Kind::Amends { child } => Some(amend::list(model, matter, *child)),
        Kind::Add { amendment } => amend::asked(model, matter, *amendment, turn),
    }
}

/// The whole text of a page, as the two people may read it.
fn text_of(
    model: &Model,
    session: &Session,
    discussion: Ulid,
    child: Option<Ulid>,
    turn: Turn,
) -> String {
    let rules = model.rules();
    let note =
        crate::record::note(session, discussion, child, Audience::Full, &rules, None).ok();
    let format = turn.context.formats.first();
    match (note, format) {
        (Some(note), Some(format)) => String::from_utf8_lossy(&(format.write)(&note)).into_owned(),
        _ => String::new(),
    }
}

