//! A note as a flow of paragraphs: what each is, how it looks, what it keeps
//! with.

use super::figure;
use super::lines::{Line, Setting, break_lines};
use super::page;
use super::shape::Shaper;
use super::table::{self, Cell};
use crate::export::action::Action;
use crate::export::contents::Entry;
use crate::export::font::Face;
use crate::export::picture::{self, Picture, laid_out};
use crate::export::{dateline, headline, visible};
use crate::record::{Block, Drawing, Note};

/// What a paragraph is, for those who hear the document read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading: 1 for the title, then down.
    Heading(u8),
    /// Any other.
    Text,
    /// A drawing.
    Figure,
    /// A line of an item of a list; whether the item begins with it.
    Item { begins: bool },
    /// A line of a table of actions.
    Cell(Cell),
}

/// What it is printed in. Each stands out from white by 7 to 1 at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Text,
    Heading,
    Quiet,
    Warning,
    /// As a drawing says.
    Drawn(picture::Ink),
}

/// One paragraph of the flow, broken into lines.
pub(super) struct Paragraph {
    pub role: Role,
    pub text: String,
    pub lines: Vec<Line>,
    pub look: Look,
    /// How many bytes at its beginning are bold, and in the ink of headings.
    pub lead: usize,
    /// Room above it, in points; none at the top of a page.
    pub above: f32,
    /// Whether it stays on one page with the beginning of the next.
    pub keeps: bool,
    /// The drawing, where it is one; the text says the same.
    pub picture: Option<Picture>,
}

/// How a paragraph looks; lengths in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    pub face: Face,
    pub size: f32,
    /// From one line to the next.
    pub leading: f32,
    pub ink: Ink,
    pub lead_ink: Ink,
    /// From the left margin.
    pub indent: f32,
}

impl Look {
    /// How far from the right margin lines end at most: a letter has as much
    /// room there as on the left.
    fn on_the_right(&self) -> f32 {
        if *self == LETTER { self.indent } else { 0.0 }
    }
}

/// The height of the em of what is read, in points.
pub(super) const BODY_SIZE: f32 = 10.8;

const BODY: Look = Look {
    face: Face::Regular,
    size: BODY_SIZE,
    leading: 15.6,
    ink: Ink::Text,
    lead_ink: Ink::Text,
    indent: 0.0,
};
const TITLE: Look = Look {
    face: Face::Bold,
    size: 18.0,
    leading: 24.0,
    ink: Ink::Heading,
    lead_ink: Ink::Warning,
    indent: 0.0,
};
const SECTION: Look =
    Look { face: Face::Bold, size: 14.0, leading: 19.0, ink: Ink::Heading, ..BODY };
const SUBSECTION: Look =
    Look { face: Face::Bold, size: 11.8, leading: 16.5, ink: Ink::Heading, ..BODY };
const QUESTION: Look = Look { face: Face::Bold, ..BODY };
const QUIET: Look = Look { size: 10.0, leading: 14.0, ink: Ink::Quiet, ..BODY };
/// What stands in a table, and over its columns.
pub(super) const TABLE: Look = Look { size: 10.0, leading: 14.0, ..BODY };
pub(super) const TABLE_HEAD: Look = Look { face: Face::Bold, ink: Ink::Heading, ..TABLE };
/// A letter: larger, in lines of a length that a child reads with ease.
const LETTER: Look = Look { size: 13.5, leading: 21.0, indent: 28.0, ..BODY };
/// How far the words below a line of "who said it" are set in, and items.
const SET_IN: f32 = 13.0;

/// What has up to this many lines is not parted by the end of a page.
const SHORT: usize = 12;

/// Room above, in points.
mod above {
    pub const SECTION: f32 = 19.0;
    pub const SUBSECTION: f32 = 13.0;
    pub const QUESTION: f32 = 11.0;
    pub const PARAGRAPH: f32 = 7.0;
    pub const CLOSE: f32 = 1.5;
    /// An empty line somebody left.
    pub const EMPTY_LINE: f32 = 8.0;
}

/// Makes the flow of a note.
pub(super) fn flow(shaper: &mut Shaper, note: &Note) -> Vec<Paragraph> {
    let mut flow = Flow { shaper, made: Vec::new(), under: 1 };
    flow.title(note);
    let mut before: Option<&Block> = None;
    let mut rest = note.blocks.as_slice();
    while let [block, after @ ..] = rest {
        let with_actions = rest.iter().map_while(|b| Some((b, Action::of(b)?)));
        let actions: Vec<(&Block, Action)> = with_actions.collect();
        rest = after.get(actions.len().saturating_sub(1)..).unwrap_or_default();
        match block {
            Block::Prose(text) if note.is_letter() => {
                flow.words(text, Kind::new(Role::Text, LETTER, LETTER.leading));
            }
            _ if !actions.is_empty() => table::add(&mut flow, &actions),
            _ => flow.block(block, before),
        }
        if matches!(rest, [Block::Picture(_), ..]) {
            // What it shows is not on another page.
            flow.keep_last();
        }
        before = Some(block);
    }
    flow.made
}

/// Makes the flow of the list of notes: what the file is called, and each with
/// the page it begins on.
pub(super) fn contents(
    shaper: &mut Shaper,
    name: &str,
    entries: &[(&Entry, usize)],
) -> Vec<Paragraph> {
    let mut flow = Flow { shaper, made: Vec::new(), under: 1 };
    let kind = Kind { keeps: true, ..Kind::new(Role::Heading(1), TITLE, 0.0) };
    flow.heading(name, kind);
    let said = format!("{} notes, each on pages of its own", entries.len());
    flow.words(&said, Kind { keeps: true, ..Kind::new(Role::Text, QUIET, 3.0) });
    table::list(&mut flow, entries);
    flow.made
}

pub(super) struct Flow<'a> {
    shaper: &'a mut Shaper,
    pub made: Vec<Paragraph>,
    /// The level of the heading this stands under.
    under: u8,
}

/// What is said of a paragraph beyond its words.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    pub role: Role,
    pub look: Look,
    pub above: f32,
    pub keeps: bool,
    pub lead: usize,
    /// How long its lines are at most; never longer than the page allows.
    pub room: f32,
}

impl Kind {
    pub const fn new(role: Role, look: Look, above: f32) -> Kind {
        Kind { role, look, above, keeps: false, lead: 0, room: f32::INFINITY }
    }
}

impl Flow<'_> {
    fn title(&mut self, note: &Note) {
        if let Some(whole) = headline(note) {
            let whole = one_line(&whole);
            let own = if note.is_letter() { 0 } else { one_line(&note.title).len() };
            let lead = whole.len().saturating_sub(own);
            let kind = Kind { lead, keeps: true, ..Kind::new(Role::Heading(1), TITLE, 0.0) };
            self.heading(&whole, kind);
        }
        if let Some(date) = dateline(note) {
            let kind = Kind { keeps: true, ..Kind::new(Role::Text, QUIET, 3.0) };
            self.words(&date, kind);
        }
    }

    fn block(&mut self, block: &Block, before: Option<&Block>) {
        match block {
            Block::Heading { level, text } => {
                self.under = level.saturating_add(1).clamp(2, 5);
                let (look, above) = match level {
                    0 | 1 => (SECTION, above::SECTION),
                    _ => (SUBSECTION, above::SUBSECTION),
                };
                let kind = Kind::new(Role::Heading(self.under), look, above);
                self.heading(text, Kind { keeps: true, ..kind });
            }
            Block::Question(text) => {
                let role = Role::Heading(self.under + 1);
                let kind = Kind::new(role, QUESTION, above::QUESTION);
                self.heading(text, Kind { keeps: true, ..kind });
            }
            Block::Said(text) => {
                let kind = Kind::new(Role::Text, QUIET, above::PARAGRAPH - 1.0);
                self.words(text, Kind { keeps: true, ..kind });
            }
            Block::Prose(text) => {
                let kind = match before {
                    Some(Block::Said(_)) => {
                        let look = Look { indent: SET_IN, ..BODY };
                        Kind::new(Role::Text, look, above::CLOSE)
                    }
                    _ => Kind::new(Role::Text, BODY, above::PARAGRAPH),
                };
                self.words(text, kind);
            }
            Block::Remark(text) => {
                self.words(text, Kind::new(Role::Text, QUIET, above::PARAGRAPH));
            }
            Block::Field { name, value } => {
                let close = matches!(before, Some(Block::Field { .. }));
                let above = if close { above::CLOSE } else { above::PARAGRAPH };
                let lead = visible(name).len() + 1;
                let kind = Kind { lead, ..Kind::new(Role::Text, BODY, above) };
                self.words(&format!("{name}: {value}"), kind);
            }
            Block::Item { text, details } => self.item(text, details),
            Block::Picture(drawing) => self.picture(drawing),
        }
    }

    fn keep_last(&mut self) {
        let is_short = |p: &&mut Paragraph| p.lines.len() <= SHORT;
        if let Some(last) = self.made.last_mut().filter(is_short)
            && !matches!(last.role, Role::Cell(_))
        {
            last.keeps = true;
        }
    }

    /// From there on all is kept on one page, if it is short.
    fn keep_whole(&mut self, from: usize) {
        let Some(made) = self.made.get_mut(from..) else { return };
        if made.iter().map(|p| p.lines.len()).sum::<usize>() <= SHORT
            && let Some((_, all_but_last)) = made.split_last_mut()
        {
            for p in all_but_last {
                p.keeps = true;
            }
        }
    }

    /// A drawing under its title, and under it the words that say the same.
    fn picture(&mut self, drawing: &Drawing) {
        let title = Look { face: Face::Bold, ..QUIET };
        let kind = Kind::new(Role::Text, title, above::QUESTION);
        self.words(drawing.title(), Kind { keeps: true, ..kind });
        let words = drawing.figure().words;
        let mut picture = laid_out(drawing);
        figure::fit(&mut picture);
        let look = Look { leading: picture.height, ..BODY };
        self.made.push(Paragraph {
            role: Role::Figure,
            text: one_line(&drawing.in_short()),
            // As high as the one line it counts for.
            lines: vec![Line::default()],
            look,
            lead: 0,
            above: above::PARAGRAPH,
            keeps: true,
            picture: Some(picture),
        });
        let from = self.made.len();
        for words in words {
            self.words(&words, Kind::new(Role::Text, QUIET, above::PARAGRAPH));
        }
        self.keep_whole(from);
    }

    pub fn item(&mut self, text: &str, details: &[String]) {
        let from = self.made.len();
        let look = Look { indent: SET_IN, ..BODY };
        let kind = Kind::new(Role::Item { begins: true }, look, above::PARAGRAPH - 1.5);
        let keeps = !details.is_empty();
        self.words(text, Kind { keeps, ..kind });
        let quiet = Look { indent: SET_IN, ..QUIET };
        for (i, detail) in details.iter().enumerate() {
            let kind = Kind::new(Role::Item { begins: false }, quiet, 0.5);
            // The last line of an item does not stand alone on a page.
            self.named(detail, Kind { keeps: i + 2 == details.len(), ..kind });
        }
        self.keep_whole(from);
    }

    /// Words with a name before them ("Who: …"), which is bold.
    pub fn named(&mut self, text: &str, kind: Kind) {
        let text = visible(text);
        let lead = match text.find(": ") {
            Some(at) if at < 40 && !text.get(..at).unwrap_or_default().contains('\n') => at + 1,
            _ => 0,
        };
        self.words(&text, Kind { lead, ..kind });
    }

    fn heading(&mut self, text: &str, kind: Kind) {
        self.words(&one_line(text), kind);
    }

    /// Words as they were written: each line a paragraph, an empty one more
    /// room.
    pub fn words(&mut self, text: &str, kind: Kind) {
        let text = visible(text);
        let mut above = kind.above;
        let mut lead = kind.lead;
        let mut role = kind.role;
        let lines: Vec<&str> = text.split(['\n', '\u{2028}', '\u{2029}']).collect();
        for (i, line) in lines.iter().enumerate() {
            if line.trim().is_empty() {
                above = above.max(above::EMPTY_LINE);
                continue;
            }
            let keeps = kind.keeps && i + 1 == lines.len();
            self.paragraph(line, Kind { role, above, keeps, lead, ..kind });
            (above, lead) = (0.0, 0);
            if let Role::Item { begins } | Role::Cell(Cell { begins, .. }) = &mut role {
                *begins = false;
            }
        }
    }

    fn paragraph(&mut self, line: &str, kind: Kind) {
        let text = settable(line);
        let lead = if text.is_char_boundary(kind.lead) { kind.lead } else { 0 };
        let look = kind.look;
        let setting = Setting {
            size: look.size,
            face: look.face,
            lead,
            room: (page::ROOM - look.indent - look.on_the_right()).min(kind.room),
        };
        let lines = break_lines(self.shaper, &text, setting);
        self.made.push(Paragraph {
            role: kind.role,
            text,
            lines,
            look,
            lead,
            above: kind.above,
            keeps: kind.keeps,
            picture: None,
        });
    }
}

/// A heading is one line, however it was typed.
pub(super) fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    settable(&visible(&words.join(" ")))
}

/// Words as they can be set: a tab has no glyph; U+FEFF inside a text means
/// U+2060, and no glyph may stand for it.
pub(super) fn settable(line: &str) -> String {
    line.replace('\t', "    ").replace('\u{feff}', "\u{2060}")
}
