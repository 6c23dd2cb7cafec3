//! The note as it will leave.

use ratatui::layout::Rect;

use super::sheet::{Sheet, Strip, paragraph};
use super::{Notice, prose};
use crate::app::page::NoteBody;
use crate::tui::look::{PLAIN, STRONG};

/// Below this many rows only the first line about the note is shown.
const ROWS_FOR_ABOUT: u16 = 10;

pub(super) fn draw(sheet: &mut Sheet, area: Rect, body: &NoteBody, notice: Notice) {
    let look = sheet.look;
    let ask: Vec<Strip> = body
        .ask
        .iter()
        .flat_map(|ask| paragraph(ask, area.width))
        .map(|row| Strip::new().at(0, row, STRONG).at(-2, look.bar(), STRONG))
        .collect();
    let area = notice.stand_on(sheet, area, ask, true);
    let lines = if area.height < ROWS_FOR_ABOUT { 1 } else { body.about.len() };
    let mut about: Vec<Strip> = body
        .about
        .iter()
        .take(lines)
        .flat_map(|line| paragraph(line, area.width))
        .map(|row| Strip::new().at(0, row, PLAIN))
        .collect();
    let rule = look.rule().repeat(area.width.into());
    if area.height >= ROWS_FOR_ABOUT {
        about.push(Strip::new().at(0, rule.clone(), look.faint()));
    }
    about.truncate(usize::from(area.height / 2));
    let used = u16::try_from(about.len()).unwrap_or(0);
    sheet.strips(area, &about);
    let window = Rect { y: area.y + used, height: area.height - used, ..area };

    let mut rows: Vec<Strip> = paragraph(body.text.trim_end(), area.width)
        .into_iter()
        .map(|row| Strip::new().at(0, row, PLAIN))
        .collect();
    if !body.left_out.is_empty() {
        rows.push(Strip::new());
        rows.push(Strip::new().at(0, rule, look.faint()));
        rows.push(Strip::new().at(0, "Stays behind", STRONG));
        for line in &body.left_out {
            for (n, row) in paragraph(line, area.width.saturating_sub(2)).into_iter().enumerate() {
                let strip = Strip::new().at(2, row, PLAIN);
                rows.push(if n == 0 { strip.at(0, look.bullet(), PLAIN) } else { strip });
            }
        }
    }
    debug_assert_eq!(rows.len(), body.row_count(area.width.into()));
    let height = usize::from(window.height);
    let top = body.scroll.min(rows.len().saturating_sub(height));
    sheet.strips(window, rows.get(top..).unwrap_or_default());
    sheet.more = prose::beyond(top, rows.len().saturating_sub(top + height), "row", "rows");
}
