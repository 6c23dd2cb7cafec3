//! The value beside an answer: its drawing, and the same in words.

use ratatui::layout::Rect;

use super::prose;
use super::sheet::{Sheet, Strip, columns, paragraph};
use crate::app::editor::Editor;
use crate::app::page::{Drawing, FIELD_DRAWING};
use crate::text::truncate;
use crate::tui::Look;
use crate::tui::figure::{fits, rows_in};
use crate::tui::look::{PLAIN, STRONG};
use crate::tui::spot::Hit;

/// Rows a drawing takes at most: the question stays the largest thing.
const MOST: u16 = 17;
/// Rows under which a drawing says less than its words; one that holds texts
/// needs more.
const LEAST: u16 = 9;
const LEAST_TEXTS: u16 = 15;
/// Columns a drawing may fill: it may be wider than prose.
const MOST_COLUMNS: u16 = 100;
/// On a screen of so many columns it may fill so many more, and the height.
const WIDE: u16 = 160;
const MORE_COLUMNS: u16 = 40;
const MORE_ROWS: u16 = 10;

/// The rows a drawing takes where there are so many free: as many as it can
/// use, none where it would not be legible.
pub(super) fn rows(drawing: &Drawing, columns: u16, free: u16, look: Look) -> u16 {
    let figure = &drawing.figure;
    let most = MOST + if columns > MOST_COLUMNS { MORE_ROWS } else { 0 };
    let least = if drawing.texts.is_empty() { LEAST } else { LEAST_TEXTS };
    let rows = rows_in(figure, columns, free.min(most));
    let legible = |rows| fits(figure, Rect::new(0, 0, columns, rows), look);
    (least..=rows).rev().find(|rows| legible(*rows)).unwrap_or(0)
}

/// Columns a drawing may fill on this screen, in the middle of it.
pub(super) fn place(sheet: &Sheet, area: Rect) -> Rect {
    let most = MOST_COLUMNS + if sheet.area.width >= WIDE { MORE_COLUMNS } else { 0 };
    let width = sheet.area.width.saturating_sub(4).min(most).max(area.width);
    let over = (width - area.width) / 2;
    Rect { x: area.x.saturating_sub(over), width, ..area }
}

/// What it says. Of four texts, while they are in hand: the one with the
/// cursor, and where there is no drawing that shows them the others too.
pub(super) fn said(drawing: &Drawing, drawn: bool, width: u16, look: Look) -> Vec<Strip> {
    if let Some((hand, editor)) = drawing.field {
        let names = drawing.texts.iter().map(|(name, _)| columns(name));
        let column = names.max().unwrap_or(0) + 2;
        let texts = drawing.texts.iter().enumerate();
        return texts
            .filter(|(n, _)| *n == hand || !drawn)
            .flat_map(|(n, (name, text))| {
                if n == hand {
                    let mut rows = written(editor, FIELD_DRAWING + n, column, width);
                    if let Some(first) = rows.first_mut() {
                        *first = std::mem::take(first).at(0, *name, STRONG).at(
                            -2,
                            look.pointer(),
                            STRONG,
                        );
                    }
                    rows
                } else {
                    let words: Vec<&str> = text.split_whitespace().collect();
                    let room = usize::from(width.saturating_sub(column));
                    let words = truncate(&words.join(" "), room).into_owned();
                    let at = i16::try_from(column).unwrap_or(0);
                    let strip = Strip::new().at(0, *name, PLAIN).at(at, words, PLAIN);
                    vec![strip.hitting(Hit::Field(FIELD_DRAWING + n))]
                }
            })
            .collect();
    }
    let style = if drawing.in_hand { STRONG } else { PLAIN };
    let mut out: Vec<Strip> = paragraph(&drawing.said, width)
        .into_iter()
        .map(|row| Strip::new().at(0, row, style).hitting(Hit::Field(FIELD_DRAWING)))
        .collect();
    if drawing.in_hand
        && let Some(first) = out.first_mut()
    {
        *first = std::mem::take(first).at(-2, look.pointer(), STRONG);
    }
    if drawing.in_hand && !drawn {
        let choices = drawing.choices.iter().flat_map(|text| paragraph(text, width));
        out.extend(choices.map(|row| Strip::new().at(0, row, PLAIN)));
    }
    out
}

/// Rows of the text in hand at most.
const MOST_WRITTEN: usize = 4;

/// The text in hand: the rows around the cursor; `…` where some stand before.
fn written(editor: &Editor, field: usize, column: u16, width: u16) -> Vec<Strip> {
    let text = prose::fitted(editor, width.saturating_sub(column).max(8));
    let (row, _) = text.cursor_row_col();
    let top = prose::first_row(row, text.row_count(), MOST_WRITTEN);
    let before = i16::try_from(column.saturating_sub(1)).unwrap_or(0);
    let mut rows: Vec<Strip> = prose::rows(&text, top, MOST_WRITTEN, field, true)
        .into_iter()
        .map(|strip| {
            let mut strip = strip.moved(column);
            strip.field = Some((column, width));
            strip
        })
        .collect();
    if let Some(first) = rows.first_mut().filter(|_| top > 0) {
        *first = std::mem::take(first).at(before, "…", PLAIN);
    }
    rows
}
