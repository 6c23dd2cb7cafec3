//! A PDF to attach: tagged, so that it can be heard as well as read, with the
//! letters it uses embedded, checked against PDF/UA-1 as it is written.
//!
//! The words are those of the plain text, in their order. What a page cannot
//! show as it was written: a tab is four spaces, U+FEFF inside a text is U+2060
//! (which Unicode has for it), a heading is one line, a separator of lines or
//! paragraphs ends the line, and a letter no face has is seen as its number,
//! with the letter itself under it for whoever searches or copies.
//!
//! Nothing in the file comes from the machine or the clock. The head of each
//! page names the reference, the day, the version and the first twelve
//! characters of the check number; the foot counts the pages, of the file and
//! of each of several notes. Three notes and more stand behind a list of them.

mod draw;
mod figure;
mod flow;
mod lines;
mod page;
mod shape;
mod table;
mod tags;

use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::metadata::Metadata;
use krilla::outline::Outline;
use krilla::page::PageSettings;
use krilla::tagging::{ArtifactType, Node, Tag, TagGroup, TagTree};
use krilla::{Document, SerializeSettings};

use self::draw::{Fonts, Pen};
use self::flow::{Ink, Paragraph, flow, one_line};
use self::page::{Placed, pages};
use self::shape::Shaper;
use super::contents::{self, Entry};
use super::{DRAFT, digest, name_of};
use crate::record::{Leaving, Note};

/// What stands at the foot of a page that shows such numbers. Not read with
/// the text: whoever hears it hears the letters. Not on a letter, which is its
/// words: who sends it is told.
const BY_NUMBER: &str = "A sign this PDF has no letter for is shown by its number, as [U+4F60]; \
                         the Word document keeps it.";

/// What a file without any note is called.
const NOTHING: &str = "Supervision record";

pub(super) fn write(leaving: &Leaving) -> Vec<u8> {
    // The check finds nothing in any text the tests have thought of. Should it
    // ever, the file is written without the check: not a word is lost, and
    // only the claim to keep the standard is gone from it.
    made(leaving, true).or_else(|| made(leaving, false)).unwrap_or_default()
}

fn made(leaving: &Leaving, is_checked: bool) -> Option<Vec<u8>> {
    let mut configuration = ConfigurationBuilder::new();
    if is_checked {
        configuration = configuration.with_accessibility_validator(Accessibility::UA1);
    }
    let settings = SerializeSettings {
        configuration: configuration.finish().ok()?,
        ..SerializeSettings::default()
    };
    let mut document = Document::new_with(settings);
    let mut shaper = Shaper::default();
    let fonts = Fonts::new();
    let notes: Vec<Chapter> =
        leaving.notes.iter().map(|note| Chapter::new(&mut shaper, note)).collect();
    let list = contents::of(leaving);
    let list = list.map(|list| Chapter::contents(&mut shaper, &name(leaving), &list, &notes));
    let several = notes.len() > 1;
    let count_notes = notes.len();
    let chapters: Vec<Chapter> = list.into_iter().chain(notes).collect();
    let total: usize = chapters.iter().map(|c| c.pages.len()).sum();
    let mut tree = TagTree::new().with_lang(Some("en-GB".to_owned()));
    let mut outline = Outline::new();
    let mut first_page = 0;
    let mut number = 0;
    for chapter in &chapters {
        number += usize::from(chapter.note.is_some());
        let of = several.then_some((number, count_notes));
        let at = At { first_page, total, of };
        let drawn = chapter.draw(&mut document, &mut shaper, &fonts, &at)?;
        first_page += chapter.pages.len();
        match chapters.len() {
            1 => tree.children = drawn.tags,
            _ => tree.push(TagGroup::with_children(Tag::Part, drawn.tags)),
        }
        if let Some(marks) = drawn.bookmarks {
            outline.push_child(marks);
        }
    }
    document.set_tag_tree(tree);
    document.set_outline(outline);
    document.set_metadata(metadata(leaving));
    document.finish().ok()
}

fn name(leaving: &Leaving) -> String {
    let name = Some(one_line(&name_of(leaving)));
    name.filter(|n| !n.is_empty()).unwrap_or_else(|| NOTHING.to_owned())
}

fn metadata(leaving: &Leaving) -> Metadata {
    Metadata::new()
        .title(name(leaving))
        .language("en-GB".to_owned())
        .producer("thinkwheel".to_owned())
}

/// One note on its pages, or the list of them.
struct Chapter<'a> {
    /// Nothing for the list.
    note: Option<&'a Note>,
    flow: Vec<Paragraph>,
    pages: Vec<Vec<Placed>>,
    check_number: String,
}

/// Where a note stands in the file.
struct At {
    /// How many pages stand before it, and in all.
    first_page: usize,
    total: usize,
    /// Which of how many notes it is, where there are several.
    of: Option<(usize, usize)>,
}

/// What was drawn of a note.
struct Drawn {
    tags: Vec<Node>,
    bookmarks: Option<krilla::outline::OutlineNode>,
}

impl<'a> Chapter<'a> {
    fn new(shaper: &mut Shaper, note: &'a Note) -> Chapter<'a> {
        let flow = flow(shaper, note);
        let pages = pages(&flow, if note.is_letter() { page::LETTER_TOP } else { 0.0 });
        let check_number = digest(note).chars().take(12).collect();
        Chapter { note: Some(note), flow, pages, check_number }
    }

    /// The list of the notes. How many pages it has decides on which each of
    /// them begins.
    fn contents(
        shaper: &mut Shaper,
        name: &str,
        list: &[Entry],
        notes: &[Chapter<'a>],
    ) -> Chapter<'a> {
        let mut made = |own: usize| {
            let mut at = own + 1;
            let mut entries = Vec::new();
            for (entry, note) in list.iter().zip(notes) {
                entries.push((entry, at));
                at += note.pages.len();
            }
            let flow = flow::contents(shaper, name, &entries);
            let pages = pages(&flow, 0.0);
            Chapter { note: None, flow, pages, check_number: String::new() }
        };
        let first = made(1);
        if first.pages.len() == 1 { first } else { made(first.pages.len()) }
    }

    fn is_letter(&self) -> bool {
        self.note.is_some_and(Note::is_letter)
    }

    fn is_draft(&self) -> bool {
        self.note.is_some_and(|note| note.draft)
    }

    fn draw(
        &self,
        document: &mut Document,
        shaper: &mut Shaper,
        fonts: &Fonts,
        at: &At,
    ) -> Option<Drawn> {
        let At { first_page, total, of } = *at;
        let mut ids = vec![Vec::new(); self.flow.len()];
        let mut begins = vec![None; self.flow.len()];
        for (i, placed) in self.pages.iter().enumerate() {
            let settings = PageSettings::from_wh(page::WIDTH, page::HEIGHT)?;
            let mut page = document.start_page_with(settings);
            let mut surface = page.surface();
            let mut pen = Pen { surface: &mut surface, fonts, shaper };
            if self.is_draft() {
                pen.draft();
            }
            if let Some(note) = self.note {
                self.head(note, &mut pen);
            }
            for part in placed {
                let Some(paragraph) = self.flow.get(part.paragraph) else { continue };
                let drawn = pen.paragraph(paragraph, part);
                if let Some(ids) = ids.get_mut(part.paragraph) {
                    ids.extend(drawn);
                }
                if let Some(begins @ None) = begins.get_mut(part.paragraph) {
                    *begins = Some((first_page + i, part.top));
                }
            }
            if !self.is_letter() && placed.iter().any(|part| self.shows_numbers(part)) {
                let y = page::HEIGHT - 46.0;
                pen.margin(ArtifactType::Footer, y, (BY_NUMBER, Ink::Quiet), "");
            }
            if !self.is_letter() || self.pages.len() > 1 {
                let count = format!("Page {} of {total}", first_page + i + 1);
                let own = of.filter(|_| self.note.is_some()).map(|(note, notes)| {
                    format!("Note {note} of {notes}, page {} of {}", i + 1, self.pages.len())
                });
                let y = page::HEIGHT - 34.0;
                let own = own.unwrap_or_default();
                pen.margin(ArtifactType::Footer, y, (&own, Ink::Quiet), &count);
            }
            surface.finish();
            page.finish();
        }
        Some(Drawn {
            tags: tags::tree(&self.flow, &mut ids),
            bookmarks: tags::bookmarks(&self.flow, &begins),
        })
    }

    /// Whether a sign stands there that no face has.
    fn shows_numbers(&self, part: &Placed) -> bool {
        let Some(paragraph) = self.flow.get(part.paragraph) else { return false };
        let lines = paragraph.lines.get(part.lines.clone()).unwrap_or_default();
        lines.iter().flat_map(|line| &line.pieces).any(|piece| piece.instead.is_some())
    }

    /// The head of a page. Over a letter stands nothing, but that a draft is
    /// one.
    fn head(&self, note: &Note, pen: &mut Pen) {
        if note.is_letter() {
            if note.draft {
                pen.margin(ArtifactType::Header, 36.0, (DRAFT, Ink::Warning), "");
            }
            return;
        }
        let reference = one_line(&note.reference);
        let date = note.date.map(|day| day.format("%-d %B %Y").to_string());
        let left: Vec<String> =
            [Some(reference), date].into_iter().flatten().filter(|part| !part.is_empty()).collect();
        let check = format!("Check number {}", self.check_number);
        pen.margin(ArtifactType::Header, 36.0, (&left.join(" · "), Ink::Quiet), &check);
        let version = one_line(&note.version);
        let (version, ink) = match (note.draft, version.as_str()) {
            (true, "" | "Draft") => (DRAFT.to_owned(), Ink::Warning),
            (true, _) => (format!("{DRAFT} · {version}"), Ink::Warning),
            (false, _) => (version, Ink::Quiet),
        };
        pen.margin(ArtifactType::Header, 48.0, (&version, ink), "");
    }
}
