//! Actions as rows of a table: where its cells stand, and what a row needs.

use std::ops::Range;

use super::flow::{Flow, Ink, Kind, Look, Paragraph, Role, TABLE, TABLE_HEAD, one_line};
use super::page;
use crate::export::action::{Action, COLUMNS};
use crate::export::contents::{self, Entry};
use crate::record::Block;

/// Which cell of a table a paragraph stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    /// From 0.
    pub column: usize,
    /// Whether the cell begins with it.
    pub begins: bool,
    /// Whether it names the column.
    pub is_head: bool,
}

/// Where each column begins and ends, from the left margin, in points.
type Ends<const N: usize> = [(f32, f32); N];
const ACTIONS: Ends<{ COLUMNS.len() }> =
    [(0.0, 154.0), (164.0, 236.0), (246.0, 318.0), (328.0, page::ROOM)];
/// Of the list of notes, with the page each begins on behind what every format
/// says of it.
const CONTENTS: Ends<{ contents::COLUMNS.len() + 1 }> =
    [(0.0, 30.0), (38.0, 196.0), (206.0, 302.0), (312.0, 426.0), (436.0, page::ROOM)];
/// How much of a name the list of notes says, in characters.
const LONGEST: usize = 200;
/// Room above and below the words of a row.
pub(super) const PADDING: f32 = 4.0;
/// Room above a table.
const ABOVE: f32 = 8.0;
/// A row is no higher than this. What is longer is an item of a list, which
/// may be parted by the end of a page.
const HIGHEST: f32 = (page::BOTTOM - page::TOP) * 0.6;

/// Adds actions that follow one another, each with the block it comes of.
pub(super) fn add(flow: &mut Flow, actions: &[(&Block, Action)]) {
    let mut is_open = false;
    for (block, action) in actions {
        let from = flow.made.len();
        if !is_open {
            for (column, name) in COLUMNS.into_iter().enumerate() {
                cell(flow, &ACTIONS, column, TABLE_HEAD, Some(name), &[]);
            }
        }
        let row = flow.made.len();
        cell(flow, &ACTIONS, 0, TABLE, Some(action.what), &[]);
        cell(flow, &ACTIONS, 1, TABLE, Some(action.who), &[]);
        cell(flow, &ACTIONS, 2, TABLE, Some(action.by), &[]);
        cell(flow, &ACTIONS, 3, TABLE, action.why, action.more);
        is_open = height(flow.made.get(row..).unwrap_or_default()) <= HIGHEST;
        if !is_open {
            flow.made.truncate(from);
            if let Block::Item { text, details } = block {
                flow.item(text, details);
            }
        }
    }
}

/// Adds the list of notes, each with the page it begins on.
pub(super) fn list(flow: &mut Flow, entries: &[(&Entry, usize)]) {
    for (column, name) in contents::COLUMNS.into_iter().chain(["Page"]).enumerate() {
        cell(flow, &CONTENTS, column, TABLE_HEAD, Some(name), &[]);
    }
    for (n, (entry, page)) in entries.iter().enumerate() {
        let ink = if entry.draft { Ink::Warning } else { TABLE.ink };
        let (number, page) = ((n + 1).to_string(), page.to_string());
        // A name is one line however it was typed, so a row stays low.
        let about: String = one_line(&entry.about).chars().take(LONGEST).collect();
        cell(flow, &CONTENTS, 0, TABLE, Some(&number), &[]);
        cell(flow, &CONTENTS, 1, TABLE, Some(&about), &[]);
        cell(flow, &CONTENTS, 2, TABLE, Some(&entry.held), &[]);
        cell(flow, &CONTENTS, 3, Look { ink, ..TABLE }, Some(&one_line(&entry.state)), &[]);
        cell(flow, &CONTENTS, 4, TABLE, Some(&page), &[]);
    }
}

/// What the cell says, and below it lines that name themselves.
fn cell(
    flow: &mut Flow,
    columns: &[(f32, f32)],
    column: usize,
    look: Look,
    says: Option<&str>,
    more: &[String],
) {
    let (left, right) = columns.get(column).copied().unwrap_or_default();
    let is_head = look == TABLE_HEAD;
    let look = Look { indent: left, ..look };
    let from = flow.made.len();
    let kind = |begins: bool| {
        let role = Role::Cell(Cell { column, begins, is_head });
        Kind { room: right - left, ..Kind::new(role, look, 1.5) }
    };
    if let Some(text) = says {
        flow.words(text, kind(true));
    }
    for text in more {
        let begins = flow.made.len() == from;
        flow.named(text, kind(begins));
    }
    if flow.made.len() == from {
        // A row has every cell.
        let role = Role::Cell(Cell { column, begins: true, is_head });
        flow.made.push(Paragraph {
            role,
            text: String::new(),
            lines: Vec::new(),
            look,
            lead: 0,
            above: 0.0,
            keeps: false,
            picture: None,
        });
    }
    if let Some(first) = flow.made.get_mut(from) {
        first.above = if is_head { ABOVE } else { 0.0 };
        // No head of columns stands alone.
        first.keeps = is_head;
    }
}

/// The row that begins with this paragraph; nothing where it is in no table.
pub(super) fn row(flow: &[Paragraph], from: usize) -> Option<Range<usize>> {
    let Role::Cell(_) = flow.get(from)?.role else { return None };
    let more = flow.iter().skip(from + 1).take_while(|p| match p.role {
        Role::Cell(cell) => !(cell.begins && cell.column == 0),
        _ => false,
    });
    Some(from..from + 1 + more.count())
}

/// Whether a row names the columns.
pub(super) fn is_head(flow: &[Paragraph], row: &Range<usize>) -> bool {
    let first = flow.get(row.start).map(|p| p.role);
    matches!(first, Some(Role::Cell(Cell { is_head: true, .. })))
}

/// How high the paragraphs of a row are, with the room above and below them.
pub(super) fn height(row: &[Paragraph]) -> f32 {
    let mut highest = 0.0_f32;
    tops(row, |_, _, bottom| highest = highest.max(bottom));
    highest + 2.0 * PADDING
}

/// Where each paragraph of a row begins and ends, below the row's padding.
pub(super) fn tops(row: &[Paragraph], mut each: impl FnMut(usize, f32, f32)) {
    let mut y = 0.0;
    for (n, paragraph) in row.iter().enumerate() {
        match paragraph.role {
            Role::Cell(Cell { begins: true, .. }) => y = 0.0,
            _ => y += paragraph.above,
        }
        let top = y;
        y += page::lines_high(paragraph.lines.len(), paragraph.look.leading);
        each(n, top, y);
    }
}
