//! What is settled about a note, or between two vaults: lists to choose from,
//! fields to fill, and what is asked once more before it is done.

pub mod agree;
pub mod amend;
pub mod people;
pub mod post;
pub mod rectify;

use std::path::PathBuf;

use ulid::Ulid;

use super::leaving;
use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::copying::{self, Which};
use crate::app::editor::Editor;
use crate::app::effect::Effect;
use crate::app::keymap::Place;
use crate::app::model::{Model, Screen};
use crate::app::page::{Body, Form, FormField, NoteBody};
use crate::record::{Audience, Session};

/// Somebody's card as it was read, not yet added.
#[derive(Clone, PartialEq, Eq)]
pub struct Card {
    /// Their name, as they gave it.
    pub name: String,
    /// The fingerprint of their key.
    pub fingerprint: String,
    /// The very card.
    pub bytes: Vec<u8>,
}

/// Which of them.
#[derive(Clone, PartialEq, Eq)]
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
    /// One's own card, and the people met.
    People,
    /// Where somebody's card lies.
    CardPath,
    /// Where one's own card goes.
    OwnCard,
    /// A card that was read: fingerprints are compared.
    Compare {
        /// The card.
        card: Card,
    },
    /// What is sent from a meeting.
    What {
        /// The discussions chosen so far.
        chosen: Vec<Ulid>,
    },
    /// Who gets it.
    ToWhom {
        /// What.
        parcel: post::Parcel,
    },
    /// Where the file goes.
    ParcelPath {
        /// What is in it.
        parcel: post::Parcel,
    },
    /// Where the file lies that came.
    ReceivePath,
    /// Something came.
    Came {
        /// From whom, and what for.
        words: String,
        /// The version it became.
        head: String,
    },
    /// Which words must go.
    Removes,
    /// Why, and by whose authority.
    Remove {
        /// The entry.
        entry: Ulid,
    },
    /// Words are about to go to another computer's clipboard.
    CopyFar {
        /// The very words.
        text: String,
        /// The note, where it is a finalised one.
        which: Option<Which>,
    },
    /// A note that names other children is about to leave.
    Names {
        /// The very words.
        text: String,
        /// Whom it names, in lines.
        names: String,
        /// How it leaves.
        way: leaving::Way,
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
    /// The same where somebody is named: Enter is no yes.
    Named,
}

impl Kind {
    fn shape(&self) -> Shape {
        match self {
            Kind::Behind { .. }
            | Kind::Amends { .. }
            | Kind::People
            | Kind::Compare { .. }
            | Kind::What { .. }
            | Kind::ToWhom { .. }
            | Kind::Came { .. }
            | Kind::Removes => Shape::List,
            Kind::CardPath
            | Kind::OwnCard
            | Kind::ParcelPath { .. }
            | Kind::ReceivePath
            | Kind::Remove { .. } => Shape::Fields,
            Kind::Make { .. } | Kind::Add { .. } | Kind::CopyFar { .. } => Shape::Sure,
            Kind::Names { .. } => Shape::Named,
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
            Shape::Named => Place::Named,
        }
    }
}

/// Opens a matter over the screen in hand.
pub fn open_over(model: &mut Model, kind: Kind) {
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

/// Opens fields over the screen in hand, with what stands in each at first.
pub fn open_with(model: &mut Model, kind: Kind, texts: &[String]) {
    open_over(model, kind);
    let width = model.prose_width();
    if let Screen::Matter(matter) = &mut model.screen {
        matter.fields = texts
            .iter()
            .map(|text| {
                let mut field = Editor::single_line(text);
                field.set_width(width);
                field
            })
            .collect();
    }
}

/// The next step in the place of the one in hand.
fn replace(model: &mut Model, kind: Kind) {
    if let Screen::Matter(matter) = &mut model.screen {
        matter.kind = kind;
        matter.selected = 0;
        matter.fields.clear();
        matter.focus = 0;
        matter.scroll = 0;
    }
}

/// Where a field leads; says so where nothing is typed.
fn path_in(model: &mut Model, n: usize, turn: Turn) -> Option<PathBuf> {
    let typed = in_hand(model).and_then(|m| m.fields.get(n)).map(|f| f.text().to_owned());
    let path = typed.and_then(|typed| people::resolved(&typed, turn));
    if path.is_none() {
        model.trouble("Type the path of a file.");
    }
    path
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
        (Shape::Sure | Shape::Named, Action::ItemUp) => {
            scroll(model, turn, |s| s.saturating_sub(1));
        }
        (Shape::Sure | Shape::Named, Action::ItemDown) => scroll(model, turn, |s| s + 1),
        (Shape::Sure | Shape::Named, Action::PreviousQuestion) => {
            scroll(model, turn, |s| s.saturating_sub(rows));
        }
        (Shape::Sure | Shape::Named, Action::NextQuestion) => scroll(model, turn, |s| s + rows),
        (Shape::Named, Action::Accept) => model.tell(leaving::NOT_ENTER),
        (Shape::Fields, Action::PreviousField) => matter.focus = matter.focus.saturating_sub(1),
        (Shape::Fields, Action::NextField) => {
            matter.focus = (matter.focus + 1).min(matter.fields.len().saturating_sub(1));
        }
        (Shape::Fields, Action::Accept) if matter.focus + 1 < matter.fields.len() => {
            matter.focus += 1;
        }
        (Shape::List | Shape::Fields, Action::Accept)
        | (Shape::Sure | Shape::Named, Action::Finalise) => {
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
        Kind::CardPath => people::read(model, turn),
        Kind::OwnCard => people::write(model, turn),
        Kind::Compare { card } => people::add(model, &card, selected),
        Kind::ParcelPath { parcel } => post::send(model, &parcel, turn),
        Kind::ReceivePath => post::receive(model, turn),
        Kind::Came { head, .. } => post::open_it(model, head, selected),
        Kind::Remove { entry } => rectify::remove(model, entry),
        Kind::CopyFar { text, which } => {
            leave(model);
            model.copies_far = true;
            copying::copy(model, text, which, turn)
        }
        Kind::Names { way, .. } => {
            leave(model);
            leaving::leave(model, way, turn)
        }
        kind => {
            match kind {
                Kind::People => people::choose(model, selected, turn),
                Kind::What { .. } => post::choose_what(model, selected, turn),
                Kind::ToWhom { parcel } => post::choose_whom(model, parcel, selected, turn),
                _ => rectify::choose(model, selected),
            }
            Vec::new()
        }
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
        Kind::People => Some(people::list(model, matter)),
        Kind::Compare { card } => Some(people::compare(model, matter, card)),
        Kind::What { chosen } => post::what(model, matter, chosen),
        Kind::ToWhom { parcel } => Some(post::to_whom(model, matter, parcel)),
        Kind::Came { words, .. } => Some(post::came(matter, words)),
        Kind::Removes => Some(rectify::list(model, matter)),
        Kind::CopyFar { text, .. } => Some(Body::Note(NoteBody {
            about: vec!["The text that would be copied:".into()],
            text: text.clone(),
            scroll: matter.scroll,
            left_out: Vec::new(),
            thoughts: Vec::new(),
            ask: Some(if model.lines {
                copying::REMOTE.into()
            } else {
                format!("{} Enter yes, Esc no.", copying::REMOTE)
            }),
        })),
        Kind::Names { text, names, way } => {
            let what = if *way == leaving::Way::Copy { "Copy" } else { "Write" };
            let keys = if model.lines { "" } else { " y yes, Esc no." };
            Some(Body::Note(NoteBody {
                about: vec!["The note that would leave:".into()],
                text: text.clone(),
                scroll: matter.scroll,
                left_out: Vec::new(),
                thoughts: Vec::new(),
                ask: Some(format!("{names}\n{what} it anyway?{keys}")),
            }))
        }
        Kind::CardPath
        | Kind::OwnCard
        | Kind::ParcelPath { .. }
        | Kind::ReceivePath
        | Kind::Remove { .. } => Some(Body::Form(form(model, matter))),
    }
}

/// Fields to fill.
fn form<'a>(model: &'a Model, matter: &'a Matter) -> Form<'a> {
    let path = "A path. Enter goes on, Esc (/back) leaves it.";
    let (title, intro, labels): (&str, Vec<String>, &[&str]) = match &matter.kind {
        Kind::CardPath => ("Somebody's card", vec![path.into()], &["File"]),
        Kind::OwnCard => (
            "Your own card",
            vec![
                "Your name and your public keys, and nothing secret: give it to whom you like."
                    .into(),
                path.into(),
            ],
            &["File"],
        ),
        Kind::ParcelPath { .. } => (
            "Where the sealed file goes",
            vec!["Only they can open it. Carry it by whatever means you have.".into(), path.into()],
            &["File"],
        ),
        Kind::ReceivePath => ("Which file came?", vec![path.into()], &["File"]),
        Kind::Remove { entry } => {
            ("Take words out", rectify::intro(model, *entry), &rectify::LABELS)
        }
        _ => ("", Vec::new(), &[]),
    };
    let fields = matter.fields.iter().zip(labels).map(|(editor, label)| FormField {
        heading: None,
        label: (*label).to_owned(),
        editor,
        secret: false,
        prose: false,
        aside: String::new(),
        offers: Vec::new(),
        chosen: None,
    });
    Form { title: title.into(), intro, fields: fields.collect(), focus: matter.focus }
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
    let note = crate::record::note(session, discussion, child, Audience::Full, &rules, None).ok();
    note.map_or_else(String::new, |note| {
        (turn.context.preview)(&crate::record::Leaving::of(note), crate::record::Format::Text)
    })
}
