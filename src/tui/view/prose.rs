//! Text being written: the window on it, the selection, the cursor.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::sheet::{Sheet, Strip};
use crate::app::editor::Editor;
use crate::tui::Look;
use crate::tui::look::PLAIN;
use crate::tui::spot::Hit;

/// The first row of a window of `height` rows on `count` rows in which `row`
/// is seen. It depends on nothing else, so the same state always looks the
/// same: a text moves by half a window at a time and rests in between; near
/// its end it rests on its last row, where most writing is done.
pub(super) fn first_row(row: usize, count: usize, height: usize) -> usize {
    let height = height.max(1);
    let most = count.saturating_sub(height);
    let step = (height / 2).max(1);
    let lead = (height - step) / 2;
    (row / step * step).saturating_sub(lead).min(most)
}

/// The rows of a text that an area shows, cursor included where the text is in
/// hand. A press on one goes to that place in the text of this field.
pub(super) fn rows(
    editor: &Editor,
    top: usize,
    height: usize,
    field: usize,
    in_hand: bool,
) -> Vec<Strip> {
    let columns = editor.width();
    let (row, column) = editor.cursor_row_col();
    editor
        .visible_rows(top, height)
        .into_iter()
        .map(|visible| {
            let mut strip = Strip::new().at(0, visible.shown.into_owned(), PLAIN);
            strip.selected =
                visible.selected.map(|columns| (narrow(columns.start), narrow(columns.end)));
            strip.cursor = (in_hand && visible.index == row).then(|| narrow(column));
            strip.hitting(Hit::Text { field, row: visible.index, columns })
        })
        .collect()
}

/// Draws a text in an area, scrolled to its cursor.
pub(super) fn draw(sheet: &mut Sheet, area: Rect, editor: &Editor, in_hand: bool) {
    // Below the last row a press goes to the end.
    let end = Hit::Text { field: 0, row: usize::MAX, columns: editor.width() };
    sheet.spot(area, end);
    let height = usize::from(area.height);
    let (row, _) = editor.cursor_row_col();
    let top = first_row(row, editor.row_count(), height);
    // The cursor, and a selected newline, can stand one column past the edge.
    let wider = Rect { width: area.width + 1, ..area }.intersection(sheet.area);
    sheet.strips(wider, &rows(editor, top, height, 0, in_hand));
    let below = editor.row_count().saturating_sub(top + height);
    sheet.more = beyond(top, below, "row", "rows");
}

/// The editor wrapped at so many columns.
pub(super) fn fitted(editor: &Editor, columns: u16) -> Cow<'_, Editor> {
    if editor.width() == usize::from(columns) {
        return Cow::Borrowed(editor);
    }
    let mut fitted = editor.clone();
    fitted.set_width(columns.into());
    Cow::Owned(fitted)
}

/// A secret as dots: how many characters, and nothing of them.
pub(super) fn dots(editor: &Editor, columns: u16, in_hand: bool, look: Look) -> Strip {
    use unicode_segmentation::UnicodeSegmentation;
    let text = editor.text();
    let count = text.graphemes(true).count();
    let before = text.get(..editor.cursor()).unwrap_or_default().graphemes(true).count();
    let room = usize::from(columns).max(1);
    let hidden = before.saturating_sub(room);
    let shown = (count - hidden).min(room);
    let mut strip = Strip::new().at(0, look.dot().repeat(shown), PLAIN);
    strip.cursor = in_hand.then(|| narrow(before - hidden));
    let selected = editor.selection().is_some();
    strip.selected = (selected && shown > 0).then(|| (0, narrow(shown)));
    strip
}

/// How much stands above and below what is shown.
pub(super) fn beyond(above: usize, below: usize, one: &str, many: &str) -> String {
    let count = |n: usize| format!("{n} more {}", if n == 1 { one } else { many });
    match (above, below) {
        (0, 0) => String::new(),
        (0, below) => format!("{} below", count(below)),
        (above, 0) => format!("{} above", count(above)),
        (1, below) => format!("1 {one} above, {below} below"),
        (above, below) => format!("{above} {many} above, {below} below"),
    }
}

pub(super) fn narrow(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_is_always_seen_and_the_text_rests() {
        for height in 1..30 {
            for count in 1..90 {
                let mut moves = 0;
                let mut last = 0;
                for row in 0..count {
                    let top = first_row(row, count, height);
                    assert!((top..top + height).contains(&row), "{row} {count} {height}");
                    assert!(top + height <= count.max(height), "no empty rows at the end");
                    assert!(top >= last);
                    moves += usize::from(top != last);
                    last = top;
                }
                if count <= height {
                    assert_eq!(moves, 0);
                } else if height >= 4 {
                    assert!(moves <= count / (height / 2) + 1, "{moves} {count} {height}");
                }
            }
        }
    }

    #[test]
    fn what_is_beyond_is_said_plainly() {
        assert_eq!(beyond(0, 0, "row", "rows"), "");
        assert_eq!(beyond(0, 1, "row", "rows"), "1 more row below");
        assert_eq!(beyond(3, 0, "row", "rows"), "3 more rows above");
        assert_eq!(beyond(1, 2, "row", "rows"), "1 row above, 2 below");
        assert_eq!(beyond(2, 1, "row", "rows"), "2 rows above, 1 below");
    }
}
