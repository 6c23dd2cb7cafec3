//! What a face draws: already masked, already in words. Faces decide only how
//! it looks.

use super::action::Action;
use super::editor::Editor;
use super::key::Key;
use crate::config::Theme;
use crate::figure::Figure;

/// Columns that prose is set to at a width of the face: at most 72, with a
/// margin of three at both sides. The editor wraps at it, and a face draws at it.
pub fn prose_width(columns: u16) -> usize {
    usize::from(columns).saturating_sub(6).clamp(8, 72)
}

/// One screenful.
pub struct Page<'a> {
    /// Whose hour this is and who is in focus.
    pub top_left: String,
    /// Part and progress.
    pub top_right: String,
    /// The middle.
    pub body: Body<'a>,
    /// What happened, where the person is looking.
    pub notice: Option<Notice>,
    /// Copying failed since the start: writing is offered first.
    pub copy_failed: bool,
    /// What is possible here, now, most useful first.
    pub hints: Vec<Hint>,
    /// Everything possible here: its word in linear prompts, and what it does.
    pub commands: Vec<(&'static str, &'static str)>,
    /// The truth about saving.
    pub saved: String,
    /// The colours that are wanted.
    pub theme: Theme,
}

/// A message in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Something went wrong.
    pub trouble: bool,
    /// It stands as long as nothing else is said: nothing happened just now.
    pub lasting: bool,
    /// What happened, what is safe, what to do.
    pub text: String,
}

/// A key and what it does here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The key.
    pub key: Key,
    /// Several keys as one, "0-9": in place of the key.
    pub keys: Option<&'static str>,
    /// A word or two.
    pub label: String,
    /// Its word in linear prompts.
    pub word: &'static str,
    /// What it does, where a press of a mouse button can do it.
    pub action: Option<Action>,
}

/// The middle of the screen.
pub enum Body<'a> {
    /// A list to choose from.
    List(List<'a>),
    /// The thinking wheel.
    Wheel(Box<WheelBody<'a>>),
    /// A question and its answer.
    Question(Box<QuestionBody<'a>>),
    /// Fields to fill.
    Form(Form<'a>),
    /// A note to read.
    Note(NoteBody),
    /// Nothing may be seen.
    Veil {
        /// One sentence.
        words: &'static str,
    },
}

/// Columns and rows from which on the thinking wheel is drawn with the part in
/// hand beside it, and those from which on that part stands below it.
const WHEEL_BESIDE: (u16, u16) = (70, 24);
const WHEEL_OVER: (u16, u16) = (44, 42);

/// Whether a face of this size draws the thinking wheel: app and face agree,
/// so that arrows mean what is seen.
pub fn draws_wheel(columns: u16, rows: u16) -> bool {
    [WHEEL_BESIDE, WHEEL_OVER].iter().any(|least| columns >= least.0 && rows >= least.1)
}

/// The thinking wheel, with the part in hand opened out.
pub struct WheelBody<'a> {
    /// The thinking wheel.
    pub wheel: Figure,
    /// The doing wheel.
    pub doing: Figure,
    /// Where the work is, in a sentence.
    pub stage: String,
    /// "Element 4", and the part's full name.
    pub title: (&'static str, &'static str),
    /// Its ring, for its accent.
    pub ring: crate::practice::Ring,
    /// What it is about, where the bank says so.
    pub lines: Option<PartLines>,
    /// Its questions: how many, asked when, what to come back to.
    pub asked: String,
    /// All twelve parts, for where there is no room to draw.
    pub list: List<'a>,
}

/// Groups of items, one selected.
pub struct List<'a> {
    /// Title.
    pub title: String,
    /// A sentence or two.
    pub intro: Vec<String>,
    /// A field that narrows the list.
    pub filter: Option<&'a Editor>,
    /// Items in order; a heading belongs to the item it stands before.
    pub items: Vec<Item>,
    /// Index of the selected item.
    pub selected: usize,
    /// Said when there is nothing.
    pub empty: String,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Item {
    /// A heading above it.
    pub heading: Option<String>,
    /// A mark that says in shape what colour also says.
    pub mark: Option<Mark>,
    /// Its line.
    pub text: String,
    /// What stands at the right.
    pub aside: String,
    /// A line below it, shown when selected or where there is room.
    pub below: String,
    /// A line under that one, of the selected item alone, where there is room.
    pub quiet: String,
    /// The ring of the wheel it belongs to, for its accent.
    pub ring: Option<crate::practice::Ring>,
    /// The same as a table, where there is room for one: rows of cells, each
    /// with the heading of its column.
    pub cells: Vec<Vec<(&'static str, String)>>,
}

/// A filled, half or empty mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Asked today.
    Full,
    /// Asked before.
    Half,
    /// Not yet.
    Empty,
    /// Marked by a person; words beside it say for what.
    Chosen,
    /// Can be marked, and is not.
    NotChosen,
}

/// A child of a family, and whether words are about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name.
    pub name: String,
    /// The words are about this child.
    pub named: bool,
    /// The key that names them, or no longer.
    pub key: Option<Key>,
}

/// Whom words are about in a family, as a sentence.
pub fn about_words(family: &[Named]) -> String {
    let named: Vec<&str> = family.iter().filter(|n| n.named).map(|n| n.name.as_str()).collect();
    match named.as_slice() {
        [] => "about: nobody yet".into(),
        [one] => format!("about {one}"),
        [all @ .., last] => format!("about {} and {last}", all.join(", ")),
    }
}

/// What is said of a part when it is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartLines {
    /// What it is about.
    pub about: String,
    /// What its questions draw on, said as such.
    pub draws_on: String,
}

/// What a part's questions draw on, as both faces say it.
pub fn draws_on(words: &str) -> String {
    format!("Draws on: {words}")
}

/// The number of the first small text beside a passage, at a question; the
/// words are field 0.
pub const FIELD_DETAIL: usize = 1;
/// The number of the first field of the drawing at a question: after the four
/// small texts that a passage may have.
pub const FIELD_DRAWING: usize = 5;
/// The number of the field that says where an answer is recorded elsewhere:
/// after the four that a drawing may have.
pub const FIELD_ELSEWHERE: usize = 9;

/// A question, large and calm.
pub struct QuestionBody<'a> {
    /// What its part is about, when the part was just opened: said above the
    /// question where there is room.
    pub part: Option<PartLines>,
    /// Its text.
    pub text: String,
    /// Follow-ups.
    pub follow_ups: Vec<String>,
    /// Passages of the answer above the one in hand.
    pub before: Vec<Passage>,
    /// What is said of the one in hand: who said it, what kind it is. Empty
    /// where nothing is.
    pub label: String,
    /// The answer: the passage in hand.
    pub answer: &'a Editor,
    /// Passages below it.
    pub after: Vec<Passage>,
    /// The small text beside it that has the cursor.
    pub detail: Option<Detail<'a>>,
    /// Cursor in the answer; else in `elsewhere`, a drawing or a small text.
    pub in_answer: bool,
    /// Where it is recorded elsewhere, when that is its state.
    pub elsewhere: Option<&'a Editor>,
    /// State, when it is not plainly answered.
    pub state: Option<String>,
    /// Where it will be filed.
    pub destination: String,
    /// The ring, for its accent.
    pub ring: crate::practice::Ring,
    /// The answer cannot be changed any more, and why.
    pub frozen: Option<String>,
    /// In a family: each child, and whether the answer is about them.
    pub about: Vec<Named>,
    /// A value beside the words, where the question has one.
    pub drawing: Option<Drawing<'a>>,
}

/// A passage of an answer that is not in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Who said it and what kind it is; empty where nothing was said of it.
    pub label: String,
    /// Its words.
    pub text: String,
}

/// A small text beside a passage: told by whom, when.
pub struct Detail<'a> {
    /// What it asks.
    pub name: &'static str,
    /// Its number among those of the passage, from 0.
    pub number: usize,
    /// Its text.
    pub editor: &'a Editor,
}

/// A value beside the words of an answer: drawn, and said.
pub struct Drawing<'a> {
    /// The drawing.
    pub figure: Figure,
    /// The value in a few words.
    pub said: String,
    /// What there is to choose from, or what its ends mean, for where it is
    /// not drawn.
    pub choices: Vec<String>,
    /// It is in hand, not the words.
    pub in_hand: bool,
    /// Its four texts, where it holds texts: name, and what is written.
    pub texts: Vec<(&'static str, String)>,
    /// The one of them in hand, from 0, and its editor.
    pub field: Option<(usize, &'a Editor)>,
    /// How linear prompts are told the value.
    pub usage: &'static str,
}

/// Fields one after the other.
pub struct Form<'a> {
    /// Title.
    pub title: String,
    /// A sentence or two.
    pub intro: Vec<String>,
    /// The fields.
    pub fields: Vec<FormField<'a>>,
    /// Index of the field in hand.
    pub focus: usize,
}

/// One field.
pub struct FormField<'a> {
    /// A heading above it.
    pub heading: Option<String>,
    /// Its name.
    pub label: String,
    /// Its text.
    pub editor: &'a Editor,
    /// Not to be shown.
    pub secret: bool,
    /// More than one line is welcome.
    pub prose: bool,
    /// Beside or below: how it was read, what is known. Of prose in hand,
    /// several lines stay in sight at the foot.
    pub aside: String,
    /// Known names that fit, and which is chosen.
    pub offers: Vec<String>,
    /// The chosen offer.
    pub chosen: Option<usize>,
}

/// The note as it will leave.
pub struct NoteBody {
    /// For whom and how, in words.
    pub about: Vec<String>,
    /// The very text.
    pub text: String,
    /// First row shown.
    pub scroll: usize,
    /// What stays behind, and what finalising would do.
    pub left_out: Vec<String>,
    /// A question that waits for Enter or Esc.
    pub ask: Option<String>,
    /// Whom it names, then what may be missing, most serious first.
    pub thoughts: Vec<Thought>,
}

/// Something that may be missing from a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thought {
    /// Who is named, or what was not found.
    pub says: String,
    /// Why it matters.
    pub why: &'static str,
    /// The line of the text it stands beside, from 0.
    pub line: Option<usize>,
    /// It is the one in hand.
    pub current: bool,
    /// Somebody is named: it is not set aside.
    pub is_name: bool,
}

impl NoteBody {
    /// Rows that the text and what stays behind take at so many columns: the
    /// end of scrolling.
    pub fn row_count(&self, columns: usize) -> usize {
        let rows = |text: &str, columns: usize| crate::text::wrap(text, columns).len();
        let listed = |lines: &mut dyn Iterator<Item = &String>| -> usize {
            // An empty row, a rule and a heading stand before a list.
            let count: usize = lines.map(|line| rows(line, columns.saturating_sub(2))).sum();
            if count > 0 { count + 3 } else { 0 }
        };
        rows(self.text.trim_end(), columns)
            + listed(&mut self.thoughts.iter().map(|t| &t.says))
            + listed(&mut self.left_out.iter())
    }
}
