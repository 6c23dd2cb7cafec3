//! A list to choose from: headings, marks, what stands at the right, a line
//! below.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::sheet::{Sheet, Strip, columns, paragraph};
use super::{Notice, prose};
use crate::app::page::{Item, List};
use crate::tui::Look;
use crate::tui::look::{PLAIN, STRONG};
use crate::tui::spot::Hit;

/// Items stand this far in, behind the pointer, below headings.
const INDENT: u16 = 2;
/// Text that wraps is not squeezed below this by what stands at the right.
const LEAST_TEXT: u16 = 36;
/// Rows that the line about the selected item takes at most.
const MOST_BELOW: usize = 3;

/// How much room the items are given.
#[derive(Clone, Copy, PartialEq)]
struct Layout {
    /// Rows of air below the title and above the line about the selected item.
    calm: bool,
    /// A row of air above headings.
    air: bool,
    /// The line below every item, not only the selected one.
    below: bool,
    /// The quieter line of the selected item as well.
    quiet: bool,
}

/// From roomy to dense. What explains goes after the spacing.
const LAYOUTS: [Layout; 8] = [
    Layout { calm: true, air: true, below: true, quiet: true },
    Layout { calm: true, air: true, below: false, quiet: true },
    Layout { calm: true, air: false, below: false, quiet: true },
    Layout { calm: false, air: false, below: false, quiet: true },
    Layout { calm: true, air: true, below: true, quiet: false },
    Layout { calm: true, air: true, below: false, quiet: false },
    Layout { calm: true, air: false, below: false, quiet: false },
    Layout { calm: false, air: false, below: false, quiet: false },
];

pub(super) fn draw(sheet: &mut Sheet, area: Rect, list: &List, notice: Notice) {
    let look = sheet.look;
    let (below, quiet) =
        (most_rows(list, area.width, |i| &i.below), most_rows(list, area.width, |i| &i.quiet));
    let height = usize::from(area.height).saturating_sub(notice.rows.len());
    // Rows for the lines about the selected item, the quiet one last.
    let foot_of = |layout: Layout| {
        let below = if layout.below { 0 } else { below };
        let quiet = if layout.quiet { quiet } else { 0 };
        match below + quiet {
            0 => 0,
            rows => rows + usize::from(layout.calm),
        }
    };
    let without_foot = |layout: Layout| {
        let items: usize = blocks(list, area.width, layout, look).iter().map(Vec::len).sum();
        head(list, area, layout.calm).len() + items.max(1)
    };
    // The first that shows everything, else one that scrolls.
    let fits = |layout: &Layout| without_foot(*layout) + foot_of(*layout) <= height;
    let chosen = LAYOUTS.into_iter().find(fits);
    // Rather all of the items than a line about one of them, if a notice is
    // what takes the room.
    let last = LAYOUTS.into_iter().last().filter(|layout| without_foot(*layout) <= height);
    let (chosen, bare) = match (chosen, last) {
        (None, Some(last)) if !notice.rows.is_empty() => (Some(last), true),
        (chosen, _) => (chosen, false),
    };
    // What scrolls shows more where headings have rules instead of air.
    let (roomy, tall) = (height >= 14, height >= 24);
    let layout = chosen.unwrap_or(Layout { calm: roomy, air: tall, below: false, quiet: false });
    let blocks = blocks(list, area.width, layout, look);
    let crowded = chosen.is_none() && !notice.rows.is_empty();
    let detail = if bare || crowded || foot_of(layout) == 0 || height < 8 + below {
        Vec::new()
    } else {
        detail(list, area.width, layout, foot_of(layout))
    };
    // Next to the items where they all fit, else where it does not scroll.
    let (after, foot) = if chosen.is_some() { (detail, Vec::new()) } else { (Vec::new(), detail) };
    let area = notice.stand_on(sheet, area, Vec::new(), false);
    let area = Notice { rows: foot }.stand_on(sheet, area, Vec::new(), false);
    let mut rows = head(list, area, layout.calm);
    // The field and the title stay; a tiny screen keeps the field alone.
    if usize::from(area.height) < rows.len() + 2 {
        rows = filter(list, area).into_iter().collect();
    }
    sheet.strips(area, &rows);
    let used = u16::try_from(rows.len()).unwrap_or(area.height).min(area.height);
    let window = Rect { y: area.y + used, height: area.height - used, ..area };
    if list.items.is_empty() {
        let empty: Vec<Strip> = paragraph(&list.empty, area.width)
            .into_iter()
            .map(|row| Strip::new().at(0, row, PLAIN))
            .collect();
        sheet.strips(window, &empty);
        return;
    }
    items(sheet, window, &blocks, list);
    let taken: usize = blocks.iter().map(Vec::len).sum();
    let taken = u16::try_from(taken).unwrap_or(window.height).min(window.height);
    let under = Rect { y: window.y + taken, height: window.height - taken, ..window };
    sheet.strips(under, &after);
}

/// The items that fit, the selected one among them.
pub(super) fn items(sheet: &mut Sheet, window: Rect, blocks: &[Vec<Strip>], list: &List) {
    let height = usize::from(window.height);
    let total: usize = blocks.iter().map(Vec::len).sum();
    let start: usize = blocks.iter().take(list.selected).map(Vec::len).sum();
    let end = start + blocks.get(list.selected).map_or(1, Vec::len);
    let mut top = prose::first_row(start, total, height);
    // The whole item is shown, its first row before its last.
    if end > top + height {
        top = (end - height).min(start);
    }
    let rows: Vec<Strip> = blocks.concat();
    sheet.strips(window, rows.get(top..).unwrap_or_default());
    let mut row = 0;
    let (mut above, mut below) = (0, 0);
    for block in blocks {
        row += block.len();
        if row <= top {
            above += 1;
        } else if row > top + height {
            below += 1;
        }
    }
    if total > height {
        sheet.more = prose::beyond(above, below, "line", "lines");
    }
}

pub(super) fn head(list: &List, area: Rect, roomy: bool) -> Vec<Strip> {
    let mut out = vec![Strip::new().at(0, list.title.clone(), STRONG)];
    if roomy {
        out.push(Strip::new());
    }
    if area.height >= 8 {
        for text in &list.intro {
            out.extend(
                paragraph(text, area.width).into_iter().map(|row| Strip::new().at(0, row, PLAIN)),
            );
        }
    }
    if roomy && !list.intro.is_empty() {
        out.push(Strip::new());
    }
    if let Some(field) = filter(list, area) {
        out.push(field);
        if roomy {
            out.push(Strip::new());
        }
    }
    out
}

/// The field that narrows the list: it always has the cursor.
fn filter(list: &List, area: Rect) -> Option<Strip> {
    let editor = list.filter?;
    let width = area.width.saturating_sub(INDENT).max(1);
    let editor = prose::fitted(editor, width);
    let (row, _) = editor.cursor_row_col();
    let mut strip = prose::rows(&editor, row, 1, 0, true).pop()?.moved(INDENT);
    strip.field = Some((INDENT, area.width));
    Some(strip.at(0, "/", STRONG))
}

/// The most rows that such a line of any item takes, so that nothing moves
/// when another is selected.
fn most_rows(list: &List, width: u16, line: fn(&Item) -> &String) -> usize {
    list.items
        .iter()
        .map(line)
        .filter(|text| !text.is_empty())
        .map(|text| paragraph(text, width.saturating_sub(INDENT)).len())
        .max()
        .unwrap_or(0)
        .min(MOST_BELOW)
}

fn detail(list: &List, width: u16, layout: Layout, rows: usize) -> Vec<Strip> {
    let item = list.items.get(list.selected);
    let below = item.filter(|_| !layout.below).map_or("", |item| &item.below);
    let quiet = item.filter(|_| layout.quiet).map_or("", |item| &item.quiet);
    let mut out: Vec<Strip> = [below, quiet]
        .into_iter()
        .filter(|text| !text.is_empty())
        .flat_map(|text| paragraph(text, width.saturating_sub(INDENT)).into_iter().take(MOST_BELOW))
        .take(rows)
        .map(|row| Strip::new().at(2, row, PLAIN))
        .collect();
    // Always as many rows, the last of them next to the rule.
    while out.len() < rows {
        out.insert(0, Strip::new());
    }
    out
}

/// Each item with its heading and its rows.
fn blocks(list: &List, width: u16, layout: Layout, look: Look) -> Vec<Vec<Strip>> {
    let marked = list.items.iter().any(|item| item.mark.is_some());
    list.items
        .iter()
        .enumerate()
        .map(|(n, item)| {
            let mut out = Vec::new();
            if let Some(heading) = &item.heading {
                if layout.air && n > 0 {
                    out.push(Strip::new());
                }
                for row in paragraph(heading, width) {
                    out.push(Strip::new().at(0, ruled(row, width, layout, look), PLAIN));
                }
            }
            let selected = n == list.selected;
            let heading = out.len();
            out.extend(item_rows(item, width, marked, selected, look));
            if layout.below && !item.below.is_empty() {
                let column = INDENT + 2;
                for row in paragraph(&item.below, width.saturating_sub(column)) {
                    out.push(Strip::new().at(signed(column), row, PLAIN));
                }
            }
            let hit = if selected { Hit::Pick(n) } else { Hit::Select(n) };
            out.iter_mut().skip(heading).for_each(|s| *s = std::mem::take(s).hitting(hit.clone()));
            out
        })
        .collect()
}

/// A heading; where there is no air above it, a rule beside it sets it apart.
fn ruled(heading: String, width: u16, layout: Layout, look: Look) -> String {
    let left = width.saturating_sub(columns(&heading) + 1);
    if layout.air || left < 4 {
        return heading;
    }
    let rule = if look.ascii { "-" } else { "─" };
    format!("{heading} {}", rule.repeat(usize::from(left)))
}

fn item_rows(item: &Item, width: u16, marked: bool, selected: bool, look: Look) -> Vec<Strip> {
    let style = if selected { STRONG } else { PLAIN };
    let column = INDENT + if marked { 2 } else { 0 };
    let room = width.saturating_sub(column);
    let aside = columns(&item.aside);
    // Beside the text where the text keeps a good measure, else below it.
    let beside = aside == 0 || aside + 2 + columns(&item.text).min(LEAST_TEXT) <= room;
    let taken = if beside && aside > 0 { aside + 2 } else { 0 };
    let mut out: Vec<Strip> = paragraph(&item.text, room.saturating_sub(taken).max(1))
        .into_iter()
        .map(|row| Strip::new().at(signed(column), row, style))
        .collect();
    if let Some(first) = out.first_mut() {
        let mut strip = std::mem::take(first);
        if let Some(mark) = item.mark {
            let accent = item.ring.map_or(Style::new(), |ring| look.ring(ring));
            strip = strip.at(signed(INDENT), look.mark(mark), accent);
        }
        if beside {
            strip = strip.ending(width, &item.aside, style);
        }
        if selected {
            strip = strip.at(0, look.pointer(), STRONG);
        }
        *first = strip;
    }
    if !beside {
        for row in paragraph(&item.aside, room.saturating_sub(2)) {
            out.push(Strip::new().at(signed(column + 2), row, PLAIN));
        }
    }
    out
}

fn signed(column: u16) -> i16 {
    i16::try_from(column).unwrap_or(i16::MAX)
}
