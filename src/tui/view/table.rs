//! A list whose items have cells, as a table: where the terminal is wide
//! enough to earn it.

use ratatui::layout::Rect;

use super::Notice;
use super::list::{head, items};
use super::sheet::{Sheet, Strip, columns, paragraph};
use crate::app::page::{Item, List};
use crate::text::truncate;
use crate::tui::look::{PLAIN, STRONG};
use crate::tui::spot::Hit;

/// Below this many columns of the screen a list stays a list.
const LEAST: u16 = 110;
/// Wider than this the eye loses the row.
const MOST: u16 = 150;
/// Between two columns.
const GAP: u16 = 2;
/// No column is squeezed below this.
const LEAST_COLUMN: u16 = 8;
/// Columns that a kind of cell needs, so that a glance finds it at the same
/// place in every meeting; what is not named here shares the rest.
const ENOUGH: [(&str, u16); 6] = [
    ("Child", 18),
    ("Today", 11),
    ("Last seen", 13),
    ("Next", 17),
    ("Actions", 8),
    ("In depth", 12),
];
/// Rows that a cell takes at most; the selected item is said whole below.
const MOST_ROWS: usize = 2;
/// Rows of what is said below.
const FOOT: usize = 3;
/// The first column, behind pointer and mark.
const FIRST: u16 = 4;

/// Whether a list is drawn as a table here.
pub(super) fn fits(sheet: &Sheet, list: &List) -> bool {
    sheet.area.width >= LEAST && list.items.iter().any(|item| !item.cells.is_empty())
}

pub(super) fn draw(sheet: &mut Sheet, area: Rect, list: &List, notice: Notice) {
    let width = sheet.area.width.saturating_sub(6).min(MOST);
    let x = sheet.area.x + (sheet.area.width.saturating_sub(width) / 2).max(3);
    let selected = list.items.get(list.selected).map_or("", |item| &item.below);
    let mut foot: Vec<Strip> = paragraph(selected, width.saturating_sub(FIRST))
        .into_iter()
        .filter(|row| !row.is_empty())
        .take(FOOT)
        .map(|row| Strip::new().at(signed(FIRST), row, PLAIN))
        .collect();
    // Always as many rows: nothing moves when another is selected.
    foot.resize_with(FOOT, Strip::new);
    let area = notice.stand_on(sheet, Rect { x, width, ..area }, foot, true);
    let widths = widths(list, width);
    let mut rows = head(list, area, true);
    rows.push(headings(list, &widths));
    let blocks: Vec<Vec<Strip>> = list
        .items
        .iter()
        .enumerate()
        .map(|(n, item)| {
            let first_plain = item.cells.is_empty()
                && n > 0
                && list.items.get(n - 1).is_some_and(|above| !above.cells.is_empty());
            let mut out = if first_plain { vec![Strip::new()] } else { Vec::new() };
            let selected = n == list.selected;
            let hit = if selected { Hit::Pick(n) } else { Hit::Select(n) };
            let rows = block(sheet, item, &widths, width, selected);
            out.extend(rows.into_iter().map(|row| row.hitting(hit.clone())));
            out
        })
        .collect();
    sheet.strips(area, &rows);
    let used = u16::try_from(rows.len()).unwrap_or(area.height).min(area.height);
    let window = Rect { y: area.y + used, height: area.height - used, ..area };
    items(sheet, window, &blocks, list);
}

/// As wide as what stands in each column, but not wider than is enough; the
/// widest squeezed where that is too much, and what is spare to those that
/// want more.
fn widths(list: &List, width: u16) -> Vec<u16> {
    let mut out: Vec<u16> = Vec::new();
    for cells in list.items.iter().flat_map(|item| &item.cells) {
        for (n, (heading, text)) in cells.iter().enumerate() {
            let wide = columns(heading).max(columns(text));
            match out.get_mut(n) {
                Some(known) => *known = wide.max(*known),
                None => out.push(wide),
            }
        }
    }
    let gaps = GAP * u16::try_from(out.len().saturating_sub(1)).unwrap_or(0);
    let room = width.saturating_sub(FIRST + gaps);
    let wanted = out.clone();
    let first = list.items.iter().find_map(|item| item.cells.first());
    for ((heading, _), wide) in first.into_iter().flatten().zip(&mut out) {
        if let Some((_, enough)) = ENOUGH.iter().find(|(own, _)| own == heading) {
            *wide = (*wide).min(*enough);
        }
    }
    let spare = |out: &[u16]| room.saturating_sub(out.iter().sum());
    while spare(&out) > 0 {
        // The one that lacks most.
        let lacking = out.iter_mut().zip(&wanted).max_by_key(|(wide, want)| *want - **wide);
        match lacking {
            Some((wide, want)) if *wide < *want => *wide += 1,
            _ => break,
        }
    }
    while out.iter().sum::<u16>() > room {
        match out.iter_mut().max() {
            Some(widest) if *widest > LEAST_COLUMN => *widest -= 1,
            _ => break,
        }
    }
    out
}

fn headings(list: &List, widths: &[u16]) -> Strip {
    let first = list.items.iter().find_map(|item| item.cells.first());
    let mut strip = Strip::new();
    let mut x = FIRST;
    for ((heading, _), wide) in first.into_iter().flatten().zip(widths) {
        strip = strip.at(signed(x), *heading, STRONG);
        x += wide + GAP;
    }
    strip
}

fn block(sheet: &Sheet, item: &Item, widths: &[u16], width: u16, selected: bool) -> Vec<Strip> {
    let look = sheet.look;
    let style = if selected { STRONG } else { PLAIN };
    let mut out = Vec::new();
    if item.cells.is_empty() {
        let rows = paragraph(&item.text, width.saturating_sub(FIRST));
        out.extend(rows.into_iter().map(|row| Strip::new().at(signed(FIRST), row, style)));
    }
    for cells in &item.cells {
        let mut rows: Vec<Strip> = Vec::new();
        let mut x = FIRST;
        for ((_, text), wide) in cells.iter().zip(widths) {
            for (n, row) in cell(text, *wide).into_iter().enumerate() {
                if rows.len() <= n {
                    rows.push(Strip::new());
                }
                if let Some(strip) = rows.get_mut(n) {
                    *strip = std::mem::take(strip).at(signed(x), row, style);
                }
            }
            x += wide + GAP;
        }
        out.extend(rows);
    }
    if let Some(first) = out.first_mut() {
        let mut strip = std::mem::take(first);
        if let Some(mark) = item.mark {
            strip = strip.at(2, look.mark(mark), PLAIN);
        }
        if selected {
            strip = strip.at(0, look.pointer(), STRONG);
        }
        *first = strip;
    }
    out
}

/// The rows of a cell. Where it is cut, a day at its end stays whole.
fn cell(text: &str, wide: u16) -> Vec<String> {
    let day = day_at_end(text).filter(|day| columns(day) + 4 <= wide);
    let head = day.and_then(|day| text.trim_end().strip_suffix(day)).unwrap_or(text);
    let mut rows = paragraph(head.trim_end(), wide);
    if let Some(day) = day {
        match rows.last_mut() {
            Some(last) if columns(last) + 1 + columns(day) <= wide => {
                *last = format!("{last} {day}");
            }
            _ => rows.push(day.to_owned()),
        }
    }
    if rows.len() <= MOST_ROWS {
        return rows;
    }
    rows.truncate(MOST_ROWS);
    if let Some(last) = rows.last_mut() {
        *last = match day {
            Some(day) => {
                let room = usize::from(wide - columns(day) - 2);
                let cut = truncate(last, room);
                format!("{}… {day}", cut.trim_end_matches('…').trim_end())
            }
            None => truncate(&format!("{last}…"), usize::from(wide)).into_owned(),
        };
    }
    rows
}

/// "9 Dec" at the end of a text.
fn day_at_end(text: &str) -> Option<&str> {
    let mut spaces = text.trim_end().rmatch_indices(' ');
    spaces.next()?;
    let (at, _) = spaces.next()?;
    let day = text.get(at + 1..)?.trim_end();
    day.starts_with(|c: char| c.is_ascii_digit()).then_some(day)
}

fn signed(column: u16) -> i16 {
    i16::try_from(column).unwrap_or(i16::MAX)
}
