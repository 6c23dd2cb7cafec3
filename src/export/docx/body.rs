//! A note as pieces of a document.

use super::pieces::{Column, Paragraph, Picture, Piece, Span, Table};
use crate::export::action::{Action, COLUMNS};
use crate::export::contents::{self, Entry};
use crate::export::{dateline, headline, picture, visible};
use crate::record::{Block, Drawing, Note};

/// A name before a colon is set off up to this length, in characters: what is
/// longer is a sentence.
const LABEL: usize = 48;

/// A paragraph of up to this many bytes stays with the picture of what it says.
const KEPT: usize = 600;
/// A paragraph of more bytes than this is parted: word processors lay out the
/// whole of one at a time, and take minutes over the longest.
const LONGEST: usize = 16_000;

/// The pieces of a note, its title first.
pub(super) fn pieces(note: &Note) -> Vec<Piece> {
    let mut out = Vec::new();
    add(&mut out, head(note));
    if let Some(date) = dateline(note) {
        add(&mut out, Paragraph::plain("Subtitle", &date));
    }
    // No level of heading is skipped: a screen reader walks by them.
    let mut under = 0;
    let mut heading = note.title.as_str();
    let mut rest = note.blocks.as_slice();
    while let [block, after @ ..] = rest {
        rest = after;
        match block {
            Block::Heading { level, text } => {
                under = (*level).clamp(1, 2).min(under + 1);
                heading = text;
                add(&mut out, Paragraph::plain(heading_style(under), text));
            }
            Block::Question(text) => {
                add(&mut out, Paragraph::plain(heading_style(under + 1), text));
            }
            Block::Field { name, value } => {
                add(&mut out, Paragraph::labelled("Field", name, value));
            }
            Block::Said(text) => add(&mut out, Paragraph::plain("Said", text)),
            Block::Prose(text) => {
                let style = if note.is_letter() { "Letter" } else { "BodyText" };
                let text = visible(text);
                for part in paragraphs(&text) {
                    for (n, piece) in page_long(part).into_iter().enumerate() {
                        let style = if n > 0 { "BodyTextOn" } else { style };
                        add(&mut out, Paragraph::plain(style, piece));
                    }
                }
            }
            Block::Remark(text) => add(&mut out, Paragraph::plain("Remark", text)),
            Block::Item { .. } => {
                let same = after.iter().take_while(|b| Action::of(b).is_some()).count();
                if let Some(first) = Action::of(block) {
                    let (others, left) = after.split_at(same);
                    let actions =
                        std::iter::once(first).chain(others.iter().filter_map(Action::of));
                    out.push(Piece::Table(table(heading, actions)));
                    rest = left;
                } else {
                    item(&mut out, block);
                }
            }
            Block::Picture(drawing) => picture(&mut out, drawing),
        }
        if let ([Block::Picture(_), ..], Some(Piece::Paragraph(last))) = (rest, out.last_mut()) {
            // What it shows is not on another page.
            last.keeps = last.len() <= KEPT;
        }
    }
    out
}

/// What the mark of a note is called, counted from 0.
pub(super) fn mark(note: usize) -> String {
    format!("note{}", note + 1)
}

/// The list of the notes of a file, under what the file is called: each leads
/// to its note.
pub(super) fn contents(name: &str, list: &[Entry]) -> Vec<Piece> {
    let mut out = Vec::new();
    add(&mut out, Paragraph::plain("ContentsTitle", name));
    let said = format!("{} notes, each on pages of its own", list.len());
    add(&mut out, Paragraph::plain("ContentsText", &said));
    let cell = |words: &str| vec![Paragraph::plain("TableText", words)];
    let rows = list.iter().enumerate().map(|(n, entry)| {
        let leads = Span { look: Some("Link"), words: entry.about.clone() };
        let mut about = Paragraph::of("TableText", vec![leads]);
        about.leads_to = Some(mark(n));
        let look = entry.draft.then_some("DraftState");
        let state = Span { look, words: entry.state.clone() };
        let state = vec![Paragraph::of("TableText", vec![state])];
        vec![cell(&(n + 1).to_string()), vec![about], cell(&entry.held), state]
    });
    let columns = contents::COLUMNS.into_iter().zip([800, 3711, 2200, 2700]);
    let columns = columns.map(|(name, width)| Column { name, width }).collect();
    let caption = "The notes in this file".to_owned();
    out.push(Piece::Table(Table { caption, columns, rows: rows.collect() }));
    out
}

fn add(out: &mut Vec<Piece>, paragraph: Paragraph) {
    if !paragraph.is_empty() {
        out.push(Piece::Paragraph(paragraph));
    }
}

/// The title; that it is a draft is set off. Nothing over a letter.
fn head(note: &Note) -> Paragraph {
    let whole = headline(note).unwrap_or_default();
    if note.is_letter() {
        let spans = vec![Span { look: Some("DraftMark"), words: whole }];
        return Paragraph::of("Title", spans);
    }
    let mark = whole.strip_suffix(&note.title).unwrap_or_default().trim_end();
    let rest = whole.strip_prefix(mark).unwrap_or_default();
    let spans = vec![
        Span { look: Some("DraftMark"), words: mark.to_owned() },
        Span { look: None, words: rest.to_owned() },
    ];
    Paragraph::of("Title", spans)
}

fn heading_style(level: u8) -> &'static str {
    match level {
        0 | 1 => "Heading1",
        2 => "Heading2",
        _ => "Heading3",
    }
}

/// Paragraphs of what somebody wrote: parted where one empty line stands
/// between words. Joined with that empty line they are the text again.
fn paragraphs(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, gap) in text.match_indices("\n\n") {
        let (part, after) = (&text.get(from..at), text.get(at + gap.len()..));
        let stands = |part: Option<&str>| part.is_some_and(|p| !p.trim().is_empty());
        let next = after.and_then(|a| a.split("\n\n").next());
        if stands(*part) && stands(next) {
            parts.extend(*part);
            from = at + gap.len();
        }
    }
    parts.extend(text.get(from..));
    parts
}

/// A paragraph in parts no longer than [`LONGEST`], each but the last up to the
/// end of a sentence or a word, with the space behind it: one after the other
/// they are the text again. What has neither is left whole.
fn page_long(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while rest.len() > LONGEST {
        let mut end = LONGEST;
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let head = rest.get(..end).unwrap_or_default();
        let after = |sign: &str| head.rfind(sign).map(|at| at + sign.len());
        let at = after(". ").filter(|at| *at > LONGEST / 2).or_else(|| after(" "));
        let Some((part, left)) = at.and_then(|at| rest.split_at_checked(at)) else { break };
        parts.push(part);
        rest = left;
    }
    parts.push(rest);
    parts
}

fn item(out: &mut Vec<Piece>, block: &Block) {
    let Block::Item { text, details } = block else { return };
    add(out, Paragraph::plain("ListBullet", text).kept(!details.is_empty()));
    for (i, detail) in details.iter().enumerate() {
        add(out, labelled("ListContinue", detail).kept(i + 1 < details.len()));
    }
}

/// A line as the record gives it, "Name: value" or a sentence.
fn labelled(style: &'static str, line: &str) -> Paragraph {
    match line.split_once(": ") {
        Some((name, value)) if name.chars().count() <= LABEL && !name.contains('\n') => {
            Paragraph::labelled(style, name, value)
        }
        _ => Paragraph::plain(style, line),
    }
}

fn table<'a>(heading: &str, actions: impl Iterator<Item = Action<'a>>) -> Table {
    let cell = |words: &str| vec![Paragraph::plain("TableText", words)];
    let rows = actions
        .map(|a| {
            let mut why: Vec<Paragraph> = a.why.map(cell).unwrap_or_default();
            why.extend(a.more.iter().map(|line| labelled("TableDetail", line)));
            vec![cell(a.what), cell(a.who), cell(a.by), why]
        })
        .collect();
    let columns = COLUMNS.into_iter().zip([3200, 1600, 1600, 3011]);
    let columns = columns.map(|(name, width)| Column { name, width }).collect();
    Table { caption: heading.to_owned(), columns, rows }
}

/// The drawing and, below it, the words that say the same.
fn picture(out: &mut Vec<Piece>, drawing: &Drawing) {
    let words = drawing.figure().words;
    add(out, Paragraph::plain("PictureTitle", drawing.title()));
    let laid_out = picture::laid_out(drawing);
    if let Some(png) = picture::png(&laid_out) {
        out.push(Piece::Picture(Picture {
            png: png.bytes,
            title: drawing.title(),
            words: drawing.in_short(),
            width: laid_out.width,
            height: laid_out.height,
        }));
    }
    let last = words.len().saturating_sub(1);
    for (n, line) in words.iter().enumerate() {
        add(out, Paragraph::plain("Caption", line).kept(n < last));
    }
}
